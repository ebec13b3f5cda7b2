"""What a meeting is called: its title as written, the body that met, its series, and the id made of series and date.

The first lines name the body, the meeting, or both on a line each. What says only that these are minutes, when and where
it was held, or that they are a draft, names neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assurance_bot.dates import find_dates, find_months
from assurance_bot.document import Document, fold
from assurance_bot.parse.blocks import Block
from assurance_bot.parse.furniture import MARKING
from assurance_bot.parse.labels import header_label

DRAFT = re.compile(r"\b(?:DRAFT|UNCONFIRMED|[Dd]raft (?:minutes|notes)|[Uu]nconfirmed minutes)\b|\(draft\)")
_ORGAN = (
    r"(?:Councils?|Boards?|Panels?|Committees?|Sub-?Committees?|Forum|Authority|Trust(?:ees)?|Governors|Governing Body|Commissioners?|Police|Constabulary|Partnership|Group"
    r"|Association|Commission|Society|Federation|Academy|School|College|Service|Assembly|Parish|Tribunal|Corporation|Directors|Executive|Cabinet|Team|Network|Working Party)"
)
_NAMES_BODY = re.compile(rf"\b{_ORGAN}\b", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"\b[Nn]ext[ \t]+(?:meeting of (?:the )?)?(?P<body>(?:[A-Z][\w’'&-]+[ \t]+){1,5}(?:Council|Board|Panel|Committee|Forum|Group|Authority|Trust|Governors|Partnership|Commission))\b"
)  # "the next Open Standards Board"
_HELD = re.compile(
    r"\s*,?\s*\b(?:held|taking place|which took place)\b.*$|\s+(?:on|at|in)\s*$", re.IGNORECASE | re.DOTALL
)
_MINUTES = re.compile(
    r"\b(?:draft|approved|unconfirmed|confirmed|final|minutes?|meeting notes|notes|record|actions?)\b(?:\s+(?:of|for|from))?(?:\s+(?:the|a|an))?\b"
    r"|^\W*meetings?\s+(?:of\s+(?:the\s+)?)?(?=\S)|\bmeeting\s+(?:no\.?\s*)?\d{1,3}\b|\bnot yet agreed\b",
    re.IGNORECASE,
)  # "Draft minutes of the", "Meeting 3"
_ONLY_MINUTES = re.compile(
    r"\s*[–—|-]+\s*(?:(?:draft|approved|final|unconfirmed)\s+)?(?:meeting\s+)?(?:minutes|notes|record)\s*$",
    re.IGNORECASE,
)  # "… – Meeting Notes"
_LONE_MEETING = re.compile(r"^\W*(?:meeting|minutes|notes)?s?\W*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d\d|\d{4}))?(?![\d/])")
_MONTH_ALONE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\w+\s+(?:Council|Parish))"
)
_SMALL = frozenset(("and", "of", "the", "for", "to", "in", "on", "a", "an", "with", "by", "at"))
_PATHS = frozenset(
    ("minutes", "meetings", "meeting", "notes", "documents", "files", "archive", "data", "downloads", "tmp")
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title as written, and what it names."""

    title: str
    body: str
    series: str

    def meeting_id(self, day: str) -> str:
        """Return the id of the meeting of this series on a day."""
        return f"{_slug(self.series)}-{day}"


def title_lines(document: Document, pieces: Iterable[Block]) -> list[str]:
    """Return the lines of the header's first pieces; a sentence that wraps is one line, and so is a heading."""
    found: list[str] = []
    for piece in pieces:
        for nth, line in enumerate(document.lines[piece.first : piece.last + 1]):
            words = fold(document.text[line.span.start : line.span.end])
            open_end = found and re.search(r"\b(?:of|the|on|in|at|and|for)$", found[-1])
            if not words or MARKING.match(words):
                continue
            wraps = piece.form == "heading" or line.style is not None
            if nth and found and (wraps or words[:1].islower() or open_end):
                found[-1] = f"{found[-1]} {words}"
            else:
                found.append(words)
    return found


