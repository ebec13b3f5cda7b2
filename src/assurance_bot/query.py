"""A person's words to a `Query`, by a small grammar of tokens.

    question  = { period | status | subject | who | topic | frame }
    period    = any span of days that `dates.find_period` reads      "in January 2019", "since 2020"
    status    = open | overdue | late | due | closed | all           "overdue actions", "what is outstanding"
    subject   = what kind of record is wanted                        "commit to", "promised", "asked", "decided", "said"
    who       = an office by abbreviation, title or short form, or a person by name or surname
                                                                     "CC", "the chief", "chief constable", "Ann Roe", "Roe"
    topic     = words in quotes, acronyms, and whatever is left      "on IVM", "about digital forensics"
    frame     = words that only hold the question together           "what did the … about"

The longest form wins; what a person typed is never a pattern, so nothing in it is special.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assurance_bot.dates import find_period
from assurance_bot.document import fold

Subject = Literal["commitments", "assurances", "challenges", "actions", "questions", "decisions", "figures", "said"]
Wanted = Literal["any", "open", "overdue", "due", "closed", "all"]

LONGEST = 2000
"""The characters of a question that are read; the rest is left out, and said to be."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of us.

    `subject` is the kind of record; `roles` and `people` who must have said, asked or owe it (any of them); `topic` the
    words it must be about and `also` what they stand for ("integrated victim management" for "IVM"); `between` the days,
    inclusive, None where open, `when` the words for them; `status` of actions; `unread` the words that could not be used.
    """

    subject: Subject = "said"
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topic: str = ""
    also: tuple[str, ...] = ()
    between: tuple[dt.date | None, dt.date | None] = (None, None)
    when: str = ""
    status: Wanted = "any"
    unread: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was asked that could be looked for."""
        told = self.roles or self.people or self.topic or self.when
        return not told and self.subject == "said" and self.status == "any"


@dataclass(frozen=True)
class Vocabulary:
    """What the minutes know: offices by abbreviation with their titles, names of people, acronyms with expansions."""

    offices: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    acronyms: Mapping[str, str] = field(default_factory=dict)


_SUBJECTS: tuple[tuple[Subject, str], ...] = (
    ("actions", r"actions?(?: points?| items?)?|tasks?|to-?dos?|owes?|owed"),  # "open actions"
    ("commitments", r"commit(?:s|ted|ments?|ting)?(?: to)?|promis(?:e[sd]?|ing)|pledge[sd]?|undert(?:ake[sn]?|ook|akings?)|agree to do"
     r"|(?:say|said) (?:he|she|they|it) (?:would|will)(?: do)?|going to do"),  # "commit to"
    ("assurances", r"(?:re)?assur(?:ed?|ances?|es|ing)"),  # "what assurance"
    ("challenges", r"challeng(?:ed?|es|ing)|criticised?|concerns? (?:raised|expressed)"),  # "challenges"
    ("questions", r"questions?|ask(?:s|ed|ing)?|quer(?:y|ies|ied)"),  # "what did the PCC ask"
    ("decisions", r"decisions?|decid(?:ed?|es)|agreed?|resolv(?:ed?|es)|resolutions?|approv(?:ed?|als?)"),  # "what was decided"
    ("figures", r"how many|how much|what (?:number|percentage|proportion)|figures?|statistics|numbers? (?:of|for|on)"),
    ("said", r"sa(?:y|id|ys)|told|tell|mention(?:ed|s)?|report(?:ed|s)?|respon[ds]e?d?|repl(?:y|ied)|explain(?:ed)?|talk(?:ed)? about|discuss(?:ed|ion)?"),
)  # fmt: skip
_STATUSES: tuple[tuple[Wanted, str], ...] = (
    ("overdue", r"overdue|late|past (?:their|its) due date|slipped"),
    ("open", r"open|outstanding|not (?:yet )?(?:done|closed|complete[d]?)|unfinished|still to do"),
    ("closed", r"closed|complete[d]?|done|finished"),
    ("due", r"due(?: soon)?|coming up"),
    ("all", r"all"),
)
_FRAME = frozenset(
    (
        "a", "about", "above", "an", "and", "any", "anyone", "anything", "are", "around", "as", "at", "be", "been", "being", "by", "can", "concerning",
        "could", "did", "do", "does", "ever", "everything", "for", "from", "get", "give", "had", "has", "have", "he", "her", "his", "how", "i", "in",
        "is", "it", "list", "me", "meeting", "meetings", "minutes", "of", "on", "or", "our", "over", "please", "put", "re", "regarding", "she", "should",
        "show", "so", "some", "that", "the", "their", "them", "there", "they", "this", "to", "up", "us", "was", "we", "were", "what", "whats",
        "when", "where", "which", "who", "whom", "whose", "will", "with", "would", "you", "find", "made", "make", "given", "gave", "been", "his", "s",
    )
)  # fmt: skip
_QUOTED = re.compile(r"[\"“]([^\"”]{1,200})[\"”]")
_WORD = re.compile(r"[A-Za-z0-9£&][\w&’'./%-]*[\w%&]|[A-Za-z0-9&£]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on the (?:subject|topic) of)\b", re.IGNORECASE)


