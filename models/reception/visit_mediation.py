from odoo import fields, models


class Visit(models.Model):
    """Conversations with several households: mediation between neighbours (R325, R327)."""

    _inherit = "steward.visit"

    other_partner_ids = fields.Many2many(
        "res.partner",
        "steward_visit_other_partner_rel",
        string="Other Households",
        copy=False,
        help="Who else was at the table, such as the neighbour of a mediation.",
    )

    def _touch_households(self):
        result = super()._touch_households()
        for visit in self:
            day = visit.community_id._to_local(visit.start).date()
            # sudo: as for the household itself
            for household in visit.other_partner_ids.sudo():
                if not household.last_contact_date or household.last_contact_date < day:
                    household.last_contact_date = day
        return result
