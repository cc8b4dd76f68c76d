"""Where one installation keeps its exports, warehouse, settings and notes."""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT_HOME = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Home:
    """The folder named by WAYMARK_HOME."""

    root: Path

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.toml"

    @property
    def notes_file(self) -> Path:
        return self.root / "notes.sqlite"


def current_home() -> Home:
    """The home named by the environment variable WAYMARK_HOME; by default the checkout's data/."""
    named = os.environ.get("WAYMARK_HOME", "").strip()
    return Home(Path(named).expanduser().resolve() if named else CHECKOUT_HOME)
