from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreigndesk.reading.quotations import labels, quotations, quoted_share, signature, within

CASES = [
    # text, what stands in quotation marks
    ("He said “we are ready” and left.", ["we are ready"]),
    ('He said "we are ready" and left.', ["we are ready"]),
    ("He said ''we are ready'' and left.", ["we are ready"]),
    ("He said ``we are ready'' and left.", ["we are ready"]),
    ("Il a dit «nous sommes prêts».", ["nous sommes prêts"]),
    ("Er sagte: „Wir sind bereit“.", ["Wir sind bereit"]),
    ("‘We are ready,’ he said.", ["We are ready,"]),
    ("'We are ready,' he said. 'Don't wait for us.'", ["We are ready,", "Don't wait for us."]),
    ("Iran cites 'human error' after the crash.", ["human error"]),
    ("“One,” he said. “Two,” he added.", ["One,", "Two,"]),
    # marks that are mixed, turned round or never closed
    ("“We are ready,\" he said.", ["We are ready,"]),
    ("”We are ready,” he said.", ["We are ready,"]),
    ("“We are ready.\n\n“We will not wait.”", ["We are ready.", "We will not wait."]),
    ("He said “we are ready", ["we are ready"]),
    ("« Nous partons », dit-il.", ["Nous partons"]),
    ("»Wir sind bereit«, sagte er.", ["Wir sind bereit"]),
    ("‚Wir gehen jetzt‘, sagte er.", ["Wir gehen jetzt"]),
    ("「We are ready」, he said.", ["We are ready"]),
    ("The mayor said “it was a trap. The army came at dawn.\n\nThe road is open.", ["it was a trap."]),
    ("“It was a trap. The army came.\n\n“Nobody slept.”", ["It was a trap. The army came.", "Nobody slept."]),
    # a quotation in a quotation belongs to it
    ("“He told me ‘we are ready’ and left,” she said.", ["He told me ‘we are ready’ and left,"]),
    # apostrophes are no marks
    ("The workers' union and the farmers' union met.", []),
    ("It's the ministers' and the kings' view.", []),
    ("No marks at all.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "quoted"), CASES)
def test_what_stands_in_marks(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == quoted


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“He told me ‘we are ready’ and left,” she said.", ["we are ready"]),
        ("“He told me it's the workers' choice,” she said.", []),
    ],
)
def test_what_stands_in_marks_within_marks(text: str, inner: list[str]) -> None:
    assert [text[q.start : q.end] for q in within(text, quotations(text)[0])] == inner


def test_an_open_quotation_says_so() -> None:
    assert [q.closed for q in quotations("“One.\n“Two.”")] == [False, True]


MARKS = st.text(alphabet="ab .,\n“”„«»‘’'\"`—:A", max_size=80)


@settings(max_examples=200, deadline=None)
@given(st.one_of(MARKS, st.text(max_size=80)))
def test_any_text_has_ordered_quotations_within_paragraphs(text: str) -> None:
    found = quotations(text)
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert 0.0 <= quoted_share(found, 0, len(text)) <= 1.0
    for label, colon, rest in labels(text):
        assert 0 <= label[0] < label[1] <= colon[0] < colon[1] <= rest[0] <= rest[1] <= len(text)
    for q in found:
        signed = signature(text, q)
        assert signed is None or q.end <= signed[0][0] < signed[0][1] <= signed[1][0] < signed[1][1] <= len(text)


def test_many_marks_cost_no_more_than_their_number() -> None:
    text = "'a " * 20_000 + "“b” " * 20_000
    assert len(quotations(text)) == 20_000


@pytest.mark.parametrize(
    ("text", "dash", "name"),
    [
        ("“We lost.” — Maria Petrova", "—", "Maria Petrova"),
        ("“We lost.” -- Maria Petrova\n", "--", "Maria Petrova"),
        ("“We lost.” ― Maria Petrova, teacher\n“So did we.” ― Ann Li", "―", "Maria Petrova, teacher"),
    ],
)
def test_signed_quotations(text: str, dash: str, name: str) -> None:
    signed = signature(text, quotations(text)[0])
    assert signed is not None
    assert (text[slice(*signed[0])], text[slice(*signed[1])]) == (dash, name)


@pytest.mark.parametrize("text", ["“We lost,” she said.", "“We lost” — that much was clear, and more besides it."])
def test_unsigned_quotations(text: str) -> None:
    assert signature(text, quotations(text)[0]) is None


def test_labels_stand_at_the_head_of_a_paragraph() -> None:
    text = "Minister: talks failed\n\nHe said: nothing else.\n\nMEIER: We tried.\n\nat 10:30 the end"
    found = [(text[slice(*label)], text[slice(*rest)]) for label, _, rest in labels(text)]
    assert found == [("Minister", "talks failed"), ("He said", "nothing else."), ("MEIER", "We tried.")]


def test_the_quoted_share() -> None:
    text = "Half “half”"
    assert quoted_share(quotations(text), 0, len(text)) == pytest.approx(4 / 11)
