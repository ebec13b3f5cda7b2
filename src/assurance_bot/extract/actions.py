"""Actions: tasks given. Marked ones first (a heading, "ACTION:", a table, a column of owners, a matter brought forward).

A sentence like "JR to mend the fence" is a task by its form. Other undertakings in prose are actions only where the minutes
mark none: where they do, what is not marked is a commitment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assurance_bot.dates import Due
from assurance_bot.document import Quote, Span
from assurance_bot.extract.addressees import addressed, bare_names
from assurance_bot.extract.arising import brought_forward, is_keyed, told_of
from assurance_bot.extract.clauses import clauses
from assurance_bot.extract.decisions import DECISION
from assurance_bot.extract.outcomes import outcome_of
from assurance_bot.extract.owners import are_owners, doer, owners_in, read_owners
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken, subject_pattern
from assurance_bot.extract.statuses import TAG, cell_status, status_of
from assurance_bot.extract.tasks import MARKER, Task
from assurance_bot.extract.trailing import Ending, endings
from assurance_bot.extract.undertakings import Undertaking, bare_tasks, of_nobody, passive_promise, undertakings
from assurance_bot.extract.verbs import is_told
from assurance_bot.extract.voices import DIALOGUE, SAY
from assurance_bot.numbering import REFERENCE, reference_in
from assurance_bot.people import Directory
from assurance_bot.prose import sentences
from assurance_bot.records import Action, Party, Passage, Status

_OUTSTANDING = re.compile(r"\b(?:not yet|still|await\w*|outstanding|to be|ongoing|working on)\b", re.IGNORECASE)
_DUE_LABEL = re.compile(
    r"(?:due|deadline|timescale|by when|(?:due|target|completion) date)(?: date)?\s*[:–-]", re.IGNORECASE
)  # "DUE: 1 April 2024"
_NOTHING = re.compile(
    r"^[\W\d]*$|^\W*(?:none|nil|noted|all noted|for (?:noting|information)|no (?:new |further )?actions?.*|n/?a|there were no .*)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Under:
    """Whose the tasks of a list are that a name heads: of one item, or of the entries below one `entry` only."""

    item: int | None
    owners: tuple[Party, ...]
    entry: int | None = None


def find(reading: Reading) -> Iterator[Action]:
    """Yield the actions of a meeting in order of place."""
    logs = {s.passage.item for s in reading.spoken if _of_table(s.passage)}
    tasks: list[Task] = []
    under = _Under(None, ())
    for spoken in reading.spoken:
        listed = spoken.passage.label == "actions"
        if listed and spoken.passage.item != under.item:
            under = _Under(spoken.passage.item, _titled(reading, spoken.passage.item))
        if listed and (named := _heads(reading, spoken, series=bool(under.owners))):
            under = _Under(spoken.passage.item, named, spoken.passage.index if _above_deeper(reading, spoken) else None)
        elif tasks and (told := _child_status(reading, spoken, tasks[-1])):
            tasks[-1] = told
        else:
            theirs = under.owners if listed and under.entry in (None, spoken.passage.lead_in) else ()
            tasks += (
                t if t.owners or not theirs else replace(t, owners=theirs) for t in _marked(reading, spoken, logs)
            )
    marked = bool(tasks)
    tasks += brought_forward(reading)
    taken = {t.spoken.passage.index for t in tasks}
    spare = [s for s in reading.spoken if s.passage.index not in taken and _is_prose(s)]
    if marked:
        tasks += [task for s in spare for task in _by_form(reading, s)]
    else:
        known = [t for t in tasks if t.restated or t.status == "open"]
        ends = endings(reading)
        found = [t for s in reading.spoken if _is_prose(s) for t in _in_prose(reading, s, ends.get(s.passage.index))]
        tasks += [t for t in _once(found) if not any(_overlap(t, k) for k in known)]
    for task in sorted(tasks, key=lambda t: (t.quote.spans[0], t.quote.spans[-1].end)):
        yield _action(reading, task)


def _titled(reading: Reading, item: int | None) -> tuple[Party, ...]:
    """Return who the heading of an action list names and nothing else: its tasks are theirs."""
    found = read_owners(reading.meeting.items[item].title, reading.people) if item is not None else ()
    return found if are_owners(found) else ()


def _heads(reading: Reading, spoken: Spoken, *, series: bool) -> tuple[Party, ...]:
    """Return who is named where an entry of an action list is a name and nothing else: it heads that one's tasks.

    `series`: names have headed tasks in this list already, so that what stands in their place ("Wardens") is an owner too.
    """
    words = spoken.flow.text.strip(" :*")
    if len(words.split()) > 4 or spoken.passage.form in ("label", "row") or words.endswith("."):
        return ()
    found = read_owners(words, reading.people)
    if are_owners(found):
        return found
    if not _leads(reading, spoken):
        return ()
    placed = series and spoken.passage.form == "paragraph" and bool(words) and not is_told(words)
    return found if placed else bare_names(words, reading.people, reading.document.text)


def _leads(reading: Reading, spoken: Spoken) -> bool:
    """Say whether a passage stands above a list: a paragraph before entries, or an entry before deeper ones."""
    below = _below(reading, spoken)
    if below is None or below.form not in ("bullet", "numbered") or below.item != spoken.passage.item:
        return False
    return spoken.passage.form == "paragraph" or _above_deeper(reading, spoken)


def _above_deeper(reading: Reading, spoken: Spoken) -> bool:
    """Say whether a passage is an entry of a list before deeper ones, which are all that it heads."""
    below = _below(reading, spoken)
    return below is not None and below.lead_in == spoken.passage.index


def _below(reading: Reading, spoken: Spoken) -> Passage | None:
    after = spoken.passage.index + 1
    return reading.spoken[after].passage if after < len(reading.spoken) else None


def _overlap(one: Task, other: Task) -> bool:
    told = (*other.quote.spans, *(other.due_words.spans if other.due_words else ()))
    return any(a.meets(b) for a in one.quote.spans for b in told)


def _child_status(reading: Reading, spoken: Spoken, task: Task) -> Task | None:
    """Return the task before with its status where a passage below it says nothing else: "Carried forward"."""
    text = spoken.flow.text.strip("[]() ")
    status = status_of(text) if len(text.split()) <= 5 and spoken.passage.form not in ("label", "row") else None
    below = spoken.passage.index == task.spoken.passage.index + 1 and spoken.passage.item == task.spoken.passage.item
    if status is None or not below or task.status or doer(text, reading.people) or MARKER.search(spoken.flow.text):
        return None
    return replace(task, status=status, evidence=(*task.evidence, reading.quote(spoken)))


def _is_prose(spoken: Spoken) -> bool:
    return spoken.passage.form not in ("label", "row") and spoken.passage.label not in ("attendance", "summary")


def _by_form(reading: Reading, spoken: Spoken) -> Iterator[Task]:
    """The tasks of a passage by their form alone; one under matters arising has the status that its passage goes on to tell."""
    found = list(bare_tasks(reading, spoken))
    for undertaking in found:
        task = _undertaken(reading, spoken, undertaking)
        told = [(spoken, s, e) for s, e in sentences(spoken.flow.text) if s >= undertaking.end]
        if spoken.passage.label == "arising" and len(found) == 1 and task.status is None and told:
            status, evidence, due = told_of(reading, told)
            if status != "reported":
                task = replace(task, status=status, evidence=evidence, due_words=due)
        yield task


_LEFT_OVER = re.compile(
    r"^\W*(?:enter|insert|add|type)\s+(?:an?\s+|the\s+)?(?:actions?|tasks?|text|details?|names?|dates?|deadlines?|items?)(?:\s+(?:here|text))?\W*$",
    re.IGNORECASE,
)  # "Enter action here", of a template
_KEY = 20  # characters before a task that may be its number
_BRIEF = 80  # characters that a status after a task may have at most


def _undertaken(reading: Reading, spoken: Spoken, found: Undertaking) -> Task:
    """Return the task of an undertaking, with the status that a tag at its end or a word after it gives."""
    begin = found.start
    if re.search(r"\bto action(?: this)?\W*$", spoken.flow.text[found.start : found.end]):
        begin = _with_antecedent(spoken.flow.text, found)
    elif _says_little(spoken.flow.text, found):
        begin = max(s for s, _ in sentences(spoken.flow.text) if s <= found.start)
    start, end, status, evidence = _tagged(reading, spoken, begin, found.end)
    after = spoken.flow.text[found.end : found.end + _BRIEF].strip()
    after = after if len(spoken.flow.text) <= found.end + _BRIEF else ""
    if status is None and after and len(after.split()) <= 4 and (status := status_of(after)):
        at = spoken.flow.text.rindex(after)
        evidence = (reading.quote(spoken, at, at + len(after)),)
    reference = reference_in(spoken.flow.text[: found.start]) if found.start <= _KEY else None
    return Task(spoken, reading.quote(spoken, start, end), found.owners, reference, evidence=evidence, status=status)


def _says_little(text: str, found: Undertaking) -> bool:
    """Say whether a task that ends a sentence leaves what it is about to the words before: "… was damp, JR to pursue."."""
    words = text[found.start : found.end]
    return bool(re.fullmatch(r"\S+(?:\s\S+)?\s+to\s+[a-z-]+\W*", words)) and text[: found.start].rstrip().endswith(",")


def _tagged(
    reading: Reading, spoken: Spoken, start: int, end: int
) -> tuple[int, int, Status | None, tuple[Quote, ...]]:
    """Return a stretch without the tag at its end, the status the tag states, and its words: "… [closed]", "… – done"."""
    words = spoken.flow.text[start:end]
    tag = TAG.search(words)
    kind = "tag" if tag and tag["tag"] else "dashed"
    status = status_of(tag[kind]) if tag else None
    if not tag or not status or not words[: tag.start()].strip():
        return start, end, None, ()
    evidence = reading.quote(spoken, start + tag.start(kind), start + tag.end(kind))
    return start, start + tag.start(), status, (evidence,)


def _in_prose(reading: Reading, spoken: Spoken, ending: Ending | None) -> Iterator[Task]:
    """The undertakings of a passage; where it ends with owners, theirs is what names nobody, and else all it says."""
    found = list(_undertakings(reading, spoken))
    if ending is None:
        yield from found
    elif ending.start == 0:
        yield from _set_before(reading, spoken, 0, 0, ending.owners)
    elif found:
        beside = {name for p in ending.owners for name in (p.label, p.person)}
        alone = len(found) == 1 and not any(p.label in beside or p.person in beside for p in found[0].owners)
        yield from (replace(t, owners=ending.owners) if alone or not t.owners else t for t in found)
    else:
        yield from _beside(reading, spoken, ending.owners, end=ending.start)


def _undertakings(reading: Reading, spoken: Spoken) -> Iterator[Task]:
    """The undertakings of a passage; one of nobody named counts where a day is given for it."""
    found = list(undertakings(reading, spoken))
    yield from (_undertaken(reading, spoken, u) for u in found)
    begun = {u.start for u in found}
    for start, end in clauses(spoken.flow.text, reading.people):
        words = spoken.flow.text[start:end]
        if (
            start not in begun
            and passive_promise(words)
            and not _said(spoken, start)
            and _dated(reading, words)
            and not outcome_of(words, reading)
        ):
            yield _undertaken(reading, spoken, Undertaking(start, end, ()))
            begun.add(start)
    for task in (*bare_tasks(reading, spoken), *of_nobody(reading, spoken)):
        if not any(u.start <= task.start < u.end for u in found) and task.start not in begun:
            found.append(task)
            yield _undertaken(reading, spoken, task)


def _once(tasks: Sequence[Task]) -> list[Task]:
    """Return tasks once each: owners in a cell below may be given words that set a task of themselves."""
    return list({t.quote.spans: t for t in tasks}.values())


def _said(spoken: Spoken, at: int) -> bool:
    """Say whether somebody speaks the words there, in the minutes' own words or as an answer: what they tell is a statement."""
    here = spoken.at(at)
    return bool(here and (here.speakers or here.reply)) or bool(DIALOGUE.match(spoken.flow.text))


