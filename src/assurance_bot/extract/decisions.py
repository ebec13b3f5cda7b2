"""Decisions: what the meeting agreed, approved, noted, rejected or deferred."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken
from assurance_bot.prose import sentences
from assurance_bot.records import Decision, Outcome

_MEETING = r"(?:[Tt]he (?:meeting|Board|board|Panel|panel|Committee|committee|Council|council|CC|Governors|governors|Group|group|Forum|Trust|Authority)|[Mm]embers|[Gg]overnors|[Ww]e|[Tt]rustees|[Cc]ouncillors|[Ii]t)"
_OUTCOMES: tuple[tuple[Outcome, re.Pattern[str]], ...] = (
    ("deferred", re.compile(rf"\b(?:was|were|be|is) deferred\b|\b{_MEETING} (?:has |have )?deferred\b|\bdecision .{{0,60}}\bdeferred\b")),
    ("rejected", re.compile(rf"\b{_MEETING} (?:has |have )?(?:rejected|refused|declined|disagreed|did not (?:agree|approve|support))\b|\bwas (?:rejected|refused|not approved|not agreed)\b")),
    ("approved", re.compile(rf"\b(?:was|were|be|is) (?:unanimously |formally )?(?:approved|adopted|ratified|accepted as (?:a )?(?:true|correct|accurate))\b|\b{_MEETING} (?:has |have |unanimously |formally )?(?:approved|adopted|ratified)\b|[Pp]roposed (?:by )?.{{2,60}}\b[Ss]econded\b|\b[Aa]pproved\.?$")),
    ("agreed", re.compile(
        rf"\bRESOLVED\b|^Resolved\b|\b[Ii]t (?:was|has been|is) (?:also |further |then |subsequently |unanimously |therefore )*(?:agreed?|resolved|decided)\b|\b{_MEETING} (?:also |further |unanimously |all |has |have )*(?:agreed|resolved|decided|accepted)\b"
        r"|\b(?:was|were|been) (?:also |unanimously |then |later )*(?:agreed|resolved)\b|\band (?:agreed|resolved|decided)\s+(?:to|that)\b|[–—-]\s*(?:AGREED|[Aa]greed)\.?$|^(?:AGREED|Agreed)\b")),
    ("noted", re.compile(rf"^(?:NOTED|Noted)\b|\b{_MEETING} (?:formally )?(?:noted|received)\b (?!that\b)|\b(?:was|were|be) (?:received and )?noted\b(?! that)|[–—-]\s*(?:NOTED|[Nn]oted)\.?$")),
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:asked|whether|if) (?:it|the (?:meeting|board)) (?:was|had|were)\b|\bhad (?:been )?(?:previously )?agreed\b|\bas agreed\b|\bpreviously agreed\b|\bagreed in (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"\baction (?:be|is|was|should)\b.{0,40}\b(?:carried|closed|pass|reopened|replaced)", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Decision]:
    """Yield the decisions of a meeting in order."""
    for spoken in reading.spoken:
        if spoken.passage.label in ("attendance", "actions") or spoken.passage.form in ("label", "row"):
            continue
        yield from _in_passage(reading, spoken)


def _in_passage(reading: Reading, spoken: Spoken) -> Iterator[Decision]:
    text = spoken.flow.text
    if spoken.passage.label == "decisions" and not text.rstrip().endswith(":"):
        yield _decision(reading, spoken, 0, len(text), outcome_of(text) or "agreed")
        return
    for start, end in sentences(text):
        words = text[start:end]
        outcome = outcome_of(words)
        if outcome and not _NOT.search(words) and not words.rstrip().endswith((":", "?")):
            yield _decision(reading, spoken, start, end, outcome)


def outcome_of(words: str) -> Outcome | None:
    """Return the outcome the words state, or None: "RESOLVED that the paper be noted" → "noted"."""
    resolved = re.search(r"\bRESOLVED\b|^Resolved\b", words)
    if resolved:
        others: tuple[Outcome, ...] = ("deferred", "rejected", "approved", "noted")
        return next((outcome for outcome in others if re.search(rf"\bbe {outcome}\b", words)), "agreed")
    return next((outcome for outcome, pattern in _OUTCOMES if pattern.search(words)), None)


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
