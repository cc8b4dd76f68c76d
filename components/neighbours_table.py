"""The councils compared with, each with its own published figure, in the order of their rank."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.numbers import number, table_number, whole
from components.sparkline import sparkline
from queries.trends.among_words import absent_words
from queries.trends.neighbour_values import Among, AreaFigure
from queries.trends.overview import SparkPoint
from queries.trends.periods import month_name, published_name
from queries.trends.view import Trend
from queries.trends.wording import change_text, value_text

_NOISE = 9


def neighbours_table(trend: Trend, among: Among) -> html.Div:
    """One row a council, the own one set among them; those without a figure at the end, the
    region and England at the foot. Rules between rows mark the quartiles, which are of the
    councils compared with alone, where they are enough."""
    columns = _Columns(trend, among)
    name = f"{trend.indicator.title}, {among.band.name}: each council’s figure"
    table = html.Table(
        [
            html.Caption(name, className="visually-hidden"),
            html.Thead(html.Tr(columns.head())),
            html.Tbody(_body(trend, among, columns)),
            html.Tfoot([columns.row(each, "reference") for each in among.references]),
        ],
        className="figures neighbours",
    )
    return html.Div(
        table,
        className="table-scroll table-tall",
        tabIndex="0",
        role="region",
        **{"aria-label": name},
    )


def _body(trend: Trend, among: Among, columns: "_Columns") -> list[html.Tr]:
    rows: list[html.Tr] = []
    edges = _edges(trend, among) if among.ranked else []
    for figure in among.figures:
        while edges and edges[0].stands_before(figure.value):
            rows.append(columns.rule(edges.pop(0).words))
        rows.append(columns.row(figure, "own" if figure.own else ""))
    rows += [columns.rule(each.words) for each in edges]
    return rows + [
        columns.row(each, "own absent" if each.own else "absent") for each in among.missing
    ]


class _Edge:
    """A rule between rows. ``sign``: 1 where figures fall from the first row on, −1 where they
    rise. ``above``: the rows that are at the edge stand above it, not under it."""

    def __init__(self, value: float, sign: int, above: bool, words: str) -> None:
        self._value, self._sign, self._above = value, sign, above
        self.words = words

    def stands_before(self, figure: float) -> bool:
        """Whether the row of ``figure`` is under this rule."""
        behind = round(self._sign * (self._value - figure), _NOISE)
        return behind > 0 or (behind == 0 and not self._above)


def _edges(trend: Trend, among: Among) -> list[_Edge]:
    """The best quarter's edge, the median and the worst quarter's, in the order of the rows."""
    better, places = trend.indicator.better, trend.indicator.places(trend.unit)
    lower, median, upper = among.band.quartiles
    rising = better == "lower"
    sign = -1 if rising else 1
    first, last = (lower, upper) if rising else (upper, lower)
    top, bottom = ("Highest", "Lowest") if better == "neither" else ("Best", "Worst")
    ahead, behind = ("or less", "or more") if rising else ("or more", "or less")

    def said(value: float) -> str:
        return value_text(value, trend.unit, _edge_places(value, places))

    return [
        _Edge(first, sign, True, f"↑ {top} quarter: {said(first)} {ahead}"),
        _Edge(median, sign, True, f"Median {said(median)}"),
        _Edge(last, sign, False, f"↓ {bottom} quarter: {said(last)} {behind}"),
    ]


def _edge_places(value: float, places: int) -> int:
    """Enough decimals that a figure beside the edge is seen to be on its own side of it."""
    known = round(value, 6)
    return next((each for each in (places, places + 1) if round(value, each) == known), places + 2)


class _Columns:
    """The columns that have anything to show, each a heading, a class and a row's content."""

    def __init__(self, trend: Trend, among: Among) -> None:
        unit, places = trend.unit, trend.indicator.places(trend.unit)
        before = _year_before(among)
        every = [*among.figures, *among.references]
        self._shown = [
            ("Rank", "number", lambda each: _rank(each)),
            ("Council", "", _named),
            (
                among.band.name,
                "number",
                lambda each: table_number(each.value, unit, places) or absent_words(each),
            ),
        ]
        if any(each.change is not None for each in every):
            self._shown.append((f"On {before}", "number", lambda each: _change(each, unit, places)))
        ten = f"Last ten {'months' if among.band.monthly else 'years'}"
        self._shown.append((ten, "line", lambda each: _line(each, unit, places)))
        if any(each.denominator is not None for each in every):
            self._shown += [
                ("Numerator", "number", lambda each: whole(each.numerator)),
                ("Denominator", "number", lambda each: whole(each.denominator)),
            ]
        if any(each.closeness for each in every):
            self._shown.append(("Likeness", "", lambda each: each.closeness))

    def head(self) -> list[html.Th]:
        return [html.Th(name, scope="col", className=kind) for name, kind, _ in self._shown]

    def row(self, figure: AreaFigure, kind: str) -> html.Tr:
        cells = [
            html.Th(content(figure), scope="row", className=css)
            if name == "Council"
            else html.Td(content(figure), className=css)
            for name, css, content in self._shown
        ]
        return html.Tr(cells, className=kind)

    def rule(self, words: str) -> html.Tr:
        return html.Tr([html.Td(words, colSpan=len(self._shown))], className="edge")


def _rank(figure: AreaFigure) -> str:
    return str(figure.rank) if figure.rank else ""


def _named(figure: AreaFigure) -> str | Sequence[Component]:
    return [html.Strong(figure.council.name)] if figure.own else figure.council.name


def _change(figure: AreaFigure, unit: str, places: int) -> str:
    return "" if figure.change is None else change_text(figure.change, unit, places)


def _year_before(among: Among) -> str:
    end = among.band.period_end
    before = end.replace(year=end.year - 1, day=min(end.day, 28))
    return (month_name if among.band.monthly else published_name)(before)


def _line(figure: AreaFigure, unit: str, places: int) -> Component | str:
    """Its last published periods; in words, where the line begins and ends."""
    known = [(day, value) for day, value in figure.history if value is not None]
    if len(known) < 2:
        return ""
    (first, begins), (last, ends) = known[0], known[-1]
    said = (
        f"{published_name(first)} {number(begins, unit, places)} to "
        f"{published_name(last)} {number(ends, unit, places)}"
    )
    points = [SparkPoint(day, value, None, None) for day, value in figure.history]
    return sparkline(points, said, width=96, height=24)
