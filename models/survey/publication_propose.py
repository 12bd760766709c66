from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

# what an answer in public can be about; praise is none
OPINIONS = ("complaint", "repair", "after_sales", "suggestion")


class Publication(models.Model):
    """Lines proposed from what residents said, by how often it came up (R311, R321); from the
    rectification plan (R087) and from the catalogue of services (R319).

    A proposal names the subject and how often it came up, never in residents' own words, which may
    say who they are; who drafts it reads the cases and puts them in short.
    """

    _inherit = "steward.publication"

    def action_propose(self):
        """Add the lines that are not there yet; statements do not grow with the opinions."""
        self.check_access("write")
        self._check_draft()
        for publication in self:
            propose = getattr(publication, f"_propose_{publication.kind}", None)
            if propose:
                propose()

    def _propose_letter(self):
        """R311: concentrated opinions of the survey's time."""
        self._add_topics(self.wave_id._letter_topics() if self.wave_id else [])

    def _propose_response(self):
        """R321: what came up in the month as often as the policy says."""
        community = self.community_id
        start = self.month
        end = start + relativedelta(months=1, days=-1)
        self._add_topics(
            self._topics_said(community, start, end, community.policy_id.response_count)
        )

    @api.model
    def _topics_said(self, community, start, end, floor):
        """[(topic, how often, cases)] that residents of `community` spoke of from `start` to `end`
        at least `floor` times; the most frequent first."""
        # sudo: how often a subject came up is no secret; who said it is shown to those who may see
        groups = (
            self.env["steward.case"]
            .sudo()
            ._read_group(
                Domain("community_id", "=", community.id)
                & Domain("topic_id", "!=", False)
                & Domain("category", "in", OPINIONS)
                & Domain("received_on", ">=", start)
                & Domain("received_on", "<=", end),
                ["topic_id"],
                ["__count", "id:recordset"],
                having=[("__count", ">=", max(floor, 1))],
                order="__count desc, topic_id",
            )
        )
        return groups

    def _add_topics(self, topics):
        self.ensure_one()
        known = self.line_ids.topic_id
        company = self.company_id
        values, chosen = [], []
        for topic, count, cases in topics:
            if topic in known:
                continue
            department = topic.with_company(company).department_id
            values.append(
                {
                    "opinion": self.env._(
                        "%(topic)s (%(count)s opinions)", topic=topic.name, count=count
                    ),
                    "topic_id": topic.id,
                    "said_count": count,
                    "completion": "starts",
                    "department_id": department.id,
                    # sudo: who leads a department is not secret
                    "responsible_id": department.sudo().manager_id.id,
                }
            )
            chosen.append(cases)
        lines = self._add_lines(values)
        for line, cases in zip(lines, chosen, strict=True):
            # sudo: the cases behind a promise are linked, whoever sees them
            line.sudo().case_ids = cases

    def _add_lines(self, values):
        start = len(self.line_ids)
        return self.env["steward.publication.line"].create(
            [
                dict(vals, publication_id=self.id, sequence=10 * (start + index))
                for index, vals in enumerate(values, start=1)
            ]
        )

    def _propose_rectification(self):
        """R087: problem, measure and day of each line of the plan."""
        known = set(self.line_ids.mapped("opinion"))
        measures = self.plan_id.line_ids.filtered(lambda line: line.problem not in known)
        promises = self._add_lines(
            [
                {
                    "opinion": line.problem,
                    "measure": line.measure,
                    "completion": "period",
                    "date_to": line.date_due,
                    "responsible_id": line.responsible_id.id,
                    "department_id": line.department_id.id,
                }
                for line in measures
            ]
        )
        for promise, measure in zip(promises, measures, strict=True):
            # sudo: which measure of the plan it promises is noted here only
            promise.sudo().plan_line_id = measure

    def _propose_service(self):
        """R319: services with what is promised of each; the promise is kept all the time."""
        known = set(self.line_ids.mapped("opinion"))
        # sudo: the catalogue is public
        services = (
            self.env["product.template"]
            .sudo()
            .search(
                Domain("is_steward_service", "=", True)
                & Domain("company_id", "in", [False, self.company_id.id]),
                order="name",
            )
        )
        kinds = [key for key, _label in services._fields["steward_service_kind"].selection]
        services = services.sorted(
            lambda service: (
                kinds.index(service.steward_service_kind)
                if service.steward_service_kind
                else len(kinds)
            )
        )
        self._add_lines(
            [
                {
                    "opinion": service.name,
                    "measure": service.steward_promise,
                    "price": service.currency_id.format(service.list_price)
                    if service.list_price
                    else self.env._("Free of Charge"),
                    "completion": "continuous",
                }
                for service in services
                if service.name not in known
            ]
        )
