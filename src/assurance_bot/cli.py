"""The command line. Its exit statuses are those of `nightly.exits`; an error is said on standard error."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from assurance_bot import __version__, accounting, answer, noting
from assurance_bot.answer import Answer
from assurance_bot.answer.listing import Sort, arranged, known_filters
from assurance_bot.answer.wording import count
from assurance_bot.config import DEFAULT, Config, load
from assurance_bot.dates import find_period, in_words, read_day
from assurance_bot.errors import AssuranceError, ConfigError, NotFoundError
from assurance_bot.generation import Generation, current_name, open_current
from assurance_bot.generation import rollback as roll_back
from assurance_bot.keeping import commands as keeping
from assurance_bot.keeping.files import size
from assurance_bot.nightly import commands as nightly_commands
from assurance_bot.nightly import monitoring
from assurance_bot.nightly import summary as summaries
from assurance_bot.nightly.steps import StepLines
from assurance_bot.nightly.words import faults_of, groups_of, lines_of
from assurance_bot.query import form_of
from assurance_bot.render import data
from assurance_bot.render.exporting import export as whole_export
from assurance_bot.render.phrases import harmless
from assurance_bot.render.shown import show_lines
from assurance_bot.render.terminal import print_answer

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Asked:
    """The options that any command takes, before it or after it."""

    config: Path | None = None
    index: Path | None = None

    def settings(self) -> Config:
        """Return the settings, with what the command line says over the file."""
        found = load(self.config)
        return replace(found, index=self.index.absolute()) if self.index else found


def common(function: F) -> F:
    """Add --config and --index, which every command takes."""
    index = click.option(
        "--index", type=click.Path(path_type=Path), expose_value=False, callback=_keep, help="The index folder."
    )
    config = click.option(
        "--config", type=click.Path(path_type=Path), expose_value=False, callback=_keep, help="The settings file."
    )
    return config(index(function))


def _keep(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    asked = context.ensure_object(dict)
    if value is not None:
        asked[parameter.name] = value


def asked() -> Asked:
    """Return the options given so far."""
    return Asked(**click.get_current_context().ensure_object(dict))


as_of = click.option(
    "--as-of", metavar="DATE", help="Answer as on that day: 2019-03-01, “1 March 2019”. Default: today."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="assurance-bot")
@common
def cli() -> None:
    """Find and quote what minutes say: who promised, asked, decided and owes what, and where it stands written."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; an error this program raises on purpose is printed as its sentence."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(args, prog_name="assurance-bot")
    except AssuranceError as error:
        click.echo(f"assurance-bot: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"assurance-bot: {where}{error.strerror or error}.", err=True)
        sys.exit(1)


def now() -> dt.datetime:
    """Return the time; the only clock, at the edge."""
    return dt.datetime.now().astimezone()


def _day(written: str | None) -> dt.date:
    today = now().date()
    return read_day(written, today=today) if written else today


@contextmanager
def opened(settings: Config) -> Iterator[Generation]:
    """Open the current generation and close it afterwards."""
    generation = open_current(settings.index)
    try:
        yield generation
    finally:
        generation.close()


def _print(found: Answer, *, as_json: bool, limit: int | None, further: str = "") -> None:
    if as_json:
        shown = data.answer(found)
        if limit is not None:
            shown["findings"] = shown["findings"][:limit]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        print_answer(Console(highlight=False, emoji=False, markup=False), found, limit=limit, further=further)


def _shown(found: Answer, asked: int | None, settings: Config) -> int | None:
    """Return how many findings to show: as many as asked for; of actions and facts all, of what was said the setting."""
    return asked or (None if found.query.subject in ("actions", "facts") else settings.limit)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH ...]")
