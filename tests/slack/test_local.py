"""`serve --local` in a real browser: ask, go on, page, open the context, close an action, see the home."""

from __future__ import annotations

import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assurance_bot.config import Config
from assurance_bot.local import start
from assurance_bot.local.door import Running
from assurance_bot.serving import OWN, front
from slack.blockkit import faults, view_faults
from slack.fronts import morning
from support.demo import a_copy_of_demo

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
BROWSER = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no chromium or chromedriver here: apt-get install chromium chromium-driver"
)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Running]:
    """The page, on a copy of the example index; whatever was sent to it must have been valid and inert."""
    whole = front(Config(index=a_copy_of_demo(tmp_path), access=OWN), now=morning)
    running = start(whole, name="Tobias Wren", port=0)
    yield running
    running.close()
    for message in running.stage.messages:
        if message["user"] == "UBOT" and message["blocks"]:
            sent = {**message, "unfurl_links": False, "unfurl_media": False}
            assert faults(sent, method="response_url") == []
    for view in [*running.stage.views, *filter(None, [running.stage.home])]:
        assert list(view_faults({k: v for k, v in view.items() if k not in ("id", "hash", "faults")})) == []


@pytest.fixture
def browser() -> Iterator[Chrome]:
    """A headless browser that talks to this machine alone."""
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for told in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "no-proxy-server",
                 "disable-background-networking", "window-size=900,1100"):  # fmt: skip
        options.add_argument(f"--{told}")
    driver = Chrome(options=options, service=ChromeService(str(DRIVER)))
    yield driver
    driver.quit()


class Sitting:
    """Somebody before the page: types, presses what is there, and waits for what is to come."""

    def __init__(self, driver: Chrome, url: str) -> None:
        self.driver = driver
        driver.get(url)
        self.waits("textarea")

    def waits(self, selector: str, *, words: str = "") -> Any:
        """Return the last element of a selector that holds some words, once there is one."""
        from selenium.webdriver.support.ui import WebDriverWait

        script = (
            "return [...document.querySelectorAll(arguments[0])].filter(e => e.innerText.includes(arguments[1])).pop()"
        )
        return WebDriverWait(self.driver, 20).until(lambda d: d.execute_script(script, selector, words))

    def says(self, text: str) -> None:
        """Type something and send it."""
        self.waits("textarea").send_keys(text)
        self.waits(".composer button[type=submit]").click()

    def presses(self, selector: str, *, words: str = "") -> None:
        """Press the last of what a selector finds."""
        self.driver.execute_script("arguments[0].click()", self.waits(selector, words=words))

    def chooses(self, selector: str, number: int) -> None:
        """Choose from a menu."""
        from selenium.webdriver.support.ui import Select

        Select(self.waits(selector)).select_by_index(number)


@BROWSER
def test_everything_can_be_tried_in_a_browser(browser: Chrome, page: Running) -> None:
    you = Sitting(browser, page.url)
    you.says("what did the CC commit to on vetting?")
    you.waits("[data-from=bot]", words="commitments")
    you.presses("[data-action=show_context]")
    you.waits(".modal", words="The words quoted are in bold")
    you.presses(".modal footer button", words="Close")
    you.presses("[data-reply]")
    you.says("and the DCC?")
    you.waits("[data-from=bot]", words="as before, but for the DCC")
    you.presses("button", words="Leave the thread")

    you.says("/actions all")
    you.waits("[data-from=bot]", words="Page 1 of")
    you.presses("[data-action=turn_page]")
    you.waits("[data-from=bot]", words="Page 2 of")

    you.says("/actions open")
    you.waits("[data-from=bot]", words="open actions")
    you.chooses("[data-action=open_one]", 1)
    you.presses(".modal [data-action=note_close]")
    you.waits(".modal", words="Why is it closed?")
    you.presses(".modal footer button", words="Close")
    assert you.waits(".fault", words="Please fill this in.")
    you.waits(".modal textarea").send_keys("The letter came")
    you.presses(".modal footer button.primary")
    you.waits(".modal", words="Noted: Closed by Tobias Wren")
    you.presses(".modal footer button", words="Close")
    you.waits(".modal", words="In the minutes")
    you.presses(".modal footer button", words="Close")

    you.presses("[data-tab=home]")
    you.waits(".stream", words="24 meetings indexed")
    you.chooses("[data-action=choose_office]", 3)
    you.waits(".stream table")
    logged: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    assert [entry for entry in logged if entry["level"] == "SEVERE"] == []


PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": False}


def on_a_phone(browser: Chrome) -> Chrome:
    """Make the browser's window as large as the screen of a phone."""
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    return browser


@BROWSER
def test_an_answer_is_no_taller_than_the_screen_of_a_phone(browser: Chrome, page: Running) -> None:
    you = Sitting(on_a_phone(browser), page.url)
    heights = "return [...document.querySelectorAll('[data-from=bot]')].map(each => each.offsetHeight)"
    tall: list[int] = browser.execute_script(heights)
    for asked in TALL:
        before, until = len(tall), time.monotonic() + 30
        you.says(asked)
        while len(tall) == before:
            assert time.monotonic() < until, f"no answer came: {asked}"
            time.sleep(0.1)
            tall = browser.execute_script(heights)
    told = zip(TALL, tall[-len(TALL) :], strict=True)
    assert [each for each in told if not 150 < each[1] <= PHONE["height"]] == []


TALL = (
    "what did the CC commit to on workforce?",
    "what was said about custody?",
    "what did the PCC ask about custody?",
    "history of the recovery plan",
    "everything on vetting for the next meeting",
    "what was decided about estates?",
    "what did the CC commit to on submarines?",
)


@BROWSER
@pytest.mark.parametrize("asked", ["all", "overdue", "closed"])
def test_a_list_is_seen_whole_at_the_width_of_a_phone(asked: str, browser: Chrome, page: Running) -> None:
    you = Sitting(on_a_phone(browser), page.url)
    you.says(f"/actions {asked}")
    table = you.waits(".scroll", words="Status and due date")
    wide, room = browser.execute_script("return [arguments[0].scrollWidth, arguments[0].clientWidth]", table)
    assert 250 < wide <= room < 390


def get(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=5) as reply:  # noqa: S310
            return int(reply.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_only_the_page_itself_may_ask_and_only_by_the_name_of_this_machine(page: Running) -> None:
    assert get(f"{page.url}/") == 200
    assert get(f"{page.url}/", Host="evil.example") == 403
    assert get(f"{page.url}/local/state?since=-1") == 404
    assert get(f"{page.url}/local/state?since=-1", **{"X-Local-Token": "guess"}) == 404
    assert get(f"{page.url}/page.js") == 200
    assert get(f"{page.url}/../door.py") == 404
