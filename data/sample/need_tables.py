"""The tables of referrals, assessments and child in need plans."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample import front_door
from data.sample.cells import (
    NOT_YET_RECORDED,
    Cut,
    Table,
    days,
    flags,
    ids,
    referral_ids,
    texts,
    workers,
)
from data.sample.span import NEVER, day_number
from data.sample.streams import Kind


def need_tables(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
    rows, last = cut.rows, cut.last_day
    team = front_team(rows)
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
            "cine_referral_worker_id": workers(cut, team, rows["event"], rows["referred"]),
        }
    )
    episodes = episodes.filter(pa.array(closed >= cut.made.span.history_start))
    return {
        "ssd_cin_episodes": episodes,
        "ssd_cin_assessments": _assessments(cut, person, referral, team, rng),
        "ssd_cin_plans": _in_need_plans(cut, person, referral),
    }


def front_team(rows: pd.DataFrame) -> np.ndarray:
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
            "cina_assessment_worker_id": workers(cut, team, rows["event"], start),
        }
    )
    return table.filter(pa.array((start <= last) & (end >= cut.made.span.history_start)))


def _in_need_plans(cut: Cut, person: pa.Array, referral: pa.Array) -> Table:
    rows = cut.rows
    start = rows["in_need_start"].to_numpy()
    team = np.where(rows["focus"].to_numpy() % 5 < 3, "T03", "T04")
    team = np.where(rows["need"] == "N2", "T06", team)
    table = pa.table(
        {
            "cinp_cin_plan_id": ids("N", 400_000 + cut.start * 10 + np.arange(len(rows))),
            "cinp_referral_id": referral,
            "cinp_person_id": person,
            "cinp_cin_plan_start_date": days(start),
            "cinp_cin_plan_end_date": days(rows["in_need_end"], cut.last_day),
            "cinp_cin_plan_team": texts(team),
            "cinp_cin_plan_worker_id": workers(cut, team, rows["event"], start),
        }
    )
    known = rows["in_need_end"].to_numpy() >= cut.made.span.history_start
    return table.filter(pa.array((start <= cut.last_day) & known))