def _dated(reading: Reading, words: str) -> bool:
    due = reading.due(words)
    return bool(due and due.date)


def _beside(reading: Reading, spoken: Spoken, owners: tuple[Party, ...], *, end: int | None = None) -> Iterator[Task]:
    """The tasks of a paragraph with owners in the margin: its undertakings, else the words that say what is outstanding.

    `end` is where the words of the paragraph end, if not with it.
    """
    text = spoken.flow.text[:end].rstrip()
    found = [u for u in undertakings(reading, spoken) if u.end <= len(text)]
    for task in found:
        own = tuple(p for p in owners if p.label in {o.label for o in task.owners})
        start = _with_antecedent(text, task)
        yield Task(spoken, reading.quote(spoken, start, task.end), owners if len(found) == 1 or not own else own)
    if not found:
        said = sentences(text)
        start, stop = said[0][0], said[-1][1]
        if len(said) > 2:
            start, stop = next(((s, e) for s, e in said if _OUTSTANDING.search(text[s:e])), said[0])
        yield Task(spoken, reading.quote(spoken, start, stop), owners)


def _with_antecedent(text: str, task: Undertaking) -> int:
    """Return where a task begins with the sentence its "this" or "it" points back to: "MC agreed to pursue this."."""
    words = text[task.start : task.end]
    if len(words.split()) > 7 or not re.search(r"\b(?:this|it|that|them|these)\W*$|\bto action\W*$", words):
        return task.start
    return max((s for s, e in sentences(text) if e <= task.start), default=task.start)


