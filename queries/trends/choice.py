"""What is shown of an indicator: the unit, window, split and member that a view comes to."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.database import Connection
from queries.catalogue import Indicator
from queries.store import Store
from queries.trends.view import BadView, View
from queries.trends.windows import MONTHLY, PUBLISHED, WINDOW_NAMES, YEARS, published_windows

UNITS = ("count", "percent", "per_10000", "days", "pounds", "fte", "ratio")


@dataclass(frozen=True)
class Held:
    """Figures that the council has of one indicator: one unit, window, split and source."""

    unit: str
    window: str
    split: str
    source: str
    ok: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One indicator's unit, window and split as shown. ``members`` is ('',) for the whole."""

    indicator: Indicator
    unit: str
    window: str
    split: str = ""
    members: tuple[str, ...] = ("",)
    notes: tuple[str, ...] = field(default=())


def get_held(
    cursor: Connection, council: str, slugs: Iterable[str], split: str | None
) -> dict[str, list[Held]]:
    """What the council has, by slug; by their splits only where ``split`` is asked for, or where
    there is no whole (counting what every split has costs more than the rest of a trend)."""
    slugs = list(slugs)
    if split is not None:
        return _held(cursor, council, slugs, "true")
    whole = _held(cursor, council, slugs, "split = ''")
    without = [slug for slug in slugs if slug not in whole]
    return whole | (_held(cursor, council, without, "true") if without else {})


def get_held_in(store: Store, slugs: Iterable[str], split: str | None) -> dict[str, list[Held]]:
    """What the council of ``store`` has, as get_held gives it; asked once a generation."""
    asked = ("held", tuple(slugs), split)
    return store.remembered.answer(
        asked, lambda: get_held(store.cursor(), store.council.id, asked[1], split)
    )


def _held(
    cursor: Connection, council: str, slugs: list[str], condition: str
) -> dict[str, list[Held]]:
    found = cursor.execute(
        f"""
        SELECT slug, unit, "window", split, source,
               count(*) FILTER (status = 'ok'), list(DISTINCT member)
        FROM observation
        WHERE area = ? AND slug IN (SELECT unnest(?::VARCHAR[])) AND {condition}
        GROUP BY ALL
        """,
        [council, slugs],
    ).fetchall()
    held = defaultdict(list)
    for slug, unit, window, split, source, ok, members in found:
        held[slug].append(Held(unit, window, split, source, ok, tuple(members)))
    return dict(held)


def choice(indicator: Indicator, view: View, held: list[Held], strict: bool = True) -> Choice:
    """What to show of ``indicator``, given what the council ``held``.

    Nothing asked: the first unit with figures; its default window, else another monthly window,
    else the published years. With ``strict`` a unit, window, split or member that the indicator
    does not have raises BadView; without, the indicator's own default takes its place.
    """
    asked = _asked(indicator, view, held, strict)
    split = _split(indicator, asked, held)
    sources = [view.source] if view.source in ("cases", "reported", "published") else None
    kept = [
        each for each in held if each.split == split and (not sources or each.source in sources)
    ]
    kept = [each for each in kept if each.ok] or kept
    unit = _unit(indicator, asked, kept)
    window = _window(indicator, asked, unit, [each for each in kept if each.unit == unit])
    members = _members(indicator, asked, split, held, strict)
    return Choice(indicator, unit, window, split, members)


def _asked(indicator: Indicator, view: View, held: list[Held], strict: bool) -> View:
    """The view with its names put right, and checked against the indicator."""
    windows = {*indicator.windows, *(each.window for each in indicator.published)}
    windows |= {each.window for each in held}
    splits = {*indicator.splits, *(each.split for each in held if each.split)}
    split = view.split and view.split.strip().casefold().replace(" ", "_")
    if view.member and not split:
        raise BadView("A member needs its split: ask for split= as well as member=.")
    wrong = {
        "unit": _fault(view.unit, indicator.units, UNITS),
        "window": _fault(view.window, sorted(windows), tuple(WINDOW_NAMES)),
        "split": _fault(split, sorted(splits), ()),
    }
    for name, allowed in wrong.items():
        if allowed and strict:
            raise BadView(
                f"{indicator.slug} has no {name} '{getattr(view, name)}'. "
                + (f"It has: {', '.join(allowed)}." if allowed != [""] else f"It has no {name}s.")
            )
    return View(
        window=None if wrong["window"] else view.window,
        unit=None if wrong["unit"] else view.unit,
        split=None if wrong["split"] else split,
        member=None if wrong["split"] else view.member,
    )


