"""A list of actions as a table, a page at a time: the status with the days late and the due date, the words, the owner.

Four columns, for more are pushed off the edge of a phone, and what is overdue first, for nobody looks for it there.
What the ledger tells and not the minutes is marked so in its cell.
Cells are raw text, which Slack shows literally. Words cut in a cell end in "…" and stand whole behind the menu below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assurance_bot.answer import Answer, Finding
from assurance_bot.answer.wording import count
from assurance_bot.ledger import STATUSES
from assurance_bot.records import ENDED, Action
from assurance_bot.render import phrases, pressing
from assurance_bot.render.blockkit import (
    MAX_TEXT,
    Block,
    Message,
    button,
    buttons,
    cut,
    divider,
    escape,
    label,
    menu,
    option,
    rich_text,
    section,
    small,
    text,
    visible,
    within,
)
from assurance_bot.render.slack import answer_message, closing_notes, heading, searched_line

PAGE = 10
"""Actions on a page."""
CELL = 140
"""Characters of an action's words in a cell."""

Row = tuple[str, Finding]
"""The number of an action in its list, and the action."""

HEAD = ("No.", "Status and due date", "Action", "Owner")


def list_message(answer: Answer, *, token: str, page: int = 0, share: bool = False, note: str = "") -> Message:
    """Return one page of a list of actions, `page` counting from 0; pages beyond the last are the last.

    `note` is a sentence said above the table. Where Slack takes no tables, the message says the same in paragraphs.
    """
    page = min(max(page, 0), pages(answer) - 1)
    shown = on_page(answer, page)
    alone = shown and not answer.findings  # nothing is in the list: what stands below it is said to be beside it first
    title = [label(f"{answer.beside_title or 'Near to the list'}:")] if alone else []
    lines = [*heading(answer), *([label(note, 300)] if note else []), *title]
    top = rich_text(section(text(lines[0], bold=True), *(text(f"\n{line}") for line in lines[1:])))
    last = below(answer, token=token, page=page, share=share)
    spoken = _spoken(answer, shown, page, lines)
    if not shown:
        plain = answer_message(answer, token=token, share=share)
        return Message(plain.text, plain.blocks, told=plain.told)
    paragraphs = [rich_text(section(text(_line(mark, finding)))) for mark, finding in shown]
    return Message(
        spoken,
        [top, table(shown), *last],
        instead=Message(spoken, [top, *paragraphs, *last]),
        told=min((page + 1) * PAGE, len(answer.findings)),
    )


def pages(answer: Answer) -> int:
    """Return how many pages a list has, one at least."""
    return max(1, -(-(len(answer.findings) + len(answer.beside)) // PAGE))


def on_page(answer: Answer, page: int) -> list[Row]:
    """Return the actions of one page, each after its number; those beside the list come last and have none."""
    found = [(f"{n}", f) for n, f in enumerate(answer.findings, start=1)]
    return [*found, *(("–", f) for f in answer.beside)][page * PAGE : (page + 1) * PAGE]


def table(shown: Sequence[Row]) -> Block:
    """Return the table of these actions."""
    rows = [HEAD, *(_row(mark, finding) for mark, finding in shown)]
    return {
        "type": "table",
        "column_settings": [{"align": "right"}, *[{"is_wrapped": True}] * 3],
        "rows": [[{"type": "raw_text", "text": cell or " "} for cell in row] for row in rows],
    }


def choosing(shown: Sequence[Row]) -> Block:
    """Return the menu that opens one of these actions, its words in their surroundings."""
    told = {
        f.record.id: option(_parted(f"{mark} {label(_owner(f), 30)}", _due(f)), f.record.id)
        for mark, f in reversed(shown)
    }
    return menu("Open an action …", pressing.OPEN, list(reversed(told.values())))


def below(answer: Answer, *, token: str, page: int, share: bool) -> list[Block]:
    """Return what stands below a page: what it is of the whole, the menu, the pages, and what was searched."""
    shown = on_page(answer, page)
    told = _told(answer, shown, page)
    turn = [
        *([button("Back", pressing.BACK_PAGE, pressing.value_of(token, page - 1))] if page else []),
        *([button("Next", pressing.PAGE, pressing.value_of(token, page + 1))] if page + 1 < pages(answer) else []),
        *([button("Send as a file (CSV)", pressing.FILE, token)] if shown else []),
        *([button("Share in channel", pressing.SHARE, pressing.value_of(token, page))] if share else []),
        button("Was this right?", pressing.RIGHT, token),
    ]
    row = [buttons(choosing(shown))] if shown else []
    lines = [rich_text(section(text("\n".join(told))))] if told else []
    return [*lines, *row, buttons(*turn), divider(), small(searched_line(answer))]


def _told(answer: Answer, shown: Sequence[Row], page: int) -> list[str]:
    near, first = len(answer.beside), page * PAGE + 1
    whole = len(answer.findings) + near
    told = []
    if pages(answer) > 1:
        told.append(f"Page {page + 1} of {pages(answer)}: {first} to {first + len(shown) - 1} of {whole:,}.")
    if near and answer.findings:
        title, stand = label(answer.beside_title or "near to the list"), "stands" if near == 1 else "stand"
        told.append(f"{near:,} more {stand} below the list, without a number: {title}.")
    if any(part.rstrip("”").endswith("…") for row in shown for part in (*_row(*row), _due(row[1]))):
        told.append("Words that end in “…” are cut; open the action to see them whole.")
    return [*told, *closing_notes(answer)]


def _row(mark: str, finding: Finding) -> tuple[str, ...]:
    return mark, _stands(finding), f"“{_words(finding)[0]}”", _owner(finding)


def _words(finding: Finding) -> tuple[str, int]:
    return cut(visible(finding.record.text), CELL)


def _owner(finding: Finding) -> str:
    if not isinstance(finding.record, Action):
        return "–"
    return _parted(label(phrases.owner(finding.record)), phrases.by_office(finding, "reassign", "owner"))


def _status(finding: Finding) -> str:
    if finding.overdue_days:
        return f"overdue, {count(finding.overdue_days, 'day')} late"
    return STATUSES[finding.status] if finding.status else "–"


def _due(finding: Finding) -> str:
    record = finding.record
    if not isinstance(record, Action):
        return ""
    return label(phrases.due_words(record.due, record.due_text, past=finding.status in ENDED), 60)


def _stands(finding: Finding) -> str:
    """Return "open, due 14 February 2025, noted by your office"."""
    return _parted(_status(finding), _due(finding), phrases.by_office(finding, "close", "reopen", "redate"))


def _parted(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _line(mark: str, finding: Finding) -> str:
    return f"{mark} {_owner(finding)}: “{_words(finding)[0]}” ({_stands(finding)})"


def _spoken(answer: Answer, shown: Sequence[Row], page: int, lines: Sequence[str]) -> str:
    told = [f"{line.replace(' · ', ', ').rstrip('.:')}." for line in lines]
    told += [_line(mark, finding) for mark, finding in shown]
    told += [*_told(answer, shown, page), searched_line(answer)]
    return within(map(escape, told), MAX_TEXT)
