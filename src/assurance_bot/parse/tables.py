"""What the columns of a table hold: by the words of its head row, else by what stands in them."""

import re
from collections import defaultdict
from collections.abc import Sequence

from assurance_bot.document import Document, fold
from assurance_bot.parse.blocks import Block
from assurance_bot.people import looks_like_name

_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for name, pattern in (
        ("reference", r"(?:action |item |minute |log )?(?:ref(?:erence)?\.?|no\.?|number|id|#)|ap(?: no\.?)?|item"),  # "Ref"
        ("owner", r"(?:action )?(?:owner|lead|by whom|who|by|responsib(?:le|ility)(?: officer| person)?|assigned(?: to)?|officer|(?:for )?action by|for(?: whom)?)s?"),
        ("due", r"(?:due|by when|when|deadline|target|timescale|completion|date|due by|complete by)(?: date)?(?: for completion)?"),
        ("status", r"(?:current )?(?:status|progress|rag|outcome|state)(?: ?/ ?update)?"),  # "Status"
        ("update", r"(?:latest )?(?:updates?|comments?|notes?|position|progress(?: update)?)"),  # "Update"
        ("meeting", r"(?:meeting(?: date)?|date raised|raised(?: on| at)?|date of meeting|opened)"),  # "Date raised"
        ("text", r"(?:agreed )?(?:actions?|tasks?|descriptions?|details?|issue|matter|subject|action required|action(?:s)? agreed|topic)"),
        ("name", r"names?|attendee|member"),
        ("role", r"capacity|roles?|titles?|positions?|organi[sz]ations?|representing"),
        ("initials", r"initials?"),
    )
)  # fmt: skip
_TASKS = re.compile(r"\b(?:actions?|tasks?)\b", re.IGNORECASE)  # the head of the column that says what is to be done
_SHORT = re.compile(r"^(?:[A-Z][A-Za-z]{0,3}(?:\s*[/,&+]\s*|\s+|$)){1,6}$|^All$", re.MULTILINE)  # "RB", "JS / RA"


def column_names(document: Document, blocks: Sequence[Block]) -> dict[int, tuple[str, ...]]:
    """Return the names of the columns of each table, "" for a column of unknown meaning; tables without any are left out.

    A table's head row, where it has one, is recognised by its words. A right-hand column that holds nothing but initials
    is the owners' column, whatever its head says.
    """
    tables: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for block in blocks:
        if block.form == "row" and block.table is not None:
            cells = tuple(fold(" ".join(document.text[s.start : s.end] for s in cell)) for cell in block.cells)
            tables[block.table].append(cells)
    named = {}
    for table, rows in tables.items():
        names = _by_head(rows[0]) or _by_content(rows)
        if any(names):
            named[table] = names
    return named


def is_head(cells: Sequence[str]) -> bool:
    """Say whether a row is a table's head: at least two of its cells, and most of them, are words a head uses."""
    return bool(_by_head(tuple(cells)))


def _by_head(cells: tuple[str, ...]) -> tuple[str, ...]:
    names = [next((n for n, p in _HEADS if p.match(cell.strip(" :"))), "") for cell in cells]
    known = sum(bool(n) for n in names)
    if known < 2 or known * 2 < sum(bool(c) for c in cells):
        return ()
    tasks = [c for c, cell in enumerate(cells) if names[c] == "text" and _TASKS.search(cell)]
    if len(tasks) == 1:  # beside "Issue" or "Topic"
        names = [n if n != "text" or c in tasks else "" for c, n in enumerate(names)]
    if "text" not in names and "name" not in names and "" in names:
        names[max((i for i, n in enumerate(names) if not n), key=lambda i: len(cells[i]))] = "text"
    return tuple(names)


def _by_content(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Name a text column and an owners' column beside it, where one column holds only initials or names."""
    width = max(len(r) for r in rows)
    columns = [[r[c] for r in rows if c < len(r) and r[c]] for c in range(width)]
    if width < 2:
        return ()
    longest = max(range(width), key=lambda c: sum(len(x) for x in columns[c]))
    names = [""] * width
    for c in range(longest + 1, width):
        body = [x for x in columns[c] if not x.lower().startswith("action")]
        if body and sum(bool(_SHORT.match(x) or looks_like_name(x)) for x in body) * 10 >= len(body) * 6:
            names[c] = "owner"
    if any(names):
        names[longest] = "text"
    return tuple(names)
