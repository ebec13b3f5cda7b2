"""What the bot asks its questions of. Who starts the bot binds the generation, the clock and the settings."""

from collections.abc import Callable
from dataclasses import dataclass

from assurance_bot.answer import Answer


@dataclass(frozen=True, slots=True)
class Desk:
    """Two functions of what somebody typed: `ask` of a question, `actions` of the words after `/actions`.

    Both are called from several threads at once. An `AssuranceError` they raise is shown as its sentence.
    """

    ask: Callable[[str], Answer]
    actions: Callable[[str], Answer]
