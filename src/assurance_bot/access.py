"""Who may see and do what: nobody anything, but as `[access]` in the settings says.

A grant gives rights over some bodies' minutes of some protective markings, to all members of the workspace, to a user group,
a person or a channel of Slack. Several grants add up. What is not named is not given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from assurance_bot.document import fold
from assurance_bot.errors import ConfigError
from assurance_bot.records import Meeting

Right = Literal["ask", "note", "administer"]
RIGHTS: tuple[Right, ...] = get_args(Right)
"""Each includes those before it."""

ALL = "*"
UNMARKED = "unmarked"
"""What minutes that bear no marking are called in the settings."""

IDS = {
    "groups": (re.compile(r"S[A-Z0-9]+"), "S0123ABC"),
    "users": (re.compile(r"[UW][A-Z0-9]+"), "U0123ABC"),
    "channels": (re.compile(r"[CG][A-Z0-9]+"), "C0123ABC"),
}
"""How Slack writes the ids of each, and an example."""

_MARKS = re.compile(r"[\W_]+")


def plain(marking: str | None) -> str:
    """Return a marking without what writers vary: "OFFICIAL – Sensitive" and "Official-Sensitive" are one."""
    return _MARKS.sub(" ", marking or "").strip().casefold() or UNMARKED


@dataclass(frozen=True, slots=True)
class Scope:
    """Minutes of some bodies that bear one of some markings, each in plain words; None stands for all."""

    bodies: frozenset[str] | None
    markings: frozenset[str] | None

    def covers(self, meeting: Meeting) -> bool:
        """Tell whether the minutes of a meeting are among these."""
        named = self.bodies is None or fold(meeting.body).casefold() in self.bodies
        return named and (self.markings is None or plain(meeting.marking) in self.markings)


@dataclass(frozen=True, slots=True)
class Sight:
    """The minutes that may be seen: those of any of the scopes."""

    scopes: frozenset[Scope] = frozenset()

    def sees(self, meeting: Meeting) -> bool:
        """Tell whether the minutes of a meeting may be seen."""
        return any(scope.covers(meeting) for scope in self.scopes)

    @property
    def unlimited(self) -> bool:
        """Whether nothing may ever be hidden, whatever comes or is withdrawn."""
        return Scope(None, None) in self.scopes

    def __or__(self, other: Sight) -> Sight:
        return Sight(self.scopes | other.scopes)

    def __bool__(self) -> bool:
        return bool(self.scopes)


NOTHING = Sight()
EVERYTHING = Sight(frozenset({Scope(None, None)}))


@dataclass(frozen=True, slots=True)
class Grant:
    """What is given: rights over the minutes of a scope; `shared` gives them to a channel even where outsiders read it."""

    scope: Scope
    rights: frozenset[Right]
    shared: bool = False


Grants = tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """All grants: to the members of the workspace, and by id to user groups, users and channels."""

    members: Grants = ()
    groups: Mapping[str, Grants] = field(default_factory=dict)
    users: Mapping[str, Grants] = field(default_factory=dict)
    channels: Mapping[str, Grants] = field(default_factory=dict)

    def all(self) -> Iterator[tuple[str, Grant]]:
        """Yield every grant with what it is called in the settings."""
        yield from (("members", grant) for grant in self.members)
        for name, held in (("groups", self.groups), ("users", self.users), ("channels", self.channels)):
            yield from ((f"{name}.{id_}", grant) for id_, grants in held.items() for grant in grants)


NOBODY = Access()


def sight(grants: Iterable[Grant], right: Right = "ask") -> Sight:
    """Return the minutes over which grants give a right."""
    return Sight(frozenset(grant.scope for grant in grants if right in grant.rights))


def read_access(raw: Mapping[str, Any], path: Path) -> Access:
    """Return the grants of `[access]`. Raises ConfigError naming the table and what was expected."""
    for key in raw:
        if key != "members" and key not in IDS:
            raise ConfigError(f"{path}: [access] knows no {key!r}. Known are members, {', '.join(IDS)}.")
    held = {name: _by_id(raw.get(name, {}), name, path) for name in IDS}
    members = _grants(raw["members"], "access.members", path) if "members" in raw else ()
    return Access(members, held["groups"], held["users"], held["channels"])


def _by_id(raw: Any, name: str, path: Path) -> dict[str, Grants]:
    pattern, example = IDS[name]
    if not isinstance(raw, dict):
        raise ConfigError(f"{path}: [access.{name}] is to hold a table for each id, such as [access.{name}.{example}].")
    for id_ in raw:
        if not pattern.fullmatch(id_):
            raise ConfigError(f"{path}: [access.{name}] {id_!r} is no id of Slack's; one looks like {example}.")
    return {id_: _grants(given, f"access.{name}.{id_}", path) for id_, given in raw.items()}


def _grants(raw: Any, table: str, path: Path) -> Grants:
    given = raw if isinstance(raw, list) else [raw]
    if not all(isinstance(each, dict) for each in given):
        raise ConfigError(f"{path}: [{table}] is to be a table, or several written as [[{table}]].")
    return tuple(_grant(each, table, path) for each in given)


def _grant(raw: Mapping[str, Any], table: str, path: Path) -> Grant:
    known = {"bodies", "markings", "rights", *(["shared"] if ".channels." in table else [])}
    for key in raw:
        if key not in known:
            raise ConfigError(f"{path}: [{table}] knows no {key!r}. Known are {', '.join(sorted(known))}.")
    bodies, markings = (_names(raw, key, table, path) for key in ("bodies", "markings"))
    rights = _names({"rights": ["ask"], **raw}, "rights", table, path)
    if unknown := [right for right in rights if right not in RIGHTS]:
        raise ConfigError(f"{path}: [{table}] rights: there is no {unknown[0]!r}. Known are {', '.join(RIGHTS)}.")
    most = max((RIGHTS.index(right) for right in RIGHTS if right in rights), default=-1)
    if ".channels." in table and most > 0:
        raise ConfigError(f"{path}: [{table}] a channel may only ask. Give {RIGHTS[most]!r} to a group or a user.")
    shared = raw.get("shared", False)
    if not isinstance(shared, bool):
        raise ConfigError(f"{path}: [{table}] shared is to be true or false, not {shared!r}.")
    scope = Scope(
        None if ALL in bodies else frozenset(fold(each).casefold() for each in bodies),
        None if ALL in markings else frozenset(map(plain, markings)),
    )
    return Grant(scope, frozenset(RIGHTS[: most + 1]), shared)


def _names(raw: Mapping[str, Any], key: str, table: str, path: Path) -> list[str]:
    found = raw.get(key)
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        raise ConfigError(f'{path}: [{table}] {key} is to be a list of words in quotes; ["*"] stands for all.')
    return found