def _of_table(passage: Passage) -> bool:
    """Say whether a passage is a row of an action table or log."""
    columns = dict(passage.columns)
    return passage.form == "row" and (
        "owner" in columns or "due" in columns or (passage.label == "actions" and bool(columns))
    )


def _marked(reading: Reading, spoken: Spoken, logs: set[int | None]) -> Iterator[Task]:
    """Yield the tasks a passage marks as such; `logs` are the items that hold an action table, whose prose only tells of it."""
    passage, text = spoken.passage, spoken.flow.text
    columns = dict(passage.columns)
    if passage.form == "label" or passage.label == "attendance" or _NOTHING.match(text):
        return
    if passage.form == "row":
        if _of_table(passage):
            yield from _row(reading, spoken, columns)
    elif is_keyed(spoken):
        return
    elif MARKER.search(text):
        yield from _inline(reading, spoken, beside=_margin(reading, columns))
    elif "owner" in columns:
        if owners := _margin(reading, columns):
            yield from _beside(reading, spoken, owners)
    elif passage.label == "actions" and passage.item not in logs and not DECISION.match(text):
        for start, end in _tasks_in(text, reading):
            if not _only_tells(reading, text[start:end]):
                yield _plain(reading, spoken, start, end)


def _words(reading: Reading, spans: tuple[Span, ...]) -> str:
    return reading.document.flow(spans).text


