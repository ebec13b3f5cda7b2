"""Which trail a place goes on with, and by what that is told, in words a person understands.

Each rule is a function of a place and the trails so far that gives the likeliest link or None; the first that does decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from assurance_bot.records import ENDED, Party, Reference
from assurance_bot.trail.places import Place
from assurance_bot.trail.wording import FEW, keys, likeness, words_of

SAME_WORDS = (
    0.8  # from this share of the words of the shorter wording (0 to 1), with an owner in common, two actions are one
)
SAME_TASK = 0.9  # and from this share, whoever owns it now
TAKEN_UP = 0.6  # where it says that it is taken up again
SAME_MATTER = 0.5  # under "Action arising from the March meeting", among the actions of that meeting

LONG_AGO = 400
"""After so many days without a word the same heading or wording is but possibly the same task: the lights of each winter."""

STILL_SPOKEN_OF = 200
"""For how many days after it was last told of an action is taken up by its topic alone."""

_FEW_MORE = 10  # words that may stand around those of a task

TELLS = 0.6  # from this share, what is no action tells of a task of the same owner
POSSIBLY = 0.5  # and from this one it may
_AGAIN = re.compile(r"\bre-?open|\brepeat\b|\bagain\b|\bonce more\b", re.IGNORECASE)  # a closed action taken up anew
_GOES_ON = re.compile(
    r"^\W*(?:he|she|they|this|these|it(?! (?:was|is|has been) (?:\w+ )?(?:agreed?|noted|suggested|reported|decided)))\b",
    re.IGNORECASE,
)  # "He assured the meeting that …"
_POINTS_BACK = re.compile(
    r"\b(?:him|her|them|this|these|those)\b(?!\s+(?:meeting|evening|year|month|week|stage))", re.IGNORECASE
)  # "would contact him"


@dataclass(eq=False)
class Growing:
    """A trail being put together: its places in the order linked, each with the link that tied it.

    What is told of the places that are certain is kept up as they are added, for every later place is compared with it.
    """

    places: list[Place] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    sure: list[Place] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    wordings: set[frozenset[str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    owned: frozenset[str] = frozenset()
    titles: dict[frozenset[str], str] = field(default_factory=dict)
    acted: set[str] = field(default_factory=set)
    status: str = "open"
    owners: tuple[Party, ...] = ()
    replaced_by: str | None = None
    superseded_by: list[tuple[Place, str]] = field(default_factory=list)

    def add(self, place: Place, link: Link) -> None:
        """Add a place; one that is only possibly of this trail tells nothing of it."""
        self.places.append(place)
        self.links.append(link)
        if not link.certain:
            return
        self.sure.append(place)
        self.references |= place.references
        self.numbers |= place.numbers
        self.wordings.add(place.words)
        self.words |= place.words
        self.names |= place.names
        if place.heads:
            self.titles.setdefault(place.titled, place.meeting)
        if place.action:
            self.acted.add(place.meeting)
        self.status = self._status()
        self.owners = self._owners()
        self.owned = keys(self.owners)

    @property
    def first(self) -> Place:
        """The place that began it."""
        return self.places[0]

    @property
    def last(self) -> Place:
        """The last place linked with certainty."""
        return self.sure[-1]

    @property
    def done(self) -> bool:
        """Whether it was closed or replaced when it was last told of."""
        return bool(self.superseded_by) or self.status in ENDED

    def _status(self) -> str:
        """Return the status last told; what is said of the action itself goes before what else its meeting tells."""
        last = self.sure[-1]
        own = [p for p in self.sure if p.rules and p.meeting == last.meeting]
        return max(own, key=lambda p: p.at).status if own else last.status

    def _owners(self) -> tuple[Party, ...]:
        """Return the owners last named: by an action, where it holds one."""
        named = [p for p in self.sure if p.owners]
        acting = [p for p in named if p.action] or [p for p in named if p.sets] or named
        return acting[-1].owners if acting else ()

    @property
    def task(self) -> frozenset[str]:
        """The words of the action last set with a mark, none where its minutes mark no actions."""
        marked = [p for p in self.sure if p.action and p.sets and p.marked]
        return marked[-1].words if marked else frozenset()

    @property
    def charged(self) -> frozenset[str]:
        """All whom the meeting that last told of it gave something to do."""
        return keys(o for p in self.sure if p.meeting == self.last.meeting and p.sets for o in p.owners)

    def may_go_on_as(self, other: Growing) -> bool:
        """Say whether another trail begins with a place that is possibly of this one: the same task, reworded."""
        return other is not self and any(p.id == other.first.id for p in self.places)

    def may_be(self, place: Place) -> bool:
        """Say whether the place can be of this trail: different numbers are of different actions."""
        return not (self.numbers and place.numbers and self.numbers.isdisjoint(place.numbers))

    def like(self, place: Place) -> float:
        """Return how like the place is to the likest wording so far, 0 to 1."""
        if self.words.isdisjoint(place.words):
            return 0.0
        return max(likeness(place.words, words) for words in self.wordings)

    def headed(self, place: Place) -> bool:
        """Say whether the place stands under a heading of this trail."""
        return place.heads and any(same_title(title, place.titled) for title in self.titles)

    def headed_before(self, place: Place) -> bool:
        """Say whether an earlier meeting told of it under the heading of the place."""
        return any(at != place.meeting and same_title(title, place.titled) for title, at in self.titles.items())


@dataclass(frozen=True)
class Link:
    """The trail, by what the link was told, and whether it is certain; `others` are trails that it may be of as well."""

    home: Growing | None
    why: str
    certain: bool = True
    others: tuple[Growing, ...] = ()


def same_title(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two headings name the same: the same words, or all of three and more in the other."""
    shared = one & other
    return bool(shared) and (one == other or (len(shared) >= 3 and len(shared) == min(len(one), len(other))))


