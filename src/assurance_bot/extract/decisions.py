"""Decisions: what the meeting agreed, approved, noted, rejected or deferred.

A decision is told by its words, by a label or a heading it stands under, or by what closes it: who moved and seconded it,
and how the vote went. What closes a motion belongs to the words before it, though they stand in another paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from assurance_bot.document import Quote
from assurance_bot.extract.clauses import clauses
from assurance_bot.extract.motions import MOTION, closing
from assurance_bot.extract.outcomes import BODY, outcome_of, verdict
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken
from assurance_bot.extract.tasks import MARKER
from assurance_bot.extract.undertakings import bare_tasks
from assurance_bot.parse.labels import structure_label
from assurance_bot.prose import sentences
from assurance_bot.records import AgendaItem, Decision, Outcome

DECISION = re.compile(
    r"^(?i:decisions?|resolutions?|resolved|decided|conclusions?|consensus)(?:\s+(?:[Nn]o\.?\s*)?[\d./-]+)?\s*(?::|\s[–—-])\s*(?=\S)"
)  # "Decision: ", "RESOLUTION 14/3: "
_HEADING = re.compile(
    r"^(?!.*\b(?:to be|for|not|previous|last|actions?|since|by)\b)(?:(?:summary of )?(?:(?:interim|final|provisional|key|main|formal) )?(?:decisions?|resolutions?|motions?)(?: (?:made|taken|passed|agreed|adopted|carried|of the meeting))?"
    r"|(?:[\w’'&/-]+ ){0,4}(?:approved|agreed|adopted|passed|ratified|granted|awarded|carried|resolved|rejected|declined)):?$",
    re.IGNORECASE,
)  # "Grants approved"
_NOT = re.compile(
    r"\b(?:asked|whether|if|unless|until|once) (?:it|we|the (?:meeting|board|council|committee)) (?:was|had|were|agreed?|approved?|decided?)\b|\bhad (?:already |previously |since |all )*(?:been )?(?:already |previously )?(?:agreed|approved|adopted|decided)\b|\bas agreed\b"
    r"|\bpreviously agreed\b|\bnot all\b|\bagreed in (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|^(?:Apologies|An apology)\b(?!.*\b(?:RESOLVED|agreed|resolved)\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"[^,;]*\b(?:asked|queried|enquired|inquired|questioned|wondered)\s+(?:(?!to\b)[\w’'-]+\s+){0,4}?(?:whether|if)\b[^,;]*$"
)  # "asked if everyone was in agreement with it"
_AGREED = re.compile(
    r"It (?:was|has been) (?:\w+ly )?(?:agreed|resolved|decided) that\b"
)  # so told among the actions it is a decision too
_RESOLUTION = re.compile(r"\b(?:RESOLVED|RESOLUTION|Resolved:|Resolution:)(?!\w)")
_TO_DECIDE = re.compile(r"^(?:To|TO) (?!be\b)[A-Za-z]?[a-z]{3,}\b")  # "To approve the rota", the agenda's own words
_CONDITIONAL = re.compile(
    r"\b(?:to|will|would|could|can|cannot|may|might|should|must) (?:\w+ ){0,2}?be (?:\w+ly )?(?:approved|adopted|ratified|accepted|deferred|elected|co-?opted|noted)\b"
    r"|\b(?:once|until|unless|if|when|after|before) [^,.;]{1,60}\b(?:is|are|was|were|be|being) (?:\w+ and )?(?:approved|adopted|accepted|ratified|elected)\b",
    re.IGNORECASE,
)  # "The rota has to be approved by the trustees"
_FIRMLY = re.compile(r"\b(?:resolved|agreed|decided|decision|second\w+|unanimous\w*|motion|carried)\b", re.IGNORECASE)
_APPLICATION = re.compile(
    r"(?<![\w/])(?!(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b)(?:\d{2,4}/\d{4,6}(?:/[A-Z]{1,6})?|\d{2,4}/\d{2,6}/[A-Z]{1,6}"
    r"|[A-Z]{1,4}/\d{2,4}/\d{2,6}(?:/[A-Z]{1,6})?)(?![\d/])"
)  # "14/00134/F", "P/2014/0134", and no month of a year
_BARE_VERDICT = re.compile(
    r"(?<=[\w)] )(?:No (?:objections?|comments?)|Object(?:ed|ions?)?|Support(?:ed)?|Approv(?:ed|al)|(?:Recommend(?:ed)? )?Refusal)\.?$"
)  # "14/123 Shed at 5 High Street No objection": its capital begins another cell or sentence
_SUMS = re.compile(r"[£$€]\s?\d")
_STATES = re.compile(r"\b(?:was|were|RESOLVED|resolved (?:that|to))\b")
_PAID = re.compile(r"\b(?:payments?|cheques?|invoices?|accounts?|expenditure|expenses|payable|bills)\b", re.IGNORECASE)
_BRIEF = 9  # words of a decision that does not itself say what it is about
_NEAR = 25  # words from an application to what is decided on it
_LONG_WORD = 40  # characters, no word is longer: so far back a place near stands
_MOVES = re.compile(
    r"\b(?:ma(?:de|kes) a motion|motioned|moved|moves)\s+(?:to|that|for)\b"
)  # "Ann made a motion to let it"
_OPEN_THAT = re.compile(r"\b[Tt]hat\s*[:–—-]?\s*$")  # "RESOLVED that", and a list of what
_SHORT = 3  # words of "It was agreed:"
_FIRST = 6  # passages back, at most, to the words of a motion that is closed in a paragraph of its own


@dataclass
class _Found:
    """A decision in a passage: `start` to `end` of its flow; `closed` once movers or a vote have been told."""

    start: int
    end: int
    outcome: Outcome
    closed: bool = False


def find(reading: Reading) -> Iterator[Decision]:
    """Yield the decisions of a meeting in order; one that a list of them repeats in the same words is yielded once."""
    seen: set[str] = set()
    for decision in _all(reading):
        words = re.sub(r"\W+", " ", DECISION.sub("", decision.text)).lower().strip()
        title = "" if decision.item is None else reading.meeting.items[decision.item].title
        listed = _HEADING.match(title) or reading.meeting.passages[decision.passage].label == "decisions"
        if words not in seen or not (listed or title.lower().startswith("summary")):
            yield decision
        seen.add(words)


def _all(reading: Reading) -> Iterator[Decision]:
    headings = _headings(reading)
    logs = {s.passage.item for s in reading.spoken if s.passage.form == "row"}
    open_item: (
        int | None
    ) = -1  # the item of the passage just before, where it ends with a decision that nothing has closed
    for place, spoken in enumerate(reading.spoken):
        passage = spoken.passage
        for item in headings.pop(place, ()):
            yield _heading(reading, spoken, item)
        if passage.label == "attendance" or passage.form == "label":
            continue
        if passage.form == "bullet" and structure_label(spoken.flow.text) == "decisions":
            continue
        if passage.form == "row":
            yield from _row(reading, spoken)
            continue
        tasks = passage.label == "actions" and passage.item not in logs
        if tasks and not DECISION.match(spoken.flow.text) and not _AGREED.match(spoken.flow.text):
            continue
        if alone := closing(spoken.flow.text):
            if open_item != passage.item and (quote := _moved_before(reading, place)):
                yield _decision(reading, spoken, quote, alone)
            open_item = passage.item
            continue
        if _leads_to_resolution(reading, place):
            open_item = -1
            continue
        if quote := _told_before(reading, place):
            yield _decision(reading, spoken, quote, verdict(spoken.flow.text) or "agreed")
            open_item = -1
            continue
        found = list(_in_passage(reading, spoken))
        for each in found:
            yield _decision(reading, spoken, reading.quote(spoken, each.start, each.end), each.outcome)
        open_item = passage.item if found and (_ends(spoken, found[-1]) or not found[-1].closed) else -1


def _headings(reading: Reading) -> dict[int, list[AgendaItem]]:
    """Return the headings that state a decision, as one set in bold by itself may, by the passage that follows them."""
    found: dict[int, list[AgendaItem]] = {}
    for item in reading.meeting.items:
        states = DECISION.match(item.title) or (_STATES.search(item.title) and outcome_of(item.title, reading))
        ended = next(_applications(item.title), None)
        place = reading.following(item) if (states or ended) and not _NOT.search(item.title) else None
        if place is not None:
            found.setdefault(place, []).append(item)
    return found


def _heading(reading: Reading, spoken: Spoken, item: AgendaItem) -> Decision:
    quote = reading.document.quote((item.span,))
    ended = next(_applications(item.title), None)
    outcome = ended.outcome if ended else outcome_of(item.title, reading) or "agreed"
    return replace(_decision(reading, spoken, quote, outcome), item=item.index, lead_in=None)


def _ends(spoken: Spoken, found: _Found) -> bool:
    return not spoken.flow.text[found.end :].strip()


def _in_passage(reading: Reading, spoken: Spoken) -> Iterator[_Found]:
    text = spoken.flow.text
    label = DECISION.match(text)
    led = _led(reading, spoken)
    listed = led or spoken.passage.label == "decisions" or _under_heading(reading, spoken)
    if (label or listed) and not text.rstrip().endswith(":") and not _OPEN_THAT.search(text):
        start = label.end() if label else 0
        if label or not next(bare_tasks(reading, spoken), None):
            yield _Found(start, len(text), outcome_of(text, reading) or led or "agreed")
        return
    yield from _told(reading, spoken)


def _led(reading: Reading, spoken: Spoken) -> Outcome | None:
    """Return the outcome that the words before a list state of its entries: "It was resolved that:"."""
    if spoken.passage.lead_in is None or spoken.passage.label == "summary":
        return None
    text = reading.spoken[spoken.passage.lead_in].flow.text
    words = text[sentences(text)[-1][0] :]
    if re.fullmatch(rf"{BODY}:", words.strip()):  # "The Board:", then "approved the plan"
        return outcome_of(f"{words.strip().rstrip(':')} {spoken.flow.text}", reading)
    return outcome_of(words, reading) if _introduces(words) and not _NOT.search(words) else None


def _under_heading(reading: Reading, spoken: Spoken) -> bool:
    """Say whether a passage is an entry under a heading that says what became of it: "Grants approved"."""
    item, lead = spoken.passage.item, spoken.passage.lead_in
    if spoken.passage.form not in ("bullet", "numbered"):
        return False
    if lead is not None and structure_label(reading.spoken[lead].flow.text) == "decisions":
        return True
    if item is None:
        return False
    return bool(_HEADING.match(reading.meeting.items[item].title))


def _told(reading: Reading, spoken: Spoken) -> Iterator[_Found]:
    """Yield what the sentences of a passage decide; movers and votes go to the words before them."""
    text = spoken.flow.text
    found: list[_Found] = []
    before: tuple[int, int] | None = None  # the sentence before, where it is not itself what closes a motion
    moved: int | None = None  # where a motion begins that nothing has closed
    for start, end in sentences(text):
        words = text[start:end]
        ended = closing(words)
        if ended and not (before is None and not found and outcome_of(words, reading)):
            if moved is not None and before and before[0] > moved and not any(f.end > moved for f in found):
                before = (moved, before[1])
            _close(found, before, end, ended)
            before = moved = None
            continue
        moved = start if _MOVES.search(words) else moved
        own = list(_decided(reading, text, start, end))
        if before is not None and own and words.isalpha() and not (found and found[-1].end > before[0]):
            own[0].start = before[0]  # "The balance was £90. Noted": without a full stop it is a cell of its own
        found += own
        if len(words.split()) > 1:
            before = (start, end)
    marks = [range(m.start(), m.end() + 1) for m in MARKER.finditer(text)] if found else []
    found = [each for each in found if not any(each.start in mark for mark in marks)]  # marked as a task
    for each in found:
        each.start = _application_before(text, each)
    yield from found or _applications(text)


def _application_before(text: str, found: _Found) -> int:
    """Return where a short decision begins with the application it is about: "24/123 Shed. The Council had no objection."."""
    said = text[found.start : found.end]
    if len(said.split()) > _BRIEF or _APPLICATION.search(said):
        return found.start
    before = list(_APPLICATION.finditer(text, max(0, found.start - _NEAR * _LONG_WORD), found.start))
    if not before:
        return found.start
    near = len(text[before[-1].start() : found.start].split()) <= _NEAR
    return before[-1].start() if near else found.start


def _applications(text: str) -> Iterator[_Found]:
    """Yield the applications of a passage with the verdict that ends each: "14/123 – shed at 5 High Street. Support."."""
    starts = [m.start() for m in _APPLICATION.finditer(text)]
    starts = [
        a for a in starts if a == 0 or not text[:a].strip() or re.search(r"(?:[.:;)]|\s[–-]|[a-z])\s*$", text[:a])
    ]
    if starts and not re.search(r"[.:;]\s", text[: starts[0]]):
        starts[0] = 0  # the words before the reference name the application
    for at, end in pairwise([*starts, len(text)]):
        piece = text[at:end].rstrip()
        last = piece[sentences(piece)[-1][0] :]
        bare = _BARE_VERDICT.search(piece)
        if ended := verdict(piece) or verdict(f" - {last}") or (verdict(f" - {bare[0]}") if bare else None):
            yield _Found(at, at + len(piece), ended)


def _close(found: list[_Found], before: tuple[int, int] | None, end: int, outcome: Outcome) -> None:
    """Close the last decision that is open, else make one of the sentence before."""
    if found and not found[-1].closed:
        if before is None or found[-1].end >= before[1]:
            found[-1].end = end
        found[-1].outcome = outcome if outcome == "rejected" else found[-1].outcome
        found[-1].closed = True
    elif before is not None and not (found and found[-1].end == before[1]):
        found.append(_Found(before[0], end, outcome, closed=True))
    elif found:
        found[-1].end = end
        found[-1].outcome = outcome if outcome == "rejected" else found[-1].outcome


def _decided(reading: Reading, text: str, start: int, end: int) -> Iterator[_Found]:
    """Yield what a sentence decides: whole where a motion is moved in it, else clause by clause."""
    words = text[start:end]
    if re.search(r"\bsecond(?:ed|er)\b|\b2nd(?:ed)?\b|\([^()]*\bagreed\)", words, re.IGNORECASE) or MOTION.match(words):
        pieces = [(start, end)]
    else:
        pieces = [(start + s, start + e) for s, e in clauses(words, reading.people)]
    for at, stop in pieces:
        said = text[at:stop]
        label = DECISION.match(said)
        outcome = outcome_of(said, reading)
        label = None if outcome else label
        outcome = "agreed" if label else outcome
        if outcome and not _no_decision(said, reading) and not said.rstrip().endswith("?") and not _introduces(said):
            moved = bool(re.search(r"\bsecond(?:ed|er)\b", said, re.IGNORECASE))
            yield _Found(at + (label.end() if label else 0), stop, outcome, closed=moved)


def _no_decision(words: str, reading: Reading) -> bool:
    """Say whether words tell of a decision of another time, or one that is still to be made."""
    if _NOT.search(words) or _ASKED.match(words):
        return True
    rest = _CONDITIONAL.sub(lambda found: " should " if found[0].startswith("should") else " ", words)
    return rest != words and not _FIRMLY.search(words) and outcome_of(rest, reading) is None


def _introduces(words: str) -> bool:
    """Say whether words only introduce what was decided: "It was agreed:", but not "These payments were approved:"."""
    if _OPEN_THAT.search(words):
        return True
    return words.rstrip().endswith(":") and (len(words.split()) <= _SHORT or not _PAID.search(words))


def _moved_before(reading: Reading, place: int) -> Quote | None:
    """Return the words of a motion with what closes it in a paragraph of its own: the sentence before, else the heading."""
    here = reading.spoken[place]
    item = here.passage.item
    nearest = reversed(reading.spoken[max(0, place - _FIRST) : place])
    earlier = list(takewhile(lambda spoken: spoken.passage.item == item, nearest))
    for before in takewhile(lambda spoken: not closing(spoken.flow.text), earlier):
        moves = [s for s, e in sentences(before.flow.text) if _MOVES.search(before.flow.text[s:e])]
        if moves:
            return reading.document.quote((*before.flow.spans(moves[-1]), *here.flow.spans()))
    for before in earlier:
        text = before.flow.text
        if before.passage.form == "row" or len(_SUMS.findall(text)) > 1 or not re.search(r"[a-z]{3}.*\s", text):
            continue
        start = 0 if MOTION.match(text) else sentences(text)[-1][0]
        return reading.document.quote((*before.flow.spans(start), *here.flow.spans()))
    if item is None:
        return None
    return reading.document.quote((reading.meeting.items[item].span, *here.flow.spans()))


def _leads_to_resolution(reading: Reading, place: int) -> bool:
    """Say whether a passage only leads to the resolution in the next: "To approve the rota. It was discussed", or it ends in a colon."""
    here, after = reading.spoken[place], reading.spoken[place + 1] if place + 1 < len(reading.spoken) else None
    text = here.flow.text
    if after is None or after.passage.item != here.passage.item or not _RESOLUTION.match(after.flow.text):
        return False
    return not _RESOLUTION.search(text) and (text.rstrip().endswith(":") or bool(_TO_DECIDE.match(text)))


def _told_before(reading: Reading, place: int) -> Quote | None:
    """Return an application that begins in the paragraph before and has its verdict in this one."""
    here, before = reading.spoken[place], reading.spoken[place - 1] if place else None
    if before is None or before.passage.item != here.passage.item or before.passage.form == "row":
        return None
    text = here.flow.text
    if not _APPLICATION.match(before.flow.text) or verdict(before.flow.text) or _APPLICATION.search(text):
        return None
    return reading.document.quote((*before.flow.spans(), *here.flow.spans())) if verdict(text) else None


def _row(reading: Reading, spoken: Spoken) -> Iterator[Decision]:
    """A row of a table of decisions, or of applications with the verdict in its last cell."""
    cells = dict(spoken.passage.columns)
    text = spoken.flow.text
    if "owner" in cells or "due" in cells or not text.strip():
        return
    listed = spoken.passage.label == "decisions" or bool(
        spoken.passage.item is not None and _HEADING.match(reading.meeting.items[spoken.passage.item].title)
    )
    if listed:
        yield _decision(reading, spoken, reading.quote(spoken), outcome_of(text, reading) or "agreed")
        return
    last = reading.document.flow(spoken.passage.spans[-1:]).text
    if _APPLICATION.search(text) and (ended := verdict(f" - {last}")):
        yield _decision(reading, spoken, reading.quote(spoken), ended)


def _decision(reading: Reading, spoken: Spoken, quote: Quote, outcome: Outcome) -> Decision:
    return Decision(
        id=reading.name("Decision", quote.text),
        meeting=reading.meeting.id,
        item=spoken.passage.item,
        passage=spoken.passage.index,
        quote=quote,
        lead_in=reading.lead_in(spoken.passage),
        outcome=outcome,
    )
