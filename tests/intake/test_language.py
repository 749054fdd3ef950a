import pytest

from foreigndesk.errors import IntakeError
from foreigndesk.intake.language import foreign_language, require_english


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le roi de Ruritanie a signé mardi le traité avec la Graustark, qui est en guerre.", "French"),
        ("Der König von Ruritanien hat den Vertrag mit dem Nachbarn unterzeichnet, der nicht gilt.", "German"),
        ("El rey de Ruritania firmó el martes el tratado con sus vecinos, que están en guerra.", "Spanish"),
        ("O rei da Ruritânia assinou o tratado com os vizinhos, que estão em guerra não longe.", "Portuguese"),
        ("De koning van Ruritanië heeft het verdrag met de buren getekend, maar het is nog niet van kracht.", "Dutch"),
        ("Король Руритании подписал договор с соседями, который не был ратифицирован после войны.", "Russian"),
        ("国王星期二与邻国签署了条约结束了多年的战争双方军队将在五月前撤出", "Chinese script"),
        ("王は火曜日に隣国との条約に署名し、長年の戦争を終わらせた。軍は五月までに撤退する。", "Japanese script"),
        ("The king of Ruritania signed the treaty with his neighbours on Tuesday and will visit the capital.", None),
        ("Ruritania, Graustark sign treaty", None),
        ("Vive la France", None),  # too little to be sure
        ("“Nous sommes prêts”, President Dupont said in the capital, and the ministers of the two agreed.", None),
        ("1914 1918", None),
    ],
)
def test_only_what_is_surely_foreign(text: str, language: str | None) -> None:
    assert foreign_language(text) == language


def test_the_error_says_which() -> None:
    with pytest.raises(IntakeError, match="is in German; only English is read") as caught:
        require_english("Der König hat den Vertrag mit dem Nachbarn unterzeichnet, der für das Land nicht gut ist.")
    assert caught.value.code == "FD106"
