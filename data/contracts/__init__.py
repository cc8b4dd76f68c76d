"""Case tables by contract: what each column is called, holds and must not hold.

Each file has one table: ``ssd_*.toml`` as in the Standard Safeguarding Dataset, its columns under
their own names; the others, posts and money, as docs/inputs.md describes. ``codes.toml`` has the
code sets.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.contracts.codes import CODES_FILE, CodeSet, code_sets
from data.database import Connection
from data.tables import create_table

__all__ = [
    "CaseTable",
    "CodeSet",
    "Column",
    "ContractError",
    "case_tables",
    "code_sets",
    "create_case_tables",
]

FOLDER = Path(__file__).parent
_DUCKDB_TYPES = {
    "text": "VARCHAR",
    "id": "VARCHAR",
    "code": "VARCHAR",
    "flag": "VARCHAR",
    "date": "DATE",
    "month": "DATE",
    "integer": "INTEGER",
    "number": "DOUBLE",
}


class ContractError(Exception):
    """A contract cannot be used; the message lists every fault of every file."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One column of a case table.

    ``type``: ``id`` loses all white space and a trailing ``.0``; ``month`` is a date kept as the
    first of its month (dates of birth); ``flag`` is kept as Y or N; ``code`` as the code of its
    set, and an unknown one as it is written.
    """

    type: Literal["text", "id", "code", "flag", "date", "month", "integer", "number"]
    needs: Literal["value", "column", "nothing"] = Field(
        "nothing",
        description="value: no row without one. column: the file must have it, but it may be "
        "blank. nothing: the file may lack it.",
    )
    codes: str | None = Field(None, description="The code set in codes.toml.")
    dated_by: str | None = Field(
        None, description="The date column that tells which year's codes apply."
    )
    not_before: str | None = Field(None, description="The date column that this may not precede.")
    may_be_future: bool = Field(False, description="True for what is planned: due dates.")
    synonyms: tuple[str, ...] = Field((), description="Other headings seen for it.")
    private: bool = Field(False, description="Its values are never shown in a message.")

    @model_validator(mode="after")
    def _codes_belong_to_code(self) -> "Column":
        if (self.type == "code") != (self.codes is not None):
            raise ValueError("a column of type code names its set in codes, and no other does")
        return self

    @property
    def duckdb_type(self) -> str:
        return _DUCKDB_TYPES[self.type]

    @property
    def is_private(self) -> bool:
        """Whether a message must never show its values: IDs and birth dates always."""
        return self.private or self.type in ("id", "month")


class CaseTable(_Strict):
    """One contract. ``key`` makes a row the same row in a later extract.

    ``reader`` is the module of data/readers that recognises and loads it.
    """

    name: str
    reader: str = "case_table"
    grain: str = Field(min_length=10)
    key: tuple[str, ...] = Field(min_length=1)
    fields: dict[str, Column] = Field(alias="columns")
    own: dict[str, Column] = Field(
        {}, description="Columns that no file of the table has, and other kinds of export fill."
    )
    personal: tuple[str, ...] = Field((), description="Known columns that are never stored.")
    unused: tuple[str, ...] = Field((), description="Known columns that no indicator needs.")

    @model_validator(mode="after")
    def _names_exist(self) -> "CaseTable":
        named = {*self.key, *self._references()}
        if missing := sorted(named - set(self.fields)):
            raise ValueError(f"not among the columns: {', '.join(missing)}")
        if loose := [name for name in self.key if self.fields[name].needs != "value"]:
            raise ValueError(f'key columns must have needs = "value": {", ".join(loose)}')
        if twice := sorted({*self.personal, *self.unused} & set(self.fields)):
            raise ValueError(f"both kept and dropped: {', '.join(twice)}")
        return self

    def _references(self) -> list[str]:
        columns = self.fields.values()
        return [name for each in columns for name in (each.dated_by, each.not_before) if name]

    @property
    def columns(self) -> dict[str, str]:
        """The warehouse table's columns: name → DuckDB type, in order."""
        return {name: column.duckdb_type for name, column in (self.fields | self.own).items()}


@cache
def case_tables() -> dict[str, CaseTable]:
    """Every contract by its table's name. Raises ContractError naming every fault."""
    tables: dict[str, CaseTable] = {}
    faults: list[str] = []
    for path in sorted(FOLDER.glob("*.toml")):
        if path == CODES_FILE:
            continue
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            tables[path.stem] = CaseTable.model_validate({"name": path.stem, **content})
        except tomllib.TOMLDecodeError as fault:
            faults.append(f"{path.name}: not readable as TOML: {fault}")
        except ValidationError as fault:
            faults += [
                f"{path.name}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
                for each in fault.errors()
            ]
    faults += _unknown_code_sets(tables)
    if faults:
        raise ContractError("; ".join(faults))
    return tables


def _unknown_code_sets(tables: dict[str, CaseTable]) -> list[str]:
    known = code_sets()
    return [
        f"{table.name}.toml: {name}: no code set {column.codes} in codes.toml"
        for table in tables.values()
        for name, column in table.fields.items()
        if column.codes and column.codes not in known
    ]


def create_case_tables(connection: Connection) -> None:
    """An empty table for each contract."""
    for name, table in case_tables().items():
        create_table(connection, name, table.columns)
