"""Forecasts in words: where the line goes, whether its target is reached, or why nothing is said.

Nothing is said as certain: a forecast is what past months, left to themselves, would lead to.
"""

from datetime import date

from queries.forecasts.back_test import Plan
from queries.forecasts.forecast import Outlook
from queries.forecasts.target_reached import Reached, reached
from queries.forecasts.view import Coming, Forecast
from queries.trends.periods import long_month_name, month_name, published_name
from queries.trends.targets import exact_text
from queries.trends.view import TargetStep, Trend
from queries.trends.wording import bare_text, counted, sided_text, value_text

OF_PARTS = "No forecast: one is made of the whole, not of its parts."
YEAR_TO_DATE = (
    "No forecast: a year to date starts anew each April, so its line cannot be carried on."
)
UNSETTLED = "No forecast: the only figures are of months that are still being recorded."
WITHOUT_FIGURES = "No forecast: there are no figures to go on from."
# From an interval this wide on, decimals would claim more than is known.
_WIDE = 5
_BENDS = (
    " Its bends come from the months of the last year, which leave the rolling year one by one."
)
_IN_WINDOW = {"r": "in the year to ", "e": "at the end of ", "m": "in "}


def forecast_words(forecast: Forecast, trend: Trend) -> str:
    """If nothing changes: 91% in the year to Oct 2027, most likely between 87% and 95%. The target
    of 95% would not be reached within twelve months."""
    if not forecast.coming:
        return forecast.why_none or ""
    last = forecast.coming[-1]
    low, high = _bounds(last, trend)
    said = (
        f"If nothing changes: {point_text(last, trend)} {_when(last, trend, forecast.yearly)}, "
        f"most likely between {low} and {high}."
    )
    aimed = _target_words(forecast, trend)
    return f"{said} {aimed}" if aimed else said


def edge_text(forecast: Forecast, trend: Trend) -> str:
    """If nothing changes 91% (87–95), for the end of a line."""
    last = forecast.coming[-1]
    places = coming_places(last, trend)
    ends = [bare_text(each, trend.unit, places).rstrip("%") for each in (last.low, last.high)]
    return f"If nothing changes {bare_text(last.value, trend.unit, places)} ({'–'.join(ends)})"


def trial_words(forecast: Forecast) -> str:
    """How the forecast did where it could be held to what came; '' without a test."""
    found = forecast.outlook
    if not forecast.coming or found is None or found.test is None:
        return ""
    less = round((1 - found.test.against_same) * 100)
    return (
        f"Made in the same way at {found.origins} past {_periods(forecast.yearly)}, from what was "
        f"known then, it missed what came by {less}% less than saying "
        f"‘the same as last {_period(forecast.yearly)}’ would have. The range is as wide as nine "
        "in ten misses of either were, and is to hold at least four figures of five."
        f"{_BENDS if forecast.rolled else ''}"
    )


def point_text(point: Coming, trend: Trend) -> str:
    """The figure of a coming period, no more exact than its interval lets it be."""
    places = coming_places(point, trend)
    return sided_text(point.value, trend.unit, places, trend.indicator.sides)


def coming_name(point: Coming, forecast: Forecast) -> str:
    """Oct 2027, or 2027/28."""
    name = published_name if forecast.yearly else month_name
    return name(point.period_end)


def range_text(point: Coming, trend: Trend) -> str:
    """87% to 95%."""
    return " to ".join(_bounds(point, trend))


def coming_places(point: Coming, trend: Trend) -> int:
    """Decimals of a coming figure: those of the indicator, none where the interval is wide."""
    return 0 if point.high - point.low >= _WIDE else trend.indicator.places(trend.unit)


def too_few_words(plan: Plan, held: int, step: int) -> str:
    """No forecast: it takes 60 months in a row to make one and to try it, and there are 23."""
    unit = "months" if step == 1 else "years"
    return (
        f"No forecast: it takes {plan.needed} {unit} in a row to make one and to try it on what "
        f"came, and there {'is' if held == 1 else 'are'} {held}."
    )


def too_old_words(last: date, yearly: bool) -> str:
    """No forecast: the last figure is of Dec 2015, too old to go on from."""
    name = published_name(last) if yearly else month_name(last)
    return f"No forecast: the last figure is of {name}, too old to go on from."


def too_small_words(about: float, window: str, below: bool) -> str:
    """No forecast: the numbers are too small to tell, about three a month."""
    per = {"m": " a month", "r": " a year", "a": " a year"}.get(window, "")
    of = "out of about" if below else "about"
    return f"No forecast: the numbers are too small to tell, {of} {about:,.0f}{per}."


def untold_words(found: Outlook, trend: Trend) -> str:
    """Why the back-test does not allow a forecast."""
    yearly = found.plan.horizon < 12
    tried = f"No forecast: tried at {found.origins} past {_periods(yearly)},"
    if found.why_none == "same":
        return f"{tried} it did little or no better than ‘the same as last {_period(yearly)}’."
    if found.why_none == "average" and found.average is not None:
        places = trend.indicator.places(trend.unit)
        return (
            f"{tried} it did little or no better than the average of the last twelve figures, now "
            f"{value_text(found.average, trend.unit, places)}."
        )
    return f"{tried} it was no surer than simpler guesses: better at some, worse at others."


def _bounds(point: Coming, trend: Trend) -> tuple[str, str]:
    places = coming_places(point, trend)
    sides = trend.indicator.sides
    if sides:
        low, high = (
            sided_text(each, trend.unit, places, sides) for each in (point.low, point.high)
        )
        return low, high
    low, high = (bare_text(each, trend.unit, places) for each in (point.low, point.high))
    return low, high


def _when(point: Coming, trend: Trend, yearly: bool) -> str:
    if yearly:
        return f"in {published_name(point.period_end)}"
    return _IN_WINDOW[trend.window] + month_name(point.period_end)


def _target_words(forecast: Forecast, trend: Trend) -> str | None:
    found = reached(forecast, trend)
    if found is None:
        return None
    name = f"The target of {step_text(found.step, trend)}"
    within = counted(len(forecast.coming), "year" if forecast.yearly else "month")
    if found.met_now:
        return _still_met_words(found, name, within)
    if found.first is None:
        could = f", though it could be as early as {_month(found.could)}" if found.could else ""
        return f"{name} would not be reached within {within}{could}."
    else_words = []
    if found.could and found.could < found.first:
        else_words.append(f"it could be as early as {_month(found.could)}")
    if not found.sure:
        else_words.append(f"it may not be within {within}")
    more = f" ({', or '.join(else_words)})" if else_words else ""
    return f"{name} would be reached about {_month(found.first)}{more}."


def _still_met_words(found: Reached, name: str, within: str) -> str:
    if found.first is not None:
        still = "" if found.sure else " (it could go on being met)"
        return f"{name}, met now, would be missed from about {_month(found.first)}{still}."
    if found.could is not None:
        return f"{name} would still be met, though it could be missed within {within}."
    return f"{name} would still be met."


def step_text(step: TargetStep, trend: Trend) -> str:
    """95%, or 18% to 24%."""
    places = trend.indicator.places(trend.unit)
    said = exact_text(step.value, trend.unit, places)
    if step.upper is None:
        return said
    return f"{said} to {exact_text(step.upper, trend.unit, places)}"


def _month(day: date | None) -> str:
    return long_month_name(day) if day else ""


def _period(yearly: bool) -> str:
    return "year" if yearly else "month"


def _periods(yearly: bool) -> str:
    return _period(yearly) + "s"
