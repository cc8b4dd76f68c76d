"""Waymark's one command: serve the pages, refresh the warehouse, check a file, make a sample."""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

try:
    from data.home import Home, current_home
    from data.notes import NotesError
    from data.refresh_run import RefreshRun, RefreshRunning, only_refresh
    from data.report_text import report_lines
    from data.settings import SettingsError
    from queries.catalogue import CatalogueError
except ModuleNotFoundError as missing:
    sys.exit(
        f"The package {missing.name} is not installed for this Python. 'make run' or 'make test' "
        "installs everything into .venv; then use .venv/bin/python (on Windows "
        ".venv\\Scripts\\python) in place of python."
    )

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SAMPLE_FORMATS = (
    "ssd",
    "annex_a",
    "ssda903",
    "cin_census",
    "cin_census_csv",
)  # of data.sample.formats, which takes a second to import
PUBLISHED, NOTHING_LOADED, BAD_CALL = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 nothing could be loaded, 2 a bad call."""
    asked = _parser().parse_args(arguments)
    try:
        done = asked.run(asked, current_home())
        sys.stdout.flush()
        return done
    except BrokenPipeError:  # whoever read the output, as 'head' does, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PUBLISHED
    except Exception as fault:
        if said := _plainly(fault):
            return _refused(said)
        raise


def _plainly(fault: Exception) -> str | None:
    """What stands in the way, where it is nothing of Waymark's own doing."""
    from queries.refresh import UnknownCouncil

    if isinstance(fault, (SettingsError, CatalogueError, NotesError, UnknownCouncil)):
        return str(fault)
    if isinstance(fault, OSError):  # a folder that may not be written, a disk that is full
        where = f" {fault.filename}" if fault.filename else " its files"
        return f"Waymark cannot use{where}: {fault.strerror or type(fault).__name__}."
    return None


def _named(fault: Exception) -> str:
    """A fault of Waymark's own: by type and place alone, since its text may quote a row."""
    where = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{type(fault).__name__} in {Path(where.filename).name}, line {where.lineno}"
    return f"Waymark failed ({place}). Please report this line."


def serve(asked: argparse.Namespace, home: Home) -> int:
    """Serve the pages on HOST (127.0.0.1) and PORT (8050)."""
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    if host not in LOOPBACK:
        return _refused(
            f"HOST={host} would show children's services data to the network without a login. "
            "Waymark serves this machine alone (127.0.0.1) until a login method is set."
        )
    port = os.environ.get("PORT", "").strip() or "8050"
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        return _refused(f"PORT={port} is not a port; give a number from 1 to 65535.")

    from waitress import create_server

    from pages.application import create_app  # the pages take a second to import

    server = create_app().server
    # Dash registers its component libraries on the first request: two at once can break it.
    server.test_client().get("/")
    try:
        listening = create_server(server, host=host, port=int(port), threads=8, ident="Waymark")
    except OSError:
        return _refused(f"Port {port} is taken. Choose another: PORT=8051 python app.py")
    print(f"Waymark is at http://{host}:{port} (Ctrl+C stops it)", flush=True)
    listening.run()
    return PUBLISHED


def refresh(asked: argparse.Namespace, home: Home) -> int:
    """Build a new generation from the exports and serve it from now on."""
    try:
        with only_refresh(home.warehouse) as run:
            return _refreshed(asked, home, run)
    except RefreshRunning as fault:
        return _refused(str(fault))


def _refreshed(asked: argparse.Namespace, home: Home, run: RefreshRun) -> int:
    from queries.refresh import refresh as run_refresh

    try:
        with _ProgressLine(quiet=asked.json, also=run.tell) as told:
            outcome = run_refresh(home, told)
    except Exception as fault:
        run.end("failed", _plainly(fault) or _named(fault))
        raise
    found = "Nothing could be loaded" if outcome.manifest["files"] else "There are no files"
    if outcome.generation:
        run.end("published")
    else:
        run.end("nothing", f"{found} in the folder {home.exports.name}.")
    _print_reports(outcome.as_json(), as_json=asked.json, most=5)
    if outcome.generation:
        return PUBLISHED
    _say(f"{found} in {home.exports}; the last good figures, if any, go on being served.")
    return NOTHING_LOADED


