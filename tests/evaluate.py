"""How well search answers the bank of questions in questions.jsonl, by style and kind.

    python -m tests.evaluate                  both halves as totals
    python -m tests.evaluate --misses         what goes wrong in the half that is looked at
    python -m tests.evaluate --look-alikes    questions that name a year, among 50 look-alikes of each fact

The questions were written by people who had not seen the lexicon. A fixed hash keeps half of them aside: they are looked
at only as a total, so that they tell how search does on questions that it was not made for. Questions marked `"seen": true`
were looked at while search was made to answer them: they belong to the other half whatever their hash.

Among look-alikes a right fact is one that meets the question as asked. Of the answerable questions those count that name
a year of their right fact: where none is named, the same in another year is as good an answer. A question that names no
place means Chongqing; where its right fact is of another place all the same ("Which other cities were among the top five
in 2020?"), its look-alikes elsewhere are as good. Of the unanswerable ones those that lack a year or a place are left
out: there the look-alikes do have what was asked, laptops made in Chengdu in 2014.
"""

import argparse
import hashlib
import json
import random
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cqfacts.errors import WrongUsage
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.names import fold, names_of
from cqfacts.questions.search import search
from cqfacts.verbs import open_base
from tests.long_form import long_entries

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests" / "questions.jsonl"
_OTHER_CITIES = ("chengdu", "beijing", "shanghai", "shenzhen", "guangzhou", "yibin")
_OTHER_YEARS = (-9, -8, -7, -6, 11, 12, 13, 14)
_MEASURES = (
    ("output", "exports", "sales"),
    ("output-value", "export-value", "sales-value"),
)
"""Measures that a look-alike may have for one another."""
_LIKE = "-like-"


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
    seen: bool = False
    """Set where it was looked at one by one, so that it can no longer be kept aside."""
    equal: tuple[str, ...] = ()
    """Generated facts that answer it as well as the right ones do."""

    @property
    def aside(self) -> bool:
        """True where it is of the half that is kept aside."""
        return not self.seen and bool(hashlib.sha256(self.q.encode()).digest()[0] & 1)


class Outcome(NamedTuple):
    question: Question
    answer: str
    ids: tuple[str, ...]

    @property
    def first(self) -> bool:
        """True where the right fact comes first; of several that are needed, whether they all come before others."""
        right = self.question.right
        wanted = len(right) if self.question.all else 1
        return set(self.ids[:wanted]) <= {*right, *self.question.equal} and len(self.ids) >= wanted

    @property
    def in_three(self) -> bool:
        right = self.question.right
        found = set(self.ids[: max(3, len(right))]) & {*right, *self.question.equal}
        return len(found) >= len(right) if self.question.all else bool(found & set(self.ids[:3]))


def questions() -> list[Question]:
    with QUESTIONS.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Question(**{**row, "right": tuple(row["right"]), "near": tuple(row.get("near", ()))})
        for row in rows
    ]


def outcomes(chosen: Iterable[Question], base: Catalogue) -> Iterator[Outcome]:
    for question in chosen:
        try:
            result = search(base, question.q)
        except WrongUsage:
            yield Outcome(question, "refused", ())
            continue
        yield Outcome(question, result.answer, tuple(match.fact.id for match in result.matches))


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


class Variant(NamedTuple):
    """How a look-alike differs from its fact: in its year, its area or its measure."""

    shift: int
    area: str
    indicator: str


