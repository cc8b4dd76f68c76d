"""What it would take to reach a target, in words: a line to act on, and how it is worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from queries.trends.periods import financial_year, long_month_name
from queries.trends.reaching import Gap, OneMonth, Reach, Stock, ToDate
from queries.trends.rolling_reach import YEAR, Rolling, RollingSum
from queries.trends.view import Trend
from queries.trends.wording import (
    SMALL_DENOMINATOR,
    counted,
    money_text,
    number_text,
    number_word,
    sentence,
    value_text,
)

_POINTS = {"percent": "points", "days": "days", "per_10000": "per 10,000", "fte": "FTE"}


@dataclass(frozen=True)
class ReachWords:
    """``said``: the line to act on. ``more``: sentences after it, such as when it is possible or
    that numbers are small. ``working``: how it is worked out, for whoever asks."""

    said: str
    more: tuple[str, ...] = ()
    working: str = ""


def reach_words(trend: Trend, reach: Reach) -> ReachWords:
    """At least 85 of the next 90 (94%); out of reach by March 2027; 11 fewer, about three a
    month."""
    way, by = reach.way, long_month_name(reach.due)
    if isinstance(way, Rolling):
        return _rolling(trend, reach, way, by)
    if isinstance(way, RollingSum):
        return _rolling_sum(reach, way, by)
    if isinstance(way, OneMonth):
        return _one_month(trend, way)
    if isinstance(way, Stock):
        return _stock(trend, reach, way, by)
    if isinstance(way, ToDate):
        return _to_date(trend, reach, way, by)
    return _gap(trend, reach, way)


def _rolling(trend: Trend, reach: Reach, way: Rolling, by: str) -> ReachWords:
    cases = number_text(way.cases, 0)
    working = (
        f"{sentence(_months(reach))} have about {cases}, going by the last twelve. "
        f"{_staying(reach, f'{_amount(trend, way.kept[0])} of {_amount(trend, way.kept[1])}')} "
        f"Counted: {trend.indicator.numerator}."
    )
    if way.least is None or way.most is None:
        best = value_text(way.best, trend.unit, 1)
        ends = "all" if way.best < reach.aim.value else "none"
        said = f"Out of reach by {by}"
        more = [f"Even with {ends} of the next {cases} the year would come to {best}."]
        more += [_first_possible(way)] if way.possible else []
        return ReachWords(said, (*more, *_small(way.cases, way.kept[1] + way.cases)), working)
    said = sentence(_of_the_next(way, cases))
    return ReachWords(said, _small(way.cases, way.kept[1] + way.cases), working)


def _first_possible(way: Rolling | RollingSum) -> str:
    return f"{long_month_name(way.possible)} is the first month in which it could be met."


def _of_the_next(way: Rolling, cases: str) -> str:
    least, most = way.least or 0, way.cases if way.most is None else way.most
    if least == 0 and most == way.cases:
        return f"met by then whatever the next {cases} bring"
    if least == way.cases:
        return f"all of the next {cases}"
    if most == 0:
        return f"none of the next {cases}"
    if least == most:
        return f"{least:,} of the next {cases}"
    if most == way.cases:
        return f"at least {least:,} of the next {cases} ({_share(least, way.cases)})"
    if least == 0:
        return f"no more than {most:,} of the next {cases} ({_share(most, way.cases)})"
    return f"between {least:,} and {most:,} of the next {cases}"


def _share(part: int, whole: int) -> str:
    """A share without decimals, but for one that rounding would make all or nothing."""
    share = 100 * part / whole
    hides = round(share) in (0, 100) and part not in (0, whole)
    return f"{number_text(share, 1 if hides else 0)}%"


def _rolling_sum(reach: Reach, way: RollingSum, by: str) -> ReachWords:
    usual = number_text(way.usual, 0)
    working = (
        f"{sentence(_months(reach))} have about {usual} as a rule. "
        f"{_staying(reach, number_text(way.kept, 0))}"
    )
    if way.most is not None and way.least > way.most:
        kept = f"The months that stay in the year have {number_text(way.kept, 0)} already."
        more = (_first_possible(way),) if way.possible else ()
        return ReachWords(f"Out of reach by {by}", (kept, *more), working)
    if way.most is None:
        said = f"at least {way.least:,}" if way.least else "met by then whatever comes"
    elif way.least == 0:
        said = f"no more than {way.most:,}"
    else:
        said = f"between {way.least:,} and {way.most:,}"
    if way.least or way.most is not None:
        said = f"{said} in {_months(reach)}; {usual} as a rule"
    return ReachWords(sentence(said), (), working)


def _one_month(trend: Trend, way: OneMonth) -> ReachWords:
    if way.cases is None:
        change = f"{_more_or_fewer(trend, way.change)} a month"
        return ReachWords(sentence(change if way.change else _room(trend, way.room)))
    usual = f"about {number_text(way.cases, 0)} in a usual month"
    working = f"The last twelve months had {number_text(way.cases, 1)} a month on average."
    small = _small(way.cases, way.cases)
    if way.change:
        return ReachWords(
            sentence(f"{_more_or_fewer(trend, way.change)} of {usual}"), small, working
        )
    return ReachWords(sentence(f"{_room(trend, way.room)}, of {usual}"), small, working)


def _stock(trend: Trend, reach: Reach, way: Stock, by: str) -> ReachWords:
    now = _amount(trend, way.now)
    of = f" of {_amount(trend, way.of)}" if way.of is not None else ""
    if not way.change:
        said = _room(trend, way.room)
        working = f"{now}{of} now."
        return ReachWords(sentence(said), _small(way.of, way.of), working if of else "")
    said = f"{_more_or_fewer(trend, way.change)} by {by}"
    if abs(way.change) > reach.months > 1:
        said += f", about {_word(trend, abs(way.a_month))} a month"
    there = _amount(trend, round(way.now + way.change, 1))
    working = f"From {now} to {there}{of}, if those stay as they are." if of else ""
    return ReachWords(sentence(said), _small(way.of, way.of), working)


def _to_date(trend: Trend, reach: Reach, way: ToDate, by: str) -> ReachWords:
    so_far = f"{_amount(trend, way.so_far)} so far." if way.so_far else ""
    if way.most is not None and way.most < 0:
        passed = f"Passed already, by {_amount(trend, -way.most)}"
        return ReachWords(passed, (), so_far)
    if way.least > 0:
        each = way.least / reach.months
        monthly = _amount(trend, each if _in_pounds(trend) else ceil(each))
        said = f"{_amount(trend, way.least)} more by {by}, about {monthly} a month"
        return ReachWords(said, (), so_far)
    if way.most is None:
        return ReachWords("Reached already", (), so_far)
    each = way.most / reach.months
    monthly = _amount(trend, each if _in_pounds(trend) else floor(each))
    return ReachWords(
        f"No more than {_amount(trend, way.most)} until {by}, about {monthly} a month", (), so_far
    )


def _gap(trend: Trend, reach: Reach, way: Gap) -> ReachWords:
    if reach.met:
        return ReachWords(sentence(_room(trend, way.room)) if way.room else "Met")
    side = "too high" if way.short > 0 else "too low"
    said = f"{_distance(trend, abs(way.short))} {side}"
    if way.cases:
        of = f" of {_amount(trend, way.of)}" if way.of is not None else ""
        said += f": {_more_or_fewer(trend, way.cases)}{of}" if trend.unit != "count" else ""
    return ReachWords(sentence(said), _small(way.of, way.of))


def _distance(trend: Trend, short: float) -> str:
    """1.5 points, 35 days, £955k, 0.4."""
    places = trend.indicator.places(trend.unit)
    if trend.unit == "pounds":
        return money_text(short, places)
    number = number_text(short, places if round(short, places) else places + 1)
    unit = _POINTS.get(trend.unit, "")
    if number.strip("0.") == "1" and unit in ("points", "days"):
        unit = unit.removesuffix("s")
    return f"{number} {unit}".strip()


def _room(trend: Trend, room: tuple[float | None, float | None]) -> str:
    """Met, with room for two more; of a range, the nearer end."""
    fewer, more = room
    ends = [(size, word) for size, word in ((fewer, "fewer"), (more, "more")) if size is not None]
    if not ends:
        return "met"
    size, word = min(ends)
    if size == 0:
        return f"met, but not with one {word}"
    return f"met, with room for {_word(trend, size)} {word}"


def _more_or_fewer(trend: Trend, change: float) -> str:
    return f"{_word(trend, abs(change))} {'more' if change > 0 else 'fewer'}"


def _word(trend: Trend, size: float) -> str:
    """Whole numbers up to twelve in words; parts of one, and money, in figures."""
    whole = float(size).is_integer() and not _in_pounds(trend)
    return number_word(int(size)) if whole else _amount(trend, size)


def _amount(trend: Trend, size: float) -> str:
    """A number of cases, of full-time equivalents or of pounds."""
    if _in_pounds(trend):
        return money_text(size)
    if float(size).is_integer():
        return number_text(size, 0)
    fte = " FTE" if "full-time equivalent" in trend.indicator.numerator else ""
    return f"{number_text(size, 1)}{fte}"


def _in_pounds(trend: Trend) -> bool:
    return "pounds" in trend.indicator.units


def _months(reach: Reach) -> str:
    """The five months to March 2027; of a target further off, its last twelve months."""
    number = counted(min(reach.months, YEAR), "month")
    if number == "one month":
        return long_month_name(reach.due)
    return f"the {number} to {long_month_name(reach.due)}"


def _staying(reach: Reach, kept: str) -> str:
    if reach.months >= YEAR:
        return f"By then none of today's months are left in the year ({financial_year(reach.due)})."
    number = counted(YEAR - reach.months, "month")
    verb = "stays" if number == "one month" else "stay"
    return f"Of today's year {number} {verb}, with {kept}."


def _small(cases: float | None, of: float | None) -> Sequence[str]:
    """That one case weighs much, where there are few."""
    if not cases or not of or cases >= SMALL_DENOMINATOR:
        return ()
    return (f"Small numbers: one case is {number_text(100 / of, 0)} points.",)
