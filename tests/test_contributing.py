"""CONTRIBUTING.md names what there is: files, rooms, layers, tables."""

import re
import tomllib

from tests.conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "cqfacts"
ROOMS = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_every_room_stands_in_the_map() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE))
    assert ROOMS | {"verbs"} <= rows


def test_every_file_that_it_names_is_there() -> None:
    named = set(re.findall(r"`([\w/.-]+\.(?:py|yaml|jsonl|md))`", TEXT))
    folders = (ROOT, PACKAGE, ROOT / "tests", ROOT / "facts", PACKAGE / "output")
    missing = {name for name in named if not any((folder / name).exists() for folder in folders)}
    assert len(named) > 30
    assert not missing


def test_the_layers_are_those_of_the_import_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = [
        each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers"
    ]
    line = re.search(r"^    (cli > .*)$", TEXT, re.MULTILINE)
    assert line
    said = re.split(r" > | : |, ", line[1])
    layers = [name for layer in contract["layers"] for name in layer.split(" : ")]
    assert said == [name for name in layers if name not in ("__main__", "version")]


def test_every_table_that_a_recipe_names_is_there() -> None:
    recipes = TEXT.partition("## Recipes")[2].partition("\n## ")[0]
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in [*PACKAGE.rglob("*.py"), *(ROOT / "tests").glob("*.py")]
    )
    for name in re.findall(r"`(_?[A-Z][A-Za-z_]+)`", recipes):
        assert re.search(rf"^(?:class )?{name}\b|^ +{name}\b", code, re.MULTILINE), name


def test_it_stays_short() -> None:
    assert len(TEXT.splitlines()) <= 400
