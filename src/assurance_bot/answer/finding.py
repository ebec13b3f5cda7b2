"""Finds what answers a query: records by kind, people, days and topic; actions by their trails, as they stand on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from assurance_bot.answer import changes, histories
from assurance_bot.answer.choosing import chosen, left_over, unknown_references
from assurance_bot.answer.examples import examples
from assurance_bot.answer.facts import facts, located
from assurance_bot.answer.factwords import of_facts
from assurance_bot.answer.histories import Finder, Shaped
from assurance_bot.answer.known import Generation, known, searched_days, tracked
from assurance_bot.answer.relevance import OF_BEST, Relevant, best_of, relevant, untold, weighed
from assurance_bot.answer.replying import outcome, repliers
from assurance_bot.answer.searching import NEAR, Search, led, parts_of
from assurance_bot.answer.shapes import KIND_OF, NATURE_OF, Answer, Finding, Searched
from assurance_bot.answer.spelling import mended, told
from assurance_bot.answer.tasks import CLOSE, by_heading_alone, handed_over, of_other_status, standing, tasks
from assurance_bot.answer.tasks import actions as listed_actions
from assurance_bot.answer.wording import NO_MINUTES, QUOTED, nothing, summary, understood, unused, would_work
from assurance_bot.errors import NotFoundError
from assurance_bot.query import LONGEST, Query, Subject, acting, asks_summary, outside, parse_query
from assurance_bot.records import ENDED, Action, AnyRecord, Question, Statement
from assurance_bot.store import Kind


def ask(generation: Generation, words: str, *, today: dt.date) -> Answer:
    """Return the answer to a question in a person's words; `today` is the day it is asked on."""
    if outside(words):
        return answered(generation, Query("none"), words, today=today)
    if named := _by_id(generation, words, today):
        return named
    read, slips = mended(generation, words[:LONGEST])
    query = _parsed(generation, read if slips else words, today)
    return answered(generation, query, words, today=today, notes=told(slips))


_ID = re.compile(r"(?<![\w-])[A-Z]-[A-Z2-7]{10}(?![\w-])", re.IGNORECASE)


def _by_id(generation: Generation, words: str, today: dt.date) -> Answer | None:
    """Return the records whose ids, as answers show them, stand in a question; None where none does."""
    found: list[AnyRecord] = []
    for match in _ID.finditer(words[:LONGEST]):
        with suppress(NotFoundError):
            found += generation.register.records([match[0].upper()])
    if not found:
        return None
    actions_alone = all(isinstance(record, Action) for record in found)
    topic = ", ".join(dict.fromkeys(record.id for record in found))
    query = Query("actions" if actions_alone else "said", topic=topic, status="all" if actions_alone else "any")
    search = Search(generation, query, today)
    return _answer(search, words, standing(search, found))


def answered(generation: Generation, query: Query, words: str, *, today: dt.date, notes: Sequence[str] = ()) -> Answer:
    """Return the answer to a query that `words` were read as; `notes` are said with it."""
    search = Search(generation, query, query.as_at or today)
    if query.subject == "none":
        return _answer(search, words, ())
    if query.empty:
        return _answer(search, words, (), notes=(nothing(query), *_offered(search)))
    find = _FIND.get(query.subject, _of_kind)
    if query.shape != "found":
        return _shaped(words, _SHAPE[query.shape](search, find), notes=notes)
    found, beside, title = find(search)
    if not found and (strange := _strange(search)):
        topic = query.topic.split()
        bare = query.subject == "said" and not (search.who or query.when) and 2 * len(topic) > len(words.split())
        if bare and 2 * len(strange) > len(topic):  # nothing asks anything, and the words are none of the minutes'
            search = replace(search, query=replace(query, unread=(*query.unread, query.topic)))
        else:
            notes = (*notes, f"{NO_MINUTES} {' or '.join(f'“{word}”' for word in strange)}.")
    offered = _offered(search) if search.query.unread and not found else []
    if (
        not found
        and query.subject == "actions"
        and query.status == "open"
        and query.implied
        and (whole := _whatever(search))
    ):
        return _answer(whole, words, _FIND["actions"](whole)[0], notes=(*notes, NONE_OPEN))
    if not found and not beside and query.subject == "actions":
        beside, title, told = of_other_status(search)
        notes = (*notes, *told)
    if not found and not beside and query.subject != "facts":
        beside, title = search.nearest(), "Nearest to it, but not an answer"
    return _answer(search, words, found, beside, title, notes=notes, after=offered)


