"""Days told by who held an office: "since the new CC", "under the old chief", "before the present chair took over".

    days = ( "since" | "under" | "before" | … ) "the" ( "new" | "old" | … ) office [ "took over" | "arrived" | … ]
         | ( "since" | "before" | … ) person ( "took over" | "arrived" | … )

    holder = "the" ( "new" | "old" | … ) office                      "what did the last CC promise"

An office is handed over on the first day on which minutes name its next holder; where none is named, no days are read.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from assurance_bot.dates import in_words
from assurance_bot.query.left import Left
from assurance_bot.query.shapes import Days, Vocabulary
from assurance_bot.query.who import Named, short_forms
from assurance_bot.query.words import HELD

_BEGAN = (
    r"(?:took (?:over|office|the chair|up (?:the )?post)|started|began|arrived|came(?: in(?:to office)?)?"
    r"|was (?:appointed|elected)|joined|became (?:the )?[\w/ ]{2,40}?(?=[?,.]|$))"
)
_SINCE, _BEFORE = r"since|under|after|from", r"before|until|till|up to|prior to"
_NEW = r"new|current|present|latest|incoming|newest"
_OLD = r"old|previous|former|last|outgoing"


@dataclass(frozen=True, slots=True)
class Handed:
    """The days read and the words for them; `unread` the words where minutes name no next holder."""

    between: Days = (None, None)
    when: str = ""
    unread: tuple[str, ...] = ()


def read_handed(left: Left, vocabulary: Vocabulary, *, today: dt.date) -> Handed | None:
    """Take days that are told by an office's holders out of what is left, and return them; None where there are none."""
    low = left.text.lower()
    if not re.search(rf"\b(?:{_SINCE}|{_BEFORE})\b", low):
        return None
    for form, role in _offices(vocabulary):
        if form not in low:
            continue
        pattern = (
            rf"\b(?P<word>{_SINCE}|{_BEFORE}) (?:the|our|we had a|we got a) (?:(?P<new>{_NEW})|(?P<old>{_OLD})) "
            rf"{re.escape(form)}(?!\w)(?:['’]s (?:arrival|appointment|start))?(?: {_BEGAN})?"
        )
        if match := re.search(pattern, left.text, re.IGNORECASE):
            return _of_office(left.take(match), match, vocabulary, role, today=today)
    return _of_person(left, vocabulary, today=today)


def read_holder(left: Left, vocabulary: Vocabulary, *, today: dt.date) -> tuple[Named, ...]:
    """Take "the new CC" or "the last chief" out of what is left, and return the person who is meant.

    What an office passed on is asked of the office ("what does the new CC inherit?"), and so is "the current CC" of one
    that minutes show no change of.
    """
    if _PASSED_ON.search(left.text):
        return ()
    found: list[Named] = []
    low = left.text.lower()
    for form, role in _offices(vocabulary):
        if form not in low:
            continue
        pattern = rf"\b(?:(?P<new>{_NEW})|(?P<old>{_OLD})) {re.escape(form)}(?:['’]s?)?(?!\w)"
        for match in re.finditer(pattern, left.text, re.IGNORECASE):
            held = [person for day, person in vocabulary.handed.get(role, ()) if day <= today]
            held = [vocabulary.began[role], *held] if role in vocabulary.began else held
            if len(held) > 1 or (held and match["new"]):
                left.take(match, HELD)
                found.append(Named(*match.span(), person=held[-1] if match["new"] else held[-2]))
            elif match["new"]:
                left.cut(*match.span("new"))
    return tuple(found)


_PASSED_ON = re.compile(r"\binherit|\bhand(?:s|ed|ing)?[- ]?over|\btak(?:e[sn]?|ing) over|\btook over", re.IGNORECASE)


@lru_cache(maxsize=16)
def _offices(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return each form of an office in small letters, longest first, with its abbreviation."""
    named = {title.lower(): short for short, title in vocabulary.offices.items()}
    forms = short_forms(vocabulary.offices) | named | {short.lower(): short for short in vocabulary.offices}
    return tuple(sorted(forms.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _of_office(words: str, match: re.Match[str], vocabulary: Vocabulary, role: str, *, today: dt.date) -> Handed:
    began = [day for day, _ in vocabulary.handed.get(role, ()) if day <= today]
    if not began:
        return Handed(unread=(words.strip(),))
    last, before = began[-1], began[-2] if len(began) > 1 else None
    ended = last - dt.timedelta(1)
    if match["old"] and match["word"].lower() == "under":
        return Handed((before, ended), f"{words} (until {in_words(ended)})")
    if match["old"]:
        return Handed(unread=(words.strip(),))
    if re.fullmatch(_BEFORE, match["word"], re.IGNORECASE):
        return Handed((None, ended), f"{words} (until {in_words(ended)})")
    return Handed((last, None), f"{words} (from {in_words(last)})")


def _of_person(left: Left, vocabulary: Vocabulary, *, today: dt.date) -> Handed | None:
    if not re.search(_BEGAN, left.text, re.IGNORECASE):
        return None
    for role in vocabulary.handed:
        for day, person in vocabulary.handed[role]:
            names = rf"(?:{re.escape(person)}|{re.escape(person.split()[-1])})"
            match = re.search(rf"\b(?P<word>{_SINCE}|{_BEFORE}) {names} {_BEGAN}", left.text, re.IGNORECASE)
            if match and day <= today:
                words, ended = left.take(match), day - dt.timedelta(1)
                if re.fullmatch(_BEFORE, match["word"], re.IGNORECASE):
                    return Handed((None, ended), f"{words} (until {in_words(ended)})")
                return Handed((day, None), f"{words} (from {in_words(day)})")
    return None
