from calendar import monthcalendar
from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools.misc import babel_locale_parse

from ...engine.paginate import line_count

MONTHS = range(1, 13)
MONTHS_PER_ROW = 4
# lines of a month's list that its box has room for, and half-width characters of such a line
LINES = 10
LINE_WIDTH = 19


class ActivityCalendarForm(models.AbstractModel):
    """The year's activities of a community on one page: twelve months, to hang on the wall.

    Planned activities stand on their planned day, prepared ones and those outside the plan on the
    day on which they begin, in the community's time zone; cancelled ones not at all.
    """

    _name = "report.property_steward.report_activity_calendar"
    _description = "Annual Calendar of Activities"
    _inherit = "steward.form"
    _form_model = "steward.activity.plan"

    def _form_values(self, docs):
        days = self._days(docs)
        names = babel_locale_parse(self.env.lang or "en_US").months["format"]["wide"]
        weekdays = babel_locale_parse(self.env.lang or "en_US").days["stand-alone"]["narrow"]
        return {
            "weekdays": [weekdays[number] for number in range(7)],
            "rows": {
                plan.id: [
                    [
                        self._month(plan, month, names[month], days[plan])
                        for month in MONTHS[start : start + MONTHS_PER_ROW]
                    ]
                    for start in range(0, len(MONTHS), MONTHS_PER_ROW)
                ]
                for plan in docs
            },
        }

    def _month(self, plan, month, name, days):
        entries = sorted(
            (day.day, theme) for day, theme in days if (day.year, day.month) == (plan.year, month)
        )
        shown, lines = [], 0
        for entry in entries:
            lines += line_count(f"{entry[0]:2d} {entry[1]}", LINE_WIDTH)
            if lines > LINES - (len(shown) + 1 < len(entries)):
                break
            shown.append(entry)
        return {
            "name": name,
            "weeks": monthcalendar(plan.year, month),
            "marked": {day for day, _theme in entries},
            "entries": shown,
            "more": len(entries) > len(shown)
            and self.env._("and %(count)s more", count=len(entries) - len(shown)),
        }

    def _days(self, plans):
        """{plan: [(day, theme)]}; one statement for the activities of all plans."""
        activities = self.env["steward.community.activity"].search_fetch(
            Domain("state", "!=", "cancelled")
            & Domain("community_id", "in", plans.community_id.ids)
            & Domain("date_begin", ">=", f"{min(plans.mapped('year'), default=1) - 1}-12-31")
            & Domain("date_begin", "<", f"{max(plans.mapped('year'), default=1) + 1}-01-02"),
            ["community_id", "date_begin", "name", "plan_line_id"],
        )
        begun = defaultdict(list)
        for activity in activities:
            begun[activity.community_id, activity._local_date().year].append(
                (activity._local_date(), activity.name)
            )
        prepared = activities.plan_line_id
        return {
            plan: begun[plan.community_id, plan.year]
            + [(line.date_planned, line.name) for line in plan.line_ids - prepared]
            for plan in plans
        }
