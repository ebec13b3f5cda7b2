"""Who says what: sentences with their speakers, from the verbs of speech and from the words that introduce a list.

A speaker is given only where the minutes name one: by a verb of speech, by "The CC responded:" before a list, by a label
("JR:"), or by going on in the same paragraph. After "was told", "it was noted" and the like there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assurance_bot.document import Document, Flow
from assurance_bot.people import Directory
from assurance_bot.prose import sentences
from assurance_bot.records import Meeting, Party, Passage

Act = Literal["ask", "say", "agree", "none"]

ASK = (
    r"asked|asks|questioned|queried|enquired|inquired|challenged|wanted to know|wondered|requested|pressed"
    r"|(?:sought|seeks|asked for|requested) (?:an? )?(?:re)?(?:assurances?|clarification|confirmation|clarity|update)|raised (?:a|the) (?:question|query)"
)
SAY = (
    r"responded|replied|answered|said|says|stated|explained|commented|advised|reported|noted|confirmed|acknowledge[ds]|informed|assured|reassured|told"
    r"|added|highlighted|outlined|stressed|clarified|emphasi[sz]ed|felt|thought|considered|indicated|suggested|recogni[sz]ed|accepted|believed|described"
    r"|expressed|declared|observed|mentioned|pointed out|raised|welcomed|thanked|provided|gave|presented|updated|summari[sz]ed|stated|remarked|warned"
    r"|continued|maintained|argued|hoped|hopes|recommended|proposed|reminded|apologi[sz]ed|admitted|conceded|reiterated|reflected|shared|read|spoke|drew"
)
AGREE = r"agreed|undertook|committed|promised|offered|volunteered|pledged"
DUTY = r"will|would|shall|is to|are to|was to|were to|intends|intended|plans|planned|wants"  # after known people and offices only
_ADVERB = r"(?:(?:also|further|then|again|subsequently|therefore|now|later|both|all|has|have|had|had also|has also|briefly|formally|initially|additionally)\s+)*"
_GENERIC = (
    r"(?:[Tt]he\s+)?(?:[A-Z][A-Z&]{1,6}(?:/[A-Z]{1,5})?s?(?:\s*(?:/|,|&|and)\s*(?:the\s+)?[A-Z][A-Z&/]{1,6})*)"
    r"|(?:[Tt]he\s+)?(?:Board|Panel|Committee|Council|Group|Forum|Secretariat|Chair(?:man|woman|person)?|Clerk|Secretary|Treasurer|Commissioner|Governors?|Members)"
    r"|(?:[Tt]he )?[Cc]hallenge [Oo]wner"
    r"|(?:(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|Chief Inspector|Inspector|Superintendent|Sgt|PC)\.?\s+)?[A-Z][a-z’']+(?:\s+[A-Z][a-zA-Z’'-]+){1,2}"
    r"|(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\.?\s+(?:[A-Z]\s+)?[A-Z][\w’'-]+"
    r"|(?:An?|[Oo]ne|[Tt]he|[Ss]ome|[Ss]everal|[Ss]everal of the)?\s?(?:[a-z]+ )?(?:governors?|residents?|members? of the (?:public|board|panel)|board members?|panel members?|members?|councillors?|attendees?|officers?)"
)
_AFTER_NAME = r"(?:\s*\([^()]{1,60}\))?(?:\s+(?:who|which)\s+[^,.]{3,60}?)?(?:,\s+[^,]{3,70},)?"
_IMPERSONAL = (
    r"noted|agreed?|reported|pointed out|suggested|felt|said|explained|confirmed|recogni[sz]ed|acknowledged|resolved|decided|commented|highlighted|advised"
    r"|requested|asked|hoped|proposed|stated|understood|raised|given|made|provided|sought|received|expressed|questioned|queried|emphasi[sz]ed|stressed|mentioned"
    r"|observed|recommended|accepted|thought|considered|clarified|outlined|discussed|told|informed|reminded|assured|approved|announced"
)
UNATTRIBUTED = re.compile(
    r"^(?:In response,? |Following (?:a )?discussion,? |After (?:some )?discussion,? )?(?:[Ii]t|(?:[Aa] |[Aa]n |[Tt]he )?(?:[Rr]eassurances?|[Aa]ssurances?|[Cc]larification|[Cc]oncerns?|[Qq]uestions?|[Qq]uer(?:y|ies)|[Tt]hanks"
    r"|[Uu]pdates?|[Rr]eports?|[Pp]oints?|[Ii]ssues?)|Members|Governors|The (?:meeting|Board|Committee|Panel|Council))\s+"
    rf"(?:has |have |had )?(?:also |further |then |therefore |now )?(?:was|were|is|are|been|being)\s+(?:also |further |then |unanimously |now |later )*(?:{_IMPERSONAL})\b"
    r"|^There (?:was|were|is|has been|have been) (?:\w+ ){0,3}(?:discussions?|agreement|concerns?|debate|consensus)\b|^(?:Discussions?|A discussion) (?:was|were|took)\b"
)  # "It was noted that …", "Assurance was given that …"
TOLD = re.compile(
    r",?\s*(?:and|who|but)\s+(?:was|were|being)\s+(?:told|informed|advised|assured|reassured)\b(?:\s+that)?\s*:?\s*|,?\s+to be told(?:\s+that)?\s*"
)
_LABELLED = re.compile(r"^(?P<who>[A-Z][\w./’' -]{0,40}?)\s*:\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of one passage's words by one speaker; `start` and `end` count in the passage's flow.

    `act` is what the verb says is done; `verb` the words of it; `named` says that these very words name the speaker (else
    they go on from before, or a list's lead-in names them); `introduces` that a list follows.
    """

    passage: int
    start: int
    end: int
    speakers: tuple[Party, ...] = ()
    act: Act = "none"
    verb: str = ""
    named: bool = False
    reply: bool = False
    introduces: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage's flow with its utterances."""

    passage: Passage
    flow: Flow
    utterances: tuple[Utterance, ...]


