"""What a column holds, so that a quirk knows where it may strike."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.contracts import case_tables, code_sets
from data.sample.formats.export_table import ExportTable

_FILE = Path(__file__).with_name("columns.toml")
_YES, _NO = ("Yes", "1", "TRUE", "y"), ("No", "0", "FALSE", "n")
_YES_NO = {"Y": _YES, "true": _YES, "N": _NO, "false": _NO}


@dataclass(frozen=True)
class Role:
    """``is_key``: without it no row loads, and so of a date that is ``needed``. ``codes`` is the
    code set of the column's texts; ``is_flag`` says that they are yes and no."""

    is_id: bool = False
    is_key: bool = False
    needed: bool = False
    codes: str | None = None
    is_flag: bool = False

    def spellings(self, text: str) -> tuple[str, ...]:
        """Other ways to write the code in ``text`` that are read as the same code."""
        if self.is_flag:
            return _YES_NO.get(text, ())
        return code_spellings(self.codes, text) if self.codes else ()


def roles(table: ExportTable) -> list[Role]:
    """The role of each column."""
    contract = case_tables().get(table.file.stem)
    if contract is None:
        return [_listed(heading) for heading in table.headings]
    found = []
    for heading in table.headings:
        column = contract.fields.get(heading)
        if column is None:
            found.append(Role())
            continue
        needs = column.needs == "value"
        found.append(
            Role(
                is_id=column.type == "id",
                is_key=column.type == "id" and needs,
                needed=column.type == "date" and needs,
                codes=column.codes,
                is_flag=column.type == "flag",
            )
        )
    return found


def _listed(heading: str) -> Role:
    known, plain = _columns(), heading.strip()
    return Role(
        is_id=plain in known["ids"],
        is_key=plain in known["keys"],
        needed=plain in known["needed_dates"],
        codes=known["codes"].get(plain),
        is_flag=plain in known["flags"],
    )


@cache
def code_spellings(code_set: str, text: str) -> tuple[str, ...]:
    """The spellings of a code with its label, its letter or neither, that its set resolves to it:
    a quirk never makes another code of one."""
    known = code_sets()[code_set]
    code = known.resolve(text)
    if code is None:
        return ()
    labels = next(each.labels for each in known.codes if each.code == code)
    forms = [code, code.lower(), f"a) {code}", *labels[:1]]
    forms += [f"{code} - {label}" for label in labels[:1]]
    forms += [f"c) {code}: {label.upper()}" for label in labels[:1]]
    forms += [each.replace("'", "’") for each in labels[:1]]
    return tuple(
        each for each in dict.fromkeys(forms) if each != text and known.resolve(each) == code
    )


@cache
def _columns() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
