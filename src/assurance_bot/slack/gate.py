"""Who may see what in Slack: the settings' grants, brought together with who is asking and where the answer will be read.

Deny by default, and refuse when unsure. What a whole channel reads shows what the channel is given; what one person alone
reads, what that person is given. Guests and people of other workspaces are given only what names them; a channel that others
share, only what says that it may be shared.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock
from typing import Any, Generic, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assurance_bot.access import NOTHING, Access, Grants, Right, Sight, sight
from assurance_bot.errors import AccessError

HELD = 300.0
"""Seconds for which what Slack says of people, groups and channels is believed; before each write it is asked again."""
REMEMBERED = 10_000
"""People, groups and channels remembered."""

UNSURE = "Slack did not tell me who is asking or where ({}), so that I show nothing. Tell those who run this bot."
GUEST = "Guests of this workspace are not shown minutes. Those who run this bot can allow you by name."
STRANGER = "People of other workspaces are not shown minutes. Those who run this bot can allow you by name."
NO_PERSON = "You have not been given any minutes to see. Those who run this bot can allow you, or a group you are in."
NO_CHANNEL = (
    "This channel has not been given any minutes to see (its id is {}). Write to me directly, or ask those who run this bot "
    "to allow the channel."
)
SHARED = "This channel is shared with people outside, so that I show no minutes in it. Write to me directly."
NO_RIGHT = "You may look, but not change anything. Those who run this bot can allow you, or a group you are in, to."

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: `public` where all of the channel will read the answer; `team` is "" where Slack does not say.

    `shared` tells that the event itself came from a channel that people outside share.
    """

    user: str
    channel: str = ""
    surface: str = ""
    public: bool = False
    team: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Admitted:
    """What somebody may see in the answer, and over which minutes they may note and administer."""

    see: Sight
    note: Sight = NOTHING
    administer: Sight = NOTHING


class Gate:
    """Lets people in, for any number of threads; `clock` gives seconds."""

    def __init__(self, access: Access, *, clock: Callable[[], float] = time.monotonic, held: float = HELD) -> None:
        self._access = access
        self._people = _Held[Mapping[str, Any]](clock, held)
        self._groups = _Held[frozenset[str]](clock, held)
        self._channels = _Held[Mapping[str, Any]](clock, held)
        self._home = _Held[Mapping[str, Any]](clock, float("inf"))

    def admit(self, asker: Asker, client: WebClient, *, right: Right = "ask", fresh: bool = False) -> Admitted:
        """Return what somebody may see, note and administer; `fresh` asks Slack anew, as before a write.

        Raises AccessError where they may not see anything, or have the `right` to nothing.
        """
        try:
            own = self._grants_of(asker, client, fresh=fresh)
            channel = self._channel_grants(asker, client, fresh=fresh)
        except SlackApiError as error:
            raise AccessError(UNSURE.format(error.response.get("error"))) from error
        except (SlackClientError, OSError, HTTPException, KeyError) as error:
            raise AccessError(UNSURE.format("it could not be reached")) from error
        see = sight(channel) if asker.public else sight((*own, *channel))
        admitted = Admitted(see, sight(own, "note"), sight(own, "administer"))
        if not see:
            raise AccessError(NO_CHANNEL.format(asker.channel) if asker.public else NO_PERSON)
        if right != "ask" and not getattr(admitted, right):
            raise AccessError(NO_RIGHT)
        return admitted

    def readers(self, of: str, client: WebClient) -> Sight:
        """Return what those may see who read what is posted, unasked, to a channel or person; it may be nothing.

        Raises AccessError where it is not known who reads it, or they are not to be shown minutes.
        """
        if of[:1] in ("U", "W"):
            return self.admit(Asker(of), client).see
        try:
            return sight(self._channel_grants(Asker("", of, public=True), client, fresh=False))
        except SlackApiError as error:
            raise AccessError(UNSURE.format(error.response.get("error"))) from error
        except (SlackClientError, OSError, HTTPException, KeyError) as error:
            raise AccessError(UNSURE.format("it could not be reached")) from error

    def account(self, client: WebClient) -> str:
        """Return the bot's own account."""
        return str(self._at_home(client).get("user_id") or "")

    def _at_home(self, client: WebClient) -> Mapping[str, Any]:
        return self._home.get("", lambda: dict(client.auth_test().data))  # type: ignore[arg-type]

    def _grants_of(self, asker: Asker, client: WebClient, *, fresh: bool) -> Grants:
        """Return what a person is given: all of it to members, to others what names them. Raises AccessError."""
        named = self._access.users.get(asker.user, ())
        person = self._people.get(asker.user, lambda: _person(client, asker.user), fresh=fresh)
        if person.get("deleted") or person.get("is_bot"):
            raise AccessError(NO_PERSON)
        outside = self._outside(asker, person, client)
        if outside and not named:
            raise AccessError(outside)
        if outside:
            return named
        groups = (
            grants
            for group, grants in self._access.groups.items()
            if asker.user in self._groups.get(group, lambda g=group: _members(client, g), fresh=fresh)  # type: ignore[misc]
        )
        return (*self._access.members, *named, *(grant for grants in groups for grant in grants))

    def _outside(self, asker: Asker, person: Mapping[str, Any], client: WebClient) -> str:
        """Return why somebody is no full member of this workspace, "" where they are one."""
        home = self._at_home(client)
        ours = {str(home[key]) for key in ("team_id", "enterprise_id") if home.get(key)}
        teams = {str(person["team_id"])} | set((person.get("enterprise_user") or {}).get("teams") or ())
        if teams.isdisjoint(ours) or (asker.team and asker.team not in ours | teams) or person.get("is_stranger"):
            return STRANGER
        return GUEST if person.get("is_restricted") or person.get("is_ultra_restricted") else ""

    def _channel_grants(self, asker: Asker, client: WebClient, *, fresh: bool) -> Grants:
        """Return what a channel is given. Raises AccessError where it would be read by people outside unasked."""
        grants = self._access.channels.get(asker.channel, ())
        if not grants:
            return ()
        told = self._channels.get(asker.channel, lambda: _channel(client, asker.channel), fresh=fresh)
        marks = ("is_ext_shared", "is_org_shared", "is_shared", "is_pending_ext_shared")
        if not (asker.shared or any(told.get(mark) for mark in marks)):
            return grants
        allowed = tuple(grant for grant in grants if grant.shared)
        if asker.public and not allowed:
            raise AccessError(SHARED)
        return allowed


class _Held(Generic[T]):
    """What was learnt, for a while."""

    def __init__(self, clock: Callable[[], float], held: float) -> None:
        self._clock, self._for = clock, held
        self._known: OrderedDict[str, tuple[float, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str, learn: Callable[[], T], *, fresh: bool = False) -> T:
        with self._lock:
            at, known = self._known.get(name, (0.0, None))
        if known is not None and not fresh and self._clock() - at < self._for:
            return known
        learnt = learn()
        with self._lock:
            self._known[name] = (self._clock(), learnt)
            self._known.move_to_end(name)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return learnt


def _person(client: WebClient, user: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = client.users_info(user=user)["user"]
    return found


def _members(client: WebClient, group: str) -> frozenset[str]:
    users: Iterable[str] = client.usergroups_users_list(usergroup=group)["users"]
    return frozenset(users)


def _channel(client: WebClient, channel: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = client.conversations_info(channel=channel)["channel"]
    return found
