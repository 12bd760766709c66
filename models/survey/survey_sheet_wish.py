from odoo import api, fields, models


class SurveySheet(models.Model):
    """Who wishes it on the sheet is called back (R303), whether it came by link or was keyed in."""

    _inherit = "steward.survey.sheet"

    wish_callback_ids = fields.One2many(
        "steward.callback", "wish_sheet_id", string="Callback Wished"
    )
    wish_state = fields.Selection(
        selection="_selection_wish_state",
        string="Callback",
        compute="_compute_wish_state",
        help="What became of the callback that was wished.",
    )

    @property
    def _guarded_fields(self):
        return super()._guarded_fields | {"wish_callback_ids"}

    @api.model
    def _selection_wish_state(self):
        return self.env["steward.callback"]._fields["state"]._description_selection(self.env)

    @api.depends("wish_callback_ids.state")
    def _compute_wish_state(self):
        """Of those that the user may see."""
        for sheet in self:
            known = sheet.wish_callback_ids.sorted(
                lambda callback: (callback.state == "cancelled", -callback.id)
            )
            sheet.wish_state = known[:1].state

    def _settle_wishes(self, moment):
        """Owe the callbacks that these sheets wish, each once however often the sheet is answered;
        what a corrected sheet does not wish any more falls away. Nobody stands behind an anonymous
        sheet. What the supervisor cancelled stays cancelled.

        :param moment: when the sheets came back
        """
        # sudo: whoever answers, or keys in the answers, does not see the callbacks
        sheets = self.sudo().filtered("partner_id")
        wishing = sheets._wishing()
        self.env["steward.callback"].sudo()._create_by_wish(
            wishing.filtered(lambda sheet: not sheet._is_wish_settled()), moment
        )
        withdrawn = (sheets - wishing).wish_callback_ids.filtered(
            lambda callback: callback.state == "open"
        )
        if withdrawn:
            withdrawn._withdraw_wish()

    def _is_wish_settled(self):
        return any(
            callback.state != "cancelled" or callback.closed_by_id
            for callback in self.wish_callback_ids
        )

    def _as_settled_matter(self, moment):
        """The sheet as the rules of callbacks look at it: a matter that is settled."""
        self.ensure_one()
        return self.env["steward.case"].new(
            {
                "partner_id": self.partner_id.id,
                "unit_id": self.unit_id.id,
                "community_id": self.community_id.id,
                "steward_id": self.steward_id.id,
                "category": "other",
                "first_receiver_id": False,
                "handled_at": moment,
            }
        )

    def action_open_wishes(self):
        """The callback that was wished on this sheet."""
        return self.env["steward.callback"]._wish_action([("wish_sheet_id", "in", self.ids)])
