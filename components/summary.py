"""A theme in a sentence, from its headline indicators."""

from collections.abc import Sequence

from components.numbers import NUMBER_WORDS
from queries.trends.view import Trend


def theme_summary(trends: Sequence[Trend]) -> str:
    """'One of four headline measures with a target misses it: turnover. Two are near: …'"""
    shown = [trend for trend in trends if trend.latest]
    if not shown:
        return ""
    aimed = [trend for trend in shown if _status(trend) in ("met", "near", "not_met")]
    if not aimed:
        return "No headline measure has a target."
    missed = [trend for trend in aimed if _status(trend) == "not_met"]
    near = [trend for trend in aimed if _status(trend) == "near"]
    said = [_missing(missed, len(aimed), all_aimed=len(aimed) == len(shown))]
    if near:
        said.append(f"{_word(len(near))} {'is' if len(near) == 1 else 'are'} near: {_names(near)}.")
    return " ".join(said)


def _missing(missed: Sequence[Trend], aimed: int, all_aimed: bool) -> str:
    if not missed:
        return "No headline measure misses its target."
    one = len(missed) == 1
    if all_aimed:
        miss = "misses its target" if one else "miss their targets"
    else:
        miss = "with a target misses it" if one else "with a target miss it"
    if aimed == 1:
        return f"The one headline measure {miss}: {_names(missed)}."
    if len(missed) == aimed:
        of = "Both" if aimed == 2 else f"All {_word(aimed).lower()}"
    else:
        of = f"{_word(len(missed))} of {_word(aimed).lower()}"
    return f"{of} headline measures {miss}: {_names(missed)}."


def _status(trend: Trend) -> str | None:
    return trend.latest.target_status if trend.latest else None


def _names(trends: Sequence[Trend]) -> str:
    return _listed([_lower_first(trend.indicator.short) for trend in trends])


def _word(count: int) -> str:
    return NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
