"""The ledger: what staff noted of actions, append-only, apart from the minutes and surviving every rebuild of their index.

`Ledger` is the file; `match` ties its entries to the actions of the present minutes; a `Book` is both read together on a
day; `draft` makes an entry of what somebody wants noted.
"""

from assurance_bot.ledger.book import Book, Task
from assurance_bot.ledger.drafting import Drafted, Wish, draft
from assurance_bot.ledger.effects import Effect, Noted, apply
from assurance_bot.ledger.entries import WHATS, About, Entries, Entry, What
from assurance_bot.ledger.journal import FILE, Ledger
from assurance_bot.ledger.matching import Matched, Minutes, abouts, match
from assurance_bot.ledger.wording import STATUSES, done, sentence, sentences

__all__ = [
    "FILE",
    "STATUSES",
    "WHATS",
    "About",
    "Book",
    "Drafted",
    "Effect",
    "Entries",
    "Entry",
    "Ledger",
    "Matched",
    "Minutes",
    "Noted",
    "Task",
    "What",
    "Wish",
    "abouts",
    "apply",
    "done",
    "draft",
    "match",
    "sentence",
    "sentences",
]
