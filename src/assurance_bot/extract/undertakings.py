"""Tasks in prose: "JR agreed to …", "the Clerk was asked to …", "It was agreed that he would …", "We will …".

The one who is to act owns the task, not the one who asked. A hope, a forecast or a thing already done is no task.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assurance_bot.extract.clauses import clauses
from assurance_bot.extract.natures import HEDGED
from assurance_bot.extract.owners import read_owners
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken, subject_pattern
from assurance_bot.extract.subjects import head_of, subject_at
from assurance_bot.extract.voices import AFTER_NAME
from assurance_bot.people import Directory
from assurance_bot.records import Party

_ALSO = r"(?:(?:has|have|also|both|all|further|then|now|therefore|kindly|duly|subsequently|in turn)\s+)*"
_VERB = rf"(?!{HEDGED}\b)(?!not\b|be\b|have\b|been\b)(?:(?:also|then|now|further|therefore|in turn|continue to)\s+)*(?!{HEDGED}\b)(?P<task>[a-z]{{3,}}|do|go)"
_PROMISE = rf"{_ALSO}(?:agreed to|undertook to|volunteered to|offered to|committed to|promised to|will|would|shall|is to|are to|was to|were to)\s+{_VERB}"
_CHARGED = (
    r"(?:(?:was|were|is|are|has been|have been|be)\s+)(?:also\s+|then\s+)?(?:asked|requested|tasked|instructed|invited|appointed|delegated)\s+"
    r"(?:to\s+(?P<task2>[a-z]{2,})|with\s+(?P<task3>[a-z]+ing))"
)
_BARE = r"to\s+(?P<task4>[a-z]{2,})"
_TO_ACT = re.compile(r"\b(?:to|will|would|shall|with)\b")
_AGREED = r"\b[Ii]t (?:was|has been|is)\s+(?:also |further |then |therefore |unanimously )*(?:agreed?|resolved|decided|suggested and agreed)"
_PASSIVE = re.compile(r"\b(?:will|would|shall)\s+(?:now\s+|then\s+|also\s+)?be\s+[a-z]+(?:ed|en|ent|ut|nt|ade|un)\b")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A task in prose: `start` to `end` of its passage's flow, and who is to do it."""

    start: int
    end: int
    owners: tuple[Party, ...]


@lru_cache(maxsize=8)
def _patterns(people: Directory) -> tuple[re.Pattern[str], ...]:
    subject = subject_pattern(people)
    joined = rf"(?P<who>(?:{subject})(?:\s*(?:,|/|&|and|and the)\s*(?:{subject})){{0,4}})"
    start = r"(?<![\w’'-])"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b(?:asked|requested|instructed|tasked|invited)\s+(?:that\s+)?{joined}\s+(?:to\s+(?!know\b|explain\b|say\b|tell\b|confirm\b|clarify\b|describe\b)(?P<task5>[a-z]{{2,}})|with\s+(?P<task6>[a-z]+ing))",  # "asked the Clerk to write"
            rf"{start}{joined}{AFTER_NAME}\s+(?:{_PROMISE}|{_CHARGED})",  # "JR agreed to mend it"
            rf"^(?:[A-Z][^:.]{{0,60}}:\s+)?{joined}(?:\s*\([^()]{{1,40}}\))?\s+{_BARE}",  # "JR to mend it"
        )
    )


@lru_cache(maxsize=8)
def _agreed(people: Directory) -> re.Pattern[str]:
    subject = subject_pattern(people)
    who = rf"(?P<who>(?:{subject}|[Hh]e|[Ss]he|[Tt]hey|[Ww]e)(?:\s*(?:,|/|&|and|and the)\s*(?:{subject})){{0,4}})"
    return re.compile(
        rf"{_AGREED}\s+(?:that\s+|for\s+)?(?:{who}\s+(?:would|will|should|shall|is to|are to|to)\s+{_VERB}|(?P<nobody>to)\s+(?P<task7>[a-z]{{3,}}))"
    )


_DECIDES = re.compile(
    r"increase|reduce|raise|lower|establish|set|adopt|approve|support|accept|appoint|elect|donate|pay|grant|keep|allow|continue|defer|hold|include|use|retain|renew|remain|make|take|change"
    r"|form|create|fund|award|reject|oppose|object|leave|close|cancel|postpone|proceed|delegate|note|meet|amend|extend|purchase|buy|spend"
)  # "it was agreed to increase …" decides, and leaves nobody a task
_BODY_NOUN = "Council|Board|Panel|Committee|Forum|Authority|Trust|Governors|Group|Partnership"
_PRONOUN = re.compile(rf"(?:^|(?<=\s))(?:He|She|They|he|she|they)\s+{_PROMISE}")
_WE = re.compile(rf"\b[Ww]e\s+(?:{_PROMISE}|{_CHARGED})")


