"""The JSON Schemas: of the fact files, by which editors complete and check, and of the output."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import cqfacts as library
from cqfacts.base import texts
from cqfacts.base.nodes import read_items
from cqfacts.base.reading import Base, load_base
from cqfacts.base.schemas import FILE_KINDS
from cqfacts.base.shapes import Form, Invalid, Presence
from cqfacts.model.vocabulary import FILES as FILES_OF_KINDS
from tests.conftest import FACTS, Run
from tests.goldens import check_golden
from tests.sampling import Sample
from tests.test_specimens import INVALID, MINIMAL, NOTED, lay_over

FILES = sorted(FACTS.rglob("*.yaml"))


class Core(yaml.SafeLoader):
    """Reads YAML 1.2 by its core schema, as editors do: no dates, no yes and no, no numbers of base 60."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+0123456789.")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(str(node.value)))


def kind_of(path: Path) -> str:
    return path.stem if path.stem in FILE_KINDS else "facts"


def validator(schema: dict[str, Any]) -> Any:
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def references_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (value for key, value in schema.items() if key == "$ref")
    parts = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict | list):
        for part in parts:
            yield from references_in(part)


def test_every_reference_of_the_output_schema_leads_somewhere() -> None:
    schema: Any = library.schema()
    leading = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert set(references_in(schema)) <= leading


def accepts(path: Path) -> bool:
    """Whether the schema of a file accepts it; also false where it is not YAML at all."""
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), Core)  # noqa: S506 - derived from SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError):
        return False
    return bool(validator(library.schema(kind_of(path))).is_valid(read))


# --- the files


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FACTS)))
def test_every_shipped_file_is_as_its_schema_has_it(path: Path) -> None:
    assert accepts(path)


@pytest.mark.parametrize("path", sorted(MINIMAL.rglob("*.yaml")), ids=lambda path: path.name)
def test_a_file_without_a_modeline_is_as_its_schema_has_it_too(path: Path) -> None:
    assert accepts(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FACTS)))
def test_every_shipped_file_leads_editors_to_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    assert (path.parent / found[1]).resolve() == FACTS / "schema" / f"{kind_of(path)}.json"


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_the_schemas_beside_the_facts_are_what_the_command_prints(kind: str, cqfacts: Run) -> None:
    done = cqfacts("schema", kind)
    assert (done.returncode, done.stderr) == (0, "")
    check_golden(FACTS / "schema" / f"{kind}.json", done.stdout)


def test_there_is_a_schema_beside_the_facts_for_each_kind_of_file() -> None:
    assert sorted(path.stem for path in (FACTS / "schema").iterdir()) == sorted(FILE_KINDS)


# --- the table of keys


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_condition_on_a_key_is_on_a_closed_list_of_the_same_entry(kind: str) -> None:
    keys = {key.name: key for key in FILE_KINDS[kind].shape.keys}
    for key in keys.values():
        if key.only_where:
            assert set(key.only_where.words) <= set(keys[key.only_where.key].form.schema["enum"])
        assert key.only_where or key.presence is not Presence.REQUIRED_THERE


def test_a_key_that_names_another_entry_has_an_id() -> None:
    for kind in FILE_KINDS.values():
        for key in kind.shape.keys:
            assert key.names is None or key.form is texts.IDENTIFIER


@pytest.mark.parametrize(
    ("kind", "needed", "applies"),
    [
        ("growth", set(), {"growth_of"}),
        ("change", set(), {"change_of"}),
        ("share", set(), {"part", "whole", "whole_area", "whole_entity"}),
        ("contribution", set(), {"part", "whole", "whole_area"}),
        ("difference", set(), {"part", "whole", "whole_area"}),
        ("rank", {"field"}, {"field", "ranks"}),
        ("flow", set(), set()),
    ],
)
def test_a_kind_of_indicator_has_keys_of_its_own(
    kind: str, needed: set[str], applies: set[str]
) -> None:
    conditional = [key for key in FILE_KINDS["indicators"].shape.keys if key.only_where]
    assert {key.name for key in conditional if key.is_needed({"kind": kind})} == needed
    assert {key.name for key in conditional if key.applies({"kind": kind})} == applies


# --- form

FORM = ("CQ201", "CQ202", "CQ204", "CQ206", "CQ207", "CQ208", "CQ210", "CQ211", "CQ109")
BEYOND = {
    "CQ201-no-id-can-be-made",
    "CQ204-defaults-after-the-facts",  # keys have no order
    "CQ206-no-such-period",  # that a day does not exist
    "CQ206-one-end-in-the-other",
    "CQ211-not-a-digest",  # how many digits a number was written with
}


