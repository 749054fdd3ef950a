"""Who says so, phenomenon by phenomenon: the actor who speaks (not only the words that name it), cue and content."""

import pytest

from foreigndesk.intake import from_text
from foreigndesk.lexicon.loader import ROOT
from foreigndesk.model import Reading
from foreigndesk.reader import Reader

WEIGHTS = ROOT.parent / "language" / "weights"
pytestmark = pytest.mark.skipif(not WEIGHTS.exists(), reason="the language model's weights are not built")

# text, (name of the speaker, cue, content with … between its spans)…
Said = tuple[str | None, str, str]
CASES: dict[str, list[tuple[str, list[Said]]]] = {
    "verbs that carry a cue": [
        ("Mensah continued to insist that the vote was fair.", [("Mensah", "continued to insist", "the vote was fair")]),
        ("Mensah has yet to explain why he left.", [("Mensah", "has yet to explain", "why he left")]),
    ],
    "adverbs, days and adjectives within the cue": [
        ("The minister went on to say that the talks had failed.", [("minister", "went on to say", "the talks had failed")]),
        ("The mayor responded by saying the city would not pay.", [("mayor", "responded by saying", "the city would not pay")]),
        ("The envoy seemed hopeful that the talks would go on.", [("envoy", "seemed hopeful", "the talks would go on")]),
        ("Mr. Kamara said Monday that the army would leave.", [("Kamara", "said Monday", "the army would leave")]),
        ("The talks, as the envoy put it, were a farce.", [("envoy", "put it", "The talks … were a farce")]),
    ],
    "speakers without a name": [
        ("Some have suggested that the talks will fail.", [(None, "have suggested", "the talks will fail")]),
        ("Two in three farmers say the drought is worse.", [(None, "say", "the drought is worse")]),
        ("Dr Ama Boateng led the study. They found that the mine was unsafe.", [(None, "found", "the mine was unsafe")]),
    ],
    "speakers behind documents and descriptions": [
        ("The firm released a statement which read, “We are sorry.”", [("firm", "read", "We are sorry.")]),
        ("Poll: half of the aid was lost", [("Poll", ":", "half of the aid was lost")]),
        ("The poll showed a close race.", [("poll", "showed", "a close race")]),
        ("The army showed restraint at the border.", []),
    ],
    "plans backed, rebels backed": [
        ("The council backed the plan.", [("council", "backed", "the plan")]),
        ("Ghana backed the rebels.", []),
    ],
    "an inserted cue with an addressee": [
        ("It is a mistake, the mayor told the council.", [("mayor", "told", "It is a mistake")]),
    ],
    "a quotation behind who spoke": [
        ("Mr. Kamara spoke for an hour. “The army must leave the town.”", [("Kamara", "spoke", "The army must leave the town.")]),
    ],
    "nouns within the cue": [
        (
            "The envoy expressed deep concern about the fate of the hostages.",
            [("envoy", "expressed deep concern about", "the fate of the hostages")],
        ),
        ("The union issued a warning that the strike would go on.", [("union", "issued a warning", "the strike would go on")]),
        ("Okello's sharp criticism of the deal surprised the envoy.", [("Okello", "criticism of", "the deal")]),
        (
            "Okello made the following comment: “We have lost our patience with them.”",
            [("Okello", "made the following comment", "We have lost our patience with them.")],
        ),
    ],
    "who issues a statement speaks in it": [
        ("The ministry issued a statement calling the raid a crime.", [("ministry", "issued a statement calling", "the raid a crime")]),
        (
            "The minister posted a message on his website blaming Chad for the raid.",
            [("minister", "posted a message on his website blaming", "Chad for the raid")],
        ),
    ],
    "nobody speaks": [
        ("The coast guard called off its search late on Tuesday.", []),
        ("The mayor was interrupted by protesting members of the council.", []),
        ("Not everyone agreed there should be another vote.", []),
        ("The drug served as a control, meaning the team compared it with others.", []),
        ("He was known only as “Mr. A” as the inquiry continued.", []),
        ("The pact reflects a wish for peace, the envoy noted.", [("envoy", "noted", "The pact reflects a wish for peace")]),
        ("This means that the talks will fail.", []),
        ("The development of the port demanded a reform of the law.", []),
        ("The rebels committed the murder of two nurses.", []),
        ("Your initiative to hold this event is welcome.", []),
        ("The army has neither confirmed nor denied that its jets struck the town.", []),
        ("Okello welcomed Mensah at the airport.", []),
        ("Everybody who is ready to help may come.", []),
        ("They will start believing it.", []),
        ("Scientists assessed the samples and looked for traces.", []),
    ],
    "praise and blame of a person": [
        ("The union endorsed Okello.", [("union", "endorsed", "Okello")]),
        ("Okello congratulated Mensah on his victory.", [("Okello", "congratulated", "Mensah on his victory")]),
    ],
    "where a content ends": [
        (
            "Residents were told to stay off the roads and businesses were closed to make way for ambulances.",
            [(None, "were told", "to stay off the roads")],
        ),
        (
            "The observatory reported the quake's magnitude was 5.5; the survey in Oslo reported 5.8.",
            [("observatory", "reported", "the quake's magnitude was 5.5")],
        ),
        ("Jane Roe was said to have died.", [(None, "was said", "Jane Roe … to have died")]),
        ("Norway called for joint action to correct the crisis.", [("Norway", "called for", "joint action to correct the crisis")]),
    ],
    "clauses that the tree leaves alone": [
        (
            "Roe, who in 2010 said the party's goal was to win, left.",
            [("Roe", "said", "the party's goal was to win")],
        ),
        ("The chairman said he cannot comment on the letter.", [("chairman", "said", "he cannot comment on the letter")]),
        ("Roe revised the plan, promising to lift the ban.", [("Roe", "promising", "to lift the ban")]),
    ],
    "turns": [
        (
            "The governor added:\n\nIt is typical of him. He knows nothing.\n\nThe talks went on.",
            [("governor", "added", "It is typical of him. He knows nothing")],
        ),
        (
            "Jane Roe leads the union.\n\nQ: Why did you leave?\n\nA: The town was burning. I had no choice.",
            [(None, ":", "Why did you leave?"), ("Jane Roe", ":", "The town was burning. I had no choice.")],
        ),
        (
            "President of Kenya Jane Roe (retranslated): Thank you, sir. I said that we were working.",
            [("Jane Roe", ":", "Thank you, sir. I said that we were working."), ("Jane Roe", "said", "we were working")],
        ),
        ("Minister: talks failed", [("Minister", ":", "talks failed")]),
        ("Talks failed, minister says", [("minister", "says", "Talks failed")]),
    ],
    "quotations within quotations": [
        (
            "Paul Mensah was tired. “He told me ‘I am tired of this war’ and left,” Jane Roe said.",
            [
                ("Paul Mensah", "told", "I am tired of this war"),
                ("Jane Roe", "said", "He told me ‘I am tired of this war’ and left"),
            ],
        ),
        (
            "“He told me ‘I am tired of this war’ and left,” Jane Roe said.",
            [
                (None, "told", "I am tired of this war"),
                ("Jane Roe", "said", "He told me ‘I am tired of this war’ and left"),
            ],
        ),
    ],
    "marks of other languages": [
        ("« We are leaving now », said the envoy.", [("envoy", "said", "We are leaving now")]),
        ("»We are leaving now«, said the envoy.", [("envoy", "said", "We are leaving now")]),
        ("„We are leaving now“, said the envoy.", [("envoy", "said", "We are leaving now")]),
        ("‚We are leaving now‘, said the envoy.", [("envoy", "said", "We are leaving now")]),
        (
            "The guard said the bridge was closed. “It was a trap. The army came.\n\nThe mayor said the bridge was open.",
            [("guard", "said", "the bridge was closed … It was a trap."), ("mayor", "said", "the bridge was open")],
        ),
    ],
    "titles and their holders": [
        (
            "President Jane Okello met Defence Minister Paul Mensah.\n\nThe Minister said that three men were dead.",
            [("Paul Mensah", "said", "three men were dead")],
        ),
        (
            "Ann Okello met Paul Mensah, Minister for Trade.\n\nThe Minister said that three men were dead.",
            [("Paul Mensah", "said", "three men were dead")],
        ),
        (
            "The speaker of the Finnish Parliament, Riitta Niemi, said that the visit was useful. The speaker called it a success.",
            [("Riitta Niemi", "said", "the visit was useful"), ("Riitta Niemi", "called", "it a success")],
        ),
        ("Ruth Mensah left the house. Ruth said the bill was dead.", [("Ruth Mensah", "said", "the bill was dead")]),
        (
            "Defence Minister Paul Mensah met his guest. The foreign minister said the talks had failed.",
            [("foreign minister", "said", "the talks had failed")],
        ),
    ],
}
ROWS = [(text, said) for rows in CASES.values() for text, said in rows]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    reports = [from_text(text, raw=True) for text, _ in ROWS]
    return {text: r for (text, _), r in zip(ROWS, Reader().read_many(reports), strict=True)}


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_who_says_what(readings: dict[str, Reading], text: str, expected: list[Said]) -> None:
    reading = readings[text]
    names: dict[str | None, str | None] = {a.id: a.name for a in reading.actors}
    found = [(names.get(s.speaker), text[slice(*s.cue)], " … ".join(text[slice(*c)] for c in s.content)) for s in reading.statements]
    assert found == expected


def test_i_in_inner_marks_is_who_is_quoted_there(readings: dict[str, Reading]) -> None:
    text = "Paul Mensah was tired. “He told me ‘I am tired of this war’ and left,” Jane Roe said."
    at = text.index("‘I") + 1
    (mensah,) = [a for a in readings[text].actors if a.name == "Paul Mensah"]
    assert (at, at + 1) in [tuple(m) for m in mensah.mentions]
