"""What the server answers: pages, figures for other programs, health, and refusals."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from data.home import Home
from pages.application import create_app
from pages.fitting_trends import get_fitting_trends
from pages.quality_file import COLUMNS
from pages.view_links import chart_links
from queries.catalogue import catalogue
from queries.store import current_store
from queries.trends.view import View


@pytest.fixture(scope="module")
def server():
    return create_app().server


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


ASSETS = Path(__file__).resolve().parents[1] / "assets"


@pytest.fixture
def client(server, sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    return server.test_client()


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


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(split="age", window="r"),
        View(unit="per_10000"),
        View(unit="per_10000", split="age"),
        View(unit="count", window="y"),
    ],
)
def test_every_download_of_a_theme_is_of_what_is_seen(client: FlaskClient, view: View) -> None:
    slugs = [slug for slug, each in catalogue().items() if each.theme == "child_protection"]
    for trend in get_fitting_trends(current_store(), slugs, view):
        if not trend.rows:
            continue
        answer = client.get(chart_links(trend, view)["json"])
        assert answer.status_code == 200, answer.text
        said = answer.get_json()
        seen = (trend.unit, trend.window, len(trend.rows))
        assert (said["unit"], said["window"], len(said["rows"])) == seen
