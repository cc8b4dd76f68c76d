"""Period 13 and the closedown, stacked with period 12 in one table: March, told again."""

from collections.abc import Sequence
from datetime import date

from data.counted_text import counted
from data.readers.budget_monitor.entries import Entry
from data.reports import TableReport


def last_told(entries: Sequence[Entry], month: date, report: TableReport) -> list[Entry]:
    """The entries of a month with those left out that a later closing period tells again.

    A closing period takes the place of all that was told before where it has at least half of
    those lines, else of the lines that it has. What is left out is rejected, with a warning.
    """
    stays: list[Entry] = []
    for closing in sorted({each.closing for each in entries}):
        fresh = [each for each in entries if each.closing == closing]
        lines = {_line(each) for each in fresh}
        again = [each for each in stays if _line(each) in lines]
        if stays and closing:
            gone = stays if 2 * len(again) >= len(stays) else again
            _tell(gone, stays, closing, month, report)
            stays = [each for each in stays if each not in gone]
        stays += fresh
    return sorted(stays, key=lambda each: each.number)


def _line(entry: Entry) -> tuple[str, str, str]:
    return entry.group, entry.label, entry.nature


def _tell(
    gone: list[Entry], before: list[Entry], closing: int, month: date, report: TableReport
) -> None:
    for entry in gone:
        report.reject(
            "restated",
            f"Period {closing} tells this line of {month:%B %Y} again, or all of that month; that "
            "is counted. Nothing to do.",
            entry.number,
        )
    report.rows_rejected += len(gone)
    stay = len(before) - len(gone)
    report.warn(
        "restated",
        f"Period {closing} tells {month:%B %Y} again: {counted(len(gone), 'row')} before it give "
        "way" + (f", and {counted(stay, 'row')} that it does not have count on." if stay else "."),
    )
