"""The returns that come as one XML file, as data: which elements make which table's rows."""

import re
import tomllib
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_suffix(".toml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReturnTable(_Strict):
    """One table: a row for each ``element``, or a row a child where a ``told_by`` fits."""

    columns: tuple[str, ...]
    element: str | None = None
    told_by: dict[str, str] = {}

    def is_told(self, values: dict[str, str]) -> bool:
        """Whether a child with these values has a row."""
        return any(
            re.fullmatch(pattern, values.get(name, ""), re.IGNORECASE)
            for name, pattern in self.told_by.items()
        )


class XmlReturn(_Strict):
    """One kind of return; xml_returns.toml tells what each part is."""

    known_by: frozenset[str]
    child_holds: frozenset[str]
    shared: frozenset[str] = frozenset()
    numbered: dict[str, str] = {}
    renamed: dict[str, str] = {}
    passed_over: frozenset[str] = frozenset()
    tables: dict[str, ReturnTable]

    @cached_property
    def by_element(self) -> dict[str, str]:
        """Element → the table that it makes rows of."""
        return {each.element: name for name, each in self.tables.items() if each.element}

    @cached_property
    def of_a_child(self) -> dict[str, ReturnTable]:
        """The tables with at most one row a child."""
        return {name: each for name, each in self.tables.items() if not each.element}

    @cached_property
    def told_of_a_child(self) -> frozenset[str]:
        """The values that are read where they stand outside every row."""
        told = {name for each in self.tables.values() for name in (*each.columns, *each.told_by)}
        return frozenset(told | self.shared)


@cache
def xml_returns() -> dict[str, XmlReturn]:
    """Each kind of return by its name."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: XmlReturn.model_validate(each) for name, each in content.items()}
