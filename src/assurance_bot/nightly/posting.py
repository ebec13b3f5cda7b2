"""What the nightly job posts in Slack: the summary of a new generation, the digests that are due, and that a run failed.

Each is posted by the SDK with its handlers for a Slack that is busy or broken. What Slack does not take is told in words and
tried again by the next run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assurance_bot import answer
from assurance_bot.access import Sight
from assurance_bot.answer.seeing import seen_by, within
from assurance_bot.answer.wording import count
from assurance_bot.config import Config
from assurance_bot.dates.written import in_words
from assurance_bot.errors import AccessError, AssuranceError, DamagedError
from assurance_bot.generation import Generation, opened
from assurance_bot.generation.folders import GENERATIONS, current_or_none, names
from assurance_bot.nightly import summary as summaries
from assurance_bot.nightly.digest import Item, actions_of, digest, is_due, title
from assurance_bot.nightly.sent import Key, Sent
from assurance_bot.nightly.words import faults_of, groups_of, messages
from assurance_bot.render.blockkit import Message, rich_text, section, text
from assurance_bot.slack.gate import Gate

SUMMARY, FAILURE = "summary", "failure"
"""What is kept of a summary, or of a run that failed, that was posted, under the channel it went to."""
_PERHAPS = {"fatal_error", "internal_error", "service_unavailable"}
"""What Slack answers where it may have posted a message all the same."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One thing that went, or did not go, to somebody: `error` is "" where it arrived."""

    what: str
    to: str
    items: int
    error: str = ""

    def __str__(self) -> str:
        if self.error:
            return f"NOT POSTED {self.what} to {self.to}: {self.error}"
        return f"Posted {self.what} to {self.to}."


def recipients(config: Config) -> Iterator[tuple[str, str]]:
    """Yield (owner, channel or person) of each digest; the owner of the office's is ""."""
    if config.digest_channel:
        yield "", config.digest_channel
    yield from config.digest_owners


def post_all(config: Config, generation: Generation, client: WebClient, *, now: dt.datetime) -> Iterator[Posted]:
    """Post what is new and due, and yield what became of each. Raises LedgerError, AssuranceError."""
    sent, gate = Sent(config.index), Gate(config.access)
    if config.reindex_channel:
        yield from _summaries(config, generation, client, sent, now, gate)
    for owner, channel in recipients(config):
        if is_due(
            every=config.digest_every,
            weekday=config.digest_weekday,
            today=now.date(),
            last=sent.last(f"{owner}>{channel}"),
        ):
            yield from _digest(owner, channel, generation, client, sent, now, gate, ahead=config.digest_ahead)


def summary_message(name: str, told: summaries.Summary, *, again: bool = False, hidden: int = 0) -> Message:
    """Return the message for the summary of a generation.

    One that is posted `again` says that it is perhaps known; `hidden` things were left out of it.
    """
    groups = groups_of(told)
    since = f", compared with {told.before}" if told.before and not told.unread else ""
    new = "" if groups or not since else " Nothing is new in it."
    head = f"The index was rebuilt: generation {name}{since}.{new}{f' {told.unread}' if told.unread else ''}"
    head += " (Perhaps posted before.)" if again else ""
    restricted = f"{count(hidden, 'thing')} of restricted minutes left out. " if hidden else ""
    tail = f"{restricted}Took {told.seconds:,.1f} seconds; it holds {told.size / 1e6:,.1f} MB."
    whole = messages(head, (*groups, *faults_of(told)), tail=tail)
    if len(whole) == 1:
        return whole[0][0]
    shown, lines = whole[0]
    all_lines = sum(len(each) for _, each in whole)
    more = f"… and {all_lines - len(lines):,} more; `assurance-bot status --summary` prints all. {tail}"
    return Message(shown.text, [*shown.blocks, rich_text(section(text(more)))])


def post_failure(config: Config, client: WebClient, *, error: str, now: dt.datetime) -> Iterator[Posted]:
    """Post that a run failed, and why where the channel may see everything: a reason may name files.

    Raises AssuranceError.
    """
    channel, what = config.reindex_channel, "that the run failed"
    try:
        sight = _sight(Gate(config.access), channel, client)
    except AccessError as denied:
        yield Posted(what, channel, 0, str(denied))
        return
    why = error if sight.unlimited else "`assurance-bot status` tells why."
    published = current_or_none(config.index)
    answers = f"Answers come from generation {published} as before." if published else "There is no index yet."
    message = messages(f"The index could not be rebuilt on {in_words(now.date())}. {answers}", (), tail=why)[0][0]
    key = Key(now.isoformat(), FAILURE, error)
    sent = Sent(config.index)
    try:
        yield _post(client, channel, message, sent, channel, (key,), what, now)
    except _UnnotedError:  # on a full disk a failure that cannot be noted as told is told all the same
        _send(client, channel, message)
        yield Posted(what, channel, 0)


