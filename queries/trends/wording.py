"""Figures in words, the same on every page, download and verdict."""

from decimal import ROUND_HALF_UP, Decimal

# A float this large has no decimals left to round.
_BEYOND_ROUNDING = 1e15
# Pounds from here on are said in thousands: a week's care costs less and is said to the pound.
_THOUSANDS_FROM = 20_000

_NUMBER_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_UNIT_NAMES = {
    "count": "",
    "percent": "%",
    "per_10000": " per 10,000",
    "days": " days",
    "fte": " FTE",
    "ratio": "",
}
# Of a figure and the path to a target that is to be reached by a year.
PATH_WORDS = {
    "met": "met early",
    "on_the_way": "on the way",
    "just_behind": "just behind the path",
    "behind": "behind the path",
}
SMALL_DENOMINATOR = 20
SMALL_COUNT = 6


def value_text(value: float, unit: str, places: int, exact: bool = False) -> str:
    """93.5%, 60 per 10,000, 1,204, £1.42m. ``exact`` leaves out decimals that are all zero."""
    if unit == "pounds":
        return money_text(value, places, exact)
    number = number_text(value, places, exact)
    if unit == "days" and number in ("1", "-1"):
        return f"{number} day"
    return number + _UNIT_NAMES[unit]


def sided_text(
    value: float, unit: str, places: int, sides: tuple[str, str] | None, exact: bool = False
) -> str:
    """As value_text, but £86,000 under budget where each side of zero has its own words."""
    if sides is None or _rounded(value, places) == 0:
        return value_text(value, unit, places, exact)
    return f"{value_text(abs(value), unit, places, exact)} {sides[value < 0]}"


def bare_text(value: float, unit: str, places: int, exact: bool = False) -> str:
    """As value_text for a second figure of a sentence, its ' per 10,000' said once already."""
    text = value_text(value, unit, places, exact)
    return text.removesuffix(_UNIT_NAMES["per_10000"])


def number_text(value: float, places: int, exact: bool = False) -> str:
    """1,204 or 93.5, with a true minus sign; halves are rounded away from zero."""
    text = f"{_rounded(value, places):,.{places}f}"
    if exact and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def money_text(value: float, places: int = 0, exact: bool = False) -> str:
    """£640, £7,425, £31.2k, £881k, £1.42m; what is owed has a minus before the pound.

    From £20,000 on three figures tell enough, and read alike beside each other and on an axis.
    ``exact`` gives every pound below a million: £31,200.
    """
    size = abs(value)
    if size >= 999_500:
        text = f"£{_rounded(size / 1_000_000, 2):,.2f}m"
    elif size >= _THOUSANDS_FROM and not exact:
        text = f"£{number_text(size / 1_000, 1 if size < 99_950 else 0, exact=True)}k"
    else:
        text = f"£{_rounded(size, places):,.{places}f}"
    return f"−{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def change_text(change: float, unit: str, places: int) -> str:
    """+1.2, −0.31m with its pound, or 0: a change since an earlier figure, in the same unit."""
    rounded = _rounded(change, places)
    if unit == "pounds":
        text = money_text(change, places)
        return f"+{text}" if change > 0 and not text.startswith("−") else text
    if rounded == 0:
        return number_text(0, places)
    return ("+" if rounded > 0 else "") + number_text(change, places)


def counted(number: int, noun: str) -> str:
    """one month, six months, 13 months."""
    word = _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else f"{number:,}"
    return f"{word} {noun}{'' if number == 1 else 's'}"


def number_word(number: int) -> str:
    """Up to twelve in words, as a sentence has it."""
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else f"{number:,}"


def rank_words(rank: int, of: int, better: str) -> str:
    """best of 11, 3rd of 11, worst of 11; where neither direction is better: highest of 11,
    2nd highest of 11, lowest of 11. ``rank`` 1 is the best, or the highest."""
    first, last = ("highest", "lowest") if better == "neither" else ("best", "worst")
    if rank == 1:
        return f"{first} of {of}"
    if rank == of:
        return f"{last} of {of}"
    return f"{ordinal(rank)}{' highest' if better == 'neither' else ''} of {of}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 22nd."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def sentence(text: str) -> str:
    """``text`` with a capital at its start."""
    return text[:1].upper() + text[1:]


def _rounded(value: float, places: int) -> float:
    """Half away from zero, as people round; 0.5 less a hair of float noise is a half."""
    if abs(value) >= _BEYOND_ROUNDING:
        return value
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(repr(round(value, 9))).quantize(step, ROUND_HALF_UP)
    return float(rounded) + 0.0  # never minus zero