def _row(reading: Reading, spoken: Spoken, columns: dict[str, tuple[Span, ...]]) -> Iterator[Task]:
    """A row of an action table or log, or a paragraph with owners in the column beside it."""
    if _LEFT_OVER.match(spoken.flow.text):
        return
    cells = {name: _words(reading, spans) for name, spans in columns.items()}
    owners = read_owners(cells.get("owner", ""), reading.people)
    logged = "status" in cells or "due" in cells or "reference" in cells
    if not owners and not logged:
        return
    told = cells.get("status", "") or cells.get("update", "")
    evidence = tuple(reading.document.quote(columns[c]) for c in ("status", "update") if columns.get(c))
    yield Task(
        spoken,
        reading.quote(spoken),
        owners or owners_in(spoken.flow.text, reading.people),
        cells.get("reference") or reference_in(spoken.flow.text),
        due_cell=cells.get("due", ""),
        status_cell=told,
        evidence=evidence,
    )


def _margin(reading: Reading, columns: dict[str, tuple[Span, ...]]) -> tuple[Party, ...]:
    """Return the owners that stand in the margin beside a paragraph."""
    return read_owners(_words(reading, columns["owner"]), reading.people) if "owner" in columns else ()


def _inline(reading: Reading, spoken: Spoken, *, beside: tuple[Party, ...] = ()) -> Iterator[Task]:
    """Each "ACTION …:" of a passage, its words up to the next marker; several tasks in one where each names its owner.

    Who stands `beside` it in the margin owns what names nobody.
    """
    text = spoken.flow.text
    markers = list(MARKER.finditer(text))
    for i, marker in enumerate(markers):
        end = markers[i + 1].start() if i + 1 < len(markers) else len(text)
        if text[marker.start() - 1 : marker.start()] in ("(", "["):
            end = next((at for at in (text.find(c, marker.end()) for c in ")]") if at > 0), end)
        dated = _OWNERS_BY.match(text, marker.end(), end)
        last = dated.end("who") if dated and reading.due(dated["when"]) else end
        if only := _owners_only(reading, text[marker.end() : last]):
            when = reading.quote(spoken, dated.start("when"), dated.end("when")) if dated and last < end else None
            before = _set_before(reading, spoken, markers[i - 1].end() if i else 0, marker.start(), only)
            yield from (replace(task, due_words=when) for task in before)
            continue
        if _tells(reading, text[marker.end() : end], marker["rest"] or ""):
            continue
        rest = re.sub(r"^(?:for|on|by)\s+", "", (marker["rest"] or marker["number"] or "").strip(" ()[]"))
        reference = reference_in(rest)
        named = read_owners(REFERENCE.sub("", rest), reading.people) if re.search("[A-Za-z]", rest) else ()
        for start, stop in _tasks_in(text[marker.end() : end], reading):
            words = text[marker.end() + start : marker.end() + stop]
            if _NOTHING.match(words):
                continue
            quote = reading.quote(spoken, marker.end() + start, marker.end() + stop)
            yield Task(spoken, quote, named or _given_to(reading, words) or beside, reference)


