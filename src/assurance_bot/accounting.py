"""The commands of what a running bot keeps: `audit` shows who asked and changed what, `feedback` what people said of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import click

from assurance_bot.answer.wording import count
from assurance_bot.audit import Audit, Line
from assurance_bot.config import Config
from assurance_bot.feedback import Feedback, Said
from assurance_bot.render.phrases import harmless

_SHOWN = 5  # ids of a line that are printed; the rest are counted


def add_commands(
    group: click.Group,
    common: Callable[[Callable[..., Any]], Callable[..., Any]],
    settings: Callable[[], Config],
    now: Callable[[], dt.datetime],
) -> None:
    """Add `audit` and `feedback` to the command line; `settings` are those that the options given name."""

    @group.command()
    @click.option("--user", default="", metavar="ID", help="Only of a person, by their id in Slack.")
    @click.option("--forget", default="", metavar="ID", help="Remove all that is kept of a person, what they said too.")
    @click.option("--json", "as_json", is_flag=True, help="Print the log as JSON.")
    @common
    def audit(user: str, forget: str, as_json: bool) -> None:
        """Show who asked and when, which records they were shown, and who changed what, oldest first."""
        from assurance_bot.slack.once import Shared  # noqa: PLC0415 - Slack is imported only where it is used

        config = settings()
        log = Audit(config.index, now, config.keep_questions, config.retain_days)
        if forget:
            gone, said = log.forget(forget), Feedback(config.index, now).forget(forget)
            office = Shared(config.index, clock=lambda: now().timestamp()).forget_person(forget)
            chosen = ", and the office they chose" if office else ""
            click.echo(f"Removed {entries(gone)} and what was said of {count(said, 'answer')}{chosen}.")
            return
        lines = log.lines(user)
        if as_json:
            click.echo(_json([_exported(line) for line in lines]))
            return
        for line in lines:
            click.echo(harmless(_told(line)))
        click.echo(f"{entries(len(lines))}, kept for {count(config.retain_days, 'day')}.")

    @group.command()
    @click.option("--json", "as_json", is_flag=True, help="Print it as JSON, for the evaluation.")
    @common
    def feedback(as_json: bool) -> None:
        """Show what people said of answers: the question, how it was read, what was found, and whether it was right."""
        said = Feedback(settings().index, now).all()
        if as_json:
            click.echo(_json([_said(one) for one in said]))
            return
        for one in said:
            comment = f": {one.comment}" if one.comment else ""
            found = count(len(one.findings), "finding")
            click.echo(harmless(f"{_when(one.at)}  {one.verdict:6}  {one.question}  ({found}){comment}"))
        click.echo(f"{count(len(said), 'answer')} judged.")


def slack_status(config: Config, *, now: dt.datetime) -> tuple[str, str | None]:
    """Return when Slack last spoke to the bot of an index, in a line and as an ISO instant; None where it never did."""
    from assurance_bot.slack.once import Shared  # noqa: PLC0415 - Slack is imported only where it is used

    at = Shared(config.index, clock=now.timestamp).last_heard()
    if at is None:
        return "Slack: nothing was heard from it yet.", None
    heard = dt.datetime.fromtimestamp(at, now.tzinfo)
    seconds = max(0, int((now - heard).total_seconds()))
    ago = count(seconds, "second") if seconds < 120 else count(seconds // 60, "minute")
    return f"Slack: last heard from {ago} ago ({_when(heard)}).", heard.isoformat(timespec="seconds")


def entries(number: int) -> str:
    """Return "1 entry", "16 entries"."""
    return "1 entry" if number == 1 else f"{number:,} entries"


def _told(line: Line) -> str:
    ids = " ".join(line.records[:_SHOWN])
    more = f" and {len(line.records) - _SHOWN:,} more" if len(line.records) > _SHOWN else ""
    where = f"{line.surface} in {line.channel}" if line.channel else line.surface
    parts = (where, line.detail, f"{ids}{more}", f"“{line.question}”" if line.question else "")
    return f"{_when(line.at)}  {line.user}  {line.what:8}" + "  ".join(filter(None, parts))


def _exported(line: Line) -> dict[str, Any]:
    return {
        "at": line.at.isoformat(),
        "user": line.user,
        "what": line.what,
        "surface": line.surface,
        "channel": line.channel,
        "records": list(line.records),
        "generation": line.generation,
        "detail": line.detail,
        "question": line.question,
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "user": one.user,
        "verdict": one.verdict,
        "comment": one.comment,
        "question": one.question,
        "query": one.query,
        "findings": list(one.findings),
        "as_of": one.as_of.isoformat(),
        "generation": one.generation,
    }


def _when(at: dt.datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
