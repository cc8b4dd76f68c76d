"""Reviews, visits and health of children in care again, the slow and obvious way."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from tests.slow_care import care_started, in_care
from tests.slow_council import Council, Row
from tests.slow_terms import age, month_end, months_later, working_days

CARE_VISIT = 42
_GAVE_VIEWS = ("PN1", "PN2", "PN3", "PN5", "PN6")
_DENTAL = ("dent", "teeth", "tooth")
_NOT_GENERAL = (*_DENTAL, "mental", "emotional", "sexual")


def _reviews(council: Council) -> dict[str, list[Row]]:
    """Each child's reviews with a day and not cancelled, found by the ids of the child's care."""
    children = defaultdict(set)
    for row in council.tables["ssd_cla_episodes"]:
        if row["clae_cla_id"]:
            children[row["clae_cla_id"]].add(row["clae_person_id"])
    found = defaultdict(list)
    for row in council.tables["ssd_cla_reviews"]:
        if row["clar_cla_review_date"] and row["clar_cla_review_cancelled"] != "Y":
            for child in children[row["clar_cla_id"]]:
                found[child].append(row)
    return found


def _held(council: Council) -> list[tuple[Row, list[date]]]:
    """Each period of care, and the days of its reviews up to the last month shown."""
    reviews, last = _reviews(council), council.months[-1]
    found = []
    for period in care_started(council):
        days = {row["clar_cla_review_date"] for row in reviews[period["person"]]}
        until = min(period["end"] or last, last)
        found.append((period, sorted(day for day in days if period["start"] < day <= until)))
    return found


def _first_due(start: date) -> date:
    day = start
    while working_days(start, day) < 20:
        day += timedelta(days=1)
    return day


def care_reviews_in_timescale(council: Council) -> Iterable[Row]:
    periods, last = _held(council), council.months[-1]
    known = [day for _, days in periods for day in days]
    for period, held in periods if known else ():
        start, end = period["start"], period["end"]
        from_start = _first_due(start) >= min(known)
        for number, since in enumerate([start, *held]):
            if number == 0:
                if not from_start:
                    continue
                due = _first_due(start)
            else:
                due = months_later(since, 3 if from_start and number == 1 else 6)
            following = held[number] if number < len(held) else None
            if due <= last and (following or end is None or end > due):
                yield _on_day(council, period, due) | {
                    "met": following is not None and following <= due
                }


def _on_day(council: Council, period: Row, day: date) -> Row:
    status = council.legal_name(period["person"], day)
    return period | council.who(period["person"], day) | {"day": day, "legal_status": status}


def reviews_known_from(council: Council) -> date:
    return months_later(min(day for _, days in _held(council) for day in days), 6)


def views_given_to_review(council: Council) -> Iterable[Row]:
    reviews = _reviews(council)
    for period in care_started(council):
        child, start, end = period["person"], period["start"], period["end"]
        said = defaultdict(list)
        for row in reviews[child]:
            day, code = row["clar_cla_review_date"], row["clar_cla_review_participation"]
            if start < day <= (end or date.max) and code != "PN0":
                said[day].append(code)
        born = council.born(child)
        for day, codes in said.items():
            if born is None or age(born, day) >= 4:
                case = _on_day(council, period, day)
                case["met"] = any(code in _GAVE_VIEWS for code in codes)
                yield {key: value for key, value in case.items() if key != "end"}


def _visits(council: Council) -> dict[str, list[date]]:
    found = defaultdict(list)
    for row in council.tables["ssd_cla_visits"]:
        if row["clav_cla_visit_seen"] != "N":
            found[row["clav_person_id"]].append(row["clav_cla_visit_date"])
    return found


def care_visits_in_time(council: Council) -> Iterable[Row]:
    visits = _visits(council)
    for row in in_care(council) if visits else ():
        before = [day for day in visits.get(row["person"], ()) if day <= row["day"]]
        since = max([row["start"], *before])
        yield row | {"met": row["day"] - since <= timedelta(days=CARE_VISIT)}


def visits_known_from(council: Council) -> date:
    return min(min(days) for days in _visits(council).values()) + timedelta(days=CARE_VISIT)


def _checks(council: Council, is_kind: Callable[[str], bool]) -> dict[str, list[date]]:
    found = defaultdict(list)
    for row in council.tables["ssd_cla_health"]:
        kind, day = (row["clah_health_check_type"] or "").lower(), row["clah_health_check_date"]
        if day and is_kind(kind) and row["clah_health_check_status"] in ("Completed", None):
            found[row["clah_person_id"]].append(day)
    return found


def _dental(kind: str) -> bool:
    return any(each in kind for each in _DENTAL)


def _general(kind: str) -> bool:
    words = kind.replace("(", " ").replace(")", " ").split()
    asked = "health" in kind or "medical" in kind or "iha" in words or "rha" in words
    return asked and not any(each in kind for each in _NOT_GENERAL)


def _before(month: date, months: int) -> date:
    return month_end(months_later(month.replace(day=1), -months))


def _checked(
    council: Council, is_kind: Callable[[str], bool], twice_when_young: bool
) -> Iterable[Row]:
    checks = _checks(council, is_kind)
    for row in in_care(council) if checks else ():
        month, born = row["day"], council.born(row["person"])
        if row["start"] > _before(month, 12):
            continue
        held = checks.get(row["person"], ())
        later = any(_before(month, 6) < day <= month for day in held)
        earlier = any(_before(month, 12) < day <= _before(month, 6) for day in held)
        young = twice_when_young and born is not None and age(born, month) < 5
        yield row | {"met": later and earlier if young else later or earlier}


def health_assessment_in_year(council: Council) -> Iterable[Row]:
    return _checked(council, _general, twice_when_young=True)


def dental_check_in_year(council: Council) -> Iterable[Row]:
    return _checked(council, _dental, twice_when_young=False)


def health_known_from(council: Council) -> date:
    return months_later(
        min(day for days in _checks(council, _general).values() for day in days), 12
    )


def dental_known_from(council: Council) -> date:
    return months_later(min(day for days in _checks(council, _dental).values() for day in days), 12)
