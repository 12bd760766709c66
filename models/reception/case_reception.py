from odoo import api, fields, models

TOLD_ACTIVITY = "property_steward.mail_activity_type_matter_told"
# their words are heard out before they are done with: they are verified, or called back
NOT_DONE_AT_ONCE = ("complaint", "praise")


class Case(models.Model):
    """Matters that came by a reception: whose they are, and where they go (R066, R103, R106)."""

    _inherit = "steward.case"

    reception_id = fields.Many2one(
        "steward.reception", index="btree_not_null", ondelete="restrict", copy=False
    )
    route_id = fields.Many2one(
        "steward.case.route",
        string="Procedure",
        compute="_compute_route_id",
        help="By which matters of this category are handled (R106).",
    )
    procedure_note = fields.Text(compute="_compute_route_id", string="How")

    @api.depends("category", "topic_id", "channel", "community_id")
    def _compute_route_id(self):
        routes = self.env["steward.case.route"]._routes(self)
        for case in self:
            case.route_id = routes[case]
            case.procedure_note = routes[case].note

    @api.depends("category", "channel")
    def _compute_department_id(self):
        """R103: the topic says which department, else the route of the category."""
        result = super()._compute_department_id()
        missing = self.filtered(lambda case: not case.department_id and case.community_id)
        routes = self.env["steward.case.route"]._routes(missing) if missing else {}
        for case in missing:
            case.department_id = routes[case].department_id.sudo(False)
        return result

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("reception_id"):
                self._take_from_reception(vals)
        cases = super().create(vals_list)
        received = cases.filtered("reception_id")
        if received:
            # sudo: what follows from a reception follows whoever recorded it (R065, R100)
            received.sudo()._settle_from_reception()
        return cases

    @api.model
    def _take_from_reception(self, vals):
        """Complete `vals` by what the reception knows; who received it and when is not entered
        twice. The household's phone is the one from which it called (R278)."""
        reception = self.env["steward.reception"].browse(vals["reception_id"])
        vals.update(
            origin="reception",
            channel=reception.channel,
            community_id=reception.community_id.id,
            received_at=reception.received_at,
            first_receiver_id=reception.receiver_id.id,
            visit_id=False,
        )
        for name, value in (
            ("partner_id", reception.partner_id.id),
            ("unit_id", reception.unit_id.id),
            ("words", reception.text),
        ):
            vals[name] = vals.get(name) or value
        if not vals.get("answered_on_spot") and not vals.get("promised_at"):
            vals["promised_at"] = reception.promised_at
        sheet = {}
        if vals.get("category") == "complaint":
            sheet = {
                "complaint_document_no": reception.document_no,
                "complaint_apologised": reception.apologised,
            }
        elif vals.get("category") in ("repair", "after_sales"):
            sheet = {
                "repair_contact_name": reception.caller_name or reception.partner_id.name,
                "repair_contact_phone": reception.caller_phone or reception.partner_id.phone,
                "repair_address": " ".join(
                    filter(None, (reception.community_id.name, reception.door))
                )
                or reception.door_text,
            }
        for name, value in sheet.items():
            vals[name] = vals.get(name) or value

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals and self.reception_id:
            # sudo: that the reception is done follows from its matters
            self.reception_id.sudo()._settle()
        return result

    def _settle_from_reception(self):
        """What was answered on the spot is done with; the rest goes to its department at once
        (R103), and whoever is to hear of it is told (R106)."""
        answered = self.filtered(lambda case: case.answered_on_spot and case.state == "open")
        at_once = answered.filtered(lambda case: case.category not in NOT_DONE_AT_ONCE)
        (answered - at_once).filtered(lambda case: case.category == "complaint")._note_reply()
        at_once._close()
        rest = self - answered
        rest.filtered("department_id")._pass_to_departments()
        rest._tell_routes()

    def _tell_routes(self):
        """R106: a suggestion goes to the project manager; R248: what stands on the network or in
        the media to the manager, at once."""
        routes = self.env["steward.case.route"]._routes(self)
        self.filtered(lambda case: routes[case].is_urgent and case.priority != "urgent")._note(
            {"priority": "urgent"}
        )
        quiet = self.with_context(mail_activity_quick_update=True)
        for (role, community), cases in quiet.grouped(
            lambda case: (routes[case].role_id, case.community_id)
        ).items():
            for user in cases[0]._role_users(role) - self.env.user:
                cases.activity_schedule(TOLD_ACTIVITY, community._today(), user_id=user.id)
