"""One indicator's answer, shaped from what was fetched: rows, targets, position and verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.rebases import Rebase
from data.settings import Settings
from queries.trends.bandless import why_no_band
from queries.trends.bands import Bands, Covering
from queries.trends.charting import Charts, charts, signals
from queries.trends.choice import Choice
from queries.trends.comparators import Compared
from queries.trends.control import read_control
from queries.trends.control_chart import Mark
from queries.trends.own_figures import SOURCES, Figure, series, single_months
from queries.trends.paths import Paths, path_fields
from queries.trends.periods import month_index, year_earlier
from queries.trends.stating import stated
from queries.trends.target_now import target_now
from queries.trends.target_steps import target_steps
from queries.trends.targets import Aim, PeerBands, Targets, status
from queries.trends.view import CouncilName, TargetStep, Trend, TrendRow, View

_EMPTY = Bands()


@dataclass(frozen=True)
class Given:
    """What was fetched for one indicator. ``bands``: of the councils compared with, by member;
    ``peer_bands``: of the councils whose quartiles are targets (queries.trends.targets);
    ``newest``: the last period that any figure of the council is of; ``rebases``: from which
    months control limits start anew; ``unread``: why that is not known."""

    choice: Choice
    figures: Sequence[Figure]
    bands: dict[str, Bands]
    peer_bands: PeerBands
    targets: Targets
    compared: Compared
    council: CouncilName
    generation: str
    settings: Settings
    newest: date | None = None
    rebases: Sequence[Rebase] = ()
    unread: str | None = None

    def covering(self, member: str, period_end: date) -> Covering | None:
        """What other councils published, as drawn at this point."""
        return self.bands.get(member, _EMPTY).at(period_end)

    def aim(self, member: str, period_end: date) -> Aim | None:
        """The target in force; targets are of the whole, so a split's members have none."""
        return None if member else self.targets.at(period_end, self.peer_bands)


def shaped_trend(given: Given, view: View) -> Trend:
    """The trend. Marks are of the whole series up to ``view.end``: ``start`` moves none."""
    choice = given.choice
    until = [each for each in given.figures if view.end is None or each.period_end <= view.end]
    source = "best" if view.source == "all" else view.source
    best = series(until, choice, source)
    singles = single_months(until, choice, source)
    charted = _charts(given, best, singles)
    paths = Paths(given.targets, best, choice)
    history = _rows(best, given, charted, paths)
    rows = history
    if view.source == "all":
        rows = _rows(series(until, choice, "all"), given, charted, paths)
    rows = [row for row in rows if view.start is None or row.period_end >= view.start]
    latest = latest_row(rows)
    aim = given.aim(latest.member, latest.period_end) if latest else None
    control = read_control(charted, best, choice, aim, given.rebases)
    said = stated(given, history, rows, latest, year_before(history, latest), charted, control)
    if rows:
        rows[-1] = replace(rows[-1], verdict=said)
    now = target_now(given, latest, paths, singles or best)
    trend = _trend(given, tuple(rows), history, charted, said)
    return replace(trend, control=control, target_now=now)


def _charts(given: Given, best: Sequence[Figure], behind: Sequence[Figure]) -> Charts:
    if given.unread:
        return Charts(why_none=given.unread)
    settings = given.settings.control_charts
    rebased = [each.first_month for each in given.rebases]
    return charts(best, given.choice, settings, rebased, behind)


def latest_row(rows: Sequence[TrendRow]) -> TrendRow | None:
    """The last row with a figure, of the best source; the last row where none has one."""
    known = [row for row in rows if row.value is not None]
    if not known:
        return rows[-1] if rows else None
    return max(known, key=lambda row: (row.period_end, -SOURCES.index(row.source)))


def year_before(rows: Iterable[TrendRow], latest: TrendRow | None) -> TrendRow | None:
    """The row a year before ``latest``, where it measures as long a time as that does."""
    if latest is None:
        return None
    return next(
        (
            row
            for row in rows
            if month_index(row.period_end) == year_earlier(latest.period_end)
            and (row.member, row.yearly) == (latest.member, latest.yearly)
            and row.value is not None
        ),
        None,
    )


