"""Elements of Office XML by their local names: files come in two namespaces, "transitional" and "strict", else alike."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def name(element: etree._Element) -> str:
    """Return the local name of an element; "" for a comment or a processing instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the children of that local name."""
    return (one for one in element if name(one) == wanted)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element found by going down `path`, or None."""
    for wanted in path:
        if element is None:
            return None
        element = next(children(element, wanted), None)
    return element


def attribute(element: etree._Element, wanted: str) -> str:
    """Return an attribute by its local name, "" where there is none."""
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == wanted), "")


def number(element: etree._Element, wanted: str) -> int:
    """Return an attribute that is a small whole number; 0 where it is missing or is none."""
    return small(attribute(element, wanted))


def small(written: str, *, otherwise: int = 0) -> int:
    """Return a whole number of at most five figures."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else otherwise


def switched(element: etree._Element | None) -> bool | None:
    """Return whether a property such as bold is on; None where it is not mentioned."""
    if element is None:
        return None
    return attribute(element, "val") not in ("0", "false", "off", "none")
