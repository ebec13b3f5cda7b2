"""Figures: numbers as written, their unit, and the sentence that says what they measure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from assurance_bot.dates.words import NUMBERS, count
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken
from assurance_bot.prose import sentences
from assurance_bot.records import Figure, Party

_SCALE = {"k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "thousand": 1e3}
NUMBER = re.compile(
    r"(?<![\w/.,:-])(?P<sign>[+-])?(?P<money>£\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>\s?(?:k|m|bn)\b|\s(?:million|billion|thousand)\b|[KM]\b)?"
    r"(?P<unit>\s?%|\s?per\s?cent\b|\s[a-z][a-z-]+(?:\s[a-z-]+){0,2})?(?![\w/:]|\.\d)"
)  # "£1.54M", "412 devices", "14.2%"
_FEW = "|".join(word for word, number in NUMBERS.items() if word.isalpha() and len(word) > 2 and number <= 12)
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
SHARE = re.compile(
    rf"\b(?:(?P<count>an?|{_FEW})[\s-]+(?P<part>half|halves|(?:third|quarter|fifth|sixth|eighth|tenth)s?)\s+of|(?P<half>half)\s+(?:of|the)"
    rf"|(?P<some>{_FEW}|\d+)\s+(?:in|out\s+of)\s+(?:(?:the|every)\s+)?(?P<all>{_FEW}|\d+)|(?P<few>{_FEW})\s+of\s+the\s+(?P<many>\d+))\b"
    r"(?P<unit>\s+(?:(?:the|its|their|all|our)\s+)?[a-z][a-z-]+(?:\s[a-z-]+)?)?",
    re.IGNORECASE,
)  # "a third of kiosks", "two in five officers", "nine of the 14 trainees"
_NO_FIGURE = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december|am|pm|hrs)\b|^(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(
    r"^\s?(?:st|nd|rd|th)?\s?(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)
_MONTH_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Room|Grade|item|question|questions|page|Appendix|Annex|ISO|No\.?|AP|Action|Priority|Band|Tier|Phase|Level)\s(?:[A-Z]\s)?$",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    r"^\s(?:above|below)\b(?!\s+(?:the|an?|its|last|target)\b)|^\s(?:(?:voted\s+)?(?:for|against)|abstentions?)\s*(?:[,;.)]|and\b|$)"
)  # "13.4 below" is an item, "2 for, 1 against" a vote
_STOP = re.compile(
    r"\s(?:and|or|in|of|to|for|by|at|from|with|on|were|was|had|have|has|is|are|that|which|who|the|a|an|as|per|but|than|against|between|into|since|after|before|had|with|when|while|until|because|within|during|over|under|would|will|could|should|be|been|not|about|against|up|down|into)\b.*$"
)


def find(reading: Reading) -> Iterator[Figure]:
    """Yield the figures of a meeting in order."""
    for spoken in reading.spoken:
        if spoken.passage.label == "attendance" or spoken.passage.form == "label":
            continue
        for start, end in sentences(spoken.flow.text):
            yield from _in_sentence(reading, spoken, start, end)


def _in_sentence(reading: Reading, spoken: Spoken, start: int, end: int) -> Iterator[Figure]:
    words = spoken.flow.text[start:end]
    first = max(0, bisect_right(spoken.utterances, start, key=lambda u: u.start) - 1)
    speakers = next((u.speakers for u in spoken.utterances[first : first + 2] if u.start < end and u.end > start), ())
    shares = [m for m in SHARE.finditer(words) if not _REFERS.search(words, m.start(), m.end() + 20)]
    for share in shares:
        yield _share(reading, spoken, (start, end), share, speakers)
    for match in NUMBER.finditer(words):
        if not _counts(words, match) or any(s.start() <= match.start() < s.end() for s in shares if s["some"]):
            continue
        yield _figure(reading, spoken, (start, end), match, speakers)


_REFERS = re.compile(r"\bthe (?:year|month|meeting|agenda|day)\b", re.IGNORECASE)  # "a quarter of the year" is no share


def _share(
    reading: Reading, spoken: Spoken, place: tuple[int, int], match: re.Match[str], speakers: tuple[Party, ...]
) -> Figure:
    """Return a share told in words, as the number from 0 to 1 that it is."""
    part = (match["part"] or match["half"] or "").lower().rstrip("s")
    some = count(match["count"] or match["some"] or match["few"] or "one")
    number = some / (_PARTS[part] if part else max(1, count(match["all"] or match["many"])))
    words = match[0][: match.start("unit") - match.start()] if match["unit"] else match[0]
    after = match.string[match.start() + len(words) :]
    millions = re.match(r"\s+a\s+million\b", after)
    value = words + after[: millions.end()] if millions else re.sub(r"\s+of$", "", words)
    unit = "" if millions else _STOP.sub("", f" {(match['unit'] or '').strip()}").strip()
    return _made(
        reading, spoken, place, match, speakers,
        value=value, number=number * (1e6 if millions else 1), unit=unit, measures=unit,
    )  # fmt: skip


def _counts(words: str, match: re.Match[str]) -> bool:
    """Say whether a number counts something: no date, time, year, item number or name of a thing."""
    after, before = words[match.end("number") :], words[: match.start()]
    if _MONTH_AFTER.match(after) or _MONTH_BEFORE.search(before) or _OF_SOMETHING_ELSE.match(after):
        return False
    bare = not (match["money"] or match["scale"] or match["unit"])
    unit = (match["unit"] or "").strip()
    if unit and _NO_FIGURE.match(unit):
        return False
    number = match["number"]
    if re.fullmatch(r"(?:19|20)\d\d", number) and not match["money"] and not unit.startswith(("%", "per")):
        return False
    if number == "101" or number == "999" or re.match(r"^\s?[ap]\.?m\b", after):
        return False
    return not bare or bool(
        re.search(r"\b(?:from|to|of|at|was|were|is|between|and|than|by|below|above|over|about|nearly|some)\s$", before)
    )


def _figure(
    reading: Reading, spoken: Spoken, place: tuple[int, int], match: re.Match[str], speakers: tuple[Party, ...]
) -> Figure:
    unit = (match["unit"] or "").strip()
    unit = "%" if unit in ("%", "per cent", "percent") else _STOP.sub("", f" {unit}").strip()
    value = match[0][: match.end("scale") - match.start() if match["scale"] else match.end("number") - match.start()]
    if unit == "%":
        value = match[0].rstrip()
    number = float(match["number"].replace(",", "")) * _SCALE.get((match["scale"] or "").strip().lower(), 1)
    return _made(
        reading, spoken, place, match, speakers,
        value=value.strip(), number=number,
        unit=("£ " if match["money"] else "") + unit if unit or match["money"] else "",
        measures=unit if unit != "%" else "",
    )  # fmt: skip


def _made(
    reading: Reading,
    spoken: Spoken,
    place: tuple[int, int],
    match: re.Match[str],
    speakers: tuple[Party, ...],
    *,
    value: str,
    number: float,
    unit: str,
    measures: str,
) -> Figure:
    """Return the figure that a match in a sentence, at `place` in what is spoken, tells."""
    quote = reading.quote(spoken, *place)
    return Figure(
        id=reading.name("Figure", f"{quote.text} @ {match.start()}"),
        meeting=reading.meeting.id,
        item=spoken.passage.item,
        passage=spoken.passage.index,
        quote=quote,
        lead_in=None,
        value=value,
        number=number,
        unit=unit,
        measures=measures,
        speakers=speakers,
    )