@pytest.mark.parametrize(
    "specimen", [path for path in INVALID if path.name.startswith(FORM)], ids=lambda path: path.name
)
def test_what_breaks_form_is_refused_by_the_schema_where_one_can(specimen: Path) -> None:
    refused = not all(accepts(path) for path in specimen.rglob("*.yaml"))
    assert refused == (specimen.name not in BEYOND)


@pytest.mark.parametrize(
    "specimen",
    [path for path in INVALID if path.name.startswith("CQ3")],
    ids=lambda path: path.name,
)
def test_what_breaks_only_sense_is_for_check_alone(specimen: Path) -> None:
    assert all(accepts(path) for path in specimen.rglob("*.yaml"))


FACT = (MINIMAL / "automotive" / "2014.yaml").read_text(encoding="utf-8").partition("\n\n")[
    0
] + "\n"
CHANGES = [
    ("value: 2.63 million", "value: true"),
    ("value: 2.63 million", "value: 'null'"),
    ("value: 2.63 million", "value: ~"),
    ("value: 2.63 million", "value: ''"),
    ("value: 2.63 million", "value: |\n    two\n    lines"),
    ("value: 2.63 million", "value: >\n    2.63\n    million"),
    ("value: 2.63 million", "value: '  2.63 million '"),
    ("value: 2.63 million", "value: [1]"),
    ("period: 2014", "period: '2014'"),
    ("period: 2014", "period: 2014-01-01"),
    ("period: 2014", "period: 2014-01/2014-12~"),
    ("period: 2014", "period: 2014 million"),
    ("period: 2014", "period: 20145"),
    ("period: 2014", "period: 2014.5"),
    ("paragraph: 9", "paragraph: '9'"),
    ("paragraph: 9", "paragraph: 0"),
    ("paragraph: 9", "paragraph: 09"),
    ("paragraph: 9", "paragraph: nine"),
    ("dating: printed", "dating: printd"),
    ("area: chongqing", "area: chong qing"),
    ("area: chongqing", "area: -chongqing"),
    ("unit: vehicles", "unit: " + "v" * 101),
    ("unit: vehicles", "units: vehicles"),
    ("  indicator: vehicle-output\n", ""),
    ("id: vehicle-output-2014", "id: 2014"),
    ("id: vehicle-output-2014", "id: 1e5"),
    ("id: vehicle-output-2014", "id: NO"),
    ("printed: 2.63 million}", "printed: 2.63 million, page: 3}"),
    (", printed: 2.63 million}", "}"),
]
ONLY_THE_READER = {"paragraph: 09"}  # to YAML it is the number 9


@pytest.mark.parametrize(
    ("before", "after"), CHANGES, ids=[after or before for before, after in CHANGES]
)
def test_the_schema_and_the_reader_agree_on_form(before: str, after: str, tmp_path: Path) -> None:
    text = FACT.replace(before, after, 1)
    assert text != FACT
    folder = tmp_path / "automotive"
    folder.mkdir()
    path = folder / "2014.yaml"
    path.write_text(text, encoding="utf-8")
    for other in MINIMAL.glob("*.yaml"):
        (tmp_path / other.name).write_text(other.read_text(encoding="utf-8"), encoding="utf-8")
    breaks_form = bool({finding.code for finding in load_base(tmp_path).findings} & set(FORM))
    assert accepts(path) == (not breaks_form or after in ONLY_THE_READER)


FORMS = (
    texts.TEXT,
    texts.FILE_NAME,
    texts.IDENTIFIER,
    texts.NUMBER,
    texts.DIGEST,
    texts.DECIMAL,
    texts.PERIOD,
)
scalars = (
    st.from_regex(r"[0-9]{1,5}([-/.e~][0-9]{1,2}){0,3}~?", fullmatch=True)
    | st.text("019.-/~ aeN汽", min_size=1, max_size=12)
    | st.sampled_from(
        [
            "NO",
            "true",
            "null",
            "1e5",
            "0x1F",
            ".inf",
            "1_000",
            "12:30",
            "0" * 64,
            "0o17",
            "+1",
            "09",
            "a" * 101,
        ]
    )
)


