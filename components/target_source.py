"""Who set a target and where it is written; and, where there is none, how one is set."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components.periods import long_month
from queries.trends.periods import financial_year
from queries.trends.target_now import TargetNow
from queries.trends.targets import Target
from queries.trends.view import Trend

_EXAMPLES = {"higher": "≥95%", "lower": "≤20%", "neither": "between 12% and 24%"}

# (what a unit is called, the address that shows it)
Others = Sequence[tuple[str, str]]


def source(now: TargetNow, working: str) -> html.Details:
    """How what it takes is worked out; then the text as typed, its file, sheet, cell and owner."""
    target = now.target
    rows = [
        ("Worked out", working),
        ("As written", f"‘{target.text}’" if target.text else ""),
        ("Owner", target.owner or ""),
        ("In", target.title or ""),
        ("File", target.source),
        ("In force", _in_force(now, target)),
        ("Added in brackets", _added(target)),
        ("Also written", "; ".join(f"‘{each.text}’, {each.source}" for each in now.rivals)),
        ("Since then", f"‘{now.words.text}’, which gives no figure" if now.words else ""),
    ]
    return html.Details(
        [
            html.Summary("Who set it, where, and how this is worked out"),
            html.Dl(
                [html.Div([html.Dt(name), html.Dd(text)]) for name, text in rows if text],
                className="terms",
            ),
        ],
        className="target-source",
    )


def _added(target: Target) -> str:
    return f"{target.extra:,.0f} more, which are not counted in" if target.extra else ""


def _in_force(now: TargetNow, target: Target) -> str:
    since = long_month(now.since or target.start)
    if now.until:
        return f"{since} to {long_month(now.until)}"
    return f"from {since}, until another replaces it"


def none_set(trend: Trend, now: TargetNow, others: Others) -> list[Component]:
    """Honestly none, with what is known beside that, and how to set one."""
    said = [html.P("No target is set, so nothing is met or missed.")]
    if now.words:
        said.append(html.P(f"Its file says: ‘{now.words.text}’.", className="quiet"))
    if now.ahead:
        label = now.ahead.aim.label(trend.indicator, trend.unit)
        said.append(html.P(f"One begins in {long_month(now.ahead.aim.target.start)}: {label}."))
    said += [html.P(["One is set for ", dcc.Link(name, href=href), "."]) for name, href in others]
    return [*said, _how_to_set(trend, now)]


def _how_to_set(trend: Trend, now: TargetNow) -> html.Details:
    example = _EXAMPLES[trend.indicator.better] if trend.unit == "percent" else "37 or less"
    line = f"{trend.indicator.title},{financial_year(now.period_end)},{example}"
    return html.Details(
        [
            html.Summary("How to set one"),
            html.P(
                "Put a row into a table of targets, a workbook or CSV in the exports folder, and "
                "refresh. docs/inputs.md says what may be written."
            ),
            html.Pre(
                f"Measure,Financial year,Target\n{line}",
                className="target-example",
            ),
        ],
        className="target-source",
    )
