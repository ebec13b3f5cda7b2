"""What is linked, by what, and what is left apart."""

from __future__ import annotations

import pytest

from assurance_bot.trail import link
from trail.minutes_of import about, days, minutes, on, trails

JAN, FEB, MAR, APR = "2024-01-09", "2024-02-13", "2024-03-12", "2024-04-09"
SET = "## 5. Bridge\n\nACTION AP 3/24: HF to write to the county about the broken parapet by 31 January.\n"


def test_a_reference_links_whatever_the_words() -> None:
    found = trails(
        (JAN, SET), (FEB, "## 2. Matters arising\n\nAP 3/24 Parapet: mended by the county; the action was closed.\n")
    )
    trail = about(found, "broken parapet")
    assert days(trail) == [JAN, FEB]
    assert on(trail, FEB)[0].status == "closed"
    assert "AP 3/24" in on(trail, FEB)[0].link


def test_a_meeting_named_links_a_reworded_task_to_that_meeting() -> None:
    later = """
        ## 2. Outstanding

        Action arising from the January 2024 meeting:

        HF to write about the parapet of the bridge

        Update:

        The letter went on 20 January and the action is closed.
    """
    trail = about(trails((JAN, SET.replace("AP 3/24", "")), (FEB, later)), "broken parapet")
    assert days(trail) == [JAN, FEB]
    assert "January 2024 meeting" in on(trail, FEB)[0].link


def test_the_same_task_with_the_same_owner_is_one_action() -> None:
    text = "## 5. Hall\n\nACTION: RL to get three prices for painting the village hall kitchen\n"
    assert [days(t) for t in trails((JAN, text), (FEB, text))] == [[JAN, FEB]]


def test_two_tasks_under_one_heading_stay_apart() -> None:
    text = """
        ## 5. Hall

        ACTION: RL to get three prices for painting the village hall kitchen

        ACTION: PO to ask the school about chairs for the summer concert
    """
    found = trails((JAN, text), (FEB, text))
    assert sorted(days(t) for t in found) == [[JAN, FEB], [JAN, FEB]]


def test_an_action_that_replaces_another_supersedes_it() -> None:
    later = "## 5. Bridge\n\nACTION AP 4/24: PO to hire an engineer, in place of AP 3/24\n"
    found = trails((JAN, SET), (FEB, later))
    old, new = about(found, "broken parapet"), about(found[1:], "hire an engineer")
    assert old.replaced_by == new.id
    assert on(old, FEB)[-1].status == "superseded"


def test_an_action_that_says_so_is_reopened() -> None:
    closed = "## 2. Matters arising\n\nAP 3/24 Parapet: mended; the action was closed.\n"
    again = "## 5. Bridge\n\nACTION: HF to write to the county again about the broken parapet, which is reopened\n"
    trail = about(trails((JAN, SET), (FEB, closed), (MAR, again)), "reopened")
    assert days(trail) == [JAN, FEB, MAR]


def test_a_closed_action_is_not_taken_up_by_like_words_alone() -> None:
    closed = "## 2. Matters arising\n\nAP 3/24 Parapet: mended; the action was closed.\n"
    text = "## 5. Bridge\n\nACTION: HF to write to the county about the broken parapet\n"
    assert len(trails((JAN, SET), (FEB, closed), (MAR, text))) == 2


def test_an_acronym_spelt_out_is_the_same_word() -> None:
    one = "## 5. Roads\n\nACTION: HF to bring a Community Speed Plan (CSP) for the two schools\n"
    other = "## 5. Roads\n\nACTION: HF to bring the CSP for the two schools\n"
    assert [days(t) for t in trails((JAN, one), (FEB, other))] == [[JAN, FEB]]


STILL = "## 5. Matters arising\n\nJubilee Bench: {}\n"


def test_a_topic_without_an_owner_is_followed_under_its_heading() -> None:
    told = ("There is still no reply from the carpenter.", "Still no reply.", "The bench has now been installed.")
    found = trails(*((d, STILL.format(t)) for d, t in zip((JAN, FEB, MAR), told, strict=True)))
    assert [days(t) for t in found] == [[JAN, FEB, MAR]]
    assert [m.status for m in found[0].mentions] == ["open", "open", "closed"]
    assert "Jubilee Bench" in found[0].mentions[1].link


