"""A series read as a control chart: single months behind a window, rebases, and run charts."""

import random
from datetime import UTC, date, datetime
from statistics import mean

import pytest

from data.notes import NotesError
from data.rebases import Rebase
from data.settings import ControlCharts, Settings
from queries.trends.charting import lag_correlation
from queries.trends.control_chart import control_chart
from queries.trends.trend import get_trend
from queries.trends.view import Trend, View
from tests.trend_store import INDICATORS, HandBuilt

LEVEL = [90.0, 91.0] * 10


def trend(store: HandBuilt, slug: str = "reviews", **view) -> Trend:
    return get_trend(store, slug, View(**view), INDICATORS)


def rebase(slug: str, *months: date) -> dict[str, tuple[Rebase, ...]]:
    when = datetime(2025, 9, 1, tzinfo=UTC)
    return {slug: tuple(Rebase(1, slug, each, "New chairs", "A", False, when) for each in months)}


def in_months(values: list[float], slug: str = "reviews_year") -> HandBuilt:
    """A rolling year, level, of which the single months are ``values`` from January 2023."""
    store = HandBuilt()
    store.months(slug, "2023-01", [90.0] * len(values), window="r")
    store.months(slug, "2023-01", values, window="m")
    return store


def test_of_a_rolling_year_the_single_months_are_read():
    found = trend(in_months([*LEVEL, 60.0]), "reviews_year")
    assert found.window == "r"
    assert {row.spc for row in found.rows} == {None}
    control = found.control
    assert (control.window, control.variation) == ("m", "concerning_low")
    assert control.instead.startswith("Rolling twelve months share cases")
    assert [row.value for row in control.points] == [*LEVEL, 60.0]
    assert control.segments[0].centre == pytest.approx(mean([*LEVEL, 60.0]))
    assert "Month by month, significant worsening: below its usual range." in found.verdict


def test_a_level_month_behind_a_rolling_year_is_no_change():
    found = trend(in_months(LEVEL), "reviews_year")
    assert found.verdict.endswith("Month by month, no significant change.")


def test_single_months_that_end_earlier_are_no_news_of_the_rolling_year():
    store = in_months([*LEVEL, 60.0])
    store.observe("reviews_year", date(2024, 10, 31), 90.0, window="r")
    found = trend(store, "reviews_year")
    assert found.control.variation == "concerning_low"
    assert "ignificant" not in found.verdict


def test_few_single_months_leave_a_run_chart_of_the_rolling_year():
    found = trend(in_months([90.0, 91.0] * 6), "reviews_year").control
    assert (found.window, found.variation, found.segments) == ("r", None, ())
    assert found.median == 90.0
    assert "share cases" in found.why_run


def test_a_level_target_holds_for_the_single_months_and_a_years_count_does_not():
    store = in_months(LEVEL)
    store.target("reviews_year", 2022, value=80.0)
    assert trend(store, "reviews_year").control.assurance == "pass"
    store = HandBuilt()
    for window in ("r", "m"):
        store.months("repeats", "2023-01", LEVEL, unit="count", window=window)
    store.target("repeats", 2022, unit="count", value=80.0, op="<=")
    assert trend(store, "repeats", unit="count").control.assurance == "none"


def test_limits_start_anew_from_a_rebase():
    store = HandBuilt(rebases=rebase("reviews", date(2024, 5, 1)))
    before, after = [60.0, 62.0] * 8, [90.0, 91.0] * 7
    store.months("reviews", "2023-01", [*before, *after])
    control = trend(store).control
    assert [(each.start, each.end) for each in control.segments] == [
        (date(2023, 1, 31), date(2024, 4, 30)),
        (date(2024, 5, 31), date(2025, 6, 30)),
    ]
    assert [each.centre for each in control.segments] == [61.0, 90.5]
    assert (control.variation, control.signals) == ("common_cause", ())
    assert [each.reason for each in control.rebases] == ["New chairs"]
    store.rebases = {}
    assert trend(store).control.variation == "improving_high"


def test_too_few_months_after_a_rebase_are_not_judged():
    store = HandBuilt(rebases=rebase("reviews", date(2024, 5, 1)))
    store.months("reviews", "2023-01", [*[60.0, 62.0] * 8, *[90.0] * 12])
    found = trend(store)
    control = found.control
    assert (control.variation, control.assurance, control.mark) == (None, "none", None)
    assert control.segments[-1].upper is None
    assert control.segments[-1].centre == 90.0
    assert control.segments[0].upper == pytest.approx(61 + 2.66 * 2)
    assert control.why_run == (
        "Limits start anew in May 2024, and 12 months are too few for new ones."
    )
    assert "ignificant" not in found.verdict
    assert found.rows[-1].spc is None


