import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.register import plan_book, read_rows, to_json
from .register_people import PeopleSeen
from .register_slice import Item, RegisterSlice
from .register_writer import RegisterWriter

_logger = logging.getLogger(__name__)

# rows of one slice: it holds as a whole or not at all
SLICE_ROWS = 250
# after so many rows, and whenever they have doubled, the database counts its tables anew
ANALYSE_ROWS = 1000


class RegisterImport(models.Model):
    """The work itself, in slices: after an error or a killed server it goes on where it was."""

    _inherit = "steward.register.import"

    progress = fields.Float(compute="_compute_progress", help="Percent of the rows.")

    def _compute_progress(self):
        Row = self.env["steward.register.import.row"]
        groups = Row._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state"], ["__count"]
        )
        rows, pending = {}, {}
        for job, state, count in groups:
            rows[job.id] = rows.get(job.id, 0) + count
            if state == "pending":
                pending[job.id] = count
        for job in self:
            read = rows.get(job.id, 0)
            if job.job == "preview":
                job.progress = min(100.0, 100.0 * read / max(job.total_rows, 1))
            elif job.state in ("running", "failed", "done") and read:
                job.progress = 100.0 * (read - pending.get(job.id, 0)) / read
            else:
                job.progress = 0.0

    # in the background

    @api.model
    def _cron_run_jobs(self):
        """Work on what waits, a slice at a time, each committed with its progress."""
        # sudo: scheduled action; each import is done with the rights of who started it
        jobs = self.sudo().search([("job", "!=", False)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=sum(job._remaining_rows() for job in jobs))
        for job in jobs:
            if not job._run_in_background(cron):
                return

    def _remaining_rows(self):
        if self.job == "apply":
            return self.env["steward.register.import.row"].search_count(self._pending_domain())
        return self.total_rows

    def _run_in_background(self, cron):
        """Return False when the time of the scheduled action is up."""
        worker = self.with_user(self.user_id).with_context(
            lang=self.user_id.lang,
            tz=self.user_id.tz,
            allowed_company_ids=self.company_id.ids,
        )
        try:
            for count in worker._slices():
                if not cron._commit_progress(count):
                    return not self.job
        except psycopg2.OperationalError:
            raise  # a conflict with somebody else's work: the scheduled action tries again
        except Exception as error:
            _logger.exception("Register import %s failed", self.id)
            self.write({"job": False, "state": "failed", "error": str(error)})
            return bool(cron._commit_progress(0))
        return True

    def _slices(self):
        return self._preview_slices() if self.job == "preview" else self._apply_slices()

    # preview

    def _preview_slices(self):
        """Stage the rows that are not staged yet; yields the number of each slice."""
        staged = self._staged_rows()
        seen = PeopleSeen()
        batch = []
        for item in self._read_items():
            if (item.sheet, item.row) in staged:
                seen.add(item)
                continue
            batch.append(item)
            if len(batch) == SLICE_ROWS:
                yield self._preview(batch, seen)
                batch = []
        if batch:
            yield self._preview(batch, seen)
        self._finish_preview()

    def _staged_rows(self):
        rows = self.env["steward.register.import.row"].search_read(
            [("import_id", "=", self.id)], ["sheet", "row_no"], load=None
        )
        return {(row["sheet"], row["row_no"]) for row in rows}

    def _read_items(self):
        sheets = self._open()
        mapping = {column.key: column.field_key for column in self.column_ids}
        community = self.community_id.name or self.community_name or ""
        for row in read_rows(sheets, plan_book(sheets), mapping, community):
            if self.community_id:
                row.values["community"] = community
            problems = [
                {
                    "code": problem.code,
                    "column": problem.column,
                    "heading": problem.heading,
                    "field": problem.field,
                    "text": problem.text,
                }
                for problem in row.problems
            ]
            twice = any(problem.code in ("duplicate", "door_twice") for problem in row.problems)
            yield Item(row.sheet, row.row, row.values, problems, row.usable and not twice)

    def _preview(self, items, seen):
        with self.env.cr.savepoint():
            planned = RegisterSlice(self, items, seen).preview()
            self.env["steward.register.import.row"].create(
                [
                    {**self._row_values(item), **vals}
                    for item, vals in zip(items, planned, strict=True)
                ]
            )
        self._forget()
        return len(items)

    def _row_values(self, item):
        values = item.values
        people = [name for role in ("owner", "tenant") for name in values.get(role, ())]
        return {
            "import_id": self.id,
            "sheet": item.sheet,
            "row_no": item.row,
            "payload": to_json(values),
            "findings": item.problems,
            "usable": item.usable,
            "community_name": values.get("community"),
            "building_name": values.get("building"),
            "steward_name": values.get("steward"),
            "people": "、".join(people),
        }

    def _forget(self):
        """Memory must not grow with the rows."""
        self.env.flush_all()
        self.env.invalidate_all(flush=False)

    def _finish_preview(self):
        self._fill_stewards()
        self.write({"job": False, "state": "previewed", "counts": self._count()})

    # writing

    def _pending_domain(self):
        return Domain("import_id", "=", self.id) & Domain("state", "=", "pending")

    def _pending_rows(self, limit=None):
        return self.env["steward.register.import.row"].search(
            self._pending_domain(), limit=limit or SLICE_ROWS, order="id"
        )

    def _drop_rows(self):
        self.row_ids.unlink()
        self.steward_ids.unlink()
        self.counts = False

    def _reopen_rows(self):
        """What failed is tried again, what waited for a decision goes on if it has one."""
        Row = self.env["steward.register.import.row"]
        mine = Domain("import_id", "=", self.id)
        decided = Domain("owner_decision", "!=", False) | Domain("tenant_decision", "!=", False)
        again = Domain("state", "=", "failed") | (Domain("state", "=", "waiting") & decided)
        Row.search(mine & again).write({"state": "pending"})

    def _apply_slices(self):
        self._prepare_places()
        written, measured = 0, ANALYSE_ROWS
        while rows := self._pending_rows():
            count = self._apply(rows)
            written += count
            if written >= measured:
                measured = 2 * written
                self._analyse()
            yield count
        self.write({"job": False, "state": "done", "counts": self._count()})

    def _analyse(self):
        """Tell the database that its tables have grown: the plans of foreign keys and updates
        that it made while they were small walk over all rows, each time."""
        for model in (
            "res.partner",
            "steward.unit",
            "steward.occupancy",
            "steward.register.import.row",
        ):
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(self.env[model]._table)))

    def _apply(self, rows):
        """Write a slice; if it does not hold, row by row, so that one row spoils only itself."""
        count = len(rows)
        try:
            self._write_rows(rows)
        except (UserError, psycopg2.IntegrityError, psycopg2.DataError):
            for row in rows:
                try:
                    self._write_rows(row)
                except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as error:
                    row.write({"state": "failed", "error": str(error)})
        self._forget()
        return count

    def _write_rows(self, rows):
        with self.env.cr.savepoint():
            results = RegisterWriter(self, rows._items()).apply()
            for row, vals in results.items():
                row.write(vals)
            self.env.flush_all()