def test_a_topic_told_of_once_and_never_taken_up_is_no_trail() -> None:
    assert trails((JAN, STILL.format("There is still no reply from the carpenter."))) == []


def test_ready_to_be_done_is_not_done() -> None:
    found = trails(
        (JAN, STILL.format("HF to have it varnished.")), (FEB, STILL.format("The bench is now ready for fixing."))
    )
    assert on(found[0], FEB)[0].status == "open"


def test_an_undertaking_in_prose_is_closed_by_the_news_that_it_was_done() -> None:
    one = "## Defibrillator\n\nIt was agreed that RL would seek advice from the ambulance trainer on a new cabinet.\n"
    other = "## Defibrillator\n\nRL advised that she had sought advice from the ambulance trainer on the new cabinet.\n"
    trail = about(trails((JAN, one), (FEB, other)), "ambulance trainer on a new")
    assert days(trail) == [JAN, FEB]
    assert on(trail, FEB)[-1].status == "closed"


def test_headings_that_share_words_are_not_one_matter() -> None:
    one = "## Community Consultation\n\nRL agreed to chase the printer for the leaflets.\n"
    other = "## Community Council Consultation\n\nPO agreed to answer the ministry by Friday.\n"
    assert sorted(days(t) for t in trails((JAN, one), (FEB, other))) == [[JAN], [FEB]]


def test_those_who_had_been_tasked_are_linked_to_what_was_theirs() -> None:
    one = "## Community Survey\n\nIt was agreed to form a group. RL and PO agreed to lead on this.\n"
    other = "## Village Plan\n\nRL and PO had been tasked with looking into a plan. They presented a first list.\n"
    trail = about(trails((JAN, one), (FEB, other)), "tasked with looking")
    assert days(trail) == [JAN, FEB]


def test_bodies_never_share_a_trail() -> None:
    text = "## 5. Hall\n\nACTION: RL to get three prices for painting the village hall kitchen\n"
    found = link([minutes(JAN, text), minutes(FEB, text, body="Southwold Parish Council")])
    assert [days(t) for t in found] == [[JAN], [FEB]]


@pytest.mark.parametrize("standing_item", ["Police Report", "Treasurer’s Report", "Public Forum", "AOB"])
def test_what_stands_under_a_standing_item_is_no_one_matter(standing_item: str) -> None:
    text = f"## {standing_item}\n\n{{}}\n"
    found = trails(
        (JAN, text.format("A quiet month was noted.")), (FEB, text.format("Two thefts were still not solved."))
    )
    assert found == []


def test_a_possible_link_is_marked_and_leaves_the_action_in_a_trail_of_its_own() -> None:
    one = """
        ## Public Forum

        PO agreed to write to the owner of the Golden Lion Tavern about its future as a public house.
    """
    other = """
        ## Public Forum

        RL would ask the owner of the Golden Lion Tavern if the future public house could keep its sign.
    """
    found = trails((JAN, one), (FEB, other))
    assert [str(t.mentions[0].date) for t in found] == [JAN, FEB]
    assert [(str(m.date), m.certain) for m in found[0].mentions] == [(JAN, True), (FEB, False)]
    assert found[0].mentions[1].action == found[1].id


def test_long_after_the_same_words_are_possibly_the_same_task_and_a_number_makes_them_so() -> None:
    lights = "## 5. Christmas lights\n\nACTION: RL to get three prices for the lights in Market Street\n"
    year, two_years = "2025-01-14", "2026-02-10"
    assert [days(t) for t in trails((JAN, lights), (year, lights))] == [[JAN, year]]
    first, second = trails((JAN, lights), (two_years, lights))
    assert days(second) == [two_years]
    assert [m.certain for m in on(first, two_years)] == [False]
    numbered = lights.replace("ACTION:", "ACTION AP 3/24:")
    assert [days(t) for t in trails((JAN, numbered), (two_years, numbered))] == [[JAN, two_years]]
