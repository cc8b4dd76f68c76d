"""The two icons of a control chart, after those of NHS England's Making Data Count: what the latest
point says of change, and what may be expected of the target.

A letter and a picture say what the colour says, so that nothing hangs on colour. Words stand beside
them, and they have no words of their own.
"""

from urllib.parse import quote

from dash import html

from components.palette import CONCERNING, IMPROVING, INK, NEITHER, TARGET

_MEANINGS = {"improving": IMPROVING, "concerning": CONCERNING}
_LETTERS = {"pass": ("P", IMPROVING), "fail": ("F", CONCERNING), "hit_or_miss": ("?", NEITHER)}
_RISE = ((6, 24), (11, 22), (16, 19), (21, 13), (26, 9))
_FALL = ((6, 9), (11, 11), (16, 13), (21, 19), (26, 24))
_LEVEL = ((6, 17), (11, 13), (16, 19), (21, 13), (26, 17))


def variation_icon(variation: str, size: int = 40) -> html.Img:
    """``variation`` as queries.trends.view.Control has it: common_cause, improving_high, …"""
    meaning, _, side = variation.rpartition("_")
    if variation == "common_cause":
        return _image(_circle(NEITHER) + _line(_LEVEL, NEITHER), size)
    colour = _MEANINGS.get(meaning, NEITHER)
    points = _RISE if side == "high" else _FALL
    letter = "H" if side == "high" else "L"
    beside = (10, 14) if side == "high" else (22, 14)
    return _image(_circle(colour) + _line(points, colour) + _letter(letter, *beside, 9), size)


def assurance_icon(assurance: str, size: int = 40) -> html.Img:
    """``assurance``: pass, fail or hit_or_miss."""
    letter, colour = _LETTERS[assurance]
    target = f'<path d="M5 24h22" stroke="{TARGET}" stroke-width="1.5" stroke-dasharray="3 2"/>'
    return _image(_circle(colour) + target + _letter(letter, 16, 20, 15), size)


def _circle(colour: str) -> str:
    return f'<circle cx="16" cy="16" r="14.5" fill="#fff" stroke="{colour}" stroke-width="2.5"/>'


def _line(points: tuple[tuple[int, int], ...], colour: str) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="1.9" fill="{colour}"/>' for x, y in points[-2:])
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.4"/>{dots}'


def _letter(letter: str, x: int, y: int, size: int) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="{size}" font-weight="700" '
        f'text-anchor="middle" fill="{INK}">{letter}</text>'
    )


def _image(drawn: str, size: int) -> html.Img:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{drawn}</svg>'
    return html.Img(
        src="data:image/svg+xml," + quote(svg), alt="", width=size, height=size,
        className="spc-icon",
    )  # fmt: skip
