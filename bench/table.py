"""The measurements as lines for a screen: what, figure, aim, met or missed."""

import textwrap
from collections.abc import Sequence

from bench.measurement import Measurement

_SAID = {True: "met", False: "MISSED", None: ""}


def lines(taken: Sequence[Measurement], *, detail: bool = True) -> list[str]:
    """One line a measurement; with ``detail`` how it was measured and where the time goes."""
    said = [_line("what", "figure", "aim", "")] if not detail else []
    for each in taken:
        why = each.detail.get("not measured")
        verdict = f"not measured: {why}" if why else _SAID[each.met]
        said.append(_line(each.what, _figure(each.value, each.unit), _aim(each), verdict))
        if detail:
            said += [
                line
                for name in ("how", "where")
                if name in each.detail
                for line in _wrapped(f"{name}: {each.detail[name]}")
            ]
    return said


def _line(what: str, figure: str, aim: str, verdict: str) -> str:
    return f"{what:<62} {figure:>12} {aim:>12}  {verdict}".rstrip()


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="    ", subsequent_indent="      ")


def _aim(each: Measurement) -> str:
    return "" if each.aim is None else f"≤ {_figure(each.aim, each.unit)}"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    number = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
    return f"{number}{unit}" if unit == "×" else f"{number} {unit}".strip()
