"""The overview: one row an indicator, and at most seven sentences on what needs attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from queries.catalogue import Indicator, catalogue
from queries.store import Store
from queries.trends.attention import Attention, attention
from queries.trends.comparable import get_comparable_trends
from queries.trends.periods import month_index, month_name, published_name
from queries.trends.targets import target_text
from queries.trends.view import Control, Signal, Trend, TrendRow, View
from queries.trends.wording import change_text, rank_words, sided_text

_SPARK_MONTHS = 36
_SPARK_YEARS = 10


@dataclass(frozen=True)
class SparkPoint:
    """One point of a small line; ``q1`` and ``q3`` are the neighbours' middle half there."""

    period_end: date
    value: float | None
    q1: float | None
    q3: float | None


@dataclass(frozen=True)
class ScorecardRow:
    """One indicator's latest figure, as numbers and as a page says them.

    ``value`` is None where the latest period has none, and ``value_text`` is then its status.
    ``change`` is on the like period a year before. ``rank`` of ``of`` councils, own one included.
    ``spc_meaning``: improving, concerning or neither; none without a signal; None without a
    control chart. It is of the single months behind a rolling year or a year to date.
    ``assurance``: pass, fail, hit_or_miss or none (queries.trends.control_chart).
    ``target_status`` is no_target, and ``target_text`` has its date, where a target is the year's
    and its end is not come.
    """

    slug: str
    theme: str
    title: str
    short: str
    unit: str
    window: str
    better: str
    source: str
    period_end: date
    period_text: str
    value: float | None
    value_text: str
    target: float | None
    target_text: str
    target_status: str
    change: float | None
    change_text: str
    spark: tuple[SparkPoint, ...]
    rank: int | None
    of: int | None
    position_text: str
    spc: str | None
    spc_direction: str | None
    spc_meaning: str | None
    assurance: str
    verdict: str


@dataclass(frozen=True)
class Overview:
    """``without_figures``: slugs of which no file has a figure of the council; ``split_only``:
    those known by their parts alone, which no single row can tell."""

    rows: tuple[ScorecardRow, ...]
    attention: tuple[Attention, ...]
    without_figures: tuple[str, ...]
    split_only: tuple[str, ...]


def get_overview(
    store: Store, view: View | None = None, indicators: Mapping[str, Indicator] | None = None
) -> Overview:
    """Rows and attention of all indicators, from one pass. Raises BadView as get_trends does.

    A stock (children on plans) is shown as its rate where one is known, since only rates can be
    compared; ``unit`` of its row says so.
    """
    known = catalogue() if indicators is None else indicators
    trends = get_comparable_trends(store, known, view or View(), known)
    shown = [trend for trend in trends if trend.rows and not trend.split]
    return Overview(
        rows=tuple(_row(trend) for trend in shown),
        attention=tuple(attention(shown)),
        without_figures=tuple(each.indicator.slug for each in trends if not each.rows),
        split_only=tuple(each.indicator.slug for each in trends if each.rows and each.split),
    )


def get_scorecard(
    store: Store, view: View | None = None, indicators: Mapping[str, Indicator] | None = None
) -> list[ScorecardRow]:
    """One row for each indicator that has figures, in the catalogue's order."""
    return list(get_overview(store, view, indicators).rows)


def get_attention(
    store: Store, indicators: Mapping[str, Indicator] | None = None
) -> list[Attention]:
    """At most seven sentences, the worst first, no indicator twice."""
    return list(get_overview(store, None, indicators).attention)


def _row(trend: Trend) -> ScorecardRow:
    indicator, latest = trend.indicator, trend.latest or trend.rows[-1]
    places = indicator.places(trend.unit)
    change = _change(latest, trend.year_before)
    control = trend.control
    if control is not None and not control.is_of(latest.period_end):
        control = None
    signal = _signal(control)
    of = latest.neighbour_count + 1 if latest.rank and latest.neighbour_count else None
    return ScorecardRow(
        slug=indicator.slug,
        theme=indicator.theme,
        title=indicator.title,
        short=indicator.short,
        unit=trend.unit,
        window=trend.window,
        better=indicator.better,
        source=latest.source,
        period_end=latest.period_end,
        period_text=period_text(latest),
        value=latest.value,
        value_text=_value_text(latest, indicator, trend.unit),
        target=latest.target,
        target_text=target_text(latest, indicator, trend.unit),
        target_status=latest.target_status or "no_target",
        change=change,
        change_text="–" if change is None else change_text(change, trend.unit, places),
        spark=_spark(trend.rows, latest),
        rank=latest.rank,
        of=of,
        position_text=rank_words(latest.rank, of, indicator.better) if latest.rank and of else "–",
        spc=control.mark.rule if control and control.mark else None,
        spc_direction=signal.direction if signal else None,
        spc_meaning=control.meaning if control else None,
        assurance=control.assurance if control else "none",
        verdict=trend.verdict,
    )


def _signal(control: Control | None) -> Signal | None:
    """The mark of the latest point, where a rule fired."""
    if control is None or control.mark is None or control.mark.rule == "none":
        return None
    return control.signals[-1]


def period_text(row: TrendRow) -> str:
    """Dec 2025, or 2024/25 for a year's figure."""
    return published_name(row.period_end) if row.yearly else month_name(row.period_end)


def _value_text(row: TrendRow, indicator: Indicator, unit: str) -> str:
    if row.value is None:
        return row.status.replace("_", " ")
    return sided_text(row.value, unit, indicator.places(unit), indicator.sides, exact=row.yearly)


def _change(latest: TrendRow, before: TrendRow | None) -> float | None:
    if latest.value is None or before is None or before.value is None:
        return None
    return latest.value - before.value


def _spark(rows: Sequence[TrendRow], latest: TrendRow) -> tuple[SparkPoint, ...]:
    """The last three years of months; of yearly figures, ten years."""
    months = _SPARK_YEARS * 12 if latest.yearly else _SPARK_MONTHS
    first = month_index(latest.period_end) - months
    return tuple(
        SparkPoint(row.period_end, row.value, row.neighbour_q1, row.neighbour_q3)
        for row in rows
        if month_index(row.period_end) > first
    )