@dataclass
class Known:
    """The trails of a body so far, in the order begun, found by what a place may share with them.

    No rule that goes by wording, heading, name or reference links a place with a trail that shares none of these with it,
    and over the years nearly all trails share none.
    """

    all: list[Growing] = field(default_factory=list)
    _holding: defaultdict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    _numbers: dict[int, int] = field(default_factory=dict)

    def add(self, home: Growing, place: Place, link: Link) -> None:
        """Add a place to a trail, which is a new one where it is not known."""
        number = self._numbers.get(id(home))
        if number is None:
            number = self._numbers[id(home)] = len(self.all)
            self.all.append(home)
        home.add(place, link)
        if link.certain:
            for held in _shareable(place):
                self._holding[held].add(number)

    def near(self, place: Place) -> list[Growing]:
        """Return the trails that share a word, a word of the heading, a name or a reference with a place."""
        found = set[int]().union(*(self._holding[held] for held in _shareable(place) if held in self._holding))
        return [self.all[number] for number in sorted(found)]


def _shareable(place: Place) -> Iterator[tuple[str, str]]:
    """Yield what a place may share with a trail."""
    yield from (("word", word) for word in place.words)
    yield from (("name", name) for name in place.names)
    yield from (("reference", reference) for reference in place.references)
    if place.heads:
        yield from (("heading", word) for word in place.titled)


def of_action(
    place: Place, known: Known, references: Sequence[Reference], here: Sequence[tuple[Place, Growing]]
) -> Link:
    """Return where an action belongs: the trail it goes on with, or a new one; `here` as for `of_matter`."""
    growing = known.near(place)
    return _by_reference(place, growing) or _unless_old(place, _by_likeness(place, growing, references, here))


def _unless_old(place: Place, link: Link) -> Link:
    """Return a link that no number made; to what was last told of long ago it is only possible."""
    if link.home is None or not link.certain or (place.date - link.home.last.date).days <= LONG_AGO:
        return link
    return replace(link, why=f"perhaps {link.why}, long after", certain=False)


