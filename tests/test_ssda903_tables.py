"""Each table of the SSDA903, what it fills, and what comes in oddly."""

from pathlib import Path

import pytest

from data.context import LoadContext
from data.contracts import case_tables
from data.readers.ssda903 import ssda903
from tests.case_files import stored
from tests.ssda903_sets import a_set, episode, header, leaver, load, rules, ssda903_context


@pytest.fixture
def context() -> LoadContext:
    return ssda903_context()


IN_CARE = a_set(2020, episode("1", "01/05/2019"))


def test_the_header_tells_who_a_child_is_and_keeps_no_more(
    tmp_path: Path, context: LoadContext
) -> None:
    rows = [header("1", SEX="2"), header("2", SEX="M", DOB="", ETHNIC="NOBT")]
    load(tmp_path, context, ("2020_header.csv", rows), IN_CARE)
    assert stored(
        context, "pers_person_id, pers_sex, pers_ethnicity, pers_dob::VARCHAR",
        "ssd_person WHERE pers_person_id IN ('1', '2')",
    ) == [("1", "F", "WBRI", "2012-05-01"), ("2", "M", "NOBT", None)]  # fmt: skip
    names = [name for (name,) in context.connection.execute("SHOW TABLES").fetchall()]
    kept = str([context.connection.execute(f'FROM "{name}"').fetchall() for name in names])
    for hidden in ("A123456789012", "ZZ99", "2012, 5, 17"):
        assert hidden not in kept


def test_a_placement_goes_on_over_a_change_of_legal_status(
    tmp_path: Path, context: LoadContext
) -> None:
    rows = [
        episode("1", "01/05/2019", "S", "01/06/2019", "X1", LS="V2", URN="XXXXXXX"),
        episode("1", "01/06/2019", "L", "01/07/2019", "X1", LS="C1", REASON_PLACE_CHANGE="CARPL"),
        episode("1", "01/07/2019", "P", "01/08/2019", "X1", LS="C1", PLACE="K2"),
        episode("1", "01/08/2019", "U", "", "", LS="C2", PLACE="K2"),
    ]
    load(tmp_path, context, a_set(2020, *rows))
    days = "clap_cla_placement_start_date::VARCHAR, clap_cla_placement_end_date::VARCHAR"
    told = "clap_cla_placement_type, clap_cla_placement_urn, clap_cla_placement_change_reason"
    placements = "ssd_cla_placement WHERE clap_person_id = '1'"
    assert stored(context, f"{days}, {told}", placements) == [
        ("2019-05-01", "2019-07-01", "U6", "1234567", "CARPL"),
        ("2019-07-01", "2019-08-01", "K2", "1234567", None),
        ("2019-08-01", None, "K2", "1234567", None),
    ]
    assert stored(
        context, "lega_legal_status_start_date::VARCHAR, lega_legal_status",
        "ssd_legal_status WHERE lega_person_id = '1'",
    ) == [("2019-05-01", "V2"), ("2019-06-01", "C1"), ("2019-08-01", "C2")]  # fmt: skip
    assert stored(
        context, "DISTINCT clap_cla_placement_id", placements
    ) == stored(
        context, "DISTINCT clae_cla_placement_id", "ssd_cla_episodes WHERE clae_person_id = '1'"
    )  # fmt: skip


def test_the_first_day_of_care_is_known_where_the_start_is_told(
    tmp_path: Path, context: LoadContext
) -> None:
    rows = [
        episode("1", "01/05/2017", "S", "01/06/2019", "X1"),
        episode("1", "01/06/2019", "P"),
        episode("2", "01/05/2018", "P"),
    ]
    load(tmp_path, context, a_set(2020, *rows))
    assert stored(
        context, "clae_person_id, clae_entered_care_date::VARCHAR",
        "ssd_cla_episodes WHERE clae_person_id IN ('1', '2')",
    ) == [("1", "2017-05-01"), ("1", "2017-05-01"), ("2", None)]  # fmt: skip


def test_a_review_belongs_to_the_care_in_which_it_was_held(
    tmp_path: Path, context: LoadContext
) -> None:
    days = {"01/06/2019": "PN1", "01/05/2019": "PN1", "31/03/2019": "PN2", "02/02/2020": "PN7"}
    rows = [
        {"CHILD": "1", "DOB": "17/05/2012", "REVIEW": day, "REVIEW_CODE": code}
        for day, code in days.items()
    ]
    care = a_set(2020, episode("1", "01/05/2019", "S", "01/01/2020", "E4A"))
    reports = load(tmp_path, context, ("2020_reviews.csv", rows), care)
    assert stored(
        context, "clar_cla_review_date::VARCHAR, clar_cla_review_participation, clae_person_id",
        "ssd_cla_reviews JOIN ssd_cla_episodes ON clae_cla_id = clar_cla_id",
    ) == [("2019-06-01", "PN1", "1")]  # fmt: skip
    said = rules(reports)
    assert said["reviews_outside_care"].startswith("2 reviews")
    assert said["reviews_before"].startswith("1 row")


