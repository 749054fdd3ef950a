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
TREATIES = [
    ("Kenya and Uganda signed a treaty. The treaty provides for the integration of the ports.", "KEN UGA", "", "treaty", "pending"),
    ("Kenya and Uganda signed a treaty. The document envisages a customs union.", "KEN UGA", "", "treaty", "pending"),
    ("Kenya and Uganda signed an accord. Fishing quotas will be shared under the accord.", "KEN UGA", "", "treaty", "pending"),
    ("Kenya and Uganda signed an agreement. The agreement obliges Uganda to open its ports to Kenya.", "UGA", "KEN", "treaty", "pending"),
    ("Kenya and Uganda signed a pact. The pact requires Ugandan inspections of the wells.", "UGA", "", "treaty", "pending"),
    ("Kenya praised the treaty between Chad and Sudan, which requires Sudanese inspections of the wells.", "SDN", "", "treaty", "pending"),
]
FORBORNE = [
    ("Egypt pledged not to attack Libya.", "EGY", "LBY", "pledge", "pending"),
    ("Kenya undertook not to close the border with Somalia.", "KEN", "SOM", "pledge", "pending"),
    ("Chad had guaranteed in writing not to use the bridge for military action against Libya.", "TCD", "LBY", "pledge", "pending"),
]
REPORTED = [  # "said that it would": his own future, told by others
    ("Kenya said it would reopen its border with Somalia.", "KEN", "SOM", "pledge", "pending"),
    ("The Chadian president said that Chad would return to the pact only when Libya lifted its restrictions.", "TCD", "", "pledge",
     "conditional"),
    ("Kenya would return to the pact as soon as its exports were allowed, Kenyan Foreign Minister Omar Saleh said.", "KEN", "", "pledge",
     "conditional"),
    ("Kenya will extend the pact only if its tea is bought again, its ambassador said.", "KEN", "", "pledge", "conditional"),
    ("Kenya reopened the border, as it had promised.", "KEN", "", "pledge", "fulfilled"),
]
OFFERS = [
    ("Chile is ready to send aid to Peru.", "CHL", "PER", "pledge", "pending"),
    ("Qatar pledged $5 million to Lebanon.", "QAT", "LBN", "pledge", "pending"),
    ("Qatar's pledge of $5 million to Lebanon was welcomed.", "QAT", "LBN", "pledge", "pending"),
    # who promises that another will, owes it himself
    ("Egypt promised that Libya will release the prisoners.", "EGY", "", "pledge", "pending"),
]
RULES = [
    ("Peru imposed an embargo on Chile. The decree, which takes effect on 10 June, bars Chilean ships.", "PER", "", "plan", "pending"),
]
OVERDUE = [
    ("Uganda pledged to withdraw its troops from Somalia by 1 May 2024.", "UGA", "", "pledge", "overdue"),
]
ON_CONDITION = [
    ("Poland vowed to release the prisoners if Belarus reopens the border.", "POL", "", "pledge", "conditional"),
    ("Poland promised to send aid to Ukraine after the signing of the treaty.", "POL", "UKR", "pledge", "conditional"),
    ("Egypt pledged to hold talks with Libya unless Libya closes the border.", "EGY", "LBY", "pledge", "conditional"),
]
CASES = [*PROMISES, *PLANS, *TREATIES, *FORBORNE, *REPORTED, *OFFERS, *RULES, *OVERDUE, *ON_CONDITION]


@pytest.mark.parametrize(("text", "debtor", "creditor", "strength", "state"), CASES)
def test_commitments(read: Read, text: str, debtor: str, creditor: str, strength: str, state: str) -> None:
    found = [(c.debtor, c.creditor, c.strength, c.state) for c in read(text).commitments]
    assert found == [(tuple(debtor.split()), tuple(creditor.split()), strength, state)]


@pytest.mark.parametrize("text", [text for text, *_ in FORBORNE])
def test_what_is_not_to_be_done_is_no_act(read: Read, text: str) -> None:
    assert {e.type for e in read(text).events} == {"AGREE"}


