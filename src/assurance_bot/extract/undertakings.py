"""Tasks in prose: "JR agreed to …", "the Clerk was asked to …", "It was agreed that he would …", "We will …".

The one who is to act owns the task, not the one who asked. A hope, a forecast or a thing already done is no task.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assurance_bot.extract.clauses import clauses
from assurance_bot.extract.natures import HEDGED, UNREAL
from assurance_bot.extract.owners import leading_owners, sure_owners
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import LABEL, Spoken, joined_pattern, subject_pattern
from assurance_bot.extract.subjects import head_of, subject_at
from assurance_bot.extract.verbs import VERBS, is_told
from assurance_bot.extract.voices import AFTER_NAME, AGREE, SAY
from assurance_bot.numbering import REFERENCE
from assurance_bot.people import Directory
from assurance_bot.prose import sentences
from assurance_bot.records import Party

_ALSO = r"(?:(?:has|have|also|both|all|further|then|now|therefore|kindly|duly|subsequently|in turn)\s+)*"
_VERB = rf"(?!{HEDGED}\b)(?!not\b|be\b|have\b|been\b)(?:(?:also|then|now|further|therefore|in turn|in future|personally|continue to)\s+)*(?!{HEDGED}\b)(?P<task>[a-z]{{3,}}|do|go)"
_PROMISE = rf"{_ALSO}(?:agreed to|agreed (?:that )?(?:he|she|they)(?:['’]d| would| will)|undertook to|volunteered to|offered to|committed to|promised to|will|would|shall|(?:is|are|was|were) (?:(?:supposed|going) )?to|vowed to)\s+{_VERB}"
_CHARGED = (
    r"(?:(?:was|were|is|are|has been|have been|be)\s+)(?:also\s+|then\s+)?(?:asked|requested|tasked|instructed|invited|appointed|delegated)\s+"
    r"(?:to\s+(?P<task2>[a-z]{2,})|with\s+(?P<task3>[a-z]+ing))"
)
_THAT = (
    r"\b(?:[Rr]esolved|RESOLVED|[Aa]greed|AGREED|[Rr]equested|[Aa]sked|[Ii]nstructed|[Dd]ecided|[Pp]roposed(?:\s+by\s[^,.;]{2,60}?)?"
    r"(?:,?\s+(?:and\s+)?[Ss]econded(?:\s+by\s[^,.;]{2,60}?)?)?)\s*(?:,|:)?\s+that"
)
_BARE = r"to\s+(?P<task4>[a-z]{2,})"
_BARE_HERE = re.compile(_BARE)
_TO_ACT = re.compile(r"\b(?:to|will|would|shall|with)\b")
_AGREED = r"\b[Ii]t (?:was|has been|is)\s+(?:also |further |then |therefore |unanimously )*(?:agreed?|AGREED|resolved|RESOLVED|decided|suggested and agreed)"
_PASSIVE = re.compile(r"\b(?:will|would|shall)\s+(?:now\s+|then\s+|also\s+)?be\s+[a-z]+(?:ed|en|ent|ut|nt|ade|un)\b")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A task in prose: `start` to `end` of its passage's flow, and who is to do it."""

    start: int
    end: int
    owners: tuple[Party, ...]


@lru_cache(maxsize=8)
def _patterns(people: Directory) -> tuple[re.Pattern[str], ...]:
    joined = rf"(?P<who>{joined_pattern(people)})"
    start = r"(?<![\w’'-])"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b(?:asked|requested|instructed|tasked|invited)\s+(?:that\s+)?{joined}\s+(?:to\s+(?!know\b|explain\b|say\b|tell\b|confirm\b|clarify\b|describe\b)(?P<task5>[a-z]{{2,}})|with\s+(?P<task6>[a-z]+ing))",  # "asked the Clerk to write"
            rf"{start}{joined}{AFTER_NAME}\s+(?:{_PROMISE}|{_CHARGED})",  # "JR agreed to mend it"
            rf"^(?:[A-Z][^:.]{{0,60}}:\s+)?{joined}(?:\s*\([^()]{{1,40}}\))?\s+{_BARE}",  # "JR to mend it"
            rf"{_THAT}\s+{joined}\s+(?:be\s+(?:asked|requested|instructed|authorised|invited|tasked)\s+to\s+(?P<task8>[a-z]{{2,}})|(?P<task9>{'|'.join(sorted(VERBS))})(?:s|es)?\b)",  # "resolved that the Clerk write"
        )
    )


