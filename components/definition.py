"""How an indicator is counted: in words, by example, and as its query."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dash import html

from components.numbers import whole
from components.periods import long_month
from components.position import compared_with
from queries.catalogue import Example, Indicator
from queries.tellers import Teller
from queries.trends.view import Trend
from queries.trends.wording import value_text

_BETTER = {
    "higher": "A higher figure is better.",
    "lower": "A lower figure is better.",
    "neither": "Neither a high nor a low figure is better in itself.",
}


def definition_panel(trend: Trend, exports: Sequence[Teller] = (), missing: str = "") -> html.Div:
    """Definition, why it matters, parts, published counterpart, whom it is compared with, which of
    those are ``missing``, and which ``exports`` it can be counted from."""
    indicator = trend.indicator
    terms = [
        ("Numerator", indicator.numerator),
        ("Denominator", indicator.denominator),
        ("Published as", indicator.published_as),
        ("Difference from the published figure", indicator.published_difference),
        ("National codes", ", ".join((*indicator.codes, *indicator.plan_references))),
        ("Compared with", _compared(trend)),
        ("Without a figure", missing),
        *_exports(exports),
        ("Control chart", trend.why_no_control_chart),
        ("Note", " ".join(trend.notes)),
    ]
    return html.Div(
        [
            html.H2("How it is counted"),
            html.P(indicator.definition),
            html.P(f"{indicator.why} {_BETTER[indicator.better]}", className="quiet"),
            html.Dl(
                [html.Div([html.Dt(name), html.Dd(text)]) for name, text in terms if text],
                className="terms",
            ),
        ],
        className="definition",
    )


def _exports(exports: Sequence[Teller]) -> list[tuple[str, str]]:
    """Those that can tell it, what some leave out, and why each of the others cannot."""
    able = ", ".join(each.kind.title for each in exports if each.why_not is None)
    less = [(f"From {each.kind.title}", each.but) for each in exports if each.but]
    unable = [(f"Not from {each.kind.title}", each.why_not) for each in exports if each.why_not]
    return [("Counted from", able), *less, *unable]


def _compared(trend: Trend) -> str:
    if trend.why_no_band:
        return trend.why_no_band
    seen = trend.latest.neighbour_count if trend.latest else None
    names = ", ".join(each.name for each in trend.comparator.members)
    listed = f": {names}" if len(trend.comparator.members) <= 20 else ""
    return f"{compared_with(trend.comparator, seen)}{listed}"


def worked_examples(indicator: Indicator) -> html.Section | None:
    """The examples that the tests run, as tables and a sentence; None where there is none."""
    if not indicator.example:
        return None
    return html.Section(
        [html.H2("Worked examples")] + [_example(indicator, each) for each in indicator.example],
        className="section",
    )


def _example(indicator: Indicator, example: Example) -> html.Details:
    return html.Details(
        [
            html.Summary(example.title),
            *[_given(table, rows, example.title) for table, rows in example.given.items()],
            html.P(html.Strong(_expected(indicator, example))),
        ],
        className="example",
    )


def _expected(indicator: Indicator, example: Example) -> str:
    """'In June 2025: 1 of 2, 50%.', or what else the example expects."""
    unit = example.unit or indicator.unit
    expect = dict(example.expect)
    said = []
    if expect.get("numerator") is not None and expect.get("denominator") is not None:
        said.append(f"{whole(expect.pop('numerator'))} of {whole(expect.pop('denominator'))}")
    for name, value in expect.items():
        if name == "value":
            places = indicator.places(unit)
            said.append(value_text(value, unit, places, True) if value is not None else "no value")
        else:
            said.append(f"{name} {whole(value) or 'none'}")
    part = f", {example.split.replace('_', ' ')} {example.member}" if example.split else ""
    return f"In {long_month(date.fromisoformat(f'{example.month}-01'))}{part}: {', '.join(said)}."


def _given(table: str, rows: Sequence[Mapping[str, Any]], example: str) -> html.Div:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return html.Div(
        html.Table(
            [
                html.Caption(table),
                html.Thead(html.Tr([html.Th(name, scope="col") for name in columns])),
                html.Tbody(
                    [html.Tr([html.Td(_cell(row.get(name))) for name in columns]) for row in rows]
                ),
            ],
            className="figures",
        ),
        className="table-scroll",
        tabIndex="0",
        role="region",
        **{"aria-label": f"Rows of {table}: {example}"},
    )


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def query_text(indicator: Indicator) -> html.Section | None:
    """The query that counts the cases; None for an indicator that is not computed."""
    if not indicator.computed:
        return None
    return html.Section(
        [
            html.H2("The query"),
            html.Details(
                [
                    html.Summary(f"{indicator.slug}.sql: one row for each thing counted"),
                    html.Pre(
                        html.Code(indicator.sql_file.read_text(encoding="utf-8")), tabIndex="0"
                    ),
                ],
                className="example",
            ),
        ],
        className="section",
    )