def test_asylum_seeking_until_the_day_that_it_ceased(tmp_path: Path, context: LoadContext) -> None:
    row = {"CHILD": "1", "SEX": "1", "DOB": "17/05/2012", "DUC": "17/05/2030"}
    load(tmp_path, context, ("2020_uasc.csv", [row]), IN_CARE)
    columns = "immi_person_id, immi_immigration_status_end_date::VARCHAR"
    assert stored(context, columns, "ssd_immigration_status") == [("1", "2030-05-17")]


def test_missing_episodes_are_told_once(tmp_path: Path, context: LoadContext) -> None:
    def missing(end: str) -> dict[str, str]:
        told = {"CHILD": "1", "DOB": "17/05/2012", "MISSING": "M"}
        return told | {"MIS_START": "30/03/2019", "MIS_END": end}

    reports = load(
        tmp_path, context,
        a_set(2019, episode("1", "01/05/2018")), ("2019_missing.csv", [missing("")]),
        a_set(2020, episode("1", "01/05/2018")), ("2020_missing.csv", [missing("02/04/2019")]),
    )  # fmt: skip
    columns = "miss_missing_episode_type, miss_missing_episode_end_date::VARCHAR"
    assert stored(context, columns, "ssd_missing") == [("M", "2019-04-02")]
    assert sum(each.rows_loaded for each in reports) == 6


def test_social_workers_by_a_hash(tmp_path: Path, context: LoadContext) -> None:
    def worker(begun: str, ended: str, number: str = "SW123") -> dict[str, str]:
        told = {"CHILD": "1", "DOB": "17/05/2012", "SW_ID": number, "SW_REASON": "CHCHAN"}
        return told | {"SW_DECOM": begun, "SW_DEC": ended}

    rows = [worker("01/05/2019", "01/06/2019"), worker("01/06/2019", "", "SW124")]
    load(tmp_path, context, ("2020_sw_episodes.csv", rows), IN_CARE)
    told = stored(
        context, "invo_involvement_start_date::VARCHAR, invo_involvement_end_date::VARCHAR, "
        "invo_worker_change_reason, invo_professional_id", "ssd_involvements",
    )  # fmt: skip
    assert [each[:3] for each in told] == [
        ("2019-05-01", "2019-06-01", "CHCHAN"), ("2019-06-01", None, "CHCHAN"),
    ]  # fmt: skip
    assert told[0][3] != told[1][3]
    assert "SW123" not in str(told)


ADOPTED = [
    episode("1", "01/02/2019", "S", "01/05/2019", "X1", PLACE="U4", LS="C2"),
    episode("1", "01/05/2019", "B", "01/06/2019", "X1", PLACE="U5", LS="E1"),
    episode("1", "01/06/2019", "T", "10/10/2019", "X1", PLACE="A5", LS="E1"),
    episode("1", "10/10/2019", "P", "20/10/2019", "X1", PLACE="T4", LS="E1"),
    episode("1", "20/10/2019", "P", "01/02/2020", "E12", PLACE="A5", LS="E1"),
]
MATCH = {
    "CHILD": "1", "DOB": "17/05/2012", "DATE_INT": "15/03/2019", "DATE_MATCH": "15/05/2019",
    "FOSTER_CARE": "1", "NB_ADOPTR": "2", "SEX_ADOPTR": "FF", "LS_ADOPTR": "L12",
}  # fmt: skip


def test_the_way_to_adoption(tmp_path: Path, context: LoadContext) -> None:
    decision = {
        "CHILD": "1", "DOB": "17/05/2012", "DATE_PLACED": "15/03/2019",
        "DATE_PLACED_CEASED": "", "REASON_PLACED_CEASED": "",
    }  # fmt: skip
    reversed_one = decision | {
        "CHILD": "2", "DATE_PLACED_CEASED": "01/01/2020", "REASON_PLACED_CEASED": "RD3",
    }  # fmt: skip
    load(
        tmp_path, context, a_set(2020, *ADOPTED, episode("2", "01/02/2019")),
        ("2020_ad1.csv", [MATCH]), ("2020_placed_for_adoption.csv", [decision, reversed_one]),
    )  # fmt: skip
    columns = (
        "perm_adm_decision_date, perm_placement_order_date, perm_matched_date, "
        "perm_placed_ffa_cp_date, perm_placed_for_adoption_date, perm_placed_foster_carer_date, "
        "perm_permanence_order_date, perm_decision_reversed_date"
    )
    told = {
        row[0]: [day and str(day) for day in row[1:]]
        for row in stored(context, f"perm_person_id, {columns}", "ssd_permanence")
    }
    assert told == {
        "1": ["2019-03-15", "2019-05-01", "2019-05-15", "2019-05-01", "2019-06-01", "2019-05-01",
              "2020-02-01", None],
        "2": ["2019-03-15", *[None] * 6, "2020-01-01"],
    }  # fmt: skip
    assert "FF" not in str(stored(context, "*", "ssd_permanence"))