def undertakings(reading: Reading, spoken: Spoken) -> Iterator[Undertaking]:
    """Yield the tasks in a passage of prose, a clause each."""
    text = spoken.flow.text
    last: tuple[Party, ...] = ()
    for start, end in clauses(text, reading.people):
        words = text[start:end]
        owners = _owners(reading, words, last)
        if owners is not None and not words.rstrip().endswith(("?", ":")):
            yield Undertaking(start, end, owners)
        last = _named(spoken, start, end) or (owners or last)
        if reading.listener.turns_to_another(words) or reading.listener.tells_of_another(words, last):
            last = ()


def bare_tasks(reading: Reading, spoken: Spoken) -> Iterator[Undertaking]:
    """Yield the sentences that are a task by their form alone: "JR to mend the fence."."""
    pattern = _patterns(reading.people)[2]
    for start, end in clauses(spoken.flow.text, reading.people):
        found = pattern.match(spoken.flow.text[start:end])
        owners = _known(reading, found["who"]) if found else ()
        if found and owners:
            at = start + found.start("who")
            yield Undertaking(at, end, owners)


def _owners(reading: Reading, words: str, last: tuple[Party, ...]) -> tuple[Party, ...] | None:
    """Return who is to act by a clause, () where it sets a task for nobody named, None where it sets none."""
    agreed = _agreed(reading.people).search(words)
    if agreed:
        if agreed["nobody"]:
            return None if _DECIDES.fullmatch(agreed["task7"]) else ()
        who = agreed["who"]
        return _collective(reading) if who.lower() == "we" else _known(reading, who) or last
    for pattern in _patterns(reading.people) if _TO_ACT.search(words) else ():
        for found in pattern.finditer(words):
            at = subject_at(head_of(words, found.start("who")), found["who"])
            if at is None or _told_of(words, found.start("who")):
                continue
            if owners := _known(reading, found["who"][at:]):
                return None if _decides(reading, found) else owners
    if _WE.search(words):
        return _collective(reading)
    pronoun = _PRONOUN.search(words)
    if pronoun and last:
        return last if len(last) == 1 or pronoun[0].lower().startswith("they") else None
    elided = re.match(r"(?:[^,.;]{0,60}\s)?(?:would|will)\s+" + _VERB, words)
    if elided and words[:1].islower() and last:
        return last
    return None


def _decides(reading: Reading, found: re.Match[str]) -> bool:
    """Say whether the body itself, by its name, agrees to what leaves nobody a task: "The Council agreed to support it"."""
    body = rf"(?:[Tt]he\s+)?(?:{_BODY_NOUN}){'|' + reading.collective if reading.collective else ''}"
    task = found.groupdict().get("task")
    agreed = re.search(r"\bagreed to\b", found[0])
    return bool(task and agreed and _DECIDES.fullmatch(task) and re.fullmatch(body, found["who"]))


def _told_of(words: str, at: int) -> bool:
    """Say whether the doer stands in what is merely asked, supposed or done: "whether JR would", "the letter JR was asked to"."""
    return bool(
        re.search(r"\b(?:whether|if|which|unless|until|when|after|before|how|why|had)\s+(?:the\s+)?$", words[:at])
    )


def _known(reading: Reading, who: str) -> tuple[Party, ...]:
    """Return the people and offices named, where all are known here, or are initials or an office as such."""
    parties = read_owners(who, reading.people)
    sure = all(p.role or p.person or re.fullmatch(r"(?:[Tt]he\s+)?(?:[A-Z]{2}[a-z]?|Clerk|Chair(?:man|woman|person)?|Secretary|Treasurer|Secretariat|(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\.?\s.+)", p.written) for p in parties)  # fmt: skip
    return parties if sure else ()


def _collective(reading: Reading) -> tuple[Party, ...]:
    """Return the body itself, by the noun its name ends with: "Northwold Parish Council" → "Council"."""
    nouns = re.findall(rf"\b(?:{_BODY_NOUN})\b", reading.meeting.body)
    return (Party("We", nouns[-1] if nouns else reading.meeting.body),)


def _named(spoken: Spoken, start: int, end: int) -> tuple[Party, ...]:
    """Return who speaks or is last named in a stretch, for the pronouns that follow."""
    first = max(0, bisect_right(spoken.utterances, start, key=lambda u: u.start) - 1)
    last = bisect_left(spoken.utterances, end, key=lambda u: u.start)
    said = [u.speakers for u in spoken.utterances[first:last] if u.named and u.speakers and u.end > start]
    return said[-1] if said else ()


def passive_promise(words: str) -> bool:
    """Say whether words promise something of nobody named: "an update will be given in June"."""
    return bool(_PASSIVE.search(words))
