"""Several kinds of export that tell the same months: one stands, and the difference is kept."""

from datetime import date
from pathlib import Path

import pytest

from data.contracts import case_tables
from data.database import Connection
from queries.cases import get_cases, get_parts
from queries.catalogue import catalogue
from queries.observations.cases import case_observations
from queries.observations.kinds import groups, kinds, own_tables, remarks
from queries.tellers import tellers
from tests.made_cases import AREA, empty_council

SSD = "Standard Safeguarding Dataset"
ANNEX = "Ofsted’s Annex A"
CENSUS = "Children in need census"
# Every kind of export adds to what is known of these.
_OF_ALL = {"ssd_person", "ssd_disability", "ssd_department", "ssd_professionals"}


@pytest.fixture
def council() -> Connection:
    return empty_council()


def _contacts(connection: Connection, prefix: str, *days: str) -> None:
    connection.executemany(
        "INSERT INTO ssd_contacts (cont_contact_id, cont_person_id, cont_contact_date, "
        "cont_contact_source_code) VALUES (? || uuid()::VARCHAR, 'A', ?, '6')",
        [(prefix, day) for day in days],
    )


def _referrals(connection: Connection, prefix: str, *days: str) -> None:
    connection.executemany(
        "INSERT INTO ssd_cin_episodes (cine_referral_id, cine_person_id, cine_referral_date) "
        "VALUES (? || uuid()::VARCHAR, 'A', ?)",
        [(prefix, day) for day in days],
    )


def _counted(connection: Connection, *slugs: str, precedence: tuple[str, ...] = ()) -> None:
    wanted = {slug: catalogue()[slug] for slug in slugs}
    case_observations(connection, wanted, AREA, precedence=precedence)


def _figures(connection: Connection, slug: str, table: str = "observation", window: str = "m"):
    """period end → (numerator, kind), of the whole."""
    rows = connection.execute(
        f"SELECT period_end, numerator, release FROM {table} WHERE slug = ? AND split = '' "
        "AND unit = 'count' AND \"window\" = ?",
        [slug, window],
    ).fetchall()
    assert len(rows) == len({row[0] for row in rows}), "two figures of one period"
    return {row[0]: row[1:] for row in rows}


def _two_kinds(connection: Connection) -> None:
    """Own records of January and February, Annex A of February and March, each month whole."""
    _contacts(connection, "K", "2025-01-03", "2025-02-03", "2025-02-28")
    _contacts(connection, "annexa-contact-", "2025-02-03", "2025-03-03", "2025-03-10", "2025-03-31")


def test_each_month_has_the_figure_of_the_kind_that_goes_first(council: Connection) -> None:
    _two_kinds(council)
    _counted(council, "contacts")
    assert _figures(council, "contacts") == {
        date(2025, 1, 31): (1, SSD),
        date(2025, 2, 28): (2, SSD),
        date(2025, 3, 31): (3, ANNEX),
    }
    assert _figures(council, "contacts", "second_count") == {date(2025, 2, 28): (1, ANNEX)}


def test_the_setting_turns_the_order_round(council: Connection) -> None:
    _two_kinds(council)
    _counted(council, "contacts", precedence=("annex_a",))
    assert _figures(council, "contacts") == {
        date(2025, 1, 31): (1, SSD),
        date(2025, 2, 28): (1, ANNEX),
        date(2025, 3, 31): (3, ANNEX),
    }
    assert _figures(council, "contacts", "second_count") == {date(2025, 2, 28): (2, SSD)}


@pytest.mark.parametrize("precedence", [(), ("annex_a",)])
def test_the_cases_of_a_month_are_those_of_the_kind_that_stands(
    council: Connection, precedence: tuple[str, ...]
) -> None:
    _two_kinds(council)
    _counted(council, "contacts", precedence=precedence)
    for day, (numerator, _) in _figures(council, "contacts").items():
        found = get_cases(council, catalogue()["contacts"], day, "m")
        assert (len(found.rows), found.count, found.numerator) == (numerator,) * 3
        parts = get_parts(council, catalogue()["contacts"], day, "m")
        assert parts[""][""][0] == numerator
        assert sum(above for above, _ in parts["source_of_referral"].values()) == numerator


def test_the_tables_are_whole_again_afterwards(council: Connection) -> None:
    _two_kinds(council)
    _counted(council, "contacts")
    (rows,) = council.execute("SELECT count(*) FROM ssd_contacts").fetchone()
    assert rows == 7
    views = council.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    assert views == []
    months = council.execute("SELECT min(month_end), max(month_end) FROM month_end").fetchone()
    assert months == (date(2025, 1, 31), date(2025, 3, 31))


def test_one_kind_alone_is_named_unless_it_is_the_councils_own_records(
    council: Connection,
) -> None:
    _contacts(council, "annexa-contact-", "2025-03-03", "2025-03-31")
    _counted(council, "contacts")
    assert _figures(council, "contacts") == {date(2025, 3, 31): (2, ANNEX)}
    assert _figures(council, "contacts", "second_count") == {}


def test_own_records_alone_are_not_named(council: Connection) -> None:
    _contacts(council, "K", "2025-03-03", "2025-03-31")
    _counted(council, "contacts")
    assert _figures(council, "contacts") == {date(2025, 3, 31): (2, None)}


