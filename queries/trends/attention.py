"""What needs attention: trends scored by target missed, worsening and position."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from queries.trends.periods import month_index
from queries.trends.stating import missed_rows
from queries.trends.view import Signal, Trend, TrendRow

MOST = 7
# Points for what a person would look at first; a long miss counts up to twice a new one.
_NOT_MET, _NEAR, _LONG_MISS = 3.0, 0.5, 3.0
_CONCERNING = 3.0
_WORST_QUARTER, _WORST = 2.0, 1.0
_LEAST = 2.0
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
        "worsening": _CONCERNING if _concerning(trend, latest) else 0.0,
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
    if latest.target_status == "near":
        return _NEAR
    if latest.target_status != "not_met":
        return 0.0
    run = len(missed_rows(trend.rows, latest)) * (12 if latest.yearly else 1)
    return _NOT_MET + _LONG_MISS * min(run, 12) / 12


def _concerning(trend: Trend, latest: TrendRow) -> Signal | None:
    return next(
        (
            signal
            for signal in trend.signals
            if signal.period_end == latest.period_end and signal.meaning == "concerning"
        ),
        None,
    )


def _position_score(trend: Trend, latest: TrendRow) -> float:
    """Among the worst quarter of the councils compared with; a count says nothing of worth."""
    judged = trend.indicator.better != "neither" and trend.unit not in ("count", "fte")
    if not judged or latest.rank is None or not latest.neighbour_count:
        return 0.0
    councils = latest.neighbour_count + 1
    if latest.rank == councils:
        return _WORST_QUARTER + _WORST
    return _WORST_QUARTER if latest.rank - 1 >= 0.75 * latest.neighbour_count else 0.0
