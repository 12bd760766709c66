from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class Complaint(models.Model):
    """Complaint (投诉): cause and what it demands, respondent, verdict (R076-R084, R101,
    R107-R113)."""

    _name = "steward.complaint"
    _description = "Complaint"
    _inherit = ["steward.sheet.mixin"]
    _inherits = {"steward.case": "case_id"}
    _number_prefix = "TS"
    _default_category = "complaint"

    # what about
    cause = fields.Selection(
        [
            ("municipal", "Municipal (Water, Power, Gas, Roads, Post, Telecom)"),
            ("internal", "Internal (Outage, Late Repair)"),
            ("attitude", "Attitude or Quality of Service"),
            ("other", "Other"),
        ],
    )
    municipal_kind = fields.Selection(
        [
            ("water", "Water"),
            ("power", "Power"),
            ("gas", "Gas"),
            ("road", "Roads"),
            ("post", "Post"),
            ("telecom", "Telecommunication"),
        ],
        help="The body outside with which it is negotiated (R110).",
    )
    municipal_note = fields.Char(string="State of the Negotiation")
    respondent_id = fields.Many2one(
        "hr.employee", string="Person Complained about", index="btree_not_null"
    )
    is_conflict = fields.Boolean(
        string="Recorded by the Person Complained about",
        compute="_compute_is_conflict",
        search="_search_is_conflict",
        help="Such a person records truthfully, and neither handles, calls back nor closes it "
        "(R101).",
    )
    validity = fields.Selection(
        [("unknown", "Not Judged Yet"), ("valid", "Valid"), ("invalid", "Not Valid")],
        required=True,
        default="unknown",
        help="Valid complaints count towards the complaint rate (R098).",
    )
    document_no = fields.Char(
        string="Number of the Document", help="Letter, fax, phone or interview record (R077)."
    )
    apologised = fields.Boolean(help="On behalf of the department, before anything else (R108).")

    # what was found
    investigation = fields.Text(string="Investigation and Verification")
    investigated_at = fields.Datetime(readonly=True, copy=False)
    investigated_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    # decision from above (R079, R083, R109)
    decision = fields.Text(string="Manager's Decision", readonly=True, copy=False)
    decision_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decision_at = fields.Datetime(readonly=True, copy=False)
    escalated_role_id = fields.Many2one(
        "steward.role", string="Brought before", readonly=True, copy=False
    )
    escalated_at = fields.Datetime(readonly=True, copy=False)

    # what the cause demands (R111-R112)
    responsible_id = fields.Many2one("hr.employee", string="Person Responsible")
    measure = fields.Text(string="Measure against Repetition")
    is_serious = fields.Boolean(
        string="Serious", help="Asks for a criticism notice and a leader's callback (R112)."
    )
    criticism_notice = fields.Text(string="Text of the Criticism Notice", copy=False)
    criticised_at = fields.Datetime(string="Criticism Notice Issued", readonly=True, copy=False)
    criticised_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.model
    def _work_fields(self):
        """R099, R110-R112: what the department found, and what it does about it."""
        return super()._work_fields() | {
            "cause",
            "municipal_kind",
            "municipal_note",
            "investigation",
            "responsible_id",
            "measure",
            "apologised",
        }

    @api.model
    def _case_field(self):
        return "complaint_id"

    @api.depends("respondent_id", "case_id.first_receiver_id")
    def _compute_is_conflict(self):
        for complaint in self:
            receiver = complaint.case_id.first_receiver_id
            complaint.is_conflict = bool(receiver) and receiver == complaint.respondent_id

    def _search_is_conflict(self, operator, _value):
        if operator != "in":
            return NotImplemented
        found = SQL(
            """
            SELECT s.id
              FROM steward_complaint s
              JOIN steward_case c ON c.id = s.case_id
             WHERE c.first_receiver_id = s.respondent_id
            """
        )
        return Domain("id", "in", found)

    @api.constrains("cause", "municipal_kind")
    def _check_municipal_kind(self):
        for complaint in self:
            if complaint.municipal_kind and complaint.cause != "municipal":
                raise ValidationError(
                    complaint.env._(
                        "%(complaint)s names a municipal body; its cause is another one.",
                        complaint=complaint.display_name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "respondent_id" in vals:
            self.case_id.filtered("registered_at")._take_from_respondent()
        return result

    def action_criticise(self):
        """R112: the criticism notice (通报批评) of a serious case is issued.

        :raise UserError: without a text
        """
        self.case_id._check_not_respondent()
        self.case_id._check_not_department()
        self.check_access("write")
        for complaint in self:
            if not (complaint.criticism_notice or "").strip():
                raise UserError(
                    complaint.env._(
                        "Write the criticism notice on “%(complaint)s”.",
                        complaint=complaint.display_name,
                    )
                )
        # sudo: when it was issued and by whom is noted here only; write access was checked
        self.sudo().write(
            {"criticised_at": fields.Datetime.now(), "criticised_by_id": self.env.uid}
        )

    def _problems_handled(self):
        """R078-R079, R110-R112: what the cause and the weight of the complaint demand."""
        self.ensure_one()
        problems = super()._problems_handled()
        if not self.cause:
            problems.append(self.env._("Choose the cause of the complaint."))
        if not self.investigated_at:
            problems.append(self.env._("Investigate it first, and write down what was found."))
        if self.case_id._needs_decision():
            problems.append(
                self.env._("It waits for the manager's decision (special, major or escalated).")
            )
        if self.cause == "municipal" and not (self.municipal_kind and self.municipal_note):
            problems.append(
                self.env._("Name the municipal body, and how far the negotiation with it is.")
            )
        if self.cause == "internal" and not (self.responsible_id and self.measure):
            problems.append(
                self.env._("Name the person responsible and the measure against repetition.")
            )
        if self.cause == "attitude" and not self.apologised:
            problems.append(
                self.env._("Tick that the supervisor and the persons concerned apologised.")
            )
        if self.cause == "attitude" and self.is_serious and not self.criticised_at:
            problems.append(self.env._("A serious case needs the criticism notice."))
        return problems

    def _problems_closed(self):
        problems = super()._problems_closed()
        if not self.case_id.manager_told_at:
            problems.append(
                self.env._("The customer-service manager has not heard the result (R080).")
            )
        if self.validity == "unknown":
            problems.append(self.env._("Say whether the complaint was a valid one."))
        return problems
