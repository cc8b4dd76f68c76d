"""The reference table of councils: complete, consistent, and agreeing with published files."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from data.areas import ENGLAND, REFERENCE, REGIONS, reference_areas
from data.published.places import Place, areas_of, region_id
from tests.published_tables import empty_warehouse, load

COLUMNS = [
    "number",
    "ons_code",
    "name",
    "type",
    "region",
    "opened",
    "closed",
    "former_ons_codes",
    "successors",
]


@pytest.fixture(scope="module")
def councils() -> list[dict[str, str]]:
    with REFERENCE.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def test_england_has_153_councils_today(councils: list[dict[str, str]]) -> None:
    assert len([each for each in councils if not each["closed"]]) == 153


def test_every_number_and_code_names_one_council(councils: list[dict[str, str]]) -> None:
    numbers = [each["number"] for each in councils]
    codes = [code for each in councils for code in _codes(each)]
    assert len(numbers) == len(set(numbers))
    assert len(codes) == len(set(codes))


def test_every_council_is_in_a_region_and_its_type_fits_its_code(
    councils: list[dict[str, str]],
) -> None:
    kinds = {
        "E06": "unitary",
        "E08": "metropolitan borough",
        "E09": "London borough",
        "E10": "county",
    }
    for each in councils:
        assert each["region"] in REGIONS, each["name"]
        assert each["region"] != "E12000007", f"{each['name']} is in Inner or in Outer London"
        assert each["type"] == kinds[each["ons_code"][:3]], each["name"]


def test_an_abolished_council_has_successors_that_opened_the_day_after(
    councils: list[dict[str, str]],
) -> None:
    by_number = {each["number"]: each for each in councils}
    closed = [each for each in councils if each["closed"]]
    assert {each["number"] for each in closed} == {"820", "835", "836", "837", "875", "909", "928"}
    for each in closed:
        after = date.fromisoformat(each["closed"])
        for successor in each["successors"].split():
            opened = date.fromisoformat(by_number[successor]["opened"])
            assert (opened - after).days == 1, (each["name"], successor)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("E06000052", "908"),
        ("908", "908"),
        (" e06000052 ", "908"),
        ("E10000023", "815"),
        ("E06000065", "815"),
        ("E10000027", "933"),
        ("E10000002", "825"),
        ("E10000009", "835"),
        ("E06000059", "838"),
        ("E08000020", "390"),
        ("E06000048", "929"),
        ("E08000016", "370"),
        ("E08000038", "370"),
        ("E08000039", "373"),
        ("E92000001", ENGLAND),
    ],
)
def test_a_code_old_or_new_finds_its_council(code: str, number: str) -> None:
    assert reference_areas().find(code) == number


def test_every_council_code_in_published_files_is_known(shared: Path) -> None:
    unknown: dict[str, set[str]] = defaultdict(set)
    areas = reference_areas()
    rows = 0
    for path in sorted((shared / "published").glob("*/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if not {"old_la_code", "new_la_code"} <= set(reader.fieldnames or []):
                continue
            for row in reader:
                if row["geographic_level"] != "Local authority":
                    continue
                rows += 1
                for number, code in zip(
                    row["old_la_code"].split(" / "), row["new_la_code"].split(" / "), strict=True
                ):
                    found = areas.get(number)
                    if not found or areas.find(code) != number:
                        unknown[path.name].add(f"{number} {code}")
                    elif found.region != row["region_code"]:
                        unknown[path.name].add(f"{number} in {row['region_code']}")
    assert rows > 50_000
    assert not unknown


def test_names_agree_with_the_list_of_councils(shared: Path) -> None:
    context = empty_warehouse()
    before = {area.id: area for area in context.areas}
    report = load(context, shared / "published/neighbours/la_code_list.xlsx")
    assert (report.rows_read, report.rows_loaded) == (171, 170)
    assert [each.row for each in report.rejects] == [172]
    assert {area.id: area for area in context.areas} == before


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place("National", "", "E06000046", "England", None), [ENGLAND]),
        (Place("REGION", "H", "E12000007", "INNER LONDON", None), ["E13000001"]),
        (Place("Regional", None, "E12000007", "London", "E12000007"), ["E12000007"]),
        (Place("Local authority", "370", "E08000099", "Barnsley", "E12000003"), ["370"]),
        (Place("Local authority", None, "E10000027", "Somerset", None), ["933"]),
        (
            Place("LA", "314 / 318", "E09000021 / E09000027", "Kingston / Richmond", None),
            ["314", "318"],
        ),
        (Place("Local authority", None, None, "Cornwall", None), []),
        (Place("School", "908", "E06000052", "Cornwall", None), []),
    ],
)
def test_a_place_is_found_by_level_then_number_then_code(place: Place, found: list[str]) -> None:
    assert areas_of(place, reference_areas()) == found


def test_a_council_nobody_knows_is_added_from_its_row() -> None:
    areas = reference_areas()
    place = Place("Local authority", "999", "E06009999", "Northmere", "E12000009")
    assert areas_of(place, areas) == ["999"]
    added = areas.get("999")
    assert added is not None
    assert (added.name, added.ons_code, added.region) == ("Northmere", "E06009999", "E12000009")
    assert areas.find("E06009999") == "999"


def test_one_of_two_joined_councils_unknown_leaves_the_row_out() -> None:
    place = Place("Local authority", "314 / x", "E09000021 / x", "Kingston / ?", None)
    assert areas_of(place, reference_areas()) == []


@pytest.mark.parametrize("name", ["London (Inner)", "Inner London", "INNER LONDON "])
def test_a_region_is_known_by_the_names_files_use(name: str) -> None:
    assert region_id(name) == "E13000001"


def _codes(council: dict[str, str]) -> list[str]:
    return [council["ons_code"], *council["former_ons_codes"].split()]
