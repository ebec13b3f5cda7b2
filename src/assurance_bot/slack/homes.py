"""The App Home and the agent container: the home of each user, prompts from the real register, a status while working."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from assurance_bot.answer import Answer
from assurance_bot.errors import AccessError, AssuranceError
from assurance_bot.render.blockkit import Block
from assurance_bot.render.views import home_view
from assurance_bot.slack.front import Front, asker_of
from assurance_bot.slack.gate import Asker
from assurance_bot.slack.handling import explained, note
from assurance_bot.slack.visits import Visit

CHANGED = "what changed at the last meeting?"
"""What the home asks."""
STATUS = "is looking in the minutes …"
PROMPTS = "Questions that find something"


def opened(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:  # noqa: ARG001 - as all
    """Show a user their home, or the prompts of the conversation with the bot, whichever they opened."""
    asker = asker_of(body, surface="home")
    if body["event"].get("tab") == "messages":
        offer(replace(asker, surface="prompts"), client, front=front)
    else:
        publish(asker, client, front=front)


def publish(asker: Asker, client: WebClient, *, front: Front, page: int = 0, office: str = "") -> None:
    """Show a user their home, with an `office` that they chose; where that fails, a plain error stands in its place.

    A home is read by its user alone, in no channel.
    """
    front.homes[asker.user] = page

    def work() -> Block:
        visit = front.enter(replace(asker, channel="", public=False), client)
        if office:
            front.shared.choose(asker.user, office)
        return home_of(visit, front.shared.office(asker.user), page)

    try:
        view = work()
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        view = {"type": "home", "blocks": explained(error).blocks}
    try:
        client.views_publish(user_id=asker.user, view=view)
    except SlackApiError as error:
        note(error)


def home_of(visit: Visit, office: str, page: int = 0) -> Block:
    """Return the home of somebody who was let in. Raises what the desk raises."""
    shelf = visit.shelf
    offices = shelf.offices()
    office = office if office in dict(offices) else ""
    words = f"open {office}"
    found: Answer | None = visit.ask(words, lambda desk: desk.actions(words)) if office else None
    token = visit.keep(found, listed=True) if found else ""
    changed, state = visit.ask(CHANGED, lambda desk: desk.ask(CHANGED)), shelf.state()
    return home_view(
        offices=offices, office=office, actions=found, changed=changed, state=state, token=token, page=page,
        now=shelf.now(),
    )  # fmt: skip


def offer(asker: Asker, client: WebClient, *, front: Front) -> None:
    """Offer questions that find something in what they may see; the agent container shows up to four."""
    try:
        examples = front.enter(asker, client).shelf.examples()
        prompts = [{"title": each[:60], "message": each} for each in examples[:4]]
        if prompts:
            told = {"channel_id": asker.channel, "title": PROMPTS, "prompts": prompts}
            client.api_call("assistant.threads.setSuggestedPrompts", json=told)
    except AccessError:
        return  # who may see nothing is offered nothing, and told why when they ask
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
