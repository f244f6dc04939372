"""`cqfacts fmt`: what it puts in order, what it leaves as it is, and that nothing is lost."""

import json
import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import cqfacts as library
from cqfacts.base.schemas import FILE_KINDS
from cqfacts.base.shapes import Shape
from cqfacts.editing.formatting import format_content, format_text
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.spans import find_comments
from cqfacts.errors import InvalidBase, WrongUsage
from tests.conftest import FACTS, ROOT, Run
from tests.test_specimens import MINIMAL

SHIPPED = sorted(FACTS.rglob("*.yaml"))
SPECIMENS = sorted(filter(Path.is_file, (ROOT / "tests" / "specimens").rglob("*.yaml")))
FACT = FILE_KINDS["facts"].shape
AREA = FILE_KINDS["areas"].shape
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def shape_of(path: Path) -> Shape:
    return FILE_KINDS[path.stem if path.stem in FILE_KINDS else "facts"].shape


def data_of(content: bytes) -> Any:
    """Return what a file says, read by PyYAML's own composer, every value as text. The order of keys says nothing."""
    return plain_data(yaml.compose(content.decode("utf-8-sig"), LOADER))


def plain_data(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [plain_data(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        pairs = [(plain_data(key), plain_data(value)) for key, value in node.value]
        has_texts = all(isinstance(key, str) for key, _ in pairs)
        is_plain = has_texts and len(dict(pairs)) == len(pairs)
        return dict(pairs) if is_plain else ("pairs", sorted(pairs, key=repr))
    return node and node.value


# --- the base that ships, and a new one


def test_the_shipped_facts_are_formatted(cqfacts: Run) -> None:
    done = cqfacts("fmt", "--check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{len(SHIPPED)} files left unchanged\n"


def test_a_base_that_was_begun_is_formatted(tmp_path: Path) -> None:
    library.init(tmp_path / "base", ["Shenzhen:深圳:CN", "Bavaria:DE-BY"])
    assert not any(file.is_changed for file in library.fmt(folder=tmp_path / "base", write=False))


def test_what_new_adds_is_formatted(tmp_path: Path) -> None:
    base = tmp_path / "base"
    library.init(base, ["Shenzhen:深圳:CN"])
    library.new("subject", {"id": "tea", "title": "Tea", "aliases": ["tea leaves", "茶"]}, base)
    library.new("area", {"id": "bavaria", "title": "Bavaria", "code": "DE-BY"}, base)
    assert not any(file.is_changed for file in library.fmt(folder=base, write=False))


# --- examples

CASES: list[tuple[str, str, str]] = [
    (
        "keys take their comments along",
        """\
- area: chongqing  # where
  # what
  # is measured
  indicator: gdp
  value: 5
    million  # and
  period: 2014
""",
        """\
# what
# is measured
- indicator: gdp
  area: chongqing  # where
  period: 2014
  value: 5
    million  # and
""",
    ),
    (
        "comments of the entry, of a list and at the end stay",
        """\
# head

# above
- value: 5
  citations:
    # first
    - {printed: "5, or {6}", source: a, paragraph: 1}  # flow
    # after the list
  indicator: gdp
  # last
# end
""",
        """\
# head

# above
- indicator: gdp
  value: 5
  citations:
    # first
    - {source: a, paragraph: 1, printed: "5, or {6}"}  # flow
    # after the list
  # last
# end
""",
    ),
    (
        "indents are those of the shipped files",
        """\
defaults:
    period: 2014
    source: a
facts:
  -   indicator: gdp
      citations:
      - paragraph: 1
        # what
        printed: 5
      -
        printed: "two
         lines"
        paragraph: 2
      value: 5
""",
        """\
defaults:
  source: a
  period: 2014
facts:
- indicator: gdp
  value: 5
  citations:
    - paragraph: 1
      # what
      printed: 5
    -
      paragraph: 2
      printed: "two
       lines"
""",
    ),
    (
        "one empty line stands between facts",
        """\
- indicator: a
- indicator: b
  # of b
# of c
- indicator: c



# a section

-
  indicator: d


""",
        """\
- indicator: a

- indicator: b
  # of b

# of c
- indicator: c

# a section

-
  indicator: d
""",
    ),
    (
        "keys in braces over several lines",
        "- {value: 5, indicator: gdp,\n   area: china}\n",
        "- {indicator: gdp, area: china,\n   value: 5}\n",
    ),
    ("a list in brackets", "[{value: 5, indicator: gdp}]\n", "[{indicator: gdp, value: 5}]\n"),
    (
        "texts on lines of their own",
        "- statement: >-\n      two\n      lines\n\n  value: |\n   5\n  indicator: a\n",
        "- indicator: a\n\n  value: |\n   5\n  statement: >-\n      two\n      lines\n",
    ),
    (
        "a sign of a comment in a text is none",
        "- value: 'no # comment'\n  indicator: a#b\n",
        "- indicator: a#b\n  value: 'no # comment'\n",
    ),
    ("keys of no shape go last", "- valu: 5\n  indicator: a\n", "- indicator: a\n  valu: 5\n"),
]


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte-order mark"])
def test_an_example_is_formatted_once_and_for_all(
    before: str, after: str, line_end: str, mark: bytes
) -> None:
    def content(text: str) -> bytes:
        return mark + text.replace("\n", line_end).encode()

    assert format_content(content(before), FACT, "x") == content(after)
    assert format_content(content(after), FACT, "x") == content(after)


@pytest.mark.parametrize(
    "text",
    [
        "- {value: 5,  # how many\n   indicator: gdp}\n",
        "- value: 5\n  indicator: a\n  value: 6\n",
        "- value:\n  indicator: a\n",
        "- ? value\n  : 5\n  ? indicator\n  : a\n",
        "- {value: 5, indicator}\n",
        "- {value: 5, ? indicator : a}\n",
        "- [value: 5, indicator: a]\n",
        "- just a text\n",
        "- {value: 5, [a]: b, indicator: c}\n",
    ],
)
def test_keys_that_cannot_move_safely_stay(text: str) -> None:
    assert format_text(text, FACT) == text


@pytest.mark.parametrize(
    "text",
    [
        "- value: &a 5\n  indicator: *a\n",
        "- value: 5\n---\n- value: 6\n",
        "- value: !!str 5\n",
        "- value: 5\n  indicator\n",
        "- value: 5",
        "- value: 5 \x1b\n",
        "%YAML 1.2\n---\n- value: 5\n",
        "- " + "[" * 20 + "]" * 20 + "\n",
        "value: 5\n",
    ],
)
def test_what_is_no_yaml_of_a_base_is_refused(text: str) -> None:
    with pytest.raises(InvalidBase):
        format_content(text.encode(), FACT, "x")


def test_a_file_that_would_say_something_else_is_refused() -> None:
    """The empty lines at the end of such a text belong to it."""
    text = "- indicator: a\n  value: |+\n    5\n- indicator: b\n"
    with pytest.raises(WrongUsage, match=r"x\.yaml cannot be formatted without a change"):
        format_content(text.encode(), FACT, "x.yaml")


def test_an_empty_file_of_the_vocabulary_stays_as_it_is() -> None:
    for content in (b"", b"# nothing yet\n", b"[]\n"):
        assert format_content(content, AREA, "x") == content


# --- laws


def line_ends(text: str) -> Counter[bool]:
    """Return how many lines that are not empty end in each way."""
    lines = [line for line in text.splitlines(keepends=True) if line.strip()]
    return Counter(line.endswith("\r\n") for line in lines)


def check_laws(content: bytes, shape: Shape) -> None:
    """Check that formatting keeps data, comments, line ends and the mark of a file, and changes nothing the second time."""
    try:
        formatted = format_content(content, shape, "x.yaml")
    except (InvalidBase, WrongUsage):
        return
    assert format_content(formatted, shape, "x.yaml") == formatted
    assert data_of(formatted) == data_of(content)
    before, after = (raw.decode("utf-8-sig") for raw in (content, formatted))
    assert Counter(find_comments(before)) == Counter(find_comments(after))
    assert line_ends(before) == line_ends(after)
    assert content[:3] == formatted[:3] or not content.startswith(b"\xef\xbb\xbf")
    words = [Counter(text.replace("-", " ").split()) for text in (before, after)]
    assert words[0] == words[1]


@pytest.mark.parametrize(
    "path", SPECIMENS, ids=lambda path: str(path.relative_to(ROOT / "tests" / "specimens"))
)
def test_whatever_a_file_holds_it_says_the_same_afterwards(path: Path) -> None:
    check_laws(path.read_bytes(), shape_of(path))


@given(data=st.data())
def test_whatever_is_done_to_the_lines_of_a_file_nothing_is_lost(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([*SPECIMENS, *SHIPPED]))
    lines = path.read_bytes().splitlines(keepends=True)[:60]
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines)))
        change = data.draw(st.sampled_from(CHANGES))
        lines[place : place + 1] = change(lines[place : place + 1])
    check_laws(b"".join(lines), shape_of(path))


CHANGES: list[Callable[[list[bytes]], list[bytes]]] = [
    lambda lines: lines[1:],
    lambda lines: [*lines, *lines],
    lambda lines: [*lines, b"\n"],
    lambda lines: [*lines, b"# a comment\n"],
    lambda lines: [*lines, b"    # an indented one\n"],
    lambda lines: [line.replace(b"\n", b"  # at the end\n") for line in lines],
    lambda lines: [b" " + line for line in lines],
    lambda lines: [b"  " + line for line in lines],
    lambda lines: [line.removeprefix(b" ") for line in lines],
    lambda lines: [line.replace(b"- ", b"-\n  ", 1) for line in lines],
    lambda lines: [line.replace(b"- ", b"-   ", 1) for line in lines],
    lambda lines: [line.replace(b", ", b",\n      ") for line in lines],
    lambda lines: [line.replace(b": ", b": >\n      ") for line in lines],
    lambda lines: [line.replace(b": ", b": |+\n      ") for line in lines],
    lambda lines: [line.replace(b"\n", b"\r\n") for line in lines],
    lambda lines: [*lines, b"- &a {b: c}\n"],
]


def entries_of(path: Path) -> list[dict[str, Any]]:
    data = data_of(path.read_bytes())
    return list(data["facts"] if isinstance(data, dict) else data)


@given(data=st.data())
def test_however_entries_were_written_they_come_out_alike(data: st.DataObject) -> None:
    """Keys in any order, any indents and empty lines: the result is that of the same entries written plainly."""
    path = data.draw(st.sampled_from(SHIPPED))
    entries = entries_of(path)[:4]
    plain = format_text(
        "".join(write_entry(entry, list(entry), 0, 0) for entry in entries), shape_of(path)
    )
    column, below = data.draw(st.integers(0, 5)), data.draw(st.integers(0, 5))
    texts = [
        write_entry(entry, data.draw(st.permutations(list(entry))), column, below)
        for entry in entries
    ]
    empty_lines = "\n" * data.draw(st.integers(0, 2)) if shape_of(path) is FACT else ""
    assert format_text(empty_lines.join(texts), shape_of(path)) == plain


@given(data=st.data())
def test_every_comment_stays_with_its_key(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SHIPPED))
    entry = entries_of(path)[0]
    keys = data.draw(st.permutations(list(entry)))
    text = write_entry(entry, keys, 0, 0, comments=True)
    lines = format_text(text, shape_of(path)).splitlines()
    order = [key.name for key in shape_of(path).keys if key.name in entry]
    written = [line for line in lines if line.lstrip("- ").split(":")[0] in entry]
    assert [line.lstrip("- ").split(":")[0] for line in written] == order
    for key in keys[1:]:
        above = next(
            number for number, line in enumerate(lines) if line.strip() == f"# above {key}"
        )
        assert lines[above + 1].lstrip("- ").startswith(f"{key}:")
    for key in keys:
        behind = next(line for line in lines if line.endswith(f"# behind {key}"))
        assert behind.lstrip("- ").startswith(f"{key}:")


