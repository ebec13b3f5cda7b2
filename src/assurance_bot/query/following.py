"""A turn of a conversation, understood against the query of the turn before: that query, changed part by part.

    turn      = joined | referring | fragment | otherwise it stands on its own, and `follow` returns None
    joined    = ("and" | "what about" | "only" | "but" | …) parts            "and the DCC?", "what about 2023?", "only decisions"
    referring = a question with "it", "those", "he", … for what it is about  "which of those are open?", "what did she say on that?"
    fragment  = one part alone, or one with a period                         "since 2020?", "DCC in 2023", "custody"
    parts     = { who | period | shift | kind | status | topic | without | wider }
    shift     = a period told by that of the turn before                     "a year later", "and before that?"
    wider     = a part no more asked for                                     "ever", "by anybody", "who else?"

A part that is given takes the place of what it was; after "only" and in "in …" a topic narrows the one before. A turn
stands on its own where it is a whole sentence with its own subject and topic, and where two of its parts are a kind and
whom, what or when it is about ("open actions for the CC"). FORMS has what is said in ready-made words. What is said of
the order of findings ("the first one") is not understood, and stands in `unread`.
"""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from assurance_bot.dates.words import MONTH
from assurance_bot.document import fold
from assurance_bot.query import words as said
from assurance_bot.query.grammar import parse_query
from assurance_bot.query.shapes import LONGEST, Query, Vocabulary
from assurance_bot.query.shifting import shifted

Form = Literal["anew", "rest", "more", "answers", "same", ""]

FORMS: tuple[tuple[Form, str, str], ...] = (
    ("anew", r"(?:(?:start|begin) (?:again|over|anew|afresh)|(?:a )?new (?:question|topic|subject|search)|new|reset|clear|forget (?:that|it|all that)|never ?mind|something else|different (?:question|topic))", "new question"),
    ("rest", r"(?:(?:show|list|see|give|print|read)(?: me| us)? )?(?:(?:all )?(?:of )?the (?:rest|others|remaining(?: ones)?|remainder|other ones)|all of (?:them|it|those)|them all|everything else|(?<=show )(?:all|everything)|(?<=list )(?:all|everything)|(?<=me )(?:all|everything)|what(?:['’]?s| is| are) (?:left|the rest)|all \d+(?: of (?:them|those))?)", "show the rest"),
    ("more", r"(?:(?:show|list|see|give|print|read)(?: me| us)? )?(?:(?:some |any )?more(?: of (?:them|those|these))?(?: results| findings)?|(?:the )?next (?:ones?|page|few|\d+)|further ones?)|go on|carry on|continue|next|keep going|(?:any(?:thing|body)?|what|is there any(?:thing)?|are there any) (?:else|more|others)|any others", "more"),
    ("answers", r"(?:(?:and )?(?:what|which) (?:was|were|is|are) )?(?:the|their|his|her|its|any|those|these) (?:answers?|repl(?:y|ies)|responses?)(?: (?:to (?:it|that|those|them|these|this)|given|they (?:got|gave)))?|(?:what|how) (?:did|was|were) (?:(?:he|she|they|it|that|those|these) )?(?:be )?(?:answer(?:ed)?|repl(?:y|ied)|respon(?:d|ded)|the (?:answers?|repl(?:y|ies)|responses?))(?: (?:to )?(?:that|it|those|them))?|(?:was|were|is|are) there (?:(?:any|an?|some) )?(?:answers?|repl(?:y|ies)|responses?)|did (?:he|she|they|anybody|anyone) (?:ever )?(?:answer|reply|respond)|who (?:answered|replied|responded)|(?:was|were|is|are|did) (?:it|that|they|those|these|any(?: of (?:them|those))?) (?:ever |get |got |been )*(?:answered|replied to|responded to)|(?:and )?answers?|(?:what|which) answers? (?:was|were|did (?:he|she|they)) (?:given|give|get)", "and what was the answer?"),
    ("same", r"(?:which|what) (?:(?:ones?|about (?:it|that|them|those|this)|of (?:them|those|these)|are (?:they|those|these)|were (?:they|those|these)|(?:was|is) (?:it|that))(?: (?:exactly|then))?|exactly)|which|when(?:['’]?s| is| are| was| were| will) (?:it|that|they|those|these|this)(?: (?:be|all))? (?:due|said|set|given|raised|asked|decided|agreed|promised)|when (?:was|were|is|are) (?:it|that|they|those|these|this)|when (?:did|does|do) (?:he|she|they|it|that) (?:say|promise|ask|decide|happen)(?: (?:it|that|so|this|those))?|who (?:said|asked|decided|promised|owns|owes|set|raised|agreed|gave) (?:it|that|them|those|these|this|so)|who(?:['’]?s| is| are| was) (?:it|that|they|responsible|the owners?|owner)(?: (?:for|of) (?:it|that|them|those))?|where (?:is|was|does|did) (?:it|that|this)(?: (?:say|said|stand|written|minuted|recorded|come from|say (?:it|that|so)))*|how many(?: (?:are|were) (?:there|they)| of (?:them|those)| is that| in all)?|(?:show|list|tell|give|quote|read)(?: me| us)? (?:them|it|those|these|that)(?: (?:all|again))?|again|what did (?:he|she|they|it) (?:say|promise)(?: exactly)?|by wh(?:om?|en)|(?:on |at |in )?(?:what|which) (?:date|day|meeting|page)(?: (?:was|is) (?:it|that))?|how (?:late|overdue|old|long overdue) (?:is|are|was|were) (?:it|that|they|those|these)|who asked|(?:from|to|for) whom|whose|due when|when|who|where", "which ones?"),
)  # fmt: skip
"""What is said in ready-made words: a form, a pattern of the whole turn, an example."""

