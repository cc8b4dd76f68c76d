"""The catalogue refuses to start on any fault, and lists all faults at once."""

from datetime import date
from pathlib import Path

import pytest

from queries.catalogue import THEMES, CatalogueError, catalogue, read_catalogue, vocabulary

GOOD = """
title = "Children with a plan"
short = "Plans"
definition = "Children with a plan at the end of the month."
why = "A plan says that a child is at risk of harm."
numerator = "children with a plan"
units = ["count"]
windows = ["e"]
better = "neither"
order = 1
disclosure = "children"
"""


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        theme, _, rest = name.partition("__")
        stem, _, kind = rest.rpartition("_")
        path = folder / theme / f"{stem}.{kind}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    return caught.value.faults


def test_slug_and_theme_come_from_the_file(tmp_path: Path) -> None:
    indicators = read_catalogue(written(tmp_path, finance__plans_open_toml=GOOD))
    assert indicators["plans_open"].theme == "finance"
    assert not indicators["plans_open"].computed


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        finance__blank_toml=GOOD.replace('"Children with a plan"', '"  "'),
        finance__unknown_toml=GOOD + 'colour = "red"\n',
        finance__broken_toml="title = ",
        finance__orphan_sql="SELECT 1",
        elsewhere__lost_toml=GOOD,
    )
    faults = faults_of(folder)
    for start in (
        "blank.toml: title",
        "unknown.toml: colour",
        "broken.toml",
        "orphan.sql",
        "elsewhere: not a theme",
    ):
        assert any(fault.startswith(start) for fault in faults), (start, faults)


def test_what_the_file_name_says_is_never_restated(tmp_path: Path) -> None:
    folder = written(tmp_path, finance__plans_toml=GOOD + 'slug = "plans"\n')
    assert faults_of(folder) == ["plans.toml: slug: never stated in the file"]


def test_a_query_needs_a_worked_example(tmp_path: Path) -> None:
    folder = written(tmp_path, finance__plans_toml=GOOD, finance__plans_sql="SELECT 1")
    assert "worked example" in faults_of(folder)[0]


def test_one_slug_stands_in_one_theme(tmp_path: Path) -> None:
    folder = written(tmp_path, finance__plans_toml=GOOD, workforce__plans_toml=GOOD)
    assert "two themes" in faults_of(folder)[0]


def test_a_percentage_says_of_what(tmp_path: Path) -> None:
    folder = written(tmp_path, finance__plans_toml=GOOD.replace('["count"]', '["percent"]'))
    assert "denominator" in faults_of(folder)[0]


def test_both_sides_of_zero_have_words_or_neither(tmp_path: Path) -> None:
    folder = written(tmp_path, finance__plans_toml=GOOD + 'above_zero = "over budget"\n')
    assert "go together" in faults_of(folder)[0]


def test_what_adds_up_has_a_year_to_date(tmp_path: Path) -> None:
    folder = written(tmp_path, finance__plans_toml=GOOD + "accumulates = true\n")
    assert "year to date" in faults_of(folder)[0]


def test_savings_are_judged_in_march_and_forecasts_always() -> None:
    known, october, march = catalogue(), date(2026, 10, 31), date(2027, 3, 31)
    savings, forecast = known["savings_delivered"], known["forecast_variance"]
    assert [savings.judged("y", day) for day in (october, march)] == [False, True]
    assert [forecast.judged("y", day) for day in (october, march)] == [True, True]
    assert known["agency_spend"].judged("m", october)
    assert forecast.sides == ("over budget", "under budget")
    assert savings.sides is None


def linked(*slugs: str) -> str:
    return GOOD + f"linked = [{', '.join(repr(each) for each in slugs)}]\n"


def test_links_lead_to_other_themes_and_need_not_be_returned(tmp_path: Path) -> None:
    folder = written(
        tmp_path, finance__spend_toml=linked("plans"), child_protection__plans_toml=GOOD
    )
    indicators = read_catalogue(folder)
    assert indicators["spend"].linked == ("plans",)
    assert indicators["plans"].linked == ()


def test_every_fault_of_the_links_is_listed(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        finance__spend_toml=linked("plans", "nothing", "plans", "nobody"),
        finance__budget_toml=linked("budget"),
        finance__many_toml=linked("a", "b", "c", "d", "e", "f"),
        finance__plans_toml="title = ",
    )
    faults = faults_of(folder)
    for wanted in (
        "spend.toml: linked: there is no indicator nothing",
        "spend.toml: linked: there is no indicator nobody",
        "spend.toml: linked: each indicator is named once",
        "budget.toml: linked: an indicator is not linked with itself",
    ):
        assert wanted in faults
    assert any(each.startswith("many.toml: linked: ") and "5" in each for each in faults)
    assert not any("no indicator plans" in each for each in faults), "its own fault is told"


def test_the_shipped_links_cross_the_themes() -> None:
    indicators = catalogue()
    across = {
        (each.theme, indicators[slug].theme) for each in indicators.values() for slug in each.linked
    }
    for theme in THEMES:
        assert [to for of, to in across if of == theme and to != theme], theme
    assert indicators["assessments_in_45_days"].linked[0] == "referrals"


def test_the_shipped_catalogue_is_whole() -> None:
    indicators = catalogue()
    assert {each.theme for each in indicators.values()} == set(THEMES)
    orders = {(each.theme, each.order) for each in indicators.values()}
    assert len(orders) == len(indicators), "two indicators share a place in their theme"
    assert {term.slug for term in vocabulary(indicators).terms} == set(indicators)