_OWNERS_BY = re.compile(
    r"(?P<who>[A-Z][\w’'.&/, ]{0,40}?)[\s,.;(–-]+(?P<when>(?:[Bb]y|[Dd]ue|[Dd]eadline|[Bb]efore)\b(?:[^.;]|\.(?=\S)){2,40}?)\s*[).\]]*\s*(?=$|\n)"
)  # "JR, by 3 May", "JR (by the end of May)"


def _given_to(reading: Reading, words: str) -> tuple[Party, ...]:
    """Return who owns a marked task by its words, known here, or a name by where it stands."""
    return owners_in(words, reading.people) or addressed(words, reading.people, reading.document.text)


def _owners_only(reading: Reading, words: str) -> tuple[Party, ...]:
    """Return who is named where a marker is followed by owners and nothing else: "Action: Clerk", "ACTION – JR / TP"."""
    bare = words.strip(" .;*)]")
    if not bare or len(bare.split()) > 8:
        return ()
    found = read_owners(bare, reading.people)
    return found if are_owners(found) else bare_names(bare, reading.people, reading.document.text)


def _set_before(reading: Reading, spoken: Spoken, start: int, end: int, owners: tuple[Party, ...]) -> Iterator[Task]:
    """The task that owners named after it are given: in the words before them, else in the paragraph before."""
    before = spoken
    text = spoken.flow.text[start:end].rstrip(" ([*")
    if len(text.split()) < 3:
        place = next((i for i, s in enumerate(reading.spoken) if s is spoken), 0)
        earlier = [s for s in reading.spoken[:place] if s.passage.item == spoken.passage.item and _is_prose(s)]
        if not earlier:
            return
        before, start = earlier[-1], 0
        text = before.flow.text
    found = [
        u
        for u in (*undertakings(reading, before), *bare_tasks(reading, before))
        if start <= u.start < start + len(text)
    ]
    said = [(start + s, start + e) for s, e in sentences(text)]
    at, stop = (found[-1].start, min(found[-1].end, start + len(text))) if found else said[-1]
    yield Task(before, reading.quote(before, at, stop), owners)


