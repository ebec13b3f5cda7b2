"""What is pressed: a function for each button and menu, and for each modal that is sent back.

A modal opens at once and is filled when its content is there, for Slack waits three seconds for it and no longer. In a modal
stands which channel its first button stood in, so that what is pressed there is let in as in that channel.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from assurance_bot.errors import DateError, NoteError
from assurance_bot.feedback import VERDICTS
from assurance_bot.ledger import Drafted, done
from assurance_bot.records import Action
from assurance_bot.render import pressing
from assurance_bot.render.blockkit import Block, Message, label, small
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
    sentence_view,
)
from assurance_bot.slack.desk import Desk
from assurance_bot.slack.files import send_file
from assurance_bot.slack.front import Front, asker_of
from assurance_bot.slack.gate import Asker
from assurance_bot.slack.handling import deliver, explained, handle, handle_aside, note
from assurance_bot.slack.homes import CHANGED, publish
from assurance_bot.slack.posting import Threaded, to_person
from assurance_bot.slack.visits import Visit
from assurance_bot.slack.words import WORKING

LATE = "That took too long, and Slack does not wait. Please press it again."
SHARED = "Shared in the channel."
SHARED_BEFORE = "This was shared in the channel before, so I did not post it again. To share it anew, ask again."
SENT_BEFORE = "This was noted when it was sent first; nothing was written a second time. History shows it."
NOT_THERE = "I am not in this channel, so I cannot share it here. Invite me, then press it again."
OLDER = "This button is from an older version. Please ask again."
_ABSENT = {"not_in_channel", "channel_not_found", "is_archived"}


def pressed(body: Mapping[str, Any], client: WebClient, *, front: Front, patience: float) -> None:
    """Do what was pressed; what this bot does not know (a message of an older one) is said to be out of date."""
    action = body["actions"][0]
    name = str(action["action_id"])
    value = str((action.get("selected_option") or action).get("value") or "")
    asker = asker_of(body, surface="button")
    if name in _VIEWS:
        show(lambda: view_of(name, value, asker, client, front), body, client)
    elif name == pressing.OFFICE:
        publish(replace(asker, surface="home"), client, front=front, office=value)
    elif name in (pressing.PAGE, pressing.BACK_PAGE) and (body.get("view") or {}).get("type") == "home":
        publish(replace(asker, surface="home"), client, front=front, page=pressing.read_value(value)[1])
    else:
        _answered(name, value, body, client, asker=asker, front=front, patience=patience)


def _answered(
    name: str, value: str, body: Mapping[str, Any], client: WebClient, *, asker: Asker, front: Front, patience: float
) -> None:
    """Answer where the button stands: in its message, below it, or to the person alone."""
    token, at = pressing.read_value(value)
    url = str(body.get("response_url") or "")
    alone = (body.get("container") or {}).get("is_ephemeral") is True
    aside = to_person(client, response_url=url) if url else Threaded(client, channel=asker.user)

    def page() -> Message:
        return front.back_to(token, asker, client).page(token, at)

    def file() -> Message:
        return send_file(token, visit=front.back_to(token, asker, client), client=client)

    def unknown() -> Message:
        front.enter(asker, client)
        return plain_message(OLDER)

    if name in (pressing.PAGE, pressing.BACK_PAGE):
        handle_aside(page, to_person(client, response_url=url, replace=True), aside)
    elif name == pressing.MORE:
        message = body.get("message") or {}
        thread = str(message.get("thread_ts") or message.get("ts") or "")
        handle_aside(page, aside if alone else Threaded(client, channel=asker.channel, thread=thread), aside)
    elif name == pressing.SHARE:
        handle(lambda: _share(token, at, asker, client, front), aside, patience=patience)
    elif name == pressing.FILE:
        handle(file, aside, patience=patience)
    else:
        handle(unknown, aside, patience=patience)


def _share(token: str, at: int, asker: Asker, client: WebClient, front: Front) -> Message:
    """Ask again for what one person saw, as the whole channel may see it, and post that. Raises ForgottenError.

    What the channel may not see is left out, and counted; raises AccessError where that is all of it.
    """
    theirs = front.back_to(token, asker, client).turned(token)
    if theirs.again is None:
        return plain_message(OLDER)
    if not front.kept.share(token, at, asker.channel):
        return plain_message(SHARED_BEFORE)
    try:
        everybody = front.enter(replace(asker, public=True), client)
        answer = everybody.ask(theirs.answer.asked, theirs.again)
        deliver(everybody.message(answer, page=at), Threaded(client, channel=asker.channel))
    except Exception as error:
        front.kept.not_shared(token, at, asker.channel)
        if isinstance(error, SlackApiError) and error.response.get("error") in _ABSENT:
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
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        content = instead(error)
    try:
        client.views_update(view_id=shown, view=content)
    except SlackApiError as error:
        client.views_update(view_id=shown, view=instead(error))


def instead(error: Exception, title: str = "Minutes") -> Block:
    """Return the modal that says why there is nothing."""
    return {**sentence_view(title, "."), "blocks": explained(error).blocks}


def _late(error: SlackApiError, body: Mapping[str, Any], client: WebClient) -> None:
    note(error)
    url = str(body.get("response_url") or "")
    if url:
        to_person(client, response_url=url)(plain_message(LATE))


def _standing_in(view: Block, asker: Asker) -> Block:
    """Return a modal that keeps in which channel it was opened."""
    told = json.loads(view.get("private_metadata") or "{}")
    return {**view, "private_metadata": json.dumps({**told, "channel": asker.channel})}


def context_of(name: str, asker: Asker, client: WebClient, front: Front) -> Block:
    """Return the modal of a record in its surroundings. Raises AccessError, NotFoundError."""
    visit = front.enter(asker, client)
    found = visit.look(name, "context", lambda shelf: shelf.context(name))
    rows = _of_action(found.record.id, visit) if isinstance(found.record, Action) else []
    return _standing_in(context_view(found, rows=rows), asker)


def _of_action(action: str, visit: Visit) -> list[Block]:
    """Return what stands below the words of an action: what was noted of it, and what may be done about it."""
    noted = visit.shelf.noted(action)
    said = [small(label(f"Noted by your office: {noted}", 300), "See History.")] if noted else []
    return [*said, *visit.of_action(action)]


def history_of(value: str, asker: Asker, client: WebClient, front: Front) -> Block:
    """Return the modal of an action's history. Raises AccessError, NotFoundError."""
    name, start = pressing.read_value(value)
    visit = front.enter(asker, client)
    found = visit.look(name, "history", lambda shelf: shelf.history(name))
    rows = visit.of_action(found.id, history=False) if found.trail else []
    return _standing_in(history_view(found, rows=rows, start=start, remark=visit.shelf.remark(found.id)), asker)


