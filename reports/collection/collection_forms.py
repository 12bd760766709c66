from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature, Table

_lt = LazyTranslate(__name__)


class CollectionRecord(models.AbstractModel):
    """欠费催收记录 (C047, R168): what is owed, why, what was done about it, what was promised."""

    _name = "report.property_steward.report_collection_record"
    _description = "Arrears Chasing Record"
    _inherit = "steward.form.sheet"
    _form_model = "steward.collection"
    _title = _lt("Arrears Chasing Record")
    _grid = (
        (Cell("partner_id.name", _lt("Household")), Cell("door")),
        (Cell("phone", _lt("Phone")), Cell("steward_id.name", _lt("Steward"))),
        (Cell("overdue"), Cell("oldest_due")),
        (Cell("not_due"), Cell("opened_on", _lt("Chased since"))),
        (Cell("cause_id.name", _lt("Cause of the Arrears")), Cell("case_id.name", _lt("Matter"))),
        (Cell("cause_note", height=18),),
        (Cell("state"), Cell("closed_reason")),
    )
    _tables = (
        Table(
            "action_ids",
            (
                Column("kind", 16),
                Column("period_end", 12),
                Column("done_on", 12, _lt("Done on")),
                Column("delivery", 13),
                Column("delivered_by_id.name", 12, _lt("Delivered by")),
                Column("state", 10),
                Column("closed_note", 20),
            ),
        ),
        Table(
            "visit_ids",
            (
                Column("start", 16),
                Column("steward_id.name", 11),
                Column("mode_id.name", 13, _lt("By")),
                Column("collection_result", 15),
                Column("collection_note", 40),
            ),
        ),
        Table(
            "promise_ids",
            (
                Column("made_on", 14),
                Column("date_promised", 14),
                Column("amount", 17),
                Column("promised_by", 16),
                Column("amount_paid", 17),
                Column("state", 17),
            ),
        ),
    )
    _signatures = (
        Signature(_lt("Steward:"), "steward_id.name"),
        Signature(_lt("Checked by:")),
    )


class CollectionLetter(models.AbstractModel):
    """The papers that are delivered (R168): reminder notice (催缴通知), formal notice (催款函),
    draft of the lawyer's letter (律师函)."""

    _name = "report.property_steward.report_collection_letter"
    _description = "Letter about Arrears"
    _inherit = "steward.form"
    _form_model = "steward.collection.action"
    _widths = (22, 34, 16, 12, 16)

    def _form_values(self, docs):
        papers = docs.filtered("is_paper")
        if docs and not papers:
            papers._refuse_paper()
        lines = papers._open_items()
        return {
            **super()._form_values(papers),
            "letters": [self._letter(paper, lines[paper]) for paper in papers],
        }

    def _letter(self, paper, lines):
        # sudo: name and office phone of a steward are for the household to read
        steward = paper.sudo().steward_id
        phone = steward.work_phone or paper.community_id.hotline or ""
        figures = paper._letter_figures(lines)
        words = {
            "overdue": figures["overdue"],
            "day": self._long_day(figures["oldest_due"]),
            "days": paper._days_to_pay(),
            "company": paper.company_id.name,
            "community": paper.community_id.name,
        }
        title, paragraphs = {
            "formal_notice": self._formal_words,
            "lawyer": self._lawyer_words,
        }.get(paper.kind, self._reminder_words)(words)
        return {
            "action": paper,
            "title": title,
            "paragraphs": paragraphs,
            "figures": figures,
            "pages": self._letter_pages(lines),
            "steward": " ".join(filter(None, (steward.name, phone))),
            "sender": self.env._("Law firm: ________________  Lawyer: ____________")
            if paper.kind == "lawyer"
            else paper.company_id.name,
            "today": paper.community_id._today(),
        }

    def _reminder_words(self, words):
        return self.env._("Reminder of Payment"), [
            self.env._(
                "According to our books, %(overdue)s of your fees are overdue, the oldest since "
                "%(day)s. You may have overlooked it: please pay within %(days)s days. If you have "
                "paid already, thank you, and please forgive this reminder.",
                **words,
            )
        ]

    def _formal_words(self, words):
        return self.env._("Formal Notice of Payment"), [
            self.env._(
                "According to our books, %(overdue)s of your fees are overdue, the oldest since "
                "%(day)s. We have reminded you of them before.",
                **words,
            ),
            self.env._(
                "We formally ask you to pay this amount within %(days)s days of receiving this "
                "notice. If you do not pay, we reserve the right to hand the matter to a lawyer. "
                "If something keeps you from paying, please tell your steward, so that it can be "
                "put right.",
                **words,
            ),
        ]

    def _lawyer_words(self, words):
        return self.env._("Lawyer's Letter (Draft)"), [
            self.env._(
                "Entrusted by %(company)s, our law firm writes to you about the fees that you owe "
                "to it for the service of your property in %(community)s.",
                **words,
            ),
            self.env._(
                "According to its books, %(overdue)s are overdue, the oldest since %(day)s. "
                "Reminders by notice, phone and visit remained without success. You are asked to "
                "pay this amount within %(days)s days of receiving this letter. Otherwise our "
                "client will take legal action, whose costs you would bear as well.",
                **words,
            ),
        ]

    def _letter_pages(self, lines):
        rows = [
            {
                "cells": [
                    line.number or "",
                    line.label or "",
                    self._day(line.date_due),
                    str(line.days_late),
                    line.currency_id.format(line.residual),
                ]
            }
            for line in lines
        ]
        return self._pages(rows, self._widths, first=75, last=70)
