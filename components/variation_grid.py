"""The overview two ways at once: what is changing, against what may be expected of the target."""

from collections.abc import Sequence

from dash import dcc, html

from components.spc_icons import assurance_icon, variation_icon
from queries.trends.overview import ScorecardRow

# (assurance, heading); the worst first
COLUMNS = (
    ("fail", "Never meets its target"),
    ("hit_or_miss", "Sometimes meets its target"),
    ("pass", "Always meets its target"),
    ("none", "No target to test"),
)
# (meaning, heading, the icons that stand for it)
ROWS = (
    ("concerning", "Worsening", ("concerning_high", "concerning_low")),
    ("none", "No significant change", ("common_cause",)),
    ("improving", "Improving", ("improving_high", "improving_low")),
    (
        "neither",
        "Higher or lower than usual, where neither is better",
        ("neither_high", "neither_low"),
    ),
)
_ARROWS = {"high": "▲ ", "low": "▼ "}
_SIZE = 28


def variation_grid(rows: Sequence[ScorecardRow]) -> html.Div:
    """Each tested indicator in its cell, with its figure; what is not tested is counted below."""
    tested = [row for row in rows if row.spc_meaning is not None]
    head = html.Thead(
        html.Tr([html.Th("Latest month", scope="col")] + [_column(*each) for each in COLUMNS])
    )
    body = html.Tbody([_row(tested, *each) for each in ROWS], className="grid-body")
    caption = html.Caption("Change against target", className="visually-hidden")
    return html.Div(
        [
            html.Div(
                html.Table([caption, head, body], className="figures variation-grid"),
                className="table-scroll",
                tabIndex="0",
                role="region",
                **{"aria-label": "Change against target"},
            ),
            html.P(_untested(len(rows) - len(tested)), className="quiet small table-note"),
        ]
    )


def _column(assurance: str, heading: str) -> html.Th:
    icon = [] if assurance == "none" else [assurance_icon(assurance, _SIZE)]
    return html.Th([*icon, html.Span(heading)], scope="col", className="grid-head")


def _row(
    tested: Sequence[ScorecardRow], meaning: str, heading: str, icons: Sequence[str]
) -> html.Tr:
    drawn = [variation_icon(each, _SIZE) for each in icons]
    cells = [
        html.Td(_listed([r for r in tested if (r.spc_meaning, r.assurance) == (meaning, column)]))
        for column, _ in COLUMNS
    ]
    return html.Tr(
        [html.Th([*drawn, html.Span(heading)], scope="row", className="grid-head"), *cells]
    )


def _listed(rows: Sequence[ScorecardRow]) -> html.Ul | str:
    if not rows:
        return "–"
    return html.Ul([html.Li(_item(row)) for row in rows], className="grid-list")


def _item(row: ScorecardRow) -> dcc.Link:
    arrow = _ARROWS.get(row.spc_direction or "", "") if row.spc_meaning != "none" else ""
    text = f" {row.value_text.removesuffix(' per 10,000')}"
    return dcc.Link([arrow, row.short, html.Span(text, className="strong")],
                    href=f"/indicator/{row.slug}")  # fmt: skip


def _untested(count: int) -> str:
    if not count:
        return "Every indicator shown is tested."
    one = count == 1
    return (
        f"{count} other{'' if one else 's'} {'is' if one else 'are'} not tested: "
        f"{'its' if one else 'their'} points share cases or are too few, so that a control chart "
        "would mislead. Each indicator’s page says which."
    )
