import secrets
from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine import sampling


class SurveyWave(models.Model):
    """Frame and sample (抽样框与样本; R225, R305-R306, R328, F06): who is asked follows from the
    register and the seed alone, and is kept with both. The number of statements does not grow
    with the households."""

    _inherit = "steward.survey.wave"

    def action_draw(self):
        """:raise UserError: for fewer than the type asks for, and where there is no base"""
        self.check_access("write")
        for wave in self:
            wave._check_state(
                ["draft"], self.env._("The sample of %(wave)s was drawn before.", wave=wave.name)
            )
            wave._draw(secrets.token_hex(8))

    def action_redraw(self):
        """Another sample, with a new seed: says why."""
        self._check_redrawable()
        return self.env["steward.reason.wizard"]._ask(self, "survey_redraw")

    def _redraw(self, reason):
        self._check_redrawable()
        for wave in self:
            seed, count = wave.seed, len(wave.sheet_ids)
            wave._delete_sample()
            wave._draw(secrets.token_hex(8))
            wave.message_post(
                body=self.env._(
                    "Drawn again: %(reason)s (before: seed %(seed)s, %(count)s sheets)",
                    reason=reason,
                    seed=seed,
                    count=count,
                )
            )

    def _check_redrawable(self):
        self.check_access("write")
        for wave in self:
            wave._check_state(
                ["sampled"],
                self.env._(
                    "%(wave)s: a sample is drawn again only before its sheets are issued.",
                    wave=wave.display_name,
                ),
            )

    def _check_state(self, states, message):
        self.ensure_one()
        if self.state not in states:
            raise UserError(message)

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
                       AND (w.state <> 'cancelled' OR s.issued_at IS NOT NULL)
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

    # the list

    def _draw(self, seed):
        """Freeze the sample that `seed` draws."""
        self.ensure_one()
        frame = self._frame()
        # sudo: who may change the wave draws it; sheets and counts are nobody's to write
        wave = self.sudo()
        number = wave.number or wave._next_number()
        if wave.is_anonymous:
            wave._insert_anonymous(wave._sheets_wanted(len(frame), wave.date_issue))
        else:
            sample, strata = wave._sample(frame, seed)
            wave._insert_strata(sample, strata)
            wave._insert_sheets(sample, frame, number)
        wave.write(
            {
                "state": "sampled",
                "number": number,
                "seed": seed,
                "base_count": len(frame),
                "sampled_at": fields.Datetime.now(),
            }
        )
        self._after_draw()

    def _after_draw(self):
        """Hook: what belongs to a wave whose sample is drawn; also called when drawn again."""

    def _next_number(self):
        key = self.community_id.id, self.date_issue.year
        return self.env["steward.number"]._take("DC", [key])[0]

    def _insert_sheets(self, sample, frame, number):
        drawn = set(sample.members)
        rows = [row for row in frame if row[0] in drawn]
        partners, units, buildings, segments, stewards, _asked = map(list, zip(*rows, strict=True))
        self._insert(
            "steward.survey.sheet",
            SQL(
                "state, attempt_count, number, partner_id, unit_id, building_id, segment_id,"
                " steward_id, is_repeat"
            ),
            SQL(
                "SELECT 'drawn', 0, u.* FROM unnest(%s::varchar[], %s::int[], %s::int[],"
                " %s::int[], %s::int[], %s::int[], %s::bool[]) AS u",
                [f"{number}-{place:04d}" for place in range(1, len(rows) + 1)],
                partners,
                units,
                buildings,
                segments,
                stewards,
                [partner in sample.repeated for partner in partners],
            ),
        )

    def _insert_anonymous(self, count):
        """Sheets of which nobody can tell whose they are: without household and number."""
        self._insert(
            "steward.survey.sheet",
            SQL("state, attempt_count, is_repeat"),
            SQL("SELECT 'drawn', 0, false FROM generate_series(1, %s)", count),
        )

    def _insert_strata(self, sample, strata):
        self._insert(
            "steward.survey.stratum",
            SQL("sequence, building_id, segment_id, base_count, drawn_count"),
            SQL(
                "SELECT * FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::int[])",
                list(range(len(strata))),
                [stratum.key[2] for stratum in strata],
                [stratum.key[1] or None for stratum in strata],
                [stratum.base for stratum in strata],
                [sample.quotas[stratum.key] for stratum in strata],
            ),
        )

    def _insert(self, model, columns, rows):
        """Add `rows` of a table that belongs to this wave, in one statement."""
        self.env.execute_query(
            SQL(
                """
                INSERT INTO %(table)s (%(columns)s, wave_id, community_id,
                            company_id, create_uid, write_uid, create_date, write_date)
                SELECT v.*, %(wave)s, %(community)s, %(company)s,
                       %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM (%(rows)s) AS v
             RETURNING id
                """,
                table=SQL.identifier(self.env[model]._table),
                columns=columns,
                wave=self.id,
                community=self.community_id.id,
                company=self.company_id.id,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                rows=rows,
            )
        )
        self.env[model].invalidate_model()
        self.invalidate_recordset(["sheet_ids", "stratum_ids"])

    def _delete_sample(self):
        """Sheets that are not issued: nothing refers to them yet."""
        self.env.flush_all()
        for model in ("steward.survey.sheet", "steward.survey.stratum"):
            self.env.execute_query(
                SQL(
                    "DELETE FROM %s WHERE wave_id = %s RETURNING id",
                    SQL.identifier(self.env[model]._table),
                    self.id,
                )
            )
            self.env[model].invalidate_model()
        self.invalidate_recordset(["sheet_ids", "stratum_ids"])
