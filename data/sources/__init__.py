"""Open a file as source tables. ``open_file`` is the one way in."""

from data.sources.files import open_file
from data.sources.table import SourceTable, UnreadableFile, cannot_open
from data.sources.unfinished import unfinished

__all__ = ["SourceTable", "UnreadableFile", "cannot_open", "open_file", "unfinished"]
