"""From a piece of work to what is posted: always an answer or a plain error with a reference, never silence.

The log holds what went wrong without the words of the exception, which may be those of a question.
"""

import logging
import secrets
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from slack_sdk.errors import SlackApiError

from assurance_bot.errors import AssuranceError, ConfigError, DamagedError, LedgerError, NoGenerationError
from assurance_bot.render.blockkit import Message
from assurance_bot.render.slack import plain_message
from assurance_bot.slack.posting import Post, RefusedError
from assurance_bot.slack.words import trouble_message, unready_message, working_message

LOG = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds a person waits before the bot says that it is looking."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another when read out


def handle(work: Callable[[], Message], post: Post, *, patience: float = PATIENCE) -> None:
    """Post what `work` returns, or why there is nothing; say after `patience` seconds that it is being looked for."""
    with _working(post, patience):
        message = _outcome(work)
    try:
        deliver(message, post)
    except Exception as error:  # noqa: BLE001 - whatever Slack refused, the person is told so
        _excuse(post, note(error))


def handle_aside(work: Callable[[], Message], post: Post, aside: Post) -> None:
    """Post what `work` returns; why there is nothing is said `aside`, so that what others read stays as it is."""
    try:
        deliver(work(), post)
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        said = explained(error)
        handle(lambda: said, aside)


def deliver(message: Message, post: Post) -> None:
    """Post a message, or what stands in its place where Slack does not take it. Raises what `post` raises."""
    try:
        post(message)
    except (RefusedError, SlackApiError) as error:
        if message.instead is None:
            raise
        note(error)
        post(message.instead)


def note(error: BaseException) -> str:
    """Log where `error` was raised, without its words; return the reference to find it by."""
    reference = "".join(secrets.choice(_LETTERS) for _ in range(4))
    LOG.error("reference %s: %s", reference, _trail(error))
    return reference


def explained(error: Exception) -> Message:
    """Return what a person is told in the place of an answer: the sentence, or a reference to what the log holds."""
    if isinstance(error, ConfigError | NoGenerationError | DamagedError | LedgerError):
        return unready_message(note(error))
    return plain_message(str(error)) if isinstance(error, AssuranceError) else trouble_message(note(error))


def _outcome(work: Callable[[], Message]) -> Message:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - any fault of ours is noted and owned up to
        return explained(error)


def _excuse(post: Post, reference: str) -> None:
    try:
        post(trouble_message(reference))
    except Exception as error:  # noqa: BLE001 - nothing is left but the log
        LOG.error("reference %s could not be told to anybody: %s", reference, _trail(error))


@contextmanager
def _working(post: Post, patience: float) -> Iterator[None]:
    """Within, after `patience` seconds, the bot has said that it is looking; that post is over when this ends."""

    def say_so() -> None:
        try:
            post(working_message())
        except Exception as error:  # noqa: BLE001 - the answer itself may still get through
            note(error)

    timer = Timer(patience, say_so)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _trail(error: BaseException) -> str:
    """Return the kind of `error` and of those that led to it, each with the lines of code it came through."""
    told = []
    at: BaseException | None = error
    while at is not None:
        told.append(f"{_kind(at)}\n{''.join(traceback.format_tb(at.__traceback__))}")
        at = at.__cause__ or at.__context__
    return "from ".join(told)


def _kind(error: BaseException) -> str:
    """Return the class of `error`, with Slack's own word for it where Slack refused something."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, SlackApiError):
        return f"{name}: {error.response.get('error')}"
    return f"{name}: {error}" if isinstance(error, RefusedError) else name
