from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature, Table

_lt = LazyTranslate(__name__)

PERMANENT = _lt("permanently")


class MeetingSummary(models.AbstractModel):
    """业主见面会意见汇总 (C098, R268): opinions by topic, requests, analysis, improvements."""

    _name = "report.property_steward.report_meeting_summary"
    _description = "Summary of a Meeting"
    _inherit = "steward.form.sheet"
    _form_model = "steward.community.activity"
    _needs = "calls_back_opinions"
    _title = _lt("Summary of the Opinions of a Meeting")
    _subtitle = "name"
    _number = "number"
    _grid = (
        (Cell("date_begin", _lt("Time")), Cell("place")),
        (Cell("participant_count"), Cell("opinion_count")),
        (Cell("summary_requests", height=20),),
        (Cell("summary_analysis", height=20),),
        (Cell("summary_improvements", height=20),),
    )
    _tables = (
        Table(
            "opinion_ids",
            (
                Column("door", 14),
                Column("partner_id.name", 14, _lt("Household")),
                Column("words", 42),
                Column("category", 12),
                Column("state", 13),
            ),
            group="topic",
        ),
    )
    _signatures = (
        Signature(_lt("Summarised by:"), "summarised_by_id.name", "summarised_at"),
        Signature(_lt("Checked by:")),
    )


class ActivityRecordForm(models.AbstractModel):
    """《客户活动记录表》 (C108, HSJY04-GJ-B55; R297, R299)."""

    _name = "report.property_steward.report_activity_record"
    _description = "Activity Record Form"
    _inherit = "steward.form.sheet"
    _form_model = "steward.activity.record"
    _title = _lt("Activity Record Form")
    _number = "activity_id.number"
    _code = "HSJY04-GJ-B55"
    _retention = PERMANENT
    _photos = "photo_ids"
    _grid = (
        (Cell("activity_id.name", _lt("Theme")), Cell("kind_id.name", _lt("Kind"))),
        (Cell("date_begin", _lt("Begins")), Cell("date_end", _lt("Ends"))),
        (Cell("place"), Cell("commander_id.name")),
        (Cell("steward_id.name"), Cell("participant_count")),
        (Cell("course", height=60),),
        (Cell("guests", height=15),),
        (Cell("incidents", height=15),),
        (Cell("media_text", height=15),),
        (Cell("media_ids"), Cell("recording_ids")),
        (Cell("photo_ids"), Cell("video_ids")),
    )
    _signatures = (
        Signature(_lt("Filled in by:"), "steward_id.name", "done_at"),
        Signature(_lt("Checked by:")),
    )


class ActivityEvaluationForm(models.AbstractModel):
    """《客户活动评估表》 (C109, HSJY04-GJ-B56; R298-R299)."""

    _name = "report.property_steward.report_activity_evaluation"
    _description = "Activity Evaluation Form"
    _inherit = "steward.form.sheet"
    _form_model = "steward.activity.evaluation"
    _title = _lt("Activity Evaluation Form")
    _number = "activity_id.number"
    _code = "HSJY04-GJ-B56"
    _retention = PERMANENT
    _grid = (
        (Cell("activity_id.name", _lt("Theme")), Cell("kind_id.name", _lt("Kind"))),
        (Cell("date_begin", _lt("Time")), Cell("participant_count")),
        (Cell("answer_count"), Cell("satisfaction")),
        (Cell("budget"), Cell("spent")),
        (Cell("objective", height=15),),
        (Cell("evaluation_way", height=10),),
        (Cell("result", ticks=True),),
        (Cell("assessment", height=30),),
        (Cell("strengths", height=20),),
        (Cell("shortcomings", height=20),),
        (Cell("improvements", height=20),),
    )
    _signatures = (
        Signature(_lt("Filled in by:"), "steward_id.name", "submitted_at"),
        Signature(_lt("Reviewed by:"), "reviewed_by_id.name", "reviewed_at"),
        Signature(_lt("Approved by:"), "approved_by_id.name", "approved_at"),
    )


class ActivityFile(models.AbstractModel):
    """客户活动档案 (C111, R298-R299): figures, opinions, list of papers, then the forms."""

    _name = "report.property_steward.report_activity_file"
    _description = "Activity File"
    _inherit = "steward.form.sheet"
    _form_model = "steward.community.activity"
    _title = _lt("Activity File")
    _subtitle = "name"
    _number = "number"
    _retention = PERMANENT
    _grid = (
        (Cell("kind_id.name", _lt("Kind")), Cell("community_id.name")),
        (Cell("date_begin"), Cell("date_end")),
        (Cell("place"), Cell("commander_id.name")),
        (Cell("steward_id.name"), Cell("state")),
        (Cell("participant_count"), Cell("opinion_count")),
        (Cell("answer_count"), Cell("satisfaction")),
        (Cell("no_survey_reason"),),
    )
    _tables = (
        Table(
            "check_ids",
            (
                Column("name", 45, _lt("Check")),
                Column("is_done", 10),
                Column("reason", 18),
                Column("done_by_id.name", 10),
                Column("done_at", 12),
            ),
            group="stage",
        ),
        Table(
            "task_ids",
            (
                Column("name", 35, _lt("Task")),
                Column("department_id.name", 15),
                Column("employee_id.name", 15),
                Column("date_due", 14),
                Column("done_at", 16),
            ),
        ),
        Table(
            "amendment_ids",
            (
                Column("create_date", 18, _lt("Amended on")),
                Column("form", 30),
                Column("create_uid.name", 15, _lt("By")),
                Column("reason", 32),
            ),
        ),
    )

    def _form_values(self, docs):
        values = super()._form_values(docs)
        sheets = []
        for activity, cover in zip(docs, values["sheets"], strict=True):
            cover["tables"].append(self._papers(activity))
            sheets += [cover, *self._forms_of(activity)]
        return {**values, "sheets": sheets}

    def _forms_of(self, activity):
        """Sheets of the forms that the activity has."""
        parts = (
            ("report_activity_planning", activity),
            ("report_activity_record", activity.record_id),
            ("report_activity_evaluation", activity.evaluation_id),
            ("report_meeting_summary", activity.filtered("calls_back_opinions")),
        )
        return [
            self.env[f"report.property_steward.{name}"]._sheet(doc)
            for name, docs in parts
            for doc in docs
        ]

    def _papers(self, activity):
        """Table of what is attached to the activity and its forms."""
        papers = [
            (label, paper.name)
            for record, name in self._paper_fields(activity)
            for label in (record._fields[name]._description_string(self.env),)
            # sudo: whoever may read the form reads the names of what belongs to it
            for paper in record.sudo()[name]
        ]
        return {
            "heads": [
                {"label": self.env._("Belongs to"), "width": 30},
                {"label": self.env._("Attachment"), "width": 65},
            ],
            "rows": [
                {"cells": cells, "number": number} for number, cells in enumerate(papers, start=1)
            ],
        }

    def _paper_fields(self, activity):
        """(record, field of attachments) of all that belongs to the file."""
        record, evaluation = activity.record_id, activity.evaluation_id
        return [
            (activity, "external_attachment_ids"),
            *((task, "attachment_ids") for task in activity.task_ids),
            *((check, "attachment_ids") for check in activity.check_ids),
            *((record, name) for name in record._document_fields),
            *((evaluation, name) for name in evaluation._document_fields),
        ]
