"""Children's whole histories in care, from a seed: they move, leave, come back, are adopted."""

import random
from datetime import date, timedelta

from tests.slow_council import Row, Tables

FIRST, LAST = date(2022, 1, 1), date(2025, 9, 30)
_TYPES = (("U6", "PR1"), ("U4", "PR4"), ("U1", "PR1"), ("K2", "PR4"), ("H5", "PR5"), ("R1", "PR3"))
_TABLES = (
    "ssd_person", "ssd_department", "ssd_disability", "ssd_cla_episodes", "ssd_cla_placement",
    "ssd_legal_status", "ssd_immigration_status", "ssd_cla_visits", "ssd_cla_health",
    "ssd_permanence",
)  # fmt: skip


def made_care(seed: int, children: int = 60) -> Tables:
    """Rows by table, as a council's whole records have them."""
    chance = random.Random(f"made care {seed}")
    tables: Tables = {name: [] for name in _TABLES}
    for number in range(children):
        _add_child(chance, tables, f"W{number:04}")
    return tables


def twins(tables: Tables, child: str, twin: str) -> None:
    """Give a child a twin to whom all the same happened on the same days."""
    for rows in tables.values():
        for row in [each for each in rows if child in each.values()]:
            rows.append({
                name: _of_twin(value, child, twin) for name, value in row.items()
            })  # fmt: skip


def _of_twin(value: object, child: str, twin: str) -> object:
    return value.replace(child, twin) if isinstance(value, str) else value


def _add_child(chance: random.Random, tables: Tables, child: str) -> None:
    tables["ssd_person"].append(
        {
            "pers_person_id": child,
            "pers_dob": date(chance.randrange(2009, 2022), chance.randrange(1, 13), 1),
            "pers_expected_dob": None,
            "pers_sex": chance.choice(["M", "F"]),
            "pers_ethnicity": chance.choice(["WBRI", "MWAS", "BAFR", "NOBT"]),
        }
    )
    start = FIRST + timedelta(days=chance.randrange(1150))
    for turn in range(chance.choice([1, 1, 1, 2, 2, 3])):
        end = start + timedelta(days=chance.choice([9, 40, 200, 500, 2000]) + chance.randrange(40))
        adopted = _add_stay(chance, tables, child, turn, start, end if end <= LAST else None)
        if adopted:
            break
        start = end + timedelta(days=chance.choice([2, 12, 60, 150, 400]))
        if start > LAST:
            break
    if chance.random() < 0.1:
        first = min(_own(tables, "ssd_cla_episodes", "clae", child, "cla_episode_start_date"))
        tables["ssd_immigration_status"].append(
            {
                "immi_immigration_status_id": f"{child}I",
                "immi_person_id": child,
                "immi_immigration_status": "UASC",
                "immi_immigration_status_start_date": first,
                "immi_immigration_status_end_date": None,
            }
        )


def _own(tables: Tables, name: str, prefix: str, child: str, column: str) -> list[date]:
    rows = [row for row in tables[name] if row[f"{prefix}_person_id"] == child]
    return [row[f"{prefix}_{column}"] for row in rows]


def _add_stay(
    chance: random.Random, tables: Tables, child: str, turn: int, start: date, end: date | None
) -> bool:
    """A period of care with all that happens in it. Gives whether it ended in adoption."""
    key, adopted = f"{child}-{turn}", False
    until = end or LAST
    if end and (end - start).days > 150 and chance.random() < 0.5:
        adopted = True
        _add_adoption(chance, tables, child, key, start, end)
    tables["ssd_cla_episodes"].append(
        {
            "clae_cla_episode_id": key,
            "clae_person_id": child,
            "clae_cla_id": key,
            "clae_cla_episode_start_date": start,
            "clae_cla_episode_start_reason": "S",
            "clae_cla_primary_need_code": chance.choice(["N1", "N4", "N8"]),
            "clae_cla_episode_ceased_date": end,
            "clae_cla_episode_ceased_reason": end
            and ("E11" if adopted else chance.choice(["E4A", "E8"])),
            "clae_entered_care_date": start,
        }
    )
    for number, (begins, ends) in enumerate(_spells(chance, start, end, 25, 300)):
        kind, provider = ("A6", "PR1") if adopted and ends == end else chance.choice(_TYPES)
        tables["ssd_cla_placement"].append(
            {
                "clap_cla_placement_id": f"{key}P{number}",
                "clap_person_id": child,
                "clap_cla_placement_start_date": begins,
                "clap_cla_placement_end_date": ends,
                "clap_cla_placement_type": kind,
                "clap_cla_placement_provider": provider,
                "clap_cla_placement_urn": None,
            }
        )
    for number, (begins, ends) in enumerate(_spells(chance, start, end, 8, 400)):
        tables["ssd_legal_status"].append(
            {
                "lega_legal_status_id": f"{key}L{number}",
                "lega_person_id": child,
                "lega_legal_status": chance.choice(["C1", "C2", "V2", "L2"]),
                "lega_legal_status_start_date": begins,
                "lega_legal_status_end_date": ends,
            }
        )
    _add_work(chance, tables, child, key, start, until)
    return adopted


def _add_work(
    chance: random.Random, tables: Tables, child: str, key: str, start: date, until: date
) -> None:
    for number, day in enumerate(_days(chance, start, until, 14, 60)):
        tables["ssd_cla_visits"].append(
            {
                "clav_cla_visit_id": f"{key}V{number}",
                "clav_person_id": child,
                "clav_cla_visit_date": day,
                "clav_cla_visit_seen": chance.choice(["Y", "Y", "Y", "N", None]),
            }
        )
    for kind, least, most in (("Health Assessment", 90, 420), ("Dental Check", 150, 500)):
        for number, day in enumerate(_days(chance, start, until, least, most)):
            tables["ssd_cla_health"].append(
                {
                    "clah_health_check_id": f"{key}{kind[0]}{number}",
                    "clah_person_id": child,
                    "clah_health_check_type": kind,
                    "clah_health_check_date": day,
                    "clah_health_check_status": chance.choice(
                        ["Completed", "Completed", "Refused"]
                    ),
                }
            )


def _add_adoption(
    chance: random.Random, tables: Tables, child: str, key: str, start: date, end: date
) -> None:
    days = sorted(start + timedelta(days=chance.randrange(1, (end - start).days)) for _ in range(4))
    tables["ssd_permanence"].append(
        {
            "perm_table_id": key,
            "perm_person_id": child,
            "perm_cla_id": key,
            "perm_adm_decision_date": days[0],
            "perm_placement_order_date": days[1],
            "perm_matched_date": days[2],
            "perm_placed_for_adoption_date": days[3],
            "perm_placed_ffa_cp_date": chance.choice([days[2], None, None]),
            "perm_adopted_by_carer_flag": "N",
            "perm_decision_reversed_date": None,
            "perm_permanence_order_date": end,
            "perm_permanence_order_type": "Adoption",
        }
    )


def _spells(
    chance: random.Random, start: date, end: date | None, least: int, most: int
) -> list[tuple[date, date | None]]:
    """Spells that follow one another from a start to an end."""
    breaks = [start, *_days(chance, start, end or LAST, least, most)]
    return list(zip(breaks, [*breaks[1:], end], strict=True))


def _days(chance: random.Random, start: date, until: date, least: int, most: int) -> list[date]:
    """Days after a start and before an end, that many days apart."""
    days: list[date] = []
    day = start + timedelta(days=chance.randrange(least, most))
    while day < until:
        days.append(day)
        day += timedelta(days=chance.randrange(least, most))
    return days


__all__ = ["FIRST", "LAST", "Row", "made_care", "twins"]
