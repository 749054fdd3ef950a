"""What holds: relations that a sentence starts, ends or states, with the shipped weights."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Reading

Read = Callable[[str], Reading]

# text, relation, its parties (the holder first where it has a direction), since, until; "T" where it only ends
RECOGNITION = [
    ("Panama recognised Kosovo in 2009.", "recognition", "PAN XKX", "2009", None),
    ("Kosovo was recognised by France.", "recognition", "FRA XKX", None, None),
]
DIPLOMATIC_RELATIONS = [
    ("Chad established diplomatic relations with Israel in 1972.", "diplomatic_relations", "ISR TCD", "1972", None),
    ("Chad severed diplomatic relations with Sudan in May 2023.", "diplomatic_relations", "SDN TCD", None, "2023-05"),
    ("Iran and Saudi Arabia restored diplomatic relations in March 2023.", "diplomatic_relations", "IRN SAU", "2023-03", None),
]
TREATIES_AND_ALLIANCES = [
    ("Kenya and Uganda signed a treaty on fishing in March 2020.", "treaty", "KEN UGA", "2020-03", None),
    ("Iceland and Norway signed a defence pact.", "treaty", "ISL NOR", None, None),
    ("The United States withdrew from a treaty with Russia in 2019.", "treaty", "RUS USA", None, "2019"),
    ("Kenya and Uganda formed an alliance in 2020.", "alliance", "KEN UGA", "2020", None),
    ("Japan and its ally Canada held talks.", "alliance", "CAN JPN", None, None),
    ("Japan asked allies such as Canada to send doctors.", "alliance", "CAN JPN", None, None),
    ("Japan is an ally of the United States.", "alliance", "JPN USA", None, None),
]
MEMBERSHIP = [
    ("Germany joined NATO in 1955.", "membership", "DEU NATO", "1955", None),
    ("Britain left the European Union in 2020.", "membership", "GBR EU", None, "2020"),
    ("Sweden is a member of the European Union.", "membership", "SWE EU", None, None),
    ("Mali was expelled from the African Union.", "membership", "MLI AU", None, "../2024-05-15"),
    ("Syria withdrew from the Arab League.", "membership", "SYR ARL", None, "../2024-05-15"),
    ("Norway became a member of NATO in 1949.", "membership", "NOR NATO", "1949", None),
    ("Turkey, a NATO member, blocked the deal.", "membership", "TUR NATO", None, None),
    ("Turkey's bid to join the European Union has stalled.", "accession_bid", "TUR EU", None, None),
    ("Ukraine wants to join the European Union.", "accession_bid", "UKR EU", None, None),
    ("Georgia wants to join NATO.", "accession_bid", "GEO NATO", None, None),
]
PRESENCE_AND_OCCUPATION = [
    ("Russia deployed troops in Armenia.", "military_presence", "RUS ARM", None, None),
    ("Russia has troops in Armenia.", "military_presence", "RUS ARM", None, None),
    ("Russia keeps a military base in Armenia.", "military_presence", "RUS ARM", None, None),
    ("Russia stationed 3,000 soldiers in Tajikistan.", "military_presence", "RUS TJK", None, None),
    ("Russia withdrew its troops from Georgia in 2008.", "military_presence", "RUS GEO", None, "2008"),
    ("Burundi withdrew its peacekeepers from Somalia.", "military_presence", "BDI SOM", None, "../2024-05-15"),
    ("The United States demanded that Russia withdraw its troops from Ukraine.", "military_presence", "RUS UKR", None, None),
    ("Cambodia was occupied by Vietnam in 1979.", "occupation", "VNM KHM", "1979", None),
    ("French forces left Mali in 2022.", "military_presence", "FRA MLI", None, "2022"),
    ("The minister thanked French soldiers in Chadian barracks.", "military_presence", "FRA TCD", None, None),
    # what is promised is not since when it holds
    ("Uganda pledged to withdraw its troops from Somalia by 1 June.", "military_presence", "UGA SOM", None, None),
    ("Israel has occupied the Golan Heights since 1967.", "occupation", "ISR GOL", "1967", None),
    ("Morocco annexed Western Sahara.", "occupation", "MAR ESH", None, None),
    ("Morocco annexed Western Sahara.", "territorial_claim", "MAR ESH", None, None),
]
WAR_AND_CEASEFIRE = [
    ("Ethiopia invaded Eritrea in May 2000.", "war", "ERI ETH", "2000-05", None),
    ("Iraq invaded Kuwait in August 1990.", "war", "IRQ KWT", "1990-08", None),
    ("Ethiopia declared war on Eritrea.", "war", "ERI ETH", None, None),
    ("Ethiopia and Eritrea ended the war in 2018.", "war", "ERI ETH", None, "2018"),
    ("Kenya settled the Ethiopian-Eritrean conflict in 2018.", "war", "ERI ETH", None, "2018"),
    ("The war between Chad and Libya ended in 1987.", "war", "LBY TCD", None, "1987"),
    ("Civil war has raged between the Houthi rebels and the government of Yemen.", "war", "YEM houthis", None, None),
    ("The Houthis are fighting the government of Yemen.", "war", "YEM houthis", None, None),
    ("Kenya leads a coalition fighting al-Shabaab.", "war", "KEN al_shabaab", None, None),
    ("Armenia and Azerbaijan agreed to a ceasefire on Monday.", "ceasefire", "ARM AZE", "2024-05-13", None),
    ("Armenia and Azerbaijan signed a ceasefire.", "ceasefire", "ARM AZE", None, None),
    ("Azerbaijan broke the ceasefire with Armenia.", "ceasefire", "ARM AZE", None, "../2024-05-15"),
]
SANCTIONS = [
    ("Canada sanctioned Belarus in 2021.", "sanctions", "CAN BLR", "2021", None),
    ("Canada sanctioned Belarus.", "sanctions", "CAN BLR", None, None),
    ("Canada has imposed sanctions on Belarus since 2021.", "sanctions", "CAN BLR", "2021", None),
    # what goes on began before
    ("Canada extended its sanctions on Belarus in 2023.", "sanctions", "CAN BLR", None, None),
    ("Canadian sanctions on Belarus remain in force.", "sanctions", "CAN BLR", None, None),
    ("Peru listed al-Shabaab as a terrorist organisation in 2024.", "sanctions", "PER al_shabaab", "2024", None),
    ("Canada imposed sanctions on hundreds of Belarusian officials and companies.", "sanctions", "CAN BLR", None, None),
    ("Canada lifted its sanctions against Belarus.", "sanctions", "CAN BLR", None, "../2024-05-15"),
]
CASES = [
    *RECOGNITION, *DIPLOMATIC_RELATIONS, *TREATIES_AND_ALLIANCES, *MEMBERSHIP, *PRESENCE_AND_OCCUPATION, *WAR_AND_CEASEFIRE, *SANCTIONS,
]


@pytest.mark.parametrize(("text", "kind", "parties", "since", "until"), CASES)
def test_relations(read: Read, text: str, kind: str, parties: str, since: str | None, until: str | None) -> None:
    found = [r for r in read(text).relations if r.type == kind]
    assert [r.parties for r in found] == [tuple(parties.split())]
    assert (found[0].since.edtf if found[0].since else None) == since
    assert (found[0].until.edtf if found[0].until else None) == until


NONE = [
    # what did not happen, or may, holds nothing
    "Serbia refused to recognise Kosovo.",
    "Kenya did not recognise Kosovo.",
    "Kenya may recognise Kosovo.",
    "Canada threatened to impose sanctions on Belarus.",
    # arms that are given are no troops
    "Britain sent weapons to Ukraine.",
    # what was
    "Kenya, a former ally of Uganda, closed the border.",
    "Swedish crew members died.",
    # what is drafted, done without, or only cultivated
    "Kenya suspends talks on a partnership agreement with Uganda.",
    "Kenya will leave with or without a trade deal with Uganda.",
    "Kenya and Uganda discussed developing ties in trade.",
    # what is no land, no party, or nobody's in a list
    "Kenya took part in a seminar of Ugandan bankers.",
    "Kenya discussed the conflicts between Chad and Mali, Niger and Togo.",
    # one party is none
    "Russian troops occupied the town.",
    # what only the knowledge base knows
    "Germany praised France.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_relation(read: Read, text: str) -> None:
    assert read(text).relations == []


STARTS_AND_ENDS = [
    # text, relation, whether an event starts it, whether one ends it
    ("Panama recognised Kosovo in 2009.", "recognition", True, False),
    ("Canada sanctioned Belarus. Canada lifted its sanctions against Belarus.", "sanctions", True, True),
    ("Russia withdrew its troops from Georgia.", "military_presence", False, True),
]


@pytest.mark.parametrize(("text", "kind", "starts", "ends"), STARTS_AND_ENDS)
def test_the_events_behind_a_relation(read: Read, text: str, kind: str, starts: bool, ends: bool) -> None:
    reading = read(text)
    relation = next(r for r in reading.relations if r.type == kind)
    assert (relation.initiated_by is not None, relation.terminated_by is not None) == (starts, ends)
    known = {e.id for e in reading.events} | {None}
    assert {relation.initiated_by, relation.terminated_by} <= known


def test_several_holders_are_several_relations(read: Read) -> None:
    found = {r.parties for r in read("Kosovo was recognised by France and Germany.").relations}
    assert found == {("FRA", "XKX"), ("DEU", "XKX")}


def test_a_pair_told_twice_is_one_relation_with_both_sentences(read: Read) -> None:
    relations = read("Panama recognised Kosovo in 2009. Panama recognised Kosovo early.").relations
    assert [(r.type, r.parties) for r in relations] == [("recognition", ("PAN", "XKX"))]
    assert len(relations[0].evidence) == 2


def test_a_symmetric_relation_is_the_same_from_both_sides(read: Read) -> None:
    one, other = (read(f"{a} signed a treaty with {b}.").relations for a, b in (("Kenya", "Uganda"), ("Uganda", "Kenya")))
    assert [r.parties for r in one] == [r.parties for r in other] == [("KEN", "UGA")]


ENDS = [
    # what is over ended by the report; what is under way goes on
    ("Canada lifted its sanctions against Belarus.", "../2024-05-15"),
    ("Russia began to withdraw its troops from Georgia.", None),
    ("Russia has begun troop withdrawals from Georgia.", None),
]


@pytest.mark.parametrize(("text", "until"), ENDS)
def test_what_is_over(read: Read, text: str, until: str | None) -> None:
    relation = read(text).relations[0]
    assert (relation.until.edtf if relation.until is not None else None) == until
    assert (relation.terminated_by is None) == (until is None)


def test_a_list_of_members_tells_no_day(read: Read) -> None:
    text = "The Arab League currently unites Egypt, Iraq, Jordan and Syria."
    assert {(r.type, r.parties[1], r.since) for r in read(text).relations} == {("membership", "ARL", None)}


def test_ties_broken_with_each_are_not_ties_between_them(read: Read) -> None:
    found = read("Chad and Mali recognised Kosovo, whereupon Serbia broke off diplomatic relations with each of them.").relations
    ended = {frozenset(r.parties) for r in found if r.type == "diplomatic_relations"}
    assert ended == {frozenset({"SRB", "TCD"}), frozenset({"SRB", "MLI"})}