def _by_likeness(
    place: Place, growing: Sequence[Growing], references: Sequence[Reference], here: Sequence[tuple[Place, Growing]]
) -> Link:
    earlier = [g for g in growing if place.meeting not in g.acted and g.may_be(place)]
    for rule in (_by_arising, _taken_up, _by_wording):
        if found := rule(place, earlier, references):
            return found
    if not place.marked and (found := _goes_on(place, [(p, g) for p, g in here if g.may_be(place)])):
        return found
    live = [g for g in earlier if not g.done]
    if found := _by_heading(place, earlier) or _named(place, live) or _reworded(place, live):
        return found
    why = "brought forward from minutes that are not here" if place.arising else "set here"
    return Link(None, why)


def _by_reference(place: Place, growing: Sequence[Growing]) -> Link | None:
    """Link by the reference written; within one meeting only what tells of an action that is set there or told of too."""
    mine = keys(place.owners)
    known = [g for g in growing if place.references & g.references and _may_tell(place, g)]
    best = max(
        known,
        key=lambda g: (bool(place.numbers & g.numbers), not g.done, g.like(place), _shares(mine, g)),
        default=None,
    )
    return Link(best, f"by its reference {place.reference}") if best else None


def _shares(mine: frozenset[str], g: Growing) -> bool:
    """Say whether an owner is in both; two that name nobody count as alike."""
    return bool(mine & g.owned) or (not mine and not g.owned)


def _may_tell(place: Place, g: Growing) -> bool:
    if place.meeting not in g.acted:
        return g.first.meeting != place.meeting
    return g.first.meeting != place.meeting and (place.action is None or place.arising or g.last.arising)


def _by_arising(place: Place, growing: Sequence[Growing], references: Sequence[Reference]) -> Link | None:
    """Link a matter brought forward to an action of the meeting it names, by wording and item."""
    opener = place.action.arising if place.action else None
    if opener is None:
        return None
    at = opener.locator
    named = [r for r in references if r.locator.line <= at.last_line and r.locator.last_line >= at.line]
    scored = []
    for g in growing:
        there = any(r.start <= p.date <= r.end for r in named for p in g.places)
        score = g.like(place) + (0.2 if there else 0) + (0.15 if _same_item(place.item, g.first.item) else 0)
        scored.append((score, there, not g.done, g))
    best = max(scored, key=lambda s: s[:3], default=None)
    if best and best[0] >= (SAME_MATTER + 0.2 if best[1] else SAME_WORDS):
        return Link(best[3], f"brought forward: “{opener.text}”")
    return None


def _taken_up(place: Place, growing: Sequence[Growing], _: Sequence[Reference]) -> Link | None:
    """Link an action that says it is reopened or repeated to one that was closed."""
    if not _AGAIN.search(place.text):
        return None
    best = max(((g.like(place), g) for g in growing if g.done), key=lambda s: s[0], default=None)
    return Link(best[1], "taken up again, by its wording") if best and best[0] >= TAKEN_UP else None


def _by_wording(place: Place, growing: Sequence[Growing], _: Sequence[Reference]) -> Link | None:
    if len(place.words) < FEW or (place.action and place.action.arising):
        return None
    mine = keys(place.owners)
    scored = [(g.like(place), _shares(mine, g), g) for g in growing if not g.done]
    best = max(scored, key=lambda s: s[:2], default=None)
    if best and best[0] >= (SAME_WORDS if best[1] else SAME_TASK):
        return Link(best[2], "by its owner and wording" if best[1] else "by its wording")
    return None


def _by_heading(place: Place, growing: Sequence[Growing]) -> Link | None:
    """Link an action to what stood open under the same heading of its own; where that was several, by wording."""
    open_ones = [g for g in growing if not g.done and g.headed(place)]
    if not open_ones:
        return None
    mine = keys(place.owners)
    scored = [(g.like(place), len(place.words & g.last.words), _shares(mine, g), g) for g in open_ones]
    best = max(scored, key=lambda s: s[:3])
    why = f"under the same heading, “{place.title}”"
    if len(open_ones) == 1 and (best[1] or best[2] or place.whole):
        return Link(best[3], why, certain=place.arising or best[3].headed_before(place))
    return Link(best[3], f"{why}, by its wording") if best[0] >= POSSIBLY else None