@click.option("--accept", is_flag=True, help="Publish it though more was lost than [reindex] max_shrink allows.")
@click.option(
    "--from-archive", "archived", metavar="GENERATION", default=None, help="Read what it was built from again."
)
@click.option(
    "--progress",
    "shown",
    type=click.Choice(["auto", "json", "none"]),
    default="auto",
    show_default=True,
    help="How steps are told: a bar in a terminal and else a line of JSON each, on standard error; JSON; not at all.",
)
@common
def reindex(paths: tuple[Path, ...], accept: bool, archived: str | None, shown: str) -> None:
    """Read all minutes and publish a new index, then post what is new in Slack, where that is set.

    PATH stands in for the configured folders. Exit status 3 when some file had to be left out, 4 when something could not be
    posted.
    """
    from assurance_bot.night import run_night  # noqa: PLC0415 - Slack is imported only where it is used

    settings = asked().settings()
    folders = tuple(p.absolute() for p in paths) or settings.minutes
    if archived is not None and not archived.strip():
        raise ConfigError("The name of a generation is empty. Give one with --from-archive, or leave that out.")
    if archived and paths:
        raise ConfigError("Name folders or --from-archive, not both: from the archive no folder is read.")
    if not folders and not archived:
        raise ConfigError(
            "No minutes to read. Name a folder (assurance-bot reindex minutes/), or set [minutes] folders."
        )
    console = Console(highlight=False)
    quiet = shown == "none" or (shown == "auto" and console.is_terminal)
    status = run_night(
        settings,
        () if archived else folders,
        console=console,
        steps=None if quiet else StepLines(sys.stderr),
        environ=os.environ,
        now=now,
        accept=accept,
        archived=archived or "",
    )
    sys.exit(status)


@cli.command()
@click.argument("generation", default=None, metavar="[GENERATION]")
@common
def rollback(generation: str | None) -> None:
    """Answer from an earlier index again: the one before the present one, or the GENERATION named.

    A name that is not there is answered with those that are kept. The next `reindex` does not publish again what was rolled
    back from, unless something has changed since.
    """
    if generation is not None and not generation.strip():
        raise ConfigError("The name of a generation is empty. Give one, or none at all for the one before.")
    settings = asked().settings()
    before = current_name(settings.index)
    click.echo(f"Published generation {roll_back(settings.index, generation or '')} again; it was {before}.")


@cli.command()
@click.argument("question", nargs=-1)
@as_of
@click.option("--limit", type=click.IntRange(min=1), help="Show so many findings; the rest are counted.")
@as_json
@common
def ask(question: tuple[str, ...], as_of: str | None, limit: int | None, as_json: bool) -> None:
    """Answer a question with quotes. Without a QUESTION it is read from standard input.

    In a terminal, that is one question after the other.
    """
    settings, day = asked().settings(), _day(as_of)
    with opened(settings) as generation:
        if not question and sys.stdin.isatty():
            _converse(generation, day, limit, settings)
            return
        found = answer.ask(generation, " ".join(question) or sys.stdin.read(), today=day)
        _print(found, as_json=as_json, limit=limit if as_json else _shown(found, limit, settings))


def _converse(generation: Generation, day: dt.date, limit: int | None, settings: Config) -> None:
    """Answer one question after the other, each against the answer before, until an empty line or the end of input."""
    click.echo("Ask about the minutes, then go on (“and the DCC?”, “since 2023?”, “more”, “show the rest”).")
    click.echo("“new” starts anew; an empty line ends. For example: what did the CC commit to on vetting?")
    before: Answer | None = None
    shown = 0
    while True:
        try:
            words = input("\n> ")
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
        if not words.strip():
            return
        found = answer.reply(generation, before, words, today=day, shown=shown)
        most = None if form_of(words) == "rest" else _shown(found, limit, settings)
        if found.summary == answer.NEW:
            click.echo(found.summary)
        else:
            _print(found, as_json=False, limit=most, further="“more” shows the next, “show the rest” all.")
        before = answer.to_lean_on(before, found)
        if before is found:
            shown = len(found.findings) if most is None else min(len(found.findings), found.start + most)