NONE_OPEN = "None of them is open; these are closed or were replaced."
"""What is said where actions were asked for, not which, and none is open."""


def _whatever(search: Search) -> Search | None:
    """Return the search for actions of whatever status, where there are some."""
    whole = replace(search, query=replace(search.query, status="all"))
    return whole if any(listed_actions(whole)) else None


def _strange(search: Search) -> list[str]:
    """Return the words of the topic that stand in no minutes."""
    return [word for word in search.query.topic.split() if not search.generation.textindex.knows(word)]


def _offered(search: Search) -> list[str]:
    """Return a sentence that offers questions of which each finds something."""
    return would_work(prompts(search.generation, today=search.today))


def prompts(generation: Generation, *, today: dt.date) -> tuple[str, ...]:
    """Return up to three questions made of what the register holds, of which each finds something."""

    def works(question: str) -> bool:
        query = _parsed(generation, question, today)
        return not query.unread and any(_FIND.get(query.subject, _of_kind)(Search(generation, query, today))[0])

    return examples(generation, today=today, works=works)


def _shaped(words: str, shape: Shaped, *, notes: Sequence[str]) -> Answer:
    """Return an answer in its shape; where it holds nothing, with what is nearest."""
    beside, title = shape.beside, shape.beside_title
    if not shape.findings and not beside:
        beside, title = shape.search.nearest(), "Nearest to it, but not an answer"
    whole = _answer(shape.search, words, shape.findings, beside, title if beside else "", (*notes, *shape.notes))
    return replace(whole, summary=shape.summary)


def actions(generation: Generation, words: str, *, today: dt.date) -> Answer:
    """Return the actions a person lists with "[STATUS] [OWNER] [about TOPIC] [in BODY] [PERIOD] [ORDER]", in any mix.

    STATUS is open, reported, overdue, due, "due 14" (days), closed, superseded or all.
    """
    query = _parsed(generation, words, today, subject="actions")
    search = Search(generation, query, query.as_at or today)
    found, beside, title = _actions(search)
    notes = _nobody(search)
    if not found and not beside:
        beside, title, told = of_other_status(search)
        notes += told
    return _answer(search, f"actions {words}".strip(), found, beside, title, notes=notes)


def _unknown(search: Search) -> list[str]:
    """Say of a reference asked for that no action has it."""
    if not search.query.choice.reference:
        return []
    _, by_id = tracked(search.generation.register)
    missing = unknown_references(search.query, by_id.values())
    return [f"No action in these minutes has the reference {' or '.join(missing)}."] if missing else []


_INITIALS = re.compile(r"[A-Z]{2,4}[a-z]?(?: |$)")


def _nobody(search: Search) -> list[str]:
    """Say of a topic that looks like an owner and stands nowhere that no such owner is known."""
    topic = search.query.topic
    if not _INITIALS.match(topic) or search.who:
        return []
    name = topic.split()[0]
    if search.generation.textindex.knows(name):
        return []
    return [f"No office or person is called “{name}” in these minutes; it was looked for as a topic."]


def _parsed(generation: Generation, words: str, today: dt.date, *, subject: Subject | None = None) -> Query:
    told = known(generation.register)
    return parse_query(words, vocabulary=told.vocabulary, today=today, meetings=told.days, subject=subject)


_Found = tuple[tuple[Finding, ...], tuple[Finding, ...], str]


