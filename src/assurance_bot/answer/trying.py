"""Ten questions that any minutes can be asked: an index that fails at one of them is not fit for people."""

from __future__ import annotations

import datetime as dt

from assurance_bot.answer.finding import ask
from assurance_bot.generation import Generation

QUESTIONS = (
    "what was promised on staffing?",
    "which actions are open?",
    "which actions are overdue?",
    "what was decided?",
    "who was at the last meeting?",
    "what was asked about performance since 2020?",
    "when was the budget last raised?",
    "what happened with the plan?",
    "how many complaints were there?",
    "what changed since the last meeting?",
)


def try_answers(generation: Generation, *, today: dt.date) -> None:
    """Ask each question, whatever the answer. Raises what answering raises."""
    for question in QUESTIONS:
        ask(generation, question, today=today)
