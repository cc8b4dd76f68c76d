"""The cases of a figure: a grid to sort and filter, and the file with all of them."""

from datetime import date

from dash import dcc, html

from components.numbers import whole
from queries.catalogue import Indicator
from queries.drill_down import CaseList


def case_grid(
    indicator: Indicator, cases: CaseList, period: str, links: dict[str, str]
) -> html.Div:
    """``period`` names the month and member shown. ``links``: 'csv' and 'close'."""
    heading = f"Cases counted in {period}: {cases.count:,}"
    if cases.is_share and cases.denominator:
        heading += f" ({whole(cases.numerator)} of {whole(cases.denominator)})"
    fewer = cases.count - len(cases.rows)
    return html.Div(
        [
            html.Div(
                [
                    html.H2(heading, id="cases"),
                    html.Span(
                        [
                            html.A("Download all as CSV", href=links["csv"], className="menu-link"),
                            dcc.Link(
                                "Close",
                                href=links["close"],
                                className="menu-link",
                                id="close-cases",
                            ),
                        ],
                        className="menu-links",
                    ),
                ],
                className="section-head",
            ),
            html.P(_counts(indicator, cases.is_share), className="quiet"),
            html.P(
                f"The first {len(cases.rows):,} are listed; the file has the other {fewer:,} too.",
                className="quiet",
            )
            if fewer
            else None,
            html.Details(
                [html.Summary("Columns"), html.Div(className="case-columns")],
                className="case-column-choice",
            ),
            html.Div(className="case-grid", id={"type": "case-grid", "name": indicator.slug}),
            dcc.Store(id={"type": "cases", "name": indicator.slug}, data=_data(cases, heading)),
        ],
        className="section cases",
    )


def _counts(indicator: Indicator, is_share: bool) -> str:
    """What numerator and denominator are, in the indicator's words."""
    if not is_share:
        return f"Counted: {indicator.numerator}."
    return f"Numerator: {indicator.numerator}. Denominator: {indicator.denominator}."


def _data(cases: CaseList, label: str) -> dict:
    """Rows as lists, in the order of the columns; dates as ISO text."""
    return {
        "label": label,
        "columns": [
            {"field": each.field, "heading": each.heading, "kind": each.kind}
            for each in cases.columns
        ],
        "rows": [[_value(row[column.field]) for column in cases.columns] for row in cases.rows],
    }


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
