"""Who is meant: people and offices as one document names them. Abbreviations and initials belong to that document alone.

An office is a role that people hold in turn ("Chief Constable (CC)"); what its holder says binds the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assurance_bot.records import Attendance, Party, Presence

_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Fr|Sir|Dame|Lord|Lady|Cllrs?|Councillors?|Cdr|Capt|Col|Major|PC|PS|Sgt|(?:Detective )?Sergeant|Insp"
_TITLE += r"|(?:Detective |Temporary |Acting )?(?:Chief )?(?:Inspector|Superintendent)|Supt|Ch Supt|Ch Insp|DCI|DI|DS|DC|PCSO|CPO)\.?(?:\s+\d{2,6})?\s+)"
_WORD = r"(?:[A-Z][a-z’'`]?[A-Za-zÀ-ÿ’'\-]*|[A-Z]\.?)"
TITLE = _TITLE
"""What may stand before a name, with the blank after it."""

NAME = re.compile(
    rf"(?:{_TITLE})*{_WORD}(?:\s+(?:(?:de|van|von|der|la|le|of)\s+)?{_WORD}){{1,3}}|{_TITLE}+{_WORD}"
)  # "Cllr A Orr"
_SMALL = frozenset(("and", "of", "the", "for", "to", "in", "on", "a", "an", "&", "with"))
_ROLE_WORD = re.compile(
    r"\b(?:chair(?:man|person|woman)?|vice|deputy|secretary|treasurer|clerk|officer|commissioner|constable|chief|director|manager|head|lead|leader|member"
    r"|governor|councill?or|superintendent|inspector|sergeant|police|council|board|office|service|authority|trust|department|agency|ltd|limited|university"
    r"|association|group|team|advis[eo]r|assistant|principal|teacher|observer|minutes?|president|mayor|executive|accountant|solicitor|auditor|analyst)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(?:The|[A-Z]{3,})\s+(?!.*\b[A-Z]{3,}\b)|\b(?:Institutes?|Archives?|Publishing|Borough|College|Academy|Ministry|Solutions|Systems|Technolog(?:y|ies)|Partnership|Foundation"
    r"|Federation|Consult(?:ing|ants|ancy)|Library|Museum|Press|Services|Standards|Network|Hospital|Labs|plc|LLP|Inc)\b"
)  # "The National Archives", "NHS England"
_PERSON_ROLE = re.compile(
    r"\b(?:chair(?:man|person|woman)?|vice|deputy|secretary|treasurer|clerk|officer|commissioner|constable|chief|director|manager|head|lead|leader|governor|councill?or"
    r"|superintendent|inspector|sergeant|advis[eo]r|assistant|principal|teacher|observer|president|mayor|executive|accountant|solicitor|auditor|analyst|co-?ordinator|warden)\b",
    re.IGNORECASE,
)  # what a person is, and no organisation
_BRACKET = re.compile(r"\(\s*([^()]*?)\s*\)+")
_INITIALS = re.compile(r"^[A-Z][A-Za-z]?[A-Z]{0,3}[a-z]?$|^[A-Z]{2,4}$")
_SPLIT = re.compile(r"\s+[—–-]+\s*|[—–]\s*|,\s*|:\s+|\t+|\s{3,}|\s+\|\s+")
_PRESENCE_NOTE = re.compile(
    r"\b(?:sent (?:his|her|their) )?apologies\b.*|\bwere received\b.*|\((?:apologies|absent)\)", re.IGNORECASE
)


def initials_of(name: str) -> str:
    """Return the first letters of a name, titles left out: "Cllr Jane van Roe" → "JR"."""
    bare = re.sub(rf"^(?:{_TITLE})+", "", name + " ").strip()
    return "".join(word[0] for word in re.split(r"[\s\-]+", bare) if word[:1].isupper())


def acronym_of(title: str) -> str:
    """Return the first letters of a title's words, small words left out: "Assistant Chief Constable" → "ACC"."""
    return "".join(w[0].upper() for w in re.findall(r"[A-Za-z&]+", title) if w.lower() not in _SMALL)


def looks_like_name(words: str) -> bool:
    """Say whether all of `words` reads as one person's name."""
    bare = re.sub(rf"^(?:{_TITLE})+", "", words.strip() + " ")
    return bool(NAME.fullmatch(words.strip())) and not _ROLE_WORD.search(bare) and not _ORGANISATION.search(bare)


def begins_with_name(words: str) -> bool:
    """Say whether an entry begins with a person's name: "Jane Roe (Clerk)"."""
    return bool(_name_in(" ".join(_BRACKET.sub(" ", words).split()))[0])


