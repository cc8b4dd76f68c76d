"""The real published files: how many rows of each load, and all of them loaded, once."""

from functools import cache
from pathlib import Path

from data.context import LoadContext
from data.reports import TableReport
from data.tables import OBSERVATION, create_table
from queries.catalogue import read_catalogue
from queries.observations.published import published_observations
from tests.published_tables import empty_warehouse, load

FILES = {
    "cin_2015/SFR41-2015_Underlying_data.csv": (153, 0),
    "cin_2022/a2_section47_icpc_cpp_2013_to_2022.csv": (130, 0),
    "cin_2022/c1_children_in_need_referrals_and_rereferrals_2013_to_2022.csv": (1638, 0),
    "cin_2022/c2_children_in_need_assessments_duration_2014_to_2022.csv": (1474, 0),
    "cin_2022/c6_children_in_need_referrals_by_month_2013_to_2022.csv": (1638, 0),
    "cin_2022/d1_child_protection_plans_2013_to_2022.csv": (1638, 0),
    "cin_2022/d7_cpps_ending_by_duration_2013_to_2022.csv": (1638, 0),
    "cin_2025/b1_children_in_need_2013_to_2025.csv": (2132, 0),
    "cin_2025/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv": (2132, 0),
    "cin_2025/c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv": (2132, 0),
    "cin_2025/d3_cpps_subsequent_plan_2013_to_2025.csv": (2132, 0),
    "cin_2025/ons_mid-year_population_estimates_2012_to_2024.csv": (2111, 21),
    "cla_2015_2019/CLA2019.csv": (164, 0),
    "cla_2015_2019/SFR34_CLA2015.csv": (163, 0),
    "cla_2015_2019/SFR34_FormerCareLeavers2015.csv": (163, 0),
    "cla_2022/cla_number_and_rate_per_10k_children.csv": (2520, 0),
    "cla_2024/la_children_who_ceased_during_the_year.csv": (24215, 0),
    "cla_2025/cla_number_and_rate_per_10k_children.csv": (2505, 0),
    "cla_2025/la_care_leavers_accommodation_suitability.csv": (6680, 0),
    "cla_2025/la_care_leavers_activity.csv": (20040, 0),
    "cla_2025/la_cla_during_year_new_placements.csv": (15865, 0),
    "cla_2025/la_cla_placement_stability.csv": (5010, 0),
    "cla_2025/la_cla_swcount.csv": (330, 0),
    "cla_2025/la_conviction_health_outcome_cla.csv": (15030, 0),
    "finance/s251_childrens_young_peoples_services_national3.csv": (266, 0),
    "finance/s251ye2015.xlsx": (5472, 0),
    "lait/bds_long_0.parquet": (640_900, 170),
    "lait/lait_data_dictionary.csv": (0, 448),
    "neighbours/New_Statistical_Neighbour_Groupings_April_2021.csv": (156, 1),
    "neighbours/la_code_list.xlsx": (170, 1),
    "neighbours/sn_april_2021.xlsx": (156, 3),
    "neighbours/sn_may_2025.xlsx": (158, 1),
    "neighbours/sn_model_2025_wide.csv": (153, 0),
    "workforce/csww_indicators_2017_to_2025.csv": (1463, 0),
}
"""Each file's rows loaded and rejected, as counted by hand from its README and its text."""


@cache
def everything_loaded(published: Path) -> tuple[LoadContext, dict[str, TableReport]]:
    """The warehouse of all FILES, and each one's report. Built once a run: read it only."""
    context = empty_warehouse()
    reports = {name: load(context, published / name) for name in FILES}
    return context, reports


@cache
def everything_observed(published: Path) -> LoadContext:
    """The same warehouse with the shipped indicators' table ``observation``. Read it only."""
    context, _ = everything_loaded(published)
    create_table(context.connection, "observation", OBSERVATION)
    published_observations(context.connection, read_catalogue())
    return context
