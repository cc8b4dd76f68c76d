"""Which indicator a row's label names, over which window, and in which unit its numbers are."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from data.readers.performance_workbook.nearest import nearest_titles
from data.readers.performance_workbook.shorthand import plain_label
from data.vocabulary import Term, Vocabulary

_WINDOWS = (
    ("r", r"rolling (year|12|twelve)|(last|previous|past) (12|twelve) months|12[- ]month rolling"),
    ("y", r"year to date|\bytd\b|cumulative|since (1st )?april|financial year( to date)?$"),
    ("m", r"\b(in|during|within) (the|each|this) month\b|\bin month\b|\bmonthly\b"),
    (
        "e",
        r"\bat (the )?((month|quarter)[’' ]?s?[- ]end|end of (the )?(month|quarter))",
    ),
)
_COUNT = re.compile(r"^\W*(total )?(number|no\.?|count)s?\b|\b(number|no\.|count) (of|and)\b", re.I)
_PERCENT = re.compile(r"%|\bper ?cent(age)?s?\b|\bproportion\b", re.I)
_RATE = re.compile(r"per 10,? ?000|^(?!.*(?:%|per ?cent)).*\brates?\b", re.I)
_POUNDS = re.compile(r"£")
_DAYS = re.compile(r"\b(average|mean|median|number of)? ?days\b", re.I)
_FTE = re.compile(r"\bftes?\b|full[- ]time equivalent", re.I)
_REVERSED = re.compile(
    r"\bnot in\b|\bneet\b|\bnot (held|completed|done|made)\b|\bout of (time)", re.I
)


@dataclass(frozen=True)
class Match:
    """The indicator found, or None and what to tell a person."""

    term: Term | None
    problem: str = ""


@lru_cache(maxsize=10_000)
def matched_term(label: str, reference: str | None, vocabulary: Vocabulary) -> Match:
    """The indicator that a row names: by a national code in its label, else by its words.

    Where words fit several indicators, the longest fit wins; where that leaves several, the
    row's plan reference decides. A plan reference alone names nothing: CP3 is one council's own.
    """
    label = plain_label(label)
    fits = _by_code(label, vocabulary) or _by_words(label, vocabulary)
    if len(fits) > 1:
        fits = _narrowed(fits, label, reference)
    if len(fits) > 1:
        slugs = ", ".join(sorted(term.slug for term in fits))
        return Match(None, f"it fits several indicators ({slugs}); add the national code to it")
    if not fits:
        return Match(None, _hint(label, reference, vocabulary))
    if _REVERSED.search(label) and not _REVERSED.search(fits[0].title):
        return Match(
            None,
            f"it counts the opposite of ‘{fits[0].title}’; type the figures for that instead",
        )
    return Match(fits[0])


def window_in_label(label: str, term: Term) -> str:
    """The window that the label names, if the indicator has it; otherwise the indicator's first."""
    named = named_window(label)
    return named if named in term.windows else term.windows[0]


@lru_cache(maxsize=10_000)
def named_window(label: str) -> str | None:
    """The window that the words of a label name, or None."""
    plain = plain_label(label)
    for window, pattern in _WINDOWS:
        if re.search(pattern, plain, re.I):
            return window
    return None


@lru_cache(maxsize=10_000)
def units_in_label(text: str) -> tuple[str, ...]:
    """Every unit that the words of a label, or of a data note, name: several where it says both."""
    plain = plain_label(text)
    named = [
        (unit, pattern.search(plain))
        for unit, pattern in (
            ("per_10000", _RATE),
            ("percent", _PERCENT),
            ("count", _COUNT),
            ("pounds", _POUNDS),
            ("fte", _FTE),
            ("days", _DAYS),
        )
    ]
    found = [unit for unit, hit in named if hit]
    if "days" in found and "percent" in found:
        found.remove("days")
    return tuple(found)


@cache
def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.I)


def _by_code(label: str, vocabulary: Vocabulary) -> list[Term]:
    """Terms one of whose national codes stands in the label: short codes only in brackets."""
    return [
        term
        for term in vocabulary.terms
        if any(_code_pattern(code).search(label) for code in term.codes)
    ]


@cache
def _code_pattern(code: str) -> re.Pattern[str]:
    written = re.escape(code)
    if len(code) < 4:
        return re.compile(rf"\(\s*{written}\s*\)", re.I)
    return re.compile(rf"(?<![a-z0-9]){written}(?![a-z0-9])", re.I)


def _by_words(label: str, vocabulary: Vocabulary) -> list[Term]:
    """Terms whose pattern, or whose own title, fits the longest stretch of the label."""
    lengths = {term.slug: _longest_fit(label, term) for term in vocabulary.terms}
    longest = max(lengths.values(), default=0)
    return [term for term in vocabulary.terms if longest and lengths[term.slug] == longest]


def _longest_fit(label: str, term: Term) -> int:
    if label.casefold() == plain_label(term.title).casefold():
        return len(label) + 1
    hits = (_pattern(regex).search(label) for regex in term.labels)
    return max((max(1, hit.end() - hit.start()) for hit in hits if hit), default=0)


def _narrowed(fits: list[Term], label: str, reference: str | None) -> list[Term]:
    named = (reference or "").strip().casefold()
    by_reference = [
        term
        for term in fits
        if named and named in {each.casefold() for each in term.plan_references}
    ]
    if len(by_reference) == 1:
        return by_reference
    longest = max(_longest_fit(label, term) for term in fits)
    return [term for term in fits if _longest_fit(label, term) == longest] if longest else fits


def _hint(label: str, reference: str | None, vocabulary: Vocabulary) -> str:
    """What to say of a label that names no indicator: the titles that may be meant."""
    named = (reference or "").strip().casefold()
    same = [
        term.title
        for term in vocabulary.terms
        if named and named in {each.casefold() for each in term.plan_references}
    ]
    titles = same[:1] or nearest_titles(label, vocabulary)
    meant = " or ".join(f"‘{title}’" for title in titles)
    ask = f"did you mean {meant}? Write" if titles else "write"
    return (
        f"no indicator is known by this label; {ask} a title from the overview page, which lists "
        "every indicator, or a national code; docs/indicators.md says how to add a wording"
    )
