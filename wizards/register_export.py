import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..engine.workbook import table_to_xlsx


class RegisterExport(models.TransientModel):
    """A register on its way into an Excel file (R118): what was chosen, between the click and
    the download. Everything is read with the rights of whoever downloads it."""

    _name = "steward.register.export"
    _description = "Export of a Register"

    register = fields.Char(required=True)
    record_ids = fields.Json()
    period_id = fields.Many2one("steward.form.period", ondelete="cascade")

    @api.model
    def _registers(self):
        """The registers (`Register`) by their names: each room has its own."""
        return {}

    @api.model
    def _export(self, register, records):
        """Action that downloads `register` of `records`.

        The web client sends no more identifiers than a limit says; beyond it, all records of
        the list's domain are meant.
        """
        limit = int(
            # sudo: a setting of the web client
            self.env["ir.config_parameter"].sudo().get_param("web.active_ids_limit", 20000)
        )
        domain = self.env.context.get("active_domain")
        if domain and len(records) >= limit:
            records = records.search(domain)
        through = self._registers()[register].through
        if through:
            records = records[through]
        return self.create({"register": register, "record_ids": records.ids})._download_action()

    def _download_action(self):
        return {
            "type": "ir.actions.act_url",
            "url": f"/property_steward/register/{self.id}",
            "target": "download",
        }

    def _file(self):
        """Name and content of the XLSX file; the export is logged.

        :raise AccessError: for anybody but who asked for it, and for records that are not theirs
        """
        self.ensure_one()
        if self.create_uid != self.env.user:
            raise AccessError(self.env._("Only the person who asked for this export may have it."))
        if self.period_id:
            title, headings, rows = self.period_id._coverage_table()
            model = "steward.visit.plan.line"
        else:
            title, headings, rows, model = self._content()
        self.env["steward.export.log"]._log("xlsx", model, len(rows), title)
        return f"{title} {fields.Date.context_today(self)}.xlsx", table_to_xlsx(
            title, headings, rows
        )

    def _content(self):
        register = self._registers()[self.register]
        title = self.env._(register.title)
        records = self._records(register)
        columns = [path for path in register.columns if self._is_readable(records, path.split("."))]
        headings = [
            self.env._(register.headings[path])
            if path in register.headings
            else self._heading(records, path.split("."))
            for path in columns
        ]
        rows = [
            [
                self._cell(record, path.split("."))
                if path not in register.needed or record[register.needed[path]]
                else None
                for path in columns
            ]
            for record in records
        ]
        return title, headings, rows, register.model

    def _records(self, register):
        """The chosen records.

        :raise AccessError: when one of them is not the user's
        """
        records = self.env[register.model].browse(self.record_ids or [])
        records.check_access("read")
        chosen = records.exists()
        if hasattr(chosen, "_without_confidential"):
            # R022: a file goes round
            chosen = chosen._without_confidential()
        return chosen.filtered(register.needs) if register.needs else chosen

    def _is_readable(self, records, path):
        for name in path:
            field = records._fields[name]
            if not records._has_field_access(field, "read"):
                return False
            if field.relational:
                records = records.env[field.comodel_name]
        return True

    def _heading(self, records, path):
        """Label of the path's first field that says what it is: "Visitor" for steward_id.name,
        but "Building Area" for household_unit_id.building_area."""
        field = records._fields[path[0]]
        if len(path) > 1 and path[-1] != "name":
            for name in path[:-1]:
                records = records.env[records._fields[name].comodel_name]
            field = records._fields[path[-1]]
        return field._description_string(self.env)

    def _cell(self, record, path):
        for name in path[:-1]:
            record = record[name]
        if len(record) != 1:
            return "、".join(str(value) for value in record.mapped(path[-1]) if value)
        value, field = record[path[-1]], record._fields[path[-1]]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "datetime" and value:
            return self._local(record, value)
        if value is False:
            return None
        return value

    def _local(self, record, moment):
        """Local time of the record's community, else of the user."""
        community = "community_id" in record._fields and record.community_id
        if community:
            return community._to_local(moment)
        return pytz.utc.localize(moment).astimezone(self.env.tz).replace(tzinfo=None)
