"""What a refresh or a check says of each table that it found in a file."""

from dataclasses import asdict, dataclass, field

from data.file_names import shown_name

MOST_REJECTS_LISTED = 1000


@dataclass(frozen=True)
class Warn:
    """Something loaded, but a person should look at it. ``cell`` is a reference such as E19."""

    rule: str
    message: str
    cell: str | None = None


@dataclass(frozen=True)
class Reject:
    """Something not loaded, and why. ``row`` counts as a spreadsheet does: the first line is 1.

    ``message`` says what was found and what to do, and never a child's details.
    """

    rule: str
    message: str
    row: int | None = None
    column: str | None = None


@dataclass
class TableReport:
    """One source table (a file, or one sheet of it). rows_read = rows_loaded + rows_rejected."""

    file: str
    sheet: str | None = None
    table: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_withdrawn: int = 0
    warnings: list[Warn] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def warn(self, rule: str, message: str, cell: str | None = None) -> None:
        self.warnings.append(Warn(rule, message, cell))

    def reject(
        self, rule: str, message: str, row: int | None = None, column: str | None = None
    ) -> None:
        """List a reject. Counting rows is the reader's work: one row may have several faults."""
        self.rejects.append(Reject(rule, message, row, column and shown_name(column)))

    def as_json(self) -> dict:
        """The object that ``refresh --json`` and ``check --json`` print for this table."""
        return asdict(self)
