"""Two figures of one month side by side: an indicator's months, and all indicators.

A workbook's figures beside those counted from cases, and those of one kind of export beside those
of another.
"""

from collections.abc import Callable, Sequence

from dash import dcc, html

from components.numbers import number, whole
from components.periods import WINDOWS
from data.counted_text import counted
from queries.reconciliation import Reconciled, ReconciledMonth
from queries.trends.periods import month_name
from queries.trends.wording import change_text

MOST_MONTHS = 36


def reconciled_months(
    found: Reconciled, month_link: Callable[[ReconciledMonth], str]
) -> html.Section | None:
    """The months that differ, the latest first; None where no month has both figures."""
    if not found.months:
        return None
    differing = found.differing[:MOST_MONTHS]
    left = len(found.differing) - len(differing)
    return html.Section(
        [
            html.H2(_heading(found)),
            html.P(_said(found)),
            _table(found, differing, month_link) if differing else None,
            html.P(f"and {left:,} earlier ones", className="quiet") if left else None,
        ],
        className="section",
    )


def _heading(found: Reconciled) -> str:
    return f"Also told by: {found.kind}" if found.kind else "Reported and counted"


def _said(found: Reconciled) -> str:
    both = counted(len(found.months), "figure")
    stands = "stands" if len(found.months) == 1 else "stand"
    begun = (
        f"{both} {stands} both in this and in an export that goes first"
        if found.kind
        else f"{both} {stands} both in a workbook and in the cases"
    )
    if not found.differing:
        return f"{begun}: all agree."
    differ = "differs" if len(found.differing) == 1 else "differ"
    return f"{begun}: {len(found.differing):,} {differ}."


def _table(
    found: Reconciled,
    months: Sequence[ReconciledMonth],
    month_link: Callable[[ReconciledMonth], str],
) -> html.Div:
    heads = (
        ("Month", "In this", "Shown", "Difference", "Shown is from")
        if found.kind
        else ("Month", "Reported", "Counted", "Difference", "Typed in")
    )
    kinds = ("", "number", "number", "number", "")
    head = [
        html.Th(name, scope="col", className=kind) for name, kind in zip(heads, kinds, strict=True)
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(
                    f"{found.indicator.title}: figures that differ, {_heading(found).lower()}",
                    className="visually-hidden",
                ),
                html.Thead(html.Tr(head)),
                html.Tbody([_row(found, month, month_link) for month in months]),
            ],
            className="figures",
        ),
        className="table-scroll table-tall",
        tabIndex="0",
        role="region",
        **{"aria-label": f"{_heading(found)}: figures of {found.indicator.short} that differ"},
    )


def _row(
    found: Reconciled, month: ReconciledMonth, month_link: Callable[[ReconciledMonth], str]
) -> html.Tr:
    places = found.indicator.places(month.unit)
    named = [month_name(month.period_end), WINDOWS[month.window], month.member]
    return html.Tr(
        [
            html.Th(
                dcc.Link(", ".join(each for each in named if each), href=month_link(month)),
                scope="row",
            ),
            html.Td(
                _figure(month.reported, month.reported_of, month.unit, places), className="number"
            ),
            html.Td(
                _figure(month.counted, month.counted_of, month.unit, places), className="number"
            ),
            html.Td(change_text(month.difference, month.unit, places), className="number"),
            html.Td(month.where),
        ]
    )


def _figure(value: float, parts: tuple[float | None, float | None], unit: str, places: int) -> str:
    """'95.8% (23 of 24)'."""
    text = number(value, unit, places)
    above, below = parts
    return text if above is None or below is None else f"{text} ({whole(above)} of {whole(below)})"


def all_reconciled(
    found: Sequence[Reconciled], link: Callable[[Reconciled], str]
) -> html.Section | None:
    """Each indicator's count of figures that have both, those that differ most often first."""
    return _summary(
        found,
        link,
        "Reported and counted",
        "Figures that stand both in a workbook and in the cases. They agree where they differ by "
        "no more than the workbook's rounding.",
    )


def all_second_counts(
    found: Sequence[Reconciled], link: Callable[[Reconciled], str]
) -> html.Section | None:
    """The same of figures that two kinds of export tell; each names the kind that gave way."""
    return _summary(
        found,
        link,
        "Told by two kinds of export",
        "Figures that an export tells and one that goes first tells too: the first is shown. "
        "Settings say which goes first.",
    )


def _summary(
    found: Sequence[Reconciled], link: Callable[[Reconciled], str], heading: str, said: str
) -> html.Section | None:
    both = [each for each in found if each.months]
    if not both:
        return None
    both.sort(key=lambda each: (-len(each.differing), each.indicator.title, each.kind))
    kinds = any(each.kind for each in both)
    heads = ["Indicator", *(["Told too by"] if kinds else []), "In both", "Differ"]
    head = [html.Th(name, scope="col") for name in (*heads, "Latest that differs")]
    table = html.Table(
        [
            html.Caption(heading, className="visually-hidden"),
            html.Thead(html.Tr(head)),
            html.Tbody([_summed(each, link, kinds) for each in both]),
        ],
        className="figures",
    )
    return html.Section(
        [
            html.H2(heading),
            html.P(said, className="quiet"),
            html.Div(
                table,
                className="table-scroll",
                tabIndex="0",
                role="region",
                **{"aria-label": heading},
            ),
        ],
        className="section",
    )


def _summed(each: Reconciled, link: Callable[[Reconciled], str], kinds: bool) -> html.Tr:
    latest = month_name(each.differing[0].period_end) if each.differing else ""
    return html.Tr(
        [
            html.Th(dcc.Link(each.indicator.title, href=link(each)), scope="row"),
            *([html.Td(each.kind)] if kinds else []),
            html.Td(f"{len(each.months):,}", className="number"),
            html.Td(f"{len(each.differing):,}", className="number"),
            html.Td(latest),
        ]
    )
