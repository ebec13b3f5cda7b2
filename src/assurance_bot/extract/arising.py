"""Matters brought forward: the task as it is restated, and what is told of it since.

Two layouts: under "Action arising from the … meeting" a task, then its update; or under "Matters arising" entries keyed by
an earlier number ("61/24 Roof: …", "AP 7/24 Roads: …"), task and news in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from assurance_bot.document import Quote
from assurance_bot.extract.natures import is_commitment
from assurance_bot.extract.owners import are_owners, doer, owners_in, read_owners, sure_owners
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken
from assurance_bot.extract.statuses import status_of
from assurance_bot.extract.tasks import Task
from assurance_bot.extract.verdicts import handed_to, moves, verdicts
from assurance_bot.numbering import REFERENCE, reference_in
from assurance_bot.parse.labels import RUN_IN, begins_task
from assurance_bot.prose import sentences
from assurance_bot.records import ENDED, Party, Status

BARE = 6  # words of a verdict that shows nothing: "It was agreed to close this."
_SHORT = 40  # words of a verdict and what shows it
_TELLING = frozenset({"update", "response", "findings"})
_TASK = re.compile(
    r"\b(?:agreed|requested|asked|required|commissioned|to provide|to bring|to report|should|must|will be)\b",
    re.IGNORECASE,
)
_TO_DO = begins_task("to")  # "Policy Officer to circulate"
_NUMBER = rf"(?:{REFERENCE.pattern}|\d{{2,4}}/\d\b(?!/))"
_KEY = re.compile(
    rf"^[(\[]?(?P<references>{_NUMBER}(?:\s*(?:,|&|;|\band\b)\s*{_NUMBER})*)\s*[)\]]?(?:\s*[–—:.,-]\s*|\s+)(?=\S)"
)  # "AP 7/24 – ", "(AP 7/24) ", "AP 1/24 and AP 2/24: "
_TOPIC = re.compile(
    r"^(?P<topic>[A-Z0-9][^.:;?]{1,70}?|\([^()]{2,70}\))\s*(?::|\s[–—-])\s+(?=\S)"
)  # "Roads: ", "(Roads): "
_REOPENS = re.compile(r"\bre-?open", re.IGNORECASE)


@dataclass
class _Matter:
    """One matter: what opened it, the passages that restate the task, those that tell of it."""

    opener: Spoken
    tasks: list[Spoken] = field(default_factory=list)
    told: list[Spoken] = field(default_factory=list)


def brought_forward(reading: Reading) -> Iterator[Task]:
    """Yield the matters brought forward, in order of place."""
    updated: set[int] = set()  # keyed matters whose update stands under a label of its own
    for matter in _matters(reading):
        if matter.told or not is_keyed(matter.tasks[0]):
            yield from _task_of(reading, matter)
            updated.add(matter.tasks[0].passage.index)
    for spoken, following in zip_longest(reading.spoken, reading.spoken[1:]):
        if is_keyed(spoken) and spoken.passage.index not in updated:
            yield from _keyed(reading, spoken, following)


def _matters(reading: Reading) -> Iterator[_Matter]:
    """Yield each matter that stands below an opener; a new one begins after an update, and with each earlier number."""
    matter: _Matter | None = None
    opener: Spoken | None = None
    for spoken in reading.spoken:
        label, form = spoken.passage.label, spoken.passage.form
        if form == "label" and label == "arising":
            if matter:
                yield matter
            opener, matter = spoken, None
        elif opener is None or (form == "label" and label in _TELLING):
            continue
        elif label == "arising":
            if matter and (matter.told or is_keyed(spoken)):
                yield matter
                matter = None
            matter = matter or _Matter(opener)
            matter.tasks.append(spoken)
        elif label in _TELLING and matter:
            matter.told.append(spoken)
        else:
            if matter:
                yield matter
            opener = matter = None
    if matter:
        yield matter


def _task_of(reading: Reading, matter: _Matter) -> Iterator[Task]:
    """The tasks of one matter: each of several list entries where they name their owners, else the first that sets one."""
    arising = reading.quote(matter.opener)
    told = [(s, start, end) for s in matter.told for start, end in sentences(s.flow.text)]
    status, evidence, due = told_of(reading, told)
    owned = [s for s in matter.tasks if s.passage.form != "paragraph" and doer(s.flow.text, reading.people)]
    chosen = owned if len(owned) > 1 else [next((s for s in matter.tasks if _sets_task(reading, s)), matter.tasks[0])]
    for spoken in chosen:
        start, end = _task_sentence(spoken.flow.text)
        words = spoken.flow.text[start:end]
        owners = owners_in(words, reading.people) or _answering(matter.told)
        quote = reading.quote(spoken, start, end)
        yield Task(
            spoken, quote, owners, reference_in(words), evidence=evidence, arising=arising, status=status, due_words=due
        )


def _sets_task(reading: Reading, spoken: Spoken) -> bool:
    words = spoken.flow.text
    return bool(doer(words, reading.people) or _TASK.search(words) or _TO_DO.match(words))


def _task_sentence(text: str) -> tuple[int, int]:
    """Return the sentence that sets the task: the first that says it was agreed or asked; else the first."""
    found = sentences(text)
    return next(((s, e) for s, e in found if _TASK.search(text[s:e])), found[0] if found else (0, len(text)))


def is_keyed(spoken: Spoken) -> bool:
    """Say whether a paragraph brings a matter forward under its earlier number; who stands in the margin may own it.

    In a list of actions it does where it sets no task and says that one is done with.
    """
    passage = spoken.passage
    if passage.label not in ("arising", "actions") or any(name != "owner" for name, _ in passage.columns):
        return False
    keys, at = _key_of(spoken)
    return bool(keys) and (passage.label == "arising" or _done_with(spoken, at))


def _key_of(spoken: Spoken) -> tuple[tuple[str, ...], int]:
    """Return the earlier numbers that key a paragraph, its list number or those it begins with, and where its words begin."""
    text = spoken.flow.text
    key = _KEY.match(text)
    at = key.end() if key else 0
    found = re.findall(_NUMBER, key["references"]) if key else []
    if "/" in spoken.passage.number:
        found = [spoken.passage.number, *found]
    topic = _TOPIC.match(text[at:])
    if topic and not status_of(topic["topic"]) and not _TO_DO.match(topic["topic"]):
        at += topic.end()
    return tuple(dict.fromkeys(" ".join(f.split()) for f in found)), at


def _done_with(spoken: Spoken, at: int) -> bool:
    """Say whether words set no task and say that one is closed or replaced."""
    text = spoken.flow.text
    found = [(spoken, at + s, at + e) for s, e in sentences(text[at:])]
    if not found or _TO_DO.match(text[at:]) or _TASK.search(text[at : found[0][2]]):
        return False
    return _verdict(found)[1] in ENDED


def _keyed(reading: Reading, spoken: Spoken, following: Spoken | None) -> Iterator[Task]:
    """A matter keyed by an earlier number: its first sentence where that sets the task, else the sentence that tells most.

    A paragraph that follows and begins with what was decided ("Agreed: …") is part of it.
    """
    text = spoken.flow.text
    references, offset = _key_of(spoken)
    found = sentences(text[offset:])
    if not references or not found:
        return
    told = [(spoken, offset + s, offset + e) for s, e in found]
    if following and _goes_on(following):
        told += [(following, s, e) for s, e in sentences(following.flow.text)]
    first = text[told[0][1] : told[0][2]]
    sets = _gives(reading, first) and not is_told(spoken, told[0][1])
    since = told[1:] if sets else told
    status, evidence, due = told_of(reading, since)
    if sets and status in ENDED:
        evidence = (reading.quote(*_around(since, _verdict(since)[0])),)
    if sets and status == "reported" and (len(told) == 1 or _due_later(reading, first)):
        status, evidence = "open", () if len(told) == 1 else evidence
    owners = owners_in(first, reading.people) if sets else _renewing(reading, told) if status == "open" else ()
    for reference in references:
        yield Task(
            spoken,
            reading.quote(*(told[0] if sets else _with_key(_telling(reading, told), offset))),
            owners or (_in_margin(reading, spoken) if sets else ()),
            reference,
            evidence=evidence if sets else (),
            arising=reading.quote(spoken, 0, offset) if offset else reading.quote(*told[0]),
            status=status,
            due_words=due,
            restated=sets,
        )


_PROMISED = re.compile(r"\W*(?:\([^()]*\)\s*)?(?:would|will|should|must|shall|needs?|need to)\b")


def _gives(reading: Reading, words: str) -> bool:
    """Say whether words give somebody a task: "AB to write"; what others than those known here will do is news."""
    found = doer(words, reading.people)
    if found is None:
        return bool(_TO_DO.match(words))
    return not _PROMISED.match(words[found[2] :]) or are_owners(read_owners(found[0], reading.people))


def _renewing(reading: Reading, told: list[_Place]) -> tuple[Party, ...]:
    """Return who is given the task anew by what is told, known here: "Reopened. AB to write again." names AB.

    Whom the words name as its doer goes before those to whom they hand it: "passed to AB".
    """
    for place in told:
        words = _words_of(place)
        if doer(words, reading.people) and not is_told(place[0], place[1]):
            found = owners_in(words, reading.people)
            if are_owners(found):
                return found
        handed = handed_to(words)
        if handed and (found := sure_owners(handed, reading.people)):
            return found
    return ()


def _around(told: list[_Place], verdict: _Place) -> _Place:
    """Return a verdict with what shows it, where it is bare: what its paragraph tells before it, else the sentence after."""
    spoken, start, end = verdict
    here = [place for place in told if place[0] is spoken]
    if len(spoken.flow.text[start:end].split()) > BARE:
        return verdict
    nth = here.index(verdict)
    start = here[0][1] if nth else start
    end = end if nth else here[min(1, len(here) - 1)][2]
    return (spoken, start, end) if len(spoken.flow.text[start:end].split()) <= _SHORT else verdict


def _telling(reading: Reading, told: list[_Place]) -> _Place:
    """Return the words that say how a matter stands: the verdict with what shows it, or with the date given beside it."""
    place, status, dated = _standing(reading, told)
    if status == "open" and dated and dated is not place and dated[0] is place[0]:
        return place[0], min(place[1], dated[1]), max(place[2], dated[2])
    return _around(told, place)


def _with_key(place: _Place, offset: int) -> _Place:
    """Return words with the number that keys them, where it is their subject: "AP 7/24 was reopened"."""
    spoken, start, end = place
    keys = spoken.flow.text[:offset]
    return (spoken, 0, end) if start == offset and keys[-1:].isspace() and keys.rstrip()[-1:].isalnum() else place


def _in_margin(reading: Reading, spoken: Spoken) -> tuple[Party, ...]:
    spans = dict(spoken.passage.columns).get("owner", ())
    return read_owners(reading.document.flow(spans).text, reading.people) if spans else ()


def _goes_on(following: Spoken) -> bool:
    """Say whether a paragraph is the decision on the matter before it: "Agreed: …", and not a matter with its own number."""
    text = following.flow.text
    return following.passage.label == "arising" and bool(RUN_IN.match(text)) and not reference_in(text[:12])


def is_told(spoken: Spoken, at: int) -> bool:
    """Say whether the words at a place are what somebody said, by a verb of speech."""
    here = spoken.at(at)
    return bool(here and here.named and here.act != "none" and here.verb not in ("", "to"))


_Place = tuple[Spoken, int, int]


def _verdict(told: list[_Place]) -> tuple[_Place, Status]:
    """Return the sentence that says how the matter stands: that it is reopened, else the first that says anything.

    Where none does, it is the first sentence that neither asks nor only leads in, as a report.
    """
    verdicts = list(_verdicts(told))
    again = next((v for v in verdicts if v[1] == "open" and _REOPENS.search(_words_of(v[0]))), None)
    answering = next((p for p in told if not _ASKS.search(_words_of(p))), told[0])
    return again or (verdicts[0] if verdicts else (answering, "reported"))


_ASKS = re.compile(
    r"[?:]\s*$|^\W*(?:the\s+)?[\w/’' .]{1,40}?\s(?:asked|sought|requested|questioned|queried|wanted to know|challenged)\b"
)


def _words_of(place: _Place) -> str:
    return place[0].flow.text[place[1] : place[2]]


def _verdicts(told: list[_Place]) -> Iterator[tuple[_Place, Status]]:
    yield from ((place, verdict) for place in told for verdict in verdicts(_words_of(place)))


def told_of(reading: Reading, told: list[_Place]) -> tuple[Status, tuple[Quote, ...], Quote | None]:
    """Return how the matter stands, the words that say so, and those words again where they give a new date.

    A promise with a date renews the task; an update without a verdict is a report.
    """
    if not told:
        return "open", (), None
    place, status, dated = _standing(reading, told)
    if status in ENDED and place != told[0]:  # what shows it stands before it
        place = _around(told, place)
    return status, (reading.quote(*place),), reading.quote(*dated) if dated else None


def _standing(reading: Reading, told: list[_Place]) -> tuple[_Place, Status, _Place | None]:
    """Return the sentence that says how a matter stands, how, and where it is open the one that may give its date."""
    place, status = _verdict(told)
    if status == "reported":
        if renewed := next((p for p in told if _renews(reading, p)), None):
            return renewed, "open", renewed
        if handed := next((p for p in told if handed_to(_words_of(p)) and _renewing(reading, [p])), None):
            return handed, "open", None
    if status != "open":
        return place, status, None
    return place, status, next((p for p in (place, *told) if _due_later(reading, _words_of(p))), place)


def _renews(reading: Reading, place: _Place) -> bool:
    """Say whether words give the task a date to come: a promise with one, or that its own date is moved to one."""
    words = _words_of(place)
    if not _due_later(reading, words):
        return False
    return is_commitment(words) or handed_to(words) is not None or moves(words)


def _due_later(reading: Reading, words: str) -> bool:
    """Say whether words give a due date after the meeting."""
    due, day = reading.due(words), reading.meeting.date
    return bool(due and due.date and day and due.date > day)


def _answering(told: list[Spoken]) -> tuple[Party, ...]:
    """Where no owner is written: the one who answered for the matter, marked as inferred."""
    for spoken in told:
        for utterance in spoken.utterances:
            if utterance.act == "say" and utterance.speakers and (utterance.reply or utterance.introduces):
                return tuple(Party(p.written, p.role, p.person, inferred=True) for p in utterance.speakers[:1])
    return ()
