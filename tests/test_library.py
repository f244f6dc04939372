"""The library: what it offers is there, lists are lists, and facts become objects and data frames without a loss."""

import doctest
import inspect
import json
import pickle
import pydoc
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import UnionType

import pytest

import cqfacts as library
from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import Answer
from cqfacts.cli.commands import make_app
from tests.conftest import FACTS, ROOT, Run, plain_environment
from tests.small_base import OUTPUT, Said, small_base

HELP = ROOT / "cqfacts" / "help" / "python.md"
NOT_PUBLIC = {
    "Context": "formats alone read it",
    "Selection": "formats alone read it",
    "Years": "a part of a selection",
    "SearchResult": "its parts are properties of the answer",
    "Question": "a part of a search result",
    "Phrase": "a part of a question",
    "AskedPeriod": "a part of a question",
}
"""Records that verbs lead to, and why the library does not offer them."""
CALLS = {
    "areas": (),
    "compare": (2014, 2015),
    "compare_years": (2013, 2014, 2015),
    "conflicts": (),
    "facts": (),
    "indicators": (),
    "read": ("output rose 8.5% to 2.63 million vehicles in 2014",),
    "search": ("how many laptops in 2014",),
    "sector": ("cars",),
    "sectors": (),
    "series": ("laptop exports",),
    "show": (["vehicle-output-2014", "laptop-output-2014"],),
    "sources": (),
    "why": ("laptop-exports-share-2021m01-08",),
    "year": (2014,),
    "years": (),
}  # fmt: skip
"""Arguments for each verb whose answer is a list."""
LISTS = {
    "compare": "pairs",
    "compare_years": "rows",
    "conflicts": "cases",
    "read": "figures",
    "indicators": "rows",
    "areas": "rows",
    "sectors": "rows",
    "sources": "rows",
    "years": "rows",
}
"""The list of an answer, where it is not that of facts."""


def answer_of(verb: str) -> Answer:
    answer = getattr(library, verb)(*CALLS[verb])
    assert isinstance(answer, Answer)
    return answer


