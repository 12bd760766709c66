from odoo import api, fields, models

GROUP = "property_steward.property_steward_group_steward"


class ResPartner(models.Model):
    _inherit = "res.partner"

    steward_visit_count = fields.Integer(
        string="Visits", compute="_compute_steward_counts", groups=GROUP
    )
    steward_line_count = fields.Integer(
        string="Planned Visits", compute="_compute_steward_counts", groups=GROUP
    )
    steward_case_count = fields.Integer(
        string="Open Matters", compute="_compute_steward_counts", groups=GROUP
    )

    def _compute_steward_counts(self):
        def count(model, *domain):
            return dict(
                self.env[model]._read_group(
                    [("partner_id", "in", self.ids), *domain], ["partner_id"], ["__count"]
                )
            )

        visits = count("steward.visit", ("state", "!=", "cancelled"))
        lines = count("steward.visit.plan.line", ("state", "=", "open"))
        cases = count("steward.case", ("state", "!=", "closed"))
        for partner in self:
            partner.steward_visit_count = visits.get(partner, 0)
            partner.steward_line_count = lines.get(partner, 0)
            partner.steward_case_count = cases.get(partner, 0)

    @api.readonly
    def action_steward_visits(self):
        return self._steward_action("property_steward.visit_action")

    @api.readonly
    def action_steward_lines(self):
        return self._steward_action("property_steward.visit_plan_line_household_action")

    @api.readonly
    def action_steward_cases(self):
        return self._steward_action("property_steward.case_action")

    def _steward_action(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action
