"""A register of which only some meetings are seen: views that hide the rest from every query, whoever wrote it.

SQLite takes a temporary view before the table of its name, so that what is hidden can be neither listed nor counted.
"""
# ruff: noqa: S608  # names that stand in the SQL are this package's own

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlite_utils import Database

from assurance_bot.records import Action, AnyRecord, Mention, Trail
from assurance_bot.store.finding import listed

_WHOLE = "SELECT rowid AS rowid, * FROM main"
_IN = "IN (SELECT key FROM temp.seen)"
_SOURCES = f"SELECT source FROM main.meetings GROUP BY source HAVING min(key {_IN})"
_HELD = "SELECT id FROM main.meetings GROUP BY id COLLATE NOCASE HAVING min(superseded_by IS NOT NULL OR key {})"

SET_HERE = "set here"  # as the first mention of a trail says of itself

VIEWS = {
    "meetings": f"SELECT * FROM main.meetings WHERE key {_IN}",
    "records": f"SELECT * FROM main.records WHERE meeting {_IN}",
    **{table: f"{_WHOLE}.{table} WHERE meeting {_IN}" for table in ("attendance", "items", "passages", "acronyms")},
    "documents": f"SELECT * FROM main.documents WHERE source IN ({_SOURCES})",
    "problems": f"{_WHOLE}.problems WHERE source IN ({_SOURCES})",
    "mentions": f"{_WHOLE}.mentions WHERE meeting IN (SELECT id FROM temp.seen_ids)",
    "trails": "SELECT * FROM main.trails WHERE key IN (SELECT trail FROM main.mentions WHERE meeting IN "
    "(SELECT id FROM temp.seen_ids))",
}
"""What each table is read through."""


def hide(db: Database, seen: Collection[int]) -> None:
    """Hide from a connection all meetings but those of these keys, and all that they hold."""
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("CREATE TEMP TABLE seen (key INTEGER PRIMARY KEY)")
    db.execute("INSERT INTO temp.seen SELECT value FROM json_each(?)", (listed(sorted(seen)),))
    db.execute(f"CREATE TEMP TABLE seen_ids AS {_HELD.format(_IN)}")
    for name, query in VIEWS.items():
        db.execute(f"CREATE TEMP VIEW {name} AS {query}")
    db.conn.commit()


def trimmed(trail: Trail, actions: Mapping[str, AnyRecord], days: Collection[dt.date], *, hidden: bool) -> Trail | None:
    """Return a trail as it is told by the mentions that are seen; None where none of them is surely an action.

    `actions` are those that are seen, by id, and `days` those of the meetings seen. Where a mention is hidden, nothing that
    may come from it stays: the trail is that of the first action seen.
    """
    if trail.replaced_by not in actions:
        trail = replace(trail, replaced_by=None)
    trail = replace(trail, mentions=tuple(_due_as_seen(mention, actions, days) for mention in trail.mentions))
    if not hidden:
        return trail
    sure = (m.action for m in trail.mentions if m.certain and m.action and m.action != trail.replaced_by)
    told = [actions[action] for action in sure if action in actions]
    begun = [action for action in told if isinstance(action, Action)]
    if not begun:
        return None
    first = next(i for i, m in enumerate(trail.mentions) if m.certain and m.action == begun[0].id)
    mentions = (replace(trail.mentions[first], link=SET_HERE), *trail.mentions[first + 1 :])
    owners = next((action.owners for action in reversed(begun) if action.owners), ())
    return Trail(begun[0].id, begun[0].text, owners, mentions, trail.replaced_by)


def _due_as_seen(mention: Mention, actions: Mapping[str, AnyRecord], days: Collection[dt.date]) -> Mention:
    """Return a mention with the due date of its action, where "the June meeting" was put on the day of a hidden one."""
    action = actions.get(mention.action or "")
    if not isinstance(action, Action) or mention.due in (None, action.due) or mention.due in days:
        return mention
    return replace(mention, due=action.due)


def as_seen(record: AnyRecord, days: Collection[dt.date]) -> AnyRecord:
    """Return a record; an action whose due date hangs on a meeting that is on none of these days, by its own minutes."""
    if not isinstance(record, Action) or record.unaided_rule is None or record.due in days:
        return record
    return replace(record, due=record.unaided, due_rule=record.unaided_rule)
