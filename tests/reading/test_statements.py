"""Sentence → speaker, cue, content and mode, read by the whole corridor once for all cases."""

import pytest

from foreigndesk.intake import from_text
from foreigndesk.lexicon.loader import ROOT
from foreigndesk.model import Reading, Statement
from foreigndesk.reader import Reader

WEIGHTS = ROOT.parent / "language" / "weights"
pytestmark = pytest.mark.skipif(not WEIGHTS.exists(), reason="the language model's weights are not built")

# text, (words of the speaker, cue, content with … between its spans, mode)…
Said = tuple[str | None, str, str, str]
CASES: dict[str, list[tuple[str, list[Said]]]] = {
    "plain": [
        (
            "The foreign minister said the talks had failed.",
            [("The foreign minister", "said", "the talks had failed", "indirect")],
        ),
        (
            "Officials said that the border would reopen on Monday.",
            [("Officials", "said", "the border would reopen on Monday", "indirect")],
        ),
        (
            "Critics say the law will silence the press.",
            [("Critics", "say", "the law will silence the press", "indirect")],
        ),
        (
            "In a statement, the defence ministry said two soldiers had been wounded.",
            [("the defence ministry", "said", "two soldiers had been wounded", "indirect")],
        ),
        (
            "The police chief announced that the curfew had been lifted.",
            [("The police chief", "announced", "the curfew had been lifted", "indirect")],
        ),
        (
            "The militia admitted that it had fired the rocket.",
            [("The militia", "admitted", "it had fired the rocket", "indirect")],
        ),
        (
            "Asked about the raid, the spokesman said the army was investigating it.",
            [("the spokesman", "said", "the army was investigating it", "indirect")],
        ),
        (
            "Analysts warned that the truce could collapse within days.",
            [("Analysts", "warned", "the truce could collapse within days", "indirect")],
        ),
        (
            "Germany demanded that the prisoners be released at once.",
            [("Germany", "demanded", "the prisoners be released at once", "indirect")],
        ),
    ],
    "told somebody": [
        (
            "Kenya told Somalia that the crossing would stay closed.",
            [("Kenya", "told", "the crossing would stay closed", "indirect")],
        ),
        (
            "The president told reporters that he would visit Ankara in May.",
            [("The president", "told", "he would visit Ankara in May", "indirect")],
        ),
        (
            "A source told Reuters that the convoy had turned back.",
            [("A source", "told", "the convoy had turned back", "indirect")],
        ),
    ],
    "quotations": [
        (
            "“The talks have failed,” said Foreign Minister Sergei Lavrov.",
            [("Foreign Minister Sergei Lavrov", "said", "The talks have failed", "direct")],
        ),
        (
            '"The talks have failed," Lavrov said. "We will not return to them."',
            [("Lavrov", "said", "The talks have failed … We will not return to them.", "direct")],
        ),
        (
            "“We are ready,” the minister said, “but the other side is not.”",
            [("the minister", "said", "We are ready … but the other side is not.", "direct")],
        ),
        (
            "‘We shall not surrender to any threat,’ the commander said.",
            [("the commander", "said", "We shall not surrender to any threat", "direct")],
        ),
        (
            "''We shall not surrender to any threat,'' the commander said.",
            [("the commander", "said", "We shall not surrender to any threat", "direct")],
        ),
        (
            '"Why should we wait?" asked the envoy.',
            [("the envoy", "asked", "Why should we wait?", "direct")],
        ),
        (
            'The envoy said: "There is no other way."',
            [("The envoy", "said", "There is no other way.", "direct")],
        ),
        (
            "The spokeswoman insisted: “The prisoners are safe.”",
            [("The spokeswoman", "insisted", "The prisoners are safe.", "direct")],
        ),
        (
            '"We will defend our land," President Zelensky wrote on Twitter.',
            [("President Zelensky", "wrote on Twitter", "We will defend our land", "direct")],
        ),
        (
            "“Nobody has the right to starve a city,” the bishop said in a sermon on Sunday.",
            [("the bishop", "said in a sermon", "Nobody has the right to starve a city", "direct")],
        ),
        (
            "“The door is open,” he added. “Nobody will be turned away.”",
            [("he", "added", "The door is open … Nobody will be turned away.", "direct")],
        ),
        (
            '"The road is closed," the mayor said.\n\n"It will stay closed for a month."',
            [("the mayor", "said", "The road is closed … It will stay closed for a month.", "direct")],
        ),
        (
            "“Why?” he asks. “Will you agree to lower the rent for her?”",
            [("he", "asks", "Why? … Will you agree to lower the rent for her?", "direct")],
        ),
    ],
    "partly in marks": [
        (
            'The ambassador described the vote as "a dangerous precedent".',
            [("The ambassador", "described", 'the vote as "a dangerous precedent', "mixed")],
        ),
    ],
    "cue between or behind": [
        (
            "The talks had failed, the ministry said.",
            [("the ministry", "said", "The talks had failed", "indirect")],
        ),
        (
            "But parents still want village schools, said Megan Hester, the head of the council.",
            [("Megan Hester, the head of the council", "said", "But parents still want village schools", "indirect")],
        ),
        (
            "The talks failed, said the envoy, because nobody trusted the other side.",
            [("the envoy", "said", "The talks failed … because nobody trusted the other side", "indirect")],
        ),
    ],
    "without a verb of saying": [
        (
            "According to the United Nations, more than 300 people have fled the town.",
            [("the United Nations", "According to", "more than 300 people have fled the town", "indirect")],
        ),
        (
            "More than 300 people have fled the town, according to the United Nations High Commissioner for Refugees.",
            [
                (
                    "the United Nations High Commissioner for Refugees",
                    "according to",
                    "More than 300 people have fled the town",
                    "indirect",
                )
            ],
        ),
        (
            "“The vote was stolen” — Maria Petrova",
            [("Maria Petrova", "—", "The vote was stolen", "direct")],
        ),
        (
            "MEIER: We tried to reach the town.\n\nHUBER: Nobody has heard of that.",
            [
                ("MEIER", ":", "We tried to reach the town.", "indirect"),
                ("HUBER", ":", "Nobody has heard of that.", "indirect"),
            ],
        ),
    ],
    "objects and obliques": [
        (
            "Iran accused Israel of killing the scientist.",
            [("Iran", "accused", "killing the scientist", "indirect")],
        ),
        (
            "The opposition blamed the government for the shortage of fuel.",
            [("The opposition", "blamed", "the government for the shortage of fuel", "indirect")],
        ),
        (
            "The prime minister called the raid a crime against humanity.",
            [("The prime minister", "called", "the raid a crime against humanity", "indirect")],
        ),
        (
            "The rebels claimed responsibility for the attack on the port.",
            [("The rebels", "claimed", "responsibility for the attack on the port", "indirect")],
        ),
        (
            "The army denied the accusations made by the opposition.",
            [("The army", "denied", "the accusations made by the opposition", "indirect")],
        ),
        (
            "Hungary opposed the sanctions against the company.",
            [("Hungary", "opposed", "the sanctions against the company", "indirect")],
        ),
        (
            "The opposition dismissed the charges as absurd.",
            [("The opposition", "dismissed", "the charges as absurd", "indirect")],
        ),
        (
            "The delegation confirmed the arrest of the two journalists.",
            [("The delegation", "confirmed", "the arrest of the two journalists", "indirect")],
        ),
    ],
    "promises, threats, denials, demands": [
        (
            "France promised to send medical aid to the town.",
            [("France", "promised", "to send medical aid to the town", "indirect")],
        ),
        (
            "North Korea threatened to test another missile.",
            [("North Korea", "threatened", "to test another missile", "indirect")],
        ),
        (
            "The two leaders agreed to resume the talks in Geneva.",
            [("The two leaders", "agreed", "to resume the talks in Geneva", "indirect")],
        ),
        (
            "Russia denied that its jets had struck the hospital.",
            [("Russia", "denied", "its jets had struck the hospital", "indirect")],
        ),
        (
            "China urged both sides to show restraint.",
            [("China", "urged", "both sides to show restraint", "indirect")],
        ),
    ],
    "who speaks": [
        (
            "The general was quoted as saying the bridge had been destroyed.",
            [("The general", "saying", "the bridge had been destroyed", "indirect")],
        ),
        (
            "State radio quoted the general as saying the bridge had been destroyed.",
            [("the general", "saying", "the bridge had been destroyed", "indirect")],
        ),
        (
            "The minister rejected the offer and said the talks were over.",
            [
                ("The minister", "rejected", "the offer", "indirect"),
                ("The minister", "said", "the talks were over", "indirect"),
            ],
        ),
        (
            "The floods, which local radio said had receded, spread to two villages.",
            [("local radio", "said", "had receded", "indirect")],
        ),
        (
            '"We have no choice," the mayor said, adding that the water had run out.',
            [
                ("the mayor", "said", "We have no choice", "direct"),
                ("the mayor", "adding", "the water had run out", "indirect"),
            ],
        ),
        (
            "Egypt said it had told Sudan that the dam was unsafe.",
            [
                ("Egypt", "said", "it had told Sudan that the dam was unsafe", "indirect"),
                ("it", "had told", "the dam was unsafe", "indirect"),
            ],
        ),
    ],
    "documents": [
        (
            "The report says that the prisoners were beaten.",
            [("The report", "says", "the prisoners were beaten", "indirect")],
        ),
        (
            "A study by the university found that the poorest regions lost the most.",
            [("A study by the university", "found", "the poorest regions lost the most", "indirect")],
        ),
    ],
    "nothing is said": [
        ("The minister did not say whether the talks had failed.", []),
        ("The company sold its shares on Monday.", []),
        ("The troops entered the so-called “green zone” at dawn.", []),
        ("Lithuania recalled its ambassador from Minsk.", []),
        ("The ministry declined to comment.", []),
        ("A soldier, charged with murder, appeared in court.", []),
        ("The base aims to secure the border.", []),
        ("Firemen put the fire out before dawn.", []),
        ("The pact ends the war, guaranteeing peace on the border.", []),
        ("We have agreed to meet in Oslo.", []),
        ("Norway proposed that the ministers agree on a date.", [("Norway", "proposed", "the ministers agree on a date", "indirect")]),
        ("The patrol saw that the bridge had been destroyed.", []),
    ],
    "in somebody's mind": [
        (
            "The minister hopes that the talks will succeed.",
            [("The minister", "hopes", "the talks will succeed", "indirect")],
        ),
        (
            "The government plans to announce that the border will reopen.",
            [("The government", "plans", "to announce that the border will reopen", "indirect")],
        ),
        (
            "Analysts believe the truce will not last.",
            [("Analysts", "believe", "the truce will not last", "indirect")],
        ),
        (
            "Norway wants the talks to resume in Oslo.",
            [("Norway", "wants", "the talks to resume in Oslo", "indirect")],
        ),
        (
            "The envoy is confident that the truce will hold.",
            [("The envoy", "is confident", "the truce will hold", "indirect")],
        ),
        (
            "The general said he feared the bridge would be lost.",
            [
                ("The general", "said", "he feared the bridge would be lost", "indirect"),
                ("he", "feared", "the bridge would be lost", "indirect"),
            ],
        ),
    ],
    "nouns": [
        (
            "Iran's claim that the tanker had left the port was rejected by Oman.",
            [
                ("Iran's", "claim", "the tanker had left the port", "indirect"),
                ("Oman", "was rejected", "Iran's claim that the tanker had left the port", "indirect"),
            ],
        ),
        (
            "The allegation that the guards had opened fire caused anger.",
            [(None, "allegation", "the guards had opened fire", "indirect")],
        ),
        (
            "Kenya's promise to reopen the border came too late.",
            [("Kenya's", "promise", "to reopen the border", "indirect")],
        ),
        (
            "Norway issued a warning that the ice was thin.",
            [("Norway", "issued a warning", "the ice was thin", "indirect")],
        ),
        (
            "The envoy expressed hope that the truce would hold.",
            [("The envoy", "expressed hope", "the truce would hold", "indirect")],
        ),
    ],
    "fixed phrases": [
        ("In Norway's view, the truce is dead.", [("Norway", "view", "the truce is dead", "indirect")]),
        ("In the view of the envoy, the truce is dead.", [("the envoy", "In the view of", "the truce is dead", "indirect")]),
        (
            "By the ministry's own admission, the prisoners were beaten.",
            [("the ministry", "admission", "the prisoners were beaten", "indirect")],
        ),
        (
            "The rebels, according to the army, had mined the road.",
            [("the army", "according to", "The rebels … had mined the road", "indirect")],
        ),
    ],
    "between subject and verb": [
        (
            "The port, the minister said, is closed for good.",
            [("the minister", "said", "The port … is closed for good", "indirect")],
        ),
        (
            "The minister, when asked about the raid, said he knew nothing.",
            [("The minister", "said", "he knew nothing", "indirect")],
        ),
        (
            "Egypt's foreign minister, in a letter to the council, warned that the dam would fill.",
            [("Egypt's foreign minister", "warned", "the dam would fill", "indirect")],
        ),
    ],
    "headlines": [
        (
            "Envoy: talks with the rebels have failed",
            [("Envoy", ":", "talks with the rebels have failed", "indirect")],
        ),
    ],
    "objects with a clause of their own": [
        (
            "A court in Oslo ruled the new tax is unlawful.",
            [("A court in Oslo", "ruled", "the new tax is unlawful", "indirect")],
        ),
        (
            "The leaders stressed the need to reopen the road.",
            [("The leaders", "stressed", "the need to reopen the road", "indirect")],
        ),
        ("Sudan accused Egypt of moving troops.", [("Sudan", "accused", "moving troops", "indirect")]),
    ],
    "a preposition belongs to the cue": [
        (
            "Latvia called for talks with the rebels.",
            [("Latvia", "called for", "talks with the rebels", "indirect")],
        ),
        (
            "Latvia has called for ending the talks.",
            [("Latvia", "has called for", "ending the talks", "indirect")],
        ),
    ],
}
ROWS = [(text, said) for rows in CASES.values() for text, said in rows]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    reports = [from_text(text, raw=True) for text, _ in ROWS]
    return {text: r for (text, _), r in zip(ROWS, Reader().read_many(reports), strict=True)}


