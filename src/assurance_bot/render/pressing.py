"""What can be pressed in a message, a modal or the home, and what comes back: names of actions, ids, tokens, pages.

A value is "token", "token:number" or an id, so that no word of minutes or of a question travels in a button.
"""

from __future__ import annotations

from assurance_bot.answer import Finding
from assurance_bot.records import Action, Fact, Narrative
from assurance_bot.render.blockkit import Block, button, buttons

CONTEXT = "show_context"
OPEN = "open_one"
MORE = "show_more"
PAGE = "turn_page"
BACK_PAGE = "turn_back"
HISTORY = "show_history"
CLOSE, REDATE, COMMENT = "note_close", "note_redate", "note_comment"
RIGHT = "was_this_right"
SHARE = "share"
FILE = "as_file"
OFFICE = "choose_office"
CHANGED = "show_changed"

NOTES = {CLOSE: "close", REDATE: "redate", COMMENT: "comment"}
"""Which button notes what in the ledger."""

NOTING, JUDGING = "noting", "judging"
"""The modals that are sent back: a note for the ledger, a judgement of an answer."""

FIND = "find_in_minutes"
"""The shortcut on a message."""


def value_of(token: str, number: int) -> str:
    """Return the value of a button that stands for a place in a kept answer."""
    return f"{token}:{number}"


def read_value(value: str) -> tuple[str, int]:
    """Return the token and the number of a value; 0 where it has none that can be read."""
    token, _, number = value.partition(":")
    return token, int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0


def has_context(finding: Finding) -> bool:
    """Say whether what was found is a record that can be looked up by its id."""
    return not isinstance(finding.record, Fact | Narrative)


def of_finding(finding: Finding) -> list[Block]:
    """Return the row of buttons below a finding; none where it cannot be looked up by its id."""
    if not has_context(finding):
        return []
    row = [button("Show context", CONTEXT, finding.record.id)]
    if isinstance(finding.record, Action):
        row.append(button("History", HISTORY, finding.record.id))
    return [buttons(*row)]


def of_action(action: str, *, may_note: bool, history: bool = True) -> list[Block]:
    """Return the row below one action: its history, and what may be noted of it by who may."""
    row = [button("History", HISTORY, action)] if history else []
    if may_note:
        row += [
            button("Close action", CLOSE, action),
            button("Re-date", REDATE, action),
            button("Comment", COMMENT, action),
        ]
    return [buttons(*row)] if row else []


def of_answer(token: str, *, left: int = 0, start: int = 0, share: bool = False) -> list[Block]:
    """Return the last row of an answer: what is left of it, from the finding at `start`, whether it was right, sharing."""
    row = [button(f"Show more ({left:,} left)", MORE, value_of(token, start))] if left else []
    row.append(button("Was this right?", RIGHT, token))
    row += [button("Share in channel", SHARE, token)] if share else []
    return [buttons(*row)]
