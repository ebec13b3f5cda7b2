"""What minutes hold, as immutable records. The fields every record shares come first, each explained once in `Record`.

Ids derive from the meeting and the folded words, so that reindexing, or better parsing elsewhere, does not rename them.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from assurance_bot.document import Locator, Quote, Span

Presence = Literal["present", "apologies", "absent", "in attendance"]
Nature = Literal["commitment", "assurance", "report", "challenge"]
Outcome = Literal["agreed", "approved", "noted", "rejected", "deferred"]
Status = Literal["open", "reported", "closed", "superseded"]
ENDED: tuple[Status, ...] = ("closed", "superseded")
"""How an action stands of which nothing more is due."""
PassageForm = Literal["paragraph", "bullet", "numbered", "row", "label"]

_NOT_WORDS = re.compile(r"[^0-9a-z£%]+")


def record_id(kind: str, meeting: str, words: str, nth: int = 0) -> str:
    """Return a stable id: a letter for the kind, then ten characters of a hash of the meeting and the words.

    Case, punctuation and white space do not count; `nth` tells the same words said again in one meeting apart.
    """
    key = "\n".join((kind, meeting, _NOT_WORDS.sub(" ", words.lower()).strip(), str(nth)))
    digest = base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:10]
    return f"{kind[0].upper()}-{digest}"


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks, asks or owes, as the minutes name them.

    `written` are the words there ("The CC", "JR"); `role` the office in this body ("CC"); `person` the full name of who
    that is on the day, where the minutes tell. `inferred` marks what the minutes imply and do not say.
    """

    written: str
    role: str | None = None
    person: str | None = None
    inferred: bool = False

    @property
    def label(self) -> str:
        """The shortest name that is certain: the office, else the person, else the words."""
        return self.role or self.person or self.written


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person at, or kept from, a meeting."""

    name: str
    role: str | None = None
    initials: str | None = None
    presence: Presence = "present"
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A heading of the agenda. `index` counts from 0 in order; `parent` is the index of the item around it, or None.

    `number` is as written ("2.1"), "" where there is none. A structural label ("Update:", "Findings") is no item.
    """

    index: int
    number: str
    title: str
    parent: int | None
    span: Span

    @property
    def label(self) -> str:
        """Number and title as people cite them."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest indexed unit: a paragraph, bullet or table row, without page furniture and without its bullet mark.

    `index` counts from 0; `item` is the index of its agenda item, None in the header; `number` is the list number as
    written; `lead_in` the index of the passage that introduces it ("The CC responded:"); `label` the structural label
    it stands under ("update", "findings", "actions", "decision", …) or ""; `column` holds the words of the row's other
    cells by the name of their column ("owner", "due", "status"), with their places.
    """

    index: int
    spans: tuple[Span, ...]
    form: PassageForm = "paragraph"
    item: int | None = None
    number: str = ""
    lead_in: int | None = None
    label: str = ""
    columns: tuple[tuple[str, tuple[Span, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting, as its minutes record it.

    `id` derives from series and date. `body` is the board that met, `series` its run of like meetings. `version` is
    "draft" where the minutes say so, else "final". Dates are None where the minutes do not tell.
    """

    id: str
    source: str
    title: str
    body: str
    series: str
    date: dt.date | None
    time: str | None = None
    venue: str | None = None
    chair: str | None = None
    minutes_by: str | None = None
    marking: str | None = None
    next_meeting: str | None = None
    next_date: dt.date | None = None
    version: Literal["draft", "final"] = "final"
    attendance: tuple[Attendance, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    passages: tuple[Passage, ...] = ()

    def path(self, item: int | None) -> tuple[AgendaItem, ...]:
        """Return the items from the outermost down to `item`."""
        found: list[AgendaItem] = []
        while item is not None:
            found.append(self.items[item])
            item = self.items[item].parent
        return tuple(reversed(found))

    def item_label(self, item: int | None) -> str:
        """Return the path of an item as people cite it: "1.1 OUTSTANDING MATTERS › Integrated Victim Management"."""
        return " › ".join(step.label for step in self.path(item))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The fields every record shares.

    `meeting` is the meeting's id; `item` the index of its agenda item; `passage` the index of the passage in which the
    words stand; `quote` the words; `lead_in` the words that introduce them and give them their speaker, if any.
    """

    id: str
    meeting: str
    item: int | None
    passage: int
    quote: Quote
    lead_in: Quote | None = None

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.quote.text

    @property
    def locator(self) -> Locator:
        """Where the words stand."""
        return self.quote.locator


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """A task given.

    `due` is worked out by `due_rule` from `due_text`, the words of the minutes; None where no date is to be had.
    `reference` is the minutes' own ("AP 3/18"). `arising` says from where an action was brought forward, as written.
    `status` is what these minutes alone say of it; `evidence` the words that say so. Where the due date hangs on another
    meeting of the body, `unaided` is what these minutes alone make of it, by `unaided_rule`: for whom the other is hidden.
    """

    owners: tuple[Party, ...] = ()
    due: dt.date | None = None
    due_text: str | None = None
    due_rule: str | None = None
    unaided: dt.date | None = None
    unaided_rule: str | None = None
    reference: str | None = None
    arising: Quote | None = None
    status: Status = "open"
    evidence: tuple[Quote, ...] = ()
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """Attributed words; `speakers` is empty where the minutes name none."""

    nature: Nature = "report"
    speakers: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """A question asked in a meeting; `replies` are ids of statements. `written`: put in writing beforehand."""

    asker: Party | None = None
    asked_of: Party | None = None
    written: bool = False
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What the meeting agreed, approved, noted, rejected or deferred."""

    outcome: Outcome = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A number as written, with its unit and the words that tell what it measures; `text` is the whole sentence."""

    value: str
    number: float | None
    unit: str
    measures: str
    speakers: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Record):
    """Minutes pointing at another meeting or day: `written` as worded, `start` to `end` (inclusive) the days meant."""

    written: str
    start: dt.date
    end: dt.date
    to_meeting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """What is recorded of a meeting itself. Made when asked for, never stored.

    `asked` says what is told ("chair", "venue", "apologies", …), `value` the answer ("Ann Roe", "10:00"); `role` is that of
    a person as the attendance gives it. The quote is where it stands; `passage` is -1 where that is the header.
    """

    asked: str
    value: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative(Record):
    """Words of a passage that no other record holds, and whose speaker cannot be told. Found when asked for, never stored.

    `id` is that of the passage, "meeting#index".
    """


AnyRecord = Action | Statement | Question | Decision | Figure | Reference | Narrative | Fact


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym of one body's minutes, and what it stands for there."""

    acronym: str
    expansion: str
    source: str
    line: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the minutes speak of an action; `link` is how it was tied to the trail, in words.

    Where `hangs`, it is no action and its due date hangs on another meeting; `unaided` is what its own minutes make of it.
    """

    action: str | None
    meeting: str
    date: dt.date | None
    status: Status
    due: dt.date | None
    quotes: tuple[Quote, ...]
    link: str = "set here"
    certain: bool = True
    hangs: bool = False
    unaided: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """An action's mentions across meetings, in order; `id` is that of the action that began it."""

    id: str
    title: str
    owners: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    replaced_by: str | None = None

    @property
    def due(self) -> dt.date | None:
        """The due date last given."""
        return next((m.due for m in reversed(self.mentions) if m.due and m.certain), None)


@dataclass(frozen=True, slots=True)
class Matter:
    """A place that tells how something stands and may go on with what an earlier meeting set; it is no action itself.

    `title` is the heading run in to its passage, else that of its item, "" where neither names a matter; `run_in` says
    which. `names` are the names it speaks of, those of the words just before it too. `status` is what its words say:
    open (to be done, awaited), closed (done), reported (news). `sets`: somebody is to act. `refers`: it speaks of what was
    asked before ("had been tasked with"). `arising`: it stands under matters arising. `marked`: its minutes mark actions.
    `reference` is that of the action it names ("It was agreed that AP 3/18 be closed"), and `due` the new date it gives, by
    `due_rule` from the words `due_text`; `unaided` and `unaided_rule` are as of an action.
    """

    id: str
    item: int | None
    passage: int
    quote: Quote
    title: str
    run_in: bool
    names: tuple[str, ...]
    owners: tuple[Party, ...]
    status: Status
    sets: bool
    refers: bool
    arising: bool
    marked: bool
    reference: str | None = None
    due: dt.date | None = None
    due_text: str | None = None
    due_rule: str | None = None
    unaided: dt.date | None = None
    unaided_rule: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """All that was found in one document: what the register stores of a meeting, and matters that trails are made with."""

    meeting: Meeting
    records: tuple[AnyRecord, ...]
    acronyms: tuple[Acronym, ...]
    matters: tuple[Matter, ...] = ()
