from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

CHECK_ACTIVITY = "property_steward.mail_activity_type_callback_check"


class CallbackCheck(models.Model):
    """Spot check of a callback (回访抽查): drawn at random every month and looked at by another
    person than the one who called back (R197, F17)."""

    _name = "steward.callback.check"
    _description = "Spot Check of a Callback"
    _inherit = ["steward.guard.mixin", "mail.thread", "mail.activity.mixin", "steward.mine.mixin"]
    _mine_fields = ("checker_id",)
    _order = "month desc, id"
    _check_company_auto = True
    _guarded_fields = frozenset(
        ("callback_id", "month", "state", "checker_id", "role_id", "checked_at")
    )

    callback_id = fields.Many2one(
        "steward.callback", required=True, readonly=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(related="callback_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    partner_id = fields.Many2one(related="callback_id.partner_id")
    phone = fields.Char(related="partner_id.phone")
    door = fields.Char(related="callback_id.door")
    assignee_id = fields.Many2one(related="callback_id.assignee_id", string="Called back by")
    callback_result = fields.Selection(related="callback_id.result", string="Noted Result")
    callback_opinion = fields.Text(related="callback_id.opinion", string="Noted Opinion")
    month = fields.Date(required=True, readonly=True, help="First day of the month.")
    due_on = fields.Date(string="Due", compute="_compute_due_on", store=True)
    role_id = fields.Many2one("steward.role", string="Checked as", required=True, readonly=True)
    checker_id = fields.Many2one("hr.employee", readonly=True, index="btree_not_null")
    state = fields.Selection(
        [("open", "Open"), ("done", "Checked")],
        required=True,
        default="open",
        readonly=True,
        tracking=True,
        group_expand=True,
    )

    # what was found
    method = fields.Selection(
        [("call", "Called the Household"), ("door", "At the Door"), ("record", "From the Record")]
    )
    took_place = fields.Selection(
        [("yes", "Yes"), ("no", "No")], string="The Callback Took Place", tracking=True
    )
    is_true = fields.Selection(
        [("yes", "Yes"), ("no", "No")], string="Noted as It Was Said", tracking=True
    )
    note = fields.Text(string="Finding")
    checked_at = fields.Datetime(readonly=True, copy=False)
    verdict = fields.Selection(
        [("pass", "In Order"), ("fail", "Not in Order")],
        compute="_compute_verdict",
        store=True,
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")

    _once = models.UniqueIndex(
        "(callback_id, role_id)", "A callback is checked once by the same role."
    )

    @api.depends("month")
    def _compute_due_on(self):
        for check in self:
            check.due_on = check.month and check.month + relativedelta(months=1, days=-1)

    @api.depends("state", "took_place", "is_true")
    def _compute_verdict(self):
        for check in self:
            if check.state != "done":
                check.verdict = False
            else:
                good = check.took_place == "yes" and check.is_true == "yes"
                check.verdict = "pass" if good else "fail"

    def _compute_is_late(self):
        for check in self:
            check.is_late = check.state == "open" and check.due_on < check.community_id._today()

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("due_on", "<", community._today())
        )

    @api.depends("callback_id", "month")
    def _compute_display_name(self):
        for check in self:
            check.display_name = check.env._(
                "Check %(month)s: %(callback)s",
                month=check.month.strftime("%Y-%m") if check.month else "",
                callback=check.callback_id.display_name or "",
            )

    def write(self, vals):
        concluded = any(check.state == "done" for check in self)
        if not self.env.su and concluded and self._changed(vals) - self._guarded_fields:
            raise UserError(self.env._("The check is on record and stays as it was noted."))
        return super().write(vals)

    def _refuse_forged_fields(self):
        raise AccessError(self.env._("What is checked, and by whom, is drawn at random."))

    def action_done(self):
        """Note the finding.

        :raise AccessError: for the person who called back (R197: another person)
        """
        self.check_access("write")
        own = self._own_employees()
        for check in self:
            # sudo: only compares people
            called = check.assignee_id | check.callback_id.sudo().visit_id.steward_id
            if called & own:
                raise AccessError(
                    check.env._(
                        "%(check)s: a callback is checked by another person than the one who "
                        "made it.",
                        check=check.display_name,
                    )
                )
            if not (check.method and check.took_place and check.is_true):
                raise UserError(
                    check.env._(
                        "Say how you checked, whether the callback took place, and whether it was "
                        "noted as it was said."
                    )
                )
            if "no" in (check.took_place, check.is_true) and not (check.note or "").strip():
                raise UserError(check.env._("Write down what is not in order."))
        # sudo: who checked and when is noted here only
        self.sudo().write(
            {"state": "done", "checked_at": fields.Datetime.now(), "checker_id": own[:1].id}
        )
        self.activity_feedback([CHECK_ACTIVITY])
        for check in self.filtered(lambda check: check.verdict == "fail"):
            # sudo: the finding is shown on the callback, which nobody may change
            check.callback_id.sudo().message_post(
                body=check.env._("Spot check, not in order: %(note)s", note=check.note),
                subtype_xmlid="mail.mt_note",
            )

    @api.model
    def _cron_draw(self):
        """Draw this month's callbacks, from the policy's day of the month on (R197)."""
        communities = self.env["steward.community"].search([])
        ready = communities.filtered(
            lambda community: community._today().day >= community.policy_id.check_day
        )
        ready._draw_callback_checks()
