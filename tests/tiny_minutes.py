"""The smallest minutes there are, and stages that read them: a date, perhaps "draft", then a line a passage.

"CC to write." is an action, "CC: It is done." a statement, "XY = words" an acronym: tests of building need no parser.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from assurance_bot.document import Document, Problem, Quote, split_lines
from assurance_bot.errors import SourceError
from assurance_bot.generation import Pipeline
from assurance_bot.records import (
    Acronym,
    Action,
    AnyRecord,
    Extract,
    Meeting,
    Mention,
    Party,
    Passage,
    Statement,
    Trail,
)

NOW = dt.datetime(2024, 6, 1, 2, 30, tzinfo=dt.UTC)


def write_minutes(folder: Path, *, meetings: int, lines: int = 3, first: int = 0) -> None:
    """Write so many meetings of so many lines, a day apart."""
    folder.mkdir(parents=True, exist_ok=True)
    for nth in range(first, first + meetings):
        day = dt.date(2020, 1, 1) + dt.timedelta(nth)
        said = [f"CC: The backlog number {nth} of item {line} is falling slowly this month." for line in range(lines)]
        text = "\n".join([day.isoformat(), "IVM = integrated victim management", f"CC to write plan {nth}.", *said])
        (folder / f"{day}.txt").write_text(text, "utf-8")


def read(path: Path, *, source: str) -> Document:
    data = path.read_bytes()
    if not data:
        raise SourceError(source, "the file is empty", "Put the minutes into it.")
    text = data.decode("utf-8")
    return Document(source, text, split_lines(text), hashlib.sha256(data).hexdigest(), "tiny")


def parse(document: Document) -> tuple[Meeting, list[Problem]]:
    first = document.text.partition("\n")[0]
    problems: list[Problem] = []
    day: dt.date | None = None
    try:
        day = dt.date.fromisoformat(first)
    except ValueError:
        problems.append(Problem(document.source, 1, "no date", first))
    passages = tuple(Passage(index, (line.span,)) for index, line in enumerate(document.lines[1:]) if len(line.span))
    name = f"board-{day or 'undated'}"
    meeting = Meeting(name, document.source, "Board", "Board", "board", day, passages=passages)
    return (replace(meeting, version="draft") if "\ndraft\n" in document.text else meeting), problems


def extract(meeting: Meeting, document: Document) -> tuple[Extract, list[Problem]]:
    records: list[AnyRecord] = []
    acronyms: list[Acronym] = []
    for passage in meeting.passages:
        quote: Quote = document.quote(passage.spans)
        who, told, _ = quote.text.partition(": ")
        place = {"meeting": meeting.id, "item": None, "passage": passage.index, "quote": quote}
        nth = f"{meeting.id}-{passage.index}"
        if told:
            records.append(Statement(id=f"S-{nth}", speakers=(Party(who, who),), **place))  # type: ignore[arg-type]
        elif " to " in quote.text:
            who = quote.text.partition(" to ")[0]
            records.append(Action(id=f"A-{nth}", owners=(Party(who, who),), **place))  # type: ignore[arg-type]
        elif " = " in quote.text:
            short, _, full = quote.text.partition(" = ")
            acronyms.append(Acronym(short, full, document.source, quote.locator.line, quote))
    return Extract(meeting, tuple(records), tuple(acronyms)), []


def link(extracts: Iterable[Extract]) -> list[Trail]:
    found = []
    for each in extracts:
        for record in each.records:
            if isinstance(record, Action):
                mention = Mention(record.id, each.meeting.id, each.meeting.date, "open", None, (record.quote,))
                found.append(Trail(record.id, record.text, record.owners, (mention,)))
    return found


def check(found: Extract) -> Iterator[Problem]:
    """Meetings at which nothing was said."""
    if not any(isinstance(record, Statement) for record in found.records):
        yield Problem(found.meeting.source, None, "nothing was said")


TINY = Pipeline(read, parse, extract, link, (check,), code="tiny")