def _fault(asked: str | None, allowed: Iterable[str], known: tuple[str, ...]) -> list[str]:
    """What may be asked, where something else was; empty where all is well."""
    if asked is None or asked in set(allowed):
        return []
    return list(allowed) or [""]


def _split(indicator: Indicator, asked: View, held: list[Held]) -> str:
    """The split asked; without one the whole, or the first split of what has no whole."""
    if asked.split is not None:
        return asked.split
    splits = {each.split for each in held}
    if not splits or "" in splits:
        return ""
    return next((each for each in indicator.splits if each in splits), min(splits))


def _unit(indicator: Indicator, asked: View, held: list[Held]) -> str:
    if asked.unit:
        return asked.unit
    in_window = {each.unit for each in held if asked.window in (None, each.window)}
    in_any = {each.unit for each in held}
    for units in (in_window, in_any):
        if found := next((unit for unit in indicator.units if unit in units), None):
            return found
    return indicator.unit


def _window(indicator: Indicator, asked: View, unit: str, held: list[Held]) -> str:
    """``held`` is of the unit chosen. Published years are the last resort."""
    own = {each.window for each in held if each.source != "published"}
    published = {each.window for each in held if each.source == "published"}
    wanted = [asked.window] if asked.window else [*indicator.windows, *MONTHLY]
    if found := next((each for each in wanted if each in own), None):
        return found
    if asked.window in published:
        return asked.window
    closest = published_windows(indicator, unit, asked.window or indicator.window)
    years = [each for each in closest if each in YEARS]
    if found := next((each for each in (*years, *PUBLISHED) if each in published), None):
        return found
    return asked.window or next(iter(sorted(own)), indicator.window)


def _members(
    indicator: Indicator, asked: View, split: str, held: list[Held], strict: bool
) -> tuple[str, ...]:
    """The one member asked for, or all of the split; ('',) for the whole."""
    if not split:
        return ("",)
    names = {member for each in held if each.split == split for member in each.members}
    known = tuple(sorted(names, key=_in_order))
    if asked.member is None:
        return known
    if not known:
        return (asked.member,)
    if found := matching_member(asked.member, known):
        return (found,)
    if not strict:
        return known
    raise BadView(
        f"{indicator.slug} by {split} has no member '{asked.member}'. It has: {', '.join(known)}."
    )


def matching_member(asked: str, known: Iterable[str]) -> str | None:
    """The member that a person or a URL means: '11 ', '11plus' and '11+' are one.

    Case, spaces and kinds of dash do not matter; an exact name always wins.
    """
    known = list(known)
    if asked in known:
        return asked
    return next((each for each in known if _plain(each) == _plain(asked)), None)


def _plain(member: str) -> str:
    text = unicodedata.normalize("NFKC", member).casefold().replace("_", " ").replace("&", " and ")
    text = re.sub(r"(\d)\s*(?:plus|\+|(?:or|and) over)?\s*$", r"\1", text)
    text = re.sub(r"(?<=\d)\s*(?:to|[‐-―−-])\s*(?=\d)", "-", text)
    return re.sub(r"[^\w-]", "", text)


def _in_order(member: str) -> tuple[int, float, str]:
    """Ages by number, then names, then what is not known."""
    if member.casefold() in ("other", "not recorded", "not known", "unknown"):
        return (2, 0, member)
    digits = re.match(r"(?:under )?(\d+)", member.casefold())
    if digits:
        under = member.casefold().startswith("under")
        return (0, float(digits[1]) - under, member)
    return (1, 0, member)
