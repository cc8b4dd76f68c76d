"""The sample council's homes that the measurements read, made by the commands that people use."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.measurement import Setting
from data.home import Home

ROOT = Path(__file__).resolve().parents[1]
_made: set[Path] = set()


def made_home(setting: Setting, scale: int) -> Home:
    """The sample at a scale, refreshed by the code as it stands: made anew once in a run."""
    folder = setting.home_folder(scale)
    if folder not in _made:
        shutil.rmtree(folder, ignore_errors=True)
        run_command(folder, "sample", str(folder / "exports"), "--scale", str(scale))
        run_command(folder, "refresh")
        _made.add(folder)
    return Home(folder)


def found_home(setting: Setting, scale: int) -> Home | None:
    """The sample at a scale where a measurement has left it refreshed, else None."""
    folder = setting.home_folder(scale)
    return Home(folder) if (folder / "warehouse" / "current").is_file() else None


def run_command(home: Path, *arguments: str) -> None:
    """One command of app.py over a home. Raises CalledProcessError where it fails."""
    home.mkdir(parents=True, exist_ok=True)
    surroundings = os.environ | {"WAYMARK_HOME": str(home)}
    subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *arguments],
        env=surroundings,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
