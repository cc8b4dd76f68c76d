"""What yearly returns share: rows held until all files are read, years settled, gaps told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.context import LoadContext
from data.ingest import new_context
from data.readers.yearly_return import YearlyReturn, finish, load, read_return, recognise
from data.readers.yearly_return.holding import Source
from data.readers.yearly_return.people import add_people
from data.readers.yearly_return.told import Told
from data.readers.yearly_return.years import named_year, settled, without_gap
from data.reports import TableReport
from data.settings import Settings
from data.sources import open_file
from data.vocabulary import Vocabulary
from tests.case_files import all_words, csv_rows, stored

STAYS = """
name = "stays"
title = "return of stays"
prefix = "stays-"
person = "child"
leading = "stay"

[columns]
child = { type = "id", needs = "value", synonyms = ["Child ID"] }

[tables.stay]
title = "the stays"
file_names = ["stays"]
known_by = ["child", "begun", "ended"]
key = ["child", "begun"]
dated = ["begun", "ended"]
whole_years = true
[tables.stay.columns]
begun = { type = "date", needs = "value" }
ended = { type = "date" }
[tables.stay.left_out.same_day]
where = "ended = begun"
message = "It ends as it begins. Left out."

[tables.who]
title = "the children"
file_names = ["who"]
known_by = ["child", "sex"]
key = ["child"]
unused = ["Pupil Number"]
[tables.who.columns]
sex = { type = "code", codes = "sex" }
born = { type = "month" }
"""
Rows = list[dict[str, str]]
Read = Callable[..., tuple[list[TableReport], list[tuple]]]


def stay(child: str, begun: str, ended: str = "") -> dict[str, str]:
    return {"Child ID": child, "Begun": begun, "Ended": ended}


def who(child: str, sex: str) -> dict[str, str]:
    return {"Child ID": child, "Sex": sex, "Born": "17/05/2014", "Pupil Number": "Z1"}


@pytest.fixture
def stays(tmp_path: Path) -> YearlyReturn:
    path = tmp_path / "stays.toml"
    path.write_text(STAYS, encoding="utf-8")
    return read_return(path)


@pytest.fixture
def context() -> LoadContext:
    return new_context(Settings(), Vocabulary(()))


@pytest.fixture
def read(tmp_path: Path, stays: YearlyReturn, context: LoadContext) -> Read:
    """Files, loaded in the order given and finished: their reports, and the stays that are told
    as (child, begun, year)."""

    def run(*files: tuple[str, Rows]) -> tuple[list[TableReport], list[tuple]]:
        reports, told = [], []
        for name, rows in files:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (source,) = open_file(csv_rows(tmp_path / name, rows), name)
            found = recognise(stays, source)
            assert found is not None
            reports.append(load(stays, source, found, context))

        def build(given: Told) -> None:
            columns = "child, begun::VARCHAR, _year"
            told.extend(stored(context, columns, given.rows("stay")))
            who_told = f"SELECT child AS person_id, NULL AS ethnicity, * FROM {given.rows('who')}"
            add_people(given, "who", who_told)

        finish(stays, context, reports, build)
        for report in reports:
            assert report.rows_read == report.rows_loaded + report.rows_rejected
        return reports, told

    return run


def said(report: TableReport, rule: str) -> list[str]:
    return [each.message for each in report.warnings if each.rule == rule]


OLD = ("stays_2019.csv", [stay("1", "03/05/2018", "09/06/2018"), stay("2", "01/02/2019")])
NEW = ("stays_2020.csv", [stay("2", "01/02/2019", "01/07/2019"), stay("3", "05/03/2020")])


def test_the_order_of_files_does_not_matter(read: Read) -> None:
    _, told = read(NEW, OLD)
    assert told == [
        ("1", "2018-05-03", 2019),
        ("2", "2019-02-01", 2019),
        ("2", "2019-02-01", 2020),
        ("3", "2020-03-05", 2020),
    ]


def test_the_dates_tell_the_year_whatever_the_name_says(read: Read, context: LoadContext) -> None:
    (report,), _ = read(("2017-stays.csv", [stay("1", "09/04/2017", "13/09/2017")]))
    assert said(report, "assumed_year") == [
        "Taken as of the year ending 31 March 2018, as its dates tell."
    ]
    assert stored(context, "*", "return_year") == [
        ("stays-year-2018", "stays", date(2017, 4, 1), date(2018, 3, 31))
    ]


def test_a_few_days_after_the_year_do_not_make_it_the_next(read: Read) -> None:
    rows = [stay(str(child), "09/04/2017", "13/09/2017") for child in range(30)]
    (report,), _ = read(("stays.csv", [*rows, stay("40", "31/03/2018", "01/04/2018")]))
    assert "31 March 2018" in said(report, "assumed_year")[0]


def test_a_date_still_to_come_tells_no_year(read: Read) -> None:
    (report,), _ = read(("stays.csv", [stay("1", "09/04/2017", "13/09/2091")]))
    assert "31 March 2018" in said(report, "assumed_year")[0]


def test_a_table_without_dates_is_of_the_year_of_the_files_named_like_it(read: Read) -> None:
    reports, _ = read(
        ("2018-who.csv", [who("1", "M")]), ("2019-stays.csv", NEW[1]), ("2018-stays.csv", OLD[1])
    )
    assert said(reports[0], "assumed_year") == [
        "Taken as of the year ending 31 March 2019, as the dates of the set tell."
    ]


def test_of_years_that_do_not_meet_the_newest_stand(read: Read) -> None:
    reports, told = read(OLD, ("stays_2021.csv", [stay("4", "05/05/2020")]))
    assert told == [("4", "2020-05-05", 2021)]
    assert reports[0].rows_withdrawn == 2
    assert "31 March 2020" in said(reports[0], "gap_between_years")[0]


def test_the_same_year_again_takes_the_place_of_the_first(read: Read) -> None:
    again = [stay("1", "04/05/2018", "09/06/2018"), stay("2", "01/02/2019")]
    reports, told = read(OLD, ("stays_2019_final.csv", again))
    assert told == [("1", "2018-05-04", 2019), ("2", "2019-02-01", 2019)]
    assert reports[1].rows_withdrawn == 1
    assert "stays_2019.csv" in said(reports[1], "same_year_again")[0]


def test_parts_of_one_year_are_taken_together(read: Read) -> None:
    _, told = read(OLD, ("stays_2019_north.csv", [stay("7", "01/02/2019")]))
    assert [child for child, _, _ in told] == ["1", "2", "7"]


def test_what_is_no_record_goes_before_the_rows_of_one_key_are_judged(read: Read) -> None:
    rows = [stay("990031", "04/05/2018", "09/06/2018"), stay("990031", "04/05/2018", "04/05/2018")]
    rows += [stay("", "04/05/2018", "05/05/2018"), stay("990032", "never")]
    (report,), told = read(("stays.csv", rows))
    assert told == [("990031", "2018-05-04", 2019)]
    assert {each.rule for each in report.rejects} == {"same_day", "missing_value", "bad_date"}
    assert "99003" not in all_words(report)


def test_headings_alone_stop_nothing(
    tmp_path: Path, stays: YearlyReturn, context: LoadContext
) -> None:
    path = tmp_path / "stays.csv"
    path.write_text("Child ID,Begun,Ended\n", encoding="utf-8")
    (source,) = open_file(path, path.name)
    found = recognise(stays, source)
    assert found is not None
    report = load(stays, source, found, context)
    finish(stays, context, [report], lambda told: None)
    assert [each.rule for each in report.warnings] == ["no_rows"]


def test_the_newest_answer_of_who_a_child_is_stands(read: Read, context: LoadContext) -> None:
    context.connection.execute(
        "INSERT INTO ssd_person (pers_person_id, pers_sex) VALUES ('8', 'F'), ('9', 'U')"
    )
    older = [who("1", "1"), who("8", "1"), who("9", "2")]
    reports, _ = read(
        ("2020-who.csv", [who("1", "2")]), ("2019-who.csv", older), ("2020-stays.csv", NEW[1])
    )
    people = stored(context, "pers_person_id, pers_sex, pers_dob::VARCHAR", "ssd_person")
    assert people == [("1", "F", "2014-05-01"), ("8", "F", "2014-05-01"), ("9", "F", "2014-05-01")]
    assert said(reports[0], "person_differs")[0].startswith("1 of the children")
    assert said(reports[0], "extra_column") == []  # the pupil number is known, and never kept


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("ssda903_2018-19.csv", 2019),
        ("2018_2019/oc3.csv", 2019),
        ("cla 1920 oc3.csv", 2020),
        ("2017/oc3_2021.csv", 2021),
        ("oc3_99.csv", None),
        ("oc3_20190431.csv", None),
    ],
)
def test_the_year_in_a_name(name: str, year: int | None) -> None:
    assert named_year(name) == year


def test_what_tells_a_year_and_in_which_order() -> None:
    def source(number: int, name: str, file: str, own_year: int | None = None) -> Source:
        return Source(number, name, file, None, file.split("/")[0], 1, own_year)

    found = [
        source(1, "stay", "a/x", 2019),
        source(2, "who", "a/x"),
        source(3, "who", "b/2018-19"),
        source(4, "who", "c/x"),
        source(5, "stay", "d/x", 2020),
    ]
    assert [each.year for each in settled(found, "stay")] == [2019, 2019, 2019, 2020, 2020]
    assert [each.year for each in settled(found[3:4], "stay")] == [None]


def test_a_name_by_the_years_beginning_is_read_as_its_neighbours_are() -> None:
    def source(number: int, name: str, file: str, own_year: int | None = None) -> Source:
        return Source(number, name, file, None, file, 1, own_year)

    found = [source(1, "stay", "2019-stays", 2020), source(2, "who", "2016-who")]
    assert [each.year for each in settled(found, "stay")] == [2020, 2017]


def test_years_without_a_gap() -> None:
    assert without_gap([2015, 2019, 2018, 2020, 2020]) == [2018, 2019, 2020]
    assert without_gap([]) == []
