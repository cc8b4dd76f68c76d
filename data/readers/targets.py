"""A table of targets: a row an indicator and a column a financial year, or a row a target.

The wide form has columns such as ``Target 2017/18``; the long form has an indicator, a financial
year and a target column. Fills ``target``. A row, in what the report counts, is one filled
target cell.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from data.context import LoadContext, Recognition
from data.private_text import quoted as quoted_cell
from data.private_text import quoted_label
from data.readers.performance_workbook.cells import no_target
from data.readers.performance_workbook.headings import Row, month_columns
from data.readers.performance_workbook.loading import insert_rows
from data.readers.performance_workbook.matching import matched_term, units_in_label
from data.readers.performance_workbook.periods import financial_year_end
from data.readers.performance_workbook.scales import pounds_scale
from data.reports import TableReport
from data.sources.table import SourceTable, column_letter
from data.target_rows import target_row, target_unit
from data.target_text import Target, TargetError, parse_target
from data.vocabulary import Term

TABLE = "target"
_REFERENCE = re.compile(r"^(no\.?|ref\.?|reference|code|id|#|number)$", re.I)
_LABEL = re.compile(r"indicator|measure|objective|description|performance", re.I)
_NOT_LABEL = re.compile(r"baseline|target|actual|year|owner|comment|unit|rag", re.I)
_YEAR = re.compile(r"^(financial |fin\.? )?year$|^period$", re.I)
_TARGET = re.compile(r"^target( value| text)?$", re.I)
_OWNER = re.compile(
    r"^((target|indicator|measure|responsible|accountable|lead) )?(owner|officer|lead|manager|"
    r"director)$|^owned by$|^set by$",
    re.I,
)


@dataclass(frozen=True)
class _Header:
    """Positions count from 0; ``targets`` are (position, 31 March, money scale) of the columns.

    In the long form there is one target column, and ``year`` is the financial year's column.
    ``owner`` is the column of whoever answers for a target, ``title`` the line above the table.
    """

    row: int
    label: int
    reference: int | None
    targets: tuple[tuple[int, date | None, int], ...]
    year: int | None = None
    owner: int | None = None
    title: str | None = None


@dataclass(frozen=True)
class _Named:
    """What a row and its heading say of the unit: see data.target_rows.target_unit."""

    units: tuple[str, ...]
    percent_row: bool
    scale: int


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """A header with a label column and target columns, each of a financial year, and no months."""
    preview = source.preview
    if any(month_columns(row) for row in preview):
        return None
    headers = _headers(preview)
    if not headers:
        return None
    labels = [
        row[headers[0].label]
        for row in preview[headers[0].row + 1 :]
        if _has_label(row, headers[0])
    ]
    known = sum(
        matched_term(text or "", None, context.vocabulary).term is not None for text in labels
    )
    score = 0.5 + 0.5 * known / max(1, len(labels))
    return Recognition(TABLE, score, headers[0].row + 1, {"known": known})


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Load every target cell, or list it with its reason."""
    report = TableReport(source.file, source.sheet, TABLE)
    for rule, message in source.notes:
        report.warn(rule, message)
    rows = source.read_rows()
    headers = _headers(rows)
    found: list[dict] = []
    quoted = recognition.detail.get("known", 0) > 0
    for header, end in zip(headers, [h.row for h in headers[1:]] + [len(rows)], strict=True):
        for index in range(header.row + 1, end):
            if _has_label(rows[index], header):
                found += _row_targets(rows[index], index + 1, header, report, context, quoted)
    place = {"file": source.file, "sheet": source.sheet}
    insert_rows(context.connection, TABLE, [row | place for row in found])
    report.rows_loaded = len(found)
    report.rows_read = report.rows_loaded + report.rows_rejected
    return report


def _headers(rows: list[Row]) -> list[_Header]:
    found = (_wide(row, index) or _long(row, index) for index, row in enumerate(rows))
    return [
        replace(header, owner=_position(rows[header.row], _OWNER), title=_title(rows, header.row))
        for header in found
        if header
    ]


def _title(rows: list[Row], header: int) -> str | None:
    """The line right above a table, blank rows apart, where it is words that stand alone."""
    above = ([cell.strip() for cell in row if cell and cell.strip()] for row in rows[:header][::-1])
    nearest = next((cells for cells in above if cells), [])
    return nearest[0] if len(nearest) == 1 and nearest[0][0].isalpha() else None


def _wide(row: Row, index: int) -> _Header | None:
    targets = tuple(
        (position, year, pounds_scale(cell))
        for position, cell in enumerate(row)
        if cell and re.match(r"\s*target\b", cell, re.I) and (year := financial_year_end(cell))
    )
    label = _label_column(row)
    return (
        _Header(index, label, _reference(row), targets) if targets and label is not None else None
    )


