"""A series as a picture in SVG 1.1: the groups of its chart, one line a figure, with a bar where figures of like length have one.

It says all that the screen says: figures, marks and what they mean, doubts, sources. The picture grows downwards with what there is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple
from xml.sax.saxutils import escape

from cqfacts.answers.timelines import Timeline
from cqfacts.output import blocks
from cqfacts.output.blocks import Bar, Block, Chart, Fill, PointLine
from cqfacts.output.charts import bars_of, make_chart, remarks
from cqfacts.output.escaping import visible
from cqfacts.output.footnotes import Footnotes
from cqfacts.output.marks import MARKS
from cqfacts.output.text_width import Word, break_lines, words_of

# All sizes are in pixels.
_WIDTH = 800
_MARGIN = 20
_TEXT_WIDTH = _WIDTH - 2 * _MARGIN
_TEXT_SIZE, _TITLE_SIZE = 12, 17
_LINE_HEIGHT, _TITLE_HEIGHT = 16, 24
_BASELINE = 12
"""From the top of a line to the foot of its letters."""
_PERIOD_WIDTH = 160
_BARS_LEFT = _MARGIN + _PERIOD_WIDTH + 10
_BARS_WIDTH = 250
_BAR_HEIGHT = 14
_ROW_GAP, _BLOCK_GAP = 7, 12
_GAP = 8
"""Between a bar and its figure."""
_SWATCH = 22
_THINNEST_BAND = Fraction(1, 250)
"""In parts of the longest bar: a pixel."""
_FONTS = (
    "Verdana,'Segoe UI',Arial,Helvetica,'Helvetica Neue','DejaVu Sans','Liberation Sans','Noto Sans',Roboto,Ubuntu,Cantarell,"
    "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
)
"""Those that systems come with: some programs draw no letter at all of a family that they do not have."""
_STYLE = (
    f"text{{font-family:{_FONTS};font-size:{_TEXT_SIZE}px;fill:#222}}"
    f".title{{font-size:{_TITLE_SIZE}px;font-weight:bold}}.strong{{font-weight:bold}}"
    ".mark{font-weight:bold;fill:#a04000}.quiet{fill:#555}"
    ".printed{fill:#4477aa}.implied{fill:url(#cqfacts-implied);stroke:#4477aa}"
    ".forecast{fill:#fff;stroke:#4477aa;stroke-width:1.5;stroke-dasharray:4 2}"
    ".band{fill:#222;fill-opacity:.3}.open{fill:none;stroke:#4477aa;stroke-width:1.5}.axis{stroke:#888}"
)
_HATCHING = (
    '<defs><pattern id="cqfacts-implied" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><rect width="3" height="6" fill="#4477aa"/></pattern></defs>\n'
)
_OPEN_WIDTH = 10
"""The arrow of a bar without an upper limit."""
_FILL_WORDS = {Fill.PRINTED: "printed", Fill.IMPLIED: "implied", Fill.FORECAST: "forecast or plan"}


def svg_text(answer: Timeline) -> Iterator[str]:
    """Yield the picture in pieces; text from the facts is escaped."""
    footnotes = Footnotes(answer.context)
    chart = make_chart(answer.series, footnotes)
    picture = _Picture()
    picture.add_title(answer.series.title)
    _add_chart(picture, chart)
    _add_legend(picture, chart)
    for sentence in (*remarks(answer.series, chart), *_left_out_words(answer.more)):
        picture.add_text(sentence, "quiet")
    for block in footnotes.blocks():
        _add_block(picture, block)
    yield from _head(answer.series.title, _describe_chart(chart), picture.height + _MARGIN)
    yield from picture.pieces
    yield "</svg>\n"


def _head(title: str, description: str, height: int) -> Iterator[str]:
    """Yield the beginning, with what programs read aloud that cannot show a picture."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
        ' role="img" aria-labelledby="cqfacts-title cqfacts-description">\n'
    )
    yield f'<title id="cqfacts-title">{_escape(title)}</title>\n'
    yield f'<desc id="cqfacts-description">{_escape(description)}</desc>\n'
    yield f"<style>{_STYLE}</style>\n"
    yield _HATCHING
    yield '<rect width="100%" height="100%" fill="#fff"/>\n'


