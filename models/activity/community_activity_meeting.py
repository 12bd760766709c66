from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUMMARY = ("summary_requests", "summary_analysis", "summary_improvements")


class CommunityActivity(models.Model):
    """After an owners' meeting or forum (C098; R265, R268, R302): the opinions are summarised and
    analysed within the working days of the deadline rules, and the service report improved."""

    _inherit = "steward.community.activity"

    summary_requests = fields.Text(string="Requests", help="What the guests asked for (R268).")
    summary_analysis = fields.Text(
        string="Analysis of the Opinions", help="What they have in common, and why (R268)."
    )
    summary_improvements = fields.Text(
        string="Improvements of the Service Report",
        help="What changes in the property service report because of them (R268).",
    )
    summarised_at = fields.Datetime(string="Summarised", readonly=True, copy=False)
    summarised_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    def write(self, vals):
        """:raise UserError: for the text of a summary that is done, whoever writes it"""
        if set(SUMMARY) & vals.keys():
            for activity in self:
                if activity.summarised_at:
                    raise UserError(
                        activity.env._(
                            "%(form)s is done and kept as it is: amend it with a reason.",
                            form=activity._summary_name(),
                        )
                    )
        return super().write(vals)

    def _summary_name(self):
        self.ensure_one()
        return self.env._("Summary of %(activity)s", activity=self.display_name)

    def action_summarise(self):
        """The opinions are summarised and analysed (R268).

        :raise UserError: before it was held, and where the analysis or the improvements are missing
        """
        self.check_access("write")
        self._check_state("held", self.env._("%(activity)s has not been held."))
        for activity in self:
            written = (activity.summary_analysis, activity.summary_improvements)
            if not all((text or "").strip() for text in written):
                raise UserError(
                    activity.env._(
                        "%(form)s needs the analysis of the opinions and what is improved.",
                        form=activity._summary_name(),
                    )
                )
        # sudo: who summarised it and when is closed to everything but this action
        self.sudo().write(
            {"summarised_at": fields.Datetime.now(), "summarised_by_id": self.env.uid}
        )
        self._deadline_meet(["meeting_summary"])

    def action_amend_summary(self):
        self._check_may_amend_summary()
        return self.env["steward.reason.wizard"]._ask(self, "activity_amend_summary")

    def _amend_summary(self, reason):
        """Open the summary again; what it said is kept (R299).

        :raise AccessError: for whoever does not review activities
        """
        self._check_may_amend_summary()
        # sudo: amendments and states are written here only, by whoever may
        known = self.sudo()
        known.env["steward.activity.amendment"].create(
            [
                {
                    "activity_id": activity.id,
                    "form": activity._summary_name(),
                    "text": "\n".join(
                        f"{activity._fields[name]._description_string(self.env)}: {activity[name]}"
                        for name in SUMMARY
                        if activity[name]
                    ),
                    "reason": reason,
                }
                for activity in known
            ]
        )
        known.write({"summarised_at": False, "summarised_by_id": False})
        closed = known.filtered(lambda activity: activity.state == "closed")
        closed.write({"state": "held", "closed_at": False})

    def _check_may_amend_summary(self):
        self.check_access("write")
        for activity in self:
            role = activity.community_id.policy_id.activity_review_role_id
            if not activity.summarised_at:
                raise UserError(
                    activity.env._(
                        "%(form)s is not done yet: change it directly.",
                        form=activity._summary_name(),
                    )
                )
            if not role._held_by(self.env.user, activity.community_id):
                raise AccessError(
                    activity.env._(
                        "Forms that are kept are amended by the %(role)s of %(community)s.",
                        role=role.name,
                        community=activity.community_id.name,
                    )
                )

    def _gaps(self):
        gaps = super()._gaps()
        if self.kind_id.calls_back_opinions and not self.summarised_at:
            gaps.append(self.env._("The opinions are not summarised (R268)."))
        return gaps

    def _after_held(self):
        result = super()._after_held()
        self.env["steward.duty"]._settle_owners_meeting(
            self.filtered(lambda activity: activity.kind_code == "owners_meeting")
        )
        return result