@lru_cache(maxsize=8)
def _bare(people: Directory) -> re.Pattern[str]:
    joined = rf"(?P<who>{joined_pattern(people)})"
    return re.compile(rf"(?:^|(?<=[,;:(]\s)|(?<=\s[–—-]\s)|(?<=\()){joined}(?:\s*\([^()]{{1,40}}\))?\s+{_BARE}")


@lru_cache(maxsize=8)
def _told(people: Directory) -> re.Pattern[str]:
    subject = subject_pattern(people)
    return re.compile(
        rf"^\W*(?P<who>(?:{subject})(?:\s*(?:,|/|&|and)\s*(?:{subject})){{0,3}})(?P<mark>\s*[:–—]\s*|\s+-\s+|\s+)(?=[a-z])"
    )


@lru_cache(maxsize=8)
def _agreed(people: Directory) -> re.Pattern[str]:
    subject = subject_pattern(people)
    who = rf"(?P<who>(?:{subject}|[Hh]e|[Ss]he|[Tt]hey|[Ww]e)(?:\s*(?:,|/|&|and|and the)\s*(?:{subject})){{0,4}})"
    return re.compile(
        rf"{_AGREED}\s+(?:that\s+|for\s+)?(?:{who}\s+(?:would|will|should|shall|is to|are to|to)\s+{_VERB}|(?P<nobody>to)\s+(?P<task7>[a-z]{{3,}}))"
    )


_DECIDES = re.compile(
    r"increase|reduce|raise|lower|establish|set|adopt|approve|support|accept|appoint|elect|donate|pay|grant|keep|allow|continue|defer|hold|include|use|retain|renew|remain|make|take|change"
    r"|form|create|fund|award|reject|oppose|object|leave|close|cancel|postpone|proceed|delegate|note|meet|amend|extend|purchase|buy|spend|move|recommend|endorse|ratify|reschedule"
)  # "it was agreed to increase …" decides, and leaves nobody a task
_MATTER = re.compile(
    r"\s+(?:this|it|that|these|the (?:issue|matter|question|concerns?)|concerns?|(?:the )?\w+ with)\b"
)  # "raise this with the county"
_BODY_NOUN = "Council|Board|Panel|Committee|Forum|Authority|Trust|Governors|Group|Partnership"
_PRONOUN = re.compile(rf"(?:^|(?<=\s))(?:He|She|They|he|she|they)\s+{_PROMISE}")
_WE = re.compile(rf"\b[Ww]e\s+(?:{_PROMISE}|{_CHARGED})")


def undertakings(reading: Reading, spoken: Spoken) -> Iterator[Undertaking]:
    """Yield the tasks in a passage of prose, a clause each."""
    text = spoken.flow.text
    last: tuple[Party, ...] = ()
    for start, end in clauses(text, reading.people):
        words = text[start:end]
        owners = _owners(reading, words, () if _of_another(text, start) else last, we=_speaking(spoken, start))
        if owners is not None and not words.rstrip().endswith(("?", ":")):
            yield Undertaking(
                _whole(text, start) if len(words.split()) <= _ELIDED_WORDS and words[:1].islower() else start,
                end,
                owners,
            )
        last = _named(spoken, start, end) or (owners or last)
        if reading.listener.turns_to_another(words) or reading.listener.tells_of_another(words, last):
            last = ()


_SAID_OF = re.compile(
    rf"\b(?:{SAY})\s+(?:that\s+)?(?P<who>(?:the|an?|our|[A-Z])[^,.;]{{1,60}}?)\s+(?:had|has|have|was|were|is|are|did|could)\b[^.;]*$"
)  # "JR noted the new Treasurer had not seen it"


_NEAR = 20  # characters before a clause in which the word that joins it stands


def _of_another(text: str, at: int) -> bool:
    """Say whether "but would …" at a place may tell what somebody will do of whom the speaker spoke just before."""
    if not text[at : at + 1].islower() or not re.search(r"\s+but\s*$", text[max(0, at - _NEAR) : at]):
        return False
    said = _SAID_OF.search(text[:at])
    return bool(said and re.search(r"[A-Z]", said["who"]))


