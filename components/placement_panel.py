"""Why placements cost what they do: the change since March by number, price and mix."""

from dash import html

from components.numbers import MINUS, table_number, whole
from components.periods import long_month
from queries.trends.placement_change import KindChange, PlacementChange
from queries.trends.wording import change_text, money_text

_WEEKS = 52
_HOW = (
    "Price is what a placement of each kind costs on average; mix is that dearer or cheaper kinds "
    "have become a larger share. Each is counted with the others half way between the two months, "
    "so the three add up to the change."
)


def placement_panel(change: PlacementChange | None) -> html.Section | None:
    """The change in words, its three parts, and a table of the kinds; None without one."""
    if change is None:
        return None
    return html.Section(
        [
            html.H2("Why the cost of placements has changed"),
            html.P(change_sentence(change)),
            html.Dl(
                [
                    html.Div([html.Dt(name), html.Dd(f"{change_text(pounds, 'pounds', 0)} a week")])
                    for name, pounds in _parts(change)
                ],
                className="facts",
            ),
            html.Details(
                [
                    html.Summary("By kind of placement"),
                    html.Div(
                        _table(change),
                        className="table-scroll",
                        role="region",
                        tabIndex="0",
                        **{"aria-label": "What changed, by kind of placement"},
                    ),
                    html.P(_HOW, className="small"),
                ]
            ),
        ],
        className="placement-change",
        id="placement-change",
    )


def change_sentence(change: PlacementChange) -> str:
    """'Placements cost £876k a week in October 2026, £50.2k more than in March 2026: £2.61m over
    52 weeks. The largest part is number: 12 more placements (+£20.1k a week).'"""
    then, now = long_month(change.before), long_month(change.after)
    cost = money_text(change.cost_after)
    if round(change.change) == 0:
        return f"Placements cost {cost} a week in {now}, the same as in {then}."
    more = "more" if change.change > 0 else "less"
    said = (
        f"Placements cost {cost} a week in {now}, {money_text(abs(change.change))} {more} than "
        f"in {then}: {money_text(abs(change.change) * _WEEKS)} over {_WEEKS} weeks."
    )
    name, pounds = max(_parts(change), key=lambda part: part[1] * (1 if change.change > 0 else -1))
    why = {
        "Number": _number_words(change),
        "Price": "dearer placements" if pounds > 0 else "cheaper placements",
        "Mix": "a mix with more of the dearer kinds"
        if pounds > 0
        else "a mix with fewer of the dearer kinds",
    }[name]
    part = change_text(pounds, "pounds", 0)
    return f"{said} The largest part is {name.lower()}: {why} ({part} a week)."


def _number_words(change: PlacementChange) -> str:
    count = change.number_after - change.number_before
    return f"{whole(abs(count))} {'more' if count > 0 else 'fewer'} placements"


def _parts(change: PlacementChange) -> tuple[tuple[str, float], ...]:
    return (("Number", change.number), ("Price", change.price), ("Mix", change.mix))


def _table(change: PlacementChange) -> html.Table:
    then, now = long_month(change.before), long_month(change.after)
    first = html.Tr(
        [
            html.Th("Kind of placement", scope="col", rowSpan=2),
            html.Th("Placements", scope="colgroup", colSpan=2),
            html.Th("Average cost a week", scope="colgroup", colSpan=2),
            html.Th("Change in cost a week by", scope="colgroup", colSpan=2),
        ]
    )
    second = html.Tr(
        [
            html.Th(name, scope="col", className="number")
            for name in (then, now, then, now, "price", "mix")
        ]
    )
    return html.Table(
        [
            html.Caption(f"Placements by kind, {then} and {now}"),
            html.Thead([first, second]),
            html.Tbody([_row(each) for each in change.kinds]),
        ],
        className="figures",
    )


def _row(each: KindChange) -> html.Tr:
    cells = [
        whole(each.before.number),
        whole(each.after.number),
        _price(each.before.price),
        _price(each.after.price),
        _signed(each.price),
        _signed(each.mix),
    ]
    return html.Tr(
        [html.Th(each.kind, scope="row"), *[html.Td(cell, className="number") for cell in cells]]
    )


def _price(pounds: float | None) -> str:
    return "none" if pounds is None else table_number(pounds, "pounds", 0)


def _signed(pounds: float) -> str:
    """With its sign: +£1,204, −£310, £0."""
    if round(pounds) == 0:
        return "£0"
    return f"{'+' if pounds > 0 else MINUS}£{abs(pounds):,.0f}"
