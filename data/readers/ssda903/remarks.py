"""What a person should know of the sets: counted, and never a child named (remarks.toml)."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data.contracts import Column, code_sets
from data.counted_text import counted
from data.database import literal, quote
from data.readers.yearly_return.told import Told

_FILE = Path(__file__).with_suffix(".toml")
_NOT_USED = {
    "previous_permanence": "Read and checked. No indicator needs it, so nothing of it is kept.",
    "dolo": "Read and checked. No indicator needs it, so nothing of it is kept.",
}


class Remark(BaseModel):
    """One kind of remark; remarks.toml tells what each part is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str
    counts: str
    thing: str
    things: str | None = None
    says: str


@cache
def remarks() -> dict[str, Remark]:
    """Each remark by its rule."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {rule: Remark.model_validate(given) for rule, given in content.items()}


def remark_on_episodes(told: Told) -> None:
    """The repairs that stitching made, and what the sets say that cannot all be so."""
    for rule, each in remarks().items():
        if count := told.one(f"SELECT count(*) {each.counts}"):
            told.warn(each.table, rule, f"{counted(count, each.thing, each.things)} {each.says}")


def remark_on_tables(told: Told) -> None:
    """Codes not in use in a set's year, care leavers of an older year, tables not kept."""
    for name, table in told.the_return.tables.items():
        for column, given in table.fields.items():
            if given.codes and not given.dated_by:
                _remark_on_codes(told, name, column, given)
        if name in _NOT_USED and told.one(f"SELECT count(*) FROM {told.rows(name)}"):
            told.warn(name, "not_needed", _NOT_USED[name])
    if told.years:
        _remark_on_leavers(told)


def _remark_on_codes(told: Told, name: str, column: str, given: Column) -> None:
    limited = [c for c in code_sets()[given.codes or ""].codes if c.first or c.last]
    tests = " OR ".join(
        f"({quote(column)} = {literal(c.code)} "
        f"AND _year NOT BETWEEN {c.first or 0} AND {c.last or 9999})"
        for c in limited
    )
    count = told.one(f"SELECT count(*) FROM {told.rows(name)} WHERE {tests}") if tests else 0
    if count:
        told.warn(
            name,
            "code_out_of_year",
            f"{column} is a code not in use in the year of its set in {counted(count, 'row')}. "
            "Kept as written.",
        )


def _remark_on_leavers(told: Told) -> None:
    year = told.one(f"SELECT max(_year) FROM {told.rows('oc3')}")
    if year and year != told.years[-1]:
        told.warn(
            "oc3",
            "care_leavers_left_out",
            f"No file here has care leavers of the year ending 31 March {told.years[-1]}, and "
            "those of another year are not shown as that year's. Add that year's oc3.",
        )
