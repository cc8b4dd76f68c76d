"""The quirks of real exports, each by its own name: what it does to a table, and at what cost.

A quirk either leaves every row to be read as before, or ``loses`` rows that it then notes in the
draft. Those that are not ``in_xml`` have no like there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from numpy.random import Generator

from data.sample.formats.dirty.draft import Draft
from data.sample.formats.dirty.helper_columns import with_helpers, with_region
from data.sample.formats.dirty.spelled_dates import dates_as_text, dates_with_time, serials

NBSP = "\u00a0"
_BLANKS = ("-", "n/a", "NULL", "#N/A")
_UNREAD = ("31/02/2025", "tbc 2025", "2025-13-45")


@dataclass(frozen=True)
class Quirk:
    """``told`` says what it does; ``loses``: whether rows can no longer be read."""

    name: str
    told: str
    apply: Callable[[Draft, Generator], None]
    loses: bool = False
    in_xml: bool = False


def unreadable_dates(draft: Draft, rng: Generator) -> None:
    for row, column in draft.struck_cells(rng, [role.needed for role in draft.roles], 0.003):
        draft.rows[row][column] = str(rng.choice(_UNREAD))
        draft.lost.add(row)


def blank_ids(draft: Draft, rng: Generator) -> None:
    for row, column in draft.struck_cells(rng, [role.is_key for role in draft.roles], 0.003):
        draft.rows[row][column] = None
        draft.lost.add(row)


def ids_with_spaces(draft: Draft, rng: Generator) -> None:
    for row, column in draft.struck_cells(rng, [role.is_id for role in draft.roles]):
        if text := draft.rows[row][column]:
            space, at = str(rng.choice([" ", NBSP])), int(rng.integers(len(str(text)) + 1))
            draft.rows[row][column] = f"{str(text)[:at]}{space}{str(text)[at:]}"


def ids_as_numbers(draft: Draft, rng: Generator) -> None:
    for row, column in draft.struck_cells(rng, [role.is_id for role in draft.roles], 0.3):
        text = draft.rows[row][column]
        if isinstance(text, str) and text.isdecimal():
            draft.rows[row][column] = f"{text}.0"


def texts_with_spaces(draft: Draft, rng: Generator) -> None:
    for row, column in draft.struck_cells(rng, [True] * len(draft.roles)):
        if isinstance(text := draft.rows[row][column], str) and text:
            draft.rows[row][column] = str(rng.choice([f" {text}", f"{text}  ", f"{text}{NBSP}"]))


def codes_otherwise(draft: Draft, rng: Generator) -> None:
    coded = [bool(role.codes) or role.is_flag for role in draft.roles]
    for row, column in draft.struck_cells(rng, coded, 0.03):
        text = draft.rows[row][column]
        forms = draft.roles[column].spellings(text) if isinstance(text, str) else ()
        if forms:
            draft.rows[row][column] = str(rng.choice(forms))


def blanks_written(draft: Draft, rng: Generator) -> None:
    for row, column in draft.struck_cells(rng, [True] * len(draft.roles), 0.05):
        if draft.rows[row][column] is None and row not in draft.lost:
            draft.rows[row][column] = str(rng.choice(_BLANKS))


def dates_of_1900(draft: Draft, rng: Generator) -> None:
    dated = [
        any(isinstance(row[column], date) for row in draft.rows)
        for column in range(len(draft.roles))
    ]
    for row, column in draft.struck_cells(rng, dated, 0.05):
        if draft.rows[row][column] is None:
            draft.rows[row][column] = "1900-01-01"


def repeated_rows(draft: Draft, rng: Generator) -> None:
    for position in sorted(draft.struck(rng), reverse=True):
        if draft.sources[position] is not None and draft.sources[position] not in draft.lost:
            draft.rows.insert(position + 1, list(draft.rows[position]))
            draft.sources.insert(position + 1, draft.sources[position])


def repeated_headings(draft: Draft, rng: Generator) -> None:
    position = int(rng.integers(len(draft.rows) // 2, len(draft.rows) + 1))
    draft.rows.insert(position, list(draft.headings))
    draft.sources.insert(position, None)


def footer_rows(draft: Draft, rng: Generator) -> None:
    width = len(draft.headings)
    for text in (None, "Applied filters: Team is not (Blank)"):
        draft.rows.append([text, *[None] * (width - 1)])
        draft.sources.append(None)


def headings_otherwise(draft: Draft, rng: Generator) -> None:
    """Spaces, nbsp, capitals and the other kind of quotes, one way or another in each heading."""
    for position, heading in enumerate(draft.headings):
        forms = [f" {heading}", f"{heading} ", heading.replace(" ", NBSP), heading.upper()]
        if "'" in heading or "’" in heading:
            forms.append(heading.translate(str.maketrans("'’‘", "’''")))
        draft.headings[position] = str(rng.choice(forms)) if heading else heading


def title_rows(draft: Draft, rng: Generator) -> None:
    draft.above += [("Children’s services: monthly extract",), (), ("Printed by the report tool",)]


def windows_text(draft: Draft, rng: Generator) -> None:
    draft.encoding = "cp1252"


def utf_16(draft: Draft, rng: Generator) -> None:
    draft.encoding = "utf-16"


def byte_order_mark(draft: Draft, rng: Generator) -> None:
    draft.encoding = "utf-8-sig"


def blank_copy(draft: Draft, rng: Generator) -> None:
    draft.blank_copy = True


_ALL = (
    Quirk("unreadable_dates", "a date that no row can do without cannot be read", unreadable_dates,
          loses=True),
    Quirk("blank_ids", "an ID that no row can do without is blank", blank_ids, loses=True),
    Quirk("ids_with_spaces", "spaces and nbsp in and about IDs", ids_with_spaces),
    Quirk("ids_as_numbers", "IDs of figures alone end in .0", ids_as_numbers),
    Quirk("texts_with_spaces", "spaces and nbsp about texts", texts_with_spaces),
    Quirk("codes_otherwise", "codes with letters or labels, or labels in their place",
          codes_otherwise, in_xml=True),
    Quirk("dates_of_1900", "1900-01-01 for a date that is blank", dates_of_1900, in_xml=True),
    Quirk("blanks_written", "-, n/a, NULL or #N/A for what is blank", blanks_written),
    Quirk("dates_with_time", "a column of dates with the time of midnight", dates_with_time,
          in_xml=True),
    Quirk("dates_as_text", "a column of dates as texts: 31/03/2025, 31/03/25, 31-Mar-2025",
          dates_as_text),
    Quirk("serials", "a column of dates as a spreadsheet's day numbers", serials),
    Quirk("repeated_rows", "rows that stand twice", repeated_rows),
    Quirk("repeated_headings", "the headings once more among the rows", repeated_headings),
    Quirk("footer_rows", "a blank row and the report tool's filters below the last", footer_rows),
    Quirk("with_region", "columns LA, Year and Month, as a region adds them", with_region),
    Quirk("with_helpers", "columns that somebody's formulas filled", with_helpers),
    Quirk("headings_otherwise", "headings with spaces, capitals and other quotes",
          headings_otherwise),
    Quirk("title_rows", "title rows above the headings", title_rows),
    Quirk("windows_text", "a text file in Windows-1252", windows_text),
    Quirk("utf_16", "a text file in UTF-16", utf_16),
    Quirk("byte_order_mark", "a text file in UTF-8 with its mark", byte_order_mark),
    Quirk("blank_copy", "the table once more, with its headings alone", blank_copy),
)  # fmt: skip
QUIRKS = {each.name: each for each in _ALL}
"""Every quirk by its name, in the order in which they are applied."""
