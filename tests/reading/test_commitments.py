"""What was promised: who owes which act to whom, on what condition, due when; with the shipped weights."""

from collections.abc import Callable
from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from foreigndesk.intake import from_text
from foreigndesk.model import Reading
from foreigndesk.reader import Reader

Read = Callable[[str], Reading]
POS = {"NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "VB": "VERB", "TO": "PART", "PRP$": "PRON", "IN": "ADP", "CD": "NUM",
       "DT": "DET", "JJ": "ADJ", ".": "PUNCT"}
LEMMAS = {"pledged": "pledge", "troops": "troop", "days": "day", "weeks": "week", "monitors": "monitor"}


def by_hand(marked: str) -> Doc:
    """A Doc from ``word/tag/relation/head``, heads counted from 0."""
    words, tags, deps, heads = zip(*(token.split("/") for token in marked.split()), strict=True)
    return Doc(
        spacy.blank("en").vocab, words=list(words), spaces=[word not in words[-2:] for word in words], tags=list(tags),
        pos=[POS[tag] for tag in tags], deps=list(deps), heads=[int(head) for head in heads],
        lemmas=[LEMMAS.get(word, word) for word in words],
    )

# text, debtor, creditor, strength, state
PROMISES = [
    ("Kenya promised to reopen its border with Somalia.", "KEN", "SOM", "pledge", "pending"),
    ("Kenya promised Somalia to release the prisoners.", "KEN", "SOM", "pledge", "pending"),
    ("Egypt pledged to release 30 Sudanese prisoners.", "EGY", "SDN:civilians", "pledge", "pending"),
    ("Egypt vowed to open its border with Libya.", "EGY", "LBY", "pledge", "pending"),
    ("Egypt guaranteed to protect Sudan.", "EGY", "SDN", "pledge", "pending"),
    ("Egypt offered to host talks with Sudan.", "EGY", "SDN", "pledge", "pending"),
    ("Egypt pledged that it would release the prisoners.", "EGY", "", "pledge", "pending"),
    ("Egypt's promise to open the border was welcomed.", "EGY", "", "pledge", "pending"),
    ("Kenya and Uganda agreed to withdraw their troops from Somalia.", "KEN UGA", "", "pledge", "pending"),
    ("Poland said it will recognise Kosovo.", "POL", "XKX", "pledge", "pending"),
]
PLANS = [
    ("Poland plans to withdraw its troops from Iraq.", "POL", "", "plan", "pending"),
]
ON_CONDITION = [
    ("Poland vowed to release the prisoners if Belarus reopens the border.", "POL", "", "pledge", "conditional"),
    ("Poland promised to send aid to Ukraine after the signing of the treaty.", "POL", "UKR", "pledge", "conditional"),
    ("Egypt pledged to hold talks with Libya unless Libya closes the border.", "EGY", "LBY", "pledge", "conditional"),
]


@pytest.mark.parametrize(("text", "debtor", "creditor", "strength", "state"), [*PROMISES, *PLANS, *ON_CONDITION])
def test_commitments(read: Read, text: str, debtor: str, creditor: str, strength: str, state: str) -> None:
    found = [(c.debtor, c.creditor, c.strength, c.state) for c in read(text).commitments]
    assert found == [(tuple(debtor.split()), tuple(creditor.split()), strength, state)]


