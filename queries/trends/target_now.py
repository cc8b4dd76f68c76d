"""All of the target in force at a trend's latest figure: its parts, its years, its path.

What a page tells of a target; the verdict and the rows tell only what it comes to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from queries.trends.own_figures import Figure
from queries.trends.paths import Path, Paths
from queries.trends.periods import month_index, year_end
from queries.trends.targets import Aim, Target
from queries.trends.view import TrendRow

if TYPE_CHECKING:
    from queries.trends.shaping import Given


@dataclass(frozen=True)
class Ahead:
    """What is to be reached next, and by when: the target in force the day after the figure.

    ``due``: 31 March of the year that the target names, or of the financial year then running.
    """

    aim: Aim
    due: date


@dataclass(frozen=True)
class TargetNow:
    """The target in force at ``period_end``; without one, ``target`` is None.

    ``aim``: what it comes to, None where its quartile is not known. ``place``: of a target of two
    parts, what the quartile or half comes to that it names beside its figure. ``since``: from
    when it has been the same, ``until``: the day before the next, None where there is none.
    ``rivals``: what other cells set for the same year, where that is not the same.
    ``words``: a later year's text that gives no figure. ``months``: the last twelve single months.
    """

    period_end: date
    target: Target | None = None
    aim: Aim | None = None
    place: Aim | None = None
    path: Path | None = None
    since: date | None = None
    until: date | None = None
    words: Target | None = None
    ahead: Ahead | None = None
    rivals: tuple[Target, ...] = ()
    months: tuple[Figure, ...] = ()


def target_now(
    given: "Given", latest: TrendRow | None, paths: Paths, singles: Sequence[Figure]
) -> TargetNow | None:
    """``singles``: the figures of single months behind the line, or of the line itself.

    None of a split's members, whose targets nobody sets, and where there is no row.
    """
    if latest is None or latest.member or given.choice.split:
        return None
    targets, bands, day = given.targets, given.peer_bands, latest.period_end
    target = targets.in_force(day)
    words = targets.words_since(target, day)
    ahead = _ahead(given, day)
    months = _last_months(singles, day)
    if target is None:
        return TargetNow(day, words=words, ahead=ahead, months=months)
    aim = targets.aim(target, day, bands)
    following = targets.after(target)
    return TargetNow(
        day,
        target=target,
        aim=aim,
        place=targets.place(target, day, bands) if target.kind != "quartile" else None,
        path=paths.at(aim, latest.window, day),
        since=_since(given, target),
        until=following.start - timedelta(days=1) if following else None,
        words=words,
        ahead=ahead,
        rivals=targets.rivals(target),
        months=months,
    )


def _last_months(singles: Sequence[Figure], day: date) -> tuple[Figure, ...]:
    """Those of the twelve months up to ``day``, in order."""
    since = month_index(day) - 12
    return tuple(
        each
        for each in singles
        if each.window == "m"
        and not each.member
        and since < month_index(each.period_end)
        and each.period_end <= day
    )


def _ahead(given: "Given", day: date) -> Ahead | None:
    tomorrow = day + timedelta(days=1)
    aim = given.targets.at(tomorrow, given.peer_bands)
    return Ahead(aim, aim.due(tomorrow) or year_end(tomorrow)) if aim else None


def _since(given: "Given", target: Target) -> date:
    """The first day of the years running, up to ``target``'s, that set the same."""
    since = target.start
    for earlier in reversed([each for each in given.targets if each.start < target.start]):
        if not earlier.same(target):
            break
        since = earlier.start
    return since