def read_title(document: Document, lines: Sequence[str], labelled: str = "", *, called: str = "") -> Title:
    """Return what the meeting is called. `lines` are the first of its header; `labelled` the value of "Meeting:".

    `called` is the name of the body where its minutes name none.
    """
    meta = document.meta
    own = meta.get("title", "").strip() if document.format in ("markdown", "html") else ""
    candidates = [w for w in (labelled, own, *lines[:6]) if w and not _draft_only(w)]
    named = [(words, bare_title(words)) for words in candidates if not header_label(words) or words in (labelled, own)]
    named = [(words, bare) for words, bare in named if bare and (words in (labelled, own) or _set_as_name(bare))]
    bodies = [bare for _, bare in named if _NAMES_BODY.search(bare)]
    meetings = [
        (words, bare)
        for words, bare in named
        if not _NAMES_BODY.search(bare) and re.search(r"\bmeeting", bare, re.IGNORECASE)
    ]
    body = meta.get("body", "").strip() or (_cased(bodies[0]) if bodies else "")
    title = _title(document, named, meetings, candidates)
    series = meta.get("series", "").strip() or _series(meetings, bodies, named)
    series = "" if series and series.lower() in body.lower() else series
    body = body or _body_in(document) or called or _folder(document) or series
    return Title(title, body, _cased(series) or body)


def bare_title(words: str) -> str:
    """Return a title without dates, place and the words that say it is minutes: "Board minutes, 3 May 2024" → "Board"."""
    words = _without_days(_HELD.sub(" ", words))
    for _ in range(2):
        words = _MINUTES.sub(" ", words)
    words = DRAFT.sub(" ", words)
    words = re.sub(r"\(\s*\)", " ", words)
    words = re.sub(r"\s*(?:\s[–—-]\s*)+(?=$|[–—-])", " ", words)
    words = " ".join(words.split()).strip(" -–—:,.@/|()")
    words = re.sub(r"^(?:the|of|for)\s+", "", words, flags=re.IGNORECASE)
    words = re.sub(rf"(?<=\w)(\b{_ORGAN})(?:['’]s?)?\s+meetings?$", r"\1", words, flags=re.IGNORECASE)
    words = re.sub(rf"\b({_ORGAN})\s+meetings?$", r"\1", words, flags=re.IGNORECASE)
    return words if re.search(r"[A-Za-z]{3}", words) and not _LONE_MEETING.match(words) else ""


def _without_days(words: str) -> str:
    spans = {(d.start, d.end) for d in find_dates(words)} | {(m.start, m.end) for m in find_months(words)}
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]} {words[end:]}"
    return _MONTH_ALONE.sub(" ", _YEAR.sub(" ", words))


def _draft_only(words: str) -> bool:
    return bool(DRAFT.search(words)) and not bare_title(DRAFT.sub(" ", words))


def _set_as_name(words: str) -> bool:
    """Say whether words are set as a name is: short, and nearly all in capitals or with capital letters."""
    tokens = [w for w in re.findall(r"[^\W\d_][\w’'&-]*", words) if w.lower() not in _SMALL]
    return len(words) <= 120 and bool(tokens) and sum(w[0].isupper() for w in tokens) * 5 >= len(tokens) * 4


def _title(
    document: Document, named: Sequence[tuple[str, str]], meetings: Sequence[tuple[str, str]], lines: Sequence[str]
) -> str:
    chosen = (meetings or named or [(lines[0] if lines else "", "")])[0][0]
    return _ONLY_MINUTES.sub("", chosen)[:200] or PurePosixPath(document.source).stem


def _series(meetings: Sequence[tuple[str, str]], bodies: Sequence[str], named: Sequence[tuple[str, str]]) -> str:
    """Return what the run of meetings is called: the meeting's name, else the last body named, else any name."""
    if meetings:
        return meetings[0][1]
    return bodies[-1] if bodies else named[0][1] if named else ""


def _cased(words: str) -> str:
    """Return a name in capitals as it is written elsewhere: "PARISH COUNCIL" → "Parish Council"."""
    if not words.isupper() or " " not in words:
        return words
    made = [w.lower() if w.lower() in _SMALL and i else w.capitalize() for i, w in enumerate(words.split())]
    return " ".join(made)


def _body_in(document: Document) -> str:
    """Return the body as the text speaks of its next meeting, most often; "" where it does not."""
    found = Counter(fold(m["body"]) for m in _IN_TEXT.finditer(document.text))
    return found.most_common(1)[0][0] if found else ""


def _folder(document: Document) -> str:
    """Return the name of the nearest folder that says more than that it holds minutes."""
    for part in reversed(PurePosixPath(document.source).parent.parts):
        words = re.sub(r"[-_]+", " ", part).strip()
        if words.lower() not in _PATHS and re.search(r"[A-Za-z]{3}", words) and not find_dates(part):
            return words.title() if words.islower() else words
    return ""


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-") or "meeting"
