"""Forms that say which fields stand where, and leave the rest to the shell.

A sheet (`steward.form.sheet`) is one record on a page: a grid of fields, a table of its lines,
boxes for signatures. A ledger (`steward.form.ledger`) is a table of records, cut into pages,
one set of pages per community. Labels are those of the fields unless a form has its own word.
"""

import base64
from dataclasses import dataclass

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate
from odoo.tools.image import image_data_uri, image_process

_lt = LazyTranslate(__name__)

# pixels of a picture on paper
PHOTO_SIZE = (640, 480)


@dataclass(frozen=True)
class Cell:
    """A field on a form. `path` is a path of fields; `height` in millimetres leaves room to
    write; `ticks` shows all values of a selection as boxes."""

    path: str
    label: object = None
    height: int = 0
    ticks: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table: the path of a field, per cent of the width, and perhaps its word."""

    path: str
    width: int
    label: object = None


@dataclass(frozen=True)
class Table:
    """Lines of a sheet: the path of a field of many, its columns, and perhaps a selection of
    the lines that begins a group."""

    path: str
    columns: tuple
    group: str = ""


@dataclass(frozen=True)
class Signature:
    """A box to sign in: who signs, and the paths of name and moment where they are known."""

    label: object
    name: str = ""
    moment: str = ""
    image: str = ""


class FieldsForm(models.AbstractModel):
    """Values and labels of fields as they stand on paper."""

    _name = "steward.form.fields"
    _description = "Printed Form of Fields"
    _inherit = "steward.form"
    _title = None
    _signatures = ()
    # field without which a record has no such form, for example the repair of a case
    _needs = ""

    def _meant(self, docs):
        """Those of `docs` that have this form.

        :raise UserError: where none of them has
        """
        meant = docs.filtered(self._needs) if self._needs else docs
        if docs and not meant:
            raise UserError(
                self.env._(
                    "“%(form)s” belongs to another kind of record than the ones chosen.",
                    form=self.env._(self._title),
                )
            )
        return meant

    def _heading(self, records, path, label=None):
        """The form's own word, else the label of the path's field (of the first one where it
        goes on to a name)."""
        if label is not None:
            return self.env._(label)
        names = path.split(".")
        if len(names) > 1 and names[-1] != "name":
            for name in names[:-1]:
                records = records.env[records._fields[name].comodel_name]
            names = names[-1:]
        return records._fields[names[0]]._description_string(self.env)

    def _text(self, record, path):
        """What a form shows of `path`: local times, labels of values, a list of many."""
        names = path.split(".")
        for name in names[:-1]:
            record = record[name]
        if len(record) != 1:
            texts = (self._text_of(one, names[-1]) for one in record)
            return "、".join(text for text in texts if text)
        return self._text_of(record, names[-1])

    def _text_of(self, record, name):
        value, field = record[name], record._fields[name]
        texts = {
            "boolean": lambda: self.env._("Yes") if value else "",
            "selection": lambda: self._label(record, name),
            "date": lambda: self._day(value),
            "datetime": lambda: self._moment(self._community_of(record), value),
            "monetary": lambda: (
                record[field.get_currency_field(record)].format(value) if value else ""
            ),
            "many2one": lambda: value.display_name or "",
            "one2many": lambda: "、".join(value.mapped("display_name")),
            "many2many": lambda: "、".join(value.mapped("display_name")),
            "html": lambda: value.striptags() if value else "",
            "integer": lambda: str(value),
            "float": lambda: f"{value:g}",
        }
        return texts.get(field.type, lambda: value or "")()

    def _community_of(self, record):
        return record.community_id if "community_id" in record._fields else False

    def _signature_boxes(self, record):
        return [
            {
                "label": self.env._(box.label),
                "name": self._text(record, box.name) if record and box.name else "",
                "date": self._text(record, box.moment) if record and box.moment else "",
                "image": next(iter(record.mapped(box.image)), False)
                if record and box.image
                else False,
            }
            for box in self._signatures
        ]

    def _pages_of(self, records, columns, **room):
        """Pages of a table of `records`."""
        rows = [
            {"cells": [self._text(record, column.path) for column in columns]} for record in records
        ]
        return self._pages(rows, [column.width for column in columns], **room)

    def _heads(self, records, columns):
        return [
            {"label": self._heading(records, column.path, column.label), "width": column.width}
            for column in columns
        ]


class SheetForm(models.AbstractModel):
    """One record on a page: `_grid` is a tuple of rows of one or two cells."""

    _name = "steward.form.sheet"
    _description = "Printed Sheet"
    _inherit = "steward.form.fields"
    _grid = ()
    _number = ""
    _subtitle = ""
    # form code and period of retention, where the procedure gives one (R299)
    _code = ""
    _retention = None
    # path of the pictures that stand below the tables
    _photos = ""
    _tables = ()

    def _form_values(self, docs):
        meant = self._meant(docs)
        return {**super()._form_values(meant), "sheets": [self._sheet(doc) for doc in meant]}

    def _sheet(self, doc):
        return {
            "community": self._community_of(doc),
            "title": self.env._(self._title),
            "subtitle": self._text(doc, self._subtitle) if self._subtitle else "",
            "number": self._text(doc, self._number) if self._number else "",
            "code": self._code,
            "retention": self.env._(self._retention) if self._retention else "",
            "photos": self._photo_uris(doc),
            "rows": [[self._cell(doc, cell) for cell in row] for row in self._grid],
            "tables": [self._table_values(doc[table.path], table) for table in self._tables],
            "signatures": self._signature_boxes(doc),
        }

    def _photo_uris(self, doc):
        """The pictures, no larger than they are printed."""
        if not self._photos:
            return []
        # sudo: whoever may read the record sees its pictures
        pictures = doc.mapped(self._photos).sudo()
        return [
            image_data_uri(base64.b64encode(image_process(picture.raw, size=PHOTO_SIZE)))
            for picture in pictures
            if (picture.mimetype or "").startswith("image/")
        ]

    def _table_values(self, lines, table):
        rows, group = [], ""
        for line in lines:
            if table.group and line[table.group] != group:
                group = line[table.group]
                rows.append({"group": self._text(line, table.group), "number": 0})
            number = rows[-1]["number"] + 1 if rows else 1
            cells = [self._text(line, column.path) for column in table.columns]
            rows.append({"cells": cells, "number": number})
        return {"heads": self._heads(lines, table.columns), "rows": rows}

    def _cell(self, doc, cell):
        names = cell.path.split(".")
        return {
            "label": self._heading(doc, cell.path, cell.label),
            "text": "" if cell.ticks else self._text(doc, cell.path),
            "choices": self._choices(
                doc.mapped(".".join(names[:-1])) if names[1:] else doc, names[-1]
            )
            if cell.ticks
            else [],
            "height": cell.height,
        }


class LedgerForm(models.AbstractModel):
    """A register on paper: the chosen records of each community, with what they add up to.

    `_counted` are paths of selections whose values are counted below the table.
    """

    _name = "steward.form.ledger"
    _description = "Printed Register"
    _inherit = "steward.form.fields"
    _table_columns = ()
    _counted = ()
    _signatures = (Signature(_lt("Compiled by:")), Signature(_lt("Checked by:")))

    def _form_values(self, docs):
        records = self._ledger_records(docs)
        by_community = records.grouped(self._community_of)
        return {
            **super()._form_values(docs),
            "title": self.env._(self._title),
            "heads": self._heads(records, self._table_columns),
            "ledgers": [
                {
                    "community": community,
                    "pages": self._pages_of(chosen, self._table_columns, orientation="landscape"),
                    "figures": self._figures(chosen),
                }
                for community, chosen in by_community.items()
            ],
            "signatures": self._signature_boxes(False),
        }

    def _ledger_records(self, docs):
        """Hook: the records that the table lists."""
        return self._meant(docs)

    def _figures(self, records):
        """How often each value occurs, as sentences."""
        figures = [self.env._("Total: %(count)s", count=len(records))]
        for path in self._counted:
            texts = [self._text(record, path) for record in records]
            counts = ", ".join(
                self.env._("%(value)s %(count)s", value=text, count=texts.count(text))
                for text in dict.fromkeys(texts)
                if text
            )
            if counts:
                figures.append(f"{self._heading(records, path)}: {counts}")
        return figures
