"""Rows of Annex A's lists, and small files of them through the real loading, for tests."""

from pathlib import Path

from data.context import LoadContext
from data.ingest import load_files, new_context
from data.reports import TableReport
from data.settings import Settings
from data.vocabulary import Vocabulary
from tests.case_files import csv_rows

CONTACT = {
    "Child Unique ID": "770001",
    "Gender": "b) Female",
    "Ethnicity": "a) WBRI",
    "Date of Birth": "17/05/2014",
    "Age": "11",
    "Date of Contact": "12/09/2025",
    "Contact Source": "q) 6: Police",
}
REFERRAL = {
    "Child Unique ID": "770001",
    "Gender": "F",
    "Ethnicity": "WBRI",
    "Date of Birth": "2014-05-17",
    "Age of Child (Years)": "11",
    "Date of Referral": "12/09/2025",
    "Referral Source": "e) 2A: Schools",
    "Referral NFA?": "b) No",
    "Number of Referrals in Last 12 Months": "0",
    "Allocated Team": "Locality 2",
    "Allocated Worker": "Ellery Quaintance",
}
NEED = {
    "ChildUniqueID": "770001",
    "Gender": "F",
    "Ethnicity": "WBRI",
    "DateOfBirth": "2014-05-17",
    "HasDisability": "a) Yes",
    "CINStartDate": "2025-09-12",
    "PrimaryNeedCode": "N1 - Abuse or neglect",
    "CINClosureDate": "",
    "ReasonForClosure": "",
    "CaseStatus": "d) Open assessment",
}
ENQUIRY = {
    "Child ID": "770001",
    "Strategy discussion initiating Section 47 Enquiry Start Date": "2025-09-15",
    "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
    "Date of Initial Child Protection Conference": "2025-10-03",
    "Did the Initial Child Protection Conference Result in a Child Protection Plan": "a) Yes",
}


def annex_context() -> LoadContext:
    """A refresh's context with every table empty."""
    return new_context(Settings(), Vocabulary(()))


def load(
    folder: Path, context: LoadContext, *files: tuple[str, list[dict[str, str]]]
) -> list[TableReport]:
    """The report of each file, named and with these rows, loaded together in this order."""
    paths = [csv_rows(folder / name, rows) for name, rows in files]
    reports = [each for file in load_files(paths, folder, context) for each in file.reports]
    for report in reports:
        assert report.rows_read == report.rows_loaded + report.rows_rejected
    return reports
