"""A theme in a sentence, from its headline indicators."""

from collections.abc import Sequence

from components.numbers import NUMBER_WORDS
from queries.trends.view import Trend


def theme_summary(trends: Sequence[Trend]) -> str:
    """'Two of five headline measures miss their target: reviews on time and repeat plans.'"""
    shown = [trend for trend in trends if trend.latest]
    if not shown:
        return ""
    aimed = [trend for trend in shown if trend.latest.target_status in ("met", "near", "not_met")]
    missed = [trend for trend in aimed if trend.latest.target_status == "not_met"]
    if not aimed:
        return "No headline measure has a target."
    if not missed:
        return "No headline measure misses its target."
    of = "" if len(aimed) == len(shown) else " with a target"
    miss = "misses its" if len(missed) == 1 else "miss their"
    measures = "measure" if len(aimed) == 1 else "measures"
    names = _listed([_lower_first(trend.indicator.short) for trend in missed])
    count = f"{_word(len(missed))} of {_word(len(aimed)).lower()}"
    return f"{count} headline {measures}{of} {miss} target: {names}."


def _word(count: int) -> str:
    return NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