_PLURAL = re.compile(r"\b(?P<title>Cllr|Councillor|Dr|Governor)s\.?\s+(?=[A-Z])")  # "Cllrs A Fox, R Singh"
_CROWD = re.compile(
    r"(?:,|;|\band\b|&)?\s*(?:\b(?:\d+|one|two|three|four|five|six|several|no|some)\b\s+(?:\w+\s+)?(?:members?|residents?|parishioners?|people|persons?|observers?)\b[^,;]*)",
    re.IGNORECASE,
)  # "and 3 members of the public"


_BRACES = str.maketrans("{}", "()")
_AFTER = re.compile(
    r"(?<=[a-z)])\.\s+(?:It|There|This|These|The (?!Rev)[a-z]\w*|All|No|Apologies|Members|In|We)\b.*$|(?<=[a-z)])\.\s+\w+ (?:was|were|had|has|have|would|will)\b.*$",
    re.DOTALL,
)  # "… and Ann Roe (AR). It was noted that …": the sentences after a list of people


def read_people(words: str, *, presence: Presence, several: bool = True) -> list[Attendance]:
    """Return the people an attendance entry names, in order: "Jane Roe (JR), Clerk; Tom Poe" gives two.

    `several` is False where the layout gives each person a line: what follows the name is then the role.
    """
    words = _CROWD.sub(" ", _PRESENCE_NOTE.sub("", _AFTER.sub("", words.translate(_BRACES)))).strip(" .;")
    plural = _PLURAL.search(words)
    if plural:
        words = f"{words[: plural.start()]}{plural['title']} {words[plural.end() :]}"
    if not words:
        return []
    parts = [p.strip(" .,") for p in re.split(r";|\n|•", words) if p.strip(" .,")]
    if len(parts) > 1 or not several:
        found = (_person(re.sub(r"^and\s+", "", part), presence) for part in parts)
    else:
        entries = _comma_names(words)
        found = (_person(piece, presence, alone=len(entries) > 1) for piece in entries)
    return [person for person in found if person]


