"""The App Home and the agent container: the home of each user, prompts from the real register, a status while working."""

from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from assurance_bot.answer import Answer
from assurance_bot.errors import AssuranceError
from assurance_bot.render.blockkit import Block
from assurance_bot.render.slack import plain_message
from assurance_bot.render.views import home_view
from assurance_bot.slack.counter import Counter
from assurance_bot.slack.handling import note
from assurance_bot.slack.kept import Turned
from assurance_bot.slack.words import trouble_message

CHANGED = "what changed at the last meeting?"
"""What the home asks."""
STATUS = "is looking in the minutes …"
PROMPTS = "Questions that find something"


def opened(event: Mapping[str, Any], client: WebClient, *, counter: Counter) -> None:
    """Show a user their home, or the prompts of the conversation with the bot, whichever they opened."""
    if event.get("tab") == "messages":
        offer(client, channel=str(event["channel"]), counter=counter)
    else:
        publish(client, user=str(event["user"]), counter=counter)


def publish(client: WebClient, *, user: str, counter: Counter, page: int = 0) -> None:
    """Show a user their home; where that fails, a plain error stands in its place."""
    counter.homes[user] = page
    try:
        view = home_of(user, counter, page)
    except AssuranceError as error:
        view = {"type": "home", "blocks": plain_message(str(error)).blocks}
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        view = {"type": "home", "blocks": trouble_message(note(error)).blocks}
    try:
        client.views_publish(user_id=user, view=view)
    except SlackApiError as error:
        note(error)


def home_of(user: str, counter: Counter, page: int = 0) -> Block:
    """Return the home of a user. Raises what the desk raises."""
    shelf, office = counter.shelf, counter.offices.of(user)
    offices = shelf.offices()
    office = office if office in dict(offices) else ""
    found: Answer | None = counter.desk.actions(f"open {office}") if office else None
    token = counter.kept.keep(Turned(found, listed=True, owner=user)) if found else ""
    changed, state = counter.desk.ask(CHANGED), shelf.state()
    return home_view(
        offices=offices, office=office, actions=found, changed=changed, state=state, token=token, page=page,
        now=shelf.now(),
    )  # fmt: skip


def offer(client: WebClient, *, channel: str, counter: Counter) -> None:
    """Offer questions that find something in the register as it is; the agent container shows up to four."""
    try:
        prompts = [{"title": each[:60], "message": each} for each in counter.shelf.examples()[:4]]
        if prompts:
            told = {"channel_id": channel, "title": PROMPTS, "prompts": prompts}
            client.api_call("assistant.threads.setSuggestedPrompts", json=told)
    except (AssuranceError, SlackApiError) as error:
        note(error)


def say_status(client: WebClient, *, channel: str, thread: str) -> None:
    """Say below the conversation that the bot is working; Slack takes it away when the answer comes."""
    try:
        client.api_call(
            "assistant.threads.setStatus", json={"channel_id": channel, "thread_ts": thread, "status": STATUS}
        )
    except SlackApiError as error:
        note(error)
