from pathlib import Path

import pytest

from foreigndesk.errors import LexiconError
from foreigndesk.propositions.signatures import Complement, load, signatures

SIG = signatures()

VERBS: list[tuple[str, Complement | None, str, str]] = [
    # lemma, complement, affirmed, negated
    ("manage", "xcomp", "occurred", "negated"),
    ("force", "xcomp", "occurred", "possible"),
    ("allow", "xcomp", "possible", "negated"),
    ("fail", "xcomp", "negated", "occurred"),
    ("refuse", "xcomp", "negated", "possible"),
    ("prevent", "obj", "negated", "possible"),
    ("prevent from", "any", "negated", "possible"),
    ("call off", "obj", "negated", "possible"),
    ("rule out", "obj", "negated", "possible"),
    ("regret", "ccomp", "occurred", "occurred"),
    ("realise", "ccomp", "occurred", "occurred"),
    ("begin", "xcomp", "ongoing", "negated"),
    ("stop", "xcomp", "negated", "ongoing"),
    ("plan", "xcomp", "planned", "negated"),
    ("expect", "xcomp", "planned", "possible"),
    ("pledge", "xcomp", "promised", "possible"),
    ("demand", "ccomp", "demanded", "possible"),
    ("call for", "any", "demanded", "possible"),
    ("threaten", "xcomp", "threatened", "possible"),
    ("try", "xcomp", "possible", "negated"),
    ("want", "xcomp", "possible", "possible"),
    ("seem", "xcomp", "possible", "negated"),
    ("struggle", "xcomp", "possible", "occurred"),
    ("know", "ccomp", "keep", "keep"),
    ("believe", "ccomp", "possible", "negated"),
    ("deny", "ccomp", "negated", "possible"),
    ("say", "ccomp", "keep", "possible"),
    ("see", "ccomp", "keep", "possible"),
]

TWO_READINGS: list[tuple[str, Complement, str]] = [
    # one verb, different complements
    ("forget", "xcomp", "negated"),
    ("forget", "ccomp", "occurred"),
    ("remember", "xcomp", "occurred"),
    ("agree", "xcomp", "promised"),
    ("agree", "ccomp", "keep"),
    ("tell", "xcomp", "demanded"),
    ("tell", "ccomp", "keep"),
    ("warn", "xcomp", "demanded"),
    ("warn", "ccomp", "possible"),
    ("commit", "xcomp", "promised"),
    ("commit", "obj", "occurred"),
    ("mean", "xcomp", "planned"),
    ("mean", "ccomp", "keep"),
]


@pytest.mark.parametrize(("lemma", "complement", "positive", "negative"), VERBS)
def test_verbs(lemma: str, complement: Complement | None, positive: str, negative: str) -> None:
    found = SIG.verb(lemma, complement=complement)
    assert found is not None
    assert (found.positive, found.negative) == (positive, negative)


@pytest.mark.parametrize(("lemma", "complement", "positive"), TWO_READINGS)
def test_the_complement_decides(lemma: str, complement: Complement, positive: str) -> None:
    found = SIG.verb(lemma, complement=complement)
    assert found is not None
    assert found.positive == positive


@pytest.mark.parametrize(
    ("noun", "positive"),
    [
        ("refusal", "negated"),
        ("pledge", "promised"),
        ("plan", "planned"),
        ("demand", "demanded"),
        ("attempt", "possible"),
        ("announcement", "keep"),
        ("end", "negated"),
        ("threat", "threatened"),
        ("permission", "possible"),
    ],
)
def test_nouns(noun: str, positive: str) -> None:
    found = SIG.noun(noun)
    assert found is not None
    assert found.positive == positive


@pytest.mark.parametrize(
    ("adjective", "positive"),
    [
        ("ready", "possible"),
        ("due", "planned"),
        ("unable", "negated"),
        ("unwilling", "negated"),
        ("likely", "possible"),
        ("glad", "occurred"),
        ("essential", "demanded"),
    ],
)
def test_adjectives(adjective: str, positive: str) -> None:
    found = SIG.adjective(adjective)
    assert found is not None
    assert found.positive == positive


