"""Who owns a task, by the words: "the CC to provide", "ACTION JR:", "by the Clerk", a column of initials.

A name is taken for an owner where it does the task. Words that name no one ("Noted", a month) are no owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assurance_bot.extract.speech import joined_pattern
from assurance_bot.extract.subjects import head_of, subject_at
from assurance_bot.people import PERSON_ROLE, Directory, looks_like_name
from assurance_bot.records import Party

_NOBODY = re.compile(
    r"^(?:noted|none|n/?a|tbc|tbd|all noted|for (?:info|information|noting)|closed|complete[d]?|ongoing|open|done|info|-+|action|actions|by whom|owner|lead|who"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:\s+\d{2,4})?)$",
    re.IGNORECASE,
)  # "Noted", "March"
_DUTY = r"(?:to|will|would|should|shall|must|agreed to|undertook to|is to|are to|was to|were to|has agreed to|is asked to|are asked to|was asked to|were asked to|needs to|need to)"
_DUTIES = re.compile(rf"\b{_DUTY}\b")
_PASSIVE = re.compile(r"(?:have to )?be (?:\w+ly )?\w+(?:ed|en|ght|wn|nt|ut|pt|ade|one)\b(?! to\b)|have to wait\b")
"""What is done to somebody or something, who does not do it: "to be looked at"; "to be asked to write" is theirs to do."""
_FORMERLY = re.compile(r"\s*\((?:formerly|was|previously|from)\b[^)]*\)", re.IGNORECASE)  # "DCC (formerly ACC)"
_SEPARATE = re.compile(r"\s*(?:(?<=\w\w)/(?=\w\w)|\s/\s|,|;|&|\+|\n|\band\b(?:\s+the\b)?|\bwith\b)\s*")
_FROM = re.compile(
    r"\b(?:from|by)\s+(?P<who>(?:the\s+)?[A-Z][\w/’'-]*(?:\s*(?:,|/|&|\band\b)\s*(?:the\s+)?[A-Z][\w/’'-]*)*)"
)  # "Joint paper from the CFO and the DCC"
_TRAILING = re.compile(
    r"(?:[\[(–—-]\s*|\b(?:[Oo]wner|[Ll]ead|[Aa]ction(?: by)?|[Bb]y)\s*:?\s+)(?P<who>[A-Z][\w./&, -]{0,40}?)\s*[\])]?\s*\.?$"
)


_LEADING = re.compile(
    r"^\W{0,3}[\[(](?P<who>[A-Z][\w.&’' ]{0,30}(?:\s*[,/&]\s*[A-Z][\w.&’' ]{0,30}){0,4})[\])]\s*[:–-]?\s*(?=\S)"
)  # "[JR, TP] mend it"


@lru_cache(maxsize=8)
def _doing(people: Directory) -> re.Pattern[str]:
    joined = joined_pattern(people)
    return re.compile(
        rf"(?<![\w/’'-])(?P<who>{joined})(?:\s*\([^()]{{1,40}}\))?\s+(?P<duty>{_DUTY})\s+(?:(?:also|then|further|jointly)\s+)?(?P<task>[a-z])"
    )


def doer(words: str, people: Directory) -> tuple[str, int, int] | None:
    """Return who is to do the task as written, and where those words stand, or None: "the CC to provide …" → "the CC"."""
    if not _DUTIES.search(words):
        return None
    for found in _doing(people).finditer(words):
        who = found["who"]
        at = subject_at(head_of(words, found.start("who")), who)
        if at is None or re.match(r"^(?:it|there|this|that|these|which|and)\b", who, re.IGNORECASE):
            continue
        if not _PASSIVE.match(words[found.start("task") :]):
            return who[at:], found.start("who") + at, found.end("who")
    return None


def are_owners(parties: Sequence[Party]) -> bool:
    """Say whether all of some parties are surely owners: known here, initials, or everybody."""
    return bool(parties) and all(
        p.role or p.person or re.fullmatch(r"[A-Z]{2,4}[a-z]?|ALL|All", p.written) for p in parties
    )


_OFFICE = re.compile(
    r"(?:[Tt]he\s+)?(?:[A-Z]{2}[a-z]?|(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\.?\s.+|(?:[A-Z]\w+\s){0,2}(?:Secretariat|Team|[Cc]ommittee|[Ss]ub-?[Cc]ommittee|[Ww]orking [Gg]roup)"
    r"|[Aa]ll\s+[a-z]+s|(?:[Oo]fficers|[Mm]embers|[Cc]ouncillors|[Gg]overnors|[Tt]rustees|[Dd]irectors|[Ss]upervisors|[Ss]taff|[Vv]olunteers)"
    r"|(?P<office>[A-Z][\w’'-]*(?:\s+(?:(?:of|for|and|&|the)\s+){0,2}[A-Z][\w’'-]*){0,5}))"
)  # "the Head of Finance", "JR", "Cllr Roe"


def sure_owners(written: str, people: Directory) -> tuple[Party, ...]:
    """Return the people and offices named, where all are known here, or are initials or an office as such."""
    parties = read_owners(written, people)
    return parties if parties and all(p.role or p.person or _as_such(p.written) for p in parties) else ()


def _as_such(written: str) -> bool:
    """Say whether words name somebody who need not have been there: an office, initials, or a whole name ("Ken Poe")."""
    if len(written.split()) == 2 and looks_like_name(written) and not written.isupper():
        return True
    found = _OFFICE.fullmatch(written)
    return bool(found and (found["office"] is None or PERSON_ROLE.search(found["office"])))


def is_no_owner(words: str) -> bool:
    """Say whether what stands where owners do names nobody: "Noted", a month."""
    return bool(_NOBODY.match(words.strip(" .:;–—-[]()")))


def owners_in(words: str, people: Directory) -> tuple[Party, ...]:
    """Return who owns the task that `words` set; empty where nobody is named."""
    if parties := leading_owners(words, people):
        return parties
    found = doer(words, people)
    if found:
        return read_owners(found[0], people)
    tail = _TRAILING.search(words)
    if tail:
        parties = read_owners(tail["who"], people)
        if parties and all(p.role or p.person for p in parties):
            return parties
    giver = None if re.match(r"(?:the\s+)?\w+\s+(?:to|will|would)\b", words, re.IGNORECASE) else _FROM.search(words)
    parties = read_owners(giver["who"], people) if giver else ()
    return parties if all(p.role or p.person for p in parties) else ()


def leading_owners(words: str, people: Directory) -> tuple[Party, ...]:
    """Return who is named in brackets before a task: "[JR, TP] mend it"."""
    leading = _LEADING.match(words)
    parties = read_owners(leading["who"], people) if leading else ()
    return parties if are_owners(parties) else ()


def read_owners(cell: str, people: Directory) -> tuple[Party, ...]:
    """Return the owners that a column or marker names, in order: "JS / RA", "the CFO and the DCC"."""
    cell = _FORMERLY.sub("", cell).strip(" .:;–—-[]")
    if not cell or (_NOBODY.match(cell) and not people.are_initials(cell)):
        return ()
    whole = people.resolve(cell) or (people.resolve(cell.title()) if cell.islower() else None)
    if whole and (whole.role or whole.person):
        return (whole,)
    if re.fullmatch(r"(?:[A-Z]{2,4}[a-z]?\s+)+[A-Z]{2,4}[a-z]?", cell):
        cell = ", ".join(cell.split())
    found: list[Party] = []
    for name in _SEPARATE.split(cell):
        bare = name.strip(" .:()")
        if not bare or (_NOBODY.match(bare) and not people.are_initials(bare)):
            continue
        party = people.resolve(bare) or (people.resolve(bare.title()) if bare.islower() else None) or Party(bare)
        if party.label not in {p.label for p in found}:
            found.append(party)
    return tuple(found)
