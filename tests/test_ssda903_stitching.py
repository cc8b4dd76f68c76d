"""The SSDA903's episodes over several years: one history of each child, each repair told."""

import random
from pathlib import Path

import pytest

from data.context import LoadContext
from tests.case_files import all_words, stored
from tests.ssda903_sets import (
    a_set,
    episode,
    header,
    history,
    load,
    periods,
    rules,
    ssda903_context,
)


@pytest.fixture
def context() -> LoadContext:
    return ssda903_context()


def test_an_episode_told_in_two_years_is_one_as_the_newest_tells_it(
    tmp_path: Path, context: LoadContext
) -> None:
    old = a_set(2019, episode("1", "01/02/2019", LS="V2"))
    new = a_set(2020, episode("1", "01/02/2019", "S", "01/07/2019", "E4A", LS="C2"))
    reports = load(tmp_path, context, new, old)
    assert history(context, "1") == [("2019-02-01", "S", "2019-07-01", "E4A")]
    assert stored(
        context, "lega_legal_status", "ssd_legal_status WHERE lega_person_id = '1'"
    ) == [("C2",)]  # fmt: skip
    assert [each.rows_loaded for each in reports] == [2, 2]
    assert set(rules(reports)) == {"assumed_year"}


def test_left_open_and_followed_by_what_is_no_start_it_ends_there(
    tmp_path: Path, context: LoadContext
) -> None:
    old = a_set(2019, episode("1", "01/02/2019"))
    new = a_set(2020, episode("1", "05/06/2019", "P"))
    reports = load(tmp_path, context, old, new)
    assert history(context, "1") == [
        ("2019-02-01", "S", "2019-06-05", "X1"),
        ("2019-06-05", "P", None, None),
    ]
    assert periods(context, "1") == 1
    assert rules(reports)["left_open_and_continued"].startswith("1 episode left open")


@pytest.mark.parametrize(
    ("restart", "ended"), [("05/06/2019", "2019-04-01"), ("20/03/2019", "2019-03-20")]
)
def test_left_open_and_followed_by_a_new_period_it_ended_by_then(
    tmp_path: Path, context: LoadContext, restart: str, ended: str
) -> None:
    old = a_set(2019, episode("1", "01/02/2019"))
    new = a_set(2020, episode("1", restart, "S"))
    reports = load(tmp_path, context, old, new)
    assert history(context, "1")[0] == ("2019-02-01", "S", ended, None)
    assert periods(context, "1") == 2
    assert "left_open_and_restarted" in rules(reports)


def test_left_open_and_in_no_later_set_it_ended_with_its_year(
    tmp_path: Path, context: LoadContext
) -> None:
    old = a_set(2019, episode("1", "01/02/2019"))
    reports = load(tmp_path, context, old, a_set(2020))
    assert history(context, "1") == [("2019-02-01", "S", "2019-04-01", None)]
    assert "left_open_and_lost" in rules(reports)


def test_left_open_in_the_newest_set_it_stays_open(tmp_path: Path, context: LoadContext) -> None:
    reports = load(tmp_path, context, a_set(2020, episode("1", "01/02/2020")))
    assert history(context, "1") == [("2020-02-01", "S", None, None)]
    assert set(rules(reports)) == {"assumed_year"}


def test_what_runs_over_the_next_start_is_trimmed(tmp_path: Path, context: LoadContext) -> None:
    rows = [
        episode("1", "01/05/2019", "S", "24/12/2019", "X1"),
        episode("1", "20/12/2019", "P", "01/02/2020", "E4A"),
    ]
    reports = load(tmp_path, context, a_set(2020, *rows))
    assert history(context, "1") == [
        ("2019-05-01", "S", "2019-12-20", "X1"),
        ("2019-12-20", "P", "2020-02-01", "E4A"),
    ]
    assert "overlapping_episodes" in rules(reports)


def test_between_episodes_that_go_on_lies_no_day(tmp_path: Path, context: LoadContext) -> None:
    rows = [
        episode("1", "01/05/2019", "S", "29/06/2019", "X1"),
        episode("1", "02/07/2019", "P", "01/02/2020", "E4A"),
    ]
    reports = load(tmp_path, context, a_set(2020, *rows))
    assert history(context, "1")[0] == ("2019-05-01", "S", "2019-07-02", "X1")
    assert periods(context, "1") == 1
    assert "days_between_episodes" in rules(reports)


def test_an_older_set_gives_way_where_a_newer_one_tells_otherwise(
    tmp_path: Path, context: LoadContext
) -> None:
    old = a_set(2019, episode("1", "27/09/2018", PLACE="U4"))
    new = a_set(2020, episode("1", "23/09/2018", "S", "30/05/2019", "E4A"))
    reports = load(tmp_path, context, old, new)
    assert history(context, "1") == [("2018-09-23", "S", "2019-05-30", "E4A")]
    assert "told_otherwise_later" in rules(reports)


