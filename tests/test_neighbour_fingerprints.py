"""Neighbour models known by their content: whichever councils a file holds, and no others."""

import re
import tomllib
from pathlib import Path

import pytest

from data.ingest import load_files, new_context
from data.published.figures import FOLDER
from data.readers.neighbours import fingerprint
from data.settings import Settings
from data.vocabulary import Vocabulary
from tests.hostile_books import message, said_of, text

FILES = {
    "sn_may_2025.xlsx": "2025",
    "sn_model_2025_wide.csv": "2025",
    "New_Statistical_Neighbour_Groupings_April_2021.csv": "2021",
    "sn_april_2021.xlsx": "2021",
}
HEADINGS = ["LA num", "LA Name", *(part for n in range(1, 11) for part in (f"SN{n}", "SNP"))]


def models_of(path: Path) -> dict[str, list[str]]:
    """By council, the models and neighbours that a file gives it."""
    context = new_context(Settings(), Vocabulary(()))
    load_files([path], path.parent, context)
    rows = context.connection.execute(
        "SELECT area, model, list(neighbour ORDER BY position) FROM neighbour GROUP BY ALL"
    ).fetchall()
    return {area: [model, *neighbours] for area, model, neighbours in rows}


@pytest.mark.parametrize(("name", "year"), FILES.items())
def test_every_real_file_is_known_without_a_year_in_its_name(
    shared: Path, tmp_path: Path, name: str, year: str
) -> None:
    path = tmp_path / f"neighbours{Path(name).suffix}"
    path.symlink_to(shared / "published" / "neighbours" / name)
    found = models_of(path)
    assert len(found) > 150
    assert {model for model, *_ in found.values()} == {year}


@pytest.mark.parametrize(("name", "year"), FILES.items())
def test_any_council_alone_is_enough(shared: Path, tmp_path: Path, name: str, year: str) -> None:
    path = shared / "published" / "neighbours" / name
    table = tomllib.loads((FOLDER / "neighbour_models.toml").read_text("utf-8"))["models"]
    known = set(table[year].split())
    other = {each for model, text in table.items() if model != year for each in text.split()}
    prints = {fingerprint(area, listed): area for area, (_, *listed) in models_of(path).items()}
    assert prints.keys() <= known
    assert len(prints.keys() & other) <= 6  # councils abolished before the later model
    area = prints[min(prints.keys() - other)]
    neighbours = models_of(path)[area][1:]
    row = [area, "A council", *(part for each in neighbours for part in (each, "Close"))]
    alone = text(tmp_path / "neighbours.csv", [HEADINGS, row])
    assert models_of(alone) == {area: [year, *neighbours]}


def test_invented_neighbours_are_of_no_model(tmp_path: Path) -> None:
    row = ["901", "Nowhere", *(part for n in range(10) for part in (str(902 + n), "Close"))]
    (report,) = said_of(text(tmp_path / "neighbours.csv", [HEADINGS, row]))
    assert "year of this neighbour model is not known" in message(report, "unknown_model")


def test_the_order_of_neighbours_does_not_matter_and_the_council_does() -> None:
    assert fingerprint("908", ["1", "22", "3"]) == fingerprint("908", ["3", "1", "22"])
    assert fingerprint("908", ["1", "2"]) != fingerprint("909", ["1", "2"])
    assert re.fullmatch(r"[0-9a-f]{8}", fingerprint("908", []))


def test_a_council_that_nobody_knows_is_named_once_a_file(tmp_path: Path) -> None:
    rows = [
        [number, name, *(part for n in range(10) for part in (str(301 + n), "Close"))]
        for number, name in (("997", "Nowhere"), ("998", "Else\u202ewhere"), ("908", "Cornwall"))
    ]
    (tmp_path / "no_home").mkdir()
    (tmp_path / "no_home" / "settings.toml").write_text('[council]\ncode = "E06000052"\n')
    first = text(tmp_path / "a_2024.csv", [HEADINGS, *rows])
    again = text(tmp_path / "b_2024.csv", [HEADINGS, *rows, rows[2]])
    told, known = said_of(first, again)
    assert "Nowhere (997), Else\\u202ewhere (998)." in message(told, "new_council")
    assert "new_council" not in {each["rule"] for each in known["warnings"]}
