"""A `Query` and a generation to an `Answer`: findings with their quotes, counted, and what was searched.

Lists come from the register and are whole. The text index says which passages are about a topic (all of them), and ranks
what was said. Nothing here makes words of its own about the minutes: it counts, dates and points.
"""

from assurance_bot.answer.conversing import NEW, converse, reply, to_lean_on
from assurance_bot.answer.finding import actions, ask, prompts
from assurance_bot.answer.history import History, Step, history, remarks
from assurance_bot.answer.noted import book, book_of, note
from assurance_bot.answer.shapes import Answer, Finding, Searched

__all__ = [
    "NEW",
    "Answer",
    "Finding",
    "History",
    "Searched",
    "Step",
    "actions",
    "ask",
    "book",
    "book_of",
    "converse",
    "history",
    "note",
    "prompts",
    "remarks",
    "reply",
    "to_lean_on",
]