def _note(what: str) -> Callable[[str, Asker, WebClient, Front], Block]:
    def make(value: str, asker: Asker, client: WebClient, front: Front) -> Block:
        visit = front.enter(asker, client, right="note")
        shelf = visit.noting.looked_up()
        finding = visit.look(value, f"form to {what}", lambda _: shelf.one(value))
        name, told = finding.record.id, f"Action: {standing(finding)}"
        view = note_view(what, name, words=finding.record.text, standing=told, remark=shelf.remark(name))
        return _standing_in(view, asker)

    return make


def _judge(value: str, asker: Asker, client: WebClient, front: Front) -> Block:
    front.back_to(value, asker, client).turned(value)
    return _standing_in(judging_view(value), asker)


def _changed(_value: str, asker: Asker, client: WebClient, front: Front) -> Block:
    found = front.enter(asker, client).ask(CHANGED, lambda desk: desk.ask(CHANGED))
    return {**sentence_view("Since the last meeting", "."), "blocks": answer_message(found, shown=6).blocks}


_VIEWS: dict[str, Callable[[str, Asker, WebClient, Front], Block]] = {
    pressing.CONTEXT: context_of,
    pressing.OPEN: context_of,
    pressing.HISTORY: history_of,
    pressing.RIGHT: _judge,
    pressing.CHANGED: _changed,
    **{name: _note(what) for name, what in pressing.NOTES.items()},
}
"""What opens a modal, and how it is made."""


