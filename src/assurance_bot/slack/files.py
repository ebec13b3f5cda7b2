"""A list as a file for spreadsheets, sent to the person alone: a channel sees only what somebody shares in it."""

from slack_sdk import WebClient

from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.errors import NotFoundError
from assurance_bot.render.blockkit import Message
from assurance_bot.render.data import actions_csv
from assurance_bot.render.slack import plain_message
from assurance_bot.slack.visits import Visit


def send_file(token: str, *, visit: Visit, client: WebClient) -> Message:
    """Send a kept list as CSV in the conversation with who was let in; return the sentence that says so.

    Raises ForgottenError, and SlackApiError where Slack takes no file.
    """
    answer = visit.turned(token).answer
    rows = (*answer.findings, *answer.beside)
    if not rows:
        raise NotFoundError("action", "in this list")
    told = plain_message(
        f"{count(len(rows), 'action')} as on {in_words(answer.as_of)}, as a file: {answer.understood}."
    )
    visit.told(answer, detail="file")
    said = client.chat_postMessage(
        channel=visit.asker.user, text=told.text, blocks=told.blocks, unfurl_links=False, unfurl_media=False
    )
    client.files_upload_v2(
        channel=str(said["channel"]),
        thread_ts=str(said["ts"]),
        filename=f"actions-{answer.as_of:%Y-%m-%d}.csv",
        title=f"Actions as on {in_words(answer.as_of)}",
        content="\ufeff" + actions_csv(rows),
    )
    return plain_message("The file is in your conversation with me.")
