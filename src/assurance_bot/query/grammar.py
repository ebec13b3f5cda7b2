"""Reads a question, a part after the other; each takes its words out of what is left, and the topic is the rest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from assurance_bot.dates import find_period
from assurance_bot.dates.words import COUNT, MONTH
from assurance_bot.query import words as said
from assurance_bot.query.asked import read_asked, shaped
from assurance_bot.query.facts import read_fact
from assurance_bot.query.handed import Handed, read_handed, read_holder
from assurance_bot.query.left import Left
from assurance_bot.query.marking import in_one_line
from assurance_bot.query.shapes import LONGEST, Query, Subject, Vocabulary, Wanted
from assurance_bot.query.who import Named, read_who
from assurance_bot.query.without import read_without

_QUOTED = re.compile(r"[\"“]([^\"”]{1,200})[\"”]")
_LAST_YEAR = re.compile(r"(?<!\S)(?P<year>(?:19|20)\d\d)\W*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?\b|july?\b|aug|sep|oct|nov|dec)", re.IGNORECASE)
_PURPOSE = re.compile(
    r"(?:for|before|ahead of) the (?:spring|summer|autumn|winter)\b(?!\s+(?:of\s+)?\d)", re.IGNORECASE
)  # "enough officers for the winter" asks about no days
_NO_DAY = re.compile(
    r"(?:\b(?:on|before|after|by|since|until|from)\s+)?"
    r"(?:\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d\b|\b(?:30|31)(?:st|th)?\s+(?:of\s+)?feb(?:ruary)?\b(?:\s+\d{4})?)",
    re.IGNORECASE,
)  # what is written as a day and was not read as one: no calendar has it
_WHILE = re.compile(
    r"\b(?:when|while|whilst) (?:he|she|they) (?:was|were|is|are) "
    r"(?:in the chair|chairing|acting|there|present|absent|away)\b",
    re.IGNORECASE,
)  # no query holds this, so the answer says that it was not used
_BARE_MONTH = re.compile(rf"(?<!\S)(?<!\d )(?P<month>{MONTH})\.? ['’]?(?P<year>\d\d)(?=\W*$)", re.IGNORECASE)
"""A month and the year in short at the end, nothing before them: "vetting Nov 24"."""
_OF_DAYS = re.compile(
    r"\b(?:actions?(?: points?)?|tasks?|decisions?|questions?|minutes|notes|papers|commitments?|promises|figures?|points"
    r"|items)"
    r"(?: (?:arising|set|agreed|given|asked|made|taken))?\W+$",
    re.IGNORECASE,
)
"""What comes of the days that "from" names, and is not asked for ever since: "actions from the March meeting"."""
_SINCE_THEN = re.compile(r"\W*(?:on|onwards?|to date|to now|until now)\b", re.IGNORECASE)
_AS_AT = re.compile(r"(?:as )?(?:at|of|on)\b", re.IGNORECASE)
"""What makes a day past one on which actions stood so: "open on 30 April 2023", "overdue as at 1 May"."""
_FROM = re.compile(r"from (?:the )?", re.IGNORECASE)
_STANDS_OUT = re.compile(
    r"\b(?!(?:actions?|tasks?|items?|points?|ones|things?|matters?|promises|commitments|undertakings|requests?|anything|everything|"
    r"something|nothing|whats)\b)[a-z]{4,}s (?P<word>outstanding)\b",
    re.IGNORECASE,
)
"""What is left of something counted, and no status of actions: "vetting renewals outstanding"."""
_LETTER = re.compile(r"[^\W_]")
_ACTIONS = re.compile(r"\b(?:actions?|tasks?|to-?dos?)\b", re.IGNORECASE)
_ON = re.compile(rf"\bdue (?=\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH})", re.IGNORECASE)
_AMPERSAND = re.compile(r"(?<=\w) & (?=\w)")  # "stop & search"; "A&E" stays
_OLDER = re.compile(
    rf"(?:(?:that |which )?(?:are |is )?(?:older|more) than|over) (?P<number>{COUNT}) (?P<unit>weeks?|months?|years?)"
    r"(?: old)?(?!\w)",
    re.IGNORECASE,
)  # "actions older than a year"
_LATE = re.compile(r"\b(?:overdue|late)\b", re.IGNORECASE)
COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_LATE_BY = re.compile(
    rf"(?:by )?(?:more than|over|at least) (?P<number>\d{{1,3}}|{'|'.join(COUNTS)}) (?P<unit>days?|weeks?|months?|years?)"
    r"(?= (?:overdue|late)\b|\W|$)",
    re.IGNORECASE,
)  # "overdue by more than 90 days"
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_BEFORE_END = re.compile(r"\bbefore the end of\b", re.IGNORECASE)  # the last day counts
_WITHIN = re.compile(
    rf"\bdue (?:(?:with)?in (?:the )?(?:(?:next|coming) )?(?P<number>{COUNT}) (?P<unit>days?|weeks?|fortnights?|months?)\b"
    r"(?:[’']? time\b|[’'](?= |$))?|(?P<bare>\d{1,3})(?: days?\b|(?=\W*\Z|\s+(?!(?:of |the )?"
    + MONTH
    + r"|[ap]m\b)[A-Za-z])))",
    re.IGNORECASE,
)

T = TypeVar("T")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_SUBJECTS = tuple((kind, _compiled(pattern)) for kind, pattern in said.SUBJECTS)
_STATUSES = tuple((status, _compiled(pattern)) for status, pattern in said.STATUSES)


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
    text = _days_ahead(_AMPERSAND.sub(" and ", in_one_line(words)[:LONGEST]))
    typed = text
    if subject == "actions" and not _ACTIONS.search(text):
        text = f"actions {text}"  # so that what is said of actions is read as in a question
    if subject is None and (fact := _asked_of_meetings(text, vocabulary, today=today, meetings=meetings)):
        return fact
    left = Left(text)
    if summary := said.SUMMARISE.match(left.text):
        left.take(summary)
    out = read_without(left, vocabulary, today=today)
    quoted = tuple(filter(None, (left.take(m).strip('"“” ') for m in _QUOTED.finditer(left.text))))
    asked = read_asked(left)
    late = _read_lateness(left)
    handed, query = _read_days(left, vocabulary, today=today, meetings=meetings)
    unused = tuple(left.take(found).strip() for found in [*_NO_DAY.finditer(left.text), *_WHILE.finditer(left.text)])
    named = [*read_holder(left, vocabulary, today=today), *read_who(left, vocabulary)]
    told = any(pattern.search(left.text) for _, pattern in _STATUSES)
    query = shaped(_read_subject(left, query, given=subject), asked, told=told)
    query = replace(query, choice=replace(query.choice, late_by=late)) if query.status == "overdue" else query
    query = replace(query, implied=query.implied and not _STILL.search(text))
    query = _as_at(_ahead(query, today=today, meetings=meetings), today=today)
    query = _with_who(query, named, text)
    if query.subject == "actions":
        query = replace(query, body=_body(left, vocabulary))
    topic = " ".join(filter(None, (*quoted, _about_actions(left) if query.subject == "actions" else left.topic())))
    exact = tuple(phrase for phrase in quoted if _LETTER.search(phrase))
    also = tuple(_also(topic, vocabulary))
    query = replace(query, unread=(*query.unread, *unused, *out.unread, *(handed.unread if handed else ())))
    read = replace(query, topic=topic, also=also, exact=exact, without=out.words, besides=out.whom)
    return replace(read, unread=(typed[:80],)) if typed and (read.empty or not _LETTER.search(typed)) else read


def _read_lateness(left: Left) -> int:
    """Take out by how much actions are to be overdue, and return the days: "overdue by more than 90 days"."""
    found = _LATE_BY.search(left.text) if _LATE.search(left.text) else None
    if found is None:
        return 0
    left.take(found)
    unit = found["unit"].lower().rstrip("s")
    return COUNTS.get(found["number"].lower(), 0) * _UNITS[unit] or int(found["number"]) * _UNITS[unit]


def _about_actions(left: Left) -> str:
    """Return the topic of a list of actions without the words before "about" that are none: "the full log"."""
    mark = said.TOPIC_MARK.search(left.text)
    after = left.text[mark.end() :].lower() if mark else ""
    words = left.topic().split()
    kept = [word for word in words if word.lower() not in said.ACTION_FRAME or word.lower() in after]
    return left.topic() if len(kept) == len(words) else " ".join(kept)


def _days_ahead(text: str) -> str:
    """Return a text with the days on which actions fall due told as a period: "due in 14 days", "due 14", "due 3 May"."""
    text = _BEFORE_END.sub("by the end of", _ON.sub("due on ", text))
    return _WITHIN.sub(_ahead_of, text)


def _ahead_of(match: re.Match[str]) -> str:
    number, unit = match["number"] or match["bare"], (match["unit"] or "days").lower()
    if number.lower() in ("a", "an", "one"):
        number, unit = (
            ("14", "days") if unit.startswith("fortnight") else ("7", "days") if unit == "week" else ("one", unit)
        )
    return f"due in the next {number} {unit}"


def _body(left: Left, vocabulary: Vocabulary) -> str:
    """Take the name of a body or a series out of what is left, where the minutes are of more than one; return it."""
    if len(vocabulary.bodies) < 2:
        return ""
    for name in sorted(filter(None, vocabulary.bodies), key=len, reverse=True):
        led = "" if " " in name else "(?:in|of|at|from|for|by) "
        if found := re.search(
            rf"(?<!\w)(?:(?:in|of|at|from|for|by) )?{led}(?:the |our )?{re.escape(name)}(?!\w)",
            left.text,
            re.IGNORECASE,
        ):
            left.take(found)
            return name
    return ""


def asks(word: str) -> bool:
    """Say whether a word asks for a kind of record or a status, whatever the minutes hold."""
    return any(pattern.fullmatch(word) for _, pattern in (*_SUBJECTS, *_STATUSES))


def asks_summary(words: str) -> bool:
    """Say whether a summary is asked for, which is answered with quotes all the same."""
    return bool(said.SUMMARISE.match(in_one_line(words)[:LONGEST]))


def _asked_of_meetings(
    text: str, vocabulary: Vocabulary, *, today: dt.date, meetings: Sequence[dt.date]
) -> Query | None:
    """Return the query where a fact about meetings is all that is asked; nothing in quotation marks is one."""
    left = Left(text)
    _, query = _read_days(left, vocabulary, today=today, meetings=meetings)
    return None if _QUOTED.search(text) else read_fact(left.text, query, vocabulary)


def _read_days(
    left: Left, vocabulary: Vocabulary, *, today: dt.date, meetings: Sequence[dt.date]
) -> tuple[Handed | None, Query]:
    """Take the days out of what is left: those told by an office's holders, else by the calendar."""
    handed = read_handed(left, vocabulary, today=today)
    if handed and handed.when:
        return handed, Query(between=handed.between, when=handed.when)
    return handed, _read_period(left, vocabulary, today=today, meetings=meetings)


