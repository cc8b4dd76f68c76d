"""The catalogue: every indicator's definition, checked by one strict, frozen model.

``queries/indicators/<theme>/<slug>.toml`` says what an indicator is; ``<slug>.sql`` beside it,
where there is one, gives its cases. Slug and theme are the file's name and folder.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.vocabulary import Term, Vocabulary

FOLDER = Path(__file__).parent / "indicators"

THEMES = {
    "children_in_need": "Children in need",
    "child_protection": "Child protection",
    "children_in_care": "Children in care",
    "workforce": "Workforce",
    "finance": "Finance",
}

MOST_LINKED = 5

Unit = Literal["count", "percent", "per_10000", "days", "pounds", "fte", "ratio"]
Window = Literal["m", "r", "e", "y", "a"]


class CatalogueError(Exception):
    """The indicators' files have faults; ``faults`` lists all of them, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("The catalogue has faults:\n" + "\n".join(f"- {each}" for each in faults))
        self.faults = faults


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Published(_Strict):
    """One way to this indicator in published files; the first listed that has a value is shown.

    Measures are ``<shape>/<name>``: ``lait/<Short Desc>`` or a name from data/published/*.toml.
    Give ``measure`` for a published value, or ``numerator`` and ``denominator`` (summed, then
    100 × n ÷ d for a percentage), or ``numerator`` alone for the sum of counts or pounds, or
    ``measure`` with ``per_population`` for a count to divide by children aged 0–17. ``numerator``
    and ``denominator`` beside a ``measure`` are shown, not used.
    """

    unit: Unit
    window: Literal["m", "a", "e"]
    measure: str | None = None
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    per_population: bool = False
    split: str = ""
    member: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        summed = self.unit in ("count", "pounds") and not self.denominator
        if self.measure is None and not (self.numerator and (self.denominator or summed)):
            raise ValueError("give a measure, or numerator and denominator")
        if self.per_population and (self.unit != "per_10000" or self.measure is None):
            raise ValueError("per_population goes with a measure and the unit per_10000")
        if bool(self.split) != bool(self.member):
            raise ValueError("split and member go together")
        return self


class Example(_Strict):
    """A worked example: rows of tables in, one figure out; run as a test and shown to people.

    ``given`` has rows by table name, columns left out being blank. ``expect`` may name
    ``numerator, denominator, value``; ``split`` and ``member`` ask for a part.
    """

    title: str = Field(min_length=1)
    given: dict[str, tuple[dict[str, Any], ...]]
    month: str = Field(pattern=r"^\d{4}-\d{2}$")
    window: Window
    unit: Unit | None = None
    split: str = ""
    member: str = ""
    expect: dict[Literal["numerator", "denominator", "value"], float | None] = Field(min_length=1)


class Indicator(_Strict):
    """One indicator. Docs in docs/indicators.md; every field is checked at start."""

    slug: str
    theme: str
    title: str = Field(min_length=1)
    short: str = Field(min_length=1, max_length=40)
    definition: str = Field(min_length=20)
    why: str = Field(min_length=20)
    numerator: str = Field(min_length=1)
    denominator: str | None = None
    units: tuple[Unit, ...] = Field(min_length=1)
    windows: tuple[Window, ...] = Field(min_length=1)
    better: Literal["higher", "lower", "neither"]
    decimals: dict[Unit, int] = {}
    order: int
    headline: bool = False
    codes: tuple[str, ...] = ()
    plan_references: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    shares_of_whole: tuple[str, ...] = ()
    linked: tuple[str, ...] = Field((), max_length=MOST_LINKED)
    disclosure: Literal["children", "workforce", "finance"]
    grows_with_size: bool = False
    accumulates: bool = False
    denominator_at_end: bool = False
    average: bool = False
    no_control_chart: str | None = Field(None, min_length=20)
    above_zero: str | None = Field(None, min_length=1)
    below_zero: str | None = Field(None, min_length=1)
    published_as: str | None = None
    published_difference: str | None = None
    published: tuple[Published, ...] = ()
    example: tuple[Example, ...] = ()
    computed: bool = False

    @property
    def unit(self) -> Unit:
        """The unit shown first."""
        return self.units[0]

    @property
    def window(self) -> Window:
        """The window shown first."""
        return self.windows[0]

    @property
    def case_splits(self) -> tuple[str, ...]:
        """The splits that cases are counted by: all but those whose parts are shares of the whole,
        which are published or reported alone."""
        return tuple(each for each in self.splits if each not in self.shares_of_whole)

    def comparable(self, unit: str) -> bool:
        """Whether councils of different size may be compared in ``unit``.

        Counts and staff are not, nor sums of money that grow with a council's size.
        """
        return unit not in ("count", "fte") and not (unit == "pounds" and self.grows_with_size)

    @property
    def sides(self) -> tuple[str, str] | None:
        """What a figure above zero and one below it are called: over budget, under budget."""
        return (self.above_zero, self.below_zero) if self.above_zero and self.below_zero else None

    def judged(self, window: str, period_end: date) -> bool:
        """Whether a figure is held to its target: one that adds up from April, in March alone."""
        return not self.accumulates or window != "y" or period_end.month == 3

    def places(self, unit: str) -> int:
        """Decimal places shown in ``unit``."""
        return self.decimals.get(unit, _PLACES[unit])

    @property
    def sql_file(self) -> Path:
        return FOLDER / self.theme / f"{self.slug}.sql"

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.computed and not self.example:
            raise ValueError("an indicator computed from cases needs a worked example")
        if "percent" in self.units and not self.denominator:
            raise ValueError("a percentage needs its denominator in words")
        if bool(self.above_zero) != bool(self.below_zero):
            raise ValueError("above_zero and below_zero go together")
        if self.accumulates and "y" not in self.windows:
            raise ValueError("what accumulates has the window y, the year to date")
        if self.denominator_at_end and "r" not in self.windows:
            raise ValueError("denominator_at_end is for a rolling year, window r")
        if strange := set(self.shares_of_whole) - set(self.splits):
            raise ValueError(f"shares_of_whole names what is no split: {', '.join(strange)}")
        if (self.denominator_at_end or self.average) and not self.denominator:
            raise ValueError("denominator_at_end and average need the denominator in words")
        if unknown := {each.unit for each in self.published} - set(self.units):
            raise ValueError(f"published in a unit not among its units: {', '.join(unknown)}")
        if self.published and not self.published_as:
            raise ValueError("say in published_as which published figure it is compared with")
        return self


