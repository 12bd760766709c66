from odoo import api, fields, models
from odoo.exceptions import ValidationError


class Callback(models.Model):
    """Callbacks wished on sheets of confidential surveys: that a household wishes one is an answer,
    and answers are quality's (R303). Quality alone sees and makes them, and what they find goes on
    only as far as quality enters it in the register, with the household."""

    _inherit = "steward.callback"

    is_quality_only = fields.Boolean(
        string="For Quality Only",
        compute="_compute_is_quality_only",
        store=True,
        precompute=True,
        help="Wished in a confidential survey: nobody but quality knows.",
    )

    @api.depends("wish_wave_id.type_id.is_confidential")
    def _compute_is_quality_only(self):
        for callback in self:
            # sudo: whether it is confidential does not depend on who asks
            callback.is_quality_only = callback.sudo().wish_wave_id.type_id.is_confidential

    @api.depends("is_quality_only")
    def _compute_display_name(self):
        secret = self.filtered("is_quality_only")
        result = super(Callback, self - secret)._compute_display_name()
        for callback in secret:
            # sudo: name and door of a household are everybody's
            whole = callback.sudo()
            # the name is also shown where only the link is seen
            callback.display_name = callback.env._(
                "Callback %(household)s: %(matter)s",
                household=" ".join(filter(None, (whole.unit_id.door, whole.partner_id.name))),
                matter=callback.env._("confidential"),
            )
        return result

    def _without_confidential(self):
        return super()._without_confidential().filtered(lambda one: not one.is_quality_only)

    def _check_assignee(self):
        """:raise ValidationError: for somebody who may not know of it"""
        result = super()._check_assignee()
        secret = self.filtered("is_quality_only")
        holders = secret.community_id._role_holders({"quality"}, deputies=True)
        for callback in secret:
            people = holders.get((callback.community_id, "quality"), self.env["hr.employee"])
            if callback.assignee_id - people:
                raise ValidationError(
                    callback.env._(
                        "%(person)s is not of quality: only quality knows what was answered in "
                        "confidence.",
                        # sudo: the name of a colleague is no secret
                        person=callback.assignee_id.sudo().name,
                    )
                )
        return result

    def _ask_for_decision(self):
        """Quality finds those that it decides about in its own list."""
        # sudo: as above
        secret = self.filtered(lambda callback: callback.sudo().is_quality_only)
        return super(Callback, self - secret)._ask_for_decision()

    def _follow_up(self):
        """No notice to a department by itself: it would name the household."""
        return super(Callback, self.filtered(lambda one: not one.is_quality_only))._follow_up()

    def _deadline_facts(self):
        facts = super()._deadline_facts()
        for callback in self:
            facts[callback.id]["is_quality_only"] = callback.is_quality_only
        return facts
