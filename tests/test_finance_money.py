"""Sums of money as people type them, and the units and signs that sheets declare."""

import pytest

from data.money import (
    MILLIONS,
    POUNDS,
    THOUSANDS,
    NotAnAmount,
    amount,
    declared_scales,
    percentages,
)
from data.readers.budget_monitor.words import declared_signs, heading_role, is_total


@pytest.mark.parametrize(
    ("text", "scale", "pounds"),
    [
        ("1,234", THOUSANDS, 1_234_000),
        ("(1.2)", THOUSANDS, -1_200),
        ("12.5-", THOUSANDS, -12_500),
        ("-12.5", POUNDS, -12.5),
        ("− 7", POUNDS, -7),
        ("£1.2m", THOUSANDS, 1_200_000),
        ("(£1.2m)", None, -1_200_000),
        ("£(1.2)m", None, -1_200_000),
        ("-£450k", None, -450_000),
        ("£1,234.56", None, 1_234.56),
        ("£12", THOUSANDS, 12_000),
        ("5 CR", POUNDS, -5),
        ("0", MILLIONS, 0),
        ("nil", MILLIONS, 0),
        ("1.016", MILLIONS, 1_016_000),
        ("29.567", MILLIONS, 29_567_000),
    ],
)
def test_a_sum_in_pounds(text: str, scale: int | None, pounds: float) -> None:
    found = amount(text)
    assert found is not None
    assert found.pounds(scale) == pounds


@pytest.mark.parametrize("text", [None, "", " ", "-", "–", "n/a", "N/A", ".."])
def test_a_blank_is_not_zero(text: str | None) -> None:
    assert amount(text) is None


@pytest.mark.parametrize("text", ["tbc", "1,23", "(5", "5)", "--5", "-(5)", "1.2.3", "£", "12/13"])
def test_what_is_no_sum(text: str) -> None:
    with pytest.raises(NotAnAmount):
        amount(text)


@pytest.mark.parametrize("text", ["1" + "0" * 300, f"{10**12:,}", "£1000000000000", "-" + "9" * 15])
def test_so_large_a_sum_is_none(text: str) -> None:
    with pytest.raises(NotAnAmount):
        amount(text)
    assert amount(str(10**12 - 1)) is not None


def test_a_sum_without_a_unit_is_not_taken_for_pounds() -> None:
    with pytest.raises(NotAnAmount):
        amount("1,234").pounds(None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("6.3%", (6.3,)), ("(2.6%)", (-2.6,)), ("0.0%", (0,)), ("0.023", (0.023, 2.3)), ("-", ())],
)
def test_a_percentage(text: str, meant: tuple[float, ...]) -> None:
    assert percentages(text) == pytest.approx(meant)


@pytest.mark.parametrize(
    ("text", "scales"),
    [
        ("£'000", {THOUSANDS}),
        ("£’000. Overspend positive", {THOUSANDS}),
        ("All figures in £000s", {THOUSANDS}),
        ("Budget (£k)", {THOUSANDS}),
        ("Original Budget 2016/17 £m", {MILLIONS}),
        ("£ million", {MILLIONS}),
        ("Budget (£)", {POUNDS}),
        ("Forecast £", {POUNDS}),
        ("figures in pounds", {POUNDS}),
        ("£'000, but £m overleaf", {THOUSANDS, MILLIONS}),
        ("an overspend of £5 on stamps", set()),
        ("Original budget 2025/26", set()),
    ],
)
def test_units_declared(text: str, scales: set[int]) -> None:
    assert declared_scales(text) == scales


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Overspend positive, (underspend) in brackets.", {1}),
        ("(underspend)", {1}),
        ("favourable in brackets", {1}),
        ("+ = overspend", {1}),
        ("Over/(Under)spend", {1}),
        ("Adverse / (Favourable)", {1}),
        ("A positive variance is an overspend", {1}),
        ("Underspends are shown as negative", {1}),
        ("overspends are shown in brackets", {-1}),
        ("(Overspend)/underspend", {-1}),
        ("Under/(Over)", {-1}),
        ("underspend positive", {-1}),
        ("Surplus/(Deficit)", {-1}),
        ("- = overspend", {-1}),
        ("Variance", set()),
        ("The overspend is in placements", set()),
    ],
)
def test_signs_declared(text: str, signs: set[int]) -> None:
    assert declared_signs(text) == signs


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Forecast Variance Outturn (Sep) £'000", "forecast_variance"),
        ("Directorate/Service", "label"),
        ("Original Budget 2017/18", "original_budget"),
        ("Latest Budget", "budget"),
        ("Current Variance", "variance_to_date"),
        ("Budget to Date", "budget_to_date"),
        ("YTD Actual", "actual_to_date"),
        ("Previous Forecast Outturn", "previous_forecast"),
        ("Latest Forecast Outturn", "forecast_outturn"),
        ("Forecast movement", "movement"),
        ("Budget movements", "virement"),
        ("Budget holder", "budget_holder"),
        ("Child's name", None),
    ],
)
def test_roles_of_headings(heading: str, role: str | None) -> None:
    assert heading_role(heading) == role


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("Total placements", True),
        ("Placements sub-total", True),
        ("Net expenditure", True),
        ("Grand total", True),
        ("Income", False),
        ("Transport total costs", False),
        ("Placements", False),
    ],
)
def test_words_of_totals(label: str, total: bool) -> None:
    assert is_total(label) == total
