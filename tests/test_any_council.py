"""Published files alone fill all five pages, for any kind of council."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import dash
import pytest

from data.home import Home
from pages.application import create_app
from queries.catalogue import THEMES, catalogue
from queries.store import Store, current_store
from queries.trends.trend import get_trends
from queries.trends.view import Trend, View
from tests.conftest import refreshed
from tests.test_pages_words import text_of

PUBLISHED = (
    "published/lait/bds_long_0.parquet",
    "published/neighbours/sn_may_2025.xlsx",
    "published/neighbours/sn_april_2021.xlsx",
    "published/cin_2025/b1_children_in_need_2013_to_2025.csv",
    "published/cin_2025/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "published/cin_2025/c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv",
    "published/cin_2025/d3_cpps_subsequent_plan_2013_to_2025.csv",
    "published/cin_2025/ons_mid-year_population_estimates_2012_to_2024.csv",
    "published/cla_2025/cla_number_and_rate_per_10k_children.csv",
    "published/cla_2025/la_cla_placement_stability.csv",
    "published/workforce/csww_indicators_2017_to_2025.csv",
)

# code: the kind of council, and the last year that it should have figures for
COUNCILS = {
    "938": "a county, West Sussex",
    "E10000014": "a county with a year of unreliable figures, Hampshire",
    "E09000012": "a London borough with a year missing, Hackney",
    "E09000027": "one of a combined pair, Richmond upon Thames",
    "E06000063": "a new unitary, Cumberland",
    "940": "a new unitary reported with its pair, North Northamptonshire",
    "909": "an abolished county, Cumbria",
    "E08000025": "a large city, Birmingham",
    "E06000019": "a county with suppressed years, Herefordshire",
    "E08000038": "a district under a new code, Barnsley",
    "E06000066": "a county become a unitary, Somerset",
    "E06000017": "the smallest county, Rutland",
}


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    home = Home(tmp_path_factory.mktemp("published_home"))
    return current_store(refreshed(home, shared, PUBLISHED, "908"))


def as_council(store: Store, code: str) -> Store:
    """The same figures seen by another council: only the manifest's council differs."""
    row = (
        store.cursor()
        .execute(
            "SELECT area, ons_code, name, region FROM area WHERE area = ? OR ons_code = ?",
            [code, code],
        )
        .fetchone()
    )
    assert row, f"{code} is not among the areas"
    other = replace(store)
    said = dict(zip(("id", "ons_code", "name", "region"), row, strict=True))
    other.__dict__["manifest"] = store.manifest | {"council": said}
    return other


def with_figures(store: Store, theme: str) -> list[Trend]:
    slugs = [slug for slug, each in catalogue().items() if each.theme == theme]
    return [
        trend
        for trend in get_trends(store, slugs, View())
        if any(row.value is not None for row in trend.rows)
    ]


@pytest.mark.parametrize("code", COUNCILS, ids=lambda code: COUNCILS[code])
@pytest.mark.parametrize("theme", THEMES)
def test_every_page_stands(store: Store, code: str, theme: str) -> None:
    trends = with_figures(as_council(store, code), theme)
    assert len(trends) >= 3, f"{COUNCILS[code]}: {theme} has {len(trends)} charts"
    assert all(trend.verdict for trend in trends)


def test_a_band_is_drawn_wherever_five_neighbours_have_a_figure(store: Store) -> None:
    for trend in with_figures(as_council(store, "938"), "children_in_care"):
        latest = trend.rows[-1]
        assert latest.neighbour_count is None or latest.neighbour_count >= 5 or trend.why_no_band


def test_an_abolished_council_ends_when_it_did(store: Store) -> None:
    for trend in with_figures(as_council(store, "909"), "child_protection"):
        last = max(row.period_end for row in trend.rows if row.value is not None)
        assert last <= date(2023, 9, 30), (trend.indicator.slug, last)


def test_a_newcomer_with_a_code_and_the_public_files_has_every_page(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(store.home.root))
    create_app()
    pages = {
        name.removeprefix("pages."): page["layout"]
        for name, page in dash.page_registry.items()
        if page.get("order") is not None
    }
    assert set(THEMES) <= set(pages)
    for theme in THEMES:
        said = text_of(pages[theme]())
        assert said.startswith(THEMES[theme])
        assert "could not be made" not in said
        assert said.count("Definition") >= 3, theme
        assert "Neighbours’" in said or "neighbours" in said
    assert "of 0 indicators" not in text_of(pages["overview"]())
    assert "Needs attention" in text_of(pages["overview"]())
