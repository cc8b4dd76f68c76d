"""The target: what it is and whether it is met, what it would take, and where it is written."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.numbers import number
from components.periods import long_month
from components.standing import standing_panel
from components.status import status_mark
from queries.trends.reaching import Gap, Reach
from queries.trends.reaching_words import reach_words
from queries.trends.target_now import TargetNow
from queries.trends.targets import Aim, Target, target_text
from queries.trends.view import Trend
from queries.trends.wording import value_text

TITLE = "Target"
_PATH = {
    "met": "met early",
    "on_the_way": "on the way",
    "just_behind": "just behind the way there",
    "behind": "behind the way there",
}


def target_panel(trend: Trend, now: TargetNow, reach: Reach | None) -> html.Div:
    """The panel of the target in force at the latest figure, or that none is set."""
    if now.target is None:
        return standing_panel(TITLE, _none(now))
    return standing_panel(
        TITLE,
        [
            html.P(_status(trend), className="target-status"),
            _path(trend, now),
            *(_reach(trend, reach) if reach else []),
            _place(trend, now.place),
            _quartile(now.aim),
            _source(now),
        ],
    )


def _status(trend: Trend) -> Component | str:
    """The status mark; of a figure that adds up until March, the year's target."""
    latest = trend.latest
    if latest is None or latest.target is None or latest.target_status is not None:
        return status_mark(trend, latest)
    return f"The year’s target is {target_text(latest, trend.indicator, trend.unit)}."


def _none(now: TargetNow) -> list[Component]:
    """Honestly none, with what a later year's cell says instead, and how to set one."""
    said = [html.P("No target is set, so nothing is met or missed.")]
    if now.words:
        said.append(html.P(f"Its file says: ‘{now.words.text}’.", className="quiet"))
    how = (
        "A target is a row of a workbook or CSV in the exports folder: the indicator, and a "
        "column for each financial year, such as Target 2026/27."
    )
    return [*said, html.P(how, className="quiet small")]


def _path(trend: Trend, now: TargetNow) -> html.P | None:
    """Of a target by a year: when it is due, and whether the figure is on the way there."""
    latest = trend.latest
    if latest is None or latest.target_due is None:
        return None
    by = long_month(latest.target_due)
    if latest.path_status is None:
        why = "there is no figure from before it was set, so no way there is drawn"
        return html.P(f"To be reached by {by}; {why}.")
    said = [f"To be reached by {by}: ", html.Strong(_PATH[latest.path_status])]
    if latest.path is not None:
        held = number(latest.path, trend.unit, trend.indicator.places(trend.unit))
        said.append(f". A straight line from {long_month(now.path.period_end)} would be at {held}.")
    return html.P([*said, "" if latest.path is not None else "."])


def _reach(trend: Trend, reach: Reach) -> Sequence[Component | None]:
    """What it would take; then more of it, and how it is worked out for whoever asks."""
    words = reach_words(trend, reach)
    head = _head(trend, reach, words.said)
    said = words.said[0].lower() + words.said[1:] if head else words.said
    return [
        html.P([head, html.Strong(said), "."], className="target-reach"),
        html.P(" ".join(words.more)) if words.more else None,
        html.P(words.working, className="quiet small") if words.working else None,
    ]


def _head(trend: Trend, reach: Reach, said: str) -> str:
    """To reach ≤20% by March 2027: …; none where the line itself says that it is met, or only how
    far it is; the day once, where the line has it too."""
    if not reach.months or isinstance(reach.way, Gap) or said.startswith(("Met", "Out of reach")):
        return ""
    aim, by = reach.aim.label(trend.indicator, trend.unit), long_month(reach.due)
    if reach.met:
        return f"To stay at {aim} until {by}: "
    return f"To reach {aim}: " if by in said else f"To reach {aim} by {by}: "


def _place(trend: Trend, place: Aim | None) -> html.P | None:
    """The other part of a target of two: the place among councils, computed."""
    latest = trend.latest
    if place is None or latest is None or latest.value is None:
        return None
    text = value_text(place.value, trend.unit, trend.indicator.places(trend.unit))
    status = "met" if place.met(latest.value) else "not met"
    return html.P([f"Its other part, the {place.target.share} of {_peers(place)} ({text}): ",
                   html.Strong(status), "."])  # fmt: skip


def _quartile(aim: Aim | None) -> html.P | None:
    """Of which year's figures, and of how many councils, a quartile is."""
    if aim is None or aim.basis is None:
        return None
    band = aim.basis.band
    return html.P(
        f"The quartile is of {band.count} {_peers(aim)}’ figures of {band.name}.",
        className="quiet small",
    )


def _peers(aim: Aim) -> str:
    return "English councils" if aim.target.peers == "england" else "neighbours"


def _source(now: TargetNow) -> html.Details:
    target = now.target
    rows = [
        ("As written", f"‘{target.text}’" if target.text else ""),
        ("Set by", target.owner or ""),
        ("In", target.title or ""),
        ("File", target.source),
        ("In force", _in_force(now, target)),
        ("Added in brackets", f"{target.extra:,.0f} more, which are not counted in"
         if target.extra else ""),
        ("Since then", f"‘{now.words.text}’, which gives no figure" if now.words else ""),
    ]  # fmt: skip
    return html.Details(
        [
            html.Summary("Who set it and where it is written"),
            html.Dl(
                [html.Div([html.Dt(name), html.Dd(text)]) for name, text in rows if text],
                className="terms",
            ),
        ],
        className="target-source",
    )


def _in_force(now: TargetNow, target: Target) -> str:
    since = long_month(now.since or target.start)
    if now.until:
        return f"{since} to {long_month(now.until)}"
    return f"from {since}, until another replaces it"
