"""From a point on a line to what it is made of: its parts, what moved it, and its cases."""

from queries.drill_down.case_list import CaseList, get_case_list
from queries.drill_down.month import OpenedMonth, get_opened_month
from queries.drill_down.parts import Part, SplitParts, split_parts

__all__ = [
    "CaseList",
    "OpenedMonth",
    "Part",
    "SplitParts",
    "get_case_list",
    "get_opened_month",
    "split_parts",
]
