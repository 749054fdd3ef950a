"""Training sentences for what news has and treebanks lack: the templates of news.toml, expanded to CoNLL-U.

    python training/news.py OUT --seed 1 --per-template 20

A template is a tree in one line. ``[rel …]`` is a phrase, ``word/rel`` a word that hangs on the phrase's head; the one
item without a relation is the head. ``[@KIND …]`` marks a name. Function words and punctuation know their relation.
A verb is written as its base form and tag (``shell_VBN``). ``{slot}`` is filled from a list of the same notation.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PUNCTUATION = {",": ",", ".": ".", "?": ".", ":": ":", ";": ":", "—": ":", "(": "-LRB-", ")": "-RRB-", "-": "HYPH", "``": "``", "''": "''"}
UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV",
    "WRB": "ADV", "CD": "NUM", "$": "SYM", "TO": "PART", "POS": "PART", "RP": "ADP", "MD": "AUX", "CC": "CCONJ", "PRP": "PRON",
    "PRP$": "PRON", "WP": "PRON", "WP$": "PRON", "WDT": "PRON", "EX": "PRON", "PDT": "DET", "VB": "VERB", "VBD": "VERB", "VBG": "VERB",
    "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
}  # fmt: skip
FEATURES = {
    "NN": "Number=Sing", "NNP": "Number=Sing", "NNS": "Number=Plur", "NNPS": "Number=Plur", "JJ": "Degree=Pos", "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup", "RBR": "Degree=Cmp", "VB": "VerbForm=Inf", "MD": "VerbForm=Fin", "WDT": "PronType=Rel",
}  # fmt: skip
AUXILIARY = {"aux", "aux:pass", "cop"}
INFINITIVE = {"to", "will", "would", "could", "should", "may", "might", "must"}  # what leaves "have" without a tense
VOWEL = re.compile(r"[aeioAEIO]|8|1[18]\b|u(?!n[ai]|s)|[FHLMNRSX][A-Z]|hono|hour")
CONSONANT_SOUND = re.compile(r"(?:Eur|one|U\.|Ukr)")


@dataclass
class Word:
    """A word of a tree; ``kids`` and the word itself in the order of the text."""

    form: str
    tag: str
    rel: str
    lemma: str = ""
    features: str = ""
    kind: str = ""
    head: Word | None = None
    kids: list[Word] = field(default_factory=list)

    def child(self, *rels: str) -> Word | None:
        return next((kid for kid in self.kids if kid.rel in rels), None)


class Grammar:
    """The word lists and templates of a TOML file, and what expands them."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.words: dict[str, list[str]] = {form: line.split() for form, line in data["words"].items()}
        self.rels = {form: rel for rel, forms in data["relations"].items() for form in forms.split()}
        self.irregular: dict[str, list[str]] = {base: forms.split() for base, forms in data["irregular"].items()}
        self.doubling = set(data["doubling"]["verbs"].split())
        self.plurals: dict[str, str] = data["plurals"]
        self.kinds = {slot: kind for kind, slots in data["names"].items() for slot in slots.split()}
        self.flat: dict[str, list[str]] = data["flat"]
        lists = data["lists"] | data["people"]
        self.lists: dict[str, list[str]] = {slot: fill.split() if isinstance(fill, str) else fill for slot, fill in lists.items()}
        self.templates: list[tuple[str, bool, str]] = [
            (f"{name}-{i}", group.get("headline", False), tree)
            for name, group in data["templates"].items()
            for i, tree in enumerate(group["trees"], 1)
        ]

    def filled(self, text: str, rng: random.Random) -> str:
        """The template with each slot filled, none twice by the same words where the list is long enough."""
        used: set[str] = set()

        def fill(match: re.Match[str]) -> str:
            slot, tag, rel = match.groups()
            options = self.flat.get(slot) or self.lists[slot]
            choice = rng.choice([option for option in options if option not in used] or options)
            if "{" not in choice:
                used.add(choice)
            if tag:
                return f"{choice}_{tag}{rel or ''}"
            if slot in self.flat:
                parts: list[str] = []
                for part in re.findall(r"\{(\w+)\}|([^\s{}]+)", choice):
                    parts.append(part[1] or rng.choice([option for option in self.lists[part[0]] if option not in parts]))
                choice = flat(" ".join(parts))
            kind = f"@{self.kinds[slot]}" if slot in self.kinds else ""
            return f"[{(rel or '/')[1:]}{kind} {choice} ]"

        while "{" in text:
            text = re.sub(r"\{(\w+)\}(?:_([A-Z$]+))?(/[\w:*]+)?", fill, text, count=1)
        return text

    def tree(self, text: str) -> tuple[Word, list[Word], list[tuple[int, int, str]]]:
        """The root, the words in their order and the names (first, last + 1, kind) of a filled template."""
        words: list[Word] = []
        names: list[tuple[int, int, str]] = []
        items = text.replace("]", " ] ").split()
        position = 0

        def phrase(rel: str, named: bool) -> Word:
            nonlocal position
            members: list[Word] = []
            start = len(words)
            while position < len(items) and items[position] != "]":
                item = items[position]
                position += 1
                if item.startswith("["):
                    inner, _, kind = item[1:].partition("@")
                    first = len(words)
                    members.append(phrase(inner, named or bool(kind)))
                    position += 1
                    if kind and not named:
                        while words[first].rel == "det":
                            first += 1
                        names.append((first, len(words), kind))
                else:
                    members.append(self.word(item))
                    words.append(members[-1])
            heads = [member for member in members if not member.rel]
            if len(heads) != 1:
                raise ValueError(f"{len(heads)} heads in {' '.join(word.form for word in words[start:])!r} of {text!r}")
            head = heads[0]
            for member in members:
                if member is not head:
                    member.head = head
                    head.kids.append(member)
            head.rel = rel
            return head

        root = phrase("root", False)
        if position != len(items):
            raise ValueError(f"a bracket too many in {text!r}")
        for first, last, kind in names:
            for word in words[first:last]:
                word.kind = kind
        for word in words:
            self.annotate(word)
        return root, words, names

    def word(self, item: str) -> Word:
        form, _, rel = item.partition("/")
        form, _, tag = form.partition("_")
        if not rel:
            rel = "punct" if form in PUNCTUATION else self.rels.get(form.lower(), "")
        return Word(form, tag, "" if rel == "*" else rel)

    def annotate(self, word: Word) -> None:
        """Tag, lemma and features of a word whose place in the tree is known."""
        form, known = word.form, self.words.get(word.form.lower())
        if word.rel == "case" and word.head and word.head.tag.startswith("VB"):
            word.rel = "mark"
        if form in PUNCTUATION:
            word.tag, word.lemma = PUNCTUATION[form], '"' if form in {"``", "''"} else form
        elif word.tag.startswith("VB"):
            word.lemma, word.form = form, self.inflected(form, word.tag)
        elif known and not word.tag and word.kind != "PER":
            word.lemma, word.tag = known[0], known[1]
            word.features = known[2] if len(known) > 2 else ""
        elif not word.tag:
            word.tag = guessed(word)
        if not word.lemma:
            proper = word.tag == "NNP" or (word.tag == "JJ" and word.kind)
            word.lemma = self.singular(form) if word.tag in {"NNS", "NNPS"} else form if proper else form.replace(",", "").lower()
        if form.lower() == "to" and word.rel == "mark":
            word.tag = "TO"
        if form == "have" and word.rel == "aux" and word.head and any(kid.form in INFINITIVE for kid in word.head.kids):
            word.tag = "VB"
        if word.tag == "NNP" and word.kind == "ORG" and re.fullmatch("(?:[A-Z]\\.)+|[A-Z]{2,}", form):
            word.features = "Abbr=Yes|Number=Sing"

    def inflected(self, base: str, tag: str) -> str:
        if tag in {"VB", "VBP"}:
            return base
        stem = base + base[-1] if base in self.doubling else base
        consonant_y = re.search(r"[^aeiou]y$", base)
        if tag == "VBZ":
            return base[:-1] + "ies" if consonant_y else base + ("es" if re.search(r"(s|sh|ch|x|z|o)$", base) else "s")
        if tag == "VBG":
            return (base[:-1] if re.search(r"[^eo]e$", base) else stem) + "ing"
        if base in self.irregular:
            return self.irregular[base][0 if tag == "VBD" else -1]
        return base + "d" if base.endswith("e") else base[:-1] + "ied" if consonant_y else stem + "ed"

    def singular(self, form: str) -> str:
        if form in self.plurals:
            return self.plurals[form]
        for ending, base in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("men", "man")):
            if form.endswith(ending):
                return form.removesuffix(ending) + base
        return form.removesuffix("s")