def subject_pattern(people: Directory) -> str:
    """Return an expression for whatever may name a speaker in this document."""
    known = [re.escape(form) for form in people.known() if form[:1].isupper() or " " in form]
    lower = [form for form in people.known() if not form[:1].isupper()]
    cased = [re.escape(made) for form in lower for made in dict.fromkeys((form.title(), form.capitalize()))]
    one = "|".join([*(rf"(?:[Tt]he\s+)?{form}" for form in [*known, *cased]), _GENERIC])
    return rf"(?:{one})"


class Listener:
    """Reads the passages of one meeting in order and tells who says what."""

    def __init__(self, people: Directory) -> None:
        self.people = people
        subject = subject_pattern(people)
        joined = rf"(?:{subject})(?:\s*(?:,|/|&|and|and the)\s*(?:{subject}))*"
        self.claim = re.compile(
            rf"(?<![\w’'-])(?P<who>{joined}){_AFTER_NAME}\s+(?P<adverb>{_ADVERB})(?P<verb>(?P<ask>{ASK})|(?P<say>{SAY})|(?P<agree>{AGREE}|{DUTY}))\b(?!\s+by\b)"
        )

    def listen(self, meeting: Meeting, document: Document) -> list[Spoken]:
        """Return each passage that is prose, with its utterances."""
        heard: list[Spoken] = []
        by_index: dict[int, Spoken] = {}
        for passage in meeting.passages:
            flow = document.flow(passage.spans)
            if passage.label == "attendance" or passage.form == "label":
                spoken = Spoken(passage, flow, ())
            else:
                spoken = Spoken(passage, flow, tuple(self._hear(passage, flow, by_index.get(passage.lead_in or -1))))
            by_index[passage.index] = spoken
            heard.append(spoken)
        return heard

    def _hear(self, passage: Passage, flow: Flow, lead: Spoken | None) -> Iterator[Utterance]:
        before = self._from_lead(lead)
        for start, end in self._parts(flow.text):
            said = self._utterance(passage.index, flow.text, start, end, before)
            yield said
            before = said

    @staticmethod
    def _from_lead(lead: Spoken | None) -> Utterance | None:
        """Return what a list's lead-in says of its entries: its last words introduce them."""
        if lead is None or not lead.utterances:
            return None
        last = lead.utterances[-1]
        return replace(last, named=False) if last.introduces or last.speakers else None

    def _parts(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield sentences, a question and its answer in one sentence parted."""
        for start, end in sentences(text):
            sentence = text[start:end]
            told = TOLD.search(sentence)
            if told and told.start() > 15:
                yield start, start + told.start()
                if told.end() < len(sentence):
                    yield start + told.end(), end
                else:
                    yield start + told.start(), end
                continue
            claims = [c for c in self.claim.finditer(sentence) if self._may_speak(c)]
            second = next(
                (c for c in claims[1:] if c["say"] and claims[0]["ask"] and self._own_clause(sentence, c.start())), None
            )
            if second:
                yield (
                    start,
                    start + re.sub(r"[,;]?\s*(?:and|to which|but|,|;)?\s*$", "", sentence[: second.start()]).__len__(),
                )
                yield start + second.start(), end
            else:
                yield start, end

    @staticmethod
    def _own_clause(sentence: str, at: int) -> bool:
        return bool(re.search(r"(?:,|;|\band|\bto which|\bbut)\s*$", sentence[:at]))

    def _utterance(self, index: int, text: str, start: int, end: int, before: Utterance | None) -> Utterance:
        words = text[start:end]
        introduces = words.rstrip().endswith(":")
        if TOLD.match(words) or (
            start
            and TOLD.search(text[max(0, start - 40) : start])
            and TOLD.search(text[max(0, start - 40) : start + 1])
        ):
            told = bool(TOLD.match(words))
            return Utterance(index, start, end, (), "say", "told", reply=True, introduces=introduces or told)
        if UNATTRIBUTED.match(words):
            return Utterance(index, start, end, (), "none", "", reply=False, introduces=introduces)
        claim = next((c for c in self.claim.finditer(words) if self._may_speak(c)), None)
        if claim and self._leads(words, claim.start()):
            act: Act = "ask" if claim["ask"] else "say" if claim["say"] else "agree"
            reply = bool(before and before.act == "ask" and act != "ask")
            return Utterance(
                index,
                start,
                end,
                self.parties(claim["who"]),
                act,
                claim["verb"],
                named=True,
                reply=reply,
                introduces=introduces,
            )
        labelled = _LABELLED.match(words) if start == 0 else None
        if labelled and (party := self.people.resolve(labelled["who"])):
            act = "ask" if words.rstrip().endswith("?") else "say"
            return Utterance(index, start + labelled.end(), end, (party,), act, "", named=True)
        return self._going_on(index, words, start, end, before, introduces=introduces)

    def _may_speak(self, claim: re.Match[str]) -> bool:
        """After a bare duty ("X will …") only people and offices known here are taken for speakers."""
        if not re.fullmatch(DUTY, claim["verb"]):
            return True
        return (
            all(p.role or p.person for p in self.parties(claim["who"]))
            and self.people.resolve(claim["who"].split(" and ")[0]) is not None
        )

    @staticmethod
    def _leads(words: str, at: int) -> bool:
        """Say whether a subject at `at` is that of the sentence, and not of what somebody else is told to have said."""
        head = words[:at]
        return (
            not re.search(r"\b(?:that|which|whether|if|how|why|what|when|because|as|than|after|before|while)\s*$", head)
            or at < 8
        )

    @staticmethod
    def _going_on(
        index: int, words: str, start: int, end: int, before: Utterance | None, *, introduces: bool
    ) -> Utterance:
        """A sentence without a speaker goes on with the one before it, unless that was a question."""
        if before is None or before.act == "ask":
            return Utterance(index, start, end, introduces=introduces)
        if before.passage != index and not before.introduces:
            return Utterance(index, start, end, introduces=introduces)
        act: Act = (
            "ask"
            if re.search(rf"^(?:He|She|They)\s+{_ADVERB}(?:{ASK})\b", words)
            else before.act
            if before.act != "none"
            else "none"
        )
        return Utterance(
            index,
            start,
            end,
            before.speakers,
            act,
            "",
            reply=before.reply or before.verb == "told",
            introduces=introduces,
        )

    def parties(self, written: str) -> tuple[Party, ...]:
        """Return who is named by "The CC / ACC", "AM and PI" or "Linda Roe", in order."""
        whole = self.people.resolve(written)
        if whole and (whole.role or whole.person):
            return (whole,)
        names = [n.strip() for n in re.split(r"\s*(?:/|,|&|\band\b(?: the\b)?)\s*", written) if n.strip()]
        found = []
        for name in names:
            party = self.people.resolve(name)
            if party is None:
                bare = re.sub(r"^[Tt]he\s+", "", name)
                short = re.fullmatch(r"[A-Z][A-Z&/]{1,6}", bare)
                party = Party(name, bare) if short and name.lower().startswith("the ") else Party(name)
            found.append(party)
        return tuple(found)
