"""The people that an entry, or a list run on in one line, names as having attended: names, roles, initials.

People stand apart by semicolons, commas, "and", a title that begins the next one, or initials that end one. A list whose
entries are mostly of one word is of first names, or of the names people have on a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assurance_bot.people import (
    BRACKET,
    INITIALS,
    ORGANISATION,
    PERSON_ROLE,
    ROLE_WORD,
    TITLE,
    WORD,
    begins_with_name,
    initials_of,
    looks_like_name,
    name_in,
    spells,
)
from assurance_bot.records import Attendance, Presence

_SPLIT = re.compile(
    r"\s+(?=(?:from|for|representing|on behalf of)\s+[A-Z\x00-\x04])|\s+[—–-]+\s*|[—–]\s*|,\s*|:\s+|\t+|\s{3,}|\s+\|\s+"
)
_RECEIVED = re.compile(r"\b(?:sent (?:his |her |their )?)?apologies\b(?!\s*\)).*|\bwere received\b.*", re.IGNORECASE)
_AWAY = re.compile(
    r"\s*(?:\(|,|–|—|-\s|:)\s*(?:with |sent |gave )?(?:(?P<away>apologies|regrets|apols\.?)|(?P<absent>absent)|present|here|attended|attending)(?: (?:sent|received|given))?\s*\)?\s*$",
    re.IGNORECASE,
)  # "Ann Roe (apologies)"
_BOX = re.compile(r"^\s*\[(?P<tick>[ xX✓✔])\]\s+")  # "[x] Ann Roe", "[ ] Ben Poe"
_PLURAL = re.compile(r"\b(?P<title>Cllr|Councillor|Dr|Governor)s\.?\s+(?=[A-Z])")  # "Cllrs A Fox, R Singh"
_CROWD = re.compile(
    r"(?:,|;|\band\b|&)?\s*(?:\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|no|some)\b\s+(?:\w+\s+)?"
    r"(?:members?|residents?|parishioners?|people|persons?|observers?|guests?|visitors?)\b(?:(?!\band (?-i:[A-Z]|\d))[^,;])*)"
    r"|(?:^|(?<=[.;,]))\s*(?:members of (?:the )?)?public\s*[:–—-]\s*(?:\d+|none|nil|one|two|three|four|five|six|seven|eight|nine|ten)\b\.?(?:\s*\([^()]{0,60}\))?\.?"
    r"|\bmembers of (?:the )?public(?: present)?\b\s*[:–-]?\s*\d*",
    re.IGNORECASE,
)  # "and 3 members of the public"
_COUPLE = re.compile(rf"\b(Mr|Dr)\.?\s+(?:&|and)\s+(Mrs|Ms|Dr)\.?\s+((?:{WORD}\s+)?{WORD})")  # "Mr and Mrs Roe"
_DOTTED = re.compile(
    r"\b(?P<title>Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Revd|Cllrs?|Fr|Hon|Ald|Capt|Col|Lt|Sgt|Insp|Supt)\.(?=\s)"
)  # "Mrs. Roe": a full stop that ends no sentence
_BRACES = str.maketrans("{}[]", "()()")
_AFTER = re.compile(
    r"(?<=[a-z)])\.\s+(?:It|There|This|These|The (?!Rev)[a-z]\w*|All|No|Apologies|Members|In|We)\b.*$|(?<=[a-z)])\.\s+\w+ (?:was|were|had|has|have|would|will)\b.*$",
    re.DOTALL,
)  # "… and Ann Roe (AR). It was noted that …": the sentences after a list of people
_GROUP = re.compile(r"^(?P<group>[^:;,.()]{2,50}?)(?::|\s[–—-])\s+(?=\S)")  # "Officers: Ann Roe, Ben Poe"
_LED = re.compile(
    rf"(?:[Tt]he\s+|[Oo]ur\s+)?(?P<role>(?:[A-Z][a-z]+[\s-]){{0,3}}(?i:{PERSON_ROLE.pattern})(?:[\s-](?i:{PERSON_ROLE.pattern})){{0,3}})"
)  # "Parish Clerk", before a name
_GAP = re.compile(rf"[:,\s]+(?={WORD}\s+{WORD}|{TITLE})")  # between an office and the name of its holder
_LED_SHORT = re.compile(
    rf"^(?P<role>[A-Z]{{2,5}})\s+(?=[A-Z][a-z][\w’'-]*\s+(?:{WORD}\s+)?[A-Z][a-z’'][\w’'-]*(?:\s*[(,;]|\s*$))"
)  # "PFCC Ann Roe (AR)"
_JOINED = re.compile(
    r"(?<!\bNon)(?<!\bVice)(?<!\bCo)(?<!\bEx)(?<!\bSub)(?<=[a-z)])-(?=(?i:(?:vice|deputy)?[\s-]?chair\w*|clerk|secretary|treasurer|president|mayor|minutes)(?:\s|$|[,;(]))"
)  # "Mrs A Roe-Chair"
_BRACKETED_NOTE = re.compile(
    r"^(?:\d+|aka\b.*|also known as\b.*|[\"“'‘].*[\"”'’]|(?:late|left|arrived|joined|joining|departed|until|till|from \d|from item|from (?:about |around )?\d|for (?:part|item)|part\b|by (?:phone|telephone|video|zoom|teams|skype)"
    r"|via\b|on ?line|on (?:the )?(?:phone|call|zoom)|remote(?:ly)?|virtual(?:ly)?|in person|dial(?:led|ing)? in|phone|telephone|zoom|teams|skype)\b.*)$",
    re.IGNORECASE,
)  # "(joined at item 4)": when or how somebody was there, and no role
_SHORT_FIRST = re.compile(
    r"^\(?(?P<short>[A-Z]{2,4})\)?\s*(?:[-–—:=]\s*|\(\s*|\s)(?P<name>[^(),;:–—]+?)(?P<tail>\)|\s*[(,–—:]\s*.*|\s+-\s.*)?$"
)  # "AR – Ann Roe, Clerk", "AR (Ann Roe)"
_SINGLE = re.compile(r"@?[^\W\d_][\w’'-]*(?:\.\w+)*(?:\s[A-Z]\.?)?")  # "Ann", "Ann R.", "ann_roe"
_FIRST_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zà-ÿ’'-][^\W\d_]*(?:\s[A-Z]\.?)?")  # "Ann", "Ann R."
_LONG_NAME = re.compile(
    rf"{WORD}(?:\s+(?:(?:de|da|dos|del|la|le|van|von|der)\s+){{0,2}}{WORD}){{1,6}}"
)  # names of five words
_NOBODY = frozenset(
    (
        "all", "none", "nil", "everyone", "everybody", "nobody", "noone", "various", "several", "others", "anyone", "team",
        "member", "members", "public", "press", "apologies", "apology", "regrets", "present", "absent", "attendance",
        "attendees", "noted", "received", "accepted", "given", "recorded", "see", "above", "below", "list", "attached",
        "quorum", "quorate", "tbc", "tba", "unknown", "yes", "no", "not", "applicable", "same", "guest", "guests",
        "visitors", "observers", "staff", "officers", "councillors", "governors", "trustees", "board", "committee",
        "also", "plus", "welcome", "introductions", "minutes", "agenda", "item", "items", "action", "actions", "date",
        "time", "venue", "location", "remote", "online", "zoom", "teams", "phone", "in-person", "the", "and", "he", "she",
        "they", "it", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    )
)  # fmt: skip
_OF_PLACE = frozenset(
    ("County", "District", "Borough", "City", "Town", "Parish", "Ward")
)  # "County Councillor Ann Roe"
_NOT_NEXT = frozenset(
    ("of", "for", "to", "with", "by", "behalf", "from", "representing", "and", "&")
)  # before a title: within a role


def read_people(
    words: str, *, presence: Presence, several: bool = True, alone: bool = False, handles: bool = False
) -> list[Attendance]:
    """Return the people an attendance entry names, in order: "Jane Roe (JR), Clerk; Tom Poe" gives two.

    `several` is False where the layout gives each person a line: what follows the name is then the role. `alone` says that
    a word alone names a person here ("Tom"), as in a list of first names, and `handles` that it may be in small letters.
    """
    box = _BOX.match(words)
    if box and not box["tick"].strip():
        return []
    words = words[box.end() :] if box else words
    words = _cleared(_RECEIVED.sub("", _AFTER.sub("", words.translate(_BRACES))))
    plural = _PLURAL.search(words)
    surnames = bool(plural)
    if plural:
        words = f"{words[: plural.start()]}{plural['title']} {words[plural.end() :]}"
    parts = [p.strip(" ,") for p in re.split(r";|\n|•", words) if p.strip(" .,")]
    if len(parts) > 1 and all(
        re.fullmatch(rf"{WORD},\s*{WORD}(?:\s[A-Z]\.?)?", p) and not ROLE_WORD.search(p) for p in parts
    ):
        parts = [" ".join(reversed(re.split(r",\s*", p))) for p in parts]  # "Roe, Ann; Poe, Ben"
    found: list[Attendance | None] = []
    for part in parts:
        inner = _ungrouped(part)
        role = _role_of_group(part[: -len(inner)].strip(" :–—-")) if inner != part else ""
        if len(parts) > 1 or not several:
            pieces = _pieces(inner, surnames=surnames) if inner != part or _run_on(inner) else _pair(inner)
            found += [_person(re.sub(r"^and\s+", "", p), presence, alone=alone or len(parts) > 2) for p in pieces]
        else:
            pieces = _pieces(inner, surnames=surnames)
            lone = alone and (
                handles
                or _is_handle(_bare(inner))
                or bool(_FIRST_NAME.fullmatch(_bare(_AWAY.sub("", inner))))
                or _initialled(inner)
            )
            found += [_person(p, presence, alone=lone or len(pieces) > 1, listed=len(pieces) > 2) for p in pieces]
        if role and len(pieces) == 1 and found[-1]:
            found[-1] = replace(found[-1], role=found[-1].role or role)
    return _with_capitals([person for person in found if person])


def _with_capitals(people: list[Attendance]) -> list[Attendance]:
    """Return people where surnames are in capitals with those that follow two names: "Ann ROE, Jean Pierre POE"."""
    capital = r"[A-Z][A-Z’'-]{2,}"
    if sum(bool(re.fullmatch(rf"{WORD}\s+{capital}", p.name)) for p in people) < 2:
        return people
    return [
        replace(p, name=f"{p.name} {p.role}", role=None)
        if p.role and re.fullmatch(capital, p.role) and not re.search(rf"\s{capital}$", p.name)
        else p
        for p in people
    ]


def is_list_of_people(words: str, *, least: int = 1) -> bool:
    """Say whether words are a list of people and nothing else: each entry a name, perhaps with a role, or a crowd."""
    rest = _DOTTED.sub(r"\g<title>", _cleared(words.translate(_BRACES)))
    if not rest or len(rest) > 2000 or re.search(r"(?<=[a-z)]{2})[.?!]\s+[A-Z]", rest):
        return False
    plural = bool(_PLURAL.search(rest))
    pieces = [p for part in re.split(r";|\n|•", rest) for p in _pieces(_ungrouped(part.strip()), surnames=plural)]
    bare = [_bare(_led(p)[0]) for p in pieces]
    heads = [_SPLIT.split(b)[0] for b in bare]
    named = sum(_names(h) for h in heads)
    first_names = sum((bool(_FIRST_NAME.fullmatch(h)) or _is_handle(h)) and _single(h) for h in heads)
    if len(heads) == 1:
        first_names = int(_initialled(pieces[0]))
    handles = sum(_single(h) for h in heads) if len(heads) > 2 else first_names
    wordy = any(len(b.split()) > 12 for b in bare)
    people = named + max(first_names, handles if first_names or len(heads) > 3 else 0)
    return people >= max(least, 1) and people * 4 >= len(heads) * 3 and not wordy


def first_names(entries: Sequence[str]) -> bool:
    """Say whether entries that stand one a line are people of whom some are called by one word alone."""
    bare = [_bare(_AWAY.sub("", e)) for e in entries]
    heads = [b if ":" in b or len(b.split()) > 6 else _SPLIT.split(b)[0] for b in bare]
    single = sum(_single(h) for h in heads)
    people = sum(_single(h) or _names(h) or begins_with_name(b) for h, b in zip(heads, bare, strict=True))
    return single >= 1 and len(bare) >= 2 and people * 4 >= len(bare) * 3


def _cleared(words: str) -> str:
    """Return a list without the crowds in it, and without an "and" at its ends."""
    words = re.sub(
        r"\b([A-Z]|Mr|Mrs|Ms|Dr|Cllr)\.(?=[A-Z])", r"\1. ", re.sub(r"(?<=\w)[*†‡]+", "", words)
    )  # "A.B.Roe*"
    words = re.sub(r"(?<=[a-z])\.\s*(?=\([^()]*\))", " ", words)  # "Mrs Sue Roe. (Parish Council)"
    words = _COUPLE.sub(r"\1 \3, \2 \3", words)
    words = _JOINED.sub(" – ", _CROWD.sub(" ", words)).strip(" .;,|:")
    for mark in (r"\.\s+", r"\s+[–—-]\s+", r"\s*/\s*"):
        names = re.split(mark, words)
        if len(names) > 2 and all(looks_like_name(n) and len(n.split()) > 1 for n in names):
            words = "; ".join(names)  # "Ann Roe. Ben Poe. Cy Loe"
    return re.sub(r"^(?:and|&)\s+|[\s,;]+(?:and|&)$", "", words)


def _bare(words: str) -> str:
    return " ".join(BRACKET.sub(" ", words).split()).strip(" .,")


def _names(head: str) -> bool:
    """Say whether the words before any role are a name: "Ann Roe", "Ann Roe AR", "Parish Clerk Ann Roe"."""
    head = _led(head)[0]
    if looks_like_name(head):
        return True
    name, rest = name_in(head)
    return bool(
        name
        and not ORGANISATION.search(head)
        and (spells(rest, name) or (PERSON_ROLE.search(rest) and re.match(TITLE, head)))
    )


def _single(words: str) -> bool:
    """Say whether one word is what somebody is called, and not an office or a word of such lists."""
    return (
        bool(_SINGLE.fullmatch(words))
        and len(words) > 1
        and words.lower() not in _NOBODY
        and not ROLE_WORD.search(words.replace("_", "x"))
        and (words.isupper() or not re.fullmatch(TITLE, f"{words} "))
        and not ORGANISATION.search(words)
    )


def _initialled(words: str) -> bool:
    """Say whether an entry is a first name with initials: "Ann (AR) – Clerk"."""
    head, found, _ = words.partition("(")
    bracket = BRACKET.match(words, len(head))
    return bool(
        found and bracket and _single(head.strip()) and INITIALS.match(bracket[1]) and spells(bracket[1], head.strip())
    )


def _ungrouped(part: str) -> str:
    """Return an entry without the name of the group that leads it: "Officers: Ann Roe", "Acme – Ann Roe"."""
    group = _GROUP.match(part)
    if not group:
        return part
    rest = part[group.end() :]
    first = re.split(r",|\band\b", rest)[0].strip()
    if re.fullmatch(r"[A-Z]{2,4}", group["group"]) and initials_of(first) == group["group"]:  # "AR – Ann Roe"
        return part
    led = _names(_SPLIT.split(_bare(first))[0])
    person = _names(group["group"])
    return (
        rest if (led and (group[0].rstrip().endswith(":") or not person)) or (not person and ":" in group[0]) else part
    )


def _is_handle(words: str) -> bool:
    """Say whether a word is a name people have on a screen, by its form: "ann_roe", "@ann", "roe99"."""
    return bool(re.search(r"_|^@|[A-Za-z]\d", words)) and _single(words)


def _long_name(words: str) -> bool:
    """Say whether words are a name of more words than most, and no office, organisation or crowd."""
    tokens = words.split()
    return (
        bool(_LONG_NAME.fullmatch(words))
        and not ROLE_WORD.search(words)
        and not PERSON_ROLE.search(re.sub(r"s\b", "", words))
        and not ORGANISATION.search(words)
        and not any(t.lower() in _NOBODY or (t.isupper() and len(t) > 1) for t in tokens)
    )


def _role_of_group(group: str) -> str:
    """Return a group's name where it is one person's office: "Clerk", and not "Officers"."""
    bare = group.strip()
    return bare if PERSON_ROLE.search(bare) and not bare.lower().endswith("s") else ""


def _pieces(words: str, *, surnames: bool = False) -> list[str]:
    """Return the entries of a list run on in one line."""
    if re.fullmatch(r"[A-Z]{2,4}(?:[\s/]+[A-Z]{2,4})+", words):  # "AR BP CL"
        return re.split(r"[\s/]+", words)
    return [piece for run in _run_on(words) or [words] for piece in _comma_names(run, surnames=surnames)]


def _pair(words: str) -> list[str]:
    """Part "ACC Ann Roe and DCI Ben Poe" at its "and"; one entry where that stands within a role."""
    pieces = [] if "," in words else _conjoined(_shield(words))
    return [_unshield(p) for p in pieces] if pieces and all(_names(_bare(_unshield(p))) for p in pieces) else [words]


def _run_on(words: str) -> list[str]:
    """Part a list at the titles or initials that mark its people, where at least two are marked so; else nothing."""
    shielded = _shield(words)
    tokens = [(m.start(), m[0]) for m in re.finditer(r"\S+", shielded)]
    starts = {_start_of(tokens, k) for k in range(len(tokens))} - {None}
    for k, (at, _) in enumerate(tokens):
        titled = re.match(rf"{TITLE}{WORD}", shielded[at:])
        if titled and (k == 0 or _opens(tokens[k - 1][1])):
            starts.add(tokens[k - 1][0] if k and tokens[k - 1][1] in _OF_PLACE else at)
    kept = sorted(s for s in starts if s is not None)
    if len(kept) < 2:
        return []
    kept[0] = 0
    runs = [
        re.sub(r"[\s,]+(?:and|&)$", "", _unshield(shielded[a:b]).strip(" ,"))
        for a, b in zip(kept, [*kept[1:], len(shielded)], strict=True)
    ]
    return [piece for run in runs for piece in _two_names(run)] if len(runs) > 2 else runs


def _two_names(run: str) -> list[str]:
    """Part "Cllr Ann Roe Ben Poe (Clerk)", where nobody else in a list has as many names: the second has no title."""
    found = re.match(rf"((?:{TITLE})+{WORD}\s+{WORD})\s+({WORD}\s+{WORD}(?=\s*(?:[(,]|$)).*)$", run)
    return [found[1], found[2]] if found and not ROLE_WORD.search(found[2].split("(")[0].split(",")[0]) else [run]


def _opens(before: str) -> bool:
    """Say whether a title after this word begins a new person: not within a role, nor after another title."""
    return before.lower() not in _NOT_NEXT - {"and", "&"} and not _of_title(before)


def _of_title(word: str) -> bool:
    """Say whether a word is a title, or begins one of two words: "Supt", "D", "D/Chief"."""
    return bool(re.fullmatch(rf"{TITLE}|(?:[A-Z]|[A-Z]{{1,2}}/\w+) ", f"{word} "))


def _start_of(tokens: Sequence[tuple[int, str]], k: int) -> int | None:
    """Return where the name begins that the initials at token `k` spell: "Ann Roe AR", "Ann Roe (AR)"."""
    letters = tokens[k][1].strip("(),.[]")
    if not re.fullmatch(r"[A-Z]{2,4}", letters):
        return None
    for length in (2, 3, 4):
        name = [t for _, t in tokens[max(0, k - length) : k]]
        if len(name) == length and looks_like_name(" ".join(name)) and initials_of(" ".join(name)) == letters:
            at = k - length
            while at and _of_title(tokens[at - 1][1]):
                at -= 1
            return tokens[at][0]
    return None


def _comma_names(words: str, *, surnames: bool = False) -> list[str]:
    """Split "A Roe (Chair), B Poe and C Loe" at its names; one entry where what follows the first comma is a role.

    `surnames`: a title in the plural leads them, so that each may be a word alone.
    """
    pieces = [p for chunk in re.split(r",\s*(?:and\s+)?", _shield(words)) for p in _conjoined(chunk)]
    heads = [_SPLIT.split(_bare(_unshield(p)))[0] for p in pieces]
    names = [_names(h) for h in heads]
    single = [_single(h) and not n for h, n in zip(heads, names, strict=True)]
    if surnames or any(_is_handle(h) for h in heads) or _informal(heads, names, single):
        names = [n or s for n, s in zip(names, single, strict=True)]
        names = [n or (" " in h and _long_name(h)) for n, h in zip(names, heads, strict=True)]
    while names and not names[0] and sum(names) >= 2 and len(pieces) > 2:
        del pieces[0], heads[0], names[0]
    if len(names) > 3 and all(names[::2]) and any(ORGANISATION.search(h) for h in heads[1::2]) and not all(names[1::2]):
        names = [nth % 2 == 0 for nth in range(len(names))]  # "Ann Roe, Mere Hall, Ben Poe, Coe Institute"
    if sum(names) >= 3:  # a name of five words or more, in a list of names
        names = [n or (len(h.split()) > 4 and _long_name(h)) for n, h in zip(names, heads, strict=True)]
    if len(pieces) < 2 or sum(names) < 2 or not names[0]:
        return [words]
    grouped: list[str] = []
    for piece, is_name in zip(pieces, names, strict=True):
        if is_name or not grouped:
            grouped.append(piece)
        else:
            grouped[-1] += f", {piece}"
    return [_unshield(p) for p in grouped]


def _conjoined(chunk: str) -> list[str]:
    """Part what stands between commas at "and", but not an organisation: "Health and Care Trust"."""
    parts = [p.strip(" .") for p in re.split(r"\s+and\s+|\s+&\s+", chunk) if p.strip(" .")]
    first = _bare(_unshield(parts[0])) if parts else ""
    if len(parts) > 1 and not (_names(_SPLIT.split(first)[0]) or _single(first) or PERSON_ROLE.search(first)):
        return [chunk.strip(" .")]
    return parts


def _informal(heads: Sequence[str], names: Sequence[bool], single: Sequence[bool]) -> bool:
    """Say whether a list calls people by one word: most of it does, or its first entry, and nothing in it is long."""
    if len(heads) < 2 or any(len(h.split()) > 6 for h in heads):
        return False
    if sum(single) < 3 and any(h[:1].islower() for h, s in zip(heads, single, strict=True) if s):
        return False
    people = sum(names) + sum(single)
    lettered = sum(bool(re.fullmatch(r"[A-Z][a-z]+ [A-Z]\.?", h)) for h in heads)  # "Ann R"
    return (single[0] or sum(single) > sum(names) or lettered > 1) and people * 4 >= len(heads) * 3


def _shield(words: str) -> str:
    """Hide commas, blanks and "and" inside brackets from splitting."""
    return BRACKET.sub(
        lambda m: (
            "(" + m[1].replace(",", "\x01").replace(" and ", "\x02").replace(" & ", "\x03").replace(" ", "\x04") + ")"
        ),
        words,
    )


def _unshield(words: str) -> str:
    return words.replace("\x01", ",").replace("\x02", " and ").replace("\x03", " & ").replace("\x04", " ")


def _person(words: str, presence: Presence, *, alone: bool = False, listed: bool = False) -> Attendance | None:
    """Return the person one entry names, or None where it names nobody; `alone`: a first name alone will do."""
    words = re.sub(r"^(?:and|plus|with)\s+", "", _unshield(words)).strip(" .,;–—-")
    away = _AWAY.search(words)
    if away and away.start():
        presence = (
            presence
            if presence == "apologies"
            else "apologies"
            if away["away"]
            else "absent"
            if away["absent"]
            else presence
        )
        words = words[: away.start()]
    words, led = _led(re.sub(rf"^((?:{TITLE})*{WORD}\s+{WORD})/(?=\w)", r"\1, ", words))
    parts = [_unshield(p).strip(" .,") for p in _SPLIT.split(_shield(words)) if p.strip(" .,")]
    if not parts:
        return None
    first = " ".join(BRACKET.sub(" ", parts[0]).split())
    name, rest = name_in(first)
    initials: str | None = None
    if INITIALS.match(rest) and spells(rest, name):
        initials, rest = rest, ""
    if alone and " " in first and (not name or (listed and rest and len(first.split()) > 4)) and _long_name(first):
        name, rest = first, ""
    if not name and alone and _single(first):
        name = first.removeprefix("@")
    if rest and (spelt := re.match(r"([A-Z]{2,4})\s+(?=\S)", rest)) and spells(spelt[1], name):
        initials, rest = spelt[1], rest[spelt.end() :]
    inside = BRACKET.findall(parts[0])
    if not name and PERSON_ROLE.search(first) and len(inside) == 1 and looks_like_name(inside[0]):
        return Attendance(inside[0], re.sub(r"^[Tt]he\s+", "", first), None, presence)  # "The Clerk (Ann Roe)"
    if not name:
        return None
    roles: list[str] = [rest] if rest and not _verbal(rest) else []
    for nth, part in enumerate(parts):
        if nth and not _BRACKETED_NOTE.match(part):
            roles.append(" ".join(BRACKET.sub(" ", part).split()))
        for bracket in BRACKET.findall(part):
            if initials is None and INITIALS.match(bracket) and spells(bracket, name):
                initials = bracket
            elif _BRACKETED_NOTE.match(bracket):
                continue
            elif roles and (nth or rest) and re.fullmatch(r"[A-Z][A-Za-z/&]{1,7}", bracket):
                roles[-1] = f"{roles[-1]} ({bracket})"
            elif bracket and not (presence == "apologies" and bracket.islower()):  # a reason, no role
                roles.append(bracket)
    return Attendance(name, ", ".join(r for r in (*roles, led) if r) or None, initials, presence)


def _led(words: str) -> tuple[str, str]:
    """Return an entry with its name first, and the role that led it: "Clerk Ann Roe", "AR – Ann Roe", "AR (Ann Roe)"."""
    short = _SHORT_FIRST.match(words)
    if short and looks_like_name(short["name"]) and initials_of(short["name"]) == short["short"]:
        return f"{short['name']} ({short['short']}){(short['tail'] or '').removeprefix(')')}", ""
    placed = re.match(rf"({'|'.join(sorted(_OF_PLACE))})\s+(?={TITLE})(?P<title>\w+)", words)
    if placed:
        return words[placed.start("title") :], placed[0]
    for role, name in () if re.match(TITLE, words) else _parted(words):
        if looks_like_name(_SPLIT.split(_bare(name))[0]) or name_in(_bare(name))[0]:
            return name, role
    return words, ""


def _parted(words: str) -> Iterator[tuple[str, str]]:
    """Yield each way to part words into an office and a name after it: "Chief Finance Officer Ann Roe"."""
    for found in PERSON_ROLE.finditer(words):
        gap = _GAP.match(words, found.end())
        if gap and (led := _LED.fullmatch(words, 0, found.end())):
            yield led["role"], words[gap.end() :]
    if short := _LED_SHORT.match(words):
        yield short["role"], words[short.end() :]


def _verbal(rest: str) -> bool:
    """Say whether words after a name tell what the person did, and are no role."""
    return bool(re.match(r"(?:was|is|has|had|have|will|would|who|said|gave|sent|also|\w+ed)\b", rest))
