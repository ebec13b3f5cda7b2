"""Words as trails compare them: small words left out, endings cut, acronyms spelt out; a likeness is a share from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assurance_bot.records import Party

_SMALL = frozenset(
    re.findall(
        r"\w+",
        "the a an to of for and on in by with at from this that be is are as it its within week weeks meeting meetings next"
        " before end after will would action actions update ongoing which was were been had has have not but or he she they"
        " his her their him them we our us there then than now still also said reported advised noted agreed agree further"
        " any all no if so out up into about who whom what when where how could should shall may might can do does did"
        " being other some such these those please regarding due course progress"
        " report reports back ask asked contact await awaited awaiting outstanding pending complete completed closed"
        " open done",
    )
)
FEW = 3  # fewer words than this are no wording to go by
_STEM = 6  # letters of a word that count: "measure", "measures", "measuring"
_TOKEN = re.compile(r"[a-z0-9]+")
_IRREGULAR = {
    **dict.fromkeys(("wrote", "written", "writing"), "write"),
    **dict.fromkeys(("sought", "seeking"), "seek"),
    **dict.fromkeys(("sent", "sending"), "send"),
    **dict.fromkeys(("bought", "buying"), "buy"),
    **dict.fromkeys(("spoke", "spoken", "speaking"), "speak"),
    **dict.fromkeys(("brought", "bringing"), "bring"),
    **dict.fromkeys(("gave", "given", "giving"), "give"),
    **dict.fromkeys(("took", "taken", "taking"), "take"),
    **dict.fromkeys(("made", "making"), "make"),
    **dict.fromkeys(("met",), "meet"),
    **dict.fromkeys(("booked", "booking", "bookings"), "book"),
    **dict.fromkeys(("quotation", "quotations", "quotes", "price", "prices", "estimate", "estimates"), "quote"),
    **dict.fromkeys(("paid",), "pay"),
    **dict.fromkeys(("put",), "put"),
}
_KIND = re.compile(
    r"^\W*(?:(?:ap|al|ai|act|a|actions?|points?|items?|refs?|references?|minutes?|matters?|nos?|numbers?)\b[\s.:-]*|(?:ap|al|ai|act|a)(?=\d))+",
    re.IGNORECASE,
)
_CENTURY = re.compile(r"^20(?=\d\d$)")


def words_of(
    text: str, *, leave_out: Iterable[str | None] = (), acronyms: Mapping[str, str] | None = None
) -> frozenset[str]:
    """Return the words that tell one matter from another: acronyms spelt out, what is to be left out gone."""
    lowered = text.lower().replace("’", "").replace("'", "")
    for written in filter(None, leave_out):
        bare = re.escape(written.lower().replace("’", "").replace("'", ""))
        lowered = re.sub(rf"(?<!\w){bare}(?!\w)", " ", lowered)
    spelt: list[str] = []
    for word in _TOKEN.findall(lowered):
        spelt += _TOKEN.findall((acronyms or {}).get(word, word).replace("’", ""))
    return frozenset(stem(w) for w in spelt if w not in _SMALL and (len(w) > 2 or w.isdigit()))


@lru_cache(maxsize=4096)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name; the same names stand in meeting after meeting."""
    return words_of(name)


def stem(word: str) -> str:
    """Return what two forms of a word share: "written" and "write" → "write"."""
    word = _IRREGULAR.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:_STEM]


def likeness(some: frozenset[str], others: frozenset[str]) -> float:
    """Return the share of words in common, of the shorter of the two.

    Where one is more than three times as long as the other, it is of a third of the longer: a few words prove little.
    """
    return of_words(len(some & others), len(some), len(others))


def of_words(shared: int, some: int, others: int) -> float:
    """Return the likeness of so many words and so many others, of which so many are shared."""
    shorter, longer = (some, others) if some < others else (others, some)
    return shared / max(shorter, longer / 3, FEW)


def reference(written: str) -> str:
    """Return a reference as it is compared, its kind, zeros before it and the century left out: "AP 03/2018." → "3/18"."""
    parts = re.findall(r"[a-z0-9]+", _KIND.sub("", written.lower()))
    return "/".join(_CENTURY.sub("", part).lstrip("0") or part for part in parts)


def has_kind(written: str) -> bool:
    """Say whether a reference says what it is of: "AP 3/18", and not "3/18"."""
    return bool(re.match(r"\W*[a-z]", written, re.IGNORECASE))


def keys(parties: Iterable[Party]) -> frozenset[str]:
    """Return what parties are known by, in whatever form."""
    return frozenset(k for p in parties for k in (p.role, p.person) if k) or frozenset(p.written for p in parties)