def view_of(name: str, value: str, asker: Asker, client: WebClient, front: Front) -> Block:
    """Return the modal that a button or menu opens. Raises AccessError, what the desk raises, ForgottenError."""
    return _VIEWS[name](value, asker, client, front)


class SentBeforeError(Exception):
    """A modal that was sent back before, and done what it asks for."""


def _noted_view(drafted: Drafted) -> Block:
    """Return the modal that says what was noted, what is to be remarked on it, and where it is shown."""
    entry = drafted.entry
    told = (f"Noted: {done(entry)}.", f"Entry {entry.seq} on {entry.action}.", *drafted.remarks)
    shown = "Its history shows it from now on." if entry.what == "comment" else "Lists say so from now on."
    return sentence_view("Noted", *told, shown)


def noted(ack: Ack, body: Mapping[str, Any], client: WebClient, *, front: Front) -> None:
    """Write what was sent back into the ledger; the modal then says what was noted, or at which field something is wrong."""
    asker, view = asker_of(body, surface="modal"), body["view"]
    told = json.loads(view["private_metadata"])
    day, why = _given(view, VALUE, "selected_date"), _given(view, WHY, "value")
    what = str(told["what"])
    value = {"redate": (day,), "comment": (why,)}.get(what, ())
    reason = "" if what == "comment" else why
    written: list[Drafted] = []

    def write(desk: Desk) -> tuple[str, str]:
        shelf, who = desk.looked_up(), _name(client, body["user"])

        def work(sent: dt.datetime) -> Drafted | None:
            return shelf.note(str(told["action"]), what, value, reason, who, sent)

        drafted = front.shared.once(str(view["id"]), shelf.now(), work)
        if drafted is None:
            raise SentBeforeError
        written.append(drafted)
        entry = drafted.entry
        return entry.action, f"{entry.what}, entry {entry.seq}"

    try:
        front.change(asker, client, write)
        ack(response_action="update", view=_noted_view(written[0]))
    except SentBeforeError:
        ack(response_action="update", view=sentence_view("Noted", SENT_BEFORE))
        return
    except (NoteError, DateError) as error:
        ack(response_action="errors", errors={VALUE if isinstance(error, DateError) else WHY: str(error)})
        return
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        ack(response_action="update", view=instead(error, "Noted" if written else "Not noted"))
        return
    if asker.user in front.homes:
        publish(replace(asker, surface="home"), client, front=front, page=front.homes[asker.user])


def _given(view: Mapping[str, Any], block: str, key: str) -> str:
    return str(view["state"]["values"].get(block, {}).get(block, {}).get(key) or "")


def _name(client: WebClient, user: Mapping[str, Any]) -> str:
    """Return the name of a user as colleagues know it, or else their id."""
    try:
        found = client.users_info(user=str(user["id"]))["user"]
        return str(found.get("real_name") or found.get("name") or user["id"])
    except SlackApiError:
        return str(user.get("name") or user["id"])


def judged(ack: Ack, body: Mapping[str, Any], client: WebClient, *, front: Front) -> None:
    """Keep what somebody said of an answer, and thank them; an answer that is gone is said to be."""
    asker, view = asker_of(body, surface="modal"), body["view"]
    chosen = str(view["state"]["values"][VERDICT][VERDICT]["selected_option"]["value"])
    token = str(json.loads(view["private_metadata"])["token"])
    try:
        answer = front.back_to(token, asker, client).turned(token).answer
        verdict = next(each for each in VERDICTS if each == chosen)
        front.feedback.keep(asker.user, answer, verdict, _given(view, WORDS, "value"))
        ack(response_action="update", view=sentence_view("Thank you", "Kept with your question and what was found."))
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        ack(response_action="update", view=instead(error, "Not kept"))
