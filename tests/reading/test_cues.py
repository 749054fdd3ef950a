from pathlib import Path

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.reading.cues import cues, load

CUES = cues()

VERBS = [
    # verb, particle, force, sort, one of what it takes, status
    ("say", None, "neutral", "speech", "quote", "occurred"),
    ("tell", None, "neutral", "speech", "ccomp", "occurred"),
    ("announce", None, "neutral", "speech", "obj", "occurred"),
    ("point", "out", "neutral", "speech", "ccomp", "occurred"),
    ("go", "on", "neutral", "speech", "quote", "occurred"),
    ("insist", None, "demanding", "speech", "ccomp", "demanded"),
    ("claim", None, "affirming", "speech", "xcomp", "occurred"),
    ("deny", None, "denying", "speech", "obj", "negated"),
    ("rule", "out", "denying", "speech", "obj", "negated"),
    ("admit", None, "conceding", "speech", "ccomp", "occurred"),
    ("pledge", None, "promising", "speech", "xcomp", "promised"),
    ("threaten", None, "threatening", "speech", "xcomp", "threatened"),
    ("warn", None, "warning", "speech", "of", "possible"),
    ("ask", None, "asking", "speech", "obj+xcomp", "demanded"),
    ("demand", None, "demanding", "speech", "ccomp", "demanded"),
    ("call", "for", "demanding", "speech", "obj", "demanded"),
    ("call", "on", "demanding", "speech", "obj+xcomp", "demanded"),
    ("call", None, "neutral", "speech", "obj+xcomp", "occurred"),
    ("accuse", None, "accusing", "speech", "of", "occurred"),
    ("blame", None, "accusing", "speech", "obj+for", "occurred"),
    ("condemn", None, "accusing", "speech", "obj", "occurred"),
    ("lash", "out", "accusing", "speech", "at", "occurred"),
    ("praise", None, "praising", "speech", "obj", "occurred"),
    ("predict", None, "guessing", "speech", "ccomp", "possible"),
    ("believe", None, "guessing", "mental", "ccomp", "possible"),
    ("hope", None, "planning", "mental", "xcomp", "possible"),
    ("plan", None, "planning", "mental", "xcomp", "planned"),
    ("see", None, "neutral", "perception", "ccomp", "occurred"),
    ("write", None, "neutral", "text", "quote", "occurred"),
    ("tweet", None, "neutral", "text", "quote", "occurred"),
]


@pytest.mark.parametrize(("verb", "particle", "force", "sort", "takes", "status"), VERBS)
def test_verbs(verb: str, particle: str | None, force: str, sort: str, takes: str, status: str) -> None:
    cue = CUES.verb(verb, particle)
    assert cue is not None
    assert (cue.force, cue.sort, cue.status) == (force, sort, status)
    assert takes in cue.takes


@pytest.mark.parametrize(
    ("verb", "speaks"),
    [
        ("deny", True),
        ("claim", True),
        ("condemn", True),
        ("announce", True),
        ("say", False),
        ("accuse", False),
        ("attack", False),
        ("call", False),
    ],
)
def test_what_a_mere_object_is(verb: str, speaks: bool) -> None:
    cue = CUES.verb(verb)
    assert cue is not None
    assert cue.speaks_object is speaks


@pytest.mark.parametrize(
    ("verb", "role"),
    [("tell", "obj"), ("say", "to"), ("warn", "obj"), ("urge", "obj"), ("promise", "iobj"), ("agree", "with")],
)
def test_addressees(verb: str, role: str) -> None:
    cue = CUES.verb(verb)
    assert cue is not None
    assert role in cue.addressee


@pytest.mark.parametrize(
    ("noun", "force", "medium"),
    [
        ("statement", "neutral", True),
        ("letter", "neutral", True),
        ("interview", "neutral", True),
        ("tweet", "neutral", True),
        ("claim", "affirming", False),
        ("denial", "denying", False),
        ("promise", "promising", False),
        ("warning", "warning", False),
        ("accusation", "accusing", False),
        ("demand", "demanding", False),
    ],
)
def test_nouns(noun: str, force: str, medium: bool) -> None:
    cue = CUES.noun(noun)
    assert cue is not None
    assert (cue.force, cue.medium) == (force, medium)


