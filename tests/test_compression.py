"""What is sent is small, and what never changes is asked for once."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

from pages.application import create_app

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def answer(client: FlaskClient, address: str, headers: dict | None = None):
    """One answer, read whole and closed: data, headers and status as a plain value."""
    with client.get(address, headers=headers) as found:
        return found.get_data(), found.headers, found.status_code


def files(client: FlaskClient) -> list[str]:
    """The addresses of every script and style that a page asks for."""
    page = answer(client, "/")[0].decode()
    return re.findall(
        r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+\.(?:js|css)[^"]*)"', page
    )


def test_every_script_and_style_is_sent_small_and_whole(client: FlaskClient) -> None:
    asked = files(client)
    assert len(asked) > 10
    for address in asked:
        plain, _, _ = answer(client, address)
        small, headers, _ = answer(client, address, GZIP)
        if len(plain) < 1400:
            continue
        assert headers["Content-Encoding"] == "gzip", address
        assert "Accept-Encoding" in headers["Vary"]
        assert gzip.decompress(small) == plain
        assert len(small) < len(plain) / 2


def test_files_marked_with_their_time_of_change_are_kept_for_a_year(client: FlaskClient) -> None:
    for address in files(client):
        assert "max-age=31536000" in answer(client, address)[1]["Cache-Control"], address


def test_what_a_page_says_is_not_kept_by_the_browser(client: FlaskClient) -> None:
    _, headers, _ = answer(client, "/_dash-dependencies", GZIP)
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Cache-Control"] == "no-store"


def test_an_unchanged_file_is_not_sent_again(client: FlaskClient) -> None:
    address = next(each for each in files(client) if each.startswith("/assets/"))
    tag = answer(client, address, GZIP)[1]["ETag"]
    data, _, status = answer(client, address, GZIP | {"If-None-Match": tag})
    assert status == 304
    assert data == b""


@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "br"}, GZIP | {"Range": "bytes=0-9"}])
def test_who_does_not_take_it_gets_it_plain(client: FlaskClient, headers: dict) -> None:
    assert "Content-Encoding" not in answer(client, files(client)[0], headers)[1]


def test_the_typeface_named_in_the_page_is_the_one_that_the_styles_name(
    client: FlaskClient,
) -> None:
    page = answer(client, "/")[0].decode()
    named = re.search(r'href="(/assets/[^"]+\.woff2)"', page)[1]
    styles = b"".join(answer(client, each)[0] for each in files(client) if ".css" in each)
    assert named.rsplit("/", 1)[1] in styles.decode()
    assert answer(client, named)[2] == 200
