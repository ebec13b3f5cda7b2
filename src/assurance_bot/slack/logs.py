"""What the Slack libraries may log: at DEBUG they log every message, which may not reach the log."""

import logging

SKIPPED = "As you gave `client` as well"


def bolt_log() -> logging.Logger:
    """Return the logger that Bolt and the SDK are given: never below INFO, and never with a person's words."""
    log = logging.getLogger("assurance_bot.slack.bolt")
    log.setLevel(max(logging.INFO, logging.getLogger().getEffectiveLevel()))
    log.addFilter(_discreet)  # Bolt copies level and filters to its own loggers
    return log


def _discreet(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(SKIPPED)