@pytest.mark.parametrize(
    ("word", "force"), [("confident", "guessing"), ("adamant", "affirming"), ("worried", "warning")]
)
def test_adjectives(word: str, force: str) -> None:
    cue = CUES.adjective(word)
    assert cue is not None
    assert cue.force == force


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("according to", ""),
        ("in the words of", ""),
        ("in the view of", ""),
        ("by", "'s own admission"),
        ("in", "'s view"),
    ],
)
def test_phrases(before: str, after: str) -> None:
    assert (before, after) in {(" ".join(p.before), " ".join(p.after)) for p in CUES.phrases}


def test_longer_phrases_come_first() -> None:
    lengths = [len(p.before + p.after) for p in CUES.phrases]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    "noun", ["statement", "agreement", "document", "report", "communique", "resolution", "newspaper", "law"]
)
def test_documents(noun: str) -> None:
    assert noun in CUES.documents


@pytest.mark.parametrize("verb", ["continue", "begin", "have", "go"])
def test_verbs_that_only_carry_a_cue(verb: str) -> None:
    assert verb in CUES.auxiliaries


def test_unknown_words_are_no_cues() -> None:
    assert CUES.verb("swim") is None
    assert CUES.verb("say", "sideways") is None
    assert CUES.noun("teapot") is None
    assert CUES.adjective("purple") is None


def test_the_lexicon_is_as_broad_as_promised() -> None:
    assert len(CUES.verbs) >= 350
    assert len(CUES.nouns) >= 120
    assert cues() is CUES


GOOD = 'id = "a"\nforce = "neutral"\nsort = "speech"\nverbs = ["say"]\ntakes = ["quote"]\nstatus = "occurred"\n'

BROKEN = [
    # TOML, what the error names
    ("[[cue]]\n" + GOOD.replace('force = "neutral"\n', ""), ["'a'", "'force'", "missing"]),
    ("[[cue]]\n" + GOOD.replace('"neutral"', '"bland"'), ["'a'", "'force'", "bland"]),
    ("[[cue]]\n" + GOOD.replace('"speech"', '"song"'), ["'a'", "'sort'", "song"]),
    ("[[cue]]\n" + GOOD.replace('["quote"]', "[]"), ["'a'", "'takes'"]),
    ("[[cue]]\n" + GOOD.replace('["quote"]', '["banana"]'), ["'a'", "'takes'", "banana"]),
    ("[[cue]]\n" + GOOD.replace('"occurred"', '"ongoing"'), ["'a'", "'status'", "ongoing"]),
    ("[[cue]]\n" + GOOD.replace('verbs = ["say"]\n', ""), ["'a'", "'verbs'"]),
    ("[[cue]]\n" + GOOD + 'addressee = ["subj"]\n', ["'a'", "'addressee'", "subj"]),
    ("[[cue]]\n" + GOOD + 'speaks_object = "yes"\n', ["'a'", "'speaks_object'"]),
    ("[[cue]]\n" + GOOD + 'speaker = "he"\n', ["'a'", "'speaker'", "unknown key"]),
    ("[[cue]]\n" + GOOD + 'phrases = ["according to"]\n', ["'a'", "'phrases'", "according to"]),
    ("[[cue]]\n" + GOOD + 'phrases = ["X"]\n', ["'a'", "'phrases'"]),
    ("[[cue]]\n" + GOOD + "[[cue]]\n" + GOOD, ["'a'", "'id'", "twice"]),
    ("[[cue]]\n" + GOOD + "[[cue]]\n" + GOOD.replace('"a"', '"b"'), ["'b'", "'verbs'", "'say'", "in a"]),
    ("[documents]\nnoun = []\n", ["'documents'", "'noun'"]),
    ("[speakers]\n", ["'speakers'", "unknown table"]),
]


@pytest.mark.parametrize(("text", "named"), BROKEN)
def test_broken_files_name_file_entry_and_key(tmp_path: Path, text: str, named: list[str]) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load(path)
    assert caught.value.code == "FD203"
    for part in ["broken.toml", *named]:
        assert part in caught.value.message
