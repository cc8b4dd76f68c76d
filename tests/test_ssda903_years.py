"""Five years' SSDA903 sets stitched into one history, against their text by plain loops."""

from datetime import date
from pathlib import Path

import pytest

from data.database import connect
from data.home import Home
from queries.refresh import refresh
from tests.conftest import link_exports
from tests.slow_ssda903 import children_in_care, open_in_set, read_births, read_episodes

FOLDER = "formats/ssda903/demand_model_2017_2021"
BEGINS = range(2017, 2022)
TABLES = ("episodes", "header", "missing", "oc2", "oc3", "previous_permanence", "reviews", "uasc")


@pytest.fixture(scope="module")
def five_years(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The five real sets, 1 April 2017 to 31 March 2022, refreshed. Read it only."""
    home = Home(tmp_path_factory.mktemp("five_years"))
    link_exports(home, shared, tuple(f"{FOLDER}/{y}-{t}.csv" for y in BEGINS for t in TABLES))
    home.settings_file.write_text('[council]\ncode = "E06000052"\n', encoding="utf-8")
    outcome = refresh(home)
    assert outcome.generation is not None
    for report in outcome.as_json()["files"]:
        assert report["rows_read"] == report["rows_loaded"] + report["rows_rejected"]
        assert "waymark_fault" not in {each["rule"] for each in report["rejects"]}
    return home


def observed(home: Home, slug: str, unit: str = "count") -> dict[date, float | None]:
    """Month → an indicator's value, of all children."""
    (file,) = home.warehouse.glob("*/observation.parquet")
    with connect() as connection:
        rows = connection.execute(
            "SELECT period_end, value FROM read_parquet(?) WHERE slug = ? AND source = 'cases' "
            "AND split = '' AND unit = ?",
            [str(file), slug, unit],
        ).fetchall()
    return dict(rows)


def test_children_in_care_at_each_month_end_are_those_of_the_text(
    shared: Path, five_years: Home
) -> None:
    folder = shared / FOLDER
    sets = {y + 1: read_episodes(folder / f"{y}-episodes.csv", y + 1) for y in BEGINS}
    births = read_births([folder / f"{y}-header.csv" for y in BEGINS])
    figures = observed(five_years, "children_in_care")
    assert len(figures) == 60  # April 2017 to March 2022
    expected = {on: len(children_in_care(sets, births, on)) for on in figures}
    assert figures == expected
    marches = [date(year, 3, 31) for year in range(2018, 2023)]
    assert set(marches) <= set(figures)
    assert min(figures[march] for march in marches) > 40


def test_each_31_march_holds_whoever_its_own_set_leaves_open(
    shared: Path, five_years: Home
) -> None:
    """What a later set corrects aside, nobody that a set has in care at its end is lost."""
    folder = shared / FOLDER
    sets = {y + 1: read_episodes(folder / f"{y}-episodes.csv", y + 1) for y in BEGINS}
    newest = date(2022, 3, 31)
    births = read_births([folder / f"{y}-header.csv" for y in BEGINS])
    of_set_alone = children_in_care({2022: sets[2022]}, births, newest)
    assert of_set_alone <= open_in_set(sets[2022], newest)
    assert observed(five_years, "children_in_care")[newest] == len(of_set_alone)
