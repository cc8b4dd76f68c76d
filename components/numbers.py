"""How figures read on every page: one place, so that a number looks the same wherever it stands.

Rounding and money are those of the verdicts (queries.trends.wording), so the two never differ.
"""

from queries.catalogue import Indicator
from queries.trends.view import TrendRow
from queries.trends.wording import money_text, number_text, value_text

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


def number(value: float | None, unit: str, places: int, exact: bool = False) -> str:
    """A figure in its unit: 430, 93.5%, 38.6, 412 days, £1.42m, −1.9. Empty where there is none.

    ``exact`` leaves out decimals that are all zero, as published figures come.
    """
    if value is None:
        return ""
    if unit == "per_10000":
        return number_text(value, places, exact)
    if unit == "fte":
        return number_text(value, places, exact)
    return value_text(value, unit, places, exact)


def row_number(row: TrendRow, unit: str, places: int) -> str:
    """A row's figure; a published one without decimals that are all zero."""
    return number(row.value, unit, places, exact=row.yearly)


def table_number(value: float | None, unit: str, places: int) -> str:
    """A figure as a column of figures has it: pounds in full, all else as everywhere."""
    if value is None or unit != "pounds":
        return number(value, unit, places)
    text = f"£{number_text(abs(value), places)}"
    return MINUS + text if value < 0 and text.strip("£0.") else text


def whole(value: float | None) -> str:
    """A numerator or denominator: 323, or 84.6 full-time equivalents. Empty where there is none."""
    if value is None:
        return ""
    return number_text(value, 0 if float(value).is_integer() else 1)


def parts(row: TrendRow, indicator: Indicator, unit: str) -> str:
    """What a figure is made of: '302 of 323', '£966k of £1.45m', and of an average '2,619 ÷ 179.7'
    or '£870k ÷ 575'; empty without both."""
    if row.numerator is None or row.denominator is None:
        return ""
    if unit == "percent" and "pounds" in indicator.units:
        return f"{money_text(row.numerator)} of {money_text(row.denominator)}"
    if unit == "pounds":
        return f"{money_text(row.numerator)} ÷ {whole(row.denominator)}"
    by = "÷" if unit in ("days", "ratio", "fte") else "of"
    return f"{whole(row.numerator)} {by} {whole(row.denominator)}"


def short_pounds(value: float) -> str:
    """Money as an axis says it: £1.5m, £310k, −£46k."""
    size = abs(value)
    if size >= 1_000_000:
        text = f"£{size / 1_000_000:,.2f}".rstrip("0").rstrip(".") + "m"
    elif size >= 1_000:
        text = f"£{size / 1_000:,.1f}".rstrip("0").rstrip(".") + "k"
    else:
        text = f"£{size:,.0f}"
    return MINUS + text if value < 0 else text


def change_words(value: float, unit: str, places: int, since: str) -> str:
    """A change in words: '12 more than Oct 2025', '1.9 points lower than Oct 2025'."""
    # Without its unit: "0.0 per 10,000" is no change, though it has a 1 in it.
    size = money_text(abs(value), places) if unit == "pounds" else number_text(abs(value), places)
    if not any(digit in "123456789" for digit in size):
        return f"the same as {since}"
    more, less = ("more", "fewer") if unit == "count" else ("higher", "lower")
    step = {"percent": " points", "days": " days"}.get(unit, "")
    if size.strip("0.") == "1":
        step = step.removesuffix("s")
    return f"{size}{step} {more if value > 0 else less} than {since}"


def figure_or_reason(row: TrendRow, unit: str, places: int) -> str:
    """The figure, or the word for why there is none: the four kinds of nothing stay different."""
    if row.value is not None:
        return row_number(row, unit, places)
    return NO_FIGURE.get(row.status, "no figure")