@pytest.mark.parametrize(
    ("modal", "positive", "negative"),
    [
        ("will", "planned", "negated"),
        ("shall", "planned", "negated"),
        ("would", "possible", "negated"),
        ("may", "possible", "negated"),
        ("must", "demanded", "negated"),
        ("have to", "demanded", "negated"),
    ],
)
def test_modals(modal: str, positive: str, negative: str) -> None:
    assert (SIG.modal(modal), SIG.modal(modal, negated=True)) == (positive, negative)


@pytest.mark.parametrize("word", ["if", "unless", "whether", "provided", "in case", "should"])
def test_conditionals(word: str) -> None:
    assert SIG.conditional(word) == "possible"


@pytest.mark.parametrize("word", ["not", "n't", "never", "no", "without", "neither", "nor", "hardly"])
def test_negators(word: str) -> None:
    assert SIG.negator(word)


@pytest.mark.parametrize(
    ("word", "outcome"), [("allegedly", "possible"), ("reportedly", "possible"), ("nearly", "negated")]
)
def test_adverbs(word: str, outcome: str) -> None:
    assert SIG.adverb(word) == outcome


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("planned", "planned"),
        ("alleged", "possible"),
        ("threatened", "threatened"),
        ("failed", "negated"),
        ("ongoing", "ongoing"),
        ("former", "occurred"),
        ("upcoming", "planned"),
        ("promised", "promised"),
    ],
)
def test_modifiers(word: str, outcome: str) -> None:
    assert SIG.modifier(word) == outcome


def test_unknown_words_tell_nothing() -> None:
    assert SIG.verb("photosynthesise") is None
    assert SIG.verb("forget", complement="subj") is not None  # "any" stands for every complement
    assert SIG.verb("manage", complement="ccomp") is None
    assert SIG.noun("teapot") is None
    assert SIG.adjective("purple") is None
    assert SIG.modal("go") is None
    assert SIG.conditional("because") is None
    assert SIG.adverb("quickly") is None
    assert SIG.modifier("green") is None
    assert not SIG.negator("yes")


LIGHT = [
    # verb, particle, preposition, via, noun, inverse, status
    ("hold", None, None, None, None, False, None),
    ("carry", "out", None, None, None, False, None),
    ("come", None, "under", None, None, True, None),
    ("suffer", None, None, None, None, True, None),
    ("receive", None, None, None, None, True, None),
    ("take", None, "in", "part", None, False, None),
    ("be", None, "of", "target", None, True, None),
    ("be", None, "to", "subject", None, True, None),
    ("call", "off", None, None, None, False, "negated"),
    ("plan", None, None, None, None, False, "planned"),
    ("threaten", None, None, None, None, False, "threatened"),
    ("fight", None, None, None, "war", False, None),
]


@pytest.mark.parametrize(("verb", "particle", "preposition", "via", "noun", "inverse", "status"), LIGHT)
def test_light_verbs(
    verb: str,
    particle: str | None,
    preposition: str | None,
    via: str | None,
    noun: str | None,
    inverse: bool,
    status: str | None,
) -> None:
    found = SIG.light(verb, particle, preposition, via=via, noun=noun)
    assert found is not None
    assert (found.inverse, found.status) == (inverse, status)


def test_light_verbs_of_some_nouns_only() -> None:
    assert SIG.light("lay", noun="siege") is not None
    assert SIG.light("lay", noun="egg") is None
    assert SIG.light("lay") is None
    assert SIG.light("devour") is None


def test_light_verbs_and_predicates_do_not_contradict() -> None:
    negative = {"negated", "planned"}  # a postponed event still lies ahead
    for (verb, particle, via, preposition), light in SIG.lights.items():
        if via or light.status != "negated":
            continue
        found = SIG.verb(" ".join(w for w in (verb, particle, preposition) if w), complement="obj")
        assert found is None or found.positive in negative, (verb, particle, preposition, found)