def make_look_alikes(folder: Path, every: int = 1) -> None:
    """The shipped base, and of each fact 50 that differ in year, area or measure, so that words do not tell them apart.

    Where `every` is more than one, only every nth fact has them.
    """
    shutil.copytree(ROOT / "facts", folder)
    chance = random.Random(50)
    areas = {entry["id"]: entry["title"] for entry in long_entries(folder / "areas.yaml")}
    indicators = {entry["id"]: entry for entry in long_entries(folder / "indicators.yaml")}
    shipped = {path: long_entries(path) for path in sorted((ROOT / "facts").glob("*/*.yaml"))}
    subjects = {entry["id"]: entry["title"] for entry in long_entries(folder / "subjects.yaml")}
    chosen = {path: facts[::every] for path, facts in shipped.items()}
    made = _other_measures(
        indicators, subjects, {fact["indicator"] for facts in chosen.values() for fact in facts}
    )
    said = {_said(fact) for facts in shipped.values() for fact in facts}
    files: dict[Path, list[dict[str, Any]]] = {}
    for path, facts in chosen.items():
        for fact in facts:
            for number, variant in enumerate(
                _variants(fact, made.get(fact["indicator"], []), chance)
            ):
                other = _varied(fact, variant, areas, {**indicators, **_by_id(made)})
                if _said(other) not in said:
                    said.add(_said(other))
                    target = folder / path.parent.name / f"{int(path.stem) + variant.shift}.yaml"
                    files.setdefault(target, []).append(
                        {**other, "id": f"{fact['id']}{_LIKE}{number}"}
                    )
    _add(folder / "indicators.yaml", _by_id(made).values())
    _issue_later(folder / "sources.yaml")
    for path, entries in files.items():
        _add(path, entries)