def write_entry(
    entry: dict[str, Any], keys: list[str], column: int, below: int, *, comments: bool = False
) -> str:
    """Return an entry as YAML: its hyphen in a column, its keys and lists so much further in than they must be."""
    lines = []
    for number, key in enumerate(keys):
        if comments and number:
            lines.append(f"# above {key}")
        value = entry[key]
        is_list_on_lines = isinstance(value, list) and key != "aliases"
        shown = "" if is_list_on_lines else " " + json.dumps(value, ensure_ascii=False)
        lines.append(f"{key}:{shown}" + (f"  # behind {key}" if comments else ""))
        if is_list_on_lines:
            items = [" " * below + "- " + json.dumps(item, ensure_ascii=False) for item in value]
            lines += items
    first, *others = lines
    indent = " " * (column + 2 + below)
    hyphen = " " * column + "-" + " " * (1 + below)
    return "".join(f"{line}\n" for line in [hyphen + first, *(indent + line for line in others)])


# --- the command


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base of which two files are not formatted."""
    folder = tmp_path / "base"
    shutil.copytree(MINIMAL, folder)
    library.fmt(folder=folder)
    for name in ("areas.yaml", "automotive/2014.yaml"):
        path = folder / name
        path.write_bytes(b"# head\n\n\n" + path.read_bytes().replace(b"\n", b"\n\n\n", 1))
        text = path.read_text(encoding="utf-8").replace("- ", "-    ").replace("\n  ", "\n     ")
        path.write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))
    }


def test_files_are_formatted_and_counted(base: Path, cqfacts: Run) -> None:
    before = {name: data_of(content) for name, content in contents(base).items()}
    done = cqfacts("fmt", "--facts", str(base))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"2 files formatted, {len(before) - 2} left unchanged\n"
    assert {name: data_of(content) for name, content in contents(base).items()} == before
    again = cqfacts("fmt", "--facts", str(base))
    assert again.stdout == f"{len(before)} files left unchanged\n"


def test_check_lists_what_would_change_and_writes_nothing(base: Path, cqfacts: Run) -> None:
    before = contents(base)
    done = cqfacts("fmt", "--check", "--facts", str(base))
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        str(base / "areas.yaml"),
        str(base / "automotive" / "2014.yaml"),
    ]
    assert done.stderr == f"2 files would be formatted, {len(before) - 2} left unchanged\n"
    assert contents(base) == before


def test_diff_shows_the_lines_and_writes_nothing(base: Path, cqfacts: Run) -> None:
    before = contents(base)
    done = cqfacts("fmt", "--diff", "--facts", str(base), str(base / "areas.yaml"))
    assert (done.returncode, contents(base)) == (1, before)
    assert done.stdout.startswith(f"--- {base}/areas.yaml\n+++ {base}/areas.yaml\n@@ ")
    assert "\n-     title: " in done.stdout
    assert "\n+  title: " in done.stdout


def test_only_the_files_that_are_named_are_formatted(base: Path, cqfacts: Run) -> None:
    before = contents(base)
    done = cqfacts("fmt", "areas.yaml", "--facts", ".", cwd=base)
    assert done.stdout == "1 file formatted\n"
    changed = [name for name, content in contents(base).items() if content != before[name]]
    assert changed == ["areas.yaml"]


@pytest.mark.parametrize(
    "name", ["nothing.yaml", "schema/facts.json", "../other.yaml", "", "automotive"]
)
def test_what_is_no_file_of_the_base_is_refused(name: str, base: Path, cqfacts: Run) -> None:
    (base.parent / "other.yaml").write_text("- a: b\n", encoding="utf-8")
    done = cqfacts("fmt", "--facts", str(base), str(base / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no file of entries of the base" in done.stderr


def test_where_one_file_cannot_be_read_none_is_written(base: Path, cqfacts: Run) -> None:
    (base / "units.yaml").write_text("- id: [\n", encoding="utf-8")
    (base / "sectors.yaml").write_text("- id: &a b\n", encoding="utf-8")
    before = contents(base)
    done = cqfacts("fmt", "--facts", str(base))
    assert (done.returncode, done.stdout, contents(base)) == (4, "", before)
    assert "units.yaml:" in done.stderr
    assert "sectors.yaml:" in done.stderr


def test_where_one_file_cannot_be_written_none_is(base: Path, cqfacts: Run) -> None:
    os.chmod(base / "automotive" / "2014.yaml", stat.S_IRUSR)  # noqa: PTH101 - the same as Path.chmod
    before = contents(base)
    done = cqfacts("fmt", "--facts", str(base))
    assert (done.returncode, contents(base)) == (2, before)
    assert "may not be written" in done.stderr


def test_a_link_that_leads_out_of_the_base_is_left_alone(base: Path, cqfacts: Run) -> None:
    outside = base.parent / "areas.yaml"
    (base / "areas.yaml").rename(outside)
    (base / "areas.yaml").symlink_to(outside)
    before = outside.read_bytes()
    assert cqfacts("fmt", "--facts", str(base)).returncode == 0
    done = cqfacts("fmt", "--facts", str(base), str(base / "areas.yaml"))
    assert (done.returncode, outside.read_bytes()) == (2, before)
    assert "leads out of the base" in done.stderr


def test_who_formats_waits_for_who_adds(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_folder.__wrapped__, "__defaults__", (0.2,))  # type: ignore[attr-defined]
    before = contents(base)
    with lock_folder(base), pytest.raises(WrongUsage, match="someone else has been adding"):
        library.fmt(folder=base)
    assert contents(base) == before
    assert library.fmt(folder=base, write=False)


def test_a_base_that_is_not_there_is_told(cqfacts: Run, tmp_path: Path) -> None:
    done = cqfacts("fmt", "--facts", str(tmp_path / "none"))
    assert done.returncode == 4
    assert "there is no such folder" in done.stderr