@given(st.sampled_from(FORMS), scalars, st.booleans())
def test_the_schema_refuses_no_text_that_the_reader_takes(
    form: Form, text: str, quoted: bool
) -> None:
    """Whatever an editor takes a plain text for: a number, a truth value, nothing."""
    source = f"- {json.dumps(text, ensure_ascii=False) if quoted else text}\n"
    items, report = read_items(source.encode(), "a file", "text")
    nodes = list(items)
    assume(len(nodes) == 1 and not report.findings)
    try:
        form.read(nodes[0])
    except Invalid:
        return
    [read] = yaml.load(source, Core)  # noqa: S506 - as above
    assert validator({**form.schema, "$defs": texts.DEFINITIONS}).is_valid(read), (source, read)


# --- the output


def closed(schema: Any) -> Any:
    """The schema without room for keys that it does not name, so that no key is forgotten in it."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {key: closed(item) for key, item in schema.items()}
    return (
        {"additionalProperties": False, **inside}
        if "required" in inside and inside.get("type") == "object"
        else inside
    )


@pytest.fixture(scope="module")
def output() -> Any:
    """The schema of the output, closed; a fact of a search has three keys more."""
    schema = closed(library.schema())
    fact = schema["$defs"]["fact"]
    answers = {"enum": ["found", "near", "none", "other"]}
    texts = {"type": "array", "items": {"type": "string"}}
    more = {"match": {"$ref": "#/$defs/match"}, "answer": answers, "remarks": texts}
    matched = {**fact, "properties": {**fact["properties"], **more}}
    matched["required"] = [*fact["required"], *more]
    schema["$defs"]["search"]["properties"]["facts"]["items"] = matched
    return validator(schema)


def commands(base: Base) -> Iterator[list[str]]:
    """Every command that writes JSON; look-ups for every sector and every year."""
    yield from (
        [name] for name in ("sectors", "years", "indicators", "areas", "sources", "facts", "check")
    )
    yield from (["sector", name] for name in base.vocabulary.sectors)
    years = sorted({fact.period.year for fact in base.facts})
    yield from (["year", str(year)] for year in years)
    yield from (["compare", str(earlier), str(later)] for earlier, later in pairwise(years))
    yield from (
        ["indicators", "--sector", "electronics"],
        ["compare", "2014", "2021", "--sector", "electronics"],
    )
    yield from (
        ["facts", "--limit", "3"],
        ["sector", "cars", "--year", "2014..2015", "--area", "chongqing"],
    )
    yield ["show", "--limit", "2", *(fact.id for fact in base.facts if fact.doubts)]
    yield ["show", *(fact.id for fact in base.facts)]
    yield from (
        ["facts", "--implied"],
        ["sector", "consumption", "--implied"],
        ["conflicts", "--all"],
        ["conflicts"],
    )
    yield from (["compare", "2014", "2015", "--implied"], ["compare", "2020", "2021", "--implied"])
    yield from (
        ["compare", "2013", "2014", "2015"],
        ["compare", "2013", "2014..2015", "2021", "--implied"],
    )
    yield from (["check", "--explain", "CQ203"], ["check", "--explain", "all"])
    yield ["why", "vehicle-output-2014", "vehicle-output--chongqing--2014-06..2014-12"]
    yield from (
        ["series", name]
        for name in ("vehicle-output", "gdp", "laptop-exports-rank", "urbanisation-rate")
    )
    for question in (
        "tablets exported",
        "tablet output 2021",
        "--explain how many labtops in 2014",
        "GDP of Mars",
        "all ranks",
        "which years do you cover",
        "why did laptop exports fall in 2021",
    ):
        yield ["search", *question.split()]


def test_every_command_writes_json_as_its_schema_has_it(
    cqfacts: Run, shipped: Base, output: Any, sample: Sample
) -> None:
    asked = list(commands(shipped))
    assert len(asked) > 50
    first_of_each_command = list(
        {arguments[0]: arguments for arguments in reversed(asked)}.values()
    )
    for arguments in asked if sample.whole else [*first_of_each_command, *sample.of(asked, 8)]:
        written = json.loads(cqfacts(*arguments, "--json").stdout)
        errors = [
            f"{error.json_path}: {error.message}"[:300] for error in output.iter_errors(written)
        ]
        assert errors == [], arguments


def test_a_verification_is_as_the_schema_has_it(cqfacts: Run, output: Any, tmp_path: Path) -> None:
    written = json.loads(cqfacts("verify", "--documents", str(tmp_path), "--json").stdout)
    assert written["findings"]
    assert [error.message for error in output.iter_errors(written)] == []


def test_findings_are_as_the_schema_has_them(tmp_path: Path, cqfacts: Run, output: Any) -> None:
    for specimen in (*INVALID[::5], *NOTED):
        base = shutil.copytree(MINIMAL, tmp_path / specimen.name)
        lay_over(specimen, base)
        written = json.loads(cqfacts("check", str(base), "--json").stdout)
        assert written["findings"]
        assert output.is_valid(written), specimen.name


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("value", "2.63 million"),
        ("year", "2014"),
        ("kind", "flux"),
        ("citations", None),
        ("start", "2014"),
    ],
)
def test_a_fact_that_broke_the_contract_would_be_refused(
    key: str, wrong: Any, cqfacts: Run, output: Any
) -> None:
    whole = json.loads(cqfacts("show", "vehicle-output-2014", "--json").stdout)
    assert output.is_valid(whole)
    whole["facts"][0][key] = wrong
    assert not output.is_valid(whole)
    del whole["facts"][0][key]
    assert not output.is_valid(whole)


def test_keys_may_be_added(cqfacts: Run) -> None:
    whole = json.loads(cqfacts("show", "vehicle-output-2014", "--json").stdout)
    whole["facts"][0]["colour"] = "red"
    assert validator(library.schema()).is_valid(whole)


def test_an_unknown_kind_is_told_the_known_ones(cqfacts: Run) -> None:
    done = cqfacts("schema", "fact")
    assert (done.returncode, done.stdout) == (2, "")
    assert "facts, sources, sectors" in done.stderr


def test_every_kind_of_schema_is_named_in_the_help(cqfacts: Run) -> None:
    shown = " ".join(cqfacts("schema", "-h").stdout.split())
    assert all(f"{kind}," in shown or f"{kind}." in shown for kind in ("json", *FILE_KINDS))


def test_the_schema_of_the_output_reads_as_it_did(cqfacts: Run) -> None:
    check_golden(Path(__file__).parent / "goldens" / "schema.json", cqfacts("schema").stdout)


# --- with the ids of a base

KEYS_OF_IDS = [
    (kind, key.name, FILES_OF_KINDS[key.names])
    for kind, file_kind in FILE_KINDS.items()
    for key in file_kind.shape.keys
    if key.names in FILES_OF_KINDS
]


@pytest.fixture(scope="module")
def schemas_with_ids() -> dict[str, dict[str, Any]]:
    return {kind: library.schema(kind, ids=True) for kind in FILE_KINDS}


def read_as_editors_do(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Core)  # noqa: S506 - derived from SafeLoader


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FACTS)))
def test_every_shipped_file_names_only_ids_that_its_schema_lists(
    path: Path, schemas_with_ids: dict[str, dict[str, Any]]
) -> None:
    assert validator(schemas_with_ids[kind_of(path)]).is_valid(read_as_editors_do(path))


@pytest.mark.parametrize(("kind", "key", "names"), KEYS_OF_IDS)
def test_an_id_that_the_base_has_not_is_refused(
    kind: str, key: str, names: str, schemas_with_ids: dict[str, dict[str, Any]]
) -> None:
    """Each key that names an entry of the vocabulary takes the ids of its kind alone."""
    schema = schemas_with_ids[kind]
    entry = schema["$defs"]["fact"] if kind == "facts" else schema["items"]
    of_key = validator({"$defs": schema["$defs"], **entry["properties"][key]})
    terms = [entry["id"] for entry in read_as_editors_do(FACTS / f"{names}.yaml")]
    assert all(of_key.is_valid(name) for name in terms)
    for wrong in (terms[0] + "x", terms[0].upper(), "", "no-such-thing"):
        assert not of_key.is_valid(wrong)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("automotive/2014.yaml", "indicator: vehicle-output\n", "indicator: vehicle-outptu\n"),
        ("automotive/2014.yaml", "area: chongqing", "area: chongqin"),
        ("automotive/2014.yaml", "source: manufacturing", "source: manufcturing"),
        ("indicators.yaml", "  unit: percent\n", "  unit: per-cent\n"),
        ("skipped.yaml", "source: international-", "source: "),
    ],
)
def test_one_wrong_id_makes_a_shipped_file_invalid(
    file: str, before: str, after: str, schemas_with_ids: dict[str, dict[str, Any]]
) -> None:
    text = (FACTS / file).read_text(encoding="utf-8")
    assert before in text
    read = yaml.load(text.replace(before, after, 1), Core)  # noqa: S506 - derived from SafeLoader
    kind = kind_of(FACTS / file)
    assert validator(library.schema(kind)).is_valid(read)
    assert not validator(schemas_with_ids[kind]).is_valid(read)


def test_each_id_has_its_title_beside_it(schemas_with_ids: dict[str, dict[str, Any]]) -> None:
    definitions = schemas_with_ids["facts"]["$defs"]
    for name in ("area-id", "indicator-id", "source-id", "unit-id"):
        assert len(definitions[name]["enum"]) == len(definitions[name]["enumDescriptions"])
    titles = dict(
        zip(definitions["area-id"]["enum"], definitions["area-id"]["enumDescriptions"], strict=True)
    )
    assert titles["liangjiang-new-area"] == "Liangjiang New Area (两江新区)"
    units = dict(
        zip(definitions["unit-id"]["enum"], definitions["unit-id"]["enumDescriptions"], strict=True)
    )
    assert units["square-metres"] == "square metres"


def test_a_schema_with_ids_differs_in_its_definitions_alone(
    schemas_with_ids: dict[str, dict[str, Any]],
) -> None:
    for kind, schema in schemas_with_ids.items():
        plain: dict[str, Any] = library.schema(kind)
        assert {**schema, "$defs": 0} == {**plain, "$defs": 0}
        assert set(schema["$defs"]) <= set(plain["$defs"])


def test_what_a_base_has_none_of_yet_may_have_any_id(tmp_path: Path) -> None:
    library.init(tmp_path / "base", [])
    definitions: Any = library.schema("facts", tmp_path / "base", ids=True)["$defs"]
    assert definitions["source-id"] == definitions["indicator-id"] == {"$ref": "#/$defs/identifier"}
    assert "percent" in definitions["unit-id"]["enum"]


def test_all_schemas_are_written_beside_the_base(tmp_path: Path, cqfacts: Run) -> None:
    base = tmp_path / "base"
    library.init(base, ["Shenzhen:深圳:CN"])
    done = cqfacts("schema", "--write", "--ids", "--facts", str(base))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{len(list(changed_by_ids(base)))} schemas written\n"
    for kind in FILE_KINDS:
        printed = cqfacts("schema", kind, "--ids", "--facts", str(base))
        assert (base / "schema" / f"{kind}.json").read_text(encoding="utf-8") == printed.stdout
    again = cqfacts("schema", "--write", "--ids", "--facts", str(base))
    assert again.stdout == "The schemas are up to date.\n"
    library.new("area", {"id": "bavaria", "title": "Bavaria"}, base)
    assert library.write_schemas(base, ids=True) == len(list(naming_areas()))
    assert library.check(base).findings == []


def changed_by_ids(base: Path) -> Iterator[str]:
    for kind in FILE_KINDS:
        if library.schema(kind) != library.schema(kind, base, ids=True):
            yield kind


def naming_areas() -> Iterator[str]:
    for kind in FILE_KINDS:
        definitions: Any = library.schema(kind)["$defs"]
        if "area-id" in definitions:
            yield kind


def test_schemas_are_written_into_a_base_that_has_none(tmp_path: Path, cqfacts: Run) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    done = cqfacts("schema", "--write", "--facts", str(base))
    assert done.stdout == f"{len(FILE_KINDS)} schemas written\n"
    for kind in FILE_KINDS:
        written = json.loads((base / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
        assert written == library.schema(kind)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["json", "--ids"], "the output names no ids"),
        (["--ids"], "the output names no ids"),
        (["facts", "--write"], "leave out"),
        (["fatcs", "--ids"], "there is no schema"),
    ],
)
def test_options_that_do_not_fit_are_refused(arguments: list[str], says: str, cqfacts: Run) -> None:
    done = cqfacts("schema", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_a_vocabulary_with_errors_makes_no_schema_with_ids(tmp_path: Path, cqfacts: Run) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    (base / "areas.yaml").write_text("- id: [\n", encoding="utf-8")
    for arguments in (["facts", "--ids"], ["--write", "--ids"]):
        done = cqfacts("schema", *arguments, "--facts", str(base))
        assert (done.returncode, done.stdout) == (4, "")
        assert "areas.yaml:2:1 CQ105" in done.stderr
    assert not (base / "schema").exists()


def test_where_one_schema_cannot_be_written_none_is(tmp_path: Path, cqfacts: Run) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    (base / "schema" / "units.json").mkdir(parents=True)
    done = cqfacts("schema", "--write", "--facts", str(base))
    assert done.returncode == 2
    assert "units.json is not a regular file" in done.stderr
    assert [path.name for path in (base / "schema").iterdir()] == ["units.json"]
