"""app → pages → components → queries → data: imports go rightwards only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("app", "pages", "components", "queries", "data")


def modules() -> list[Path]:
    found = [ROOT / "app.py"]
    for layer in LAYERS[1:]:
        found += sorted((ROOT / layer).rglob("*.py"))
    return found


def imported_packages(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
        elif isinstance(node, ast.ImportFrom) and node.level > 0:
            raise AssertionError(f"{path}: a relative import hides its layer")
    return names


def layer_of(path: Path) -> int:
    first = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return LAYERS.index(first)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_rightwards_only(path: Path) -> None:
    mine = layer_of(path)
    reached = {name.split(".")[0] for name in imported_packages(path)} & set(LAYERS)
    leftwards = {name for name in reached if LAYERS.index(name) < mine}
    assert not leftwards, f"{path.relative_to(ROOT)} imports {leftwards}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "components").rglob("*.py")), ids=lambda path: path.name
)
def test_components_take_values_and_never_query(path: Path) -> None:
    asked = {"queries.store", "queries.refresh", "data.database", "data.ingest"}
    assert not imported_packages(path) & asked


def test_duckdb_is_imported_in_one_module() -> None:
    importers = [
        str(path.relative_to(ROOT))
        for path in modules()
        if any(name.split(".")[0] == "duckdb" for name in imported_packages(path))
    ]
    assert importers == ["data/database.py"]
