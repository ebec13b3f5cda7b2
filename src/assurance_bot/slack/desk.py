"""What the bot asks its questions of. Who starts the bot binds the generation, the clock and the settings."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from assurance_bot.access import Sight
from assurance_bot.answer import Answer, Finding, History
from assurance_bot.ledger import Drafted
from assurance_bot.render.context import Context
from assurance_bot.render.views import State


@dataclass(frozen=True, slots=True)
class Shelf:
    """What buttons, modals and the home look up; an action or record is named by its id.

    `remark` is what is to be said of an action besides its history, `noted` what the ledger says of it, "" for nothing;
    `holds` tells whether there is such a record. `note` takes an action, what is noted, its value, why, by whom and
    when it was sent; it returns None where what was sent at that moment is noted already.
    `offices` are abbreviation and title of each office, `bodies` the names of bodies, `examples` questions that find
    something. `context`, `history`, `one` and `note` raise NotFoundError, `note` NoteError and DateError too.
    """

    context: Callable[[str], Context]
    history: Callable[[str], History]
    remark: Callable[[str], str]
    noted: Callable[[str], str]
    one: Callable[[str], Finding]
    holds: Callable[[str], bool]
    note: Callable[[str, str, tuple[str, ...], str, str, dt.datetime], Drafted | None]
    state: Callable[[], State]
    offices: Callable[[], tuple[tuple[str, str], ...]]
    bodies: Callable[[], tuple[str, ...]]
    examples: Callable[[], tuple[str, ...]]
    now: Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Desk:
    """Functions of what somebody typed: `ask` of a question, `actions` of the words after `/actions`.

    `reply` is of a turn of a conversation: the answer before, the words, and how many of its findings were shown, None for
    all; where there is no `reply`, each turn is asked by itself. `seen` gives the desk that answers from what a sight lets
    through; where there is none, this one does. `shelf` is what buttons look up; where there is none, there are no buttons.
    All are called from several threads at once. An `AssuranceError` they raise is shown as its sentence.
    """

    ask: Callable[[str], Answer]
    actions: Callable[[str], Answer]
    reply: Callable[[Answer | None, str, int | None], Answer] | None = None
    seen: Callable[[Sight], "Desk"] | None = None
    shelf: Shelf | None = None

    def within(self, sight: Sight) -> "Desk":
        """Return the desk that answers from what may be seen."""
        return self if self.seen is None else self.seen(sight)

    def turn(self, before: Answer | None, words: str, shown: int | None) -> Answer:
        """Return the answer to a turn of a conversation."""
        return self.ask(words) if self.reply is None else self.reply(before, words, shown)

    def looked_up(self) -> Shelf:
        """Return the shelf. There is one: listeners that need it are tied only where there is."""
        if self.shelf is None:
            raise LookupError("this desk has no shelf")
        return self.shelf
