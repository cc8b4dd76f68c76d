"""Files that another program is still writing, or keeps for itself while it has one open."""

from pathlib import Path

from data.sources.table import UnreadableFile

_HALF = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".tmp")
_LOCK = "~$"


def unfinished(path: Path) -> UnreadableFile | None:
    """What to say of a file whose name says that it is half a copy; None of any other.

    Browsers, copying programs and Excel name a file so until it is whole, and then rename it.
    """
    if path.name.startswith(_LOCK):
        return UnreadableFile(
            "lock_file",
            "This is the mark that Excel leaves beside a workbook while somebody has it open. Save "
            "and close the workbook; the mark then goes of itself.",
        )
    if path.suffix.casefold() in _HALF:
        return UnreadableFile(
            "being_written",
            f"A name that ends in {path.suffix.casefold()} is that of a copy or download still "
            "under way; nothing of it was read. When it has finished, refresh again; if it never "
            "will, delete it.",
        )
    return None
