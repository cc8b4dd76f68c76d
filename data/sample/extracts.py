"""Journeys → extracts: the case tables of the Standard Safeguarding Dataset, as of the last day.

What has not happened by then is not in them: later rows are left out and later ends are blank.
Nor is what had ended when the extract's history begins: it holds what was open then, and later.
"""

import numpy as np

from data.sample.care_leavers import care_leaver_table
from data.sample.care_tables import InCare, care_tables, in_care
from data.sample.care_work import care_work_tables
from data.sample.cells import Cut, Table, cut
from data.sample.contacts import contact_table
from data.sample.missing import missing_table
from data.sample.need_tables import need_tables
from data.sample.people_tables import people_tables
from data.sample.permanence import permanence_table
from data.sample.protection_tables import protection_tables
from data.sample.visits import visit_tables


def case_tables(cut: Cut, cared: InCare, rng: np.random.Generator) -> dict[str, Table]:
    """Every case table by name.

    Visits and episodes of being missing are drawn from a stream of their own, and so is what is
    recorded beside care.
    """
    tables = {"ssd_contacts": contact_table(cut, rng)}
    tables |= need_tables(cut, rng)
    tables |= protection_tables(cut, rng)
    tables |= care_tables(cut, cared, rng)
    (apart,) = rng.spawn(1)
    tables |= visit_tables(cut, apart) | {"ssd_missing": missing_table(cut, cared, apart)}
    (beside,) = rng.spawn(1)
    tables |= care_work_tables(cut, cared, beside)
    tables["ssd_care_leavers"] = care_leaver_table(cut, cared, beside)
    tables["ssd_permanence"] = permanence_table(cut, cared, beside)
    return tables | people_tables(cut, rng)


__all__ = ["Cut", "InCare", "case_tables", "cut", "in_care"]
