from collections import Counter, defaultdict

from odoo import api, fields, models

from ...engine.pareto import share


class SurveyStratum(models.Model):
    """How the sample of a wave is spread: one building and segment, with its share of the base as
    it was when the sample was drawn (R306, F06)."""

    _name = "steward.survey.stratum"
    _description = "Stratum of a Sample"
    _order = "wave_id, sequence, id"
    _check_company_auto = True

    wave_id = fields.Many2one(
        "steward.survey.wave", required=True, index=True, ondelete="cascade", readonly=True
    )
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    building_id = fields.Many2one("steward.building", ondelete="restrict", readonly=True)
    segment_id = fields.Many2one("steward.segment.tag", ondelete="restrict", readonly=True)
    base_count = fields.Integer(string="Base of Households", readonly=True)
    drawn_count = fields.Integer(string="Drawn", readonly=True)

    # how far it is
    issued_count = fields.Integer(string="Distributed", compute="_compute_counts")
    returned_count = fields.Integer(string="Returned", compute="_compute_counts")
    unreachable_count = fields.Integer(string="Not Reached", compute="_compute_counts")
    coverage = fields.Float(
        string="Coverage (%)",
        compute="_compute_counts",
        digits=(5, 1),
        help="Distributed of the base.",
    )
    recovery_rate = fields.Float(
        string="Recovery Rate (%)",
        compute="_compute_counts",
        digits=(5, 1),
        help="Returned of those distributed (R308).",
    )

    @api.depends("wave_id.sheet_ids.state", "wave_id.sheet_ids.issued_at")
    def _compute_counts(self):
        """One statement for all of them."""
        figures = defaultdict(Counter)
        groups = self.env["steward.survey.sheet"]._read_group(
            [("wave_id", "in", self.wave_id.ids)],
            ["wave_id", "building_id", "segment_id", "state"],
            ["__count", "issued_at:count"],
        )
        for *stratum, state, count, issued in groups:
            figures[tuple(stratum)].update({state: count, "handed_out": issued})
        for stratum in self:
            counts = figures[stratum.wave_id, stratum.building_id, stratum.segment_id]
            stratum.issued_count = counts["handed_out"]
            stratum.returned_count = counts["returned"]
            stratum.unreachable_count = counts["unreachable"]
            stratum.coverage = share(stratum.issued_count, stratum.base_count)
            stratum.recovery_rate = share(stratum.returned_count, stratum.issued_count)
