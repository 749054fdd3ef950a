"""Words to pieces and casing."""

import pytest

from foreigndesk.language.pieces import LONGEST_WORD, Pieces, casing

VOCABULARY = "[PAD] [UNK] [CLS] [SEP] talk ##s ##ing u s . cafe ' north ##ern - 北 a ##a".split()


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    file = tmp_path_factory.mktemp("vocabulary") / "vocab.txt"
    file.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return Pieces(file)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("talks", "talk ##s"),
        ("Talking", "talk ##ing"),
        ("U.S.", "u . s ."),
        ("'s", "' s"),
        ("café", "cafe"),
        ("Northern-", "north ##ern -"),
        ("xyz", "[UNK]"),
        ("talkxyz", "[UNK]"),
        ("北", "北"),
        ("\u200b", "[UNK]"),
        ("", "[UNK]"),
    ],
)
def test_pieces(pieces: Pieces, word: str, expected: str) -> None:
    assert [VOCABULARY[number] for number in pieces.of(word)] == expected.split()


def test_a_very_long_word_is_cut(pieces: Pieces) -> None:
    assert len(pieces.of("a" * 500)) == LONGEST_WORD


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *[("talks", 0), ("-", 0), ("Talks", 1), ("Al-Zaman", 1), ("U.S.", 1), ("NATO", 2)],
        *[("A", 3), ("McKay", 4), ("iPhone", 4), ("2031", 5), ("G20", 5)],
    ],
)
def test_casing(word: str, expected: int) -> None:
    assert casing(word) == expected