def test_a_rebase_outside_the_series_or_of_another_indicator_changes_nothing():
    for rebases in (
        rebase("reviews", date(2022, 1, 1), date(2023, 1, 1), date(2030, 1, 1)),
        rebase("repeats", date(2024, 1, 1)),
    ):
        store = HandBuilt(rebases=rebases)
        store.months("reviews", "2023-01", LEVEL)
        control = trend(store).control
        assert (len(control.segments), control.rebases) == (1, ())


def test_without_readable_notes_no_control_chart_is_drawn_and_all_else_stands():
    class Unreadable(HandBuilt):
        @property
        def rebases(self):
            raise NotesError("notes.sqlite cannot be used")

        @rebases.setter
        def rebases(self, given):
            pass

    store = Unreadable()
    store.months("reviews", "2023-01", [*LEVEL, 10.0])
    found = trend(store)
    assert found.latest.value == 10.0
    assert found.signals == ()
    assert "notes cannot be read" in found.control.why_run


def test_what_is_decided_and_not_measured_has_a_run_chart():
    store = HandBuilt()
    store.months("reviews", "2023-01", [*LEVEL, 10.0])
    why = "A budget is decided and not measured."
    decided = {"reviews": INDICATORS["reviews"].model_copy(update={"no_control_chart": why})}
    found = get_trend(store, "reviews", View(), decided)
    assert (found.control.variation, found.control.why_run) == (None, why)
    assert "ignificant" not in found.verdict


def test_a_split_of_many_members_is_not_read_and_one_member_is():
    store = HandBuilt()
    for member in ("0 to 4", "5 to 9"):
        store.months("reviews", "2023-01", [*LEVEL, 10.0], split="age", member=member)
    assert trend(store, split="age").control is None
    assert trend(store, split="age", member="5 to 9").control.variation == "concerning_low"


def test_a_step_between_segments_is_no_habit_of_a_stock():
    steps = [100.0, 101.0, 99.0, 102.0, 100.0] * 4 + [200.0, 202.0, 199.0, 201.0, 200.0] * 4
    assert lag_correlation(steps) > 0.7
    assert lag_correlation(steps, [20]) < 0


def test_screening_keeps_one_leap_from_widening_the_limits():
    values = [*[50.0, 51.0] * 10, 90.0]
    plain = control_chart(values, "higher").limits[0]
    screened = control_chart(values, "higher", ControlCharts(screening=True)).limits[0]
    assert screened.upper - screened.centre == pytest.approx(2.66)
    assert plain.upper - plain.centre == pytest.approx(2.66 * (19 + 39) / 20)
    level = control_chart([5.0] * 20, "higher", ControlCharts(screening=True))
    assert level.variation == "common_cause"


def test_screening_is_a_setting():
    settings = Settings.model_validate({"control_charts": {"screening": True}})
    store = HandBuilt(settings=settings)
    store.months("reviews", "2023-01", [*[50.0, 51.0] * 10, 90.0])
    (limits,) = trend(store).control.segments
    assert limits.upper - limits.centre == pytest.approx(2.66)


# Of series of chance alone with limits made of their own 24 points, so many have a mark on the last
# point, mostly for six points on one side of the mean: the rules' known rate of false alarms.
FALSE_ALARMS = 0.029


def noise(seed: int, months: int = 24) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(90, 3) for _ in range(months)]


def test_the_rules_known_rate_of_false_alarms():
    latest = [control_chart(noise(seed), "higher").marks[-1].rule for seed in range(3000)]
    assert mean(rule != "none" for rule in latest) == pytest.approx(FALSE_ALARMS, abs=0.005)


def test_twenty_series_of_noise_raise_no_more_signals_than_that():
    """Through the public road, by the verdicts that claim a change: of twenty 0.6 are expected,
    and more than two would come once in fifty times."""
    claims = 0
    for seed in range(20):
        store = HandBuilt()
        store.months("reviews", "2023-01", noise(seed))
        claims += "Significant" in trend(store).verdict
    assert claims <= 2
