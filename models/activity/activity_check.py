from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .activity_kind_check import STAGES

# states in which what a stage demands can still be ticked
OPEN_IN = {
    "plan": ("draft",),
    "ready": ("draft", "submitted", "reviewed", "approved"),
    "day": ("approved", "ongoing", "held"),
    "close": ("approved", "ongoing", "held"),
}
TICKED = frozenset(("is_done", "not_applicable", "reason", "note", "attachment_ids"))


class ActivityCheck(models.Model):
    """One demand on an activity, ticked with who and when: the readiness checks (R292), a
    feasibility study (R188), permits (R296), what an owners' meeting presents (R266)."""

    _name = "steward.activity.check"
    _description = "Check of an Activity"
    _inherit = ["steward.document.mixin", "steward.guard.mixin"]
    _document_fields = ("attachment_ids",)
    _order = "activity_id, stage, sequence, id"
    _guarded_fields = frozenset(("done_at", "done_by_id"))

    activity_id = fields.Many2one(
        "steward.community.activity", required=True, index=True, ondelete="cascade", readonly=True
    )
    template_id = fields.Many2one(
        "steward.activity.kind.check",
        string="Demand of the Kind",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    community_id = fields.Many2one(related="activity_id.community_id", store=True, precompute=True)
    company_id = fields.Many2one(related="activity_id.company_id", store=True, precompute=True)
    state = fields.Selection(related="activity_id.state", string="Activity Is")
    stage = fields.Selection(STAGES, required=True, readonly=True)
    sequence = fields.Integer(default=10, readonly=True)
    name = fields.Char(string="Demand", required=True, readonly=True)
    code = fields.Char(related="template_id.code")
    needs_document = fields.Boolean(readonly=True, help="Done only with a document.")
    may_not_apply = fields.Boolean(
        readonly=True, help="May be marked as not applicable, with a reason."
    )
    is_done = fields.Boolean(string="Done", copy=False)
    not_applicable = fields.Boolean(copy=False)
    reason = fields.Char(string="Why Not Applicable", copy=False)
    note = fields.Text(string="Findings", help="Printed on the form of a welfare activity (R188).")
    attachment_ids = fields.Many2many(
        "ir.attachment", "steward_activity_check_attachment_rel", string="Documents", copy=False
    )
    done_by_id = fields.Many2one("res.users", string="Confirmed by", readonly=True, copy=False)
    done_at = fields.Datetime(string="Confirmed", readonly=True, copy=False)

    _template_uniq = models.UniqueIndex(
        "(activity_id, template_id) WHERE template_id IS NOT NULL",
        "The activity has this check already.",
    )

    @api.constrains("is_done", "attachment_ids", "needs_document")
    def _check_document(self):
        for check in self:
            if check.is_done and check.needs_document and not check.attachment_ids:
                raise ValidationError(
                    check.env._(
                        "“%(check)s” is done with its document: attach it.", check=check.name
                    )
                )

    @api.constrains("not_applicable", "is_done", "reason", "may_not_apply")
    def _check_not_applicable(self):
        for check in self.filtered("not_applicable"):
            if not check.may_not_apply:
                raise ValidationError(
                    check.env._("“%(check)s” applies to every activity.", check=check.name)
                )
            if not check.reason:
                raise ValidationError(
                    check.env._("Say why “%(check)s” does not apply.", check=check.name)
                )
            if check.is_done:
                raise ValidationError(
                    check.env._("“%(check)s” is either done or not applicable.", check=check.name)
                )

    def write(self, vals):
        """Note who ticked it, and when.

        :raise UserError: for what belongs to a stage that is over, or has not come
        """
        if self.env.su or not TICKED & vals.keys():
            return super().write(vals)
        self._check_open()
        result = super().write(vals)
        if {"is_done", "not_applicable"} & vals.keys():
            ticked = vals.get("is_done") or vals.get("not_applicable")
            # sudo: who ticked it and when is written here only
            self.sudo().write(
                {
                    "done_by_id": self.env.uid if ticked else False,
                    "done_at": fields.Datetime.now() if ticked else False,
                }
            )
        return result

    def _check_open(self):
        states = dict(
            self.env["steward.community.activity"]._fields["state"]._description_selection(self.env)
        )
        for check in self:
            if check.state not in OPEN_IN[check.stage]:
                raise UserError(
                    check.env._(
                        "“%(check)s” cannot be changed: the activity is %(state)s.",
                        check=check.name,
                        state=states[check.state],
                    )
                )

    def _open(self):
        """Those that are neither done nor not applicable."""
        return self.filtered(lambda check: not (check.is_done or check.not_applicable))
