"""Targets as people write them."""

from pathlib import Path

import openpyxl
import pytest

from data.target_text import Target, TargetError, parse_target

PLANS = Path(__file__).parents[1].parent / "shared" / "plans"

NEIGHBOURS = {"among": "statistical neighbours", "by_year": 2022}

# text, better, and the fields that are not None (kind, op, value, unit first).
WEST_SUSSEX = [
    ("≥2169 Q3 2017/18", "higher", ("value", ">=", 2169, None), {}),
    ("≥3,057", "higher", ("value", ">=", 3057, None), {}),
    ("3940", "higher", ("value", ">=", 3940, None), {}),
    (
        "Top quartile of all LAs by 2022 ≥69.2%",
        "higher",
        ("value", ">=", 69.2, "percent"),
        {"quartile": "top", "among": "all councils", "by_year": 2022},
    ),
    (
        "Top quartile of all LAs by 2022",
        "higher",
        ("quartile", None, None, None),
        {"quartile": "top", "among": "all councils", "by_year": 2022},
    ),
    (
        "Top quartile of statistical neighbours by 2022 37 or less",
        "neither",
        ("value", "<=", 37, None),
        {"quartile": "top"} | NEIGHBOURS,
    ),
    (
        "Top quartile of statistical neighbours by 2022",
        "lower",
        ("quartile", None, None, None),
        {"quartile": "top"} | NEIGHBOURS,
    ),
    (
        "Top quartile of statistical neighbours by 2022 1.3% or less",
        "lower",
        ("value", "<=", 1.3, "percent"),
        {"quartile": "top"} | NEIGHBOURS,
    ),
    (
        "Top quartile of statistical neighbours by 2022 10.34% or less",
        "lower",
        ("value", "<=", 10.34, "percent"),
        {"quartile": "top"} | NEIGHBOURS,
    ),
    ("≥99% by 2018/19", "higher", ("value", ">=", 99, "percent"), {"by_year": 2019}),
    ("99% or higher by 2018/19", "higher", ("value", ">=", 99, "percent"), {"by_year": 2019}),
    ("80% by 2019", "higher", ("value", ">=", 80, "percent"), {"by_year": 2019}),
    ("80%", "higher", ("value", ">=", 80, "percent"), {}),
    ("90% by 2022", "higher", ("value", ">=", 90, "percent"), {"by_year": 2022}),
    ("90%", "higher", ("value", ">=", 90, "percent"), {}),
    (
        "Top quartile of statistical neighbours by 2022 83% or more",
        "higher",
        ("value", ">=", 83, "percent"),
        {"quartile": "top"} | NEIGHBOURS,
    ),
    (
        "Top quartile of statistical neighbours by 2022 100%",
        "higher",
        ("value", ">=", 100, "percent"),
        {"quartile": "top"} | NEIGHBOURS,
    ),
    (
        "By 2022 top half of statistical neighbours between 33.2% and 32.4%",
        "lower",
        ("range", "between", 32.4, "percent"),
        {"quartile": "half", "upper": 33.2} | NEIGHBOURS,
    ),
    (
        "To be in second quartile by 2022",
        "lower",
        ("quartile", None, None, None),
        {"quartile": "half", "by_year": 2022},
    ),
    ("between 3.75 and 3", "lower", ("range", "between", 3, None), {"upper": 3.75}),
    ("≤365 by 2022", "lower", ("value", "<=", 365, None), {"by_year": 2022}),
    ("≤365 By 2022", "lower", ("value", "<=", 365, None), {"by_year": 2022}),
    ("≤365", "lower", ("value", "<=", 365, None), {}),
    ("30%", "higher", ("value", ">=", 30, "percent"), {}),
    ("40%", "higher", ("value", ">=", 40, "percent"), {}),
    ("50%", "higher", ("value", ">=", 50, "percent"), {}),
    (
        "Healthy Child Programme to be reviewed post April 2019",
        "higher",
        ("none", None, None, None),
        {},
    ),
    ("95%", "higher", ("value", ">=", 95, "percent"), {}),
    ("85%", "higher", ("value", ">=", 85, "percent"), {}),
    ("Less than or equal to 42%", "lower", ("value", "<=", 42, "percent"), {}),
    ("28 (+ zero)", "higher", ("value", ">=", 28, None), {"extra": 0}),
    ("33 (+24)", "higher", ("value", ">=", 33, None), {"extra": 24}),
    ("33 (+12)", "higher", ("value", ">=", 33, None), {"extra": 12}),
    ("33", "higher", ("value", ">=", 33, None), {}),
    ("150 days", "lower", ("value", "<=", 150, "days"), {}),
    ("130 days", "lower", ("value", "<=", 130, "days"), {}),
    ("121 days", "lower", ("value", "<=", 121, "days"), {}),
    ("18%", "lower", ("value", "<=", 18, "percent"), {}),
    ("17%", "lower", ("value", "<=", 17, "percent"), {}),
    ("16%", "lower", ("value", "<=", 16, "percent"), {}),
    ("94.5%", "higher", ("value", ">=", 94.5, "percent"), {}),
    ("95.5%", "higher", ("value", ">=", 95.5, "percent"), {}),
    ("96%", "higher", ("value", ">=", 96, "percent"), {}),
    ("96.5%", "higher", ("value", ">=", 96.5, "percent"), {}),
    ("Baseline currently being set", "higher", ("none", None, None, None), {}),
    ("60%", "higher", ("value", ">=", 60, "percent"), {}),
    ("70%", "higher", ("value", ">=", 70, "percent"), {}),
    ("98% by 2019/20", "higher", ("value", ">=", 98, "percent"), {"by_year": 2020}),
    ("To be reviewed 2019/20", "higher", ("none", None, None, None), {}),
]