def _reworded(place: Place, live: Sequence[Growing]) -> Link | None:
    """Link a task, as possibly the same, to one of the same owner that shares half of its words, and two at least."""
    if place.arising or not place.marked:
        return None
    mine = keys(place.owners)
    theirs = [g for g in live if mine & g.owned and g.task]
    scored = [(g.like(place), g) for g in theirs if len(place.words & g.words) >= 2 and g.last.meeting != place.meeting]
    best = max(scored, key=lambda s: s[0], default=None)
    return Link(best[1], "perhaps reworded, by its owner", certain=False) if best and best[0] >= POSSIBLY else None


_ALL_DONE = re.compile(
    r"^\W*(?:all|the)\s+(?:of\s+)?(?:the\s+)?(?:other\s+|outstanding\s+|remaining\s+)?actions?(?:\s+points?)?\b[^.;:,]{0,60}?\b(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:now\s+|all\s+|noted\s+as\s+)*"
    r"(?:closed|completed?|done|discharged|actioned|finished|carried out|dealt with)\b",
    re.IGNORECASE,
)  # "All actions from the last meeting were complete."


def all_done(place: Place, growing: Sequence[Growing]) -> list[Growing]:
    """Return the actions that are possibly closed by words which speak of them all: the open ones last told of before."""
    if not _ALL_DONE.match(place.text):
        return []
    live = [g for g in growing if not g.done and g.last.date < place.date and any(p.action for p in g.sure)]
    last = max((g.last.date for g in live), default=None)
    return [g for g in live if g.last.date == last]


def of_matter(place: Place, known: Known, here: Sequence[tuple[Place, Growing]]) -> Link | None:
    """Return the trail that what is no action tells of, or None; `here` are the places of its passage linked so far."""
    if place.named:
        return _by_reference(place, known.near(place))
    found = _of_likeness(place, known, here)
    return found and _unless_old(place, found)


def _of_likeness(place: Place, known: Known, here: Sequence[tuple[Place, Growing]]) -> Link | None:
    near = _live(place, known.near(place))
    live = _live(place, known.all) if place.refers or place.arising else []  # the last two rules need no word in common
    doubtful = None
    for rule, trails in ((_headed, near), (_named, near), (_tells, near), (_asked_before, live), (_by_topic, live)):
        if (found := rule(place, trails)) and found.certain:
            return found
        doubtful = doubtful or found
    if doubtful:
        return doubtful
    return _goes_on(place, [(p, g) for p, g in here if g.may_be(place)])


def _live(place: Place, growing: Iterable[Growing]) -> list[Growing]:
    """Return the trails of earlier meetings that are not ended and may be those of a place."""
    return [g for g in growing if not g.done and g.first.meeting != place.meeting and g.may_be(place)]


def _headed(place: Place, live: Sequence[Growing]) -> Link | None:
    under = [g for g in live if g.headed(place)]
    if not under:
        return None
    why = f"under the same heading, “{place.title}”"
    if len(under) == 1 and place.whole:
        return Link(under[0], why)
    mine = keys(place.owners)
    scored = [(g.like(place), len(place.words & g.words), _shares(mine, g), g) for g in under]
    like, shared, owner, best = max(scored, key=lambda s: s[:3])
    if place.sets and not owner and like < POSSIBLY:
        return None
    enough = 2 if place.status == "reported" or not owner else 1
    if like >= POSSIBLY or shared >= enough or (shared and place.status == "closed"):
        return Link(best, f"{why}, by its wording")
    return Link(best, f"{why}, by its owner") if len(under) == 1 and owner else None


