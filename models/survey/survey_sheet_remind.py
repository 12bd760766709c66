from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .survey_sheet_answer import LINK_GROUPS


class SurveySheet(models.Model):
    """Households that no e-mail reminds are reminded by phone, WeChat or in person, once."""

    _inherit = "steward.survey.sheet"

    phone = fields.Char(
        compute="_compute_phone",
        compute_sudo=True,
        groups=LINK_GROUPS,
        help="Empty where the household wants no calls.",
    )
    days_left = fields.Integer(
        compute="_compute_days_left",
        aggregator=None,
        help="Until the sheet should be back, in the community's calendar.",
    )
    to_be_reminded = fields.Boolean(
        compute="_compute_to_be_reminded",
        search="_search_to_be_reminded",
        help="Is out, was not reminded yet, and got no e-mail that reminds the household.",
    )

    @api.depends("partner_id.phone", "partner_id.no_phone_calls")
    def _compute_phone(self):
        for sheet in self:
            partner = sheet.partner_id
            sheet.phone = not partner.no_phone_calls and partner.phone

    @api.depends("wave_id.date_return", "community_id.tz")
    def _compute_days_left(self):
        for sheet in self:
            last = sheet.wave_id.date_return
            sheet.days_left = (last - sheet.community_id._today()).days if last else 0

    @api.depends("state", "wave_id.state", "partner_id", "mail_state", "reminded_at")
    def _compute_to_be_reminded(self):
        waiting = self.filtered_domain(self._unreminded_domain())
        for sheet in self:
            sheet.to_be_reminded = sheet in waiting

    def _search_to_be_reminded(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return self._unreminded_domain()

    @api.model
    def _unreminded_domain(self):
        """Whoever got the link by e-mail is reminded by e-mail; who has an anonymous sheet is not
        known."""
        return (
            Domain("state", "=", "issued")
            & Domain("wave_id.state", "=", "issued")
            & Domain("partner_id", "!=", False)
            & Domain("mail_state", "not in", ("queued", "sent"))
            & Domain("reminded_at", "=", False)
        )

    def action_reminded(self):
        """These households were reminded, by phone, WeChat or in person.

        :raise UserError: when nobody of them is to be reminded
        """
        self._check_wave_state(["issued"])
        waiting = self.filtered("to_be_reminded")
        if not waiting:
            raise UserError(
                self.env._(
                    "None of these households is to be reminded: their sheets are back or not out, "
                    "or they were reminded already."
                )
            )
        # sudo: nobody writes this by hand; the right to the sheets was checked
        waiting.sudo().reminded_at = fields.Datetime.now()