def run_python(code: str, *options: str, python: str = sys.executable) -> str:
    done = subprocess.run(
        [python, *options, "-c", code],
        env=plain_environment(),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# What the library offers


def test_what_dir_shows_is_what_there_is() -> None:
    assert sorted(library.__all__) == dir(library)
    assert len(set(library.__all__)) == len(library.__all__)
    for name in dir(library):
        assert getattr(library, name) is not None


def test_every_public_function_of_the_verbs_is_offered() -> None:
    from cqfacts import verbs

    functions = {
        name
        for name, value in vars(verbs).items()
        if inspect.isfunction(value) and value.__module__ == verbs.__name__
    }
    public = {name for name in functions if not name.startswith("_")}
    assert public - {"own_base"} == {name for name in library.__all__ if name[0].islower()}


def records_by_name() -> dict[str, type]:
    """Return every class of the modules that the library has loaded by now, by its name."""
    for name in library.__all__:
        getattr(library, name)
    ours = [module for name, module in sys.modules.items() if name.startswith("cqfacts.")]
    return {
        name: value
        for module in ours
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__.startswith("cqfacts.")
    }


def names_in(annotation: object) -> Iterator[str]:
    """Yield the names in an annotation; those of other packages stand after a point."""
    text = annotation.__name__ if inspect.isclass(annotation) else str(annotation)
    for word in re.findall(r"[\w.]+", text):
        yield word if word.startswith("pd.") else word.rpartition(".")[2]


def test_every_record_that_a_verb_leads_to_is_offered() -> None:
    records = records_by_name()
    offered = [getattr(library, name) for name in library.__all__ if name[0] != "_"]
    described = [each for each in offered if not isinstance(each, UnionType)]
    annotations = [value for each in described for value in inspect.get_annotations(each).values()]
    reached = {name for annotation in annotations for name in names_in(annotation)}
    not_ours = {"Sequence", "Mapping"}  # YAML nodes, which have the names of the abstract classes
    missing = (reached & set(records)) - set(library.__all__) - not_ours
    assert missing - set(NOT_PUBLIC) == set()


def test_help_shows_every_name() -> None:
    text = pydoc.plain(pydoc.render_doc(library))
    for name in set(library.__all__) - {"__version__"}:
        assert re.search(rf"^    (class )?{name}\b", text, re.MULTILINE), name


def test_the_library_works_without_docstrings() -> None:
    code = "import cqfacts, pydoc; pydoc.render_doc(cqfacts); print(cqfacts.fact('vehicle-output-2014').to_dict()['text'])"
    assert run_python(code, "-OO") == "2.63 million vehicles\n"


# The help of commands without docstrings


def test_the_help_of_every_command_is_the_same_without_docstrings(cqfacts: Run) -> None:
    names = [str(command.name) for command in make_app([]).registered_commands]
    commands = [[], *([name] for name in names), ["new", "source"], ["new", "fact"]]
    code = f"from cqfacts.cli.main import run\nfor words in {commands!r}: run([*words, '-h'])"
    expected = "".join(cqfacts(*words, "-h").stdout for words in commands)
    assert "Examples:" in expected
    assert run_python(code, "-OO") == expected


# Lists


@pytest.mark.parametrize("verb", CALLS)
def test_the_list_of_an_answer_has_a_length_an_index_and_slices(verb: str) -> None:
    answer = answer_of(verb)
    name = LISTS.get(verb, "facts")
    items = answer.series.points if isinstance(answer, library.Timeline) else getattr(answer, name)  # fmt: skip
    listed = list(items)
    assert listed
    assert len(items) == len(listed)
    assert (items[0], items[-1]) == (listed[0], listed[-1])
    assert list(items[:2]) == listed[:2]
    assert list(items) == listed, "a second time it is the same"


@pytest.mark.parametrize("limit", [None, 0, 1, 7, 10**6])
def test_facts_are_as_many_as_are_listed(limit: int | None) -> None:
    for implied in (False, True):
        facts = library.facts(implied=implied, limit=limit).facts
        assert len(facts) == len(list(facts))


def test_an_index_keeps_no_more_facts_than_it_needs() -> None:
    facts = library.facts().facts
    assert facts[2] is facts[2]
    assert facts[4:1:-1] == list(facts)[4:1:-1]
    assert facts[len(facts) :] == []
    with pytest.raises(IndexError):
        facts[len(facts)]
    with pytest.raises(IndexError):
        facts[-len(facts) - 1]


def test_going_through_facts_reads_them_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    base = library.open_base()
    facts_of = base.facts

    def facts(selection: object) -> Iterator[library.Fact]:
        for fact in facts_of():
            read.append(fact.id)
            yield fact

    monkeypatch.setattr(base, "facts", facts)
    listed = library.facts(base=base).facts
    assert len(listed) > 200
    assert read == []
    next(iter(listed))
    assert len(read) == 1
    assert listed[3].id == read[-1]
    assert len(read) == 5


# Objects


def test_a_fact_becomes_the_object_that_json_has(cqfacts: Run) -> None:
    written = json.loads(cqfacts("facts", "--implied", "--json").stdout)["facts"]
    facts = library.facts(implied=True).facts
    assert [fact.to_dict() for fact in facts] == written
    assert [list(fact.to_dict()) for fact in facts] == [list(item) for item in written]


def test_a_fact_from_another_process_becomes_an_object() -> None:
    fact = library.fact("vehicle-output-2014")
    code = f"import pickle; print(pickle.loads({pickle.dumps(fact)!r}).to_dict())"
    assert run_python(code) == f"{fact.to_dict()}\n"


# Data frames


def test_a_frame_has_the_keys_and_values_of_json() -> None:
    pandas = pytest.importorskip("pandas")
    facts = library.facts(implied=True).facts
    frame = library.to_frame(facts)
    assert list(frame.columns) == list(FACT.names)
    assert len(frame) == len(facts)
    for fact, (_, row) in zip(facts, frame.iterrows(), strict=True):
        for name, value in fact.to_dict().items():
            cell = row[name]
            if value is None:
                assert cell is pandas.NA, name
            elif isinstance(value, list | dict):
                assert json.loads(cell) == value, name
            elif name in ("start", "end"):
                assert cell.date().isoformat() == value
            else:
                assert cell == value, name


def test_the_columns_of_a_frame_have_the_same_types_with_and_without_facts() -> None:
    pytest.importorskip("pandas")
    frame = library.to_frame(library.facts(implied=True))
    empty = library.to_frame([])
    assert list(empty.dtypes) == list(frame.dtypes)
    types = {
        "value": "Float64",
        "low": "Float64",
        "year": "Int64",
        "implied": "boolean",
        "start": "datetime64[s]",
        "unit": "string",
        "doubts": "string",
    }
    assert {name: str(frame.dtypes[name]) for name in types} == types


@pytest.mark.parametrize("verb", CALLS)
def test_every_listing_becomes_a_frame_with_the_columns_of_csv(verb: str, cqfacts: Run) -> None:
    pytest.importorskip("pandas")
    from cqfacts.output.formats import Format, render

    answer = answer_of(verb)
    lines = [str(piece) for piece in render(answer, Format.CSV)]
    frame = library.to_frame(answer)
    assert ",".join(frame.columns) == lines[0].rstrip("\n")
    assert len(frame) == len(lines) - 1


def test_a_frame_takes_an_answer_a_fact_and_facts() -> None:
    pytest.importorskip("pandas")
    fact = library.fact("vehicle-output-2014")
    one = library.to_frame(fact)
    assert one.equals(library.to_frame([fact]))
    assert one.equals(library.to_frame(library.show(fact.id)))
    assert one.equals(library.to_frame(iter([fact])))
    assert one["id"].to_list() == [fact.id]


@pytest.mark.parametrize(
    "item",
    [None, 3, "facts", [1], library.overview()],
    ids=["None", "number", "text", "numbers", "overview"],
)
def test_a_frame_of_anything_else_is_refused(item: object) -> None:
    make_frame = library.__getattr__("to_frame")  # without its types, as a script calls it
    assert callable(make_frame)
    with pytest.raises(TypeError, match="to_frame takes an answer, a fact or facts, not"):
        make_frame(item)


def test_bounds_that_a_float_cannot_hold_are_rounded_outwards(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    digits = [str(2**53 + step) for step in range(1, 8)]
    facts = [Said(f"a-{at}", "out", str(2000 + at), value) for at, value in enumerate(digits)]
    base = small_base(tmp_path, [OUTPUT], facts)
    frame = library.to_frame(library.facts(base=base))
    for fact, (_, row) in zip(library.facts(base=base).facts, frame.iterrows(), strict=True):
        low, high = fact.interval
        assert low is not None
        assert high is not None
        assert Fraction(row["low"]) <= low
        assert Fraction(row["high"]) >= high


def test_a_frame_holds_periods_long_ago(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    base = small_base(tmp_path, [OUTPUT], [Said("old", "out", "0987", "5")])
    [start] = library.to_frame(library.facts(base=base))["start"]
    assert start.date().isoformat() == "0987-01-01"


def test_without_pandas_a_frame_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import cqfacts\n"
        "try: cqfacts.to_frame(cqfacts.facts())\n"
        "except ImportError as error: print(error)"
    )
    message = run_python(code)
    assert message == "to_frame needs pandas: pip install 'cqfacts[pandas]'\n"
    assert "pandas = [" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_nothing_but_a_frame_imports_pandas() -> None:
    code = (
        "import sys, cqfacts; from cqfacts.cli.main import run; run(['facts', '--format', 'csv'])\n"
        "[fact.to_dict() for fact in cqfacts.facts().facts]; print({'pandas', 'numpy'} & set(sys.modules))"
    )
    assert run_python(code).endswith("\nset()\n")


# The page of help


def test_the_examples_of_the_page_run() -> None:
    result = doctest.testfile(str(HELP), module_relative=False, encoding="utf-8")
    assert result.attempted >= 20
    assert result.failed == 0


def test_the_page_has_ten_examples() -> None:
    text = HELP.read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^\*\*(\d+)\. ", text, re.MULTILINE)]
    assert numbers[0] == 1
    assert len(numbers) == 10
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))


