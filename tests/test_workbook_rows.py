"""What the cells of one row of a performance workbook give: units, windows, parts, doubts."""

import pytest

from tests.workbook_fixtures import end, header, loaded_grid


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((0.1936, 0.2), [(19.36, None, None), (20, None, None)]),
        ((19.36, 20), [(19.36, None, None), (20, None, None)]),
        (("19.36%", "20 %"), [(19.36, None, None), (20, None, None)]),
        ((0, 0.05), [(0, None, None), (5, None, None)]),
        (("95.8% (23/24)", "23/24 (95.8%)"), [(95.8, 23, 24), (95.8, 23, 24)]),
        (("86.5%\n167/193", "86.5% 167 of 193"), [(86.5, 167, 193), (86.5, 167, 193)]),
        (("12 (24.0%)", "24.0% (12)"), [(24, 12, None), (24, 12, None)]),
        (("1,205/2,410", "5 out of 20"), [(50, 1205, 2410), (25, 5, 20)]),
        ((1.3, "0.9%"), [(1.3, None, None), (0.9, None, None)]),
    ],
)
def test_percentages_as_people_type_them(tmp_path, cells, expected) -> None:
    loaded = loaded_grid(tmp_path, header("% repeat referrals - rolling year", *cells))
    assert [row[3:] for row in loaded.figures("re_referrals")] == expected
    assert not loaded.warned("ambiguous_percentage")


@pytest.mark.parametrize(
    ("cells", "expected", "doubted"),
    [
        ((0.98, 1), [98, 100], ["C3"]),
        ((3.4, 2.2, 0.9), [3.4, 2.2, 0.9], ["B3", "C3", "D3"]),
        ((87.3, 0.9), [87.3, 90], ["B3", "C3"]),
    ],
)
def test_percentages_that_may_be_read_two_ways_are_said(tmp_path, cells, expected, doubted) -> None:
    loaded = loaded_grid(tmp_path, header("% repeat referrals - rolling year", *cells))
    assert [row[3] for row in loaded.figures("re_referrals")] == expected
    assert loaded.warned("ambiguous_percentage") == doubted


def test_a_fraction_tells_whether_one_is_a_percent_or_all(tmp_path) -> None:
    grid = header("% repeat referrals - rolling year", 1, 1)
    grid.append([None, "20/20", "2/200"])
    loaded = loaded_grid(tmp_path, grid)
    assert [row[3:] for row in loaded.figures("re_referrals")] == [(100, 20, 20), (1, 2, 200)]
    assert not loaded.warned("ambiguous_percentage")


def test_nothing_out_of_nothing_is_no_value_and_not_zero(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("% repeat referrals - rolling year", "0/0", "0/5"))
    assert [row[3:] for row in loaded.figures("re_referrals")] == [(None, 0, 0), (0, 0, 5)]


def test_a_number_or_a_percentage_in_a_row_that_says_both_is_not_guessed(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("No. and % of repeat referrals - rolling year", 3, 40))
    assert loaded.rejects() == [("ambiguous_unit", "B3"), ("ambiguous_unit", "C3")]


def test_placeholders_are_listed_and_blank_is_only_said(tmp_path) -> None:
    cells = ("Contacts", "tbc", "n/a", "-", "<5", None, 0)
    loaded = loaded_grid(tmp_path, header(*cells))
    assert loaded.rejects() == [
        ("to_be_confirmed", "B3"),
        ("not_applicable", "C3"),
        ("dash", "D3"),
        ("suppressed", "E3"),
    ]
    assert loaded.warned("blank_month") == ["F3"]
    assert (loaded.report.rows_read, loaded.report.rows_loaded) == (5, 1)
    assert [row[3] for row in loaded.figures("contacts")] == [0]


def test_formula_errors_and_words_are_listed_with_what_to_do(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("Contacts", "#DIV/0!", "see note", 5))
    assert loaded.rejects() == [("formula_error", "B3"), ("not_a_figure", "C3")]
    assert "correct it in the workbook" in loaded.report.rejects[0].message
    assert "‘see note’ found" in loaded.report.rejects[1].message


def test_months_to_come_are_not_said_to_be_blank(tmp_path) -> None:
    grid = [["To May 2025"], ["Indicator", "April", "May", "June", "July"], ["Contacts", 1, 2]]
    assert not loaded_grid(tmp_path, grid).warned("blank_month")


def test_money_in_the_scale_that_the_label_declares(tmp_path) -> None:
    cells = ("Spend to date (£'000)", "1,234", "£1.42m", "£2k", -5, "£950")
    loaded = loaded_grid(tmp_path, header(*cells))
    assert [row[3] for row in loaded.figures("spend")] == [
        1_234_000,
        1_420_000,
        2000,
        -5000,
        950_000,
    ]


def test_days_keep_their_unit(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("Average days to match", 150, "140 days", 1))
    assert [row[:1] + row[3:4] for row in loaded.figures("days_to_match")] == [
        ("days", 150),
        ("days", 140),
        ("days", 1),
    ]


def test_numbers_side_by_side_need_as_many_names(tmp_path) -> None:
    label = "Children in care as at month end - ages 0 to 4, 5 to 10, 11 and over"
    loaded = loaded_grid(tmp_path, header(label, "5 6 7", "5 / 6 / 8", "5 6"))
    parts = loaded.connection.execute(
        "SELECT split, member, value FROM reported_figure WHERE period_end = ? ORDER BY member",
        [end(2025, 11)],
    ).fetchall()
    assert parts == [("age", "0 to 4", 5), ("age", "11+", 8), ("age", "5 to 10", 6)]
    assert loaded.rejects() == [("parts", "D3")]
    assert "names 3 parts" in loaded.report.rejects[0].message


def test_a_label_that_names_a_window_the_indicator_lacks_is_said(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("% repeat referrals as at month end", 0.2, 0.3))
    assert [row[1] for row in loaded.figures("re_referrals")] == ["r", "r"]
    assert loaded.warned("window") == ["A3"]


def test_a_label_that_names_no_window_is_said_where_there_is_a_choice(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("% repeat referrals", 0.2, 0.3))
    assert loaded.warned("window_assumed") == ["A3"]


def test_one_figure_typed_twice_with_two_values_is_said(tmp_path) -> None:
    grid = [*header("Contacts", 5, 6), ["Contact", 5, 7]]
    loaded = loaded_grid(tmp_path, grid)
    assert loaded.warned("typed_twice") == ["C4"]


def test_a_row_that_counts_the_opposite_is_rejected(tmp_path) -> None:
    grid = [*header("Contacts", 5, 6), ["% repeat referrals not completed", "5%", "6%"]]
    loaded = loaded_grid(tmp_path, grid)
    assert [rule for rule, _ in loaded.rejects()] == ["unknown_indicator"]
    assert "counts the opposite" in loaded.report.rejects[0].message


def test_footnote_marks_and_arrows_beside_a_figure_are_left_out(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("Contacts", "430*", "▲ 440", "450 †", "*"))
    assert [row[3] for row in loaded.figures("contacts")] == [430, 440, 450]
    assert loaded.rejects() == [("suppressed", "E3")]
