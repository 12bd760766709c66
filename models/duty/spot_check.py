from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# what the checker found and demands
CHECKED = frozenset(
    (
        "community_id",
        "duty_id",
        "subject",
        "name",
        "date",
        "checker_id",
        "sample",
        "sample_count",
        "failed_count",
        "problem",
        "addressee_id",
        "department_id",
        "demand",
        "date_due",
        "date_notified",
        "date_rectified",
    )
)


class SpotCheck(models.Model):
    """Spot check (抽查, C066): what was checked by whom, on which sample, what was found, and the
    written notice to who has to put it right (R197)."""

    _name = "steward.spot.check"
    _description = "Spot Check"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    duty_id = fields.Many2one("steward.duty", index="btree_not_null")
    subject = fields.Selection(
        [
            ("move_in", "Moving In"),
            ("callback", "Callbacks"),
            ("reception", "Receptions and Complaints"),
            ("ownership", "Ownership Registers"),
            ("decoration", "Decoration"),
            ("archive", "Archive"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    name = fields.Char(string="Checked Object", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    checker_id = fields.Many2one(
        "hr.employee",
        string="Checked by",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    sample = fields.Text(help="What was drawn, and from how many.")
    sample_count = fields.Integer(string="Sample Size")
    failed_count = fields.Integer(string="Not in Order")
    problem = fields.Text(string="What Was Found")

    # written notice
    addressee_id = fields.Many2one(
        "hr.employee", string="Notice to", index="btree_not_null", check_company=True
    )
    department_id = fields.Many2one("hr.department", check_company=True)
    demand = fields.Text(string="What Is to Be Put Right")
    date_due = fields.Date(string="Put Right by", tracking=True)
    date_notified = fields.Date(string="Notice Given", readonly=True, copy=False)
    rectified = fields.Text(string="What Was Done")
    date_rectified = fields.Date(string="Put Right on", readonly=True, tracking=True, copy=False)
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    _counts_valid = models.Constraint(
        "CHECK(sample_count >= 0 AND failed_count BETWEEN 0 AND greatest(sample_count, 0))",
        "No more of a sample can be out of order than was checked.",
    )

    @api.depends("date_due", "date_rectified", "date_notified", "community_id.tz")
    def _compute_is_late(self):
        for check in self:
            check.is_late = (
                bool(check.date_notified and check.date_due and check.community_id)
                and not check.date_rectified
                and check.date_due < check.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return (
            Domain("date_notified", "!=", False)
            & Domain("date_rectified", "=", False)
            & self.env["steward.community"]._domain_by_time_zone(
                lambda community: Domain("date_due", "<", community._today())
            )
        )

    def write(self, vals):
        """:raise AccessError: for the person checked, who only says what was put right
        :raise UserError: when a written notice would be changed
        """
        if not self.env.su and CHECKED & vals.keys():
            self.check_access("create")
            for check in self:
                if check.date_notified:
                    raise UserError(
                        check.env._(
                            "The written notice on “%(object)s” was given and stays as it is.",
                            object=check.name,
                        )
                    )
        return super().write(vals)

    def action_notify(self):
        """Give the written notice, today: an activity for who has to put it right.

        :raise UserError: without somebody to address, a demand and a day
        """
        for check in self:
            if not (check.addressee_id and check.demand and check.date_due):
                raise UserError(
                    check.env._(
                        "A written notice on “%(object)s” says who puts right what, and by when.",
                        object=check.name,
                    )
                )
            check.check_access("create")
            # sudo: the day is noted here only, access was checked
            check.sudo().date_notified = check.community_id._today()
            # sudo: only the login is read, to address the activity
            user = check.addressee_id.sudo().user_id
            if user:
                check.activity_schedule(
                    "property_steward.mail_activity_type_spot_check",
                    date_deadline=check.date_due,
                    user_id=user.id,
                    summary=check.with_context(lang=user.lang).env._(
                        "Put right: %(object)s", object=check.name
                    ),
                )

    def action_rectified(self):
        """It was put right, today.

        :raise UserError: when nobody says how
        """
        for check in self:
            if not (check.rectified or "").strip():
                raise UserError(
                    check.env._("Say how “%(object)s” was put right.", object=check.name)
                )
            check.check_access("write")
            # sudo: as above
            check.sudo().date_rectified = check.community_id._today()
        self.activity_feedback(["property_steward.mail_activity_type_spot_check"])
