"""Answers for a terminal: plain lines that read well aloud and survive a pipe; colour only where there is a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from assurance_bot.answer import Answer, Finding
from assurance_bot.document import Quote
from assurance_bot.records import Action, Fact, Figure
from assurance_bot.render.phrases import harmless, place, searched_in, sitting, standing, who
from assurance_bot.render.underlining import underlined

WIDTH = 100
"""The widest a line is made, in characters."""


def print_answer(console: Console, answer: Answer, *, limit: int | None = None, further: str = "") -> None:
    """Print an answer; `limit` findings of it from where it starts, the rest counted; `further` says how to see them."""
    for line in answer_lines(answer, width=min(console.width, WIDTH), limit=limit, further=further):
        console.print(line, soft_wrap=True)


def answer_lines(answer: Answer, *, width: int = WIDTH, limit: int | None = None, further: str = "") -> Iterator[Text]:
    """Yield the lines of an answer."""
    yield _line(answer.understood, style="dim")
    yield _line(answer.summary, style="bold")
    group = ""
    end = len(answer.findings) if limit is None else answer.start + limit
    for number, finding in enumerate(answer.findings[answer.start : end], start=answer.start + 1):
        yield _line("")
        if finding.group != group:
            group = finding.group
            yield from (_line(f"{group}:", style="bold"), _line(""))
        yield from _finding(finding, f"{number}.", width)
    if (left := len(answer.findings) - end) > 0:
        yield _line("")
        yield _line(f"… and {left:,} more: {further or f'--limit {len(answer.findings)} shows them all.'}")
    if answer.beside and not answer.start:
        yield _line("")
        yield _line(f"{answer.beside_title}:", style="bold")
        for finding in answer.beside:
            yield _line("")
            yield from _finding(finding, "–", width)
    yield _line("")
    yield _line(searched_in(answer), style="dim")
    for note in answer.notes:
        yield _line(note)
    yield from map(_line, underlined(answer.asked, answer.query.unread, width=width))


def _finding(finding: Finding, mark: str, width: int) -> Iterator[Text]:
    record = finding.record
    head = f"{mark} {who(record)}"
    if isinstance(record, Action):
        head += f" – {standing(finding)}"
    if isinstance(record, Figure):  # one sentence may hold several
        head += f" – {record.value}"
    yield _line(head, style="bold")
    if record.lead_in:
        yield from _quoted(record.lead_in, width)
    yield from _quoted(record.quote, width)
    yield _line(f"   {sitting(finding.meeting)}")
    if finding.item:
        yield _line(f"   Item {finding.item}" if finding.item[:1].isdigit() else f"   {finding.item}")
    shown = finding.meeting.id if isinstance(record, Fact) else record.id  # what `show` knows
    yield _line(f"   {place(record.locator)}  [{shown}]")
    if finding.evidence:
        yield _line("   What the minutes say of it:")
    for words in finding.evidence:
        yield from _quoted(words, width)
        yield _line(f"   {place(words.locator)}")
    if finding.note:
        yield from (_line(f"   {line}") for line in textwrap.wrap(finding.note, width - 3))


def _quoted(quote: Quote, width: int) -> Iterator[Text]:
    words = textwrap.wrap(f"“{quote.text}”", width - 5, break_long_words=False, break_on_hyphens=False)
    for line in words:
        yield _line(f"   │ {line}", style="italic")


def _line(words: str, style: str = "") -> Text:
    return Text(harmless(words), style=style)
