"""The forecast as figures, and how far it is to be believed: under the chart, opened when asked."""

from dash import html

from queries.forecasts.view import Forecast
from queries.forecasts.wording import coming_name, point_text, range_text, trial_words
from queries.trends.view import Trend


def forecast_details(forecast: Forecast, trend: Trend) -> html.Details | None:
    """A row a coming period; None where a forecast is withheld, which the words over the chart
    explain."""
    if not forecast.coming:
        return None
    period = "Year" if forecast.yearly else "Month"
    heads = [period, "If nothing changes", "Most likely"]
    rows = [
        html.Tr(
            [
                html.Th(coming_name(each, forecast), scope="row"),
                html.Td(point_text(each, trend)),
                html.Td(range_text(each, trend)),
            ]
        )
        for each in forecast.coming
    ]
    table = html.Table(
        [
            html.Caption(
                f"{trend.indicator.title}: if nothing changes", className="visually-hidden"
            ),
            html.Thead(html.Tr([html.Th(each, scope="col") for each in heads])),
            html.Tbody(rows),
        ],
        className="figures forecast-figures",
    )
    return html.Details(
        [
            html.Summary("The forecast in figures, and how far to believe it"),
            html.P(trial_words(forecast), className="quiet"),
            table,
        ],
        className="forecast-details",
    )
