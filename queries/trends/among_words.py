"""Where the council stands among others, in sentences: rank by year, and how far the next is."""

import re
from collections.abc import Callable, Sequence
from math import ceil

from queries.trends.neighbour_values import NOT_PUBLISHED, Among, AreaFigure, PeriodRank
from queries.trends.periods import month_name, published_name
from queries.trends.thresholds import Threshold, next_threshold
from queries.trends.view import Trend
from queries.trends.wording import (
    number_text,
    number_word,
    ordinal,
    rank_words,
    sentence,
    value_text,
)

_WINDOW = 5
_NO_FIGURE = {
    "suppressed": ("figure is suppressed", "figures are suppressed"),
    "not_applicable": ("figure is not applicable", "figures are not applicable"),
    "not_available": ("figure is not available", "figures are not available"),
    "withheld": ("figure is withheld", "figures are withheld"),
    NOT_PUBLISHED: ("figure is not published", "figures are not published"),
}
_MOST_NAMED = 5
# What an indicator counts is said by the words that its numerator begins with.
_NOUN = re.compile(r"(?:initial )?(care leavers|young people|full-time equivalent|[\w-]+)")
_SINGULAR = {
    "children": "child",
    "enquiries": "enquiry",
    "young people": "young person",
    "full-time equivalent": "full-time equivalent",
}
_PLURAL = {"full-time equivalent": "full-time equivalents"}
_REACHED = {
    "top_quarter": "would reach the best quarter of",
    "median": "would reach the median of",
    "bottom_quarter": "would leave the worst quarter of",
}


def rank_history_words(ranks: Sequence[PeriodRank], better: str, monthly: bool = False) -> str:
    """'6th of 11 in 2024/25, from 9th in 2020/21; best 3rd in 2018/19.' Empty without a rank.

    The year compared with is the first of the last five published that has a rank.
    """
    known = [each for each in ranks if each.rank is not None]
    if not known:
        return ""
    name = month_name if monthly else published_name
    last = known[-1]
    said = f"{rank_words(last.rank, last.of, better)} in {name(last.period_end)}"
    recent = [each for each in ranks[-_WINDOW:] if each.rank is not None]
    if len(recent) > 1:
        said += f", {_since(recent[0], last, name(recent[0].period_end))}"
    best = min(reversed(known), key=lambda each: each.rank)
    if best.rank < min(last.rank, recent[0].rank if recent else last.rank):
        top = "highest" if better == "neither" else "best"
        place = "of all" if best.rank == 1 else ordinal(best.rank)
        said += f"; {top} {place} in {name(best.period_end)}"
    return sentence(f"{said}.")


def _since(first: PeriodRank, last: PeriodRank, when: str) -> str:
    of = f" of {first.of}" if first.of != last.of else ""
    if (first.rank, first.of) == (last.rank, last.of):
        return f"as in {when}"
    return f"from {ordinal(first.rank)}{of} in {when}"


def missing_words(among: Among) -> str:
    """'9 of 10 neighbours: Torbay's figure is suppressed.' Empty where none is missing.

    Councils are named where they are few, and otherwise counted by the reason.
    """
    missing = among.missing_members
    if not missing:
        return ""
    total = among.band.count + len(missing)
    by_reason: dict[str, list[AreaFigure]] = {}
    for each in missing:
        by_reason.setdefault(_reason(each), []).append(each)
    said = [_of_reason(reason, same) for reason, same in by_reason.items()]
    return f"{among.band.count} of {total} {among.noun}: {'; '.join(said)}."


def absent_words(figure: AreaFigure) -> str:
    """Why a council has no figure, as a cell says it: suppressed, not yet a council."""
    if figure.began:
        return f"a council from {month_name(figure.began)}"
    if figure.ended:
        return f"a council to {month_name(figure.ended)}"
    return figure.status.replace("_", " ")


def _reason(figure: AreaFigure) -> str:
    return "not_there" if figure.began or figure.ended else figure.status


