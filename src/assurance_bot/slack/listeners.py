"""What the bot hears, a function each. Each runs after Slack had its acknowledgement, and always ends in a post."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from assurance_bot.render.blockkit import Message
from assurance_bot.render.slack import ANSWERED, answer_message
from assurance_bot.slack.desk import Desk
from assurance_bot.slack.handling import handle
from assurance_bot.slack.posting import in_thread, to_person
from assurance_bot.slack.words import help_message, names_an_account, plain_words, whom_message


def acknowledge(ack: Ack) -> None:
    """Tell Slack at once that the request arrived."""
    ack()


def mention(event: Mapping[str, Any], client: WebClient, *, desk: Desk, patience: float) -> None:
    """Answer a person who named the bot in a channel, in the thread of what they wrote.

    Other bots are left alone, and so is a message edited later: its first wording has its answer.
    """
    if event.get("bot_id") or event.get("subtype") or event.get("edited"):
        return
    question = plain_words(str(event.get("text") or ""))
    thread = str(event.get("thread_ts") or event["ts"])

    def work() -> Message:
        return help_message() if question.lower() in ("", "help") else answer_message(desk.ask(question))

    handle(work, in_thread(client, channel=str(event["channel"]), thread=thread), patience=patience)


def actions(command: Mapping[str, Any], client: WebClient, *, desk: Desk, patience: float) -> None:
    """Answer `/actions …`; only the person who typed it sees the answer."""
    typed = str(command.get("text") or "")
    wanted = plain_words(typed)

    def work() -> Message:
        if names_an_account(typed):
            return whom_message()
        if wanted.lower() == "help":
            return help_message()
        return answer_message(desk.actions(wanted), room=ANSWERED)

    handle(work, to_person(client, response_url=str(command["response_url"])), patience=patience)
