"""What the server refuses, and what every answer carries."""

import pytest
from flask.testing import FlaskClient

from pages.application import create_app
from pages.guard import host_name


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8050", 200),
        ("localhost", 200),
        ("[::1]:8050", 200),
        ("LOCALHOST:80", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8050", 400),
        ("192.168.1.4:8050", 400),
    ],
)
def test_only_this_machines_names_are_answered(client: FlaskClient, host: str, status: int) -> None:
    for path in ("/", "/data/catalogue.json"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == status, (path, host)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        '{"output": "x.y"}',
        '{"output": 1, "inputs": []}',
        '{"output": "_pages_content.children", "inputs": 3}',
    ],
)
def test_a_forged_update_is_refused_and_not_a_fault(client: FlaskClient, body: str) -> None:
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert b"Traceback" not in answer.data


def test_every_answer_is_headed(client: FlaskClient) -> None:
    for path in ("/", "/data/catalogue.json", "/healthz", "/nowhere"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"


def test_a_hosts_port_is_left_off() -> None:
    assert host_name("[::1]:8050") == "[::1]"
    assert host_name("[::1]") == "[::1]"
    assert host_name("Localhost:1") == "localhost"
