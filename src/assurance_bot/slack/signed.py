"""Requests over HTTP that are not Slack's, or that come a second time: refused with 401, and told in the log.

Neither a body nor a signature is logged; whoever sends many such requests does not fill the log.
"""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from assurance_bot.slack.once import Seen

LOG = logging.getLogger(__name__)

BETWEEN = 60.0
"""Seconds between two lines that tell of the same kind of refusal."""
NOT_SLACKS = (
    "its signature is not Slack's, or is too old. If Slack sent it, look at SLACK_SIGNING_SECRET and at the clock"
)
REPLAYED = "it came before, with the same signature"


def only_slacks(secret: str) -> Callable[..., BoltResponse | None]:
    """Return the middleware that lets through what Slack signed with `secret`, once; over a socket all comes from Slack.

    Events may come again: Slack sends them again, and they are known by their own ids.
    """
    verifier, seen, refusals = SignatureVerifier(secret), Seen(), Refusals()

    def check(request: BoltRequest, next_: Callable[[], BoltResponse]) -> BoltResponse | None:
        if request.mode == "socket_mode":
            return next_()
        if not _signed(verifier, request):
            return refusals.refuse(NOT_SLACKS)
        if "event_id" not in request.body and not seen.first(signature_of(request)):
            return refusals.refuse(REPLAYED)
        return next_()

    return check


def signature_of(request: BoltRequest) -> str:
    """Return the signature of a request, "" where it has none."""
    return _header(request, "x-slack-signature")


class Refusals:
    """What was refused, told in the log once a minute for each reason; may be asked from any thread."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._told: dict[str, float] = {}

    def refuse(self, why: str) -> BoltResponse:
        """Return the refusal of a request."""
        now = self._clock()
        with self._lock:
            news = why not in self._told or now - self._told[why] >= BETWEEN
            if news:
                self._told[why] = now
        if news:
            LOG.warning("A request was refused: %s. (Told at most once a minute.)", why)
        return BoltResponse(status=401, body={"error": "invalid request"})


def _signed(verifier: SignatureVerifier, request: BoltRequest) -> bool:
    """Say whether Slack signed a request, at most five minutes ago; a timestamp that is no number is not Slack's."""
    try:
        timestamp = _header(request, "x-slack-request-timestamp")
        return bool(verifier.is_valid(request.raw_body, timestamp, signature_of(request)))
    except (ValueError, TypeError, OverflowError):
        return False


def _header(request: BoltRequest, name: str) -> str:
    found: Any = request.headers.get(name) or [""]
    return str(found[0])
