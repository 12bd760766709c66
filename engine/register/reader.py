"""Read a register: find its headings, fill merged cells down, yield one Row per dwelling."""

import re

from . import headings
from .cells import parse_cell
from .dates import find_month
from .doors import Door, building_code, entrance_code, looks_like_building, parse_door
from .rows import Column, Problem, Row, SheetPlan
from .states import NOT_HANDED_OVER, UNSOLD, is_catering, parse_segments, parse_yes
from .text import clean, raw_text

# titles, notes and letterheads stand above the heading row, seldom more than this
DEEPEST_HEADING = 30
LONGEST_TITLE = 3  # cells
SAMPLES = 3

# a dwelling without these inherits them from the one above: they are written once
_FILLED_DOWN = ("community", "building", "entrance", "steward")
_TOTAL = re.compile(r"(合计|小计|总计|累计|共计|平均|total|subtotal)[::]?.*", re.IGNORECASE)
_TITLE_END = re.compile(
    r"(业主|住户|客户|商户|租户|房屋|物业|入住|登记|台账|台帐|信息|资料|花名册|名册|名单|一户一档|档案|房源|明细)"
)
_PERSON_FIELDS = ("owner", "tenant", "brand", "resident")
_PLACE_FIELDS = ("door", "shop")


def guess_community(titles):
    """Return the community that title lines name ("春江花园业主信息登记台账"), or ""."""
    for title in titles:
        text = re.sub(r"^\d{4}年(?:\d{1,2}月)?(?:度)?", "", clean(title))
        if match := _TITLE_END.search(text):
            name = text[: match.start()].strip(" -—_:·《(【")
            if len(name) >= 2:
                return name
    return ""


def guess_as_of(titles):
    """Return the day for which the register holds ("截至2026年10月"), or None."""
    return next((day for day in map(find_month, titles) if day), None)


def _texts(cells):
    return [clean(cell) for cell in cells]


def _joined(upper, lower, merges, row):
    """Read a heading of two rows: the upper one names groups ("租户信息") over the lower."""
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    for merge in merges:
        if merge.first_row == row and merge.first_column < width:
            for index in range(merge.first_column, min(merge.last_column + 1, width)):
                upper[index] = upper[merge.first_column]
    groups = [re.sub(r"(信息|情况|资料|基本)+$", "", group) for group in upper]
    return [
        _grouped(group, text) if group != text else text
        for group, text in zip(groups, lower, strict=True)
    ]


def _grouped(group, text):
    """Read 姓名 under 租户 as 租户姓名, but 租期 under 租户 as it stands."""
    joined = f"{group}{text}"
    return text if headings.recognise(text) and not headings.recognise(joined) else joined


def _score(texts):
    keys = headings.recognise_all(texts)
    return (len({key for key in keys if key}) if headings.is_heading_row(keys) else 0), keys


def _find_heading(rows, merges):
    """Return (last row of the heading, texts, keys) of the best candidate, or (0, [], [])."""
    best, found = 0, (0, [], [])
    for index, (number, cells) in enumerate(rows):
        texts = _texts(cells)
        score, keys = _score(texts)
        if score > best:
            best, found = score, (number, texts, keys)
        if index + 1 < len(rows):
            joined = _joined(texts, _texts(rows[index + 1][1]), merges, number)
            score, keys = _score(joined)
            if score > best:
                best, found = score, (rows[index + 1][0], joined, keys)
    return found


def _columns(texts, keys):
    columns, seen = [], {}
    for index, (text, key) in enumerate(zip(texts, keys, strict=True)):
        if not text:
            continue
        seen[text] = seen.get(text, 0) + 1
        name = text if seen[text] == 1 else f"{text} #{seen[text]}"
        columns.append(Column(index, text, name, key))
    return columns


def plan_sheet(sheet):
    """Return the SheetPlan of a sheet, from its first rows alone."""
    head = []
    for number, cells in sheet.rows():
        head.append((number, cells))
        if number >= DEEPEST_HEADING:
            break
    heading_row, texts, keys = _find_heading(head, sheet.merges())
    plan = SheetPlan(sheet.name, header_row=heading_row)
    if not heading_row:
        return plan
    plan.columns = _columns(texts, keys)
    for number, cells in head:
        words = [text for text in _texts(cells) if text]
        if number < heading_row and words and len(words) <= LONGEST_TITLE:
            plan.titles.extend(words)
        if number > heading_row:
            _take_samples(plan.columns, cells)
    return plan


