"""A council's own codes: kept, counted, and read as its editors say they mean, and no others."""

from pathlib import Path

import pytest

from data.code_mapping import Meaning, code_mapping, save_meanings
from data.database import connect, parquet_source
from data.home import Home
from data.ingest import load_files, new_context
from data.settings import Settings
from data.vocabulary import Vocabulary
from queries.refresh import Outcome, check, refresh
from tests.annex_lists import REFERRAL, load
from tests.case_files import case_context, csv_rows, plans, stored
from tests.code_homes import BOSNIAN, CHILD, CONSTABULARY, HOSTILE, LONG, home_with_codes

CORNWALL = "908"
CATEGORY = "cppl_cp_plan_initial_category"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_with_codes(tmp_path / "council")


def said(home: Home, *meanings: Meaning, council: str = CORNWALL) -> None:
    save_meanings(home.notes_file, council, meanings, "editor")


def rows(outcome: Outcome, sql: str) -> list[tuple]:
    """What a query gives of a generation's tables, each as {name}."""
    assert outcome.generation is not None
    tables = {n: parquet_source(path) for n, path in outcome.generation.tables().items()}
    return connect().execute(sql.format(**tables)).fetchall()


def split(outcome: Outcome, name: str) -> dict[str, int]:
    """The cases of referrals, by member of a split."""
    return dict(rows(outcome, f"SELECT {name}, count(*) FROM {{cases_referrals}} GROUP BY 1"))


def unmapped(outcome: Outcome) -> dict[str, tuple]:
    found = rows(
        outcome, 'SELECT text, code_set, rows, tables, files, "columns" FROM {unmapped_code}'
    )
    return {text: tuple(others) for text, *others in found}


def remarks(outcome: Outcome, rule: str) -> list[str]:
    return [
        each["message"]
        for file in outcome.manifest["files"]
        for each in file["warnings"]
        if each["rule"] == rule
    ]


def test_what_nobody_knows_is_kept_and_counted_by_code_set(home: Home) -> None:
    outcome = refresh(home)
    people = (["ssd_person"], ["ssd_person.csv"], ["pers_ethnicity"])
    referrals = (["ssd_cin_episodes"], ["ssd_cin_episodes.csv"], ["cine_referral_source_code"])
    assert unmapped(outcome) == {
        CONSTABULARY.upper(): ("source", 48, *referrals),
        BOSNIAN: ("ethnicity", 10, *people),
        HOSTILE: ("ethnicity", 6, *people),
        LONG: ("ethnicity", 3, *people),
        CHILD: ("ethnicity", 1, *people),
    }
    assert split(outcome, "source_of_referral") == {
        "Police": 72, "Not recognised": 48, "Schools": 24,
    }  # fmt: skip
    assert len(remarks(outcome, "unmapped_code")) == 2
    assert remarks(outcome, "mapped_code") == []


def test_a_mapping_moves_the_split_and_empties_the_list(home: Home) -> None:
    before = split(refresh(home), "ethnicity")
    said(home, Meaning("source", CONSTABULARY, "6"), Meaning("ethnicity", BOSNIAN, "WOTH"))
    outcome = refresh(home)
    assert split(outcome, "source_of_referral") == {"Police": 120, "Schools": 24}
    after = split(outcome, "ethnicity")
    moved = after["White"] - before["White"]
    assert moved == before["Not recognised"] - after["Not recognised"] > 0
    assert set(unmapped(outcome)) == {HOSTILE, LONG, CHILD}
    assert remarks(outcome, "mapped_code") == [
        "cine_referral_source_code is read by the council's mapping in 48 rows (5 …): as 6 (48). "
        "The data quality page lists the mapping.",
        "pers_ethnicity is read by the council's mapping in 10 rows (12 …): as WOTH (10). "
        "The data quality page lists the mapping.",
    ]
    assert outcome.manifest["notes_council"] == CORNWALL
    assert rows(outcome, "FROM {council_code} ORDER BY ALL") == [
        ("ethnicity", BOSNIAN.casefold(), "WOTH"),
        ("source", CONSTABULARY.casefold(), "6"),
    ]


def test_nothing_recorded_is_a_meaning_too(home: Home) -> None:
    said(home, Meaning("ethnicity", BOSNIAN, None))
    outcome = refresh(home)
    assert BOSNIAN not in unmapped(outcome)
    blank = rows(outcome, "SELECT count(*) FROM {ssd_person} WHERE pers_ethnicity IS NULL")
    assert blank == [(10,)]
    assert "Not recorded" in split(outcome, "ethnicity")
    assert "as nothing recorded (10)" in remarks(outcome, "mapped_code")[0]


def test_another_councils_mapping_is_not_applied(home: Home) -> None:
    said(home, Meaning("source", CONSTABULARY, "6"), council="909")
    outcome = refresh(home)
    assert split(outcome, "source_of_referral")["Not recognised"] == 48
    home.settings_file.write_text('[council]\ncode = "E06000052"\n')  # the same council's ONS code
    said(home, Meaning("source", CONSTABULARY, "6"))
    assert "Not recognised" not in split(refresh(home), "source_of_referral")


def test_a_check_reads_by_the_mapping_too(home: Home) -> None:
    said(home, Meaning("source", CONSTABULARY, "6"))
    (report,) = check([home.exports / "ssd_cin_episodes.csv"], home)["files"]
    rules = {each["rule"] for each in report["warnings"]}
    assert "mapped_code" in rules
    assert "unmapped_code" not in rules


