import pytest
import spacy
from spacy.language import Language

import foreigndesk.language.sentences  # noqa: F401  registers the factory


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("foreigndesk_sentences")
    return blank


def split(nlp: Language, text: str) -> list[str]:
    return [sentence.text.strip() for sentence in nlp(text).sents if sentence.text.strip()]


# A bar stands between the sentences; a line break is part of the text.
PLAIN = [
    "Talks failed. | The envoys went home.",
    "Did the envoys leave? | Nobody knows.",
    "Stop the war! | That was all they shouted.",
    "The mission ends in May. | It began in 2019.",
    "Exports rose 3.5 percent. | Imports fell.",
    "The envoys left … | They never came back.",
    "Nobody knows why … the guards had gone.",
    "One sentence without a stop",
    "“Who ordered it?” | Nobody answered.",
    "They asked: why now?! | There was no answer.",
]
PARAGRAPHS = [
    "Kenya and Uganda sign treaty\n\n | Kenya signed a treaty on Monday.",
    "Talks resume\n | The two sides met in Geneva.",
    "A subhead\n\n | the text goes on in lower case.",
    "First paragraph without a stop\n\n | Second paragraph.\n\n | Third paragraph.",
    "\n\nA headline after white space\n\n | The story.",
    "The ministry,\n | a tall building,\n | stood empty.",
]
DATELINES = [
    "NAIROBI, March 3 - | Kenya and Sudan signed a treaty with Egypt.",
    "ADDIS ABABA (Agency) — | Troops left the town.",
    "OSLO, Nov. 3 (Agency) - | “We agreed,” the envoy said.",
    "Sept 29 (Agency) - | Kenya left the pact.",
    "A title\n\n | KYIV, June 6 – | Rain fell. | Rivers rose.",
    "NATO - not the European Union - sent troops.",
    "UNESCO says the site is safe - for now.",
    "May - the month of rain - began.",
]
TITLES = [
    "Gen. Karim met Dr. Osei and Mr. Brandt. | They agreed.",
    "Rev. Haile spoke to Mrs. Duarte.",
    "Sen. Whitfield and Rep. Moreno visited the camp.",
    "Prof. Lindqvist called it a mistake.",
    "He met Gov. Adeyemi on Jan. 5 in Lagos.",
    "The battle of St. Vith lasted until Dec. 23 of that year.",
    "The case Karim vs. Brandt was heard on Sept. 3.",
]
ABBREVIATIONS = [
    "Envoys of the U.S. and the U.K. met on Monday.",
    "The treaty was signed in the U.S. | It took effect at once.",
    "The firm Brandt Inc. sold the ships. | The state bought them.",
    "Guards found rifles, grenades, etc. | The driver fled.",
    "It began at 9 a.m. and ended at 5 p.m. local time.",
    "It ended at 5 p.m. | The guards left.",
    "Several states, e.g. Chad and Niger, agreed.",
]
INITIALS = [
    "Judge J. P. Adeyemi ruled on Monday.",
    "The book by A. Lindqvist was banned. | The author fled.",
    "John F. Kennedy spoke in Berlin.",
]
QUOTES = [
    '"We will not yield." | The crowd cheered.',
    "“We will not yield.” | Then the envoy left.",
    "“We will not yield!” said the minister. | He left.",
    "“Who fired?” asked Anna Kovač. | There was no answer.",
    "“We are ready.” General Haile said. | He left.",
    "“Never.” | “Why not?”",
    "The minister said: “We will not yield.” | The crowd cheered.",
    "The talks (they lasted a day.) | Nobody was content.",
    "He called it “a farce”. | She did not.",
    "He called it “a farce.” | She did not.",
    "“The war is over,” the president said. | “We have won.”",
]


@pytest.mark.parametrize("marked", PLAIN + PARAGRAPHS + DATELINES + TITLES + ABBREVIATIONS + INITIALS + QUOTES)
def test_sentences(nlp: Language, marked: str) -> None:
    sentences = [part.strip() for part in marked.split("|")]
    text = marked.replace(" | ", " ").replace("\n ", "\n")
    assert split(nlp, text) == sentences


def test_every_token_is_decided(nlp: Language) -> None:
    doc = nlp("Talks failed. The envoys\n\nwent home (late). So did we.")
    assert all(token.is_sent_start is not None for token in doc)
    assert doc[0].is_sent_start


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "...", "“”", "?!", "—"])
def test_texts_without_words(nlp: Language, text: str) -> None:
    assert "".join(sentence.text_with_ws for sentence in nlp(text).sents) == text


def test_sentences_cover_the_text(nlp: Language) -> None:
    text = "Mr. Osei left. “Why?” asked Gen. Karim.\n\nNobody knew … The U.S. did not say."
    assert "".join(sentence.text_with_ws for sentence in nlp(text).sents) == text


def test_it_stands_before_any_component() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("foreigndesk_sentences", first=True)
    assert blank.analyze_pipes()["summary"]["foreigndesk_sentences"]["assigns"] == ["token.is_sent_start"]
