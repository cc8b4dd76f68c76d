"""Control charts on the pages: what is drawn and said, what turns them on, and where limits start
anew."""

import json
from collections.abc import Iterator
from datetime import date

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

import pages.access
from components.chart import chart
from components.control_figure import control_figure, control_labels
from components.control_words import assurance_words, range_words, variation_words
from components.large_chart import Lines, large_chart
from data.home import Home
from data.rebases import rebase_notes
from pages.application import create_app
from pages.drawn_control import DrawnControl, control_address, drawn_control
from pages.drawn_lines import without_control
from pages.indicator_page import indicator_page
from pages.opened_state import OpenedState
from pages.theme_page import theme_page
from pages.view_period import Period, in_period
from queries.store import current_store
from queries.trends.rebasing import BadRebase, checked_rebase, rebase_months
from queries.trends.trend import get_trend
from queries.trends.view import Trend, View
from tests.test_control import rebase
from tests.test_pages_words import text_of
from tests.trend_store import INDICATORS, HandBuilt

LEVEL = [90.0, 91.0] * 12
ROLLING = "re_referrals"
FROM_HERE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
GOOD = {"reason": "A second team took the front door", "author": "A. Analyst"}


def charted(values: list[float] | None = None, target: float | None = 80.0, **store) -> Trend:
    """A monthly percentage with its control chart."""
    held = HandBuilt(**store)
    held.months("reviews", "2023-01", [*(values or [*LEVEL, 60.0])])
    if target is not None:
        held.target("reviews", 2022, value=target)
    return get_trend(held, "reviews", View(), INDICATORS)


def run_chart() -> Trend:
    return charted([90.0, 91.0, 88.0])


@pytest.mark.parametrize(
    "trend",
    [
        charted(),
        charted(target=None),
        charted([5.0] * 20),
        charted(rebases=rebase("reviews", date(2024, 1, 1))),
        run_chart(),
    ],
)
def test_every_control_chart_is_valid_plotly(trend: Trend) -> None:
    figure = control_figure(trend, trend.control)
    go.Figure(figure)  # raises on any property that Plotly does not have


def test_a_control_chart_draws_its_limits_its_average_and_its_target() -> None:
    trend = charted()
    said = [label.text for label in control_labels(trend, trend.control)]
    (limits,) = trend.control.segments
    assert said == [
        "Cornwall 60.0%",
        f"Average {limits.centre:.1f}%",
        f"Usually above {limits.lower:.1f}%",
        f"Usually below {limits.upper:.1f}%",
        "Target 80%",
    ]
    levels = {trace["y"][0] for trace in control_figure(trend, trend.control)["data"]}
    assert {limits.centre, limits.lower, limits.upper, 80.0} <= levels


def test_limits_that_no_percentage_can_pass_are_not_drawn_beyond_it() -> None:
    trend = charted([100.0, 92.0] * 10)
    assert trend.control.segments[0].upper > 100
    said = [label.text for label in control_labels(trend, trend.control)]
    assert not [each for each in said if each.startswith("Usually below")]
    assert control_figure(trend, trend.control)["layout"]["yaxis"]["range"][1] <= 101.5


def test_a_run_chart_has_its_median_and_says_why_it_has_no_limits() -> None:
    trend = run_chart()
    assert [label.text for label in control_labels(trend, trend.control)] == [
        "Cornwall 88.0%",
        "Median 90.0%",
    ]
    said = text_of(large_chart(trend, lines=Lines(control=True)))
    assert "run chart" in said
    assert "A control chart needs 13 months; there are 3." in said


def test_what_the_icons_say_needs_no_knowledge_of_control_charts() -> None:
    trend = charted()
    assert variation_words(trend.control) == "Below its usual range."
    assert range_words(trend, trend.control.segments[0]).startswith("A month usually lies between")
    assert "some miss it by chance alone" in assurance_words(*both(charted([80.0, 90.0] * 8, 85.0)))
    assert "as a rule no month" in assurance_words(*both(charted(LEVEL, target=99.0)))
    assert "every month does" in assurance_words(*both(charted(LEVEL, target=50.0)))
    assert assurance_words(*both(charted(LEVEL, target=None))) == ""


