import pytest

from foreigndesk.reading.vocabulary import event_nouns, known_nouns, known_verbs

EVENT_NOUNS = ["attack", "talk", "treaty", "withdrawal", "ceasefire", "sanction", "promise", "threat", "statement"]
VERBS = ["attack", "sign", "withdraw", "promise", "say", "deny", "call", "recognise", "hold", "refuse"]
OBJECTS = ["troop", "prisoner", "border", "embassy"]


@pytest.mark.parametrize("noun", EVENT_NOUNS)
def test_event_nouns(noun: str) -> None:
    assert noun in event_nouns()
    assert noun in known_nouns()


@pytest.mark.parametrize("verb", VERBS)
def test_verbs(verb: str) -> None:
    assert verb in known_verbs()


@pytest.mark.parametrize("noun", OBJECTS)
def test_nouns_that_are_objects(noun: str) -> None:
    assert noun in known_nouns()


@pytest.mark.parametrize("word", ["weather", "museum", "painting"])
def test_plain_nouns_are_no_events(word: str) -> None:
    assert word not in event_nouns()


def test_known_words_are_single_words() -> None:
    assert not [word for word in known_verbs() | known_nouns() if " " in word]