_REPORTS = re.compile(rf"\b(?:{SAY}|has|have|had|was|were|is now|are now)\b")


def _tells(reading: Reading, words: str, rest: str) -> bool:
    """Say whether words after a marker with a reference only tell what became of the action: "Action 80.1: Tom confirmed …"."""
    first = words[slice(*sentences(words)[0])] if sentences(words) else words
    return (
        bool(re.search(r"\d", rest))
        and bool(_REPORTS.search(first))
        and not doer(first, reading.people)
        and not is_told(first.strip())
    )


_HAS_BEEN = re.compile(
    rf"^(?:The|This|That|It|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,2}})\s(?:(?!\bto\b)[^.;:]){{0,60}}?\b(?:{SAY}|heard|learnt|was still|were still|remained|had(?: not)? been|has(?: not)? been|was (?:now )?complete|were (?:now )?complete)\b"
)


def _only_tells(reading: Reading, words: str) -> bool:
    """Say whether an entry of a list of actions sets no task and only tells of one: "The Panel heard that it was answered."."""
    first = words[slice(*sentences(words)[0])] if sentences(words) else words
    return bool(_HAS_BEEN.match(first)) and not doer(first, reading.people) and not TAG.search(words)


def _tasks_in(words: str, reading: Reading) -> list[tuple[int, int]]:
    """Part "A to do this. B to do that." into its tasks; anything else is one task."""
    found = sentences(words)
    if not found:
        return []
    for pieces in (found, _run_on(words, reading)):
        if len(pieces) > 1 and all((d := doer(words[s:e], reading.people)) and d[1] <= _FEW for s, e in pieces):
            return pieces
    if begun := _begun(found, words, reading):
        return begun
    told = (before[1] for before, after in pairwise(found) if _saying(reading.people).match(words[slice(*after)]))
    end = next(told, found[-1][1])
    return [(found[0][0], end)]


def _begun(found: Sequence[tuple[int, int]], words: str, reading: Reading) -> list[tuple[int, int]]:
    """Part sentences where one begins "B to do that": what stands before it is a task of its own; nothing where none does."""
    starts = [
        s for s, e in found[1:] if _TO_DO.match(words[s:e]) and (d := doer(words[s:e], reading.people)) and d[1] <= _FEW
    ]
    ends = [max(e for _, e in found if e <= start) for start in starts]
    return list(zip([found[0][0], *starts], [*ends, found[-1][1]], strict=True)) if starts else []


@lru_cache(maxsize=8)
def _saying(people: Directory) -> re.Pattern[str]:
    """Return an expression for a sentence by which somebody known says something: it is no part of the task before it."""
    return re.compile(rf"(?:{subject_pattern(people)})\s+(?:(?:also|then|has|had|further)\s+)*(?:{SAY})\b")


_FEW = 4  # characters before the one who is to act: "The "
_TO_DO = re.compile(r"(?:[Tt]he\s+)?[A-Z][^.;:,]{0,40}?\s+to\s+[a-z]")  # "JR to mend it"
_NEXT = re.compile(r"(?:;|,)\s*(?:and\s+)?|\s+and\s+")


def _run_on(words: str, reading: Reading) -> list[tuple[int, int]]:
    """Part a sentence where a comma or "and" stands before another known here who is to act: "A to do this, B to do that"."""
    found = [(0, 0)]
    for mark in _NEXT.finditer(words):
        at = doer(words[mark.end() :], reading.people)
        before = words[: mark.start()].split()[-1:]
        if before and reading.people.resolve(before[0]):
            continue  # "to ask TP and AL to mend it"
        if at and at[1] == 0 and are_owners(read_owners(at[0], reading.people)):
            found.append((mark.start(), mark.end()))
    ends = [start for start, _ in found[1:]] + [len(words)]
    return [(begin, len(words[:end].rstrip())) for (_, begin), end in zip(found, ends, strict=True)]


