from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

SECTIONS = ("category", "cause", "department", "channel", "building", "topic")
FIGURES = (
    "total_count",
    "valid_count",
    "closed_count",
    "on_time_count",
    "late_count",
    "reopened_count",
    "recurring_count",
    "satisfied_count",
)
# what people write on a line, kept when the figures are counted again
WORDS = ("topic_id", "factor", "analysis", "measure", "responsible_id", "date_due", "date_done")
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
            totals, lines = document._count()
            lines += document._opinion_lines()
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
        # sudo: whoever makes the summary of the community counts all of its cases; access to the
        # summary was checked
        model = self.sudo().env["steward.case"]
        model.flush_model()
        self.env["steward.complaint"].flush_model()
        self.env["steward.deadline"].flush_model()
        query = model._search(self._case_domain())
        keys = {
            "category": SQL("k.category"),
            "cause": SQL("k.cause"),
            "department": SQL("k.department_id"),
            "channel": SQL("k.channel"),
            "building": SQL("k.building_id"),
            "topic": SQL("k.topic_id"),
        }
        rows = self.env.execute_query(
            SQL(
                """
                WITH k AS (
                    SELECT k.category, k.channel, k.department_id, k.topic_id, k.state,
                           k.reopen_count, k.satisfaction_result, c.cause, c.validity,
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
                )
                SELECT grouping(%(keys)s), %(keys)s,
                       count(*),
                       count(*) FILTER (WHERE k.validity = 'valid'),
                       count(*) FILTER (WHERE k.state = 'closed'),
                       count(*) FILTER (WHERE k.clocks > 0 AND NOT k.late),
                       count(*) FILTER (WHERE k.late),
                       count(*) FILTER (WHERE k.reopen_count > 0),
                       0,
                       count(*) FILTER (WHERE k.satisfaction_result = 'satisfied')
                  FROM k
                 GROUP BY GROUPING SETS ((), %(sets)s)
                """,
                now=fields.Datetime.now(),
                cases=query.subselect(),
                keys=SQL(", ").join(keys.values()),
                sets=SQL(", ").join(SQL("(%s)", key) for key in keys.values()),
            )
        )
        totals = dict.fromkeys(FIGURES, 0)
        by_section = {section: [] for section in SECTIONS}
        for mask, *values in rows:
            key_values, figures = values[: len(SECTIONS)], values[len(SECTIONS) :]
            named = dict(zip(FIGURES, figures, strict=True))
            # a bit of the mask is set where the row is not grouped by that key
            section = next(
                (
                    name
                    for position, name in enumerate(reversed(SECTIONS))
                    if not mask >> position & 1
                ),
                None,
            )
            if section is None:
                totals = named
            else:
                by_section[section].append((key_values[SECTIONS.index(section)], named))
        lines = []
        for number, (section, found) in enumerate(by_section.items()):
            lines += self._figure_lines(section, number, found)
        return totals, lines

    def _figure_lines(self, section, number, found):
        """The lines of one section, the most frequent first; a section in which nothing is stated
        is left out."""
        if not any(key for key, _figures in found):
            return []
        labels = self._section_labels(section, [key for key, _figures in found if key])
        found.sort(key=lambda pair: -pair[1]["total_count"])
        return [
            {
                "section": section,
                "section_sequence": number,
                "sequence": sequence,
                "key": str(key or ""),
                "label": labels.get(key) or self.env._("Not Stated"),
                **figures,
            }
            for sequence, (key, figures) in enumerate(found, start=1)
        ]

    def _section_labels(self, section, keys):
        selections = {
            "category": ("steward.case", "category"),
            "channel": ("steward.case", "channel"),
            "cause": ("steward.complaint", "cause"),
        }
        if section in selections:
            model, name = selections[section]
            return dict(self.env[model]._fields[name]._description_selection(self.env))
        models_of = {
            "department": "hr.department",
            "building": "steward.building",
            "topic": "steward.case.topic",
        }
        # sudo: names of departments, buildings and topics are no secret
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
        labels = dict(self.env["steward.case"]._fields["state"]._description_selection(self.env))
        return [
            {
                "section": "case",
                "section_sequence": len(SECTIONS),
                "sequence": sequence,
                "key": str(case.id),
                "label": case.complaint_id.number or case.name,
                "case_id": case.id,
                "received_on": case.received_on,
                "party": case.partner_id.display_name,
                "door": case.door,
                "words": case.words or case.name,
                "result": case.answer,
                "case_state": labels.get(case.state),
                "topic_id": case.topic_id.id,
                "total_count": 1,
                "valid_count": int(case.complaint_id.validity == "valid"),
                "closed_count": int(case.state == "closed"),
                "reopened_count": case.reopen_count,
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
