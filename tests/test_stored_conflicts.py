"""What speaks against a fact is stored with it: the same by every road, after every edit, and in every format."""

import json
import random
import re
import shutil
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.base import tree
from cqfacts.base.reading import check_base, load_base
from cqfacts.base.tree import read_tree
from cqfacts.index import conflicts
from cqfacts.index.catalogue import Catalogue, open_catalogue
from cqfacts.index.store import build_index_in_memory
from cqfacts.model.fact import Conflict, ConflictKind
from cqfacts.model.progress import no_progress
from cqfacts.reason.imply import imply
from tests.all_conflicts import conflicts_by_fact, printed_conflicts
from tests.conftest import FACTS, Run
from tests.sampling import Sample
from tests.small_base import GROWTH, OUTPUT, Measured, Said, small_base

SHARE = Measured("share", "share", "percent", (("part", "out"), ("whole", "all")))
ALL = Measured("all", "flow", "vehicles")
RELATIONS = [
    ("higher-than", "out-2014", "out-2013"),
    ("part-of", "out-2014", "all-2014"),
    ("percent-above", "out-2012", "out-2011", "8.0"),
]
Stored = dict[str, tuple[Conflict, ...]]


def write_base(folder: Path) -> Catalogue:
    """Write a base in which growth contradicts levels, a share its part and whole, and a year its months."""
    facts = [
        Said("out-2013", "out", "2013", "100.0 thousand"),
        Said("out-2014", "out", "2014", "99.0 thousand"),
        Said("growth-2014", "out-growth", "2014", "9.5"),
        Said("all-2014", "all", "2014", "90.0 thousand"),
        Said("share-2014", "share", "2014", "50.0"),
        Said("out-2015", "out", "2015", "120.0 thousand"),
        Said("out-2015-months", "out", "2015-01/2015-08", "130.0 thousand"),
        Said("out-2012", "out", "2012", "50.0 thousand"),
        Said("out-2012-again", "out", "2012", "51.0 thousand"),
        Said("out-2011", "out", "2011", "50.0 thousand"),
    ]
    facts += [
        Said(f"out-{year}", "out", str(year), f"{year}.0 thousand") for year in range(1950, 2000)
    ]
    return small_base(folder, [OUTPUT, GROWTH, ALL, SHARE], facts, RELATIONS)


def stored(catalogue: Catalogue) -> Stored:
    return {fact.id: fact.conflicts for fact in catalogue.facts() if fact.conflicts}


def computed(folder: Path) -> Stored:
    """Compute what speaks against each fact of a base from all its facts at once."""
    base = load_base(folder)
    vocabulary = base.vocabulary
    printed = printed_conflicts(base.facts, base.relations)
    facts = [fact._replace(conflicts=printed.get(fact.id, ())) for fact in base.facts]
    entries = vocabulary._asdict()
    implied = imply(
        facts,
        list(vocabulary.indicators.values()),
        lambda kind, name: entries[f"{kind.__name__.lower()}s"][name],
        base.relations,
    )
    found = conflicts_by_fact(facts, base.relations, implied)
    return {fact.id: found[fact.id] for fact in base.facts if fact.id in found}


def unordered(conflicts: Stored) -> dict[str, set[Conflict]]:
    return {name: set(of_fact) for name, of_fact in conflicts.items()}


def kinds(conflicts: Stored) -> set[ConflictKind]:
    return {conflict.kind for of_fact in conflicts.values() for conflict in of_fact}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "cqfacts"


def test_all_that_speaks_against_a_fact_is_stored_with_it(tmp_path: Path, cache: Path) -> None:
    catalogue = write_base(tmp_path / "base")
    expected = computed(tmp_path / "base")
    assert kinds(expected) == {ConflictKind.SAME_THING, ConflictKind.RELATION, ConflictKind.IMPLIED}
    assert stored(catalogue) == stored(open_catalogue(tmp_path / "base")) == expected
    assert {name: catalogue.fact(name).conflicts for name in expected} == expected
    assert {
        fact.id: fact.conflicts for fact in library.facts(base=catalogue).facts if fact.conflicts
    } == expected
    assert library.fact("out-2015-months", base=catalogue).conflicts == expected["out-2015-months"]


