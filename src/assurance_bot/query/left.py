"""The words of a question not yet understood; taking some leaves a gap that nothing reads across."""

from __future__ import annotations

import re
from itertools import pairwise

from assurance_bot.query.words import FRAME, GAP, HELD, INSIDE, JOINING

_WORD = re.compile(r"[^\W_](?:[\w&’'./%+-]*[\w%&+])?|[£$€&][\w&.,]*\w")  # "101", "A&E", "victims'", "£2m"
_SHORTENED = re.compile(
    r"(?:\w+n't|(?:i|we|you|they|he|she|it|who|what|that|there|how|where|when)'(?:ve|d|ll|re|m))", re.IGNORECASE
)
_APOSTROPHES = str.maketrans("‘’`", "'''")


class Left:
    """What is left of a question, each character in its place."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, found: re.Match[str], mark: str = GAP) -> str:
        """Take what was found out of what is left, and return it."""
        self.cut(found.start(), found.end(), mark)
        return found[0]

    def cut(self, start: int, end: int, mark: str = GAP) -> None:
        """Take out a stretch; `mark` stands in its place."""
        self.text = f"{self.text[:start]}{mark * (end - start)}{self.text[end:]}"

    def topic(self) -> str:
        """Return what is left without the frame, in one line; small words stay where they join two others."""
        runs = (self._run(run) for run in re.split(rf"[{GAP}{HELD},;:?!]+", self.text))
        return " ".join(word for run in runs for word in run)

    def _run(self, run: str) -> list[str]:
        kept: list[str] = []
        joining: list[str] = []
        words = _words(run)
        names = not all(word.istitle() for word in words)  # what is in capitals is a name, unless all is
        for word, after in pairwise([*words, ""]):
            inside = word.lower() in INSIDE and bool(kept) and not joining and bool(after) and self._says(after)
            if self._says(word) or inside or (names and word.istitle() and after.istitle() and word.lower() in INSIDE):
                kept += [*joining, word] if kept else [word]
                joining = []
            elif word.lower() in JOINING and kept:
                joining.append(word)
            else:
                joining = [] if word.lower() not in JOINING else joining
        return kept

    def _says(self, word: str) -> bool:
        """Say whether a word is one of the topic: none of the frame, unless it is an acronym that spells one ("IT")."""
        shouting = self.text.isupper()
        return word.lower() not in FRAME or (word.isupper() and len(word) > 1 and not shouting)


def _words(text: str) -> list[str]:
    told = (m[0].removesuffix("'s").strip(".'") for m in _WORD.finditer(text.translate(_APOSTROPHES)))
    return [word for word in told if not _SHORTENED.fullmatch(word)]
