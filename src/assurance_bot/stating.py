"""`[bodies]` in the settings: read, and refused by file and key where it says what cannot be used."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from assurance_bot.bodies import Bodies, Body, Holder, Nation, Quarters, same
from assurance_bot.document import fold
from assurance_bot.errors import ConfigError

_KEYS = ("folder", "holders", "nation", "offices", "people", "quarters")
_NATIONS: dict[str, Nation] = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
_QUARTERS: dict[str, Quarters] = {"calendar": "calendar", "financial": "financial"}
_TIMES = ("from", "name", "until")
T = TypeVar("T")
_SHORT = re.compile(r"[A-Z][A-Za-z/&.]{0,11}")  # "CC", "T/CC"


def read_bodies(raw: Mapping[str, Any], path: Path) -> Bodies:
    """Return what the section [bodies] of the settings in `path` states. Raises ConfigError."""
    nation, quarters = _habits(raw, f"{path}: [bodies]")
    named = {name: told for name, told in raw.items() if name not in ("nation", "quarters") or isinstance(told, dict)}
    found = tuple(_body(name, told, f'{path}: [bodies."{name}"]') for name, told in named.items())
    for nth, body in enumerate(found):
        for before in found[:nth]:
            where = f'{path}: [bodies."{body.name}"]'
            if same(body.name, before.name):
                raise ConfigError(f'{where} is the same body as [bodies."{before.name}"]. Write them as one.')
            if body.folder and body.folder == before.folder:
                raise ConfigError(f'{where} folder is that of [bodies."{before.name}"] too. Give it to one of them.')
    # For all bodies, to say what holds anyway is to say nothing.
    return Bodies(found, "" if nation == "ENG" else nation, "" if quarters == "calendar" else quarters)


def _body(name: str, told: Any, where: str) -> Body:
    if not isinstance(told, dict):
        raise ConfigError(f"{where} is to be a section of its own, with {', '.join(_KEYS)}.")
    if not fold(name):
        raise ConfigError(f"{where} has no name. Name the body as its minutes do.")
    _known(told, _KEYS, where)
    offices = {
        _short(s, f"{where} offices"): _words(t, f"{where} offices.{s}") for s, t in _table(told, "offices", where)
    }
    people = {_short(s, f"{where} people"): _held(t, f"{where} people.{s}") for s, t in _table(told, "people", where)}
    if both := next((short for short in people if short in offices), None):
        raise ConfigError(f"{where} {both} is both an office and a person. Leave one out.")
    _once(list(offices.values()), f"{where} offices")
    titles = offices | {title.casefold(): title for title in offices.values()}
    held = [
        (titles.get(office) or titles.get(fold(office).casefold(), fold(office)), _held(t, f"{where} holders.{office}"))
        for office, t in _table(told, "holders", where)
    ]
    _once([title for title, _ in held], f"{where} holders")
    folder, (nation, quarters) = _folder(told.get("folder", ""), f"{where} folder"), _habits(told, where)
    return Body(fold(name), folder, offices, dict(held), people, nation, quarters)


def _habits(told: Mapping[str, Any], where: str) -> tuple[Nation, Quarters]:
    """Return whose bank holidays count and of which year quarters are, "" where it is not said; a body may be so named."""
    said = {key: value for key, value in told.items() if key in ("nation", "quarters") and not isinstance(value, dict)}
    return (
        _one_of(_NATIONS, said["nation"], f"{where} nation") if "nation" in said else "",
        _one_of(_QUARTERS, said["quarters"], f"{where} quarters") if "quarters" in said else "",
    )


def _one_of(known: Mapping[str, T], value: Any, where: str) -> T:
    if not isinstance(value, str) or value not in known:
        raise ConfigError(f"{where} is {value!r}. It is to be one of {', '.join(known)}, in quotes.")
    return known[value]


def _known(told: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in told:
        if key not in keys:
            raise ConfigError(f"{where} knows no {key!r}. Known are {', '.join(keys)}.")


def _table(told: Mapping[str, Any], key: str, where: str) -> list[tuple[str, Any]]:
    value = told.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError(f'{where} {key} is to be a table, such as {{ AB = "…" }}, not {value!r}.')
    return list(value.items())


def _short(short: str, where: str) -> str:
    if not _SHORT.fullmatch(short):
        raise ConfigError(
            f"{where} has {short!r}. An abbreviation is to be one word that begins with a capital letter."
        )
    return short


def _words(value: Any, where: str) -> str:
    if not isinstance(value, str) or not fold(value):
        raise ConfigError(f"{where} is to be words in quotes, not {value!r}.")
    return fold(value)


def _once(titles: list[str], where: str) -> None:
    for nth, title in enumerate(titles):
        if any(same(title, before) for before in titles[:nth]):
            raise ConfigError(f"{where} has {title!r} twice. Give it once.")


def _folder(value: Any, where: str) -> str:
    parts = PurePosixPath(value).parts if isinstance(value, str) else ("/",)
    if (value and not parts) or parts[:1] == ("/",) or ".." in parts:
        raise ConfigError(f"{where} is {value!r}. It is to be a folder below the minutes folder, in quotes.")
    return "/".join(parts)


def _held(value: Any, where: str) -> tuple[Holder, ...]:
    """Return the people that a name, or a list of names with their times, gives: no two of them at one time."""
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        found = tuple(_time(each, where) for each in value)
        for nth, one in enumerate(found):
            for other in found[:nth]:
                if _overlap(one, other):
                    raise ConfigError(f"{where} has {other.name} and {one.name} at one time. Give them days apart.")
        return found
    if isinstance(value, str) and fold(value):
        return (Holder(fold(value)),)
    raise ConfigError(
        f'{where} is to be a name in quotes, or a list such as [{{ name = "…", from = 2024-01-31 }}], not {value!r}.'
    )


def _time(told: Mapping[str, Any], where: str) -> Holder:
    _known(told, _TIMES, where)
    first, last = (_day(told.get(key), f"{where} {key}") for key in ("from", "until"))
    if first and last and last < first:
        raise ConfigError(f"{where} until is {last}, before from, {first}.")
    return Holder(_words(told.get("name", ""), f"{where} name"), first, last)


def _day(value: Any, where: str) -> dt.date | None:
    if value is not None and type(value) is not dt.date:
        raise ConfigError(f"{where} is to be a day without quotes, such as 2024-01-31, not {value!r}.")
    return value


def _overlap(one: Holder, other: Holder) -> bool:
    return (one.first or dt.date.min) <= (other.last or dt.date.max) and (other.first or dt.date.min) <= (
        one.last or dt.date.max
    )
