"""The commands that keep an index safe: `backup`, `restore`, `verify`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from assurance_bot.answer.wording import count
from assurance_bot.config import Config
from assurance_bot.keeping.backup import backup as make_backup
from assurance_bot.keeping.faults import faults_of_backup, faults_of_index
from assurance_bot.keeping.restore import restore as make_restored
from assurance_bot.render.phrases import harmless


def add_commands(
    group: click.Group,
    common: Callable[[Callable[..., Any]], Callable[..., Any]],
    settings: Callable[[], tuple[Config, Path | None]],
    now: Callable[[], dt.datetime],
) -> None:
    """Add them to the command line; `settings` returns the settings and the file that they come from."""

    @group.command()
    @click.argument("folder", type=click.Path(path_type=Path))
    @common
    def backup(folder: Path) -> None:
        """Copy ledger, index, archive and settings into a new FOLDER; the index may be in use meanwhile.

        Secrets are left out of the settings. A manifest holds the hash of every file.
        """
        given, file = settings()
        made = make_backup(given.index, folder, settings=file, now=now())
        held = f"generation {made.generation}, {_entries(made.entries)} of the ledger"
        click.echo(f"Backed up in {made.folder}: {held}, {count(made.files, 'file')}, {made.size / 1e6:,.1f} MB.")

    @group.command()
    @click.argument("folder", type=click.Path(path_type=Path))
    @common
    def restore(folder: Path) -> None:
        """Make the index of a backup FOLDER anew, in an index folder that is empty or not there.

        Every hash is compared first; a file that differs is named, and then nothing is restored.
        """
        given, _ = settings()
        made = make_restored(folder, given.index)
        held = f"generation {made.generation}, {_entries(made.entries)} of the ledger"
        click.echo(f"Restored in {given.index}: {held}, as of {made.made_at}.")
        if made.settings:
            click.echo(f"The settings of then are in {made.settings}; copy what you need.")

    @group.command()
    @click.argument("folder", type=click.Path(path_type=Path), required=False)
    @common
    def verify(folder: Path | None) -> None:
        """Compare every file of the index, or of a backup FOLDER, with its hash. Exit status 1 where one differs."""
        given, _ = settings()
        faults = list(faults_of_backup(folder) if folder else faults_of_index(given.index))
        for fault in faults:
            click.echo(harmless(f"DAMAGED {fault}"))
        if not faults:
            click.echo(f"Every file of {folder or given.index} is what was written.")
        sys.exit(1 if faults else 0)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"
