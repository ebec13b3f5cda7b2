"""Who is said to speak: a wrong speaker is worse than none, so what is not certain names nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_bot.extract.speech import first_of
from assurance_bot.records import Action, Question, Statement
from making import records_of

MINUTES = """
Northwold Assurance Board
Wednesday 6 March 2024

Present:
Ann Other, Police and Crime Commissioner (PCC)
Bob Smith, Chief Constable (CC)
Cat Jones, Deputy Chief Constable (DCC)
Councillor Una Vale

1. Vetting
{words}

2. Fences
{marked}
"""
MARKED = "ACTION: Cat Jones to mend the fence."


def said(words: str) -> list[tuple[str, ...]]:
    """Return the speakers of each statement."""
    return [
        tuple(p.label for p in s.speakers) for s in records_of(MINUTES.format(words=words, marked=MARKED), Statement)
    ]


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("In response to a question from the PCC, the CC said that checks would be done by May.", ("CC",)),
        ("In response to a question from the PCC the CC said that checks would be done by May.", ("CC",)),
        ("In reply to the CC, the DCC explained that two posts were vacant.", ("DCC",)),
        ("Following a question by Cat Jones, Bob Smith said he would ring the hospital.", ("CC",)),
        ("When asked by the PCC, the CC said that it was on track.", ("CC",)),
        ("On behalf of the CC, the DCC undertook to publish the figures.", ("DCC",)),
        ("Responding to Cllr Vale, Bob Smith explained that all was well.", ("CC",)),
        ("Having thanked the PCC, the CC said that all was well.", ("CC",)),
        ("Unlike the PCC, the CC thought that all was well.", ("CC",)),
        ("In answer to questions from the PCC, Cllr Vale and the DCC, the CC said that all was well.", ("CC",)),
        ("As the PCC had asked, the CC confirmed that all was well.", ("CC",)),
        ("The CC and the DCC said that all was well.", ("CC", "DCC")),
        ("The PCC, the CC and the DCC said that all was well.", ("PCC", "CC", "DCC")),
        ("Later the CC and the DCC said that all was well.", ("CC", "DCC")),
        ("Bob Smith, Chief Constable, said that all was well.", ("CC",)),
    ],
)
def test_who_stands_in_an_introductory_clause_does_not_speak(words: str, speakers: tuple[str, ...]) -> None:
    assert said(words) == [speakers]


def test_a_question_told_of_in_an_introductory_clause_is_recorded_with_its_asker() -> None:
    words = "In response to a question from Cllr Vale, Bob Smith explained that all residents had been rehoused."
    (question,) = records_of(MINUTES.format(words=words, marked=MARKED), Question)
    assert question.asker
    assert question.asker.person == "Councillor Una Vale"
    assert len(question.replies) == 1


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Superintendent Smith said that he would reply by Friday.", "Superintendent Smith"),
        ("Mrs Smith, a resident, said that nobody had called her back.", "Mrs Smith"),
        ("Mr Jones (UNISON) said that pay was too low.", "Mr Jones"),
        ("Mr Jones, from the Federation, said that pay was too low.", "Mr Jones"),
        ("Mr Vale said that pay was too low.", "Councillor Una Vale"),
        ("Cllr Vale (Labour) said that pay was too low.", "Councillor Una Vale"),
        ("Mr Smith said that pay was too low.", "CC"),
        ("Mr Smith (CC) said that pay was too low.", "CC"),
        ("Mr Smith, the Chief Constable, said that pay was too low.", "CC"),
        ("Cllr Smith said that pay was too low.", "Cllr Smith"),
    ],
)
def test_a_surname_is_that_of_one_present_only_where_title_and_context_fit(words: str, written: str) -> None:
    assert said(words) == [(written,)]


@pytest.mark.parametrize(
    "words",
    [
        "The former CC had promised a review.",
        "The previous Chief Constable said that all was well.",
        "The acting CC said that all was well.",
        "The Chief Constable of Southwold said he would lend two officers.",
        "The CC’s staff officer said she would circulate the note.",
        "The office of the PCC said that all was well.",
        "A letter from the PCC said that all was well.",
        "The CC designate said that all was well.",
    ],
)
def test_words_of_another_are_not_those_of_the_holder(words: str) -> None:
    people = {"Ann Other", "Bob Smith", "Cat Jones"}
    found = records_of(MINUTES.format(words=words, marked=MARKED), Statement)
    assert not people & {p.person for s in found for p in s.speakers}


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("The CC apologised and left. The DCC took over. She said that response would improve.", [("CC",), ()]),
        ("The CC thanked the DCC, who said she would send the report.", [("CC",), ("DCC",)]),
        ("The PCC thanked the CC. He would write again next week.", [("PCC",), ()]),
        ("The PCC welcomed the CC. He said that all was well.", [("PCC",), ()]),
        ("The CC said that all was well. He would write next week.", [("CC",), ("CC",)]),
        ("The CC and the DCC said that all was well. She would write next week.", [("CC", "DCC"), ()]),
        ("The CC said that all was well, and the DCC said that she agreed.", [("CC",), ("DCC",)]),
    ],
)
def test_a_pronoun_goes_on_only_where_one_can_be_meant(words: str, speakers: list[tuple[str, ...]]) -> None:
    found = said(words)
    assert [s for s in found if s] == [s for s in speakers if s]


def test_a_pronoun_after_two_people_owns_no_action() -> None:
    words = "The PCC thanked the CC. He would write again next week."
    found = records_of(MINUTES.format(words=words, marked="None."), Action)
    assert [a.owners for a in found] in ([], [()])


@pytest.mark.parametrize(
    ("words", "committed"),
    [
        ("The PCC said that the CC would write to all victims.", False),
        ("The CC said that the PCC would write to the Minister.", False),
        ("The PCC noted that the CC had agreed to write to all victims.", False),
        ("The PCC said that she would write to the Minister.", True),
        ("The CC said that the DCC would write to all victims.", True),
        ("The CC said that he had promised to publish a plan last year and had done so.", False),
        ("The CC said that they had previously undertaken to publish it.", False),
        ("The CC promised to publish a plan.", True),
    ],
)
def test_a_commitment_is_the_speaker_s_own_and_new(words: str, committed: bool) -> None:
    (statement,) = records_of(MINUTES.format(words=words, marked=MARKED), Statement)
    assert (statement.nature == "commitment") is committed


def test_all_sentences_of_an_entry_have_the_speaker_whose_words_introduce_the_list() -> None:
    words = "The CC responded:\n- Vetting was late.\n- It was to be part of a review. The effect is not yet known."
    found = records_of(MINUTES.format(words=words, marked=MARKED), Statement)
    assert [(s.speakers[0].label, s.text) for s in found] == [
        ("CC", "Vetting was late."),
        ("CC", "It was to be part of a review. The effect is not yet known."),
    ]


@pytest.mark.parametrize(
    ("words", "asked", "answered"),
    [
        ("CJ: How many withdraw?\nBS: We know of ten. I’ll have figures by June.", "DCC", ["CC", "CC"]),
        ("Challenge (CJ): Are all checks done? Answer (BS): Yes, all but one.", "DCC", ["CC"]),
        ("Question [CJ]: Are all checks done?\nResponse [BS]: Yes, all but one.", "DCC", ["CC"]),
        ("Q1 (DCC): Are all checks done?\nA1 (CC): Yes, all but one.", "DCC", ["CC"]),
        ("Member question: Are all checks done?\nAnswer: Yes, all but one.", None, [None]),
    ],
)
def test_a_label_names_who_speaks_as_far_as_its_paragraph_goes(
    words: str, asked: str | None, answered: list[str | None]
) -> None:
    text = MINUTES.format(words=words, marked=MARKED)
    (question,) = records_of(text, Question)
    assert (question.asker.label if question.asker else None) == asked
    said_by = [s.speakers[0].label if s.speakers else None for s in records_of(text, Statement)]
    assert said_by == answered


@given(
    st.lists(st.text("ab ", min_size=1, max_size=5), min_size=1, max_size=7),
    st.sampled_from(("", "a", "$", " ", r"\b")),
    st.text("ab ", max_size=14),
)
def test_forms_told_together_are_found_where_each_by_itself_is(forms: list[str], after: str, text: str) -> None:
    apart = re.compile(f"({'|'.join(map(re.escape, forms))}){after}")
    together = re.compile(f"({first_of(forms)}){after}")
    assert [m.span(1) for m in together.finditer(text)] == [m.span(1) for m in apart.finditer(text)]
