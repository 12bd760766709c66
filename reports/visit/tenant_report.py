from odoo import models
from odoo.fields import Domain

from ..form import SIGNATURES_HEIGHT

# the meeting, its minutes and the signatures, in millimetres
SUMMARY_FOOT_HEIGHT = 24 + SIGNATURES_HEIGHT


class TenantVisitRecord(models.AbstractModel):
    """Tenant visit record (租户拜访记录表, C009): opinions by the seven areas (R046), signed by
    the tenant with satisfaction (R049)."""

    _name = "report.property_steward.report_tenant_visit"
    _description = "Tenant Visit Record"
    _inherit = "report.property_steward.report_visit_record"

    def _form_values(self, docs):
        return {**super()._form_values(docs), "topic_rows": self._topic_rows}

    def _topic_rows(self, visit):
        """The tenants' topics in their order, each with the cases of this visit; then what was
        said about anything else."""
        topics = self.env["steward.case.topic"].search([("audience", "in", ("tenant", "all"))])
        by_topic = visit.case_ids.grouped("topic_id")
        rows = [(topic.name, by_topic.pop(topic, visit.case_ids.browse())) for topic in topics]
        return rows + [
            (topic.name or self.env._("Other"), cases) for topic, cases in by_topic.items()
        ]


class VisitArchive(models.AbstractModel):
    """Visit archive of a tenant or household (拜访资料, C012, R056): every visit of the period
    with what followed, then the records themselves."""

    _name = "report.property_steward.report_visit_archive"
    _description = "Visit Archive"
    _inherit = "report.property_steward.report_tenant_visit"
    _form_model = "steward.form.period"

    def _form_values(self, docs):
        Visit = self.env["steward.visit"]
        archives = []
        for period in docs:
            visits = Visit.search(
                Domain("partner_id", "in", period.partner_ids.ids)
                & Domain("state", "=", "done")
                & period._moment_domain("start"),
                order="start, id",
            )
            by_partner = visits.grouped("partner_id")
            for partner in period.partner_ids:
                own = by_partner.get(partner, Visit)
                community = own.community_id[:1] or partner.household_community_id
                archives.append(self._archive(period, partner, own, community))
        visits = Visit.union(*(archive["visits"] for archive in archives))
        return {**super()._form_values(visits), "archives": archives}

    def _archive(self, period, partner, visits, community):
        visit_rows = [
            {
                "cells": [
                    self._moment(visit.community_id, visit.start),
                    visit.mode_id.name or "",
                    visit.steward_id.name or "",
                    "\n".join(filter(None, [visit.needs, visit.information, visit.questions])),
                    self._label(visit, "satisfaction"),
                    visit.signed_by or visit.no_signature_reason or "",
                ]
            }
            for visit in visits
        ]
        case_rows = [
            {
                "cells": [
                    self._day(case.received_on),
                    case.topic_id.name or "",
                    case.words or case.name,
                    case.department_id.name or "",
                    self._label(case, "state"),
                    case.answer or "",
                    self._day(case.fed_back_on),
                ]
            }
            for case in visits.case_ids
        ]
        return {
            "period": period,
            "partner": partner,
            "visits": visits,
            "community": community,
            "pages": self._pages(visit_rows, [15, 10, 10, 37, 11, 11], first=22, last=0),
            "case_pages": self._pages(case_rows, [11, 11, 28, 12, 9, 12, 11], last=0)
            if case_rows
            else [],
        }


class VisitSummary(models.AbstractModel):
    """Tenant visit problem summary (租户拜访问题汇总表, C011, R054)."""

    _name = "report.property_steward.report_visit_summary"
    _description = "Tenant Visit Problem Summary"
    _inherit = "steward.form"
    _form_model = "steward.visit.summary"

    def _form_values(self, docs):
        return {
            "pages": {
                summary.id: self._pages(
                    [{"cells": self._cells(line)} for line in summary.line_ids],
                    [8, 11, 9, 26, 10, 8, 14, 10],
                    orientation="landscape",
                    last=SUMMARY_FOOT_HEIGHT,
                )
                for summary in docs
            }
        }

    def _cells(self, line):
        return [
            line.door or "",
            line.partner_id.name or "",
            line.topic_id.name or "",
            line.problem or "",
            line.department_id.name or "",
            self._label(line, "case_state"),
            line.feedback or "",
            line.conclusion or "",
        ]
