"""The chart's colours and sizes, the same as in assets/css/tokens.css."""

COUNCIL = "#12436D"
BAND_OUTER = "rgba(18,67,109,0.08)"
BAND_INNER = "rgba(18,67,109,0.12)"  # over the outer band: 18 % in all
CARRIED_OUTER = "rgba(18,67,109,0.035)"
CARRIED_INNER = "rgba(18,67,109,0.055)"
BETWEEN_YEARS = "rgba(18,67,109,0.5)"
MIDDLE = "#2073BC"
TARGET = "#801650"
ENGLAND = "#3D3D3D"
IMPROVING = "#28A197"
CONCERNING = "#F46A25"
NEITHER = "#6B7780"
INK = "#0B0C0C"
QUIET = "#505A5F"
GRID = "#E5E8EB"
RULE = "#B8C0C7"
WHOLE = "#8A949B"  # the whole behind the members of a split
USUAL = "rgba(107,119,128,0.10)"  # between the control limits
LIMITS = "#6B7780"
COMING = "rgba(18,67,109,0.10)"  # where a forecast is most likely to lie
OPENED = "rgba(244,106,37,0.10)"
# Lines of a split's members: told apart by their labels as well as by colour.
MEMBERS = ("#12436D", "#801650", "#0F7A6E", "#A04A0B")
FONT = "Public Sans, system-ui, sans-serif"