def _plain(reading: Reading, spoken: Spoken, start: int, end: int) -> Task:
    """A passage in an actions section: its task, the owner, and the status of its tag or of what is told after the task."""
    words = spoken.flow.text[start:end]
    tag = TAG.search(words)
    start, stop, status, evidence = _tagged(reading, spoken, start, end)
    due_words: Quote | None = None
    said = [(start + s, start + e) for s, e in sentences(spoken.flow.text[start:stop])]
    if status is None and len(said) > 1:
        labelled = next(((s, e) for s, e in said[1:] if _DUE_LABEL.match(spoken.flow.text[s:e])), None)
        told, quotes, _ = told_of(reading, [(spoken, s, e) for s, e in said[1:] if (s, e) != labelled])
        if told != "reported":
            status, evidence, stop = told, quotes, said[0][1]
            due_words = reading.quote(spoken, *labelled) if labelled else None
    owners = _given_to(reading, spoken.flow.text[start:stop])
    holder = (
        re.search(r"\b(?:for|with|by)\s+(?P<who>[A-Z].*)$", tag["tag"] or "") if tag and status and not owners else None
    )
    return Task(
        spoken,
        reading.quote(spoken, start, stop),
        read_owners(holder["who"], reading.people) if holder else owners,
        reference_in(words[:30]),
        evidence=evidence,
        status=status,
        due_words=due_words,
    )


def _due(reading: Reading, task: Task) -> tuple[Due | None, str | None]:
    """Return the due date and the words that give it: of the table's cell, of what renews the task, of the task itself."""
    if task.due_cell:
        written = reading.due(task.due_cell, cell=True)
        return _moved(reading, task, written) or (written, task.due_cell.strip()) if written else (None, None)
    told = [task.due_words.text] if task.due_words else []
    beside = [q.text for q in task.evidence] if task.status == "open" else []
    for words in map(_untagged, [*told, *([task.quote.text, *beside] if task.restated else [])]):
        if due := reading.due(words):
            return due, words[due.start : due.end]
    return None, None


def _untagged(words: str) -> str:
    """Return words without the status that ends them, which is no due date: "JR to write – ongoing"."""
    tag = TAG.search(words)
    return words[: tag.start()] if tag and tag["dashed"] else words


def _moved(reading: Reading, task: Task, due: Due) -> tuple[Due, str] | None:
    """Return the later date to which the words beside a due date say it was moved: "Slipped to April", and those words."""
    meeting = reading.meeting
    if meeting.date is None or cell_status(task.status_cell) != "open":
        return None
    told = reading.due(task.status_cell)
    if not told or not told.date or told.date < meeting.date or (due.date and told.date <= due.date):
        return None
    return told, task.status_cell[told.start : told.end]


def _struck_out(reading: Reading, quote: Quote) -> bool:
    """Say whether nearly all of a quote is struck out in the document: the action is done with."""
    size = sum(len(s) for s in quote.spans)
    struck = sum(
        max(0, min(s.end, t.end) - max(s.start, t.start)) for s in quote.spans for t in reading.document.struck
    )
    return struck * 10 >= size * 7


def _action(reading: Reading, task: Task) -> Action:
    due, due_text = _due(reading, task)
    status: Status = task.status or (cell_status(task.status_cell) if task.status_cell else "open")
    if status == "open" and _struck_out(reading, task.quote):
        status = "closed"
    return Action(
        id=reading.name("Action", task.quote.text),
        meeting=reading.meeting.id,
        item=task.spoken.passage.item,
        passage=task.spoken.passage.index,
        quote=task.quote,
        lead_in=reading.lead_in(task.spoken.passage),
        owners=task.owners,
        due=due.date if due else None,
        due_text=due_text,
        due_rule=due.rule if due else None,
        reference=task.reference,
        arising=task.arising,
        status=status,
        evidence=task.evidence,
    )
