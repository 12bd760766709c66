from odoo import api, models
from odoo.exceptions import AccessError

OPEN_STATES = ("waiting", "open")
# what only recording, releasing and deciding change (R006, R019, R114, R281)
NOTED_FIELDS = frozenset(
    (
        "state",
        "visit_id",
        "rule_id",
        "rule_ref",
        "assignee_rule",
        "started_at",
        "done_at",
        "is_in_time",
        "rain_day_id",
        "attempt_count",
        "attempts_decided",
        "closed_reason",
        "closed_by_id",
        "is_optional",
        "ordinal",
        "life_event_id",
        "life_stage_id",
        "is_confidential",
        "wish_sheet_id",
        "wish_wave_id",
        "is_quality_only",
    )
)
# what a person who asks for a further callback says (R171); for the others the rules say it
ASKED_FIELDS = frozenset(
    (
        "case_id",
        "partner_id",
        "community_id",
        "unit_id",
        "steward_id",
        "due_at",
        "period_start",
        "period_end",
        "mode_ids",
        "role_ids",
        "quiet_binding",
        "differs_from_handler",
        "trigger",
    )
)


class Callback(models.Model):
    """What a person may say of a callback, and what only follows from recording and deciding."""

    _inherit = "steward.callback"

    @api.model_create_multi
    def create(self, vals_list):
        """R171: anybody who looks after the household may ask for a further callback; the ones
        that the rules demand come by themselves.

        :raise AccessError: for a callback that claims to be more than that
        """
        if not self.env.su:
            for vals in vals_list:
                # what the context of a remote call says counts like what the call itself says
                claimed = self.default_get(list(NOTED_FIELDS | {"trigger"})) | vals
                self._check_asked_for(claimed)
        callbacks = super().create(vals_list)
        if not self.env.su:
            callbacks._check_assignee()
            callbacks._start_clock()
        return callbacks

    def write(self, vals):
        if not self.env.su:
            self._check_noted_by_system(vals)
        result = super().write(vals)
        if not self.env.su:
            if "assignee_id" in vals:
                self._check_assignee()
                self._deadline_sync()
            if "due_at" in vals:
                self._start_clock()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_demanded(self):
        if not self.env.su:
            raise AccessError(
                self.env._("A callback is not deleted: the supervisor cancels it with a reason.")
            )

    def _check_asked_for(self, vals):
        claimed = {
            name for name in NOTED_FIELDS - {"state", "started_at", "ordinal"} if vals.get(name)
        }
        if claimed or vals.get("state", "open") != "open" or vals.get("trigger") != "manual":
            raise AccessError(
                self.env._("A callback begins as an open one and is done by recording it.")
            )

    def _check_noted_by_system(self, vals):
        if NOTED_FIELDS & vals.keys():
            raise AccessError(
                self.env._(
                    "A callback is done by recording the conversation; postponing, closing and "
                    "cancelling it have their buttons."
                )
            )
        if ASKED_FIELDS & vals.keys() and any(callback.trigger != "manual" for callback in self):
            raise AccessError(
                self.env._("When and how this household is called back follows from the rules.")
            )
        if any(callback.state not in OPEN_STATES for callback in self) and (
            vals.keys()
            - set(self.env["mail.thread"]._fields)
            - set(self.env["mail.activity.mixin"]._fields)
        ):
            raise AccessError(
                self.env._("What a callback found is on record and stays as it was noted (R281).")
            )
