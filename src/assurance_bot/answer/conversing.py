"""A conversation: each turn answered by itself, or as the query of the answer before with parts of it changed.

All that is kept between two turns is the last answer that a further turn can lean on, and how many of its findings were
shown; both are values, so that a terminal, a thread or a test may hold them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assurance_bot.answer.finding import answered, ask
from assurance_bot.answer.known import Generation, known
from assurance_bot.answer.searching import Search
from assurance_bot.answer.shapes import Answer, Finding
from assurance_bot.answer.wording import kinds
from assurance_bot.query import Query, Vocabulary, follow, form_of, outside, starts_anew
from assurance_bot.records import Question

NEW = "A new question."
"""The summary of the answer to a turn that only says to start anew."""


def converse(generation: Generation, turns: Sequence[str], *, today: dt.date) -> Answer:
    """Return the answer to the last of some turns, each understood against those before it.

    Of each answer before, all that was found counts as shown that a display shows of itself; "show the rest" gives the
    same findings again, and `start` says from where.
    """
    before: Answer | None = None
    for words in turns[:-1]:
        before = to_lean_on(before, reply(generation, before, words, today=today))
    return reply(generation, before, turns[-1] if turns else "", today=today)


def reply(
    generation: Generation, before: Answer | None, words: str, *, today: dt.date, shown: int | None = None
) -> Answer:
    """Return the answer to a turn after another answer, of whose findings the first `shown` were shown (None: all)."""
    anew = starts_anew(words)
    if anew is not None:
        return ask(generation, anew, today=today) if anew else _anew(generation, words, today)
    told = known(generation.register)
    if before is None or outside(words):
        return ask(generation, words, today=today)
    query = follow(before.query, words, vocabulary=told.vocabulary, today=today, meetings=told.days)
    if query is None:
        return ask(generation, words, today=today)
    if before.generation != generation.name:  # another was published since: its findings are those to go on with
        before = answered(generation, before.query, before.asked, today=today)
    match form_of(words):
        case "rest" | "more":
            return _further(before, words, len(before.findings) if shown is None else shown)
        case "answers":
            return _replies(generation, before, query, words, today)
        case _:
            found = answered(generation, query, words, today=today)
            said = as_before(before.query, query, told.vocabulary)
            return replace(found, understood=f"{said}: {found.understood}")


def to_lean_on(before: Answer | None, answer: Answer) -> Answer | None:
    """Return the answer that the next turn is understood against: of what is none of our business, still the one before."""
    if answer.query.subject == "none":
        return before
    return None if answer.query.empty else answer


def _anew(generation: Generation, words: str, today: dt.date) -> Answer:
    empty = answered(generation, Query("none"), words, today=today)
    return replace(empty, query=Query(), understood="as if nothing had been asked before", summary=NEW)


def _further(before: Answer, words: str, shown: int) -> Answer:
    """Return the findings of the answer before, to be shown from the first that was not."""
    left = len(before.findings) - shown
    if left > 0:
        told = f"as before, from the {_nth(shown + 1)} of {len(before.findings):,}"
    else:
        told = (
            f"as before; all {len(before.findings):,} were shown" if before.findings else "as before; there is no more"
        )
    return replace(
        before, asked=words, understood=f"{told}: {_plain(before)}", start=max(0, len(before.findings) - max(0, left))
    )


def _plain(answer: Answer) -> str:
    """Return how an answer's query was read, without what it says of the one before."""
    said, _, reading = answer.understood.rpartition(": ")
    return reading if said.startswith("as before") else answer.understood


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def _replies(generation: Generation, before: Answer, query: Query, words: str, today: dt.date) -> Answer:
    """Return the replies to the questions that were found, or else are asked of by the same query; the questions beside."""
    asked = answered(generation, query, words, today=today) if not _questions(before.findings) else before
    questions = _questions(asked.findings) or _questions(asked.beside)
    wanted = dict.fromkeys(name for q in questions if isinstance(q.record, Question) for name in q.record.replies)
    search = Search(generation, query, today)
    found = tuple(search.finding(r) for r in generation.register.records(wanted))
    return replace(
        asked,
        asked=words,
        query=query,
        understood=f"as before, but for the replies: {_plain(asked)}",
        summary=_counted(len(found), len(questions)),
        findings=found,
        beside=questions,
        beside_title="The questions",
        start=0,
    )


def _counted(replies: int, questions: int) -> str:
    if not questions:
        return "Nothing found."
    to = "1 question" if questions == 1 else f"{questions:,} questions"
    if not replies:
        return f"No reply to the {to} is recorded."
    return f"Found {'1 reply' if replies == 1 else f'{replies:,} replies'} to {to}."


def _questions(found: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(f for f in found if isinstance(f.record, Question))


def as_before(before: Query, query: Query, names: Vocabulary) -> str:
    """Return how a query differs from the one before, "as before, but for the DCC, in 2023", or "as before"."""
    told = list(_changes(before, query, names))
    return f"as before, but {', '.join(told)}" if told else "as before"


def _changes(before: Query, query: Query, names: Vocabulary) -> Iterator[str]:
    if (query.subject, query.status) != (before.subject, before.status):
        yield kinds(query)
    if (query.roles, query.people) != (before.roles, before.people):
        who = [*(f"the {role}" if role in names.offices else role for role in query.roles), *query.people]
        yield f"for {' or '.join(who)}" if who else "for anybody"
    if query.topic != before.topic:
        yield f"on {query.topic}" if query.topic else "on any topic"
    if query.when != before.when or query.between != before.between:
        yield query.when or "in all meetings"
    left_out = [each for each in (*query.without, *query.besides) if each not in (*before.without, *before.besides)]
    if left_out:
        yield f"without {' or '.join(left_out)}"
