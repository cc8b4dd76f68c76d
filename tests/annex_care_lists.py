"""Lists 8 to 10 cut from a council's case tables, as its case system would have listed them."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from tests.case_files import csv_rows
from tests.slow_care import placements_in_year
from tests.slow_council import Council, Row, Tables

_SEXES = {"M": "a) Male", "F": "b) Female", "U": "c) Not stated/recorded", None: ""}
_YES_NO = {True: "a) Yes", False: "b) No"}

_ON_THE_WAY = (
    "adm_decision",
    "placement_order",
    "matched",
    "placed_for_adoption",
    "permanence_order",
    "decision_reversed",
    "placed_ffa_cp",
)


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the month's last where it has no such day."""
    at = day.year * 12 + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def write_care_lists(
    tables: Tables, folder: Path, as_at: date, late: Iterable[str] = ()
) -> list[Path]:
    """A CSV for each of the lists 8 and 10 that has rows, as at a day."""
    return [
        csv_rows(folder / f"list_{number}_{as_at}.csv", as_text(rows))
        for number, rows in care_lists(tables, as_at, late).items()
        if rows
    ]


def care_lists(tables: Tables, as_at: date, late: Iterable[str] = ()) -> dict[int, list[Row]]:
    """The rows of the lists 8 and 10 by their numbers."""
    return {8: list_8(tables, as_at, late), 10: list_10(tables, as_at)}


def list_8(tables: Tables, until: date, late: Iterable[str] = ()) -> list[Row]:
    """One row a child in care, or who left in six months: the latest period of care. Of the
    children ``late`` a start in the last three weeks is not recorded yet."""
    council, own = Council(tables, []), _by_child(tables)
    people = {row["pers_person_id"]: row for row in tables["ssd_person"]}
    listed = []
    for child, stays in _stays(tables).items():
        is_late = child in late and any(0 <= (until - s["start"]).days < 21 for s in stays)
        recorded = until - timedelta(days=21 if is_late else 0)
        known = [each for each in stays if each["start"] <= recorded]
        if not known:
            continue
        last = known[-1]
        ended = last["end"] if last["end"] and last["end"] <= until else None
        if ended and ended <= months_before(until, 6):
            continue
        returned = any(
            each["end"] > months_before(until, 12) for each in known[:-1]
        )  # all but the last have ended
        listed.append(
            _person(people[child], until)
            | {
                "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))": (
                    _YES_NO[_is_asylum_seeking(tables, child, last["start"], until)]
                ),
                "Does the Child have a Disability": "b) No",
                "Date Started to be Looked After": last["start"],
                "Child's Category of Need": last["need"],
                "Is this a second or subsequent period of being a Looked After Child within the "
                "last 12 months (Y/N)": _YES_NO[returned],
                "Date of Latest Statutory Review": None,
                "What is the permanence plan for this child?": "f) Long-term fostering",
                "Number of Placements in the Last 12 months": (
                    placements_in_year(council, child, until)
                ),
                "Date Ceased to be Looked After ": ended,
                "Reason Ceased to be Looked After": last["reason"] if ended else None,
                "Placement postcode": "ZZ99 9ZZ",
                "Allocated Worker": "Ellery Quaintance",
            }
            | _state(own, child, recorded)
        )
    return listed


def list_10(tables: Tables, until: date) -> list[Row]:
    """One row a child adopted in twelve months, or of whom that was decided and is open."""
    people = {row["pers_person_id"]: row for row in tables["ssd_person"]}
    starts = {
        row["clae_cla_id"]: row["clae_entered_care_date"] for row in tables["ssd_cla_episodes"]
    }
    since, listed = months_before(until, 12), []
    for row in tables["ssd_permanence"]:
        if row.get("perm_permanence_order_type") not in (None, "Adoption"):
            continue
        days = {name: _by(row[f"perm_{name}_date"], until) for name in _ON_THE_WAY}
        over = days["permanence_order"] or days["decision_reversed"]
        if not (days["adm_decision"] or over) or (over and over <= since):
            continue
        listed.append(
            _person(people[row["perm_person_id"]], until)
            | {
                "Family identifier": "4836911",
                "Date the Child Entered Care": starts[row["perm_cla_id"]],
                "Date of Decision that Child Should be Placed for Adoption": days["adm_decision"],
                "Date of Placement Order": days["placement_order"],
                "Date of Matching Child and Prospective Adopters": days["matched"],
                "Date Placed for Adoption": days["placed_for_adoption"],
                "Date of Adoption Order ": days["permanence_order"],
                "Date of Decision that Child Should No Longer be Placed for Adoption": (
                    days["decision_reversed"]
                ),
                "Date the child was placed for fostering in FFA or concurrent planning placement": (
                    days["placed_ffa_cp"]
                ),
            }
        )
    return listed


