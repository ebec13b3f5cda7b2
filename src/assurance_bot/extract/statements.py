"""Statements: attributed words with their nature. A list entry is one statement; prose is cut where speaker or nature turn."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assurance_bot.document import Quote, Span
from assurance_bot.extract.clauses import clauses
from assurance_bot.extract.natures import ALOUD, ASSURANCES, CHALLENGES, HEDGED, is_commitment, nature
from assurance_bot.extract.outcomes import outcome_of
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import LABEL, Spoken, Utterance, joined_pattern, subject_pattern
from assurance_bot.people import Directory
from assurance_bot.prose import sentences
from assurance_bot.records import Action, Nature, Party, Statement

_SKIPPED = frozenset({"attendance", "summary"})


@dataclass
class _Run:
    """Utterances that make one statement; `led` is the quote that names the speaker where these words do not."""

    utterances: list[Utterance]
    led: Quote | None
    nature: Nature


def find(reading: Reading, tasks: Sequence[Action]) -> Iterator[Statement]:
    """Yield the statements of a meeting in order. What `tasks` say already, and what is a decision only, is left out."""
    taken: dict[int, list[Span]] = {}
    for task in tasks:
        taken.setdefault(task.passage, []).extend(task.quote.spans)
    for spoken in reading.spoken:
        if spoken.passage.label in _SKIPPED or spoken.passage.form in ("label", "row"):
            continue
        for run in _runs(reading, spoken, taken.get(spoken.passage.index, [])):
            yield _statement(reading, spoken, run)


def _runs(reading: Reading, spoken: Spoken, taken: Sequence[Span]) -> Iterator[_Run]:
    left = _left(spoken, taken)
    longer = _longer_than_a_sentence(spoken, taken)
    said = [
        u
        for whole in spoken.utterances
        for u in _parted(reading, spoken, whole)
        if _states(spoken, u)
        and (not _told_already(reading, spoken, left[u.start : u.end], u) or _promised_within(spoken, longer, u))
    ]
    lead = reading.lead_in(spoken.passage)
    if spoken.passage.form in ("bullet", "numbered") and said and len({u.speakers for u in said}) == 1:
        kinds = {_nature(reading, spoken.flow.text[u.start : u.end], u) for u in said}
        if len(kinds) == 1 or "commitment" not in kinds:
            yield _Run(said, lead, _nature(reading, spoken.flow.text[said[0].start : said[-1].end], said[0]))
            return
    run: _Run | None = None
    namer: Quote | None = lead
    for utterance in said:
        words = left[utterance.start : utterance.end]
        kind = _nature(
            reading, words if words.strip() else spoken.flow.text[utterance.start : utterance.end], utterance
        )
        goes_on = run is not None and not utterance.named and utterance.start <= run.utterances[-1].end + 2
        if run and goes_on and utterance.speakers == run.utterances[-1].speakers and kind == run.nature == "report":
            run.utterances.append(utterance)
            continue
        if run:
            yield run
        if utterance.named:
            namer = None
        run = _Run([utterance], namer if utterance.speakers else None, kind)
        if utterance.named:
            namer = reading.quote(spoken, utterance.start, utterance.end)
    if run:
        yield run


def _parted(reading: Reading, spoken: Spoken, utterance: Utterance) -> list[Utterance]:
    """Cut an utterance where another one promises in a clause of their own: "AL agreed, so JR will send it round"."""
    text = spoken.flow.text
    parts = [utterance]
    if utterance.act == "ask" or not _PROMISING.search(text, utterance.start, utterance.end):
        return parts
    for start, end in clauses(text[utterance.start : utterance.end], reading.people)[1:]:
        at = utterance.start + start
        found = _promiser(reading.people).match(text, at, utterance.start + end)
        who = reading.listener.parties(found["who"]) if found else ()
        if not who or not all(p.person or p.role for p in who) or {p.label for p in who} & _labels(parts[-1]):
            continue
        before = len(text[parts[-1].start : at].rstrip()) + parts[-1].start
        head = re.sub(
            r"[,;]?\s+(?:and|but|however|so|then|whilst|while)$|\s+[–—-]$|[;,]$", "", text[parts[-1].start : before]
        )
        own = replace(utterance, start=at, speakers=who, act="agree", verb="will", named=True, reply=False)
        parts = [*parts[:-1], replace(parts[-1], end=parts[-1].start + len(head), introduces=False), own]
    return parts


def _labels(utterance: Utterance) -> set[str]:
    return {p.label for p in utterance.speakers}


_PROMISING = re.compile(r"\b(?:will|would|shall|(?:agreed|offered|undertook|volunteered|promised)\s+to)\b")


@lru_cache(maxsize=8)
def _promiser(people: Directory) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<who>{joined_pattern(people, most=4)})\s+(?:(?:also|then|therefore|both|has|have)\s+)*{_PROMISING.pattern}\s+(?!{HEDGED}\b)(?!be\b|have\b)[a-z]"
    )


def _told_already(reading: Reading, spoken: Spoken, left: str, utterance: Utterance) -> bool:
    """Say whether an action or a decision tells all of it: nothing is left, or the body decides and nobody speaks."""
    if len(left.split()) <= 3 and left != spoken.flow.text[utterance.start : utterance.end]:
        return True
    nobody = not utterance.speakers or all(p.person is None and not p.role for p in utterance.speakers)
    return nobody and not utterance.reply and outcome_of(left, reading) is not None and not ASSURANCES.search(left)


def _longer_than_a_sentence(spoken: Spoken, taken: Sequence[Span]) -> list[Span]:
    """Return the spans of actions that hold more than one sentence."""
    offsets = spoken.flow.offsets
    ends = [offsets[end - 1] for _, end in sentences(spoken.flow.text)]
    return [s for s in taken if bisect_left(ends, s.end - 1) - bisect_left(ends, s.start) >= 1]


def _promised_within(spoken: Spoken, taken: Sequence[Span], utterance: Utterance) -> bool:
    """Say whether somebody named promises in words that are one sentence of an action of several."""
    if not utterance.named or not is_commitment(spoken.flow.text[utterance.start : utterance.end]):
        return False
    offsets = spoken.flow.offsets
    first, last = offsets[utterance.start], offsets[utterance.end - 1]
    least = 1.5 * (utterance.end - utterance.start)
    return any(span.start <= first and last < span.end and len(span) > least for span in taken)


def _left(spoken: Spoken, taken: Sequence[Span]) -> str:
    """Return the words of a passage with those that actions hold blanked out, as long as before."""
    offsets, chars = spoken.flow.offsets, list(spoken.flow.text)
    for span in taken:
        for i in range(bisect_left(offsets, span.start), bisect_left(offsets, span.end)):
            chars[i] = " "
    return "".join(chars)


def _states(spoken: Spoken, utterance: Utterance) -> bool:
    """Say whether an utterance states something: not a question, not the bare words that introduce a list or an answer."""
    words = spoken.flow.text[utterance.start : utterance.end]
    if words.rstrip().endswith("?"):
        return False
    if utterance.act == "ask" and not CHALLENGES.search(words):
        return False
    if utterance.introduces and len(words) < 90 and not is_commitment(words):
        return False
    return bool(utterance.speakers or utterance.reply or utterance.act != "none" or _finding(spoken, words))


def _finding(spoken: Spoken, words: str) -> bool:
    """Unattributed words count as a statement where they commit or assure, or stand as findings or an update."""
    return (
        spoken.passage.label in ("findings", "update", "response")
        or nature(words, asks=False, accountable=True) != "report"
    )


def _statement(reading: Reading, spoken: Spoken, run: _Run) -> Statement:
    first, last = run.utterances[0], run.utterances[-1]
    quote = reading.quote(spoken, first.start, last.end)
    led = run.led or (None if first.named or not first.speakers else reading.lead_in(spoken.passage))
    return Statement(
        id=reading.name("Statement", quote.text),
        meeting=reading.meeting.id,
        item=spoken.passage.item,
        passage=spoken.passage.index,
        quote=quote,
        lead_in=led,
        nature=run.nature,
        speakers=first.speakers,
    )


def _nature(reading: Reading, words: str, first: Utterance) -> Nature:
    accountable = not holds_to_account(first.speakers, reading.people.roles)
    if first.verb == LABEL and first.speakers and ALOUD.search(words):
        return "commitment"
    own = _own_words(reading, words, first.speakers, accountable=accountable) if first.speakers else words
    return nature(own, asks=first.act == "ask", accountable=accountable)


@lru_cache(maxsize=8)
def _promised_of(people: Directory) -> re.Pattern[str]:
    promises = r"(?:would|will|shall|(?:(?:has|had|have)\s+)?(?:agreed|undertaken|undertook|promised|committed|pledged|offered)\s+to)"
    return re.compile(rf"(?<![\w’'-])(?P<who>{subject_pattern(people)})\s+{promises}\b[^,;.]*")


def _own_words(reading: Reading, words: str, speakers: tuple[Party, ...], *, accountable: bool) -> str:
    """Return words without what they say that one of the other side will do: "The PCC said that the CC would write"."""

    def told(found: re.Match[str]) -> str:
        party = reading.people.resolve(found["who"])
        if party is None or not (party.role or party.person) or party.label in {p.label for p in speakers}:
            return found[0]
        return " " if holds_to_account((party,), reading.people.roles) is accountable else found[0]

    return _promised_of(reading.people).sub(told, words) if is_commitment(words) else words


def holds_to_account(speakers: tuple[Party, ...], roles: Mapping[str, str]) -> bool:
    """Say whether the speaker is one who holds others to account, by the title of the office in these minutes."""
    return any(
        word in f"{p.role or ''} {roles.get(p.role or '', '')} {roles.get(p.person or '', '')} {p.written}".lower()
        for p in speakers
        for word in (
            "pcc",
            "commissioner",
            "panel",
            "governor",
            "councillor",
            "cllr",
            "member",
            "chair",
            "board",
            "mayor",
        )
    )
