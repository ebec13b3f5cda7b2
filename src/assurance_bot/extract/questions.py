"""Questions asked in a meeting, in writing or aloud, with the replies that follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken, Utterance
from assurance_bot.records import Party, Question, Statement

_ASKED_OF = re.compile(
    r"\b(?:asked|challenged|questioned|pressed|requested)\s+(?P<who>(?:the\s+)?[A-Z][\w/’'-]*(?:\s+[A-Z][\w’'-]+)?)"
)
_CAN = re.compile(
    r"\b(?:[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Ii]s|[Hh]as|[Dd]oes|[Hh]ow (?:will|does|is|has)|give|What .{0,40}(?:can|will|is|has))\s+(?P<who>the\s+[A-Z][A-Z/]+\b|the\s+[A-Z]\w+(?:\s+[A-Z]\w+)*)"
)
_FROM = re.compile(
    r"\b(?:from|by)\s+(?P<who>the\s+[A-Z][\w/’'-]*(?:\s+[A-Z][\w’'-]+)*|[A-Z][\w/’'-]*(?:\s+[A-Z][\w’'-]+)*)"
)  # "Written questions from the PCC:"
_WH = r"(?:how|whether|if|what|why|when|who|which|where)"
TOLD_OF: tuple[re.Pattern[str], ...] = (
    # "In answer to a question from the Board about the terms, Ann Roe explained …"
    re.compile(
        r"\b(?:[Ii]n (?:answer|response|reply) to|[Tt]here (?:was|were)|[Ff]ollowing|[Aa]nswering)\s+(?P<asked>(?:(?:a|an|the|another|further|some)\s+)*"
        r"(?:questions?|quer(?:y|ies))\s+(?:raised\s+|put\s+|asked\s+)?(?:from|by)\s+(?P<who>[^,.;]{2,60}?)\s+(?:about|on|regarding|concerning|as to|whether|of)\b[^,;]*)"
    ),
    # "Ann Roe had prepared a list and asked how it could be considered"
    re.compile(
        rf",?\s+(?:and|then|but)\s+(?:also\s+|then\s+)?(?P<asked>(?:asked|questioned|queried|enquired|wondered)\s+{_WH}\b.+)$"
    ),
    # "the council was asked to consider whether it could help": nobody is said to ask
    re.compile(rf"(?P<asked>\b(?:[Tt]he\s+)?[\w’'-]+\s+(?:was|were)\s+asked\s+(?:{_WH}\b|to\s+consider\b).+)$"),
)
"""Questions that a sentence tells of in passing: `asked` are the words of the question, `who` those that name the asker."""


def find(reading: Reading, statements: Sequence[Statement]) -> Iterator[Question]:
    """Yield the questions in order; `statements` are those of the same meeting, of which the replies are some."""
    for place, spoken in enumerate(reading.spoken):
        if spoken.passage.form in ("label", "row") or spoken.passage.label in ("attendance", "summary"):
            continue
        if _written(spoken):
            last = _last_of_group(reading, place)
            replies = _replies(reading, statements, last, -1)
            asker = _writer(reading, spoken, place)
            yield _question(reading, spoken, 0, len(spoken.flow.text), asker, written=True, replies=replies)
            continue
        for i, utterance in enumerate(spoken.utterances):
            words = spoken.flow.text[utterance.start : utterance.end]
            if _asks(utterance, words):
                replies = _replies(reading, statements, place, i)
                asker = utterance.speakers[0] if utterance.speakers else None
                yield _question(reading, spoken, utterance.start, utterance.end, asker, written=False, replies=replies)
            elif told := _told_of(words):
                start, end = utterance.start + told.start("asked"), utterance.start + told.end("asked")
                replies = _replies(reading, statements, place, i)
                yield _question(
                    reading, spoken, start, end, _teller(reading, utterance, told), written=False, replies=replies
                )


def _told_of(words: str) -> re.Match[str] | None:
    """Return the question that a sentence tells of, None where it tells of none."""
    return next((found for pattern in TOLD_OF if (found := pattern.search(words))), None)


def _teller(reading: Reading, utterance: Utterance, told: re.Match[str]) -> Party | None:
    """Return who asked: named in the words, else the one of whom the sentence tells; nobody where it is passive."""
    if who := told.groupdict().get("who"):
        return reading.people.resolve(who) or Party(who)
    if " asked " in told["asked"][1:]:
        return None
    if utterance.speakers:
        return utterance.speakers[0]
    name = re.match(r"(?:[A-Z][\w’'-]+\s+){0,2}[A-Z][\w’'-]*", told.string)
    return reading.people.resolve(name[0]) if name else None


def _written(spoken: Spoken) -> bool:
    """Say whether the passage is a question put in writing: an entry or a paragraph of its own that ends with "?"."""
    text = spoken.flow.text.rstrip()
    if not text.endswith("?"):
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


def _asks(utterance: Utterance, words: str) -> bool:
    if utterance.act == "ask":
        return not words.rstrip().endswith(":") and not re.search(
            r"\b(?:was|were) (?:asked|requested|challenged)\b", words[:80]
        )
    return words.rstrip().endswith("?") and bool(utterance.speakers)


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
    pattern = _CAN if written else _ASKED_OF
    found = pattern.search(quote.text)
    asked_of = reading.people.resolve(found["who"]) if found else None
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


def _replies(reading: Reading, statements: Sequence[Statement], place: int, nth: int) -> tuple[str, ...]:
    """Return the statements that follow a question up to the next one, as far as its item goes."""
    here = reading.spoken[place]
    after = here.utterances[nth].end if here.utterances else len(here.flow.text)
    asker = here.utterances[nth].speakers if here.utterances else ()
    found: list[str] = []
    by_passage: dict[int, list[Statement]] = {}
    for statement in statements:
        by_passage.setdefault(statement.passage, []).append(statement)
    for spoken in reading.spoken[place:]:
        same = spoken.passage.label == here.passage.label or spoken.passage.label in ("findings", "response", "update")
        if spoken.passage.item != here.passage.item or not same:
            break
        stop = _next_question(spoken, after if spoken is here else 0)
        for statement in by_passage.get(spoken.passage.index, []):
            at = _position(spoken, statement)
            if statement.speakers and statement.speakers == asker:
                continue
            if (spoken is not here or at >= after) and (stop is None or at < stop):
                found.append(statement.id)
        if stop is not None or (spoken is not here and _written(spoken)):
            break
        if spoken is not here and not found and not _opens_reply(spoken):
            break
    return tuple(found)


def _opens_reply(spoken: Spoken) -> bool:
    """Say whether a passage says nothing itself and leads to the reply: "The CC responded:", "Findings:"."""
    return spoken.passage.form == "label" or spoken.flow.text.rstrip().endswith(":")


def _next_question(spoken: Spoken, after: int) -> int | None:
    for utterance in spoken.utterances:
        if utterance.start >= after and _asks(utterance, spoken.flow.text[utterance.start : utterance.end]):
            return utterance.start
    return None


def _position(spoken: Spoken, statement: Statement) -> int:
    """Return where a statement begins in the flow of its passage."""
    first = statement.quote.spans[0].start
    return next((i for i, offset in enumerate(spoken.flow.offsets) if offset >= first), 0)
