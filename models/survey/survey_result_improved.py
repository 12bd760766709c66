from odoo import fields, models
from odoo.exceptions import UserError


class SurveyResult(models.Model):
    """What was judged badly and is better now: those who complained of it are called back
    (R090)."""

    _inherit = "steward.survey.result"

    def action_improved(self):
        """Note what was improved, and call back the households that were not satisfied.

        :raise UserError: where nobody may know who they are, where the wave is still open, or
            where it does not say what was done
        """
        self.check_access("write")
        for result in self:
            result._check_may_be_improved()
            units = result._unsatisfied_units()
            now = fields.Datetime.now()
            # sudo: when it was improved, and by whom, is noted here only
            result.sudo().write({"improved_at": now, "improved_by_id": self.env.uid})
            callbacks = self.env["steward.callback"]._create_for_households(
                "survey_improved", result.community_id, units, now
            )
            # sudo: the callbacks of other stewards' households belong to this result as well
            callbacks.sudo().write({"survey_result_id": result.id})
            result.wave_id.message_post(
                body=self.env._(
                    "%(dimension)s was improved: %(done)s Households called back: %(count)s.",
                    dimension=result.dimension_id.name,
                    done=result.improvement,
                    count=len(callbacks),
                )
            )

    def action_open_callbacks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.callback_action")
        action["domain"] = [("survey_result_id", "=", self.id)]
        action["context"] = {}
        return action

    def _check_may_be_improved(self):
        self.ensure_one()
        values = {"result": self.display_name}
        if self.wave_id.state != "closed":
            raise UserError(
                self.env._("%(result)s: close the wave first.", **values),
            )
        if not self.wave_id._knows_households():
            raise UserError(
                self.env._(
                    "%(result)s: the survey is anonymous or confidential, so nobody is called "
                    "back by what was answered.",
                    **values,
                )
            )
        if self.scope != "all":
            raise UserError(
                self.env._("%(result)s: choose the result of the whole community.", **values)
            )
        if self.improved_at:
            raise UserError(
                self.env._("%(result)s: the households were called back already.", **values)
            )
        if not (self.improvement or "").strip():
            raise UserError(self.env._("%(result)s: write what was improved.", **values))

    def _unsatisfied_units(self):
        """{household that was not satisfied with the dimension: the door of its sheet}."""
        self.ensure_one()
        # sudo: who answered what is used to call them back only; the type is not confidential
        wave = self.sudo().wave_id
        rows = self.env.execute_query(wave._unsatisfied_query(self.dimension_id))
        Partner, Unit = self.env["res.partner"], self.env["steward.unit"]
        return {
            Partner.browse(partner_id): Unit.browse(unit_id or ()) for partner_id, unit_id in rows
        }
