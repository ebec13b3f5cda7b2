"""The commands of the ledger: `note` writes an entry, `history` shows an action's mentions and entries in order of day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import click

from assurance_bot import answer
from assurance_bot.answer import book
from assurance_bot.dates import read_day
from assurance_bot.generation import Generation
from assurance_bot.ledger import WHATS, Wish, done
from assurance_bot.render.data import Data, entry_export
from assurance_bot.render.noted import history_export, history_lines, ledger_export, ledger_lines
from assurance_bot.whoami import user_name

VIA = "command line"

_HELP = f"""Note something on an action in the ledger: {", ".join(WHATS)}.

ID is that of the action, or a unique beginning of it. VALUE is the new due date (redate; “none” takes it away), the owner
or owners (reassign, owner), the id of the other action (link, unlink, attach), the words or a link (evidence, comment).
An entry is never changed or deleted: note something newer."""


def add_commands(
    group: click.Group,
    common: Callable[[Callable[..., Any]], Callable[..., Any]],
    opened: Callable[[], AbstractContextManager[Generation]],
    now: Callable[[], dt.datetime],
) -> None:
    """Add `note` and `history` to the command line; `opened` opens the generation that the options given name."""

    @group.command(help=_HELP)
    @click.argument("name", metavar="ID")
    @click.argument("what", metavar="WHAT")
    @click.argument("value", nargs=-1)
    @click.option("--why", default="", help="The reason; needed for all but evidence and comment.")
    @click.option("--who", default=None, help="Who notes it. Default: the name of the user of this machine.")
    @click.option("--json", "as_json", is_flag=True, help="Print the entry as JSON.")
    @common
    def note(name: str, what: str, value: tuple[str, ...], why: str, who: str | None, as_json: bool) -> None:
        wish = Wish(action=name, what=what, value=value, why=why, who=who or user_name(), via=VIA, at=now())
        with opened() as generation:
            drafted = answer.note(generation, wish)
        if as_json:
            click.echo(_json(entry_export(drafted.entry) | {"remarks": list(drafted.remarks)}))
            return
        click.echo(f"Entry {drafted.entry.seq} on {drafted.entry.action}: {done(drafted.entry)}.")
        for remark in drafted.remarks:
            click.echo(remark)

    @group.command()
    @click.argument("name", metavar="ID")
    @click.option("--as-of", metavar="DATE", help="The history up to that day. Default: today.")
    @click.option("--json", "as_json", is_flag=True, help="Print the history as JSON.")
    @common
    def history(name: str, as_of: str | None, as_json: bool) -> None:
        """Show all that minutes and ledger say of an action, in order of day."""
        today = now().date()
        with opened() as generation:
            found = answer.history(generation, name, day=read_day(as_of, today=today) if as_of else today)
        for line in [_json(history_export(found))] if as_json else history_lines(found):
            click.echo(line)


def ledger_status(generation: Generation, *, today: dt.date) -> tuple[list[str], Data]:
    """Return what `status` tells of the ledger, in lines and as data. Raises LedgerError."""
    matched = book(generation, day=today).matched
    return list(ledger_lines(matched)), ledger_export(matched)


def _json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
