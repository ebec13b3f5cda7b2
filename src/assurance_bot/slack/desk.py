"""What the bot asks its questions of. Who starts the bot binds the generation, the clock and the settings."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from assurance_bot.answer import Answer, Finding, History
from assurance_bot.ledger import Drafted
from assurance_bot.render.context import Context
from assurance_bot.render.views import State


@dataclass(frozen=True, slots=True)
class Shelf:
    """What buttons, modals and the home look up; an action or record is named by its id.

    `note` takes an action, what is noted, its value, why and by whom. `offices` are abbreviation and title of each office,
    `bodies` the names of bodies, `examples` questions that find something. `context`, `history`, `one` and `note` raise
    NotFoundError, `note` NoteError and DateError too.
    """

    context: Callable[[str], Context]
    history: Callable[[str], History]
    one: Callable[[str], Finding]
    note: Callable[[str, str, tuple[str, ...], str, str], Drafted]
    state: Callable[[], State]
    offices: Callable[[], tuple[tuple[str, str], ...]]
    bodies: Callable[[], tuple[str, ...]]
    examples: Callable[[], tuple[str, ...]]
    now: Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Desk:
    """Two functions of what somebody typed: `ask` of a question, `actions` of the words after `/actions`.

    `reply` is of a turn of a conversation: the answer before, the words, how many of its findings were shown; where there
    is none, each turn is asked by itself. `shelf` is what buttons look up; where there is none, there are no buttons.
    All are called from several threads at once. An `AssuranceError` they raise is shown as its sentence.
    """

    ask: Callable[[str], Answer]
    actions: Callable[[str], Answer]
    reply: Callable[[Answer | None, str, int], Answer] | None = None
    shelf: Shelf | None = None