@cli.command()
@click.argument("words", nargs=-1, metavar="[STATUS] [OWNER] [about TOPIC] [PERIOD]")
@click.option(
    "--sort", type=click.Choice(["due", "owner", "age"]), help="By due date unless the words say another order."
)
@click.option("--in", "body", metavar="BODY", default="", help="Only of a body, by part of its name.")
@click.option("--meeting", metavar="ID|DATE", default="", help="Only those set at a meeting.")
@click.option("--since", metavar="DATE", help="Only from that day on: set, or due, or closed, as the status has it.")
@click.option("--until", metavar="DATE", help="Only up to that day, which counts.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "ics"]), default="text", show_default=True)
@as_of
@as_json
@common
def actions(
    words: tuple[str, ...],
    sort: Sort | None,
    body: str,
    meeting: str,
    since: str | None,
    until: str | None,
    form: str,
    as_of: str | None,
    as_json: bool,
) -> None:
    """List actions, whole: open ones unless another status, a reference or a period is named.

    STATUS is one of open, reported (told of, no closure minuted), overdue, due, due N (within N days), closed, superseded
    (replaced by another) and all. OWNER is an office, a name or initials. PERIOD is said in words (“in March 2024”, “since
    the last meeting”) or with --since and --until; it is that in which they were set, with due that in which they fall due,
    with closed that in which they were closed. An order may be said too (“newest first”), and all of it in any mix.
    """
    day = _day(as_of)
    with opened(asked().settings()) as generation:
        known_filters(generation.register.meetings(), body=body, meeting=meeting)
        found = answer.actions(generation, _with_days(" ".join(words), since, until), today=day)
        found = arranged(found, sort=sort, body=body, meeting=meeting)
        if form in ("csv", "ics"):
            click.echo(_listed(found, form), nl=False)
        else:
            _print(found, as_json=as_json or form == "json", limit=None)


def _with_days(words: str, since: str | None, until: str | None) -> str:
    """Return the words of a list with the days that --since and --until name, said as one would say them."""
    first, last = (in_words(_day(day)) if day else "" for day in (since, until))
    said = (
        f"between {first} and {last}"
        if first and last
        else f"since {first}"
        if first
        else f"until {last}"
        if last
        else ""
    )
    if said and find_period(words, today=now().date()):
        raise ConfigError("Give the period once: in words, or with --since and --until.")
    head, about, topic = words.partition("about ")
    return f"{head} {said} {about}{topic}".strip() if said else words


def _listed(found: Answer, form: str) -> str:
    """Return a list of actions as a table for spreadsheets, or as a calendar of due dates."""
    if form == "csv":
        return data.actions_csv(found.findings)
    from assurance_bot.render.calendar import actions_ics  # noqa: PLC0415 - no other answer waits for it to load

    return actions_ics(found.findings, stamp=now())


@cli.command()
@click.argument("name", metavar="ID|SOURCE")
@click.option("--text", is_flag=True, help="Print the text of a SOURCE exactly; the spans of quotes count in it.")
@common
def show(name: str, text: bool) -> None:
    """Show a record or a meeting in its context, or the text of a file."""
    with opened(asked().settings()) as generation:
        if text:
            click.echo(generation.register.text(name), nl=False)
            return
        for line in show_lines(generation.register, name):
            click.echo(harmless(line))
        with suppress(NotFoundError):  # of a meeting nothing is noted
            action = generation.register.record(name).id
            if noted := answer.remarks(generation, action, day=now().date()):
                click.echo(harmless(f"\nNoted by your office: {noted} See: assurance-bot history {action}"))


@cli.command()
@click.option("--format", "form", type=click.Choice(["json", "csv", "ics"]), default="json", show_default=True)
@as_of
@common
def export(form: str, as_of: str | None) -> None:
    """Print everything (json), or the actions as a table (csv) or as a calendar of due dates (ics).

    With --as-of it is what the minutes up to that day say.
    """
    day = _day(as_of)
    with opened(asked().settings()) as generation:
        if form == "json":
            click.echo(json.dumps(whole_export(generation, today=day, whole=not as_of), ensure_ascii=False, indent=1))
            return
        click.echo(_listed(answer.actions(generation, "all", today=day), form), nl=False)


@cli.command()
@as_json
@common
@click.option("--prometheus", "metrics", is_flag=True, help="Print figures in the text format of Prometheus.")
@click.option("--summary", "news", is_flag=True, help="Print all that was new in this generation.")
def status(as_json: bool, metrics: bool, news: bool) -> None:
    """Tell which generation is answered from, its age, what it holds, and the problems of the minutes."""
    settings = asked().settings()
    if metrics:
        from assurance_bot.nightly import metrics as figures  # noqa: PLC0415 - no answer waits for the client library

        click.echo(figures.prometheus(settings, now=now()), nl=False)
        return
    slack, heard = accounting.slack_status(settings, now=now())
    with opened(settings) as generation:
        if news:
            _print_news(generation)
            return
        built = dt.datetime.fromisoformat(str(generation.manifest["built_at"]))
        counts = generation.register.counts()
        problems = generation.register.problems()
        lines, ledger = noting.ledger_status(generation, today=now().date())
        if as_json:
            told: dict[str, Any] = {
                "generation": generation.name,
                "built_at": built.isoformat(),
                "counts": counts,
                "ledger": ledger,
            }
            told |= {"age_seconds": int((now() - built).total_seconds()), "size": size(generation.folder)}
            told |= {"nightly": monitoring.run_data(settings, now=now())}
            told["slack"] = {"last_heard": heard}
            click.echo(
                json.dumps(
                    told | {"problems": [data.problem_export(p) for p in problems]}, ensure_ascii=False, indent=2
                )
            )
            return
        click.echo(f"Generation {generation.name}, built {_age(now() - built)} ago ({built:%d %B %Y %H:%M}).")
        click.echo(
            ", ".join(count(n, kind.removesuffix("s")) if n == 1 else f"{n:,} {kind}" for kind, n in counts.items())
        )
        click.echo("\n".join([*lines, slack]))
        click.echo(harmless(monitoring.run_line(settings, now=now())[1]))
        for problem in problems:
            click.echo(harmless(str(problem)))


def _print_news(generation: Generation) -> None:
    summary = summaries.read(generation.folder)
    if summary is None:
        raise NotFoundError("summary of generation", generation.name)
    click.echo(f"Generation {generation.name}, compared with {summary.before or 'nothing: it was the first'}:")
    for line in lines_of((*groups_of(summary), *faults_of(summary)), most=None):
        click.echo(harmless(line))
    click.echo(f"It took {summary.seconds:,.1f} seconds, and held {summary.size / 1e6:,.1f} MB.")


def _age(age: dt.timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    if age.days > 1:
        return count(age.days, "day")
    return count(minutes // 60, "hour") if minutes >= 120 else count(minutes, "minute")


@cli.command()
@common
def check() -> None:
    """Say whether the set-up is sound: settings, folders, tokens, index. Exit status 1 where something is missing."""
    from assurance_bot.checkup import checkup  # noqa: PLC0415 - Slack is imported only where it is looked at

    sound = True
    for good, line in checkup(asked().settings(), now=now()):
        sound = sound and good
        click.echo(f"{'ok     ' if good else 'MISSING'} {line}")
    sys.exit(0 if sound else 1)


@cli.command()
@click.option("--local", is_flag=True, help="Without Slack: on a page that only this machine can reach.")
@click.option("--port", type=click.IntRange(0, 65_535), help="The port of that page.  [default: 8765]")
@as_of
@click.option(
    "--with-nightly", "at", metavar="HH:MM", help="Rebuild the index every night at that time, in a process of its own."
)
@common
def serve(local: bool, port: int | None, as_of: str | None, at: str | None) -> None:
    """Run the Slack bot until it is stopped; with --local, try everything in a browser instead.

    --port and --as-of are for --local.
    """
    given = asked()
    settings = given.settings()
    if local and at is not None:
        raise ConfigError("--with-nightly is for the bot in Slack. Leave it out with --local, and run reindex by hand.")
    if local:
        from assurance_bot.serving import serve_here  # noqa: PLC0415 - Slack is imported only where it is used

        serve_here(settings, day=_day(as_of) if as_of else None, now=now, port=port, say=click.echo)
        return
    if port is not None or as_of:
        raise ConfigError("--port and --as-of are for serve --local.")
    from assurance_bot.nightly import scheduling  # noqa: PLC0415 - imported only where it is used
    from assurance_bot.serving import serve as run  # noqa: PLC0415 - Slack is imported only where it is used

    with ExitStack() as beside:
        if at is not None:
            trigger = scheduling.every_night(scheduling.read_time(at))
            job = scheduling.command(config=given.config, index=given.index)
            beside.enter_context(scheduling.nightly(trigger, job))
        run(settings, now=now)


def _settings_and_file() -> tuple[Config, Path | None]:
    given = asked()
    return given.settings(), given.config or (DEFAULT if DEFAULT.exists() else None)


keeping.add_commands(cli, common, _settings_and_file, now)
nightly_commands.add_commands(cli, common, lambda: asked().settings(), lambda: opened(asked().settings()), now)
noting.add_commands(cli, common, lambda: opened(asked().settings()), now)
accounting.add_commands(cli, common, lambda: asked().settings(), now)
