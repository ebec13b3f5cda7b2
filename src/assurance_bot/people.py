"""Who is meant: people and offices as one document names them. Abbreviations and initials belong to that document alone.

An office is a role that people hold in turn ("Chief Constable (CC)"); what its holder says binds the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assurance_bot.bodies import NOTHING, Stated, same
from assurance_bot.records import Attendance, Party

TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Fr|Sir|Dame|Lord|Lady|Cllrs?|Councillors?|Baroness|Hon|Canon|Pastor|Ald|Alderman|Cdr|Capt|Lt|Col|Major|PC|PS|Sgt|(?:Detective )?Sergeant|Insp"
TITLE += r"|(?:Detective |Temporary |Acting )?(?:Chief )?(?:Inspector|Superintendent)|(?:[A-Z]{1,2}/\s?|D )?(?:Chief |Ch )?(?:Supt|Insp)|DCI|DI|DS|DC|PCSO|CPO)\.?(?:\s+\d{2,6})?\s+)"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽ"
WORD = rf"(?:[{_UPPER}](?:[^\W\d_]|[’'`\-])*|[{_UPPER}]\.?)"
_PARTICLES = r"(?:(?:de|van|von|der|den|di|da|dos|del|la|le|bin|al|ter)\s+){0,2}"
NAME = re.compile(rf"(?:{TITLE})*{WORD}(?:\s+{_PARTICLES}{WORD}){{1,3}}|{TITLE}+{WORD}")  # "Cllr A Orr"
_SMALL = frozenset(("and", "of", "the", "for", "to", "in", "on", "a", "an", "&", "with"))
ROLE_WORD = re.compile(
    r"\b(?:chair(?:man|person|woman)?|vice|deputy|secretary|treasurer|clerk|officer|commissioner|constable|chief|director|manager|head|lead|leader|member"
    r"|governor|councill?or|superintendent|inspector|sergeant|police|council|board|office|service|authority|trust|department|agency|ltd|limited|university"
    r"|association|group|team|advis[eo]r|assistant|principal|teacher|observer|minutes?|president|mayor|executive|accountant|solicitor|auditor|analyst|(?:harbour|station|head|school|scout)[ -]?(?:master|mistress)|matron|bursar|engineer|surveyor|planner|architect|editor|co-?ordinator|trustee|representative|practitioner|consultant|librarian|curator|registrar|conven[oe]r|administrator)s?\b",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"^(?:The|[A-Z]{3,})\s+(?!.*\b[A-Z]{3,}\b)|\b(?:Institutes?|Archives?|Publishing|Borough|College|Academy|Ministry|Solutions|Systems|Technolog(?:y|ies)|Partnership|Foundation"
    r"|Federation|Consult(?:ing|ants|ancy)|Library|Museum|Press|Services|Standards|Network|Hospital|Centre|Labs|plc|LLP|Inc)\b"
)  # "The National Archives", "NHS England"
PERSON_ROLE = re.compile(
    r"\b(?:chair(?:man|person|woman)?|vice|deputy|secretary|treasurer|clerk|officer|commissioner|constable|chief|director|manager|head|lead|leader|governor|councill?or"
    r"|superintendent|inspector|sergeant|advis[eo]r|assistant|principal|teacher|observer|president|mayor|executive|accountant|solicitor|auditor|analyst|co-?ordinator|warden|(?:harbour|station|head|school|scout)[ -]?(?:master|mistress)|matron|bursar|engineer|surveyor|trustee|registrar|conven[oe]r|administrator)\b",
    re.IGNORECASE,
)  # what a person is, and no organisation
BRACKET = re.compile(r"\(\s*([^()]*?)\s*\)+")
INITIALS = re.compile(r"^[A-Z][A-Za-z]?[A-Z]{0,3}[a-z]?$|^[A-Z]{2,4}$")


def initials_of(name: str) -> str:
    """Return the first letters of a name, titles left out: "Cllr Jane van Roe" → "JR"."""
    bare = re.sub(rf"^(?:{TITLE})+", "", name + " ").strip()
    return "".join(word[0] for word in re.split(r"[\s\-]+", bare) if word[:1].isupper())


def acronym_of(title: str) -> str:
    """Return the first letters of a title's words, small words left out: "Assistant Chief Constable" → "ACC"."""
    return "".join(w[0].upper() for w in re.findall(r"[A-Za-z&]+", title) if w.lower() not in _SMALL)


