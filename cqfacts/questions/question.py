"""A question as understood: the things it names, the periods and places, and the kind of answer it wants."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from cqfacts.index.read import Index
from cqfacts.model.names import fold
from cqfacts.model.stems import is_chinese, pairs, runs, stem
from cqfacts.model.vocabulary import Indicator
from cqfacts.questions.language import (
    FILLERS_ZH,
    NAMING,
    NO_FIGURE,
    cues,
    fillers,
    in_full,
    other_measures,
    parted_cues,
    soft_cues,
)
from cqfacts.questions.periods import Asked, find_periods, spelt_out
from cqfacts.questions.places import places
from cqfacts.questions.slips import meant_by, time_word

LONGEST = 2_000
"""So many characters of a question are read."""
_LONGEST_PHRASE = 24
_FARTHEST = 8
"""So many words may stand between the halves of a phrase."""
_AND_ASKS = re.compile(
    r",?\s+and\s+(?=(?:\w+\s+){0,2}(?:how|what|which|where|who|when)\b)|[,;]\s+(?=(?:how|what)\b)", re.IGNORECASE
)
"""Where a question goes on to ask something else: how many were signed, and how much are they worth."""
_ASKS = re.compile(r"\s*(?:\w+\s+)?(?:how|what|which|where|who|when|did|was|were|is|are|has|had)\b", re.IGNORECASE)
"""How a question begins."""
_KINDS = ("subjects", "indicators", "measures", "areas", "sectors", "entities", "hints")


class Unit(NamedTuple):
    """A word or phrase of the question, and everything that it can mean."""

    text: str
    """As typed, folded."""
    words: tuple[str, ...]
    """Stemmed; a run of Chinese in pairs."""
    subjects: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    """Positions of the facts about a company, project or place of that name."""
    hints: frozenset[str] = frozenset()
    """Indicators that it tells from others of their subject: pavilions, shifts."""
    cues: frozenset[str] = frozenset()
    """What it says of the answer: growth, share, rank, percent, money, counting."""
    soft_cues: frozenset[str] = frozenset()
    """What it may say of the answer: biggest, more, half."""
    other_measure: str | None = None
    """A measure that it names, whether the base has it or not."""
    place: str | None = None
    """A place that it names, whether the base has it or not."""
    filler: bool = False
    """Whether it says nothing about which fact is asked for."""
    repaired: str | None = None
    """What was typed, where that was taken for a slip."""

    def __hash__(self) -> int:
        # Looked up for each fact: that of all its sets takes as long as the rest of the search.
        return hash(self.text)

    @property
    def is_topic(self) -> bool:
        """Whether it says nothing of a measure or of the kind of answer."""
        return not (self.measures or self.cues or self.soft_cues or self.other_measure)

    @property
    def may_name_a_thing(self) -> bool:
        """Whether it names a thing, or is a word that may: no measure, kind of answer or place."""
        named = self.subjects or self.indicators or self.entities or self.hints
        return bool(named) or (self.is_topic and not (self.areas or self.place or self.filler))

    @property
    def only_asks(self) -> bool:
        """Whether it says what kind of figure is wanted, and nothing of what it is about."""
        named = self.subjects or self.indicators or self.measures - {"count", "value"} or self.other_measure
        return bool(self.cues & {"counting", "amount", "pace", "percent", "money", "negation", "who"}) and not named


class Question(NamedTuple):
    """A question as understood."""

    units: tuple[Unit, ...]
    periods: tuple[Asked, ...]
    compared: bool
    """Whether it speaks of the year before, as growth does."""

    @property
    def cues(self) -> frozenset[str]:
        """What kind of answer is wanted."""
        found = {cue for unit in self.units for cue in unit.cues}
        moves = "moving" in found or any("growth" in unit.soft_cues for unit in self.units)
        if self.compared or "points" in found or ("pace" in found and moves):
            found.add("growth")
        if "counting" in found:  # how many dollars, or how many firms with foreign money
            found.discard("counting" if self._counts_money else "money")
        return frozenset(found)

    @property
    def _counts_money(self) -> bool:
        """Whether what is counted is money, or parts of a hundred: how many US dollars, how many percent."""
        following = zip(self.units, self.units[1:], strict=False)
        parts = {"CNY", "USD", "percent", "points"}
        return any("counting" in one.cues and other.cues & parts for one, other in following)

    @property
    def asks_for_names(self) -> bool:
        """Whether it asks which there are, and not how many or how much."""
        asked = any(NAMING & {*unit.words, unit.text} for unit in self.units)
        return asked and not self.cues & {"counting", "amount", "percent", "money", "growth", "share", "rank"}

    @property
    def asks_no_figure(self) -> bool:
        """Whether it asks if, why or where, and names no kind of figure."""
        return bool(self.units) and self.units[0].text in NO_FIGURE and not self.cues

    def may_ask_for_a_rank(self, home: str) -> bool:
        """Whether it speaks of the first or the biggest of an area that is not the base's own: the first in China."""
        areas = {area for unit in self.units for area in unit.areas}
        return bool(areas - {home}) and any("rank" in unit.soft_cues for unit in self.units)

    @property
    def content(self) -> list[Unit]:
        """The units that say what is looked for; those that name a place only where no others name a thing."""
        telling = [unit for unit in self.units if not unit.filler]
        others = [unit for unit in telling if unit.entities or not (unit.areas or unit.place)]
        if not any(unit.subjects or unit.entities for unit in others):
            others = [unit for unit in telling if unit in others or unit.subjects]
        return others or telling

    @property
    def only_names_areas(self) -> bool:
        """Whether nothing is looked for but a place, a period, or an amount of nothing."""
        return all(unit.areas or unit.place or unit.only_asks for unit in self.content)


