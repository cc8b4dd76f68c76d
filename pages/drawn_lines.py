"""How an indicator's months are drawn, and the controls for it: through time, with a forecast, year
over year, or a panel for each member of a split."""

from components.filters import Choice
from components.large_chart import Lines
from components.members import is_level, member_rows
from components.split_figure import may_share
from components.years_figure import has_years, year_name, years_of
from pages.fitting_trends import get_fitting_trends
from pages.opened_state import OpenedState, year_value
from pages.view_period import Period, in_period
from queries.forecasts.trend_forecast import get_forecast
from queries.forecasts.view import Forecast
from queries.store import Store
from queries.trends.view import Trend, View


def get_whole(store: Store, trend: Trend, view: View, period: Period) -> Trend | None:
    """The whole that may stand behind the members of a split: of the same unit and window, where
    it is of their size; None for anything but a split's many."""
    if not trend.split or len(trend.members) < 2 or not is_level(trend):
        return None
    asked = View(window=trend.window, unit=trend.unit, end=view.end)
    whole = get_fitting_trends(store, [trend.indicator.slug], asked)[0]
    fits = (whole.unit, whole.window, whole.split) == (trend.unit, trend.window, "")
    return in_period(whole, view, period) if fits and whole.rows else None


def asked_forecast(store: Store, trend: Trend, opening: OpenedState) -> Forecast | None:
    """The forecast of ``trend``, which is to have all its months; None where none is asked for."""
    return get_forecast(store, trend) if opening.forecast else None


def drawn_lines(
    trend: Trend, opening: OpenedState, whole: Trend | None, forecast: Forecast | None = None
) -> Lines:
    """What the address asks for, as far as the trend has it."""
    return Lines(
        years=opening.years and has_years(trend),
        year=opening.year,
        over=opening.over,
        apart=opening.apart,
        control=opening.control,
        whole=whole,
        forecast=forecast,
    )


def without_control(trend: Trend, opening: OpenedState) -> str:
    """That no control chart is drawn though one is asked for, and of what one is; '' otherwise."""
    if not opening.control or trend.control is not None or not trend.rows:
        return ""
    if len(trend.members) > 1:
        return "A control chart is of one line: choose a member, or do not split."
    return "There is no figure of the council’s own here to draw a control chart of."


def lines_choices(trend: Trend, opening: OpenedState, lines: Lines) -> list[Choice]:
    """The control 'Drawn', and which years where they lie over each other."""
    if options := _ways(trend):
        drawn = Choice("lines", "Drawn", [("", "through time"), *options], _way(lines, trend))
        return [drawn, *(_years(trend, opening) if lines.years else [])]
    members = member_rows(trend)
    if trend.split and len(members) > 1 and may_share(members, lines.whole):
        options = [("", "in one chart"), ("apart", "a panel each")]
        return [Choice("lines", "Drawn", options, "apart" if opening.apart else "")]
    return []


def _ways(trend: Trend) -> list[tuple[str, str]]:
    """How a single series may be drawn other than through time."""
    ways = [("years", "years over each other")] if has_years(trend) else []
    ways += [("forecast", "with a forecast")] if may_go_on(trend) else []
    if trend.control:
        kind = "control chart" if trend.control.segments else "run chart"
        ways.append(("control", f"as a {kind}"))
    return ways


def _way(lines: Lines, trend: Trend) -> str:
    if lines.years:
        return "years"
    if lines.forecast:
        return "forecast" if may_go_on(trend) else ""
    return "control" if lines.control and trend.control else ""


def may_go_on(trend: Trend) -> bool:
    """Whether a forecast is worth asking for: of months, which do not start anew each April."""
    months = any(not row.yearly for row in trend.rows)
    return months and not trend.split and trend.window != "y"


def _years(trend: Trend, opening: OpenedState) -> list[Choice]:
    """Which year, and over which; the latest over the two before stands unasked."""
    found = list(years_of(trend))
    named = [(year_value(year), year_name(year)) for year in found]
    latest = [("", year_name(found[0])), *named[1:]]
    year = opening.year if opening.year in found else found[0]
    over = [each for each in named if each[0] != year_value(year)]
    return [
        Choice("year", "Year", latest, year_value(opening.year)),
        Choice("over", "over", [("", "those before"), *over], year_value(opening.over), True),
    ]
