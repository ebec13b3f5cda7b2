"""The bot as a process of its own: started from the environment, stopped by a signal."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from slack import sample
from slack.blockkit import words
from slack.recorder import Recorder
from slack.requests import mention
from slack.wire import Wire

TESTS = Path(__file__).parent.parent
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test"}


def run(api: str, tokens: dict[str, str], index: Path) -> "subprocess.Popen[str]":
    environ = {**os.environ, **tokens, "PYTHONPATH": str(TESTS)}
    return subprocess.Popen(
        [sys.executable, "-m", "slack.serving", api, index], env=environ, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_the_answer_in_flight_and_ends_cleanly(
    told: signal.Signals, recorder: Recorder, wire: Wire, tmp_path: Path
) -> None:
    recorder.socket_url = wire.url
    with run(recorder.api, TOKENS, tmp_path) as process:
        wire.wait_for_links(1)
        wire.wait_for_ack(wire.deliver("events_api", mention()))
        process.send_signal(told)
        _, complaints = process.communicate(timeout=20)
    assert process.returncode == 0, complaints
    assert complaints == ""
    (answer,) = [call for call in recorder.messages() if sample.PLEDGE in "\n".join(words(call.payload["blocks"]))]
    assert answer.payload["channel"] == "C1"


def test_without_tokens_it_says_which_are_missing_and_ends(tmp_path: Path) -> None:
    with run("http://127.0.0.1:9/api/", {}, tmp_path) as process:
        _, complaints = process.communicate(timeout=20)
    assert process.returncode == 1
    assert complaints.startswith("The bot cannot start. SLACK_BOT_TOKEN is not set; it is shown on the app's page")
    assert "SLACK_APP_TOKEN is not set" in complaints


def test_the_script_in_the_bot_folder_says_which_tokens_are_missing() -> None:
    script = TESTS.parent / "bot" / "app.py"
    ended = subprocess.run(
        [sys.executable, script], env=os.environ, capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode == 1
    assert "SLACK_BOT_TOKEN is not set" in ended.stderr
    assert "Traceback" not in ended.stderr
