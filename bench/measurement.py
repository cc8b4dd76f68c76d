"""What one measurement says: a figure, its aim, and where the time goes."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(tempfile.gettempdir()) / "waymark-bench"


@dataclass(frozen=True)
class Measurement:
    """One figure of a run.

    ``name`` is short and stays the same from run to run; ``what`` a phrase for a person.
    ``value`` is in ``unit`` ('×', 's', 'ms', 'GiB', 'kB' …), None where it was not measured.
    ``aim`` is the most that ``value`` should be; None where there is none, and ``met`` is None too.
    ``detail`` holds 'how' it was measured and 'where' the time goes, a sentence or two each, and
    the figures behind the value under names of their own; 'not measured' says why there is none.
    """

    name: str
    what: str
    value: float | None
    unit: str
    aim: float | None = None
    met: bool | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def against(
    name: str, what: str, value: float, unit: str, aim: float | None, **detail: Any
) -> Measurement:
    """A measurement held to its aim: met where the value is no greater."""
    met = None if aim is None else value <= aim
    return Measurement(name, what, value, unit, aim, met, detail)


def not_measured(name: str, what: str, unit: str, aim: float | None, why: str) -> Measurement:
    """A measurement that this run could not take, and why."""
    return Measurement(name, what, None, unit, aim, None, {"not measured": why})


@dataclass(frozen=True)
class Setting:
    """What a run was asked: ``quick`` leaves out all but scale 1.

    ``folder`` holds the homes of the sample council and whatever else a measurement writes.
    """

    folder: Path = FOLDER
    quick: bool = False

    def home_folder(self, scale: int) -> Path:
        """Where the home of the sample at a scale stands, or is to stand."""
        return self.folder / f"scale-{scale}"
