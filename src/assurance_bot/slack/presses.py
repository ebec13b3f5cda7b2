"""What is pressed: a function for each button and menu, and for each modal that is sent back.

A modal opens at once and is filled when its content is there, for Slack waits three seconds for it and no longer.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from assurance_bot.errors import AssuranceError, DateError, NoteError
from assurance_bot.records import Action
from assurance_bot.render import pressing
from assurance_bot.render.blockkit import Block, Message
from assurance_bot.render.context import context_view
from assurance_bot.render.phrases import standing
from assurance_bot.render.slack import answer_message, plain_message
from assurance_bot.render.views import (
    VALUE,
    VERDICT,
    WHY,
    WORDS,
    history_view,
    judging_view,
    note_view,
    noted_view,
    sentence_view,
)
from assurance_bot.slack.counter import Counter
from assurance_bot.slack.files import send_file
from assurance_bot.slack.handling import deliver, handle, note
from assurance_bot.slack.homes import CHANGED, publish
from assurance_bot.slack.posting import in_thread, to_person
from assurance_bot.slack.words import WORKING, trouble_message

NOT_ALLOWED = "You may not note anything on actions here. Ask those who run this bot for the right to note."
LATE = "That took too long, and Slack does not wait. Please press it again."
SHARED = "Shared in the channel."
NOT_THERE = "I am not in this channel, so I cannot share it here. Invite me, then press it again."
_ABSENT = {"not_in_channel", "channel_not_found", "is_archived"}


def pressed(body: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float) -> None:
    """Do what was pressed; what this bot does not know (a message of an older one) is said to be out of date."""
    action = body["actions"][0]
    name = str(action["action_id"])
    value = str((action.get("selected_option") or action).get("value") or "")
    user = str(body["user"]["id"])
    if name in _VIEWS:
        show(lambda: view_of(name, value, user, counter), body, client)
    elif name == pressing.OFFICE:
        counter.offices.choose(user, value)
        publish(client, user=user, counter=counter)
    elif name in (pressing.PAGE, pressing.BACK_PAGE) and (body.get("view") or {}).get("type") == "home":
        publish(client, user=user, counter=counter, page=pressing.read_value(value)[1])
    else:
        _answered(name, value, body, client, counter=counter, patience=patience)


def _answered(
    name: str, value: str, body: Mapping[str, Any], client: WebClient, *, counter: Counter, patience: float
) -> None:
    """Answer where the button stands: in its message, below it, or to the person alone."""
    token, at = pressing.read_value(value)
    user, channel = str(body["user"]["id"]), str((body.get("channel") or {}).get("id") or "")
    url = str(body.get("response_url") or "")
    alone = (body.get("container") or {}).get("is_ephemeral") is True
    aside = to_person(client, response_url=url) if url else _to_home(client, user)
    if name in (pressing.PAGE, pressing.BACK_PAGE):
        place = to_person(client, response_url=url, replace=True)
        handle(lambda: counter.page(token, user=user, at=at, share=alone), place, patience=patience)
    elif name == pressing.MORE:
        message = body.get("message") or {}
        thread = str(message.get("thread_ts") or message.get("ts") or "")
        place = aside if alone else in_thread(client, channel=channel, thread=thread)
        handle(lambda: counter.page(token, user=user, at=at, share=alone), place, patience=patience)
    elif name == pressing.SHARE:
        handle(lambda: _share(token, at, user, channel, client, counter), aside, patience=patience)
    elif name == pressing.FILE:
        handle(lambda: send_file(token, user=user, client=client, counter=counter), aside, patience=patience)
    else:
        handle(
            lambda: plain_message("This button is from an older version. Please ask again."), aside, patience=patience
        )


def _to_home(client: WebClient, user: str) -> Callable[[Message], None]:
    """Return how to tell a user something about a button in their home: in the conversation with the bot."""

    def post(message: Message) -> None:
        client.chat_postMessage(
            channel=user, text=message.text, blocks=message.blocks, unfurl_links=False, unfurl_media=False
        )

    return post


def _share(token: str, at: int, user: str, channel: str, client: WebClient, counter: Counter) -> Message:
    """Post in the channel what only one person saw, and say who shared it. Raises ForgottenError."""
    turned = counter.kept.get(token, user=user)
    message = counter.shared(turned, at=at)

    def post(what: Message) -> None:
        client.chat_postMessage(
            channel=channel, text=what.text, blocks=what.blocks, unfurl_links=False, unfurl_media=False
        )

    try:
        deliver(message, post)
    except SlackApiError as error:
        if error.response.get("error") in _ABSENT:
            return plain_message(NOT_THERE)
        raise
    return plain_message(SHARED)


def show(make: Callable[[], Block], body: Mapping[str, Any], client: WebClient) -> None:
    """Open a modal at once (on top of the one pressed in), and put into it what `make` returns or a plain error."""
    view = body.get("view") or {}
    stacked = view.get("type") == "modal"
    try:
        method = client.views_push if stacked else client.views_open
        shown = str(method(trigger_id=str(body["trigger_id"]), view=sentence_view("Minutes", WORKING))["view"]["id"])
    except SlackApiError as error:
        if not stacked:
            _late(error, body, client)
            return
        shown = str(view["id"])  # three lie on each other already: the topmost is used again
    try:
        content = make()
    except AssuranceError as error:
        content = sentence_view("Minutes", str(error))
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        content = trouble_view("Minutes", note(error))
    try:
        client.views_update(view_id=shown, view=content)
    except SlackApiError as error:
        reference = note(error)
        failed = trouble_view("Minutes", reference)
        client.views_update(view_id=shown, view=failed)


def trouble_view(title: str, reference: str) -> Block:
    """Return the modal for a fault of ours."""
    return {**sentence_view(title, WORKING), "blocks": trouble_message(reference).blocks}


def _late(error: SlackApiError, body: Mapping[str, Any], client: WebClient) -> None:
    note(error)
    url = str(body.get("response_url") or "")
    if url:
        to_person(client, response_url=url)(plain_message(LATE))


def _context(value: str, user: str, counter: Counter) -> Block:
    found = counter.shelf.context(value)
    task = isinstance(found.record, Action)
    rows = pressing.of_action(found.record.id, may_note=counter.may_note(user)) if task else []
    return context_view(found, rows=rows)


def _history(value: str, user: str, counter: Counter) -> Block:
    name, start = pressing.read_value(value)
    found = counter.shelf.history(name)
    rows = pressing.of_action(found.id, may_note=counter.may_note(user), history=False) if found.trail else []
    return history_view(found, rows=rows, start=start)


def _note(what: str) -> Callable[[str, str, Counter], Block]:
    def make(value: str, user: str, counter: Counter) -> Block:
        if not counter.may_note(user):
            raise NoteError(NOT_ALLOWED)
        finding = counter.shelf.one(value)
        return note_view(what, finding.record.id, words=finding.record.text, standing=f"Action: {standing(finding)}")

    return make


def _judge(value: str, user: str, counter: Counter) -> Block:
    counter.kept.get(value, user=user)
    return judging_view(value)


def _changed(_value: str, _user: str, counter: Counter) -> Block:
    found = counter.desk.ask(CHANGED)
    return {**sentence_view("Since the last meeting", "."), "blocks": answer_message(found, shown=6).blocks}


_VIEWS: dict[str, Callable[[str, str, Counter], Block]] = {
    pressing.CONTEXT: _context,
    pressing.OPEN: _context,
    pressing.HISTORY: _history,
    pressing.RIGHT: _judge,
    pressing.CHANGED: _changed,
    **{name: _note(what) for name, what in pressing.NOTES.items()},
}
"""What opens a modal, and how it is made."""


def view_of(name: str, value: str, user: str, counter: Counter) -> Block:
    """Return the modal that a button or menu opens. Raises what the desk raises, NoteError, ForgottenError."""
    return _VIEWS[name](value, user, counter)


def noted(ack: Ack, body: Mapping[str, Any], client: WebClient, *, counter: Counter) -> None:
    """Write what was sent back into the ledger; the modal then says what was noted, or at which field something is wrong."""
    user, view = str(body["user"]["id"]), body["view"]
    told = json.loads(view["private_metadata"])
    day, why = _given(view, VALUE, "selected_date"), _given(view, WHY, "value")
    value = {"redate": (day,), "comment": (why,)}.get(told["what"], ())
    try:
        if not counter.may_note(user):
            raise NoteError(NOT_ALLOWED)
        reason = "" if told["what"] == "comment" else why
        drafted = counter.shelf.note(told["action"], told["what"], value, reason, _name(client, body["user"]))
        ack(response_action="update", view=noted_view(drafted))
    except (NoteError, DateError) as error:
        ack(response_action="errors", errors={VALUE if isinstance(error, DateError) else WHY: str(error)})
        return
    except AssuranceError as error:
        ack(response_action="update", view=sentence_view("Not noted", str(error)))
        return
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        ack(
            response_action="update",
            view=trouble_view("Not noted", note(error)),
        )
        return
    if user in counter.homes:
        publish(client, user=user, counter=counter, page=counter.homes[user])


def _given(view: Mapping[str, Any], block: str, key: str) -> str:
    return str(view["state"]["values"].get(block, {}).get(block, {}).get(key) or "")


def _name(client: WebClient, user: Mapping[str, Any]) -> str:
    """Return the name of a user as colleagues know it, or else their id."""
    try:
        found = client.users_info(user=str(user["id"]))["user"]
        return str(found.get("real_name") or found.get("name") or user["id"])
    except SlackApiError:
        return str(user.get("name") or user["id"])


def judged(ack: Ack, body: Mapping[str, Any], *, counter: Counter) -> None:
    """Keep what somebody said of an answer, and thank them; an answer that is gone is said to be."""
    user, view = str(body["user"]["id"]), body["view"]
    chosen = view["state"]["values"][VERDICT][VERDICT]["selected_option"]["value"]
    try:
        answer = counter.kept.get(str(view["private_metadata"]), user=user).answer
        counter.keep_feedback(user, answer, str(chosen), _given(view, WORDS, "value"))
        ack(response_action="update", view=sentence_view("Thank you", "Kept with your question and what was found."))
    except AssuranceError as error:
        ack(response_action="update", view=sentence_view("Not kept", str(error)))
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        ack(
            response_action="update",
            view=trouble_view("Not kept", note(error)),
        )