def _named(place: Place, live: Sequence[Growing]) -> Link | None:
    """Link by a name both speak of, with the owner and some wording."""
    if place.marked or not place.names:
        return None
    found, mine = [], keys(place.owners)
    for g in live:
        names = place.names & g.names
        shared = len((place.words & g.words) - {w for name in names for w in name.split()})
        owner = bool(mine & g.owned)
        if names and ((owner and shared) or shared >= 3):
            found.append((owner, shared, len(names), g))
    if not found:
        return None
    owner, _, _, best = max(found, key=lambda f: f[:3])
    return Link(best, "by the name it speaks of and its " + ("owner" if owner else "wording"), certain=owner)


def _tells(place: Place, live: Sequence[Growing]) -> Link | None:
    """Link by wording: nearly all the words of the shorter; what is marked elsewhere as an action needs its owner too."""
    if place.arising and len(place.words) >= 2 and not place.sets:
        whole = [g for g in live if any(place.words <= words for words in g.wordings)]
        if len(whole) == 1:
            return Link(whole[0], "by its wording, under matters arising")
    if len(place.words) <= FEW or (place.marked and not place.arising):
        return None
    mine = keys(place.owners)
    scored = [(g.like(place), bool(mine & g.owned), g) for g in live]
    best = max(scored, key=lambda s: s[:2], default=None)
    if best is None or best[0] < TELLS:
        return None
    return Link(
        best[2], "by its owner and wording" if best[1] else "by its wording", certain=best[1] or best[0] >= SAME_WORDS
    )


def _by_topic(place: Place, live: Sequence[Growing]) -> Link | None:
    """Link what stands under matters arising to a marked action by its topic.

    The topic is all words of its heading, or of what has none; else half of the task's, two of which no other action has.
    One such word, with the owner, makes a link possible.
    """
    if not place.arising:
        return None
    words = place.titled | place.words
    tasks = [(g, g.task) for g in live if g.task and (place.date - g.last.date).days <= STILL_SPOKEN_OF]
    own = {id(g): {w for w in words & task if sum(w in other for _, other in tasks) == 1} for g, task in tasks}
    named = place.titled if place.heads else place.words
    whole = [g for g, task in tasks if named and named <= task]
    told = whole or [g for g, task in tasks if len(own[id(g)]) >= 2 and likeness(words, task) >= POSSIBLY]
    latest = [g for g in told if not any(g.may_go_on_as(other) for other in told)]
    certain = len(latest) == 1 and _plainly(place, latest[0], named if whole else frozenset())
    told = told or [g for g, _ in tasks if own[id(g)] and keys(place.owners) & g.owned]
    if not told:
        return None
    best = max(told, key=lambda g: (g in latest, len(words & g.words), g.last.date))
    others = tuple(g for g in told if g is not best)
    return Link(
        best, f"{'' if certain else 'perhaps '}by its topic, under matters arising", certain=certain, others=others
    )


def _plainly(place: Place, g: Growing, named: frozenset[str]) -> bool:
    """Say whether a place tells of the task and of little else; `named` are the words that name it, where they do.

    Its owner is in it, it is named by more than one word, it gives a verdict, or its words are few.
    """
    owner = bool(keys(place.owners) & g.owned) or any(
        re.search(rf"\b{re.escape(o.written)}(?!\w)", place.text) for o in g.owners
    )
    if owner or len(named) > 1:
        return True
    if named:  # by one word: what is said beside it is nothing, or of the task too
        return not place.words or bool(place.words & g.task)
    most = place.status != "reported" or likeness(place.words, g.task) >= TELLS or len(place.words & g.task) >= FEW
    return len(place.words) <= _FEW_MORE and most


def _asked_before(place: Place, live: Sequence[Growing]) -> Link | None:
    """Link "AC and PC had been tasked with …" to the one thing that was theirs to do."""
    mine = keys(place.owners)
    if not place.refers or not mine or (place.marked and len(place.owners) < 2):
        return None
    theirs = [g for g in live if mine <= g.charged]
    if len(theirs) != 1:
        return None
    return Link(theirs[0], "by its owners, who had been asked before", certain=len(place.owners) > 1)


