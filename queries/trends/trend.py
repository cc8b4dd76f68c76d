"""Trends: an indicator's line with its targets, neighbours' band, control chart and verdict.

Everything is read from observations; nothing is computed from cases here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from data.notes import NotesError
from data.rebases import Rebase
from queries.catalogue import Indicator, catalogue
from queries.store import Store
from queries.trends.bands import Bands, get_bands
from queries.trends.choice import Choice, choice, get_held_in
from queries.trends.comparators import council_name, get_compared
from queries.trends.own_figures import Figure, get_own_figures
from queries.trends.shaping import Given, shaped_trend
from queries.trends.targets import Targets, get_targets
from queries.trends.view import BadView, Trend, View
from queries.trends.windows import published_windows

SOURCES = ("best", "all", "cases", "reported", "published")

_BandsByMember = dict[str, dict[str, Bands]]


def get_trend(
    store: Store, slug: str, view: View, indicators: Mapping[str, Indicator] | None = None
) -> Trend:
    """The answer to one view of one indicator.

    Raises BadView, with a sentence saying what may be asked, for a slug, unit, window, split,
    member, comparator, statistic or source that does not exist, or an end before the start.
    """
    return _trends(store, [slug], view, indicators, strict=True)[0]


def get_trends(
    store: Store,
    slugs: Iterable[str],
    view: View,
    indicators: Mapping[str, Indicator] | None = None,
) -> list[Trend]:
    """Many indicators' trends in one view, in the order of ``slugs``, by few queries.

    A unit, window or split that one of them does not have gives way to that one's own default,
    so that one choice can govern a page. Otherwise raises BadView as get_trend does.
    """
    return _trends(store, list(slugs), view, indicators, strict=False)


def _trends(
    store: Store,
    slugs: Sequence[str],
    view: View,
    indicators: Mapping[str, Indicator] | None,
    strict: bool,
) -> list[Trend]:
    _check(view)
    asked = _indicators(slugs, catalogue() if indicators is None else indicators)
    compared = get_compared(store, view)
    cursor = store.cursor()
    held = get_held_in(store, slugs, view.split)
    choices = [choice(each, view, held.get(each.slug, []), strict) for each in asked]
    figures = get_own_figures(cursor, store.council.id, choices)
    settings = store.settings
    targets = get_targets(
        cursor, [(each.indicator, each.unit) for each in choices], settings.neighbours.fewest
    )
    bands = _bands(store, choices, compared.ids, figures, compared.regions)
    peer_bands = _peer_bands(store, choices, targets, figures)
    newest, (rebases, unread) = _newest(store), _rebases(store)
    return [
        shaped_trend(
            Given(
                choice=each,
                figures=figures.get(each.indicator.slug, []),
                bands=bands.get(each.indicator.slug, {}),
                peer_bands=peer_bands[each.indicator.slug],
                targets=targets[each.indicator.slug],
                compared=compared,
                council=council_name(store),
                generation=store.generation,
                settings=settings,
                newest=newest,
                rebases=rebases.get(each.indicator.slug, ()),
                unread=unread,
            ),
            view,
        )
        for each in choices
    ]


def _rebases(store: Store) -> tuple[Mapping[str, tuple[Rebase, ...]], str | None]:
    """Where control limits start anew, by slug; or why no control chart can be drawn at all."""
    try:
        return store.rebases, None
    except NotesError:
        return {}, (
            "The file of editors' notes cannot be read, so it is not known where limits start "
            "anew, and no control chart is drawn."
        )


def _newest(store: Store) -> date | None:
    """The last period that any figure of the council is of; asked once a generation."""

    def ask() -> date | None:
        found = (
            store.cursor()
            .execute(
                "SELECT max(period_end) FROM observation WHERE area = ? AND value IS NOT NULL",
                [store.council.id],
            )
            .fetchone()
        )
        return found[0] if found else None

    return store.remembered.answer("newest", ask)


def _check(view: View) -> None:
    if view.source not in SOURCES:
        raise BadView(f"There is no source '{view.source}': ask for {', '.join(SOURCES)}.")
    if view.start and view.end and view.start > view.end:
        raise BadView(f"The period ends ({view.end}) before it starts ({view.start}).")


def _indicators(slugs: Iterable[str], known: Mapping[str, Indicator]) -> list[Indicator]:
    slugs = list(slugs)
    if unknown := [slug for slug in slugs if slug not in known]:
        raise BadView(
            f"There is no indicator '{unknown[0]}'. /data/catalogue.json lists all of them."
        )
    return [known[slug] for slug in slugs]


def _bands(
    store: Store,
    choices: Sequence[Choice],
    members: Sequence[str],
    figures: Mapping[str, Sequence[Figure]],
    regions: Sequence[str] = (),
) -> _BandsByMember:
    """Bands by slug and member, of the published window that comes closest to the one shown."""
    wanted = [
        (each.indicator.slug, each.unit, window, each.split)
        for each in choices
        for window in _published(each)
    ]
    found = get_bands(store.cursor(), wanted, members, regions)
    by_window: dict[tuple[str, str], dict[str, Bands]] = {}
    for (slug, _, window, _, member), bands in found.items():
        by_window.setdefault((slug, window), {})[member] = bands
    chosen = {}
    for each in choices:
        slug = each.indicator.slug
        own = {row.window for row in figures.get(slug, ()) if row.source == "published"}
        windows = [window for window in _published(each) if (slug, window) in by_window]
        windows.sort(key=lambda window: window not in own)
        chosen[slug] = by_window[slug, windows[0]] if windows else {}
    return chosen


def _published(choice: Choice) -> tuple[str, ...]:
    """The windows of other councils' figures to lay beside these; none of a council's size."""
    if not choice.indicator.comparable(choice.unit):
        return ()
    return published_windows(choice.indicator, choice.unit, choice.window)


def _peer_bands(
    store: Store,
    choices: Sequence[Choice],
    targets: Mapping[str, Targets],
    figures: Mapping[str, Sequence[Figure]],
) -> dict[str, dict[str, Bands]]:
    """By slug, for quartile targets alone: bands of neighbours or england, whatever the view
    compares with."""
    found: dict[str, dict[str, Bands]] = {each.indicator.slug: {} for each in choices}
    for peers in ("neighbours", "england"):
        asked = [each for each in choices if peers in targets[each.indicator.slug].peers()]
        if asked:
            members = get_compared(store, View(comparator=peers)).ids
            for slug, bands in _bands(store, asked, members, figures).items():
                found[slug][peers] = bands.get("", Bands())
    return found