_TABLE = tuple(
    (form, re.compile(rf"(?:and |but |so |ok(?:ay)?,? |then |now )*(?:{pattern})", re.IGNORECASE))
    for form, pattern, _ in FORMS
)
_POLITE = re.compile(
    r"^(?:(?:please|pls|ok(?:ay)?|right|thanks?(?: you)?|so)\b[\s,.!]*)+|(?:[\s,.!?]|\b(?:please|pls|then|thanks|thank you|instead)(?=[\s,.!?]*$))+$",
    re.IGNORECASE,
)
_NEW = re.compile(r"^(?:new(?: question)?|start (?:again|over)|reset)\s*[:–—-]\s*(?P<rest>\S.*)$", re.IGNORECASE)

_JOINED = re.compile(
    r"(?:(?:and|but(?!\s+(?:not|without)\b)|or(?!\s+not\b)|also|then|now|plus|yes|no|sorry|actually|rather|i (?:mean|meant)|let(?:['’]?s| us| me) (?:look at|see|try|do|have)|ok(?:ay)?|so|hm+|what about|how about|what of|(?:the )?same (?:question |again )?(?:for|with|on|about)"
    r"|instead(?: of that)?|(?:just|only)(?: (?:show|list|give)(?: me| us)?)?|(?:show|list|give)(?: me| us)? (?:just|only)|narrow(?: (?:it|that|them))?(?: down)? to|make (?:it|that)|try|for)\b[\s,]*)+",
    re.IGNORECASE,
)  # "and what about"
_ONLY = re.compile(r"\b(?:just|only|narrow)\b|\bof (?:those|these|them)\b", re.IGNORECASE)
_INSIDE = re.compile(r"^(?:in|at|within|near|around|for those (?:in|at))\s", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?:what|which|who|whose|whom|when|where|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|list|show|find|give|tell|get)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:it|its|these|those|them|they|ones?|(?:on|about|to|of|with|by|over|after|for|at|in|from|do|say|said|was|is) that"
    r"|this(?! (?:day|week|month|quarter|year|financial|calendar|morning|spring|summer|autumn|winter|meeting)\b)"
    r"|that(?=\s*[?.!]*$)|there(?=\s*[?.!]*$)|same)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|they|his|him|her|hers|their|theirs)\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\b(?:is|was) it (?:that|true|the case)\b|\bany of those\b(?= who)", re.IGNORECASE
)  # "is it true that"
_REFERENCES = re.compile(
    rf"\b(?:of\s+)?(?:the\s+)?(?:{_THING.pattern}|{_PERSON.pattern})|\b(?:else|just|only|please|instead)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"(?:did|does|do|has|have|had|is|are|was|were|will|would)\b", re.IGNORECASE)  # "did the CC?"
_TAKEN_OUT = re.compile(
    r"^(?:please |and |now )*(?:remove|leave out|drop|ignore|omit|skip|take out|without)\s+", re.IGNORECASE
)
_NEWS = re.compile(r"\bany (?:updates?|news|progress|developments?)\b", re.IGNORECASE)  # "any update on that?"
_SAME_DAYS = re.compile(
    r"\b(?:in|at|from|during|for) (?:the )?same (?:month|year|week|quarter|period|meeting|days?)\b", re.IGNORECASE
)
_VERB_THAT = re.compile(r"\b(was|is|do|say|said) that\b", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|latest|newest|oldest|older|newer|top|(?:more|most) recent) (?:ones?|two|three|few)\b",
    re.IGNORECASE,
)  # "just the first one" is not understood, and is no topic
_LEANING = re.compile(r"(?:which|(?:are|is|were|was) any|any)\b", re.IGNORECASE)
_WIDER: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("when", re.compile(r"\b(?:ever(?! since)|at any time|(?:in|at|over|from) (?:all|any|every) (?:the |of the )?(?:meetings?|times?|years?)|whenever|of all time|all time)\b", re.IGNORECASE), "and ever?"),
    ("who", re.compile(r"\b(?:(?:by|from|for|of|to) )?(?:any(?:body|one)|every(?:body|one)|whoever|who(?= else))(?:['’]s)?(?: else)?\b", re.IGNORECASE), "and by anybody?"),
    ("topic", re.compile(r"\b(?:(?:on|about) )?(?:any(?:thing)?|every(?:thing)?|all|whatever)(?: topics?| subjects?)(?: at all)?\b|\b(?:on|about) (?:any|every)thing(?: at all)?\b", re.IGNORECASE), "on any topic"),
)  # fmt: skip
_KINDS = {kind: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) for kind, pattern in said.SUBJECTS}
_STATUS = re.compile(
    r"(?<!\w)(?:" + "|".join(p for name, p in said.STATUSES if name != "all") + r")(?!\w)", re.IGNORECASE
)
_ALL = re.compile(r"\ball\b(?!\s+(?:meetings|times?|years)\b)", re.IGNORECASE)
_OLDEST = re.compile(r"\b(?:oldest|earliest|by age)\b", re.IGNORECASE)  # of a list of actions its order
_SET = re.compile(
    r"\W*(?:set|given|raised|placed)\s+(?:at|in|on|during|since|between|by|before|after|last|this|over)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    rf"\W*(?:including|include|with|plus|as well as|along with|not (?:just|only)) (?:the )?(?:{'|'.join(p for name, p in said.STATUSES if name in ('open', 'closed'))})"
    r"(?: (?:ones|actions))?(?: too| as well)?\W*$",
    re.IGNORECASE,
)
"""Whatever their status: "including the closed ones"."""
_REPORTED = re.compile(r"\W*(?:the )?reported(?: on)?\W*", re.IGNORECASE)
"""After a list of actions: of which days they are to be, and those that were told of and not closed."""
_MONTH_ALONE = re.compile(rf"\W*(?:in |for )?(?P<month>{MONTH})\W*$", re.IGNORECASE)
"""A month and no year, after days: it is of the year of those."""
MOST = 5
"""How many words a bare topic may have."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a turn gives of its own: the query it makes alone, and which of its parts were said."""

    own: Query
    kind: bool
    status: bool
    shift: bool
    wider: tuple[str, ...]

    @property
    def who(self) -> bool:
        return bool(self.own.roles or self.own.people)

    @property
    def when(self) -> bool:
        return bool(self.own.when) or self.shift

    @property
    def nothing(self) -> bool:
        own = self.own
        said_so = self.kind or self.status or self.who or self.when or self.wider or _further(own) or own.unread
        return not (said_so or own.topic or own.without or own.besides)