def _goes_on(place: Place, here: Sequence[tuple[Place, Growing]]) -> Link | None:
    """Link what goes on, in one passage, with a place before it that was linked: its sentence, or words that point back."""
    if not here:
        return None
    home = here[-1][1]
    alone = place.heads and place.status != "reported" and len({id(g) for _, g in here}) == 1
    if place.marked:
        return Link(home, f"in the same passage, under “{place.title}”") if alone else None
    if place.within and place.within in {p.id for p in home.places}:
        return Link(home, "in the same sentence")
    if home.done:
        return None
    if _GOES_ON.match(place.text) or (place.sets and _POINTS_BACK.search(place.text)):
        return Link(home, "goes on with the words before it")
    if alone and not place.sets and home.headed(place):
        return Link(home, f"in the same passage, under “{place.title}”")
    return None


_DEED = re.compile(
    r"\b(?:has|have|had)\s+(?:now\s+|also\s+|all\s+)?(?!to\b|not\b|no\b|yet\b)[a-z]+|\b(?:was|were|been|is|are)\s+(?:now\s+|also\s+)?(?!with\b)[a-z]+(?:ed|en|ght|wn|nt|ut|ade|one|et|ld)\b"
    r"|\b(?:sent|wrote|met|bought|paid|held|made|put|got|took|gave|brought|did|went|spoke)\b|\b[a-z]{3,}ed\b(?!\s+(?:that|to)\b)"
)  # "the letter has gone", and not "the letter was with the printers"


def done_by(place: Place, home: Growing) -> bool:
    """Say whether news tells that what was to be done is done: a deed, in most of the words of the task, nothing awaited."""
    if not _DEED.search(place.text):
        return False
    task = next((p for p in reversed(home.sure) if p.sets), None)
    return task is not None and place.status == "reported" and likeness(place.words, task.words) >= POSSIBLY


_FINISHED = re.compile(
    r"(?:^|[.;:]\s+)(?P<subject>[^.;:?]{2,80}?)\s+(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:now\s+|all\s+|both\s+)?(?:completed?|finished)(?=\s*(?:[.;,]|$|\s(?:and|on|in|by)\b))"
)  # "The survey of bins was complete"


def finished_by(place: Place, home: Growing) -> bool:
    """Say whether news of an action, by its reference, tells that what its task names is complete."""
    task = next((p for p in reversed(home.sure) if p.sets), None)
    said = _FINISHED.search(place.text)
    subject = words_of(said["subject"]) if said else frozenset[str]()
    return bool(subject) and task is not None and place.status == "reported" and subject <= task.words


def _same_item(one: str, other: str) -> bool:
    tails = (label.rsplit(" › ", maxsplit=1)[-1].lower() for label in (one, other))
    return fuzz.token_set_ratio(*tails) >= 90


def taken_from(place: Place, kept: Sequence[Place]) -> tuple[Place, Link] | None:
    """Return the earlier place, which began no trail, that this one takes up: under one heading, or in like words."""
    found: list[tuple[float, Place, str]] = list(_takes_up(place, kept))
    best = max(found, key=lambda f: (f[0], f[1].date, -f[1].at), default=None)
    return (best[1], Link(None, best[2])) if best else None


def _takes_up(place: Place, kept: Sequence[Place]) -> Iterator[tuple[float, Place, str]]:
    for before in kept:
        if before.sets and before.number and before.number in place.references and before.number != place.number:
            yield 2 + likeness(place.words, before.words), before, f"by its reference {place.reference}"
        if place.action and place.arising:
            continue
        open_one = "open" in (place.status, before.status)
        if place.heads and before.heads and same_title(place.titled, before.titled) and open_one:
            like = likeness(place.words, before.words)
            if (place.whole and before.whole) or like >= POSSIBLY:
                yield 1 + like, before, f"under the same heading, “{place.title}”"
        elif place.action and len(place.words) > FEW:
            like = likeness(place.words, before.words)
            if like >= SAME_WORDS:
                yield like, before, "by its wording"
