"""What need not be written in a base: each short form makes the same records as the long one."""

import json
import re
import shutil
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.base.reading import load_base
from cqfacts.evidence.wording import check_wording
from cqfacts.model.fact import Fact
from cqfacts.model.period import Dating, parse_period
from tests.conftest import FACTS, Run
from tests.long_form import write_long_form
from tests.shorten import shorten_base
from tests.small_base import OUTPUT, Said, measured, small_base
from tests.test_specimens import MINIMAL

LONG = (MINIMAL / "automotive" / "2014.yaml").read_text(encoding="utf-8")
OUTPUT_LONG, GROWTH_LONG = LONG.replace("{source: a-report, paragraph: 9, printed: 2.63 million}",
    "{source: a-report, paragraph: 9, printed: 2.63 million in 2014}",
).replace("printed: 9.5%}", "printed: 9.5% in 2014}").split("\n\n")  # fmt: skip
OUTPUT_SHORT = """
- indicator: vehicle-output
  value: 2.63 million
  statement: Chongqing made 2.63 million motor vehicles in 2014.
  citations: [{paragraph: 9, printed: 2.63 million in 2014}]
"""
GROWTH_SHORT = """
- indicator: vehicle-output-growth
  value: 9.5
  statement: Chongqing's motor vehicle output grew 9.5% in 2014.
  citations: [{paragraph: 9, printed: 9.5% in 2014}]
"""
DEFAULTS = "defaults: {source: a-report, area: chongqing, period: 2014}\nfacts:\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(MINIMAL, tmp_path / "base")


def facts_of(base: Path, text: str, findings: tuple[str, ...] = ()) -> list[Fact]:
    """The facts of a base whose one file of facts has this text, and the codes of its findings."""
    (base / "automotive" / "2014.yaml").write_text(text, encoding="utf-8")
    loaded = load_base(base)
    assert tuple(finding.code for finding in loaded.findings) == findings
    return loaded.facts


