"""Questions and what came of them: the replies recorded, whether they answer, and the same question asked again.

Whether an answer is enough is for people to judge; what is told here is only what its words show: that somebody will
write, does not have the figure, answers in part. The words are always given.
"""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal

from assurance_bot.document import Quote, fold
from assurance_bot.prose import IN_WRITING
from assurance_bot.records import Action, Extract, Meeting, Question, Record, Statement
from assurance_bot.trail.wording import likeness, of_words, words_of

Answered = Literal["answered", "partly", "deferred", "none", "unclear"]

LIKE = 0.65  # from this share of the words of the shorter one (0 to 1), two questions are the same
LIKE_AGAIN = 0.45  # and from this one where the later says that it is asked again
ENOUGH = 0.3  # from this score a statement is taken for the reply to a written question

ROWS: tuple[tuple[Answered, str, str], ...] = (
    ("deferred", r"\b(?:did|do|does)\s+not\s+have\s+(?:(?:the|that|those|any|an?)\s+)?(?:\w+\s+)?(?:figures?|numbers?|data|details?|information|answer|breakdown)\b", "did not have the figures"),
    ("deferred", r"\b(?:will|would|to|could)\s+(?:write|respond in writing|reply in writing)\b(?=\s+(?:to\s+(?:him|her|them|the|you|us|all|(?:all )?(?:other )?(?:members|councillors|governors|trustees))\b|back|separately|direct(?:ly)?|again)|[.,;]|$)|\boutside (?:of )?the meeting\b|\b(?:will|would|to)\s+be\s+(?:\w+\s+){1,4}in\s+writing\b", "offered to write to him"),
    ("deferred", r"\b(?:report|come|get|bring\s+\w+|go)\s+back\b(?!\s+to\s+work)|\bbe\s+(?:reported|brought|fed)\s+back\b|\btake\s+(?:it|that|this|them)\s+away\b|\bfollow\s+(?:it|that|this)\s+up\b|\bfind\s+out\b|\blook\s+into\s+(?:it|that|this)\b", "asked to come back to it"),
    ("deferred", r"\basked\s+for\s+(?:more\s+)?time\b|\b(?:have|has|had)\s+to\s+wait\b|\bcould\s+say\s+until\b|\bleft\s+(?:for|over|until|to)\b|\bin\s+due\s+course\b|\bpreferred\s+to\s+answer\b", "asked for time"),
    ("deferred", r"\b(?:deferred|postponed|parked|held\s+over)\b(?!\s+sentence)|\bto\s+be\s+(?:provided|circulated|answered)\b|\banswer\b.{0,30}\b(?:later|next\s+meeting|another\s+time)\b", "deferred to the next meeting"),
    ("none", r"\bwould\s+rather\s+(?:not|give)\b|\bdid\s+not\s+know\b|\bcould\s+not\s+say\b|\bdeclined\b|\bnot\s+(?:able|in\s+a\s+position)\s+to\s+(?:say|answer|comment)\b|\bno\s+answer\b|\b(?:asked|raised)\s+before\b", "would rather not quote a number"),
    ("none", r"\b(?:was|is)\s+(?:a\s+matter\s+)?for\s+(?:the\s+)?(?!(?:the\s+)?force\b)(?:\w+\s+){0,2}(?:authority|council|government|department|others)\b", "this was for the highways authority"),
    ("partly", r"\bwould\s+consider\b|\bnot\s+(?:sure|certain|aware)\b|\bcould\s+not\s+(?:prove|be\s+sure)\b|\bmistrusted\b|\btoo\s+(?:soon|early)\s+to\b|\bbelieved\s+so\b|\bin\s+part\b|\bpartly\b", "would consider a bid"),
    ("partly", r"\bonly\s+(?:some|part|\w+\s+of)\b|\bstill\s+being\b|\bunder\s?way\b|\b(?:were|was|is|are)\s+continuing\b|\bsome\s+\w+\s+did\s+not\b|\bbeing\s+put\s+together\b|\bhoped\b|\bproposed\b", "talks were continuing"),
)  # fmt: skip
_TABLE = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern, _ in ROWS)
_WRITES = (
    r"\b(?:will|would|to|could|agreed to) (?:write|reply|respond)(?: (?:in writing|back|direct|directly|separately))?"
)
_LEFT = re.compile(
    r"\band\b.{0,30}\b(?:left|deferred|held over|put off|to be answered)\b|\bdeferred to\b", re.IGNORECASE
)  # "… and the question was left for the next meeting"
_AGAIN = re.compile(
    r"\b(?:asked again|again asked|once more|repeat(?:s|ed)|for the (?!first)\w+ time|not for the first time)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"[,;]?\s+(?:but|although|though|however)\b", re.IGNORECASE)
_REGRETS = re.compile(
    r"\b(?:sorry|apologi\w+|regret\w*|underst(?:ood|ands?)|thank\w*|appreciat\w+|hop(?:ed|es?)|sympath\w+|question|asked|would|wished|wanted|tried)\b",
    re.IGNORECASE,
)  # "he was sorry": it tells nothing
_CUES = (
    (re.compile(r"\b(?:how (?:many|much|long|old)|what (?:share|proportion|cost|number|is the \w+ \w* ?(?:time|cost|average))|at what cost)\b", re.IGNORECASE), re.compile(r"\d")),
    (re.compile(r"\bwhen\b", re.IGNORECASE), re.compile(r"\b(?:before|by|until|from|after|in) (?:the )?\w+|\d", re.IGNORECASE)),
    (re.compile(r"\bwhy\b", re.IGNORECASE), re.compile(r"\b(?:because|explained|put it down|owing|due to|pointed to|since)\b", re.IGNORECASE)),
)  # fmt: skip
_ASKS = re.compile(
    r"\b(?:how\s+\w+|who|what|which|why|when|where|(?P<yes>whether|if|is|are|was|were|has|have|do|does|did|can|could|will|would))\b",
    re.IGNORECASE,
)
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth")
_ASKING = words_of(
    "asked ask question questioned whether repeated repeat again once more time first put force much many less most than why"
    " because told given"
)


@dataclass(frozen=True, slots=True)
class Replied:
    """A question with the statements that reply to it and how they answer; `deciding` are the words that show which.

    `answered` is "none" where no reply is recorded, or the reply gives none; "unclear" where it was put in writing with
    others, and which of the replies that follow (all given here) is meant for it the words do not show.
    """

    question: Question
    meeting: str
    date: dt.date | None
    answered: Answered
    replies: tuple[Statement, ...]
    deciding: Quote | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """One question asked in several meetings of a body, in order of day, each time with what came of it."""

    body: str
    times: tuple[Replied, ...]


def replied(extract: Extract) -> list[Replied]:
    """Return the questions of a meeting in order, each with what came of it."""
    said = {r.id: r for r in extract.records if isinstance(r, Statement)}
    asked = [r for r in extract.records if isinstance(r, Question)]
    written = _to_written(asked, list(said.values()))
    taken = {s.id for given in written.values() for s in given} | {
        r for q in asked if not _listed(q) for r in q.replies
    }
    found = []
    for question in asked:
        own = tuple(said[r] for r in question.replies if r in said)
        if _answered_in_turn(question, asked):
            found.append(_replied(extract.meeting, question, own))
        elif question.id not in written and _listed(question) and _among_others(question, asked):
            after = _after(question, said.values())
            given = tuple(s for s in after if s.id not in taken)
            answered: Answered = "unclear" if after else "none"  # what answers another may answer this one too
            found.append(Replied(question, extract.meeting.id, extract.meeting.date, answered, given, None))
        else:
            found.append(_replied(extract.meeting, question, written.get(question.id) or own))
    tasks = [r for r in extract.records if isinstance(r, Action)]
    return [_put_off(one, asked, tasks) if one.answered == "none" and not one.replies else one for one in found]


def _put_off(one: Replied, asked: Sequence[Question], tasks: Sequence[Action]) -> Replied:
    """Return a question without a reply as deferred, where what follows it is no more than that somebody will write.

    Such words are an action of whoever will, and so no statement.
    """
    question = one.question
    following = (r for r in (*asked, *tasks) if r.item == question.item and _begins(r) > _begins(question))
    after = min(following, key=_begins, default=None)
    if not isinstance(after, Action) or after.passage > question.passage + 1:
        return one
    if "deferred" not in _kinds(after.text) and not _writes_back(question, after.text):
        return one
    return replace(one, answered="deferred", deciding=after.quote)


def _begins(record: Record) -> int:
    return record.quote.spans[0].start


def _after(question: Question, said: Iterable[Statement]) -> list[Statement]:
    """Return what is said after a question in its item, and does not challenge."""
    return [s for s in said if s.item == question.item and s.passage > question.passage and s.nature != "challenge"]


def _among_others(question: Question, asked: Sequence[Question]) -> bool:
    """Say whether a question was put in writing together with others, so that what follows may answer any of them."""
    return sum(_listed(q) and q.item == question.item for q in asked) > 1


def _listed(question: Question) -> bool:
    """Say whether a written question stands by itself, and not in a sentence that tells of it and after which its reply is."""
    return question.written and not IN_WRITING.search(question.text)


def _answered_in_turn(question: Question, asked: Sequence[Question]) -> bool:
    """Say whether each of several written questions has its reply below it, before the next."""
    group = [q for q in asked if _listed(q) and q.item == question.item]
    return (
        _listed(question)
        and len(group) > 1
        and any(len({*a.replies} & {*b.replies}) == 0 and a.replies for a, b in pairwise(group))
    )


def _replied(meeting: Meeting, question: Question, given: tuple[Statement, ...]) -> Replied:
    words = [s.quote for s in given[:2]]
    if not given and not question.written and _LEFT.search(question.text):
        return Replied(question, meeting.id, meeting.date, "deferred", (), question.quote)
    verdicts = [
        ("partly" if kind == "none" and _tells_some(quote.text) else kind, quote)
        for quote in words
        for kind in (*_kinds(quote.text), *(["deferred"] if _writes_back(question, quote.text) else []))
    ]
    answered: Answered = "answered" if given else "none"
    deciding = given[0].quote if given else None
    for wanted in ("deferred", "none", "partly"):
        quote = next((q for kind, q in verdicts if kind == wanted and (wanted == "deferred" or q is words[0])), None)
        if quote is not None:
            answered, deciding = wanted, quote
            break
    return Replied(question, meeting.id, meeting.date, answered, given, deciding)


def _writes_back(question: Question, words: str) -> bool:
    """Say whether words promise to write to the one who asked: "he would write to Cllr Finch"."""
    asker = question.asker
    called = (asker.person or "").split() if asker else []
    initials = "".join(word[0] for word in called) if len(called) > 1 else ""
    names = [n for n in (asker.role, asker.written, *called[-1:], initials) if n] if asker else []
    return any(
        re.search(rf"{_WRITES} to (?:[\w.]+ ){{0,3}}?{re.escape(name)}\b", words, re.IGNORECASE) for name in names
    )


def _tells_some(words: str) -> bool:
    """Say whether words tell something before they say what is not known: "a clerk did, but she did not know how often"."""
    head = _BUT.split(words, maxsplit=1)
    return len(head) > 1 and not _REGRETS.search(head[0]) and not any(_kinds(head[0]))


def _kinds(words: str) -> Iterator[Answered]:
    for kind, pattern in _TABLE:
        if pattern.search(words):
            yield kind


def _to_written(asked: Sequence[Question], said: Sequence[Statement]) -> dict[str, tuple[Statement, ...]]:
    """Return the reply to each question put in writing: the statement after it in its item that fits it best."""
    groups: dict[int | None, list[Question]] = defaultdict(list)
    for question in asked:
        if _listed(question):
            groups[question.item].append(question)
    found: dict[str, tuple[Statement, ...]] = {}
    for questions in groups.values():
        given = _after(max(questions, key=lambda q: q.passage), said)
        scored = [(_fit(q, i, s), -i, -j, q, s) for i, q in enumerate(questions) for j, s in enumerate(given)]
        used: set[str] = set()
        for fit, _, _, question, statement in sorted(scored, key=lambda x: x[:3], reverse=True):
            if fit >= ENOUGH and question.id not in found and statement.id not in used:
                found[question.id] = (statement,)
                used.add(statement.id)
    return found


def _fit(question: Question, nth: int, statement: Statement) -> float:
    """Return how well a statement fits as the reply to the nth written question: by words, and by what it asks for."""
    cue = any(asks.search(question.text) and gives.search(statement.text) for asks, gives in _CUES)
    named = nth < len(_NTH) and re.search(rf"\b{_NTH[nth]} question\b", statement.text, re.IGNORECASE)
    shared = likeness(words_of(question.text) - _ASKING, words_of(statement.text))
    return shared + (0.15 if cue else 0) + (0.1 if _speaks(question, statement) else 0) + (1 if named else 0)


def _speaks(question: Question, statement: Statement) -> bool:
    """Say whether the one asked is the one who speaks."""
    asked = question.asked_of
    return asked is not None and asked.label in {p.label for p in statement.speakers}


def repeated(extracts: Iterable[Extract]) -> list[Repeated]:
    """Return the questions that were asked in more than one meeting, by body, in order of the first time."""
    bodies: dict[str, list[Extract]] = defaultdict(list)
    for extract in extracts:
        if extract.meeting.date:
            bodies[fold(extract.meeting.body).casefold()].append(extract)
    found: list[Repeated] = []
    for body in sorted(bodies):
        held = sorted(bodies[body], key=lambda e: (e.meeting.date or dt.date.min, e.meeting.id))
        found += _repeated(held)
    return found


def _repeated(held: Sequence[Extract]) -> Iterator[Repeated]:
    chains = _Chains()
    for extract in held:
        for one in replied(extract):
            chains.add(one)
    body = held[0].meeting.body
    yield from (Repeated(body, tuple(times)) for times in chains.all if len({r.meeting for r in times}) > 1)


@lru_cache(maxsize=65_536)
def asks(words: str) -> str:
    """Return what a question asks for: "how many", "who", "whether" (a yes or no), "" where that is not plain."""
    found = _ASKS.search(words)
    return "" if found is None else "whether" if found["yes"] else " ".join(found[0].lower().split())


class _Chains:
    """The questions of a body so far, in chains of those that ask the same; what is like a new one is found by its words.

    A body asks thousands over the years, and nearly all of them share no word with the new one.
    """

    def __init__(self) -> None:
        self.all: list[list[Replied]] = []
        self._asks: list[set[str]] = []  # what each chain asks for
        self._words: list[frozenset[str]] = []  # of each question, in the order added
        self._chain: list[int] = []  # of each question, the place of its chain
        self._holding: defaultdict[str, list[int]] = defaultdict(list)  # by word, the questions that hold it

    def add(self, one: Replied) -> None:
        """Add a question to the chain of the one most like it that was asked in an earlier meeting, or begin one."""
        words = words_of(one.question.text) - _ASKING
        place = self._most_like(one, words)
        if place is None:
            place = len(self.all)
            self.all.append([])
            self._asks.append(set())
        for word in words:
            self._holding[word].append(len(self._words))
        self._words.append(words)
        self._chain.append(place)
        self.all[place].append(one)
        self._asks[place].add(asks(one.question.text))

    def _most_like(self, one: Replied, words: frozenset[str]) -> int | None:
        again = _AGAIN.search(one.question.text) is not None
        shared = Counter(chain.from_iterable(self._holding.get(word, ()) for word in words))
        like: dict[int, float] = {}
        for number, count in shared.items():
            place = self._chain[number]
            like[place] = max(like.get(place, 0.0), of_words(count, len(words), len(self._words[number])))
        scored = [
            (share, -place)
            for place, share in like.items()
            if again or (self.all[place][-1].meeting != one.meeting and asks(one.question.text) in self._asks[place])
        ]
        best = max(scored, default=None)
        return -best[1] if best and best[0] >= (LIKE_AGAIN if again else LIKE) else None
