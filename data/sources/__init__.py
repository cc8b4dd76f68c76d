"""Open a file as source tables. ``open_file`` is the one way in."""

from data.sources.files import open_file
from data.sources.table import SourceTable, UnreadableFile

__all__ = ["SourceTable", "UnreadableFile", "open_file"]
