"""Journeys → extracts: the case tables of the Standard Safeguarding Dataset, as of the last day.

What has not happened by then is not in them: later rows are left out and later ends are blank.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample import care, front_door, placements, protection
from data.sample.journeys import Making
from data.sample.population import Children
from data.sample.span import NEVER, YEAR, day_number, month_start
from data.sample.streams import Kind

TEAMS = {
    "T01": "Assessment North", "T02": "Assessment South", "T03": "Family Safeguarding East",
    "T04": "Family Safeguarding West", "T05": "Children in Care", "T06": "Disabled Children",
    "T07": "Care Leavers",
}  # fmt: skip
DISABILITIES = (("LD", 0.34), ("AUT", 0.28), ("BEH", 0.16), ("COMM", 0.10), ("MOB", 0.07),
                ("PC", 0.02), ("HEAR", 0.02), ("VIS", 0.01))  # fmt: skip
CONTACTS_PER_REFERRAL = 3.9
FIRST_PERSON = 100_000
NOT_YET_RECORDED = 0.03

Table = pa.Table


@dataclass(frozen=True)
class Cut:
    """What the tables are cut from. ``numbers`` is each child's own number, -1 if never seen."""

    rows: pd.DataFrame
    children: Children
    made: Making
    numbers: np.ndarray
    start: int

    @property
    def last_day(self) -> int:
        return self.made.span.last_day

    def person(self, child: np.ndarray) -> pa.Array:
        return ids("W", self.numbers[child])


def ids(prefix: str, numbers: np.ndarray) -> pa.Array:
    """``prefix`` and a number: W104233."""
    return pa.array(np.char.add(prefix, np.asarray(numbers).astype("U12")))


def days(values: np.ndarray, last_day: int = NEVER - 1) -> pa.Array:
    """Day numbers as dates, blank where after ``last_day``."""
    values = np.asarray(values, dtype=np.int64)
    blank = values > last_day
    return pa.array(np.where(blank, 0, values).astype(np.int32), mask=blank).cast(pa.date32())


def flags(values: np.ndarray, known: np.ndarray | None = None) -> pa.Array:
    """Y or N; blank where not ``known``."""
    mask = None if known is None else ~np.asarray(known)
    return pa.array(np.where(values, "Y", "N").astype(object), mask=mask, type=pa.string())


def texts(values: np.ndarray, known: np.ndarray | None = None) -> pa.Array:
    """Text, blank where not ``known``."""
    mask = None if known is None else ~np.asarray(known)
    return pa.array(np.asarray(values).astype(object), mask=mask, type=pa.string())


def cut(rows: pd.DataFrame, children: Children, made: Making, offset: int) -> Cut:
    """Number the children in the order in which they come to notice, from ``offset`` on."""
    span = made.span
    planned = (rows["plan_start"] < NEVER) & (rows["plan_end"] >= span.plan_history_start)
    kept = planned | (rows["closed"] >= span.history_start)
    rows = rows[kept & (rows["referred"] <= span.last_day)].reset_index(drop=True)
    seen = rows.drop_duplicates("child").sort_values(["referred", "child"], kind="stable")["child"]
    numbers = np.full(len(children), -1, dtype=np.int64)
    numbers[seen] = FIRST_PERSON + offset + np.arange(len(seen))
    return Cut(rows, children, made, numbers, offset)


@dataclass(frozen=True)
class InCare:
    """Periods of care that the extract holds, with their placements and legal statuses."""

    stays: pd.DataFrame
    placed: pd.DataFrame
    legal: pd.DataFrame


def in_care(cut: Cut, rng: np.random.Generator) -> InCare:
    """The periods of care that had not ended when the extract's history begins."""
    rows = cut.rows.assign(sex=cut.children.sex[cut.rows["child"]])
    stays = care.periods(rows, cut.last_day)
    stays = stays[stays["end"] >= cut.made.span.history_start].reset_index(drop=True)
    placed = placements.placements(stays, cut.made.span, cut.made.calendar, rng, cut.made.plant)
    return InCare(stays, placed, placements.legal_statuses(stays, rng))


def case_tables(cut: Cut, cared: InCare, rng: np.random.Generator) -> dict[str, Table]:
    """Every case table by name."""
    contacts = _contacts(cut, rng)
    tables = {"ssd_contacts": contacts}
    tables |= _referrals(cut, rng)
    tables |= _protection(cut, rng)
    tables |= _care(cut, cared, rng)
    tables |= _people(cut, rng)
    tables["ssd_department"] = _departments()
    return tables


