"""What each part of a split did to the change between two periods."""

from collections.abc import Mapping
from dataclasses import dataclass

from queries.cases import Parts
from queries.catalogue import Indicator

_NOTHING = (0.0, 0.0)
_SCALES = {"percent": 100.0, "days": 1.0, "ratio": 1.0, "pounds": 1.0, "fte": 1.0}


@dataclass(frozen=True)
class Part:
    """One member of a split in a period. ``before`` is its own value in the earlier period.

    ``contribution`` is what it added to the change of the whole, in the unit shown (points for a
    percentage); None where one of the two wholes has no value.
    """

    member: str
    numerator: float
    denominator: float
    value: float | None
    before: float | None
    contribution: float | None


@dataclass(frozen=True)
class SplitParts:
    """A split's members, the one that moved the whole most coming first."""

    split: str
    parts: tuple[Part, ...]


def split_parts(
    indicator: Indicator, unit: str, after: Parts, before: Parts | None
) -> tuple[SplitParts, ...]:
    """Each split of ``indicator`` taken apart; ``before`` None where there is nothing to compare.

    The contributions of a split's members add up to the change of the whole. Of a sum, each is
    the member's own change. Of a quotient n ÷ d it is how far the member stood above the earlier
    whole, weighted by its share of the denominator, now less then: so it holds what the member
    did differently as well as its having become more or less of the whole. A split that is not
    known in one of the two is left out.
    """
    compared = (after,) if before is None else (after, before)
    return tuple(
        SplitParts(split, _parts(indicator, unit, after, before, split))
        for split in indicator.case_splits
        if all(split in each for each in compared)
    )


def is_sum(indicator: Indicator, unit: str) -> bool:
    """Whether a figure in ``unit`` is a numerator alone, its parts adding up to it."""
    return unit in ("count", "per_10000") or (unit in ("pounds", "fte") and not indicator.average)


def _parts(
    indicator: Indicator, unit: str, after: Parts, before: Parts | None, split: str
) -> tuple[Part, ...]:
    now, then = after[split], before[split] if before else {}
    whole = after[""].get("", _NOTHING), before[""].get("", _NOTHING) if before else None
    members = sorted({*now, *then})
    found = [
        Part(
            member,
            *now.get(member, _NOTHING),
            _value(indicator, unit, now.get(member, _NOTHING)),
            _value(indicator, unit, then.get(member, _NOTHING)) if before else None,
            _contribution(indicator, unit, member, (now, then), whole),
        )
        for member in members
    ]
    return tuple(sorted(found, key=lambda part: (-abs(part.contribution or 0), -part.denominator)))


def _value(indicator: Indicator, unit: str, part: tuple[float, float]) -> float | None:
    above, below = part
    if is_sum(indicator, unit):
        return above
    return _SCALES[unit] * above / below if below else None


def _contribution(
    indicator: Indicator,
    unit: str,
    member: str,
    parts: tuple[Mapping[str, tuple[float, float]], Mapping[str, tuple[float, float]]],
    whole: tuple[tuple[float, float], tuple[float, float] | None],
) -> float | None:
    (now, then), (all_now, all_then) = parts, whole
    if all_then is None:
        return None
    after, before = now.get(member, _NOTHING), then.get(member, _NOTHING)
    if is_sum(indicator, unit):
        return after[0] - before[0]
    if not all_now[1] or not all_then[1]:
        return None
    rate = all_then[0] / all_then[1]
    weighted = [(n - rate * d) / base for (n, d), base in
                ((after, all_now[1]), (before, all_then[1]))]  # fmt: skip
    return _SCALES[unit] * (weighted[0] - weighted[1])
