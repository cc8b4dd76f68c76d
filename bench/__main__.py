"""Measure what is asked, print each figure beside its aim, and keep all in bench/results.json."""

import argparse
import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.measurement import FOLDER, Measurement, Setting, not_measured
from bench.table import lines

MODULES = ("callback", "browser", "workbook", "refresh", "scale", "start")
"""Each has ``measurements(setting) -> list[Measurement]``. The refresh makes the homes of scale."""

RESULTS = Path(__file__).parent / "results.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements; 0 also where an aim is missed, 1 where one could not be taken."""
    asked = _parser().parse_args(arguments)
    setting = Setting(asked.folder, asked.quick)
    taken: list[Measurement] = []
    failed = False
    began = time.monotonic()
    for name in asked.only:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        try:
            found = importlib.import_module(f"bench.{name}").measurements(setting)
        except Exception as fault:  # one that fails leaves the others their turn
            failed = True
            found = [not_measured(name, name, "", None, f"{type(fault).__name__}: {fault}")]
        taken += found
        print("\n".join(lines(found)), flush=True)
    print("\n".join(["", *lines(taken, detail=False)]))
    _keep(taken, setting, time.monotonic() - began)
    print(f"\nAll of it is in {os.path.relpath(RESULTS)}")
    return 1 if failed else 0


def _keep(taken: Sequence[Measurement], setting: Setting, seconds: float) -> None:
    results = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "cores": os.cpu_count(),
            "load_average": [round(each, 2) for each in os.getloadavg()],
            "python": platform.python_version(),
            "system": platform.platform(),
        },
        "quick": setting.quick,
        "seconds": round(seconds),
        "measurements": [asdict(each) for each in taken],
    }
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", type=_names, default=MODULES, help=", ".join(MODULES))
    parser.add_argument("--quick", action="store_true", help="scale 1 alone")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"for its homes ({FOLDER})")
    return parser


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - set(MODULES):
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    sys.exit(main())