def _left_out_words(more: int) -> Iterator[str]:
    if more:
        yield f"{more} more figures are not in this picture."


# --- what is drawn below each other


class _Picture:
    """A picture that grows downwards."""

    def __init__(self) -> None:
        self.height = _MARGIN
        self.pieces: list[str] = []

    def add_title(self, title: str) -> None:
        """Add the title, in as many lines as it takes."""
        for line in break_lines(words_of(title, "title"), _TEXT_WIDTH, _TITLE_SIZE):
            content = " ".join(word.text for word in line)
            baseline = self.height + _TITLE_SIZE
            self.pieces.append(_text(_MARGIN, baseline, [Word(content, "title")]))
            self.height += _TITLE_HEIGHT
        self.add_gap(_BLOCK_GAP)

    def add_text(self, text: str, css_class: str = "", indent: int = 0) -> None:
        """Add a text in as many lines as it takes."""
        self.add_words(words_of(text, css_class), _MARGIN + indent)

    def add_words(self, words: Iterable[Word], left: float) -> None:
        """Add words in as many lines as they take from a place to the margin on the right."""
        lines = _break(words, _WIDTH - _MARGIN - left)
        self.pieces.extend(_draw_lines(lines, left, self.height))
        self.height += _LINE_HEIGHT * len(lines)

    def add_gap(self, height: int) -> None:
        """Leave some height empty."""
        self.height += height


def _break(words: Iterable[Word], width: float) -> list[list[Word]]:
    return break_lines(words, width, _TEXT_SIZE)