def _trend(
    given: Given,
    rows: tuple[TrendRow, ...],
    history: Sequence[TrendRow],
    charted: Charts,
    said: str,
) -> Trend:
    choice, latest = given.choice, latest_row(rows)
    aim = given.aim(latest.member, latest.period_end) if latest else None
    covering = given.covering(latest.member, latest.period_end) if latest else None
    return Trend(
        indicator=choice.indicator,
        unit=choice.unit,
        window=choice.window,
        split=choice.split,
        council=given.council,
        comparator=given.compared.comparator,
        generation=given.generation,
        rows=rows,
        targets=_steps(given, rows),
        signals=signals(((row, charted.mark(row)) for row in rows), choice.indicator.better),
        why_no_band=_why_no_band(given, latest),
        why_no_control_chart=charted.why_none,
        verdict=said,
        latest=latest,
        year_before=year_before(history, latest),
        members=tuple(each for each in choice.members if each),
        notes=(*choice.notes, *given.compared.notes),
        stale_target=aim is not None and aim.stale(latest.period_end),
        band=covering.band if covering else None,
    )


def _rows(figures: Iterable[Figure], given: Given, charted: Charts, paths: Paths) -> list[TrendRow]:
    return [_row(figure, given, charted.mark(figure), paths) for figure in figures]


def _row(figure: Figure, given: Given, mark: Mark | None, paths: Paths) -> TrendRow:
    aim = given.aim(figure.member, figure.period_end)
    covering = given.covering(figure.member, figure.period_end)
    value = figure.value if figure.ok else None
    return TrendRow(
        period_end=figure.period_end,
        member=figure.member,
        value=value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        status=figure.status,
        source=figure.source,
        target=aim.value if aim else None,
        target_status=_status(figure, value, aim, given),
        target_upper=aim.upper if aim else None,
        spc=mark.rule if mark else None,
        release=figure.release,
        note=figure.note,
        window=figure.window,
        **_on_path(figure, value, aim, given, paths),
        **(_published(value, covering, given) if covering else {}),
    )


def _status(figure: Figure, value: float | None, aim: Aim | None, given: Given) -> str | None:
    choice = given.choice
    if aim is not None and not choice.indicator.judged(figure.window, figure.period_end):
        return None
    return status(value, aim, choice.unit, given.settings.targets)


def _on_path(
    figure: Figure, value: float | None, aim: Aim | None, given: Given, paths: Paths
) -> dict:
    path = paths.at(aim, figure.window, figure.period_end)
    tolerance = given.settings.targets
    return path_fields(value, aim, path, figure.period_end, given.choice.unit, tolerance)


def _published(value: float | None, covering: Covering, given: Given) -> dict:
    """The fields of a row that come from other councils' published figures."""
    band = covering.band
    fields = {
        "neighbour_count": band.count,
        "england": band.england,
        "region": band.region,
        "published_period": band.name,
        "carried_forward": covering.carried_forward,
    }
    if band.quartiles is None or band.count < given.settings.neighbours.fewest:
        return fields
    lower, median, upper = band.quartiles
    return fields | {
        "neighbour_min": band.values[0],
        "neighbour_q1": lower,
        "neighbour_median": median,
        "neighbour_mean": band.mean,
        "neighbour_q3": upper,
        "neighbour_max": band.values[-1],
        "rank": None if value is None else _rank(value, covering, given),
    }


def _rank(value: float, covering: Covering, given: Given) -> int:
    """1 is the best, or the highest where neither direction is better; equals share a rank."""
    lower_is_better = given.choice.indicator.better == "lower"
    band = covering.band
    return 1 + (band.below(value) if lower_is_better else band.above(value))


def _steps(given: Given, rows: Sequence[TrendRow]) -> tuple[TargetStep, ...]:
    choice = given.choice
    if choice.split or not rows:
        return ()
    return target_steps(given.targets, choice, given.peer_bands, rows[-1].period_end)


def _why_no_band(given: Given, latest: TrendRow | None) -> str | None:
    """None where the latest row has a band, or where there is no row to have one."""
    if latest is None or latest.neighbour_q1 is not None:
        return None
    covering = given.covering(latest.member, latest.period_end)
    return why_no_band(given.choice, given.compared, covering, given.settings.neighbours.fewest)
