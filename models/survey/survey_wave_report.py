from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine.pareto import percent, share

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

    rate_note = fields.Text(compute="_compute_rate_note")

    def _after_collect(self):
        """With the end of the collection figures and comments are there to be worked on."""
        result = super()._after_collect()
        self._count_results()
        self._gather_comments()
        return result

    def _check_closable(self):
        """:raise UserError: while a sheet that is back is not counted (R309), a comment is unread
        (R310), the analysis says nothing of the weakest result (R331), or a smallest cause has no
        measure (R229)"""
        result = super()._check_closable()
        for wave in self:
            if wave.unkeyed_count:
                raise UserError(
                    wave.env._(
                        "%(wave)s: sheets that are back without their answers: %(count)s. Key them "
                        "in; take back what was marked by mistake, or came back empty.",
                        wave=wave.display_name,
                        count=wave.unkeyed_count,
                    )
                )
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
            wave.sudo().figures = wave._current_figures()
        return result

    def _check_analysis(self):
        self.ensure_one()
        wanted = ["strengths", "deficits"] if any(self.result_ids.mapped("answered_count")) else []
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
        """Survey date, issued, coverage, returned and recovery rate (R328), and by which numbers of
        the type they are judged; of a closed wave as they were then."""
        self.ensure_one()
        # what was not kept yet when it was closed is taken from today
        return {**self._current_figures(), **(self.figures or {})}

    def _current_figures(self):
        """Coverage in percent of the base, recovery in percent of the issued sheets, and of the
        sample, where who was not reached counts; never above 100."""
        issued, returned, kind = self.issued_count, self.returned_count, self.type_id
        return {
            "date": fields.Date.to_string(self.date_issue),
            "base": self.base_count,
            "counts_decorating": kind.counts_decorating,
            "sample": self.sample_count,
            "issued": issued,
            "coverage": share(issued, self.base_count),
            "returned": returned,
            "recovery": share(returned, issued),
            "sample_recovery": percent(returned, self.sample_count),
            "unreachable": self.unreachable_count,
            "pareto_line": kind.pareto_line,
            "small_group": kind.small_group,
            "scale": self._scale(),
        }

    def _scale(self):
        """{what it counts as: options of the wave's questionnaire} (R330)."""
        # sudo: what is asked is no secret
        options = self.sudo().survey_id.question_ids.suggested_answer_ids
        return {
            scale: counted.ids
            for scale, counted in options.grouped("steward_scale").items()
            if scale
        }

    @api.depends("figures", "survey_id")
    @api.depends_context("lang")
    def _compute_rate_note(self):
        for wave in self:
            wave.rate_note = " ".join(wave._rate_notes())

    def _rate_notes(self):
        """What a rate means: the options that count, rounding, and what is too small (R330)."""
        self.ensure_one()
        figures = self._figures()
        labels = {
            # sudo: as above; an option that is gone by now is left out
            scale: self.env["survey.question.answer"].sudo().browse(ids).exists().mapped("value")
            for scale, ids in figures["scale"].items()
        }
        texts = dict.fromkeys(("satisfied", "unsatisfied", "none"), "–")
        texts |= {scale: " / ".join(dict.fromkeys(found)) for scale, found in labels.items()}
        return [
            self.env._(
                "Counted as satisfied: %(satisfied)s; as not satisfied: %(unsatisfied)s; neither "
                "way: %(none)s. Rates are rounded half up to one decimal.",
                **texts,
            ),
            self.env._(
                "Groups of fewer than %(count)s judgements are shown with their number and not "
                "compared.",
                count=figures["small_group"],
            ),
        ]

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
