"""Every worked example of the catalogue, run."""

import pytest

from queries.catalogue import Example, Indicator, catalogue
from queries.examples import ExampleError, example_result

EXAMPLES = [
    pytest.param(indicator, example, id=f"{indicator.slug}: {example.title}")
    for indicator in catalogue().values()
    for example in indicator.example
]


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_an_example_gives_what_it_says(indicator: Indicator, example: Example) -> None:
    result = example_result(indicator, example)
    assert not result.differences
    if result.denominator == 0:
        assert result.value is None
        assert result.status == "not_applicable"
    assert result.cases.numerator == result.numerator


@pytest.mark.parametrize(
    "indicator",
    [each for each in catalogue().values() if each.computed],
    ids=lambda indicator: indicator.slug,
)
def test_a_computed_indicator_has_two_examples(indicator: Indicator) -> None:
    assert len(indicator.example) >= 2


def test_an_example_that_is_wrong_is_found_out() -> None:
    contacts = catalogue()["contacts"]
    wrong = contacts.example[0].model_copy(update={"expect": {"numerator": 4.0, "value": 3.0}})
    assert example_result(contacts, wrong).differences == ["numerator is 3.0, expected 4.0"]


def test_an_example_that_misspells_a_column_is_refused() -> None:
    contacts = catalogue()["contacts"]
    given = {"ssd_contacts": ({"cont_contact_day": "2025-03-01"},)}
    wrong = contacts.example[0].model_copy(update={"given": given})
    with pytest.raises(ExampleError, match="ssd_contacts has no column cont_contact_day"):
        example_result(contacts, wrong)


def test_an_example_of_a_month_without_figures_is_refused() -> None:
    contacts = catalogue()["contacts"]
    wrong = contacts.example[0].model_copy(update={"month": "2020-01"})
    with pytest.raises(ExampleError, match="no figure was made for 2020-01"):
        example_result(contacts, wrong)
