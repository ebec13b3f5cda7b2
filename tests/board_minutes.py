"""Minutes of two meetings of a fire authority: an action that is carried forward, one that is not spoken of again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from assurance_bot.generation import Built, build

BUILT = dt.datetime(2024, 9, 1, 2, 30, tzinfo=dt.UTC)
HOSES = "BC to replace the hoses at Mill House by 30 April 2024."
STATION = "CD to publish the plan for the new station by 31 May 2024."
HEAD = """
FIRE AUTHORITY FOR NORTHWOLD
Quarterly Review Meeting
Minutes of the meeting held on {day} at 10.00am in Mill House

Present: Ada Holt (AH), Chair; Ben Crane (BC), Chief Fire Officer (CFO); Cy Dunn (CD), Treasurer (TR)
Apologies: none
"""
MEETINGS = {
    "2024-03-05.txt": HEAD.format(day="Tuesday 5 March 2024")
    + f"""
1 Equipment
BC reported that the hoses at Mill House were worn.
Action: {HOSES}

2 Estates
CD reported that the architects had been paid.
Action: {STATION}
""",
    "2024-06-04.txt": HEAD.format(day="Tuesday 4 June 2024")
    + """
1 Matters arising
Action arising from the March 2024 meeting:
BC to replace the hoses at Mill House. Carried forward.

2 Finance
CD reported that the reserves stood at £2m.
""",
}


def write_board(folder: Path, changed: Mapping[str, str] | None = None) -> Path:
    """Write the minutes into a folder, words of theirs changed to others; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in MEETINGS.items():
        for old, new in (changed or {}).items():
            text = text.replace(old, new)  # noqa: PLW2901
        (folder / name).write_text(text.lstrip(), "utf-8")
    return folder


def build_board(minutes: Path, index: Path) -> Built:
    """Build and publish."""
    return build([minutes], index, now=BUILT)
