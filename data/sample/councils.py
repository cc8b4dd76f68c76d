"""The invented councils: Wayshire and its ten statistical neighbours."""

from dataclasses import dataclass

ENGLAND, ENGLAND_CHILDREN = "E92000001", 12_050_000
REGION, REGION_NAME, REGION_CHILDREN = "E12000005", "West Midlands", 1_345_000
LAIT_ENGLAND, LAIT_REGION = 970, 984


@dataclass(frozen=True)
class Council:
    """``children``: how many aged 0-17 (for Wayshire the sample's own scale decides).

    ``missing``: a year ending in which it published nothing.
    """

    number: str
    ons_code: str
    name: str
    region: str
    region_name: str
    region_index: int
    children: int
    closeness: str = ""
    missing: int | None = None


_WEST_MIDLANDS = ("E12000005", "West Midlands", 8)
_EAST_MIDLANDS = ("E12000004", "East Midlands", 4)
_SOUTH_WEST = ("E12000009", "South West", 7)
_NORTH_WEST = ("E12000002", "North West", 5)
_YORKSHIRE = ("E12000003", "Yorkshire and The Humber", 9)
_EAST = ("E12000006", "East of England", 2)

WAYSHIRE = Council("600", "E06009900", "Wayshire", *_WEST_MIDLANDS, 72_000)
NEIGHBOURS = (
    Council("601", "E06009901", "Northmere", *_WEST_MIDLANDS, 64_300, "Extremely close"),
    Council("602", "E06009902", "Eastling", *_EAST_MIDLANDS, 81_900, "Very close"),
    Council("603", "E06009903", "Harrowdene", *_WEST_MIDLANDS, 48_200, "Very close"),
    Council("604", "E06009904", "Coldbrook", *_YORKSHIRE, 95_600, "Very close"),
    Council("605", "E06009905", "Stourvale", *_WEST_MIDLANDS, 71_100, "Very close"),
    Council("606", "E06009906", "Marlowfield", *_EAST, 58_700, "Very close"),
    Council("607", "E06009907", "Penhallow", *_SOUTH_WEST, 43_900, "Very close", missing=2023),
    Council("608", "E06009908", "Aldermoor", *_NORTH_WEST, 102_400, "Close"),
    Council("609", "E06009909", "Kestrelby", *_EAST_MIDLANDS, 9_400, "Close"),
    Council("610", "E06009910", "Thornwater", *_SOUTH_WEST, 67_800, "Close"),
)
COUNCILS = (WAYSHIRE, *NEIGHBOURS)
