"""Drafts of facts from a document, and what becomes of them: `cqfacts draft`."""

import json
import os
import shutil
import time
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import cqfacts as library
from cqfacts.editing.drafting import Drafter, FactDraft
from cqfacts.evidence.coverage import PassageState
from tests.conftest import Run
from tests.documents import Documents
from tests.test_new import Terminal
from tests.test_specimens import MINIMAL

TEXT = """\
Chongqing's factories
In the first five months of 2015 the city made 1.25 million vehicles, down 8.5%. In 2014 it had made 2.63 million vehicles.
重庆2013年汽车产量约210万辆，增长9.1%，居全国第三。
Call 67230470 for more.
"""
ASKED = ("draft", "a-report", "--documents", "documents", "--facts", ".")
FILE = "../drafts.yaml"
"""Beside the base, which has no files but its own."""
ADMIT = ("draft", "--admit", FILE, "--documents", "documents", "--facts", ".")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base without facts of its only document."""
    made = shutil.copytree(MINIMAL, tmp_path / "base")
    shutil.rmtree(made / "automotive")
    (made / "documents").mkdir()
    (made / "documents" / "report.txt").write_text(TEXT, encoding="utf-8")
    sources = yaml.safe_load((made / "sources.yaml").read_text(encoding="utf-8"))
    sources[0] |= {
        "file": "report.txt",
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "paragraphs": 4,
    }
    sources[0]["issued"] = str(sources[0]["issued"])
    (made / "sources.yaml").write_text(yaml.safe_dump(sources), encoding="utf-8")
    return made


def fill(base: Path, decide: dict[str, dict[str, Any]], cqfacts: Run) -> None:
    """Write the drafts to a file, and decide some of them by the words of their figures."""
    assert cqfacts(*ASKED, "--write", FILE, cwd=base).returncode == 0
    drafts = yaml.safe_load((base / FILE).read_text(encoding="utf-8"))
    for draft in drafts:
        draft.update(decide.get(str(draft["printed"]), {}))
    (base / FILE).write_text(yaml.safe_dump(drafts, allow_unicode=True), encoding="utf-8")


def admit(base: Path, cqfacts: Run, *options: str) -> Any:
    done = cqfacts(*ADMIT, *options, "--json", cwd=base)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def contents(base: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in base.rglob("*.yaml")}


def test_each_open_figure_is_drafted_with_what_can_be_read_of_it(base: Path, cqfacts: Run) -> None:
    written = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)
    drafts = {draft["printed"]: draft for draft in written["drafts"]}
    first = {name: key["proposed"][:1] for name, key in drafts.items()}
    read = {
        name: (first[name], key["value"], key["direction"], key["period"], key["area"])
        for name, key in drafts.items()
    }
    output, growth = ["vehicle-output"], ["vehicle-output-growth"]
    assert read == {
        "1.25 million vehicles": (output, "1.25 million", None, "2015-01/2015-05", "chongqing"),
        "8.5%": (growth, "-8.5", "fall", "2015-01/2015-05", "chongqing"),
        "2.63 million vehicles": (output, "2.63 million", None, "2014", "chongqing"),
        "约210万辆": (output, "~ 2.1 million", None, "2013", "chongqing"),
        "9.1%": (growth, "9.1", "rise", "2013", "chongqing"),
        "第三": ([], "3", None, "2013", "chongqing"),
        "67230470": ([], "67230470", None, "2015-06~", "chongqing"),
    }


def test_a_fall_is_quoted_with_the_words_that_say_so(base: Path, cqfacts: Run) -> None:
    written = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)
    [fall] = [draft for draft in written["drafts"] if draft["printed"] == "8.5%"]
    assert fall["citations"][0]["printed"] == "down 8.5%"
    assert fall["citations"][1]["printed"] == "first five months of 2015"


def test_what_is_decided_is_added_and_the_rest_stays_open(base: Path, cqfacts: Run) -> None:
    fill(
        base,
        {
            "1.25 million vehicles": {"indicator": "vehicle-output"},
            "8.5%": {"indicator": "vehicle-output-growth"},
            "67230470": {"skip": "a telephone number"},
        },
        cqfacts,
    )
    status, outcome = admit(base, cqfacts)
    assert (status, outcome["refusals"]) == (0, [])
    assert outcome["admitted"] == [
        "vehicle-output-2015m01-05",
        "vehicle-output-growth-2015m01-05",
    ]
    assert (outcome["skipped"], outcome["undecided"]) == (1, 4)
    assert cqfacts("check", cwd=base, env={"CQFACTS_FACTS": "."}).returncode == 0
    assert cqfacts("verify", ".", "--documents", "documents", cwd=base).returncode == 0
    left = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)["drafts"]
    assert [draft["printed"] for draft in left] == [
        "2.63 million vehicles",
        "约210万辆",
        "9.1%",
        "第三",
    ]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"value": "2.36 million"}, "CQ"),
        ({"value": "2.63"}, "CQ"),
        ({"period": "2013"}, "CQ"),
        ({"unit": "percent"}, "CQ"),
        ({"indicator": "vehicle-outptu"}, "CQ203"),
        ({"value": "> 2.63 million"}, "CQ"),
    ],
)
def test_what_check_or_verify_does_not_pass_is_refused_with_its_code(
    wrong: dict[str, str], code: str, base: Path, cqfacts: Run
) -> None:
    decided = {"indicator": "vehicle-output", **wrong}
    fill(base, {"2.63 million vehicles": decided}, cqfacts)
    before = contents(base)
    status, outcome = admit(base, cqfacts)
    assert (status, outcome["admitted"]) == (1, [])
    [refusal] = outcome["refusals"]
    assert refusal["printed"] == "2.63 million vehicles"
    assert any(finding["code"].startswith(code) for finding in refusal["findings"]), refusal
    assert contents(base) == before


def test_one_refusal_does_not_keep_out_the_others(base: Path, cqfacts: Run) -> None:
    """The second draft would make a fact with the id of the first."""
    decided = {"indicator": "vehicle-output"}
    same_time = {**decided, "period": "2014", "value": "2.63 million"}
    fill(base, {"2.63 million vehicles": decided, "约210万辆": same_time}, cqfacts)
    status, outcome = admit(base, cqfacts)
    assert (status, outcome["admitted"]) == (1, ["vehicle-output-2014"])
    assert len(outcome["refusals"]) == 1


def test_a_file_of_drafts_may_be_admitted_again(base: Path, cqfacts: Run) -> None:
    fill(
        base,
        {
            "1.25 million vehicles": {"indicator": "vehicle-output"},
            "67230470": {"skip": "a telephone number"},
        },
        cqfacts,
    )
    assert admit(base, cqfacts)[0] == 0
    before = contents(base)
    status, outcome = admit(base, cqfacts)
    assert (status, outcome["present"], outcome["refusals"]) == (0, 2, [])
    assert contents(base) == before


def test_a_figure_that_ends_as_another_is_not_taken_for_it(base: Path, cqfacts: Run) -> None:
    """The text prints 1.25 million and, in other words, 25: one is no part of the other."""
    text = TEXT.replace("67230470", "25")
    (base / "documents" / "report.txt").write_text(text, encoding="utf-8")
    sources = yaml.safe_load((base / "sources.yaml").read_text(encoding="utf-8"))
    sources[0]["sha256"] = sha256(text.encode()).hexdigest()
    (base / "sources.yaml").write_text(yaml.safe_dump(sources), encoding="utf-8")
    fill(base, {"25": {"skip": "an extension"}}, cqfacts)
    assert admit(base, cqfacts)[1]["skipped"] == 1
    fill_again = yaml.safe_load((base / FILE).read_text(encoding="utf-8"))
    fill_again[0]["indicator"] = "vehicle-output"
    (base / FILE).write_text(yaml.safe_dump(fill_again, allow_unicode=True), encoding="utf-8")
    status, outcome = admit(base, cqfacts)
    assert (status, outcome["present"]) == (0, 1)
    assert outcome["admitted"] == ["vehicle-output-2015m01-05"]


def test_a_growth_may_come_before_the_level_that_it_needs(base: Path, cqfacts: Run) -> None:
    indicator = {"sector": "automotive", "subject": "buses", "measure": "output"}
    growth = {"indicator": "Bus growth", **indicator, "kind": "growth", "growth_of": "bus-output"}
    level = {"indicator": "Bus output", **indicator, "kind": "flow", "unit": "vehicles"}
    fill(base, {"8.5%": {**growth, "unit": "percent"}, "约210万辆": level}, cqfacts)
    status, outcome = admit(base, cqfacts, "--create")
    assert (status, outcome["refusals"]) == (0, [])
    assert set(outcome["admitted"]) == {"bus-output-2013", "bus-growth-2015m01-05"}


def test_no_drafts_are_written_into_the_base(base: Path, cqfacts: Run) -> None:
    done = cqfacts(*ASKED, "--write", "drafts.yaml", cwd=base)
    assert (done.returncode, "beside" in done.stderr) == (2, True)


def test_the_json_of_drafts_is_admitted_as_their_file_is(base: Path, cqfacts: Run) -> None:
    written = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)
    written["drafts"][0]["indicator"] = "vehicle-output"
    (base / FILE).write_text(json.dumps(written), encoding="utf-8")
    status, outcome = admit(base, cqfacts)
    assert (status, outcome["admitted"]) == (0, ["vehicle-output-2015m01-05"])


def test_a_new_indicator_is_created_where_that_is_asked_for(base: Path, cqfacts: Run) -> None:
    new = {
        "indicator": "Bus growth",
        "sector": "automotive",
        "subject": "buses:客车",
        "measure": "growth",
        "kind": "growth",
        "unit": "percent",
    }
    fill(base, {"9.1%": new}, cqfacts)
    assert admit(base, cqfacts)[0] == 1
    status, outcome = admit(base, cqfacts, "--create")
    assert outcome["admitted"] == ["bus-growth-2013"], outcome["refusals"]
    assert status == 0


def test_a_file_of_drafts_with_a_slip_changes_nothing(base: Path, cqfacts: Run) -> None:
    (base / FILE).write_text("- source: a-report\n  paragraf: 2\n", encoding="utf-8")
    before = contents(base)
    done = cqfacts(*ADMIT, cwd=base)
    assert done.returncode == 4
    assert 'a draft has no key "paragraf"' in done.stdout + done.stderr
    assert contents(base) == before


def test_what_draft_writes_is_as_its_schema_has_it(base: Path, cqfacts: Run) -> None:
    output = jsonschema.Draft202012Validator(library.schema())
    drafts = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)
    wrong = {"indicator": "vehicle-output", "value": "5"}
    fill(
        base, {"1.25 million vehicles": wrong, "67230470": {"skip": "a telephone number"}}, cqfacts
    )
    for written in (drafts, admit(base, cqfacts)[1]):
        assert [error.message for error in output.iter_errors(written)] == []


@pytest.mark.parametrize(
    ("slip", "told"), [({"indicatr": "vehicle-output"}, "indicatr"), ("lost", "draft no. 8")]
)
def test_nothing_of_the_json_is_passed_over(
    slip: object, told: str, base: Path, cqfacts: Run
) -> None:
    written = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)
    if isinstance(slip, dict):
        written["drafts"][0] |= slip
    else:
        written["drafts"].append(slip)
    (base / FILE).write_text(json.dumps(written), encoding="utf-8")
    done = cqfacts(*ADMIT, cwd=base)
    assert done.returncode == 4
    assert told in done.stderr


def test_no_file_is_written_over(base: Path, cqfacts: Run) -> None:
    (base / FILE).write_text("mine", encoding="utf-8")
    done = cqfacts(*ASKED, "--write", FILE, cwd=base)
    assert done.returncode == 2
    assert (base / FILE).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["a-reprot", "nothing.txt"])
def test_what_is_no_source_is_told_with_the_way_out(name: str, base: Path, cqfacts: Run) -> None:
    done = cqfacts("draft", name, "--documents", "documents", "--facts", ".", cwd=base)
    assert done.returncode == 1
    assert "cqfacts new source --document FILE" in done.stderr


def test_a_document_is_also_known_by_its_file(base: Path) -> None:
    drafts = library.draft("documents/report.txt", base / "documents", base).drafts
    assert len(drafts) == 7


def press(terminal: Terminal, shown: str, key: str) -> None:
    """Press a key once the terminal shows some words."""
    while shown not in terminal.shown[terminal.answered :]:
        assert terminal._read(), terminal.shown
    terminal.answered = len(terminal.shown)
    time.sleep(0.5)  # until it waits for a key and shows none
    os.write(terminal.screen, key.encode())


def test_in_a_terminal_one_key_decides(base: Path) -> None:
    documents = str(base / "documents")
    terminal = Terminal("draft", "a-report", "--documents", documents, "--facts", str(base))
    press(terminal, "1 vehicle-output", "1")
    press(terminal, "added fact vehicle-output-2015m01-05", "l")
    press(terminal, "2.63 million vehicles", "s")
    terminal.answer("why it is no fact", "told elsewhere")
    press(terminal, "added skipped passage", "q")
    assert terminal.finish() == 0, terminal.shown
    left = [item.draft.printed for item in library.draft("a-report", documents, base).drafts]
    assert left == ["8.5%", "约210万辆", "9.1%", "第三", "67230470"]


def test_of_the_shipped_documents_nothing_is_open(documents: Documents) -> None:
    for source in documents.base.vocabulary.sources:
        assert library.draft(source, documents.folder).drafts == []


def test_the_shipped_documents_are_read_as_their_facts_have_them(documents: Documents) -> None:
    """With nothing covered: what was reached, in percent of the facts whose figure is quoted in words of its own."""
    drafts = draft_anew(documents)
    units = documents.base.vocabulary.units
    right, proposed, total = 0, 0, 0
    for fact in documents.base.facts:
        draft = next(filter(partial(is_draft_of, fact), drafts), None)
        if fact.quantity is None or draft is None:
            continue
        total += 1
        unit = draft.unit_of(fact.indicator, units)
        same_unit = unit is not None and unit.id == fact.unit_id
        right += draft.value_of(fact.indicator) == str(fact.quantity) and same_unit
        proposed += fact.indicator.id in draft.indicators
    assert total >= 110
    assert right >= 0.98 * total
    assert proposed >= 0.9 * total


def draft_anew(documents: Documents) -> list[FactDraft]:
    """The drafts of all shipped documents, as if no fact quoted any of their figures."""
    drafts: list[FactDraft] = []
    for coverage in library.coverage(documents.folder).coverages:
        assert coverage.document
        drafter = Drafter(documents.base.vocabulary, coverage.source, coverage.document)
        passages = (passage._replace(state=PassageState.OPEN) for passage in coverage.passages)
        drafts += drafter.draft(passages)
    return drafts


def is_draft_of(fact: library.Fact, draft: FactDraft) -> bool:
    """Whether the first citation of a fact quotes the figure of a draft, and nothing much besides."""
    citation = fact.citations[0]
    quantity = draft.figure.quantity
    if fact.quantity is None or quantity is None:
        return False
    is_there = (draft.source, draft.paragraph) == (citation.source, citation.paragraph)
    is_quoted = draft.printed in citation.printed or citation.printed in draft.printed
    return is_there and is_quoted and abs(quantity.figure) == abs(fact.quantity.figure)