NONE = [
    "Kenya did not promise to release the prisoners.",
    "Kenya reopened its border with Somalia.",
    "Egypt threatened to bomb Libya.",
    "Egypt demanded that Libya release the prisoners.",
    "Egypt may reopen its border with Libya.",
    # what is expected binds nobody, nor what befalls one
    "The European Union is expected to lift the sanctions on Mali.",
    "Kenya is scheduled to host the summit.",
    '"We shall rejoice!" said President Boric of Chile.',
    '"We will probably win the match," Kenya said.',
    # a plan that is denied, and one against an enemy
    "The budget holds no plan to increase aid to Mali.",
    "The gang laid plans to attack Kenyan farmers.",
    # nouns of plans with a participle
    "Kenya kept to the deadline issued by the court.",
    "Uganda must vote to release the prisoners.",
    # a question, a hope, a guess, a habit
    "Will Kenya reopen its border with Somalia?",
    "President Ruto of Kenya expressed confidence that Kenya will keep the border open.",
    "Kenya said it is going to hurt the farmers.",
    "Kenya intends to become rich.",
    "Kenya said that Uganda would reopen the border.",
    "Kenya said it would have reopened the border.",
    '"We will usually open the border at noon," Kenya said.',
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
    ("Uganda promised to release the prisoners within 12 days after the signing of the treaty.", "the signing of the treaty"),
    ("Poland will release the prisoners provided that Belarus reopens the border, Poland said.", "Belarus reopens the border"),
    ("Poland promised to lift the sanctions as soon as Belarus releases the prisoners.", "Belarus releases the prisoners"),
    ("If Belarus reopens the border, Poland has promised to release the prisoners.", "Belarus reopens the border"),
    ("Poland promised to release the prisoners in exchange for the reopening of the border.", "the reopening of the border"),
    ("Poland promised to release the prisoners in return for aid.", "aid"),
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


def test_nobody_owes_his_own_troops(read: Read) -> None:
    assert read("Poland plans to withdraw its troops from Iraq.").commitments[0].creditor == ()


def test_a_rule_is_due_on_the_day_it_takes_effect(read: Read) -> None:
    due = read("Peru banned Chilean ships. The decree enters into force on 10 June.").commitments[0].due
    assert due is not None
    assert due.edtf == "2024-06-10"


@pytest.mark.parametrize(
    ("text", "forgoes", "founds"),
    [
        ("Kenya undertook not to attack ports in Somalia.", "ASSAULT", None),
        ("Kenya promised to reopen its border with Somalia.", None, None),
        ("Kenya and Somalia agreed to open a joint coordination centre in Nairobi.", None, "joint coordination centre"),
        ("Kenya and Somalia agreed to open the coordination centre in Nairobi.", None, None),  # it is there
        ("Kenya and Somalia agreed to open a centre in Nairobi.", None, None),  # one of many
    ],
)
def test_what_is_forgone_and_what_is_founded(read: Read, text: str, forgoes: str | None, founds: str | None) -> None:
    (one,) = read(text).commitments
    assert (one.forgoes, one.founds and text[slice(*one.founds)]) == (forgoes, founds)


def test_a_promise_told_twice_is_one(read: Read) -> None:
    found = read("Kenya promised to reopen its border with Somalia. Kenya promised to reopen its border with Somalia.").commitments
    assert [len(c.evidence) for c in found] == [2]


def test_its_life_begins_with_its_first_state(read: Read) -> None:
    commitment = read("Poland vowed to release the prisoners if Belarus reopens the border.").commitments[0]
    assert [change.state for change in commitment.history] == ["conditional"]
    assert commitment.history[0].evidence == commitment.evidence


def test_a_spoken_promise_is_by_its_statement(read: Read) -> None:
    reading = read("Poland said it will recognise Kosovo.")
    assert reading.commitments[0].by == reading.statements[0].id


CREDITORS = [
    # what is left, who is moved, named or hit, and whose thing it is that one acts on are owed nothing
    ("Kenya plans to leave the African Union.", ()),
    ("Kenya pledged to withdraw its troops from Somalia.", ()),
    ("Kenya promised to impose sanctions on Mali.", ()),
    ("Kenya promised to answer Somalia's criticism.", ()),
    ("Kenya promised to send doctors to Mali.", ("MLI",)),
]


@pytest.mark.parametrize(("text", "creditor"), CREDITORS)
def test_creditors(read: Read, text: str, creditor: tuple[str, ...]) -> None:
    assert [c.creditor for c in read(text).commitments] == [creditor]


DEBTORS = [
    ("The Kenyan-Ugandan agreement to reopen the border was praised.", {"KEN", "UGA"}),
    # a paper binds those it names, whoever signed another one before
    ("Chad and Mali signed a treaty. The pact between Kenya and Uganda provides for a customs union.", {"KEN", "UGA"}),
    # it is agreed by those who met
    ("Kenya and Uganda held talks in Nairobi. It was agreed to reopen the border.", {"KEN", "UGA"}),
]


@pytest.mark.parametrize(("text", "debtor"), DEBTORS)
def test_debtors(read: Read, text: str, debtor: set[str]) -> None:
    assert set(read(text).commitments[-1].debtor) == debtor


NOT_DUE = [
    # when it was offered is no deadline, nor is that of another act
    "Kenya offered help on Monday after a ship sank.",
    "Kenya pledged $5 million to Mali and ordered the farmers to leave by June.",
    "Kenya promised to send help as soon as it can.",
]


@pytest.mark.parametrize("text", NOT_DUE)
def test_what_is_not_due(read: Read, text: str) -> None:
    assert [(c.due, c.condition) for c in read(text).commitments] == [(None, None)]