def flat(name: str) -> str:
    """``Ana al-Bar`` as ``Ana [flat al - ] Bar/flat``: the first part the head, a hyphen with the part before it."""
    out: list[str] = []
    for part in name.split():
        *before, last = part.split("-")
        out += [f"[flat {piece} - ]" if out or i else f"{piece} -" for i, piece in enumerate(before)]
        out.append(f"{last}/flat" if out else last)
    return " ".join(out)


def guessed(word: Word) -> str:
    """The tag of an open-class word that states none."""
    form, people = word.form, word.kind == "NORP"
    if re.fullmatch(r"\d[\d,.:]*", form):
        return "CD"
    if people and form not in {"South", "North"}:
        return "NNPS" if form.endswith("s") else "JJ"
    if form[0].isupper() or word.kind == "PER":
        return "NNP"
    if word.rel in {"amod", "advmod"}:
        return "JJ" if word.rel == "amod" else "RB"
    return "NNS" if re.search(r"[^sui]s$", form) else "NN"


def finished(word: Word) -> tuple[str, str]:
    """Universal tag and features, which need the whole tree."""
    tag, rel, head = word.tag, word.rel, word.head
    if rel == "punct":
        return "PUNCT", "_"
    if tag == "IN":
        return "SCONJ" if rel == "mark" else "ADP", word.features or "_"
    if tag == "DT":
        return "DET" if rel in {"det", "cc:preconj"} else "PRON", word.features or "_"
    if tag == "RB" and word.lemma == "not":
        return "PART", "Polarity=Neg"
    if tag == "NNP" and rel == "amod":
        return "ADJ", "Degree=Pos"
    if tag == "CD":
        return "NUM", f"NumForm={'Digit' if word.form[0].isdigit() else 'Word'}|NumType=Card"
    upos = "AUX" if rel in AUXILIARY else UPOS[tag]
    if tag in {"VBD", "VBZ", "VBP"}:
        clause = head if rel in AUXILIARY and head else word
        person, number = subject(clause)
        if tag != "VBD":
            number = "Sing" if tag == "VBZ" else "Plur"
        tense = "Past" if tag == "VBD" else "Pres"
        return upos, f"Mood=Ind|Number={number}|Person={person}|Tense={tense}|VerbForm=Fin"
    if tag == "VBN":
        passive = rel not in AUXILIARY and (rel in {"amod", "acl"} or bool(word.child("aux:pass", "nsubj:pass", "obl:agent")))
        return upos, "Tense=Past|VerbForm=Part" + ("|Voice=Pass" if passive else "")
    if tag == "VBG" and not word.features:
        gerund = rel in {"amod", "acl", "xcomp", "ccomp", "csubj"} and not word.child("aux")
        return upos, "VerbForm=Ger" if gerund else "Tense=Pres|VerbForm=Part"
    return upos, word.features or FEATURES.get(tag, "_")