def test_the_shipped_base_stores_what_is_computed(cache: Path) -> None:
    assert stored(open_catalogue()) == computed(FACTS)


def test_every_command_shows_the_same_conflicts(tmp_path: Path, cache: Path, cqfacts: Run) -> None:
    write_base(tmp_path / "base")
    names = sorted(computed(tmp_path / "base"))
    commands = [["facts"], ["sector", "things"], ["facts", "--implied"], ["show", *names]]
    shown = []
    for command in commands:
        answer = json.loads(cqfacts(*command, "--facts", str(tmp_path / "base"), "--json").stdout)
        shown.append(
            {fact["id"]: fact["conflicts"] for fact in answer["facts"] if fact["id"] in names}
        )
    assert all(conflicts == shown[0] for conflicts in shown)
    assert all(shown[0].values())


@pytest.mark.parametrize("large", [True, False])
def test_after_edits_the_conflicts_are_those_of_a_whole_new_index(
    large: bool, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those of facts in files that did not change."""
    if large:
        monkeypatch.setattr(tree, "SMALL", 0)
    base = tmp_path / "base"
    write_base(base)
    chance = random.Random(13)
    years = [2011, 2012, 2013, 2014, 2015]
    edits = 0
    seen = set()
    for _ in range(20):
        path = base / "things" / f"{chance.choice(years)}.yaml"
        text = path.read_text(encoding="utf-8")
        value = f"{chance.choice([45, 50, 54, 100, 109.5, 150])} thousand"
        path.write_text(re.sub(r"\d+(\.\d)? thousand", value, text, count=2), encoding="utf-8")
        before = len(list(cache.glob("*.edits")))
        edited = stored(open_catalogue(base))
        edits += len(list(cache.glob("*.edits"))) != before
        assert edited == stored(Catalogue(build_index_in_memory(read_tree(base), no_progress)))
        assert edited == stored(open_catalogue(base))
        assert unordered(edited) == unordered(computed(base))
        seen.add(frozenset(edited.items()))
    assert edits > 3
    assert len(seen) > 5


BASES = ("year-before", "month-before", "2013-12", "average since 2011")
ORIGINS = ("IMF", "OECD")
CHANGE = Measured("out-change", "change", "vehicles", (("change_of", "out"),))


def write_base_of_versions(folder: Path) -> Catalogue:
    """Write a base in which growths are on several times, forecasts of several origins, and figures revised."""
    forecast = "  status: forecast\n  by: IMF\n"
    facts = [
        Said("december", "out", "2014-12", "94.0 thousand"),
        Said("november", "out", "2014-11", "86.0 thousand"),
        Said("last-december", "out", "2013-12", "90.0 thousand"),
        Said("growth", "out-growth", "2014-12", "9.3", more="  on: month-before\n"),
        Said("growth-again", "out-growth", "2014-12", "4.4", more="  on: year-before\n"),
        Said("change", "out-change", "2014-12", "8 thousand", more="  on: month-before\n"),
        Said("first", "out", "2014", "700 thousand"),
        Said("second", "out", "2014", "800 thousand", more="  supersedes: first\n"),
        Said("year", "out-growth", "2014", "9.5"),
        Said("before", "out", "2013", "730 thousand"),
        Said("plan", "out", "2015", "900 thousand", more=forecast),
        Said("plan-again", "out", "2015", "950 thousand", more=forecast),
        Said("company", "out", "2015", "51 thousand", area="", more="  entity: Maker\n"),
        Said("company-again", "out", "2015", "56 thousand", area="", more="  entity: Maker\n"),
    ]
    return small_base(folder, [OUTPUT, GROWTH, CHANGE], facts)


EDITS = {
    r"on: .*": [f"on: {base}" for base in BASES],
    r"by: .*": [f"by: {origin}" for origin in ORIGINS],
    r"  supersedes: .*\n": ["", "  supersedes: first\n"],
    r"\d+(\.\d)? thousand": [f"{number} thousand" for number in ("54.0", "86.0", "94.0", "800")],
}
"""What an edit replaces, and what it puts there."""


def test_after_edits_of_bases_origins_and_revisions_the_conflicts_are_those_of_a_new_index(
    tmp_path: Path, cache: Path, sample: Sample
) -> None:
    base = tmp_path / "base"
    write_base_of_versions(base)
    assert kinds(computed(base)) == {ConflictKind.SAME_THING}
    chance = random.Random(14)
    seen = set()
    for _ in range(sample.number(60, 4)):
        path = base / "things" / f"{chance.choice([2013, 2014, 2014, 2015])}.yaml"
        text = path.read_text(encoding="utf-8")
        pattern = chance.choice([pattern for pattern in EDITS if re.search(pattern, text)])
        place = chance.choice(list(re.finditer(pattern, text)))
        replacement = chance.choice(EDITS[pattern])
        # A value and its quotation have the same words, and are replaced together.
        path.write_text(text.replace(place.group(), replacement), encoding="utf-8")
        if check_base(base):
            path.write_text(text, encoding="utf-8")
            continue
        edited = stored(open_catalogue(base))
        assert edited == stored(Catalogue(build_index_in_memory(read_tree(base), no_progress)))
        assert unordered(edited) == unordered(computed(base))
        seen.add(frozenset(edited.items()))
    assert len(seen) > sample.number(10, 4)


@pytest.mark.parametrize("limit", ["MANY", "MANY_IMPLYING"])
def test_from_many_facts_on_nothing_implied_is_told(
    limit: str, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, limit, 60)
    base = tmp_path / "base"
    catalogue = write_base(base)
    assert not catalogue.index.tells_implied_conflicts
    many = kinds(stored(catalogue))
    assert many == {ConflictKind.SAME_THING, ConflictKind.RELATION}
    # With one fact less they are not many: an index that was made of many cannot be mended.
    path = base / "things" / "1950.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    assert ConflictKind.IMPLIED in kinds(stored(open_catalogue(base)))
    assert open_catalogue(base).index.tells_implied_conflicts
    path.write_text(text, encoding="utf-8")
    assert kinds(stored(open_catalogue(base))) == many


def test_a_fact_of_many_facts_is_told_the_conflicts_that_an_index_of_few_stores(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [Said("a", "out", "2014", "7.0 million"), Said("g", "out-growth", "2014", "10.0"), Said("h", "out-growth", "2014", "20.0")]  # fmt: skip
    of_few = small_base(tmp_path / "few", [OUTPUT, GROWTH], facts)
    told = {name: library.fact(name, base=of_few).conflicts for name in "agh"}
    monkeypatch.setattr(conflicts, "MANY", 1)
    shutil.rmtree(cache)
    of_many = small_base(tmp_path / "many", [OUTPUT, GROWTH], facts)
    assert not of_many.index.tells_implied_conflicts
    assert {name: library.fact(name, base=of_many).conflicts for name in "agh"} == told
    assert [conflict.others for conflict in told["a"]] == [
        ("out--city--2013", "out--city--2013--year-before--a--g")
    ]


def test_an_edit_that_removes_what_is_implied_removes_the_conflict(
    tmp_path: Path, cache: Path
) -> None:
    base = tmp_path / "base"
    assert "out-2013" in stored(write_base(base))
    shutil.copy(base / "things" / "2014.yaml", tmp_path / "kept.yaml")
    path = base / "things" / "2014.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("9.5", "-1.0"), encoding="utf-8")
    edited = stored(open_catalogue(base))
    growth = [
        conflict for conflict in edited.get("out-2013", ()) if "growth-2014" in conflict.others
    ]
    assert growth == []
    assert unordered(edited) == unordered(computed(base))