def _take_samples(columns, cells):
    for column in columns:
        if column.index < len(cells) and len(column.samples) < SAMPLES:
            text = raw_text(cells[column.index])
            if text and text not in column.samples:
                column.samples.append(text)


def plan_book(sheets):
    """Return the SheetPlan of every sheet; one that is no register has no heading row."""
    return [plan_sheet(sheet) for sheet in sheets]


class _Merged:
    """The merged cells of one sheet: each row sees the value of the range's first one."""

    def __init__(self, merges):
        self._starting = {}
        for merge in merges:
            if merge.last_row > merge.first_row:
                self._starting.setdefault(merge.first_row, []).append(merge)
        self._open = {}  # column: (last row, value)
        self.columns = {merge.first_column for merge in merges if merge.last_row > merge.first_row}

    def fill(self, number, cells):
        """Return the cells with merged values, and the columns that were filled."""
        cells = list(cells)
        filled = set()
        for column, (last_row, value) in list(self._open.items()):
            if number > last_row:
                del self._open[column]
                continue
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = value
            filled.add(column)
        for merge in self._starting.get(number, ()):
            if merge.first_column < len(cells):
                value = cells[merge.first_column]
                self._open[merge.first_column] = (merge.last_row, value)
        return cells, filled


class _SheetReader:
    """Turns the rows of one sheet into Row objects."""

    def __init__(self, sheet, plan, mapping, community):
        self.sheet = sheet
        self.community = community
        self.columns = [
            (column, key)
            for column in plan.columns
            if (key := mapping.get(column.key, column.field)) and key != "sequence"
        ]
        self.keys = {key for __, key in self.columns}
        self.header_row = plan.header_row
        self.heading_texts = {column.index: column.heading for column in plan.columns}
        self.above = {}
        self.building_of_sheet = sheet.name if looks_like_building(sheet.name) else ""

    def rows(self):
        merged = _Merged(self.sheet.merges())
        self.merged_columns = merged.columns
        pending = None
        for number, values in self.sheet.rows():
            if number <= self.header_row:
                continue
            cells, filled = merged.fill(number, values)
            if not self._is_data(cells, filled):
                continue
            row = self._row(number, cells)
            if pending and (self._continues(filled, row) or _complements(pending, row)):
                self._join(pending, row)
                continue
            if pending:
                yield pending
            pending = row
        if pending:
            yield pending

    def _is_data(self, cells, filled):
        """A dwelling has a door or a person of its own; titles, totals and signatures do not."""
        texts = [(index, clean(cell)) for index, cell in enumerate(cells) if index not in filled]
        words = [text for __, text in texts if text]
        if not words or _TOTAL.fullmatch(words[0]):
            return False
        repeated = sum(self.heading_texts.get(index) == text for index, text in texts if text)
        if repeated >= headings.FEWEST_COLUMNS:  # the heading again, on the next printed page
            return False
        telling = {
            column.index for column, key in self.columns if key in _PERSON_FIELDS + _PLACE_FIELDS
        }
        if not any(index in telling and text for index, text in texts):
            return False
        # "制表人：某某 … 审核：某某" below the list
        return not all(re.search(":", word) for word in words)

    def _continues(self, filled, row):
        """A second row under one merged door holds another owner of the same dwelling."""
        place = {column.index for column, key in self.columns if key in _PLACE_FIELDS}
        return bool(place) and place <= filled and row.has_household

    @staticmethod
    def _join(pending, row):
        for key, value in row.values.items():
            if not isinstance(value, list):
                pending.values.setdefault(key, value)
                continue
            mine = pending.values.setdefault(key, [])
            mine.extend(item for item in value if item not in mine)
        pending.problems.extend(
            problem
            for problem in row.problems
            if problem.column and problem not in pending.problems
        )

    def _row(self, number, cells):
        row = Row(self.sheet.name, number)
        for column, key in self.columns:
            value = cells[column.index] if column.index < len(cells) else None
            self._read_cell(row, column, key, value)
        values = row.values
        if values.get("building") and values["building"] != self.above.get("building"):
            self.above = {"community": self.above.get("community")}
        for key in _FILLED_DOWN:
            if values.get(key):
                self.above[key] = values[key]
            elif key in self.keys and self.above.get(key):
                values[key] = self.above[key]
        values.setdefault("community", self.community)
        self._place(row)
        self._people(row)
        return row

    def _read_cell(self, row, column, key, value):
        if key == "segment" and parse_yes(value):
            value = column.heading
        if key == "note":
            if text := clean(value):
                row.values.setdefault("asides", []).append(f"{column.heading}: {text}")
            return
        if code := parse_cell(row.values, key, value):
            row.problems.append(
                Problem(
                    row.sheet,
                    row.row,
                    code,
                    column.letter,
                    column.heading,
                    key,
                    raw_text(value),
                )
            )

    def _problem(self, row, code, key="", text=""):
        column = next((column for column, found in self.columns if found == key), None)
        row.problems.append(
            Problem(
                row.sheet,
                row.row,
                code,
                column.letter if column else "",
                column.heading if column else "",
                key,
                text,
            )
        )

    def _place(self, row):
        values = row.values
        building = values.get("building") or self.building_of_sheet
        entrance = values.get("entrance", "")
        if shop := values.pop("shop", ""):
            door = Door(building_code(building), entrance_code(entrance), shop)
            values["is_shop"] = True
        else:
            text = values.pop("door", "")
            door = parse_door(text, building, entrance)
            if not door:
                self._problem(row, "bad_door" if text else "no_door", "door", text)
                door = Door(building_code(building), entrance_code(entrance))
        values.update(building=door.building, entrance=door.entrance, room=door.room)
        if not values["community"]:
            self._problem(row, "no_community", "community")

    def _people(self, row):
        values = row.values
        if values.get("brand") and not values.get("tenant"):
            values["tenant"] = [values["brand"]]
        if "trade" in values:
            values["catering"] = is_catering(values["trade"])
        segments = set(values.get("segment", ())) | parse_segments(values.get("remark"))
        if segments:
            values["segment"] = sorted(segments)
        self._check_lease(row)
        owner, state = values.get("owner"), values.get("state")
        unusable = {problem.field for problem in row.problems if problem.code == "bad_phone"}
        for party in ("owner", "tenant"):
            phone = f"{party}_phone"
            if values.get(party) and not values.get(phone) and phone not in unusable:
                self._problem(row, "no_phone", phone)
        if owner and state in (UNSOLD, NOT_HANDED_OVER):
            self._problem(row, "owner_of_unsold", "state", "、".join(owner))
        if state == "let" and "tenant" in self.keys and not values.get("tenant"):
            self._problem(row, "let_without_tenant", "tenant")

    def _check_lease(self, row):
        start, end = row.values.get("lease_start"), row.values.get("lease_end")
        if start and end and end < start:
            key = "lease" if "lease" in self.keys else "lease_end"
            self._problem(row, "lease_reversed", key, f"{start} - {end}")
            del row.values["lease_end"]


