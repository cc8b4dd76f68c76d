"""What a person should look at in rows that were loaded: counted by column, never row by row."""

from collections import Counter
from datetime import date

from data.contracts import code_sets
from data.convert import REMEDIES, WRONG, conversion
from data.database import literal, quote
from data.private_text import FEWEST_TO_NAME, shape, shown, shown_code
from data.readers.case_codes import note_unmapped
from data.readers.case_dates import warn_of_dates
from data.readers.case_rows import FAULTS, TYPED, CaseRows
from data.readers.case_texts import CODES, DAYS
from data.readers.found_column import STAGED, FoundColumn
from data.reports import TableReport
from data.sources.table import column_letter

_ROWS_NAMED = 3
_CODES_NAMED = 8
_ISO_DAY = r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?"
_SOUND = f"_row NOT IN (SELECT _row FROM {FAULTS})"


def warn_of_content(rows: CaseRows, report: TableReport) -> None:
    """Unread values, unknown codes, codes out of their years, future dates, ends before starts."""
    unread = _unread(rows)
    may_be_odd = not _all_days_are_iso(rows)
    for each in rows.columns:
        if each.name in unread:
            _warn_of_unread(rows, each, report)
        if each.column.type in ("date", "month") and may_be_odd:
            warn_of_dates(rows, each, report)
        if each.column.codes:
            _warn_of_unknown_codes(rows, each, report)
            _tell_of_mapped_codes(rows, each, report)
            _warn_of_codes_out_of_years(rows, each, report)
        if each.column.type == "date" and not each.column.may_be_future:
            _warn_of_future(rows, each, report)
        if each.column.not_before in {other.name for other in rows.columns}:
            _warn_of_order(rows, each, report)


def _unread(rows: CaseRows) -> set[str]:
    """The columns of which some value could not be read."""
    tests = ", ".join(f"bool_or({each.bad})" for each in rows.columns)
    found = rows.connection.execute(f"SELECT {tests} FROM {TYPED}").fetchone()
    return {each.name for each, is_bad in zip(rows.columns, found, strict=True) if is_bad}


def _all_days_are_iso(rows: CaseRows) -> bool:
    """Whether every date of the table is written as 2025-03-31, which leaves no doubt."""
    (others,) = rows.connection.execute(
        f"SELECT count(*) FROM {DAYS} WHERE NOT regexp_full_match(text, ?)", [_ISO_DAY]
    ).fetchone()
    return not others


def _warn_of_unread(rows: CaseRows, each: FoundColumn, report: TableReport) -> None:
    if each.column.type in ("code", "text") or each.column.needs == "value":
        return
    count, first = _counted(rows, each.bad)
    if not count:
        return
    rule = conversion(each.column.type, "''").rule or ""
    raw = rows.connection.execute(
        f"SELECT {quote(each.heading)} FROM {STAGED} WHERE _row = ?", [first[0]]
    ).fetchone()
    found = shown((raw[0] or "").strip(), each.column.is_private, is_date=rule == "bad_date")
    report.warn(
        rule,
        f"{each.name} {WRONG[rule]} in {_in_rows(count, first)}, and counts as blank there; the "
        f"first is {found}. {REMEDIES[rule]}",
        _cell(each, first[0]),
    )


