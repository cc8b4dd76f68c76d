"""settings.toml: one strict, frozen model; every setting has a documented default."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

SAMPLE_COUNCIL = "E06009900"


class SettingsError(Exception):
    """settings.toml cannot be used; the message lists every fault with its key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Council(_Strict):
    code: str = Field(
        SAMPLE_COUNCIL,
        description="The council's ONS code (E06000052) or DfE number (908). "
        "The default is the invented council of the sample exports.",
        min_length=3,
    )

    @field_validator("code", mode="before")
    @classmethod
    def _number_as_text(cls, code: Any) -> Any:
        """A DfE number may be written without quotes."""
        return str(code) if isinstance(code, int) and not isinstance(code, bool) else code


class Neighbours(_Strict):
    model: str = Field("2025", description="Which statistical neighbour model: its year.")
    statistic: Literal["median", "mean"] = Field(
        "median", description="The middle line of the neighbours' band: median or mean."
    )
    fewest: int = Field(
        5, ge=2, le=10, description="No band is drawn with fewer neighbours than this."
    )


class Targets(_Strict):
    near_points: float = Field(
        2.0,
        ge=0,
        description="A percentage is 'near' when this many points or fewer short of its target, "
        "and by no more than near_share of it.",
    )
    near_share: float = Field(
        0.05,
        ge=0,
        le=1,
        description="A figure in any unit is 'near' only when short by this share of its target "
        "or less.",
    )


class ControlCharts(_Strict):
    shift: int = Field(6, ge=5, le=10, description="Points on one side that make a shift.")
    trend: int = Field(6, ge=5, le=10, description="Points all rising or falling: a trend.")
    fewest_points: int = Field(13, ge=8, description="Fewer points than this: a run chart.")
    screening: bool = Field(
        False,
        description="Leave moving ranges beyond 3.267 times their mean out of the limits, so that "
        "one leap does not widen them.",
    )


class Warehouse(_Strict):
    keep_generations: int = Field(
        12, ge=2, description="How many past generations stay, beside the one being served."
    )


class Finance(_Strict):
    """How budget monitors are written where a sheet does not say so itself."""

    unit: Literal["declared", "pounds", "thousands", "millions"] = Field(
        "declared", description="The unit of sheets that declare none; they are refused otherwise."
    )
    overspend: Literal["declared", "positive", "negative"] = Field(
        "declared", description="The sign of an overspend on sheets that do not declare it."
    )

    @property
    def scale(self) -> int | None:
        """Pounds in one of the unit; None where each sheet is to declare its own."""
        return {"pounds": 1, "thousands": 1_000, "millions": 1_000_000}.get(self.unit)

    @property
    def sign(self) -> int | None:
        """1 where an overspend is positive, -1 negative; None where each sheet is to say."""
        return {"positive": 1, "negative": -1}.get(self.overspend)


class Standards(_Strict):
    """The council's own standards for work with children, where the law sets none."""

    contact_to_referral_working_days: int = Field(
        10,
        ge=0,
        le=60,
        description="A referral of the same child so many working days after a contact, or sooner, "
        "is what the contact led to.",
    )
    protection_visit_working_days: int = Field(
        10,
        ge=1,
        le=60,
        description="Working days within which a child on a protection plan is to be seen again.",
    )
    child_in_need_visit_days: int = Field(
        28,
        ge=1,
        le=182,
        description="Days within which a child on a child in need plan is to be seen again.",
    )
    care_visit_days: int = Field(
        42,
        ge=1,
        le=182,
        description="Days within which a child in care is to be visited again.",
    )


Kind = Literal["ssd", "annex_a", "ssda903", "cin_census"]


class Sources(_Strict):
    """Which kind of export goes first where several tell the same month."""

    precedence: tuple[Kind, ...] = Field(
        ("ssd", "annex_a", "ssda903", "cin_census"),
        strict=False,  # TOML has lists alone
        description="Kinds of export, in the order in which they are asked for a month's figures. "
        "Those not named follow in the usual order.",
    )

    @field_validator("precedence")
    @classmethod
    def _each_once(cls, named: tuple[Kind, ...]) -> tuple[Kind, ...]:
        if len(set(named)) < len(named):
            raise ValueError("a kind of export stands twice; name each once")
        return named


class Settings(_Strict):
    council: Council = Council()
    neighbours: Neighbours = Neighbours()
    targets: Targets = Targets()
    control_charts: ControlCharts = ControlCharts()
    warehouse: Warehouse = Warehouse()
    finance: Finance = Finance()
    standards: Standards = Standards()
    sources: Sources = Sources()


def load_settings(path: Path) -> Settings:
    """The settings in ``path``; all defaults where the file does not exist.

    Raises SettingsError naming every fault: an unknown key, a wrong type, bad TOML.
    """
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path.name} is not readable as TOML: {fault}") from None
    except ValidationError as fault:
        raise SettingsError(f"{path.name}: " + "; ".join(_told(fault))) from None


def _told(fault: ValidationError) -> list[str]:
    """Each fault in a sentence that names its setting."""
    told = []
    for each in fault.errors():
        name = ".".join(str(part) for part in each["loc"])
        if each["type"] == "extra_forbidden":
            told.append(f"{name} is not a setting; docs/settings.md lists all of them")
        else:
            told.append(f"{name}: {each['msg'][0].lower()}{each['msg'][1:]}, not {each['input']!r}")
    return told