def _long(row: Row, index: int) -> _Header | None:
    year = _position(row, _YEAR)
    target = _position(row, _TARGET)
    label = _position(row, _LABEL)
    if year is None or target is None or label is None:
        return None
    return _Header(index, label, _reference(row), ((target, None, 1),), year)


def _label_column(row: Row) -> int | None:
    """The column headed as a label, or else the first that is neither reference nor figures."""
    named = _position(row, _LABEL)
    if named is not None:
        return named
    return next(
        (
            position
            for position, cell in enumerate(row)
            if cell and not _REFERENCE.match(cell.strip()) and not _NOT_LABEL.search(cell)
        ),
        None,
    )


def _reference(row: Row) -> int | None:
    return _position(row, _REFERENCE)


def _position(row: Row, pattern: re.Pattern[str]) -> int | None:
    return next((at for at, cell in enumerate(row) if cell and pattern.search(cell.strip())), None)


def _cell(row: Row, position: int | None) -> str:
    inside = position is not None and position < len(row)
    return (row[position] or "").strip() if inside and position is not None else ""


def _has_label(row: Row, header: _Header) -> bool:
    return bool(_cell(row, header.label)) and any(_cell(row, at) for at, *_ in header.targets)


def _row_targets(
    row: Row,
    number: int,
    header: _Header,
    report: TableReport,
    context: LoadContext,
    quoted: bool,
) -> list[dict]:
    """The row's targets as rows of the table; what is not loaded is counted and listed.

    Labels are quoted only in a table that has a known one: others may list people's names.
    """
    label = _cell(row, header.label)
    filled = [(at, year, scale) for at, year, scale in header.targets if _cell(row, at)]
    match = matched_term(label, _cell(row, header.reference), context.vocabulary)
    if match.term is None:
        names = ", ".join(f"{column_letter(at + 1)}{number}" for at, *_ in filled)
        report.rows_rejected += len(filled)
        report.reject(
            "unknown_indicator",
            f"{quoted_label(label) if quoted else 'The label'}: {match.problem}. "
            f"Not loaded: {names}.",
            number,
            column_letter(header.label + 1),
        )
        return []
    found: list[dict] = []
    left: Target | None = None
    for at, year, scale in filled:
        named = _Named(units_in_label(label), any("%" in (cell or "") for cell in row), scale)
        named_year = year or financial_year_end(_cell(row, header.year))
        try:
            left, read = _target(row, (at, number), named_year, match.term, named, left)
        except TargetError as fault:
            report.rows_rejected += 1
            report.reject("target", str(fault), number, column_letter(at + 1))
            continue
        found.append(read | {"owner": _cell(row, header.owner) or None, "title": header.title})
        _tell_extra(left, f"{column_letter(at + 1)}{number}", report)
    return found


def _target(
    row: Row,
    place: tuple[int, int],
    year: date | None,
    term: Term,
    named: _Named,
    left: Target | None,
) -> tuple[Target, dict]:
    """One cell's target, and its row of the table. Raises TargetError where it cannot be loaded."""
    at, number = place
    text = _cell(row, at)
    if year is None:
        raise TargetError(
            f"{quoted_cell(text)} has no financial year beside it: write one, such as 2025/26"
        )
    if empty := no_target(text):
        raise TargetError(f"{quoted_cell(text)} found: {empty.meaning}")
    target = parse_target(text, term.better, left)
    target = _as_left(target, left)
    unit = target_unit(target, named.units, named.percent_row, term)
    if unit == "pounds" and target.unit is None and not target.ditto:
        target = _scaled(target, named.scale)
    cell = f"{column_letter(at + 1)}{number}"
    return target, target_row(target, term, unit, year) | {"cell": cell}


def _as_left(target: Target, left: Target | None) -> Target:
    """A place among councils, with what the cell to its left says and it does not.

    Among whom, and which way: after ``37 or less``, the top quartile is the lowest.
    """
    if not target.quartile or left is None:
        return target
    op = left.op if target.op is None and left.op in ("<=", ">=", "<", ">") else target.op
    return replace(target, among=target.among or left.among, op=op)


def _scaled(target: Target, scale: int) -> Target:
    return replace(
        target,
        value=None if target.value is None else target.value * scale,
        upper=None if target.upper is None else target.upper * scale,
    )


def _tell_extra(target: Target, cell: str, report: TableReport) -> None:
    if target.extra:
        report.warn(
            "target_extra",
            f"‘{target.text}’: {target.value:g} is the target; the {target.extra:g} more in "
            "brackets is kept beside it and not added.",
            cell,
        )
