from calendar import monthrange
from datetime import date, timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.misc import babel_locale_parse

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class ActivityOverview(models.AbstractModel):
    """Overview of a month or year, as bars on its days: the activities of each community, from the
    day on which their planning form is due to their end, and what the plan names and nobody has
    prepared (R286-R288). Days are those of the community's time zone."""

    _name = "steward.activity.overview"
    _description = "Overview of Activities"

    @api.model
    @api.readonly
    def get_overview(self, community_id=False, year=False, month=None):
        """The bars of the page, of what the user may see. The number of statements depends neither
        on the activities nor on the communities.

        :param community_id: one community, or all of the user
        :param month: 1 to 12, False for the whole year, None for the current one
        :return: dict: year, month, community_id, communities, ticks, today, groups; positions and
            widths are per cent of the period
        """
        communities = self.env["steward.service.figures"]._communities()
        chosen = communities
        if community_id:
            chosen = self.env["steward.community"].search([("id", "=", community_id)])
        elif len(communities) == 1:
            community_id = communities.id
        today = chosen[:1]._today_or_utc()
        year = int(year or today.year)
        month = today.month if month is None else int(month or 0)
        start = date(year, month or 1, 1)
        end = date(year, month or 12, monthrange(year, month or 12)[1])
        return {
            "year": year,
            "month": month or False,
            "community_id": community_id,
            "communities": [
                {"id": community.id, "name": community.name} for community in communities
            ],
            "ticks": self._ticks(start, end, bool(month)),
            "today": self._span(start, end, today, today)[0] if start <= today <= end else False,
            "groups": self._groups(chosen, start, end),
        }

    def _ticks(self, start, end, by_day):
        """Days of a month, or months of a year."""
        if by_day:
            days = [start + ONE_DAY * number for number in range((end - start).days + 1)]
            return [
                {
                    "label": str(day.day),
                    "left": self._span(start, end, day, day)[0],
                    "width": self._span(start, end, day, day)[1],
                    "is_free": day.weekday() >= SATURDAY,
                }
                for day in days
            ]
        names = babel_locale_parse(self.env.lang or "en_US").months["format"]["abbreviated"]
        ticks = []
        for number in range(1, 13):
            first = start.replace(month=number)
            last = first.replace(day=monthrange(first.year, number)[1])
            left, width = self._span(start, end, first, last)
            ticks.append({"label": names[number], "left": left, "width": width, "is_free": False})
        return ticks

    def _span(self, start, end, first, last):
        """Where the days `first` to `last` lie in the period, cut to it: left edge and width."""
        days = (end - start).days + 1
        first, last = max(first, start), min(last, end)
        return (
            round(100 * (first - start).days / days, 3),
            round(100 * max((last - first).days + 1, 0) / days, 3),
        )

    def _groups(self, communities, start, end):
        ahead = max(communities.policy_id.mapped("activity_form_days"), default=0)
        rows = [
            *self._activity_rows(communities, start, end, ahead),
            *self._planned_rows(communities, start, end, ahead),
        ]
        rows.sort(key=lambda row: (row["first"], row["label"]))
        groups = [
            {
                "key": community.id,
                "label": community.name,
                "rows": [row for row in rows if row["community_id"] == community.id],
            }
            for community in communities
        ]
        for row in rows:
            del row["first"]
        return [group for group in groups if group["rows"]]

    def _activity_rows(self, communities, start, end, ahead):
        activities = self.env["steward.community.activity"].search(
            Domain("community_id", "in", communities.ids)
            & Domain("state", "!=", "cancelled")
            & Domain("date_end", ">=", start - ONE_DAY)
            & Domain("date_begin", "<", end + ONE_DAY * (ahead + 2))
        )
        states = dict(activities._fields["state"]._description_selection(self.env))
        for activity in activities:
            community = activity.community_id
            first, last = (
                community._to_local(moment).date()
                for moment in (activity.date_begin, activity.date_end)
            )
            row = self._row(activity, first, last, start, end)
            if row:
                yield row | {
                    "state": states[activity.state],
                    "is_late": activity.is_overdue,
                    "is_prepared": True,
                }

    def _planned_rows(self, communities, start, end, ahead):
        lines = self.env["steward.activity.plan.line"].search(
            Domain("community_id", "in", communities.ids)
            & Domain("is_prepared", "=", False)
            & Domain("date_planned", ">=", start)
            & Domain("date_planned", "<=", end + ONE_DAY * ahead)
        )
        for line in lines:
            row = self._row(line, line.date_planned, line.date_planned, start, end)
            if row:
                yield row | {
                    "state": self.env._("Planned"),
                    "is_late": line.is_form_late,
                    "is_prepared": False,
                }

    def _row(self, record, first, last, start, end):
        """A bar, or nothing where it lies outside of the period."""
        kind = record.kind_id
        form_due = first - ONE_DAY * record.community_id.policy_id.activity_form_days
        if last < start or form_due > end:
            return None
        left, width = self._span(start, end, first, last)
        form_left, form_width = self._span(start, end, form_due, first - ONE_DAY)
        return {
            "model": record._name,
            "id": record.id,
            "community_id": record.community_id.id,
            "label": record.name,
            "kind": kind.name,
            "color": kind.color,
            "day": first.isoformat(),
            "first": first,
            "left": left,
            "width": width if first <= end else 0,
            "form_left": form_left,
            "form_width": form_width,
        }