NONE = [
    "Kenya did not promise to release the prisoners.",
    "Kenya reopened its border with Somalia.",
    "Egypt threatened to bomb Libya.",
    "Egypt pledged not to attack Libya.",
    "Egypt demanded that Libya release the prisoners.",
    "Egypt may reopen its border with Libya.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_commitment(read: Read, text: str) -> None:
    assert read(text).commitments == []


# text, the words of the condition
CONDITIONS = [
    ("Poland vowed to release the prisoners if Belarus reopens the border.", "Belarus reopens the border"),
    ("Poland agreed to release the prisoners once Belarus reopens the border.", "Belarus reopens the border"),
    ("Egypt pledged to hold talks with Libya unless Libya closes the border.", "Libya closes the border"),
    ("Poland promised to send aid to Ukraine after the signing of the treaty.", "the signing of the treaty"),
    ("Uganda promised to release the prisoners within 10 days of the signing of the treaty.", "the signing of the treaty"),
]


@pytest.mark.parametrize(("text", "words"), CONDITIONS)
def test_conditions(read: Read, text: str, words: str) -> None:
    condition = read(text).commitments[0].condition
    assert condition is not None
    assert text[slice(*condition.text)] == words


# text (published on 15 May 2024), the days by which it is due
DUE = [
    ("Uganda pledged to withdraw its troops from Somalia by 1 June.", "../2024-06-01"),
    ("Uganda pledged to withdraw its troops from Somalia by June 1, 2024.", "../2024-06-01"),
    ("Egypt undertook to pay Sudan $5 million by 30 June 2024.", "../2024-06-30"),
    ("Egypt promised on Monday to let observers into the border region by 20 June.", "../2024-06-20"),
    ("Uganda promised to release the prisoners by the end of June.", "../2024-06-30"),
    ("Uganda promised to release the prisoners in June.", "2024-06"),
    ("Uganda promised to release the prisoners next week.", "2024-05-20/2024-05-26"),
    ("Kenya promised to reopen its border with Somalia.", None),
]


@pytest.mark.parametrize(("text", "due"), DUE)
def test_due(read: Read, text: str, due: str | None) -> None:
    window = read(text).commitments[0].due
    assert (window.edtf if window is not None else None) == due


# the arrival's own phrase, as word/tag/relation/head; the day on which the withdrawal is due
CHAINS = [
    ("within 30 days", "due/JJ/amod/11 by/IN/case/16 15/CD/obl/14 June/NNP/nmod/16", "../2024-07-15"),
    ("within 10 days", "due/JJ/amod/11 by/IN/case/16 15/CD/obl/14 June/NNP/nmod/16", "../2024-06-25"),
    ("within two weeks", "due/JJ/amod/11 by/IN/case/16 15/CD/obl/14 June/NNP/nmod/16", "../2024-06-29"),
]


@pytest.mark.parametrize(("within", "due_by", "due"), CHAINS)
def test_due_after_a_condition_that_has_its_own_day(reader: Reader, within: str, due_by: str, due: str) -> None:
    """A tree by hand: Uganda pledged to withdraw its troops within N days of the arrival of monitors, due by 15 June."""
    number, unit = within.split()[1:]
    doc = by_hand(
        f"Uganda/NNP/nsubj/1 pledged/VBD/ROOT/1 to/TO/mark/3 withdraw/VB/xcomp/1 its/PRP$/nmod:poss/5 troops/NNS/obj/3 "
        f"within/IN/case/8 {number}/CD/nummod/8 {unit}/NNS/obl/3 of/IN/case/11 the/DT/det/11 arrival/NN/nmod/8 "
        f"of/IN/case/13 monitors/NNS/nmod/11 {due_by} ././punct/1"
    )
    report = from_text(doc.text, raw=True, published=date(2024, 5, 15))
    (commitment,) = reader._reading(report, doc).commitments
    assert commitment.due is not None
    assert commitment.due.edtf == due
    assert commitment.state == "conditional"
    assert commitment.condition is not None
    assert doc.text[slice(*commitment.condition.text)] == "the arrival of monitors due by 15 June"


ACTS = [
    # text, type of the promised act; where no frame reads it, the promise of it stands
    ("Kenya promised to reopen its border with Somalia.", "CONCEDE"),
    ("Uganda pledged to withdraw its troops from Somalia.", "RETREAT"),
    ("Kenya promised to release the prisoners.", "CONCEDE"),
    ("Egypt promised to paint the bridge.", "AGREE"),
]


@pytest.mark.parametrize(("text", "kind"), ACTS)
def test_the_promised_act_is_an_event(read: Read, text: str, kind: str) -> None:
    reading = read(text)
    act = next(e for e in reading.events if e.id == reading.commitments[0].act)
    assert (act.type, act.status) == (kind, "promised")


def test_its_life_begins_with_its_first_state(read: Read) -> None:
    commitment = read("Poland vowed to release the prisoners if Belarus reopens the border.").commitments[0]
    assert [change.state for change in commitment.history] == ["conditional"]
    assert commitment.history[0].evidence == commitment.evidence


def test_a_spoken_promise_is_by_its_statement(read: Read) -> None:
    reading = read("Poland said it will recognise Kosovo.")
    assert reading.commitments[0].by == reading.statements[0].id
