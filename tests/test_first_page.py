"""What a browser is sent first: the page of its address with the frame, and few scripts."""

import json
import re

import dash
import pytest
from flask.testing import FlaskClient

from data.home import Home
from pages.application import create_app
from pages.first_page import page_at

HOST = "http://localhost"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture
def sample(client: FlaskClient, sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))


def sent(client: FlaskClient, referrer: str | None) -> dict[str, dict]:
    """By id, the parts of the page container as sent to whoever comes from an address."""
    headers = {"Referer": referrer} if referrer else {}
    found: dict[str, dict] = {}
    _gather(json.loads(client.get("/_dash-layout", headers=headers).data), found)
    return found


def _gather(part: object, found: dict[str, dict]) -> None:
    if isinstance(part, list):
        for each in part:
            _gather(each, found)
    elif isinstance(part, dict) and "props" in part:
        if str(part["props"].get("id", "")).startswith("_pages"):
            found[part["props"]["id"]] = part["props"]
        _gather(part["props"].get("children"), found)


@pytest.mark.parametrize(
    ("address", "heading", "title"),
    [
        ("/", "Overview", "Overview · Waymark"),
        ("/child-protection?window=m&from=2024-04", "Child protection", None),
        ("/indicator/protection_plans", "Children subject to", None),
        ("/indicator/none", "There is no such indicator", "Not found · Waymark"),
        ("/nowhere/at/all", "There is no such page", "Not found · Waymark"),
    ],
)
def test_the_page_comes_with_its_frame(
    client: FlaskClient, sample: None, address: str, heading: str, title: str | None
) -> None:
    parts = sent(client, HOST + address)
    assert heading in json.dumps(parts["_pages_content"]["children"], ensure_ascii=False)
    path, _, search = address.partition("?")
    assert parts["_pages_location"]["pathname"] == path
    assert parts["_pages_location"]["search"] == (f"?{search}" if search else "")
    if title:
        assert parts["_pages_store"]["data"] == {"title": title}


def test_it_is_the_page_that_dash_itself_would_make(client: FlaskClient, sample: None) -> None:
    output = _outputs(client)[0]
    for path, search in (("/workforce", "?window=y"), ("/indicator/contacts", "?split=source")):
        asked = {
            "output": output,
            "outputs": [
                {"id": "_pages_content", "property": "children"},
                {"id": "_pages_store", "property": "data"},
            ],
            "inputs": [
                {"id": "_pages_location", "property": "pathname", "value": path},
                {"id": "_pages_location", "property": "search", "value": search},
            ],
            "changedPropIds": ["_pages_location.pathname"],
        }
        made = json.loads(client.post("/_dash-update-component", json=asked).data)["response"]
        parts = sent(client, HOST + path + search)
        assert parts["_pages_content"]["children"] == made["_pages_content"]["children"]
        assert parts["_pages_store"]["data"] == made["_pages_store"]["data"]


def _outputs(client: FlaskClient) -> list[str]:
    said = json.loads(client.get("/_dash-dependencies").data)
    return [each["output"] for each in said if "_pages_store" in each["output"]]


@pytest.mark.parametrize("referrer", [None, "https://evil.example/child-protection", "nonsense"])
def test_without_an_address_of_ours_the_frame_goes_out_empty(
    client: FlaskClient, sample: None, referrer: str | None
) -> None:
    parts = sent(client, referrer)
    assert not parts["_pages_content"].get("children")
    assert "pathname" not in parts["_pages_location"]


def test_the_page_container_has_the_parts_that_dash_looks_for(client: FlaskClient) -> None:
    ours = set(sent(client, HOST + "/"))
    assert ours == set(sent(client, None))
    assert ours == {each.id for each in dash.page_container.children}


def test_every_query_value_reaches_the_page(client: FlaskClient) -> None:
    assert page_at("/", "?theme=&theme=x&a=%26")[1] == "Overview · Waymark"


def test_scripts_that_no_page_uses_are_not_sent(client: FlaskClient) -> None:
    page = client.get("/").text
    scripts = re.findall(r'<script src="([^"]+)"', page)
    assert not [each for each in scripts if "polyfill" in each or "dash_table" in each]
    charts = [each for each in scripts if "async-graph" in each]
    assert len(charts) == 1
    assert client.get(charts[0]).status_code == 200
    assert "max-age" in client.get(charts[0]).headers["Cache-Control"]
