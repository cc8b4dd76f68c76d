"""The rows below the headings, each sum in pounds; what cannot be read is named by its cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from data.convert import is_placeholder
from data.money import UNIT_NAMES, NotAnAmount, amount, declared_scales, percentages, plain_text
from data.private_text import quoted
from data.readers.budget_monitor.headings import Column, Header, Row, found_header
from data.readers.budget_monitor.words import declared_signs
from data.readers.finance_period import closing_period, period_of_cell
from data.settings import Finance

MOST_THOUSANDS = 2_000_000
"""As £'000 it is £2bn, more than any council spends on children: so large a sum is in pounds."""


class Undeclared(ValueError):
    """The sheet does not say its unit, sign or month, or is not to be loaded for another reason.

    ``rule`` names which, the text says what to do.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass
class Entry:
    """One row with figures: ``pounds`` by role, income and variances as they are typed.

    ``closing`` is 13 or 14 for a row of such a period, ``percents`` what a percentage may mean.
    """

    number: int
    label: str
    group: str = ""
    nature: str = ""
    period: date | None = None
    closing: int = 0
    commentary: str | None = None
    pounds: dict[str, float] = field(default_factory=dict)
    percents: dict[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass
class Sheet:
    """A sheet's rows: entries and, by their row, the headings among them (label alone).

    ``empty`` are rows in which no sum can be read, ``beyond`` those of a second table.

    ``steps`` is the last place typed in each role's column, in pounds; ``sign`` is 1 where the
    sheet or settings declare an overspend positive, -1 negative, None where they do not.
    """

    header: Header
    entries: list[Entry] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    steps: dict[str, float] = field(default_factory=dict)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    sign: int | None = None

    def cell(self, role: str, number: int) -> str:
        """A role's cell in a row, such as J19."""
        column = self.header.one(role)
        return f"{column.letter if column else 'A'}{number}"


def titles_above(rows: Sequence[Row], header: Header) -> list[str]:
    """The texts above the headings."""
    return [
        plain_text(cell) for row in rows[: header.first] for cell in row if (cell or "").strip()
    ]


def read_sheet(rows: Sequence[Row], header: Header, settings: Finance, year: date | None) -> Sheet:
    """All rows below the headings. ``year`` dates a column of periods.

    Raises Undeclared where a sum's unit is said nowhere.
    """
    sheet = Sheet(header)
    notes = [*titles_above(rows, header), *_notes_below(rows, header)]
    scale = _declared_scale(notes, settings) or _only_pounds(rows, header)
    ends = _second_table(rows, header)
    for at in range(header.last + 1, ends):
        _read_row(rows[at], at + 1, sheet, scale, year)
    sheet.beyond = [
        at + 1 for at in range(ends, len(rows)) if any(map(_size, _money_cells(rows[at], header)))
    ]
    sheet.sign = _declared_sign([*notes, *(each.heading for each in header.columns)], settings)
    return sheet


def _second_table(rows: Sequence[Row], header: Header) -> int:
    """Where a second table begins: at a row that heads the columns of money otherwise than the
    headings do, with two different texts or more and no figure; else the end."""
    for at in range(header.last + 1, len(rows)):
        texts = {cell for cell in _money_cells(rows[at], header) if not is_placeholder(cell)}
        named = len(texts) >= 2 and not any(_may_be_figure(text) for text in texts)
        if named and found_header([rows[at]]) is None:
            return at
    return len(rows)


def _money_cells(row: Row, header: Header) -> list[str]:
    return [text for each in header.money() if (text := _text(row, each))]


def _may_be_figure(text: str) -> bool:
    return any(character.isdigit() for character in text) or text.startswith("#")


def _notes_below(rows: Sequence[Row], header: Header) -> list[str]:
    """Texts of rows that hold no figure."""
    money = [each.position for each in header.money()]
    return [
        plain_text(cell)
        for row in rows[header.last + 1 :]
        if is_note(row) or not any(at < len(row) and (row[at] or "").strip() for at in money)
        for cell in row
        if (cell or "").strip()
    ]


