from odoo import api, fields, models

from .survey_survey import QUALITY


class Callback(models.Model):
    """Callbacks that households wish on their survey sheets (R303): one for a sheet, by the rule of
    the policy; the wave follows how many are still open."""

    _inherit = "steward.callback"

    wish_sheet_id = fields.Many2one(
        "steward.survey.sheet",
        string="Wished on the Sheet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    wish_wave_id = fields.Many2one(
        related="wish_sheet_id.wave_id",
        string="Wished in the Survey",
        store=True,
        precompute=True,
        index="btree_not_null",
    )

    _wish_sheet_uniq = models.UniqueIndex(
        "(wish_sheet_id) WHERE state <> 'cancelled' AND wish_sheet_id IS NOT NULL",
        "The household is called back once for a sheet.",
    )

    @api.model
    def _create_by_wish(self, sheets, moment):
        """Owe the households of `sheets` the callback that they wish; the number of statements does
        not grow with the sheets.

        What was answered in confidence is quality's: without a person of quality in the community
        nobody is named, rather than somebody who may not know.

        :param moment: when the sheets came back, from which it counts
        """
        quality = sheets.community_id._role_holders({"quality"})
        more = {}
        for sheet in sheets:
            values = {"wish_sheet_id": sheet.id}
            if sheet.is_confidential:
                people = quality.get((sheet.community_id, "quality"), self.env["hr.employee"])
                # sudo: whether a person has a login is only asked, to record the callback
                able = people.filtered(lambda person: person.sudo().user_id)
                values |= {"assignee_rule": "quality", "assignee_id": able[:1].id}
            more[sheet._as_settled_matter(moment)] = values
        return self._create_by_triggers({matter: {"survey_wish"} for matter in more}, more)

    def _may_decide(self):
        """R303: quality organises the callbacks that sheets wish."""
        return super()._may_decide() or (
            all(callback.wish_sheet_id for callback in self) and self.env.user.has_group(QUALITY)
        )

    @api.model
    def _wish_action(self, domain):
        """The list of the callbacks wished that match `domain`."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.survey_wish_action"
        )
        return dict(action, domain=domain)

    def _withdraw_wish(self):
        """The corrected sheet wishes no callback any more."""
        for lang, callbacks in self.grouped(
            lambda callback: callback.company_id.partner_id.lang
        ).items():
            # the household may have answered in another language
            local = callbacks.with_context(lang=lang or self.env.lang)
            local._drop(local.env._("The corrected sheet wishes no callback any more."))
        # nobody decided it: wished again, it is owed again
        self.write({"closed_by_id": False})
