"""Every council's neighbour band, against medians and quartiles worked out from the files alone."""

import math
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from data.context import LoadContext
from queries.catalogue import Indicator, read_catalogue
from queries.trends.bands import get_bands
from tests.published_files import everything_observed
from tests.slow_published import Files, neighbour_rows

MODELS = {
    "2025": ("sn_model_2025_wide.csv", "old_la_code", "SN_"),
    "2021": ("New_Statistical_Neighbour_Groupings_April_2021.csv", "LA num", "SN"),
}

Values = dict[tuple[str, str, str], dict[date, dict[str, float]]]
"""By (slug, unit, window), then by period's end: each council's value."""


@pytest.fixture(scope="module")
def observed(shared: Path) -> LoadContext:
    return everything_observed(shared / "published")


@pytest.fixture(scope="module")
def values(shared: Path) -> Values:
    """Every indicator that published files give, for every council and period, by loops."""
    indicators = read_catalogue()
    files = Files(shared / "published", named_measures(indicators))
    places: dict[str, set[tuple[str, date]]] = defaultdict(set)
    for measure, area, end in files.figures:
        places[measure].add((area, end))
    found: Values = defaultdict(lambda: defaultdict(dict))
    for slug, indicator in indicators.items():
        for kind in {(each.unit, each.window) for each in indicator.published if not each.split}:
            entries = [each for each in indicator.published if (each.unit, each.window) == kind]
            named = {name for each in entries for name in measures_of(each)}
            for area, end in set().union(*(places[name] for name in named)):
                value = files.value(indicator, kind, area, end)
                if value is not None:
                    found[slug, *kind][end][area] = value
    return found


def measures_of(each) -> tuple[str, ...]:
    return tuple(filter(None, (each.measure, *each.numerator, *each.denominator)))


def named_measures(indicators: dict[str, Indicator]) -> set[str]:
    return {
        name
        for indicator in indicators.values()
        for each in indicator.published
        for name in measures_of(each)
    }


def quantile(ordered: list[float], share: float) -> float:
    """By linear interpolation between the two values on either side."""
    place = share * (len(ordered) - 1)
    lower = math.floor(place)
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (place - lower) * (ordered[upper] - ordered[lower])


@pytest.mark.parametrize("model", MODELS)
def test_every_band_of_every_council_is_what_the_files_give(
    observed: LoadContext, values: Values, shared: Path, model: str
) -> None:
    name, number, first = MODELS[model]
    listed = neighbour_rows(shared / "published" / "neighbours" / name, number, first)
    series = [(*key, "") for key in values]
    compared = 0
    for own, ten in listed.items():
        bands = get_bands(observed.connection, series, ten)
        for key, periods in values.items():
            found = {band.period_end: band for band in bands.get((*key, "", ""), ())}
            for end, councils in periods.items():
                ordered = sorted(councils[each] for each in ten if each in councils)
                if not ordered:
                    assert end not in found or not found[end].values
                    continue
                band = found[end]
                assert band.count == len(ordered), (own, key, end)
                for share, given in zip((0.25, 0.5, 0.75), band.quartiles, strict=True):
                    wanted = quantile(ordered, share)
                    assert math.isclose(given, wanted, rel_tol=1e-9), (own, key, end, share)
                compared += 1
            assert {end for end, band in found.items() if band.values} <= set(periods)
    assert len(listed) > 150
    assert compared > 50_000


def test_the_neighbours_in_use_are_those_of_the_files(observed: LoadContext, shared: Path) -> None:
    for model, (name, number, first) in MODELS.items():
        listed = neighbour_rows(shared / "published" / "neighbours" / name, number, first)
        held = dict(
            observed.connection.execute(
                "SELECT area, list(neighbour ORDER BY position) FROM neighbour "
                "WHERE model = ? GROUP BY area",
                [model],
            ).fetchall()
        )
        assert {area: held[area] for area in listed} == listed
