"""The verdict: one plain sentence or two from a trend's facts, by a small grammar.

    verdict   = head [", " target] [", " position | ", " England]. [change.] [small.] [gap.]

It claims a change only where a control-chart rule fired on the latest point, and says better or
worse only of an indicator that has a direction.
"""

from dataclasses import dataclass
from datetime import date

from queries.trends.bands import Band
from queries.trends.control_chart import Mark, meaning
from queries.trends.periods import financial_year, month_name, published_name
from queries.trends.targets import Aim
from queries.trends.wording import (
    SMALL_COUNT,
    SMALL_DENOMINATOR,
    counted,
    number_word,
    sentence,
    value_text,
)

STATUS_WORDS = {
    "suppressed": "suppressed",
    "not_applicable": "not applicable",
    "not_available": "not available",
    "withheld": "withheld",
}


@dataclass(frozen=True)
class Facts:
    """What a verdict may say. ``value`` is of ``period_end``, the last with a figure.

    ``missed_for``: how many points running, this one included, fall short of their target;
    ``same_target``: all of them of the same one. ``mark``: the control chart's on this point,
    None where no chart is drawn. ``band``: None where too few councils published;
    ``carried_forward``: it is of an earlier period. ``months_run``: the control chart's points up
    to this one are of consecutive months, as far as its rule looks back. ``latest_status`` and
    ``latest_period`` tell of later points without a figure.
    """

    short: str
    unit: str
    places: int
    better: str
    council: str = "the council"
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    period_end: date | None = None
    yearly: bool = False
    aim: Aim | None = None
    target_status: str | None = None
    missed_for: int = 0
    same_target: bool = True
    band: Band | None = None
    carried_forward: bool = False
    months_run: bool = True
    noun: str = "neighbours"
    england: float | None = None
    published_period: date | None = None
    mark: Mark | None = None
    year_before: float | None = None
    latest_status: str = "ok"
    latest_period: date | None = None


def verdict(facts: Facts) -> str:
    """The sentence, such as: Reviews on time: 93.5%, below the 95% target for six months, worse
    than three quarters of neighbours. No significant change."""
    if facts.value is None or facts.period_end is None:
        return _without_figures(facts)
    clauses = [_head(facts), target_words(facts), _others(facts)]
    sentences = [
        ", ".join(clause for clause in clauses if clause),
        change_words(facts) or _year_before(facts),
        small_words(facts),
        _gap(facts),
    ]
    return " ".join(f"{each}." for each in sentences if each)


def target_words(facts: Facts) -> str | None:
    """below the 95% target for six months; None without a target."""
    if facts.aim is None or facts.value is None or facts.period_end is None:
        return None
    name = _target_name(facts, facts.aim)
    if facts.target_status == "met":
        return f"within {name}" if facts.aim.op == "between" else f"meeting {name}"
    exact = round(facts.value - facts.aim.value, 9)
    if exact == 0:
        return f"level with {name}, not {'above' if facts.aim.op == '>' else 'below'} it"
    side = "above" if exact > 0 else "below"
    run = counted(facts.missed_for, "year" if facts.yearly else "month")
    running = facts.missed_for > 1
    if facts.target_status == "near":
        return f"just {side} {name}" + (f", missed for {run}" if running else "")
    return f"{side} {name}" + (f" for {run}" if running else "")


def position_words(
    value: float, band: Band, better: str, noun: str, carried: date | None = None
) -> str:
    """Where ``value`` stands among the band's councils: worse than three quarters of neighbours.

    ``carried`` names the published period where it is not the value's own.
    """
    below, above, count = band.below(value), band.above(value), band.count
    when = f" in {published_name(carried)}" if carried else ""
    if 0 in (below, above):
        joint = "joint " if below + above < count else ""
        end = _side_word(below == 0, better, ("lowest", "highest"), ("best", "worst"))
        return f"{joint}{end} of {count + 1}{when}"
    lower, _, upper = band.quartiles or (value, value, value)
    if lower <= value <= upper:
        return f"in the middle half of {noun}{when}"
    low = value < lower
    passed = above if low else below
    word = _side_word(low, better, ("lower", "higher"), ("better", "worse"))
    share = "three quarters" if passed >= 0.75 * count else f"{passed} of {count}"
    return f"{word} than {share} of {noun}{when}".replace(f"{count} of ", f"{count} ")


def change_words(facts: Facts) -> str | None:
    """The control chart's sentence on the latest point; None where no chart is drawn."""
    mark = facts.mark
    if mark is None:
        return None
    said = meaning(mark, facts.better)
    if said == "none":
        return "No significant change"
    opening = {
        "improving": "Significant improvement",
        "concerning": "Significant worsening",
        "neither": "Significant " + ("rise" if mark.side == "high" else "fall"),
    }[said]
    return f"{opening}: {_reason(mark, 'month' if facts.months_run else 'figure')}"


