"""Save a workbook so that the same content gives the same bytes."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

from openpyxl import Workbook

STAMP = (1980, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def save_workbook(book: Workbook, path: Path, end: date) -> Path:
    """Write ``book`` to ``path`` as of ``end``: no clock is read, in the file or its archive."""
    held = io.BytesIO()
    book.save(held)
    saved = f"{end:%Y-%m-%d}T00:00:00Z".encode()
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + saved + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return path
