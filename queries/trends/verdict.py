"""The verdict: one plain sentence or two from a trend's facts, by a small grammar.

    verdict = head [", " target | ", " others]. [due.] [others.] [change.] [small.] [gap.]
    others  = position | England

A sentence has two clauses at most. It claims a change only where a control-chart rule fired on
the latest point, and says better or worse only of an indicator that has a direction.
"""

from collections.abc import Sequence
from datetime import date

from queries.trends.control_chart import meaning
from queries.trends.facts import Facts
from queries.trends.periods import (
    financial_year,
    long_month_name,
    month_name,
    published_name,
    year_end,
)
from queries.trends.position import position_words
from queries.trends.rule_words import rule_words
from queries.trends.targets import Aim, exact_text
from queries.trends.wording import (
    PATH_WORDS,
    SMALL_COUNT,
    SMALL_DENOMINATOR,
    bare_text,
    counted,
    number_text,
    number_word,
    sentence,
    sided_text,
    value_text,
)

STATUS_WORDS = {
    "suppressed": "suppressed",
    "not_applicable": "not applicable",
    "not_available": "not available",
    "withheld": "withheld",
}


def verdict(facts: Facts) -> str:
    """The sentences, such as: Reviews on time: 93.5%, below the 95% target for six months.
    Worse than three quarters of neighbours. No significant change."""
    if facts.value is None or facts.period_end is None:
        return _without_figures(facts)
    aimed = target_words(facts)
    clauses = [_head(facts), aimed or _others(facts)]
    sentences = [
        ", ".join(clause for clause in clauses if clause),
        _due(facts),
        _others(facts, alone=True) if aimed else None,
        change_words(facts) or _year_before(facts),
        small_words(facts),
        _gap(facts),
    ]
    return " ".join(f"{each}." for each in sentences if each)


def target_words(facts: Facts) -> str | None:
    """below the 95% target for six months; None without a target that is due.

    What is near its target is not said to have missed it for months.
    """
    if facts.aim is None or facts.value is None or facts.period_end is None or not facts.judged:
        return None
    name = _target_name(facts, facts.aim)
    if facts.target_status == "met":
        return f"within {name}" if facts.aim.op == "between" else f"meeting {name}"
    exact = round(facts.value - facts.aim.value, 9)
    if exact == 0:
        return f"level with {name}, not {'above' if facts.aim.op == '>' else 'below'} it"
    side = "above" if exact > 0 else "below"
    if facts.target_status == "near":
        return f"just {side} {name}"
    run = counted(facts.missed_for, "year" if facts.yearly else "month")
    said = f"{side} {name}" + (f" for {run}" if facts.missed_for > 1 else "")
    if name != "target":
        return said
    return _noted(said, [f"now {_target_text(facts, facts.aim.value)}", _dated(facts, facts.aim)])


def change_words(facts: Facts) -> str | None:
    """The control chart's sentence on the latest point; None where no chart is drawn."""
    mark = facts.mark
    if mark is None:
        return None
    said = meaning(mark, facts.better)
    if said == "none":
        return _month_by_month(facts, "no significant change")
    opening = {
        "improving": "significant improvement",
        "concerning": "significant worsening",
        "neither": "significant " + ("rise" if mark.side == "high" else "fall"),
    }[said]
    reason = rule_words(mark, "month" if facts.months_run else "figure")
    return _month_by_month(facts, f"{opening}: {reason}")


def _month_by_month(facts: Facts, said: str) -> str:
    """What the single months show, where they are not the figure that the sentence is of."""
    return f"Month by month, {said}" if facts.single_months else sentence(said)


def small_words(facts: Facts) -> str | None:
    """Small numbers said honestly, with what they are."""
    numerator, denominator = facts.numerator, facts.denominator
    if facts.unit == "percent" and denominator is not None and denominator < SMALL_DENOMINATOR:
        said = _parts_text(numerator, denominator, facts.in_fte)
        return f"Small numbers: {said}{_one_more(facts, denominator)}"
    count = facts.value if facts.unit == "count" else numerator
    if facts.unit in ("count", "per_10000") and count is not None and 0 < count < SMALL_COUNT:
        said = f": {count:,.0f}" if facts.unit == "per_10000" else ""
        return f"Small numbers{said}, so one or two more tell us little"
    return None


def _one_more(facts: Facts, denominator: float) -> str:
    """What one case more would do to a percentage of so few."""
    known = [denominator if facts.numerator is None else facts.numerator, denominator]
    if facts.in_fte or denominator < 1 or not all(float(each).is_integer() for each in known):
        return ""
    return f", so one is {counted(round(100 / denominator), 'point')}"


def _parts_text(numerator: float | None, denominator: float, in_fte: bool) -> str:
    """3 of 7; 1.4 of 3.0 FTE; 2.5 of 19.0, where something else comes in parts of one."""
    known = [denominator] if numerator is None else [numerator, denominator]
    in_parts = in_fte or any(not float(each).is_integer() for each in known)
    said = " of ".join(number_text(each, 1 if in_parts else 0) for each in known)
    return said + " FTE" * in_fte + " in all" * (numerator is None)


