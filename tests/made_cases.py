"""An empty council, contacts, and an indicator made for one test."""

from datetime import date
from pathlib import Path

from data.contracts import create_case_tables
from data.database import Connection, connect
from data.tables import OBSERVATION, TABLES, create_table
from queries.catalogue import Indicator, read_catalogue

AREA = "999"
AS_AT = date(2025, 12, 31)
EVENTS = "SELECT cont_person_id AS person_id, cont_contact_date AS event_date"
FROM = " FROM ssd_contacts"


def empty_council() -> Connection:
    """Every table, without a row."""
    connection = connect()
    create_case_tables(connection)
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_table(connection, "observation", OBSERVATION)
    return connection


def made_indicator(
    root: Path,
    sql: str,
    windows: str = "m",
    units: str = "count",
    splits: str = "",
    flags: str = "",
) -> Indicator:
    """An indicator ``made`` in a catalogue at ``root``, which must stand for the shipped one.

    ``flags`` are the fields to set to true.
    """
    folder = root / "children_in_need"
    folder.mkdir(exist_ok=True)
    named = {"windows": windows, "units": units, "splits": splits}
    lists = "".join(f"{name} = {words.split()}\n" for name, words in named.items())
    (folder / "made.toml").write_text(
        'title = "Made"\nshort = "Made"\n'
        'definition = "An indicator made for this test alone."\n'
        'why = "To see what the generic step does with it."\n'
        'numerator = "numerator"\ndenominator = "denominator"\n'
        'better = "neither"\norder = 1\ndisclosure = "children"\n'
        + lists
        + "".join(f"{name} = true\n" for name in flags.split())
        + '[[example]]\ntitle = "None"\ngiven = {}\nmonth = "2025-01"\n'
        f'window = "{windows.split()[0]}"\nexpect = {{ value = 1 }}\n'
    )
    (folder / "made.sql").write_text(sql)
    return read_catalogue(root)["made"]


def add_contacts(connection: Connection, *days: str, person: str = "A", source: str = "6") -> None:
    connection.executemany(
        "INSERT INTO ssd_contacts (cont_contact_id, cont_person_id, cont_contact_date, "
        "cont_contact_source_code) VALUES (uuid()::VARCHAR, ?, ?, ?)",
        [(person, day, source) for day in days],
    )
