"""A filter's redraw goes to the store beside the page; every view of a theme is written once."""

import json
import logging

import pytest
from flask.testing import FlaskClient

from data.home import Home
from pages.application import create_app
from pages.redraw import SEARCH, STORE
from queries.store import current_store

PATHNAME = "_pages_location.pathname"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture
def sample(client: FlaskClient, sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    return sample_home


def answered(client: FlaskClient, path: str, search: str, *changed: str) -> dict:
    """What the browser is answered when the address changes."""
    dependencies = json.loads(client.get("/_dash-dependencies").data)
    asked = {
        "output": next(d["output"] for d in dependencies if "_pages_store" in d["output"]),
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": list(changed),
    }
    answer = client.post("/_dash-update-component", json=asked)
    assert answer.status_code == 200
    return json.loads(answer.data)


PAGES = ("/", "/child-protection", "/finance", "/data-quality", "/indicator/contacts", "/nowhere")


@pytest.mark.parametrize("path", PAGES)
def test_another_view_of_a_page_comes_beside_it_and_is_what_the_page_would_be(
    client: FlaskClient, sample: Home, path: str
) -> None:
    whole = answered(client, path, "?compare=region", PATHNAME, SEARCH)
    redrawn = answered(client, path, "?compare=region", SEARCH)
    assert "sideUpdate" not in whole
    assert "_pages_content" not in redrawn["response"]
    content = redrawn["sideUpdate"][STORE]["data"]["content"]
    assert content == whole["response"]["_pages_content"]["children"]
    assert redrawn["response"]["_pages_store"] == whole["response"]["_pages_store"]


def test_the_same_view_twice_is_two_redraws(client: FlaskClient, sample: Home) -> None:
    turns = [
        answered(client, "/finance", "", SEARCH)["sideUpdate"][STORE]["data"]["turn"]
        for _ in range(2)
    ]
    assert turns[0] != turns[1]


def test_each_view_of_a_theme_is_written_once(client: FlaskClient, sample: Home) -> None:
    written = current_store().written
    # Months that no other test asks for: what they have had written stays written.
    views = ("?from=2022-02", "?from=2022-03", "?from=2022-02", "?from=2022-02&to=2024-01")
    before = len(written)
    for search in views:
        answered(client, "/workforce", search, SEARCH)
    assert len(written) == before + 3


def test_a_page_that_may_show_cases_is_never_kept(
    client: FlaskClient, sample: Home, caplog: pytest.LogCaptureFixture
) -> None:
    before = len(current_store().written)
    with caplog.at_level(logging.INFO, logger="waymark.cases"):
        for _ in range(2):
            answered(client, "/indicator/contacts", "?cases=open", SEARCH)
    opened = [each for each in caplog.messages if each.startswith("cases opened: contacts")]
    assert len(opened) == 2  # each opening is logged
    assert len(current_store().written) == before


def test_a_fault_is_told_and_not_kept(
    client: FlaskClient, sample: Home, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(current_store().written)
    said = answered(client, "/workforce", "?compare=E99999999", SEARCH)
    assert "There is no such view" in json.dumps(said)
    assert len(current_store().written) == before
    monkeypatch.setenv("WAYMARK_HOME", str(tmp_path))
    said = answered(client, "/workforce", "", SEARCH)
    assert "No figures yet" in json.dumps(said)
