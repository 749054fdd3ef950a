"""What is contested: rival positions from opposed acts and words, with the shipped weights."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Reading

Read = Callable[[str], Reading]

# text, what it is about, the holders of its sides
CASES = [
    (
        "Kenya accused Tanzania of arming fishermen. Tanzania denied the accusation.",
        "Kenya accused Tanzania of arming fishermen.", {"KEN", "TZA"},
    ),
    ("Sudan blamed Ethiopia for the shelling. Ethiopia denied the charge.", "Sudan blamed Ethiopia for the shelling.", {"SDN", "ETH"}),
    ("India accused Pakistan of supporting the rebels. Pakistan rejected the accusation.",
     "India accused Pakistan of supporting the rebels.", {"IND", "PAK"}),
    ("Serbia rejected the agreement. Kosovo signed the agreement on Monday.", "the agreement", {"SRB", "XKX"}),
    ("The European Union imposed sanctions on Belarus. Belarus condemned the sanctions.", "the sanctions", {"EU", "BLR"}),
    ("Kenya and Uganda signed a treaty. Tanzania rejected the treaty.", "the treaty", {"KEN UGA", "TZA"}),
    ("Kenya praised the treaty. Tanzania condemned the treaty.", "the treaty", {"KEN", "TZA"}),
    ("Egypt said Libya attacked the ship. Libya denied the accusation.", "Libya attacked the ship", {"EGY", "LBY"}),
    # all who made the thing stand on one side
    ("Kenya signed the treaty. Uganda signed the treaty. Tanzania rejected the treaty.", "the treaty", {"UGA KEN", "TZA"}),
    # accusations that go both ways
    ("Kenya accused Somalia of breaking the truce. Somalia accused Kenya of breaking the truce.",
     "Kenya accused Somalia of breaking the truce.", {"KEN", "SOM"}),
    ("Kenya and Somalia accused each other of breaking the truce.", "Kenya and Somalia accused each other of breaking the truce.",
     {"KEN", "SOM"}),
    # a charge that is denied: the nearest who tells what the denier did
    (
        "Egypt said Libya attacked the ship. Sudan said Chad paid the pilots. Libya denied the claim.",
        "Libya attacked the ship", {"EGY", "LBY"},
    ),
    # what has just been said or charged, by a pronoun, by its own words, by "that account"
    (
        "Libya accused Chad of using the port and said that Kenyan pilots had helped to plan the raid. Kenya denied this.",
        "Kenyan pilots had helped to plan the raid", {"LBY", "KEN"},
    ),
    ("Libya accused Chad of blowing up the dam. Chad denied that it had destroyed the dam.",
     "Libya accused Chad of blowing up the dam.", {"LBY", "TCD"}),
    ("Chad said that its planes had sunk a warship. Libya rejected that account.", "that account", {"TCD", "LBY"}),
    # what is somebody's own: his words, or his act
    ("Kenya proposed talks in Nairobi. Somalia rejected Kenya's proposal.", "Kenya's proposal", {"KEN", "SOM"}),
    ("Kenya banned fish from Uganda on Monday. Uganda rejected the Kenyan ban.", "the Kenyan ban", {"KEN", "UGA"}),
    # a refusal of what is demanded
    ("Somalia demanded that Kenya withdraw its troops. Kenya refused to withdraw the troops.",
     "Somalia demanded that Kenya withdraw its troops.", {"KEN", "SOM"}),
    ("Kenya asked for help. Uganda refused the request.", "the request", {"KEN", "UGA"}),
    # an act that one tells and the other denies
    ("Georgia said Russian jets bombed the port. Russia denied bombing the port.", "Russian jets bombed the port", {"GEO", "RUS"}),
    # opposed verdicts
    ("Kenya says the treaty is valid. Somalia says the treaty is void.", "the treaty (validity)", {"KEN", "SOM"}),
    ("Kenya said the vote was legal. Somalia said the vote was not legal.", "the vote (legality)", {"KEN", "SOM"}),
    ("Russia said it had liberated the town. Ukraine said Russia had occupied the town.", "the town (control)", {"RUS", "UKR"}),
    ("Kenya called the raid self-defence. Somalia called the raid an act of aggression.", "the raid (justification)", {"KEN", "SOM"}),
    # "it" is what the clause above condemns
    ("Kenya called the strike defensive. Somalia condemned the attack, calling it an act of aggression.",
     "the attack (justification)", {"KEN", "SOM"}),
    # numbers that exclude each other: a toll, a term that the parties are said to differ on
    ("Egypt said that 30 soldiers had been killed in the raid. Libya said that at least 600 soldiers were killed.",
     "30 soldiers had been killed in the raid", {"EGY", "LBY"}),
    (
        "Kenya and Tanzania disagree on the pact. Kenya said that the pact was prolonged for 120 days. Tanzania said that it had agreed to "
        "no more than 60 days.",
        "the pact was prolonged for 120 days", {"KEN", "TZA"},
    ),
    # a part in a deed is denied to who tells the deed, not to who said something else of the denier
    (
        "Libyan jets bombed the harbour on Monday, Egypt said. Sudan said that Libya would find other ways. Libya denied any part in it.",
        "Libyan jets bombed the harbour on Monday", {"EGY", "LBY"},
    ),
    # a promise told by its verb and denied by its noun
    (
        "Kenya said that Uganda had guaranteed not to use the port for raids. Uganda denied that it had made any new promise.",
        "Uganda had guaranteed not to use the port for raids", {"KEN", "UGA"},
    ),
    # an account of several sentences
    (
        "Chad said on Monday that its planes had sunk a warship at Tripoli. The target was military, the Chadian Defence Ministry said. "
        "Libya rejected that account.",
        "that account", {"TCD TCD:defence_ministry", "LBY"},
    ),
    # a land that one claims, and that calls itself a state
    ("China says Taiwan is a province of China. Taiwan says it is an independent country.",
     "status of Taiwan: China says Taiwan is a province of China.", {"CHN", "TWN"}),
]


@pytest.mark.parametrize(("text", "about", "holders"), CASES)
def test_disputes(read: Read, text: str, about: str, holders: set[str]) -> None:
    found = read(text).disputes
    assert [d.about for d in found] == [about]
    assert {" ".join(side.holders) for side in found[0].sides} == holders
    for side in found[0].sides:
        assert side.position in text
        assert side.evidence


NONE = [
    "Kenya accused Tanzania of arming fishermen.",
    "Kenya signed the treaty on Monday. Uganda welcomed the treaty.",
    "Kenya did not reject the treaty. Uganda signed the treaty.",
    "Egypt and Sudan held talks in Cairo.",
    # tone alone: a deed that is condemned, and whose doer says nothing of it
    "Gunmen from Chad attacked the camp. Sudan condemned the attack.",
    "Kenya fired a missile on Monday. Somalia condemned the launch.",
    "Chad attacked the camp. Sudan blamed rebels for the bombing. Niger investigated the bombing.",
    # numbers that agree, or of other things
    "Egypt said that 600 soldiers were killed. Libya said that at least 500 soldiers were killed.",
    "Egypt said that it had lost 30 soldiers. Libya said that 600 goats were killed.",
    "Egypt said that 30 soldiers were killed in Tripoli. Libya said that 600 soldiers were killed in Benghazi.",
    "Egypt said that 30 people had died. Libya said that two pilgrims had died.",
    "Egypt said that 30 soldiers might be killed. Egypt said that 600 soldiers were killed.",
    "Kenya said that the pact was prolonged for 120 days. Tanzania said that it had trained pilots for 60 days.",
    # somebody else's thing, or another charge
    "Kenya praised the Ugandan plan. Somalia rejected the Rwandan plan.",
    "Egypt said Libya sold the ship. Libya denied any involvement in the bombing.",
    # a refusal that only the other side tells of
    "Kenya ordered Somalia to withdraw. Kenya said Somalia refused to withdraw.",
    # one voice, or one verdict
    "Kenya says the treaty is valid. Kenya says the treaty is void.",
    "Kenya says the treaty is void. Somalia says the treaty is void.",
    "Kenya says the treaty is valid. Somalia says the claim is void.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_dispute_without_two_sides(read: Read, text: str) -> None:
    assert read(text).disputes == []
