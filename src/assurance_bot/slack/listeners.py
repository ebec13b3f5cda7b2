"""What the bot hears, a function each. Each runs after Slack had its acknowledgement, and always ends in a post."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from assurance_bot.answer.listing import arranged
from assurance_bot.render.blockkit import Message
from assurance_bot.render.slack import plain_message
from assurance_bot.render.views import state_lines
from assurance_bot.slack.commands import read_actions, read_assurance
from assurance_bot.slack.counter import Counter
from assurance_bot.slack.handling import handle
from assurance_bot.slack.homes import say_status
from assurance_bot.slack.posting import in_thread, to_person
from assurance_bot.slack.words import help_message, plain_words


def acknowledge(ack: Ack) -> None:
    """Tell Slack at once that the request arrived."""
    ack()


def mention(event: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float) -> None:
    """Answer a person who named the bot in a channel, in the thread of what they wrote.

    Other bots are left alone, and so is a message edited later: its first wording has its answer.
    """
    if event.get("bot_id") or event.get("subtype") or event.get("edited"):
        return
    _converse(event, client, counter=counter, patience=patience)


def direct(event: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float) -> None:
    """Answer a person who writes to the bot directly, and say in Slack's own way that it is working."""
    if event.get("bot_id") or event.get("subtype") or event.get("edited") or event.get("channel_type") != "im":
        return
    say_status(client, channel=str(event["channel"]), thread=str(event.get("thread_ts") or event["ts"]))
    _converse(event, client, counter=counter, patience=patience)


def _converse(event: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float) -> None:
    question = plain_words(str(event.get("text") or ""))
    channel, thread = str(event["channel"]), str(event.get("thread_ts") or event["ts"])

    def work() -> Message:
        if question.lower() in ("", "help"):
            return help_message()
        return counter.message(counter.turn(question, channel=channel, thread=thread))

    handle(work, in_thread(client, channel=channel, thread=thread), patience=patience)


def actions(command: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float) -> None:
    """Answer `/actions …`; only the person who typed it sees the answer."""
    typed, user = plain_words(str(command.get("text") or "")), str(command["user_id"])

    def work() -> Message:
        shelf = counter.desk.shelf
        wanted = read_actions(typed, shelf.bodies() if shelf else ())
        if wanted.kind == "help":
            return help_message()
        if wanted.kind == "one" and shelf:
            return counter.one(wanted.words, user=user)
        found = counter.desk.actions(wanted.words)
        found = arranged(found, body=wanted.body) if wanted.body else found
        return counter.message(found, owner=user, share=True)

    handle(work, to_person(client, response_url=str(command["response_url"])), patience=patience)


def assurance(command: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float) -> None:
    """Answer `/assurance …`; only the person who typed it sees the answer."""
    wanted, user = read_assurance(plain_words(str(command.get("text") or ""))), str(command["user_id"])

    def work() -> Message:
        if wanted.kind == "help":
            return help_message()
        if wanted.kind == "say":
            return plain_message(wanted.words)
        if wanted.kind == "status":
            return plain_message(*state_lines(counter.shelf.state(), now=counter.shelf.now()))
        return counter.message(counter.desk.ask(wanted.words), owner=user, share=True)

    handle(work, to_person(client, response_url=str(command["response_url"])), patience=patience)


def find(shortcut: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float) -> None:
    """Answer the shortcut on a message: its words are the question, and only the person who chose it sees the answer."""
    question = plain_words(str(shortcut["message"].get("text") or ""))
    user = str(shortcut["user"]["id"])

    def work() -> Message:
        if not question:
            return plain_message("That message has no words to look for.")
        return counter.message(counter.desk.ask(question), owner=user, share=True)

    handle(work, to_person(client, response_url=str(shortcut["response_url"])), patience=patience)
