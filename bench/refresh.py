"""What a refresh takes, in time and memory, and how both grow with the rows: scale 1, 10, 100."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.homes import ROOT, run_command
from bench.measurement import Measurement, Setting, against, not_measured
from data.exports import SAMPLE_MARKER
from data.generations import current_generation
from data.home import Home

SCALES = (1, 10, 100)
MOST_GIB = 8.0
_GIB = 1 << 30


@dataclass(frozen=True)
class Cost:
    """One refresh in a process of its own: seconds by the clock and of work, peak memory, rows."""

    seconds: float
    work_seconds: float
    gib: float
    rows: int


def measurements(setting: Setting) -> list[Measurement]:
    """Time and memory at each scale, and how they grow from the smallest to the largest."""
    if setting.quick:
        cost = refresh_cost(setting, SCALES[0])
        why = "--quick leaves scales 10 and 100 out"
        left_out = [not_measured(f"refresh_{n}", _what(n), "s", None, why) for n in SCALES[1:]]
        return [*_of_scale(SCALES[0], cost), *left_out]
    costs = {scale: refresh_cost(setting, scale) for scale in SCALES}
    taken = [each for scale, cost in costs.items() for each in _of_scale(scale, cost)]
    return [*taken, *_growth(costs[SCALES[0]], costs[SCALES[-1]])]


def refresh_cost(setting: Setting, scale: int) -> Cost:
    """A refresh of the sample at a scale, of exports that stand from an earlier run or are made.

    Raises CalledProcessError where it fails.
    """
    home = Home(setting.home_folder(scale))
    if not (home.exports / SAMPLE_MARKER).exists():
        run_command(home.root, "sample", str(home.exports), "--scale", str(scale))
    shutil.rmtree(home.warehouse, ignore_errors=True)
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "refresh"],
        env=os.environ | {"WAYMARK_HOME": str(home.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "app.py refresh")
    return Cost(
        time.monotonic() - began,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * 1024 / _GIB,
        _rows_read(home.warehouse),
    )


def _rows_read(warehouse: Path) -> int:
    generation = current_generation(warehouse)
    if generation is None:
        raise RuntimeError(f"no generation in {warehouse}")
    return sum(each["rows_read"] for each in generation.manifest["files"])


def _of_scale(scale: int, cost: Cost) -> list[Measurement]:
    behind = {
        "rows": cost.rows,
        "seconds_of_work": round(cost.work_seconds, 1),
        "rows_a_second": round(cost.rows / cost.seconds),
    }
    how = "app.py refresh in a process of its own, by the clock and by the kernel's peak of memory."
    return [
        against(f"refresh_{scale}", _what(scale), cost.seconds, "s", None, how=how, **behind),
        against(
            f"refresh_{scale}_memory",
            f"Its peak memory at scale {scale} ({cost.rows / 1e6:,.1f} million rows)",
            cost.gib,
            "GiB",
            MOST_GIB if scale == SCALES[-1] else None,
        ),
    ]


def _growth(small: Cost, large: Cost) -> list[Measurement]:
    rows = large.rows / small.rows
    how = f"Scale {SCALES[-1]} against scale {SCALES[0]}, over how many times the rows there are."
    return [
        against(
            "refresh_growth",
            f"Refresh time from scale {SCALES[0]} to {SCALES[-1]}, beside the rows' growth",
            large.seconds / small.seconds / rows,
            "×",
            1.0,
            how=how,
            rows_times=round(rows, 1),
            time_times=round(large.seconds / small.seconds, 1),
            work_times=round(large.work_seconds / small.work_seconds, 1),
        ),
        against(
            "refresh_memory_growth",
            f"Its memory from scale {SCALES[0]} to {SCALES[-1]}, beside the rows' growth",
            large.gib / small.gib / rows,
            "×",
            1.0,
            how=how,
            memory_times=round(large.gib / small.gib, 1),
        ),
    ]


def _what(scale: int) -> str:
    return f"A refresh of the sample at scale {scale}"