def _draw_lines(lines: Iterable[Sequence[Word]], left: float, top: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield _text(left, top + number * _LINE_HEIGHT + _BASELINE, line)


# --- the chart


class _Axis(NamedTuple):
    """The one scale of all bars, from the lowest to the highest of their ends."""

    lowest: Fraction
    highest: Fraction

    def find_x(self, part: Fraction) -> float:
        """Return the place of a part of the longest bar."""
        return _BARS_LEFT + float((part - self.lowest) / self._span) * _BARS_WIDTH

    @property
    def _span(self) -> Fraction:
        return (self.highest - self.lowest) or Fraction(1)


def _find_axis(bars: Iterable[Bar]) -> _Axis | None:
    """Return the scale in which all bars fit, and zero; None where there are no bars."""
    ends = [end for bar in bars for end in _ends(bar)]
    if not ends:
        return None
    return _Axis(min(*ends, Fraction(0)), max(*ends, Fraction(0)))


def _ends(bar: Bar) -> list[Fraction]:
    """Return the bounds of a bar that are known."""
    return [bound for bound in (bar.low, bar.high) if bound is not None]


def _add_chart(picture: _Picture, chart: Chart) -> None:
    axis = _find_axis(bars_of(chart))
    for group in chart.groups:
        if group.heading:
            picture.add_text(group.heading, "strong")
            picture.add_gap(2)
        top = picture.height
        for line in group.lines:
            _add_point(picture, line, axis)
        if axis and any(line.bar for line in group.lines):
            picture.pieces.append(_zero_line(axis, top, picture.height))
        picture.add_gap(_BLOCK_GAP)


def _zero_line(axis: _Axis, top: float, foot: float) -> str:
    x = axis.find_x(Fraction(0))
    return f'<line class="axis" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{foot}"/>\n'


def _add_point(picture: _Picture, line: PointLine, axis: _Axis | None) -> None:
    """Add a point: its period, its bar, and behind the bar its figure, marks and sources."""
    top = picture.height
    periods = _break(words_of(line.period), _PERIOD_WIDTH)
    label_left = _label_left(line.bar, axis)
    labels = _break(_label_words(line), _WIDTH - _MARGIN - label_left)
    picture.pieces.append(f"<g><title>{_escape(_describe(line))}</title>\n")
    picture.pieces.extend(_draw_lines(periods, _MARGIN, top))
    if line.bar and axis:
        picture.pieces.extend(_draw_bar(line.bar, axis, top + 1))
    picture.pieces.extend(_draw_lines(labels, label_left, top))
    picture.pieces.append("</g>\n")
    picture.height += _LINE_HEIGHT * max(len(periods), len(labels)) + _ROW_GAP


def _label_left(bar: Bar | None, axis: _Axis | None) -> float:
    """Return the place behind a bar."""
    if bar is None or axis is None:
        return _BARS_LEFT
    end = axis.find_x(max(*_ends(bar), Fraction(0)))
    arrow = _OPEN_WIDTH if bar.high is None else 0
    return end + arrow + _GAP


def _label_words(line: PointLine) -> Iterator[Word]:
    yield from words_of(line.figure, "strong")
    yield from words_of(line.marks, "mark")
    for source in line.sources:
        yield Word(source, "quiet")


def _draw_bar(bar: Bar, axis: _Axis, top: float) -> Iterator[str]:
    """Draw a bar from zero to the nearer bound, the band that its digits leave open, and an arrow where there is no limit."""
    zero = Fraction(0)
    start, finish = _band(bar)
    if start > zero:
        yield _rectangle(bar.fill, axis, (zero, start), top)
    if finish < zero:
        yield _rectangle(bar.fill, axis, (finish, zero), top)
    if _has_band(bar):
        yield _rectangle("band", axis, (start, finish), top)
    if bar.high is None:
        yield _arrow(axis.find_x(max(finish, zero)), top)


def _band(bar: Bar) -> tuple[Fraction, Fraction]:
    """Return the part of a bar in which its figure may end: all of it, where nothing is known but an upper limit."""
    ends = _ends(bar)
    if bar.low is None:
        ends.append(Fraction(0))
    return min(ends), max(ends)


def _rectangle(css_class: str, axis: _Axis, ends: tuple[Fraction, Fraction], top: float) -> str:
    left, right = sorted(map(axis.find_x, ends))
    return _box(css_class, left, top, right - left)


def _box(css_class: str, left: float, top: float, width: float) -> str:
    return f'<rect class="{css_class}" x="{left:.2f}" y="{top}" width="{width:.2f}" height="{_BAR_HEIGHT}"/>\n'


def _arrow(x: float, top: float) -> str:
    middle, foot = top + _BAR_HEIGHT / 2, top + _BAR_HEIGHT
    right = x + _OPEN_WIDTH - 2
    return f'<path class="open" d="M{x:.1f} {top} L{right:.1f} {middle} L{x:.1f} {foot}"/>\n'


# --- the legend


def _add_legend(picture: _Picture, chart: Chart) -> None:
    """Add a sample of each kind of bar that occurs, with its meaning."""
    if not any(bars_of(chart)):
        return
    left = float(_MARGIN)
    top = picture.height
    for draw, words in _samples(list(bars_of(chart))):
        width = _SWATCH + words.width(_TEXT_SIZE) + 2 * _GAP
        if left + width > _WIDTH - _MARGIN:
            left = float(_MARGIN)
            top += _LINE_HEIGHT + 2
        picture.pieces.append(draw(left, top))
        picture.pieces.append(_text(left + _SWATCH, top + _BASELINE, [words]))
        left += width
    picture.height = top + _LINE_HEIGHT + _ROW_GAP


_Draw = Callable[[float, float], str]


def _samples(bars: Sequence[Bar]) -> Iterator[tuple[_Draw, Word]]:
    fills = {bar.fill for bar in bars}
    for fill, words in _FILL_WORDS.items():
        if fill in fills:
            yield _box_sample(fill), Word(words, "quiet")
    if any(map(_has_band, bars)):
        yield _box_sample("band"), Word("what the digits leave open", "quiet")
    if any(bar.high is None for bar in bars):
        yield _arrow, Word("no upper limit", "quiet")


def _box_sample(css_class: str) -> _Draw:
    return lambda left, top: _box(css_class, left, top, _SWATCH - _GAP)


def _has_band(bar: Bar) -> bool:
    start, finish = _band(bar)
    return finish - start >= _THINNEST_BAND


# --- the notes


def _add_block(picture: _Picture, block: Block) -> None:
    """Add the notes under a chart."""
    picture.add_gap(_ROW_GAP)
    _WRITERS[type(block)](picture, block)


def _add_paragraph(picture: _Picture, block: blocks.Paragraph) -> None:
    for line in block.text.splitlines():
        picture.add_text(line)


def _add_marks(picture: _Picture, block: blocks.MarkCounts) -> None:
    """Add the meaning of each mark: counts and commands are for those who can type one."""
    for count in block.counts:
        meaning = MARKS[count.mark].meaning if count.mark in MARKS else count.words
        picture.add_words([Word(count.mark, "mark"), *words_of(meaning, "quiet")], _MARGIN)


def _add_notes(picture: _Picture, block: blocks.Notes) -> None:
    for note in block.notes:
        words = words_of(f"{note.names}: {note.text}")
        picture.add_words([Word(note.mark, "mark"), *words], _MARGIN)


def _add_sentences(picture: _Picture, block: blocks.SentenceList) -> None:
    picture.add_text(block.heading, "strong")
    for sentence in block.sentences:
        picture.add_text(sentence)


def _add_sources(picture: _Picture, block: blocks.SourceNotes) -> None:
    picture.add_text("Sources (¶ paragraph: the number of the non-blank line)", "strong")
    for source in block.sources:
        picture.add_text(f"{source.number} {source.text}")


_WRITERS: dict[type, Callable[..., None]] = {
    blocks.Paragraph: _add_paragraph,
    blocks.MarkCounts: _add_marks,
    blocks.Notes: _add_notes,
    blocks.SentenceList: _add_sentences,
    blocks.SourceNotes: _add_sources,
}


# --- words for those who do not see the picture


def _describe_chart(chart: Chart) -> str:
    """Return all figures in words."""
    return " ".join(_describe_group(group) for group in chart.groups)


def _describe_group(group: blocks.PointGroup) -> str:
    points = "; ".join(map(_describe, group.lines))
    return f"{group.heading}: {points}." if group.heading else f"{points}."


def _describe(line: PointLine) -> str:
    """Return a figure in words: its period, and what its marks mean."""
    meanings = [MARKS[mark].meaning.partition(":")[0] for mark in line.marks]
    description = f"{line.period}: {line.figure}"
    return f"{description} ({'; '.join(meanings)})" if meanings else description


# --- elements


def _text(left: float, baseline: float, words: Sequence[Word]) -> str:
    """Return a line of text; words of one class that stand beside each other are one run."""
    runs = " ".join(_run(word) for word in _join_runs(words))
    return f'<text x="{left:.1f}" y="{baseline:.1f}">{runs}</text>\n'


def _join_runs(words: Iterable[Word]) -> Iterator[Word]:
    run: Word | None = None
    for word in words:
        if run is None or run.css_class != word.css_class:
            if run:
                yield run
            run = word
        else:
            run = Word(f"{run.text} {word.text}", run.css_class)
    if run:
        yield run


def _run(word: Word) -> str:
    content = _escape(word.text)
    return f'<tspan class="{word.css_class}">{content}</tspan>' if word.css_class else content


def _escape(content: str) -> str:
    return escape(visible(content))