def small_words(facts: Facts) -> str | None:
    """Small numbers said honestly, with what they are."""
    numerator, denominator = facts.numerator, facts.denominator
    if facts.unit == "percent" and denominator is not None and denominator < SMALL_DENOMINATOR:
        of = f"{numerator:,.0f} of {denominator:,.0f}" if numerator is not None else None
        return f"Small numbers: {of or f'{denominator:,.0f} in all'}"
    count = facts.value if facts.unit == "count" else numerator
    if facts.unit in ("count", "per_10000") and count is not None and 0 < count < SMALL_COUNT:
        return "Small numbers" + (f": {count:,.0f}" if facts.unit == "per_10000" else "")
    return None


def split_verdict(
    short: str, split: str, period: str, members: list[tuple[str, str]], most: int = 4
) -> str:
    """A split's parts in one sentence; ``members`` are (name, value in words), largest first."""
    listed = "; ".join(f"{name} {value}" for name, value in members[:most])
    more = len(members) - most
    rest = f"; and {number_word(more)} more" if more > 0 else ""
    return f"{short} by {split.replace('_', ' ')} in {period}: {listed}{rest}."


def _head(facts: Facts) -> str:
    when = f" in {published_name(facts.period_end)}" if facts.yearly and facts.period_end else ""
    return f"{facts.short}{when}: {figure_words(facts)}"


def figure_words(facts: Facts) -> str:
    """The value, with one more decimal where rounding would hide that it misses its target."""
    value = facts.value or 0.0
    text = value_text(value, facts.unit, facts.places, exact=facts.yearly)
    if facts.aim is None or facts.target_status not in ("near", "not_met"):
        return text
    hidden = round(value, facts.places) == facts.aim.value != round(value, 9)
    return value_text(value, facts.unit, facts.places + 1) if hidden else text


def _target_name(facts: Facts, aim: Aim) -> str:
    said = value_text(aim.value, facts.unit, max(facts.places, 2), exact=True)
    if aim.op == "between":
        upper = value_text(aim.upper or aim.value, facts.unit, max(facts.places, 2), exact=True)
        name = f"the target range of {said.removesuffix('%')} to {upper}"
    elif aim.target.kind == "quartile":
        peers = "English councils" if aim.target.peers == "england" else "neighbours"
        name = f"the target of the {aim.target.share} of {peers} ({said})"
    elif not facts.same_target and facts.target_status != "met":
        return f"target (now {said})"
    else:
        name = f"the {said} target"
    set_for, period = aim.target.set_for, facts.period_end or aim.target.start
    if aim.target.by_year and period < date(aim.target.by_year, 4, 1):
        return f"{name} (for {aim.target.by_year})"
    return name if set_for == financial_year(period) else f"{name} (set for {set_for})"


def _others(facts: Facts) -> str | None:
    """The position among the councils compared with, or England where there is no band."""
    carried = facts.published_period if facts.carried_forward else None
    if facts.band is not None and facts.unit not in ("count", "fte"):
        return position_words(facts.value or 0.0, facts.band, facts.better, facts.noun, carried)
    if facts.england is None or facts.unit in ("count", "fte"):
        return None
    when = f" in {published_name(carried)}" if carried else ""
    return f"against {value_text(facts.england, facts.unit, facts.places, True)} in England{when}"


def _side_word(low: bool, better: str, plain: tuple[str, str], judged: tuple[str, str]) -> str:
    if better == "neither":
        return plain[0] if low else plain[1]
    return judged[0] if low == (better == "lower") else judged[1]


def _reason(mark: Mark, noun: str) -> str:
    if mark.rule == "beyond_limits":
        return f"{'above' if mark.side == 'high' else 'below'} its usual range"
    if mark.rule == "shift":
        side = "above" if mark.side == "high" else "below"
        return f"{counted(mark.run, noun)} running {side} its average"
    if mark.rule == "trend":
        moves = counted(mark.run - 1, noun)
        return f"{'up' if mark.side == 'high' else 'down'} {moves} running"
    edge = "top" if mark.side == "high" else "bottom"
    return f"two of the last three {noun}s near the {edge} of its usual range"


def _year_before(facts: Facts) -> str | None:
    if facts.year_before is None:
        return None
    opening = "The year before" if facts.yearly else "A year before"
    return f"{opening}: {value_text(facts.year_before, facts.unit, facts.places, facts.yearly)}"


def _gap(facts: Facts) -> str | None:
    """Later points that have no figure: suppressed, not applicable and not available differ."""
    later = facts.latest_period
    if later is None or later == facts.period_end or facts.latest_status == "ok":
        return None
    name = published_name(later) if facts.yearly else month_name(later)
    return sentence(f"{name} is {STATUS_WORDS[facts.latest_status]}")


def _without_figures(facts: Facts) -> str:
    if facts.latest_period is None:
        return f"{facts.short}: no figures for {facts.council}."
    name = published_name(facts.latest_period) if facts.yearly else month_name(facts.latest_period)
    said = STATUS_WORDS.get(facts.latest_status, "not available")
    return f"{facts.short}: {said} in {name}, and no earlier figure."
