"""The words of one paragraph of Word, as seen when all changes are accepted: runs of letters set alike, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from assurance_bot.read.ooxml.names import attribute, child, name, switched
from assurance_bot.read.ooxml.styles import Styles
from assurance_bot.read.writer import Run

GONE = frozenset({"del", "moveFrom", "Fallback"})  # deleted, moved away, or said twice for old programs
_SKIPPED = GONE | {"pPr", "rPr", "drawing", "pict", "object", "instrText", "delText", "delInstrText", "rt"}
_SIGNS = {"F0FC": "✓", "F0FE": "☒", "F0A8": "☐", "F0FB": "✗", "F0B7": "•", "F0E0": "→"}  # of Symbol and Wingdings
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass
class Runs:
    """Reads one paragraph; `breaks` counts the page breaks that Word noted in it, `notes` are those it refers to."""

    styles: Styles
    style: str
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    notes: list[tuple[str, str]] = field(default_factory=list)
    breaks: int = 0
    codes: int = 0  # how many fields are open whose code, not their result, is being read

    def take(self, element: etree._Element) -> None:
        """Read the children of a paragraph, or of what wraps runs in it."""
        for part in element:
            kind = name(part)
            if kind == "r":
                self._run(part)
            elif kind not in _SKIPPED:
                self.take(part)

    def _run(self, run: etree._Element) -> None:
        marks = child(run, "rPr")
        if marks is not None and (child(marks, "del") is not None or switched(child(marks, "vanish"))):
            return
        named = child(marks, "rStyle")
        style = attribute(named, "val") if named is not None else ""
        bold = self._is(marks, style, "b")
        struck = self._is(marks, style, "strike") or bool(switched(child(marks, "dstrike")))
        caps = bool(switched(child(marks, "caps")))
        for part in run:
            text = self._text(part)
            if text and not self.codes:
                self.lines[-1].append(Run(text.upper() if caps else text, struck, bold))

    def _is(self, marks: etree._Element | None, style: str, wanted: str) -> bool:
        """Whether letters are bold, or struck: as they say themselves, else their style, else the paragraph's."""
        said = switched(child(marks, wanted))
        return said if said is not None else self.styles.told(style or self.style, wanted, otherwise=self.style)

    def _text(self, part: etree._Element) -> str:
        kind = name(part)
        if kind == "t":
            return str(part.text or "")
        if kind in ("tab", "ptab"):
            return "\t"
        if kind in ("noBreakHyphen", "sym"):
            return "-" if kind == "noBreakHyphen" else _SIGNS.get(attribute(part, "char").upper(), "")
        if kind in ("br", "cr"):
            self.lines.append([])
        elif kind == "lastRenderedPageBreak":
            self.breaks += 1
        elif kind == "fldChar":
            self._field(attribute(part, "fldCharType"))
        elif kind in _NOTES:
            self.notes.append((_NOTES[kind], attribute(part, "id")))
        elif kind == "AlternateContent":
            self.take(part)
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.codes += 1
        elif kind == "separate" or (kind == "end" and self.codes):
            self.codes = max(0, self.codes - 1)
