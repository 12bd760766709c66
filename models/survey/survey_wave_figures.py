from collections import Counter, defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.pareto import percent, share


class SurveyWave(models.Model):
    """How far a wave is (R305, R308, R328): who was not reached stays in the denominator."""

    _inherit = "steward.survey.wave"

    sample_count = fields.Integer(string="Sample Size", compute="_compute_figures")
    issued_count = fields.Integer(string="Distributed", compute="_compute_figures")
    returned_count = fields.Integer(string="Returned", compute="_compute_figures")
    unreachable_count = fields.Integer(string="Not Reached", compute="_compute_figures")
    waiting_count = fields.Integer(string="To Distribute", compute="_compute_figures")
    repeat_count = fields.Integer(
        string="Asked Again",
        compute="_compute_figures",
        help="Were asked in the year already, because nobody else was left (R225).",
    )
    coverage = fields.Float(
        string="Coverage (%)",
        compute="_compute_figures",
        digits=(5, 1),
        help="Distributed of the base (R328).",
    )
    recovery_rate = fields.Float(
        string="Recovery Rate (%)",
        compute="_compute_figures",
        digits=(5, 1),
        help="Returned of those distributed (R308, R328).",
    )
    sample_rate = fields.Float(
        string="Returned of the Sample (%)",
        compute="_compute_figures",
        digits=(5, 1),
        help="Returned of all sheets of the sample: who was not reached counts (R305, R308).",
    )
    is_recovery_low = fields.Boolean(
        string="Too Few Back",
        compute="_compute_figures",
        search="_search_is_recovery_low",
        help="Fewer sheets of the sample than the type asks for are back when they should be "
        "(R308); households that were not reached count.",
    )

    has_analysis = fields.Boolean(compute="_compute_has_analysis")
    awaits_letter = fields.Boolean(compute="_compute_awaits_letter")

    @api.depends("type_id")
    def _compute_has_analysis(self):
        for wave in self:
            wave.has_analysis = wave.type_id.analysis_day > 0

    @api.depends("deadline_ids.state")
    def _compute_awaits_letter(self):
        awaiting = {
            deadline.res_id
            for deadline in self._deadline_open()
            if deadline.kind == "survey_letter"
        }
        for wave in self:
            wave.awaits_letter = wave.id in awaiting

    @api.depends("state", "date_return", "base_count", "sheet_ids.state", "sheet_ids.issued_at")
    def _compute_figures(self):
        """One statement for all of them."""
        figures = defaultdict(Counter)
        groups = self.env["steward.survey.sheet"]._read_group(
            [("wave_id", "in", self.ids)],
            ["wave_id", "state", "is_repeat"],
            ["__count", "issued_at:count"],
        )
        for wave, state, is_repeat, count, issued in groups:
            figures[wave.id].update(
                {state: count, "sample": count, "handed_out": issued, "again": is_repeat * count}
            )
        for wave in self:
            counts = figures[wave._origin.id]
            wave.sample_count = counts["sample"]
            wave.issued_count = counts["handed_out"]
            wave.returned_count = counts["returned"]
            wave.unreachable_count = counts["unreachable"]
            wave.waiting_count = counts["drawn"]
            wave.repeat_count = counts["again"]
            wave.coverage = share(counts["handed_out"], wave.base_count)
            wave.recovery_rate = share(counts["returned"], counts["handed_out"])
            wave.sample_rate = percent(counts["returned"], counts["sample"])
            wave.is_recovery_low = wave._is_recovery_low(counts)

    def _is_recovery_low(self, counts):
        """Whether `counts` are below the type's share, once the sheets should be back (R308)."""
        if self.state == "closed":
            # as it was judged then, whatever is asked for today
            return bool(self.close_reason)
        if self.state != "collected":
            today = self.community_id and self.community_id._today()
            if self.state != "issued" or not today or today <= self.date_return:
                return False
        return counts["returned"] * 100 < self.type_id.recovery_min * counts["sample"]

    def _search_is_recovery_low(self, operator, _value):
        if operator != "in":
            return NotImplemented
        past = self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date_return", "<", community._today())
        )
        # which ones should be back; the figures of these few tell the rest
        due = self.search(
            Domain("state", "in", ("collected", "closed")) | (Domain("state", "=", "issued") & past)
        )
        return Domain("id", "in", due.filtered("is_recovery_low").ids)

    def action_open_sheets(self):
        """The sheets of these waves, with the filter that the button names."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.survey_sheet_action"
        )
        action["domain"] = [("wave_id", "in", self.ids)]
        action["context"] = {
            key: value
            for key, value in self.env.context.items()
            if key.startswith("search_default_")
        }
        return action
