"""From a trend's rows to the facts that its verdict states."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from queries.trends.charting import Charts
from queries.trends.facts import Facts
from queries.trends.periods import month_index, month_name, published_name
from queries.trends.verdict import split_verdict, verdict
from queries.trends.view import Control, TrendRow
from queries.trends.wording import SMALL_DENOMINATOR, sided_text

if TYPE_CHECKING:
    from queries.trends.shaping import Given

MISSED = ("near", "not_met")
# Parts of one whole: each a share of it, so the least of them is no worse than the others.
_SHARES = ("reason", "service")


def stated(
    given: "Given",
    history: Sequence[TrendRow],
    rows: Sequence[TrendRow],
    latest: TrendRow | None,
    year_before: TrendRow | None,
    charted: Charts,
    control: Control | None = None,
) -> str:
    """The verdict on ``rows``; ``history`` also has the rows before the view's start."""
    if len(given.choice.members) > 1 and rows:
        return _of_split(given, rows)
    return verdict(facts(given, history, rows, latest, year_before, charted, control))


def facts(
    given: "Given",
    history: Sequence[TrendRow],
    rows: Sequence[TrendRow],
    latest: TrendRow | None,
    year_before: TrendRow | None,
    charted: Charts,
    control: Control | None = None,
) -> Facts:
    """What may be said of ``latest``, the last row with a figure."""
    known = _named(given)
    if latest is None:
        return Facts(**known)
    known |= {"latest_status": rows[-1].status, "latest_period": rows[-1].period_end}
    known |= {"yearly": latest.yearly}
    if latest.value is None:
        return Facts(**known)
    covering = given.covering(latest.member, latest.period_end)
    banded = covering if covering and latest.neighbour_q1 is not None else None
    missed = missed_rows(history, latest)
    return Facts(
        **known,
        value=latest.value,
        numerator=latest.numerator,
        denominator=latest.denominator,
        period_end=latest.period_end,
        aim=given.aim(latest.member, latest.period_end),
        target_status=latest.target_status,
        path_status=latest.path_status,
        missed_for=len(missed),
        same_target=len({(row.target, row.target_upper) for row in missed}) <= 1,
        band=banded.band if banded else None,
        carried_forward=latest.carried_forward,
        noun=given.compared.noun,
        england=latest.england,
        published_period=covering.band.period_end if covering else None,
        **_change(latest, charted, control),
        year_before=year_before.value if year_before else None,
        dated=given.newest is not None and latest.period_end < given.newest,
        judged=given.choice.indicator.judged(latest.window, latest.period_end),
    )


def _change(latest: TrendRow, charted: Charts, control: Control | None) -> dict:
    """The latest point's mark; where its window has none, that of its single month."""
    mark = charted.mark(latest)
    if mark is None and control and control.instead and control.is_of(latest.period_end):
        return {"mark": control.mark, "months_run": control.months_run, "single_months": True}
    return {"mark": mark, "months_run": charted.months_run(latest)}


def missed_rows(history: Sequence[TrendRow], latest: TrendRow) -> list[TrendRow]:
    """The rows running up to ``latest``, itself first, that fall short of their targets.

    A month (for yearly figures a year) that is missing or met ends the run.
    """
    step = 12 if latest.yearly else 1
    expected, run = month_index(latest.period_end), []
    for row in reversed(history):
        if (row.member, row.yearly) != (latest.member, latest.yearly):
            continue
        month = month_index(row.period_end)
        if month > expected:
            continue
        if month < expected or row.target_status not in MISSED:
            break
        run.append(row)
        expected -= step
    return run


def _named(given: "Given") -> dict:
    indicator, unit = given.choice.indicator, given.choice.unit
    member = given.choice.members[0] if len(given.choice.members) == 1 else ""
    return {
        "short": f"{indicator.short}, {member}" if member else indicator.short,
        "unit": unit,
        "places": indicator.places(unit),
        "better": indicator.better,
        "council": given.council.name,
        "sides": indicator.sides,
        "in_fte": "full-time equivalent" in indicator.numerator,
    }


def _groups(given: "Given") -> bool:
    """Whether the split's members are groups of children, each with a level of its own."""
    return given.choice.split not in _SHARES


def _of_split(given: "Given", rows: Sequence[TrendRow]) -> str:
    """The members' figures of the latest period: the worst first, or else the largest."""
    known = [row for row in rows if row.value is not None]
    if not known:
        return verdict(Facts(**_named(given)))
    period = max(row.period_end for row in known)
    parts: dict[str, TrendRow] = {}
    for row in known:
        if row.period_end == period:
            parts.setdefault(row.member, row)
    indicator, unit = given.choice.indicator, given.choice.unit
    judged = indicator.better != "neither" and unit == "percent" and _groups(given)
    sign = 1 if judged and indicator.better == "higher" else -1
    ordered = sorted(parts.values(), key=lambda row: sign * (row.value or 0.0))
    when = published_name(period) if ordered[0].yearly else month_name(period)
    places = indicator.places(unit)
    texts = [
        (row.member, sided_text(row.value or 0.0, unit, places, indicator.sides, row.yearly))
        for row in ordered
    ]
    small = [
        row.member
        for row in ordered
        if unit == "percent" and row.denominator is not None and row.denominator < SMALL_DENOMINATOR
    ]
    return split_verdict(indicator.short, given.choice.split, when, texts, small, judged)
