"""How figures read on every page: one place, so that a number looks the same wherever it stands."""

MINUS = "−"
NUMBER_WORDS = (
    "None",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
)
NO_FIGURE = {
    "suppressed": "suppressed",
    "not_applicable": "not applicable",
    "not_available": "not available",
    "withheld": "withheld",
}
UNIT_WORDS = {
    "count": "",
    "percent": "%",
    "per_10000": "per 10,000 children",
    "days": "days",
    "pounds": "£",
    "fte": "full-time equivalent",
    "ratio": "",
}


def number(value: float | None, unit: str, places: int) -> str:
    """A figure in its unit: 430, 93.5%, 38.6, 412 days, £1.42m, −1.9. Empty where there is none."""
    if value is None:
        return ""
    if unit == "pounds":
        return pounds(value)
    text = plain(value, places)
    if unit == "percent":
        return f"{text}%"
    return f"{text} days" if unit == "days" else text


def plain(value: float, places: int = 0) -> str:
    """A number alone, thousands marked, with a true minus and never a minus before zero."""
    text = f"{abs(value):,.{places}f}"
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return MINUS + text if negative else text


def whole(value: float | None) -> str:
    """A numerator or denominator: 323, or 84.6 full-time equivalents. Empty where there is none."""
    if value is None:
        return ""
    return plain(value, 0 if float(value).is_integer() else 1)


def pounds(value: float) -> str:
    """Money at the length that a person says it: £1.42m, £310k, £1,240, −£46k."""
    size = abs(value)
    if size >= 999_500:
        text = f"£{size / 1_000_000:,.2f}m"
    elif size >= 9_950:
        text = f"£{size / 1_000:,.0f}k"
    else:
        text = f"£{size:,.0f}"
    return MINUS + text if value < 0 and text != "£0" else text


def signed(value: float | None, unit: str, places: int) -> str:
    """A change with its sign, as a column of changes shows it: +0.5, −1.9, +£310k, 0.0."""
    if value is None:
        return ""
    text = pounds(value) if unit == "pounds" else plain(value, places)
    rises = value > 0 and any(digit in "123456789" for digit in text)
    return f"+{text}" if rises else text


def change_words(value: float, unit: str, places: int, since: str) -> str:
    """A change in words: '12 more than Oct 2025', '1.9 points lower than Oct 2025'."""
    size = pounds(abs(value)) if unit == "pounds" else plain(abs(value), places)
    if not any(digit in "123456789" for digit in size):
        return f"the same as {since}"
    more, less = ("more", "fewer") if unit == "count" else ("higher", "lower")
    step = {"percent": " points", "days": " days"}.get(unit, "")
    return f"{size}{step} {more if value > 0 else less} than {since}"


def figure_or_reason(value: float | None, status: str, unit: str, places: int) -> str:
    """The figure, or the word for why there is none: the four kinds of nothing stay different."""
    if value is not None:
        return number(value, unit, places)
    return NO_FIGURE.get(status, "no figure")


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = "th"
    if place % 100 not in (11, 12, 13):
        ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """'1 row', '12 rows'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
