"""Which minutes of a meeting are answered from, where there are several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assurance_bot.records import Meeting


def superseded(meetings: Iterable[Meeting]) -> dict[str, str]:
    """Return for the source of each meeting that is not answered from the source of the one that is.

    A draft gives way to the final minutes of the same series and day, or to the last draft. Final minutes with the same id
    are the same minutes twice, and give way to the last by source, unless both tell a time of day and the times differ.
    Undated minutes never give way: nothing says that they are of one meeting.
    """
    sittings: defaultdict[tuple[str, object], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        if meeting.date is not None:
            sittings[meeting.series, meeting.date].append(meeting)
    found: dict[str, str] = {}
    for sitting in sittings.values():
        found |= _in_one_sitting(sorted(sitting, key=lambda meeting: meeting.source))
    return found


def _in_one_sitting(meetings: list[Meeting]) -> dict[str, str]:
    finals = [meeting for meeting in meetings if meeting.version == "final"]
    drafts = [meeting for meeting in meetings if meeting.version == "draft"]
    found: dict[str, str] = {}
    kept: list[Meeting] = []
    for meeting in reversed(finals or drafts):
        same = next((other for other in kept if _same(meeting, other)), None)
        if same is None:
            kept.append(meeting)
        else:
            found[meeting.source] = same.source
    for draft in drafts if finals else ():
        final = next((other for other in kept if _same(draft, other)), kept[-1])
        found[draft.source] = final.source
    return found


def _same(one: Meeting, other: Meeting) -> bool:
    return one.id == other.id and not (one.time and other.time and one.time != other.time)
