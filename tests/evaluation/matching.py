"""Whether a finding is an answer: the source agrees, and the words do, or the lines where the words may not be told.

A finding is the JSON object that `ask --json` prints, so that what is measured is what others see. Words agree where the
F1 of their tokens is at least 0.6 or one holds the other; a finding of one or two words is held by too much to count.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from evaluation.asked import Asked, Place
from evaluation.measure import ENOUGH, EXAMPLES, likeness

Finding = Mapping[str, Any]
Quoted = Mapping[str, Any]

SURE = 0.8  # from here on two wordings are one sentence, whose speaker the truth can tell
HELD = 3  # a finding shorter than this is not right because an answer holds it
_WORD = re.compile(r"[A-Za-z0-9£%']+")
_SPOKEN = ("commitments", "assurances", "challenges", "reports")


@cache
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, case and punctuation left out."""
    return tuple(w.lower() for w in _WORD.findall(text.replace("’", "'")))


def stem(source: str) -> str:
    """Return a source without its suffix."""
    return str(PurePosixPath(source).with_suffix(""))


def quotes(found: object) -> Iterator[Quoted]:
    """Yield every quote in a finding, wherever it stands: its own words, those that lead in, evidence, replies."""
    if isinstance(found, Mapping):
        if {"text", "source", "spans"} <= found.keys():
            yield found
        else:
            for value in found.values():
                yield from quotes(value)
    elif isinstance(found, list):
        for value in found:
            yield from quotes(value)


def alike(found: str, wanted: str) -> float:
    """Return how alike two wordings are: 1 where one holds the other, else the F1 of their tokens."""
    mine, theirs = tokens(found), tokens(wanted)
    if not mine or not theirs:
        return 0.0
    if _holds(mine, theirs) or (len(mine) >= HELD and _holds(theirs, mine)):
        return 1.0
    return likeness(Counter(mine), Counter(theirs))


def _holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def answers_to(found: Finding, place: Place) -> bool:
    """Say whether a finding is what stands at a place."""
    here = [each for each in quotes(found) if stem(each["source"]) == place.source]
    if not place.quotes:
        return any(_overlap(each, place) for each in here)
    texts = [each["text"] for each in here]
    if len(texts) > 1:
        texts.append(" ".join(texts))
    return any(alike(text, wanted) >= ENOUGH for text in texts for wanted in place.quotes)


def _overlap(quoted: Quoted, place: Place) -> bool:
    if place.page is not None and quoted["page"] != place.page:
        return False
    last = quoted["last_line"] if quoted["last_line"] >= quoted["line"] else 1 << 30  # it goes on overleaf
    return bool(quoted["line"] <= place.last_line and place.line <= last)


@cache
def truth() -> Mapping[str, Any]:
    """Return what a careful reader finds in the examples."""
    read: Mapping[str, Any] = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
    return read


@cache
def _mentions() -> tuple[tuple[str, str, str], ...]:
    """Return (trail, source, words) of every place that speaks of a trail."""
    return tuple(
        (trail["key"], stem(mention["source"]), words)
        for trail in truth()["trails"]
        for mention in trail["mentions"]
        for words in (mention["verbatim"], *mention.get("evidence_verbatim", ()))
    )


def trail_of(found: Finding) -> str | None:
    """Return the key of the trail a finding is of: the one whose words are most like its own."""
    if found["kind"] != "action":
        return None
    best, key = 0.0, None
    for quoted in found["quotes"]:
        mine = Counter(tokens(quoted["text"]))
        for name, source, words in _mentions():
            score = likeness(mine, Counter(tokens(words))) if source == stem(quoted["source"]) else 0.0
            if score > best:
                best, key = score, name
    return key if best >= ENOUGH else None


def speakers(found: Finding) -> frozenset[str]:
    """Return whose words a finding is said to be, by every name it gives; of an action, its owners'."""
    given = found.get("speakers") or found.get("owners") or ([found["speaker"]] if found.get("speaker") else [])
    return frozenset(given) | frozenset(found.get("people", ()))


def is_anothers(found: Finding, asked: Asked) -> bool:
    """Say whether a finding is said to be somebody's who was not asked about. Nobody's is not another's."""
    if not asked.speaker:
        return False
    named = speakers(found)
    if named and not named & frozenset(asked.speaker):
        return True
    day = found["meeting"]["date"]
    return bool(asked.within and day and not asked.within[0].isoformat() <= day <= asked.within[1].isoformat())


@cache
def _spoken(source: str) -> tuple[tuple[str, str | None], ...]:
    """Return (words, speaker) of the attributed and unattributed words in one of the examples."""
    told: list[tuple[str, str | None]] = []
    for entry in truth()["meetings"]:
        if stem(entry["source"]) == source:
            told += [(each["verbatim"], each["speaker"]) for kind in _SPOKEN for each in entry[kind]]
            told += [(words, None) for words in entry["unattributed"]]
    return tuple(told)


def is_misattributed(found: Finding) -> bool:
    """Say whether a statement is given to somebody though the truth gives its words to another or to nobody."""
    named = speakers(found)
    if found["kind"] != "statement" or not named:
        return False
    (quoted, *_) = found["quotes"]
    mine = Counter(tokens(quoted["text"]))
    told = [(likeness(mine, Counter(tokens(w))), who) for w, who in _spoken(stem(quoted["source"]))]
    sure = [who for score, who in told if score >= max(SURE, max((s for s, _ in told), default=0.0))]
    return bool(sure) and not any(who in named for who in sure)


def uncovered(places: Iterable[Place], found: Sequence[Finding]) -> list[Place]:
    """Return the places that no finding is from."""
    return [place for place in places if not any(answers_to(each, place) for each in found)]