def _departments() -> Table:
    return pa.table(
        {
            "dept_team_id": list(TEAMS),
            "dept_team_name": list(TEAMS.values()),
            "dept_team_parent_id": ["T00"] * len(TEAMS),
            "dept_team_parent_name": ["Children's Services"] * len(TEAMS),
        }
    )


def _contacts(cut: Cut, rng: np.random.Generator) -> Table:
    """A contact for almost every referral, and several that lead to none, from a year before."""
    first = cut.made.span.history_start
    rows = cut.rows[cut.rows["referred"] >= first]
    rows = rows[rng.random(len(rows)) < 0.985]
    earlier = np.where(front_door.by_event(rows, rng) < 0.7, 0, 1 + rng.integers(0, 3))
    day = rows["referred"].to_numpy() - earlier
    heads = cut.rows[(cut.rows["referred"] >= first) & cut.rows["is_focus"]]
    again = heads.sample(
        int(len(rows) * CONTACTS_PER_REFERRAL / 1.45), replace=True, random_state=rng
    )
    event = np.arange(len(again))
    # Other contacts keep the season of referrals but fall on days and in families of their own.
    other_day = again["referred"].to_numpy() + rng.integers(-12, 13, len(again))
    other_day = cut.made.calendar.on_or_after(other_day)
    other = _others(cut, other_day, rng)
    both = pd.DataFrame(
        {
            "child": np.concatenate([rows["child"], other["child"]]),
            "day": np.concatenate([day, other["day"]]),
            "source": np.concatenate([rows["source"], other["source"]]),
        }
    )
    del event
    both = both[(both["day"] >= first) & (both["day"] <= cut.last_day)]
    month = day_number(cut.made.span.end.replace(day=1))
    both = both[(both["day"] < month) | (rng.random(len(both)) >= NOT_YET_RECORDED)]
    both = both.sort_values(["day", "child"], kind="stable", ignore_index=True)
    _number_newcomers(cut, both["child"].to_numpy())
    return pa.table(
        {
            "cont_contact_id": ids("C", cut.start * 40 + 1 + np.arange(len(both))),
            "cont_person_id": cut.person(both["child"].to_numpy()),
            "cont_contact_date": days(both["day"]),
            "cont_contact_source_code": texts(both["source"]),
            "cont_contact_source_desc": texts(
                both["source"].map(front_door.SOURCE_NAMES).to_numpy()
            ),
        }
    )


