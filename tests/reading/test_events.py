"""From text to events, with the shipped weights: short clear sentences, one event each."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Event, Reading, Report
from foreigndesk.reader import Reader

Read = Callable[[str], Reading]


def told(read: Read, text: str, kind: str) -> Event:
    reading = read(text)
    found = [e for e in reading.events if e.type == kind]
    assert found, f"no {kind}; read were {[e.type for e in reading.events]}"
    return found[0]


def words(reading: Reading, ids: tuple[str, ...]) -> list[str]:
    names = {a.id: a.name for a in reading.actors}
    return sorted(i if i.isupper() or ":" in i else names[i] for i in ids)


# text, type, actors, recipients, status; an actor of the report itself is called by its words
AGREE = [
    ("Kenya and Somalia signed a trade agreement on Monday.", "AGREE", "KEN", "SOM", "occurred"),
]
CONSULT = [
    ("Egypt and Sudan held talks in Cairo on Tuesday.", "CONSULT", "EGY", "SDN", "occurred"),
    ("The French foreign minister visited Morocco.", "CONSULT", "person:stephane_sejourne", "MAR", "occurred"),
    ("Japan hosted a summit with South Korea.", "CONSULT", "JPN", "KOR", "occurred"),
    ("Talks between Iran and Iraq began in Geneva.", "CONSULT", "IRN", "IRQ", "occurred"),
    ("Egypt resumed talks with Libya.", "CONSULT", "EGY", "LBY", "occurred"),
    ("Egypt hopes to hold talks with Sudan.", "CONSULT", "EGY", "SDN", "possible"),
    ("Chadian-Sudanese talks ended on Monday.", "CONSULT", "TCD", "SDN", "occurred"),
]
SUPPORT = [
    ("China praised Pakistan for the arrests.", "SUPPORT", "CHN", "PAK", "occurred"),
    ("Norway supported the bid of Sweden.", "SUPPORT", "NOR", "SWE", "occurred"),
    ("Panama recognised Kosovo.", "SUPPORT", "PAN", "XKX", "occurred"),
    ("Kenya contributed to the settlement in Somalia.", "SUPPORT", "KEN", "SOM", "occurred"),
    ("Kosovo was recognised by France.", "SUPPORT", "FRA", "XKX", "occurred"),
    ("France could recognise Kosovo.", "SUPPORT", "FRA", "XKX", "possible"),
]
COOPERATE = [
    ("Poland agreed to share intelligence with Ukraine.", "COOPERATE", "POL", "UKR", "promised"),
    ("Brazil and Argentina will hold joint military exercises.", "COOPERATE", "BRA", "ARG", "planned"),
]
AID = [
    ("Germany sent humanitarian aid to Syria.", "AID", "DEU", "SYR", "occurred"),
    ("Canada gave Ukraine $500 million.", "AID", "CAN", "UKR", "occurred"),
    ("Denmark sent weapons to Ukraine.", "AID", "DNK", "UKR", "occurred"),
]
CONCEDE = [
    ("Ethiopia released 120 Eritrean prisoners.", "CONCEDE", "ETH", "ERI:civilians", "occurred"),
    ("Chad reopened its border with Sudan.", "CONCEDE", "TCD", "SDN", "occurred"),
    ("Kenya promised to reopen its border with Somalia.", "CONCEDE", "KEN", "SOM", "promised"),
    ("Kenya plans to reopen its border with Somalia.", "CONCEDE", "KEN", "SOM", "planned"),
    ("Turkey lifted its sanctions against Iraq on Monday.", "CONCEDE", "TUR", "IRQ", "occurred"),
    ("Egypt released three Israeli hostages.", "CONCEDE", "EGY", "ISR:civilians", "occurred"),
]
RETREAT = [
    ("Russia withdrew its troops from Georgia.", "RETREAT", "RUS", "GEO", "occurred"),
    ("Ugandan troops withdrew from Somalia.", "RETREAT", "UGA:military", "SOM", "occurred"),
    ("Egypt might withdraw its troops from Libya.", "RETREAT", "EGY", "LBY", "possible"),
]
REQUEST = [
    ("Turkey urged Greece to release the prisoners.", "REQUEST", "TUR", "GRC", "occurred"),
    ("Turkey urged Greece to withdraw its troops from Cyprus.", "REQUEST", "TUR", "GRC", "occurred"),
    ("The United States demanded that Russia withdraw its troops from Ukraine.", "REQUEST", "USA", "RUS", "occurred"),
    ("Egypt asked Sudan to release the prisoners.", "REQUEST", "EGY", "SDN", "occurred"),
    ("Egypt told Libya to withdraw its troops from Sudan.", "REQUEST", "EGY", "LBY", "occurred"),
    ("Macron called for NATO action.", "REQUEST", "person:emmanuel_macron", "NATO", "occurred"),
]
ACCUSE = [
    ("The United Nations condemned North Korea.", "ACCUSE", "UN", "PRK", "occurred"),
    ("Sudan blamed Ethiopia for the attack.", "ACCUSE", "SDN", "ETH", "occurred"),
    ("Vietnam condemned the Chinese drilling.", "ACCUSE", "VNM", "CHN", "occurred"),
    ("Moscow accused Washington of lying.", "ACCUSE", "RUS", "USA", "occurred"),
]
REJECT = [
    ("Iran rejected the American proposal.", "REJECT", "IRN", "USA", "occurred"),
    ("Cuba denied the accusation.", "REJECT", "CUB", "", "occurred"),
    ("Hungary rejected the Russian offer.", "REJECT", "HUN", "RUS", "occurred"),
    ("Spain refused to recognise Kosovo.", "REJECT", "ESP", "XKX", "occurred"),
    ("Egypt rejected a ceasefire with Libya.", "REJECT", "EGY", "LBY", "occurred"),
    ("Iran denied that it attacked Israel.", "REJECT", "IRN", "ISR", "occurred"),
    ("Egypt cancelled talks with Libya.", "REJECT", "EGY", "LBY", "occurred"),
    ("Spain refused to meet with Libya.", "REJECT", "ESP", "LBY", "occurred"),
    ("Ghana and Togo failed to reach an agreement.", "REJECT", "GHA", "TGO", "occurred"),
    ("Chad will not lift the sanctions on Sudan.", "REJECT", "TCD", "SDN", "occurred"),
]
THREATEN = [
    ("North Korea threatened to attack South Korea.", "THREATEN", "PRK", "KOR", "occurred"),
    ("Turkey warned Greece against the drilling.", "THREATEN", "TUR", "GRC", "occurred"),
    ("Egypt threatened Libya with sanctions.", "THREATEN", "EGY", "LBY", "occurred"),
]
SANCTION = [
    ("Canada imposed a trade embargo on Belarus.", "SANCTION", "CAN", "BLR", "occurred"),
    ("Lithuania expelled three Belarusian diplomats.", "SANCTION", "LTU", "BLR:diplomat", "occurred"),
    ("Algeria recalled its ambassador from Paris.", "SANCTION", "DZA", "FRA", "occurred"),
    ("Chad severed diplomatic relations with Sudan.", "SANCTION", "TCD", "SDN", "occurred"),
    ("Egypt suspended its talks with Libya.", "SANCTION", "EGY", "LBY", "occurred"),
    ("Nigeria suspended flights to Ghana.", "SANCTION", "NGA", "GHA", "occurred"),
]
MOBILIZE = [
    ("Russia deployed troops in Armenia.", "MOBILIZE", "RUS", "ARM", "occurred"),
]
COERCE = [
    ("Poland closed its border with Belarus.", "COERCE", "POL", "BLR", "occurred"),
    ("Egyptian police detained a Turkish journalist.", "COERCE", "EGY:police", "TUR:journalist", "occurred"),
    ("Iran seized a Greek tanker.", "COERCE", "IRN", "GRC", "occurred"),
    ("Mali was expelled from the African Union.", "COERCE", "", "MLI", "occurred"),
    ("The Turkish government forced Greece to release the prisoners.", "COERCE", "TUR:government", "GRC", "occurred"),
]
ASSAULT = [
    ("Israel bombed a port in Yemen.", "ASSAULT", "ISR", "YEM", "occurred"),
    ("Ethiopia invaded Eritrea.", "ASSAULT", "ETH", "ERI", "occurred"),
    ("Georgia was invaded by Russia.", "ASSAULT", "RUS", "GEO", "occurred"),
    ("Gunmen killed 12 soldiers in Nigeria.", "ASSAULT", "Gunmen", "soldiers", "occurred"),
    ("Azerbaijani forces shelled a village in Armenia.", "ASSAULT", "AZE:military", "ARM", "occurred"),
    ("Somali pirates hijacked a Danish ship.", "ASSAULT", "SOM:criminals", "DNK", "occurred"),
    ("Ukrainian tanks came under fire from Russian helicopters.", "ASSAULT", "RUS:air_force", "UKR:military", "occurred"),
    ("Azerbaijan carried out an attack on Armenia.", "ASSAULT", "AZE", "ARM", "occurred"),
    ("The bombing of Yemen by Saudi Arabia went on.", "ASSAULT", "SAU", "YEM", "occurred"),
    ("Israeli strikes on Gaza killed 30 civilians.", "ASSAULT", "ISR", "GZA", "occurred"),
    ("Egypt was attacked by Libya and Sudan.", "ASSAULT", "LBY SDN", "EGY", "occurred"),
    ("Egypt launched an attack on Libya.", "ASSAULT", "EGY", "LBY", "occurred"),
    ("Ethiopia may invade Eritrea.", "ASSAULT", "ETH", "ERI", "possible"),
    ("Egypt did not bomb Libya.", "ASSAULT", "EGY", "LBY", "negated"),
]
CASES = [
    *AGREE, *CONSULT, *SUPPORT, *COOPERATE, *AID, *CONCEDE, *RETREAT, *REQUEST, *ACCUSE, *REJECT, *THREATEN, *SANCTION, *MOBILIZE,
    *COERCE, *ASSAULT,
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients", "status"), CASES)
def test_events(read: Read, text: str, kind: str, actors: str, recipients: str, status: str) -> None:
    reading = read(text)
    event = told(read, text, kind)
    found = (words(reading, event.actors), words(reading, event.recipients), event.status)
    assert found == (sorted(actors.split()), sorted(recipients.split()), status)


NOTHING = [
    "Typhoon Lena battered Vietnam.",
    "Tom Brown agreed to pay a fine.",
    "The weather in Oslo was fine.",
    "The museum shows paintings of the nineteenth century.",
    "Kenya has a population of fifty million.",
    "The border runs along the river.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_event_without_an_act(read: Read, text: str) -> None:
    assert read(text).events == []


def test_what_is_promised_stands_and_its_promise_does_not(read: Read) -> None:
    assert [e.type for e in read("Kenya promised to reopen its border with Somalia.").events] == ["CONCEDE"]


def test_a_demand_and_the_act_it_demands_are_two_events(read: Read) -> None:
    found = [(e.type, e.status) for e in read("Turkey urged Greece to withdraw its troops from Cyprus.").events]
    assert found == [("REQUEST", "occurred"), ("RETREAT", "demanded")]


def test_a_light_verb_and_its_noun_are_one_event(read: Read) -> None:
    assert [e.type for e in read("Azerbaijan carried out an attack on Armenia.").events] == ["ASSAULT"]


def test_an_event_of_the_title_told_again_is_one(reader: Reader) -> None:
    title = "Israel bombed a port in Yemen"
    reading = reader.read(Report("r1", f"{title}\n\nIsrael bombed a port in Yemen on Monday.", title=title))
    assert [e.type for e in reading.events] == ["ASSAULT"]
    assert len(reading.events[0].evidence) == 2


ONE_ACT = [
    # why, text, the types of its events
    ("a refusal tells the act refused", "Spain refused to meet with Libya.", ["REJECT"]),
    ("what must end goes on, and is to end", "Norway says Chad must end its attacks on Sudan.", ["CONCEDE", "ASSAULT"]),
    ("what has ended is told by its end", "Chad ended its attacks on Sudan.", ["CONCEDE"]),
    ("a clause on an act tells the same act", "The American airstrike that killed Libyan soldiers ended.", ["ASSAULT"]),
    ("weapons launched at somebody", "Iran launched missiles targeting American troops.", ["ASSAULT"]),
    ("a known act told once more", "Israel killed Libyan officers in a strike. Israel carried out the strike in Benghazi.", ["ASSAULT"]),
    ("grief over an act that nobody is named for", "Spain expressed its grief over the attack in Libya.", []),
    ("another's attack", "Israel attacked Libya. Egypt condemned the attack on Sudan.", ["ASSAULT", "ACCUSE", "ASSAULT"]),
]


@pytest.mark.parametrize(("why", "text", "types"), ONE_ACT, ids=[case[0] for case in ONE_ACT])
def test_one_act_is_one_event(read: Read, why: str, text: str, types: list[str]) -> None:
    assert [e.type for e in read(text).events] == types, why


def test_what_one_withdraws_is_ones_own(read: Read) -> None:
    event = told(read, "The American president withdrew the United States from the treaty with Iran.", "SANCTION")
    assert event.recipients == ("IRN",)


def test_whose_a_thing_is_is_no_place(read: Read) -> None:
    event = told(read, "Iran attacked American troops in Baghdad.", "ASSAULT")
    assert [place.name for place in event.places] == ["Baghdad"]


def test_a_trigger_stands_in_its_evidence(read: Read) -> None:
    reading = read("Israel bombed a port in Yemen. Kenya and Uganda signed a treaty.")
    assert [reading.report.text[slice(*e.trigger)] for e in reading.events] == ["bombed", "signed"]
    for event in reading.events:
        assert any(a <= event.trigger[0] < b for a, b in event.evidence)


def test_day_and_place(read: Read) -> None:
    event = told(read, "Egypt and Sudan held talks in Cairo on Tuesday.", "CONSULT")
    assert event.when is not None
    assert event.when.edtf == "2024-05-14"
    assert event.places[0].name == "Cairo"


def test_what_a_speaker_alone_tells_is_by_his_statement(read: Read) -> None:
    reading = read("Egypt said that Libya attacked Sudan.")
    event = next(e for e in reading.events if e.type == "ASSAULT")
    assert event.by == reading.statements[0].id


# text, the type of an event of it, its places
SITES = [
    ("Uganda accused Nairobi of arming rebels.", "ACCUSE", []),
    ("Uganda held talks with Kenya in Addis Ababa.", "CONSULT", ["Addis Ababa"]),
    ("Kampala demanded guarantees from Nairobi.", "REQUEST", []),
    ("Nairobi and Kampala signed an accord.", "AGREE", []),
    ("Chadian planes bombed Benghazi.", "ASSAULT", ["Benghazi"]),
    ("The ministry in Nairobi accused Uganda of arming rebels.", "ACCUSE", []),
]


@pytest.mark.parametrize(("text", "kind", "places"), SITES)
def test_who_takes_part_is_no_place(read: Read, text: str, kind: str, places: list[str]) -> None:
    assert [p.name for p in told(read, text, kind).places] == places


# text, actors, recipients: a weapon is nobody, and forces that others attack are their owner's
INSTRUMENTS = [
    ("Russian drones hit the bridge.", ["RUS"], []),
    ("Ukraine's drones hit the bridge.", ["UKR"], []),
    ("Libya blocked the gulf after drones attacked ships of its fleet.", [], ["LBY:navy"]),
    ("Chad said that rebels had attacked its troops.", ["rebels"], ["TCD:military"]),
]


@pytest.mark.parametrize(("text", "actors", "recipients"), INSTRUMENTS)
def test_weapons_and_forces(read: Read, text: str, actors: list[str], recipients: list[str]) -> None:
    event = told(read, text, "ASSAULT")
    reading = read(text)
    assert (words(reading, event.actors), words(reading, event.recipients)) == (actors, recipients)


# text, the types of its events
TYPES = [
    ("Chad warned that it would leave again if Libya broke the pact.", ["THREATEN", "REJECT"]),
    ("Kenya warned Libya to leave.", ["REQUEST"]),
    ("Chad warned that Kenya would pay for the raid.", ["THREATEN"]),
    ("Chad warned that Kenya would leave.", []),
    ("Chad resumed its participation in the accord, four days after it had walked out.", ["AGREE", "SANCTION"]),
    ("Chad walked out of the accord.", ["SANCTION"]),
    ("Workers walked out on Monday.", ["PROTEST"]),
    ("Kenya returned to the fishing deal.", ["AGREE"]),
    ("Kenya refused to extend the treaty with Chad.", ["REJECT"]),
    ("Kenya evacuated some 800 people from the flooded area.", []),
    ("Kenya opened a corridor of its own along the coast.", []),
    ("Kenya opened its ports to Chad.", ["CONCEDE"]),
]


@pytest.mark.parametrize(("text", "types"), TYPES)
def test_types(read: Read, text: str, types: list[str]) -> None:
    assert [e.type for e in read(text).events] == types


def test_a_threat_is_no_promise(read: Read) -> None:
    assert read("Chad warned that it would leave again if Libya broke the pact.").commitments == []
