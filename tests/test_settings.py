"""settings.toml: every setting documented, every fault named."""

import json
from pathlib import Path

import pytest

from data.settings import Settings, SettingsError, load_settings

DOCUMENT = Path(__file__).parents[1] / "docs" / "settings.md"


def test_no_file_means_every_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_every_setting_and_its_default_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for section, values in Settings().model_dump().items():
        for key, default in values.items():
            written = json.dumps(default)
            row = next(
                (line for line in text.splitlines() if line.startswith(f"| `[{section}] {key}`")),
                None,
            )
            assert row, f"docs/settings.md has no row for [{section}] {key}"
            assert f"`{written}`" in row, f"the default of [{section}] {key} is {written}"


def test_every_documented_setting_exists() -> None:
    known = {f"[{section}] {key}" for section, v in Settings().model_dump().items() for key in v}
    rows = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `[")]
    assert {line.split("`")[1] for line in rows} == known


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[council]\ncode = 9.08\n", "council.code"),
        ("[neighbours]\nfewest = '5'\n", "neighbours.fewest"),
        ("[councils]\ncode = 908\n", "councils is not a setting"),
        ("[neighbours]\nmodle = '2025'\n", "neighbours.modle"),
        ("[neighbours]\nstatistic = 'mode'\n", "neighbours.statistic"),
        ("[council\n", "not readable as TOML"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        load_settings(path)


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[council]\ncode = "E06000052"\n', encoding="utf-8-sig")
    assert load_settings(path).council.code == "E06000052"


def test_a_number_needs_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[council]\ncode = 908\n", encoding="utf-8")
    assert load_settings(path).council.code == "908"
