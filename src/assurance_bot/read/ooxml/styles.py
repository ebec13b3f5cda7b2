"""What the styles of a Word document say of a paragraph: heading, list, bold. A style is based on another, and inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assurance_bot.read.ooxml.names import attribute, child, children, number, switched

_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)  # "heading 2"
_DEEPEST_OUTLINE = 6  # outline levels below count as text


@dataclass
class Styles:
    """The styles of a document by their ids."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default: str = ""

    def chain(self, style: str) -> Iterator[etree._Element]:
        """Yield a style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style in self.elements and style not in seen:
            seen.add(style)
            element = self.elements[style]
            yield element
            based = child(element, "basedOn")
            style = attribute(based, "val") if based is not None else ""

    def heading(self, style: str) -> int:
        """Return the level of a heading in that style, 0 where it is none."""
        for element in self.chain(style):
            named = child(element, "name")
            words = attribute(named, "val") if named is not None else ""
            found = _HEADING.match(words)
            if found or words.lower() == "title":
                return int(found[1]) if found else 1
            outline = child(element, "pPr", "outlineLvl")
            if outline is not None and number(outline, "val") < _DEEPEST_OUTLINE:
                return number(outline, "val") + 1
        return 0

    def told(self, style: str, wanted: str, *, otherwise: str) -> bool:
        """Return whether a style makes letters `wanted`, "b" or "strike"; what it does not say, `otherwise` says."""
        chain = [*self.chain(style), *self.chain(otherwise)]
        said = (switched(child(element, "rPr", wanted)) for element in chain)
        return next((value for value in said if value is not None), False)

    def list_of(self, style: str) -> tuple[str, int] | None:
        """Return the list, and the depth in it, of paragraphs in that style."""
        for element in self.chain(style):
            listed = child(element, "pPr", "numPr")
            if listed is not None:
                list_id, depth = child(listed, "numId"), child(listed, "ilvl")
                if list_id is not None:
                    return attribute(list_id, "val"), number(depth, "val") if depth is not None else 0
        return None


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of styles.xml."""
    styles = Styles()
    if root is None:
        return styles
    for style in children(root, "style"):
        style_id = attribute(style, "styleId")
        styles.elements[style_id] = style
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
            styles.default = style_id
    return styles
