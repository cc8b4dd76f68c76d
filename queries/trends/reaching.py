"""What it would take to reach the target that is ahead: arithmetic on a trend's own figures.

Each kind of window has its own answer, and only what its figures bear out is worked out:

- ``Rolling`` and ``RollingSum`` (queries.trends.rolling_reach): a share, number or rate of twelve
  months: how many of the cases to come must count?
- ``OneMonth``: a single month's share or number: how many more, or fewer, in a usual month?
- ``Stock``: a number, rate or share at a month's end: how many more, or fewer, by then?
- ``ToDate``: what adds up from April: how much is left?
- ``Gap``: all else, such as yearly figures and averages: how far it is, and in cases where
  numerator and denominator are known.

A usual month is the mean of the last twelve single months. Cases are rounded the safe way: one
fewer than the least that must count would not do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, inf

from queries.trends.least_and_most import change_and_room, too_low
from queries.trends.own_figures import Figure
from queries.trends.periods import month_index
from queries.trends.rolling_reach import Rolling, RollingSum, rolling, rolling_sum
from queries.trends.targets import Aim
from queries.trends.view import Trend, TrendRow

_SUMS = ("count", "per_10000")
_SHARES = ("percent", "per_10000")
# Full-time equivalents are told to a tenth.
_TENTH = 0.1
_NOISE = 9

Room = tuple[float | None, float | None]


@dataclass(frozen=True)
class OneMonth:
    """``change`` in cases of a usual month, 0 where the target is met; ``room``: how many fewer and
    how many more would still meet it, None where any number would. ``cases``: how many a usual
    month has, None where the figure is a number itself."""

    change: int
    room: Room
    cases: float | None


@dataclass(frozen=True)
class Stock:
    """``change`` by the day it is due, at most ``a_month`` in each month; both 0 where it is met.
    ``now`` is what counts at present, ``of`` its denominator, None of a number."""

    change: float
    a_month: float
    room: Room
    now: float
    of: float | None


@dataclass(frozen=True)
class ToDate:
    """Still to come until the year's end: from ``least`` to ``most``, None without a limit and
    below zero where it is passed already. ``so_far`` as the numerator counts: cases or pounds."""

    least: float
    most: float | None
    so_far: float


@dataclass(frozen=True)
class Gap:
    """``short``: how far the figure is from the target, in its unit, below zero where it is too
    low; 0 where it is met. ``cases``: the same in cases of the same ``of``, with their ``room``;
    None where they are not known."""

    short: float
    cases: float | None = None
    of: float | None = None
    room: Room | None = None


Way = Rolling | RollingSum | OneMonth | Stock | ToDate | Gap


@dataclass(frozen=True)
class Reach:
    """The ``way`` to ``aim`` by ``due``, ``months`` from the figure's; ``met``: it is met now.

    Of yearly figures ``months`` is 0: one year tells nothing of the months to come.
    """

    aim: Aim
    due: date
    months: int
    met: bool
    way: Way


def reaching(trend: Trend) -> Reach | None:
    """What it would take; None without a figure, or without a target that comes to a figure."""
    now, last = trend.target_now, trend.latest
    if now is None or last is None or last.value is None:
        return None
    if last.yearly:
        if now.aim is None:
            return None
        due = now.aim.due(last.period_end) or last.period_end
        return Reach(now.aim, due, 0, now.aim.met(last.value), _gap(trend, last, now.aim))
    if now.ahead is None:
        return None
    aim, due = now.ahead.aim, now.ahead.due
    months = month_index(due) - month_index(last.period_end)
    way = _way(trend, last, now.months, aim, months) or _gap(trend, last, aim)
    return Reach(aim, due, months, aim.met(last.value), way)


def _way(
    trend: Trend, last: TrendRow, singles: Sequence[Figure], aim: Aim, months: int
) -> Way | None:
    """The answer that window and unit allow; None where there is none but the gap."""
    window, unit = trend.window, trend.unit
    if window == "r" and unit == "percent":
        return rolling(last, singles, aim, months)
    if window == "r" and (unit == "count" or (unit == "per_10000" and last.denominator)):
        return rolling_sum(last, singles, aim, months, last.denominator)
    if window == "m" and unit == "percent":
        return _one_month(last, singles, aim)
    if window == "m" and unit in _SUMS:
        found = _change(trend, last, aim)
        return OneMonth(*found, None) if found else None
    if window == "e" and unit in ("percent", "fte", *_SUMS):
        return _stock(trend, last, aim, months)
    if window == "y" and trend.indicator.accumulates:
        return _to_date(trend, last, aim)
    return None


def _one_month(last: TrendRow, singles: Sequence[Figure], aim: Aim) -> OneMonth | None:
    known = [each.denominator for each in singles if each.denominator is not None]
    usual = sum(known) / len(known) if known else 0.0
    if usual <= 0:
        return None
    have = (last.value or 0.0) * usual / 100
    found = change_and_room(aim, lambda more: 100 * (have + more) / usual, have, usual - have)
    return OneMonth(*found, usual) if found else None


def _stock(trend: Trend, last: TrendRow, aim: Aim, months: int) -> Stock | None:
    found = _change(trend, last, aim)
    have = _counted(trend, last)
    if found is None or have is None:
        return None
    change, room = found
    step = _step(have)
    each = ceil(round(abs(change) / months / step, _NOISE)) * step
    of = last.denominator if trend.unit in _SHARES else None
    return Stock(change, each if change > 0 else -each, room, have, of)


def _to_date(trend: Trend, last: TrendRow, aim: Aim) -> ToDate | None:
    """A figure of March has its whole year behind it: the next begins with nothing."""
    so_far, of_share = _counted(trend, last), trend.unit == "percent"
    begins = last.period_end.month == 3
    if so_far is None or (of_share and (begins or not last.denominator)):
        return None
    so_far = 0.0 if begins else so_far
    size = (last.denominator or 0.0) / 100 if of_share else 1.0
    low = -inf if aim.op in ("<=", "<") else aim.value * size
    high = inf if aim.op in (">=", ">") else (aim.upper or aim.value) * size
    most = None if high == inf else round(high - so_far, _NOISE)
    return ToDate(max(round(low - so_far, _NOISE), 0.0), most, so_far)


def _gap(trend: Trend, last: TrendRow, aim: Aim) -> Gap:
    value = last.value or 0.0
    short = aim.distance(value) * (-1 if too_low(aim, value) else 1)
    found = _change(trend, last, aim) if trend.unit in ("percent", *_SUMS) else None
    if found is None:
        return Gap(short)
    return Gap(short, found[0], last.denominator if trend.unit in _SHARES else None, found[1])


def _change(trend: Trend, last: TrendRow, aim: Aim) -> tuple[float, Room] | None:
    """Of what counts, the denominator staying as it is: how many more or fewer, and the room.

    None where numerator and denominator are not known, or make another figure than is shown.
    """
    have = _counted(trend, last)
    scale = {"percent": 100, "per_10000": 10_000}.get(trend.unit)
    if have is None or (scale and not last.denominator):
        return None
    each = scale / last.denominator if scale and last.denominator else 1.0
    if round(have * each - (last.value or 0.0), 6) != 0:
        return None
    step, free = _step(have), None
    if trend.unit == "percent":
        free = ((last.denominator or 0.0) - have) / step
    found = change_and_room(aim, lambda more: (have + more * step) * each, have / step, free)
    if found is None:
        return None
    change, (fewer, more) = found
    return change * step, (fewer and fewer * step, more and more * step)


def _step(counted: float) -> float:
    """Cases are told whole; full-time equivalents, and other parts of one, to a tenth."""
    return 1 if counted.is_integer() else _TENTH


def _counted(trend: Trend, row: TrendRow) -> float | None:
    """What the figure counts: its numerator, or itself where it is a number."""
    whole = row.numerator
    if whole is None and trend.unit not in _SHARES:
        whole = row.value
    return None if whole is None else float(whole)
