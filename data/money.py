"""Sums of money as people type them: brackets, trailing minus, £, commas, k and m.

A sum's unit (£, £'000, £m) stands in its cell, its heading or a title; it is never guessed.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from data.convert import is_placeholder

POUNDS, THOUSANDS, MILLIONS = 1, 1_000, 1_000_000
UNITS = {"pounds": POUNDS, "thousands": THOUSANDS, "millions": MILLIONS}
UNIT_NAMES = {POUNDS: "£", THOUSANDS: "£'000", MILLIONS: "£m"}

_THOUSANDS = re.compile(
    r"£\s*'?\s*(?:0{3}'?s?\b|ks?\b|thousands?\b)|'000s?\b|\(0{3}s?\)|\b000s\b"
    r"|\bin thousands?\b|\bthousands of pounds\b",
    re.I,
)
_MILLIONS = re.compile(
    r"£\s*'?\s*(?:m|mn|millions?)s?\b|\bin millions?\b|\bmillions of pounds\b|\(m\)", re.I
)
_POUNDS = re.compile(
    r"£s?(?=\s*(?:$|[),;:./]|p\.?\s*w|p\.?\s*a|per\b|a\b|each\b|\(|%|-|only|and\b))"
    r"|\b(?:in|whole|nearest) (?:£s?|pounds)(?![\w'])|\bpounds\b",
    re.I,
)
_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+−])?\s*(?P<pound>£)?\s*(?P<inner>\()?\s*(?P<late>[-+−])?\s*"
    r"(?P<figures>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)\s*"
    r"(?P<scale>m|mn|million|k|bn|'?000s?)?\s*(?P<shut>\))?\s*(?P<after>m|mn|k|bn)?\s*"
    r"(?P<close>\))?\s*(?P<trail>-|−|cr)?",
    re.I,
)
MOST = Decimal(10) ** 12
"""A sum of so many, in whichever unit, is none: a code, or a slip of the keys."""

_SUFFIX = {"m": 10**6, "mn": 10**6, "million": 10**6, "k": 1000, "bn": 10**9}
_PERCENT = re.compile(r"(\()?\s*([-+−])?\s*(\d+(?:\.\d+)?|\.\d+)\s*(%)?\s*(\))?\s*(-|−)?")


class NotAnAmount(ValueError):
    """A cell holds something that is no sum of money."""


@dataclass(frozen=True)
class Amount:
    """A sum as typed. ``own_scale`` is its cell's own unit (``£1.2m``, ``£450``), if it has one."""

    typed: Decimal
    places: int
    own_scale: int | None = None
    has_suffix: bool = False

    def pounds(self, scale: int | None) -> float:
        """The sum in pounds, to the penny. ``scale`` is the column's; a suffix of its own wins.

        Raises NotAnAmount where neither says the unit.
        """
        used = self.own_scale if self.has_suffix or scale is None else scale
        if used is None:
            raise NotAnAmount("no unit")
        return float(round(self.typed * used, 2))


def amount(text: str | None) -> Amount | None:
    """What a cell says; None where it is blank or a placeholder. ``nil`` is zero.

    Raises NotAnAmount where it is anything else but a sum.
    """
    if text is None or is_placeholder(text):
        return None
    plain = plain_text(text)
    if plain.casefold() == "nil":
        return Amount(Decimal(0), 0)
    found = _AMOUNT.fullmatch(plain)
    if not found or not _brackets_close(found):
        raise NotAnAmount(plain)
    minus = sum(found[part] in ("-", "−") for part in ("sign", "late"))
    minus += bool(found["open"] or found["inner"]) + bool(found["trail"])
    if minus > 1:
        raise NotAnAmount(plain)
    figures = found["figures"].replace(",", "")
    places = len(figures.partition(".")[2])
    typed = -Decimal(figures) if minus else Decimal(figures)
    if abs(typed) >= MOST:
        raise NotAnAmount(plain)
    suffix = (found["scale"] or found["after"] or "").casefold()
    if suffix:
        return Amount(typed, places, _SUFFIX.get(suffix, THOUSANDS), has_suffix=True)
    return Amount(typed, places, POUNDS if found["pound"] else None)


def _brackets_close(found: re.Match[str]) -> bool:
    opened = sum(bool(found[part]) for part in ("open", "inner"))
    return opened == sum(bool(found[part]) for part in ("shut", "close")) and opened < 2


def percentages(text: str | None) -> tuple[float, ...]:
    """What a percentage cell may mean: ``2.3%`` one thing, ``0.023`` itself or a hundred times it.

    Empty where the cell is blank or holds no number.
    """
    if text is None or is_placeholder(text):
        return ()
    found = _PERCENT.fullmatch(plain_text(text))
    if not found:
        return ()
    value = float(found[3])
    if found[1] or found[2] in ("-", "−") or found[6]:
        value = -value
    return (value,) if found[4] else (value, 100 * value)


def declared_scales(text: str) -> set[int]:
    """The units that a heading or title names: 1 for £, 1,000 for £'000, a million for £m."""
    plain = plain_text(text)
    found = set()
    if _THOUSANDS.search(plain):
        found.add(THOUSANDS)
    if _MILLIONS.search(plain):
        found.add(MILLIONS)
    if _POUNDS.search(plain):
        found.add(POUNDS)
    return found


def plain_text(text: str) -> str:
    """Text with one kind of space, quote and dash, trimmed."""
    written = unicodedata.normalize("NFKC", text)
    for mark in "’‘`´′":
        written = written.replace(mark, "'")
    return " ".join(written.replace("–", "-").replace("—", "-").split())
