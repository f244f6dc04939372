"""How well search answers the bank of questions in questions.jsonl, by style and kind.

    python -m tests.evaluate                  both halves as totals
    python -m tests.evaluate --misses         what goes wrong in the half that is looked at
    python -m tests.evaluate --look-alikes    questions that name a year, among 50 look-alikes of each fact

The questions were written by people who had not seen the lexicon. A fixed hash keeps half of them aside: they are looked
at only as a total, so that they tell how search does on questions that it was not made for.
"""

import argparse
import hashlib
import json
import random
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from cqfacts.errors import WrongUsage
from cqfacts.query.catalogue import Catalogue
from cqfacts.query.search import search
from cqfacts.verbs import open_base

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests" / "questions.jsonl"


_OTHER_CITIES = ("chengdu", "beijing", "shanghai", "shenzhen", "guangzhou", "yibin")


class Question(NamedTuple):
    """A question and what is right: `right` are the facts that may come first, all of them where `all` is true.

    An unanswerable one has a `kind`, which says what the base lacks, and `near`, what a librarian would show.
    """

    q: str
    style: str
    right: tuple[str, ...]
    all: bool = False
    kind: str | None = None
    near: tuple[str, ...] = ()

    @property
    def aside(self) -> bool:
        """Whether it is of the half that is kept aside."""
        return bool(hashlib.sha256(self.q.encode()).digest()[0] & 1)


class Outcome(NamedTuple):
    question: Question
    answer: str
    ids: tuple[str, ...]

    @property
    def first(self) -> bool:
        """Whether the right fact comes first; of several that are needed, whether they all come before others."""
        right = self.question.right
        wanted = len(right) if self.question.all else 1
        return set(self.ids[:wanted]) <= set(right) and len(self.ids) >= wanted

    @property
    def in_three(self) -> bool:
        right = self.question.right
        found = set(self.ids[: max(3, len(right))]) & set(right)
        return len(found) == len(right) if self.question.all else bool(set(self.ids[:3]) & set(right))


def questions() -> list[Question]:
    with QUESTIONS.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Question(**{**row, "right": tuple(row["right"]), "near": tuple(row.get("near", ()))}) for row in rows]


def outcomes(chosen: Iterable[Question], base: Catalogue) -> Iterator[Outcome]:
    for question in chosen:
        try:
            found = search(base, question.q)
        except WrongUsage:
            yield Outcome(question, "refused", ())
            continue
        yield Outcome(question, found.answer, tuple(match.fact.id for match in found.matches))


class Totals(NamedTuple):
    """Shares in percent of some outcomes."""

    answerable: int
    first: float
    in_three: float
    called_none: float
    found: int
    found_right: float
    unanswerable: int
    called_found: float
    near_in_three: float


def totals(some: list[Outcome]) -> Totals:
    answerable = [outcome for outcome in some if outcome.question.right]
    others = [outcome for outcome in some if not outcome.question.right]
    found = [outcome for outcome in some if outcome.answer == "found"]
    return Totals(
        len(answerable),
        _share(outcome.first for outcome in answerable),
        _share(outcome.in_three for outcome in answerable),
        _share(outcome.answer in ("none", "refused") for outcome in answerable),
        len(found),
        _share(bool(outcome.question.right) and outcome.first for outcome in found),
        len(others),
        _share(outcome.answer == "found" for outcome in others),
        _share(bool(set(outcome.ids[:3]) & set(outcome.question.near)) for outcome in others),
    )


def _share(marks: Iterable[bool]) -> float:
    found = list(marks)
    return round(100 * sum(found) / len(found), 1) if found else 0.0


def make_look_alikes(folder: Path) -> None:
    """The shipped base, and of each fact 50 that differ only in year, area or both, so that words do not tell them apart."""
    shutil.copytree(ROOT / "facts", folder)
    chance = random.Random(50)
    areas = {entry["id"]: entry["title"] for entry in _entries(folder / "areas.yaml")}
    elsewhere = [area for area in areas if area in _OTHER_CITIES]
    files: dict[Path, list[dict[str, object]]] = {}
    for path in sorted((ROOT / "facts").glob("*/*.yaml")):
        year = int(path.stem)
        for fact in _entries(path):
            for number in range(50):
                shift = chance.choice([-9, -8, -7, -6, 11, 12, 13, 14]) if number % 3 else 0
                area = chance.choice(elsewhere) if number % 3 != 1 else fact["area"]
                if not shift and area == fact["area"]:
                    shift = 15
                made = _shifted(fact, shift, areas[fact["area"]], areas[area])
                files.setdefault(folder / path.parent.name / f"{year + shift}.yaml", []).append(
                    {**made, "id": f"{fact['id']}-like-{number}", "area": area}
                )
    for path, entries in files.items():
        with path.open("a", encoding="utf-8") as file:
            for entry in entries:  # one at a time: what several share would become an alias
                yaml.dump([entry], file, allow_unicode=True, sort_keys=False, width=10**6)


def _entries(path: Path) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes only texts
    return entries


def _shifted(fact: dict[str, str], shift: int, old: str, new: str) -> dict[str, object]:
    """The fact some years later and somewhere else."""
    later = {
        key: re.sub(r"\b(?:19|20)\d\d\b", lambda year: str(int(year.group()) + shift), fact[key])
        for key in ("period", "statement")
    }
    return {**fact, **later, "statement": later["statement"].replace(old, new)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what goes wrong in the half that is looked at")
    parser.add_argument("--look-alikes", action="store_true", help="among 50 look-alikes of each fact")
    options = parser.parse_args()
    found = among_look_alikes() if options.look_alikes else list(outcomes(questions(), open_base()))
    print("| | " + " | ".join(Totals._fields) + " |\n|---|" + "---:|" * len(Totals._fields))  # noqa: T201
    for name, group in groups(found).items():
        print(f"| {name} | " + " | ".join(map(str, totals(group))) + " |")  # noqa: T201
    if options.misses:
        for one in found:
            if not one.question.aside and is_miss(one):
                wanted = one.question.right or one.question.kind
                print(f"{one.answer:8} {one.question.q}\n    wanted {wanted}\n    got    {one.ids[:3]}")  # noqa: T201


def among_look_alikes() -> list[Outcome]:
    with tempfile.TemporaryDirectory() as made:
        make_look_alikes(Path(made, "base"))
        asked = [one for one in questions() if re.search(r"20\d\d", one.q)]
        return list(outcomes(asked, open_base(Path(made, "base"))))


def groups(found: list[Outcome]) -> dict[str, list[Outcome]]:
    """Both halves, and the styles and kinds of the one that is kept aside."""
    aside = [one for one in found if one.question.aside]
    made = {"looked at": [one for one in found if not one.question.aside], "kept aside": aside}
    for style in sorted({one.question.style for one in aside}):
        made[f"aside, {style}"] = [one for one in aside if one.question.style == style]
    for kind in sorted({one.question.kind for one in aside if one.question.kind}):
        made[f"aside, unanswerable by {kind}"] = [one for one in aside if one.question.kind == kind]
    return made


def is_miss(one: Outcome) -> bool:
    if one.question.right:
        return not one.first or one.answer in ("none", "refused")
    return one.answer == "found"


if __name__ == "__main__":
    main()
