"""Whom a question names: offices by abbreviation, title or short form, people by name, surname or initials.

The longest form is meant. A name after "about" is a topic, unless "by", "for", "from" or "to" stands before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assurance_bot.query.left import Left
from assurance_bot.query.shapes import Vocabulary
from assurance_bot.query.words import FRAME, HELD, word_set

_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on the (?:subject|topic) of)\b", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:by|for|from|to)\s+(?:the\s+)?$", re.IGNORECASE)  # "questions about vetting for the CC"
_TOLD = re.compile(
    r"(?:\b(?:tell(?:s|ing)?|told|(?:re)?assur(?:e[sd]?|ing)|inform(?:s|ed)?|brief(?:s|ed)?|promis(?:e[sd]?|ing)"
    r"|challeng(?:e[sd]?|ing)|ask(?:s|ed|ing)?|giv(?:e[sn]?|ing)|gave|answer(?:s|ed)?|sen[dt](?:ing)?"
    r"|shows?|showed|bring|brought|provide[sd]?|ow(?:e[sd]?|ing))|(?<!according )\bto)\s+(?:the\s+)?$",
    re.IGNORECASE,
)  # "what did the CC tell the PCC"
_HEARD = r"(?:(?:ever|also|then)\s+)*(?:(?:re)?assured|told|promised|informed|briefed|given|shown|warned)\b"
_WAS = (re.compile(r"\b(?:was|were|is|are)\s+(?:the\s+)?$", re.IGNORECASE), re.compile(rf"\s+{_HEARD}"))
_BEEN = (
    re.compile(r"\b(?:has|have|had)\s+(?:the\s+)?$", re.IGNORECASE),
    re.compile(rf"\s+(?:ever\s+)?been\s+{_HEARD}"),
)
"""Around whom something was said to: "what was the PCC assured of", "has the CC been told"."""
_SPEAKING = re.compile(r"\b(?:did|does|has|have|had|will|would|by|for|from|is|was)\s+$")  # "what did roe say"
_SPEAKING_FIRST = re.compile(
    rf"{_SPEAKING.pattern}|\b(?:any|every|some)thing\s+$|\b(?:that|what)\s+$"
)  # "anything Ann owes"
_WITH = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b)\s*(?:the\s+)?", re.IGNORECASE)  # "the PCC and the DPCC"
_BESIDE = re.compile(r"\s*,?\s*")  # "Chief Constable Ann Roe"

CALLED = word_set(
    "chief commissioner chair chairman chairwoman chairperson clerk convener director governor headteacher leader mayor "
    "president principal secretary superintendent treasurer"
)
"""What an office may be called for short, where its title ends with it, or begins with it ("chief")."""
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Sir|Dame|Lord|Lady|Cllr|Councillor)\.?\s+)+"
_HONORIFIC = re.compile(rf"^{_TITLE}")
_RANKED = re.compile(r"\b(?:deputy|assistant|vice|associate|sub|former|shadow)[\s-]+$", re.IGNORECASE)
_OTHER_CHIEF = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:officer|executive|constable|inspector|superintendent|secretary|engineer|accountant|whip|fire|finance|financial|operating|nursing|medical)\b",
    re.IGNORECASE,
)  # "the chief fire officer", where none is known, is not the chief
_RANKS = ("deputy", "assistant", "vice", "temporary", "acting", "interim")
_HOLDING = ("temporary", "acting", "interim")  # whoever is this holds the office itself


@dataclass(frozen=True, slots=True)
class Named:
    """An office or a person that a question names, and where; `told`: as whom something was said to, not by."""

    start: int
    end: int
    role: str = ""
    person: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    words: str
    role: str = ""
    person: str = ""
    exact: bool = False
    lower: bool = False  # in lower case it is a name only where a speaker stands
    short: bool = False  # a word that an office is called for short
    first: bool = False  # a first name, which is one only where a speaker or an owner stands


def read_who(left: Left, vocabulary: Vocabulary) -> list[Named]:
    """Take whom the question names out of what is left, and return them in order."""
    found: list[Named] = []
    about, low = _ABOUT.search(left.text), left.text.lower()
    for form in (form for words, form in _forms(vocabulary) if words in low):
        titled = rf"(?P<title>{_TITLE})?" if form.person else "(?P<title>)"
        pattern = rf"(?<![\w/]){titled}{re.escape(form.words)}(?:['’]s?)?(?![\w/])"
        for match in re.finditer(pattern, left.text, 0 if form.exact else re.IGNORECASE):
            before = left.text[: match.start()]
            if form.role and (_RANKED.search(before) or (form.short and _OTHER_CHIEF.match(left.text[match.end() :]))):
                continue
            if about and match.start() > about.start() and not _OWNER.search(before):
                continue
            if form.first and not _SPEAKING_FIRST.search(before):
                continue
            if form.lower and match[0].islower() and not match["title"] and not _SPEAKING.search(before):
                continue
            found.append(Named(*match.span(), form.role, form.person, _hears(left.text, match)))
            left.take(match, HELD)
    return _told_too(_titles_dropped(sorted(found, key=lambda n: n.start), left.text), left.text)


def _hears(text: str, found: re.Match[str]) -> bool:
    """Say whether something was said to whom is named, by the words before, or those around in the passive."""
    before, after = text[: found.start()], text[found.end() :]
    return bool(_TOLD.search(before)) or any(one.search(before) and other.match(after) for one, other in (_WAS, _BEEN))


def _titles_dropped(found: Sequence[Named], text: str) -> list[Named]:
    """Leave out offices that are titles of the person named next: "Chief Constable Ann Roe"."""
    following = [*found[1:], None]
    return [one for one, after in zip(found, following[: len(found)], strict=True) if not _titles(one, after, text)]


def _titles(one: Named, after: Named | None, text: str) -> bool:
    beside = after is not None and after.person and _BESIDE.fullmatch(text[one.end : after.start])
    return bool(one.role and beside)


def _told_too(found: Sequence[Named], text: str) -> list[Named]:
    """Mark those joined by "and" to one that was told."""
    marked: list[Named] = []
    for one in found:
        joined = marked and marked[-1].told and _WITH.fullmatch(text[marked[-1].end : one.start])
        marked.append(replace(one, told=True) if joined else one)
    return marked


@lru_cache(maxsize=16)
def _forms(vocabulary: Vocabulary) -> tuple[tuple[str, _Form], ...]:
    """Return every form of an office or a name by its words in small letters, longest first."""
    forms = {form.words.lower(): form for form in reversed([*_of_offices(vocabulary), *_of_people(vocabulary)])}
    return tuple(sorted(forms.items(), key=lambda pair: (-len(pair[1].words), pair[1].words)))


def _of_offices(vocabulary: Vocabulary) -> Iterator[_Form]:
    for short, title in vocabulary.offices.items():
        for form in (short, title):
            if len(form) > 1:
                yield _Form(form, role=short, exact=form.isupper() and form.lower() in FRAME)
    for form, short in short_forms(vocabulary.offices).items():
        yield _Form(form, role=short, short=" " not in form)


def _of_people(vocabulary: Vocabulary) -> Iterator[_Form]:
    surnames: dict[str, set[str]] = {}
    for name in vocabulary.people:
        surnames.setdefault(name.split()[-1], set()).add(name)
    for name in vocabulary.people:
        yield _Form(name, person=name)
        if (bare := _HONORIFIC.sub("", name)) != name and " " in bare:
            yield _Form(bare, person=name)
        last = name.split()[-1]
        if len(surnames[last]) == 1 and len(last) > 2:
            yield _Form(last, person=name, lower=True)
    first_names = Counter(_HONORIFIC.sub("", name).split()[0] for name in vocabulary.people)
    for name in vocabulary.people:
        first = _HONORIFIC.sub("", name).split()[0]
        if first_names[first] == 1 and len(first) > 2 and first.isalpha() and first.lower() not in FRAME:
            yield _Form(first, person=name, exact=True, first=True)
    for short, expansion in vocabulary.acronyms.items():
        if expansion in vocabulary.people:
            yield _Form(short, person=expansion, exact=True)


def acting(role: str, offices: Mapping[str, str]) -> tuple[str, ...]:
    """Return an office and those that hold it for a time: "CC" gives "CC" and "T/CC", the Temporary Chief Constable."""
    title = offices.get(role, role).lower()
    holding = {f"{rank} {title}" for rank in _HOLDING}
    return (role, *(short for short, other in offices.items() if other.lower() in holding))


def short_forms(offices: Mapping[str, str]) -> dict[str, str]:
    """Return what offices are called for short: "chief" for the Chief Constable, "deputy chief" for the deputy.

    Of the titles that begin or end with a word, the one meant is that which other titles are built on ("Deputy Chief
    Constable", "Assistant Chief Constable"); where none is, or two are as much, the short form is nobody's.
    """
    titles = {short: title.lower().split(" of ")[0] for short, title in offices.items()}
    found: dict[str, str] = {}
    for word in sorted(CALLED):
        built = {
            short: sum(title != other and title in other for other in titles.values())
            for short, title in titles.items()
            if title.split()[-1:] == [word] or (word == "chief" and title.startswith("chief "))
        }
        most = max(built.values(), default=0)
        holders = [short for short, count in built.items() if count == most]
        if len(holders) == 1 and (most > 0 or len(built) == 1):
            found[word] = holders[0]
    return found | _ranked(found, titles) | _for_a_time(found, titles)


def _ranked(found: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return "deputy commissioner", "deputy PCC" and the like, for titles that are a rank before one with a short form."""
    called = [*found.items(), *((short.lower(), short) for short in titles)]
    return {
        f"{rank} {word}": short
        for word, role in called
        for rank in _RANKS
        for short, title in titles.items()
        if title == f"{rank} {titles[role]}"
    }


def _for_a_time(found: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return "acting chief constable", "interim chief" and the like for a "Temporary Chief Constable"."""
    return {
        f"{rank} {words}": short
        for short, title in titles.items()
        for held in _HOLDING
        if title.startswith(f"{held} ")
        for base in [title.removeprefix(f"{held} ")]
        for words in [base, *(word for word, role in found.items() if titles[role] == base)]
        for rank in _HOLDING
    }
