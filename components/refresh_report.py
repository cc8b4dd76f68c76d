"""What a refresh read: each table of each file, what was loaded, what was not and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from components.numbers import counted

_COUNTS = (
    ("rows_read", "Read"),
    ("rows_loaded", "Loaded"),
    ("rows_rejected", "Rejected"),
    ("rows_withdrawn", "Withdrawn"),
)
MOST_SHOWN = 50

Report = Mapping[str, Any]


def totals(reports: Sequence[Report]) -> str:
    """'24 files: 53,120 rows read, 52,987 loaded, 133 rejected.'"""
    sums = {name: sum(each[name] for each in reports) for name, _ in _COUNTS}
    files = counted(len({each["file"] for each in reports}), "file")
    words = [f"{sums['rows_loaded']:,} loaded", f"{sums['rows_rejected']:,} rejected"]
    if sums["rows_withdrawn"]:
        words.append(f"{sums['rows_withdrawn']:,} withdrawn")
    return f"{files}: {counted(sums['rows_read'], 'row')} read, {', '.join(words)}."


def report_table(reports: Sequence[Report]) -> html.Div:
    """One row a table found in a file."""
    head = [("File", ""), ("Sheet", ""), ("Holds", "")]
    head += [(name, "number") for _, name in _COUNTS] + [("To look at", "number")]
    table = html.Table(
        [
            html.Caption("What the refresh read", className="visually-hidden"),
            html.Thead(
                html.Tr([html.Th(name, scope="col", className=kind) for name, kind in head])
            ),
            html.Tbody([_report_row(each) for each in reports]),
        ],
        className="figures",
    )
    return html.Div(
        table, className="table-scroll", role="region", tabIndex="0", **{"aria-label": "Files read"}
    )


def _report_row(report: Report) -> html.Tr:
    rejected = report["rows_rejected"]
    return html.Tr(
        [
            html.Th(report["file"], scope="row"),
            html.Td(report["sheet"] or ""),
            html.Td((report["table"] or "").replace("_", " ") or html.Strong("not recognised")),
        ]
        + [
            html.Td(
                f"{report[name]:,}",
                className="number strong" if name == "rows_rejected" and rejected else "number",
            )
            for name, _ in _COUNTS
        ]
        + [
            html.Td(
                f"{len(report['warnings']):,}" if report["warnings"] else "", className="number"
            )
        ]
    )


def findings(reports: Sequence[Report]) -> html.Div:
    """Rejects and warnings, by rule and file, the rejects first."""
    blocks = [
        block
        for report in reports
        for block in (
            _block(report, "rejects", "Rejected"),
            _block(report, "warnings", "To look at"),
        )
        if block
    ]
    if not blocks:
        return html.Div(html.P("Nothing was rejected and nothing needs a look."))
    return html.Div(blocks)


def _block(report: Report, kind: str, title: str) -> html.Section | None:
    found = report[kind]
    if not found:
        return None
    place = report["file"] + (f" [{report['sheet']}]" if report["sheet"] else "")
    rules = Counter(each["rule"] for each in found)
    return html.Section(
        [html.H3(f"{title}: {place}")]
        + [
            _rule(rule, count, [each for each in found if each["rule"] == rule])
            for rule, count in rules.most_common()
        ],
        className="findings",
    )


def _rule(rule: str, count: int, found: Sequence[Mapping[str, Any]]) -> html.Details:
    more = count - MOST_SHOWN
    lines = [html.Li(_finding(each)) for each in found[:MOST_SHOWN]]
    if more > 0:
        lines.append(html.Li(f"… and {more:,} more in the download"))
    return html.Details(
        [html.Summary(f"{rule.replace('_', ' ').capitalize()} ({count:,})"), html.Ul(lines)],
        open=count <= 8,
        className="example",
    )


def _finding(each: Mapping[str, Any]) -> list:
    """'row 12, column DOB: …' or 'E19: …'."""
    place = each.get("cell") or ", ".join(
        f"{name} {each[name]}" for name in ("row", "column") if each.get(name)
    )
    return [html.Strong(f"{place}: "), each["message"]] if place else [each["message"]]
