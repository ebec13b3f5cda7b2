"""What the bot hears, a function each. Each runs after Slack had its acknowledgement, and always ends in a post."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from assurance_bot.answer import Answer
from assurance_bot.answer.listing import arranged
from assurance_bot.render.blockkit import Message
from assurance_bot.render.slack import plain_message
from assurance_bot.render.views import state_lines
from assurance_bot.slack.commands import read_actions, read_assurance
from assurance_bot.slack.desk import Desk
from assurance_bot.slack.front import Front, asker_of
from assurance_bot.slack.gate import Asker
from assurance_bot.slack.handling import handle, note
from assurance_bot.slack.homes import say_status
from assurance_bot.slack.posting import Threaded, to_person
from assurance_bot.slack.visits import Visit
from assurance_bot.slack.words import help_message, names_an_account, plain_words, whom_message

_GONE = {"message_not_found", "cant_delete_message"}


def acknowledge(ack: Ack) -> None:
    """Tell Slack at once that the request arrived."""
    ack()


def mention(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:
    """Answer a person who named the bot in a channel, in the thread of what they wrote.

    Other bots are left alone, and so is a message that names it only since it was edited.
    """
    event = body["event"]
    if event.get("bot_id") or event.get("subtype") or event.get("edited"):
        return
    asker = asker_of(body, surface="mention", public=True)
    _converse(asker, body, client, thread=str(event.get("thread_ts") or event["ts"]), front=front, patience=patience)


def message(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:
    """Answer a person who writes to the bot directly; follow the edits and deletions of questions, here and in channels."""
    event = body["event"]
    subtype = event.get("subtype")
    now = event.get("message") or {}
    if subtype == "message_deleted" or (subtype == "message_changed" and now.get("subtype") == "tombstone"):
        _deleted(event, client, front=front)
    elif subtype == "message_changed":
        _edited(body, client, front=front, patience=patience)
    elif not subtype and not event.get("bot_id") and event.get("channel_type") == "im":
        asker = asker_of(body, surface="message")
        say_status(client, channel=asker.channel, thread=str(event.get("thread_ts") or event["ts"]))
        _converse(asker, body, client, thread=str(event.get("thread_ts") or ""), front=front, patience=patience)


def actions(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:
    """Answer `/actions …`; only the person who typed it sees the answer."""
    text = str(body.get("text") or "")
    typed = plain_words(text)
    asker = asker_of(body, surface="/actions")

    def work() -> Message:
        if names_an_account(text):
            return whom_message("list")
        if typed.lower() == "help":
            return help_message()
        visit = front.enter(asker, client, typed)
        shelf = visit.desk.shelf
        wanted = read_actions(typed, shelf.bodies() if shelf else ())
        if wanted.kind == "one" and shelf:
            return visit.one(wanted.words)

        def listed(desk: Desk) -> Answer:
            found = desk.actions(wanted.words)
            return arranged(found, body=wanted.body) if wanted.body else found

        return visit.message(visit.ask(typed, listed), again=listed)

    handle(work, to_person(client, response_url=str(body["response_url"])), patience=patience)


def assurance(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:
    """Answer `/assurance …`; only the person who typed it sees the answer."""
    text = str(body.get("text") or "")
    typed = plain_words(text)
    wanted = read_assurance(typed)
    asker = asker_of(body, surface="/assurance")

    def work() -> Message:
        if names_an_account(text):
            return whom_message("question")
        if wanted.kind == "help":
            return help_message()
        if wanted.kind == "say":
            return plain_message(wanted.words)
        visit = front.enter(asker, client, typed)
        if wanted.kind == "status":
            return plain_message(*state_lines(visit.shelf.state(), now=visit.shelf.now()))
        return _asked(wanted.words, visit)

    handle(work, to_person(client, response_url=str(body["response_url"])), patience=patience)


def find(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:
    """Answer the shortcut on a message: its words are the question, and only the person who chose it sees the answer."""
    text = str(body["message"].get("text") or "")
    question = plain_words(text)
    asker = asker_of(body, surface="shortcut")

    def work() -> Message:
        if not question:
            return plain_message("That message has no words to look for.")
        visit = front.enter(asker, client, question)
        if names_an_account(text, besides=(front.gate.account(client),)):
            return whom_message("message")
        return _asked(question, visit)

    handle(work, to_person(client, response_url=str(body["response_url"])), patience=patience)


def _asked(words: str, visit: Visit) -> Message:
    """Return the answer to a question, which its asker can share."""

    def asked(desk: Desk) -> Answer:
        return desk.ask(words)

    return visit.message(visit.ask(words, asked), again=asked)


def _converse(
    asker: Asker, body: Mapping[str, Any], client: WebClient, *, thread: str, front: Front, patience: float
) -> None:
    """Answer a message where it stands, against what was answered in its thread; in the place of an earlier answer to it."""
    text, ts = str(body["event"].get("text") or ""), str(body["event"]["ts"])
    question, own = plain_words(text), _own_accounts(body)

    def work() -> Message:
        if own and names_an_account(text, besides=own):
            return whom_message("question")
        if question.lower() in ("", "help"):
            return help_message()
        with front.threads.hold(asker.channel, thread) as held:
            return front.turn(asker, client, question, thread=held, ts=ts)

    with front.threads.hold(asker.channel, f"answer to {ts}"):
        before = front.shared.answer(asker.channel, ts)
        post = Threaded(client, channel=asker.channel, thread=thread, ts=before)
        handle(work, post, patience=patience)
        if post.ts and post.ts != before:
            front.shared.answered(asker.channel, ts, post.ts)


def _own_accounts(body: Mapping[str, Any]) -> set[str]:
    """Return the accounts by which the bot itself is named in an event; none where Slack did not tell."""
    return {str(each["user_id"]) for each in body.get("authorizations") or () if each.get("user_id")}


def _edited(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:
    """Answer a question again that was edited; what was not answered, or says the same, is left alone."""
    event = body["event"]
    now, channel = event["message"], str(event["channel"])
    same = now.get("text") == (event.get("previous_message") or {}).get("text")
    if same or now.get("bot_id") or _answer_to(channel, str(now["ts"]), front) is None:
        return
    direct = event.get("channel_type") == "im"
    whole = {**body, "event": {**now, "channel": channel}}
    asker = asker_of(whole, surface="message" if direct else "mention", public=not direct)
    thread = str(now.get("thread_ts") or ("" if direct else now["ts"]))
    _converse(asker, whole, client, thread=thread, front=front, patience=patience)


def _deleted(event: Mapping[str, Any], client: WebClient, *, front: Front) -> None:
    """Take away the answer to a question that was deleted."""
    channel = str(event["channel"])
    before = event.get("previous_message") or {}
    ts = str(event.get("deleted_ts") or before.get("ts") or event["message"]["ts"])
    with front.threads.hold(channel, f"answer to {ts}"):  # whoever asks for the answer finds it there or forgotten
        reply = front.shared.answer(channel, ts)
        if reply is None:
            return
        try:
            client.chat_delete(channel=channel, ts=reply)
        except SlackApiError as error:
            if error.response.get("error") not in _GONE:
                note(error)
        front.shared.forget(channel, ts)
    for thread in {str(before.get("thread_ts") or ts), ""}:
        with front.threads.hold(channel, thread) as held:
            held.drop(ts)


def _answer_to(channel: str, ts: str, front: Front) -> str | None:
    """Return the `ts` of the answer to a message, once it is posted."""
    with front.threads.hold(channel, f"answer to {ts}"):
        return front.shared.answer(channel, ts)
