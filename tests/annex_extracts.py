"""Annex A extracts cut from a council's case tables, as its case system would have listed them."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd

from tests.annex_care_lists import care_lists
from tests.sample_reading import Sample
from tests.slow_council import Tables

Cut = Callable[[Sample, pd.Timestamp, pd.Timestamp], pd.DataFrame]
_LETTERS = {"M": "a) Male", "F": "b) Female", "U": "c) Not stated/recorded"}
_YES_NO = {"Y": "a) Yes", "N": "b) No"}


def write_extract(sample: Sample, folder: Path, as_at: str) -> Path:
    """One workbook of the lists as at a day, headings in row 2 under a title."""
    until = pd.Timestamp(as_at)
    begins = until - pd.DateOffset(months=6) + pd.DateOffset(days=1)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, (title, cut) in _LISTS.items():
        sheet = book.create_sheet(f"List_{number}")
        sheet.append([f"List {number}: {title}"])
        rows = _with_people(sample, cut(sample, begins, until), until)
        sheet.append(list(rows.columns))
        for row in rows.itertuples(index=False):
            sheet.append([None if pd.isna(value) else value for value in row])
    for number, rows in care_lists(_care_tables(sample), until.date()).items():
        sheet = book.create_sheet(f"List {number}")
        for row in [list(rows[0]), *(row.values() for row in rows)]:
            sheet.append(list(row))
    path = folder / f"annex_a_{as_at}.xlsx"
    book.save(path)
    return path


_CARE_TABLES = (
    "person", "department", "disability", "cla_episodes", "cla_placement", "legal_status",
    "immigration_status", "cla_visits", "cla_health", "permanence",
)  # fmt: skip


def _care_tables(sample: Sample) -> Tables:
    """The tables that Lists 8 and 10 are cut from, blanks as None and dates as dates."""
    tables: Tables = {}
    for name in _CARE_TABLES:
        rows = sample.table(name).to_dict("records")
        tables[f"ssd_{name}"] = [
            {column: _plain(value) for column, value in row.items()} for row in rows
        ]
    return tables


def _plain(value: object) -> object:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _with_people(sample: Sample, rows: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    people = sample.people.reindex(rows["Child Unique ID"])
    common = pd.DataFrame(
        {
            "Child Unique ID": rows["Child Unique ID"].to_numpy(),
            "Gender": people["pers_sex"].map(_LETTERS).to_numpy(),
            "Ethnicity": ("a) " + people["pers_ethnicity"]).to_numpy(),
            "Date of Birth": people["born"].to_numpy(),
            "Age of Child (Years)": ((until - people["born"]).dt.days // 365.25).to_numpy(),
        }
    )
    rest = rows.drop(columns="Child Unique ID").reset_index(drop=True)
    return pd.concat([common, rest], axis=1)


def _until(days: pd.Series, until: pd.Timestamp) -> pd.Series:
    """What was known of days by then: a later one was not yet recorded."""
    return days.where(days <= until)


def _contacts(sample: Sample, begins: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    rows = sample.table("contacts")
    rows = rows[rows["cont_contact_date"].between(begins, until)]
    return pd.DataFrame(
        {
            "Child Unique ID": rows["cont_person_id"],
            "Date of Contact": rows["cont_contact_date"],
            "Contact Source": "a) " + rows["cont_contact_source_code"],
        }
    )


def _referrals(sample: Sample, begins: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    rows = sample.referrals[sample.referrals["referral_date"].between(begins, until)]
    return pd.DataFrame(
        {
            "Child Unique ID": rows["person_id"],
            "Date of referral": rows["referral_date"],
            "Referral Source": rows["referral_source_code"],
            "Referral NFA?": rows["referral_nfa"].map(_YES_NO),
            "Number of Referrals in Last 12 Months": 0,
            "Allocated Team": rows["referral_team"],
            "Allocated Worker": "Somebody",
        }
    )


def _assessments(sample: Sample, begins: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    rows = sample.table("cin_assessments")
    start = rows["cina_assessment_start_date"]
    end = _until(rows["cina_assessment_auth_date"], until)
    listed = pd.DataFrame(
        {
            "Child Unique ID": rows["cina_person_id"],
            "Does the Child have a Disability": "b) No",
            "Continuous Assessment Start Date": start,
            "Child Seen During Continuous Assessment": "Yes",
            "Continuous Assessment Date of Authorisation": end,
            "Was the child assessed as requiring LA children’s social care support": "Yes",
            "Allocated Team": rows["cina_assessment_team"],
            "Allocated Worker": "Somebody",
        }
    )
    return listed[(start <= until) & (end.isna() | (end >= begins))]


def _enquiries(sample: Sample, begins: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    rows = sample.table("s47_enquiry").merge(
        sample.table("initial_cp_conference"),
        how="left",
        left_on="s47e_s47_enquiry_id",
        right_on="icpc_s47_enquiry_id",
    )
    rows = rows[rows["s47e_s47_start_date"].between(begins, until)]
    held = _until(rows["icpc_icpc_date"], until)
    return pd.DataFrame(
        {
            "Child Unique ID": rows["s47e_person_id"],
            "Does the Child have a Disability": "b) No",
            "Strategy discussion initiating Section 47 Enquiry Start Date": rows[
                "s47e_s47_start_date"
            ],
            "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
            "Date of Initial Child Protection Conference": held,
            "Did the Initial Child Protection Conference Result in a Child Protection Plan": rows[
                "icpc_icpc_outcome_cp_flag"
            ]
            .map(_YES_NO)
            .where(held.notna()),
            "Number of Section 47 Enquiries in the last 12 months": 0,
            "Number of ICPCs in the last 12 months": 0,
            "Allocated Team": rows["s47e_s47_completed_by_team"],
            "Allocated Worker": "Somebody",
        }
    )


def _need(sample: Sample, begins: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    rows = sample.referrals
    start, end = rows["referral_date"], _until(rows["close_date"], until)
    taken_up = rows["referral_nfa"].ne("Y")
    listed = pd.DataFrame(
        {
            "Child Unique ID": rows["person_id"],
            "Does the Child have a Disability": "b) No",
            "CIN Start Date": start,
            "Primary Need Code": rows["cin_primary_need_code"],
            "Date Child Was Last Seen": None,
            "CIN Closure Date": end,
            "Reason for Closure": rows["close_reason"].where(end.notna()),
            "Case status": "d) Open assessment",
            "Allocated Team": rows["referral_team"],
            "Allocated Worker": "Somebody",
        }
    )
    listed = listed[taken_up & (start <= until) & (end.isna() | (end >= begins))]
    return listed.sort_values("CIN Start Date").groupby("Child Unique ID", as_index=False).tail(1)


def _plans(sample: Sample, begins: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    rows = sample.plans
    start, end = rows["cp_plan_start_date"], _until(rows["cp_plan_end_date"], until)
    listed = pd.DataFrame(
        {
            "Child Unique ID": rows["person_id"],
            "Does the Child have a Disability": "b) No",
            "Child Protection Plan Start Date": start,
            "Initial Category of Abuse": rows["cp_plan_initial_category"],
            "Latest Category of Abuse": rows["cp_plan_latest_category"],
            "Date of the Last Statutory Visit": None,
            "Was the Child Seen Alone?": "a) Yes",
            "Date of latest review conference": None,
            "Child Protection Plan End Date": end,
            "Number of Previous Child Protection Plans": 0,
            "Allocated Team": "",
            "Allocated Worker": "Somebody",
        }
    )
    listed = listed[(start <= until) & (end.isna() | (end >= begins))]
    by_start = listed.sort_values("Child Protection Plan Start Date")
    return by_start.groupby("Child Unique ID", as_index=False).tail(1)


_LISTS: dict[int, tuple[str, Cut]] = {
    1: ("Contacts", _contacts),
    3: ("Referral", _referrals),
    4: ("Assessments", _assessments),
    5: ("Section 47 enquiries and Initial Child Protection Conferences", _enquiries),
    6: ("Children in Need", _need),
    7: ("Child protection", _plans),
}