def test_what_a_kind_does_not_tell_comes_from_one_that_reaches_as_far(
    council: Connection,
) -> None:
    _contacts(council, "K", "2025-03-03", "2025-03-31")
    _referrals(council, "cincensus-referral-", "2025-03-04", "2025-03-31")
    _counted(council, "contacts_to_referral")
    found = get_cases(council, catalogue()["contacts_to_referral"], date(2025, 3, 31), "m")
    assert (found.numerator, found.denominator) == (2, 2)


def test_a_kind_that_ends_earlier_tells_nothing_of_the_months_after(council: Connection) -> None:
    _contacts(council, "K", "2025-06-02", "2025-06-30")
    _referrals(council, "cincensus-referral-", "2025-03-04", "2025-03-31")
    _counted(council, "referrals", "contacts")
    assert _figures(council, "referrals") == {date(2025, 3, 31): (2, CENSUS)}
    assert list(_figures(council, "contacts")) == [date(2025, 6, 30)]


def test_plans_of_one_kind_are_not_judged_by_the_reviews_of_another(council: Connection) -> None:
    """The review names the census's plan: by the own records it would seem not to be held."""
    council.execute(
        "INSERT INTO ssd_cp_plans (cppl_cp_plan_id, cppl_person_id, cppl_cp_plan_start_date) "
        "VALUES ('P1', 'A', '2024-12-02'), ('cincensus-plan-1', 'A', '2024-12-02')"
    )
    council.execute(
        "INSERT INTO ssd_cp_reviews (cppr_cp_review_id, cppr_person_id, cppr_cp_plan_id, "
        "cppr_cp_review_due, cppr_cp_review_date) VALUES "
        "('cincensus-review-1', 'A', 'cincensus-plan-1', '2025-03-01', '2025-02-20')"
    )
    _contacts(council, "K", "2024-12-02", "2025-03-31")
    _contacts(council, "cincensus-contact-", "2024-12-02", "2025-03-31")
    _counted(council, "protection_plans", "reviews_in_timescale")
    assert set(_figures(council, "protection_plans", window="e").values()) == {(1, SSD)}
    rows = council.execute(
        "SELECT DISTINCT numerator, denominator, release FROM observation "
        "WHERE slug = 'reviews_in_timescale' AND \"window\" = 'm' AND split = '' "
        "AND denominator > 0"
    ).fetchall()
    assert rows == [(1, 1, CENSUS)]


def test_figures_of_no_case_table_are_counted_once(council: Connection) -> None:
    _two_kinds(council)
    council.execute(
        "INSERT INTO budget_month (as_at, service, service_line, nature, budget) "
        "VALUES ('2025-03-31', 'Care', 'Fostering', 'net', 100.0)"
    )
    _counted(council, "contacts", "budget")
    rows = council.execute(
        "SELECT numerator, release FROM observation WHERE slug = 'budget' AND split = '' "
        "AND unit = 'pounds' AND \"window\" = 'y'"
    ).fetchall()
    assert rows == [(100.0, None)]


def test_every_case_table_is_in_one_group_or_of_all() -> None:
    grouped = [table for tables in groups().values() for table in tables]
    assert len(grouped) == len(set(grouped))
    keyed = {"case_table", "annex_a", "yearly_return", "ssda903", "cin_census"}
    cases = {name for name, table in case_tables().items() if table.reader in keyed}
    assert cases - _OF_ALL == {*grouped, *own_tables()}
    assert not set(grouped) & set(own_tables())


def test_what_a_kind_cannot_tell_names_indicators_that_are_computed() -> None:
    computed = {slug for slug, each in catalogue().items() if each.computed}
    themes = {each.theme for each in catalogue().values()}
    for each in (*remarks("silent"), *remarks("partial")):
        assert each.kind in kinds()
        assert each.slugs or each.themes
        assert {*each.slugs, *each.but} <= computed
        assert set(each.themes) <= themes
        assert each.why.endswith(".")


def test_an_indicator_says_which_exports_tell_it() -> None:
    told = {each.kind.name: each.why_not for each in tellers("reviews_in_timescale")}
    assert list(told) == list(kinds())
    assert told["ssd"] is None
    assert "latest review alone" in (told["annex_a"] or "")
    contacts = {each.kind.name: each for each in tellers("contacts")}
    assert contacts["annex_a"].why_not is None
    assert "count once" in (contacts["annex_a"].but or "")
    assert contacts["ssd"].but is None
    assert tellers("budget") == ()
    assert tellers("turnover") == ()


def test_settings_know_every_kind() -> None:
    from data.settings import Sources

    assert Sources().precedence == tuple(kinds())
    prefixes = [each.prefix for each in kinds().values()]
    assert not any(a != b and b.startswith(a) for a in prefixes for b in prefixes if a and b)


def test_no_kind_may_stand_twice_in_the_setting(tmp_path: Path) -> None:
    from data.settings import SettingsError, load_settings

    file = tmp_path / "settings.toml"
    file.write_text('[sources]\nprecedence = ["ssd", "ssd"]\n')
    with pytest.raises(SettingsError, match=r"sources\.precedence.*twice"):
        load_settings(file)
    file.write_text('[sources]\nprecedence = ["annex_b"]\n')
    with pytest.raises(SettingsError, match=r"sources\.precedence"):
        load_settings(file)
    file.write_text('[sources]\nprecedence = ["annex_a"]\n')
    assert load_settings(file).sources.precedence == ("annex_a",)