def parse_query(
    words: str,
    *,
    vocabulary: Vocabulary,
    today: dt.date,
    meetings: Sequence[dt.date] = (),
    subject: Subject | None = None,
) -> Query:
    """Return what `words` ask. `subject` is given where the command already says it ("actions …").

    Nothing that is typed raises: what cannot be used is in `unread`.
    """
    text = fold(_CONTROL.sub(" ", words))[:LONGEST]
    left = _Left(text)
    quoted = [left.take(m) for m in _QUOTED.finditer(text)]
    query = Query(subject=subject or "said")
    query = _read_period(left, query, today=today, meetings=meetings)
    query = _read_who(left, query, vocabulary)
    query = _read_subject(left, query, given=subject)
    topic = " ".join([*(q.strip('"“” ') for q in quoted), *left.topic()])
    also = tuple(dict.fromkeys(_also(topic, vocabulary)))
    unread = () if re.search(r"[A-Za-z0-9]", text) or not text else (text[:80],)
    return replace(query, topic=topic, also=also, unread=unread)


class _Left:
    """The words of a question not yet understood; taking some leaves a gap that nothing reads across."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, found: re.Match[str]) -> str:
        self.cut(found.start(), found.end())
        return found[0]

    def cut(self, start: int, end: int) -> None:
        self.text = f"{self.text[:start]}{chr(31) * (end - start)}{self.text[end:]}"

    def topic(self) -> list[str]:
        """Return what is left without the frame, acronyms kept even where they spell a word of it ("IT", "US")."""
        found = [m[0].strip(".’'") for m in _WORD.finditer(self.text)]
        return [
            w
            for w in found
            if w and (w.lower() not in _FRAME or (w.isupper() and len(w) > 1 and not self.text.isupper()))
        ]


def _read_period(left: _Left, query: Query, *, today: dt.date, meetings: Sequence[dt.date]) -> Query:
    found = find_period(left.text, today=today, meetings=meetings)
    if found is None or (found.start is None and found.end is None):
        return query
    when = left.text[found.start_index : found.end_index].strip()
    left.cut(found.start_index, found.end_index)
    return replace(query, between=(found.start, found.end), when=when)


def _read_subject(left: _Left, query: Query, *, given: Subject | None) -> Query:
    """Read kind and status. A status alone asks for actions: "what is overdue?"."""
    status: Wanted = "any"
    for name, pattern in _STATUSES:
        if found := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", left.text, re.IGNORECASE):
            status = name
            left.take(found)
            break
    subject = given
    for kind, pattern in _SUBJECTS:
        for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", left.text, re.IGNORECASE):
            if subject is None:
                subject = kind
            if subject == kind or kind == "said":
                left.take(found)
    if subject is None and status not in ("any", "all"):
        subject = "actions"
    if subject == "actions" and status == "any":
        status = "open"
    return replace(query, subject=subject or "said", status=status if subject == "actions" else "any")


def _read_who(left: _Left, query: Query, vocabulary: Vocabulary) -> Query:
    """Read offices and people, the longest forms first; a name after "about" is a topic, not a speaker."""
    roles: list[str] = []
    people: list[str] = []
    about = _ABOUT.search(left.text)
    for form, role, person in _forms(vocabulary):
        exact = form.isupper() and len(form) <= 3
        pattern = rf"(?<![\w/]){re.escape(form)}(?:['’]s)?(?![\w/])"
        for found in re.finditer(pattern, left.text, 0 if exact and form.lower() in _FRAME else re.IGNORECASE):
            if about and found.start() > about.start() and not _owner_place(left.text, found.start()):
                continue
            left.take(found)
            (roles if role else people).append(role or person)
    return replace(query, roles=tuple(dict.fromkeys(roles)), people=tuple(dict.fromkeys(people)))


def _owner_place(text: str, at: int) -> bool:
    """Say whether what stands at `at` follows "by" or "for": "questions about vetting for the CC"."""
    return bool(re.search(r"\b(?:by|for|from|to)\s+(?:the\s+)?$", text[:at], re.IGNORECASE))


def _forms(vocabulary: Vocabulary) -> list[tuple[str, str, str]]:
    """Return (form, office or "", person or ""), longest form first."""
    forms: dict[str, tuple[str, str]] = {}
    for short, title in vocabulary.offices.items():
        for form in (short, title):
            forms.setdefault(form.lower(), (form, short))
    for form, short in short_forms(vocabulary.offices).items():
        forms.setdefault(form, (form, short))
    found = [(form, role, "") for form, role in forms.values() if len(form) > 1]
    surnames: dict[str, set[str]] = {}
    for name in vocabulary.people:
        surnames.setdefault(name.split()[-1], set()).add(name)
    for name in vocabulary.people:
        found.append((name, "", name))
        last = name.split()[-1]
        if len(surnames[last]) == 1 and len(last) > 2:
            found.append((last, "", name))
    return sorted(found, key=lambda f: (-len(f[0]), f))


def short_forms(offices: Mapping[str, str]) -> dict[str, str]:
    """Return what offices are called for short: "chief" for the Chief Constable, "commissioner" for the PCC.

    Of the titles that begin or end with a word, the one meant is that which other titles are built on ("Deputy Chief
    Constable", "Assistant Chief Constable"); where none is, or two are as much, the short form is nobody's.
    """
    titles = {short: title.lower() for short, title in offices.items()}
    words = (
        {w for t in titles.values() for w in (t.split()[0], t.split()[-1])}
        - _FRAME
        - {
            "officer",
            "deputy",
            "assistant",
            "temporary",
            "acting",
            "policy",
            "of",
        }
    )
    found: dict[str, str] = {}
    for word in sorted(words):
        built = {
            short: sum(title != other and title in other for other in titles.values())
            for short, title in titles.items()
            if word in (title.split()[0], title.split()[-1])
        }
        best = max(built.values())
        holders = [short for short, count in built.items() if count == best]
        if len(holders) == 1 and (best > 0 or len(built) == 1):
            found[word] = holders[0]
    return found


def _also(topic: str, vocabulary: Vocabulary) -> Iterable[str]:
    """Yield what acronyms of the topic stand for, and the acronyms of its phrases."""
    low = f" {topic.lower()} "
    words = set(re.findall(r"[a-z0-9&/]+", low))
    for short, expansion in sorted(vocabulary.acronyms.items()):
        if short.lower() in words and (short in topic or len(short) > 2):
            yield expansion
        elif f" {expansion.lower()} " in low:
            yield short
