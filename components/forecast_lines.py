"""A forecast on a chart: the line carried on in dashes, amid where it is most likely to lie."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from components.bands import Step
from components.chart_layout import upright
from components.edge_labels import EdgeLabel, escaped
from components.numbers import row_number
from components.palette import COMING, COUNCIL, FONT, QUIET, TARGET
from components.periods import next_day, period_name
from queries.forecasts.target_reached import step_at
from queries.forecasts.view import Coming, Forecast
from queries.forecasts.wording import coming_name, edge_text, point_text, range_text, step_text
from queries.trends.view import TargetStep, Trend

_DASHED = {"color": COUNCIL, "width": 2, "dash": "3px,4px"}
_HALF_A_YEAR = timedelta(days=183)


def forecast_traces(forecast: Forecast | None, trend: Trend) -> list[dict]:
    """The area, then the line over it; nothing where a forecast is withheld."""
    if forecast is None or not forecast.coming or forecast.last_end is None:
        return []
    start = _at(forecast.last_end, forecast)
    days = [_at(each.period_end, forecast) for each in forecast.coming]
    highs = [each.high for each in forecast.coming]
    lows = [each.low for each in forecast.coming]
    return [
        {
            "type": "scatter",
            "mode": "none",
            "x": [start, *days, *reversed(days), start],
            "y": [forecast.last_value, *highs, *reversed(lows), forecast.last_value],
            "fill": "toself",
            "fillcolor": COMING,
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": [start, *days],
            "y": [forecast.last_value, *(each.value for each in forecast.coming)],
            "line": _DASHED,
            "text": ["", *(_pointed_at(each, forecast, trend) for each in forecast.coming)],
            "hovertemplate": "%{text}<extra></extra>",
            "showlegend": False,
        },
    ]


def forecast_values(forecast: Forecast | None, trend: Trend) -> list[float | None]:
    """What the scale is to hold beside the figures: the interval, and the target at its end."""
    if forecast is None or not forecast.coming:
        return []
    ends = [end for each in forecast.coming for end in (each.low, each.high)]
    step = _last_step(forecast, trend)
    return [*ends, *((step.value, step.upper) if step else ())]


def forecast_labels(
    forecast: Forecast | None, trend: Trend, labels: Sequence[EdgeLabel]
) -> list[EdgeLabel]:
    """The labels at the right edge, where the forecast ends in place of the council's line; whose
    latest figure is then named by its month."""
    if forecast is None or not forecast.coming:
        return list(labels)
    last = forecast.coming[-1]
    said = [EdgeLabel(edge_text(forecast, trend), last.value, COUNCIL, bold=True)]
    latest = trend.latest
    if latest and latest.value is not None:
        known = row_number(latest, trend.unit, trend.indicator.places(trend.unit))
        said.append(EdgeLabel(f"{period_name(latest)} {known}", latest.value, COUNCIL))
    step = _last_step(forecast, trend)
    if step:
        said.append(EdgeLabel(f"Target {step_text(step, trend)}", step.value, TARGET))
    return said + [each for each in labels if not each.bold and each.colour != TARGET]


def forecast_key(forecast: Forecast | None, trend: Trend) -> list[tuple[str, str]]:
    """The forecast's label as words with its colour, for a narrow screen."""
    if forecast is None or not forecast.coming:
        return []
    return [(edge_text(forecast, trend), COUNCIL)]


def forecast_hairline(forecast: Forecast | None) -> list[dict]:
    """Where the known figures end."""
    if forecast is None or not forecast.coming or forecast.last_end is None:
        return []
    return [upright(_at(forecast.last_end, forecast))]


def forecast_notes(forecast: Forecast | None) -> list[dict]:
    """'forecast' over its part of the chart."""
    if forecast is None or not forecast.coming or forecast.last_end is None:
        return []
    start = _at(forecast.last_end, forecast)
    return [
        {
            "x": start,
            "xref": "x",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 3,
            "showarrow": False,
            "text": "forecast",
            "font": {"size": 11, "color": QUIET, "family": FONT},
        },
    ]


def carried_to(found: Sequence[Step], end: date) -> list[Step]:
    """The published steps, the last of them going on to ``end`` where it is carried forward."""
    if not found or not found[-1].carried or found[-1].end >= end:
        return list(found)
    return [*found[:-1], replace(found[-1], end=end)]


def forecast_end(forecast: Forecast | None, end: date) -> date:
    """Where the axis of time ends: with the forecast, if it goes beyond ``end``."""
    if forecast is None or not forecast.coming:
        return end
    return max(end, next_day(forecast.coming[-1].period_end))


def _last_step(forecast: Forecast, trend: Trend) -> TargetStep | None:
    return step_at(trend, forecast.coming[-1].period_end)


def _at(day: date, forecast: Forecast) -> str:
    return (day - _HALF_A_YEAR if forecast.yearly else day).isoformat()


def _pointed_at(point: Coming, forecast: Forecast, trend: Trend) -> str:
    name = coming_name(point, forecast)
    return (
        f"<b>{name}</b>  if nothing changes {escaped(point_text(point, trend))}"
        f"<br>most likely {escaped(range_text(point, trend))}"
    )
