"""docs/indicators.md tells of every field, and its example of a new indicator is one."""

import re
from pathlib import Path

from queries.catalogue import Example, Indicator, Published, catalogue, read_catalogue

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


def test_the_example_of_a_new_indicator_passes_the_model(tmp_path: Path) -> None:
    steps = DOCS.split("## Adding one of your own")[1].split("## Splits")[0]
    blocks = re.findall(r"^   ```(toml|sql)\n(.*?)^   ```", steps, re.MULTILINE | re.DOTALL)
    text = {
        kind: "\n".join(
            re.sub("^   ", "", body, flags=re.MULTILINE) for what, body in blocks if what == kind
        )
        for kind in ("toml", "sql")
    }
    folder = tmp_path / "children_in_need"
    folder.mkdir()
    (folder / "referrals_by_police.toml").write_text(text["toml"], encoding="utf-8")
    (folder / "referrals_by_police.sql").write_text(text["sql"], encoding="utf-8")
    added = read_catalogue(tmp_path)["referrals_by_police"]
    assert added.computed
    assert len(added.example) == 1
    assert added.slug not in catalogue()
    assert any(re.search(label, added.title, re.IGNORECASE) for label in added.labels)
