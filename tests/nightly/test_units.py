"""The files that start the nightly job: sound for the program that reads them, and naming a command that there is."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.command import inside
from support.demo import REPOSITORY

INDEX = REPOSITORY / "index"
SERVICE, TIMER = INDEX / "assurance-reindex.service", INDEX / "assurance-reindex.timer"
HARDENED = ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=assurance-bot", "CapabilityBoundingSet=")
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def installed(folder: Path, *, spoilt: str = "") -> list[Path]:
    """Copy the units as an administrator does, with the paths of a program that is there."""
    program = folder / "srv" / ".venv" / "bin" / "assurance-bot"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    copies = []
    for unit in (SERVICE, TIMER):
        text = unit.read_text(encoding="utf-8").replace("/srv/assurance-bot", str(folder / "srv"))
        copies.append(folder / unit.name)
        copies[-1].write_text(text.replace(spoilt, f"Spoilt{spoilt}") if spoilt else text, encoding="utf-8")
    return copies


def verified(units: list[Path]) -> str:
    """Return what `systemd-analyze verify` complains of."""
    command = ["systemd-analyze", "verify", "--man=no", *map(str, units)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    names = "|".join(unit.name for unit in units)
    ours = [line for line in done.stderr.splitlines() if re.search(names, line)]
    return "\n".join(ours) if ours or not done.returncode else done.stderr


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_timer_and_the_service(tmp_path: Path) -> None:
    assert verified(installed(tmp_path)) == ""


@needs_systemd
@pytest.mark.parametrize("spoilt", ["OnCalendar", "NoNewPrivileges"])
def test_systemd_would_find_a_word_that_it_does_not_know(tmp_path: Path, spoilt: str) -> None:
    assert f"Spoilt{spoilt}" in verified(installed(tmp_path, spoilt=spoilt))


def test_the_service_is_held_to_what_it_needs() -> None:
    lines = SERVICE.read_text(encoding="utf-8").splitlines()
    assert [wanted for wanted in HARDENED if wanted not in lines] == []


def commands() -> dict[str, str]:
    """Return the command line of each way to start the job, by the file that holds it."""
    unit = re.search(r"^ExecStart=(.*)$", SERVICE.read_text(encoding="utf-8"), re.MULTILINE)
    cron = [line for line in (INDEX / "crontab").read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    (container,) = cronjob()["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    assert unit is not None
    return {"service": unit[1], "crontab": cron[0], "cronjob": container["command"][-1]}


def cronjob() -> dict[str, Any]:
    held = yaml.safe_load((INDEX / "cronjob.yaml").read_text(encoding="utf-8"))
    assert (held["apiVersion"], held["kind"]) == ("batch/v1", "CronJob")
    spec: dict[str, Any] = held["spec"]
    return spec


@pytest.mark.parametrize("file", ["service", "crontab", "cronjob"])
def test_each_runs_a_command_that_there_is(file: str) -> None:
    _, _, given = commands()[file].partition("assurance-bot --config ")
    config, *args = shlex.split(given.partition("||")[0])
    assert config.endswith("config.toml")
    assert inside(*args, "--help").status == 0


def test_in_kubernetes_one_job_runs_at_a_time_and_none_is_tried_twice_in_a_night() -> None:
    spec = cronjob()
    assert spec["concurrencyPolicy"] == "Forbid"
    assert spec["jobTemplate"]["spec"]["backoffLimit"] == 0


def test_all_run_at_half_past_two_as_the_readme_says() -> None:
    assert "OnCalendar=*-*-* 02:30" in TIMER.read_text(encoding="utf-8")
    assert commands()["crontab"].startswith("30 2 * * * ")
    assert str(cronjob()["schedule"]) == "30 2 * * *"
    readme = (INDEX / "README.md").read_text(encoding="utf-8")
    for name in (SERVICE.name, TIMER.name, "crontab", "cronjob.yaml", "serve --with-nightly 02:30"):
        assert name in readme
