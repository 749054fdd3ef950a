"""How an event is told: plain English for the CAMEO codes, and for the PLOVER types and modes where no code says more.

A phrase is a verb in the past, its base form, and what follows: ``{}`` stands for whom it was done to, brackets fall
away where nobody is named. Where a phrase would not stand without an object, its second half does.
"""

from __future__ import annotations

from typing import NamedTuple


class Phrase(NamedTuple):
    """What was done, to do it, and what follows; and the same where it was done to nobody that is named."""

    done: str
    to_do: str
    rest: str = ""
    alone: tuple[str, str, str] | None = None


_APPROVE = Phrase("backed", "back", "{}", ("expressed", "express", "support"))
_ACCUSE = Phrase("accused", "accuse", "{}", ("made", "make", "an accusation"))
_CRITICISE = Phrase("criticised", "criticise", "{}", ("voiced", "voice", "disapproval"))
_ATTACK = Phrase("attacked", "attack", "{}", ("carried out", "carry out", "an attack"))
_KILL = Phrase("killed", "kill", "{}", ("carried out", "carry out", "a killing"))
_SANCTIONS = Phrase("imposed", "impose", "sanctions[ on {}]")
_ARREST = Phrase("arrested", "arrest", "{}", ("made", "make", "arrests"))
_EXPEL = Phrase("expelled", "expel", "{}", ("ordered", "order", "an expulsion"))
_RESTRICT = Phrase("imposed", "impose", "restrictions[ on {}]")
_PROTEST = Phrase("protested", "protest", "[against {}]")
_INVESTIGATE = Phrase("investigated", "investigate", "{}", ("opened", "open", "an investigation"))
_PULL_BACK = Phrase("withdrew", "withdraw", "[from {}]")
_VISIT = Phrase("visited", "visit", "{}", ("made", "make", "a visit"))
_ASK_HELP = Phrase("asked", "ask", "[{} ]for help")
_ASK_TALKS = Phrase("called", "call", "for talks[ with {}]")

TYPES: dict[str, Phrase] = {
    "AGREE": Phrase("reached", "reach", "an agreement[ with {}]"),
    "CONSULT": Phrase("held", "hold", "talks[ with {}]"),
    "SUPPORT": _APPROVE,
    "COOPERATE": Phrase("cooperated", "cooperate", "[with {}]"),
    "AID": Phrase("gave", "give", "aid[ to {}]"),
    "CONCEDE": Phrase("made", "make", "a concession[ to {}]"),
    "RETREAT": Phrase("pulled", "pull", "back[ from {}]"),
    "REQUEST": Phrase("made", "make", "a demand[ of {}]"),
    "ACCUSE": _ACCUSE,
    "REJECT": Phrase("rejected", "reject", "what {} says or wants", ("rejected", "reject", "it")),
    "THREATEN": Phrase("threatened", "threaten", "{}", ("made", "make", "a threat")),
    "PROTEST": _PROTEST,
    "SANCTION": _SANCTIONS,
    "MOBILIZE": Phrase("moved", "move", "forces[ toward {}]"),
    "COERCE": Phrase("used", "use", "coercion[ against {}]"),
    "ASSAULT": _ATTACK,
}
"""By PLOVER type: what can be said of every event of it."""

