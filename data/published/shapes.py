"""The shapes of DfE statistics files, one TOML each in data/published/shapes/, strictly checked.

A shape says how a file is recognised and which measure each column holds. A new release of a known
file needs no line; a renamed column is one more name in a list.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

FOLDER = Path(__file__).parent / "shapes"

_TIME = (("time_period",), ("time_identifier",))
_NEVER_MEASURES = ("country_code", "country_name", "category", r"column_\d+")

Status = Literal["suppressed", "not_applicable", "not_available"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Geography(_Strict):
    """The columns that place a row, each with its names over the releases.

    ``every`` is the level of all rows, in a file that has no column for it.
    """

    every: str | None = None
    level: tuple[str, ...] = ("geographic_level",)
    number: tuple[str, ...] = ("old_la_code",)
    code: tuple[str, ...] = ("new_la_code",)
    name: tuple[str, ...] = ("la_name",)
    region_code: tuple[str, ...] = ("region_code",)
    region_name: tuple[str, ...] = ("region_name",)


class Filter(_Strict):
    """A column whose value is part of the measure's name, or, with ``only``, must be one value.

    ``values`` gives short names for values as files write them; others are named by themselves,
    in lower case with underscores. ``without`` is a regular expression of what is cut off first,
    such as a line's number.
    """

    columns: tuple[str, ...] = Field(min_length=1)
    only: tuple[str, ...] = ()
    without: str = ""
    values: dict[str, str] = {}

    def short_name(self, value: str | None) -> str | None:
        """How ``value`` is called in a measure's name, or None where it is left out by ``only``."""
        written = re.sub(self.without, "", (value or "").strip()).strip()
        if self.only and written not in self.only:
            return None
        named = re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_")
        return self.values.get(written, named) or None


class Shape(_Strict):
    """One kind of file. ``id`` is the TOML's stem.

    ``measures`` (all expected) and ``some_releases`` (some years' files have them) give a
    measure's name and its column's names over the releases. In the layout ``wide`` a column's
    name may carry its year: ``{year}`` 2015, ``{span}`` 1415, ``{march}`` 310315; columns without
    are of the newest year found. ``{month}`` in a name is a month of the row's year. With
    ``year_in_name`` no column tells the year, so the file's name must. ``not_measures`` are
    regular expressions of columns that are known to hold none. ``scales`` are what a measure is
    multiplied by: 1000000 for millions.
    """

    id: str
    publication: str = Field(min_length=1)
    layout: Literal["statistics", "wide"] = "statistics"
    fills: Literal["published_figure", "population"] = "published_figure"
    year_end: str = Field("03-31", pattern=r"^\d\d-\d\d$")
    geography: Geography = Geography()
    filters: dict[str, Filter] = {}
    measures: dict[str, tuple[str, ...]] = Field(min_length=1)
    some_releases: dict[str, tuple[str, ...]] = {}
    not_measures: tuple[str, ...] = ()
    scales: dict[str, float] = {}
    year_in_name: bool = False
    codes: dict[str, Status] = {}

    @model_validator(mode="after")
    def _consistent(self) -> "Shape":
        if twice := self.measures.keys() & self.some_releases.keys():
            raise ValueError(f"measures listed twice: {', '.join(sorted(twice))}")
        if unknown := self.scales.keys() - self.columns.keys():
            raise ValueError(f"scales of no measure: {', '.join(sorted(unknown))}")
        if self.fills == "population" and list(self.measures) != ["children"]:
            raise ValueError("a population file has the one measure children")
        return self

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Every measure and its columns' names."""
        return self.measures | self.some_releases

    def is_no_measure(self, heading: str) -> bool:
        """Whether a column tells place, time or group, or is listed in ``not_measures``."""
        geography = self.geography
        named = (*_TIME, geography.level, geography.number, geography.code, geography.name)
        named += (geography.region_code, geography.region_name)
        named += tuple(each.columns for each in self.filters.values())
        if any(find_column(names, [heading]) for names in named):
            return True
        patterns = (*self.not_measures, *_NEVER_MEASURES)
        return any(re.fullmatch(each, heading.strip(), re.IGNORECASE) for each in patterns)

    def release(self, year: int) -> str:
        """The name of the release whose newest year is ``year``: Children in need 2025."""
        return f"{self.publication} {year}"


@cache
def shapes() -> dict[str, Shape]:
    """Every shape by its id."""
    return {path.stem: read_shape(path) for path in sorted(FOLDER.glob("*.toml"))}


def read_shape(path: Path) -> Shape:
    """The shape in a TOML file. Raises pydantic's ValidationError naming each fault."""
    return Shape.model_validate({"id": path.stem} | tomllib.loads(path.read_text(encoding="utf-8")))


def normal(heading: str | None) -> str:
    """A heading for comparing: no case, no spaces around it."""
    return (heading or "").strip().lower()


def find_column(names: Iterable[str], headings: Iterable[str | None]) -> str | None:
    """The heading, as written, that is one of ``names``."""
    written = {normal(heading): heading for heading in headings if heading}
    return next((written[normal(name)] for name in names if normal(name) in written), None)