def test_an_adoption_without_its_order_is_told(tmp_path: Path, context: LoadContext) -> None:
    reports = load(tmp_path, context, IN_CARE, ("2020_ad1.csv", [MATCH]))
    assert stored(context, "*", "ssd_permanence") == []
    assert rules(reports)["adopted_without_order"].startswith("1 row of a child")


def test_care_leavers_of_the_newest_year_alone(tmp_path: Path, context: LoadContext) -> None:
    newest = [
        leaver("1"),
        leaver("2", IN_TOUCH="NO", ACTIV="0", ACCOM="0"),
        leaver("3", ACCOM="X2"),
    ]
    load(
        tmp_path, context, a_set(2019), a_set(2020),
        ("2019_oc3.csv", [leaver("9")]), ("2020_oc3.csv", newest),
    )  # fmt: skip
    columns = "clea_person_id, clea_care_leaver_accommodation, clea_care_leaver_accom_suitable, "
    columns += "clea_care_leaver_activity"
    assert stored(context, columns, "ssd_care_leavers") == [
        ("1", "U", "1", "F2"), ("2", None, None, None), ("3", "X", "2", "F2"),
    ]  # fmt: skip


def test_care_leavers_of_an_older_year_are_not_shown_as_now(
    tmp_path: Path, context: LoadContext
) -> None:
    files = (a_set(2019), a_set(2020), ("2019_oc3.csv", [leaver("9")]))
    reports = load(tmp_path, context, *files)
    assert stored(context, "*", "ssd_care_leavers") == []
    assert "care_leavers_left_out" in rules(reports)


def test_outcomes_are_kept_by_year(tmp_path: Path, context: LoadContext) -> None:
    def outcome(health: str, teeth: str) -> dict[str, str]:
        told = {"CHILD": "1", "DOB": "17/05/2012", "SDQ_SCORE": "12", "SDQ_REASON": ""}
        return told | {"TEETH_CHECK": teeth, "HEALTH_ASSESSMENT": health}

    load(
        tmp_path, context, a_set(2019), a_set(2020),
        ("2019_oc2.csv", [outcome("1", "0")]), ("2020_oc2.csv", [outcome("", "1")]),
    )  # fmt: skip
    columns = "year_ends::VARCHAR, health_assessed, teeth_checked"
    assert stored(context, columns, "ssda903_outcome") == [
        ("2019-03-31", "Y", "N"), ("2020-03-31", None, "Y"),
    ]  # fmt: skip


def test_tables_that_no_indicator_needs_are_read_and_said_to_be(
    tmp_path: Path, context: LoadContext
) -> None:
    earlier = {"CHILD": "1", "DOB": "17/05/2012", "PREV_PERM": "P1", "LA_PERM": "908",
               "DATE_PERM": "zz/03/2015"}  # fmt: skip
    order = {"CHILD": "1", "DOB": "17/05/2012", "DOLO_START": "01/06/2019", "DOLO_END": ""}
    reports = load(
        tmp_path, context, IN_CARE,
        ("2020_previous_permenance.csv", [earlier]), ("2020_dolo.csv", [order]),
    )  # fmt: skip
    assert [each.table for each in reports[1:]] == [
        "ssda903_previous_permanence", "ssda903_dolo",
    ]  # fmt: skip
    assert all("not_needed" in rules([each]) for each in reports[1:])


def test_keys_tell_no_child(tmp_path: Path, context: LoadContext) -> None:
    load(tmp_path, context, a_set(2020, episode("770001", "01/05/2019")))
    for table in ("ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status"):
        for (key,) in stored(context, case_tables()[table].key[0], table):
            assert key.startswith("ssda903-")
            assert "770001" not in key


def test_every_table_knows_its_own_headings() -> None:
    for table in ssda903().tables.values():
        assert table.needed <= set(table.fields)
        assert table.file_names