def questions_in(index: Index, text: str) -> list[Question]:
    """The questions in a text that asks two things, each with what only the other one names; nothing where it asks one.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> both = questions_in(open_catalogue().index, "How many laptops were made in 2014, and what share of the world's?")
    >>> [(sorted(one.cues), [str(asked) for asked in one.periods]) for one in both]
    [(['counting'], ['2014']), (['share'], ['2014'])]
    """
    found = next((found for found in _AND_ASKS.finditer(text[:LONGEST]) if _ASKS.match(text[: found.start()])), None)
    if found is None:
        return []
    first, second = understand(index, text[: found.start()]), understand(index, text[found.end() :])
    return [_with_what_it_lacks(first, second), _with_what_it_lacks(second, first)] if first.content else []


def _with_what_it_lacks(one: Question, other: Question) -> Question:
    """A question with the things, the measure, the places and the periods of another, where it names none itself."""
    units = list(one.units)
    says_nothing = all(unit.filler or unit.areas or unit.place for unit in one.units)
    named = any(unit.may_name_a_thing for unit in one.units)
    placed = any(unit.areas or unit.place for unit in one.units)
    measured = any((unit.measures and not unit.cues) or unit.other_measure for unit in one.units)
    for unit in other.units:
        if unit.areas or unit.place:
            wanted = not placed
        elif unit.may_name_a_thing:
            wanted = not named
        else:
            wanted = says_nothing or (not named and not measured and bool(unit.measures) and not unit.cues)
        if wanted and not unit.filler:
            units.append(unit)
    return Question(tuple(units), one.periods or other.periods, one.compared or other.compared)


class _Atom(NamedTuple):
    """A word, or one Chinese character: stemmed, and as typed."""

    stem: str
    text: str
    repaired: str | None = None


