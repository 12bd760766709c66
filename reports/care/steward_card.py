from odoo import models


class StewardCard(models.AbstractModel):
    """The steward's card with the message of the hand-over day (管家名片, C099, R272-R273)."""

    _name = "report.property_steward.report_steward_card"
    _description = "Steward's Card"
    _inherit = "steward.form"
    _form_model = "steward.life.event"