def both(trend: Trend) -> tuple:
    return trend, trend.control


def test_every_chart_turns_into_a_control_chart_and_back() -> None:
    trend = charted()
    links = {"open": "/indicator/reviews", "control": "/child-protection?control=reviews"}
    before = chart(trend, links)
    after = chart(trend, links, as_control=True)
    assert "Control chart  of Reviews on time" in text_of(before)
    assert "Trend  of Reviews on time" in text_of(after)
    assert "Usually below" in text_of(after)


def test_which_charts_are_turned_stands_in_the_address() -> None:
    slugs = ("a", "b", "c")
    drawn = drawn_control({"control": "b, x,b"}, slugs)
    assert [drawn.has(slug) for slug in slugs] == [False, True, False]
    view = View(comparator="region")
    assert control_address("child_protection", "a", view, drawn, slugs) == (
        "/child-protection?compare=region&control=b,a"
    )
    assert control_address("child_protection", "b", View(), drawn, slugs) == "/child-protection"
    every = drawn_control({"control": "all"}, slugs)
    assert all(every.has(slug) for slug in slugs)
    assert control_address("finance", "a", View(), every, slugs) == "/finance?control=b,c"
    assert drawn_control({}, slugs) == DrawnControl()


# Where limits may start anew


def test_a_new_start_needs_a_run_of_points_before_and_after() -> None:
    months = rebase_months(charted(LEVEL).control, 6)
    assert (months[0], months[-1], len(months)) == (date(2024, 7, 1), date(2023, 7, 1), 13)
    taken = charted(LEVEL, rebases=rebase("reviews", date(2024, 1, 1)))
    assert rebase_months(taken.control, 6) == (date(2024, 7, 1), date(2023, 7, 1))
    assert rebase_months(run_chart().control, 6) == ()
    assert rebase_months(None, 6) == ()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"month": "2020-01"}, "cannot start anew from that month"),
        ({"month": ""}, "cannot start anew from that month"),
        ({"reason": "  because \n "}, "Say in 15 to 300 characters"),
        ({"reason": "x" * 301}, "Say in 15 to 300 characters"),
        ({"author": "  "}, "Say who decides it"),
        ({"author": "x" * 81}, "Say who decides it"),
    ],
)
def test_a_new_start_without_a_month_a_reason_or_a_name_is_refused(changed, message) -> None:
    with pytest.raises(BadRebase, match=message):
        checked_rebase(**{"month": "2024-01", **GOOD, **changed}, allowed=[date(2024, 1, 1)])