def _read_period(left: Left, vocabulary: Vocabulary, *, today: dt.date, meetings: Sequence[dt.date]) -> Query:
    """Read the days; a year at the end stands for all of it ("CC vetting 2024").

    A day on which actions are to have stood so stays as it is; `answer` looks at the actions on it.
    """
    if (older := _OLDER.search(left.text)) and _ACTIONS.search(left.text) and not _LATE.search(left.text):
        ago = find_period(f"in the last {older['number']} {older['unit']}", today=today)
        if ago is not None and ago.start:
            when = left.take(older).strip()
            return Query(between=(None, ago.start - dt.timedelta(1)), when=when)
    if bare := _BARE_MONTH.search(left.text):
        month = find_period(f"in {bare['month']} 20{bare['year']}", today=today)
        if month is not None and month.start and month.start <= today:
            left.cut(*bare.span())
            return Query(between=(month.start, month.end), when=f"in {bare['month']} 20{bare['year']}")
    found = find_period(left.text, today=today, meetings=meetings, quarters=vocabulary.quarters)
    if found is not None and found.start and not found.end and (begun := _FROM.match(left.text[found.start_index :])):
        said = left.text[found.start_index + begun.end() : found.end_index].strip()
        of_those = _OF_DAYS.search(left.text[: found.start_index])
        inside = find_period(f"in {said}", today=today, meetings=meetings, quarters=vocabulary.quarters)
        if of_those and inside and inside.end and not _SINCE_THEN.match(left.text[found.end_index :]):
            left_words = left.text[found.start_index : found.end_index].strip()
            left.cut(found.start_index, found.end_index)
            return Query(between=(inside.start, inside.end), when=left_words)
    if found is not None and (found.start or found.end) and not _PURPOSE.match(left.text[found.start_index :]):
        when = left.text[found.start_index : found.end_index].strip()
        left.cut(found.start_index, found.end_index)
        return Query(between=(found.start, found.end), when=when)
    if year := _LAST_YEAR.search(left.text):
        left.cut(*year.span("year"))
        number = int(year["year"])
        return Query(between=(dt.date(number, 1, 1), dt.date(number, 12, 31)), when=f"in {number}")
    return Query()


