"""Settings: a TOML file, `config.example.toml` says each. What is not set has the default written here.

Secrets are never settings: tokens come from the environment.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assurance_bot.access import NOBODY, Access, read_access
from assurance_bot.bodies import NO_BODIES, Bodies
from assurance_bot.errors import ConfigError
from assurance_bot.generation.inputs import patterns
from assurance_bot.generation.rules import DEFAULTS, Rules
from assurance_bot.read.tesseract import LANGUAGE
from assurance_bot.stating import read_bodies

DEFAULT = Path("config.toml")
ENGINES = ("whoosh", "fts5")
EVERY = ("day", "week", "never")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MODES = ("socket", "http")
WHEN_BUSY = ("leave", "wait")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. Folders are absolute; relative ones in the file are taken from the file's folder."""

    minutes: tuple[Path, ...] = ()
    globs: tuple[str, ...] = DEFAULTS.globs
    ignore: tuple[str, ...] = DEFAULTS.ignore
    keep: int = DEFAULTS.keep
    max_shrink: float = DEFAULTS.max_shrink
    file_seconds: float = DEFAULTS.file_seconds
    when_busy: str = "leave"
    index: Path = field(default_factory=lambda: Path("index").absolute())
    engine: str = "whoosh"
    limit: int = 10
    ocr: bool = False
    ocr_language: str = "eng"
    reindex_channel: str = ""
    reindex_max_age: int = 26
    digest_every: str = "week"
    digest_weekday: str = "monday"
    digest_ahead: int = 14
    digest_channel: str = ""
    digest_owners: tuple[tuple[str, str], ...] = ()
    bodies: Bodies = NO_BODIES
    access: Access = NOBODY
    mode: str = "socket"
    host: str = "127.0.0.1"
    port: int = 0
    keep_questions: bool = False
    retain_days: int = 365

    @property
    def reads_pictures_as(self) -> str:
        """The language in which pages that are pictures are read by OCR, "" where they are not."""
        return self.ocr_language if self.ocr else ""

    @property
    def posts(self) -> bool:
        """Whether the nightly job is to post anything at all."""
        digests = self.digest_every != "never" and (self.digest_channel or self.digest_owners)
        return bool(self.reindex_channel or digests)

    @property
    def rules(self) -> Rules:
        """The rules of the nightly job."""
        return Rules(
            globs=self.globs,
            ignore=self.ignore,
            keep=self.keep,
            max_shrink=self.max_shrink,
            file_seconds=self.file_seconds,
            wait=self.when_busy == "wait",
        )


_KEYS = {
    "minutes": {"folders", "globs", "ignore"},
    "reindex": {"channel", "file_seconds", "keep", "max_age", "max_shrink", "when_busy"},
    "reading": {"ocr", "ocr_language"},
    "index": {"folder", "engine"},
    "answers": {"limit"},
    "digest": {"every", "weekday", "ahead", "channel", "owners"},
    "slack": {"mode", "host", "port"},
    "audit": {"keep_questions", "retain_days"},
}
_BODIES, _ACCESS = "bodies", "access"  # their keys are names and ids
_SECTIONS = (*_KEYS, _ACCESS, _BODIES)


def load(path: Path | None) -> Config:
    """Return the settings of a file; of `config.toml` here where none is named, or the defaults where there is none.

    Raises ConfigError where the file named is not there, is no TOML, or says something unknown.
    """
    if path is None and not DEFAULT.exists():
        return Config()
    path = path or DEFAULT
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"The configuration {path} cannot be read ({error.strerror}). Copy config.example.toml to it."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration {path} is no valid TOML: {error}.") from error
    return _config(raw, path)


def _config(raw: Mapping[str, Any], path: Path) -> Config:
    for section, values in raw.items():
        if section not in _SECTIONS or not isinstance(values, dict):
            raise ConfigError(
                f"{path}: there is no section [{section}]. Known are {', '.join(f'[{k}]' for k in _SECTIONS)}."
            )
        for key in values if section in _KEYS else ():
            if key not in _KEYS[section]:
                raise ConfigError(
                    f"{path}: [{section}] knows no {key!r}. Known are {', '.join(sorted(_KEYS[section]))}."
                )
    home = path.absolute().parent
    folders = _several(raw, "folders", "folders", path)
    engine = _get(raw, "index", "engine", "whoosh", path)
    if engine not in ENGINES:
        raise ConfigError(f"{path}: [index] engine is {engine!r}. It is to be one of {', '.join(ENGINES)}.")
    limit = _get(raw, "answers", "limit", 10, path)
    if limit < 1:
        raise ConfigError(f"{path}: [answers] limit is {limit}. It is to be 1 or more.")
    index = home / _get(raw, "index", "folder", "index", path)
    ocr = _get(raw, "reading", "ocr", False, path)
    language = _get(raw, "reading", "ocr_language", "eng", path)
    if not re.fullmatch(LANGUAGE, language):
        raise ConfigError(
            f"{path}: [reading] ocr_language is {language!r}. It is to be as tesseract names languages: eng, eng+cym."
        )
    bodies = read_bodies(raw.get(_BODIES, {}), path)
    return Config(
        tuple(home / f for f in folders),
        **_reindexing(raw, path),
        **_digesting(raw, path),
        **_serving(raw, path),
        index=index,
        engine=engine,
        limit=limit,
        ocr=ocr,
        ocr_language=language,
        bodies=bodies,
        access=read_access(raw.get(_ACCESS, {}), path),
    )