CORNWALL = [
    ("<22%", "lower", ("value", "<", 22, "percent"), {}),
    (">85%", "neither", ("value", ">", 85, "percent"), {}),
    (">80%", "higher", ("value", ">", 80, "percent"), {}),
    ("-", "neither", ("none", None, None, None), {}),
    ("<8%", "lower", ("value", "<", 8, "percent"), {}),
    ("<20%", "neither", ("value", "<", 20, "percent"), {}),
    (">95%", "higher", ("value", ">", 95, "percent"), {}),
    ("<14%", "lower", ("value", "<", 14, "percent"), {}),
    (">70%", "higher", ("value", ">", 70, "percent"), {}),
    (">22%", "higher", ("value", ">", 22, "percent"), {}),
]

OTHERS = [
    ("95% by 31 March 2027", "higher", ("value", ">=", 95, "percent"), {"by_year": 2027}),
    ("95% by end of Mar 2027", "higher", ("value", ">=", 95, "percent"), {"by_year": 2027}),
    ("", "higher", ("none", None, None, None), {}),
    (None, "higher", ("none", None, None, None), {}),
    ("tbc", "higher", ("none", None, None, None), {}),
    ("£0.90m", "lower", ("value", "<=", 900_000, "pounds"), {}),
    ("£1,250", "lower", ("value", "<=", 1250, "pounds"), {}),
    ("£120k", "lower", ("value", "<=", 120_000, "pounds"), {}),
    ("zero", "lower", ("value", "<=", 0, None), {}),
    ("0%", "lower", ("value", "<=", 0, "percent"), {}),
    ("60", "neither", ("value", "=", 60, None), {}),
    (">= 95 %", "higher", ("value", ">=", 95, "percent"), {}),
    ("At least 95%", "neither", ("value", ">=", 95, "percent"), {}),
    ("no more than 5 days", "neither", ("value", "<=", 5, "days"), {}),
    ("below 5 per cent", "neither", ("value", "<", 5, "percent"), {}),
    ("37 or fewer", "higher", ("value", "<=", 37, None), {}),
    ("10%-15%", "neither", ("range", "between", 10, "percent"), {"upper": 15}),
    ("10 to 15%", "neither", ("range", "between", 10, "percent"), {"upper": 15}),
    ("between 55 and 65", "neither", ("range", "between", 55, None), {"upper": 65}),
    (
        "Top half of statistical neighbours",
        "higher",
        ("quartile", None, None, None),
        {"quartile": "half", "among": "statistical neighbours"},
    ),
    ("95% by March 2026", "higher", ("value", ">=", 95, "percent"), {"by_year": 2026}),
    ("Target 95%", "higher", ("value", ">=", 95, "percent"), {}),
]


@pytest.mark.parametrize(("text", "better", "main", "beside"), [*WEST_SUSSEX, *CORNWALL, *OTHERS])
def test_target_text(text, better, main, beside):
    kind, op, value, unit = main
    wanted = Target(kind, (text or "").strip(), op, value, unit=unit, **beside)
    assert parse_target(text, better) == wanted


@pytest.mark.parametrize(
    ("workbook", "sheets", "columns", "known"),
    [
        (
            "west_sussex_plan_2018-22.xlsx",
            ["Corporate plan objectives", "Key performance objectives"],
            "DEFGH",
            WEST_SUSSEX,
        ),
        ("cornwall_performance_template_2015-12.xlsx", ["CIN & CP", "CIC"], "C", CORNWALL),
    ],
)
def test_every_target_of_the_councils_own_plans_is_among_those_tried(
    workbook, sheets, columns, known
):
    if not (PLANS / workbook).exists():
        pytest.skip(f"{workbook} is not beside this checkout")
    book = openpyxl.load_workbook(PLANS / workbook)
    typed = {
        str(book[sheet][f"{column}{row}"].value)
        for sheet in sheets
        for column in columns
        for row in range(2, book[sheet].max_row + 1)
        if book[sheet][f"{column}{row}"].value is not None
    }
    assert typed - {"“", "Target 14/15"} == {text for text, *_ in known}


def test_a_ditto_mark_repeats_the_cell_to_its_left():
    left = parse_target("≥95% by 2022", "higher")
    again = parse_target("“", "higher", left)
    assert (again.value, again.op, again.by_year, again.ditto) == (95, ">=", 2022, True)
    assert again.text == "“ (≥95% by 2022)"
    assert parse_target("“", "higher", again).text == "“ (≥95% by 2022)"


def test_a_ditto_mark_with_nothing_to_repeat_is_refused():
    with pytest.raises(TargetError, match="repeats the cell to its left"):
        parse_target("“", "higher")


@pytest.mark.parametrize(
    "text",
    ["90% (stretch 95%)", "reduce by 5%", "within 10% of England", "between 3 and many", "≥ soon"],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(text):
    with pytest.raises(TargetError, match=r"cannot be read as a target: write one number"):
        parse_target(text, "higher")


def test_a_bare_number_takes_the_direction_in_which_its_indicator_is_better():
    assert [parse_target("5", better).op for better in ("higher", "lower", "neither")] == [
        ">=",
        "<=",
        "=",
    ]