def test_the_data_frames_of_the_page_are_made() -> None:
    pytest.importorskip("pandas")
    text = HELP.read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n((?!>>>).*?)```", text, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own page
    whole, clear, exports = eval("len(frame), len(clear), len(exports)", names)  # noqa: S307 - the same
    assert whole > clear > exports > 0


def test_the_example_of_a_frame_runs() -> None:
    pytest.importorskip("pandas")
    example = str(inspect.getdoc(library.to_frame)).replace("  # doctest: +SKIP", "")
    parsed = doctest.DocTestParser().get_doctest(example, {}, "to_frame", None, None)
    result = doctest.DocTestRunner().run(parsed)
    assert (result.failed, result.attempted) == (0, 3)


# From a zip file


def test_facts_are_read_from_a_zip_file(tmp_path: Path) -> None:
    package = tmp_path / "package"
    without_code = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "cqfacts", package / "cqfacts", ignore=without_code)
    shutil.copytree(FACTS, package / "cqfacts" / "facts")
    archive = shutil.make_archive(str(tmp_path / "cqfacts"), "zip", package)
    code = f"""
import sys
sys.path.insert(0, {archive!r})
import cqfacts
from cqfacts.cli.main import run
print(cqfacts.__file__)
print(cqfacts.fact("vehicle-output-2014").text)
print(run(["check"]), run(["new", "indicator", "--id", "x", "--title", "X", "--sector", "economy", "--subject", "gdp", "--measure", "value", "--kind", "flow"]))
"""
    said = run_python(code).splitlines()
    assert said[0].startswith(archive)
    assert said[1:] == ["2.63 million vehicles", "0 2"]


@pytest.mark.parametrize(
    "answer",
    [
        library.facts("automotive"),
        library.show(["vehicle-output-2014", "laptop-output-2014"]),
        library.why("vehicle-output-2014"),
        library.search("tablets exported"),
    ],
    ids=lambda answer: answer.command,
)
def test_an_answer_is_gone_through_as_its_facts(answer: "library.FactList") -> None:
    assert [fact.id for fact in answer] == [fact.id for fact in answer.facts]
    assert len(answer) == len(answer.facts) > 0


def test_a_list_that_a_limit_cuts_has_the_length_of_what_it_has() -> None:
    answer = library.facts("automotive", limit=3)
    assert (len(answer), answer.total) == (3, 26)
    assert len(library.facts("automotive", limit=0)) == 0