def looks_like_name(words: str) -> bool:
    """Say whether all of `words` reads as one person's name."""
    bare = re.sub(rf"^(?:{TITLE})+", "", words.strip() + " ")
    return bool(NAME.fullmatch(words.strip())) and not ROLE_WORD.search(bare) and not ORGANISATION.search(bare)


def begins_with_name(words: str) -> bool:
    """Say whether an entry begins with a person's name: "Jane Roe (Clerk)"."""
    return bool(name_in(" ".join(BRACKET.sub(" ", words).split()))[0])


def spells(bracket: str, name: str) -> bool:
    """Say whether letters in brackets are the initials of the name before them: "MCa" are Margaret Carey's."""
    wanted = initials_of(name)
    return (
        bracket == wanted
        or (len(wanted) > 1 and bracket[0] == wanted[0] and bracket[1:2] == wanted[-1])
        or bracket == wanted[:1] + wanted[-1:]
        or (len(wanted) == 1 and bracket[0] == wanted and bracket.isupper() and " " not in name)  # "Ann (AR)"
    )


def name_in(words: str) -> tuple[str, str]:
    """Return the name that begins `words`, and what follows: "Ann Roe Parliament" gives "Ann Roe" and "Parliament"."""
    if looks_like_name(words):
        tokens = words.split()
        bare = re.sub(rf"^(?:{TITLE})+", "", words + " ").split()
        for at in range(len(tokens) - len(bare) + 2, len(tokens) - 1):
            if tokens[at].isupper() and len(tokens[at]) > 1 and initials_of(" ".join(tokens[:at])) == tokens[at]:
                return " ".join(tokens[:at]), " ".join(tokens[at:])
        spelt = len(bare) >= 3 and INITIALS.match(tokens[-1]) and spells(tokens[-1], " ".join(tokens[:-1]))
        if len(bare) >= 3 and (spelt or re.fullmatch(r"[A-Z]{2,6}", tokens[-1])):
            return " ".join(tokens[:-1]), tokens[-1]
        return words, ""
    found = re.match(rf"(?:{TITLE})*{WORD}\s+{WORD}(?=\s)", words)
    if found and not ROLE_WORD.search(found[0]):
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


def roles_of(person: Attendance) -> list[str]:
    """Return the roles of a person, one by one."""
    roles = [r.strip() for r in re.split(r",\s*|;\s*", person.role or "") if r.strip()]
    return ["Chair" if r.lower() == "in the chair" else r for r in roles]


def titled(role: str) -> tuple[str, str | None]:
    """Return the title in a role and its abbreviation, if any: "Chief Constable (CC)" gives "Chief Constable" and "CC"."""
    written = _OFFICE.match(role)
    return (written["title"], written["short"]) if written else (role, None)