def _comma_names(words: str) -> list[str]:
    """Split "A Roe (Chair), B Poe and C Loe" at its names; one entry where what follows the first comma is a role."""
    pieces = [p.strip(" .") for p in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+", _shield(words)) if p.strip(" .")]
    bare = [_BRACKET.sub("", p).strip() for p in pieces]
    names = [looks_like_name(p) for p in bare]
    if len(pieces) > 1 and all(re.fullmatch(r"[A-Z][a-zà-ÿ’'-]+", p) and not _ROLE_WORD.search(p) for p in bare):
        names = [True] * len(pieces)
    if len(pieces) < 2 or sum(names) < 2 or not names[0]:
        return [words]
    grouped: list[str] = []
    for piece, is_name in zip(pieces, names, strict=True):
        if is_name or not grouped:
            grouped.append(piece)
        else:
            grouped[-1] += f", {piece}"
    return [_unshield(p) for p in grouped]


def _shield(words: str) -> str:
    """Hide commas and "and" inside brackets from splitting."""
    return _BRACKET.sub(
        lambda m: "(" + m[1].replace(",", "\x01").replace(" and ", "\x02").replace(" & ", "\x03") + ")", words
    )


def _unshield(words: str) -> str:
    return words.replace("\x01", ",").replace("\x02", " and ").replace("\x03", " & ")


def _person(words: str, presence: Presence, *, alone: bool = False) -> Attendance | None:
    """Return the person one entry names, or None where it names nobody; `alone`: a first name alone will do."""
    words = re.sub(r"^(?:and|plus|with)\s+", "", _unshield(words)).strip(" .,;–—-")
    parts = [_unshield(p).strip(" .,") for p in _SPLIT.split(_shield(words)) if p.strip(" .,")]
    if not parts:
        return None
    first = " ".join(_BRACKET.sub(" ", parts[0]).split())
    name, rest = _name_in(first)
    initials: str | None = None
    if _INITIALS.match(rest) and _spells(rest, name):
        initials, rest = rest, ""
    if not name and alone and re.fullmatch(r"[A-Z][a-zà-ÿ’'-]+", first) and not _ROLE_WORD.search(first):
        name = first
    if not name:
        return None
    roles: list[str] = [rest] if rest else []
    for nth, part in enumerate(parts):
        if nth:
            roles.append(" ".join(_BRACKET.sub(" ", part).split()))
        for bracket in _BRACKET.findall(part):
            if initials is None and _INITIALS.match(bracket) and _spells(bracket, name):
                initials = bracket
            elif roles and (nth or rest) and re.fullmatch(r"[A-Z][A-Za-z/&]{1,7}", bracket):
                roles[-1] = f"{roles[-1]} ({bracket})"
            elif bracket and not (presence == "apologies" and bracket.islower()):  # a reason, no role
                roles.append(bracket)
    return Attendance(name, ", ".join(r for r in roles if r) or None, initials, presence)


def _spells(bracket: str, name: str) -> bool:
    """Say whether letters in brackets are the initials of the name before them: "MCa" are Margaret Carey's."""
    wanted = initials_of(name)
    return (
        bracket == wanted
        or (len(wanted) > 1 and bracket[0] == wanted[0] and bracket[1:2] == wanted[-1])
        or bracket == wanted[0] + wanted[-1]
    )


def _name_in(words: str) -> tuple[str, str]:
    """Return the name that begins `words`, and what follows: "Ann Roe Parliament" gives "Ann Roe" and "Parliament"."""
    if looks_like_name(words):
        tokens = words.split()
        bare = re.sub(rf"^(?:{_TITLE})+", "", words + " ").split()
        spelt = len(bare) >= 3 and _INITIALS.match(tokens[-1]) and _spells(tokens[-1], " ".join(tokens[:-1]))
        if len(bare) >= 3 and (spelt or re.fullmatch(r"[A-Z]{2,6}", tokens[-1])):
            return " ".join(tokens[:-1]), tokens[-1]
        return words, ""
    found = re.match(rf"(?:{_TITLE})*{_WORD}\s+{_WORD}(?=\s)", words)
    if found and not _ROLE_WORD.search(found[0]):
        return found[0], words[found.end() :].strip()
    return "", ""


@dataclass(frozen=True, slots=True)
class Office:
    """A role of this body: its title, what it is called for short, and who holds it at this meeting."""

    title: str
    short: str | None
    holder: str | None

    @property
    def key(self) -> str:
        """What the office is known by: its abbreviation, else its title."""
        return self.short or self.title


_OFFICE = re.compile(r"^(?P<title>.+?)\s*\((?P<short>[A-Z][A-Za-z/&]{1,7})\)\)?$")  # "Chief Constable (CC)"
_ARTICLE = re.compile(r"^(?:the|our)\s+", re.IGNORECASE)


class Directory:
    """The people and offices of one document, and what words mean which of them."""

    def __init__(self, attendance: Iterable[Attendance], text: str) -> None:
        self.attendance = tuple(attendance)
        self.offices: dict[str, Office] = {}
        self._names: dict[str, set[str]] = {}
        self._initials: dict[str, set[str]] = {}
        self._role_of: dict[str, str] = {}
        self.roles = {person.name: person.role for person in self.attendance if person.role}
        for person in self.attendance:
            self._add_person(person)
            for role in self._roles(person):
                self._add_office(role, person, text)

    @staticmethod
    def _roles(person: Attendance) -> list[str]:
        roles = [r.strip() for r in re.split(r",\s*|;\s*", person.role or "") if r.strip()]
        return ["Chair" if r.lower() == "in the chair" else r for r in roles]

    def _add_person(self, person: Attendance) -> None:
        bare = re.sub(rf"^(?:{_TITLE})+", "", person.name + " ").strip()
        words = bare.split()
        forms = {
            person.name,
            bare,
            *(words[:1] if len(words[0].strip(".")) > 1 else ()),
            words[-1],
            f"{words[0]} {words[-1]}",
        }
        for form in forms:
            self._names.setdefault(form.lower(), set()).add(person.name)
        for short in {person.initials} if person.initials else {initials_of(person.name), bare[:1] + words[-1][:1]}:
            if short and len(short) > 1:
                self._initials.setdefault(short, set()).add(person.name)

    def _add_office(self, role: str, person: Attendance, text: str) -> None:
        written = _OFFICE.match(role)
        title, short = (written["title"], written["short"]) if written else (role, None)
        if not _PERSON_ROLE.search(title):
            return
        if short and acronym_of(title)[:1] != short[:1].upper():
            short = None
        if not short:
            made = acronym_of(title)
            used = len(made) > 1 and " " in title and re.search(rf"\b{re.escape(made)}s?\b", text)
            short = made if used else None
        present = person.presence != "apologies"
        office = Office(title, short, person.name)
        old = self.offices.get(office.key.lower())
        if old is None or (present and old.holder is None):
            self.offices[office.key.lower()] = office
            self.offices.setdefault(title.lower(), office)
        if short and person.name not in self._role_of:
            self._role_of[person.name] = short

    def known(self) -> list[str]:
        """Return every form by which a person or office may be written, longest first."""
        forms = {f for f in (*self._names, *self.offices) if len(f) > 1} | set(self._initials)
        forms |= {o.short for o in self.offices.values() if o.short} | {o.title for o in self.offices.values()}
        for office in self.offices.values():  # "ACFO Lund"
            if office.holder and " " in office.holder:
                forms |= {f"{name} {office.holder.split()[-1]}" for name in (office.short, office.title) if name}
        return sorted(forms, key=lambda f: (-len(f), f))

    def resolve(self, written: str) -> Party | None:
        """Return whom `written` means here, or None where that is not certain."""
        words = " ".join(_ARTICLE.sub("", written.strip()).split()).strip(" ,.:;")
        if not words:
            return None
        office = self.offices.get(words.lower()) if not (words.islower() and len(words) < 4) else None
        if office and (office.short is None or words == office.short or words.lower() == office.title.lower()):
            return Party(written.strip(), office.key, office.holder)
        people = self._initials.get(words) or self._names.get(words.lower(), set())
        if len(people) == 1 and words[:1].isupper():
            (name,) = people
            return Party(written.strip(), self._role_of.get(name), name)
        if len(people) > 1:
            return Party(written.strip())
        titled = re.match(rf"^(?P<titles>(?:{_TITLE})+)(?P<rest>{_WORD}(?:\s+{_WORD})*)$", words)
        if titled and (party := self.resolve(titled["rest"])) and self._fits(titled["titles"], party):
            return replace(party, written=written.strip())
        return self._with_office(words, written.strip())

    def _with_office(self, words: str, written: str) -> Party | None:
        """Return who is named by an office and a name, where the one holds the other: "ACFO Lund"."""
        first, _, last = words.rpartition(" ")
        office = self.offices.get(first.lower()) if first else None
        party = self.resolve(last) if office else None
        same = office and party and party.person and party.person == office.holder
        return replace(party, written=written) if party and same else None

    def is_said_to_be(self, party: Party, words: str) -> bool:
        """Say whether words that tell who somebody is fit the one of that name here: "CC" and "the Chief Constable" do."""
        name = party.person or ""
        role = self.roles.get(name, "")
        if (_kinds(party.written) & _kinds(name + " ")) - {"he", "she"}:
            return True
        short = re.sub(r"^(?:the|our)\s+", "", words.strip(), flags=re.IGNORECASE)
        if short in (party.role, initials_of(name)) or any(
            p.initials == short for p in self.attendance if p.name == name
        ):
            return True
        known = set(re.findall(r"[a-z]{3,}", f"{role} {acronym_of(role)} {party.role or ''}".lower())) - _SMALL
        told = set(re.findall(r"[a-z]{3,}", short.lower())) - _SMALL
        return bool(known & told)

    def _fits(self, titles: str, party: Party) -> bool:
        """Say whether the titles before a surname may be those of the one who is listed by it."""
        name = party.person or ""
        listed = _kinds(name + " ")
        role = self.roles.get(name, "")
        return all(self._title_fits(kind, listed, role) for kind in _kinds(titles))

    def _title_fits(self, kind: str, listed: set[str], role: str) -> bool:
        if kind in listed:
            return True
        if kind in ("he", "she"):
            return not listed & ({"he", "she", *_LEARNED} - {kind})
        if kind == "councillor":
            return not listed & _LEARNED and (not role or bool(_ELECTED.search(role)) or not _PERSON_ROLE.search(role))
        if kind in _LEARNED:
            others = {k for p in self.attendance for k in _kinds(p.name + " ")} & _LEARNED
            return not listed - {"he", "she"} and not others
        return (not role and not listed - {"he", "she"}) or bool(re.search(rf"(?<!chief )\b{kind}\b", role.lower()))


_LEARNED = frozenset(("doctor", "professor", "reverend"))
_ELECTED = re.compile(
    r"chair|vice|mayor|member|councill?or|governor|leader|cabinet|portfolio|president|deputy|lead\b|represent",
    re.IGNORECASE,
)
_TITLE_KINDS: tuple[tuple[str, str], ...] = (
    ("he", r"Mr|Sir|Lord"),
    ("she", r"Mrs|Ms|Miss|Dame|Lady"),
    ("councillor", r"Cllrs?|Councillors?"),
    ("doctor", r"Dr"),
    ("professor", r"Prof|Professor"),
    ("reverend", r"Rev|Revd|Fr"),
    ("superintendent", r"Superintendent|Supt"),
    ("inspector", r"Inspector|Insp|DCI|DI"),
    ("sergeant", r"Sergeant|Sgt|PS|DS"),
    ("constable", r"PC|DC"),
)


def _kinds(titles: str) -> set[str]:
    """Return what titles before a name tell of its bearer: "Rev Dr " → reverend, doctor."""
    before = re.match(rf"^(?:{_TITLE})*", titles)
    words = before[0] if before else ""
    return {kind for kind, forms in _TITLE_KINDS if re.search(rf"\b(?:{forms})\b", words)}
