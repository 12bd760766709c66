from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...engine.pareto import percent

QUALITY = "property_steward.property_steward_group_quality"
READ_ACTIVITY = "mail.mail_activity_data_todo"


class SurveyWave(models.Model):
    """The report of a wave: closed with its figures, consolidated by quality, read by the
    management representative (R308-R309, R314, R328-R331, F34)."""

    _inherit = "steward.survey.wave"

    report_state = fields.Selection(
        [
            ("none", "At the Office"),
            ("sent", "Sent to the Management Representative"),
            ("read", "Read by the Management Representative"),
        ],
        string="Report",
        required=True,
        default="none",
        readonly=True,
        copy=False,
        tracking=True,
    )
    report_sent_at = fields.Datetime(string="Report Sent", readonly=True, copy=False)
    report_sent_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    report_read_at = fields.Datetime(string="Report Read", readonly=True, copy=False)
    report_read_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    def _after_collect(self):
        """With the end of the collection figures and comments are there to be worked on."""
        result = super()._after_collect()
        self._count_results()
        self._gather_comments()
        return result

    def _check_closable(self):
        """:raise UserError: while a comment is unread (R310), the analysis says nothing of the
        weakest result (R331), or a smallest cause has no measure (R229)"""
        result = super()._check_closable()
        # what came in since the end of the collection counts as well
        self._count_results()
        self._gather_comments()
        self._check_comments_read()
        for wave in self:
            wave._check_analysis()
        return result

    def _after_close(self):
        result = super()._after_close()
        for wave in self:
            # sudo: figures are kept as they were, by nobody's hand
            wave.sudo().figures = wave._figures()
        return result

    def _check_analysis(self):
        self.ensure_one()
        wanted = ["strengths", "deficits"] if self.result_ids else []
        if self.result_ids.filtered("is_weakest"):
            wanted += ["weak_cause", "next_step"]
        missing = [
            self._fields[name]._description_string(self.env)
            for name in wanted
            if not (self[name] or "").strip()
        ]
        if missing:
            raise UserError(
                self.env._(
                    "%(wave)s: write the analysis before it is closed: %(fields)s.",
                    wave=self.display_name,
                    fields=", ".join(missing),
                )
            )
        for cause in self.cause_ids:
            if cause.is_leaf and not cause._is_answered():
                raise UserError(
                    self.env._(
                        "“%(cause)s” is a smallest cause: say the measure, who takes it and by "
                        "when, or what lies behind it.",
                        cause=cause.name,
                    )
                )

    def _figures(self):
        """Survey date, issued, coverage, returned and recovery rate (R328), in percent of the base
        and of the issued sheets; never above 100."""
        self.ensure_one()
        if self.figures:
            return self.figures
        issued, returned = self.issued_count, self.returned_count
        return {
            "date": fields.Date.to_string(self.date_issue),
            "base": self.base_count,
            "issued": issued,
            "coverage": percent(min(issued, self.base_count), self.base_count),
            "returned": returned,
            "recovery": percent(min(returned, issued), issued),
            "unreachable": self.unreachable_count,
        }

    # to quality, and to the management representative

    def action_send_report(self):
        """Quality sends the counted problems to the management representative (R314)."""
        self._check_quality()
        representative = self.env.ref("property_steward.role_management_representative")
        for wave in self:
            if wave.state != "closed" or wave.report_state != "none":
                raise UserError(
                    wave.env._(
                        "%(wave)s is sent once, after it was closed.", wave=wave.display_name
                    )
                )
            # sudo: who fills which role is not secret
            users = wave.community_id.sudo()._role_users(representative)
            if not users:
                raise UserError(
                    wave.env._(
                        "Nobody is management representative of %(community)s.",
                        community=wave.community_id.name,
                    )
                )
            for user in users:
                # sudo: quality asks them to read it
                wave.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                    READ_ACTIVITY,
                    summary=wave.env._("Read the report of the survey"),
                    user_id=user.id,
                )
        # sudo: when it was sent, and by whom, is noted here only
        self.sudo().write(
            {
                "report_state": "sent",
                "report_sent_at": fields.Datetime.now(),
                "report_sent_by_id": self.env.uid,
            }
        )

    def action_read_report(self):
        """The management representative has read it (R314).

        :raise AccessError: for anybody else
        """
        self.check_access("read")
        representative = self.env.ref("property_steward.role_management_representative")
        for wave in self:
            # sudo: who fills which role is not secret
            if self.env.user not in wave.community_id.sudo()._role_users(representative):
                raise AccessError(
                    wave.env._("The management representative of the community reads the report.")
                )
            if wave.report_state != "sent":
                raise UserError(wave.env._("%(wave)s waits for no reader.", wave=wave.display_name))
        # sudo: when it was read, and by whom, is noted here only
        self.sudo().write(
            {
                "report_state": "read",
                "report_read_at": fields.Datetime.now(),
                "report_read_by_id": self.env.uid,
            }
        )
        # sudo: the representative reads the report only; the request was made by quality
        self.sudo().activity_feedback([READ_ACTIVITY], user_id=self.env.uid)

    def _check_quality(self):
        if not self.env.user.has_group(QUALITY):
            raise AccessError(self.env._("The quality department consolidates the surveys."))
        self.check_access("read")
