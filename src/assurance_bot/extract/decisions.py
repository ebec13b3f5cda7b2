"""Decisions: what the meeting agreed, approved, noted, rejected or deferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assurance_bot.extract.clauses import clauses
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken
from assurance_bot.extract.undertakings import bare_tasks
from assurance_bot.prose import sentences
from assurance_bot.records import Decision, Outcome

DECISION = re.compile(
    r"^(?:DECISIONS?|Decisions?|RESOLUTIONS?|RESOLVED|Resolved)(?:\s+\d+)?\s*(?::|\s[–—-])\s*(?=\S)"
)  # "Decision: "
_BODY = r"(?:[Tt]he\s+)?(?:[Mm]eeting|[Bb]oard|[Pp]anel|[Cc]ommittee|[Cc]ouncil|[Gg]overnors|[Gg]overning [Bb]ody|[Gg]roup|[Ff]orum|[Tt]rust|[Aa]uthority|[Tt]rustees|[Mm]embers(?: of the \w+)?|[Cc]ouncillors|[Dd]irectors)"
_FREELY = r"(?:(?:also|further|then|subsequently|unanimously|therefore|all|has|have|formally|later|now)\s+)*"
_RESOLVED = re.compile(r"\bRESOLVED\b|^Resolved\b")
_PASSIVE: tuple[tuple[Outcome, str], ...] = (
    ("deferred", r"(?<!not )(?:was|were|be|is) deferred(?! no )|decision .{0,60}\bdeferred"),
    ("rejected", r"(?:was|were) (?:rejected|refused|not approved|not agreed|turned down)"),
    ("approved", r"(?:was|were|be|is|and) (?:unanimously |formally |duly )?(?:approved|adopted|ratified|accepted as (?:an? )?(?:true|correct|accurate))(?! by (?:the )?(?!meeting|board|council|committee|members|panel|governors|group|all|those)[A-Z])|[Pp]roposed\b.{2,80}\b[Ss]econded|[Aa]pproved\.?$"),
    ("agreed", rf"[Ii]t (?:was|has been|is) {_FREELY}(?:agreed?|resolved|decided)|(?:was|were|been) {_FREELY}(?:agreed|resolved)|(?:[–—:]|(?<=\s)-)\s*(?:AGREED|[Aa]greed)\b(?! (?:to|that|by)\b)|^(?:AGREED|Agreed)\b"),
    ("noted", r"(?:^|[:–—-]\s)(?:NOTED|[Nn]oted)\b|(?:was|were|be) (?:received and )?noted(?! that)"),
)  # fmt: skip
_ACTIVE: tuple[tuple[Outcome, str], ...] = (
    ("deferred", r"deferred"),
    ("rejected", r"(?:rejected|refused|declined|disagreed|did not (?:agree|approve|support))"),
    ("approved", r"(?:approved|adopted|ratified)"),
    ("agreed", r"(?:agreed|resolved|decided|accepted)"),
    ("noted", r"(?:noted|received)(?! that)"),
)
_FORMAL = re.compile(
    r"\b(?P<who>[A-Z][\w/’'-]*(?:\s[A-Z][\w’'-]+)?)\s+(?:formally\s+)?(?P<verb>approved|authorised|rejected|refused|ratified|adopted)\b"
)
_MOVERS = re.compile(
    r"^(?:[Mm]oved|[Pp]roposed|[Pp]roposer)(?::| by)?\s[^.;]{2,40}?[\s,;]+(?:and )?[Ss]econd(?:ed|er)(?::| by)?\s[^.;]{2,40}\.?$"
)  # "Proposed by AB, seconded by CD."
_NOT = re.compile(
    r"\b(?:asked|whether|if) (?:it|the (?:meeting|board)) (?:was|had|were)\b|\bhad (?:been )?(?:previously )?agreed\b|\bas agreed\b|\bpreviously agreed\b|\bagreed in (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"\baction (?:be|is|was|should)\b.{0,40}\b(?:carried|closed|pass|reopened|replaced)", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Decision]:
    """Yield the decisions of a meeting in order."""
    logs = {s.passage.item for s in reading.spoken if s.passage.form == "row"}
    for spoken in reading.spoken:
        tasks = spoken.passage.label == "actions" and spoken.passage.item not in logs
        if spoken.passage.label == "attendance" or spoken.passage.form in ("label", "row"):
            continue
        if not tasks or DECISION.match(spoken.flow.text):
            yield from _in_passage(reading, spoken)


def _in_passage(reading: Reading, spoken: Spoken) -> Iterator[Decision]:
    text = spoken.flow.text
    label = DECISION.match(text)
    if (label or spoken.passage.label == "decisions") and not text.rstrip().endswith(":"):
        start = label.end() if label else 0
        if label or not next(bare_tasks(reading, spoken), None):
            yield _decision(reading, spoken, start, len(text), outcome_of(text, reading) or "agreed")
        return
    decided = False
    for start, end in _cut(reading, text):
        words = text[start:end]
        outcome = outcome_of(words, reading)
        if decided and _MOVERS.match(words):
            continue
        decided = outcome is not None
        if outcome and not _NOT.search(words) and not words.rstrip().endswith((":", "?")):
            yield _decision(reading, spoken, start, end, outcome)


def _cut(reading: Reading, text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences, cut into clauses except where a motion is moved: that is one decision with its outcome."""
    for start, end in sentences(text):
        if re.search(r"\bsecond(?:ed|er)\b", text[start:end], re.IGNORECASE):
            yield start, end
        else:
            yield from ((start + s, start + e) for s, e in clauses(text[start:end], reading.people))


def outcome_of(words: str, reading: Reading) -> Outcome | None:
    """Return the outcome the words state, or None: "RESOLVED that the paper be noted" → "noted"."""
    if _RESOLVED.search(words):
        others: tuple[Outcome, ...] = ("deferred", "rejected", "approved", "noted")
        return next((outcome for outcome in others if re.search(rf"\bbe {outcome}\b", words)), "agreed")
    for outcome, pattern in _passives():
        if pattern.search(words):
            return outcome
    for outcome, pattern in _actives(reading.collective):
        if pattern.search(words):
            return outcome
    formal = _FORMAL.search(words)
    if formal and (party := reading.people.resolve(formal["who"])) and (party.role or party.person):
        return "rejected" if formal["verb"] in ("rejected", "refused") else "approved"
    return None


@cache
def _passives() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    return tuple((outcome, re.compile(rf"(?:(?<!\w)|(?<=\s))(?:{pattern})(?!\w)")) for outcome, pattern in _PASSIVE)


@lru_cache(maxsize=8)
def _actives(collective: str) -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    """Return the expressions for what the body itself does; `collective` are the words it calls itself by."""
    who = rf"(?:{_BODY}|[Ww]e|[Ii]t{'|' + collective if collective else ''})"
    return tuple(
        (outcome, re.compile(rf"(?:^|(?<=\s)){who}\s+(?:[^,.;]{{0,60}}\s(?:and|but)\s+)?{_FREELY}(?i:{verbs})\b"))
        for outcome, verbs in _ACTIVE
    )


def _decision(reading: Reading, spoken: Spoken, start: int, end: int, outcome: Outcome) -> Decision:
    quote = reading.quote(spoken, start, end)
    return Decision(
        id=reading.name("Decision", quote.text),
        meeting=reading.meeting.id,
        item=spoken.passage.item,
        passage=spoken.passage.index,
        quote=quote,
        lead_in=reading.lead_in(spoken.passage),
        outcome=outcome,
    )
