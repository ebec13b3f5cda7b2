"""Questions asked in a meeting, in writing or aloud, with the replies that follow them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assurance_bot.document import fold
from assurance_bot.extract.asked import NICK, Told, is_formula, literal, told_of
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken, Utterance
from assurance_bot.prose import IN_WRITING, sentences
from assurance_bot.records import AgendaItem, Party, Question, Statement

_ASKED_OF = re.compile(
    r"\b(?:asked|challenged|questioned|pressed|requested)\s+(?P<who>(?:the\s+)?[A-Z][\w/’'-]*(?:\s+[A-Z][\w’'-]+)?)"
)
_WAS_ASKED = re.compile(
    r"^(?P<who>(?:[Tt]he\s+)?[A-Z][\w/’'-]*(?:\s+[A-Z][\w’'-]+){0,2})\s+(?:was|were)\s+(?:also\s+|then\s+)?asked\b"
)
_CAN = re.compile(
    r"\b(?:[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Ii]s|[Hh]as|[Dd]oes|[Hh]ow (?:will|does|is|has)|give|What .{0,40}(?:can|will|is|has))\s+(?P<who>the\s+[A-Z][A-Z/]+\b|the\s+[A-Z]\w+(?:\s+[A-Z]\w+)*)"
)
_FROM = re.compile(
    r"\b(?:from|by)\s+(?P<who>the\s+[A-Z][\w/’'-]*(?:\s+[A-Z][\w’'-]+)*|[A-Z][\w/’'-]*(?:\s+[A-Z][\w’'-]+)*)"
)  # "Written questions from the PCC:"
_LABEL = re.compile(
    r"^(?:(?:[Qq]uestion|[Qq]uery|Q)\s*\d*\s*(?:from\s+|by\s+)?)?(?P<who>[\w.’'&-]+(?:\s+[A-Z][\w.’'-]*){0,3})\s*(?::|\s[–—-])\s+(?=\S)"
)  # "WQ - Do we …?", "Question DH: Do we …?"

_Placed = Mapping[int, Sequence[tuple[int, Statement]]]
"""The statements of a meeting by passage, each with where it begins there, in order of place."""
_BARE = 8
"""Words that tell only that somebody asked, no more than these, are quoted with the answer that tells what about."""


def find(reading: Reading, statements: Sequence[Statement]) -> Iterator[Question]:
    """Yield the questions in order; `statements` are those of the same meeting, of which the replies are some."""
    said = _placed(reading, statements)
    by_id = {statement.id: statement for statement in statements}
    headings = _headings(reading)
    titles = {fold(item.title) for found in headings.values() for item in found}
    for place, spoken in enumerate(reading.spoken):
        for item in headings.pop(place, ()):
            yield _heading(reading, said, place, item)
        if spoken.passage.form == "label" or spoken.passage.label in ("attendance", "summary"):
            continue
        if spoken.flow.text in titles:
            continue
        if _written(spoken):
            last = _last_of_group(reading, place)
            replies = _replies(reading, said, last, -1)
            asker = _writer(reading, spoken, place)
            question = _question(reading, spoken, 0, len(spoken.flow.text), asker, written=True, replies=replies)
            yield replace(question, replies=_answering(question, by_id))
            continue
        for i, utterance in enumerate(spoken.utterances):
            for start, end, asker, answered in _asked_in(reading, spoken, utterance):
                replies = _replies(reading, said, place, i, answered=answered)
                written = bool(IN_WRITING.search(spoken.flow.text[utterance.start : end]))
                yield _question(reading, spoken, start, end, asker, written=written, replies=replies)


def _placed(reading: Reading, statements: Sequence[Statement]) -> _Placed:
    found: dict[int, list[tuple[int, Statement]]] = {}
    for statement in statements:
        at = _position(reading.spoken[statement.passage], statement)
        found.setdefault(statement.passage, []).append((at, statement))
    return {passage: sorted(here, key=lambda s: s[0]) for passage, here in found.items()}


def _between(said: _Placed, spoken: Spoken, start: int, stop: int | None) -> Sequence[tuple[int, Statement]]:
    """Return the statements that begin in part of a passage; to its end where `stop` is None."""
    here = said.get(spoken.passage.index, ())
    first = bisect_left(here, start, key=lambda s: s[0])
    return here[first : len(here) if stop is None else bisect_left(here, stop, key=lambda s: s[0])]


def _headings(reading: Reading) -> dict[int, list[AgendaItem]]:
    """Return the headings that are questions, by the passage that follows them."""
    found: dict[int, list[AgendaItem]] = {}
    for item in reading.meeting.items:
        place = reading.following(item) if re.search(r"\?[\"'”’)]*$", item.title.strip()) else None
        if place is not None and literal(item.title):
            found.setdefault(place, []).append(item)
    return found


def _heading(reading: Reading, said: _Placed, place: int, item: AgendaItem) -> Question:
    """Return the question a heading asks, with the statements of its own passages up to the next question."""
    spoken = reading.spoken[place]
    quote = reading.document.quote((item.span,))
    replies: list[str] = []
    for below in reading.spoken[place:]:
        if below.passage.item != item.index:
            break
        stop = 0 if _written(below) else _next_question(below, 0)
        replies += [s.id for _, s in _between(said, below, 0, stop)]
        if stop is not None:
            break
    return Question(
        id=reading.name("Question", quote.text),
        meeting=reading.meeting.id,
        item=item.index,
        passage=spoken.passage.index,
        quote=quote,
        replies=tuple(replies),
    )


def _asked_in(reading: Reading, spoken: Spoken, utterance: Utterance) -> Iterator[tuple[int, int, Party | None, bool]]:
    """Yield the questions of an utterance with who asks: reported, in their own words, or told of in passing.

    The last value says whether the same words go on to the answer.
    """
    at = utterance.start
    words = spoken.flow.text[at : utterance.end]
    if words.rstrip().endswith(":") and re.search(r"\bquestions?\b", words):
        return  # it introduces the questions
    if spoken.passage.form == "row":
        yield from ((at + start, at + end, None, False) for start, end in literal(words))
    elif _asks(utterance, words):
        own = literal(words) if utterance.act != "ask" or not utterance.verb else []
        asker = utterance.speakers[0] if utterance.speakers else None
        yield from ((at + start, at + end, asker, False) for start, end in own or [(0, len(words))])
    elif own := literal(words):
        yield from ((at + start, at + end, _labelled(reading, words), False) for start, end in own)
    else:
        nick = NICK.match(words)
        at, words = (at + nick.end(), words[nick.end() :]) if nick else (at, words)
        if told := told_of(words):
            start, end = at + told.start, at + told.end
            if told.answered and len(words[told.start : told.end].split()) <= _BARE:
                start, end = utterance.start, utterance.end
            yield start, end, _teller(reading, utterance, words, told), told.answered


def _labelled(reading: Reading, words: str) -> Party | None:
    """Return who asks as the label before the words says, where these minutes know the name."""
    label = _LABEL.match(words)
    return reading.people.resolve(label["who"]) if label else None


def _teller(reading: Reading, utterance: Utterance, words: str, told: Told) -> Party | None:
    """Return who asked: named in the words, else the one of whom the sentence tells; nobody where it is passive."""
    speaker = utterance.speakers[0] if utterance.speakers else None
    if told.who and re.search(r"\b(?:letter|e-?mail|message|report|paper|correspondence|note|item)s?$", told.who):
        return None
    if told.who:
        pronoun = re.fullmatch(r"[Hh]e|[Ss]he|[Tt]hey", told.who)
        return speaker if pronoun else reading.people.resolve(told.who) or Party(told.who)
    if not told.of_speaker or speaker:
        return speaker if told.of_speaker else None
    name = re.match(r"(?:[A-Z][\w’'-]+\s+){0,2}[A-Z][\w’'-]*", words)
    return reading.people.resolve(name[0]) if name else None


def _written(spoken: Spoken) -> bool:
    """Say whether the passage is a question put in writing: an entry or a paragraph of its own that ends with "?"."""
    text = spoken.flow.text.rstrip()
    if not text.endswith("?") or is_formula(text) or NICK.match(text) or spoken.passage.form == "row":
        return False
    loose = (
        spoken.passage.form == "paragraph" and spoken.passage.lead_in is None and spoken.passage.label != "questions"
    )
    if loose and any("?" not in text[s:e] for s, e in sentences(text)):
        return False
    named = any((u.named and u.act in ("ask", "say")) or u.act == "ask" for u in spoken.utterances)
    return not named and (spoken.passage.form in ("numbered", "bullet", "paragraph"))


def _writer(reading: Reading, spoken: Spoken, place: int) -> Party | None:
    """Return who put a question in writing: as the words before the list say, or the label above it."""
    if spoken.passage.lead_in is not None:
        lead = reading.spoken[spoken.passage.lead_in].utterances
        if lead and lead[-1].speakers:
            return lead[-1].speakers[0]
        words = reading.spoken[spoken.passage.lead_in].flow.text
        found = _FROM.search(words) if re.search(r"\bquestions?\b", words, re.IGNORECASE) else None
        return reading.people.resolve(found["who"]) if found else None
    for before in reversed(reading.spoken[:place]):
        if before.passage.form == "label":
            found = _FROM.search(before.flow.text) if before.passage.label == "questions" else None
            if found or before.passage.item == spoken.passage.item:
                return reading.people.resolve(found["who"]) if found else None
            break
    for step in reversed(reading.meeting.path(spoken.passage.item)):
        found = _FROM.search(step.title) if re.search(r"\bquestions?\b", step.title, re.IGNORECASE) else None
        if found:
            return reading.people.resolve(found["who"])
    return None


def _last_of_group(reading: Reading, place: int) -> int:
    """Return the place of the last of the written questions that stand together: what follows answers all of them."""
    while place + 1 < len(reading.spoken) and _written(reading.spoken[place + 1]):
        place += 1
    return place


_PUT = re.compile(r"\?[\"'”’]?\s*$")  # it ends with a question mark, in quotation marks or not


def _asks(utterance: Utterance, words: str) -> bool:
    if utterance.act == "ask":
        return not words.rstrip().endswith(":") and not re.search(
            r"\b(?:was|were) (?:asked|requested|challenged)\b", words[:80]
        )
    return _PUT.search(words) is not None and bool(utterance.speakers) and not is_formula(words)


def _question(
    reading: Reading,
    spoken: Spoken,
    start: int,
    end: int,
    asker: Party | None,
    *,
    written: bool,
    replies: tuple[str, ...],
) -> Question:
    quote = reading.quote(spoken, start, end)
    pattern = _CAN if written and start == 0 and end == len(spoken.flow.text) else _ASKED_OF
    found = pattern.search(quote.text) or _WAS_ASKED.match(quote.text)
    asked_of = reading.people.resolve(found["who"]) if found else None
    if asked_of and asker and asked_of.label == asker.label:
        asked_of = None
    return Question(
        id=reading.name("Question", quote.text),
        meeting=reading.meeting.id,
        item=spoken.passage.item,
        passage=spoken.passage.index,
        quote=quote,
        lead_in=reading.lead_in(spoken.passage),
        asker=asker,
        asked_of=asked_of,
        written=written,
        replies=replies,
    )


def _replies(reading: Reading, said: _Placed, place: int, nth: int, *, answered: bool = False) -> tuple[str, ...]:
    """Return the statements that follow a question up to the next one, as far as its item goes.

    `answered`: the sentence that tells of the question goes on to the answer, which is all of it that is certain.
    """
    here = reading.spoken[place]
    if answered:
        told = here.utterances[nth]
        return tuple(s.id for _, s in _between(said, here, told.start, told.end))
    after = here.utterances[nth].end if here.utterances else len(here.flow.text)
    asker = here.utterances[nth].speakers if here.utterances else ()
    found: list[str] = []
    for spoken in reading.spoken[place:]:
        same = spoken.passage.label == here.passage.label or spoken.passage.label in ("findings", "response", "update")
        if spoken.passage.item != here.passage.item or not same:
            break
        begin = after if spoken is here else 0
        stop = _next_question(spoken, begin)
        for _, statement in _between(said, spoken, begin, stop):
            if not statement.speakers or statement.speakers != asker:
                found.append(statement.id)
        if stop is not None or (spoken is not here and _written(spoken)):
            break
        if spoken is not here and not found and not _opens_reply(spoken):
            break
    return tuple(found)


def _answering(question: Question, by_id: Mapping[str, Statement]) -> tuple[str, ...]:
    """Return the replies to a written question without what its asker says of it.

    Where nobody is named as its asker, whoever speaks before the one it is put to may be.
    """
    asker, asked_of = question.asker, question.asked_of
    replies = [r for r in question.replies if not asker or asker.label not in _labels(by_id[r])]
    if asker is None and asked_of is not None:
        first = next((nth for nth, r in enumerate(replies) if asked_of.label in _labels(by_id[r])), 0)
        replies = [r for nth, r in enumerate(replies) if nth >= first or not by_id[r].speakers]
    return tuple(replies)


def _labels(statement: Statement) -> set[str]:
    return {party.label for party in statement.speakers}


def _opens_reply(spoken: Spoken) -> bool:
    """Say whether a passage says nothing itself and leads to the reply: "The CC responded:", "Findings:"."""
    return spoken.passage.form == "label" or spoken.flow.text.rstrip().endswith(":")


def _next_question(spoken: Spoken, after: int) -> int | None:
    first = bisect_left(spoken.utterances, after, key=lambda u: u.start)
    for nth in range(first, len(spoken.utterances)):
        utterance = spoken.utterances[nth]
        words = spoken.flow.text[utterance.start : utterance.end]
        if _asks(utterance, words) or literal(words):
            return utterance.start
    return None


def _position(spoken: Spoken, statement: Statement) -> int:
    """Return where a statement begins in the flow of its passage."""
    return bisect_left(spoken.flow.offsets, statement.quote.spans[0].start)
