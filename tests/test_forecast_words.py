"""What is said of a forecast: where it goes, how far to believe it, and of its target."""

from dataclasses import replace
from datetime import date

import pytest

from queries.forecasts.target_reached import meets
from queries.forecasts.view import Coming, Forecast
from queries.forecasts.wording import edge_text, forecast_words, trial_words
from queries.trends.targets import Aim, Target
from queries.trends.view import TargetStep
from tests.made_trends import made_rows, made_trend, month_ends
from tests.test_forecast import forecast_of, rising, with_months


def said(values: list[float], target: TargetStep | None, now: float, reach: float = 2.0) -> str:
    """The words of a forecast of ``values``, the latest figure being ``now``."""
    rows = made_rows([now])
    trend = made_trend(rows=tuple(rows), latest=rows[-1], targets=(target,) if target else ())
    ends = month_ends(date(2021, 5, 1), len(values))
    coming = tuple(
        Coming(end, value, value - reach, value + reach)
        for end, value in zip(ends, values, strict=True)
    )
    return forecast_words(Forecast(coming, last_end=date(2021, 4, 30), last_value=now), trend)


def aim(op: str, value: float, upper: float | None = None) -> TargetStep:
    return TargetStep(date(2020, 4, 1), None, value, upper, op, "", "2020/21", "")


UP = [80.0 + each for each in range(12)]


@pytest.mark.parametrize(
    ("values", "target", "now", "words"),
    [
        (
            UP,
            None,
            79,
            "If nothing changes: 91.0% in Apr 2022, most likely between 89.0% and 93.0%.",
        ),
        (UP, aim(">=", 95), 79, "The target of 95% would not be reached within twelve months."),
        (
            UP,
            aim(">=", 92),
            79,
            "would not be reached within twelve months, though it could be as early as March 2022.",
        ),
        (
            UP,
            aim(">=", 85),
            79,
            "The target of 85% would be reached about October 2021 (it could be as early as August "
            "2021).",
        ),
        (
            UP,
            aim(">=", 90),
            79,
            "would be reached about March 2022 (it could be as early as January 2022, or it may "
            "not be within twelve months).",
        ),
        (UP, aim(">=", 60), 79, "The target of 60% would still be met."),
        (
            UP,
            aim(">=", 79),
            79,
            "would still be met, though it could be missed within twelve months.",
        ),
        (
            UP,
            aim("<=", 85),
            79,
            "The target of 85%, met now, would be missed from about November 2021.",
        ),
        (
            UP,
            aim("<=", 90),
            79,
            "met now, would be missed from about April 2022 (it could go on being met).",
        ),
        (UP, aim("between", 70, 95), 79, "The target of 70% to 95% would still be met."),
    ],
)
def test_the_words_of_a_forecast(values, target, now, words) -> None:
    assert said(values, target, now).endswith(words)


def test_wide_intervals_are_said_without_decimals() -> None:
    assert said(UP, None, 79, 3.0).endswith("91% in Apr 2022, most likely between 88% and 94%.")


def test_a_rolling_year_and_a_month_end_are_named_as_such() -> None:
    trend = made_trend()
    point = Coming(date(2027, 10, 31), 91.2, 87.4, 95.1)
    found = Forecast((point,), last_end=date(2026, 10, 31), last_value=90.0)
    rolled = forecast_words(found, replace(trend, window="r", targets=()))
    assert rolled == (
        "If nothing changes: 91% in the year to Oct 2027, most likely between 87% and 95%."
    )
    assert "at the end of Oct 2027" in forecast_words(found, replace(trend, window="e"))
    assert edge_text(found, trend) == "If nothing changes 91% (87–95)"
    assert trial_words(found) == ""


def test_an_old_target_is_not_held_up_to_a_forecast() -> None:
    trend = made_trend(stale_target=True)
    point = Coming(date(2027, 10, 31), 91.2, 87.4, 95.1)
    assert "target" not in forecast_words(Forecast((point,), last_value=90.0), trend)


@pytest.mark.parametrize("op", [">=", ">", "<=", "<", "=", "between"])
@pytest.mark.parametrize("value", [79.0, 80.0, 80.0 + 1e-12, 82.0, 90.0, 91.0])
def test_a_target_is_met_as_everywhere_else(op: str, value: float) -> None:
    upper = 90.0 if op == "between" else None
    target = Target(date(2020, 4, 1), "value", op, 80.0, upper, None, None, None, "", "")
    assert meets(aim(op, 80.0, upper), value) == Aim(target, op, 80.0, upper).met(value)


def test_how_far_to_believe_it_is_said() -> None:
    found = forecast_of(with_months(rising(72), numerator=100, denominator=200))
    words = trial_words(found)
    assert words.startswith("Made in the same way at 36 past months")
    less = round((1 - found.outlook.test.against_same) * 100)
    assert f"missed what came by {less}% less than saying ‘the same as last month’" in words
    assert "at least four figures of five" in words
    assert "bends" not in words
    assert "bends" in trial_words(replace(found, rolled=True))