def _summaries(
    config: Config, generation: Generation, client: WebClient, sent: Sent, now: dt.datetime, gate: Gate
) -> Iterator[Posted]:
    """Post the summary of the published generation, after those of earlier ones that could not be posted in their nights."""
    channel = config.reindex_channel
    until = [name for name in names(config.index) if name <= generation.name]
    if sent.last(channel) is None:  # a channel that is named for the first time: what was before is not for it
        if until[:-1]:
            sent.arrived(channel, [Key(name, SUMMARY) for name in until[:-1]], now=now)
        sent.done(channel, now.date())
    told = sent.told(channel)
    for name in (name for name in until if Key(name, SUMMARY) not in told):
        try:
            earlier = opened(config.index / GENERATIONS / name, config.index)
        except DamagedError:
            continue  # of another version, or not whole: what it told of is in no answer any more
        if earlier is None:
            continue
        with earlier:
            for posted in _summary(channel, earlier, client, sent, now, gate):
                yield posted
                if posted.error:
                    return  # the next run goes on from here, in order


def _summary(
    channel: str, generation: Generation, client: WebClient, sent: Sent, now: dt.datetime, gate: Gate
) -> Iterator[Posted]:
    told, key = summaries.read(generation.folder), Key(generation.name, SUMMARY)
    if told is None:
        return
    try:
        sight = _sight(gate, channel, client)
    except AccessError as error:
        yield Posted("the summary", channel, 0, str(error))
        return
    hidden = 0
    if not sight.unlimited:  # a summary tells of files, too, that are not in the generation (any more)
        seen = {meeting.source for meeting in generation.register.meetings(drafts=True) if sight.sees(meeting)}
        told, hidden = summaries.seen(told, seen)
    message = summary_message(generation.name, told, again=key in sent.doubtful(channel), hidden=hidden)
    yield _post(client, channel, message, sent, channel, (key,), "the summary", now)


def _digest(
    owner: str,
    channel: str,
    generation: Generation,
    client: WebClient,
    sent: Sent,
    now: dt.datetime,
    gate: Gate,
    *,
    ahead: int,
) -> Iterator[Posted]:
    recipient, name = f"{owner}>{channel}", f"the digest of {owner or 'the office'}"
    try:
        of = seen_by(generation, _sight(gate, channel, client))
    except AccessError as error:
        yield Posted(name, channel, 0, str(error))
        return
    with ExitStack() as beside:
        part = generation if of is None else beside.enter_context(closing(within(generation, of)))
        book, partly = answer.book(part, day=now.date()), part.register.partly_seen
        told, doubtful = sent.told(recipient), sent.doubtful(recipient)
        theirs = actions_of(part, owner, day=now.date()) if owner else None
        found = digest(book, of=theirs, told=told, doubtful=doubtful, ahead=ahead, partly=partly)
    if not found.items:
        sent.arrived(recipient, found.silent, now=now)
        sent.done(recipient, now.date())
        return
    whole = messages(title(owner, now.date()), found.groups(), tail=_counted(len(found.items)))
    for said, lines in whole:
        keys = tuple(key for line in lines if isinstance(line.name, Item) for key in line.name.keys)
        posted = _post(client, channel, said, sent, recipient, keys, name, now, items=len(lines))
        yield posted
        if posted.error:
            return  # what is left is told by the next run
    sent.arrived(recipient, found.silent, now=now)
    sent.done(recipient, now.date())


def _sight(gate: Gate, recipient: str, client: WebClient) -> Sight:
    """Return what those may see who read what is posted to a channel or person. Raises AccessError."""
    found = gate.readers(recipient, client)
    if not found:
        raise AccessError(f"no minutes are given to it to see. Add [access.channels.{recipient}] to the settings.")
    return found


def _counted(items: int) -> str:
    return f"{count(items, 'thing')} since the last digest. `assurance-bot actions` lists all."


class _UnnotedError(AssuranceError):
    """What was to be posted could not be noted as being told, so it was not posted."""


def _post(
    client: WebClient,
    channel: str,
    said: Message,
    sent: Sent,
    recipient: str,
    keys: tuple[Key, ...],
    what: str,
    now: dt.datetime,
    *,
    items: int = 0,
) -> Posted:
    try:
        sent.telling(recipient, keys, now=now)
    except AssuranceError as error:
        raise _UnnotedError(str(error)) from error
    try:
        _send(client, channel, said)
    except SlackApiError as error:
        wrong = error.response.get("error")
        if error.response.status_code >= 500 or wrong in _PERHAPS:
            return Posted(what, channel, items, f"Slack failed ({wrong}), and may have posted it. {_AGAIN}")
        sent.refused(recipient, keys)
        return Posted(what, channel, items, f"Slack refused it ({wrong}). {_ADVICE}")
    except (SlackClientError, OSError, HTTPException) as error:
        return Posted(what, channel, items, f"Slack cannot be reached ({type(error).__name__}). {_AGAIN}")
    sent.arrived(recipient, keys, now=now)
    return Posted(what, channel, items)


def _send(client: WebClient, channel: str, said: Message) -> None:
    client.chat_postMessage(channel=channel, text=said.text, blocks=said.blocks, unfurl_links=False, unfurl_media=False)


_AGAIN = "The next run tries again."
_ADVICE = "Invite the bot to the channel, or correct the settings; the next run tries again."


def failed(error: Exception) -> Posted:
    """Return what is to be said where nothing could be posted at all."""
    return Posted("the summary and digests", "Slack", 0, str(error))