def form_of(words: str) -> Form:
    """Return which of the ready-made forms a turn is, "" where it is none."""
    core = _core(words)
    return next((form for form, pattern in _TABLE if pattern.fullmatch(core)), "")


def starts_anew(words: str) -> str | None:
    """Return what is asked after a word that starts anew ("new: …"), "" where nothing is; None where there is no such word."""
    if new := _NEW.match(fold(words)[:LONGEST]):
        return new["rest"]
    return "" if form_of(words) == "anew" else None


def follow(
    before: Query, words: str, *, vocabulary: Vocabulary, today: dt.date, meetings: Sequence[dt.date] = ()
) -> Query | None:
    """Return the query before as a turn changes it; None where the turn stands on its own, or nothing was asked before.

    Nothing that is typed raises: what cannot be used is in `unread`.
    """
    if before.empty or before.subject == "none":
        return None
    form, text = form_of(words), fold(words)[:LONGEST]
    if form == "anew":
        return None
    if form in ("rest", "more", "same"):
        return replace(_due_asked(before, text), unread=())
    if form == "answers":
        return replace(before, subject="questions", status="any", unread=())
    text = _TAKEN_OUT.sub("except ", _NEWS.sub("said", text))
    core = _core(text)
    if joined := _JOINED.match(core):
        core = core[joined.end() :]
    parts = _parts(before, core if joined else text, vocabulary=vocabulary, today=today, meetings=meetings)
    if not _follows(before, parts, core=core, text=text, joined=bool(joined)):
        return None
    narrow = bool(_ONLY.search(text)) or bool(joined and _INSIDE.match(core))
    return _changed(before, parts, narrow=narrow)


