from datetime import date

import pytest

from foreigndesk.intake.pasted import is_prose, read_story

LEAD = "Ruritania withdrew its guards from the bridge over the Elb on Tuesday, officials said."
NEXT = "Graustark's foreign minister welcomed the step and promised to do the same by the end of May."
LAST = "The bridge has been closed since the war of 2011, which left both kingdoms poor."

WIRE = f"""World
Envoys of Ruritania and Graustark agree to reopen the bridge
By Anna Vell
Updated 3:15 PM EDT, Wed March 4, 2015

ZENDA, Ruritania (AP) -- The foreign ministers of Ruritania and Graustark
agreed on Tuesday to reopen the bridge over the Elb, which has been closed
since the war of 2011, officials of both governments said.

{NEXT}

Troops to leave
{LAST}

- The bridge opens on Monday.
- Customs posts follow in June.

"Nobody won," said the minister's aide on the steps of the palace. (AP)

Related articles
Graustark names new envoy
How the war began
© 2015 The Associated Press. All rights reserved.
"""


def test_a_wire_story_with_all_that_stands_around_it() -> None:
    story = read_story(WIRE)
    assert story.title == "Envoys of Ruritania and Graustark agree to reopen the bridge"
    assert (story.agency, story.byline, story.day) == ("The Associated Press", "Anna Vell", date(2015, 3, 4))
    assert story.paragraphs == [
        "ZENDA, Ruritania (AP) -- The foreign ministers of Ruritania and Graustark agreed on Tuesday to reopen the "
        "bridge over the Elb, which has been closed since the war of 2011, officials of both governments said.",
        NEXT,
        LAST,
        "- The bridge opens on Monday.",
        "- Customs posts follow in June.",
        '"Nobody won," said the minister\'s aide on the steps of the palace.',
    ]