def _ahead(query: Query, *, today: dt.date, meetings: Sequence[dt.date]) -> Query:
    """Return the query with its month, where no year is said and things fall due in it, in the year that is nearer."""
    last = query.between[1]
    if (
        query.status != "due"
        or last is None
        or last >= today
        or not _MONTH.search(query.when)
        or _YEAR.search(query.when)
    ):
        return query
    later = find_period(query.when, today=last + dt.timedelta(days=400), meetings=meetings)
    if later is None or later.end is None or abs(later.end - today) > today - last:
        return query
    return replace(query, between=(later.start, later.end))


def _as_at(query: Query, *, today: dt.date) -> Query:
    """Return the query for how actions stood on a day that is past, where they are to have been open or overdue on it."""
    start, end = query.between
    stood = query.subject == "actions" and query.status in ("open", "overdue", "reported") and not query.choice.by
    if stood and start and start == end and end < today and _AS_AT.match(query.when):
        return replace(query, between=(None, None), as_at=end)
    return query


def _read_subject(left: Left, query: Query, *, given: Subject | None) -> Query:
    """Read kind and status. A status alone asks for actions ("what is overdue?"), and so do "overdue commitments"."""
    whether = said.WHETHER.match(left.text)
    kinds, statuses = _found(left.text, _SUBJECTS), _found(left.text, _STATUSES)
    end = _topic_begins(left.text, [*kinds, *statuses], given=given is not None)
    last = said.STANDS.search(left.text) or whether
    kinds = [k for k in kinds if k[1].end() <= end and not (whether and k[0] == "figures")]
    statuses = [s for s in statuses if s[1].end() <= end or (last and s[1].end() == last.end("status"))]
    if not _ACTIONS.search(left.text) and (counted := _STANDS_OUT.search(left.text)):
        statuses = [s for s in statuses if s[1].span() != counted.span("word")]
    status: Wanted = next((name for name, _ in statuses), "any")
    asks = status not in ("any", "all")
    kind: Subject = next((kind for kind, _ in kinds), "actions" if asks or whether else "said")
    subject = given or kind
    if subject == "commitments" and asks and not whether:
        subject = "actions"
    if subject == "actions" and (whether or status == "any"):
        status = "all" if whether or query.when else "open"
    for _, match in (*kinds, *statuses):
        left.take(match)
    if whether and subject == "actions":
        left.cut(*whether.span("status"))
    unread = tuple(m[0] for name, m in statuses if subject != "actions" and name != "all")
    return replace(query, subject=subject, status=status if subject == "actions" else "any", unread=unread)


