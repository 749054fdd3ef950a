import re

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.lexicon import loader
from foreigndesk.places import PlaceMention, find_mentions, finder

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[\w’'-]+?(?=['’]s\b)|['’]s\b|[\w’'-]+|[^\w\s]")


def mentions(text: str, **names: str) -> list[PlaceMention]:
    """The mentions of a text; ``names`` gives labels to words, several separated by "/"."""
    tokens = [(m.start(), m.group()) for m in TOKEN.finditer(text)]
    spans = []
    for label, phrases in names.items():
        for phrase in phrases.split("/"):
            at = text.index(phrase)
            inside = [n for n, (start, _) in enumerate(tokens) if at <= start < at + len(phrase)]
            spans.append((inside[0], inside[-1] + 1, label))
    words, offsets = [word for _, word in tokens], [start for start, _ in tokens]
    return find_mentions(text, words=words, offsets=offsets, names=sorted(spans))


# without a names model: the gazetteer and the words around
FOUND = [
    ("Troops entered Kupiansk on Monday.", ["Kupiansk"]),
    ("Kenya vowed to reopen its border with Somalia.", ["Kenya", "Somalia"]),
    ("The U.S. and the UK sent ships to the Strait of Hormuz.", ["U.S.", "UK", "Strait of Hormuz"]),
    ("Shelling was heard north of Aleppo and in the Gaza Strip.", ["Aleppo", "Gaza Strip"]),
    ("They were held at Guantanamo Bay.", ["Guantanamo Bay"]),
    ("Syrian troops and Georgian officers met.", []),
    ("They told us that more may march in June.", []),
    ("The People’s Republic of China objected.", ["People’s Republic of China"]),
    ("Aid reached the Democratic Republic of the Congo.", ["Democratic Republic of the Congo"]),
    ("Fighters left Idlib province for Turkey.", ["Idlib province", "Turkey"]),
    ("Doctors feared the Marburg virus.", []),
    ("Students of Aleppo University protested.", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found_by_the_gazetteer(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in mentions(text)] == expected


def test_spans_are_the_texts_own() -> None:
    text = "Envoys flew from Ankara to Addis Ababa, Ethiopia’s capital."
    assert all(text[slice(*mention.span)] == mention.text for mention in mentions(text))


NAMED = [
    ("Jordan met reporters in Amman.", {"PER": "Jordan"}, ["Amman"]),
    ("Ministers from Jordan met.", {"LOC": "Jordan"}, ["Jordan"]),
    ("The Bank of Kenya raised rates.", {"ORG": "Bank of Kenya"}, []),
    ("Ukraine said it would talk.", {"ORG": "Ukraine"}, ["Ukraine"]),
    ("Syrian forces withdrew.", {"LOC": "Syrian"}, []),
    ("Shells fell on Qwertzville and hit homes in Zyxhausen.", {"LOC": "Qwertzville/Zyxhausen"}, ["Zyxhausen"]),
    ("A blast in New Zealand hurt two.", {"LOC": "New Zealand"}, ["New Zealand"]),
    ("Convoys left Gori, Georgia at dawn.", {"LOC": "Gori, Georgia"}, ["Gori", "Georgia"]),
]


@pytest.mark.parametrize(("text", "names", "expected"), NAMED)
def test_found_beside_a_names_model(text: str, names: dict[str, str], expected: list[str]) -> None:
    assert [mention.text for mention in mentions(text, **names)] == expected


def test_a_stretch_that_tells_a_time_is_no_place() -> None:
    text = "They will meet in August in August, Georgia."
    tokens = text.replace(",", " ,").replace(".", " .").split()
    starts, at = [], 0
    for token in tokens:
        at = text.index(token, at)
        starts.append(at)
    first = text.index("August")
    names = [(4, 5, "LOC"), (6, 7, "LOC"), (8, 9, "LOC")]
    found = finder.find_mentions(text, words=tokens, offsets=starts, names=names, times=[(first, first + 6)])
    assert [mention.span[0] for mention in found if mention.text == "August"] == [first + 10]


HINTS = [
    ("Convoys left Gori, Georgia at dawn.", "Gori", "Georgia"),
    ("Jets hit the Syrian city of Idlib.", "Idlib", "SYR"),
    ("Crowds gathered in Tripoli in northern Lebanon.", "Tripoli", "Lebanon"),
    ("Snow closed roads near Buffalo, New York.", "Buffalo", "New York"),
    ("A court in Paris ruled.", "Paris", None),
    ("Talks took place in Geneva, Cairo and Doha.", "Geneva", None),
]


@pytest.mark.parametrize(("text", "name", "hint"), HINTS)
def test_hints(text: str, name: str, hint: str | None) -> None:
    assert next(mention for mention in mentions(text) if mention.text == name).hint == hint


def test_a_broken_word_list_names_file_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "toml", lambda path: {"locative": "in"})
    finder._words.cache_clear()
    with pytest.raises(LexiconError, match=r"words\.toml.*locative"):
        finder._words()
    finder._words.cache_clear()
