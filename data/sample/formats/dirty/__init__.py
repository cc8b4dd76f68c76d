"""A dirty copy of the sample's exports: the same children, as real exports have them.

Every table gets some of the quirks (quirks.py), drawn from the seed; each can be had by itself.
"""

from collections.abc import Collection
from dataclasses import replace
from zlib import crc32

import numpy as np

from data.sample.formats.dirty.draft import Draft
from data.sample.formats.dirty.quirks import QUIRKS, Quirk
from data.sample.formats.export_table import ExportTable

__all__ = ["QUIRKS", "Draft", "blank_copy_of", "dirtied"]

SHARE = 0.35
"""How many of the quirks a table has, each by chance."""
_ENCODINGS = {"windows_text", "utf_16", "byte_order_mark"}


def dirtied(table: ExportTable, seed: int, only: Collection[str] | None = None) -> Draft:
    """The table with some of the quirks, or with all those named in ``only``.

    The same table and seed give the same draft. A table without rows stays as it is.
    """
    draft = Draft(table)
    for quirk in QUIRKS.values() if table.rows else ():
        rng = np.random.default_rng([seed, crc32(f"{table.file}|{table.sheet}".encode()),
                                     crc32(quirk.name.encode())])  # fmt: skip
        chosen = rng.random() < SHARE if only is None else quirk.name in only
        if chosen and _fits(quirk, table):
            quirk.apply(draft, rng)
    return draft


def blank_copy_of(table: ExportTable) -> ExportTable:
    """The table's headings alone, in a file or sheet beside it."""
    name = f"{table.file.stem} (blank){table.file.suffix}" if table.sheet is None else ""
    file = table.file.with_name(name) if name else table.file
    sheet = table.sheet and f"{table.sheet} (blank)"
    return replace(table, file=file, sheet=sheet, rows=[])


def _fits(quirk: Quirk, table: ExportTable) -> bool:
    if table.file.suffix == ".xml":
        return quirk.in_xml and table.sheet != "Header"
    return quirk.name not in _ENCODINGS or table.file.suffix == ".csv"