def _answer(
    search: Search,
    words: str,
    found: Iterable[Finding],
    beside: Iterable[Finding] = (),
    title: str = "",
    notes: Sequence[str] = (),
    after: Sequence[str] = (),
) -> Answer:
    looked = search.in_period if search.query.subject != "none" else []
    searched = Searched(len(looked), *searched_days([m.date for m in looked if m.date]))
    said = [*notes, *_unknown(search), *unused(search.query), *after, *([QUOTED] if asks_summary(words) else [])]
    if search.query.subject == "handover":
        said.append(handed_over(search)[1] or "No change of holder is recorded in the attendance of these meetings.")
    if len(words) > LONGEST:
        said.append(f"Only the first {LONGEST:,} characters of the question were read.")
    findings = tuple(found)
    names = known(search.generation.register).vocabulary
    given = Answer(
        asked=words,
        query=search.query,
        understood=understood(search.query, names),
        summary=summary(search.query, findings, today=search.today),
        searched=searched,
        findings=findings,
        generation=search.generation.name,
        as_of=search.today,
        notes=tuple(said),
        beside=tuple(beside),
        beside_title=title,
    )
    return of_facts(search, given) if search.query.subject == "facts" else given


def _of_kind(search: Search) -> _Found:
    """Decisions and figures: every record of the kind; a figure by whoever gave it."""
    subject = search.query.subject
    if not search.query.topic:
        listed = search.find(KIND_OF[subject], people=subject == "figures")
        found = [search.finding(r) for r in listed if chosen(search.generation.register, search.query, r)]
        return (tuple(found) if subject == "figures" else _theirs_first(search, found)), (), ""
    ranked = relevant(search, (KIND_OF[subject],), people=subject == "figures")
    ranked = [f for f in ranked if chosen(search.generation.register, search.query, f.record)]
    if subject != "figures":
        return _theirs_first(search, _in_order(search, [(ranked, 1.0)])), (), ""
    told = _figures(search, ranked)
    year = _year_asked(search.query)
    if year:
        told = [part for group, weight in told for part in _by_year(group, weight, year)]
        told += [
            (group, weight * OF_YEAR) for group, weight in _told_later(search, dt.date(year + 1, 1, 1), None, str(year))
        ]
    elif month := _month_asked(search.query):
        after = month + dt.timedelta(1)
        until = after + dt.timedelta(LATER)
        told += [(group, weight * OF_YEAR) for group, weight in _told_later(search, after, until, f"{month:%B}")]
    return _in_order(search, told), (), ""


_ACTOR = re.compile(
    r"(?:The )?(?P<who>(?:[A-Z][\w/’'-]*|of|and)(?: (?:[A-Z][\w/’'-]*|of|and))*) (?:had |has )?"
    r"(?:approved|agreed|accepted|rejected|refused|declined|endorsed|decided|signed|deferred|confirmed|supported|authorised)\b"
)
"""Who decided, where the words of a decision begin with who that is: "The Chair approved the lease"."""