def _speaking(spoken: Spoken, at: int) -> tuple[Party, ...]:
    """Return who says the words there under a label, whose "we" it is: "CC: We will publish it"."""
    here = spoken.at(at)
    return here.speakers if here and here.verb == LABEL else ()


_ELIDED_WORDS = 3
"""A clause of no more words, which leaves its subject out, is quoted with its sentence: "… thought not, but would ask"."""


def _whole(text: str, at: int) -> int:
    """Return where the sentence begins in which a clause stands."""
    return max((s for s, e in sentences(text) if s <= at < e), default=at)


_KEYED = re.compile(rf"(?:{REFERENCE.pattern})\s*[:–-]?\s+(?=[A-Z])")  # "AP 1/24 Ann Roe to buy paint"
_ADDRESSED = re.compile(r"^\W*[^\])]*[\])][\s:–-]*(?:[^:.;]{2,40}:\s+)?")  # "[JR] Shed: mend it", up to the task


def bare_tasks(reading: Reading, spoken: Spoken) -> Iterator[Undertaking]:
    """Yield the clauses that are a task by their form alone: "JR to mend the fence.", "Mrs Roe: contact the school"."""
    for start, end in clauses(spoken.flow.text, reading.people):
        words = spoken.flow.text[start:end]
        if words.rstrip().endswith("?"):
            continue
        if not start and (key := _KEYED.match(words)):
            start, words = key.end(), words[key.end() :]  # noqa: PLW2901 - the same clause without its number
        if not start and (addressed := leading_owners(words, reading.people)) and is_told(_ADDRESSED.sub("", words)):
            yield Undertaking(0, len(spoken.flow.text.rstrip()), addressed)
            return
        told = _told(reading.people).match(words)
        if told and is_told(words[told.end() :]) and (owners := sure_owners(told["who"], reading.people)):
            if not told["mark"].isspace() or _by_name(owners, words[told.end() :]):
                yield Undertaking(start + told.start("who"), end, owners)
            continue
        for found in _bare(reading.people).finditer(words) if _BARE_HERE.search(words) else ():
            if (owners := sure_owners(found["who"], reading.people)) and not _told_of(words, found.start("who")):
                at = start + found.start("who")
                yield Undertaking(at, _closed(spoken.flow.text, at, end), () if _is_thanked(found) else owners)
                break


_THANKED = re.compile(
    r"be\s+(?:\w+ly\s+)?(?:congratulated|thanked|commended|invited|welcomed|contacted|written to|informed|notified|told|reimbursed|paid)\b"
)  # "The CC to be congratulated": others are to do it


def _is_thanked(found: re.Match[str]) -> bool:
    """Say whether the one named before a task is the one it is to be done to."""
    return found.groupdict().get("task4") == "be" and bool(_THANKED.match(found.string, found.start("task4")))


_AS_PAST = re.compile(r"(?:put|set|cut|read|let|run|come|become|cost)\b")  # "Jane put it up" tells what she did


def _by_name(owners: tuple[Party, ...], words: str) -> bool:
    """Say whether one person is called by name and told to act: "Jane contact the school", not "Governors support it"."""
    names = {word.lower() for word in owners[0].written.split()}
    called = bool(owners[0].person) and names <= {word.lower() for word in (owners[0].person or "").split()}
    return len(owners) == 1 and called and not _AS_PAST.match(words)


def _closed(text: str, start: int, end: int) -> int:
    """Return where a task ends that stands in brackets: before the bracket that closes them."""
    before = text[:start].rstrip()
    if before.endswith("(") and (close := text.find(")", start, end)) > 0:
        return close
    return end


