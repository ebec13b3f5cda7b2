"""The invented minutes of one short meeting, for trials that write many of them."""

_MINUTES = """FIRE AUTHORITY FOR NORTHWOLD
Quarterly Review Meeting
Minutes of the meeting held on {day} at 10.00am in Mill House

Present: Ada Holt (AH), Chair; Ben Crane (BC), Chief Fire Officer (CFO); Cy Dunn (CD), Treasurer (TR)
Apologies: none

1 Equipment
BC reported that {count} of the hoses at station {nth} were worn.
{task}
"""


def quarterly(day: str, *, nth: int, count: int, task: str) -> str:
    """Return the minutes of the meeting on a day, in words, with one figure and one task."""
    return _MINUTES.format(day=day, nth=nth, count=count, task=task)
