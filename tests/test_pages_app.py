"""The application over the sample council: every page answers, and nonsense gets a sentence."""

import csv
import io
import json
import re
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

from data.home import Home
from pages.application import create_app
from pages.quality_file import COLUMNS
from queries.catalogue import THEMES, catalogue
from queries.store import current_store
from tests.test_pages_words import text_of

ASSETS = Path(__file__).resolve().parents[1] / "assets"
PATHS = (
    "/",
    "/children-in-need",
    "/child-protection",
    "/children-in-care",
    "/workforce",
    "/finance",
    "/data-quality",
    "/indicator/protection_plans",
)


@pytest.fixture(scope="module")
def server():
    return create_app().server


def shown(page: str, **query: object) -> str:
    """The words of one page as an address's query asks for it."""
    return text_of(dash.page_registry[f"pages.{page}"]["layout"](**query))


@pytest.fixture
def client(server, sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    return server.test_client()


@pytest.fixture
def sample(server, sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    return sample_home


@pytest.fixture
def empty_client(server) -> FlaskClient:
    """No generation: WAYMARK_HOME names an empty folder in every test."""
    return server.test_client()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_answers_in_british_english(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<html lang="en-GB">' in answer.text
    assert "width=device-width" in answer.text


@pytest.mark.parametrize(
    "path", ["/nothing", "/indicator/", "/indicator/none", "/indicator/a/b", "/plan", "/%00"]
)
def test_an_unknown_path_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_names_nothing_outside(client: FlaskClient) -> None:
    page = client.get("/").text
    named = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert named
    assert not [address for address in named if re.match(r"(https?:)?//", address)]


def test_own_styles_come_after_bootstrap_and_plotly_is_the_small_one(client: FlaskClient) -> None:
    page = client.get("/").text
    assert page.index("bootstrap.min.css") < page.index("1-tokens.css") < page.index("5-print.css")
    assert page.count("plotly-basic.min.js") == 1
    assert "package_data/plotly.min.js" not in page


def test_own_files_name_no_outside_address() -> None:
    for path in (ASSETS / "waymark").iterdir():
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path.name


def test_every_vendored_folder_has_its_licence() -> None:
    for folder in (ASSETS / "vendor").iterdir():
        assert (folder / "LICENSE.txt").stat().st_size > 500, folder.name


def test_the_navigation_is_built_from_the_pages() -> None:
    paths = {page["path"] for page in dash.page_registry.values()}
    assert {f"/{theme.replace('_', '-')}" for theme in THEMES} < paths


def test_health(client: FlaskClient, sample_home: Home) -> None:
    said = client.get("/healthz").get_json()
    assert said == {
        "status": "ok",
        "generation": current_store(sample_home).generation,
        "latest_month": current_store(sample_home).latest_month,
    }


def test_health_without_figures(empty_client: FlaskClient) -> None:
    answer = empty_client.get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["status"] == "no_generation"


def test_figures_out(client: FlaskClient) -> None:
    said = client.get("/data/protection_plans.json?unit=per_10000").get_json()
    assert said["indicator"] == "protection_plans"
    assert said["unit"] == "per_10000"
    assert said["rows"]
    assert "verdict" in said["rows"][-1]
    rows = list(csv.DictReader(io.StringIO(client.get("/data/contacts.csv").text.lstrip("\ufeff"))))
    assert len(rows) == len(client.get("/data/contacts.json").get_json()["rows"])
    assert client.get("/data/contacts.xlsx").data[:2] == b"PK"
    assert client.get("/data/contacts.parquet").data[:4] == b"PAR1"


def test_the_catalogue_out(client: FlaskClient) -> None:
    said = json.loads(client.get("/data/catalogue.json").data)
    assert [each["indicator"] for each in said] == list(catalogue())


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/data/none.json", 404, "no indicator"),
        ("/data/contacts.doc", 404, "no format"),
        ("/data/contacts", 404, "nothing at"),
        ("/data/contacts.json?window=zz", 400, "window"),
        ("/data/contacts.json?from=2026-13", 400, "date"),
        ("/data/contacts.json?colour=red", 400, "parameter"),
        ("/data/contacts.json?comparator=zzz", 400, "No council"),
    ],
)
def test_a_bad_call_is_told_what_may_be_asked(
    client: FlaskClient, path: str, status: int, word: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert word in answer.get_json()["error"]


def test_figures_without_a_generation(empty_client: FlaskClient) -> None:
    answer = empty_client.get("/data/contacts.json")
    assert answer.status_code == 503
    assert "refresh" in answer.get_json()["error"]


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
    said = shown("data_quality")
    for report in reports:
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


def test_data_quality_as_a_file(client: FlaskClient, sample_home: Home) -> None:
    answer = client.get("/data-quality.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    reports = current_store(sample_home).manifest["files"]
    rejects = sum(len(report["rejects"]) for report in reports)
    assert len([row for row in rows if row["kind"] == "reject"]) == rejects
    assert client.get("/data-quality.csv?generation=none").status_code == 404


def test_data_quality_file_without_a_generation(empty_client: FlaskClient) -> None:
    assert empty_client.get("/data-quality.csv").status_code == 503
