from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .duty_document_line import FIGURES, SELECTIONS, WORDS

# the opinions one by one come after the figures
LAST_SECTION = 9
ONE_BY_ONE = ("complaint_week", "complaint_month", "opinion_month")
# kinds that are about complaints; the others about every opinion (R301)
ABOUT_COMPLAINTS = (
    "complaint_week",
    "complaint_month",
    "analysis_quarter",
    "analysis_year",
)


class DutyDocument(models.Model):
    """Figures of a summary, counted from the register of cases in one statement (F11)."""

    _inherit = "steward.duty.document"

    def _build(self):
        """Count anew; what people wrote on the lines stays."""
        Line = self.env["steward.duty.document.line"]
        vals_list = []
        for document in self:
            written = {
                (line.section, line.key): {
                    name: line[name].id if line._fields[name].relational else line[name]
                    for name in WORDS
                    if line[name]
                }
                for line in document.line_ids
            }
            # names are kept as they were: those with translations in the company's language
            totals, lines = document._in_own_language()._count()
            lines += document._in_own_language()._opinion_lines()
            vals_list += [
                {
                    "document_id": document.id,
                    **values,
                    **written.get((values["section"], values["key"]), {}),
                }
                for values in lines
            ]
            document.line_ids.unlink()
            document.write(
                {
                    **totals,
                    "household_count": self.env["res.partner"].search_count(
                        [("household_community_id", "=", document.community_id.id)]
                    ),
                }
            )
        Line.create(vals_list)

    def _count(self):
        """:return: (totals, values of the lines), one statement whatever the number of cases"""
        self.ensure_one()
        if self.kind == "callback_month":
            return self._count_by(*self._callback_query())
        return self._count_by(*self._case_query())

    def _count_by(self, source, keys, figures):
        """Group `source` by each of its keys, and once over everything.

        :param source: statement with the rows, whose alias is `k`
        :param keys: {section: column}
        :param figures: list of aggregates, in the order of FIGURES
        """
        columns = SQL(", ").join(keys.values())
        rows = self.env.execute_query(
            SQL(
                """
                WITH k AS (%(source)s)
                SELECT grouping(%(keys)s), %(keys)s, %(figures)s
                  FROM k
                 GROUP BY GROUPING SETS ((), %(sets)s)
                """,
                source=source,
                keys=columns,
                figures=SQL(", ").join(figures),
                sets=SQL(", ").join(SQL("(%s)", key) for key in keys.values()),
            )
        )
        sections = list(keys)
        totals = dict.fromkeys(FIGURES, 0)
        by_section = {section: [] for section in sections}
        for mask, *values in rows:
            counted = dict(zip(FIGURES, values[len(sections) :], strict=True))
            # a bit of the mask is set where the row is not grouped by that key; the last is bit 0
            grouped = [
                name for position, name in enumerate(reversed(sections)) if not mask >> position & 1
            ]
            if grouped:
                by_section[grouped[0]].append((values[sections.index(grouped[0])], counted))
            else:
                totals = counted
        lines = []
        for number, (section, found) in enumerate(by_section.items()):
            lines += self._figure_lines(section, number, found)
        return totals, lines

    def _case_query(self):
        """Cases of the period with their clocks (R096, R098)."""
        # sudo: whoever makes the summary of the community counts all of its cases; access to the
        # summary was checked
        model = self.sudo().env["steward.case"]
        model.flush_model()
        self.env["steward.complaint"].flush_model()
        self.env["steward.deadline"].flush_model()
        source = SQL(
            """
            SELECT k.category, k.channel, k.department_id, k.topic_id, k.state, k.reopen_count,
                   k.is_recurring, k.satisfaction_result, c.cause, c.validity,
                   u.building_id, d.clocks, d.late
              FROM steward_case k
              LEFT JOIN steward_complaint c ON c.case_id = k.id AND c.is_current
              LEFT JOIN steward_unit u ON u.id = k.unit_id
              LEFT JOIN LATERAL (
                   SELECT count(*) AS clocks,
                          bool_or(d.state = 'met_late'
                                  OR (d.state = 'running' AND d.due_at < %(now)s)) AS late
                     FROM steward_deadline d
                    WHERE d.res_model = 'steward.case' AND d.res_id = k.id
                      AND d.kind IN ('answer', 'promised', 'cap')
                      AND d.state <> 'cancelled') d ON TRUE
             WHERE k.id IN %(cases)s
            """,
            now=fields.Datetime.now(),
            cases=model._search(self._case_domain()).subselect(),
        )
        keys = {
            "category": SQL("k.category"),
            "cause": SQL("k.cause"),
            "department": SQL("k.department_id"),
            "channel": SQL("k.channel"),
            "building": SQL("k.building_id"),
            "topic": SQL("k.topic_id"),
        }
        figures = [
            SQL("count(*)"),
            SQL("count(*) FILTER (WHERE k.validity = 'valid')"),
            SQL("count(*) FILTER (WHERE k.state = 'closed')"),
            SQL("count(*) FILTER (WHERE k.clocks > 0 AND NOT k.late)"),
            SQL("count(*) FILTER (WHERE k.late)"),
            SQL("count(*) FILTER (WHERE k.reopen_count > 0)"),
            SQL("count(*) FILTER (WHERE k.is_recurring)"),
            SQL("count(*) FILTER (WHERE k.satisfaction_result = 'satisfied')"),
        ]
        return source, keys, figures

    def _callback_query(self):
        """Callbacks due in the period, by result (C040): what is closed was called back, what is
        reopened was still not right."""
        begin, end = (
            self.community_id._day_start(day)
            for day in (self.date_from, self.date_to + timedelta(days=1))
        )
        self.env["steward.callback"].flush_model()
        source = SQL(
            """
            SELECT b.result, b.trigger, b.assignee_id, b.department_id, b.state, b.is_in_time,
                   b.problem_persists, b.due_at
              FROM steward_callback b
             WHERE b.community_id = %(community)s AND b.state <> 'cancelled'
               AND b.due_at >= %(begin)s AND b.due_at < %(end)s
            """,
            community=self.community_id.id,
            begin=begin,
            end=end,
        )
        keys = {
            "result": SQL("k.result"),
            "trigger": SQL("k.trigger"),
            "person": SQL("k.assignee_id"),
            "department": SQL("k.department_id"),
        }
        figures = [
            SQL("count(*)"),
            SQL("0"),
            SQL("count(*) FILTER (WHERE k.state = 'done')"),
            SQL("count(*) FILTER (WHERE k.state = 'done' AND k.is_in_time)"),
            SQL(
                "count(*) FILTER (WHERE k.state = 'done' AND k.is_in_time IS NOT TRUE"
                " OR k.state = 'open' AND k.due_at < %s)",
                fields.Datetime.now(),
            ),
            SQL("count(*) FILTER (WHERE k.problem_persists = 'yes')"),
            SQL("0"),
            SQL("count(*) FILTER (WHERE k.result = 'satisfied')"),
        ]
        return source, keys, figures

    def _figure_lines(self, section, number, found):
        """The lines of one section, the most frequent first; a section in which nothing is stated
        is left out."""
        if not any(key for key, _figures in found):
            return []
        names = self._section_names(section, [key for key, _figures in found if key])
        found.sort(key=lambda pair: -pair[1]["total_count"])
        return [
            {
                "section": section,
                "section_sequence": number,
                "sequence": sequence,
                "key": str(key or ""),
                "name": names.get(key, False),
                **figures,
            }
            for sequence, (key, figures) in enumerate(found, start=1)
        ]

    def _section_names(self, section, keys):
        """Names of the records that are counted; a selection has its labels where it is read."""
        if section in SELECTIONS:
            return {}
        models_of = {
            "department": "hr.department",
            "building": "steward.building",
            "topic": "steward.case.topic",
            "person": "hr.employee",
        }
        # sudo: names of people, departments, buildings and topics are no secret
        records = self.env[models_of[section]].sudo().browse(keys)
        return {record.id: record.display_name for record in records}

    def _opinion_lines(self):
        """One line per opinion (R115, R301); its topic is the proposal for its class."""
        self.ensure_one()
        if self.kind not in ONE_BY_ONE:
            return []
        # sudo: as in `_count`
        cases = (
            self.sudo()
            .env["steward.case"]
            .search(self._case_domain(), order="category, received_at, id")
        )
        return [
            {
                "section": "case",
                "section_sequence": LAST_SECTION,
                "sequence": sequence,
                "key": str(case.id),
                "name": case.complaint_id.number or case.name,
                "case_id": case.id,
                "received_on": case.received_on,
                "party": case.partner_id.display_name,
                "door": case.door,
                "words": case.words or case.name,
                "result": case.answer,
                "case_state": case.state,
                "topic_id": case.topic_id.id,
                "total_count": 1,
                "valid_count": int(case.complaint_id.validity == "valid"),
                "closed_count": int(case.state == "closed"),
                "reopened_count": case.reopen_count,
                "recurring_count": int(case.is_recurring),
            }
            for sequence, case in enumerate(cases, start=1)
        ]

    def _case_domain(self):
        """Cases received on the days of the period; complaints only where it is about them."""
        self.ensure_one()
        domain = (
            Domain("community_id", "=", self.community_id.id)
            & Domain("received_on", ">=", self.date_from)
            & Domain("received_on", "<=", self.date_to)
        )
        if self.kind in ABOUT_COMPLAINTS:
            domain &= Domain("category", "=", "complaint")
        return domain