_ALONE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"^\W*(?:Will|Needs? to|To be)\s+(?:also\s+|now\s+)?(?!not\b|have\b|remain\b|need\b|held\b|determined\b|confirmed\b|announced\b|advised\b|decided\b)[a-z]{2,}",  # "Will look into it"
        r"^\W*To\s+(?![^,.]{3,80},\s+(?:in\b|please\b|call\b|email\b|contact\b|you\b|visit\b|see\b|click\b))(?!(?i:be\s+held|receive|consider|approve|note|confirm|elect|appoint|adopt|resolve|authorise|review|declare|accept|record|agree|sign|ratify|discuss|date|whom)\b)[a-z]{3,}\s",  # "To obtain a quote for it"
        r"^(?:(?!\b(?:is|are|was|were|has|have|had|will|would|said|agreed|asked|needs?|continues?|expected|likely|due|about|going|appears?|seems?)\b)[^.:;]){3,110}?\bto be\s+(?:[a-z]+ly\s+)?(?!determined\b|announced\b|advised\b)[a-z]{2,}(?:ed|en|ght|wn|un|nt|ut|ld|pt|ade|one|et)\b",  # "The hall to be painted"
        rf"{_AGREED}\s+(?:that\s+)?(?!that\b|no\b)[^.;]{{3,90}}?\b(?:would|should|will|is to|are to|was to|were to)\s+(?:now\s+|also\s+)?be\s+(?!able\b|required\b|needed\b|held\b|allowed\b|a\b|an\b|the\b|no\b)[a-z]{{3,}}",  # "It was agreed that a letter would be sent"
        r"^\W*(?:AGREED|Agreed|RESOLVED|Resolved):?\s+to\s+(?!(?:note|accept|approve|adopt|support|receive|defer)\b)[a-z]{3,}",  # "Agreed to return to this"
        r"\b(?:will|would|to)\s+be\s+(?:an?\s+|put\s+on\s+the\s+|added\s+to\s+the\s+|placed\s+on\s+the\s+|included\s+on\s+the\s+|on\s+the\s+)(?:next\s+|[A-Z]\w+\s+)?(?:meeting[’']?s?\s+)?agenda\b",  # "Parking to be an agenda item"
        r"^(?!.*\b(?:if|said|advised|reported|hoped)\b)[A-Z][^.;:]{3,90}?\bwill\s+(?:now\s+|also\s+|then\s+)?be\s+(?:advertised|sought|forwarded|reviewed|circulated|sent|added|discussed|considered|raised|investigated|contacted|invited|arranged|ordered|obtained|asked|updated|published|displayed|checked|chased|notified|informed|drafted|prepared|submitted|written|looked\s+into|followed\s+up|purchased|requested|posted|monitored)\b",  # "The vacancies will be advertised"
        r"^\W*An? (?:new )?(?:action|task|action point|action item) (?:was|is|has been) (?:created|raised|set|added|agreed|recorded|noted|given|assigned|taken)\b[^.;:]{0,40}?\bto\s+[a-z]{3,}",  # "An action was created to review it"
        r"^\W*(?:In addition, |Also, )?(?:It|[Ii]t|[Tt]he (?:committee|board|council|meeting|panel|governors|trustees|group))\s+(?:was\s+)?(?:also\s+|further\s+)?(?:requested|recommended|asked|agreed|suggested and agreed)\s+that\s+[^.;]{3,90}?\b(?:again\s+)?be\s+(?:again\s+)?(?:obtained|sought|sent|written|asked|contacted|approached|invited|arranged|prepared|produced|provided|circulated|drafted|investigated|requested|published|reported|chased|informed|notified|drawn\s+up)\b",  # "It was requested that evidence be obtained"
        r"^[^.:;]{3,110}?\bto be\s+(?:available|ready|complete|in place)\s+(?:by|for|before)\b",  # "A draft to be ready by May"
    )
)
"""Tasks of nobody named, by their form."""
_AGENDA = re.compile(
    r"^\W*(?:\d[\d/.]*\s+)?To\s+(?i:receive|consider|approve|note|confirm|resolve|review|discuss|agree|accept)\b"
)  # "To receive items to be included", the agenda's own words
_ELIDES = re.compile(r"^\W*(?:Will|Needs? to|To)\b")  # a task whose subject is left out: the one named before
_BY_WHOM = re.compile(
    r"\b(?:is|are|was|were|will|would|to)\s+(?:to\s+)?be\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|en|ght|wn|nt|ade|one|ut|pt|ld|et)\s+by\s+(?P<who>(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})"
)
_THEN_WILL = re.compile(
    r"(?:,|;|\s-|\s–|\band\b)\s+(?:and\s+|but\s+)?(?:will|would)\s+(?!be\b|not\b|have\b|need\b|remain\b|continue to be\b)[a-z]{2,}"
)


