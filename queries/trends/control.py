"""One series read as a control chart, or as a run chart where the rules do not hold."""

from collections.abc import Sequence
from statistics import median

from data.rebases import Rebase
from queries.trends.charting import Charted, Charts, own_points, signals
from queries.trends.choice import Choice
from queries.trends.control_chart import Mark, assurance
from queries.trends.own_figures import Figure
from queries.trends.periods import long_month_name, month_index
from queries.trends.targets import Aim
from queries.trends.view import Control, ControlSegment, TrendRow
from queries.trends.windows import LEVELS

_SHARED = "share cases from one month to the next, so the single months are tested instead."
_INSTEAD = {"r": f"Rolling twelve months {_SHARED}", "y": f"Year-to-date figures {_SHARED}"}


def read_control(
    charted: Charts,
    figures: Sequence[Figure],
    choice: Choice,
    aim: Aim | None,
    rebases: Sequence[Rebase],
) -> Control | None:
    """The reading of a single series, ``figures`` being the best of it; None for a split's several
    members, and where the council has no figure of its own.

    Of a window whose points share cases, the single months behind it are read where they can be.
    """
    if len(choice.members) != 1:
        return None
    if charted.behind:
        # A level's target holds for a month as for a year; a count's grows with the time counted.
        target = aim if choice.unit in LEVELS else None
        return _control(charted.behind, choice, "m", target, rebases, _INSTEAD[choice.window])
    own = own_points(figures, choice.window)
    found = charted.by_member.get(choice.members[0])
    if found is None:
        return _run_chart(own or list(figures), choice, rebases, charted.why_none)
    return _control(found, choice, choice.window, aim, rebases)


def _run_chart(
    figures: Sequence[Figure], choice: Choice, rebases: Sequence[Rebase], why: str | None
) -> Control | None:
    points = [each for each in figures if each.ok]
    if not points:
        return None
    return Control(
        window=points[-1].window,
        points=tuple(_row(each, None) for each in points),
        better=choice.indicator.better,
        median=median(each.value or 0.0 for each in points),
        rebases=_inside(rebases, points),
        why_run=why,
    )


def _control(
    charted: Charted,
    choice: Choice,
    window: str,
    aim: Aim | None,
    rebases: Sequence[Rebase],
    instead: str | None = None,
) -> Control:
    points, last = charted.points, len(charted.points) - 1
    better, latest = choice.indicator.better, charted.segments[-1]
    marks = [charted.mark(at) for at in range(len(points))]
    target = aim.value if aim and aim.op != "between" else None
    return Control(
        window=window,
        points=tuple(_row(each, mark) for each, mark in zip(points, marks, strict=True)),
        better=better,
        segments=tuple(_segment(charted, at) for at in range(len(charted.segments))),
        signals=signals(zip(points, marks, strict=True), better),
        mark=marks[-1],
        months_run=charted.months_run(last),
        variation=charted.chart.variation if latest.judged else None,
        assurance=assurance(latest.limits, target, better) if latest.judged else "none",
        target=target,
        rebases=_inside(rebases, points),
        why_run=None if latest.judged else _too_new(charted),
        instead=instead,
    )


def _too_new(charted: Charted) -> str:
    """Why the months since the last rebase are not judged."""
    latest = charted.segments[-1]
    since = long_month_name(charted.points[latest.first].period_end)
    months = latest.last - latest.first + 1
    said = "month is" if months == 1 else "months are"
    return f"Limits start anew in {since}, and {months} {said} too few for new ones."


def _segment(charted: Charted, at: int) -> ControlSegment:
    each, points = charted.segments[at], charted.points
    return ControlSegment(
        start=points[each.first].period_end,
        end=points[each.last].period_end,
        centre=each.limits.centre,
        lower=each.limits.lower if each.judged else None,
        upper=each.limits.upper if each.judged else None,
    )


def _inside(rebases: Sequence[Rebase], points: Sequence[Figure]) -> tuple[Rebase, ...]:
    """Those that fall among the points."""
    first, last = (month_index(points[at].period_end) for at in (0, -1))
    return tuple(each for each in rebases if first < month_index(each.first_month) <= last)


def _row(figure: Figure, mark: Mark | None) -> TrendRow:
    return TrendRow(
        period_end=figure.period_end,
        member=figure.member,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        status=figure.status,
        source=figure.source,
        spc=mark.rule if mark else None,
        window=figure.window,
    )
