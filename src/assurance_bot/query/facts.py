"""What is asked of meetings themselves: who was there, who was in the chair, when and where, who held an office.

It is such a question only where nothing is left of it but its own words, the days, a body, and whom it names; else it is
read as any other. Words that look like a name, and are none that is known, are kept: the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assurance_bot.query.left import Left
from assurance_bot.query.shapes import FactName, Query, Vocabulary
from assurance_bot.query.who import CALLED, read_who
from assurance_bot.query.words import FRAME, GAP, HELD, word_set

_WHO = "\ue000"  # stands for whom a question names
_MEET = r"(?:meetings?|met|meets?|held|sat|sits?|sittings?|t(?:ake|akes|ook|aken|aking) place)"
_CHAIR_WORD = r"(?:chair(?:ed|s|ing|man|woman|person)?|presid(?:e[sd]?|ing))"
_CHAIR = rf"(?<!vice )(?<!vice-)(?<!deputy ){_CHAIR_WORD}"
_THERE = (
    r"(?:attend(?:ed|s|ing|ees?|ance)?|present|turn(?:ed)? up|came|come|t(?:ake|ook) part|been (?:at|to)|go to|went to)"
)
_NOT = r"(?:not|n['’]t)"
_OF_PEOPLE = rf"(?=.*(?:\bwho|\bmeetings?\b|{_WHO}))"
_LISTED = re.compile(
    r"\b(?:all|every|each|list|how (?:often|many|frequently)|times|meetings|ever|most|always|usually|last few)\b",
    re.IGNORECASE,
)  # no single meeting is meant
_PAST = re.compile(r"\b(?:was|were|been|held|served|acted)\b", re.IGNORECASE)
_ASKS_WORDS = re.compile(r"^\W*what (?:did|does|do|will|would|has|have|had|was said|is said)\b", re.IGNORECASE)
_NEXT = re.compile(r"\bnext\b.*\bmeet", re.IGNORECASE)
_HELD_AT = re.compile(
    r"\bmeetings?\b.*\b(?:held|took place|take place)\s+(?:at\s+|in\s+|(?=online\b|virtually\b|remotely\b))(?P<place>.+)",
    re.IGNORECASE,
)  # "which meetings were held at the Town Hall"
_AFTER = re.compile(r"^after\b", re.IGNORECASE)

FACTS: tuple[tuple[FactName, tuple[str, ...], str], ...] = (
    (
        "next",
        (
            rf"(?:when|where|what (?:date|day|time)|dates?|time|venue|place|location)\b.*\bnext\b.*\b{_MEET}",
            rf"(?:when|where)\b.*\b{_MEET} (?:\w+ )*next\b",
            r"^\W*(?:the )?next (?:\S+ ){0,4}meeting",
        ),
        "when and where is the next meeting?",
    ),
    (
        "takeover",
        (
            r"when (?:did|was|has|had)\b.*\b(?:t(?:ake|ook|aken)(?: \w+)? over|becom(?:e|ing)|became|start(?:ed)?"
            r"|beg[ia]n|join(?:ed)?|appointed|arrived?|replaced?|succeed(?:ed)?|changed?|leave|left|retired?"
            r"|step(?:ped)? down|go|hand(?:ed)? over)\b",
            r"who (?:has |had )?(?:replaced|succeeded|took over from|followed|came (?:after|before)|preceded)\b",
            rf"who (?:was|were|had been)\b.*{_WHO}.*\b(?:before|after)\b.*{_WHO}",
            r"since when\b",
            r"how long (?:has|had|was)\b.*\b(?:been|there|in (?:the )?(?:post|office|job))",
            rf"how long (?:has|had|was) .*{_WHO} .*{_WHO}",
        ),
        "when did Jane Roe take over as chief?",
    ),
    (
        "other chair",
        (
            rf"\b{_CHAIR}\b.*\b(?:other than|else|apart from|except|besides)\b",
            rf"{_NOT} {_CHAIR}\b",
            rf"{_NOT} (?:in|take) the chair\b",
        ),
        "which meetings were chaired by somebody other than the commissioner?",
    ),
    (
        "minutes",
        (
            r"who\b.*\b(?:took|takes?|taken|taking|wrote|writes?|written|kept|keeps?|records?|recorded|did)\b.*\b(?:minutes|notes)\b",
            r"who (?:has |had )?minuted\b",
            r"(?:minute|note)s?[- ]?takers?\b",
            r"(?:minuted|(?:minutes|notes) (?:were )?(?:taken )?by)\b",
        ),
        "who took the minutes in May 2024?",
    ),
    ("chair", (rf"\b{_CHAIR}\b",), "who chaired the April meeting?"),
    (
        "apologies",
        (
            r"\bapolog(?:y|ies)\b|^\W*(?:absentees?|absences)\b",
            rf"{_OF_PEOPLE}.*\b(?:absent|absences?|absentees?|miss(?:ed|ing|es)?)\b",
            rf"{_OF_PEOPLE}.*{_NOT}(?: \w+)? (?:there|present|at|in attendance|attend(?:ing)?|come|make)\b",
            rf"\b(?:was|were|did|has) every(?:one|body)\b.*\b(?:{_THERE}|there|at)\b",
            rf"{_OF_PEOPLE}.*\bfail(?:ed|s)? to (?:attend|come)\b",
        ),
        "who sent apologies in February 2024?",
    ),
    (
        "sitting",
        (rf"^\W*(?:when and where|where and when)\b.*\b{_MEET}\b",),
        "when and where was the June meeting held?",
    ),
    (
        "time",
        (
            r"(?:(?:what|which) time|what hour|when)\b.*\b(?:start(?:ed|s|ing)?|beg[iau]n|commenced?)\b",
            rf"what time\b.*\b{_MEET}\b",
            r"\bstart(?:ing)? time\b",
            r"^\W*time (?:of )?(?:the )?meeting\b",
        ),
        "what time did the August meeting start?",
    ),
    (
        "venue",
        (
            rf"^\W*where\b.*\b{_MEET}\b",
            rf"(?:what|which) (?:room|building|venue|place|location)\b.*\b{_MEET}\b",
            r"\b(?:venues?|locations?)\b",
        ),
        "where was the March meeting held?",
    ),
    (
        "marking",
        (
            r"\b(?:markings?|classifications?)\b",
            r"\bprotectively marked\b",
            r"how (?:is|are|was|were)\b.*\bmarked\b",
        ),
        "protective marking of the May 2024 minutes",
    ),
    (
        "last present",
        (
            rf"when\b.*\blast\b.*\b(?:{_THERE}|there|at)\b",
            rf"last meeting (?:that )?{_WHO}.*\b{_THERE}\b",
            rf"last time {_WHO}.*\b(?:{_THERE}|there)\b",
        ),
        "when did Jane Roe last attend?",
    ),
    (
        "present",
        (
            rf"who(?:['’]s)?\b.*\b{_THERE}\b",
            r"who(?:['’]s| (?:was|were|is|has been|had been|else was)) (?:there|at|in)\b",
            rf"(?:which|what) meetings?\b.*\b{_THERE}\b",
            rf"how (?:often|many|frequently)\b.*\b(?:{_THERE}|(?<!were )there|at)\b",
            rf"when (?:did|was|has)\b.*\b{_THERE}\b",
            rf"\bmeetings? (?:that )?{_WHO}.*\b{_THERE}\b",
            r"^\W*(?:attendance|attendees|those present|present)\b",
            r"\battend(?:ance|ees)\W*$",
        ),
        "who attended the 31 July 2024 meeting?",
    ),
    (
        "attendance",
        (
            rf"^\W*(?:did|was|were|has|have|is|had)\b.*\b(?:{_THERE}|there|at|in)\b",
            r"^\W*(?:was|were) (?:the )?(?:\S+ )+meeting\W*$",
        ),
        "was the CFO at the June meeting?",
    ),
    (
        "last meeting",
        (rf"^\W*when\b.*\b(?:last|most recently)\b.*\b{_MEET}\b",),
        "when did the board last meet?",
    ),
    (
        "meetings",
        (
            rf"how (?:often|many times|frequently)\b.*\b{_MEET}\b",
            r"how many (?:\S+ ){0,3}meetings\b",
            rf"^\W*(?:when|(?:on )?(?:what|which) (?:were |are )?(?:the )?(?:date|day)s?)\b.*\b{_MEET}\b",
            r"^\W*(?:(?:list|show|give|which|what)(?: me| us)? )?(?:all )?(?:of )?(?:the )?(?:dates? of )?(?:the )?"
            r"meetings?\b(?!.* who\b)",
        ),
        "how many meetings were there in 2023?",
    ),
    (
        "holder",
        (
            r"^\W*who(?:['’]s| (?:is|was|were|are|has been|have been|had been))\b",
            r"\bname of\b",
            r"^\W*who (?:held|holds|served|serves|acted|acts)\b",
        ),
        "who was the Chief Constable in May 2023?",
    ),
)
"""What may be asked, the first that is found being meant: its name, the patterns of its words, an example."""

_OWN = word_set(
    "absence absences absent absentees acted acting acts after all always apart apologies apology appointed arrive "
    "arrived attend attendance attended attendee attendees attending attends became become been before began begin "
    "begun beside besides came chair chaired chairing chairman chairperson chairs chairwoman change changed chief "
    "classification come commence commenced confirmed date dates day days each else everybody everyone except fail "
    "failed few followed frequently go held hold holds hour job join joined kept last leave left location locations "
    "long marked marking markings meet meeting meetings meets members met minute minuted minutes miss missed misses "
    "missing most name named new next not note notes office often other people person place post preceded present "
    "preside presided presides presiding previous protective protectively received recent record recorded records "
    "replace replaced retire retired room sat security send sends sent served serves since sit sits sitting sittings "
    "start started starting starts step stepped succeed succeeded take taken taker takers takes taking than there "
    "time times took turn turned usually venue venues went write writes written wrote"
)
"""Words of such questions, beside the frame."""
_LONGEST = 250
"""Characters of the longest question about a meeting; the patterns are slow on more."""
_BODY = word_set(
    "assembly assurance board body cabinet commission committee council forum governors group panel team trust"
)
"""What a body may be called for short; where none that is known is called so, it is only a word."""
_PEOPLE: frozenset[FactName] = frozenset(
    {"apologies", "attendance", "chair", "holder", "last present", "other chair", "present", "takeover"}
)
_OF_ONE: frozenset[FactName] = frozenset({"attendance", "holder", "last present", "takeover"})
_OFFICER = CALLED | word_set("constable councillor deputy head inspector lead manager officer sergeant vicar")
_NAME = re.compile(r"(?:[A-Z][\w’'.&/-]*\s*)+")
_COMPILED = tuple((fact, re.compile("|".join(patterns), re.IGNORECASE)) for fact, patterns, _ in FACTS)


def read_fact(words: str, query: Query, vocabulary: Vocabulary) -> Query | None:
    """Return the query for a fact about meetings where `words`, without those for the days, ask one and nothing else."""
    if len(words) > _LONGEST or _ASKS_WORDS.match(words):
        return None
    following = bool(_NEXT.search(query.when))
    if following:  # read as days, where those are known
        words = re.sub(f"{GAP}+", lambda _: f" {query.when} ", words)
        query = replace(query, between=(None, None), when="")
    left = Left(words)
    chairs = re.search(rf"\b{_CHAIR}\b", words, re.IGNORECASE)
    named = read_who(left, _without_chairs(vocabulary, words) if chairs else vocabulary)
    rest = [w for w in left.topic().split() if w.lower().removesuffix("n't") not in _OWN | FRAME]
    body = _body(rest, vocabulary)
    place = _HELD_AT.search(words)
    if place and rest and all(w in place["place"] for w in rest):
        return replace(query, subject="facts", fact="venue", exact=(" ".join(rest),), status="all")
    unknown = " ".join(w for w in rest if w not in body and w.lower() not in _BODY)
    if unknown and not (_NAME.fullmatch(unknown) or unknown.split()[-1].lower() in _OFFICER):
        return None
    people = [*(one.person for one in named if one.person), *filter(None, (unknown,))]
    roles = [one.role for one in named if one.role]
    asked = (
        f for f in _facts(left.text, query) if (f in _PEOPLE or not unknown) and (f not in _OF_ONE or people or roles)
    )
    fact = next(asked, None)
    if fact is None or (following and fact != "next"):
        return None
    return replace(
        query,
        subject="facts",
        fact=fact,
        roles=tuple(dict.fromkeys(roles)),
        people=tuple(dict.fromkeys(people)),
        topic=" ".join(body),
        status="all" if _LISTED.search(words) or (fact == "holder" and _PAST.search(words)) else "any",
    )


def _without_chairs(vocabulary: Vocabulary, words: str) -> Vocabulary:
    """Return the vocabulary without the offices of chair, which words that ask who was in the chair would be taken for.

    One that is more than that stays where it is typed whole: "vice chair".
    """

    def stays(title: str) -> bool:
        bare = re.fullmatch(rf"(?P<rank>.*?)\s*{_CHAIR_WORD}", title.split(" of ", maxsplit=1)[0], re.IGNORECASE)
        return not bare or (bare["rank"].lower() not in ("", "in the") and title.lower() in words.lower())

    return replace(vocabulary, offices={short: title for short, title in vocabulary.offices.items() if stays(title)})


def _facts(left: str, query: Query) -> Iterator[FactName]:
    """Yield the facts that are asked for, in the order of the table."""
    meeting = " at meeting " if re.search(r"\bmeet", query.when, re.IGNORECASE) else " "
    said = re.sub(" +", " ", re.sub(f"{HELD}+", _WHO, re.sub(f"{GAP}+", meeting, left)))
    if _AFTER.match(query.when) and re.search(rf"\b(?:{_MEET})\b", said, re.IGNORECASE):
        yield "next"
    yield from (fact for fact, pattern in _COMPILED if pattern.search(said))


def _body(rest: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return the words that are part of the name of a body that met."""
    names = [name.lower().split() for name in vocabulary.bodies]
    found = [w for w in rest if any(w.lower() in name for name in names)]
    return found if any(all(w.lower() in name for w in found) for name in names) else []