def _of_reason(reason: str, same: Sequence[AreaFigure]) -> str:
    if reason == "not_there":
        return _listed([f"{each.council.name} was {absent_words(each)}" for each in same])
    one, many = _NO_FIGURE.get(reason, _NO_FIGURE[NOT_PUBLISHED])
    if len(same) > _MOST_NAMED:
        return f"{len(same)} {many}"
    named = _listed([f"{each.council.name}’s" for each in same])
    return f"{named} {one if len(same) == 1 else many}"


def _listed(words: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def would_have_been(trend: Trend) -> str:
    """Where today's figure would have stood in the year published last, which is not its own."""
    latest, band = trend.latest, trend.band
    if latest is None or band is None or latest.rank is None or latest.value is None:
        return ""
    if latest.source == "published":
        return ""
    places, of = trend.indicator.places(trend.unit), band.count + 1
    figure = value_text(latest.value, trend.unit, places)
    rank = rank_words(latest.rank, of, trend.indicator.better)
    return f"{month_name(latest.period_end)}’s {figure} would have been {rank} in {band.name}."


def distance_words(trend: Trend, found: Sequence[Threshold], noun: str) -> str:
    """'Four fewer children would reach the best quarter of neighbours (2024/25 figures).'

    Of the latest figure, and the nearest quartile's edge that it has not reached. Empty without
    thresholds.
    """
    if not found or trend.band is None:
        return ""
    year = f"({trend.band.name} figures)"
    short = next_threshold(found)
    if short is None:
        held = next(each for each in found if each.name == "top_quarter")
        return f"In the best quarter of {noun}, {_spare(trend, held)} {year}."
    return f"{sentence(_short(trend, short))} {_REACHED[short.name]} {noun} {year}."


def threshold_words(trend: Trend, threshold: Threshold) -> str:
    """What a threshold asks of the latest figure, as a cell says it."""
    if threshold.met:
        return f"reached, {_spare(trend, threshold)}"
    if threshold.cases is None:
        return _gap(trend, threshold)
    return counted_cases(threshold.cases, trend.indicator.numerator, _rising(trend), "{:,}".format)


def _short(trend: Trend, threshold: Threshold) -> str:
    if threshold.cases is None:
        return f"a figure {_gap(trend, threshold)}"
    return counted_cases(threshold.cases, trend.indicator.numerator, _rising(trend))


def _spare(trend: Trend, threshold: Threshold) -> str:
    if threshold.cases is None:
        level = round(threshold.gap, trend.indicator.places(trend.unit)) == 0
        return "with nothing to spare" if level else f"by {_amount(trend, threshold)}"
    if threshold.cases == 0:
        return "with none to spare"
    noun = _noun(threshold.cases, trend.indicator.numerator)
    return f"with {number_word(threshold.cases)} {noun} to spare"


def _gap(trend: Trend, threshold: Threshold) -> str:
    return f"{_amount(trend, threshold)} {'higher' if _rising(trend) else 'lower'}"


def _amount(trend: Trend, threshold: Threshold) -> str:
    """The distance in the unit, rounded up so that it is never said to be nearer than it is."""
    places = trend.indicator.places(trend.unit)
    gap = (
        threshold.gap if threshold.met else ceil(round(threshold.gap * 10**places, 6)) / 10**places
    )
    if trend.unit == "percent":
        return f"{number_text(gap, places)} points"
    return value_text(gap, trend.unit, places)


def _rising(trend: Trend) -> bool:
    return trend.indicator.better == "higher"


def counted_cases(
    number: int, numerator: str, more: bool, written: Callable[[int], str] = number_word
) -> str:
    """'four fewer children', 'one more review'; ``written`` as a cell of figures has it: '4'."""
    return f"{written(number)} {'more' if more else 'fewer'} {_noun(number, numerator)}"


def _noun(number: int, numerator: str) -> str:
    """What is counted, by the word that its numerator begins with: children, review."""
    found = _NOUN.match(numerator)
    many = found[1] if found else "cases"
    if number == 1:
        return _SINGULAR.get(many, many.removesuffix("s"))
    return _PLURAL.get(many, many)