_PLACES = {
    "count": 0,
    "percent": 1,
    "per_10000": 1,
    "days": 0,
    "pounds": 0,
    "fte": 1,
    "ratio": 1,
}


def read_catalogue(folder: Path = FOLDER) -> dict[str, Indicator]:
    """Every indicator by slug, in the order of themes and of a child's journey.

    Raises CatalogueError listing all faults of all files: bad TOML, unknown keys, blank text,
    a query without its definition, one slug in two themes, a folder that is no theme, a link to
    nothing.
    """
    faults: list[str] = []
    found: dict[str, Indicator] = {}
    paths = sorted(folder.rglob("*.toml"))
    for path in paths:
        try:
            indicator = _read(path)
        except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            faults += _told(path, fault)
            continue
        if indicator.slug in found:
            faults.append(f"{path.name}: the slug {indicator.slug} stands in two themes")
        found[indicator.slug] = indicator
    faults += [
        f"{path.name}: a query without its definition {path.stem}.toml"
        for path in sorted(folder.rglob("*.sql"))
        if not path.with_suffix(".toml").exists()
    ]
    faults += [
        f"{path.name}: not a theme; themes are {', '.join(THEMES)}"
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name not in THEMES
    ]
    faults += _link_faults(found, {path.stem for path in paths})
    if faults:
        raise CatalogueError(faults)
    themes = list(THEMES)
    ordered = sorted(found.values(), key=lambda each: (themes.index(each.theme), each.order))
    return {each.slug: each for each in ordered}


@cache
def catalogue() -> dict[str, Indicator]:
    """The shipped catalogue, read once."""
    return read_catalogue()


def vocabulary(indicators: dict[str, Indicator]) -> Vocabulary:
    """What readers of workbooks and targets need to know of the indicators."""
    return Vocabulary(
        tuple(
            Term(
                slug=each.slug,
                title=each.title,
                units=each.units,
                windows=each.windows,
                better=each.better,
                codes=each.codes,
                plan_references=each.plan_references,
                labels=each.labels,
                splits=each.splits,
            )
            for each in indicators.values()
        )
    )


def _link_faults(found: dict[str, Indicator], slugs: set[str]) -> list[str]:
    """Links to what is no file, to the indicator itself, or made twice."""
    faults = []
    for slug, indicator in found.items():
        said = f"{slug}.toml: linked"
        strange = [each for each in indicator.linked if each not in slugs]
        faults += [f"{said}: there is no indicator {each}" for each in strange]
        if slug in indicator.linked:
            faults.append(f"{said}: an indicator is not linked with itself")
        if len(set(indicator.linked)) < len(indicator.linked):
            faults.append(f"{said}: each indicator is named once")
    return faults


def _read(path: Path) -> Indicator:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    derived = {
        "slug": path.stem,
        "theme": path.parent.name,
        "computed": path.with_suffix(".sql").exists(),
    }
    if restated := written.keys() & derived.keys():
        raise tomllib.TOMLDecodeError(f"{', '.join(sorted(restated))}: never stated in the file")
    return Indicator.model_validate(written | derived)


def _told(path: Path, fault: Exception) -> list[str]:
    if isinstance(fault, ValidationError):
        return [
            f"{path.name}: {'.'.join(str(part) for part in each['loc']) or 'as a whole'}: "
            f"{each['msg']}"
            for each in fault.errors()
        ]
    return [f"{path.name}: {fault}"]