def is_note(row: Row) -> bool:
    """Whether a row is one text, in whichever column, as a note or a heading is."""
    cells = [cell for cell in row if (cell or "").strip()]
    if len(cells) != 1:
        return False
    try:
        return amount(cells[0]) is None
    except NotAnAmount:
        return True


def _declared_scale(notes: list[str], settings: Finance) -> int | None:
    """The sheet's unit, by its own words or else by settings.

    Raises Undeclared where its words name two.
    """
    named = {scale for text in notes for scale in declared_scales(text)}
    if len(named) > 1:
        listed = " and ".join(UNIT_NAMES[scale] for scale in sorted(named))
        raise Undeclared(
            "unit", f"The titles and notes name {listed}: write each column's unit in its heading."
        )
    return named.pop() if named else settings.scale


def _only_pounds(rows: Sequence[Row], header: Header) -> int | None:
    """1 where a sum is so large that it can be nothing but pounds; else None."""
    cells = (cell for row in rows[header.last + 1 :] for cell in _money_cells(row, header))
    return 1 if any(_size(cell) > MOST_THOUSANDS for cell in cells) else None


def _size(cell: str | None) -> float:
    try:
        found = amount(cell)
    except NotAnAmount:
        return 0.0
    return 0.0 if found is None or found.has_suffix else abs(float(found.typed))


def _declared_sign(texts: list[str], settings: Finance) -> int | None:
    signs = {sign for text in texts for sign in declared_signs(text)}
    return signs.pop() if len(signs) == 1 else (None if signs else settings.sign)


def _read_row(row: Row, number: int, sheet: Sheet, scale: int | None, year: date | None) -> None:
    """One row into the sheet's entries or headings; a row of headings again is passed over."""
    header = sheet.header
    texts = _money_cells(row, header)
    if texts and not any(map(_may_be_figure, texts)) and found_header([row]):
        return
    if is_note(row):
        sheet.headings[number] = next(plain_text(cell) for cell in row if (cell or "").strip())
        return
    labels = [_text(row, each) for each in header.having("label")]
    entry = Entry(
        number,
        label=next((each for each in reversed(labels) if each), ""),
        group=labels[0] if len(labels) > 1 else "",
        nature=_text(row, header.one("nature")),
        commentary=_text(row, header.one("commentary")) or None,
    )
    for column in header.money():
        _read_sum(row, column, entry, sheet, scale)
    for column in header.columns:
        if column.percent:
            entry.percents[column.role] = percentages(_text(row, column))
    if entry.pounds:
        if period := header.one("period"):
            entry.period = period_of_cell(_text(row, period), year)
            entry.closing = closing_period(_text(row, period))
        sheet.entries.append(entry)
    elif texts:
        sheet.empty.append(number)
    elif entry.label:
        sheet.headings[number] = entry.label


def _read_sum(row: Row, column: Column, entry: Entry, sheet: Sheet, scale: int | None) -> None:
    text = _text(row, column)
    cell = f"{column.letter}{entry.number}"
    try:
        found = amount(text)
    except NotAnAmount:
        sheet.unreadable.append((cell, quoted(text)))
        return
    if found is None:
        return
    own = found.own_scale if found.has_suffix else None
    used = own or column.scale or scale or found.own_scale
    if used is None:
        raise Undeclared(
            "unit",
            f"Nothing says whether {cell} is in £, £'000 or £m: write it above the headings or in "
            'each, or in settings.toml: [finance] unit = "thousands".',
        )
    entry.pounds[column.role] = found.pounds(used)
    step = max(0.01, used * 10.0**-found.places)
    sheet.steps[column.role] = min(sheet.steps.get(column.role, step), step)


def _text(row: Row, column: Column | None) -> str:
    if column is None or column.position >= len(row):
        return ""
    return plain_text(row[column.position] or "")