def _others(cut: Cut, day: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Contacts that lead to no referral, for one child or two or three of a family."""
    from data.sample.population import child_near_age

    ages = rng.beta(1.4, 1.3, len(day)) * 17.4
    focus = child_near_age(cut.children, day, ages, rng)
    source = front_door.drawn(front_door.SOURCES, len(day), rng)
    day, focus, source = day[focus >= 0], focus[focus >= 0], source[focus >= 0]
    children = cut.children
    family = children.family[focus]
    first = children.first_member[family]
    sizes = children.first_member[family + 1] - first
    index = np.repeat(np.arange(len(focus)), sizes)
    within = np.arange(len(index)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    child = children.members[np.repeat(first, sizes) + within]
    born = children.born[child]
    aged = (born <= day[index]) & (born > day[index] - 17.8 * YEAR)
    keep = (child == focus[index]) | (aged & (rng.random(len(child)) < 0.5))
    return pd.DataFrame({"child": child, "day": day[index], "source": source[index]})[keep]


def _number_newcomers(cut: Cut, child: np.ndarray) -> None:
    """Give a number to those children who never get beyond a contact."""
    unseen = pd.unique(child[cut.numbers[child] < 0])
    at = max(int(cut.numbers.max()), FIRST_PERSON + cut.start - 1) + 1
    cut.numbers[unseen] = at + np.arange(len(unseen))


def _referrals(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
    rows, last = cut.rows, cut.last_day
    team = _front_team(rows)
    person = cut.person(rows["child"].to_numpy())
    referral = referral_ids(cut, np.arange(len(rows)))
    closed = rows["closed"].to_numpy()
    episodes = pa.table(
        {
            "cine_referral_id": referral,
            "cine_person_id": person,
            "cine_referral_date": days(rows["referred"]),
            "cine_cin_primary_need_code": texts(rows["need"]),
            "cine_referral_source_code": texts(rows["source"]),
            "cine_referral_source_desc": texts(rows["source"].map(front_door.SOURCE_NAMES)),
            "cine_referral_nfa": flags(rows["kind"] == Kind.NO_FURTHER_ACTION),
            "cine_close_reason": texts(rows["close_reason"], closed <= last),
            "cine_close_date": days(closed, last),
            "cine_referral_team": texts(team),
        }
    )
    episodes = episodes.filter(pa.array(closed >= cut.made.span.history_start))
    return {
        "ssd_cin_episodes": episodes,
        "ssd_cin_assessments": _assessments(cut, person, referral, team, rng),
        "ssd_cin_plans": _in_need_plans(cut, person, referral),
    }


def referral_ids(cut: Cut, index: np.ndarray) -> pa.Array:
    """The referral number of journeys' rows."""
    return ids("R", 200_000 + cut.start * 10 + np.asarray(index))


def _front_team(rows: pd.DataFrame) -> np.ndarray:
    north = rows["focus"].to_numpy() % 5 < 3
    team = np.where(north, "T01", "T02")
    return np.where(rows["need"].to_numpy() == "N2", "T06", team)


def _assessments(
    cut: Cut, person: pa.Array, referral: pa.Array, team: np.ndarray, rng: np.random.Generator
) -> Table:
    rows, last = cut.rows, cut.last_day
    start, end = rows["assessment_start"].to_numpy(), rows["assessment_end"].to_numpy()
    month = day_number(cut.made.span.end.replace(day=1))
    late = (end >= month) & (rng.random(len(rows)) < NOT_YET_RECORDED)
    end = np.where(late, NEVER, end)
    done = end <= last
    none = np.isin(rows["kind"], (Kind.ASSESSED,)) | (
        (rows["kind"] == Kind.ENQUIRY) & (rows["in_need_start"] == NEVER)
    )
    table = pa.table(
        {
            "cina_assessment_id": ids("A", 300_000 + cut.start * 10 + np.arange(len(rows))),
            "cina_person_id": person,
            "cina_referral_id": referral,
            "cina_assessment_start_date": days(start),
            "cina_assessment_child_seen": flags(rng.random(len(rows)) < 0.965),
            "cina_assessment_auth_date": days(end, last),
            "cina_assessment_outcome_nfa": flags(none, done),
            "cina_assessment_team": texts(team),
        }
    )
    return table.filter(pa.array((start <= last) & (end >= cut.made.span.history_start)))


def _in_need_plans(cut: Cut, person: pa.Array, referral: pa.Array) -> Table:
    rows = cut.rows
    start = rows["in_need_start"].to_numpy()
    team = np.where(rows["focus"].to_numpy() % 5 < 3, "T03", "T04")
    table = pa.table(
        {
            "cinp_cin_plan_id": ids("N", 400_000 + cut.start * 10 + np.arange(len(rows))),
            "cinp_referral_id": referral,
            "cinp_person_id": person,
            "cinp_cin_plan_start_date": days(start),
            "cinp_cin_plan_end_date": days(rows["in_need_end"], cut.last_day),
            "cinp_cin_plan_team": texts(np.where(rows["need"] == "N2", "T06", team)),
        }
    )
    known = rows["in_need_end"].to_numpy() >= cut.made.span.history_start
    return table.filter(pa.array((start <= cut.last_day) & known))


def _protection(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
    rows, last = cut.rows, cut.last_day
    index = np.arange(len(rows))
    person = cut.person(rows["child"].to_numpy())
    referral = referral_ids(cut, index)
    enquiry, enquiry_end = rows["enquiry_start"].to_numpy(), rows["enquiry_end"].to_numpy()
    held, start = rows["conference"].to_numpy(), rows["plan_start"].to_numpy()
    safe = np.where(enquiry < NEVER, enquiry, 0)
    enquiry_id = ids("E", 500_000 + cut.start * 10 + index)
    plan_id = ids("P", 600_000 + cut.start * 10 + index)
    icpc_id = ids("I", 700_000 + cut.start * 10 + index)
    team = _front_team(rows)
    transfer = rows["transfer_in"].to_numpy()
    enquiries = pa.table(
        {
            "s47e_s47_enquiry_id": enquiry_id,
            "s47e_referral_id": referral,
            "s47e_person_id": person,
            "s47e_s47_start_date": days(enquiry),
            "s47e_s47_end_date": days(enquiry_end, last),
            "s47e_s47_nfa": flags(rows["kind"] == Kind.ENQUIRY, enquiry_end <= last),
            "s47e_s47_completed_by_team": texts(team, enquiry_end <= last),
        }
    ).filter(pa.array((enquiry <= last) & (enquiry_end >= cut.made.span.history_start)))
    conferences = pa.table(
        {
            "icpc_icpc_id": icpc_id,
            "icpc_icpc_meeting_id": ids("M", rows["event"].to_numpy()),
            "icpc_s47_enquiry_id": pa.array(enquiry_id.to_pylist(), mask=enquiry == NEVER),
            "icpc_person_id": person,
            "icpc_cp_plan_id": pa.array(plan_id.to_pylist(), mask=start == NEVER),
            "icpc_referral_id": referral,
            "icpc_icpc_transfer_in": flags(transfer),
            "icpc_icpc_target_date": days(
                np.where(enquiry < NEVER, cut.made.calendar.after(safe, 15), NEVER)
            ),
            "icpc_icpc_date": days(held),
            "icpc_icpc_outcome_cp_flag": flags(start < NEVER),
            "icpc_icpc_team": texts(team),
        }
    ).filter(pa.array((held <= last) & (held >= cut.made.span.history_start)))
    plans = pa.table(
        {
            "cppl_cp_plan_id": plan_id,
            "cppl_referral_id": referral,
            "cppl_icpc_id": icpc_id,
            "cppl_person_id": person,
            "cppl_cp_plan_start_date": days(start),
            "cppl_cp_plan_end_date": days(rows["plan_end"], last),
            "cppl_cp_plan_ola": flags(transfer & False),
            "cppl_cp_plan_initial_category": texts(rows["category"]),
            "cppl_cp_plan_latest_category": texts(rows["latest_category"]),
        }
    ).filter(pa.array((start <= last) & (rows["plan_end"].to_numpy() >= cut.made.span.plan_history_start)))
    return {
        "ssd_s47_enquiry": enquiries,
        "ssd_initial_cp_conference": conferences,
        "ssd_cp_plans": plans,
        "ssd_cp_reviews": _plan_reviews(cut, person, plan_id, rng),
    }


def _plan_reviews(
    cut: Cut, person: pa.Array, plan_id: pa.Array, rng: np.random.Generator
) -> Table:
    made = protection.reviews(cut.rows, cut.made.calendar, cut.last_day, rng)
    row = pa.array(made["row"].to_numpy())
    count = len(made)
    return pa.table(
        {
            "cppr_cp_review_id": ids("V", 800_000 + cut.start * 10 + np.arange(count)),
            "cppr_person_id": person.take(row),
            "cppr_cp_plan_id": plan_id.take(row),
            "cppr_cp_review_due": days(made["due"]),
            "cppr_cp_review_date": days(made["held"]),
            "cppr_cp_review_outcome_continue_cp": flags(made["continues"]),
            "cppr_cp_review_quorate": flags(rng.random(count) < 0.985),
        }
    )


def _care(cut: Cut, cared: InCare, rng: np.random.Generator) -> dict[str, Table]:
    stays, placed, legal = cared.stays, cared.placed, cared.legal
    spells = placements.episodes(stays, placed, legal)
    stay_id = ids("L", 10_000 + cut.start + np.arange(len(stays)))
    person = cut.person(stays["child"].to_numpy())
    referral = referral_ids(cut, stays["row"].to_numpy())
    return {
        "ssd_cla_placement": _placement_table(cut, placed, stay_id, person),
        "ssd_legal_status": _legal_table(cut, legal, person),
        "ssd_cla_episodes": _episode_table(cut, spells, stays, stay_id, person, referral, rng),
        "ssd_immigration_status": _immigration_table(cut, stays, person),
    }


def _placement_table(cut: Cut, placed: pd.DataFrame, stay_id: pa.Array, person: pa.Array) -> Table:
    last, at = cut.last_day, pa.array(placed["period"].to_numpy())
    ended = placed["end"].to_numpy()
    moved = placed["period"].eq(placed["period"].shift(-1)).to_numpy()
    return pa.table(
        {
            "clap_cla_placement_id": placement_ids(cut, np.arange(len(placed))),
            "clap_person_id": person.take(at),
            "clap_cla_id": stay_id.take(at),
            "clap_cla_placement_start_date": days(placed["start"]),
            "clap_cla_placement_end_date": days(ended, last),
            "clap_cla_placement_type": texts(placed["type"]),
            "clap_cla_placement_provider": texts(placed["provider"], placed["provider"] != ""),
            "clap_cla_placement_urn": texts(placed["urn"]),
            "clap_cla_placement_distance": pa.array(placed["distance"].to_numpy()),
            "clap_cla_placement_change_reason": texts(placed["reason"], moved & (ended <= last)),
        }
    ).filter(pa.array(placed["start"].to_numpy() <= last))


def placement_ids(cut: Cut, index: np.ndarray) -> pa.Array:
    return ids("Q", 20_000 + cut.start + np.asarray(index))


def _legal_table(cut: Cut, legal: pd.DataFrame, person: pa.Array) -> Table:
    return pa.table(
        {
            "lega_legal_status_id": ids("S", 30_000 + cut.start + np.arange(len(legal))),
            "lega_person_id": person.take(pa.array(legal["period"].to_numpy())),
            "lega_legal_status": texts(legal["status"]),
            "lega_legal_status_start_date": days(legal["start"]),
            "lega_legal_status_end_date": days(legal["end"], cut.last_day),
        }
    ).filter(pa.array(legal["start"].to_numpy() <= cut.last_day))


def _episode_table(
    cut: Cut,
    spells: pd.DataFrame,
    stays: pd.DataFrame,
    stay_id: pa.Array,
    person: pa.Array,
    referral: pa.Array,
    rng: np.random.Generator,
) -> Table:
    last, at = cut.last_day, spells["period"].to_numpy()
    take = pa.array(at)
    ended = spells["end"].to_numpy()
    seen = np.minimum(ended, last) - rng.integers(3, 60, len(spells))
    return pa.table(
        {
            "clae_cla_episode_id": ids("K", 40_000 + cut.start * 2 + np.arange(len(spells))),
            "clae_person_id": person.take(take),
            "clae_cla_episode_start_date": days(spells["start"]),
            "clae_cla_episode_start_reason": texts(spells["began"]),
            "clae_cla_primary_need_code": texts(
                np.where(np.isin(stays["need"], ("N9", "N0")), "N1", stays["need"])[at]
            ),
            "clae_cla_episode_ceased_date": days(ended, last),
            "clae_cla_episode_ceased_reason": texts(spells["ceased"], ended <= last),
            "clae_cla_id": stay_id.take(take),
            "clae_referral_id": referral.take(take),
            "clae_cla_placement_id": placement_ids(cut, spells["placement"].to_numpy()),
            "clae_entered_care_date": days(stays["start"].to_numpy()[at]),
            "clae_cla_last_iro_contact_date": days(np.maximum(seen, spells["start"])),
        }
    ).filter(pa.array(spells["start"].to_numpy() <= last))


def _immigration_table(cut: Cut, stays: pd.DataFrame, person: pa.Array) -> Table:
    alone = np.flatnonzero(stays["kind"].to_numpy() == Kind.ASYLUM)
    return pa.table(
        {
            "immi_immigration_status_id": ids("G", 1_000 + cut.start + np.arange(len(alone))),
            "immi_person_id": person.take(pa.array(alone)),
            "immi_immigration_status": texts(np.full(len(alone), "UASC")),
            "immi_immigration_status_start_date": days(stays["start"].to_numpy()[alone]),
            "immi_immigration_status_end_date": days(
                stays["adult"].to_numpy()[alone], cut.last_day
            ),
        }
    )


def _people(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
    """One row a person seen; the unborn have an expected date instead of a date of birth."""
    child = np.flatnonzero(cut.numbers >= 0)
    child = child[np.argsort(cut.numbers[child], kind="stable")]
    born = cut.children.born[child]
    unborn = born > cut.last_day
    sex = np.where(unborn, "U", cut.children.sex[child])
    ethnic = cut.children.ethnicity[child].astype("U4")
    ethnic = np.where(unborn | (rng.random(len(child)) < 0.035), "NOBT", ethnic)
    person = cut.person(child)
    people = pa.table(
        {
            "pers_person_id": person,
            "pers_sex": texts(sex),
            "pers_ethnicity": texts(ethnic),
            "pers_dob": days(born, cut.last_day),
            "pers_expected_dob": days(np.where(unborn, born, NEVER)),
        }
    )
    disabled = np.flatnonzero(cut.children.disabled[child] & ~unborn)
    disability = pa.table(
        {
            "disa_table_id": ids("D", 50_000 + cut.start + np.arange(len(disabled))),
            "disa_person_id": person.take(pa.array(disabled)),
            "disa_disability_code": texts(front_door.drawn(DISABILITIES, len(disabled), rng)),
        }
    )
    return {"ssd_person": people, "ssd_disability": disability}