def subject(clause: Word) -> tuple[str, str]:
    """Person and number of a clause's subject; a shared or relative one is looked up where it stands."""
    found = clause.child("nsubj", "nsubj:pass")
    if not found:
        return subject(clause.head) if clause.rel == "conj" and clause.head else ("3", "Sing")
    if found.tag in {"WDT", "WP"} and clause.rel == "acl:relcl" and clause.head:
        found = clause.head
    plural = found.tag in {"NNS", "NNPS", "CD"} or "Plur" in found.features or bool(found.child("conj"))
    person = "1" if "Person=1" in found.features else "3"
    return person, "Plur" if plural else "Sing"


def shaped(words: list[Word], shape: str) -> None:
    """The forms in the letters of a headline or a sentence, with the articles before vowels."""
    for word, after in itertools.pairwise(words):
        if word.form == "a" and VOWEL.match(after.form) and not CONSONANT_SOUND.match(after.form):
            word.form = "an"
    behind = [i + 1 for i, word in enumerate(words) if word.form in {"—", ":"}]  # a dateline's sentence, what is quoted
    for start in [0, *behind]:
        first = next(word for word in words[start:] if word.rel != "punct")
        first.form = first.form[0].upper() + first.form[1:]
    for word in words:
        if shape == "title" and (len(word.form) > 4 or word.tag[:2] in {"NN", "VB", "JJ"}) and word.form != "n't":
            word.form = word.form[0].upper() + word.form[1:]
        elif shape in {"lower", "upper"} and word.rel != "punct":
            word.form = word.form.lower() if shape == "lower" else word.form.upper()


