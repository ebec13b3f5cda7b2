"""A source as a page of the office's site: banner, navigation, cookie notice and footer stand around the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from examples.formats.source import Block, Entry, Heading, Listing, Source, Table, Words

_STYLE = """
  body { margin: 0; font: 17px/1.55 Arial, sans-serif; color: #1d2530; background: #fff; }
  a { color: #1b4f8f; }
  .site-header { background: #1c2f4a; color: #fff; padding: 22px 6%; font-size: 22px; font-weight: bold; }
  .site-nav { background: #e8edf3; padding: 10px 6%; }
  .site-nav ul, .breadcrumb { list-style: none; margin: 0; padding: 0; }
  .site-nav li, .breadcrumb li { display: inline-block; margin-right: 26px; }
  .breadcrumb { padding: 16px 6% 0; font-size: 14px; }
  .cookie-notice { background: #fff6d8; border-bottom: 1px solid #d9c36b; padding: 10px 6%; font-size: 15px; }
  .cookie-notice button { margin-left: 14px; }
  main { max-width: 860px; padding: 8px 6% 40px; }
  h1 { font-size: 30px; margin-bottom: 6px; } h2 { font-size: 21px; margin-top: 30px; }
  table { border-collapse: collapse; width: 100%; font-size: 15px; }
  th, td { border: 1px solid #aab4c0; padding: 7px 9px; text-align: left; vertical-align: top; }
  th { background: #e8edf3; }
  .site-footer { background: #1c2f4a; color: #dfe6ee; padding: 24px 6%; font-size: 14px; }
  .site-footer a { color: #fff; margin-right: 22px; }
"""
_LINKS = ("Home", "About the Commissioner", "Our plan", "Meetings and minutes", "News", "Contact us")
_SMALL = ("Accessibility", "Privacy", "Freedom of information")


def html(source: Source) -> bytes:
    """Return the page."""
    return _page(source, "\n".join(_blocks(source.blocks, lead=source.title))).encode()


def _page(source: Source, article: str) -> str:
    site = escape(source.body)
    links = "".join(f'<li><a href="#">{escape(link)}</a></li>' for link in _LINKS)
    small = "".join(f'<a href="#">{escape(link)}</a>' for link in _SMALL)
    year = source.date.year
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(source.title)} | {site}</title>
<style>{_STYLE}</style>
</head>
<body>
<div class="cookie-notice" role="dialog" aria-label="Cookies">This site uses cookies to count its visitors.
<button type="button">Accept</button><button type="button">Reject</button></div>
<header class="site-header">{site}</header>
<nav class="site-nav"><ul>{links}</ul></nav>
<ol class="breadcrumb"><li><a href="#">Home</a></li><li><a href="#">Meetings and minutes</a></li><li>{year}</li></ol>
<main>
<article>
{article}
</article>
</main>
<footer class="site-footer"><p>{small}</p><p>© {year} {site}, Tallow House, Stavenham. Telephone 01632 960 100.</p></footer>
</body>
</html>
"""


def _blocks(blocks: Sequence[Block], *, lead: str = "") -> Iterator[str]:
    """Yield each block; the heading in the words of `lead` is the page's, another of its level stands above it, small."""
    for block in blocks:
        if isinstance(block, Heading):
            yield _heading(block, lead)
        elif isinstance(block, Listing):
            tag = "ol" if block.ordered else "ul"
            items = "\n".join(f"<li>{_entry(entry)}</li>" for entry in block.entries)
            yield f"<{tag}>\n{items}\n</{tag}>"
        elif isinstance(block, Table):
            yield _table(block)
        else:
            yield f"<p>{_words(block.words)}</p>"


def _heading(heading: Heading, lead: str) -> str:
    title = escape(f"{heading.number} {heading.title}".strip())
    if heading.level == 1 and heading.title != lead:
        return f"<p><strong>{title}</strong></p>"
    return f"<h{heading.level}>{title}</h{heading.level}>"


def _entry(entry: Entry) -> str:
    return "\n".join([_words(entry.paragraph.words), *_blocks(entry.below)])


def _table(table: Table) -> str:
    head = "".join(f"<th>{_words(cell)}</th>" for cell in table.head)
    rows = ["".join(f"<td>{_words(cell)}</td>" for cell in row) for row in table.rows]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _words(words: Words) -> str:
    runs = ((escape(run.text, quote=False).replace("\n", "<br>"), run.bold) for run in words)
    return "".join(f"<strong>{text}</strong>" if bold else text for text, bold in runs)
