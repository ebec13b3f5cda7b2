"""References: minutes pointing at another meeting or day."""

from collections.abc import Iterator

from assurance_bot.dates import find_references
from assurance_bot.extract.reading import Reading
from assurance_bot.prose import sentences
from assurance_bot.records import Reference


def find(reading: Reading) -> Iterator[Reference]:
    """Yield the references of a meeting in order; the quote is the sentence they stand in."""
    if reading.meeting.date is None:
        return
    for spoken in reading.spoken:
        if spoken.passage.label == "attendance":
            continue
        text = spoken.flow.text
        for start, end in sentences(text):
            for mentioned in find_references(text[start:end], meeting=reading.meeting.date):
                written = text[start + mentioned.start : start + mentioned.end]
                yield Reference(
                    id=reading.name("Reference", f"{text[start:end]} @ {written}"),
                    meeting=reading.meeting.id,
                    item=spoken.passage.item,
                    passage=spoken.passage.index,
                    quote=reading.quote(spoken, start, end),
                    written=written,
                    start=mentioned.start_day,
                    end=mentioned.end_day,
                    to_meeting=mentioned.to_meeting,
                )
