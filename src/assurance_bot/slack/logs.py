"""What the Slack libraries may log.

At DEBUG they log every message, and at INFO the body of a refused request: neither may reach the log, for both hold
what people asked.
"""

import logging

REFUSED = "Invalid request signature detected"
SKIPPED = "As you gave `client` as well"


def bolt_log() -> logging.Logger:
    """Return the logger that Bolt and the SDK are given: never below INFO, and never with a person's words."""
    log = logging.getLogger("assurance_bot.slack.bolt")
    log.setLevel(max(logging.INFO, logging.getLogger().getEffectiveLevel()))
    log.addFilter(_discreet)  # Bolt copies level and filters to its own loggers
    return log


def _discreet(record: logging.LogRecord) -> bool:
    if str(record.msg).startswith(REFUSED):
        record.msg, record.args = "A request was refused: its signature is not Slack's, or is too old.", ()
    return not str(record.msg).startswith(SKIPPED)