def check(asked: argparse.Namespace, home: Home) -> int:
    """Say what each file is, what would load and what would be rejected."""
    from queries.refresh import check as run_check

    missing = [path for path in asked.files if not path.is_file()]
    if missing:
        return _refused("There is no file " + ", ".join(str(path) for path in missing))
    said = run_check(asked.files, home)
    _print_reports(said, as_json=asked.json, most=None)
    return PUBLISHED if any(row["rows_loaded"] for row in said["files"]) else NOTHING_LOADED


def sample(asked: argparse.Namespace, home: Home) -> int:
    """Write the exports of an invented council."""
    from data.exports import FolderInUse, make_way_for_sample, mark_sample
    from data.sample import write_sample

    options = {"scale": asked.scale, "months": asked.months, "dirty": asked.dirty}
    options["formats"] = asked.formats or SAMPLE_FORMATS[:1]
    if asked.seed is not None:
        options["seed"] = asked.seed
    try:
        make_way_for_sample(asked.folder)
    except FolderInUse as fault:
        return _refused(str(fault))
    with _ProgressLine(quiet=False) as told:
        written = write_sample(asked.folder, progress=told, **options)
    mark_sample(asked.folder, written)
    print(f"{len(written)} files of an invented council are in {asked.folder}")
    return PUBLISHED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python app.py", description=__doc__)
    parser.set_defaults(run=serve)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    one = commands.add_parser("refresh", help=refresh.__doc__)
    one.add_argument("--json", action="store_true", help="print the whole report as JSON")
    one.set_defaults(run=refresh)
    one = commands.add_parser("check", help=check.__doc__)
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", help="print the whole report as JSON")
    one.set_defaults(run=check)
    one = commands.add_parser("sample", help=sample.__doc__)
    one.add_argument("folder", type=Path, metavar="DIR")
    one.add_argument("--scale", type=_positive, default=1.0, help="1 is one council's size")
    one.add_argument("--seed", type=int, default=None, help="another seed, another council")
    one.add_argument("--months", type=_months, default=78, help="months of history (78)")
    one.add_argument(
        "--as",
        dest="formats",
        action="append",
        choices=SAMPLE_FORMATS,
        help="the kind of export that the children are written as (ssd); may be given again",
    )
    one.add_argument(
        "--dirty", action="store_true", help="with the quirks of real exports of children"
    )
    one.set_defaults(run=sample)
    return parser


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number <= 1000:
        raise argparse.ArgumentTypeError("give a number above 0, at most 1000")
    return number


def _months(text: str) -> int:
    number = int(text)
    if not 14 <= number <= 240:
        raise argparse.ArgumentTypeError("give from 14 to 240 months")
    return number


class _ProgressLine:
    """One line on a terminal, renewed in place; silent where nobody watches.

    ``also`` is told each line in any case.
    """

    def __init__(self, *, quiet: bool, also: Callable[[str], None] = lambda line: None) -> None:
        self.also = also
        self.quiet = quiet or not sys.stderr.isatty()

    def __enter__(self):
        return self._tell

    def __exit__(self, *fault: object) -> None:
        if not self.quiet:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _tell(self, line: str) -> None:
        self.also(line)
        if not self.quiet:
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def _print_reports(said: dict, *, as_json: bool, most: int | None) -> None:
    if as_json:
        print(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for row in said["files"]:
        print("\n".join(report_lines(row, most)))
    if said["generation"]:
        print(f"Generation {said['generation']} is being served.")


def _refused(message: str) -> int:
    _say(message)
    return BAD_CALL


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
