"""A council's rows, and what the slow recomputation looks up in them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tests.slow_terms import ETHNIC, IN_CARE, LEGAL, age, age_group, is_open, named

Row = dict
Tables = dict[str, list[Row]]


class Council:
    """The tables, with what several indicators look up."""

    def __init__(self, tables: Tables, months: list[date]) -> None:
        self.tables, self.months = tables, months
        self.in_care: list[Row] | None = None
        self.people = {row["pers_person_id"]: row for row in tables["ssd_person"]}
        self.teams = {
            row["dept_team_id"]: row["dept_team_name"] for row in tables["ssd_department"]
        }
        self.services = {
            row["dept_team_id"]: row["dept_team_parent_name"] for row in tables["ssd_department"]
        }
        self.disabilities = defaultdict(set)
        for row in tables["ssd_disability"]:
            self.disabilities[row["disa_person_id"]].add(row["disa_disability_code"])
        self.legal = by_child(
            [row for row in tables["ssd_legal_status"] if row["lega_legal_status"] in IN_CARE],
            "lega_person_id",
            "lega_legal_status_start_date",
            "lega_legal_status_end_date",
        )
        self.placements = by_child(
            tables["ssd_cla_placement"],
            "clap_person_id",
            "clap_cla_placement_start_date",
            "clap_cla_placement_end_date",
        )
        self.reasons = defaultdict(list)
        for row in tables["ssd_cla_episodes"]:
            begun = row["clae_person_id"], row["clae_cla_episode_start_date"]
            self.reasons[begun].append(row["clae_cla_episode_start_reason"] or "")
        self.asylum = defaultdict(list)
        for row in tables["ssd_immigration_status"]:
            status = (row["immi_immigration_status"] or "").lower()
            if "unaccompanied" in status or "uasc" in status.split():
                self.asylum[row["immi_person_id"]].append(row)

    def born(self, child: str) -> date | None:
        person = self.people.get(child)
        return person and (person["pers_dob"] or person["pers_expected_dob"])

    def who(self, child: str, day: date, in_care: bool = False) -> Row:
        """Age group, sex, ethnic group and disability on a day."""
        person = self.people.get(child) or {"pers_sex": None, "pers_ethnicity": None}
        born = self.born(child)
        sex = {"M": "Male", "F": "Female"}.get(person["pers_sex"], "Not recorded")
        return {
            "person": child,
            "age": age_group(age(born, day) if born else None, in_care),
            "sex": sex,
            "ethnicity": named(person["pers_ethnicity"], ETHNIC),
            "disability": self.disability(child),
        }

    def disability(self, child: str) -> str:
        """Of a person who is known as such, whatever is recorded besides 'none'."""
        codes = self.disabilities[child] if child in self.people else set()
        if not codes:
            return "Not recorded"
        return "Disabled" if codes - {"NONE"} else "Not disabled"

    def team(self, team: str | None) -> str:
        return self.teams.get(team) or team or "Not recorded"

    def service(self, team: str | None) -> str:
        return self.services.get(team) or "Not recorded"

    def legal_status(self, child: str, day: date) -> str | None:
        row = standing(self.legal[child], "lega_legal_status", day)
        return row and row["lega_legal_status"]

    def legal_name(self, child: str, day: date) -> str:
        return named(self.legal_status(child, day), LEGAL)

    def placement(self, child: str, day: date) -> Row:
        row = standing(self.placements[child], "clap_cla_placement", day)
        return row or {"clap_cla_placement_type": None, "clap_cla_placement_provider": None}

    def reason(self, child: str, day: date) -> str:
        """Why the child's episode that starts on a day was begun."""
        return max(self.reasons[child, day], default="")

    def placement_spells(self, child: str) -> list[Row]:
        """Placements in order, each ended where the next begins."""
        rows, spells = self.placements[child], []
        for number, row in enumerate(rows):
            start, end = row["clap_cla_placement_start_date"], row["clap_cla_placement_end_date"]
            if number + 1 < len(rows):
                end = min(end or date.max, rows[number + 1]["clap_cla_placement_start_date"])
            if end is None or end > start:
                spells.append(row | {"start": start, "end": end})
        return spells

    def asylum_seeking(self, child: str, day: date) -> str:
        spells = [
            each
            for each in self.asylum[child]
            if is_open(
                each["immi_immigration_status_start_date"] or date.min,
                each["immi_immigration_status_end_date"],
                day,
            )
        ]
        return "Unaccompanied asylum seeking" if spells else "Other children"


def by_child(rows: Iterable[Row], child: str, start: str, end: str) -> dict[str, list[Row]]:
    """Each child's rows in the order in which one replaces another."""
    found = defaultdict(list)
    for row in rows:
        found[row[child]].append(row)
    for each in found.values():
        each.sort(key=lambda row: (row[start], row[end] or date.max))
    return found


def standing(rows: list[Row], name: str, day: date) -> Row | None:
    """The latest row begun by a day, unless it has ended."""
    begun = [row for row in rows if row[f"{name}_start_date"] <= day]
    if begun and is_open(begun[-1][f"{name}_start_date"], begun[-1][f"{name}_end_date"], day):
        return begun[-1]
    return None
