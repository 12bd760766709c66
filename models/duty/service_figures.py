from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

AUDITOR = "property_steward.property_steward_group_auditor"
# figures with a target: the policy's field, and whether the figure must stay below it
TARGETS = {
    "callback": ("callback_rate_target", False),
    "complaint": ("complaint_rate_target", True),
    "answer": ("answer_rate_target", False),
    "promise": ("promise_rate_target", False),
}


class ServiceFigures(models.AbstractModel):
    """Service figures (服务指标) of a month or a year: callbacks handled, valid complaints per
    household, answers in time, promises kept, long-standing matters, repairs asked after (R072,
    R096-R098, R318), of what the user may see.

    What has a time belongs to the month in which it was due, a complaint to that of its receipt, a
    repair to that in which it was done: months of the community's time zone.
    """

    _name = "steward.service.figures"
    _description = "Service Figures"

    @api.model
    @api.readonly
    def get_figures(self, community_id=False, year=False, month=None):
        """Figures of the page and its print, each with the domain of the records behind it. The
        number of statements depends neither on the records nor on the communities.

        :param community_id: one community, or all of the user
        :param month: 1 to 12, False for the whole year, None for the current one
        :return: dict: year, month, community_id, communities, tiles, rows (tiles by community),
            answers, ageing, repairs
        """
        communities = self._communities()
        if community_id:
            chosen = self.env["steward.community"].search([("id", "=", community_id)])
        else:
            chosen = communities if len(communities) == 1 else communities.browse()
            community_id = chosen.id
        today = (chosen or communities)[:1]._today_or_utc()
        year = int(year or today.year)
        month = today.month if month is None else int(month or 0)
        start = datetime(year, month or 1, 1)
        period = {
            "community": chosen,
            "community_id": community_id,
            "communities": chosen if community_id else communities,
            "start": start,
            "end": start + (relativedelta(months=1) if month else relativedelta(years=1)),
            "today": today,
        }
        deadlines = self._deadline_groups(period)
        found = {
            "callback": self._callbacks(period),
            "complaint": self._complaints(period),
            "answer": self._promises(period, deadlines, "answer"),
            "promise": self._promises(period, deadlines, "promised"),
        }
        ageing = self._ageing(period)
        rows = []
        if not community_id:
            rows = [
                {
                    "key": community.id,
                    "label": community.name,
                    "tiles": self._tiles(found, community),
                }
                for community in communities
            ]
        return {
            "year": year,
            "month": month or False,
            "community_id": community_id,
            "communities": [
                {"id": community.id, "name": community.name} for community in communities
            ],
            "tiles": self._tiles(found, period["communities"]),
            "rows": rows,
            "answers": self._answers(period, deadlines),
            "ageing": ageing,
            "repairs": self._repairs(period),
        }

    def _communities(self):
        """Those that the user may choose from."""
        Community = self.env["steward.community"]
        if self.env.user.has_group(AUDITOR):
            return Community.search([])
        return Community._own_communities().sorted()

    def _area(self, communities):
        """:return: those of `communities` that the user sees as a whole, and the stewards, the user
        or whom the user stands in for, of whose areas the user answers in the others"""
        Employee = self.env["hr.employee"]
        if self.env.user.has_group(AUDITOR):
            return communities, Employee
        # sudo: which roles the user fills is the user's own business
        user = self.env.user.sudo()
        held = user.env["steward.role.assignment"].search(
            Domain("community_id", "in", communities.ids)
            & (Domain("user_id", "=", user.id) | Domain("deputy_user_id", "=", user.id))
            & Domain("is_in_force", "=", True)
        )
        whole = held.filtered(lambda assignment: assignment.role_id.scope == "community")
        stewards = user.employee_ids | held.employee_id
        return (
            communities._supervised() | whole.community_id.with_env(self.env),
            stewards.with_env(self.env),
        )

    # domains

    def _of(self, period):
        """Domain of the community chosen, whether or not the user sees anything of it."""
        if period["community_id"]:
            return Domain("community_id", "=", period["community_id"])
        return Domain.TRUE

    def _within(self, period, name):
        """Domain: the moment `name` lies within the period, by the clock of the community."""

        def bounds(community):
            start, end = (
                fields.Datetime.to_string(community._to_utc(period[edge]))
                for edge in ("start", "end")
            )
            return Domain(name, ">=", start) & Domain(name, "<", end)

        if period["community"]:
            return self._of(period) & bounds(period["community"])
        return self._of(period) & self.env["steward.community"]._domain_by_time_zone(bounds)

    def _within_days(self, period, name):
        """Domain: the day `name` lies within the period."""
        return (
            self._of(period)
            & Domain(name, ">=", fields.Date.to_string(period["start"]))
            & Domain(name, "<", fields.Date.to_string(period["end"]))
        )

    # figures of all communities, one or two statements each

    def _callbacks(self, period):
        """R097: callbacks handled, of those that were due."""
        Callback = self.env["steward.callback"]
        domain = self._within(period, "due_at") & Callback._was_due()
        counts = {}
        for community, state, count in Callback._read_group(
            domain, ["community_id", "state"], ["__count"]
        ):
            done, total = counts.get(community, (0, 0))
            counts[community] = (done + count * (state == "done"), total + count)
        return {
            "model": Callback._name,
            "counts": counts,
            "domain": domain,
            "missing_domain": domain & Domain("state", "!=", "done"),
        }

    def _complaints(self, period):
        """R098: valid complaints per household and month; of the own area where the user does not
        see the whole community."""
        Complaint = self.env["steward.complaint"]
        whole, stewards = self._area(period["communities"])
        domain = (
            self._within_days(period, "received_on")
            & Domain("validity", "=", "valid")
            & Domain("is_current", "=", True)
            & (Domain("community_id", "in", whole.ids) | Domain("steward_id", "in", stewards.ids))
        )
        valid = dict(Complaint._read_group(domain, ["community_id"], ["__count"]))
        households = self.env["res.partner"]._read_group(
            Domain("household_community_id", "in", whole.ids)
            | Domain("household_community_id", "in", (period["communities"] - whole).ids)
            & Domain("household_steward_id", "in", stewards.ids),
            ["household_community_id"],
            ["__count"],
        )
        months = self._months_begun(period)
        return {
            "model": Complaint._name,
            "counts": {
                community: (valid.get(community, 0), count * months)
                for community, count in households
            },
            "domain": domain,
            "missing_domain": False,
        }

    def _months_begun(self, period):
        """Months of the period that have begun; a period of the future counts as one."""
        last = min(period["today"], period["end"].date() - relativedelta(days=1))
        first = period["start"].date()
        return max(1, (last.year - first.year) * 12 + last.month - first.month + 1)

    def _deadline_groups(self, period):
        """Promises by community, department, kind and state, and their domain."""
        domain = self._within(period, "due_at") & Domain("is_judged", "=", True)
        groups = self.env["steward.deadline"]._read_group(
            domain, ["community_id", "department_id", "kind", "state"], ["__count"]
        )
        return domain, groups

    def _promises(self, period, deadlines, kind):
        """R072, R096: clocks of a kind that were met in time."""
        domain, groups = deadlines
        domain &= Domain("kind", "=", kind)
        counts = {}
        for community, _department, of_kind, state, count in groups:
            if of_kind == kind:
                done, total = counts.get(community, (0, 0))
                counts[community] = (done + count * (state == "met"), total + count)
        return {
            "model": "steward.deadline",
            "counts": counts,
            "domain": domain,
            "missing_domain": domain & Domain("state", "!=", "met"),
        }

    # tiles

    def _tiles(self, found, communities):
        """The figures of `communities` against the strictest target of their policies."""
        labels = {
            "callback": self.env._("Callbacks Handled"),
            "complaint": self.env._("Valid Complaints per Household and Month"),
            "answer": self.env._("Answers in Time"),
            "promise": self.env._("Promises Kept"),
        }
        of_row = (
            Domain("community_id", "=", communities.id) if len(communities) == 1 else Domain.TRUE
        )
        tiles = []
        for key, (target, below) in TARGETS.items():
            figure = found[key]
            done, total = (
                sum(figure["counts"].get(community, (0, 0))[part] for community in communities)
                for part in (0, 1)
            )
            targets = communities.policy_id.mapped(target)
            tiles.append(
                {
                    "key": key,
                    "label": labels[key],
                    "model": figure["model"],
                    "below": below,
                    "missing": False if below else total - done,
                    "domain": list(figure["domain"] & of_row),
                    "missing_domain": figure["missing_domain"]
                    and list(figure["missing_domain"] & of_row),
                    **self._share(
                        done, total, (min if below else max)(targets) if targets else None, below
                    ),
                }
            )
        return tiles

    def _share(self, done, total, target, below=False):
        """A share of nothing is no share, and neither in nor out of the target: None."""
        percent = round(100.0 * done / total, 2) if total else None
        reached = None
        if percent is not None and target is not None:
            exact = 100.0 * done / total
            reached = exact < target if below else exact >= target
        return {
            "done": done,
            "total": total,
            "percent": percent,
            "target": target,
            "is_reached": reached,
        }
