"""A workbook cell's value as text: the one place where numbers and dates become words."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

_SIGNIFICANT = ".15g"
_PLAIN_BELOW = 1e15


def cell_text(value: object) -> str | None:
    """Text of one value from a workbook, None for an empty cell.

    747.0 is ``747``; 90.60000000000001 is ``90.6`` (15 significant digits, as Excel shows);
    dates and times are ISO; an instant at midnight is its date; booleans are TRUE and FALSE.
    """
    return _TEXT_OF.get(type(value), str)(value)


def _text(value: str) -> str | None:
    return value or None


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < _PLAIN_BELOW:
        return str(int(value))
    text = format(value, _SIGNIFICANT)
    return format(Decimal(text), "f") if "e" in text else text


def _instant(value: datetime) -> str:
    whole = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if whole.time() == time():
        return whole.date().isoformat()
    return whole.isoformat(sep=" ")


def _clock(value: time) -> str:
    return value.replace(microsecond=0).isoformat()


def _length(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


_TEXT_OF = {
    str: _text,
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _instant,
    date: date.isoformat,
    time: _clock,
    timedelta: _length,
    type(None): lambda value: None,
}