def test_no_days_are_no_episode(tmp_path: Path, context: LoadContext) -> None:
    rows = [
        episode("1", "01/05/2019", "S", "01/06/2019", "X1"),
        episode("1", "01/06/2019", "P", "", ""),
        episode("1", "01/06/2019", "P", "01/06/2019", "X1"),
        episode("2", "01/06/2019", "S", "01/05/2019", "E4A"),
    ]
    reports = load(tmp_path, context, a_set(2020, *rows))
    assert [each.rule for each in reports[0].rejects] == ["same_day", "ends_before_start"]
    assert history(context, "1")[1] == ("2019-06-01", "P", None, None)
    assert history(context, "2") == []


def test_a_reason_without_an_end_ends_nothing(tmp_path: Path, context: LoadContext) -> None:
    load(tmp_path, context, a_set(2020, episode("1", "01/02/2020", "S", "", "E4A")))
    assert history(context, "1") == [("2020-02-01", "S", None, None)]


def test_what_cannot_all_be_so_is_counted_and_names_no_child(
    tmp_path: Path, context: LoadContext
) -> None:
    rows = [
        episode("990031", "03/06/2019", "P", "01/07/2019", "X1", CIN="N1"),
        episode("990031", "01/07/2019", "L", "", "", PLACE="K2", CIN="N4", URN="12AB"),
        episode("990032", "03/06/2019", "S", "09/09/2019", "X1", PLACE="T4"),
        episode("990033", "03/06/2019", "S", "01/07/2019", "X1"),
        episode("990033", "01/07/2019", "S", "03/08/2019", "E4A"),
        episode("990034", "03/06/2020", "S"),
    ]
    rows += [episode(str(n), "03/06/2019", "S", "01/08/2019", "E4A") for n in range(15)]
    reports = load(tmp_path, context, a_set(2020, *rows))
    said = rules(reports)
    assert {
        "care_without_start", "need_changes", "placement_changes_with_status", "odd_urn",
        "ends_by_x1", "long_temporary_placement", "start_in_care", "begins_after_its_year",
    } <= set(said)  # fmt: skip
    assert periods(context, "990033") == 1
    words = " ".join(all_words(report) for report in reports)
    assert "99003" not in words


def test_a_year_without_a_set_leaves_out_the_years_before(
    tmp_path: Path, context: LoadContext
) -> None:
    old = a_set(2018, episode("1", "01/02/2018"))
    reports = load(tmp_path, context, old, a_set(2020, episode("2", "01/02/2020")))
    assert history(context, "1") == []
    assert history(context, "2") != []
    assert reports[0].rows_withdrawn == 2
    assert "31 March 2019" in rules(reports)["gap_between_years"]
    assert stored(context, "year_ends::VARCHAR", "return_year") == [("2020-03-31",)]


def test_the_same_sets_in_any_order_give_the_same_tables(tmp_path: Path) -> None:
    draw = random.Random(903)
    children = [str(child) for child in range(40)]
    sets = [
        a_set(year, *[
            episode(
                child, f"{draw.randint(1, 28):02}/{draw.randint(4, 12):02}/{year - 1}",
                draw.choice("SLPTBU"), *draw.choice([("", ""), (f"15/02/{year}", "X1")]),
            )
            for child in children if draw.random() < 0.6
        ])
        for year in (2018, 2019, 2020, 2021)
    ]  # fmt: skip
    sets += [(f"{year}_header.csv", [header(child) for child in children]) for year in (2018, 2021)]
    seen = []
    for number in range(3):
        context = ssda903_context()
        load(tmp_path / str(number), context, *draw.sample(sets, len(sets)))
        seen.append([stored(context, "*", name) for name in FILLED])
        assert len(seen[-1][0]) > 80
    assert seen[0] == seen[1] == seen[2]


FILLED = ("ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status", "ssd_person", "return_year")


def test_the_same_set_twice_counts_once(tmp_path: Path, context: LoadContext) -> None:
    first = a_set(2020, episode("1", "01/02/2020"), episode("2", "01/02/2020"))
    again = ("2020_episodes_resent.csv", [*first[1], episode("3", "02/02/2020")])
    once = ssda903_context()
    load(tmp_path / "once", once, again)
    load(tmp_path / "twice", context, first, again)
    for name in FILLED:
        assert stored(context, "*", name) == stored(once, "*", name)


def test_a_corrected_set_takes_the_place_of_the_first(tmp_path: Path, context: LoadContext) -> None:
    first = a_set(2020, episode("1", "01/02/2020"), episode("2", "01/02/2020"))
    corrected = a_set(2020, episode("1", "03/02/2020"))
    reports = load(tmp_path, context, first, ("2020_episodes_corrected.csv", corrected[1]))
    assert history(context, "1") == [("2020-02-03", "S", None, None)]
    assert history(context, "2") == []
    assert reports[1].rows_withdrawn == 2
