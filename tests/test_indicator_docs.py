"""docs/indicators.md tells of every field, and its example of a new indicator is one."""

import re
from pathlib import Path

import pytest

from queries.catalogue import Example, Indicator, Published, catalogue, read_catalogue
from queries.examples import example_result

DOCS = (Path(__file__).parents[1] / "docs" / "indicators.md").read_text(encoding="utf-8")
DERIVED = {"slug", "theme", "computed"}


def test_every_field_is_told() -> None:
    told = set(re.findall(r"`(?:\[\[)?([a-z_]+)(?:\]\])?(?: = true)?`", DOCS))
    given = set(re.findall(r"^ *\[*([a-z_]+)(?:\.[a-z_.]+)?\]* ?=?", DOCS, re.MULTILINE))
    fields = {*Indicator.model_fields, *Published.model_fields, *Example.model_fields} - DERIVED
    assert fields - told - given == set()


def test_every_split_is_told() -> None:
    used = {split for each in catalogue().values() for split in each.splits}
    section = DOCS.split("## Splits and their members")[1]
    assert used == set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))


def test_published_parts_are_of_splits_and_members_told() -> None:
    section = DOCS.split("## Splits and their members")[1]
    for indicator in catalogue().values():
        for entry in indicator.published:
            assert not entry.split or entry.split in indicator.splits, indicator.slug
            assert entry.member in section or entry.split == "age", (indicator.slug, entry.member)


def _written_out(folder: Path) -> Indicator:
    """The guide's example of a new indicator, as the files that it says to write."""
    steps = DOCS.split("## Adding one of your own")[1].split("## Splits")[0]
    blocks = re.findall(r"^   ```(toml|sql)\n(.*?)^   ```", steps, re.MULTILINE | re.DOTALL)
    theme = folder / "children_in_need"
    theme.mkdir()
    for kind in ("toml", "sql"):
        text = "\n".join(body for what, body in blocks if what == kind)
        file = theme / f"referrals_by_police.{kind}"
        file.write_text(re.sub("^   ", "", text, flags=re.MULTILINE), encoding="utf-8")
    return read_catalogue(folder)["referrals_by_police"]


def test_the_example_of_a_new_indicator_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = _written_out(tmp_path)
    assert added.slug not in catalogue()
    assert any(re.search(label, added.title, re.IGNORECASE) for label in added.labels)
    monkeypatch.setattr("queries.catalogue.FOLDER", tmp_path)
    assert len(added.example) == 2
    assert [example_result(added, each).differences for each in added.example] == [[], []]