MODES: dict[tuple[str, str], Phrase] = {
    ("CONSULT", "phone"): Phrase("spoke", "speak", "by telephone[ with {}]"),
    ("CONSULT", "third-party"): Phrase("mediated", "mediate", "[between {}]"),
    ("CONSULT", "visit"): _VISIT,
    ("RETREAT", "access"): Phrase("gave", "give", "access[ to {}]"),
    ("RETREAT", "disarm"): Phrase("laid", "lay", "down arms"),
    ("RETREAT", "return"): Phrase("returned", "return", "what it held[ to {}]"),
    ("RETREAT", "withdraw"): _PULL_BACK,
    ("REQUEST", "assist"): _ASK_HELP,
    ("REQUEST", "change"): Phrase("demanded", "demand", "change[ of {}]"),
    ("REQUEST", "meet"): _ASK_TALKS,
    ("REQUEST", "yield"): Phrase("demanded", "demand", "a concession[ of {}]"),
    ("ACCUSE", "disapprove"): _CRITICISE,
    ("ACCUSE", "investigate"): _INVESTIGATE,
    ("REJECT", "assist"): Phrase("refused", "refuse", "to help[ {}]"),
    ("REJECT", "change"): Phrase("refused", "refuse", "to change[ for {}]"),
    ("REJECT", "meet"): Phrase("refused", "refuse", "talks[ with {}]"),
    ("REJECT", "yield"): Phrase("refused", "refuse", "to give way[ to {}]"),
    ("THREATEN", "ban"): Phrase("threatened", "threaten", "[{} ]with a ban"),
    ("THREATEN", "relations"): Phrase("threatened", "threaten", "to break ties[ with {}]"),
    ("THREATEN", "restrict"): Phrase("threatened", "threaten", "[{} ]with restrictions"),
    ("THREATEN", "territory"): Phrase("threatened", "threaten", "to take territory[ of {}]"),
    ("THREATEN", "violence"): Phrase("threatened", "threaten", "[{} ]with violence"),
    ("PROTEST", "boycott"): Phrase("boycotted", "boycott", "{}", ("held", "hold", "a boycott")),
    ("PROTEST", "demo"): Phrase("demonstrated", "demonstrate", "[against {}]"),
    ("PROTEST", "hunger"): Phrase("went", "go", "on hunger strike[ against {}]"),
    ("PROTEST", "obstruct"): Phrase("obstructed", "obstruct", "{}", ("held", "hold", "a blockade in protest")),
    ("PROTEST", "riot"): Phrase("rioted", "riot", "[against {}]"),
    ("SANCTION", "discontinue"): Phrase("cut", "cut", "off cooperation[ with {}]"),
    ("SANCTION", "expel"): _EXPEL,
    ("SANCTION", "withdraw"): Phrase("reduced", "reduce", "relations[ with {}]"),
    ("MOBILIZE", "police"): Phrase("moved", "move", "police[ toward {}]"),
    ("MOBILIZE", "troops"): Phrase("moved", "move", "troops[ toward {}]"),
    ("MOBILIZE", "weapons"): Phrase("moved", "move", "weapons[ toward {}]"),
    ("COERCE", "arrest"): _ARREST,
    ("COERCE", "ban"): Phrase("banned", "ban", "{}", ("imposed", "impose", "a ban")),
    ("COERCE", "censor"): Phrase("censored", "censor", "{}", ("imposed", "impose", "censorship")),
    ("COERCE", "curfew"): Phrase("imposed", "impose", "a curfew[ on {}]"),
    ("COERCE", "cyber"): Phrase("made", "make", "a cyber attack[ on {}]"),
    ("COERCE", "deport"): Phrase("deported", "deport", "{}", ("ordered", "order", "deportations")),
    ("COERCE", "martial-law"): Phrase("imposed", "impose", "martial law[ on {}]"),
    ("COERCE", "misinform"): Phrase("spread", "spread", "disinformation[ against {}]"),
    ("COERCE", "restrict"): _RESTRICT,
    ("COERCE", "seize"): Phrase("seized", "seize", "property or territory[ of {}]"),
    ("ASSAULT", "abduct"): Phrase("abducted", "abduct", "{}", ("carried out", "carry out", "an abduction")),
    ("ASSAULT", "assassinate"): Phrase("assassinated", "assassinate", "{}", ("carried out", "carry out", "a killing")),
    ("ASSAULT", "beat"): Phrase("beat", "beat", "{}", ("beat", "beat", "people")),
    ("ASSAULT", "cleansing"): Phrase("drove", "drive", "out {}", ("drove", "drive", "people out")),
    ("ASSAULT", "crowd-control"): Phrase("used", "use", "force[ against {}]"),
    ("ASSAULT", "execute"): Phrase("executed", "execute", "{}", ("carried out", "carry out", "an execution")),
    ("ASSAULT", "explosives"): Phrase("bombed", "bomb", "{}", ("carried out", "carry out", "a bombing")),
    ("ASSAULT", "firearms"): Phrase("shot", "shoot", "at {}", ("opened", "open", "fire")),
    ("ASSAULT", "heavy-weapons"): Phrase("struck", "strike", "{} with heavy weapons",
                                         ("struck", "strike", "with heavy weapons")),
    ("ASSAULT", "massacre"): Phrase("massacred", "massacre", "{}", ("carried out", "carry out", "a massacre")),
    ("ASSAULT", "seize"): Phrase("seized", "seize", "territory[ of {}]"),
    ("ASSAULT", "suicide-attack"): Phrase("carried out", "carry out", "a suicide attack[ on {}]"),
    ("ASSAULT", "torture"): Phrase("tortured", "torture", "{}", ("used", "use", "torture")),
}  # fmt: skip
"""By PLOVER type and mode."""