def body(text: str) -> list[str]:
    return read_story(text).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "Your browser is not supported. Please use another one.",
        "Please enable JavaScript to read this page.",
        "We use cookies to make this site better. Accept all?",
        "Sign up for our newsletter",
        "Share this article",
        "Advertisement",
        "Read more: The war in ten pictures",
        "READ MORE: The war in ten pictures",
        "Click here for the latest from Zenda",
        "Follow us on Facebook",
        "All rights reserved.",
        "5 min read",
        "* * *",
        "(Reporting by Ada Lund; Editing by Ivo Mraz)",
        "Ada Lund in Zenda contributed to this report.",
        "Guards leave the bridge on Tuesday.AP",
        "A guard waves at the bridge. (AP Photo/Ivo Mraz)",
        "Guards leave the bridge over the Elb. [Ivo Mraz/Reuters]",
        "The king and the queen at the bridge (Getty Images)",
        "Photo: Ivo Mraz",
        "File photo",
        "/ Source: The Associated Press",
        "By Jane Roe",
        "By JANE ROE, Associated Press",
        "Jane Roe, Staff Writer",
        "Wednesday, March 4, 2015",
        "Reuters",
    ],
)
def test_lines_that_are_no_story(line: str) -> None:
    assert body(f"The bridge opens\n\n{LEAD}\n\n{line}\n\n{NEXT}\n\n{LAST}") == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    "line",
    [
        "By Friday, the guards had left.",
        "Is this the end of the war?",
        '"We won."',
        "Read more than one report, the minister told her critics.",
        "Share the burden, he told the allies, or leave the alliance for good.",
        "The agency that reported it first was Reuters.",
        "The king told the AP that he would not resign.",
        "- The bridge opens on Monday.",
        "The paper mill at Zenda was fined twice last year by the EPA.",
        "“We use cookies,” the baker said, “to sweeten the talks.”",
        "Related to the king by marriage, Count Dorn has never held an office.",
        "Sources said so.",
        "The photograph shows the king with a map of the valley and its bridges.",
        "It was the first visit by a Ruritanian king since 1921 and it lasted for nine days",
        "Copyright law was the last point on which the delegations agreed, the minister said.",
    ],
)
def test_lines_that_may_be_story(line: str) -> None:
    assert line in body(f"The bridge opens\n\n{LEAD}\n\n{NEXT}\n\n{line}\n\n{LAST}\n\n{LEAD[:-1]} in Zenda.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The bridge opens\n\n{LEAD}\n\n{NEXT}", "The bridge opens"),
        (f"The bridge opens\n{LEAD}\n{NEXT}", "The bridge opens"),
        (f"King opens bridge, calls it 'a new day'\n\n{LEAD}", "King opens bridge, calls it 'a new day'"),
        (f"Who will open the bridge?\n\n{LEAD}", "Who will open the bridge?"),
        (f"King in talks with the U.S.\n\n{LEAD}", "King in talks with the U.S."),
        (f"World\n\nKing opens bridge to Graustark\n\n{LEAD}", "King opens bridge to Graustark"),
        (f"Palace denies report by Reuters\n\n{LEAD}", "Palace denies report by Reuters"),
        (f"King opens bridge to Graustark (AP)\n\n{LEAD}", "King opens bridge to Graustark"),
        (f"# The bridge opens\n\n{LEAD}", "The bridge opens"),
        (f"{LEAD}\n{NEXT}", None),
        ("The king opened the bridge.\nHe left it at noon and went home by the old road.", None),
        ("Ruritania vowed to reopen its border with Graustark", None),
        (f'"We are ready to fight!"\n\n{LEAD}', None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    story = read_story(text)
    assert story.title == title
    assert LEAD not in text or LEAD in story.paragraphs


def test_a_given_title_is_not_said_twice() -> None:
    story = read_story(f"The Bridge Opens\n\n{LEAD}\n\n{NEXT}", title="The bridge opens")
    assert story.text == f"The bridge opens\n\n{LEAD}\n\n{NEXT}"


def test_one_of_two_stand_firsts_stays() -> None:
    between = "Ruritania Bridge\nA guard at the bridge on Tuesday.AP\n/ Source: The Associated Press"
    assert body(f"The bridge opens\n\n{LEAD}\n{between}\n\n{LEAD}\n\n{NEXT}") == [LEAD, NEXT]


def test_a_pulled_quote_goes_and_its_paragraph_stays() -> None:
    quoted = "“We waited for ten years and nobody came,” the ferryman of Zenda said on the bank."
    assert body(f"The bridge opens\n\n{LEAD}\n\nWe waited for ten years and nobody came\n\n{NEXT}\n\n{quoted}") == [
        LEAD, NEXT, quoted,
    ]


def test_an_agencys_tag_goes_and_its_sentence_stays() -> None:
    story = read_story(f"The bridge opens\n\n{LEAD}\n\n{NEXT}\n\n{LAST} (Reuters)\n\nThe guards went home. AFP")
    assert story.paragraphs == [LEAD, NEXT, LAST, "The guards went home."]
    assert story.agency == "Reuters"


def test_a_sentence_that_comes_again_inside_a_later_one_stays_in_the_story() -> None:
    said = "The bridge is open to all."
    parts = [LEAD, NEXT, LAST, "A third of the guards went home by train.", said, f"“Yes,” the envoy said. {said}"]
    assert body("The bridge opens\n\n" + "\n\n".join(parts)) == parts


def test_crossheads_go_and_lists_stay() -> None:
    text = f"The bridge opens\n\n{LEAD}\n\nA long way home\n\n{NEXT}\n\nWhat comes next?\n{LAST}"
    assert body(text) == [LEAD, NEXT, LAST]
    roll = "Those present were:\n\nCount Dorn, minister\n\nAda Lund, envoy"
    assert body(f"The bridge opens\n\n{LEAD}\n\n{roll}\n\n{LAST}")[1:4] == roll.split("\n\n")


def test_links_in_the_middle_give_way_to_prose_and_sources_end_the_story() -> None:
    links = "See also\nKing marries again\nThe war in ten pictures"
    sources = "Sources\nA. Lund. The Bridge. Zenda Post, March 4, 2015."
    assert body(f"The bridge opens\n{LEAD}\n{links}\n{NEXT}\n{sources}") == [LEAD, NEXT]


@pytest.mark.parametrize(
    ("lead", "end", "agency", "day"),
    [
        ("STRELSAU, March 4, 2015 (Reuters) - ", "", "Reuters", date(2015, 3, 4)),
        ("STRELSAU, March 4 (Reuters) - ", "", "Reuters", None),
        ("STRELSAU, March 4 (Reuters) - ", "\n\n© 2015 Zenda Post", "Reuters", date(2015, 3, 4)),
        ("ZENDA — ", "\n\nCopyright 2015 The Associated Press", "The Associated Press", None),
        ("", "", None, None),
    ],
)
def test_datelines(lead: str, end: str, agency: str | None, day: date | None) -> None:
    story = read_story(f"The bridge opens\n\n{lead}{LEAD}\n\n{NEXT}{end}")
    assert (story.agency, story.day) == (agency, day)
    assert story.paragraphs == [lead + LEAD, NEXT]


def test_prose() -> None:
    assert is_prose(LEAD)
    assert not is_prose("A long way home")