class Directory:
    """The people and offices of one document, and what words mean which of them.

    What is stated of its body counts before what is worked out from attendance and text, which holds beside it. `heard` are
    names of one word that speak in the minutes though no list has them; `chair` is who chaired, as the header says.
    """

    def __init__(
        self,
        attendance: Iterable[Attendance],
        text: str,
        *,
        stated: Stated = NOTHING,
        heard: Iterable[str] = (),
        chair: str | None = None,
    ) -> None:
        self.attendance = tuple(attendance)
        self._stated = stated
        self.offices: dict[str, Office] = {}
        self._names: dict[str, set[str]] = {}
        self._initials: dict[str, set[str]] = {}
        self._lettered: dict[str, set[str]] = {}  # "o roe" of one listed as "Owen Roe"
        self._role_of: dict[str, str] = {}
        self.roles = {person.name: person.role for person in self.attendance if person.role}
        for person in self.attendance:
            self._add_person(person)
            for role in roles_of(person):
                self._add_office(role, person, text)
        party = self.resolve(chair) if chair else None
        if party and party.person and "chair" not in self.offices:
            self.offices["chair"] = Office("Chair", None, party.person)
        self._add_stated()
        for name in heard:
            if name.lower() not in self.offices:
                self._names.setdefault(name.lower(), {name})

    def _add_person(self, person: Attendance) -> None:
        bare = re.sub(rf"^(?:{TITLE})+", "", person.name + " ").strip()
        words = bare.split()
        forms = {
            person.name,
            bare,
            *(words[:1] if len(words[0].strip(".")) > 1 else ()),
            words[-1],
            f"{words[0]} {words[-1]}",
        }
        if len(words) > 1:
            self._lettered.setdefault(f"{words[0][0]} {words[-1]}".lower(), set()).add(person.name)
        for form in forms:
            self._names.setdefault(form.lower(), set()).add(person.name)
        made = {initials_of(person.name), bare[:1] + words[-1][:1]} if len(words) > 1 else set()
        for short in {person.initials} if person.initials else made:
            if short and len(short) > 1:
                self._initials.setdefault(short, set()).add(person.name)

    def _add_office(self, role: str, person: Attendance, text: str) -> None:
        title, written = titled(role)
        title = self._stated.offices.get(title, title)
        stated = self._stated.short(title)
        if re.fullmatch(r"[A-Z]{2,5}", title) and (spelt := _spelt_out(title, text)):
            title, written = spelt, title
        if not stated and not PERSON_ROLE.search(title):
            return
        short = stated or self._short(title, written, text)
        present = person.presence != "apologies"
        office = Office(title, short, person.name)
        old = self.offices.get(office.key.lower())
        if old is None or (present and old.holder is None):
            self.offices[office.key.lower()] = office
            self.offices.setdefault(title.lower(), office)
        if short and person.name not in self._role_of:
            self._role_of[person.name] = short

    def _short(self, title: str, written: str | None, text: str) -> str | None:
        """Return what the minutes call an office for short, None where they do not or where it is stated to mean another."""
        made = acronym_of(title)
        acting = written and "/" in written and made.endswith(written.rpartition("/")[2].upper())
        short = written if written and (acting or made[:1] == written[:1].upper()) else None
        if not short:
            used = len(made) > 1 and " " in title and re.search(rf"\b{re.escape(made)}s?\b", text)
            short = made if used else None
        return None if short in self._stated.offices or short in self._stated.people else short

    def _add_stated(self) -> None:
        """Add what is stated, in place of what was worked out of the same office or initials."""
        shorts = {title: short for short, title in self._stated.offices.items()}
        for title in dict.fromkeys((*shorts, *self._stated.holders)):
            known = self.offices.get((shorts.get(title) or title).lower(), Office(title, None, None))
            holder = self._named(self._stated.holders.get(title)) or known.holder
            office = Office(title, shorts.get(title) or known.short, holder)
            self.offices |= {office.key.lower(): office, title.lower(): office}
            self.roles.setdefault(office.key, title)
            if title in self._stated.holders and holder:
                self.roles.setdefault(holder, title)
                self._role_of[holder] = office.key
        for short, name in self._stated.people.items():
            self._initials[short] = {self._named(name) or name}

    def _named(self, name: str | None) -> str | None:
        """Return a stated name as the attendance has it; a person who is not in it is known by the name stated."""
        if name is None:
            return None
        found = self._names.setdefault(name.lower(), {name})
        return next(iter(found)) if len(found) == 1 else name

    def are_initials(self, written: str) -> bool:
        """Say whether words are somebody's initials here: "NA" is nobody in most minutes, and in some a person."""
        return written in self._initials

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
        people = self._initials.get(words) or self._names.get(words.lower()) or self._by_letter(words)
        if len(people) == 1 and (words[:1].isupper() or words in people):
            (name,) = people
            return Party(written.strip(), self._role_of.get(name), name)
        if len(people) > 1:
            return Party(written.strip())
        titled = re.match(rf"^(?P<titles>(?:{TITLE})+)(?P<rest>{WORD}(?:\s+{WORD})*)$", words)
        if titled and (party := self.resolve(titled["rest"])) and self._fits(titled["titles"], party):
            return replace(party, written=written.strip())
        return self._with_office(words, written.strip()) or self._by_its_head(words, written.strip())

    def _by_its_head(self, words: str, written: str) -> Party | None:
        """Return the one office whose title begins so and says of what: "the Clerk" is the "Clerk to the Authority (CL)"."""
        low = words.lower()
        begins = tuple(f"{low} {joint} " for joint in ("to", "of", "for"))
        found = {
            office.key: office for office in self.offices.values() if f"{office.title.lower()} ".startswith(begins)
        }
        if len(found) != 1 or low in self.offices:
            return None
        (office,) = found.values()
        return Party(written, office.key, office.holder)

    def _by_letter(self, words: str) -> set[str]:
        """Return who is named by a first letter and a surname: "O. Roe"."""
        found = re.fullmatch(r"([A-Z])(?:\.\s?|\s)(\S+)", words)
        return self._lettered.get(f"{found[1]} {found[2]}".lower(), set()) if found else set()

    def _with_office(self, words: str, written: str) -> Party | None:
        """Return who is named by an office and a name, where the one holds the other: "ACFO Lund"."""
        first, _, last = words.rpartition(" ")
        office = self.offices.get(first.lower()) if first else None
        party = self.resolve(last) if office else None
        same = office and party and party.person and party.person == office.holder
        if not same and first.isupper() and (party := self.resolve(last)):  # "ACC Roe", listed as "ACC Ann Roe"
            same = first in (self.roles.get(party.person or "") or "").split(", ")
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
            return not listed & _LEARNED and (not role or bool(_ELECTED.search(role)) or not PERSON_ROLE.search(role))
        if kind in _LEARNED:
            others = {k for p in self.attendance for k in _kinds(p.name + " ")} & _LEARNED
            return not listed - {"he", "she"} and not others
        return (not role and not listed - {"he", "she"}) or bool(re.search(rf"(?<!chief )\b{kind}\b", role.lower()))


