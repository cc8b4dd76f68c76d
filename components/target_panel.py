"""The target: what it is and whether it is met, what it would take, and where it is written."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from components.numbers import number
from components.periods import long_month
from components.standing import standing_panel
from components.status import status_mark
from components.target_source import Others, none_set, source
from queries.trends.periods import month_index
from queries.trends.reaching import Gap, Reach
from queries.trends.reaching_words import ReachWords, reach_words
from queries.trends.target_now import TargetNow
from queries.trends.targets import Aim, Target, exact_text, target_text
from queries.trends.view import Trend
from queries.trends.wording import PATH_WORDS, counted, sentence

TITLE = "Target"


def target_panel(
    trend: Trend, now: TargetNow, reach: Reach | None, others: Others = ()
) -> html.Div:
    """The panel of the target in force at the latest figure, or that none is set.

    ``others``: the units that have a target, where the one shown has none.
    """
    if now.target is None:
        return standing_panel(TITLE, none_set(trend, now, others))
    words = reach_words(trend, reach) if reach else None
    return standing_panel(
        TITLE,
        [
            html.P(_status(trend, now, now.target), className="target-status"),
            _path(trend, now),
            *(_reach(trend, reach, words) if reach and words else []),
            *_place(trend, now, now.target),
            _quartile(now.aim),
            source(now, words.working if words else ""),
        ],
    )


def _status(trend: Trend, now: TargetNow, target: Target) -> Component | str:
    """The status mark; of a figure that adds up until March, the year's target; of a quartile that
    is not known, why not."""
    latest = trend.latest
    if now.aim is None:
        return f"{sentence(target.share)} of {_peers(target)}: {_why_unknown(trend, target)}."
    if latest is None or latest.target is None or latest.target_status is not None:
        return status_mark(trend, latest)
    return f"The year’s target is {target_text(latest, trend.indicator, trend.unit)}."


def _why_unknown(trend: Trend, target: Target) -> str:
    if trend.indicator.better == "neither" and not target.op:
        return "no figure, since nothing says whether more or less is better"
    return f"no figure, since too few {_peers(target)} published one"


def _path(trend: Trend, now: TargetNow) -> html.P | None:
    """Of a target by a year: when it is due, and whether the figure is on the way there."""
    latest = trend.latest
    if latest is None or latest.target_due is None or latest.value is None or now.aim is None:
        return None
    by = long_month(latest.target_due)
    if now.aim.met(latest.value):
        return html.P([f"To be reached by {by}: ", html.Strong(_early(latest.target_due, now))])
    if latest.path_status is None:
        why = "there is no figure from before it was set, so no way there is drawn"
        return html.P(f"To be reached by {by}; {why}.")
    said = [f"To be reached by {by}: ", html.Strong(PATH_WORDS[latest.path_status]), ". "]
    places = trend.indicator.places(trend.unit)
    start = f"{number(now.path.value, trend.unit, places)} in {long_month(now.path.period_end)}"
    if latest.path is None:
        return html.P([*said, f"It was met when it was set, at {start}."])
    held = number(latest.path, trend.unit, places)
    return html.P([*said, f"A straight line from {start} would be at {held}."])


def _early(due: date, now: TargetNow) -> str:
    """Met three years early, as long as it stays so."""
    months = month_index(due) - month_index(now.period_end)
    early = counted(months // 12, "year") if months % 12 == 0 else counted(months, "month")
    return f"met {early} early, as long as it stays so."


def _reach(trend: Trend, reach: Reach, words: ReachWords) -> Sequence[Component]:
    """What it would take, and what is to be known of that."""
    head = _head(trend, reach, words.said)
    said = words.said[0].lower() + words.said[1:] if head else words.said
    more = "".join(f" {each}" for each in words.more)
    return [html.P([head, html.Strong(said), f".{more}"], className="target-reach")]


def _head(trend: Trend, reach: Reach, said: str) -> str:
    """To reach ≤20% by March 2027: …; none where the line itself says that it is met, or only how
    far it is; the day once, where the line has it too."""
    if not reach.months or isinstance(reach.way, Gap) or said.startswith(("Met", "Out of reach")):
        return ""
    aim, by = reach.aim.label(trend.indicator, trend.unit), long_month(reach.due)
    if reach.met:
        return f"To stay at {aim} until {by}: "
    return f"To reach {aim}: " if by in said else f"To reach {aim} by {by}: "


def _place(trend: Trend, now: TargetNow, target: Target) -> Sequence[html.P]:
    """The other part of a target of two: the place among councils, computed of that year."""
    latest, place = trend.latest, now.place
    if target.kind == "quartile" or not target.quartile or latest is None or latest.value is None:
        return ()
    named = f"Its other part, the {target.share} of {_peers(target)}"
    if place is None:
        return (html.P(f"{named}: {_why_unknown(trend, target)}."),)
    text = exact_text(place.value, trend.unit, trend.indicator.places(trend.unit))
    where = f"{text.removesuffix(' per 10,000')} in {place.basis.band.name}"
    status = "met" if place.met(latest.value) else "not met"
    said = [f"{named} ({where}): ", html.Strong(status), ". ", _harder(now, place)]
    return (html.P(said), _quartile(place))


def _harder(now: TargetNow, place: Aim) -> str:
    """That the figure typed and the place computed are not the same thing."""
    if now.aim is None or round(now.aim.nearest(place.value) - place.value, 9) == 0:
        return ""
    return f"The figure typed is {'harder' if place.met(now.aim.value) else 'easier'} to reach."


def _quartile(aim: Aim | None) -> html.P | None:
    """Of which year's figures, and of how many councils, a quartile is."""
    if aim is None or aim.basis is None:
        return None
    band = aim.basis.band
    latest = ", the latest published" if aim.basis.carried_forward else ""
    return html.P(
        f"The quartile is of {band.count} {_peers(aim.target)}’ figures of {band.name}{latest}.",
        className="quiet small",
    )


def _peers(target: Target) -> str:
    return "English councils" if target.peers == "england" else "neighbours"
