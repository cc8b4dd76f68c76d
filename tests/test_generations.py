"""A generation is published whole or not at all."""

from pathlib import Path

import pytest

from data.generations import (
    building,
    current_generation,
    current_id,
    forget_old,
    new_id,
    past_generations,
    publish,
)


def published(warehouse: Path) -> str:
    with building(warehouse) as folder:
        name = new_id(warehouse)
        publish(warehouse, folder, name, {"generation": name, "files": []})
    return name


def test_the_pointer_names_the_last_published(tmp_path: Path) -> None:
    assert current_generation(tmp_path / "warehouse") is None
    first, second = published(tmp_path), published(tmp_path)
    assert first != second
    assert current_id(tmp_path) == second
    assert [each.id for each in past_generations(tmp_path)] == [second, first]


def test_a_refresh_that_fails_leaves_the_last_good_one_and_no_litter(tmp_path: Path) -> None:
    first = published(tmp_path)
    with pytest.raises(RuntimeError), building(tmp_path) as folder:
        (folder / "observation.parquet").write_bytes(b"half")
        raise RuntimeError("killed")
    assert current_id(tmp_path) == first
    assert {each.name for each in tmp_path.iterdir()} == {"current", first}


@pytest.mark.parametrize("pointer", [b"../../etc", b"", b"\xff\xfe", b"20200101T000000"])
def test_a_damaged_pointer_means_the_newest_whole_generation(
    tmp_path: Path, pointer: bytes
) -> None:
    published(tmp_path)
    newest = published(tmp_path)
    (tmp_path / "current").write_bytes(pointer)
    assert current_id(tmp_path) == newest


def test_old_generations_are_forgotten_but_never_the_served_one(tmp_path: Path) -> None:
    names = [published(tmp_path) for _ in range(5)]
    forget_old(tmp_path, keep=2)
    assert [each.id for each in past_generations(tmp_path)] == names[:1:-1]
