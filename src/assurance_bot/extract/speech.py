"""Who says what: sentences with their speakers, from the verbs of speech and from the words that introduce a list.

A speaker is given only where the minutes name one: by a verb of speech, by "The CC responded:" before a list, by a label
("JR:"), or by a pronoun that goes on in the same paragraph. After "was told", "it was noted" and the like there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby
from os.path import commonprefix
from typing import Literal

from assurance_bot.document import Document, Flow
from assurance_bot.extract.subjects import ADDRESS, head_of, opens_subordinate, said_to_be, subject_at
from assurance_bot.extract.voices import (
    ADVERB,
    AFTER_NAME,
    AGREE,
    ANSWERED,
    AS_SAID,
    ASK,
    ASKING_MARK,
    ASKS_FOR,
    DIALOGUE,
    DUTY,
    GENERIC,
    INTERROGATIVE,
    INVERTED,
    LABELLED,
    PRONOUN,
    SAY,
    SECOND_ASK,
    SIGNED,
    STATE,
    TASKED,
    TOLD,
    UNATTRIBUTED,
    UNSURE,
)
from assurance_bot.people import Directory
from assurance_bot.prose import sentences
from assurance_bot.records import Meeting, Party, Passage

Act = Literal["ask", "say", "agree", "none"]

LABEL = ":"
"""The verb of words whose speaker a label names."""


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

    def at(self, place: int) -> Utterance | None:
        """Return the utterance in which a place of the flow stands, None where it stands in none."""
        nth = bisect_right(self.utterances, place, key=lambda u: u.start) - 1
        here = self.utterances[nth] if nth >= 0 else None
        return here if here is not None and place < here.end else None


@lru_cache(maxsize=8)
def subject_pattern(people: Directory) -> str:
    """Return an expression for whatever may name a speaker in this document."""
    known = [form for form in people.known() if form[:1].isupper() or " " in form]
    lower = [form for form in people.known() if not form[:1].isupper()]
    cased = [made for form in lower for made in (form.title(), form.capitalize())]
    alike = groupby([*known, *cased], lambda form: bool(_ARTICLE.match(form)))
    one = "|".join([*(rf"(?:[Tt]he\s+)?{first_of(list(forms))}" for _, forms in alike), GENERIC])
    return rf"(?:{one})"


def joined_pattern(people: Directory, *, most: int = 5) -> str:
    """Return an expression for one to `most` names in a row: "the CC, TP and AL". It spells out what names share once."""
    and_ = r"\s*(?:,|/|&|and|and the)\s*"
    return rf"(?![\s,/&]|and\b)(?:(?:(?<!\w)|{and_}){subject_pattern(people)}){{1,{most}}}"


_ARTICLE = re.compile(r"the(?!\S)", re.IGNORECASE)  # "The Clerk" of one who is listed so


def first_of(forms: Sequence[str]) -> str:
    """Return an expression for the first of the forms that stands there. It tells what several begin with once: a meeting
    has a hundred forms, which stand in twenty expressions of its own, and compiling these takes as long as all else.
    """
    if len(forms) == 1:
        return re.escape(forms[0])
    alike: dict[tuple[bool, str], list[str]] = {}
    for form in dict.fromkeys(forms):
        alike.setdefault(((False, "") in alike, form[:1]), []).append(form)  # what comes after a whole form stays there
    heads = {key: commonprefix(begun) for key, begun in alike.items()}  # noqa: RUF071 - of letters, and no paths
    found = (re.escape(heads[key]) + first_of([f.removeprefix(heads[key]) for f in alike[key]]) for key in alike)
    return rf"(?:{'|'.join(found)})"


def is_question(words: str) -> bool:
    """Say whether words with a verb of asking ask a question, and are no request, no task and no reproach."""
    if words.rstrip().endswith(("?", ":")):
        return True
    second = SECOND_ASK.search(words)
    asked = words[second.start("ask") :] if second else words
    verb = re.search(rf"\b(?:{ASK})\b", asked)
    return (
        bool(verb)
        and not TASKED.search(asked)
        and bool(ASKS_FOR.search(asked) or INTERROGATIVE.search(asked, verb.end() if verb else 0))
    )


def _asks_aloud(words: str) -> bool:
    """Say whether words that somebody speaks end as a question, within quotation marks or without."""
    return words.rstrip(" \"'”’").endswith("?")


def _act(claim: re.Match[str], words: str) -> Act:
    """Return what a sentence does: it asks where its verb, or a second one, asks a question."""
    if claim["ask"] or SECOND_ASK.search(words, claim.end()):
        return "ask" if is_question(words[claim.start("verb") :]) else "say"
    return "agree" if claim["agree"] or (claim["known"] and re.fullmatch(DUTY, claim["verb"])) else "say"


VERB = re.compile(rf"\b(?:{ASK}|{SAY}|{AGREE}|{STATE}|{DUTY})\b")
_ASKED = r"\s+(?:was|were)\s+(?:also\s+|then\s+)?asked\b"
_INVERTED = rf"(?P<asks>\?)?[,.!]?[\"”’]\s+(?P<verb>{INVERTED})\s+"  # "No," said the CC, "but …"
_MAY_INVERT = re.compile(_INVERTED)
_MAY_BE_ASKED = re.compile(_ASKED)
_MAY_ADDRESS = re.compile(rf"\s(?:{ADDRESS})\s")


class Listener:
    """Reads the passages of one meeting in order and tells who says what."""

    def __init__(self, people: Directory) -> None:
        self.people = people
        subject = subject_pattern(people)
        joined = joined_pattern(people)
        self.subject = re.compile(rf"(?:{subject})")
        self._addresses = rf"(?<![\w’'-])(?:{joined}){AFTER_NAME}\s+{ADVERB}(?P<verb>{ADDRESS})\s+(?:both\s+)?"
        self._joined = joined
        self.claim = re.compile(
            rf"(?<![\w’'-])(?P<who>{joined}){AFTER_NAME}\s+(?P<adverb>{ADVERB})(?P<verb>(?P<ask>{ASK})|(?P<say>{SAY})|(?P<agree>{AGREE})|(?P<known>{STATE}|{DUTY}))\b(?!(?<!assured)\s+by\s+(?:the|a|an|[A-Z])\b)"
        )

    @cached_property
    def _turns(self) -> re.Pattern[str]:
        return re.compile(rf"{self._addresses}{self.subject.pattern}")

    @cached_property
    def _introduces(self) -> re.Pattern[str]:
        return re.compile(
            rf"{self._addresses}(?P<other>{self._joined})(?P<rest>[^,;]*,\s+(?=who\s+{ADVERB}(?:{SAY}|{AGREE}|{DUTY})\b))?"
        )

    @cached_property
    def _inverted(self) -> re.Pattern[str]:
        return re.compile(rf"{_INVERTED}(?P<who>{self.subject.pattern})(?![\w’'-])")

    @cached_property
    def _asked(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<who>{self.subject.pattern}){_ASKED}")

    def listen(self, meeting: Meeting, document: Document) -> list[Spoken]:
        """Return each passage that is prose, with its utterances."""
        heard: list[Spoken] = []
        by_index: dict[int, Spoken] = {}
        for passage in meeting.passages:
            flow = document.flow(passage.spans)
            lead = by_index.get(passage.lead_in) if passage.lead_in is not None else None
            if passage.label == "attendance" or passage.form == "label":
                spoken = Spoken(passage, flow, ())
            else:
                spoken = Spoken(passage, flow, tuple(self._hear(passage, flow, lead)))
            by_index[passage.index] = spoken
            heard.append(spoken)
        return heard

    def _hear(self, passage: Passage, flow: Flow, lead: Spoken | None) -> Iterator[Utterance]:
        before = introduced = self._from_lead(lead)
        listed = passage.form in ("bullet", "numbered") and before is not None
        named: Utterance | None = None
        for start, end in self._parts(flow.text):
            said = self._utterance(passage.index, flow.text, start, end, before)
            if (
                listed
                and said
                and said.act == "agree"
                and re.fullmatch(DUTY, said.verb)
                and self._answering(introduced)
            ):
                said = None  # "The CC responded: • The DCC would lead it" is the CC's
            if said is None:
                words = flow.text[start:end]
                said = (
                    self._entry(passage.index, words, start, end, introduced)
                    if listed and (named is None or not named.named)
                    else self._going_on(passage.index, words, start, end, named)
                )
            yield said
            before = said
            named = self._thread(flow.text[start:end], said, named)

    @staticmethod
    def _answering(introduced: Utterance | None) -> bool:
        """Say whether the words before a list say that somebody speaks it."""
        return bool(introduced and introduced.introduces and introduced.speakers and introduced.act == "say")

    def _thread(self, words: str, said: Utterance, named: Utterance | None) -> Utterance | None:
        """Return who a pronoun in the next sentence means: who spoke last, None where it may be another."""
        if not said.speakers and _MAY_BE_ASKED.search(words) and (asked := self._asked.match(words)):
            return replace(said, speakers=self.parties(asked["who"]), act="say", verb="", named=True, reply=True)
        if said.speakers:
            return None if said.named and self.turns_to_another(words) else said
        return None if said.act != "none" or self.tells_of_another(words, named.speakers if named else ()) else named

    def turns_to_another(self, words: str) -> bool:
        """Say whether a sentence leaves two who may be meant by "he": "The PCC thanked the CC."."""
        spoken = VERB.search(words) or " to " in words
        return bool(spoken and _MAY_ADDRESS.search(words) and self._turns.search(words))

    def tells_of_another(self, words: str, speakers: tuple[Party, ...]) -> bool:
        """Say whether the subject of a sentence that nobody speaks is somebody else than the `speakers`."""
        opening = self.subject.match(words)
        if not opening or not re.match(r"\s+[a-z(]", words[opening.end() :]):
            return False
        labels = {p.label for p in speakers}
        return any((p.role or p.person) and p.label not in labels for p in self.parties(opening[0]))

    @staticmethod
    def _from_lead(lead: Spoken | None) -> Utterance | None:
        """Return what a list's lead-in says of its entries: its last words introduce them."""
        if lead is None or not lead.utterances:
            return None
        last = lead.utterances[-1]
        return replace(last, named=False) if last.introduces or last.speakers else None

    def _claims(self, words: str) -> list[re.Match[str]]:
        """Return where a sentence says who speaks; a sentence without a verb for it is not searched for names."""
        return [c for c in self.claim.finditer(words) if self._may_speak(c)] if VERB.search(words) else []

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
            claims = self._claims(sentence)
            if relative := self._relative(sentence):
                yield start, start + relative.start("rest") + relative["rest"].rindex(",")
                yield start + relative.end(), end
                continue
            dash = ANSWERED.search(sentence, claims[0].end()) if claims and claims[0]["ask"] else None
            if dash:
                yield start, start + dash.start()
                yield start + dash.end(), end
                continue
            second = next((c for c in claims[1:] if self._answers(sentence, claims[0], c)), None)
            if second:
                yield (
                    start,
                    start
                    + re.sub(
                        r"[,;]?(?:\s[–—-])?\s*(?:and|to which|but|,|;)?\s*$", "", sentence[: second.start()]
                    ).__len__(),
                )
                yield start + second.start(), end
            else:
                yield start, end

    def _relative(self, sentence: str) -> re.Match[str] | None:
        """Return where one who is spoken to speaks in turn: "The CC thanked the DCC, who said …"."""
        found = self._introduces.search(sentence) if ", who " in sentence else None
        return found if found and found["rest"] else None

    def _answers(self, sentence: str, first: re.Match[str], second: re.Match[str]) -> bool:
        """Say whether a second one speaks in the sentence: an answer, or a speaker known here after "and"."""
        if not self._own_clause(sentence, second.start()) or opens_subordinate(head_of(sentence, first.start())):
            return False
        if first["ask"]:
            promises = second["known"] and re.search(r"(?:[,;]|\s[–—-])\s*$", sentence[: second.start()])
            return bool(second["say"] or promises)
        known = second["say"] and not re.search(r"\bha[sd]\b", second["adverb"]) and not first["known"]
        return bool(known) and self._leads(sentence, first.start()) and self._others(first, second, sentence)

    def _others(self, first: re.Match[str], second: re.Match[str], sentence: str) -> bool:
        """Say whether two claims of a sentence are those of different people, both known here."""
        if subject_at(head_of(sentence, first.start()), first["who"]) != 0:
            return False
        one, other = (self.parties(c["who"]) for c in (first, second))
        sure = all(p.role or p.person for p in (*one, *other))
        return sure and not {p.label for p in one} & {p.label for p in other}

    @staticmethod
    def _own_clause(sentence: str, at: int) -> bool:
        return bool(re.search(r"(?:,|;|\s[–—-]|\band|\bto which|\bbut)\s*$", head_of(sentence, at)))

    def _utterance(self, index: int, text: str, start: int, end: int, before: Utterance | None) -> Utterance | None:
        """Return what a sentence says of its own speaker, or None where it says nothing of one."""
        mark = DIALOGUE.match(text[start:end])
        start += mark.end() if mark else 0
        words = text[start:end]
        introduces = words.rstrip().endswith(":")
        before_it = text[max(0, start - 60) : start]
        if TOLD.match(words) or any(m.end() == len(before_it) for m in TOLD.finditer(before_it)):
            told = bool(TOLD.match(words))
            return Utterance(index, start, end, (), "say", "told", reply=True, introduces=introduces or told)
        if UNATTRIBUTED.match(words):
            return Utterance(index, start, end, (), "none", "", reply=False, introduces=introduces)
        if words.startswith("who ") and (relative := self._relative(text[:end])) and relative.end() == start:
            who = self.parties(relative["other"])
            who = who if all(p.role or p.person for p in who) else ()
            reply = bool(before and before.act == "ask")
            return Utterance(index, start, end, who, "say", "", reply=reply, introduces=introduces)
        if words[:1] in "\"“‘'" and _MAY_INVERT.search(words) and (aloud := self._inverted.search(words)):
            asks = bool(aloud["asks"] or aloud["verb"] == "asked")
            reply = bool(before and before.act == "ask" and not asks)
            who = self.parties(aloud["who"])
            return Utterance(index, start, end, who, "ask" if asks else "say", aloud["verb"], named=True, reply=reply)
        claim = self._main_claim(words)
        if claim and self._leads(words, claim.start()):
            act = _act(claim, words)
            reply = bool(before and before.act == "ask" and act != "ask")
            who = self._speakers(words, claim)
            verb = claim["verb"]
            return Utterance(index, start, end, who, act, verb, named=bool(who), reply=reply, introduces=introduces)
        if mark:
            party = self.people.resolve(mark["who"]) if mark["who"] else None
            asks = bool(ASKING_MARK.search(mark["mark"] or mark["marked"]))
            return Utterance(
                index,
                start,
                end,
                (party,) if party else (),
                "ask" if asks else "say",
                LABEL,
                named=party is not None,
                reply=not asks,
                introduces=introduces,
            )
        labelled = (LABELLED.match(words) or SIGNED.match(words)) if start == 0 else None
        party = self.people.resolve(labelled["who"]) if labelled else None
        if labelled and party and (labelled.re is LABELLED or party.person):
            act = "ask" if _asks_aloud(words) else "say"
            return Utterance(index, start + labelled.end(), end, (party,), act, LABEL, named=True)
        return None

    def _main_claim(self, words: str) -> re.Match[str] | None:
        """Return the claim of the main clause: the first, or the one after the comma where a lesser clause opens."""
        claims = self._claims(words)
        if len(claims) > 1 and opens_subordinate(head_of(words, claims[0].start())):
            return next((c for c in claims[1:] if head_of(words, c.start()).rstrip().endswith(",")), claims[0])
        return claims[0] if claims else None

    def _speakers(self, words: str, claim: re.Match[str]) -> tuple[Party, ...]:
        """Return who is the subject of a verb of speech; nobody where that is not certain."""
        after = words[claim.end("who") : claim.start("adverb")]
        relative = bool(re.match(r"\s+(?:who|which)\b", after))
        at = subject_at(head_of(words, claim.start()), claim["who"], relative=relative)
        if at is None:
            return ()
        who = self.parties(claim["who"][at:])
        told = said_to_be(claim["who"][at:], after)
        if told and len(who) == 1 and who[0].person and not self.people.is_said_to_be(who[0], told):
            return (Party(who[0].written),)
        return who

    def _may_speak(self, claim: re.Match[str]) -> bool:
        """Before a bare duty ("X will …") or a state of mind only people and offices known here are taken for speakers."""
        if not claim["known"]:
            return True
        return (
            all(p.role or p.person for p in self.parties(claim["who"]))
            and self.people.resolve(claim["who"].split(" and ")[0]) is not None
        )

    @staticmethod
    def _leads(words: str, at: int) -> bool:
        """Say whether a subject at `at` is that of the sentence, and not of what somebody else is told to have said."""
        head = head_of(words, at)
        return (
            not re.search(
                rf"\b(?:that|which|whether|if|how|why|what|when|because|as|than|after|before|while|wanted|{UNSURE})\s*$",
                head,
            )
            or at < 8
        )

    @staticmethod
    def _entry(index: int, words: str, start: int, end: int, lead: Utterance | None) -> Utterance:
        """A sentence of a list's entry, which has the speaker of the words that introduce the list."""
        introduces = words.rstrip().endswith(":")
        if lead is None or lead.act == "ask" or (lead.passage != index and not lead.introduces):
            return Utterance(index, start, end, introduces=introduces)
        reply = lead.reply or lead.verb == "told"
        return Utterance(index, start, end, lead.speakers, lead.act, "", reply=reply, introduces=introduces)

    @staticmethod
    def _going_on(index: int, words: str, start: int, end: int, named: Utterance | None) -> Utterance:
        """A sentence that begins with "He" or "She" has the speaker named last; after that one's question it is unclear.

        What follows a label ("JR:") has its speaker as far as the paragraph goes.
        """
        introduces = words.rstrip().endswith(":")
        if named and named.verb == LABEL:
            goes_on: Act = "ask" if _asks_aloud(words) else named.act if named.act != "ask" else "say"
            return Utterance(
                index, start, end, named.speakers, goes_on, LABEL, reply=named.reply, introduces=introduces
            )
        asks = re.match(rf"(?:He|She|They)\s+{ADVERB}(?:{ASK})\b", words)
        if named is None or not (PRONOUN.match(words) or AS_SAID.search(words)) or (named.act == "ask" and not asks):
            return Utterance(index, start, end, introduces=introduces)
        if len(named.speakers) > 1 and re.match(r"(?:He|She)\b", words):
            return Utterance(index, start, end, introduces=introduces)
        act: Act = "ask" if asks and is_question(words) else "say"
        return Utterance(index, start, end, named.speakers, act, "", reply=named.reply, introduces=introduces)

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
