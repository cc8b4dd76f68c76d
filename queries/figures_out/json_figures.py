"""The JSON of figures and of the catalogue: its field names are a promise to other programs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from queries.catalogue import THEMES, Indicator
from queries.trends.view import Trend, TrendRow

ROW_FIELDS = (
    "period_end",
    "member",
    "value",
    "numerator",
    "denominator",
    "status",
    "source",
    "target",
    "target_status",
    "neighbour_min",
    "neighbour_q1",
    "neighbour_median",
    "neighbour_mean",
    "neighbour_q3",
    "neighbour_max",
    "neighbour_count",
    "england",
    "region",
    "published_period",
    "carried_forward",
    "rank",
    "spc",
    "release",
    "note",
    "target_upper",
    "target_due",
    "path",
    "path_status",
)
_PLACES = 6


def figures_json(trend: Trend) -> dict[str, Any]:
    """The figures behind a chart. Dates are ISO text, percentages 0-100, blanks null.

    ``spc`` is null where no control chart is drawn. ``verdict`` is a field of the last row only.
    """
    return {
        "indicator": trend.indicator.slug,
        "title": trend.indicator.title,
        "unit": trend.unit,
        "window": trend.window,
        "better": trend.indicator.better,
        "council": {"code": trend.council.code, "name": trend.council.name},
        "generation": trend.generation,
        "comparator": {
            "kind": trend.comparator.kind,
            "model": trend.comparator.model,
            "statistic": trend.comparator.statistic,
            "members": [
                {"code": each.code, "name": each.name} for each in trend.comparator.members
            ],
        },
        "rows": [_row(row) for row in trend.rows],
    }


def catalogue_json(indicators: Mapping[str, Indicator]) -> list[dict[str, Any]]:
    """Every indicator's metadata, in the catalogue's order."""
    return [_indicator(indicator) for indicator in indicators.values()]


def plain_number(value: float | None) -> float | int | None:
    """A figure free of float noise: 90.60000000000001 is 90.6, and 430.0 is 430."""
    if value is None:
        return None
    rounded = round(value, _PLACES)
    return int(rounded) if rounded.is_integer() else rounded


def row_values(row: TrendRow) -> dict[str, Any]:
    """A row's fields in the promised order; dates stay dates."""
    fields = {name: getattr(row, name) for name in ROW_FIELDS}
    return {
        name: plain_number(value) if isinstance(value, float) else value
        for name, value in fields.items()
    }


def _row(row: TrendRow) -> dict[str, Any]:
    fields = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row_values(row).items()
    }
    return fields if row.verdict is None else fields | {"verdict": row.verdict}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator": indicator.slug,
        "title": indicator.title,
        "short": indicator.short,
        "theme": indicator.theme,
        "theme_title": THEMES[indicator.theme],
        "definition": indicator.definition,
        "why": indicator.why,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "units": list(indicator.units),
        "windows": list(indicator.windows),
        "better": indicator.better,
        "decimals": {unit: indicator.places(unit) for unit in indicator.units},
        "splits": list(indicator.splits),
        "linked": list(indicator.linked),
        "codes": list(indicator.codes),
        "plan_references": list(indicator.plan_references),
        "disclosure": indicator.disclosure,
        "headline": indicator.headline,
        "computed_from_cases": indicator.computed,
        "published_as": indicator.published_as,
        "published_difference": indicator.published_difference,
    }
