"""What the bot asks its questions of. Who starts the bot binds the generation, the clock and the settings."""

from collections.abc import Callable
from dataclasses import dataclass

from assurance_bot.access import Sight
from assurance_bot.answer import Answer


@dataclass(frozen=True, slots=True)
class Desk:
    """Functions of what somebody typed: `ask` of a question, `actions` of the words after `/actions`.

    `reply` is of a turn of a conversation: the answer before, the words, and how many of its findings were shown, None for
    all; where there is no `reply`, each turn is asked by itself. `seen` gives the desk that answers from what a sight lets
    through; where there is none, this one does. All are called from several threads at once. An `AssuranceError` they raise
    is shown as its sentence.
    """

    ask: Callable[[str], Answer]
    actions: Callable[[str], Answer]
    reply: Callable[[Answer | None, str, int | None], Answer] | None = None
    seen: Callable[[Sight], "Desk"] | None = None

    def within(self, sight: Sight) -> "Desk":
        """Return the desk that answers from what may be seen."""
        return self if self.seen is None else self.seen(sight)

    def turn(self, before: Answer | None, words: str, shown: int | None) -> Answer:
        """Return the answer to a turn of a conversation."""
        return self.ask(words) if self.reply is None else self.reply(before, words, shown)
