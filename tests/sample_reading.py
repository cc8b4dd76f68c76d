"""The sample's files read back plainly, with nothing of the code that made them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import holidays
import numpy as np
import openpyxl
import pandas as pd

from data.sample import write_sample

TODAY = date(2026, 11, 15)


@dataclass
class Sample:
    """A folder of sample exports; each case table as a data frame with its dates as dates."""

    folder: Path

    def table(self, name: str) -> pd.DataFrame:
        """One case table without its ``ssd_``."""
        parquet = self.folder / f"ssd_{name}.parquet"
        if parquet.exists():
            frame = pd.read_parquet(parquet)
        else:
            frame = pd.read_csv(self.folder / f"ssd_{name}.csv", dtype=str)
        for column in frame.columns:
            if column.endswith(("_date", "_dob", "_due")):
                frame[column] = pd.to_datetime(frame[column])
        return frame

    @cached_property
    def people(self) -> pd.DataFrame:
        people = self.table("person").set_index("pers_person_id")
        return people.assign(born=people["pers_dob"].fillna(people["pers_expected_dob"]))

    @cached_property
    def referrals(self) -> pd.DataFrame:
        return self.table("cin_episodes").rename(columns=lambda name: name.removeprefix("cine_"))

    @cached_property
    def plans(self) -> pd.DataFrame:
        return self.table("cp_plans").rename(columns=lambda name: name.removeprefix("cppl_"))

    @cached_property
    def placements(self) -> pd.DataFrame:
        return self.table("cla_placement").rename(
            columns=lambda name: name.removeprefix("clap_").removeprefix("cla_placement_")
        )

    @cached_property
    def conferences(self) -> pd.DataFrame:
        """Initial conferences after an enquiry, with ``waited``: working days elapsed."""
        held = self.table("initial_cp_conference")
        enquiries = self.table("s47_enquiry")[["s47e_s47_enquiry_id", "s47e_s47_start_date"]]
        both = held.merge(enquiries, left_on="icpc_s47_enquiry_id", right_on="s47e_s47_enquiry_id")
        waited = working_days(both["s47e_s47_start_date"], both["icpc_icpc_date"])
        return both.assign(waited=waited, held=both["icpc_icpc_date"])

    @cached_property
    def stays(self) -> pd.DataFrame:
        """One row a period of care: person, start, end (blank where open), age at the start."""
        episodes = self.table("cla_episodes")
        ended = episodes["clae_cla_episode_ceased_date"]
        last = ended.where(episodes["clae_cla_episode_ceased_reason"] != "X1")
        stays = (
            episodes.assign(last=last)
            .groupby("clae_cla_id")
            .agg(
                person=("clae_person_id", "first"),
                start=("clae_cla_episode_start_date", "min"),
                end=("last", "max"),
            )
        )
        born = self.people["born"].reindex(stays["person"]).to_numpy()
        return stays.assign(age=(stays["start"] - born).dt.days / 365.25)

    @cached_property
    def workbook(self) -> dict[str, list[float]]:
        """Every numeric row of the performance workbook by its label, a value a month."""
        (path,) = self.folder.glob("performance_workbook_*.xlsx")
        rows = {}
        for sheet in openpyxl.load_workbook(path).worksheets:
            lines = list(sheet.iter_rows(values_only=True))
            months = max(sum(isinstance(cell, int | float) for cell in row[4:]) for row in lines)
            for cells in lines:
                figures = [cell for cell in cells[4:] if isinstance(cell, int | float)]
                if cells[0] and len(figures) == months:
                    rows[cells[0]] = figures
        return rows

    @cached_property
    def posts(self) -> pd.DataFrame:
        """The post list; ``social`` marks the posts of registered social workers."""
        posts = self._stacked("post_list", "Start Date", "End Date")
        others = ["Personal Adviser", "Family Support Worker", "Business Support Officer"]
        return posts.assign(social=~posts["Post Title"].isin(others))

    @cached_property
    def costs(self) -> pd.DataFrame:
        return self._stacked("placement_costs", "Placement start date")

    @cached_property
    def savings(self) -> pd.DataFrame:
        return self._stacked("savings_plan")

    def _stacked(self, name: str, *dates: str) -> pd.DataFrame:
        return pd.read_csv(self.folder / f"{name}.csv", parse_dates=["As At", *dates])

    def published(self, measure: str) -> dict[int, float]:
        """The council's own published figures of a LAIT measure by year."""
        lait = pd.read_parquet(self.folder / "lait_sample.parquet")
        own = lait[(lait["LA Number"] == 600) & (lait["Short Desc"] == measure)]
        values = pd.to_numeric(own["Values"], errors="coerce")
        return dict(zip(own["Years"].astype(int), values, strict=True))


def whole_sample(temporary: Path) -> Sample:
    """The shipped sample as of TODAY, made once a run of the tests in ``temporary``."""
    folder = temporary / "whole_sample"
    if not folder.exists():
        write_sample(folder, today=TODAY)
    return Sample(folder)


def working_days(first: pd.Series, last: pd.Series) -> np.ndarray:
    """Working days elapsed from ``first``, which is day 0."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(1995, 2029))
    day = pd.Timedelta(days=1)
    return np.busday_count(
        (first + day).to_numpy().astype("datetime64[D]"),
        (last + day).to_numpy().astype("datetime64[D]"),
        holidays=[np.datetime64(each) for each in known],
    )


def open_at(start: pd.Series, end: pd.Series, day: str) -> pd.Series:
    """Whether each was begun by, and not over on, a day."""
    return (start <= day) & ~(end <= day)


def within(dates: pd.Series, after: str, until: str) -> pd.Series:
    """Whether each date is after one day and not after another."""
    return (dates > after) & (dates <= until)
