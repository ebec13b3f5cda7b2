"""Sentences in running prose; positions are half-open ranges of the text given."""

import re

_END = re.compile(r"[.?!]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9£•])|[.?!]+[\"'”’)\]]*$")
_NOT_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|St|Sgt|Insp|Supt|Cllrs?|No|Nos|para|approx|vs|etc|cf|ref|pp?|Fig|Vol|[Pp]rop|Sec|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|a\.m|p\.m)|(?<![A-Za-z])[A-Z]|\bal)\.$"
)  # "Dr.", "e.g.", "J."
_LEADING_NUMBER = re.compile(r"\W*\d{1,2}\.")  # "3." before the words it numbers
_TAIL = 12  # characters before a full stop that tell an abbreviation
_AFTER_TIME = re.compile(r"\b[ap]\.m\.$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text`, in order, blanks at their ends left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        head = text[max(start, end.end() - _TAIL) : end.end()]
        if (
            (_NOT_END.search(head) or _LEADING_NUMBER.fullmatch(text, start, end.end()))
            and end.end() < len(text)
            and not _closes(text, head, end.end())
        ):
            continue
        _add(found, text, start, end.end())
        start = end.end()
    _add(found, text, start, len(text))
    return found


def _closes(text: str, head: str, end: int) -> bool:
    """Say whether an abbreviation ends its sentence after all: "… at 10 a.m. The CC …"."""
    return bool(_AFTER_TIME.search(head)) and text[end:].lstrip()[:1].isupper()


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


FINISHED = re.compile(r"[.?!:;][\"'”’)\]]*$")
"""The end of what is finished, or leads in to something: "… was mended.", "… as follows:"."""
IN_WRITING = re.compile(
    r"\b(?:asks?|asked|puts?|submitted|tabled|raised|sent|repeated|repeats)\b"
    r"(?: (?!(?:to|be|that|whether|if|answer|reply|response)\b)(?:for the \w+ time|[\w’'-]+)){0,6}? in writing\b"
    r"|^In (?:writing|a written question)\b|\bwritten question\b[^.?!]{0,40}\bask(?:s|ed|ing)\b",
    re.IGNORECASE,
)
"""Words that tell of a question that it was put in writing: "the PCC asked again in writing when …"."""
