"""Reported figures beside those counted from cases: an indicator's months, and all indicators."""

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
            html.H2("Reported and counted"),
            html.P(_said(found)),
            _table(found, differing, month_link) if differing else None,
            html.P(f"and {left:,} earlier ones", className="quiet") if left else None,
        ],
        className="section",
    )


def _said(found: Reconciled) -> str:
    both = counted(len(found.months), "figure")
    stands = "stands" if len(found.months) == 1 else "stand"
    begun = f"{both} {stands} both in a workbook and in the cases"
    if not found.differing:
        return f"{begun}: all agree."
    differ = "differs" if len(found.differing) == 1 else "differ"
    return f"{begun}: {len(found.differing):,} {differ}."


def _table(
    found: Reconciled,
    months: Sequence[ReconciledMonth],
    month_link: Callable[[ReconciledMonth], str],
) -> html.Div:
    heads = ("Month", "Reported", "Counted", "Difference", "Typed in")
    kinds = ("", "number", "number", "number", "")
    head = [
        html.Th(name, scope="col", className=kind) for name, kind in zip(heads, kinds, strict=True)
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(
                    f"{found.indicator.title}: reported and counted figures that differ",
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
        **{"aria-label": f"Figures of {found.indicator.short} that differ"},
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
    both = [each for each in found if each.months]
    if not both:
        return None
    both.sort(key=lambda each: (-len(each.differing), each.indicator.title))
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(each.indicator.title, href=link(each)), scope="row"),
                html.Td(f"{len(each.months):,}", className="number"),
                html.Td(f"{len(each.differing):,}", className="number"),
                html.Td(month_name(each.differing[0].period_end) if each.differing else ""),
            ]
        )
        for each in both
    ]
    heads = ("Indicator", "In both", "Differ", "Latest that differs")
    return html.Section(
        [
            html.H2("Reported and counted"),
            html.P(
                "Figures that stand both in a workbook and in the cases. They agree where they "
                "differ by no more than the workbook's rounding.",
                className="quiet",
            ),
            html.Div(
                html.Table(
                    [
                        html.Caption("Reported and counted figures", className="visually-hidden"),
                        html.Thead(html.Tr([html.Th(name, scope="col") for name in heads])),
                        html.Tbody(rows),
                    ],
                    className="figures",
                ),
                className="table-scroll",
            ),
        ],
        className="section",
    )
