"""What the yearly returns have in common: the SSDA903, the children in need census.

A return is a set of tables for a year ending 31 March; councils keep several years of them. Which
tables it has is data (a TOML file, ``tables.YearlyReturn``). Each table that a file holds is
judged row by row as a case table's are, and its sound rows are *held* (``loading``). When all
files are read, the year of each is settled (``years``), and the return's own module makes the rows
of the case tables from all that is held, whatever the order of the files (``finish``).
"""

from data.readers.yearly_return.finishing import finish
from data.readers.yearly_return.loading import load, recognise
from data.readers.yearly_return.tables import ReturnTable, YearlyReturn, read_return
from data.readers.yearly_return.told import Told

__all__ = ["ReturnTable", "Told", "YearlyReturn", "finish", "load", "read_return", "recognise"]
