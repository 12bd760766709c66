from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.urls import urljoin

REPORT = "property_steward.report_survey_sheet_action"
OPEN_STATES = ("issued", "collected")


class SurveyWave(models.Model):
    """Questionnaire and answers of a wave: its own copy (R303), links to answer by, what is printed
    and who is reminded."""

    _inherit = "steward.survey.wave"

    is_confidential = fields.Boolean(related="type_id.is_confidential")
    public_url = fields.Char(
        string="Shared Link",
        compute="_compute_public_url",
        help="Of an anonymous survey: one link for everybody.",
    )
    mail_failed_count = fields.Integer(string="E-mails Not Sent", compute="_compute_sheet_counts")
    mail_queued_count = fields.Integer(string="E-mails to Be Sent", compute="_compute_sheet_counts")
    unkeyed_count = fields.Integer(
        string="To Key In",
        compute="_compute_sheet_counts",
        help="Paper that is back without its answers.",
    )
    unprinted_count = fields.Integer(string="Not Printed", compute="_compute_sheet_counts")
    unreminded_count = fields.Integer(
        string="To Be Reminded",
        compute="_compute_sheet_counts",
        help="Sheets that are out, of households that no e-mail reminds.",
    )

    @api.depends("survey_id", "state", "type_id.is_anonymous")
    def _compute_public_url(self):
        for wave in self:
            # sudo: only quality sees the questionnaire; its link is for everybody
            survey = wave.sudo().survey_id
            shared = survey and wave.type_id.is_anonymous and wave.state == "issued"
            wave.public_url = (
                urljoin(survey.get_base_url(), survey.get_start_url()) if shared else False
            )

    def _compute_sheet_counts(self):
        mails = {
            (wave.id, state): count
            for wave, state, count in self.env["steward.survey.sheet"]._read_group(
                [("wave_id", "in", self.ids), ("mail_state", "in", ("queued", "failed"))],
                ["wave_id", "mail_state"],
                ["__count"],
            )
        }
        unkeyed = dict(
            self.env["steward.survey.sheet"]._read_group(
                [
                    ("wave_id", "in", self.ids),
                    ("state", "=", "returned"),
                    ("answered_at", "=", False),
                ],
                ["wave_id"],
                ["__count"],
            )
        )
        unprinted = dict(
            self.env["steward.survey.sheet"]._read_group(
                [("wave_id", "in", self.ids), *self._unprinted_domain()], ["wave_id"], ["__count"]
            )
        )
        unreminded = dict(
            self.env["steward.survey.sheet"]._read_group(
                Domain("wave_id", "in", self.ids)
                & self.env["steward.survey.sheet"]._unreminded_domain(),
                ["wave_id"],
                ["__count"],
            )
        )
        for wave in self:
            wave.unreminded_count = unreminded.get(wave, 0)
            wave.unprinted_count = unprinted.get(wave, 0)
            wave.unkeyed_count = unkeyed.get(wave, 0)
            wave.mail_failed_count = mails.get((wave.id, "failed"), 0)
            wave.mail_queued_count = mails.get((wave.id, "queued"), 0)

    @api.model
    def _unprinted_domain(self):
        return [
            ("printed_at", "=", False),
            ("number", "!=", False),
            ("state", "in", ("drawn", "issued")),
        ]

    def write(self, vals):
        """More time to return sheets is more time to answer online."""
        result = super().write(vals)
        if "date_return" in vals:
            self._move_answer_deadline()
        return result

    # questionnaire

    def _copy_questionnaire(self):
        """R303: give each wave its own copy of its type's questionnaire.

        :raise UserError: without a questionnaire, or with one whose answers cannot be counted
        """
        for wave in self:
            if wave.survey_id:
                continue
            # sudo: only quality reads questionnaires; whoever may draw the sample gets the copy
            template = wave.sudo().type_id.survey_id
            if not template:
                raise UserError(
                    wave.env._(
                        "The survey type “%(type)s” has no questionnaire yet: quality chooses one.",
                        type=wave.type_id.name,
                    )
                )
            gaps = template._steward_gaps()
            if gaps:
                raise UserError(
                    wave.env._(
                        "The questionnaire “%(survey)s” is not complete; quality mends it:\n"
                        "%(gaps)s",
                        survey=template.title,
                        gaps="\n".join(gaps),
                    )
                )
            # sudo: as above; the wave's copy is written by nobody else
            wave.sudo().survey_id = template._steward_copy(wave)

    # answers

    def _answer_deadline(self):
        """Last moment to answer online: the end of the day of return, UTC."""
        self.ensure_one()
        return self.date_return and self.community_id._day_end(self.date_return)

    def _move_answer_deadline(self):
        for wave in self.filtered("survey_id"):
            self.env["survey.user_input"].flush_model(["deadline", "state", "survey_id"])
            self.env.cr.execute(
                SQL(
                    "UPDATE survey_user_input SET deadline = %s"
                    " WHERE survey_id = %s AND state <> 'done' AND test_entry IS NOT TRUE",
                    wave._answer_deadline() or None,
                    wave.survey_id.id,
                )
            )
            self.env["survey.user_input"].invalidate_model(["deadline"])

    def _check_open_for_answers(self):
        """:raise UserError: before the wave is issued and after it was closed"""
        for wave in self:
            if wave.state not in OPEN_STATES:
                raise UserError(
                    wave.env._(
                        "“%(wave)s” takes no answers: it is %(state)s.",
                        wave=wave.display_name,
                        state=dict(wave._fields["state"]._description_selection(wave.env))[
                            wave.state
                        ],
                    )
                )

    def _is_answered_online(self):
        """Whether links still lead to the questions."""
        self.ensure_one()
        deadline = self._answer_deadline()
        return self.state == "issued" and not (deadline and deadline < fields.Datetime.now())

    # buttons

    def action_key_in(self):
        """The screen to key in paper sheets."""
        self.ensure_one()
        self._check_open_for_answers()
        action = self.env["ir.actions.client"]._for_xml_id("property_steward.survey_keying_action")
        return dict(action, context={"wave_id": self.id})

    def action_print_sheets(self):
        """Questionnaires that were not printed yet, so many at a time, building by building; of an
        anonymous wave, the one sheet that is copied."""
        self.ensure_one()
        if self.type_id.is_anonymous:
            return self.env.ref("property_steward.report_survey_sheet_blank_action").report_action(
                self, config=False
            )
        sheets = self.sheet_ids.search(
            [("wave_id", "=", self.id), *self._unprinted_domain()],
            order="building_id, number, id",
            limit=self.sheet_ids._print_limit,
        )
        if not sheets:
            raise UserError(
                self.env._("All sheets are printed: choose in the list those to print again.")
            )
        return sheets.action_print()

    def action_send_links(self):
        """E-mail the personal links to households that have an address and no link by e-mail."""
        self.ensure_one()
        return self.sheet_ids.filtered(lambda sheet: not sheet.mail_state)._queue_mails()

    def action_send_failed(self):
        """Try the e-mails that were not sent once more."""
        self.ensure_one()
        return self.sheet_ids.filtered(lambda sheet: sheet.mail_state == "failed")._queue_mails()

    def action_remind(self):
        """E-mail those once more who got their link by e-mail and did not answer."""
        self.ensure_one()
        return self.sheet_ids.action_remind()

    def action_open_reminders(self):
        """Households that no e-mail reminds, with phone and text."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.survey_sheet_action_remind"
        )
        return dict(
            action,
            domain=[("wave_id", "in", self.ids)],
            context={"search_default_to_remind": 1},
        )

    def action_open_questionnaire(self):
        """The wave's own copy, as quality sees it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "survey.survey",
            "res_id": self.survey_id.id,
            "view_mode": "form",
        }

    def action_draw(self):
        """R303: what is asked is settled with the sample."""
        result = super().action_draw()
        self._copy_questionnaire()
        return result

    def _after_issue(self):
        """Each sheet gets the answers that link and paper fill; links go out where the way is by
        e-mail."""
        result = super()._after_issue()
        self._move_answer_deadline()
        self.sheet_ids._create_answers()
        # who has no address waits to be reached otherwise
        by_mail = self.sheet_ids.search(
            [("wave_id", "in", self.ids), ("way", "=", "email"), ("state", "=", "issued")]
        ).filtered("partner_id")
        if by_mail:
            by_mail._queue_mails()
        return result

    def _delete_sample(self):
        """What was made for sheets that were printed before the issue goes with them."""
        result = super()._delete_sample()
        # sudo: as in `_copy_questionnaire`; nobody could answer yet
        self.sudo().survey_id.user_input_ids.filtered(lambda answer: not answer.test_entry).unlink()
        return result
