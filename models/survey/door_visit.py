from odoo import fields, models

SURVEY = [("survey", "Survey Sheet Brought to the Door")]


class CallbackRule(models.Model):
    _inherit = "steward.callback.rule"

    trigger = fields.Selection(selection_add=SURVEY, ondelete={"survey": "cascade"})


class Callback(models.Model):
    """Survey sheets that are brought to the door (R025): the conversation hands the sheet out, and
    may fulfil the month's planned visit as well (R014)."""

    _inherit = "steward.callback"

    trigger = fields.Selection(selection_add=SURVEY, ondelete={"survey": "cascade"})
    survey_sheet_id = fields.Many2one(
        "steward.survey.sheet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    _survey_sheet_uniq = models.UniqueIndex(
        "(survey_sheet_id) WHERE state = 'open' AND survey_sheet_id IS NOT NULL",
        "The sheet is to be brought to the door already.",
    )

    def _compute_display_name(self):
        surveys = self.filtered(lambda callback: callback.trigger == "survey")
        result = super(Callback, self - surveys)._compute_display_name()
        for callback in surveys:
            # sudo: which sheet goes to which door is no secret
            callback.display_name = callback.env._(
                "Survey sheet %(sheet)s", sheet=callback.sudo().survey_sheet_id.display_name or ""
            )
        return result

    def _bring_sheets(self, sheets, dues):
        """Demand a visit for each of `sheets`, by the moment of its wave; what the policy has no
        rule for is not demanded. The number of statements does not grow with the sheets.

        :param dues: {wave: moment}
        """
        now = fields.Datetime.now()
        sheet_of = {}
        for sheet in sheets:
            case = self.env["steward.case"].new(
                {
                    "partner_id": sheet.partner_id.id,
                    "unit_id": sheet.unit_id.id,
                    "community_id": sheet.community_id.id,
                    "steward_id": sheet.steward_id.id,
                    "category": "other",
                    "first_receiver_id": False,
                    "handled_at": now,
                }
            )
            sheet_of[case] = sheet
        matches = self._matching_rules({case: {"survey"} for case in sheet_of})
        wanted = {
            key: (rules.sorted("sequence"), dues[sheet_of[key[0]].wave_id])
            for key, rules in matches.items()
        }
        holders = self._holders_for(wanted)
        callbacks = self.create(
            [
                self._values_by_rules(case, rules, now, holders)
                | {"due_at": due, "survey_sheet_id": sheet_of[case].id}
                for (case, _rain), (rules, due) in wanted.items()
            ]
        )
        callbacks._propose_times()
        callbacks._start_clock()
        return callbacks

    def _unasked(self):
        """Whoever brings a sheet asks after nothing that must be ticked off."""
        return [] if self.trigger == "survey" else super()._unasked()

    def _fulfil(self, visit):
        result = super()._fulfil(visit)
        # sudo: what was handed out follows from the visit, whose rights were checked
        sheets = self.sudo().survey_sheet_id.filtered(
            lambda sheet: sheet.state in ("drawn", "unreachable")
        )
        sheets._hand_out(visit.start, visit.steward_id, way="door")
        return result

    def _note_attempts(self, visits):
        result = super()._note_attempts(visits)
        labels = dict(visits._fields["outcome"]._description_selection(self.env))
        for visit in visits:
            # sudo: as above
            sheet = visit.callback_id.sudo().survey_sheet_id
            if sheet.wave_state == "issued":
                sheet._note_attempt(labels.get(visit.outcome, ""))
        return result

    def _close_without(self, state, reason):
        result = super()._close_without(state, reason)
        if state == "unreachable":
            # sudo: as above; the supervisor decided it
            sheets = self.sudo().survey_sheet_id
            sheets.filtered(lambda sheet: sheet.state == "drawn")._not_reach(reason)
        return result


class SurveySheet(models.Model):
    _inherit = "steward.survey.sheet"

    def _drop_visits(self, reason):
        """These sheets need no visit any more."""
        # sudo: the visit is demanded by the sheet alone
        callbacks = self.sudo().callback_ids.filtered(lambda callback: callback.state == "open")
        if callbacks:
            callbacks._drop(reason)


class SurveyWave(models.Model):
    _inherit = "steward.survey.wave"

    def _demand_visits(self):
        """R025: each sheet that is brought to the door is a visit in the window of the survey."""
        now = fields.Datetime.now()
        # visits that were called off make room for others
        self.env["steward.callback"].flush_model(["state"])
        dues = {}
        for wave in self:
            window_end = wave.community_id._day_end(wave._last_issue_day())
            return_end = wave.community_id._day_end(wave.date_return)
            dues[wave] = window_end if window_end > now else return_end
        sheets = self.env["steward.survey.sheet"].search(
            [
                ("wave_id", "in", self.ids),
                ("state", "=", "drawn"),
                ("way", "=", "door"),
                ("is_double", "=", False),
                ("partner_id", "!=", False),
            ]
        )
        self.env["steward.callback"]._bring_sheets(sheets, dues)

    def _drop_visits(self, reason):
        # sudo: as the sheets do
        callbacks = (
            self.env["steward.callback"]
            .sudo()
            .search([("survey_sheet_id.wave_id", "in", self.ids), ("state", "=", "open")])
        )
        if callbacks:
            callbacks._drop(reason)


class Visit(models.Model):
    """The sheet that the visitor takes along (R025)."""

    _inherit = "steward.visit"

    callback_survey_sheet_id = fields.Many2one(
        related="callback_id.survey_sheet_id", string="Survey Sheet"
    )

    def _callback_purpose(self):
        if self.callback_id.trigger == "survey":
            purpose = self.env.ref(
                "property_steward.visit_purpose_survey", raise_if_not_found=False
            )
            return purpose or self.env["steward.visit.purpose"]
        return super()._callback_purpose()