def of_nobody(reading: Reading, spoken: Spoken) -> Iterator[Undertaking]:
    """Yield tasks whose doer is not their subject, or is left out: "Will look into it", "… to be painted by the Clerk".

    The subject that a clause leaves out is the one named before it in the same passage, else nobody.
    """
    text = spoken.flow.text
    told: tuple[Party, ...] = ()
    listed = spoken.passage.form == "bullet" and spoken.passage.lead_in is None
    for start, end in clauses(text, reading.people):
        words = text[start:end]
        plain = not words.rstrip().endswith(("?", ":"))
        named = _named(spoken, start, end) or _subject(reading, words)
        if plain and (by := _BY_WHOM.search(words)) and (owners := sure_owners(by["who"], reading.people)):
            yield Undertaking(start, end, owners)
        elif plain and any(p.search(words) for p in _ALONE) and not _done(words) and not _AGENDA.match(words):
            yield Undertaking(start, end, told if _ELIDES.match(words) else ())
        elif plain and (start or listed) and is_told(_WHEN.sub("", words)) and len(words.split()) > 3:
            yield Undertaking(start, end, ())
        elif (plain and named and _CAN.match(words) and all(p.person for p in named)) or (
            plain and named and (later := _THEN_WILL.search(words)) and not _supposed(words[: later.start()])
        ):
            yield Undertaking(start, end, named)
        told = named or told


_CAN = re.compile(
    rf"^\W*(?:[A-Z][\w’'.-]*\s+){{1,3}}can\s+(?:also\s+|then\s+)?(?:{'|'.join(sorted(VERBS))})\b"
)  # "Jane can book the hall"
_WHEN = re.compile(r"^(?:If|When|Once)\s[^,.]{3,60},\s+")


def _subject(reading: Reading, words: str) -> tuple[Party, ...]:
    """Return who begins a clause, where it is somebody known here: "Jane has written, and will call"."""
    found = re.match(rf"(?P<who>{subject_pattern(reading.people)})\s+[a-z]", words)
    return sure_owners(found["who"], reading.people) if found else ()


def _supposed(words: str) -> bool:
    return bool(
        re.search(r"\b(?:whether|if|that|which|who|unless|until|when|hoped?|expected|would|will|could|asked)\b", words)
    )


def _done(words: str) -> bool:
    """Say whether words tell what is so or was done, and not what is to do."""
    if (late := _TO_BE.search(words)) and re.match(r"[^.;]{0,80}?\s(?:was|were|is|are|has|had)\s", words[late.end() :]):
        return True
    return bool(re.match(r"\W*Will (?:be )?(?:the|a|an|it|this|that|there|[A-Z])\b", words)) or bool(
        HOPED.search(words)
    )


_TO_BE = re.compile(r"^(?:\W*The)?[^.;]{3,110}?\bto be\b")  # "The balance to be carried over was small" tells what is
HOPED = re.compile(rf"^\W*[Ww]ill\s+(?:{HEDGED})\b")


def _owners(
    reading: Reading, words: str, last: tuple[Party, ...], *, we: tuple[Party, ...]
) -> tuple[Party, ...] | None:
    """Return who is to act by a clause, () where it sets a task for nobody named, None where it sets none.

    `last` is whom a pronoun means, and `we` whom "we" does, where that is not the body.
    """
    if unreal := UNREAL.search(words):
        words = words[: unreal.start()]
    agreed = _agreed(reading.people).search(words)
    if agreed:
        if agreed["nobody"]:
            after = words[agreed.end("task7") :]
            return None if _DECIDES.fullmatch(agreed["task7"]) and not _MATTER.match(after) else ()
        who = agreed["who"]
        return _collective(reading) if who.lower() == "we" else sure_owners(who, reading.people) or last
    for pattern in _patterns(reading.people) if _TO_ACT.search(words) else ():
        for found in pattern.finditer(words):
            at = subject_at(head_of(words, found.start("who")), found["who"])
            if at is None or _told_of(words, found.start("who")):
                continue
            if owners := sure_owners(found["who"][at:], reading.people):
                return None if _decides(reading, found) else () if _is_thanked(found) else owners
    if _WE.search(words):
        return we or _collective(reading)
    if _ought(words) or _MEMBERS_WILL.match(words):
        return _collective(reading)
    body = _BODY_AGREES.search(words)
    if body and not (_DECIDES.fullmatch(body["task"]) and not _MATTER.match(words[body.end() :])):
        return _collective(reading)
    pronoun = _PRONOUN.search(words)
    if pronoun and (meant := _before(reading, words, pronoun.start())):
        return meant
    if pronoun and last:
        return last if len(last) == 1 or pronoun[0].lower().startswith("they") else None
    elided = re.match(r"(?:[^,.;]{0,60}\s)?(?:would|will)\s+" + _VERB, words)
    if elided and words[:1].islower() and last:
        return last
    return None