@pytest.fixture
def home(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The sample, without any notes before and after."""
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    sample_home.notes_file.unlink(missing_ok=True)
    yield sample_home
    sample_home.notes_file.unlink(missing_ok=True)


@pytest.fixture
def client(home: Home) -> FlaskClient:
    return create_app().server.test_client()


def sent(client: FlaskClient, slug: str = ROLLING, query: str = "", headers=FROM_HERE, **form):
    return client.post(f"/indicator/{slug}/rebase{query}", data=form, headers=headers)


def month(at: int = 10) -> str:
    control = get_trend(current_store(), ROLLING, View()).control
    return f"{rebase_months(control, 6)[at]:%Y-%m}"


def test_limits_are_started_anew_and_the_page_says_by_whom_and_why(client, home) -> None:
    before = text_of(indicator_page(ROLLING, {}))
    assert "Is it changing?" in before
    answer = sent(client, query="?compare=region", month=month(), **GOOD)
    assert answer.status_code == 303
    assert answer.location == f"/indicator/{ROLLING}?compare=region&lines=control#control"
    after = text_of(indicator_page(ROLLING, {"lines": "control"}))
    assert "Limits start anew from" in after
    assert "A second team took the front door (A. Analyst" in after
    assert len(get_trend(current_store(), ROLLING, View()).control.segments) == 2


def test_of_one_member_it_is_saved_and_leads_back_to_that_member(client, home) -> None:
    view = View(split="age", member="16 and 17")
    control = get_trend(current_store(), "contacts", view).control
    first = f"{rebase_months(control, 6)[8]:%Y-%m}"
    answer = sent(client, "contacts", "?split=age&member=16 and 17", month=first, **GOOD)
    assert answer.location == (
        "/indicator/contacts?split=age&member=16%20and%2017&lines=control#control"
    )
    assert len(get_trend(current_store(), "contacts", view).control.segments) == 2


def test_sent_twice_it_is_saved_once_and_no_fault(client, home) -> None:
    first = month()
    assert [sent(client, month=first, **GOOD).status_code for _ in range(2)] == [303, 303]
    assert len(rebase_notes(home.notes_file, current_store().notes_council)) == 1


def test_a_control_chart_that_there_is_not_is_said() -> None:
    held = HandBuilt()
    for member in ("0 to 4", "5 to 9"):
        held.months("reviews", "2023-01", LEVEL, split="age", member=member)
    several = get_trend(held, "reviews", View(split="age"), INDICATORS)
    asked = OpenedState(control=True)
    assert "choose a member" in without_control(several, asked)
    assert without_control(several, OpenedState()) == ""
    assert without_control(charted(), asked) == ""


def test_a_period_without_a_point_has_no_control_chart() -> None:
    trend = charted()
    period = Period(date(2023, 1, 1), date(2023, 1, 1), date(2025, 1, 31))
    assert in_period(trend, View(start=date(2030, 1, 1)), period).control is None
    since = in_period(trend, View(start=date(2024, 1, 1)), period).control
    assert since.points[0].period_end == date(2024, 1, 31)
    assert since.segments == trend.control.segments


def test_it_shows_on_pages_that_were_kept_and_is_withdrawn_again(client, home) -> None:
    def drawn() -> str:
        page = theme_page("children_in_need", {"control": ROLLING})
        return json.dumps(page, default=lambda each: each.to_plotly_json())

    assert "limits anew" not in drawn()
    sent(client, month=month(), **GOOD)
    assert "limits anew" in drawn()
    (note,) = rebase_notes(home.notes_file, current_store().notes_council)
    assert sent(client, withdraw=str(note.id)).status_code == 303
    assert "limits anew" not in drawn()


@pytest.mark.parametrize(
    ("slug", "form", "status"),
    [
        (ROLLING, {"month": "1999-01", **GOOD}, 400),
        (ROLLING, {"month": "2025-01", "reason": "short", "author": "A"}, 400),
        (ROLLING, {"withdraw": "1 OR 1=1"}, 400),
        (ROLLING, {}, 400),
        ("nothing", {"month": "2025-01", **GOOD}, 404),
    ],
)
def test_what_no_page_offers_is_refused_and_nothing_written(client, home, slug, form, status):
    answer = sent(client, slug, **form)
    assert answer.status_code == status
    assert "Nothing was changed" in answer.text
    assert not home.notes_file.exists()


def test_other_sites_and_other_roles_are_refused(client, home, monkeypatch) -> None:
    form = {"month": month(), **GOOD}
    assert sent(client, headers={"Origin": "http://elsewhere"}, **form).status_code == 403
    monkeypatch.setattr(pages.access, "_HERE", frozenset(("viewer", "analyst")))
    assert sent(client, **form).status_code == 403
    assert not home.notes_file.exists()
    assert "Start the limits anew" not in text_of(indicator_page(ROLLING, {}))


def test_a_reason_is_shown_as_written(client, home) -> None:
    sent(client, month=month(), reason="<script>alert(1)</script> & more", author="<b>A</b>")
    assert "<script>alert(1)</script> & more (<b>A</b>" in text_of(indicator_page(ROLLING, {}))