def said(reading: Reading, s: Statement) -> Said:
    def words(span: tuple[int, int]) -> str:
        return reading.report.text[slice(*span)]

    return words(s.speaker_span) if s.speaker_span else None, words(s.cue), " … ".join(map(words, s.content)), s.mode


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_statements(readings: dict[str, Reading], text: str, expected: list[Said]) -> None:
    reading = readings[text]
    assert [said(reading, s) for s in reading.statements] == expected


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("The minister hopes that the talks will succeed.", "mental"),
        ("The envoy is confident that the truce will hold.", "mental"),
        ("Norway wants the talks to resume in Oslo.", "mental"),
        ("The report says that the prisoners were beaten.", "speech"),
        ("Latvia called for talks with the rebels.", "speech"),
        ("“The vote was stolen” — Maria Petrova", "speech"),
    ],
)
def test_what_is_only_in_the_mind_is_marked(readings: dict[str, Reading], text: str, sort: str) -> None:
    assert [s.sort for s in readings[text].statements] == [sort]


def test_speech_alone() -> None:
    report = from_text("The general said he feared the bridge would be lost. Norway wants the talks to resume.", raw=True)
    (said,) = Reader(cues="speech").read(report).statements
    assert report.text[slice(*said.cue)] == "said"


def test_the_table_is_broad() -> None:
    assert len(ROWS) >= 50


def test_a_statement_within_a_statement_names_the_one_that_reports_it(readings: dict[str, Reading]) -> None:
    outer, inner = readings["Egypt said it had told Sudan that the dam was unsafe."].statements
    assert outer.by is None
    assert inner.by == outer.id


def test_evidence_covers_cue_and_content(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        for s in reading.statements:
            for a, b in (s.cue, *s.content):
                assert any(x < b and a < y for x, y in s.evidence)
                assert 0 <= a < b <= len(reading.report.text)


def test_addressees(readings: dict[str, Reading]) -> None:
    reading = readings["Kenya told Somalia that the crossing would stay closed."]
    names = {a.id: a.name for a in reading.actors}
    (told,) = reading.statements
    assert told.addressee is not None
    assert (names[told.speaker or ""], names[told.addressee]) == ("Kenya", "Somalia")