def _warn_of_unknown_codes(rows: CaseRows, each: FoundColumn, report: TableReport) -> None:
    """What several rows share is named where it can only be a code, and otherwise by its shape."""
    found = rows.connection.execute(
        f"SELECT {quote(each.name)}, count(*), min(_row) FROM {TYPED} WHERE {quote(each.name)} IN "
        f"(SELECT code FROM {CODES} WHERE name = {literal(each.name)} AND NOT is_known) "
        f"AND {_SOUND} GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    if not found:
        return
    note_unmapped(rows.connection, report, each, [(code, seen) for code, seen, _ in found])
    count = sum(seen for _, seen, _ in found)
    may_name = _shown_codes([(code, seen) for code, seen, _ in found], each.column.is_private)
    named = f": {', '.join(may_name[:_CODES_NAMED])}" if may_name else ""
    first = sorted(row for _, _, row in found)
    report.warn(
        "unmapped_code",
        f"{each.name} is outside the standard's codes in {_in_rows(count, first)}{named}. "
        "Kept as written, and shown as not recognised until they are mapped on the data quality "
        "page.",
        _cell(each, first[0]),
    )


def _tell_of_mapped_codes(rows: CaseRows, each: FoundColumn, report: TableReport) -> None:
    """What only the council's own mapping knows: as what it was read, and in how many rows."""
    found = rows.connection.execute(
        f"SELECT code, count(*), min(_row) FROM {STAGED} AS s JOIN {CODES} AS c "
        f"ON c.text = s.{quote(each.heading)} AND c.name = {literal(each.name)} AND c.is_mapped "
        f"WHERE {_SOUND} GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    if not found:
        return
    count, first = sum(seen for _, seen, _ in found), sorted(row for _, _, row in found)
    named = [f"{code or 'nothing recorded'} ({seen:,})" for code, seen, _ in found]
    more = f" and {len(named) - _CODES_NAMED} more" if len(named) > _CODES_NAMED else ""
    report.warn(
        "mapped_code",
        f"{each.name} is read by the council's mapping in {_in_rows(count, first)}: as "
        f"{', '.join(named[:_CODES_NAMED])}{more}. The data quality page lists the mapping.",
        _cell(each, first[0]),
    )


def _shown_codes(found: list[tuple[str, int]], is_private: bool) -> list[str]:
    """Each value that enough rows share, or its shape, with how many rows have it."""
    counts: Counter[str] = Counter()
    for code, seen in found:
        if seen >= FEWEST_TO_NAME:
            counts[f"of the shape '{shape(code)}'" if is_private else shown_code(code)] += seen
    return [f"{said} ({seen:,})" for said, seen in counts.most_common()]


def _warn_of_codes_out_of_years(rows: CaseRows, each: FoundColumn, report: TableReport) -> None:
    """A code that had ended, or not begun, in the year ending 31 March of the row's date."""
    dated = next((c for c in rows.columns if c.name == each.column.dated_by), None)
    limited = [c for c in code_sets()[each.column.codes].codes if c.first or c.last]
    if dated is None or not limited:
        return
    year = f"year({quote(dated.name)} + INTERVAL 9 MONTH)"
    tests = [
        f"({quote(each.name)} = {literal(c.code)} AND {year} NOT BETWEEN {c.first or 0} "
        f"AND {c.last or 9999})"
        for c in limited
    ]
    count, first = _counted(rows, " OR ".join(tests))
    if count:
        report.warn(
            "code_out_of_year",
            f"{each.name} is a code not in use in the year of {dated.name} in "
            f"{_in_rows(count, first)}. Kept as written.",
            _cell(each, first[0]),
        )


def _warn_of_future(rows: CaseRows, each: FoundColumn, report: TableReport) -> None:
    today = date.today().isoformat()
    count, first = _counted(rows, f"{quote(each.name)} > DATE {literal(today)}")
    if count:
        report.warn(
            "future_date",
            f"{each.name} is still to come in {_in_rows(count, first)}. Kept as written; look "
            "for mistyped years.",
            _cell(each, first[0]),
        )


def _warn_of_order(rows: CaseRows, each: FoundColumn, report: TableReport) -> None:
    before = each.column.not_before or ""
    count, first = _counted(rows, f"{quote(each.name)} < {quote(before)}")
    if count:
        report.warn(
            "ends_before_start",
            f"{each.name} comes before {before} in {_in_rows(count, first)}. Kept as written; "
            "correct it in the case system.",
            _cell(each, first[0]),
        )


def _counted(rows: CaseRows, test: str) -> tuple[int, list[int]]:
    """How many sound rows pass a test, and the numbers of the first few."""
    count, first = rows.connection.execute(
        f"SELECT count(*), min(_row, {_ROWS_NAMED}) FROM {TYPED} WHERE ({test}) AND {_SOUND}"
    ).fetchone()
    return count, first or []


def _in_rows(count: int, first: list[int]) -> str:
    """``1 row (7)``; ``2 rows (2, 4)``; ``143 rows (2, 9, 16 …)``."""
    named = ", ".join(str(row) for row in first[:_ROWS_NAMED])
    more = " …" if count > min(len(first), _ROWS_NAMED) else ""
    return f"{count:,} row{'' if count == 1 else 's'} ({named}{more})"


def _cell(each: FoundColumn, row: int) -> str:
    return f"{column_letter(each.position)}{row}"
