"""The tables of section 47 enquiries, initial conferences, plans and their reviews."""

import numpy as np
import pyarrow as pa

from data.sample import protection
from data.sample.cells import Cut, Table, days, flags, ids, referral_ids, texts, workers
from data.sample.need_tables import front_team
from data.sample.span import NEVER, YEAR
from data.sample.streams import Kind


def protection_tables(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
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
    team = front_team(rows)
    transfer = rows["transfer_in"].to_numpy()
    enquiries = pa.table(
        {
            "s47e_s47_enquiry_id": enquiry_id,
            "s47e_referral_id": referral,
            "s47e_person_id": person,
            "s47e_s47_start_date": days(enquiry),
            "s47e_s47_end_date": days(enquiry_end, last),
            "s47e_s47_nfa": flags(rows["kind"] == Kind.ENQUIRY, enquiry_end <= last),
            "s47e_s47_completed_by_worker_id": workers(team, rows["event"]),
            "s47e_s47_completed_by_team": texts(team, enquiry_end <= last),
        }
    ).filter(pa.array((enquiry <= last) & (enquiry_end >= cut.made.span.history_start)))
    conferences = pa.table(
        {
            "icpc_icpc_id": icpc_id,
            "icpc_icpc_meeting_id": ids("M", meeting_base(cut) + rows["event"].to_numpy()),
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
            "icpc_icpc_worker_id": workers(team, rows["event"]),
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
    ).filter(
        pa.array(
            (start <= last) & (rows["plan_end"].to_numpy() >= cut.made.span.plan_history_start)
        )
    )
    return {
        "ssd_s47_enquiry": enquiries,
        "ssd_initial_cp_conference": conferences,
        "ssd_cp_plans": plans,
        "ssd_cp_reviews": _plan_reviews(cut, person, plan_id, rng),
    }


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
