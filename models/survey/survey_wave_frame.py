from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine import sampling


class SurveyWave(models.Model):
    """Frame (抽样框) and size of a sample (R225, R305-R306, R328, F06): who is asked follows from
    the register and the seed alone."""

    _inherit = "steward.survey.wave"

    # the minimum

    def _rate_min(self, day):
        """Share of the base that is asked at least on `day`, in percent; exactly as many years
        after the delivery as the type says, the community is an older one (R305)."""
        self.ensure_one()
        kind = self.type_id
        delivered = kind.rate_old and day and self._delivered_on()
        if not delivered:
            return kind.rate
        is_old = fields.Date.add(delivered, years=kind.old_years) <= day
        return kind.rate_old if is_old else kind.rate

    def _delivered_on(self):
        """Day of the delivery, or of the first move-in where it is not known (R305)."""
        community = self.community_id
        if not community or community.delivery_date:
            return community.delivery_date
        # sudo: one day for the whole community says nothing about a household
        ((first,),) = (
            self.env["steward.occupancy"]
            .sudo()
            ._read_group([("community_id", "=", community.id)], [], ["move_in_date:min"])
        )
        return first

    def _sheets_wanted(self, base, day):
        """How many sheets go out of `base` households.

        :raise UserError: for less than the type's share on `day` (R225, R305)
        """
        self.ensure_one()
        least = sampling.size(base, self._rate_min(day))
        wanted = sampling.size(base, self.rate)
        if self.is_anonymous and self.wanted_count:
            wanted = self.wanted_count
        if wanted < least:
            raise UserError(
                self.env._(
                    "%(wave)s: at least %(least)s of %(base)s households are asked "
                    "(%(rate)g %%), not %(wanted)s. Enter a larger share.",
                    wave=self.name,
                    least=least,
                    base=base,
                    rate=self._rate_min(day),
                    wanted=wanted,
                )
            )
        if not wanted:
            raise UserError(
                self.env._(
                    "%(wave)s asks nobody: enter a share, and see that households of "
                    "%(community)s have moved in.",
                    wave=self.name,
                    community=self.community_id.name,
                )
            )
        return wanted

    # the frame

    def _frame(self):
        """Rows (household, unit, building, segment, steward, whether asked in the year), one for
        each household of the base in its main unit, as one walks from door to door."""
        self.ensure_one()
        states = ["moved_in", "decorating"] if self.type_id.counts_decorating else ["moved_in"]
        year = self.date_issue.year
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH household AS (
                    SELECT DISTINCT ON (o.partner_id) o.partner_id, o.unit_id
                      FROM steward_occupancy o
                      JOIN res_partner p ON p.id = o.partner_id AND p.active
                      JOIN steward_unit u ON u.id = o.unit_id AND u.active
                     WHERE o.community_id = %(community)s AND o.state = ANY(%(states)s)
                     ORDER BY o.partner_id, (o.unit_id = p.household_unit_id) IS TRUE DESC,
                              o.state = 'moved_in' DESC, o.date_from DESC, o.id DESC
                ), asked AS (
                    SELECT DISTINCT s.partner_id
                      FROM steward_survey_sheet s
                      JOIN steward_survey_wave w ON w.id = s.wave_id
                     WHERE w.type_id = %(type)s AND w.id <> %(wave)s
                       AND w.date_issue BETWEEN %(first)s AND %(last)s
                       -- who never got a sheet of a survey that is over was not asked
                       AND (w.state NOT IN ('closed', 'cancelled') OR s.issued_at IS NOT NULL)
                       AND s.partner_id IS NOT NULL AND %(no_repeat)s
                ), segment AS (
                    SELECT DISTINCT ON (r.res_partner_id)
                           r.res_partner_id AS partner_id, r.steward_segment_tag_id AS segment_id
                      FROM res_partner_steward_segment_tag_rel r
                      JOIN steward_segment_tag t ON t.id = r.steward_segment_tag_id AND t.active
                     ORDER BY r.res_partner_id, t.dimension, t.id
                )
                SELECT h.partner_id, h.unit_id, u.building_id, s.segment_id, u.steward_id,
                       a.partner_id IS NOT NULL
                  FROM household h
                  JOIN steward_unit u ON u.id = h.unit_id
             LEFT JOIN asked a ON a.partner_id = h.partner_id
             LEFT JOIN segment s ON s.partner_id = h.partner_id
                 ORDER BY u.door_key, u.id, h.partner_id
                """,
                community=self.community_id.id,
                states=states,
                type=self.type_id.id,
                wave=self.id,
                first=date(year, 1, 1),
                last=date(year, 12, 31),
                no_repeat=self.type_id.no_repeat,
            )
        )

    def _sample(self, frame, seed):
        """The `Sample` of `frame` and its strata: buildings as they stand, and in each of them the
        segments; the same for the same seed (R306)."""
        wanted = self._sheets_wanted(len(frame), self.date_issue)
        order = {}
        members = {}
        for partner, _unit, building, segment, _steward, asked in frame:
            place = order.setdefault(building, len(order))
            members.setdefault((place, segment or 0, building), ([], []))[asked].append(partner)
        strata = [
            sampling.Stratum(key, len(fresh) + len(asked), tuple(fresh), tuple(asked))
            for key, (fresh, asked) in sorted(members.items())
        ]
        return sampling.draw(strata, wanted, seed), strata
