"""A damaged generation is passed over: the last good one goes on being served."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.generations import building, new_id, point_to, publish, write_table
from data.home import Home
from data.ingest import new_context
from data.settings import Settings
from data.tables import OBSERVATION, create_table
from data.vocabulary import Vocabulary
from queries.store import NoGeneration, current_store

COUNCIL = {"id": "908", "ons_code": "E06000052", "name": "Cornwall", "region": "E12000009"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def made(home: Home) -> str:
    """An empty generation, published."""
    connection = new_context(Settings(), Vocabulary(())).connection
    create_table(connection, "observation", OBSERVATION)
    with building(home.warehouse) as folder:
        for table in ("observation", "target", "neighbour", "area"):
            write_table(connection, table, folder)
        name = new_id(home.warehouse)
        publish(home.warehouse, folder, name, {"council": COUNCIL, "files": []})
    return name


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}", encoding="utf-8")


def half_a_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"council": ', encoding="utf-8")


def cut_observations(folder: Path) -> None:
    path = folder / "observation.parquet"
    path.write_bytes(path.read_bytes()[:60])


def no_observations(folder: Path) -> None:
    (folder / "observation.parquet").unlink()


@pytest.mark.parametrize(
    "damage", [no_manifest, half_a_manifest, cut_observations, no_observations, shutil.rmtree]
)
@pytest.mark.parametrize("was_open", [True, False])
def test_a_damaged_generation_is_passed_over(
    home: Home, damage: Callable[[Path], None], was_open: bool
) -> None:
    good = made(home)
    if was_open:
        assert current_store(home).generation == good
    damaged = made(home)
    damage(home.warehouse / damaged)
    assert current_store(home).generation == good
    assert current_store(home).council.name == "Cornwall"


def test_a_good_one_after_a_damaged_one_is_served(home: Home) -> None:
    no_manifest(home.warehouse / made(home))
    with pytest.raises(NoGeneration, match="cannot be read"):
        current_store(home)
    after = made(home)
    assert current_store(home).generation == after


def test_the_pointer_may_be_put_back(home: Home) -> None:
    first, second = made(home), made(home)
    assert current_store(home).generation == second
    point_to(home.warehouse, first)
    assert current_store(home).generation == first


def test_an_earlier_generation_has_the_columns_that_a_table_gained_since_blank(home: Home) -> None:
    connection = new_context(Settings(), Vocabulary(())).connection
    create_table(connection, "observation", OBSERVATION)
    connection.execute("ALTER TABLE target DROP COLUMN owner")
    connection.execute("INSERT INTO target (slug, text) VALUES ('turnover', '16%')")
    with building(home.warehouse) as folder:
        for table in ("observation", "target", "neighbour", "area"):
            write_table(connection, table, folder)
        publish(home.warehouse, folder, new_id(home.warehouse), {"council": COUNCIL, "files": []})
    found = current_store(home).cursor().execute("SELECT slug, text, owner FROM target")
    assert found.fetchall() == [("turnover", "16%", None)]
