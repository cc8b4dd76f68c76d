"""The tables of children in care: placements, legal statuses, episodes, immigration status."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample import care, placements
from data.sample.cells import Cut, Table, days, ids, referral_ids, texts
from data.sample.streams import Kind


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


def care_tables(cut: Cut, cared: InCare, rng: np.random.Generator) -> dict[str, Table]:
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
