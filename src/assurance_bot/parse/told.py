"""Who came and who sent apologies, in the words of one line: after a label, or in a sentence.

A label holds until another one, also on the same line. A sentence counts where it names people and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance_bot.attendees import is_list_of_people, read_people
from assurance_bot.parse.labels import header_label
from assurance_bot.prose import sentences
from assurance_bot.records import Attendance, Presence

PEOPLE: dict[str, Presence] = {"present": "present", "apologies": "apologies", "in attendance": "in attendance"}
_NONE = re.compile(
    r"^\W*(?:none|nil|n/?a|there (?:were|was) (?:none|no).*|no(?:ne)? apologies.*|no one|nobody|none (?:received|given|noted).*|-)\W*$",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"^(?:(?:the )?(?:following )?apologies (?:for absence )?(?:were |was |have been |had been )?(?:received |given |noted |recorded |submitted |accepted |sent )?(?:and (?:accepted|noted|approved) )?(?:from|by|for)?|(?:were )?received from|from)[:\s]+",
    re.IGNORECASE,
)  # "Apologies were received from …"
_TURN = re.compile(
    r"(?:^|(?<=[\w.;,|)\]])\s+)(?:[-–—]\s*)?(?P<label>[Aa]pologies(?: for absence)?(?: (?:were |was |have been |had been )?(?:received|given|noted|sent|accepted))?(?: (?:from|by)\s*:?|:)"
    r"|(?:(?:[A-Z]\w+ )?(?:[Rr]egrets|[Aa]bsent)|[Nn]ot [Pp]resent|[Uu]nable to attend|[Aa]lso [Pp]resent|(?:[Aa]lso )?[Ii]n [Aa]ttendance|[Oo]bservers?|[Gg]uests?|[Vv]isitors?|[Pp]resent|[Mm]embers of the public)\s*:"
    r"|[Aa]lso (?:present|in attendance|attending)(?: (?:were|was))?:?)\s+(?=\S)"
)  # "Present: Ann Roe, Ben Poe. Apologies: Cy Loe"
_GROUP = re.compile(
    r"^(?:[\w’'&/ -]{0,40}\b)?(?:councillors|cllrs|members|officers|staff|board|committee|directors|trustees|governors|guests|visitors|observers|executives?|representatives|residents|public|public sector|officials"
    r"|chair|clerk|secretar(?:y|iat)|treasurer|in person|on ?line|remote(?:ly)?|virtual(?:ly)?|by (?:phone|telephone|video)|via (?:zoom|teams|phone|video)|on (?:the )?(?:phone|call|zoom))\b[\w’'&/ ()-]{0,25}:?$",
    re.IGNORECASE,
)  # "Officers", "Members of the Board": people below it came too
_OPENS = re.compile(
    r"(?P<label>(?i:Present|Attendees|Attending|Attendance|Participants|Apologies(?: for (?:non-)?(?:absence|attendance))?(?: from)?|Regrets|(?:also,? )?in attendance|also,? present)\b)"
    r"[\s–—-]+(?=[^\W\d]|@)"
)  # "Present Ann Roe, Ben Poe", "Apologies – Ann Roe"
_ENDS = re.compile(
    r"^(?!.*\b(?:not|apologies|absent|next|last|previous)\b)[^.:;]{0,120}\b(?:present|in attendance|attending)\s*:$",
    re.IGNORECASE,
)  # "A quorum was established with eight trustees in attendance:"
_SENT = re.compile(
    r"\b[Aa]pologies\s+(?:for\s+(?:his|her|their\s+)?(?:absence|non-attendance)\s+)?(?:(?:were|was|had been|have been|has been)\s+)?(?:also\s+)?(?:(?:received|noted|given|accepted|sent|submitted|tendered|recorded|made|offered|presented)\s+)?"
    r"(?:and\s+(?:noted|accepted|approved|recorded)\s+)?(?:from|by|on behalf of|for(?=\s+[A-Z]))\s*:?\s+(?P<people>.+)"
)  # "Apologies were noted from Ann Roe"
_SENDS = re.compile(
    r"^(?P<people>.+?),?\s+(?:(?:had|have|has|having)\s+)?(?:(?:all|both)\s+)?(?:sent|gave|given|submitted|tendered|offered|conveyed|sends?|passed on)\s+(?:in\s+)?(?:(?:their|his|her)\s+)?[Aa]polog(?:y|ies)\b"
    r"|^(?P<unable>.+?)\s+(?:was|were)\s+(?:not able|unable) to (?:attend|be present)\b"
)  # "Ann Roe sent her apologies"
_INLINE = re.compile(
    r"(?<![\w-])(?P<label>Present|Attendees|Attending|In [Aa]ttendance|Participants|Apologies(?: for absence)?|Regrets)\s*:\s+(?=\S)"
)  # "Tuesday, Village Hall. Present: Ann Roe, Ben Poe."
_COME = re.compile(
    r"^(?:[Tt]he|[Tt]his)\s+meeting\s+was\s+(?:also\s+)?attended\s+by\s*:?\s+(?P<people>.+)|^(?:[Aa]ttended by|[Pp]resent (?:were|was|at the meeting were|are)|(?:[Aa]lso\s+)?[Ii]n attendance (?:were|was)|(?:[Aa]lso )?present (?:were|was)|(?:[Tt]hose|[Mm]embers|[A-Z]\w+ members) (?:present|in attendance|attending) (?:were|are))\s*:?\s+(?P<those>.+)"
    r"|^[^:]{0,140}\bwith the following (?:\w+ ){0,2}(?:present|in attendance|attending)\s*:?\s+(?P<following>.+)$"
    r"|^(?P<list>.+?)\s+(?:were\s+(?:all\s+)?(?:present|in attendance)|attended(?: the meeting)?|took part|joined the meeting)\.?$"
)  # "The meeting was attended by Ann Roe and Ben Poe"
_TAIL = re.compile(
    r"[,\s]+(?:who|which|due to|because|owing to|as (?:he|she|they)|for (?:the|his|her|their|personal|work)|were|was|and (?:these|this|they|it|the|apologies|accepted|noted|welcomed))\b.*$|\s+(?:(?:was|were)\s+)?(?:noted|accepted|received|recorded|approved)(?:\s+and\s+\w+)?\.?\s*$",
    re.DOTALL,
)  # "… Ann Roe, who was on leave"
CHAIRED = re.compile(
    r"\bwith (?P<with>(?:(?:[A-Z]\.|[A-Z][\w’'-]*)\s?){1,4}) in the [Cc]hair\b|\b(?:[Cc]haired|[Ll]ed|[Ff]acilitated|[Mm]oderated|[Pp]resided over) by\s+(?P<by>(?:(?:[A-Z]\.|[A-Z][\w’'-]*)\s?){1,4})"
    r"|^(?P<name>(?:(?:[A-Z]\.|[A-Z][\w’'-]*)\s?){1,4}?)(?:,[^,.]{3,60},)?\s+(?:chaired (?:the|this) meeting|(?:took|was in|in) the [Cc]hair|presided|acted as [Cc]hair(?:man|person|woman)?)\b"
)  # "Ann Roe took the chair"
_WHO = r"(?:(?:[A-Z]\.|[A-Z][\w’'-]*)\s?){1,4}"
MINUTED = re.compile(
    rf"\b(?:[Mm]inutes|[Nn]otes)\s+(?:were\s+)?(?:taken\s+|recorded\s+|written\s+|prepared\s+)?by:?\s+(?P<by>{_WHO})"
    rf"|(?:^|\band\s+|;\s*)(?P<name>{_WHO}?)\s+(?:took|recorded|kept|wrote)\s+(?:the\s+)?(?:minutes|notes)\b"
)  # "Minutes by Ann Roe"
_SIGNED_ON = re.compile(
    r"(?:<(?P<nick>[\w|-]+)>\s*)?\b(?P<what>[Pp]resent|[Rr]egrets)\+:?[ \t]*(?P<who>[\w@.-]*(?:,[ \t]*[\w@.-]+)*)"
)  # "<ada> present+"


_OTHER_MEETING = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother)\s+(?:[\w’'-]+\s+){0,4}(?:meeting|event|workshop|session|hearing)\b[^.]*$"
)  # "A public meeting had been held, chaired by Ann Roe"


def chaired_by(words: str) -> str | None:
    """Return who chaired this meeting as a sentence says, None where it tells of none or of another meeting."""
    said = CHAIRED.search(words)
    if not said or _OTHER_MEETING.search(words[: said.start()]):
        return None
    return next(filter(None, said.groupdict().values()), "").strip(" .")


def people_of(
    words: str, presence: Presence, *, several: bool = True, alone: bool = True, handles: bool = False
) -> list[Attendance]:
    """Return the people in the words under an attendance label; none where they say so."""
    found: list[Attendance] = []
    words = re.sub(r"^\s*\d+\s*\((?P<list>.*)\)\s*$", r"\g<list>", words.rstrip(" ]="))  # "3 (Ann, Ben, Cy)"
    for kind, piece in sections(words, presence):
        if _NONE.match(piece):
            continue
        piece = _TAIL.sub("", _PROSE.sub("", piece)) if kind == "apologies" else piece  # noqa: PLW2901 - the same words, bare
        found += read_people(piece, presence=kind, several=several, alone=alone, handles=handles)
    return found


def sections(words: str, presence: Presence) -> Iterator[tuple[Presence, str]]:
    """Yield the parts of a line that lists people, each under the label that leads it: "Ann Roe. Apologies: Ben Poe"."""
    at = 0
    for turn in _TURN.finditer(words):
        if words[at : turn.start()].strip(" .,;–-"):
            yield presence, words[at : turn.start()].strip()
        label = header_label(re.sub(r"\s+(?:from|by)\b|\s+(?:were|was)\b", "", turn["label"]).strip(" :") + ":")
        presence = PEOPLE.get(label[0], presence) if label else "apologies"
        at = turn.end()
    if words[at:].strip(" .,;–-"):
        yield presence, words[at:].strip()


def label_of(words: str) -> tuple[str, str] | None:
    """Return the label of people that begins a line, with a colon or before a list of them, and what follows it."""
    found = header_label(words)
    if found and found[0] in PEOPLE:
        return found
    if _ENDS.search(words):
        return "present", ""
    opened = _OPENS.match(words)
    if opened and is_list_of_people(words[opened.end() :], least=2 if words[opened.end()].islower() else 1):
        label = header_label(opened["label"].removesuffix(" from").replace(",", ""))
        return (label[0], words[opened.end() :]) if label else None
    return None


def is_group(words: str) -> bool:
    """Say whether words head a group of those who came: "Officers:", "Members of the Board"."""
    return len(words) <= 60 and bool(_GROUP.match(words))


def signed_on(words: str) -> list[Attendance]:
    """Return the people who say in a chat that they are there: "<ada> present+", "present+ Ann_Roe"."""
    found: list[Attendance] = []
    for said in _SIGNED_ON.finditer(words):
        named = [name.strip() for name in said["who"].split(",") if name.strip() not in ("", "me", "-")]
        names = named or ([said["nick"]] if said["nick"] else [])
        found += [
            Attendance(n.removeprefix("@"), None, None, "present" if said["what"][0] in "pP" else "apologies")
            for n in names
        ]
    return found


def told(words: str, *, early: bool) -> list[Attendance]:
    """Return the people that sentences say sent apologies, or came where the sentence stands early in the minutes."""
    if not early and "polog" not in words:
        return []
    if _INLINE.search(words):
        return _labelled(words)
    said = (words[start:end] for start, end in sentences(words))
    parts = (part.strip() for one in said for part in ([one] if "polog" in one else one.split(";")))
    return [person for part in parts for person in _in_sentence(part, early=early)]


def _labelled(words: str) -> list[Attendance]:
    """Return the people after labels within a paragraph: "Tuesday, in the hall. Present: Ann Roe, Ben Poe."""
    found: list[Attendance] = []
    turns = list(_INLINE.finditer(words))
    for turn, after in zip(turns, [*turns[1:], None], strict=True):
        listed = words[turn.end() : after.start() if after else len(words)].strip()
        listed = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", listed)[0].strip(" .,;|")
        label = label_of(f"{turn['label']}:")
        if label and is_list_of_people(listed):
            found += read_people(listed, presence=PEOPLE[label[0]], alone=True)
    return found


def _in_sentence(said: str, *, early: bool) -> list[Attendance]:
    """Return the people of whom one sentence says that they came or did not; nothing where it speaks of more."""
    sent = (_SENT.search(said) or _SENDS.match(said)) if re.search(r"polog|able to", said) else None
    found = sent or (_COME.match(said) if early else None)
    if found is None:
        return []
    listed = _TAIL.sub("", next(filter(None, found.groupdict().values()), "")).strip(" .,;")
    least = 2 if found.groupdict().get("list") else 1
    if not listed or not is_list_of_people(listed, least=least):
        return []
    return read_people(listed, presence="apologies" if sent else "present", alone=True)
