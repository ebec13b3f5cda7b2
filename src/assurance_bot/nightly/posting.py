"""What the nightly job posts in Slack: the summary of a new generation, and the digests that are due.

Each is posted by the SDK with its handlers for a Slack that is busy or broken. What Slack does not take is told in words and
tried again by the next run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assurance_bot import answer
from assurance_bot.access import Sight
from assurance_bot.answer.seeing import seen_by, within
from assurance_bot.answer.wording import count
from assurance_bot.config import Config
from assurance_bot.errors import AccessError, AssuranceError
from assurance_bot.generation import Generation
from assurance_bot.nightly import summary as summaries
from assurance_bot.nightly.digest import Item, digest, is_due, title
from assurance_bot.nightly.sent import Key, Sent
from assurance_bot.nightly.words import faults_of, groups_of, messages
from assurance_bot.render.blockkit import Message, rich_text, section, text
from assurance_bot.slack.gate import Gate

SUMMARY = "summary"
"""What is kept of a summary that was posted, under the channel it went to."""


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


def wanted(config: Config) -> bool:
    """Tell whether anything is to be posted at all."""
    return bool(config.reindex_channel or (config.digest_every != "never" and any(recipients(config))))


def post_all(config: Config, generation: Generation, client: WebClient, *, now: dt.datetime) -> Iterator[Posted]:
    """Post what is new and due, and yield what became of each. Raises LedgerError, AssuranceError."""
    sent, gate = Sent(config.index), Gate(config.access)
    if config.reindex_channel:
        yield from _summary(config.reindex_channel, generation, client, sent, now, gate)
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


def _summary(
    channel: str, generation: Generation, client: WebClient, sent: Sent, now: dt.datetime, gate: Gate
) -> Iterator[Posted]:
    told, key = summaries.read(generation.folder), Key(generation.name, SUMMARY)
    if told is None or key in sent.told(channel):
        return
    try:
        of = seen_by(generation, _sight(gate, channel, client))
    except AccessError as error:
        yield Posted("the summary", channel, 0, str(error))
        return
    hidden = 0
    if of is not None:
        with closing(generation.register.within(of)) as register:
            told, hidden = summaries.seen(told, {meeting.source for meeting in register.meetings(drafts=True)})
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
        found = digest(book, owner=owner, told=sent.told(recipient), ahead=ahead, partly=partly)
    if not found.items:
        sent.arrived(recipient, found.silent, now=now)
        sent.done(recipient, now.date())
        return
    groups = found.groups(again=sent.doubtful(recipient))
    whole = messages(title(owner, now.date()), groups, tail=_counted(len(found.items)))
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
    sent.telling(recipient, keys, now=now)
    try:
        client.chat_postMessage(
            channel=channel, text=said.text, blocks=said.blocks, unfurl_links=False, unfurl_media=False
        )
    except SlackApiError as error:
        sent.refused(recipient, keys)
        return Posted(what, channel, items, f"Slack refused it ({error.response.get('error')}). {_ADVICE}")
    except (SlackClientError, OSError) as error:
        return Posted(what, channel, items, f"Slack cannot be reached ({type(error).__name__}). {_ADVICE}")
    sent.arrived(recipient, keys, now=now)
    return Posted(what, channel, items)


_ADVICE = "Invite the bot to the channel, or correct the settings; the next run tries again."


def failed(error: AssuranceError) -> Posted:
    """Return what is to be said where nothing could be posted at all."""
    return Posted("the summary and digests", "Slack", 0, str(error))