def _before(reading: Reading, words: str, at: int) -> tuple[Party, ...]:
    """Return who begins a clause that goes on "… said that she would write": the one the pronoun means."""
    found = re.match(
        rf"(?P<who>{subject_pattern(reading.people)})\s+(?:has\s+|had\s+|also\s+)*(?:{SAY}|{AGREE})\s+(?:that\s+)?$",
        words[:at],
    )
    parties = sure_owners(found["who"], reading.people) if found else ()
    return parties if len(parties) == 1 else ()


_BODY_AGREES = re.compile(
    rf"^\W*(?:[Tt]he\s+)?(?:\w+\s+)?(?:{_BODY_NOUN})\s+(?:(?:has|have|also|then)\s+)*agreed to\s+(?P<task>[a-z]{{3,}})\b"
)
_MEMBERS_WILL = re.compile(
    rf"\W*(?:The\s+)?(?:[Ss]upervisors|[Gg]overnors|[Tt]rustees|[Cc]ouncillors|[Dd]irectors|[Oo]fficers|Board|Council|Committee)\s+(?:will|shall|agreed to)\s+(?:also\s+|now\s+|then\s+)?(?:{'|'.join(sorted(VERBS))})\b"
)  # "The governors will check the fence"
_OUGHT = re.compile(
    r"\b[Ww]e\s+(?:should|must|need to|will (?:have|need) to)\s+(?:also\s+|now\s+|explicitly\s+)?(?P<verb>[a-z]+)"
)  # "We should invite her"


_WEIGHING = "accept agree consider decide discuss help hold keep look see support talk"
_WEIGHED = frozenset(_WEIGHING.split())
"""What a body says it must do without setting anybody to it: "We need to discuss it"."""


def _ought(words: str) -> bool:
    """Say whether the body tells itself to do something: "We need to update the page"."""
    found = _OUGHT.search(words)
    return found is not None and found["verb"] not in _WEIGHED and is_told(words[found.start("verb") :])


def _decides(reading: Reading, found: re.Match[str]) -> bool:
    """Say whether the body itself, by its name, agrees to what leaves nobody a task: "The Council agreed to support it"."""
    body = rf"(?:[Tt]he\s+)?(?:{_BODY_NOUN}){'|' + reading.collective if reading.collective else ''}"
    task = found.groupdict().get("task")
    agreed = re.search(r"\bagreed to\b", found[0])
    return bool(task and agreed and _DECIDES.fullmatch(task) and re.fullmatch(body, found["who"]))


def _told_of(words: str, at: int) -> bool:
    """Say whether the doer stands in what is merely asked, supposed or done: "whether JR would", "the letter JR was asked to"."""
    return bool(
        re.search(r"\b(?:whether|if|which|unless|until|when|after|before|how|why|had)\s+(?:the\s+)?$", words[:at])
    )


def _collective(reading: Reading) -> tuple[Party, ...]:
    """Return the body itself, by the noun its name ends with: "Northwold Parish Council" → "Council"."""
    nouns = re.findall(rf"\b(?:{_BODY_NOUN})\b", reading.meeting.body)
    return (Party("We", nouns[-1] if nouns else reading.meeting.body),)


def _named(spoken: Spoken, start: int, end: int) -> tuple[Party, ...]:
    """Return who speaks or is last named in a stretch, for the pronouns that follow."""
    first = max(0, bisect_right(spoken.utterances, start, key=lambda u: u.start) - 1)
    last = bisect_left(spoken.utterances, end, key=lambda u: u.start)
    said = [u.speakers for u in spoken.utterances[first:last] if u.named and u.speakers and u.end > start]
    return said[-1] if said else ()


def passive_promise(words: str) -> bool:
    """Say whether words promise something of nobody named: "an update will be given in June"."""
    return bool(_PASSIVE.search(words))