def _core(words: str) -> str:
    """Return a turn without courtesies and the marks at its end."""
    return _POLITE.sub("", fold(words)[:LONGEST]).strip()


def _due_asked(before: Query, text: str) -> Query:
    """Return the query, of actions where it is asked when "it" is due."""
    if before.subject != "actions" and re.search(r"\bdue\b", text, re.IGNORECASE):
        return replace(before, subject="actions", status="all")
    return before


def _parts(before: Query, core: str, *, vocabulary: Vocabulary, today: dt.date, meetings: Sequence[dt.date]) -> _Parts:
    """Read what a turn gives of its own, pronouns and the like left out."""
    wider = tuple(name for name, pattern, _ in _WIDER if pattern.search(core))
    left = core
    for _, pattern, _ in _WIDER:
        left = pattern.sub(" ", left)
    moved, left = shifted(before.between, left, meetings=meetings)
    placed = tuple(m[0] for m in _PLACED.finditer(left))
    for pattern, other in ((_PLACED, " "), (_SAME_DAYS, " "), (_VERB_THAT, r"\1"), (_REFERENCES, " ")):
        left = pattern.sub(other, left)
    days_set = before.subject == "actions" and bool(_SET.match(left))
    left = f"actions {left}" if days_set else left
    if (month := _MONTH_ALONE.match(left)) and before.between[1]:
        left = f"in {month['month']} {before.between[1].year}"
    own = parse_query(left, vocabulary=vocabulary, today=today, meetings=meetings)
    if before.subject == "actions" and _REPORTED.fullmatch(left):
        own = Query("actions", status="reported")
    if own.empty:
        own = replace(own, unread=())
    own = replace(own, unread=(*own.unread, *placed))
    shift = moved is not None and not own.when
    if moved is not None and not own.when:
        own = replace(own, between=moved.between, when=moved.when, unread=(*own.unread, *moved.unread))
    own = _by_first_name(own, vocabulary)
    if before.subject == "actions" and own.subject == "said" and own.shape == "history" and _OLDEST.search(left):
        own = replace(own, shape="found", choice=replace(own.choice, order="oldest"))
    if before.subject == "actions" and _INCLUDING.match(left):
        own = replace(Query("actions", status="all"), unread=placed)
    heard = re.split(said.TOPIC_MARK, left)[0]
    if own.subject == "said" and before.subject == "actions" and _ALL.search(heard) and not own.topic:
        own = replace(own, subject="actions", status="all")
    kind = own.subject not in ("said", "actions") or bool(_KINDS[own.subject].search(heard))
    status = own.subject == "actions" and (not kind or bool(_STATUS.search(heard) or _ALL.search(heard)))
    return _Parts(own, kind and not days_set, status and not days_set, shift, wider)


def _by_first_name(own: Query, vocabulary: Vocabulary) -> Query:
    """Return what a turn asks, its one word read as the first name of a person where it is one person's."""
    if own.roles or own.people or " " in own.topic or len(own.topic) < 3:
        return own
    called = [name for name in vocabulary.people if own.topic.casefold() in name.casefold().split()[:-1]]
    return replace(own, people=(called[0],), topic="", also=()) if len(called) == 1 else own


def _follows(before: Query, parts: _Parts, *, core: str, text: str, joined: bool) -> bool:
    """Say whether a turn leans on the one before; see the grammar at the top."""
    own = parts.own
    sentence = bool(_SENTENCE.match(core))
    if _of_that_meeting(before, parts) or _same_of_another(before, parts):
        return True
    if joined:
        whole = sentence and bool(own.topic) and (parts.kind or parts.status or parts.who)
        return not whole and not parts.nothing
    if parts.wider and not (parts.kind or own.topic):
        return True
    if not _EXPLETIVE.search(text):
        if _PERSON.search(text) and not parts.who and (before.roles or before.people):
            return True
        if _THING.search(text) and not own.topic:
            return True
    if _AUXILIARY.match(core) and parts.who and not (parts.kind or own.topic):
        return True
    if sentence and not (_LEANING.match(core) and not parts.kind and not own.topic):
        return False
    about = bool(own.topic) or parts.who or parts.when
    if (parts.kind and (about or parts.status)) or (parts.who and own.topic):
        return False
    return not parts.nothing and len(own.topic.split()) <= MOST


