"""Open a file as source tables. ``open_file`` is the one way in."""

from data.sources.files import open_file
from data.sources.table import SourceTable, UnreadableFile, cannot_open

__all__ = ["SourceTable", "UnreadableFile", "cannot_open", "open_file"]
