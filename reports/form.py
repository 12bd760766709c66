from odoo import api, fields, models
from odoo.tools.misc import format_date

from ..engine.paginate import line_count, paginate, split_row

# millimetres of an A4 page inside the margins of the paper formats, less a reserve for what the
# estimate of heights gets wrong
PAGE_WIDTH = {"portrait": 180, "landscape": 273}
PAGE_HEIGHT = {"portrait": 268, "landscape": 181}
# of the parts of the shell
HEAD_HEIGHT = 38
SIGNATURES_HEIGHT = 24
FOOT_HEIGHT = 7
TABLE_HEAD_HEIGHT = 8
# of a table row: text lines and padding
LINE_HEIGHT = 4.5
ROW_PADDING = 1.7
# of a cell (padding) and of half a Chinese character at the lists' 9 pt
CELL_PADDING = 2.4
CHARACTER_WIDTH = 1.6


class Form(models.AbstractModel):
    """What every printed form needs: values in the community's time zone, ticked boxes, pages.

    A form is `report.property_steward.<template>`, inherits this one, names `_form_model` and
    adds its own values in `_form_values`. It is rendered in the language of whoever prints it.
    """

    _name = "steward.form"
    _description = "Printed Form"
    _form_model = None

    @api.model
    def _get_report_values(self, docids, data=None):
        docs = self.env[self._form_model].browse(docids or [])
        # related values of a record that may not be read would be shown without asking
        if not docs._transient:
            docs.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": self._form_model,
            "docs": docs,
            "data": data,
            "day": self._day,
            "long_day": self._long_day,
            "moment": self._moment,
            "choices": self._choices,
            "label": self._label,
            "printed_at": self._printed_at,
            **self._form_values(docs),
        }

    def _form_values(self, docs):
        """Hook: further values for the template."""
        return {"doc_count": len(docs)}

    # --- values -----------------------------------------------------------------------------

    @api.model
    def _day(self, date):
        """`date` as it stands in a table; a datetime must be local already."""
        return date.strftime("%Y-%m-%d") if date else ""

    @api.model
    def _long_day(self, date):
        """`date` as it stands in a letter, in the language of the form."""
        return format_date(self.env, date, date_format="long") if date else ""

    @api.model
    def _moment(self, community, moment):
        """`moment` (naive UTC) in the time zone of `community`."""
        if not moment:
            return ""
        return self._local(community, moment).strftime("%Y-%m-%d %H:%M")

    @api.model
    def _local(self, community, moment):
        if community:
            return community._to_local(moment)
        return fields.Datetime.context_timestamp(self, moment).replace(tzinfo=None)

    @api.model
    def _printed_at(self, community):
        return self._moment(community, fields.Datetime.now())

    @api.model
    def _label(self, record, field):
        """Label of a selection's value in the language of the form."""
        return dict(record._fields[field]._description_selection(self.env)).get(record[field], "")

    @api.model
    def _choices(self, record, field, chosen=None):
        """All values of a selection as (label, ticked)."""
        value = record[field] if chosen is None else chosen
        return [
            (label, bool(value) and key == value)
            for key, label in record._fields[field]._description_selection(self.env)
        ]

    # --- pages ------------------------------------------------------------------------------

    @api.model
    def _pages(  # noqa: PLR0913 -- what stands where on a page
        self, rows, widths, *, orientation="portrait", first=0, each=0, last=SIGNATURES_HEIGHT
    ):
        """Cut `rows` (dicts whose `cells` are texts) into pages.

        :param widths: per cent of the page's width that each column takes
        :param first: millimetres that the form takes beside its table on the first page only
        :param each: millimetres that it takes on each page
        :param last: millimetres that it takes below the table on the last page
        :return: pages as dicts: number, total, and rows with their `number` in the table
        """
        columns = [
            max(1, int((PAGE_WIDTH[orientation] * width / 100 - CELL_PADDING) / CHARACTER_WIDTH))
            for width in widths
        ]
        room = PAGE_HEIGHT[orientation] - HEAD_HEIGHT - FOOT_HEIGHT - TABLE_HEAD_HEIGHT - each
        limit = int((room - first - ROW_PADDING) / LINE_HEIGHT)
        parts, heights = [], []
        for number, row in enumerate(rows, start=1):
            # a row that is higher than a page goes on under the heading of the next one
            for index, cells in enumerate(self._parts(row["cells"], columns, limit)):
                parts.append(dict(row, cells=cells, number="" if index else number))
                lines = max(map(line_count, cells, columns))
                heights.append(ROW_PADDING + LINE_HEIGHT * lines)
        slices = paginate(heights, room - first, room, last)
        return [
            {"number": number, "total": len(slices), "rows": parts[start:stop], "offset": start}
            for number, (start, stop) in enumerate(slices, start=1)
        ]

    @api.model
    def _parts(self, cells, columns, limit):
        if max(map(line_count, cells, columns)) <= limit:
            return [cells]
        return split_row(cells, columns, limit)
