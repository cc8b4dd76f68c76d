"""Small SSDA903 sets, made up, through the real loading, for tests."""

from pathlib import Path

from data.context import LoadContext
from data.ingest import load_files, new_context
from data.reports import TableReport
from data.settings import Settings
from data.vocabulary import Vocabulary
from tests.case_files import csv_rows, stored

Rows = list[dict[str, str]]
FILLER = "FILL"
"""The child of the episode that gives each set its year where a test's own rows do not."""


def episode(
    child: str, decom: str, rne: str = "S", dec: str = "", rec: str = "", **more: str
) -> dict[str, str]:
    """A row of the episodes, a foster placement under section 20 unless ``more`` says otherwise."""
    return {
        "CHILD": child, "DECOM": decom, "RNE": rne, "LS": "V2", "CIN": "N1", "PLACE": "U6",
        "PLACE_PROVIDER": "PR1", "DEC": dec, "REC": rec, "REASON_PLACE_CHANGE": "",
        "HOME_POST": "ZZ99 1AA", "PL_POST": "ZZ99 2BB", "URN": "1234567",
    } | more  # fmt: skip


def a_set(year: int, *rows: dict[str, str]) -> tuple[str, Rows]:
    """The episodes of the year ending 31 March ``year``, with a filler's that tells it."""
    filler = episode(FILLER, f"10/05/{year - 1}", "S", f"20/05/{year - 1}", "E4A")
    return f"{year}_episodes.csv", [filler, *rows]


def header(child: str, **more: str) -> dict[str, str]:
    """A row of the header: who a child is."""
    return {
        "CHILD": child, "SEX": "1", "DOB": "17/05/2012", "ETHNIC": "WBRI",
        "UPN": "A123456789012", "MOTHER": "", "MC_DOB": "",
    } | more  # fmt: skip


def leaver(child: str, **more: str) -> dict[str, str]:
    """A row of the care leavers (oc3)."""
    told = {"CHILD": child, "DOB": "17/05/2000", "IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "U1"}
    return told | more


def ssda903_context() -> LoadContext:
    """A refresh's context with every table empty."""
    return new_context(Settings(), Vocabulary(()))


def load(folder: Path, context: LoadContext, *files: tuple[str, Rows]) -> list[TableReport]:
    """The report of each file, named and with these rows, loaded together in this order."""
    paths = []
    for name, rows in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        paths.append(csv_rows(folder / name, rows))
    reports = [each for file in load_files(paths, folder, context) for each in file.reports]
    for report in reports:
        assert report.rows_read == report.rows_loaded + report.rows_rejected
        assert "waymark_fault" not in {each.rule for each in report.rejects}
    return reports


def history(context: LoadContext, child: str) -> list[tuple]:
    """A child's episodes: first day, reason for it, day of ending and reason for that."""
    return stored(
        context,
        "clae_cla_episode_start_date::VARCHAR, clae_cla_episode_start_reason, "
        "clae_cla_episode_ceased_date::VARCHAR, clae_cla_episode_ceased_reason",
        f"ssd_cla_episodes WHERE clae_person_id = '{child}'",
    )


def periods(context: LoadContext, child: str) -> int:
    """How many periods of care a child has."""
    return len(
        stored(
            context, "DISTINCT clae_cla_id", f"ssd_cla_episodes WHERE clae_person_id = '{child}'"
        )
    )


def rules(reports: list[TableReport]) -> dict[str, str]:
    """Every warning, rule → message."""
    return {each.rule: each.message for report in reports for each in report.warnings}