CAMEO: dict[str, Phrase] = {
    "033": Phrase("agreed", "agree", "to give aid[ to {}]"),
    "036": Phrase("agreed", "agree", "to talks[ with {}]"),
    "037": Phrase("agreed", "agree", "to settle the dispute[ with {}]"),
    "038": Phrase("agreed", "agree", "to mediation[ with {}]"),
    "039": Phrase("agreed", "agree", "to mediate[ between {}]"),
    "041": Phrase("spoke", "speak", "by telephone[ with {}]"),
    "042": _VISIT,
    "043": Phrase("received", "receive", "{}", ("received", "receive", "a visitor")),
    "044": Phrase("met", "meet", "[{}]"),
    "045": Phrase("mediated", "mediate", "[between {}]"),
    "046": Phrase("negotiated", "negotiate", "[with {}]"),
    "054": Phrase("recognised", "recognise", "{}", ("gave", "give", "recognition")),
    "055": Phrase("apologised", "apologise", "[to {}]"),
    "056": Phrase("forgave", "forgive", "{}", ("granted", "grant", "forgiveness")),
    "057": Phrase("signed", "sign", "an agreement[ with {}]"),
    "061": Phrase("cooperated", "cooperate", "in trade or business[ with {}]"),
    "062": Phrase("cooperated", "cooperate", "militarily[ with {}]"),
    "063": Phrase("cooperated", "cooperate", "in justice[ with {}]"),
    "064": Phrase("shared", "share", "intelligence[ with {}]"),
    "071": Phrase("gave", "give", "economic aid[ to {}]"),
    "072": Phrase("gave", "give", "military aid[ to {}]"),
    "073": Phrase("gave", "give", "humanitarian aid[ to {}]"),
    "074": Phrase("provided", "provide", "peacekeepers or monitors[ to {}]"),
    "075": Phrase("gave", "give", "asylum[ to {}]"),
    "081": Phrase("eased", "ease", "restrictions[ on {}]"),
    "0831": Phrase("stepped", "step", "down or changed leadership"),
    "0841": Phrase("released", "release", "{}", ("released", "release", "people")),
    "0842": Phrase("handed", "hand", "back property[ to {}]"),
    "085": Phrase("eased", "ease", "sanctions[ on {}]"),
    "086": Phrase("let", "let", "{} in", ("let", "let", "observers or aid in")),
    "087": Phrase("eased", "ease", "the fighting[ with {}]"),
    "0871": Phrase("declared", "declare", "a truce[ with {}]"),
    "0872": Phrase("eased", "ease", "a blockade[ of {}]"),
    "0873": Phrase("demobilised", "demobilise", "forces"),
    "0874": _PULL_BACK,
    "102": Phrase("demanded", "demand", "a change of policy[ of {}]"),
    "103": Phrase("demanded", "demand", "aid or protection[ of {}]"),
    "105": Phrase("demanded", "demand", "a concession[ of {}]"),
    "1056": Phrase("demanded", "demand", "an end to the fighting[ by {}]"),
    "106": _ASK_TALKS,
    "107": Phrase("demanded", "demand", "a settlement[ of {}]"),
    "108": Phrase("demanded", "demand", "mediation[ of {}]"),
    "110": _CRITICISE,
    "111": _CRITICISE,
    "112": _ACCUSE,
    "113": Phrase("rallied", "rally", "opposition[ against {}]"),
    "114": Phrase("complained", "complain", "[about {}]"),
    "115": Phrase("went", "go", "to court[ against {}]"),
    "116": Phrase("found", "find", "{} guilty or responsible", ("gave", "give", "a verdict")),
    "128": Phrase("defied", "defy", "{}", ("defied", "defy", "a rule")),
    "129": Phrase("cast", "cast", "a veto[ against {}]"),
    "131": Phrase("threatened", "threaten", "[{} ]with non-military measures"),
    "1312": Phrase("threatened", "threaten", "[{} ]with sanctions"),
    "138": Phrase("threatened", "threaten", "[{} ]with force"),
    "139": Phrase("gave", "give", "an ultimatum[ to {}]"),
    "143": Phrase("went", "go", "on strike[ against {}]"),
    "150": Phrase("showed", "show", "military strength[ toward {}]"),
    "151": Phrase("put", "put", "police on alert[ against {}]"),
    "152": Phrase("put", "put", "forces on alert[ against {}]"),
    "153": Phrase("mobilised", "mobilise", "police[ against {}]"),
    "154": Phrase("moved", "move", "troops[ toward {}]"),
    "161": Phrase("reduced", "reduce", "relations[ with {}]"),
    "162": Phrase("cut", "cut", "aid[ to {}]"),
    "163": _SANCTIONS,
    "164": Phrase("broke", "break", "off talks[ with {}]"),
    "165": Phrase("ended", "end", "mediation[ with {}]"),
    "166": Phrase("expelled", "expel", "or pulled out of {}", ("expelled", "expel", "or pulled out a mission")),
    "171": Phrase("seized", "seize", "or destroyed property[ of {}]"),
    "172": _RESTRICT,
    "1724": Phrase("imposed", "impose", "a state of emergency[ on {}]"),
    "173": _ARREST,
    "174": Phrase("deported", "deport", "{}", ("ordered", "order", "deportations")),
    "175": Phrase("used", "use", "repression[ against {}]"),
    "181": Phrase("abducted", "abduct", "{}", ("carried out", "carry out", "an abduction")),
    "1823": _KILL,
    "183": Phrase("bombed", "bomb", "{}", ("carried out", "carry out", "a bombing")),
    "184": Phrase("used", "use", "{} as a human shield", ("used", "use", "human shields")),
    "185": Phrase("tried", "try", "to kill {}", ("made", "make", "an attempt on a life")),
    "191": Phrase("blockaded", "blockade", "{}", ("imposed", "impose", "a blockade")),
    "192": Phrase("took", "take", "territory[ of {}]"),
    "193": Phrase("exchanged", "exchange", "fire[ with {}]"),
    "194": Phrase("shelled", "shell", "{}", ("fired", "fire", "artillery")),
    "195": Phrase("struck", "strike", "{} from the air", ("carried out", "carry out", "an air strike")),
    "196": Phrase("broke", "break", "a ceasefire[ with {}]"),
    "203": Phrase("drove", "drive", "out {}", ("drove", "drive", "people out")),
}
"""By CAMEO code or its beginning; the longest that fits counts."""


def phrase(type_: str, mode: str | None, cameo: str | None) -> Phrase:
    """The phrase that says most of an event: by its CAMEO code, else by its mode, else by its type."""
    for end in range(len(cameo or ""), 2, -1):
        if cameo and (found := CAMEO.get(cameo[:end])):
            return found
    return MODES.get((type_, mode or "")) or TYPES[type_]


def told(verb: str, rest: str, whom: str) -> str:
    """A verb and what follows it, with whom it was done to, if anybody is named."""
    before, bracket, within = rest.partition("[")
    if bracket:
        within, _, after = within.partition("]")
        rest = f"{before}{within if whom else ''}{after}"
    return " ".join(f"{verb} {rest.replace('{}', whom)}".split())
