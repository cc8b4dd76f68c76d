"""Workbooks and text files of child protection plans, with something odd about each, for tests."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from data.home import Home
from queries.refresh import check
from tests.case_files import PLAN

HEADINGS = list(PLAN)
Change = Callable[[openpyxl.Workbook], None]


def plan_rows(tag: str, count: int, start: Callable[[int], str] | None = None) -> list[list[str]]:
    """Rows of sound plans; ``start`` gives each one's start date."""
    return [
        [f"{tag}{n}", f"{tag}C{n}", start(n) if start else "31/03/2025", "", "NEG"]
        for n in range(count)
    ]


def workbook(
    path: Path, sheets: dict[str, list[list[Any]]], change: Change = lambda book: None
) -> Path:
    """A workbook with these rows on these sheets, changed before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    change(book)
    book.save(path)
    return path


def with_parts(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same workbook after a change to the parts of its archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    path.write_bytes(content.getvalue())
    return path


def text(path: Path, rows: list[list[str]]) -> Path:
    """A CSV of these rows."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)
    return path


def said_of(*paths: Path) -> list[dict[str, Any]]:
    """What ``check --json`` says of files: every row accounted for, each line one line."""
    found = check(list(paths), Home(paths[0].parent / "no_home"))["files"]
    for each in found:
        assert each["rows_read"] == each["rows_loaded"] + each["rows_rejected"]
        for fault in [*each["rejects"], *each["warnings"]]:
            assert "\n" not in fault["message"]
            assert fault["rule"] != "waymark_fault"
            assert fault["message"].endswith(".")
    return found


def rules(report: dict[str, Any]) -> set[str]:
    """The rules of a report's rejects and warnings."""
    return {each["rule"] for each in [*report["rejects"], *report["warnings"]]}


def message(report: dict[str, Any], rule: str) -> str:
    """The message of the one reject or warning by that rule."""
    (found,) = [e for e in [*report["rejects"], *report["warnings"]] if e["rule"] == rule]
    return found["message"]
