"""Files that vanish, cannot be read or have odd names: one line each, and the rest is loaded."""

import json
import os
from pathlib import Path

from data.exports import export_files
from data.file_names import shown_name
from data.home import Home
from data.ingest import load_files, new_context
from data.reports import TableReport
from data.settings import Settings
from data.vocabulary import Vocabulary
from queries.refresh import check, refresh
from tests.case_files import PLAN

PLANS = ",".join(PLAN) + "\nP1,C1,31/03/2025,,NEG\n"


def reports(paths: list[Path], root: Path) -> dict[str, TableReport]:
    """Each file's one report, by the name shown."""
    files = load_files(paths, root, new_context(Settings(), Vocabulary(())))
    return {each.name: each.reports[0] for each in files}


def test_what_cannot_be_opened_is_one_line_and_the_rest_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a_folder.csv").mkdir()
    (tmp_path / "broken.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round.csv").symlink_to(tmp_path / "round.csv")
    (tmp_path / "gone.csv").write_text(PLANS)
    (tmp_path / "plans.csv").write_text(PLANS.replace("P1", "P2"))
    os.mkfifo(tmp_path / "pipe.csv")
    listed = export_files(tmp_path)
    assert {path.name for path in listed} == {"broken.csv", "round.csv", "gone.csv", "plans.csv"}
    (tmp_path / "gone.csv").unlink()
    found = reports([*listed, tmp_path / "a_folder.csv", tmp_path / "pipe.csv"], tmp_path)
    assert found["plans.csv"].rows_loaded == 1
    for name in ("broken.csv", "round.csv", "gone.csv", "a_folder.csv", "pipe.csv"):
        assert [each.rule for each in found[name].rejects] == ["cannot_open"], name


def test_a_refresh_goes_on_past_a_link_to_nowhere_and_a_name_that_is_not_utf8(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    home.exports.mkdir(parents=True)
    home.settings_file.write_text('[council]\ncode = "E06000052"\n')
    (home.exports / "broken.csv").symlink_to("/nowhere/at/all")
    odd = os.fsencode(home.exports) + b"/plans \xff\xfe\n\x1b[31m.csv"
    Path(os.fsdecode(odd)).write_text(PLANS)
    outcome = refresh(home)
    assert outcome.generation is not None
    named = {row["file"]: row["rows_loaded"] for row in outcome.generation.manifest["files"]}
    assert named == {"broken.csv": 0, "plans \ufffd\ufffd\\n\\x1b[31m.csv": 1}
    json.dumps(outcome.as_json(), ensure_ascii=False).encode("utf-8")


def test_a_file_that_cannot_be_read_when_checked(tmp_path: Path) -> None:
    (row,) = check([tmp_path / "gone.csv"], Home(tmp_path))["files"]
    assert row["rejects"][0]["rule"] == "cannot_open"


def test_names_are_shown_without_what_moves_a_terminal() -> None:
    assert shown_name("plans 2025 é ☃.csv") == "plans 2025 é ☃.csv"
    assert shown_name("a\r\n\x1b]0;x\x07\u202eb\u2028") == "a\\r\\n\\x1b]0;x\\x07\\u202eb\\u2028"
    assert shown_name(os.fsdecode(b"a\xff")) == "a\ufffd"
