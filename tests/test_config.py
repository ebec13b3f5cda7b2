"""Settings: the example file says all of them with their defaults, and whatever cannot be used is refused by name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest

from assurance_bot.access import Scope
from assurance_bot.config import ENGINES, Config, load
from assurance_bot.errors import ConfigError
from assurance_bot.generation import Rules
from support.demo import REPOSITORY

EXAMPLE = REPOSITORY / "config.example.toml"
SETTINGS = {
    ("minutes", "folders"): "minutes",
    ("minutes", "globs"): "globs",
    ("minutes", "ignore"): "ignore",
    ("reindex", "keep"): "keep",
    ("reindex", "max_shrink"): "max_shrink",
    ("reindex", "file_seconds"): "file_seconds",
    ("reindex", "when_busy"): "when_busy",
    ("reading", "ocr"): "ocr",
    ("reading", "ocr_language"): "ocr_language",
    ("index", "folder"): "index",
    ("index", "engine"): "engine",
    ("answers", "limit"): "limit",
    ("reindex", "channel"): "reindex_channel",
    ("reindex", "max_age"): "reindex_max_age",
    ("digest", "every"): "digest_every",
    ("digest", "weekday"): "digest_weekday",
    ("digest", "ahead"): "digest_ahead",
    ("digest", "channel"): "digest_channel",
    ("digest", "owners"): "digest_owners",
    ("slack", "mode"): "mode",
    ("slack", "host"): "host",
    ("slack", "port"): "port",
    ("audit", "keep_questions"): "keep_questions",
    ("audit", "retain_days"): "retain_days",
    ("bodies", "nation"): "bodies",
    ("bodies", "quarters"): "bodies",
}
"""Each setting of the file, and what it is called in `Config`."""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "settings.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_example_holds_every_setting_and_nothing_else() -> None:
    told = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert {(section, key) for section, values in told.items() for key in values} == set(SETTINGS)
    assert {*SETTINGS.values(), *(section for section, values in told.items() if not values)} == {
        field.name for field in fields(Config)
    }


def test_the_example_shows_the_defaults() -> None:
    example, defaults = load(EXAMPLE), Config()
    assert replace(example, index=defaults.index) == defaults
    assert example.index == EXAMPLE.parent / defaults.index.name


def test_every_setting_of_the_example_has_a_comment_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [line for before, line in pairwise(lines) if re.match(r"\w+ =", line) and before[:1] != "#"]
    assert bare == []


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None) == Config(index=tmp_path / "index")


def test_a_file_called_config_toml_here_is_read_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("[answers]\nlimit = 3", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(None).limit == 3


def test_folders_are_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, '[minutes]\nfolders = ["board", "/srv/minutes"]\n[index]\nfolder = "../made"')
    found = load(path)
    assert found.minutes == (tmp_path / "board", Path("/srv/minutes"))
    assert found.index == tmp_path / "../made"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", ""),
        ("ocr = true", "eng"),
        ('ocr = true\nocr_language = "eng+cym"', "eng+cym"),
        ('ocr_language = "cym"', ""),
    ],
)
def test_pictures_are_read_where_that_is_set_and_in_the_language_set(tmp_path: Path, text: str, language: str) -> None:
    assert load(written(tmp_path, f"[reading]\n{text}")).reads_pictures_as == language


def test_the_body_in_the_comments_of_the_example_can_be_used_as_it_stands(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# ") for line in lines[lines.index("[bodies]") :] if re.match(r"# (?:\[|\w+ =)", line)]
    (body,) = load(written(tmp_path, "\n".join(shown))).bodies.bodies
    assert (body.folder, len(body.offices), len(body.people), len(body.holders)) == ("fire", 2, 2, 1)


def test_the_grants_in_the_comments_of_the_example_can_be_used_as_they_stand(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    start, end = lines.index("[access]"), lines.index("[bodies]")
    shown = [line.removeprefix("# ") for line in lines[start:end] if re.match(r"# (?:\[|\w+ =)", line)]
    given = dict(load(written(tmp_path, "\n".join(shown))).access.all())
    assert set(given) == {"members", "groups.S0123ABC", "users.U0123ABC", "channels.C0123ABC"}
    assert given["groups.S0123ABC"].rights == {"ask", "note"}
    assert given["users.U0123ABC"].scope == Scope(None, None)


@pytest.mark.parametrize("engine", ENGINES)
def test_each_engine_may_be_set(tmp_path: Path, engine: str) -> None:
    assert load(written(tmp_path, f'[index]\nengine = "{engine}"')).engine == engine


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[answer]\nlimit = 3",
            "there is no section [answer]. Known are [minutes], [reindex], [reading], [index], [answers], [digest], "
            "[slack], [audit], [access], [bodies].",
        ),
        ("limit = 3", "there is no section [limit]."),
        ("[answers]\nlimits = 3", "[answers] knows no 'limits'. Known are limit."),
        ("[answers]\nlimit = 0", "[answers] limit is 0. It is to be 1 or more."),
        ("[answers]\nlimit = true", "[answers] limit is to be a whole number, not True."),
        ('[answers]\nlimit = "3"', "[answers] limit is to be a whole number, not '3'."),
        ('[index]\nengine = "lucene"', "[index] engine is 'lucene'. It is to be one of whoosh, fts5."),
        ("[index]\nfolder = 3", "[index] folder is to be words in quotes, not 3."),
        ('[reading]\nocr = "eng"', "[reading] ocr is to be true or false, not 'eng'."),
        ('[reading]\nocr_language = "English, Welsh"', "It is to be as tesseract names languages: eng, eng+cym."),
        ('[reading]\nocr_language = "--help"', "[reading] ocr_language is '--help'."),
        ('[minutes]\nfolders = "board"', "[minutes] folders is to be a list, not 'board'."),
        ("[minutes]\nfolders = [1]", "[minutes] folders is to be a list of folders in quotes."),
        ('[digest]\nevery = "year"', "[digest] every is 'year'. It is to be one of day, week, never."),
        ('[digest]\nweekday = "Monday"', "[digest] weekday is 'Monday'. It is to be one of monday, tuesday,"),
        ("[digest]\nahead = -1", "[digest] ahead is -1. It is to be 0 or more."),
        (
            "[digest]\nowners = { CC = 3 }",
            '[digest] owners is to name a channel or person in Slack: { "CC" = "C0123" }.',
        ),
        ('[digest]\nowners = "CC"', "[digest] owners is to be a table, not 'CC'."),
        ("[reindex]\nmax_age = 0", "[reindex] max_age is 0. It is to be 1 or more."),
        ('[minutes]\nglobs = "*.pdf"', "[minutes] globs is to be a list, not '*.pdf'."),
        ("[minutes]\nignore = [1]", "[minutes] ignore is to be a list of patterns of file names in quotes."),
        (
            '[minutes]\nignore = ["!"]',
            "[minutes] '!' is no pattern of file names. Write it as in .gitignore: *.pdf, old/.",
        ),
        ("[reindex]\nkeep = 0", "[reindex] keep is 0. It is to be 1 or more."),
        ("[reindex]\nmax_shrink = 20", "[reindex] max_shrink is 20.0. It is to be a share from 0 to 1."),
        ('[reindex]\nmax_shrink = "20 %"', "[reindex] max_shrink is to be a number, not '20 %'."),
        ("[reindex]\nfile_seconds = 0", "[reindex] file_seconds is 0.0. It is to be more than 0."),
        ('[reindex]\nwhen_busy = "kill"', "[reindex] when_busy is 'kill'. It is to be one of leave, wait."),
        ('[slack]\nmode = "post"', "[slack] mode is 'post'. It is to be one of socket, http."),
        ("[slack]\nport = 70000", "[slack] port is 70000. It is to be from 0 to 65535."),
        ("[audit]\nretain_days = 0", "[audit] retain_days is 0. It is to be 1 or more."),
        ('[access]\nadmins = ["U1"]', "[access] knows no 'admins'. Known are members, groups, users, channels."),
        ("[access.users.ann]", "[access.users] 'ann' is no id of Slack's; one looks like U0123ABC."),
        ("[access.members]\nmarkings = ['*']", "[access.members] bodies is to be a list of words in quotes"),
        ("[access.members]\nbodies = ['*']", "[access.members] markings is to be a list of words in quotes"),
        (
            "[access.members]\nbodies = ['*']\nmarkings = ['*']\nrights = ['write']",
            "[access.members] rights: there is no 'write'. Known are ask, note, administer.",
        ),
        (
            "[access.channels.C1]\nbodies = ['*']\nmarkings = ['*']\nrights = ['note']",
            "[access.channels.C1] a channel may only ask. Give 'note' to a group or a user.",
        ),
        (
            "[access.groups.S1]\nbodies = ['*']\nmarkings = ['*']\nshared = true",
            "[access.groups.S1] knows no 'shared'.",
        ),
        ("[answers", "is no valid TOML"),
        (b"[answers]\nlimit = 3 # \xff", "is no valid TOML"),
    ],
)
def test_what_cannot_be_used_is_named_with_the_file_and_what_was_expected(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as raised:
        load(path)
    assert str(path) in str(raised.value)
    assert said in str(raised.value)


@pytest.mark.parametrize("name", ["gone.toml", "."])
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read .*Copy config\.example\.toml to it\."):
        load(tmp_path / name)


def test_the_settings_of_the_nightly_job_are_its_rules(tmp_path: Path) -> None:
    text = """[minutes]\nglobs = ["*.pdf"]\nignore = ["old/"]
[reindex]\nkeep = 9\nmax_shrink = 1\nfile_seconds = 60\nwhen_busy = "wait"\n"""
    assert load(written(tmp_path, text)).rules == Rules(("*.pdf",), ("old/",), 9, 1.0, False, 60.0, True)
    assert Config().rules == Rules()
