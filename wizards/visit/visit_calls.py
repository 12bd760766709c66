from odoo import api, fields, models
from odoo.exceptions import UserError


class VisitCalls(models.TransientModel):
    """Calls of an afternoon, typed in one grid. All rows are recorded, or none: a row that lacks
    something is named, and nothing is saved before it is complete."""

    _name = "steward.visit.calls"
    _description = "Calls of an Afternoon"

    mode_id = fields.Many2one(
        "steward.contact.mode",
        required=True,
        default=lambda self: self.env.ref("property_steward.contact_mode_phone"),
    )
    steward_id = fields.Many2one(
        "hr.employee",
        string="Visitor",
        required=True,
        default=lambda self: self.env.user.employee_id,
    )
    row_ids = fields.One2many("steward.visit.calls.row", "calls_id", string="Calls")
    has_tenants = fields.Boolean(compute="_compute_has_tenants")

    def _compute_display_name(self):
        self.display_name = self.env._("Calls of an Afternoon")

    @api.depends("row_ids.community_kind")
    def _compute_has_tenants(self):
        for calls in self:
            calls.has_tenants = "shopping" in calls.row_ids.mapped("community_kind")

    @api.model
    def default_get(self, fields_list):
        """Rows for today's due calls of the current user, or for the chosen planned visits."""
        vals = super().default_get(fields_list)
        if "row_ids" in fields_list:
            Line = self.env["steward.visit.plan.line"]
            if self.env.context.get("active_model") == Line._name:
                lines = Line.browse(self.env.context.get("active_ids", []))
            else:
                lines = Line.search(
                    [("is_mine", "=", True), ("is_due_now", "=", True)],
                    order="unit_id, period_end, id",
                )
            vals["row_ids"] = [
                fields.Command.create({"line_id": line.id, "partner_id": line.partner_id.id})
                for line in lines
                if line.state == "open" and line.can_call
            ]
        return vals

    def action_record(self):
        """Record every row that has an outcome, as a set.

        :raise UserError: names the rows that lack something; then nothing is saved
        """
        self.ensure_one()
        rows = self.row_ids.filtered("outcome")
        if not rows:
            raise UserError(self.env._("Choose an outcome in the rows of the calls you made."))
        # the rows say who noted what: no log message per visit
        visits = (
            self.env["steward.visit"]
            .with_context(tracking_disable=True, mail_create_nosubscribe=True)
            .create([row._visit_vals() for row in rows])
        )
        problems = [
            self.env._(
                "Row %(row)s, %(household)s: %(problem)s",
                row=self.row_ids.ids.index(row.id) + 1,
                household=visit.display_name,
                problem=problem,
            )
            for row, visit in zip(rows, visits, strict=True)
            for problem in visit._problems(row.outcome)
        ]
        if problems:
            raise UserError(
                self.env._(
                    "Nothing was saved yet. Please complete:\n%(problems)s",
                    problems="\n".join(problems),
                )
            )
        by_outcome = {}
        for row, visit in zip(rows, visits, strict=True):
            lines = visit.candidate_line_ids
            accepted = lines if row.also_fulfils else lines & row.line_id
            by_outcome.setdefault(row.outcome, {})[visit] = accepted
        for outcome, accepted in by_outcome.items():
            visits.browse().union(*accepted)._record(outcome, accepted)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s calls are recorded.", count=len(visits)),
                "next": self.env["ir.actions.act_window"]._for_xml_id(
                    "property_steward.my_day_action"
                ),
            },
        }


class VisitCallsRow(models.TransientModel):
    """One call of the grid."""

    _name = "steward.visit.calls.row"
    _description = "Call of an Afternoon"
    _order = "id"

    calls_id = fields.Many2one("steward.visit.calls", required=True, ondelete="cascade")
    line_id = fields.Many2one("steward.visit.plan.line", string="Planned Visit")
    partner_id = fields.Many2one("res.partner", string="Household", required=True)
    door = fields.Char(related="partner_id.household_door")
    phone = fields.Char(related="partner_id.phone")
    community_kind = fields.Selection(related="partner_id.household_community_id.kind")
    start = fields.Datetime(string="Time", required=True, default=fields.Datetime.now)
    outcome = fields.Selection(
        [
            ("done", "Conversation Held"),
            ("no_answer", "No Answer"),
            ("busy", "Busy, Another Time Agreed"),
            ("refused", "Refused"),
        ]
    )
    consent = fields.Boolean(string="Consented to Talk")
    needs = fields.Text(string="What Was Said")
    satisfaction = fields.Selection(
        selection=lambda self: self._selection_of("steward.visit", "satisfaction")
    )
    next_at = fields.Datetime(string="Agreed Next Time")
    also_fulfils = fields.Boolean(
        string="Other Planned Visits Too",
        default=True,
        help="Other open planned visits of the household that the call may fulfil (R014).",
    )
    opinion_category = fields.Selection(
        selection=lambda self: self._selection_of("steward.case", "category"),
        string="Opinion",
    )
    opinion_topic_id = fields.Many2one("steward.case.topic", string="Topic")
    opinion_words = fields.Char(string="Opinion in the Resident's Words")
    answered_on_spot = fields.Boolean(string="Answered on the Spot")
    remark = fields.Char(
        string="Reason",
        help="Why in a quiet hour, or why there is no signature, where the policy asks for one.",
    )

    def _selection_of(self, model, name):
        return self.env[model]._fields[name]._description_selection(self.env)

    def _visit_vals(self):
        vals = {
            "line_id": self.line_id.id,
            "partner_id": self.partner_id.id,
            "steward_id": self.calls_id.steward_id.id,
            "mode_id": self.calls_id.mode_id.id,
            "start": self.start,
            "consent": self.consent,
            "needs": self.needs,
            "satisfaction": self.satisfaction,
            "next_at": self.next_at,
            "quiet_reason": self.remark,
            "no_signature_reason": self.remark,
            # decided when the rows are recorded, for all of them at once
            "fulfil_line_ids": [fields.Command.clear()],
        }
        if self.opinion_category:
            vals["case_ids"] = [
                fields.Command.create(
                    {
                        "category": self.opinion_category,
                        "topic_id": self.opinion_topic_id.id,
                        "words": self.opinion_words,
                        "answered_on_spot": self.answered_on_spot,
                    }
                )
            ]
        return vals