def _theirs_first(search: Search, decisions: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return decisions, those first whose words name one asked for as who decided; those that name another left out."""
    if not search.who:
        return tuple(decisions)
    own, unsaid = list[Finding](), list[Finding]()
    for found in decisions:
        actor, meeting = _ACTOR.match(found.record.text), found.record.meeting
        if actor and actor["who"] in search.names_at(meeting):
            own.append(found)
        elif not (actor and actor["who"] in _offices_and_names(search, meeting)):
            unsaid.append(found)
    return *own, *unsaid


def _offices_and_names(search: Search, meeting: str) -> set[str]:
    """Return every name of anybody in the attendance of a meeting."""
    there = search.meetings[meeting].attendance
    return {n for a in there for n in (a.name, a.name.split()[-1], a.initials or "", *parts_of(a.role or ""))}


def _figures(search: Search, found: Sequence[Relevant]) -> list[tuple[Sequence[Relevant], float]]:
    """Return figures, what else holds a number, and questions on the topic, each with what it weighs."""
    asked = relevant(search, ("question",), parts=("asker",) if search.who else ())
    said = [f for f in relevant(search, ("statement", "decision")) if _NUMBER.search(f.record.text)]
    others = [f for f in said if not any(_same_words(f.record, g.record) for g in found)]
    others += [f for f in untold(search, least=0) if _NUMBER.search(f.record.text)]
    replies = {reply: f for f in asked if isinstance(f.record, Question) for reply in f.record.replies}
    told = {f.record.id for f in (*found, *others)}
    answering = [r for r in search.generation.register.records(sorted(replies)) if r.id not in told]
    answers = [replace(replies[r.id], record=r) for r in answering if _NUMBER.search(r.text)]
    if search.query.choice.money:
        found, others, answers = (
            [f for f in group if _MONEY.search(f.record.text)] for group in (found, others, answers)
        )
        asked = [f for f in asked if _OF_MONEY.search(f.record.text)]
    return [(found, 1.0), (others, 0.95), (answers, 0.65), (asked, 0.6)]


_MONEY = re.compile(r"[£$€]\s?\d|\d\s?(?:p|pence|pounds?|euros?)\b", re.IGNORECASE)
_OF_MONEY = re.compile(rf"{_MONEY.pattern}|\b(?:costs?|price|much|spen[dt]|pay|paid|budget|money)\b", re.IGNORECASE)
"""Words that hold a sum of money, and that ask for one."""


def _year_asked(query: Query) -> int | None:
    """Return the one year that a query asks for: a figure of a year is often told in the next."""
    start, end = query.between
    whole = start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year
    return start.year if start and whole else None


def _by_year(found: Sequence[Relevant], weight: float, year: int) -> list[tuple[Sequence[Relevant], float]]:
    """Part what names the year asked for, or none, from what names another year alone, which weighs less."""

    def of_another(one: Relevant) -> bool:
        years = _years(one)
        return bool(years) and str(year) not in years

    groups = [f for f in found if not of_another(f)], [f for f in found if of_another(f)]
    return [(groups[0], weight), (groups[1], weight * OF_ANOTHER)]


def _month_asked(query: Query) -> dt.date | None:
    """Return the last day of the one month that a query asks for: its figure is often told at a meeting soon after."""
    start, end = query.between
    whole = (
        start
        and end
        and start.day == 1
        and (end + dt.timedelta(1)).day == 1
        and (start.year, start.month) == (end.year, end.month)
    )
    return end if whole else None


LATER = 92
"""Days after a month in which meetings tell its figures, naming it without the year."""


def _told_later(
    search: Search, start: dt.date, end: dt.date | None, named: str
) -> list[tuple[Sequence[Relevant], float]]:
    """Return the figures of a year or a month that later meetings, of these days, tell in words that name it."""
    after = Search(search.generation, replace(search.query, between=(start, end)), search.today)
    found = relevant(after, ("figure",), people=bool(search.who))
    name = re.compile(rf"(?<![\w/.,]){named}(?![\w/]|[.,]\d)")
    return [([f for f in group if name.search(led(f.record))], weight) for group, weight in _figures(after, found)]


def _years(found: Relevant) -> list[str]:
    """Return the years that a record names."""
    return _YEAR.findall(led(found.record))


_YEAR = re.compile(r"(?<![\d/.,])(?:19|20)\d\d(?![\d/]|[.,]\d)")
OF_YEAR, OF_ANOTHER = 1.1, 0.7
"""What a figure told later that names the year asked for, and one that names another year, weigh of the same without."""

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|none|nobody)\b",
    re.IGNORECASE,
)


def _same_words(one: AnyRecord, other: AnyRecord) -> bool:
    """Say whether the words of one record hold those of the other."""
    if (one.meeting, one.passage) != (other.meeting, other.passage):
        return False
    a, b = one.quote.spans, other.quote.spans
    return (a[0].start <= b[0].start and b[-1].end <= a[-1].end) or (
        b[0].start <= a[0].start and a[-1].end <= b[-1].end
    )


def _in_order(search: Search, groups: Sequence[tuple[Sequence[Relevant], float]]) -> tuple[Finding, ...]:
    """Return what comes close to the best share, by share times the weight of its group.

    Of one word alone all that speaks of it does: that a question holds the word must not hide what its heading tells.
    """
    found, query = [f for group, _ in groups for f in group], search.query
    one_word = query.subject == "said" and " " not in query.topic and not query.also
    kept = set(map(id, found if one_word else best_of(found)))
    ranked = [(f.rank * weight, f) for group, weight in groups for f in group if id(f) in kept]
    ordered = [f for _, f in sorted(ranked, key=lambda pair: -round(pair[0], 3))]
    if search.query.choice.order == "newest":
        best = max((rank for rank, _ in ranked), default=0.0)
        near = {id(f) for rank, f in ranked if rank >= NEARLY * best}
        ordered.sort(key=lambda f: (id(f) in near, search.meetings[f.record.meeting].date or dt.date.min), reverse=True)
    return tuple(standing(search, (f.record for f in ordered)))


NEARLY = 0.8
"""What has this share of the best rank is put in order of day where the newest is asked for first."""


def _questions(search: Search) -> _Found:
    """Questions by or to those asked for; put in writing by somebody who is not named, they stand beside."""
    asked, alone = search.who, len(search.query.roles) + len(search.query.people) == 1
    register = search.generation.register
    told = relevant_questions(search) if search.query.topic else search.records("question", people=False)
    everything = [r for r in told if isinstance(r, Question)]
    by_reply = not search.query.choice.written  # those put in writing are asked for by who put them
    answering = {r.id: repliers(register, r) if by_reply else frozenset() for r in everything}
    between = [r for r in everything if _between(r, asked, alone=alone) or answering[r.id] & asked]
    if search.query.asker:
        between = [r for r in between if _put_by(search, r)]
    of_them = [r for r in between if not asked or (_named(r) | answering[r.id]) & asked]
    found = [r for r in of_them if chosen(register, search.query, r)]
    if search.query.choice.unanswered:
        beside, title = [r for r in of_them if left_over(register, search.query, r)], "Put off, or answered in part"
    else:
        beside = [r for r in between if r not in of_them and search.query.topic and chosen(register, search.query, r)]
        title = "Asker not named"
    answered = tuple(_with_outcome(search, r) for r in found)
    return answered, tuple(_with_outcome(search, r) for r in beside), title if beside else ""


def relevant_questions(search: Search) -> list[AnyRecord]:
    """Return the questions on the topic, by their own words or those of their replies, the nearest first."""
    asked = {f.record.id: f for f in relevant(search, ("question",), people=False)}
    own = {f.record.id for f in asked.values() if search.holds(f.record) or search.own(led(f.record)) >= OWN}
    answering = relevant(search, ("statement",), people=False)
    answers = {f.record.id: f.share for f in answering}
    said = {(f.record.meeting, f.record.passage) for f in answering}
    before = {
        f"{meeting}#{passage - back}" for meeting, passage in said for back in range(min(passage, REPLIED_WITHIN) + 1)
    }
    worded = {f.record.id for f in answering if search.own(led(f.record)) >= OWN}
    found_by_reply = set[str]()
    for record in search.records("question", people=False, passages=before):
        if isinstance(record, Question) and any(reply in answers for reply in record.replies):
            share = max(answers.get(reply, 0.0) for reply in record.replies) * OF_REPLY
            if any(reply in worded for reply in record.replies):
                found_by_reply.add(record.id)
            if record.id not in asked or asked[record.id].share < share:
                asked[record.id] = Relevant(share, record, share)
    if (
        " " not in search.query.topic and not search.query.also and not own
    ):  # what only stands beside the word is on another
        asked = {name: f for name, f in asked.items() if f.record.id in found_by_reply}
    return [
        f.record for f in sorted(best_of([*asked.values()]), key=lambda f: (f.record.id not in own, -round(f.share, 3)))
    ]


REPLIED_WITHIN = 12
"""Passages before a reply in which its question is looked for."""
OF_REPLY = 0.9
"""What words of a reply count for its question."""
OWN = 0.7
"""From this share of the topic in its own words or its heading on, a question comes before those found by their replies."""


def _with_outcome(search: Search, question: Question) -> Finding:
    """Return a question with what came of it."""
    note, words = outcome(search.generation.register, question, day=search.today)
    return replace(search.finding(question, note), evidence=words)


def _put_by(search: Search, question: Question) -> bool:
    """Say whether a question may be of those who are asked for as askers: it is put by one of them, or nobody is named."""
    offices = known(search.generation.register).vocabulary.offices
    askers = {name for each in search.query.asker for name in acting(each, offices)}
    return question.asker is None or bool({question.asker.role, question.asker.person} & askers)


def _named(question: Question) -> set[str | None]:
    return {name for p in (question.asker, question.asked_of) if p for name in (p.role, p.person)}


def _between(question: Question, asked: frozenset[str], *, alone: bool) -> bool:
    """Say whether a question may be between those asked for: no party of it is known to be another.

    With one asked for, it is enough that this one asks or is asked, or may have asked, as nobody is named for it.
    """
    if not asked or (alone and (question.asker is None or _named(question) & asked)):
        return True
    return all({p.role, p.person} & asked for p in (question.asker, question.asked_of) if p)


def _statements(search: Search) -> _Found:
    """Statements of one nature; for commitments, actions that are not closed come before and the others after.

    Where a topic is given, what else was said on it, by the speaker asked for if any, comes last.
    """
    nature = NATURE_OF[search.query.subject]
    owed, beside = tasks(search) if nature == "commitment" else ((), ())
    title = "Brought forward on this, owner not written" if beside else ""
    if search.query.choice.spoken:
        owed, beside, title = (), (*owed, *beside), "Actions, which were set" if owed or beside else ""
    going = [task for task in owed if task.status not in ENDED]
    ended = [task for task in owed if task.status in ENDED]
    if not search.query.topic:
        found = [search.finding(r) for r in search.find("statement", natures=(nature,))]
        found = [finding for finding in found if not any(_holds(task, finding) for task in owed)]
        return (*going, *found, *ended), beside, title
    said = relevant(search, ("statement",))
    wanted: list[Relevant] = []
    others: list[Relevant] = []
    for each in said:
        of_kind = isinstance(each.record, Statement) and each.record.nature == nature
        (wanted if of_kind else others).append(each)
    kept = {id(f) for group in (wanted, others) for f in best_of(group)}
    ranked: list[tuple[float, Finding]] = []
    promised = max((f.rank * WANTED for f in wanted if id(f) in kept), default=GOING)
    for task in owed:
        held = weighed(search, task.record)
        weight = GOING if held.share >= CLOSE else WANTED
        ranked.append((min(held.rank, promised - 0.01) if task.status in ENDED else held.rank * weight, task))
    ranked += [(f.rank * WANTED, search.finding(f.record)) for f in (*wanted, *others) if id(f) in kept]

    def order(pair: tuple[float, Finding]) -> tuple[bool, float]:
        rank, finding = pair
        return isinstance(finding.record, Statement) and finding.record.nature != nature, -round(rank, 3)

    ordered = [finding for _, finding in sorted(ranked, key=order)]
    return tuple(f for f in ordered if f in owed or not any(_holds(task, f) for task in owed)), beside, title


GOING, WANTED = 2.4, 1.2
"""What open actions and statements of the nature asked for weigh beside ended actions, which come after the first such
statement."""


def _holds(task: Finding, said: Finding) -> bool:
    """Say whether the words of an action, as shown, hold those of a statement, which then need no second showing."""
    words = said.record.quote.spans
    if task.meeting.id != said.meeting.id or said.record.passage != task.record.passage:
        return False
    return all(any(s.start <= w.start and w.end <= s.end for s in task.record.quote.spans) for w in words)


def _actions(search: Search) -> _Found:
    """Actions with the status asked for."""
    found, beside = listed_actions(search)
    return found, beside, "Not listed as open: reported on or replaced, no closure minuted" if beside else ""


def _not_closed(search: Search) -> _Found:
    """Actions with the status asked for; people who ask what is open or overdue mean those reported on too."""
    listed = [f for each in listed_actions(search) for f in each]
    if (order := search.query.choice.order) in ("oldest", "newest"):
        listed.sort(key=lambda f: f.meeting.date or dt.date.max, reverse=order == "newest")
    loose = [f for f in listed if by_heading_alone(search, f)]
    if len(loose) == len(listed):  # there is nothing nearer
        return (*listed,), (), ""
    found = (*(f for f in listed if f not in loose),)
    return found, (*loose,), "Under a heading that joins it to other matters" if loose else ""


def _handover(search: Search) -> _Found:
    """What an office owed when it passed to its next holder."""
    found, _ = handed_over(search)
    return found, (), ""


def _facts(search: Search) -> _Found:
    """What is recorded of meetings themselves; beside those who were there, those who were not."""
    recorded = facts(search)
    beside = located(search, recorded.beside)
    return located(search, recorded.told), beside, "Sent apologies or absent" if beside else ""


def _said(search: Search) -> _Found:
    """Everything on a topic or by a speaker: records of each kind, and passages that none of them holds."""
    if not search.query.topic:
        return (*_newest_first(search, _by_speaker(search)),), (), ""
    kinds: tuple[Kind, ...] = (
        ("statement", "question") if search.who else ("statement", "question", "decision", "action")
    )
    found = relevant(search, kinds, parts=("speakers", "asker") if search.who else ())
    unique: dict[tuple[str, int, int], Relevant] = {}
    for each in found:
        spans = each.record.quote.spans
        unique.setdefault((each.record.meeting, spans[0].start, spans[-1].end), each)
    told = list(unique.values())
    best = max((f.share for f in told), default=0.0)
    rest = untold(search, least=best * OF_BEST)
    groups: list[tuple[Sequence[Relevant], float]] = [(told, 1.0), (_their_replies(search, told), OF_REPLY)]
    if search.who:
        beside = tuple(search.finding(f.record) for f in rest[:NEAR])
        return _in_order(search, groups), beside, "On this, but no speaker could be told" if beside else ""
    return _in_order(search, [*groups, (rest, 1.0)]), (), ""


def _their_replies(search: Search, told: Sequence[Relevant]) -> list[Relevant]:
    """Return what those asked for, or anybody, replied to questions on the topic, in other words than these."""
    asked = [f for f in relevant(search, ("question",), people=False) if isinstance(f.record, Question)]
    answering = {reply: f for f in reversed(asked) if isinstance(f.record, Question) for reply in f.record.replies}
    here = {f.record.id for f in told}
    theirs = search.records("statement", parts=("speakers",), passages=_around(asked))
    return [replace(answering[r.id], record=r) for r in theirs if r.id in answering and r.id not in here]


def _around(asked: Sequence[Relevant]) -> set[str]:
    """Return the passages in which replies to questions are looked for."""
    return {f"{f.record.meeting}#{f.record.passage + on}" for f in asked for on in range(REPLIED_WITHIN + 1)}


def _by_speaker(search: Search) -> list[AnyRecord]:
    kinds: list[Kind] = ["statement", "question"]
    if not search.who:
        kinds.append("decision")
    return [r for kind in kinds for r in search.find(kind, parts=("speakers", "asker") if kind != "decision" else ())]


def _newest_first(search: Search, records: Sequence[AnyRecord]) -> list[Finding]:
    """Return the newest meeting first, in the order of its minutes."""
    ordered = sorted(records, key=lambda r: (r.meeting, r.quote.spans[0]))
    latest = sorted(ordered, key=lambda r: search.meetings[r.meeting].date or dt.date.min, reverse=True)
    return [search.finding(r) for r in latest]


_FIND: dict[str, Callable[[Search], _Found]] = {
    "actions": _not_closed,
    "commitments": _statements,
    "assurances": _statements,
    "challenges": _statements,
    "questions": _questions,
    "handover": _handover,
    "facts": _facts,
    "said": _said,
}
_SHAPE: dict[str, Callable[[Search, Finder], Shaped]] = {
    "history": histories.history,
    "last": histories.last,
    "first": histories.first,
    "often": histories.often,
    "done": histories.done,
    "changed": changes.changed,
    "brief": changes.brief,
}
