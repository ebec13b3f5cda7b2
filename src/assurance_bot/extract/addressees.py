"""Whom a marked task is given to where the attendance does not know the name: "Bob and Sue to mend it", "mend it (@bob)".

A word is taken for a name by where it stands and by what the minutes do with it: it is nowhere written in small letters, or it
stands elsewhere as somebody who says or does something. What else begins with a capital ("Letter to go out") is no owner.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assurance_bot.extract.owners import are_owners, read_owners
from assurance_bot.extract.verbs import VERBS, is_told
from assurance_bot.extract.voices import AGREE, SAY
from assurance_bot.people import Directory
from assurance_bot.records import Party

_WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Cllr)\.|(?:[A-Z]\.)+|[A-Z][\w’'-]*)"
_NAME = rf"@?{_WORD}(?:\s+{_WORD}){{0,2}}(?:\s+(?:team|(?:sub-?)?group|committee|office|staff|officers?|leads?|reps?))?"
_NAMES = rf"(?P<who>{_NAME}(?:\s*(?:,|/|&|\+|\band\b)\s*{_NAME}){{0,4}})"
_DUTY = r"(?:to|will|would|should|shall|must|needs? to|(?:has |have )?(?:agreed|offered|volunteered) to)"
_SETS = re.compile(
    rf"^{_NAMES}\s+{_DUTY}\s+(?:also\s+|then\s+)?(?!be\b|the\b|an?\b|all\b|this\b|that\b|it\b|our\b|their\b|have\b)[a-z][a-z-]+"
)  # "Bob and Sue to mend it"
_CALLS = re.compile(rf"^{_NAMES}\s*(?::|\s[–—-]|(?=\s))\s*(?P<told>[A-Za-z].*)", re.DOTALL)  # "Bob: mend it"
_HANDLES = re.compile(r"(?<![\w.@/])@(?P<who>[A-Za-z][\w-]*[A-Za-z0-9])(?![\w.]*@)")  # "@bob"
_AT_END = re.compile(rf"(?:[\[(]\s*|\s[–—-]\s+|[.;]\s+){_NAMES}\s*[\])]?\s*\.?$")  # "mend it (Bob)", "mend it – Bob"
_LABELLED = re.compile(
    rf"\b(?:[Oo]wners?|[Ll]ead|[Aa]ction(?:ed)? by|[Aa]ssigned to|[Rr]esponsible)\s*:\s*{_NAMES}(?=\s*(?:[.;,|)\]–—-]|$))"
)  # "mend it. Owner: Bob. Due: May"
_WORDS_OF_THINGS = """
agenda application budget comments date draft email everything invoices item items letter meeting minute minutes next none note
notes nothing page paper payment policy posters proposal report reminder return update web website
"""
_THINGS = frozenset(_WORDS_OF_THINGS.split())


@lru_cache(maxsize=4)
def _small(text: str) -> frozenset[str]:
    """Return the words that a text writes in small letters."""
    return frozenset(re.findall(r"(?<![\w’'@./-])[a-z][a-z’'-]*", text))


@lru_cache(maxsize=4)
def _acting(text: str) -> frozenset[str]:
    """Return the words of the names that say or undertake something somewhere in a text."""
    said = rf"\b((?:[A-Z][\w’'-]*[ ]){{1,3}})(?:(?:has|had|have|also)\s+)?(?:{SAY}|{AGREE}|asked|will|would)\b"
    return frozenset(word for name in re.findall(said, text) for word in name.split())


def may_be_named(written: str, text: str) -> bool:
    """Say whether words can only be a name: they tell nobody to do anything, and are nowhere written in small letters."""
    if re.fullmatch(r"(?i:all|everyone|everybody)", written):
        return True
    first = written.split(maxsplit=1)[0]
    return first[:1].isupper() and first.lower() not in VERBS | _THINGS | _small(text)


def acts(written: str, text: str) -> bool:
    """Say whether words are a name that says or undertakes something elsewhere in a text."""
    return may_be_named(written, text) and written.split(maxsplit=1)[0] in _acting(text)


def addressed(words: str, people: Directory, text: str) -> tuple[Party, ...]:
    """Return whom the words of a marked task give it to; `text` is all of the minutes, by which a name is known."""
    words = words.strip(" *")
    if handles := [m["who"] for m in _HANDLES.finditer(words)]:
        return read_owners(", ".join(handles), people)
    sets = _SETS.match(words)
    if sets and (owners := _sure(sets["who"], people, text, acting=False)):
        return owners
    calls = _CALLS.match(words)
    if calls and is_told(re.sub(r"^to\s+", "", calls["told"])) and (owners := _sure(calls["who"], people, text)):
        return owners
    labelled = _LABELLED.search(words)
    if labelled and (owners := _sure(labelled["who"], people, text, acting=False)):
        return owners
    end = _AT_END.search(words)
    return _sure(end["who"], people, text) if end else ()


def bare_names(words: str, people: Directory, text: str) -> tuple[Party, ...]:
    """Return whom words name that are names and nothing else: "Bob and Sue"."""
    return _sure(words, people, text, acting=False) if re.fullmatch(_NAMES, words) else ()


def _sure(written: str, people: Directory, text: str, *, acting: bool = True) -> tuple[Party, ...]:
    parties = read_owners(written.replace("@", ""), people)
    known = acts if acting else may_be_named
    return parties if parties and all(are_owners([p]) or known(p.written, text) for p in parties) else ()
