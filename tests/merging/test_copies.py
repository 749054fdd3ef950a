"""Copies told from independent reports by what they share."""

from __future__ import annotations

import pytest

from foreigndesk.merging.copies import copied, shared, sketch

WIRE = """The ministers of Norland and Estavia met in the port of Velm on Monday to settle the price of gas that flows under
the strait. Norland's minister said that the talks had been frank and that a second round would follow within a month. Estavia
has asked for a lower price since the autumn, when its own wells ran dry and the government had to ration heating in schools.
Officials on both sides said that a treaty could be signed by the end of the year if the parliaments agreed to the terms that
were laid down. Fishermen blocked the harbour while the ministers spoke, and the police took eleven of them away before noon.
The strait has been patrolled by both navies since a collision two years ago in which four sailors lost their lives at night."""
COPY = WIRE.replace("The ministers of Norland and Estavia met", "VELM (Agency) - Ministers from Norland and Estavia met")
REWRITE = WIRE.replace("had been frank", "were frank and open").replace("Fishermen blocked the harbour", "Boats closed the port")
OTHER = """Gas prices brought the neighbours back to the table this week: Estavia's minister travelled to Velm, where she asked
her colleague from Norland to halve what her country pays. He refused, people close to the talks said, but promised to meet her
again in four weeks. Eleven fishermen who had closed the harbour with their boats were arrested. A treaty before the new year
is still thought possible by both governments, although neither parliament has seen a draft, and the winter has begun early
for the schools of Estavia, which have been without heating for days because of the shortage that started in autumn there."""


@pytest.mark.parametrize(
    ("other", "expected"), [(WIRE, True), (COPY, True), (REWRITE, True), (OTHER, False), ("Short.", False), ("", False)]
)
def test_copied(other: str, expected: bool) -> None:
    assert copied(sketch(WIRE), sketch(other)) is expected
    assert copied(sketch(other), sketch(WIRE)) is expected


def test_a_part_is_shared_whole() -> None:
    assert shared(sketch(WIRE), sketch(WIRE[: len(WIRE) * 2 // 3])) > 0.9


def test_case_and_punctuation_do_not_matter() -> None:
    assert sketch("A treaty, signed in Velm on Monday.") == sketch("a TREATY signed — in velm on monday")
