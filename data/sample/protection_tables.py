"""The tables of section 47 enquiries, initial conferences, plans and their reviews."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.sample import protection
from data.sample.cells import Cut, Table, days, flags, ids, referral_ids, texts, workers
from data.sample.need_tables import front_team
from data.sample.span import NEVER, YEAR
from data.sample.streams import Kind


def protection_tables(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
    """The four tables; rows of one journey share their position, and so their numbers."""
    index = np.arange(len(cut.rows))
    shared = _Shared(
        person=cut.person(cut.rows["child"].to_numpy()),
        referral=referral_ids(cut, index),
        enquiry=ids("E", 500_000 + cut.start * 10 + index),
        plan=ids("P", 600_000 + cut.start * 10 + index),
        conference=ids("I", 700_000 + cut.start * 10 + index),
    )
    return {
        "ssd_s47_enquiry": _enquiries(cut, shared),
        "ssd_initial_cp_conference": _conferences(cut, shared),
        "ssd_cp_plans": _plans(cut, shared),
        "ssd_cp_reviews": _plan_reviews(cut, shared.person, shared.plan, rng),
    }


@dataclass(frozen=True)
class _Shared:
    """The identifiers of each journey's row."""

    person: pa.Array
    referral: pa.Array
    enquiry: pa.Array
    plan: pa.Array
    conference: pa.Array


def _enquiries(cut: Cut, shared: _Shared) -> Table:
    rows, last, team = cut.rows, cut.last_day, front_team(cut.rows)
    start, end = rows["enquiry_start"].to_numpy(), rows["enquiry_end"].to_numpy()
    return pa.table(
        {
            "s47e_s47_enquiry_id": shared.enquiry,
            "s47e_referral_id": shared.referral,
            "s47e_person_id": shared.person,
            "s47e_s47_start_date": days(start),
            "s47e_s47_end_date": days(end, last),
            "s47e_s47_nfa": flags(rows["kind"] == Kind.ENQUIRY, end <= last),
            "s47e_s47_completed_by_worker_id": workers(cut, team, rows["event"], start),
            "s47e_s47_completed_by_team": texts(team, end <= last),
        }
    ).filter(pa.array((start <= last) & (end >= cut.made.span.history_start)))


def _conferences(cut: Cut, shared: _Shared) -> Table:
    rows, team = cut.rows, front_team(cut.rows)
    enquiry, plan = rows["enquiry_start"].to_numpy(), rows["plan_start"].to_numpy()
    held = rows["conference"].to_numpy()
    target = cut.made.calendar.after(np.where(enquiry < NEVER, enquiry, 0), 15)
    return pa.table(
        {
            "icpc_icpc_id": shared.conference,
            "icpc_icpc_meeting_id": ids("M", meeting_base(cut) + rows["event"].to_numpy()),
            "icpc_s47_enquiry_id": pa.array(shared.enquiry.to_pylist(), mask=enquiry == NEVER),
            "icpc_person_id": shared.person,
            "icpc_cp_plan_id": pa.array(shared.plan.to_pylist(), mask=plan == NEVER),
            "icpc_referral_id": shared.referral,
            "icpc_icpc_transfer_in": flags(rows["transfer_in"]),
            "icpc_icpc_target_date": days(np.where(enquiry < NEVER, target, NEVER)),
            "icpc_icpc_date": days(held),
            "icpc_icpc_outcome_cp_flag": flags(plan < NEVER),
            "icpc_icpc_team": texts(team),
            "icpc_icpc_worker_id": workers(cut, team, rows["event"], held),
        }
    ).filter(pa.array((held <= cut.last_day) & (held >= cut.made.span.history_start)))


def _plans(cut: Cut, shared: _Shared) -> Table:
    rows, last = cut.rows, cut.last_day
    start, end = rows["plan_start"].to_numpy(), rows["plan_end"].to_numpy()
    return pa.table(
        {
            "cppl_cp_plan_id": shared.plan,
            "cppl_referral_id": shared.referral,
            "cppl_icpc_id": shared.conference,
            "cppl_person_id": shared.person,
            "cppl_cp_plan_start_date": days(start),
            "cppl_cp_plan_end_date": days(end, last),
            "cppl_cp_plan_ola": flags(np.zeros(len(rows), dtype=bool)),
            "cppl_cp_plan_initial_category": texts(rows["category"]),
            "cppl_cp_plan_latest_category": texts(rows["latest_category"]),
        }
    ).filter(pa.array((start <= last) & (end >= cut.made.span.plan_history_start)))


def meeting_base(cut: Cut) -> int:
    """What the numbers of this cohort's meetings begin with: an event's own is added."""
    return cut.start * 10


def _plan_reviews(cut: Cut, person: pa.Array, plan_id: pa.Array, rng: np.random.Generator) -> Table:
    made = protection.reviews(cut.rows, cut.made.calendar, cut.last_day, rng)
    made = made[made["held"] >= cut.made.span.history_start].reset_index(drop=True)
    row, count = made["row"].to_numpy(), len(made)
    at = pa.array(row)
    age = (made["held"].to_numpy() - cut.rows["born"].to_numpy()[row]) / YEAR
    says = rng.choice(["PN1", "PN2", "PN6", "PN7"], size=count, p=[0.44, 0.16, 0.29, 0.11])
    return pa.table(
        {
            "cppr_cp_review_id": ids("V", 800_000 + cut.start * 10 + np.arange(count)),
            "cppr_person_id": person.take(at),
            "cppr_cp_plan_id": plan_id.take(at),
            "cppr_cp_review_due": days(made["due"]),
            "cppr_cp_review_date": days(made["held"]),
            "cppr_cp_review_meeting_id": ids(
                "RM",
                (meeting_base(cut) + cut.rows["event"].to_numpy()[row]) * 100_000
                + made["held"].to_numpy(),
            ),
            "cppr_cp_review_outcome_continue_cp": flags(made["continues"]),
            "cppr_cp_review_quorate": flags(rng.random(count) < 0.985),
            "cppr_cp_review_participation": texts(np.where(age < 4, "PN0", says)),
        }
    )
