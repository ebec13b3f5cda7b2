"""Links the places where minutes speak of one matter: explicit references first, then owner, item and wording.

A link only ever points back. One below certainty is kept as a possible one: shown as such, never counted in the status.
What is no action joins a trail, or begins one where a later meeting takes it up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assurance_bot.dates import find_due
from assurance_bot.document import fold
from assurance_bot.numbering import replaced_by
from assurance_bot.records import Extract, Meeting, Mention, Reference, Status, Trail
from assurance_bot.trail import matching
from assurance_bot.trail.matching import Growing, Known, Link
from assurance_bot.trail.places import Place, places
from assurance_bot.trail.wording import reference, words_of

KEPT = 2
"""For how many meetings a place that began no trail is kept, to be taken up by a later one."""

_REPLACED = re.compile(
    r"\b(?:in place of|replac(?:es|ing|e)|supersed(?:es|ing)|instead of)"
    r"\s+(?:action\s+)?(?P<ref>[A-Z]{0,3}\s?\d{1,3}/\d{2,4})",
    re.IGNORECASE,
)  # "in place of AP 3/23"


_IN_PLACE = re.compile(
    r"\b(?:in (?:the )?place of|instead of|in lieu of"
    r"|(?:replac|supersed)(?:es|ing) (?:the )?(?:earlier |previous )?(?:action|task) (?:on|to|about|for))"
    r"\s+(?P<what>[^,.;:()]{4,80}?)(?=\s+(?:by|before|at|on|in)\s|[,.;:()]|$)",
    re.IGNORECASE,
)  # "in place of the training evening"
_LONGER = re.compile(
    r"\bextended (?:by|for)|\bextension (?:of|by)|\b(?:moved|put|pushed) back (?:by )?|\b(?:deferred|postponed) (?:by|for)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\s*(?:an?\s+|another\s+)?(?:further\s+|additional\s+)?(?P<span>(?:\w+\s+)?(?:working\s+|calendar\s+)?(?:days?|weeks?|months?|fortnight))\b",
    re.IGNORECASE,
)  # "extended by a further two weeks"
_NAMES_IT = 2  # so many words of its own name the task that is replaced


def link(extracts: Iterable[Extract]) -> list[Trail]:
    """Return the trails of all actions and followed matters, each body by itself, in order of their first mention."""
    bodies: dict[str, list[Extract]] = defaultdict(list)
    for extract in extracts:
        if extract.meeting.date is not None:
            bodies[series_of(extract.meeting)].append(extract)
    trails: list[Trail] = []
    for body in sorted(bodies):
        linking = _Linking()
        for extract in sorted(bodies[body], key=lambda e: (e.meeting.date or dt.date.min, e.meeting.id)):
            linking.add(extract)
        trails += linking.trails()
    return trails


def series_of(meeting: Meeting) -> str:
    """Return the body of a meeting as linking tells bodies apart: what one says is never linked with another."""
    return fold(meeting.body).casefold()


class _Linking:
    """The trails of one body, put together meeting by meeting."""

    def __init__(self) -> None:
        self._known = Known()
        self._kept: list[list[Place]] = []
        self._acronyms: dict[str, str] = {}
        self._awaited: list[tuple[Growing, str]] = []

    def add(self, extract: Extract) -> None:
        """Place what a meeting says."""
        self._acronyms |= {a.acronym.lower(): a.expansion.lower() for a in extract.acronyms}
        references = [r for r in extract.records if isinstance(r, Reference)]
        linked: dict[int, list[tuple[Place, Growing]]] = defaultdict(list)
        left: list[Place] = []
        known = {n for g in self._known.all for n in g.numbers}
        for place in places(extract, acronyms=self._acronyms):
            if place.action is None and not place.named and place.numbers & known:
                continue  # what it says of an action is told by its reference
            here = linked[place.passage]
            home = self._place_action(place, references, here) if place.action else self._place_matter(place, here)
            if home is None:
                left += [] if place.named else [place]
                continue
            here.append((place, home))
            self._note_replacement(place, home)
            around = next((p for p in left if p.id == place.within), None)
            if around:
                left.remove(around)
                self._grow(home, replace(around, status=place.status), Link(home, "the words it stands in"))
        self._kept = [*self._kept, left][-KEPT:]

    def _place_action(
        self, place: Place, references: Sequence[Reference], here: Sequence[tuple[Place, Growing]]
    ) -> Growing:
        replaced = self._replaced(place)
        named = _REPLACED.search(place.text)
        found = (
            Link(None, "set here") if named or replaced else matching.of_action(place, self._known, references, here)
        )
        if found.home is None and not named and not replaced:
            found = self._taken_up(place) or found
        if found.home and found.certain and place.arising:
            place = _further(place, found.home)
            if matching.finished_by(place, found.home):
                place = replace(place, status="closed")
        home = self._grow(found.home, place, found)
        if not found.certain:  # what is only possibly the same is an action by itself too, or lists would lack it
            home = self._grow(None, place, Link(None, "set here"))
        self._replace(replaced, place)
        return home

    def _replaced(self, place: Place) -> list[Growing]:
        """Return the trails that an action says it replaces: by reference, or the one action whose words it names."""
        if by_reference := _REPLACED.search(place.text):
            key = reference(by_reference["ref"])
            return [g for g in self._known.all if key in g.references]
        in_place = _IN_PLACE.search(place.text)
        named = words_of(in_place["what"], acronyms=self._acronyms) if in_place else frozenset[str]()
        if len(named) < _NAMES_IT:
            return []
        meant = [g for g in self._known.all if not g.done and named <= g.task and g.first.meeting != place.meeting]
        return meant if len(meant) == 1 else []

    def _place_matter(self, place: Place, here: Sequence[tuple[Place, Growing]]) -> Growing | None:
        held = next(((p, g) for p, g in here if p.within == place.id), None)
        if held and not place.named:
            return self._grow(held[1], replace(place, status=held[0].status), Link(held[1], "the words it stands in"))
        found = matching.of_matter(place, self._known, here) or (None if place.named else self._taken_up(place))
        if found is None:
            for g in matching.all_done(place, self._known.all):
                self._grow(g, place, Link(g, "perhaps one of all the actions it speaks of", certain=False))
            return None
        tells_of_end = matching.finished_by if place.named else matching.done_by
        if found.home and tells_of_end(place, found.home):
            place = replace(place, status="closed")
        if found.home:
            place = _further(place, found.home)
        for other in found.others:
            self._grow(other, place, Link(other, f"perhaps {found.why.removeprefix('perhaps ')}", certain=False))
        return self._grow(found.home, place, found)

    def _taken_up(self, place: Place) -> Link | None:
        """Begin a trail with an earlier place that this one takes up."""
        taken = matching.taken_from(place, [p for meeting in self._kept for p in meeting])
        if taken is None:
            return None
        before, link = taken
        for meeting in self._kept:
            if before in meeting:
                meeting.remove(before)
        home = self._grow(None, before, Link(None, "first told of here"))
        return Link(home, link.why, link.certain)

    def _grow(self, home: Growing | None, place: Place, link: Link) -> Growing:
        home = home or Growing()
        self._known.add(home, place, link)
        return home

    def _replace(self, trails: Sequence[Growing], by: Place) -> None:
        """Mark the trail that an action says it replaces."""
        for g in trails:
            if g.first.id != by.id:
                g.replaced_by = by.id
                if g.status != "superseded":
                    g.superseded_by.append((by, f"replaced by {by.id}"))

    def _note_replacement(self, place: Place, home: Growing) -> None:
        """Keep by what a place says that its action was replaced: "superseded by AP 7/24", which may be set only later."""
        if place.status == "superseded" and (by := replaced_by(place.text)):
            self._awaited.append((home, reference(by)))

    def trails(self) -> list[Trail]:
        """Return the trails in order of their first mention."""
        for g, key in self._awaited:
            others = (o for o in self._known.all if key in o.references and o is not g)
            g.replaced_by = next((o.first.id for o in others), g.replaced_by)
        shown = [g for g in self._known.all if _followed(g)]
        shown.sort(key=lambda g: (g.first.date, g.first.meeting, g.first.at))
        return [_finished(g) for g in shown]


def _further(place: Place, home: Growing) -> Place:
    """Return a place with the day to which it moves the due date where it says by how long: "extended by two weeks"."""
    before = next((p.due for p in reversed(home.sure) if p.due), None)
    said = _LONGER.search(place.text) if before and place.status == "open" and place.due is None else None
    span = _SPAN.match(place.text, said.end()) if said else None
    if before is None or span is None:
        return place
    words = re.sub(r"^(?=(?:day|week|month|fortnight)\b)", "a ", span["span"])
    due = find_due(f"within {words}", meeting=before)
    return replace(place, due=due.date) if due else place


def _followed(g: Growing) -> bool:
    """Say whether it is a matter that is followed: it holds an action, or stood open over meetings."""
    if any(p.action for p in g.places):
        return True
    return len({p.meeting for p in g.places}) > 1 and any(p.status == "open" for p in g.places)


def _finished(g: Growing) -> Trail:
    told = sorted(
        zip(g.places, g.links, strict=True),
        key=lambda pl: (pl[0].date, pl[0].meeting, pl[0].rules and pl[0] is not g.first, pl[0].at),
    )
    mentions = [_mention(place, link.why, certain=link.certain) for place, link in told]
    mentions += [_mention(by, why, status="superseded") for by, why in g.superseded_by]
    mentions.sort(key=lambda m: m.date or dt.date.min)
    return Trail(g.first.id, g.first.text, g.owners, tuple(mentions), g.replaced_by)


def _mention(place: Place, why: str, *, certain: bool = True, status: Status | None = None) -> Mention:
    return Mention(
        action=place.action.id if place.action else None,
        meeting=place.meeting,
        date=place.date,
        status=status or place.status,
        due=None if status == "superseded" else place.due,
        quotes=place.quotes,
        link=why,
        certain=certain,
        hangs=place.hangs,
        unaided=place.unaided,
    )