def _door_key(row):
    values = row.values
    door = Door(values["building"], values["entrance"], values["room"])
    return values["community"], door.key


def _complements(first, second):
    """An owner's row followed by the tenant's row of the same door is one dwelling."""
    if not first.usable or not second.usable or _door_key(first) != _door_key(second):
        return False
    parties = [
        {party for party in ("owner", "tenant") if row.values.get(party)} for row in (first, second)
    ]
    return all(parties) and not parties[0] & parties[1]


def _identity(row):
    values = row.values
    return (
        frozenset(values.get("owner", ())),
        frozenset(values.get("tenant", ())),
    )


def read_rows(sheets, plans, mapping=None, community=""):
    """Yield a Row for every dwelling of the sheets, streaming.

    :param mapping: {column key: field key or None}, a person's corrections of the plans
    :param community: the name to take where neither a column nor a title names one
    """
    mapping = mapping or {}
    seen = {}
    for sheet, plan in zip(sheets, plans, strict=True):
        if not plan.is_register:
            continue
        name = community or guess_community(plan.titles)
        for row in _SheetReader(sheet, plan, mapping, name).rows():
            _mark_repetition(row, seen)
            yield row


def _mark_repetition(row, seen):
    """Two rows are the same only if door and people agree; a door alone may be a mistake."""
    if not row.usable:
        return
    key = _door_key(row)
    identity = _identity(row)
    if key not in seen:
        seen[key] = (row.sheet, row.row, identity)
        return
    sheet, number, people = seen[key]
    if people == identity:
        row.duplicate_of = (sheet, number)
        code = "duplicate"
    else:
        code = "door_twice"
    row.problems.append(Problem(row.sheet, row.row, code, text=f"{sheet} {number}".strip()))