def _of_that_meeting(before: Query, parts: _Parts) -> bool:
    """Say whether a fact of a meeting is asked, and none is named, after a turn about one: "who chaired?"."""
    start, end = before.between
    one = start and end and (end - start).days <= MONTH_LONG
    return bool(one and parts.own.fact in _OF_ONE_MEETING and not parts.when and parts.own.status != "all")


MONTH_LONG = 31
"""The days of the longest period that stands for one meeting."""
_OF_ONE_MEETING = said.word_set("present apologies chair minutes venue time sitting marking")


def _same_of_another(before: Query, parts: _Parts) -> bool:
    """Say whether the same is asked of another, on nothing: "what did the CC ask?" after what the DCC asked on a topic."""
    own = parts.own
    same = own.subject == before.subject and own.subject in _OF_SPEAKERS and own.shape == before.shape
    bare = not (own.topic or parts.when or parts.wider or own.without or own.besides)
    return bool(same and parts.kind and bare and parts.who and before.topic and (before.roles or before.people))


_OF_SPEAKERS = said.word_set("questions commitments assurances challenges")


def _changed(before: Query, parts: _Parts, *, narrow: bool) -> Query:
    """Return the query before with the parts of a turn in their places."""
    own, query = parts.own, replace(before, unread=parts.own.unread)
    if own.fact and not parts.when:
        return replace(own, between=before.between, when=before.when)
    for name in parts.wider:
        query = replace(query, **_NOTHING[name])
    if parts.who:
        query = _with_who(query, own, other=parts.kind and own.subject != "questions")
    if own.when:
        query = replace(query, between=own.between, when=own.when)
    if own.topic:
        query = (
            _narrowed(query, own)
            if narrow and query.topic
            else replace(query, topic=own.topic, also=own.also, exact=own.exact)
        )
    query = replace(
        query,
        without=tuple(dict.fromkeys((*query.without, *own.without))),
        besides=tuple(dict.fromkeys((*query.besides, *own.besides))),
    )
    return replace(_of_kind(query, parts), **_further(own))


def _further(own: Query) -> dict[str, Any]:
    """Return the fields of a query that no rule here is about, where a turn gives them."""
    unset = Query()
    names = (f.name for f in fields(Query) if f.name not in _RULED)
    return {name: getattr(own, name) for name in names if getattr(own, name) != getattr(unset, name)}


_RULED = said.word_set("subject roles people topic also exact between when status unread without besides")
_NOTHING: dict[str, dict[str, Any]] = {
    "when": {"between": (None, None), "when": ""},
    "who": {"roles": (), "people": ()},
    "topic": {"topic": "", "also": (), "exact": ()},
}


def _with_who(query: Query, own: Query, *, other: bool) -> Query:
    """Return the query of whom a turn names; of a question from one to another, it is the other that changes.

    `other`: the turn asks for something else than questions.
    """
    pair, new = query.roles, own.roles
    asked = query.subject == "questions" and len(pair) == 2 and not query.people
    if asked and not other and len(new) == 1 and not own.people:
        return replace(query, roles=pair if new[0] in pair else (pair[0], new[0]))
    return replace(query, roles=new, people=own.people, asker=own.asker)


def _narrowed(query: Query, own: Query) -> Query:
    also = [f"{each} {own.topic}" for each in query.also] + [f"{query.topic} {each}" for each in own.also]
    return replace(query, topic=f"{query.topic} {own.topic}", also=tuple(also), exact=(*query.exact, *own.exact))


def _of_kind(query: Query, parts: _Parts) -> Query:
    """Return the query for another kind or status, where the turn says one; actions are the open ones unless days are."""
    own = parts.own
    if parts.status:
        if query.status == "due" != own.status and not parts.when:  # the days were those to come
            query = replace(query, **_NOTHING["when"])
        return replace(query, subject="actions", status=own.status, implied=own.implied)
    if not parts.kind:
        return query
    if own.subject != "actions":
        return replace(query, subject=own.subject, status="any")
    if query.subject == "actions":
        return query
    return replace(query, subject="actions", status="all" if query.when else "open")