def spaced(words: list[Word], curly: bool) -> list[bool]:
    """Whether a space follows each word; the quotation marks get their final form."""
    spaces = []
    for word, after in zip(words, [*words[1:], None], strict=True):
        closes = after is not None and (after.tag in {",", ".", "-RRB-", "HYPH", "''", "POS"} or after.form in {":", ";", "n't", "N'T"})
        spaces.append(not (closes or word.tag in {"-LRB-", "HYPH", "``", "$"}))
    for word in words:
        if word.tag in {"``", "''"}:
            word.form = ("“" if word.tag == "``" else "”") if curly else '"'
    return spaces


def conllu(words: list[Word], names: list[tuple[int, int, str]], name: str, curly: bool) -> str:
    """A sentence as a paragraph of its own."""
    spaces = spaced(words, curly)
    number = {id(word): i for i, word in enumerate(words, 1)}
    labels = {i: ("B-" if i == first else "I-") + kind for first, last, kind in names for i in range(first, last)}
    text = "".join(word.form + " " * space for word, space in zip(words, spaces, strict=True)).strip()
    lines = ["# newpar", f"# sent_id = {name}", f"# text = {text}"]
    for i, (word, space) in enumerate(zip(words, spaces, strict=True)):
        upos, features = finished(word)
        misc = ([f"Name={labels[i]}"] if i in labels else []) + ([] if space else ["SpaceAfter=No"])
        head = number[id(word.head)] if word.head else 0
        columns = (i + 1, word.form, word.lemma, upos, word.tag, features, head, word.rel, "_", "|".join(misc) or "_")
        lines.append("\t".join(map(str, columns)))
    return "\n".join(lines) + "\n\n"


def expanded(grammar: Grammar, seed: int, per_template: int) -> list[str]:
    """The sentences of every template, each text once; the same for the same seed."""
    out, seen = [], set()
    for name, headline, template in grammar.templates:
        rng = random.Random(f"{seed} {name}")
        made = 0
        for _ in range(3 * per_template):
            filled = grammar.filled(template, rng)
            shape = rng.choice(["", "", "title", "title", "lower", "upper"]) if headline else ""
            curly = rng.random() < 0.3
            if made == per_template or filled in seen:
                continue
            seen.add(filled)
            made += 1
            _, words, names = grammar.tree(filled)
            shaped(words, shape)
            out.append(conllu(words, names, f"news-{name}-{made:03}", curly))
    return out


def load() -> Grammar:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return Grammar(tomllib.load(file))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-template", type=int, default=20)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "news-train.conllu").write_text("".join(expanded(load(), args.seed, args.per_template)), encoding="utf-8")


if __name__ == "__main__":
    main()
