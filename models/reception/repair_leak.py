from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class Repair(models.Model):
    """House leaks (房屋渗漏水): whose part it is in, and what follows from it (R325, R327)."""

    _inherit = "steward.repair"

    leak_responsibility = fields.Selection(
        [
            ("common", "Common Part (Maintenance Fund)"),
            ("private", "Private Part (Owner Pays)"),
            ("adjoining", "Adjoining Part (Owners Meet)"),
        ],
        copy=False,
    )
    fund_application = fields.Char(
        string="Application to the Maintenance Fund",
        copy=False,
        help="Number and state of the application; a leak of the common part is paid by the fund.",
    )
    contractors = fields.Char(
        string="Contractors Recommended",
        copy=False,
        help="The owner pays for the private part; whom was he recommended?",
    )
    neighbour_id = fields.Many2one("res.partner", string="Other Household", copy=False)
    meeting_visit_id = fields.Many2one(
        "steward.visit", string="Meeting of Both Owners", index="btree_not_null", copy=False
    )

    @api.constrains("neighbour_id", "meeting_visit_id")
    def _check_meeting(self):
        for repair in self:
            if repair.neighbour_id and repair.neighbour_id == repair.partner_id:
                raise ValidationError(
                    repair.env._(
                        "The other household of %(repair)s is another one than the reporting one.",
                        repair=repair.display_name,
                    )
                )
            # sudo: only asks who was at the table
            visit = repair.sudo().meeting_visit_id
            if visit and not {*repair._households().ids} <= {
                *visit.partner_id.ids,
                *visit.other_partner_ids.ids,
            }:
                raise ValidationError(
                    repair.env._(
                        "Both households of %(repair)s are at the meeting of the owners.",
                        repair=repair.display_name,
                    )
                )

    def _households(self):
        return self.partner_id | self.neighbour_id

    def action_arrange_meeting(self):
        """Open the meeting of both owners, a mediation (R325): one conversation, two households."""
        self.ensure_one()
        self.check_access("write")
        if not self.partner_id or not self.neighbour_id:
            raise UserError(
                self.env._(
                    "Choose both households of %(repair)s that the leak concerns.",
                    repair=self.display_name,
                )
            )
        if not self.meeting_visit_id:
            self.meeting_visit_id = self.env["steward.visit"].create(
                {
                    "partner_id": self.partner_id.id,
                    "community_id": self.community_id.id,
                    "unit_id": self.unit_id.id,
                    "other_partner_ids": [Command.set(self.neighbour_id.ids)],
                    "mode_id": self.env.ref("property_steward.contact_mode_meeting").id,
                    "purpose_ids": [
                        Command.set(self.env.ref("property_steward.visit_purpose_mediation").ids)
                    ],
                }
            )
        return self.meeting_visit_id.get_formview_action()

    def _problems_handled(self):
        """R327: what each responsibility demands."""
        problems = super()._problems_handled()
        if self.repair_class != "leak":
            return problems
        if not self.leak_responsibility:
            problems.append(self.env._("Say whose part the leak is in."))
        if self.leak_responsibility == "common" and not self.fund_application:
            problems.append(self.env._("Note the application to the maintenance fund."))
        if self.leak_responsibility == "private" and not self.contractors:
            problems.append(
                self.env._("Note which contractors were recommended to the owner, who pays.")
            )
        # sudo: only asks whether they met
        visit = self.sudo().meeting_visit_id
        if self.leak_responsibility == "adjoining" and (visit.state, visit.outcome) != (
            "done",
            "done",
        ):
            problems.append(self.env._("Arrange the meeting of both owners, and record it."))
        return problems