def replaced(path: Path, pattern: str, by: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, by, text, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


# --- keys that follow from others


@pytest.mark.parametrize(
    "line",
    ["- id: .*\n  ", "  unit: vehicles\n", "  dating: printed\n"],
    ids=["id", "unit", "dating"],
)
def test_what_follows_from_the_rest_need_not_be_written(line: str, base: Path) -> None:
    short, count = re.subn(line, "- " if "id:" in line else "", OUTPUT_LONG)
    assert count == 1
    rest = f"\n\n{GROWTH_LONG}"
    assert facts_of(base, short + rest) == facts_of(base, OUTPUT_LONG + rest)


def test_a_file_with_defaults_says_the_same_as_a_list(base: Path) -> None:
    expected = facts_of(base, f"{OUTPUT_LONG}\n\n{GROWTH_LONG}")
    assert facts_of(base, DEFAULTS + OUTPUT_SHORT + GROWTH_SHORT) == expected
    in_braces = DEFAULTS.replace("{", "\n  ").replace("}", "").replace(", ", "\n  ")
    indented = (OUTPUT_SHORT + GROWTH_SHORT).replace("\n", "\n    ").rstrip(" ")
    assert facts_of(base, in_braces + indented) == expected


def test_what_a_fact_says_itself_goes_before_the_defaults(base: Path) -> None:
    (base / "sources.yaml").write_text(
        (base / "sources.yaml").read_text(encoding="utf-8").replace("0" * 64, "1" * 64)
        + (base / "sources.yaml").read_text(encoding="utf-8").replace("a-report", "b-report"),
        encoding="utf-8",
    )
    own = OUTPUT_SHORT.replace("paragraph", "source: b-report, paragraph").replace(
        "  value",
        "  area: china\n  period: 2014-01/2014-12\n  dating_reason: It says 2014.\n  value",
    )
    fact, growth = facts_of(base, DEFAULTS + own + GROWTH_SHORT)
    assert (fact.id, str(fact.period)) == ("vehicle-output-china-2014m01-12", "2014-01/2014-12")
    assert fact.area
    assert (fact.area.id, fact.citations[0].source, fact.dating) == (
        "china",
        "b-report",
        Dating.INFERRED,
    )
    assert (growth.area_id, growth.citations[0].source) == ("chongqing", "a-report")


def test_a_reason_goes_with_the_period_of_the_defaults(base: Path) -> None:
    """A fact with another period is not explained by it."""
    defaults = DEFAULTS.replace("2014}", "2014~, dating_reason: It looks back on 2014.}")
    own = OUTPUT_SHORT.replace("  value", "  period: 2014\n  value")
    fact, growth = facts_of(base, defaults + own + GROWTH_SHORT)
    assert (fact.dating, fact.dating_reason) == (Dating.PRINTED, None)
    assert (growth.dating, growth.dating_reason) == (Dating.INFERRED, "It looks back on 2014.")


def test_a_fact_that_is_given_a_reason_is_inferred(base: Path) -> None:
    text = OUTPUT_LONG.replace("dating: printed", "dating_reason: It looks back on 2014.")
    fact, _ = facts_of(base, f"{text}\n\n{GROWTH_LONG}")
    assert fact.dating is Dating.INFERRED


@pytest.mark.parametrize(
    ("words", "issued", "period", "findings"),
    [
        ("2.63 million last year", "2015-07", "2014", ()),
        ("2.63 million last year", "2016-06", "2014", ("CQ331",)),
        ("2.63 million last year", "2015~", "2014", ("CQ331",)),
        ("2.63 million this October", "2014-12-04", "2014-10", ()),
        ("2.63 million this October", "2014-12-04", "2014-09", ("CQ331",)),
        ("2.63 million in the first five months of 2014", "2015", "2014", ("CQ331",)),
        ("2.63 million", "2015", "2014", ("CQ331",)),
    ],
)
def test_a_period_is_printed_where_a_citation_prints_it(
    words: str, issued: str, period: str, findings: tuple[str, ...], base: Path
) -> None:
    replaced(base / "sources.yaml", "issued: .*", f"issued: {issued}")
    text = OUTPUT_LONG.replace("2.63 million in 2014", words).replace("  dating: printed\n", "")
    text = text.replace("period: 2014", f"period: {period}")
    fact, _ = facts_of(base, f"{text}\n\n{GROWTH_LONG}", findings)
    assert (fact.dating, fact.period) == (Dating.PRINTED, parse_period(period))


def test_a_period_that_is_said_to_be_printed_is_for_verify(base: Path) -> None:
    """Some documents print it where no words can be quoted."""
    text = LONG.replace("2.63 million}", "2.63 million motor vehicles}")
    assert len(facts_of(base, text)) == 2


@pytest.mark.parametrize(
    ("before", "after", "made"),
    [
        ("area: chongqing", "area: chongqing\n  entity: Saint-Gobain (Île)", "vehicle-output-saint-gobain-ile-2014"),
        ("area: chongqing", "area: china", "vehicle-output-china-2014"),
        ("area: chongqing", "entity: Changan\n  entity_aliases: [长安]", "vehicle-output-changan-2014"),
        ("area: chongqing", "entity: 长安\n  entity_aliases: [Changan Auto]", "vehicle-output-changan-auto-2014"),
        ("period: 2014", "period: 2014-10-10", "vehicle-output-2014m10d10"),
        ("period: 2014", "period: 2014-04/2014-06", "vehicle-output-2014q2"),
    ],
)  # fmt: skip
def test_an_id_is_made_of_indicator_entity_area_and_period(
    before: str, after: str, made: str, base: Path
) -> None:
    text = OUTPUT_LONG.replace("- id: vehicle-output-2014\n ", "-").replace(before, after)
    fact, _ = facts_of(base, f"{text}\n\n{GROWTH_LONG}")
    assert fact.id == made
    assert not [found for found in check_wording(fact) if found.key == "id"]


def test_a_relation_to_a_fact_without_an_id_that_cannot_be_read_is_no_second_finding(
    base: Path,
) -> None:
    (base / "relations.yaml").write_text(
        "- {id: r, relation: higher-than, left: vehicle-output-2014, right: vehicle-output-growth-2014, "
        "statement: It is higher., citations: [{source: a-report, paragraph: 9, printed: higher}]}\n",
        encoding="utf-8",
    )
    text = DEFAULTS + OUTPUT_SHORT.replace("value", "valu") + GROWTH_SHORT
    facts_of(base, text, ("CQ201", "CQ202"))


@pytest.mark.parametrize(
    ("slip", "findings"),
    [
        ("{0}{1}more: x\n", ("CQ204",)),
        ("{0}{1} more: x\n", ("CQ105",)),
        ("{0}{1}- [x]\n", ("CQ204",)),
        ("{0}- a\n{1}", ("CQ204",)),
    ],
)
def test_a_slip_below_the_defaults_is_one_finding(
    slip: str, findings: tuple[str, ...], base: Path
) -> None:
    text = DEFAULTS + slip.format(OUTPUT_SHORT, GROWTH_SHORT)
    (base / "automotive" / "2014.yaml").write_text(text, encoding="utf-8")
    assert tuple(finding.code for finding in load_base(base).findings) == findings


def test_defaults_that_cannot_be_read_hide_nothing_in_another_file(base: Path) -> None:
    other = GROWTH_LONG.replace("2014", "2015").replace("  area: chongqing\n", "")
    (base / "automotive" / "2015.yaml").write_text(f"{other}\n", encoding="utf-8")
    text = DEFAULTS.replace("area", "aera") + OUTPUT_SHORT + GROWTH_SHORT
    facts_of(base, text, ("CQ202", "CQ201"))


def test_an_unknown_unit_of_an_indicator_is_one_finding_and_not_one_of_each_fact(
    base: Path,
) -> None:
    replaced(base / "indicators.yaml", "unit: vehicles", "unit: vehicels")
    short = OUTPUT_LONG.replace("  unit: vehicles\n", "")
    assert facts_of(base, f"{short}\n\n{GROWTH_LONG}", ("CQ203",))


def test_an_area_that_cannot_be_read_is_one_finding_though_made_ids_depend_on_it(
    base: Path,
) -> None:
    (base / "relations.yaml").write_text(
        "- {id: r, relation: higher-than, left: vehicle-output-china-2014, right: vehicle-output-growth-2014, "
        "statement: It is higher., citations: [{source: a-report, paragraph: 9, printed: higher}]}\n",
        encoding="utf-8",
    )
    own_area = OUTPUT_SHORT.replace("  value", "  area: china\n  value")
    facts_of(base, DEFAULTS + own_area + GROWTH_SHORT)
    replaced(base / "areas.yaml", "code: CN-CQ", "cod: CN-CQ")
    facts_of(base, DEFAULTS + own_area + GROWTH_SHORT, ("CQ202",))


# --- the vocabulary


def test_no_entry_needs_a_chinese_title(base: Path, cqfacts: Run) -> None:
    for kind in ("sectors", "areas", "subjects", "measures"):
        replaced(base / f"{kind}.yaml", "  title_zh: .*\n", "")
    asked = ("--facts", str(base))
    assert cqfacts("check", str(base)).stdout == ""
    for kind in ("sectors", "areas"):
        answer = json.loads(cqfacts(kind, "--json", *asked).stdout)
        assert {row["title_zh"] for row in answer[kind]} == {""}
    assert cqfacts("sector", "automotive", *asked).stdout.startswith("Automotive: 2 facts")
    assert "2.63 million" in cqfacts("search", "vehicle output in 2014", *asked).stdout


def test_money_without_a_price_basis_says_none(base: Path) -> None:
    replaced(base / "indicators.yaml", "unit: vehicles", "unit: CNY")
    loaded = load_base(base)
    assert {finding.code for finding in loaded.findings} == {"CQ303"}  # of the facts in vehicles
    bases = [indicator.price_basis for indicator in loaded.vocabulary.indicators.values()]
    assert bases == ["unstated", "unstated"]
    replaced(base / "indicators.yaml", "unit: CNY", "unit: CNY\n  price_basis: constant")
    indicator = load_base(base).vocabulary.indicators["vehicle-output"]
    assert indicator.price_basis == "constant"


@pytest.mark.parametrize("kind", ["growth", "change", "share", "difference", "contribution"])
@pytest.mark.parametrize("half", [{}, {"part": "out"}, {"whole": "out"}])
def test_a_base_answers_where_an_indicator_names_nothing_that_it_is_of(
    kind: str, half: dict[str, str], tmp_path: Path, cqfacts: Run
) -> None:
    unit = "vehicles" if kind == "change" else "percent"
    if kind in ("difference", "contribution"):
        unit = "percentage-points"
    open_base = small_base(
        tmp_path / "base",
        [OUTPUT, measured("of-nothing", kind, unit, **half)],
        [
            Said("out-2014", "out", "2014", "100"),
            Said("out-2015", "out", "2015", "110"),
            Said("of-nothing-2015", "of-nothing", "2015", "10"),
        ],
    )
    assert len(library.facts(base=open_base, implied=True).facts) >= 3
    folder = str(tmp_path / "base")
    for command in (
        ("facts", "--implied"),
        ("conflicts", "--all"),
        ("show", "of-nothing-2015"),
        ("series", "of-nothing"),
        ("compare", "2014", "2015", "--implied"),
        ("search", "of-nothing in 2015"),
    ):
        done = cqfacts(*command, "--facts", folder)
        assert done.returncode in (0, 1), done.stderr


# --- adding


def test_a_new_fact_needs_neither_id_nor_unit_nor_dating(base: Path, cqfacts: Run) -> None:
    new = (
        "new", "fact", "--facts", str(base), "--indicator", "vehicle-output", "--area", "chongqing", "--period",
        "2013", "--value", "2.1 million", "--statement", "Chongqing made 2.1 million motor vehicles in 2013.",
    )  # fmt: skip
    done = cqfacts(*new, "--citation", "a-report:9:2.1 million in 2013")
    assert done.stdout.endswith("2013.yaml:1 added fact vehicle-output-2013\n")
    assert len((base / "automotive" / "2013.yaml").read_text(encoding="utf-8").splitlines()) == 7
    refused = cqfacts(*new, "--citation", "a-report:8:2.1 million")
    assert refused.returncode == 4
    assert "CQ331" in refused.stderr


def test_a_new_fact_goes_below_the_defaults_and_says_what_was_entered(
    base: Path, cqfacts: Run
) -> None:
    path = base / "automotive" / "2014.yaml"
    path.write_text(DEFAULTS + OUTPUT_SHORT + GROWTH_SHORT, encoding="utf-8")
    new = ("new", "fact", "--facts", str(base), "--indicator", "vehicle-output", "--period", "2014",
        "--value", "3 thousand", "--statement", "Changan made 3 thousand motor vehicles in 2014.",
        "--citation", "a-report:9:3 thousand in 2014", "--entity", "Changan")  # fmt: skip
    before = path.read_bytes()
    refused = cqfacts(*new)
    assert (refused.returncode, path.read_bytes()) == (2, before)
    assert "say the area chongqing" in refused.stderr
    done = cqfacts(*new, "--area", "china")
    assert done.stdout.endswith("added fact vehicle-output-changan-china-2014\n")
    assert len(load_base(base).facts) == 3


@pytest.mark.parametrize(
    "text",
    [
        "{defaults: {source: a-report, area: chongqing, period: 2014}, facts: [{ONE}, {TWO}]}\n",
        "defaults: {source: a-report, area: chongqing, period: 2014}\nfacts: [{ONE}, {TWO}]\n",
    ],
)
def test_a_file_in_braces_takes_nothing_at_its_end(text: str, base: Path, cqfacts: Run) -> None:
    one, two = (
        short.strip().removeprefix("- ").replace("\n ", ",")
        for short in (OUTPUT_SHORT, GROWTH_SHORT)
    )
    path = base / "automotive" / "2014.yaml"
    path.write_text(text.replace("ONE", one).replace("TWO", two), encoding="utf-8")
    assert cqfacts("check", str(base)).stdout == ""
    refused = cqfacts(
        "new", "fact", "--facts", str(base), "--indicator", "vehicle-output", "--area", "china", "--period", "2014",
        "--value", "3 thousand", "--statement", "China made 3 thousand motor vehicles in 2014.",
        "--citation", "a-report:9:3 thousand in 2014",
    )  # fmt: skip
    assert refused.returncode == 2
    assert "takes no entry at its end" in refused.stderr


# --- the shipped base in the short form


def length(folder: Path) -> int:
    return sum(path.read_text(encoding="utf-8").count("\n") for path in folder.glob("*/*.yaml"))


def test_the_shipped_base_says_the_same_in_the_long_form_and_in_the_short(tmp_path: Path) -> None:
    shipped = load_base(FACTS)
    folder = shutil.copytree(FACTS, tmp_path / "base")
    write_long_form(folder)
    assert load_base(folder)[:3] == shipped[:3]
    long = length(folder)
    shorten_base(folder)
    assert load_base(folder)[:3] == shipped[:3]
    assert length(folder) < 0.85 * long


def test_what_is_shortened_keeps_its_comments_and_is_not_shortened_again(base: Path) -> None:
    path = base / "automotive" / "2014.yaml"
    text = f"# Vehicles\n{OUTPUT_LONG}\n\n# and growth\n{GROWTH_LONG}"
    path.write_text(text, encoding="utf-8")
    before = load_base(base).facts
    shorten_base(base)
    short = path.read_text(encoding="utf-8")
    assert [line for line in short.splitlines() if line.startswith("#")] == [
        "# Vehicles",
        "# and growth",
    ]
    entries = OUTPUT_SHORT.lstrip("\n"), GROWTH_SHORT.lstrip("\n")
    assert short == f"# Vehicles\n{DEFAULTS}{entries[0]}\n# and growth\n{entries[1]}"
    assert load_base(base).facts == before
    shorten_base(base)
    assert path.read_text(encoding="utf-8") == short


def test_a_file_is_not_shortened_where_its_base_has_findings(base: Path) -> None:
    path = base / "automotive" / "2014.yaml"
    text = LONG.replace("2.63 million\n", "2.64 million\n")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="1 findings"):
        shorten_base(base)
    assert path.read_text(encoding="utf-8") == text
