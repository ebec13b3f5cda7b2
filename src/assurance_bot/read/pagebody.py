"""Which part of a web page is its own: navigation, banners and footers, on every page of a site, are left out.

What the page says itself comes first (main, article, roles, nav). Where it says nothing, the words decide: one goes
down from the body as long as a single element holds nearly all words that are no links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_NEVER = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "nav", "aside", "button", "input", "select",
        "textarea", "iframe", "object", "embed", "head", "title", "menu", "dialog", "canvas", "audio", "video",
        "datalist",
    }
)  # fmt: skip
_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar",
        "toolbar",
    }
)  # fmt: skip
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|sidebar|skip(?:-?link|-?nav|-to\S*)?|share|social|sharing"
    r"|site-?(?:header|footer)|page-?footer|screen-reader-text|sr-only|visually-?hidden|pagination|pager|related)(?=$|[\s_-])",
    re.IGNORECASE,
)  # class="site-footer"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)  # style="display: none"
_WHOLE = frozenset({"p", "table", "ul", "ol", "dl"})  # not gone into
_ATTENDED = re.compile(
    r"\s*(?:(?:members |those |also )?present|attendees|attendance|in attendance|participants|apologies|regrets)\b[\s:]*$"
    r"|\s*(?:present|attendees|apologies)\s*:",
    re.IGNORECASE,
)  # <dt>Present</dt>: minutes tell it, though apart from their text
_NEARLY_ALL = 0.8  # of the words


def is_left_out(element: etree._Element) -> bool:
    """Whether an element is never part of what a page says."""
    if element.tag in _NEVER or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if (element.get("role") or "").lower() in _ROLES or _HIDDEN.search(element.get("style") or ""):
        return True
    return bool(_NAMED.search(element.get("class") or "") or _NAMED.search(element.get("id") or ""))


def body_of(root: etree._Element) -> list[etree._Element]:
    """Return the elements of a page to be read, in order."""
    body = next(root.iter("body"), root)
    chosen = _said(body)
    before: list[etree._Element] = []
    if chosen is None:
        _drop_edges(body)
        chosen = _dense(body)
        before = [
            e
            for e in _preceding(chosen, body)
            if any(_ATTENDED.match(e_.text or "") for e_ in e.iter("dt", "th", "strong", "b", "h2", "h3", "h4", "p"))
        ]
    titles = (
        [] if next(chosen.iter("h1"), None) is not None else [h for h in _seen(body, "h1") if chosen not in h.iter()]
    )
    return [*titles[:1], *before, chosen]


def _said(body: etree._Element) -> etree._Element | None:
    """Return the part that the page itself calls its main one."""
    for found in (list(_seen(body, "main")), [e for e in _seen(body, "*") if e.get("role") == "main"]):
        if found:
            return found[0]
    articles = list(_seen(body, "article"))
    longest = max(articles, key=_words, default=None)
    return longest if longest is not None and _words(longest) >= 0.5 * _words(body) else None


def _drop_edges(body: etree._Element) -> None:
    """Take away the header and footer of the whole page; those of an article are part of it."""
    for element in [*body.iter("header", "footer")]:
        if not any(above.tag in ("article", "main", "section") for above in element.iterancestors()):
            for title in list(element.iter("h1")) if element.tag == "header" else ():
                element.addprevious(title)
            element.drop_tree()


def _seen(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of that name which are not left out."""
    for child in element:
        if isinstance(child.tag, str) and not is_left_out(child):
            if tag in ("*", child.tag):
                yield child
            yield from _seen(child, tag)


def _dense(body: etree._Element) -> etree._Element:
    """Return the smallest element that holds nearly all words."""
    at = body
    while True:
        inner = max((child for child in at if isinstance(child.tag, str)), key=_words, default=None)
        if (
            inner is None
            or _words(inner) < _NEARLY_ALL * max(1, _words(at))
            or inner.tag in ("p", "table", "ul", "ol", "tbody")
        ):
            return at
        at = inner


def _preceding(chosen: etree._Element, body: etree._Element) -> list[etree._Element]:
    """Return what stands before an element and is not left out, up to the body, in order."""
    found: list[etree._Element] = []
    at = chosen
    while at is not body and (above := at.getparent()) is not None:
        found = [e for e in above[: above.index(at)] if isinstance(e.tag, str) and not is_left_out(e)] + found
        at = above
    return found


def _words(element: etree._Element) -> int:
    """Return how many letters an element shows outside of links."""
    if not isinstance(element.tag, str) or is_left_out(element) or element.tag == "a":
        return 0
    own = len((element.text or "").strip())
    return own + sum(_words(child) + len((child.tail or "").strip()) for child in element)
