"""Which files of the exports folder are loaded, and how the sample keeps apart from real ones."""

from pathlib import Path

import pytest

from data.exports import (
    FolderInUse,
    export_files,
    file_date,
    make_way_for_sample,
    mark_sample,
    sample_files,
)


def test_files_load_from_the_oldest_and_litter_is_left(tmp_path: Path) -> None:
    for name in (
        "b_2025-01.csv",
        "a_2025-03.csv",
        "c_20250214.csv",
        "~$c.xlsx",
        ".hidden.csv",
        "Thumbs.db",
        "desktop.ini",
    ):
        (tmp_path / name).write_text("x")
    names = [path.name for path in export_files(tmp_path)]
    assert names == ["b_2025-01.csv", "c_20250214.csv", "a_2025-03.csv"]


def test_a_name_without_a_date_falls_back_on_when_the_file_changed(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text("x")
    assert file_date(path).year >= 2026


def test_folders_inside_and_linked_ones_are_read_once(tmp_path: Path) -> None:
    exports, elsewhere = tmp_path / "exports", tmp_path / "share"
    (exports / "inside").mkdir(parents=True)
    elsewhere.mkdir()
    (exports / "inside" / "one.csv").write_text("x")
    (elsewhere / "two.csv").write_text("x")
    (exports / "linked").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(exports)
    assert sorted(path.name for path in export_files(exports)) == ["one.csv", "two.csv"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert export_files(tmp_path / "none") == []


def test_a_sample_replaces_an_earlier_sample(tmp_path: Path) -> None:
    old = tmp_path / "workbook_2026-09.xlsx"
    old.write_text("x")
    mark_sample(tmp_path, [old])
    make_way_for_sample(tmp_path)
    assert not old.exists()


def test_a_sample_does_not_mix_with_real_exports(tmp_path: Path) -> None:
    real = tmp_path / "ssd_cp_plans.csv"
    real.write_text("mine")
    with pytest.raises(FolderInUse, match="1 file that is not the sample's"):
        make_way_for_sample(tmp_path)
    assert real.read_text() == "mine"
    assert sample_files(tmp_path) == set()


def test_a_sample_in_folders_makes_way_and_takes_its_folders_along(tmp_path: Path) -> None:
    for name in ("ssda903_2024-25", "mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "episodes.csv").write_text(name)
    made = tmp_path / "ssda903_2024-25" / "episodes.csv"
    mark_sample(tmp_path, [made])
    with pytest.raises(FolderInUse, match="1 file that is not the sample's"):
        make_way_for_sample(tmp_path)
    (tmp_path / "mine" / "episodes.csv").unlink()
    make_way_for_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["mine"]
