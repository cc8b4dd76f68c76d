"""A theme page in Chromium against a bare Dash page that draws the same six figures."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.chromium import Redrawn, chromium, opened, visitor
from bench.homes import made_home
from bench.measurement import Measurement, Setting, against
from bench.servers import answering, running, waymark
from data.home import Home

PATH, THEME, CHARTS = "/child-protection", "child_protection", 6
ROUNDS, READY_AIM, REDRAW_AIM = 9, 0.5, 0.7
# What each filter is set to in turn; the bare page's select names the views after the addresses.
FILTERS = {
    "period": ("""select[id*='"name":"from"']""", ("usual", "2024-04"), ("", "?from=2024-04")),
    "comparison": (
        """select[id*='"name":"compare"']""", ("usual", "region"), ("", "?compare=region"),
    ),
}  # fmt: skip
BARE_FILTER, UNASKED = "#filter", "as it stands"


def measurements(setting: Setting) -> list[Measurement]:
    """Page-ready of a first visit, and the redraw of each filter."""
    home = made_home(setting, 1)
    with waymark(home) as ours, chromium() as browser:
        with visitor(browser) as context:
            _, first = opened(context, ours + PATH)
        with bare(setting, home, first["top"]) as theirs:
            ready = _ready(browser, {"waymark": ours + PATH, "bare": theirs})
            redrawn = {
                name: _redrawn(browser, ours + PATH, theirs, each, first["inView"])
                for name, each in FILTERS.items()
            }
    return [*_of_ready(ready, first["inView"]), *_of_redraw(redrawn, first["inView"])]


def _ready(browser, urls: dict[str, str]) -> dict[str, list[dict]]:
    """The times of first visits, and of the next one by the same person, in turn."""
    found: dict[str, list[dict]] = {name: [] for name in urls}
    for _ in range(ROUNDS):
        for name, url in urls.items():
            with visitor(browser) as context:
                _, first = opened(context, url)
                _, again = opened(context, url)
                found[name].append(first | {"again": again["ready"]})
    return found


def _redrawn(browser, ours: str, theirs: str, asked: tuple, count: int) -> dict[str, list[float]]:
    control, values, views = asked
    found: dict[str, list[float]] = {"waymark": [], "bare": []}
    with visitor(browser) as one, visitor(browser) as other:
        page, bare_page = opened(one, ours)[0], opened(other, theirs)[0]
        both = {
            "waymark": Redrawn(page, control, values, count),
            "bare": Redrawn(bare_page, BARE_FILTER, [each or UNASKED for each in views], count),
        }
        for _ in range(ROUNDS):
            for name, each in both.items():
                found[name].append(each.once())
    return found


def _of_ready(ready: dict[str, list[dict]], in_view: int) -> list[Measurement]:
    found = {
        (name, key): median(each[key] for each in times)
        for name, times in ready.items()
        for key in ("ready", "six", "again")
    }
    how = (
        "1440 × 900, an empty cache, from the navigation to the frame in which {what}; "
        f"{ROUNDS} visits of each page in turn, medians."
    )
    said = {
        "ready": (READY_AIM, f"all {in_view} charts of the first screen are drawn"),
        "six": (None, "the first six charts are drawn"),
        "again": (None, "the first screen is drawn on a second visit, files cached"),
    }
    return [
        against(
            f"page_{key}",
            f"(b) theme page to bare Dash page: {what}",
            found["waymark", key] / found["bare", key],
            "×",
            aim,
            how=how.format(what=what),
            waymark_ms=round(found["waymark", key]),
            bare_ms=round(found["bare", key]),
        )
        for key, (aim, what) in said.items()
    ]


def _of_redraw(redrawn: dict[str, dict[str, list[float]]], in_view: int) -> list[Measurement]:
    return [
        against(
            f"redraw_{name}",
            f"(b) redraw of a filter to bare Dash page: {name}",
            median(times["waymark"]) / median(times["bare"]),
            "×",
            REDRAW_AIM,
            how=f"From the change of the control to the frame that shows all {in_view} charts of "
            f"the first screen anew; to and fro, {ROUNDS} times of each page in turn, medians.",
            waymark_ms=round(median(times["waymark"])),
            bare_ms=round(median(times["bare"])),
        )
        for name, times in redrawn.items()
    ]


@contextmanager
def bare(setting: Setting, home: Home, top: int) -> Iterator[str]:
    """The bare page over the same home; its address."""
    told = setting.folder / "bare.json"
    told.write_text(json.dumps(same_figures(home, top)), encoding="utf-8")
    settings = {"BARE_PARQUET": str(_observations(home)), "BARE_FIGURES": str(told)}
    with running(["-m", "bench.bare_dash"], settings) as address:
        answering(address)
        yield address


def same_figures(home: Home, top: int) -> dict:
    """What the bare page draws: the page's first six figures in each view, as plain data."""
    from components.trend_figure import trend_figure
    from pages.fitting_trends import get_fitting_trends
    from pages.view_period import in_period, usual_period
    from pages.view_state import view_state
    from queries.catalogue import catalogue
    from queries.span import get_span
    from queries.store import current_store

    store = current_store(home)
    period = usual_period(get_span(store))
    slugs = [each.slug for each in catalogue().values() if each.theme == THEME]
    views = {}
    for address in dict.fromkeys(each for _, _, both in FILTERS.values() for each in both):
        query = dict([address.lstrip("?").split("=")]) if address else {}
        view = view_state(query).view
        trends = [t for t in get_fitting_trends(store, slugs, view) if t.rows][:CHARTS]
        views[address or UNASKED] = [
            {
                "slug": trend.indicator.slug,
                "unit": trend.unit,
                "window": trend.window,
                "title": trend.verdict,
                "figure": trend_figure(in_period(trend, view, period)),
            }
            for trend in trends
        ]
    return {"council": store.council.id, "top": top, "views": views}


def _observations(home: Home) -> Path:
    served = (home.warehouse / "current").read_text(encoding="utf-8").strip()
    return home.warehouse / served / "observation.parquet"
