"""The files beside the bot: what they name is there, and what they run is what the program understands."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import yaml
from click import Group

from assurance_bot.cli import cli
from assurance_bot.slack.tokens import NAMES
from support.demo import REPOSITORY

BOT = REPOSITORY / "bot"


def test_the_unit_runs_a_command_that_there_is_and_takes_tokens_from_files() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(BOT / "assurance-bot.service", encoding="utf-8")
    start = unit["Service"]["ExecStart"].split()
    assert isinstance(cli, Group)
    assert (Path(start[0]).name, start[-1] in cli.commands) == ("assurance-bot", True)
    text = (BOT / "assurance-bot.service").read_text(encoding="utf-8")
    assert set(re.findall(r"^Environment=(\w+)=", text, re.MULTILINE)) == {f"{name}_FILE" for name in NAMES}
    assert set(re.findall(r"%d/([\w-]+)", text)) == set(re.findall(r"LoadCredential=([\w-]+):", text))


def test_the_compose_file_builds_what_is_here_and_holds_no_secret() -> None:
    told = yaml.safe_load((BOT / "compose.yaml").read_text(encoding="utf-8"))
    bot = told["services"]["bot"]
    assert (BOT / bot["build"]["context"] / bot["build"]["dockerfile"]).is_file()
    command, *options = bot["command"][bot["command"].index("serve") :]
    assert {option for option in options if option.startswith("--")} == {"--with-nightly"}
    assert "--with-nightly" in {name for option in cli.commands[command].params for name in option.opts}
    tokens = {name: path for name, path in bot["environment"].items() if name != "TZ"}
    assert set(tokens) == {f"{name}_FILE" for name in NAMES}
    assert {Path(path).name for path in tokens.values()} == set(told["secrets"]) == set(bot["secrets"])
    assert "bot/secrets/" in (REPOSITORY / ".gitignore").read_text(encoding="utf-8")


def test_what_the_container_is_built_from_is_there() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (BOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for line in copied for name in line.split() if not (REPOSITORY / name).exists()] == []


def test_every_link_of_the_readme_and_of_the_page_on_access_leads_somewhere() -> None:
    for page in (BOT / "README.md", REPOSITORY / "docs" / "access.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == []
