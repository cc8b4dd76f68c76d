"""The files of the exports folder: which are loaded, in what order, and which the sample made."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

from data.counted_text import counted

SAMPLE_MARKER = ".waymark-sample"
# What file managers leave behind; hidden files and Excel's lock files (~$…) are left out too.
_LITTER = {"thumbs.db", "desktop.ini"}
_NAMED_DATE = re.compile(r"(20\d\d)[-_ ]?(0[1-9]|1[0-2])(?:[-_ ]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


class FolderInUse(Exception):
    """A folder holds files that are not the sample's; the message says how many."""


def export_files(folder: Path) -> list[Path]:
    """The files to load, the oldest first, so that a later extract's row wins.

    Folders inside are included, linked ones too, each once. Links that lead nowhere and folders
    that cannot be listed are among them, so that loading can say so.
    """
    found: list[Path] = []
    walked: set[Path] = set()

    def note(fault: OSError) -> None:
        if not isinstance(fault, FileNotFoundError):
            found.append(Path(fault.filename))

    for inside, folders, names in os.walk(folder, followlinks=True, onerror=note):
        here = Path(inside)
        if here.resolve() in walked:  # a link that leads back
            folders.clear()
            continue
        walked.add(here.resolve())
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [here / name for name in names if _wanted(name) and _may_be_file(here / name)]
    return sorted(found, key=lambda path: (file_date(path), path.name))


def file_date(path: Path) -> date:
    """When an extract was made: the date in its name, else when the file was last changed."""
    named = _NAMED_DATE.search(path.stem)
    if named:
        year, month, day = int(named[1]), int(named[2]), int(named[3] or 1)
        try:
            return date(year, month, day)
        except ValueError:
            return date(year, month, 1)
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except (OSError, OverflowError, ValueError):  # gone since, or a clock that was wrong
        return date.min


def sample_files(folder: Path) -> set[str]:
    """The sample council's files in ``folder``, as paths within it; none where none was made."""
    try:
        return set((folder / SAMPLE_MARKER).read_text(encoding="utf-8").split("\n")) - {""}
    except FileNotFoundError:
        return set()


def make_way_for_sample(folder: Path) -> None:
    """Take an earlier sample's files out of ``folder``.

    Raises FolderInUse where anything else stands there: a sample must not mix with real exports.
    """
    earlier = sample_files(folder)
    others = [each for each in export_files(folder) if path_within(each, folder) not in earlier]
    if others:
        found = counted(len(others), "file that is", "files that are")
        raise FolderInUse(
            f"{folder} holds {found} not the sample's ({others[0].name} …). "
            "Nothing was written: give an empty folder."
        )
    for name in earlier:
        (folder / name).unlink(missing_ok=True)
    for inside in {(folder / name).parent for name in earlier} - {folder}:
        if inside.is_dir() and not any(inside.iterdir()):
            inside.rmdir()


def path_within(path: Path, folder: Path) -> str:
    """A file's path within ``folder``, its folders parted by /."""
    return path.relative_to(folder).as_posix()


def mark_sample(folder: Path, written: list[Path]) -> None:
    """Note which files are the sample's."""
    names = "\n".join(sorted(path_within(path, folder) for path in written))
    (folder / SAMPLE_MARKER).write_text(names + "\n", encoding="utf-8")


def _wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.casefold() not in _LITTER


def _may_be_file(path: Path) -> bool:
    """A file, or what cannot be seen to be anything else: a link that leads nowhere."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return True
