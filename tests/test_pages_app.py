"""The application over the sample council: every page answers, and nonsense gets a sentence."""

import json
import re
from pathlib import Path

import dash
import pytest
from plotly.utils import PlotlyJSONEncoder

from components.refresh_report import sheets_together
from data.home import Home
from pages.application import create_app
from queries.catalogue import THEMES, catalogue
from queries.store import current_store
from tests.test_pages_words import text_of


@pytest.fixture(scope="module")
def server():
    return create_app().server


def shown(page: str, **query: object) -> str:
    """The words of one page as an address's query asks for it."""
    return text_of(dash.page_registry[f"pages.{page}"]["layout"](**query))


@pytest.fixture
def sample(server, sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    return sample_home


def test_the_navigation_is_built_from_the_pages(server) -> None:
    paths = {page["path"] for page in dash.page_registry.values()}
    assert {f"/{theme.replace('_', '-')}" for theme in THEMES} < paths


def test_pages_without_a_generation_say_what_to_do(server) -> None:
    for page in ("overview", "child_protection", "data_quality"):
        assert "There are no figures yet." in shown(page)
    assert "There are no figures yet." in shown("indicator", slug="contacts")


def test_settings_with_a_fault_are_named(sample: Home, monkeypatch, tmp_path: Path) -> None:
    home = tmp_path / "faulty"
    home.mkdir()
    (home / "warehouse").symlink_to(sample.warehouse)
    (home / "settings.toml").write_text('[neighbours]\nmodle = "2025"\n', encoding="utf-8")
    monkeypatch.setenv("WAYMARK_HOME", str(home))
    said = shown("overview")
    assert "The settings cannot be used" in said
    assert "modle" in said


def test_the_overview_shows_every_indicator_with_a_figure(sample: Home) -> None:
    said = shown("overview")
    assert "Needs attention" in said
    assert re.search(r"(\d+) of \1 indicators shown", said)
    for theme in THEMES.values():
        assert theme in said


@pytest.mark.parametrize(
    "query",
    [
        {"theme": "workforce"},
        {"status": "not_met"},
        {"change": "worse"},
        {"position": "worse"},
        {"status": "not_met", "change": "worse", "position": "worse"},
    ],
)
def test_the_overview_is_filtered(sample: Home, query: dict) -> None:
    few, of = re.search(r"(\d+) of (\d+) indicators shown", shown("overview", **query)).groups()
    assert int(few) < int(of)


def test_a_theme_shows_a_chart_for_each_indicator_with_figures(sample: Home) -> None:
    said = shown("child_protection")
    for slug, each in catalogue().items():
        if each.theme == "child_protection":
            assert each.title in said, slug


@pytest.mark.parametrize(
    "query",
    [
        {"window": "m"},
        {"unit": "per_10000"},
        {"split": "age"},
        {"compare": "region"},
        {"compare": "england", "statistic": "mean"},
        {"from": "2025-04", "to": "2026-03"},
        {"from": "1999-01", "to": "1999-02"},
        {"compare": "';--", "window": ["m", "zz"], "slug": "x"},
    ],
)
def test_a_theme_answers_any_view(sample: Home, query: dict) -> None:
    said = shown("child_protection", **query)
    assert "Child protection" in said
    assert "could not be made" not in said


@pytest.mark.parametrize("slug", sorted(catalogue()))
def test_every_indicator_has_its_page(sample: Home, slug: str) -> None:
    said = shown("indicator", slug=slug)
    each = catalogue()[slug]
    assert each.title in said
    assert "How it is counted" in said
    assert "could not be made" not in said
    if each.computed:
        assert "Worked examples" in said
        assert "SELECT" in said.upper()


@pytest.mark.parametrize("slug", ["none", ["a", "b"], ""])
def test_an_unknown_indicator_is_told(sample: Home, slug: object) -> None:
    assert "There is no such indicator" in shown("indicator", slug=slug)


def test_every_split_of_every_computed_indicator_is_drawn(sample: Home) -> None:
    for slug, each in catalogue().items():
        for split in each.splits if each.computed else ():
            said = shown("indicator", slug=slug, split=split)
            assert "could not be made" not in said, (slug, split)
            assert "No data yet" not in said, (slug, split)


def test_data_quality_shows_each_table_read(sample: Home) -> None:
    reports = current_store().manifest["files"]
    said = re.sub(r"_\s+", "_", shown("data_quality"))  # names may break after underscores
    for report in sheets_together(reports):
        assert report["file"] in said
        assert f"{report['rows_read']:,}" in said
    read = sum(report["rows_read"] for report in reports)
    assert f"{read:,} rows read" in said


def test_data_quality_is_filtered_by_file(sample: Home) -> None:
    files = [report["file"] for report in current_store().manifest["files"]]
    one = files[0]
    said = shown("data_quality", file=one)
    assert f"{files.count(one)} of {len(files)} tables shown" in said
    said = shown("data_quality", file="../../etc/passwd", generation="x", outcome=["y"])
    assert f"{len(files)} of {len(files)} tables shown" in said


def test_the_first_figures_come_with_the_page_and_the_rest_wait_their_turn(sample: Home) -> None:
    page = json.loads(
        json.dumps(dash.page_registry["pages.child_protection"]["layout"](), cls=PlotlyJSONEncoder)
    )
    graphs = [each for each in parts(page) if each.get("type") == "Graph"]
    waiting = [
        each["props"]["data"]
        for each in parts(page)
        if each.get("type") == "Store" and each["props"].get("data")
    ]
    assert len(graphs) == 4
    assert all(each["props"]["figure"]["data"] for each in graphs)
    assert len(waiting) > 3
    assert all(each["type"] == "Graph" for each in waiting)
    sent = [each["props"]["config"]["showSendToCloud"] for each in graphs + waiting]
    assert set(sent) == {False}


def parts(layout: object) -> list[dict]:
    """Every component of a page as JSON, the page itself first; what a store holds left out."""
    if isinstance(layout, list):
        return [part for each in layout for part in parts(each)]
    if not isinstance(layout, dict) or "props" not in layout:
        return []
    return [layout, *parts(layout["props"].get("children"))]