def understand(index: Index, question: str) -> Question:
    """Understand a question with the names of a base. Raises WrongUsage for a period that depends on today.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> asked = understand(open_catalogue().index, "How many notebooks did Chongqing make in January to May 2014?")
    >>> [(unit.text, *unit.subjects, *unit.areas, *unit.cues) for unit in asked.units if not unit.filler]
    [('how many', 'counting'), ('notebooks', 'laptops'), ('chongqing', 'chongqing'), ('make',)]
    >>> [str(one) for one in asked.periods]
    ['2014-01/2014-05']
    """
    text = in_full(simplified(fold(spelt_out(unicodedata.normalize("NFKC", question[:LONGEST])))))
    dated = _dated_name(index, text)
    text, slips = _with_months(index, text)
    rest, periods, compared = find_periods(text.replace(dated, " ", 1) if dated else text)
    atoms = _together(index, list(_atoms(index, f"{dated} , {rest}" if dated else rest)))
    return Question((*_units(index, atoms), *slips), periods, compared)


def _with_months(index: Index, text: str) -> tuple[str, list[Unit]]:
    """The text with the slips in words of time repaired, which are lost once periods are found, and these slips."""
    slips = []
    for word in set(runs(text)):
        meant = time_word(index, word)
        if meant:
            text = re.sub(rf"\b{word}\b", meant, text)
            slips.append(Unit(meant, (), filler=True, repaired=word))
    return text, slips


def _dated_name(index: Index, text: str) -> str:
    """A name of the base that holds a year and stands in the text, whose year is no period: Made in China 2025."""
    sql = "select name from name where kind in ('subjects', 'indicators') and name glob '*[12][0-9][0-9][0-9]*'"
    found = [str(name) for (name,) in index.rows(sql) if name in text]
    return max(found, key=len, default="")


def _atoms(index: Index, text: str) -> Iterator[_Atom]:
    for run in runs(text):
        if is_chinese(run):
            yield from (_Atom(sign, sign) for sign in run)
        elif meant := meant_by(index, run):
            yield from (_Atom(word.stem, word.text, run) for word in meant)
        else:
            yield _Atom(stem(run), run)


# --- phrases


def _together(index: Index, atoms: list[_Atom]) -> list[_Atom]:
    """The atoms with the halves of phrases that may be parted side by side: ship more laptops abroad."""
    stems_of = [atom.stem for atom in atoms]
    for phrase in (*index.parted_phrases(), *parted_cues()):
        head, tail = (tuple(half.split()) for half in phrase[1:].split("|"))
        for at in _places(stems_of, head):
            after = at + len(head)
            to = next(_places(stems_of, tail, after, after + _FARTHEST), after)
            if to > after:
                atoms = [*atoms[:after], *atoms[to : to + len(tail)], *atoms[after:to], *atoms[to + len(tail) :]]
                stems_of = [atom.stem for atom in atoms]
                break
    return atoms


def _places(stems_of: list[str], phrase: tuple[str, ...], start: int = 0, end: int = LONGEST) -> Iterator[int]:
    """Where a phrase begins, between two places."""
    return (at for at in range(start, min(end, len(stems_of))) if tuple(stems_of[at : at + len(phrase)]) == phrase)


def _units(index: Index, atoms: list[_Atom]) -> Iterator[Unit]:
    """The longest phrases that mean something, from left to right, and the words between them."""
    meanings = _meanings(index, atoms)
    at = 0
    unknown: list[_Atom] = []
    while at < len(atoms):
        length = next(
            (size for size in range(min(_LONGEST_PHRASE, len(atoms) - at), 0, -1) if (at, size) in meanings), 0
        )
        if not length and is_chinese(atoms[at].text):
            unknown.append(atoms[at])
            at += 1
            continue
        yield from _chinese(unknown)
        unknown = []
        if length:
            yield _typed(meanings[at, length], atoms[at : at + length])
        else:
            yield Unit(atoms[at].text, (atoms[at].stem,), repaired=atoms[at].repaired)
        at += length or 1
    yield from _chinese(unknown)


def _typed(unit: Unit, atoms: list[_Atom]) -> Unit:
    """The unit as it was typed."""
    repaired = next((atom.repaired for atom in atoms if atom.repaired), None)
    joint = "" if all(is_chinese(atom.text) for atom in atoms) else " "
    return unit._replace(text=joint.join(atom.text for atom in atoms), repaired=repaired)