def _found(text: str, table: Sequence[tuple[T, re.Pattern[str]]]) -> list[tuple[T, re.Match[str]]]:
    return [(name, match) for name, pattern in table for match in pattern.finditer(text)]


def _topic_begins(text: str, found: Sequence[tuple[str, re.Match[str]]], *, given: bool) -> int:
    """Return where the words begin that say only what it is about: the first "on" after what asks for something."""
    asks = min((match.end() for _, match in found), default=len(text))
    marks = (m.start() for m in said.TOPIC_MARK.finditer(text) if given or m.start() >= asks)
    return next(marks, len(text))


def _with_who(query: Query, named: Sequence[Named], text: str) -> Query:
    """Return the query with those it names; what was said *to* somebody is not looked for among what they said."""
    unread = query.unread
    asker: tuple[str, ...] = ()
    if query.subject == "questions" and any(one.told for one in named):
        asker = tuple(filter(None, (one.role or one.person for one in named if not one.told)))
    if query.subject == "actions":
        named = [one for one in named if not _creditor(one, text)]
    if query.subject not in ("questions", "actions", "decisions"):
        speaking = [one for one in named if not one.told]
        unread += tuple(f"to {text[o.start : o.end]}" for o in named if o.told)
        named = speaking
    roles = (one.role for one in named if one.role)
    people = (one.person for one in named if one.person)
    query = replace(query, asker=asker, unread=unread)
    return replace(query, roles=tuple(dict.fromkeys(roles)), people=tuple(dict.fromkeys(people)))