def _digesting(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the settings of what the nightly job tells. Raises ConfigError."""
    return {
        "reindex_channel": _get(raw, "reindex", "channel", "", path),
        "reindex_max_age": _at_least(raw, "reindex", "max_age", 26, path, least=1),
        "digest_every": _one_of(raw, "digest", "every", "week", path, EVERY),
        "digest_weekday": _one_of(raw, "digest", "weekday", "monday", path, WEEKDAYS),
        "digest_ahead": _at_least(raw, "digest", "ahead", 14, path, least=0),
        "digest_channel": _get(raw, "digest", "channel", "", path),
        "digest_owners": _owners(raw, path),
    }


def _one_of(raw: Mapping[str, Any], section: str, key: str, default: str, path: Path, known: tuple[str, ...]) -> str:
    value: str = _get(raw, section, key, default, path)
    if value not in known:
        raise ConfigError(f"{path}: [{section}] {key} is {value!r}. It is to be one of {', '.join(known)}.")
    return value


def _at_least(raw: Mapping[str, Any], section: str, key: str, default: int, path: Path, *, least: int) -> int:
    value: int = _get(raw, section, key, default, path)
    if value < least:
        raise ConfigError(f"{path}: [{section}] {key} is {value}. It is to be {least} or more.")
    return value


def _owners(raw: Mapping[str, Any], path: Path) -> tuple[tuple[str, str], ...]:
    """Return each owner with the channel or person in Slack that its digest goes to."""
    given = _get(raw, "digest", "owners", {}, path)
    wrong = next((owner for owner, to in given.items() if not isinstance(to, str) or not to.strip()), None)
    if wrong is not None:
        raise ConfigError(
            f'{path}: [digest] owners is to name a channel or person in Slack: {{ "{wrong}" = "C0123" }}.'
        )
    return tuple(given.items())


def _serving(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the settings of the bot in Slack and of what it writes down. Raises ConfigError."""
    mode = _one_of(raw, "slack", "mode", "socket", path, MODES)
    port = _get(raw, "slack", "port", 0, path)
    if not 0 <= port <= 65_535:
        raise ConfigError(f"{path}: [slack] port is {port}. It is to be from 0 to 65535.")
    retain = _at_least(raw, "audit", "retain_days", 365, path, least=1)
    return {
        "mode": mode,
        "host": _get(raw, "slack", "host", "127.0.0.1", path),
        "port": port,
        "keep_questions": _get(raw, "audit", "keep_questions", False, path),
        "retain_days": retain,
    }


def _reindexing(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the settings of the nightly job. Raises ConfigError."""
    globs, ignore = (_several(raw, key, "patterns of file names", path) for key in ("globs", "ignore"))
    try:
        patterns([*globs, *ignore])
    except ConfigError as error:
        raise ConfigError(f"{path}: [minutes] {error}") from error
    keep = _at_least(raw, "reindex", "keep", DEFAULTS.keep, path, least=1)
    max_shrink = _get(raw, "reindex", "max_shrink", DEFAULTS.max_shrink, path)
    if not 0 <= max_shrink <= 1:
        raise ConfigError(f"{path}: [reindex] max_shrink is {max_shrink}. It is to be a share from 0 to 1.")
    seconds = _get(raw, "reindex", "file_seconds", DEFAULTS.file_seconds, path)
    if seconds <= 0:
        raise ConfigError(f"{path}: [reindex] file_seconds is {seconds}. It is to be more than 0.")
    busy = _one_of(raw, "reindex", "when_busy", WHEN_BUSY[0], path, WHEN_BUSY)
    return {
        "globs": globs,
        "ignore": ignore,
        "keep": keep,
        "max_shrink": max_shrink,
        "file_seconds": seconds,
        "when_busy": busy,
    }


def _several(raw: Mapping[str, Any], key: str, what: str, path: Path) -> tuple[str, ...]:
    """Return a list of [minutes]. Raises ConfigError."""
    values = _get(raw, "minutes", key, [], path)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ConfigError(f"{path}: [minutes] {key} is to be a list of {what} in quotes.")
    return tuple(values)


def _get(raw: Mapping[str, Any], section: str, key: str, default: Any, path: Path) -> Any:
    value = raw.get(section, {}).get(key, default)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        raise ConfigError(f"{path}: [{section}] {key} is to be {_named(default)}, not {value!r}.")
    return value


def _named(default: Any) -> str:
    names = {str: "words in quotes", int: "a whole number", float: "a number", list: "a list", dict: "a table"}
    names |= {bool: "true or false"}
    return names[type(default)]
