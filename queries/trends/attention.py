"""What needs attention: trends scored by target missed, worsening and position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from queries.trends.periods import month_index
from queries.trends.stating import MISSED, missed_rows
from queries.trends.view import Signal, Trend, TrendRow

MOST = 7
# Points for what a person would look at first: what is getting worse, then what misses its target
# (a little more where it has long done so), then what is among the worst. What does both of the
# first two comes before whatever does not: any miss and worsening are more than the rest together.
_NOT_MET, _NEAR, _LONG_MISS = 3.0, 0.5, 1.0
_CONCERNING = 4.0
_WORST_QUARTER, _WORST = 2.0, 1.0
_LEAST = 2.0
# A target by a later year is not missed as long as the figure is on the way there.
_ON_THE_WAY = ("met", "on_the_way")
# A target set for a year long past says less of today.
_STALE_SHARE = 1 / 3
# A rolling year has no control chart; a change of this many points on a year ago is none of chance.
_LARGE_CHANGE = 5.0
# So is a target missed by this many times as much as a year ago.
_TWICE = 2.0
# Older figures than this, against the newest of all, are history and not Monday's news.
_STALE_MONTHS = 24


@dataclass(frozen=True)
class Attention:
    """One sentence on one indicator in ``unit``. ``reasons``: target, worsening, position."""

    slug: str
    theme: str
    sentence: str
    score: float
    reasons: tuple[str, ...]
    period_end: date
    unit: str

    @property
    def head(self) -> str:
        """The first clause, up to and with the figure, to stand out: 'Turnover: 19.2%'."""
        return re.match(r"(.*?: )?.*?(?=, |\. |\.$|$)", self.sentence)[0]


def attention(trends: Sequence[Trend]) -> list[Attention]:
    """At most MOST, the worst first; an indicator stands once, and only if something is amiss."""
    newest = max((month_index(each.latest.period_end) for each in trends if each.latest), default=0)
    found = {}
    for trend in trends:
        scored = _scored(trend)
        if scored and month_index(scored.period_end) > newest - _STALE_MONTHS:
            found.setdefault(scored.slug, scored)
    return sorted(found.values(), key=lambda each: -each.score)[:MOST]


def _scored(trend: Trend) -> Attention | None:
    latest = trend.latest
    if latest is None or latest.value is None:
        return None
    scores = {
        "target": _target_score(trend, latest),
        "worsening": _CONCERNING if _worsening(trend, latest) else 0.0,
        "position": _position_score(trend, latest),
    }
    total = sum(scores.values())
    if total < _LEAST:
        return None
    return Attention(
        slug=trend.indicator.slug,
        theme=trend.indicator.theme,
        sentence=trend.verdict,
        score=total,
        reasons=tuple(name for name, score in scores.items() if score),
        period_end=latest.period_end,
        unit=trend.unit,
    )


def _target_score(trend: Trend, latest: TrendRow) -> float:
    if latest.path_status in _ON_THE_WAY:
        return 0.0
    if latest.target_status == "near" or latest.path_status == "just_behind":
        return _NEAR
    if latest.target_status != "not_met":
        return 0.0
    run = len(missed_rows(trend.rows, latest)) * (12 if latest.yearly else 1)
    score = _NOT_MET + _LONG_MISS * min(run, 12) / 12
    return score * _STALE_SHARE if trend.stale_target else score


def _worsening(trend: Trend, latest: TrendRow) -> bool:
    """By the control chart's rules, of the single months behind where the window shares cases;
    besides, where the figure has no chart of its own, by a target that is missed now and that
    the figure of a year ago would have met or missed by half as much, or by a large change of a
    rolling percentage for the worse."""
    if latest.spc is not None:
        return _concerning(trend, latest) is not None
    if _concerning_months(trend, latest):
        return True
    before = trend.year_before
    if latest.yearly or before is None or before.value is None or latest.value is None:
        return False
    directed = trend.indicator.better != "neither"
    worse = _worse_by(trend, latest.value - before.value)
    if latest.target_status == "not_met" and not trend.stale_target:
        short, was = (_shortfall(trend, latest, each.value) for each in (latest, before))
        if short >= _TWICE * was:
            return True
    large = trend.unit == "percent" and latest.window == "r"
    if large and not directed and latest.target_status in MISSED:
        return abs(latest.value - before.value) >= _LARGE_CHANGE
    return large and worse >= _LARGE_CHANGE


def _shortfall(trend: Trend, latest: TrendRow, value: float) -> float:
    """How far ``value`` is from meeting the target of ``latest``; 0 where it meets it."""
    least = most = latest.target
    if latest.target_upper is not None:
        most = latest.target_upper
    elif trend.indicator.better != "neither":
        least, most = (least, None) if trend.indicator.better == "higher" else (None, most)
    below = 0.0 if least is None else least - value
    above = 0.0 if most is None else value - most
    return max(below, above, 0.0)


def _worse_by(trend: Trend, change: float) -> float:
    """How much of ``change`` is for the worse; 0 where neither direction is better."""
    return {"higher": -change, "lower": change, "neither": 0.0}[trend.indicator.better]


def _concerning(trend: Trend, latest: TrendRow) -> Signal | None:
    return next(
        (
            signal
            for signal in trend.signals
            if signal.period_end == latest.period_end and signal.meaning == "concerning"
        ),
        None,
    )


def _concerning_months(trend: Trend, latest: TrendRow) -> bool:
    """Whether the single month behind the figure of a rolling year or year to date concerns."""
    control = trend.control
    if control is None or control.instead is None or control.meaning != "concerning":
        return False
    return control.is_of(latest.period_end)


def _position_score(trend: Trend, latest: TrendRow) -> float:
    """Among the worst quarter of the councils compared with; a count says nothing of worth."""
    judged = trend.indicator.better != "neither" and trend.unit not in ("count", "fte")
    if not judged or latest.rank is None or not latest.neighbour_count:
        return 0.0
    councils = latest.neighbour_count + 1
    if latest.rank == councils:
        return _WORST_QUARTER + _WORST
    return _WORST_QUARTER if latest.rank - 1 >= 0.75 * latest.neighbour_count else 0.0