def test_hostile_spellings_are_mapped_as_any_other(home: Home) -> None:
    said(home, Meaning("ethnicity", HOSTILE, "WOTH"), Meaning("ethnicity", LONG, "OOTH"))
    outcome = refresh(home)
    found = rows(outcome, "SELECT pers_ethnicity, count(*) FROM {ssd_person} GROUP BY 1")
    assert dict(found) == {
        "WBRI": 10,
        BOSNIAN: 7,
        BOSNIAN.lower(): 3,
        CHILD: 1,
        "WOTH": 6,
        "OOTH": 3,
    }


def test_what_the_standard_knows_is_never_mapped(tmp_path: Path) -> None:
    notes = tmp_path / "notes.sqlite"
    texts = ["NEG", "a) Neglect", "physical abuse", "EMO - Emotional abuse", "n/a", "FGM"]
    everything = [Meaning("abuse_category", text, "MUL") for text in texts]
    save_meanings(notes, CORNWALL, everything, "editor")
    context = new_context(Settings(), Vocabulary(()), code_mapping(notes, CORNWALL))
    plans(
        tmp_path,
        context,
        *[{"cppl_cp_plan_id": str(n), CATEGORY: text} for n, text in enumerate(texts)],
    )
    found = [value for _, value in stored(context, f"cppl_cp_plan_id, {CATEGORY}")]
    assert found == ["NEG", "NEG", "PHY", "EMO", None, "MUL"]


def test_a_mapping_holds_for_its_own_code_set_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.sqlite"
    save_meanings(notes, CORNWALL, [Meaning("sex", "FGM", "F")], "editor")
    context = new_context(Settings(), Vocabulary(()), code_mapping(notes, CORNWALL))
    plans(tmp_path, context, {CATEGORY: "FGM"})
    assert stored(context, CATEGORY) == [("FGM",)]


def test_annex_a_is_read_by_the_mapping(tmp_path: Path) -> None:
    notes = tmp_path / "notes.sqlite"
    save_meanings(notes, CORNWALL, [Meaning("source", CONSTABULARY, "6")], "editor")
    context = new_context(Settings(), Vocabulary(()), code_mapping(notes, CORNWALL))
    spelt = {"Referral Source": CONSTABULARY, "Ethnicity": BOSNIAN}
    (report,) = load(tmp_path, context, ("annex_a_list_3_2025-10-31.csv", [REFERRAL | spelt]))
    assert stored(context, "cine_referral_source_code", "ssd_cin_episodes") == [("6",)]
    assert [each.rule for each in report.warnings if "mapped" in each.rule] == [
        "unmapped_code",
        "mapped_code",
    ]
    assert context.connection.execute("FROM unmapped_code").fetchall() == [
        (
            "ethnicity",
            BOSNIAN,
            1,
            ["annex_a_list_3"],
            ["annex_a_list_3_2025-10-31.csv"],
            ["ethnicity"],
        )
    ]


def test_a_code_that_every_row_needs_is_rather_kept_than_blank(tmp_path: Path) -> None:
    notes = tmp_path / "notes.sqlite"
    save_meanings(notes, CORNWALL, [Meaning("legal_status", "Voluntary", None)], "editor")
    context = new_context(Settings(), Vocabulary(()), code_mapping(notes, CORNWALL))
    status = {
        "lega_legal_status_id": "L1",
        "lega_person_id": "C1",
        "lega_legal_status": "Voluntary",
        "lega_legal_status_start_date": "2025-03-31",
        "lega_legal_status_end_date": "",
    }
    (report,) = load(tmp_path, context, ("legal.csv", [status]))
    assert report.rows_loaded == 1
    assert stored(context, "lega_legal_status", "ssd_legal_status") == [("Voluntary",)]


def test_of_several_files_and_spellings_each_place_is_named(tmp_path: Path) -> None:
    context = new_context(Settings(), Vocabulary(()))
    folder = tmp_path / "exports"
    folder.mkdir()
    for number, texts in enumerate((["FGM", "FGM "], ["fgm"])):
        plan = [
            {
                "cppl_cp_plan_id": f"{number}-{at}",
                "cppl_person_id": "C1",
                "cppl_cp_plan_start_date": "31/03/2025",
                "cppl_cp_plan_end_date": "",
                CATEGORY: text,
                "cppl_cp_plan_latest_category": text,
            }
            for at, text in enumerate(texts)
        ]
        csv_rows(folder / f"plans_{number}.csv", plan)
    load_files(sorted(folder.iterdir()), folder, context)
    found = context.connection.execute("SELECT * FROM unmapped_code").fetchall()
    assert found == [
        (
            "abuse_category",
            "FGM",
            6,
            ["ssd_cp_plans"],
            ["plans_0.csv", "plans_1.csv"],
            [CATEGORY, "cppl_cp_plan_latest_category"],
        )
    ]


def test_a_reader_without_a_mapping_reads_as_before(tmp_path: Path) -> None:
    context = case_context()
    report = plans(tmp_path, context, *[{"cppl_cp_plan_id": str(n), CATEGORY: "FGM"} for n in "12"])
    assert [each.rule for each in report.warnings if "mapped" in each.rule] == ["unmapped_code"]