def _chinese(atoms: list[_Atom]) -> Iterator[Unit]:
    """What stands in Chinese between known phrases."""
    if run := "".join(atom.text for atom in atoms):
        yield Unit(run, tuple(pairs(run)), filler=len(run) == 1)


def _meanings(index: Index, atoms: list[_Atom]) -> dict[tuple[int, int], Unit]:
    """Every run of atoms that means something, by its place and length."""
    spans: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for at in range(len(atoms)):
        for size in range(1, min(_LONGEST_PHRASE, len(atoms) - at) + 1):
            spans.setdefault(tuple(atom.stem for atom in atoms[at : at + size]), []).append((at, size))
    known: dict[str, dict[str, set[str]]] = {}
    for named, kind, entry in index.phrases([" ".join(phrase) for phrase in spans]):
        known.setdefault(named, {}).setdefault(kind, set()).add(entry)
    found = {}
    for phrase, places_of_phrase in spans.items():
        unit = _meaning(index, phrase, known.get(" ".join(phrase), {}))
        if unit:
            found.update(dict.fromkeys(places_of_phrase, unit))
    return found


def _meaning(index: Index, phrase: tuple[str, ...], entries: dict[str, set[str]]) -> Unit | None:
    indicators = [index.entry(Indicator, name) for name in entries.get("indicators", ())]
    for indicator in indicators:
        entries.setdefault("subjects", set()).add(indicator.subject)
        entries.setdefault("measures", set()).add(indicator.measure)
    slots = {kind: frozenset(entries[kind]) for kind in _KINDS if kind in entries}
    unit = Unit(
        "",
        tuple(
            word for run in runs("".join(phrase) if is_chinese(phrase[0]) else " ".join(phrase)) for word in _words(run)
        ),
        **slots,  # type: ignore[arg-type]  # the slots are named as the kinds
        cues=cues().get(phrase, frozenset()) | _cues_of(entries.get("measures", set())),
        soft_cues=soft_cues().get(phrase, frozenset()),
        other_measure=other_measures().get(phrase),
        place=places().get(phrase),
    )
    says = bool(slots) or unit.cues or unit.soft_cues or unit.other_measure or unit.place
    is_filler = (len(phrase) == 1 and phrase[0] in fillers()) or "".join(phrase) in FILLERS_ZH
    return unit._replace(filler=is_filler and not says) if says or is_filler else None


def _cues_of(measures: set[str]) -> set[str]:
    """What the names of some measures say of the answer."""
    if measures == {"contribution-points"}:
        return {"growth", "points"}
    if measures and all(name.endswith("-rank") for name in measures):
        return {"rank"}
    if measures and all("growth" in name for name in measures):
        return {"growth"}
    return {"share"} if measures and all(name.endswith(("share", "contribution")) for name in measures) else set()


def _words(run: str) -> list[str]:
    return pairs(run) if is_chinese(run) else [run]


# Traditional characters that stand in what people ask about, and the simplified ones.
_TRADITIONAL = str.maketrans(
    "慶電腦產業車輛機筆記製造國際貿易經濟銷額長億萬區園設備環類學術術際運輸鐵財稅務營員工資總計達關團網絡據頭優農業養殖漁畫藝術館館館陸線貨歐參險醫藥療處鋼鋁礦顯屬導體晶圓雙圈劃後點項題開發創辦無廠讓滿臺灣東廣寧陝蘇級衝層專",
    "庆电脑产业车辆机笔记制造国际贸易经济销额长亿万区园设备环类学术术际运输铁财税务营员工资总计达关团网络据头优农业养殖渔画艺术馆馆馆陆线货欧参险医药疗处钢铝矿显属导体晶圆双圈划后点项题开发创办无厂让满台湾东广宁陕苏级冲层专",
)


def simplified(text: str) -> str:
    """The text with simplified characters; 筆記型電腦 is said 笔记本电脑 on the mainland."""
    return text if text.isascii() else text.translate(_TRADITIONAL).replace("笔记型", "笔记本")
