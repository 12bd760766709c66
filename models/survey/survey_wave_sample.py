import secrets

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SurveyWave(models.Model):
    """The sample (样本) that is drawn and kept with its seed (R225, R305-R306, F06). The number of
    statements does not grow with the households."""

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
            used = wave._used_numbers()
            wave._delete_sample()
            wave._draw(secrets.token_hex(8), used)
            wave.message_post(
                body=self.env._(
                    "Drawn again: %(reason)s (before: seed %(seed)s, %(count)s sheets)",
                    reason=reason,
                    seed=seed,
                    count=count,
                )
            )

    def _used_numbers(self):
        """How many numbers stand on paper already, and are not given to others."""
        ((first, last, printed),) = self.env["steward.survey.sheet"]._read_group(
            [("wave_id", "=", self.id)], [], ["number:min", "number:max", "printed_at:count"]
        )
        if not first:
            return 0
        return int(last.rpartition("-")[2]) if printed else int(first.rpartition("-")[2]) - 1

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

    # the list

    def _draw(self, seed, used=0):
        """Freeze the sample that `seed` draws; its sheets are numbered after those `used`."""
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
            wave._insert_sheets(sample, frame, number, used)
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

    def _insert_sheets(self, sample, frame, number, used=0):
        drawn = set(sample.members)
        rows = [row for row in frame if row[0] in drawn]
        partners, units, buildings, segments, stewards, _asked = map(list, zip(*rows, strict=True))
        # as wide as the last one, so that they sort as they count
        last = used + len(rows)
        width = max(4, len(str(last)))
        self._insert(
            "steward.survey.sheet",
            SQL(
                "state, attempt_count, number, partner_id, unit_id, building_id, segment_id,"
                " steward_id, is_repeat"
            ),
            SQL(
                "SELECT 'drawn', 0, u.* FROM unnest(%s::varchar[], %s::int[], %s::int[],"
                " %s::int[], %s::int[], %s::int[], %s::bool[]) AS u",
                [f"{number}-{place:0{width}d}" for place in range(used + 1, last + 1)],
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