def _issue_later(path: Path) -> None:
    """Date the sources after every look-alike: no source tells what came after it."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^  issued: .*", "  issued: 2050~", text), encoding="utf-8")


def _add(path: Path, entries: Iterable[dict[str, Any]]) -> None:
    with path.open("a", encoding="utf-8") as file:
        for entry in entries:  # one at a time: what several share would become an alias
            yaml.dump([entry], file, allow_unicode=True, sort_keys=False, width=10**6)


def _by_id(made: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    return {indicator["id"]: indicator for some in made.values() for indicator in some}


def _said(fact: dict[str, Any]) -> tuple[str | None, ...]:
    """What a fact is about: another that says the same is no look-alike of anything."""
    return tuple(fact.get(key) for key in ("indicator", "area", "period", "entity"))


def _other_measures(
    indicators: dict[str, dict[str, Any]], subjects: dict[str, str], used: set[str]
) -> dict[str, list[dict[str, Any]]]:
    """For each indicator that is used, of a measure that has others beside it (output, exports, sales), those of its subject."""
    known = {(one["subject"], one["measure"]) for one in indicators.values()}
    made: dict[str, list[dict[str, Any]]] = {}
    for name, one in ((name, indicators[name]) for name in sorted(used)):
        for measure in next((family for family in _MEASURES if one["measure"] in family), ()):
            if (one["subject"], measure) not in known:
                known.add((one["subject"], measure))
                copied = {key: one[key] for key in one if key not in ("aliases", "title_zh")}
                title = f"{subjects[one['subject']]}: {measure.replace('-', ' ')}"
                copied |= {"id": f"{name}-as-{measure}", "title": title, "measure": measure}
                made.setdefault(name, []).append(copied)
    return made


def _variants(
    fact: dict[str, Any], indicators: list[dict[str, Any]], chance: random.Random
) -> list[Variant]:
    """Those that differ in one thing, and by chance so many that differ in two that there are 50, if they are so many."""
    same = Variant(0, fact["area"], fact["indicator"])
    named = fold(fact.get("entity", "")) == fold(
        fact["area"]
    )  # Beijing among the five best cities is nowhere else
    elsewhere = [] if named else [city for city in _OTHER_CITIES if city != fact["area"]]
    near = [same._replace(shift=shift) for shift in _OTHER_YEARS]
    near += [same._replace(area=city) for city in elsewhere]
    near += [same._replace(indicator=indicator["id"]) for indicator in indicators]
    far = [same._replace(shift=shift, area=city) for shift in _OTHER_YEARS for city in elsewhere]
    return near + chance.sample(far, min(len(far), 50 - len(near)))


def _varied(
    fact: dict[str, Any],
    variant: Variant,
    areas: dict[str, str],
    indicators: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """The fact some years later, somewhere else, or of another measure."""
    made = dict(fact)
    for key in ("period", "statement", "on"):
        if key not in fact:
            continue
        made[key] = re.sub(
            r"\b(?:19|20)\d\d\b", lambda year: str(int(year.group()) + variant.shift), fact[key]
        )
    if variant.indicator != fact["indicator"]:
        made["statement"] = (
            f"{indicators[variant.indicator]['title']} in {areas[variant.area]}: {fact['value']}."
        )
    made["statement"] = made["statement"].replace(areas[fact["area"]], areas[variant.area])
    return {**made, "area": variant.area, "indicator": variant.indicator}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--misses", action="store_true", help="list what goes wrong in the half that is looked at"
    )
    parser.add_argument(
        "--look-alikes", action="store_true", help="among 50 look-alikes of each fact"
    )
    options = parser.parse_args()
    answered = (
        among_look_alikes() if options.look_alikes else list(outcomes(questions(), open_base()))
    )
    print("| | " + " | ".join(Totals._fields) + " |\n|---|" + "---:|" * len(Totals._fields))  # noqa: T201
    for name, group in groups(answered).items():
        print(f"| {name} | " + " | ".join(map(str, totals(group))) + " |")  # noqa: T201
    if options.misses:
        for outcome in answered:
            if not outcome.question.aside and is_miss(outcome):
                right = outcome.question.right or outcome.question.kind
                print(  # noqa: T201
                    f"{outcome.answer:8} {outcome.question.q}\n    wanted {right}\n    got    {outcome.ids[:3]}"
                )


def among_look_alikes() -> list[Outcome]:
    """The outcomes of those questions that a look-alike does not answer as well."""
    with tempfile.TemporaryDirectory() as made:
        make_look_alikes(Path(made, "base"))
        base = open_base(Path(made, "base"))
        return list(
            outcomes(filter(None, (told_apart(base, question) for question in questions())), base)
        )


def told_apart(base: Catalogue, question: Question) -> Question | None:
    """The question as it is meant among look-alikes; None where they answer it as well, or where it names no year."""
    years = {
        int(year)
        for year in re.findall(r"(?<!\d)20\d\d(?!\d)", unicodedata.normalize("NFKC", question.q))
    }
    if not question.right:
        return question if years and question.kind not in ("year", "place") else None
    right = [base.fact(name) for name in question.right]
    if not any(
        fact.period.start.year <= year <= fact.period.end.year for fact in right for year in years
    ):
        return None
    alike = [
        name
        for fact in right
        if not _names_its_place(base, fact, question.q)
        for name in _elsewhere(base, fact)
    ]
    return question._replace(equal=tuple(alike))


def _names_its_place(base: Catalogue, fact: Fact, question: str) -> bool:
    """Whether the question says where, or means the base's own area, which goes without saying."""
    if fact.area is None or fact.area.id == base.home:
        return True
    return any(name in fold(question) for name in names_of(fact.area))


def _elsewhere(base: Catalogue, fact: Fact) -> list[str]:
    """The look-alikes of a fact that differ only in their area."""
    same = (fact.indicator.id, fact.period)
    return [
        one.id
        for one in base.index.facts("id glob ?", (f"{fact.id}{_LIKE}*",))
        if (one.indicator.id, one.period) == same
    ]


def groups(all_outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """Both halves, and the styles and kinds of the one that is kept aside."""
    aside = [outcome for outcome in all_outcomes if outcome.question.aside]
    made = {
        "looked at": [outcome for outcome in all_outcomes if not outcome.question.aside],
        "kept aside": aside,
    }
    for style in sorted({outcome.question.style for outcome in aside}):
        made[f"aside, {style}"] = [outcome for outcome in aside if outcome.question.style == style]
    for kind in sorted({outcome.question.kind for outcome in aside if outcome.question.kind}):
        made[f"aside, unanswerable by {kind}"] = [
            outcome for outcome in aside if outcome.question.kind == kind
        ]
    return made


def is_miss(outcome: Outcome) -> bool:
    if outcome.question.right:
        return not outcome.first or outcome.answer in ("none", "refused")
    return outcome.answer == "found"


if __name__ == "__main__":
    main()
