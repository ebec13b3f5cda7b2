"""A tiny stand-in for Slack's Web API: it keeps the messages, modals, home and files that the app sends, for one person.

Only the methods that this bot calls are answered; another one is answered as Slack would an unknown one.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Mapping
from threading import Condition
from typing import Any

USER, BOT, TEAM = "U1", "UBOT", "T1"
CHANNEL, DIRECT = "C1", "D1"
MOST_VIEWS = 3
"""Modals that may lie on each other."""

Told = dict[str, Any]


class Stage:
    """What one person sees. `name` is theirs; `url` is where this machine serves the stage."""

    def __init__(self, *, name: str, url: str = "") -> None:
        self.url, self.name = url, name
        self.messages: list[Told] = []
        self.views: list[Told] = []
        self.home: Told | None = None
        self.prompts: list[Told] = []
        self.status = ""
        self.files: dict[str, tuple[str, bytes]] = {}
        self.version = 0
        self.changed = Condition()
        self._ts = itertools.count(1)
        self._answers: dict[str, tuple[str, str]] = {}
        self._triggers: set[str] = set()

    # what the page reads

    def state(self, since: int, *, seconds: float) -> Told | None:
        """Return all there is to see once it is newer than `since`; None where nothing changed for so many seconds."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.version > since, seconds):
                return None
            return {
                "version": self.version,
                "messages": [*self.messages],
                "views": [*self.views],
                "home": self.home,
                "prompts": self.prompts,
                "status": self.status,
            }

    def find(self, ts: str) -> Told:
        """Return a message. Raises KeyError."""
        found = next((m for m in self.messages if m["ts"] == ts), None)
        if found is None:
            raise KeyError(ts)
        return found

    def view(self, name: str) -> Told:
        """Return an open modal. Raises KeyError."""
        found = next((v for v in self.views if v["id"] == name), None)
        if found is None:
            raise KeyError(name)
        return found

    # what the person does

    def say(self, channel: str, text: str, *, thread: str = "") -> Told:
        """Put what the person wrote on the stage; return the message."""
        return self._put({"channel": channel, "user": USER, "text": text}, thread)

    def trigger(self) -> str:
        """Return a ticket with which one modal may be opened."""
        with self.changed:
            ticket = secrets.token_hex(8)
            self._triggers.add(ticket)
            return ticket

    def answer_url(self, channel: str, ts: str = "") -> str:
        """Return an address for answers to the person alone, or in the place of the message `ts`."""
        with self.changed:
            name = secrets.token_urlsafe(12)
            self._answers[name] = (channel, ts)
            return f"{self.url}/respond/{name}"

    def close(self, name: str) -> None:
        """Take away a modal and those upon it."""
        with self._changing():
            at = next((n for n, v in enumerate(self.views) if v["id"] == name), len(self.views))
            del self.views[at:]

    def submitted(self, name: str, reply: Mapping[str, Any]) -> None:
        """Do with a modal what the app answered when it was sent back."""
        with self._changing():
            view = self.view(name)
            if reply.get("response_action") == "errors":
                view["faults"] = dict(reply["errors"])
            elif reply.get("response_action") == "update":
                self._fill(view, reply["view"])
            else:
                self.views.remove(view)

    # what the app does

    def call(self, method: str, given: Mapping[str, Any]) -> Told:
        """Return what Slack would answer to a call of its Web API."""
        known = _METHODS.get(method)
        return known(self, given) if known else {"ok": False, "error": "unknown_method"}

    def respond(self, name: str, given: Mapping[str, Any]) -> bool:
        """Take an answer sent to one of the addresses given out; return False for one that was not."""
        if name not in self._answers:
            return False
        channel, ts = self._answers[name]
        if given.get("replace_original") and ts:
            with self._changing():
                self.find(ts).update(text=given.get("text", ""), blocks=given.get("blocks", []))
            return True
        alone = given.get("response_type") != "in_channel"
        self._put({**_words(given), "channel": channel, "user": BOT, "ephemeral": alone}, "")
        return True

    def upload(self, name: str, content: bytes) -> bool:
        """Take the content of a file announced before; return False for one that was not."""
        if name not in self.files:
            return False
        self.files[name] = (self.files[name][0], content)
        return True

    def _changing(self) -> _Changing:
        return _Changing(self)

    def _put(self, message: Told, thread: str) -> Told:
        with self._changing():
            ts = f"1700000000.{next(self._ts):06d}"
            whole = {**message, "ts": ts, **({"thread_ts": thread} if thread else {})}
            self.messages.append(whole)
            if message["user"] == BOT:
                self.status = ""
            return whole

    def _post(self, given: Mapping[str, Any]) -> Told:
        channel = DIRECT if given["channel"] == USER else str(given["channel"])
        message = {**_words(given), "channel": channel, "user": BOT}
        put = self._put(message, str(given.get("thread_ts") or ""))
        return {"ok": True, "channel": channel, "ts": put["ts"], "message": put}

    def _update(self, given: Mapping[str, Any]) -> Told:
        with self._changing():
            self.find(str(given["ts"])).update(_words(given))
        return {"ok": True, "channel": given["channel"], "ts": given["ts"]}

    def _delete(self, given: Mapping[str, Any]) -> Told:
        with self._changing():
            self.messages = [m for m in self.messages if m["ts"] != given["ts"]]
        return {"ok": True}

    def _open(self, given: Mapping[str, Any]) -> Told:
        with self._changing():
            if given["trigger_id"] not in self._triggers:
                return {"ok": False, "error": "expired_trigger_id"}
            self._triggers.remove(str(given["trigger_id"]))
            if len(self.views) >= MOST_VIEWS:
                return {"ok": False, "error": "push_limit_reached"}
            view = {"id": f"V{secrets.token_hex(5)}"}
            self._fill(view, given["view"])
            self.views.append(view)
        return {"ok": True, "view": view}

    def _fill(self, view: Told, content: Mapping[str, Any]) -> None:
        name = view["id"]
        view.clear()
        view.update(content, id=name, hash=secrets.token_hex(5), faults={})

    def _update_view(self, given: Mapping[str, Any]) -> Told:
        with self._changing():
            try:
                view = self.view(str(given["view_id"]))
            except KeyError:
                return {"ok": False, "error": "not_found"}
            self._fill(view, given["view"])
        return {"ok": True, "view": view}

    def _publish(self, given: Mapping[str, Any]) -> Told:
        with self._changing():
            self.home = {**given["view"], "id": "VHOME"}
        return {"ok": True, "view": self.home}

    def _set_prompts(self, given: Mapping[str, Any]) -> Told:
        with self._changing():
            self.prompts = list(given["prompts"])
        return {"ok": True}

    def _set_status(self, given: Mapping[str, Any]) -> Told:
        with self._changing():
            self.status = str(given["status"])
        return {"ok": True}

    def _announce_file(self, given: Mapping[str, Any]) -> Told:
        name = f"F{secrets.token_hex(8)}"
        self.files[name] = (str(given["filename"]), b"")
        return {"ok": True, "file_id": name, "upload_url": f"{self.url}/upload/{name}"}

    def _complete_file(self, given: Mapping[str, Any]) -> Told:
        told = [{**file, "name": self.files[str(file["id"])][0]} for file in given["files"]]
        message = {"channel": str(given["channel_id"]), "user": BOT, "text": "A file:", "files": told}
        self._put(message, str(given.get("thread_ts") or ""))
        return {"ok": True, "files": told}

    def _who_am_i(self, _: Mapping[str, Any]) -> Told:
        return {"ok": True, "user": "minutes", "user_id": BOT, "team": "This machine", "team_id": TEAM, "bot_id": "B1"}

    def _person(self, given: Mapping[str, Any]) -> Told:
        told = {"id": given.get("user", USER), "team_id": TEAM, "real_name": self.name, "name": self.name}
        return {"ok": True, "user": {**told, "is_restricted": False, "is_ultra_restricted": False}}

    def _channel(self, given: Mapping[str, Any]) -> Told:
        direct = given.get("channel") == DIRECT
        return {"ok": True, "channel": {"id": given.get("channel"), "is_im": direct, "is_ext_shared": False}}

    def _group(self, _: Mapping[str, Any]) -> Told:
        return {"ok": True, "users": [USER]}


