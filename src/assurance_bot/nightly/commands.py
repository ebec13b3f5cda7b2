"""The command `digest`: what an owner, or the office, would be told; shown, and neither sent nor noted as told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import click

from assurance_bot import answer
from assurance_bot.config import Config
from assurance_bot.generation import Generation
from assurance_bot.nightly.digest import actions_of, title
from assurance_bot.nightly.digest import digest as make_digest
from assurance_bot.nightly.sent import Sent
from assurance_bot.nightly.words import lines_of
from assurance_bot.render.phrases import harmless


def add_commands(
    group: click.Group,
    common: Callable[[Callable[..., Any]], Callable[..., Any]],
    settings: Callable[[], Config],
    opened: Callable[[], AbstractContextManager[Generation]],
    now: Callable[[], dt.datetime],
) -> None:
    """Add it to the command line."""

    @group.command()
    @click.argument("owner", default="")
    @common
    def digest(owner: str) -> None:
        """Show what the next digest of OWNER, or without one of the office, would tell; nothing is sent or noted."""
        config = settings()
        today = now().date()
        to = dict(config.digest_owners).get(owner, "") if owner else config.digest_channel
        sent, recipient = Sent(config.index), f"{owner}>{to}"
        told, perhaps = sent.told(recipient), sent.doubtful(recipient)
        with opened() as generation:
            of = actions_of(generation, owner, day=today) if owner else None
            book = answer.book(generation, day=today)
            found = make_digest(book, of=of, told=told, doubtful=perhaps, ahead=config.digest_ahead)
        click.echo(title(owner, today))
        for line in lines_of(found.groups(), most=None):
            click.echo(harmless(line))
        if not found.items:
            click.echo("Nothing that was not told before.")