def _stays(tables: Tables) -> dict[str, list[Row]]:
    """Each child's periods of care in order: start, end, reason and need."""
    periods = defaultdict(list)
    for row in tables["ssd_cla_episodes"]:
        periods[row["clae_cla_id"]].append(row)
    stays = defaultdict(list)
    for rows in periods.values():
        rows.sort(key=lambda row: row["clae_cla_episode_start_date"])
        last = rows[-1]
        stays[last["clae_person_id"]].append(
            {
                "start": rows[0]["clae_entered_care_date"]
                or rows[0]["clae_cla_episode_start_date"],
                "end": last["clae_cla_episode_ceased_date"],
                "reason": last["clae_cla_episode_ceased_reason"],
                "need": rows[0]["clae_cla_primary_need_code"],
            }
        )
    for each in stays.values():
        each.sort(key=lambda stay: stay["start"])
    return stays


def _person(person: Row, until: date) -> Row:
    return {
        "Child Unique ID": person["pers_person_id"],
        "Gender": _SEXES[person["pers_sex"]],
        "Ethnicity": f"a) {person['pers_ethnicity']}",
        "Date of Birth": person["pers_dob"],
        "Age of Child (Years)": until.year - person["pers_dob"].year,
    }


def _state(own: dict[str, dict[str, list[Row]]], child: str, until: date) -> Row:
    """Legal status and placement, and the last visit and checks."""

    def last(table: str, day: str, **wanted: str) -> Row:
        rows = [
            row
            for row in own[f"ssd_{table}"][child]
            if row[day] <= until and all(word in (row[name] or "") for name, word in wanted.items())
        ]
        return max(rows, key=lambda row: row[day], default={})

    done = {"clah_health_check_status": "Completed"}
    checked = "clah_health_check_date"
    legal = last("legal_status", "lega_legal_status_start_date")
    placed = last("cla_placement", "clap_cla_placement_start_date")
    visit = last("cla_visits", "clav_cla_visit_date")
    health = last("cla_health", checked, clah_health_check_type="Health", **done)
    dental = last("cla_health", checked, clah_health_check_type="Dental", **done)
    return {
        "Start date of current legal status": legal.get("lega_legal_status_start_date"),
        "Child's Legal Status": legal.get("lega_legal_status"),
        "Date of Last Social Work Visit": visit.get("clav_cla_visit_date"),
        "Date of Last Health Assessment": health.get(checked),
        "Date of Last Dental Check": dental.get(checked),
        "Start Date of Most Recent Placement": placed.get("clap_cla_placement_start_date"),
        "Placement Type": placed.get("clap_cla_placement_type"),
        "Placement Provider": placed.get("clap_cla_placement_provider"),
    }


def _by_child(tables: Tables) -> dict[str, dict[str, list[Row]]]:
    """Each child's rows of each table; visits at which the child was not seen left out."""
    found: dict[str, dict[str, list[Row]]] = {}
    for name, rows in tables.items():
        own = found[name] = defaultdict(list)
        for row in rows:
            child = next((value for key, value in row.items() if key.endswith("person_id")), None)
            if row.get("clav_cla_visit_seen") != "N":
                own[child].append(row)
    return found


def _is_asylum_seeking(tables: Tables, child: str, start: date, until: date) -> bool:
    return any(
        row["immi_person_id"] == child
        and row["immi_immigration_status_start_date"] <= until
        and (row["immi_immigration_status_end_date"] or date.max) > months_before(until, 12)
        for row in tables["ssd_immigration_status"]
    )


def _by(day: date | None, until: date) -> date | None:
    """What was known of a day by then: a later one was still to come."""
    return day if day and day <= until else None


def as_text(rows: list[Row]) -> list[dict[str, str]]:
    return [{name: "" if v is None else str(v) for name, v in row.items()} for row in rows]