class _Changing:
    """Holds a stage while it is changed; whoever waits for a change is told at the end."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def __enter__(self) -> None:
        self._stage.changed.acquire()

    def __exit__(self, *_: object) -> None:
        self._stage.version += 1
        self._stage.changed.notify_all()
        self._stage.changed.release()


def _words(given: Mapping[str, Any]) -> Told:
    return {"text": given.get("text") or "", "blocks": given.get("blocks") or []}


_METHODS: dict[str, Callable[[Stage, Mapping[str, Any]], Told]] = {
    "auth.test": Stage._who_am_i,  # noqa: SLF001 - its own table
    "users.info": Stage._person,  # noqa: SLF001 - its own table
    "conversations.info": Stage._channel,  # noqa: SLF001 - its own table
    "usergroups.users.list": Stage._group,  # noqa: SLF001 - its own table
    "chat.postMessage": Stage._post,  # noqa: SLF001 - its own table
    "chat.update": Stage._update,  # noqa: SLF001 - its own table
    "chat.delete": Stage._delete,  # noqa: SLF001 - its own table
    "views.open": Stage._open,  # noqa: SLF001 - its own table
    "views.push": Stage._open,  # noqa: SLF001 - its own table
    "views.update": Stage._update_view,  # noqa: SLF001 - its own table
    "views.publish": Stage._publish,  # noqa: SLF001 - its own table
    "assistant.threads.setSuggestedPrompts": Stage._set_prompts,  # noqa: SLF001 - its own table
    "assistant.threads.setStatus": Stage._set_status,  # noqa: SLF001 - its own table
    "files.getUploadURLExternal": Stage._announce_file,  # noqa: SLF001 - its own table
    "files.completeUploadExternal": Stage._complete_file,  # noqa: SLF001 - its own table
}