def _spelt_out(short: str, text: str) -> str | None:
    """Return the office that an abbreviation is of, where the text writes it out too: "CC" and "the Chief Constable"."""
    between = r"[a-z]+,?\s+(?:(?:and|of|the|for)\s+)*"
    found = re.search(rf"\b{between.join(short)}[a-z]+\b", text)
    title = " ".join(found[0].split()) if found else ""
    return title if PERSON_ROLE.search(title) else None


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
    before = re.match(rf"^(?:{TITLE})*", titles)
    words = before[0] if before else ""
    return {kind for kind, forms in _TITLE_KINDS if re.search(rf"\b(?:{forms})\b", words)}


def differences(attendance: Iterable[Attendance], stated: Stated) -> Iterator[str]:
    """Yield a sentence for each initials, abbreviation or holder that minutes give otherwise than it is stated."""
    for person in attendance:
        name = stated.people.get(person.initials or "")
        if name and not _one_person(name, person.name):
            yield _differ(f"{person.initials} is {name}", person.name)
        for title, short in map(titled, roles_of(person)):
            meant = stated.offices.get(short or "")
            if meant and not same(meant, title):
                yield _differ(f"{short} is the {meant}", title)
            holder = stated.holder(stated.offices.get(title, title))
            if holder and not _one_person(holder, person.name):
                yield _differ(f"the {title} is {holder}", person.name)


def _one_person(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: "Cllr Jane Roe", "J Roe", "Mrs Roe"."""
    several = [re.sub(rf"^(?:{TITLE})+", "", f"{name} ").casefold().replace(".", " ").split() for name in (one, other)]
    (*first, last), (*others, other_last) = several
    given, taken = "".join(first[:1]), "".join(others[:1])
    short = min(len(given), len(taken)) < 2
    return last == other_last and (given == taken or (short and (given[:1] == taken[:1] or not (given and taken))))


def _differ(stated: str, written: str) -> str:
    return f"the settings say that {stated}, these minutes say {written}; it was read as the settings say"
