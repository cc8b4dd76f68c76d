"""Which whole numbers meet a target: the least and the most, found by trying, not by formula.

A value rises with the number that it is worked out from, so halving finds both ends; and since each
is tried against the target itself, no rounding can put the answer one out.
"""

from collections.abc import Callable
from math import ceil

from queries.trends.targets import Aim

Value = Callable[[float], float]
_LEAST_ALONE = (">=", ">")
_MOST_ALONE = ("<=", "<")
_NOISE = 9


def least_and_most(aim: Aim, value: Value, top: int | None = None) -> tuple[int, int | None]:
    """The least and the most whole number, from 0 to ``top``, for which ``value`` meets ``aim``.

    Where none does, the least is above the most. The most is None where there is no limit to it.
    """
    limited = top is not None or aim.op not in _LEAST_ALONE
    if top is None:
        top = 1
        while too_low(aim, value(top)) or (limited and not too_high(aim, value(top))):
            top *= 2
    least = _first(lambda number: not too_low(aim, value(number)), top)
    most = _first(lambda number: too_high(aim, value(number)), top) - 1
    return least, most if limited else None


def change_and_room(
    aim: Aim, value: Value, fewer: float, more: float | None = None
) -> tuple[int, tuple[int | None, int | None]] | None:
    """The fewest cases to add or, below zero, to take away, so that ``value`` meets ``aim``; and
    where that is none, how many could go, and how many come, and still meet it.

    At most ``fewer`` can be taken away and ``more`` added. None where no number of them is enough;
    a room is None where it has no end.
    """
    down = ceil(round(fewer, _NOISE))
    top = None if more is None else ceil(round(more, _NOISE)) + down
    least, most = least_and_most(aim, lambda shifted: value(shifted - down), top)
    if most is not None and least > most:
        return None
    least, most = least - down, None if most is None else most - down
    if least > 0:
        return least, (0, 0)
    if most is not None and most < 0:
        return most, (0, 0)
    return 0, (
        None if aim.op in _MOST_ALONE else -least,
        None if aim.op in _LEAST_ALONE else most,
    )


def too_low(aim: Aim, value: float) -> bool:
    """Whether ``value`` misses the target by being too low."""
    if aim.met(value) or aim.op in _MOST_ALONE:
        return False
    return aim.op in _LEAST_ALONE or value < aim.value


def too_high(aim: Aim, value: float) -> bool:
    """Whether ``value`` misses the target by being too high."""
    return not aim.met(value) and not too_low(aim, value)


def _first(holds: Callable[[int], bool], top: int) -> int:
    """The first whole number from 0 to ``top`` from which on it holds; top + 1 where of none."""
    low, high = 0, top + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