def test_the_lexicon_is_as_broad_as_promised() -> None:
    assert len(SIG.verbs) + len(SIG.nouns) + len(SIG.adjectives) >= 350
    assert len(SIG.lights) >= 120
    assert signatures() is SIG


GOOD = 'id = "a"\nverbs = ["manage"]\ncomplement = ["xcomp"]\npositive = "occurred"\nnegative = "negated"\n'

BROKEN = [
    # TOML, what the error names
    (
        '[[predicate]]\nid = "a"\nverbs = ["x"]\ncomplement = ["any"]\nnegative = "keep"\n',
        ["'a'", "'positive'", "missing"],
    ),
    ("[[predicate]]\n" + GOOD.replace('"occurred"', '"happened"'), ["'a'", "'positive'", "happened"]),
    ("[[predicate]]\n" + GOOD.replace('["xcomp"]', "[]"), ["'a'", "'complement'"]),
    ("[[predicate]]\n" + GOOD.replace('["xcomp"]', '["zcomp"]'), ["'a'", "'complement'", "zcomp"]),
    ("[[predicate]]\n" + GOOD.replace('["manage"]', "[]"), ["'a'", "'verbs'"]),
    ("[[predicate]]\n" + GOOD.replace('["manage"]', '"manage"'), ["'a'", "'verbs'", "list"]),
    ("[[predicate]]\n" + GOOD.replace('"manage"', '"manage "'), ["'a'", "'verbs'", "spaces"]),
    ("[[predicate]]\n" + GOOD.replace('"manage"', '"get", "get"'), ["'a'", "'verbs'", "twice"]),
    ("[[predicate]]\n" + GOOD + 'colour = "red"\n', ["'a'", "'colour'", "unknown key"]),
    ("[[predicate]]\n" + GOOD + "[[predicate]]\n" + GOOD, ["'a'", "'id'", "already"]),
    ("[[predicate]]\n" + GOOD + "[[predicate]]\n" + GOOD.replace('"a"', '"b"'), ["'b'", "'verbs'", "'manage'", "a"]),
    ('[predicate]\nid = "a"\n', ["'predicate'", "array of tables"]),
    ("predicate = [1]\n", ["'predicate 1'", "must be a table"]),
    ("[moods]\n", ["'moods'", "unknown table"]),
    ('[[modal]]\npositive = "keep"\nnegative = "keep"\n', ["'modal 1'", "'words'"]),
    ('[[modal]]\nwords = ["will"]\npositive = "keep"\nnegative = "keep"\n' * 2, ["'modal 2'", "'words'", "'will'"]),
    ('[adverbs]\npossible = ["perhaps"]\nnegated = ["perhaps"]\n', ["'adverbs'", "'negated'", "'perhaps'"]),
    ('[adverbs]\nmaybe = ["perhaps"]\n', ["'adverbs'", "'maybe'"]),
    ('[negators]\nword = ["not"]\n', ["'negators'", "'word'"]),
    ('[classes]\nphrases = ["begin"]\n', ["'classes'", "'phrases'", "unknown key"]),
    ('[[light]]\nparticle = "out"\n', ["'light 1'", "'verb'", "missing"]),
    ('[[light]]\nverb = "hold"\ninverse = "yes"\n', ["'hold'", "'inverse'"]),
    ('[[light]]\nverb = "hold"\nstatus = "keep"\n', ["'hold'", "'status'"]),
    ('[[light]]\nverb = "hold"\n' * 2, ["'hold'", "'verb'", "twice"]),
]


@pytest.mark.parametrize(("text", "named"), BROKEN)
def test_broken_files_name_file_entry_and_key(tmp_path: Path, text: str, named: list[str]) -> None:
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load(tmp_path)
    assert caught.value.code == "FD203"
    for part in ["broken.toml", *named]:
        assert part in caught.value.message


def test_no_toml(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[[predicate\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="FD201"):
        load(tmp_path)


def test_the_same_word_in_two_files(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[[predicate]]\n" + GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text("[[predicate]]\n" + GOOD.replace('"a"', '"b"'), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"b\.toml"):
        load(tmp_path)
