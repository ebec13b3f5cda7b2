"""The bot's own sentences, and what people typed without Slack's markup."""

import re
from collections.abc import Collection
from typing import Literal

from assurance_bot.render.blockkit import Message
from assurance_bot.render.slack import plain_message

MARKUP = {
    "person": re.compile(r"<@[^<>]*>"),  # <@U024BE7LH>, <@U024BE7LH|maren>
    "labelled": re.compile(r"<[^<>|]*\|([^<>]*)>"),  # <#C024BE7LR|scrutiny>, <https://example.org|the plan>
    "group": re.compile(r"<[!#][^<>|]*>"),  # <!here>, <#C024BE7LR>
    "address": re.compile(r"<([^<>|]+)>"),  # <https://example.org>
}
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}

WORKING = "Looking in the minutes …"
HELP = (
    "I find and quote what was said in the minutes. I never reword them, and I say what I searched.",
    "",
    "Mention me with a question: who, what about, and when if you like. For example:",
    "what did the Chief Constable commit to on burglary since 2020?",
    "In the thread you can go on: “and the DCC?”, “what about 2023?”, “more”.",
    "",
    "/actions lists actions, and only you see the list until you share it. For example:",
    "/actions overdue",
    "/actions open CC about estates",
    "/actions due week, /actions due month, /actions due 14 (within so many days)",
    "/actions reported (told of, no closure minuted), /actions superseded (replaced by another)",
    "/actions all in Police Board since January 2023",
    "/actions A-5VWRP5 shows one action by its id, or by the beginning of it.",
    "A status, an owner, “about” with a topic, “in” with a body, days (“set in March”, “since 2023”) and an order "
    "(“newest first”, “by owner”) go together in any mix.",
    "",
    "/assurance answers a question, and only you see the answer. For example:",
    "/assurance history estates",
    "/assurance brief estates (all there is on it for the next meeting)",
    "/assurance status (what is indexed, and how old it is)",
)


def plain_words(typed: str) -> str:
    """Return what was typed, mentions left out, links as their words, Slack's escapes undone, white space folded."""
    words = MARKUP["labelled"].sub(r"\1", MARKUP["person"].sub(" ", typed))
    words = MARKUP["group"].sub(" ", words)
    words = MARKUP["address"].sub(r"\1", words)
    for entity, char in ENTITIES.items():
        words = words.replace(entity, char)
    return " ".join(words.split())


def names_an_account(typed: str, *, besides: Collection[str] = ()) -> bool:
    """Say whether somebody is named by their Slack account, which minutes do not know: "/actions open @maren".

    `besides` are the accounts that may be named: the bot's own.
    """
    named = (found.group().strip("<@>").partition("|")[0] for found in MARKUP["person"].finditer(typed))
    return any(account not in besides for account in named)


WHOM = {
    "list": ("so I listed nothing", "/actions open Jane Roe, or /actions open CC"),
    "question": ("so I looked for nothing", "what did Jane Roe commit to, or the CC"),
    "message": ("so I looked for nothing in that message", "/assurance what did Jane Roe commit to, or the CC"),
}
"""What is said, and offered, where an account is named: in a list, in a question, in somebody's message."""


def whom_message(asked: Literal["list", "question", "message"]) -> Message:
    """Return the sentence for what was asked where it names somebody by their Slack account."""
    done, example = WHOM[asked]
    return plain_message(
        f"The minutes know people by name and office, not by their Slack accounts, {done}. "
        f"Write the name as the minutes have it: {example}."
    )


def help_message() -> Message:
    """Return what the bot does and how to ask it."""
    return plain_message(*HELP)


def working_message() -> Message:
    """Return the sentence that stands where a slow answer will be."""
    return plain_message(WORKING)


def unready_message(reference: str) -> Message:
    """Return the sentence for what only those who run the bot can set right, with the reference to find it by."""
    return plain_message(
        f"The minutes cannot be read just now (reference {reference}). The people who run this bot can set it right; "
        "then ask again."
    )


def trouble_message(reference: str) -> Message:
    """Return the sentence for a fault of ours, with the reference under which the log holds it."""
    return plain_message(
        f"Something went wrong here (reference {reference}). The people who run this bot can find it in the log."
    )
