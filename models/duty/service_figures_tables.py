from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain

RATINGS = ("attitude", "punctuality", "quality")


class ServiceFigures(models.AbstractModel):
    """Tables of the service figures: answers by clock and department, ageing, repairs (R096,
    R318)."""

    _inherit = "steward.service.figures"

    # answers in time

    def _answers(self, period, deadlines):
        """R096: promises that fell due, by department and clock.

        :return: dict: kinds [(key, label)], rows, each with a cell per kind and one for all
        """
        domain, groups = deadlines
        # {department or nothing: {kind or nothing for all: [in time, all]}}, None: everything
        counts = {None: {}}
        for _community, department, kind, state, count in groups:
            for cells in (counts.setdefault(department.id, {}), counts[None]):
                for column in (kind, None):
                    cell = cells.setdefault(column, [0, 0])
                    cell[0] += count * (state == "met")
                    cell[1] += count
        labels = dict(self.env["steward.deadline"]._selection_kind())
        kinds = [(kind, label) for kind, label in labels.items() if kind in counts[None]]
        targets = {
            kind: self._strictest(period, "promise" if kind == "promised" else "answer")
            for kind in (*dict(kinds), None)
        }
        # sudo: the names of the departments whose promises the user may see
        departments = self.env["hr.department"].sudo().browse(filter(None, counts)).sorted()
        keys = [(department.id, department.name) for department in departments]
        if False in counts:
            keys.append((False, self.env._("No Department")))
        rows = [
            self._answer_row(
                key,
                label,
                counts[key],
                domain & Domain("department_id", "=", key),
                (kinds, targets),
            )
            for key, label in keys
        ]
        total = self._answer_row(None, self.env._("Total"), counts[None], domain, (kinds, targets))
        return {
            "kinds": [{"key": kind, "label": label} for kind, label in kinds],
            "rows": rows,
            "total": total,
        }

    def _answer_row(self, key, label, counts, domain, columns):
        kinds, targets = columns
        cells = {}
        for kind in (*dict(kinds), None):
            done, total = counts.get(kind, (0, 0))
            of_cell = domain & Domain("kind", "=", kind) if kind else domain
            cells[kind or "all"] = {
                **self._share(done, total, targets[kind]),
                "missing": total - done,
                "domain": list(of_cell),
                "missing_domain": list(of_cell & Domain("state", "!=", "met")),
            }
        return {"key": key or 0, "label": label, "cells": cells}

    def _strictest(self, period, name):
        targets = period["communities"].policy_id.mapped(f"{name}_rate_target")
        return max(targets) if targets else None

    # ageing

    def _ageing(self, period):
        """R096: how long open matters have been waiting today, by department and age band, and how
        many of them are long-standing."""
        Ageing = self.env["steward.case.ageing"]
        empty = {"bands": [], "rows": [], "total": False, "days": False}
        if not Ageing.has_access("read"):
            return empty
        domain = self._of(period)
        counts = {None: {}}
        for department, band, is_long, count in Ageing._read_group(
            domain, ["department_id", "band", "is_long_standing"], ["__count"]
        ):
            for cells in (counts.setdefault(department.id, {}), counts[None]):
                for column in (band, "all", *(["long"] if is_long else [])):
                    cells[column] = cells.get(column, 0) + count
        bands = self._bands(period)
        # sudo: the names of the departments whose matters the user may see
        departments = self.env["hr.department"].sudo().browse(filter(None, counts)).sorted()
        keys = [(department.id, department.name) for department in departments]
        if False in counts:
            keys.append((False, self.env._("No Department")))
        days = set(period["communities"].policy_id.mapped("long_standing_days"))
        return {
            "bands": bands,
            "days": days.pop() if len(days) == 1 else False,
            "rows": [
                self._ageing_row(
                    key, label, counts[key], domain & Domain("department_id", "=", key), bands
                )
                for key, label in keys
            ],
            "total": self._ageing_row(None, self.env._("Total"), counts[None], domain, bands),
        }

    def _ageing_row(self, key, label, counts, domain, bands):
        def cell(column, condition):
            return {"count": counts.get(column, 0), "domain": list(domain & condition)}

        cells = {band["key"]: cell(band["key"], Domain("band", "=", band["key"])) for band in bands}
        cells["all"] = cell("all", Domain.TRUE)
        cells["long"] = cell("long", Domain("is_long_standing", "=", True))
        return {"key": key or 0, "label": label, "cells": cells}

    def _bands(self, period):
        """The age bands, with their days where the communities have the same ones."""
        labels = dict(
            self.env["steward.case.ageing"]._fields["band"]._description_selection(self.env)
        )
        names = ("ageing_days_1", "ageing_days_2", "ageing_days_3")
        limits = {
            tuple(policy[name] for name in names) for policy in period["communities"].policy_id
        }
        if len(limits) == 1:
            first, second, third = limits.pop()
            labels = {
                "1": self.env._("Up to %(days)s Days", days=first),
                "2": self.env._("%(start)s to %(end)s Days", start=first + 1, end=second),
                "3": self.env._("%(start)s to %(end)s Days", start=second + 1, end=third),
                "4": self.env._("Over %(days)s Days", days=third),
            }
        return [{"key": key, "label": label} for key, label in labels.items()]

    # repairs

    def _repairs(self, period):
        """R318: repairs done in each month, how many of them nobody asked after yet, and what the
        households said in the callbacks of the month."""
        months = {}
        for zone, of_zone in self._zones(period):
            self._count_repairs(period, zone, of_zone, months)
        rows = [
            self._repair_row(period, month, months.get(month, self._no_repairs()))
            for month in self._months(period)
        ]
        total = self._no_repairs()
        for figures in months.values():
            for name, number in figures.items():
                total[name] += number
        row = self._repair_row(period, None, total)
        row["is_reached"] = self._every_month([each["is_reached"] for each in rows])
        return {"rows": rows if len(rows) > 1 else [], "total": row}

    def _every_month(self, reached):
        """R318: in each month in which repairs were done some households are asked."""
        judged = [each for each in reached if each is not None]
        return all(judged) if judged else None

    def _zones(self, period):
        """[(time zone, domain of its communities)]: nearly always one."""
        if period["community"]:
            return [(period["community"].tz, self._of(period))]
        zones = self.env["steward.community"]._time_zones()
        return [(zone, self._of(period) & Domain("community_id.tz", "=", zone)) for zone in zones]

    def _months(self, period):
        """First days of the months of the period that have begun."""
        first, count = period["start"].date(), self._months_begun(period)
        return [first + relativedelta(months=number) for number in range(count)]

    def _no_repairs(self):
        return dict.fromkeys(("done", "unasked", "asked", "satisfied", *RATINGS), 0)

    def _repair_domains(self, period):
        Callback = self.env["steward.callback"]
        done = self._within(period, "done_at") & Domain("is_current", "=", True)
        asked = self._within(period, "done_at") & Callback._asked_after_repair()
        unasked = done & Domain(
            "case_id.callback_ids", "not any", list(Callback._asked_after_repair())
        )
        return done, unasked, asked

    def _count_repairs(self, period, zone, of_zone, months):
        """Three statements for a time zone, whose months they are; counts go into `months`."""
        done, unasked, asked = (of_zone & domain for domain in self._repair_domains(period))
        Repair = self.env["steward.repair"].with_context(tz=zone)
        for name, domain in (("done", done), ("unasked", unasked)):
            for month, count in Repair._read_group(domain, ["done_at:month"], ["__count"]):
                months.setdefault(month.date(), self._no_repairs())[name] += count
        groups = (
            self.env["steward.callback"]
            .with_context(tz=zone)
            ._read_group(asked, ["done_at:month", "result", *RATINGS], ["__count"])
        )
        for month, result, *ratings, count in groups:
            figures = months.setdefault(month.date(), self._no_repairs())
            figures["asked"] += count
            figures["satisfied"] += count * (result == "satisfied")
            for name, rating in zip(RATINGS, ratings, strict=True):
                figures[name] += count * int(rating or 0)

    def _repair_row(self, period, month, figures):
        """The row of a month, or of the whole period."""
        if month:
            start = fields.Datetime.to_datetime(month)
            period = dict(period, start=start, end=start + relativedelta(months=1))
        done, unasked, asked = self._repair_domains(period)
        count = figures["asked"]
        return {
            "key": fields.Date.to_string(month) if month else "",
            "done": figures["done"],
            "done_domain": list(done),
            "unasked": figures["unasked"],
            "unasked_domain": list(unasked),
            "asked": count,
            "asked_domain": list(asked),
            "satisfied": figures["satisfied"],
            "satisfied_domain": list(asked & Domain("result", "=", "satisfied")),
            "satisfied_percent": round(100.0 * figures["satisfied"] / count, 1) if count else None,
            **{name: round(figures[name] / count, 2) if count else None for name in RATINGS},
            "is_reached": bool(count) if figures["done"] else None,
        }
