"""Who is meant, on whole readings with the shipped weights."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Actor, Reading

Read = Callable[[str], Reading]


def meant(reading: Reading, words: str, nth: int = 0) -> set[str]:
    """The names of the actors that some words of the text mention, at their nth place."""
    text, at = reading.report.text, -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return {a.name for a in reading.actors if any(a_start <= at < a_end and at + len(words) <= a_end for a_start, a_end in a.mentions)}


def actor(reading: Reading, name: str) -> Actor:
    return next(a for a in reading.actors if a.name == name)


# text, words, their nth place, whom they mean
NAMES = [
    ("The UK and the U.S. signed a treaty.", "UK", 0, {"United Kingdom"}),
    ("The UK and the U.S. signed a treaty.", "U.S.", 0, {"United States"}),
    ("The United Arab Emirates recognised Kosovo. The UAE sent an envoy.", "UAE", 0, {"United Arab Emirates"}),
    ("The African Union sent monitors to Somalia.", "African Union", 0, {"African Union"}),
    ("Russian troops withdrew from Georgia.", "Russian", 0, {"Russia"}),
]
METONYMS = [
    ("Moscow accused Washington of lying.", "Moscow", 0, {"Russia"}),
    ("Moscow accused Washington of lying.", "Washington", 0, {"United States"}),
    ("The Kremlin rejected the proposal.", "Kremlin", 0, {"Russia"}),
]
BODIES = [
    ("Soldiers from Kenya attacked a camp in Uganda on Monday.", "Soldiers", 0, {"Kenyan Soldiers"}),
    ("Diplomats from Iran met the press in Vienna.", "Diplomats", 0, {"Iranian Diplomats"}),
    ("Kenya withdrew troops from Somalia.", "troops", 0, {"troops"}),
    ("Russian troops withdrew from Georgia.", "troops", 0, {"Russian troops"}),
    ("Russian troops withdrew from Georgia. The troops left on Monday.", "troops", 1, {"Russian troops"}),
    ("Rebels attacked Mali's army.", "army", 0, {"Malian army"}),
    ("Lebanon's parliament rejected the treaty. Parliament will vote again.", "Parliament", 0, {"Lebanese parliament"}),
    ("The German Foreign Ministry condemned the attack. The ministry protested.", "ministry", 0, {"German Foreign Ministry"}),
    ("Egyptian police arrested a journalist in Cairo.", "police", 0, {"Egyptian police"}),
]
SURNAMES = [
    (
        "Kenyan President Daniel Otara and Ugandan President Grace Nambi signed the treaty. President Otara praised the talks.",
        "Otara", 1, {"Daniel Otara"},
    ),
    (
        "Petro Melnyk, a Ukrainian general, visited Poland. Gen. Melnik praised Poland.", "Melnik", 0, {"Petro Melnyk"},
    ),
]
COURTESY = [
    ("Mr Otara and Ms Tarr met in Oslo. They discussed trade.", "They", 0, {"Otara", "Tarr"}),
    (
        "Kenyan President Daniel Otara visited Uganda. Mr Otara praised the talks.", "Otara", 1, {"Daniel Otara"},
    ),
]
GLUED = [
    (
        "Speaker of the House Nina Tarr met Professor Carl Lemm of Harbour University.", "Nina Tarr", 0, {"Nina Tarr"},
    ),
    (
        "Speaker of the House Nina Tarr met Professor Carl Lemm of Harbour University.", "Carl Lemm", 0, {"Carl Lemm"},
    ),
    (
        "Speaker of the House Nina Tarr met Professor Carl Lemm of Harbour University.", "Harbour University", 0, {"Harbour University"},
    ),
]
NAMESAKES = [
    ("Troops entered Congo on Monday. Brazzaville protested.", "Congo", 0, {"Republic of the Congo"}),
    ("Troops of Congo attacked. Kinshasa denied it.", "Congo", 0, {"Democratic Republic of the Congo"}),
]
OFFICES = [
    ("Jonas Lindqvist, the Swedish prime minister, visited Oslo.", "prime minister", 0, {"Jonas Lindqvist"}),
    ("The foreign minister of Chad visited Peru.", "foreign minister", 0, {"Chadian foreign minister"}),
    ("Kenyan and Ugandan officials met in Nairobi.", "officials", 0, {"Kenyan officials", "Ugandan officials"}),
]
DESCRIPTIONS = [
    ("The African Union sent monitors to Somalia. The organisation praised the government.", "organisation", 0, {"African Union"}),
    ("The Rapid Support Forces attacked a market in Sudan. The group denied the charge.", "group", 0, {"Rapid Support Forces"}),
    ("Poland and Lithuania closed the border. The two countries recalled their ambassadors.", "two countries", 0, set()),
    ("Poland and Lithuania closed the border. The two countries recalled their ambassadors.", "countries", 0, {"Poland", "Lithuania"}),
]
TOGETHER = [
    (
        "Chad and Sudan signed an accord in the presence of Daniel Otara and Grace Nambi. The parties agreed to open a bridge.",
        "parties", 0, {"Chad", "Sudan"},
    ),
    (
        "Chadian Foreign Minister Anna Deby and Sudanese Foreign Minister Omar Saleh met on Monday. Both sides praised the talks.",
        "sides", 0, {"Chad", "Sudan"},
    ),
    (
        "Neither France nor Kenya named a day. Uganda thanked both sides and promised to keep up talks with Chad and Sudan.",
        "sides", 0, {"Chad", "Sudan"},
    ),
    (
        "France and Kenya praised the deal. Daniel Otara said that he trusted Grace Nambi and that they would meet in August.",
        "they", 0, {"Daniel Otara", "Grace Nambi"},
    ),
]
OWNERS = [
    ("Chad helped Polish soldiers to return to their homeland.", "homeland", 0, {"Poland"}),
    ("Turkey condemned the raid. Its parliament will vote.", "parliament", 0, {"Turkish parliament"}),
    (
        "Poland and Lithuania closed the border. The governments of the two countries protested.", "governments", 0,
        {"Polish governments", "Lithuanian governments"},
    ),
    ("Authorities in Kenya and Uganda arrested five men.", "Authorities", 0, {"Kenyan Authorities", "Ugandan Authorities"}),
]
FIRST_PERSONS = [
    (
        "Kenyan President Daniel Otara sent a message to Ugandan President Grace Nambi.\n\nThe message said:\n\n"
        "“We are your neighbours and we see your achievements.\n\nI am sure that you will prosper.”", "I", 0, {"Daniel Otara"},
    ),
    (
        "Kenyan President Daniel Otara sent a message to Ugandan President Grace Nambi.\n\nThe message said:\n\n"
        "“We are your neighbours and we see your achievements.\n\nI am sure that you will prosper.”", "We", 0, {"Kenya"},
    ),
]
PRONOUNS = [
    ("Chad held talks with Peru. They signed a treaty.", "They", 0, {"Chad", "Peru"}),
    ("Turkey closed its border.", "its", 0, {"Turkey"}),
    ("Turkey closed the border. It recalled the ambassador.", "It", 0, {"Turkey"}),
    ("Chad's defence minister, Anna Deby, visited Sudan. She praised Sudan.", "She", 0, {"Anna Deby"}),
    ("Rebels attacked Mali's army. They killed 12 soldiers.", "They", 0, {"Rebels"}),
    ("Poland and Lithuania closed the border. The two countries recalled their ambassadors.", "their", 0, {"Poland", "Lithuania"}),
]


@pytest.mark.parametrize(
    ("text", "words", "nth", "names"), [
        *NAMES, *METONYMS, *BODIES, *SURNAMES, *COURTESY, *GLUED, *NAMESAKES, *OFFICES, *DESCRIPTIONS, *TOGETHER, *OWNERS, *FIRST_PERSONS,
        *PRONOUNS,
    ]
)
def test_who_is_meant(read: Read, text: str, words: str, nth: int, names: set[str]) -> None:
    assert meant(read(text), words, nth) == names


# text, name, type, sector, the actor it belongs to and its role there
KINDS = [
    ("Russian troops withdrew from Georgia.", "Russia", "state", None, None),
    ("Russian troops withdrew from Georgia.", "Russian troops", "armed_force", "MIL", ("RUS", "of")),
    ("The German Foreign Ministry condemned the attack.", "German Foreign Ministry", "government_body", "GOV", ("DEU", "of")),
    ("Egyptian police arrested a journalist in Cairo.", "Egyptian police", "government_body", "COP", ("EGY", "of")),
    ("Panama recognised Kosovo.", "Kosovo", "contested_polity", None, None),
    ("The African Union sent monitors to Somalia.", "African Union", "igo", "IGO", None),
    ("Rebels attacked Mali's army.", "Rebels", "armed_group", "REB", None),
    ("Villagers fled from the shelling.", "Villagers", "population", "CVL", None),
    ("Kenyan President Daniel Otara signed the treaty.", "Daniel Otara", "person", "GOV", ("KEN", "President")),
    ("Jonas Lindqvist, the Swedish prime minister, visited Oslo.", "Jonas Lindqvist", "person", "GOV", ("SWE", "prime minister")),
]


@pytest.mark.parametrize(("text", "name", "kind", "sector", "affiliation"), KINDS)
def test_what_an_actor_is(
    read: Read, text: str, name: str, kind: str, sector: str | None, affiliation: tuple[str, str] | None
) -> None:
    found = actor(read(text), name)
    assert (found.type, found.sector) == (kind, sector)
    assert [(a.actor, a.role) for a in found.affiliation] == ([affiliation] if affiliation else [])


def test_a_person_of_a_state_bears_its_codes(read: Read) -> None:
    assert actor(read("Kenyan President Daniel Otara signed the treaty."), "Daniel Otara").iso3 == "KEN"


def test_actors_stand_in_the_order_of_the_text_with_all_their_mentions(read: Read) -> None:
    reading = read("Turkey closed its border with Greece. Greece recalled its ambassador.")
    assert [a.name for a in reading.actors][:2] == ["Turkey", "Greece"]
    assert [reading.report.text[slice(*m)] for m in actor(reading, "Turkey").mentions] == ["Turkey", "its"]
    firsts = [a.mentions[0] for a in reading.actors]
    assert firsts == sorted(firsts)


def test_a_capital_where_people_meet_is_a_place(read: Read) -> None:
    reading = read("Egypt and Sudan held talks in Moscow on Tuesday.")
    (talks,) = [e for e in reading.events if e.type == "CONSULT"]
    assert "RUS" not in {*talks.actors, *talks.recipients}
    assert talks.places[0].name == "Moscow"
