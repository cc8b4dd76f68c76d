"""How honest forecasts have been: each made without its last stretch, then held to what came.

    python -m bench.forecasts [--home FOLDER] [--published FOLDER]

``--home``: a refreshed home, else the sample council's is made. ``--published``: a folder of LAIT
files; left out with a message where there is none. What it prints is in docs/forecast.md.
"""

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from statistics import median

from bench.homes import made_home, run_command
from bench.measurement import FOLDER, Setting
from data.home import Home
from queries.catalogue import catalogue
from queries.forecasts.back_test import Plan
from queries.forecasts.forecast import Outlook, outlook
from queries.forecasts.history import YEAR, History
from queries.forecasts.own_history import get_history, settled_rows
from queries.store import Store, current_store
from queries.trends.periods import month_index
from queries.trends.trend import get_trend
from queries.trends.view import View

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "published" / "lait"
# What ten published years would allow: made from eight of them, held to the two after.
OF_TEN_YEARS = Plan(horizon=2, known=5, fewest=2, most=4)
_MADE = 120


@dataclass(frozen=True)
class Trial:
    """One forecast made from all but the last stretch of a series; ``held`` and the two means of
    what was missed are None where it was withheld."""

    found: Outlook
    held: tuple[bool, ...] | None = None
    missed: float | None = None
    missed_by_same: float | None = None


def main() -> int:
    """Print a line a group of series."""
    asked = _parser().parse_args()
    home = Home(asked.home) if asked.home else made_home(Setting(asked.folder, False), 1)
    store = current_store(home)
    for window, histories in _monthly(store).items():
        for back in (YEAR, 2 * YEAR):
            print(_line(f"{window}, made {back} months ago", _trials(histories, back)), flush=True)
    for name, histories in _chance().items():
        print(_line(name, _trials(histories, YEAR)), flush=True)
    if not asked.published.is_dir():
        print(f"published years: left out, there is no folder {asked.published}")
        return 0
    years = list(_yearly(_published_store(asked.folder, asked.published)))
    print(_line("published years", [Trial(outlook(each)) for each in years]))
    ten = [each for each in years if len(each.values) >= 10]
    print(_line("published years, were ten enough", _trials(ten, 2, OF_TEN_YEARS)))
    return 0


def _monthly(store: Store) -> dict[str, list[History]]:
    """By window, the series of every indicator in every unit that it has."""
    found: dict[str, list[History]] = {"by month": [], "rolling year": [], "month end": []}
    for indicator in catalogue().values():
        for window, name in zip("mre", found, strict=True):
            for unit in indicator.units if window in indicator.windows else ():
                trend = get_trend(store, indicator.slug, View(window=window, unit=unit))
                rows = settled_rows(trend)
                if (trend.unit, trend.window) == (unit, window) and rows and not rows[-1].yearly:
                    found[name].append(get_history(store, trend, rows))
    return found


def _chance() -> dict[str, list[History]]:
    """Series in which there is nothing to forecast: noise about a level, and random walks."""
    noise = [[100 + each for each in _gauss(seed, 5.0)] for seed in range(_MADE)]
    walks = [[100 + each for each in accumulate(_gauss(seed, 1.0))] for seed in range(_MADE)]
    return {
        "pure noise": [History(tuple(each)) for each in noise],
        "random walks": [History(tuple(each)) for each in walks],
    }


def _gauss(seed: int, spread: float) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(0, spread) for _ in range(78 + YEAR)]


def _published_store(folder: Path, published: Path) -> Store:
    """A home with nothing but published files, refreshed. Any one council's will do."""
    home = folder / "published"
    exports = home / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text('[council]\ncode = "E06000052"\n', encoding="utf-8")
    for each in published.glob("*.parquet"):
        link = exports / each.name
        link.unlink(missing_ok=True)
        link.symlink_to(each)
    run_command(home, "refresh")
    return current_store(Home(home))


def _yearly(store: Store) -> Iterator[History]:
    """The last unbroken run of years of every council and measure."""
    rows = (
        store.cursor()
        .execute(
            """
            SELECT slug, unit, "window", observation.area, period_end, value
            FROM observation JOIN area USING (area)
            WHERE source = 'published' AND split = '' AND status = 'ok' AND kind = 'council'
            ORDER BY ALL
            """
        )
        .fetchall()
    )
    series: dict[tuple, list[tuple[int, float]]] = {}
    for *key, end, value in rows:
        series.setdefault(tuple(key), []).append((month_index(end), value))
    for each in series.values():
        run = [each[-1]]
        for at, value in reversed(each[:-1]):
            if run[0][0] - at != YEAR:
                break
            run.insert(0, (at, value))
        yield History(tuple(value for _, value in run), YEAR)


def _trials(histories: Iterable[History], back: int, plan: Plan | None = None) -> list[Trial]:
    """One of each series that is long enough without its last ``back`` values."""
    return [_trial(each, back, plan) for each in histories if len(each.values) > back]


def _trial(history: History, back: int, plan: Plan | None) -> Trial:
    known = len(history.values) - back
    found = outlook(until(history, known), plan)
    if not found.ahead:
        return Trial(found)
    came = history.values[known : known + len(found.ahead)]
    pairs = list(zip(found.ahead, came, strict=True))
    last = history.values[known - 1]
    return Trial(
        found,
        tuple(point.low <= value <= point.high for point, value in pairs),
        _mean(abs(point.value - value) for point, value in pairs),
        _mean(abs(last - value) for value in came),
    )


def until(history: History, known: int) -> History:
    """The series as it stood when its first ``known`` values were all."""
    months = history.months
    if months is None:
        return replace(history, values=history.values[:known])
    behind = known + YEAR - 1
    below = months.denominators
    cut = replace(
        months,
        numerators=months.numerators[:behind],
        denominators=None if below is None else below[:behind],
        over=months.over[:known],
    )
    return replace(history, values=history.values[:known], months=cut)


def _line(name: str, trials: Sequence[Trial]) -> str:
    enough = [each for each in trials if each.found.why_none != "too_few"]
    shown = [each for each in trials if each.found.ahead]
    said = f"{name}: {len(trials)} series, {len(enough)} long enough, {len(shown)} shown"
    held = [each.held for each in shown if each.held]
    if not held:
        return said
    inside = _mean(_mean(each) for each in held)
    ratios = [
        each.missed / each.missed_by_same
        for each in shown
        if each.missed is not None and each.missed_by_same
    ]
    better = _mean(ratio < 1 for ratio in ratios)
    return (
        f"{said}; of those, the interval held {inside:.0%} of what came; what was missed was "
        f"{median(ratios):.2f} of 'the same as the last' in the middle and {_all(shown):.2f} over "
        f"all, and less in {better:.0%}"
    )


def _all(shown: Sequence[Trial]) -> float:
    """What all missed, over what the last figures missed; each series in the measure of the error
    that 'the same' had in its back-test, so that large counts do not outweigh percentages."""
    ours = theirs = 0.0
    for each in shown:
        test = each.found.test
        scale = _mean(value for row in test.same for value in row) if test else 0.0
        if scale and each.missed is not None and each.missed_by_same is not None:
            ours, theirs = ours + each.missed / scale, theirs + each.missed_by_same / scale
    return ours / theirs if theirs else 1.0


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.forecasts", description=__doc__)
    parser.add_argument("--home", type=Path, help="a refreshed home; else the sample is made")
    parser.add_argument("--published", type=Path, default=PUBLISHED, help="a folder of LAIT files")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"for its homes ({FOLDER})")
    return parser


if __name__ == "__main__":
    sys.exit(main())