def split_verdict(
    short: str,
    split: str,
    period: str,
    members: list[tuple[str, str]],
    small: Sequence[str] = (),
    worst_first: bool = False,
    most: int = 4,
) -> str:
    """A split's parts in one sentence, and a caution on those of them in ``small``.

    ``members`` are (name, value in words), the worst first where a direction is better, else the
    largest; ``small`` are the names of those that are made of few.
    """
    listed = "; ".join(f"{name}: {value}" for name, value in members[:most])
    more = len(members) - most
    rest = f"; and {number_word(more)} more" if more > 0 else ""
    order = ", worst first" if worst_first and len(members) > 1 else ""
    few = [name for name, _ in members[:most] if name in small]
    caution = f" Small numbers: {', '.join(few)}." if few else ""
    return f"{short} by {split.replace('_', ' ')} in {period}{order} – {listed}{rest}.{caution}"


def _head(facts: Facts) -> str:
    when = ""
    if facts.period_end and (facts.yearly or facts.dated):
        name = published_name if facts.yearly else long_month_name
        when = f" in {name(facts.period_end)}"
    return f"{facts.short}{when}: {figure_words(facts)}"


def figure_words(facts: Facts) -> str:
    """The value, with one more decimal where rounding would hide that it misses its target."""
    value = facts.value or 0.0
    text = sided_text(value, facts.unit, facts.places, facts.sides, _whole(facts))
    if facts.aim is None or facts.target_status not in ("near", "not_met"):
        return text
    hidden = round(value, facts.places) == facts.aim.value != round(value, 9)
    return value_text(value, facts.unit, facts.places + 1) if hidden else text


def _whole(facts: Facts) -> bool:
    """Whether the figures of a sentence go without decimals: years' figures, all of them whole.

    One that has decimals gives them to the others, so that they can be compared.
    """
    beside = None if facts.band else facts.england
    before = None if facts.mark else facts.year_before
    said = [each for each in (facts.value, beside, before) if each is not None]
    return facts.yearly and all(round(each, facts.places) == round(each) for each in said)


def _target_name(facts: Facts, aim: Aim) -> str:
    """the 95% target; the target of 37 (set for 2021/22); where it moved while it was missed, the
    word alone, since the end of the sentence says what it is now."""
    said = _target_text(facts, aim.value)
    if aim.target.kind == "quartile":
        peers = "English councils" if aim.target.peers == "england" else "neighbours"
        now = f"now {said}" if _moved(facts) else said
        name = f"the target of the {_best_share(facts, aim)} of {peers}"
        return _noted(name, [now, _dated(facts, aim)])
    if aim.op == "between":
        upper = _target_text(facts, aim.upper or aim.value)
        name = f"the target range of {said.removesuffix('%')} to {upper}"
    elif _moved(facts):
        return "target"
    else:
        named = facts.unit in ("percent", "pounds")
        name = f"the {said} target" if named else f"the target of {said}"
    return _noted(name, [_dated(facts, aim)])


def _best_share(facts: Facts, aim: Aim) -> str:
    """best quarter, or best half; lowest or highest where neither direction is better."""
    size = "half" if aim.target.quartile == "half" else "quarter"
    if facts.better != "neither":
        return f"best {size}"
    return f"{'lowest' if aim.op in ('<=', '<') else 'highest'} {size}"


def _moved(facts: Facts) -> bool:
    return not facts.same_target and facts.target_status == "not_met"


def _dated(facts: Facts, aim: Aim) -> str:
    """For which year a target was set or is to be reached, where that is not the figure's own."""
    set_for, period = aim.target.set_for, facts.period_end or aim.target.start
    if aim.target.by_year and period < date(aim.target.by_year, 4, 1):
        met = facts.target_status == "met"
        way = "" if met else PATH_WORDS.get(facts.path_status or "", "")
        return f"for {aim.target.by_year}" + (f"; {way}" if way else "")
    return "" if set_for == financial_year(period) else f"set for {set_for}"


def _noted(name: str, notes: Sequence[str]) -> str:
    """A name with what is to be known of it in one pair of brackets."""
    said = "; ".join(note for note in notes if note)
    return f"{name} ({said})" if said else name


def _target_text(facts: Facts, value: float) -> str:
    return exact_text(value, facts.unit, facts.places).removesuffix(" per 10,000")


def _due(facts: Facts) -> str | None:
    """The target is 95% by March 2027: of a figure that adds up until the year's end."""
    if facts.judged or facts.aim is None or facts.period_end is None:
        return None
    said = _target_text(facts, facts.aim.value)
    return f"The target is {said} by {long_month_name(year_end(facts.period_end))}"


def _others(facts: Facts, alone: bool = False) -> str | None:
    """The position among the councils compared with, or England where there is no band.

    ``alone``: as a sentence of its own.
    """
    carried = facts.published_period if facts.carried_forward else None
    if facts.band is not None and facts.unit not in ("count", "fte"):
        said = position_words(facts.value or 0.0, facts.band, facts.better, facts.noun, carried)
        return sentence(said) if alone else said
    if facts.england is None or facts.unit in ("count", "fte"):
        return None
    when = f" in {published_name(carried)}" if carried else ""
    said = bare_text(facts.england, facts.unit, facts.places, _whole(facts))
    return f"England: {said}{when}" if alone else f"against {said} in England{when}"


def _year_before(facts: Facts) -> str | None:
    if facts.year_before is None:
        return None
    opening = "The year before" if facts.yearly else "A year earlier"
    said = sided_text(facts.year_before, facts.unit, facts.places, facts.sides, _whole(facts))
    return f"{opening}: {said.removesuffix(' per 10,000')}"


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
