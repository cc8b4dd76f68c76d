"""The section 'Codes to map' and its form: who may see and say what, and who may not."""

from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

import pages.access
from components.codes_to_map import CODE_SETS, code_name
from data.code_mapping import Meaning, code_mapping, mapping_notes, save_meanings
from data.contracts import code_sets
from data.home import Home
from pages.application import create_app
from queries.code_spellings import BLANK, get_codes_to_map, get_unmapped, may_be_blank
from queries.refresh import refresh
from queries.store import current_store
from tests.code_homes import BOSNIAN, CHILD, CONSTABULARY, HOSTILE, home_with_codes
from tests.test_pages_words import text_of

ADDRESS = "/data-quality/codes"
FROM_HERE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
CORNWALL = "908"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = home_with_codes(tmp_path_factory.mktemp("codes") / "council")
    refresh(made)
    return made


@pytest.fixture
def home(refreshed: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The refreshed home, without any notes."""
    refreshed.notes_file.unlink(missing_ok=True)
    monkeypatch.setenv("WAYMARK_HOME", str(refreshed.root))
    return refreshed


def field(text: str) -> str:
    """The name of a spelling's control."""
    found = {each.text: each.token for each in get_unmapped(current_store())}
    return f"meaning-{found[text]}"


def sent(client: FlaskClient, headers: dict[str, str] = FROM_HERE, **form: str):
    return client.post(ADDRESS, data=form, headers=headers)


def standing(home: Home) -> dict[tuple[str, str], str | None]:
    return dict(code_mapping(home.notes_file, CORNWALL).codes)


def words(**query: str) -> str:
    return text_of(dash.page_registry["pages.data_quality"]["layout"](**query))


def as_roles(monkeypatch: pytest.MonkeyPatch, *roles: str) -> None:
    monkeypatch.setattr(pages.access, "_HERE", frozenset(roles))


def test_each_code_set_has_a_name_in_plain_words_and_its_codes_their_labels() -> None:
    assert set(CODE_SETS) == set(code_sets())
    assert all(code.code != BLANK for codes in code_sets().values() for code in codes.codes)
    named = {c.code: code_name(c) for c in code_sets()["placement_type"].codes}
    assert named["P2"] == "Independent living (P2, to March 2024)"
    assert named["K3"] == "Registered supported accommodation (K3, from April 2023)"
    assert named["Z11"] == "Z11 (Z11, from April 2025)"


def test_the_page_lists_what_is_to_map_and_where_it_stands(client: FlaskClient, home: Home) -> None:
    said = words()
    assert "5 codes to map" in said
    assert "5 spellings in the files have no code in the standard, in 68 rows" in said
    for wanted in ("Source of contact or referral", BOSNIAN, CHILD, "ssd_person.csv"):
        assert wanted in said
    assert "\\nsecond line" in said  # a line end is written out
    assert "x" * 81 not in said
    assert "(10,000 characters)" in said


def test_a_meaning_chosen_is_saved_and_the_page_says_when_it_holds(
    client: FlaskClient, home: Home
) -> None:
    answer = sent(
        client, **{field(CONSTABULARY.upper()): "6", field(CHILD): "", field(HOSTILE): BLANK}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/data-quality#codes")
    assert standing(home)["source", CONSTABULARY.casefold()] == "6"
    assert list(standing(home).values()) == ["6", None]
    said = words()
    assert "2 mappings saved since the last refresh. They take effect with the next one." in said
    assert "3 codes to map" in said
    assert "Mapped already (2)" in said
    assert "Police (6)" in said
    assert "from the next refresh" in said


def test_after_the_refresh_a_mapping_is_used_and_can_be_withdrawn(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with_codes(tmp_path / "council")
    monkeypatch.setenv("WAYMARK_HOME", str(home.root))
    save_meanings(home.notes_file, CORNWALL, [Meaning("source", CONSTABULARY, "6")], "editor")
    refresh(home)
    assert "since the last refresh" not in words()
    assert "Mapped already (1)" in words()
    (note,) = mapping_notes(home.notes_file, CORNWALL)
    assert sent(client, withdraw=str(note.id)).status_code == 303
    assert sent(client, withdraw=str(note.id)).status_code == 303  # a second press does nothing
    assert [each.meaning for each in mapping_notes(home.notes_file, CORNWALL)] == [
        "code",
        "withdrawn",
    ]
    said = words()
    assert "1 mapping withdrawn since the last refresh. It takes effect with the next one." in said
    assert "Mapped already" not in said


def test_what_is_saved_and_taken_back_before_a_refresh_is_no_change(
    client: FlaskClient, home: Home
) -> None:
    sent(client, **{field(BOSNIAN): "WOTH"})
    (note,) = mapping_notes(home.notes_file, CORNWALL)
    sent(client, withdraw=str(note.id))
    found = get_codes_to_map(current_store())
    assert (found.saved, found.withdrawn, len(found.unmapped)) == (0, 0, 5)


def test_a_second_page_open_may_still_say_otherwise(client: FlaskClient, home: Home) -> None:
    sent(client, **{field(BOSNIAN): "WOTH"})
    sent(client, **{field(BOSNIAN): "WROM"})
    assert standing(home) == {("ethnicity", BOSNIAN.casefold()): "WROM"}


def test_nothing_chosen_saves_nothing_and_says_so(client: FlaskClient, home: Home) -> None:
    answer = sent(client, **{field(BOSNIAN): ""})
    assert answer.headers["Location"] == "/data-quality?said=nothing#codes"
    assert "Nothing was chosen" in words(said="nothing")
    assert not home.notes_file.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://localhost"},
    ],
)
def test_another_sites_form_is_refused(
    client: FlaskClient, home: Home, headers: dict[str, str]
) -> None:
    assert sent(client, headers, **{field(BOSNIAN): "WOTH"}).status_code == 403
    assert not home.notes_file.exists()


def test_a_foreign_host_is_refused(client: FlaskClient, home: Home) -> None:
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    assert sent(client, headers, **{field(BOSNIAN): "WOTH"}).status_code == 400
    assert not home.notes_file.exists()


def test_to_open_the_address_or_to_delete_there_is_no_way(client: FlaskClient, home: Home) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 404
    for method in ("put", "delete", "patch"):
        assert getattr(client, method)(ADDRESS, headers=FROM_HERE).status_code == 405
        assert getattr(client, method)(ADDRESS).status_code == 403


@pytest.mark.parametrize("code", ["6", "woth", "WOTH ", "<b>", "'; --", "x" * 10_000])
def test_what_is_no_code_of_the_set_is_refused(client: FlaskClient, home: Home, code: str) -> None:
    answer = sent(client, **{field(BOSNIAN): code, field(HOSTILE): "WOTH"})
    assert answer.status_code == 400
    assert b"<b>" not in answer.data
    assert not home.notes_file.exists()


@pytest.mark.parametrize("note", ["x", "-1", "²", "9" * 40, "1; DROP TABLE code_mapping"])
def test_what_is_no_mapping_cannot_be_withdrawn(client: FlaskClient, home: Home, note: str) -> None:
    assert sent(client, withdraw=note).status_code == 400


def test_a_spelling_that_the_figures_do_not_have_is_a_conflict(
    client: FlaskClient, home: Home
) -> None:
    answer = sent(client, **{"meaning-0123456789abcdef0123": "WOTH"})
    assert answer.status_code == 409
    assert "open it anew" in answer.text
    assert not home.notes_file.exists()


def test_no_set_whose_rows_need_a_code_offers_nothing_recorded() -> None:
    assert may_be_blank("ethnicity")
    assert not may_be_blank("legal_status")


def test_without_the_role_nothing_is_offered_or_taken(
    client: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = field(BOSNIAN)
    as_roles(monkeypatch, "viewer", "analyst")
    assert sent(client, **{name: "WOTH"}).status_code == 403
    assert sent(client, withdraw="1").status_code == 403
    assert not home.notes_file.exists()
    said = words()
    assert "needs the role of editor" in said
    assert "Save" not in said
    assert "Leave as it is" not in said


@pytest.mark.parametrize("roles", [("viewer",), ("viewer", "analyst"), ("viewer", "editor")])
def test_what_may_be_a_childs_name_needs_both_roles(
    client: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch, roles: tuple[str, ...]
) -> None:
    name = field(CHILD)
    save_meanings(home.notes_file, CORNWALL, [Meaning("ethnicity", "Bertie Marsh", None)], "editor")
    as_roles(monkeypatch, *roles)
    said = words()
    assert BOSNIAN in said  # ten rows share it
    for private in (CHILD, "Marsh", "Bertie"):
        assert private not in said
    assert "aaaaa aaaaa-aaaaa" in said
    whole = str(dash.page_registry["pages.data_quality"]["layout"]().to_plotly_json())
    assert "Marsh" not in whole
    assert sent(client, **{name: "WOTH"}).status_code == 403


def test_notes_that_cannot_be_read_are_said_and_the_rest_of_the_page_stands(
    client: FlaskClient, home: Home
) -> None:
    home.notes_file.write_bytes(b"no database, but long enough to be looked at" * 40)
    said = words()
    assert "The saved mappings cannot be read" in said
    assert "ssd_person.csv" in said
    assert sent(client, **{field(BOSNIAN): "WOTH"}).status_code == 503


def test_a_likely_code_is_suggested_and_none_is_chosen(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with_codes(tmp_path / "council")
    people = home.exports / "ssd_person.csv"
    people.write_text(people.read_text().replace(CHILD, "Whit  Britsh"))
    monkeypatch.setenv("WAYMARK_HOME", str(home.root))
    refresh(home)
    likely = {each.text: each.likely and each.likely.code for each in get_unmapped(current_store())}
    assert likely["Whit  Britsh"] == "WBRI"
    assert set(likely.values()) == {"WBRI", None}
    assert "Perhaps White British (WBRI)" in words()
    section = str(dash.page_registry["pages.data_quality"]["layout"]().to_plotly_json())
    assert "selected" not in section