def _creditor(one: Named, text: str) -> bool:
    """Say whether it is to this one that something is owed."""
    return one.told and bool(_OWED_TO.search(text[: one.start]))


_STILL = re.compile(r"\b(?:still|yet|ow(?:e[sd]?|ing)|left|remain\w*|to do|now|current\w*|live)\b", re.IGNORECASE)
"""Words by which only what is not done is meant, though no status is said: "what does the CC still owe"."""
_OWED_TO = re.compile(r"\bow(?:e[sd]?|ing)\s+(?:to\s+)?(?:the\s+)?$", re.IGNORECASE)  # "what does the CC owe the PCC"


def _also(topic: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the topic with an acronym spelt out, or put in for its phrase, for each there is in it."""
    typed = _letters(topic)
    for short, expansion in sorted(vocabulary.acronyms.items()):
        if _letters(short) not in typed and _letters(expansion) not in typed:
            continue
        acronym = rf"(?<![\w&]){re.escape(short)}(?:'?s)?(?![\w&])"
        written = re.search(acronym, topic, re.IGNORECASE if len(short) > 2 else 0)
        phrase = re.search(_as_typed(expansion), topic, re.IGNORECASE)
        for found, other in ((written, expansion), (phrase, short)):
            if found and not (written and phrase):
                yield f"{topic[: found.start()]}{other}{topic[found.end() :]}"


@lru_cache(maxsize=4096)
def _letters(words: str) -> str:
    return "".join(_LETTER.findall(words)).lower()


def _as_typed(phrase: str) -> str:
    """Return the pattern of a phrase as people type it: any apostrophe or none, any dash or space."""
    words = re.findall(r"[^\W_]+", re.sub(r"[’'‘`]", "", phrase))
    return r"(?<!\w)" + r"[\s\-–]+".join("['’]?".join(map(re.escape, word)) + "['’]?" for word in words) + r"(?!\w)"
