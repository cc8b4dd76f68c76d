"""The statistical neighbours of the invented councils, in the layout of the 2025 model."""

import csv
from pathlib import Path

from data.sample.councils import COUNCILS, NEIGHBOURS, WAYSHIRE


def write_neighbours(path: Path) -> Path:
    """The layout of the 2025 statistical neighbour model; each council's nearest are the others
    whose numbers lie nearest, so that every one of the eleven has ten."""
    ten = [f"SN_{turn}{suffix}" for turn in range(1, 11) for suffix in ("", "P")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["old_la_code", "la_name", "region_ind", "region_name", *ten])
        for council in COUNCILS:
            others = [each for each in COUNCILS if each.number != council.number]
            if council is not WAYSHIRE:
                others.sort(
                    key=lambda each: (abs(int(each.number) - int(council.number)), each.number)
                )
            cells = [
                cell
                for each, like in zip(others, NEIGHBOURS, strict=True)
                for cell in (each.number, like.closeness)
            ]
            writer.writerow(
                [council.number, council.name, council.region_index, council.region_name, *cells]
            )
    return path
