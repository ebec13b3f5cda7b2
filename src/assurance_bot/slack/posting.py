"""Two places where an answer goes: a thread, or the person who gave a command. A `Post` raises when Slack refuses.

Links and media are never unfurled, and everything posted has blocks, which Slack shows literally.
"""

from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.webhook import WebhookClient

from assurance_bot.render.blockkit import Message

Post = Callable[[Message], None]


class RefusedError(Exception):
    """Slack did not take an answer to a command."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"the response address answered {status} {words[:80]!r}")


def patient() -> list[RetryHandler]:
    """Return what to do when Slack is busy or broken: wait as long as it says, or try again soon."""
    return [
        ConnectionErrorRetryHandler(),
        RateLimitErrorRetryHandler(max_retry_count=3),
        ServerErrorRetryHandler(max_retry_count=2),
    ]


class Threaded:
    """Posts in a channel, in a thread where one is named: the first message is posted, each further one takes its place.

    `ts` is that of the message, None before there is one; given, that message is the first to be replaced.
    """

    def __init__(self, client: WebClient, *, channel: str, thread: str = "", ts: str | None = None) -> None:
        self._client, self._channel, self._thread = client, channel, thread
        self.ts = ts

    def __call__(self, message: Message) -> None:
        """Post a message. Raises SlackApiError where Slack refuses it."""
        if self.ts and _replaced(self._client, self._channel, self.ts, message):
            return
        reply = self._client.chat_postMessage(
            channel=self._channel,
            thread_ts=self._thread or None,
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )
        self.ts = str(reply["ts"])


def _replaced(client: WebClient, channel: str, ts: str, message: Message) -> bool:
    """Put `message` in the place of an earlier one; return False where that can no longer be edited."""
    try:
        client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
    except SlackApiError:
        return False
    return True


def to_person(client: WebClient, *, response_url: str, replace: bool = False) -> Post:
    """Return how to answer a command or a button, seen by its giver alone; Slack allows five answers in half an hour.

    With `replace` the message in which the button stands is replaced, whoever sees it.
    """
    webhook = WebhookClient(
        response_url, proxy=client.proxy, ssl=client.ssl, logger=client.logger, retry_handlers=patient()
    )

    def post(message: Message) -> None:
        reply = webhook.send(
            text=message.text,
            blocks=message.blocks,
            response_type=None if replace else "ephemeral",
            replace_original=replace,
            unfurl_links=False,
            unfurl_media=False,
        )
        if reply.status_code != 200:
            raise RefusedError(reply.status_code, reply.body)

    return post
