"""One id for each meeting, where several files tell of one sitting or of sittings that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from assurance_bot.document import Problem
from assurance_bot.records import AnyRecord, Extract, Meeting
from assurance_bot.store import superseded


class Naming:
    """Which meetings are answered from, and the id of each; by source."""

    def __init__(self, heads: Iterable[Meeting]) -> None:
        self._heads = {head.source: head for head in sorted(heads, key=lambda head: head.source)}
        self.superseded: Mapping[str, str] = superseded(self._heads.values())
        self._ids: dict[str, str] = {}
        taken: set[str] = set()
        for source, head in sorted(self._heads.items(), key=lambda pair: (pair[0] in self.superseded, pair[0])):
            self._ids[source] = self._free(head, taken)
            taken.add(self._ids[source])

    def _free(self, head: Meeting, taken: set[str]) -> str:
        stem = head.id
        if head.source in self.superseded:
            stem += "-draft" if head.version == "draft" else "-earlier"
        candidates = (stem if nth == 1 else f"{stem}-{nth}" for nth in range(1, len(taken) + 2))
        return next(each for each in candidates if each not in taken)

    def is_current(self, source: str) -> bool:
        """Tell whether the minutes of this source are answered from."""
        return source not in self.superseded

    def id_of(self, source: str) -> str:
        """Return the id of the meeting of this source."""
        return self._ids[source]

    def named(self, extract: Extract) -> Extract:
        """Return the extract with the id of its meeting."""
        meeting, given = extract.meeting, self._ids[extract.meeting.source]
        if meeting.id == given:
            return extract
        records: tuple[AnyRecord, ...] = tuple(replace(record, meeting=given) for record in extract.records)
        return replace(extract, meeting=replace(meeting, id=given), records=records)

    def problems(self) -> list[Problem]:
        """Return what a person should know: minutes that are there twice, and meetings that cannot be told apart."""
        found = []
        for source, head in self._heads.items():
            if source in self.superseded and head.version == "final":
                message = f"minutes of the same meeting as {self.superseded[source]}, which is answered from"
                found.append(Problem(source, None, message))
            elif source not in self.superseded and self._ids[source] != head.id:
                message = (
                    f"another file gives a meeting that cannot be told from this one; it is called {self._ids[source]}"
                )
                found.append(Problem(source, None, message))
        return found
