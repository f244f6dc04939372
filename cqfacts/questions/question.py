"""A question as understood: its phrases with all that each can mean, the periods, and the kind of answer it wants."""

from typing import NamedTuple

from cqfacts.questions.language import NAMING, NO_FIGURE, YES_OR_NO, directions
from cqfacts.questions.periods import AskedPeriod
from cqfacts.questions.values import AskedValue
from cqfacts.reader.records import Direction

_ONLY_ASKS = frozenset(("counting", "amount", "pace", "percent", "money", "negation", "who"))
"""Cues that say what kind of figure is wanted, and nothing of what it is about."""
_FIGURES = frozenset(("counting", "amount", "percent", "money", "growth", "share", "rank"))
"""Cues that ask how many or how much."""
_ASKS_FOR_ANOTHER = frozenset(("counting", "amount", "who"))
"""Cues that ask for a figure, or a name, which is then none that the question says."""
_FIRST = frozenset(
    "any anyone anybody anywhere nobody other biggest largest greatest most leading top first best no.1".split()  # noqa: SIM905
)
"""Words by which something is said to be the first of all."""
_PARTS_OF_MONEY = frozenset(("CNY", "USD", "percent", "points"))


class Phrase(NamedTuple):
    """A word or phrase of a question, and everything that it can mean."""

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
    """The kinds of answer that it asks for: growth, share, rank, percent, money, counting."""
    soft_cues: frozenset[str] = frozenset()
    """The kinds of answer that it may ask for: biggest, more, half."""
    other_measure: str | None = None
    """A measure that it names, in the base or not."""
    counts_things: bool = False
    """Set where its measures say only how many or how much there is, of whatever else is named."""
    place: str | None = None
    """A place that it names, in the base or not."""
    filler: bool = False
    """Set where it says nothing about which fact is asked for."""
    repaired: str | None = None
    """The word that was typed, where that was taken for a slip."""

    def __hash__(self) -> int:
        # Looked up for each fact: that of all its sets takes as long as the rest of the search.
        return hash(self.text)

    @property
    def is_topic(self) -> bool:
        """True where it says nothing of a measure or of the kind of answer."""
        return not (self.measures or self.cues or self.soft_cues or self.other_measure)

    @property
    def names_a_thing(self) -> bool:
        """True where it names a thing of the base: a subject, an indicator, a company."""
        return bool(self.subjects or self.indicators or self.entities or self.hints)

    @property
    def names_something(self) -> bool:
        """True where it names a thing, a sector or a place."""
        return bool(self.names_a_thing or self.sectors or self.names_a_place)

    @property
    def names_a_place(self) -> bool:
        return bool(self.areas or self.place)

    @property
    def only_names_a_place(self) -> bool:
        """True where it names a place, and no company or project that is called so."""
        return self.names_a_place and not self.entities

    @property
    def names_a_measure(self) -> bool:
        """True where it names a measure without asking for a kind of figure."""
        return bool((self.measures and not self.cues) or self.other_measure)

    @property
    def may_name_a_thing(self) -> bool:
        """True where it names a thing, or is a word that may: no measure, kind of answer or place."""
        is_open = self.is_topic and not self.names_a_place and not self.filler
        return self.names_a_thing or is_open

    @property
    def only_asks(self) -> bool:
        """True where it says what kind of figure is wanted, and nothing of what it is about."""
        names_a_measure = self.other_measure or (self.measures and not self.counts_things)
        is_about_something = self.subjects or self.indicators or names_a_measure
        return bool(self.cues & _ONLY_ASKS) and not is_about_something


class Question(NamedTuple):
    """A question as understood."""

    phrases: tuple[Phrase, ...]
    periods: tuple[AskedPeriod, ...]
    compared: bool
    """Set where it speaks of the year before, as growth does."""
    names: frozenset[str] = frozenset()
    """The words that are typed with a capital within a sentence, folded."""
    values: tuple[AskedValue, ...] = ()
    """The figures that it says."""

    @property
    def cues(self) -> frozenset[str]:
        """The kinds of answer that are wanted."""
        asking = [phrase for phrase in self.phrases if phrase not in self._relative_pronouns]
        cues = {cue for phrase in asking for cue in phrase.cues}
        if self._asks_for_growth(cues):
            cues.add("growth")
        if "counting" in cues:  # how many dollars, or how many firms with foreign money
            cues.discard("counting" if self._counts_money else "money")
        return frozenset(cues)

    @property
    def _relative_pronouns(self) -> list[Phrase]:
        """The words "who" that follow a noun, and ask for nobody: folks who got a job."""
        neighbours = zip(self.phrases, self.phrases[1:], strict=False)
        return [
            phrase
            for before, phrase in neighbours
            if phrase.text == "who" and not before.filler and before.is_topic
        ]

    def _asks_for_growth(self, cues: set[str]) -> bool:
        if self.compared or "points" in cues:
            return True
        speaks_of_change = "moving" in cues or self._may_ask_for("growth")
        return "pace" in cues and speaks_of_change

    def _may_ask_for(self, cue: str) -> bool:
        return any(cue in phrase.soft_cues for phrase in self.phrases)

    @property
    def _counts_money(self) -> bool:
        """True where money, or parts of a hundred, are counted: how many US dollars, how many percent."""
        neighbours = zip(self.phrases, self.phrases[1:], strict=False)
        return any(
            "counting" in phrase.cues and following.cues & _PARTS_OF_MONEY
            for phrase, following in neighbours
        )

    @property
    def asks_for_names(self) -> bool:
        """True where it asks which there are, and not how many or how much."""
        has_naming_word = any(NAMING & {*phrase.words, phrase.text} for phrase in self.phrases)
        return has_naming_word and not self.cues & _FIGURES

    @property
    def is_yes_or_no(self) -> bool:
        """True where it is answered with yes or no: is it, did they."""
        return bool(self.phrases) and self.phrases[0].text in YES_OR_NO

    @property
    def asks_no_figure(self) -> bool:
        """True where it asks if, why or where, and names no kind of figure."""
        return bool(self.phrases) and self.phrases[0].text in NO_FIGURE and not self.cues

    def may_ask_for_a_rank(self, home: str) -> bool:
        """Return whether it speaks of the first or the biggest of an area that is not the base's own: the first in China."""
        return bool(self.areas - {home}) and self._may_ask_for("rank")

    @property
    def says_the_figure(self) -> bool:
        """True where a figure that it says is the one that it is about, and not in passing, as in "the top five"."""
        return bool(self.values) and not self.cues & _ASKS_FOR_ANOTHER and not self.asks_for_names

    @property
    def may_say_first(self) -> bool:
        """True where it says that something is the first of all: the biggest, more than any other."""
        return any(
            "rank" in phrase.soft_cues
            or ("rank" in phrase.cues and _FIRST & set(phrase.text.split()))
            for phrase in self.phrases
        )

    @property
    def areas(self) -> frozenset[str]:
        """The areas of the base that it names."""
        return frozenset(area for phrase in self.phrases for area in phrase.areas)

    @property
    def content(self) -> list[Phrase]:
        """The phrases that say what is looked for; those that name a place only where no others name a thing."""
        telling = [phrase for phrase in self.phrases if not phrase.filler]
        content = [phrase for phrase in telling if not phrase.only_names_a_place]
        if any(phrase.subjects or phrase.entities for phrase in content):
            return content
        things = [phrase for phrase in telling if phrase in content or phrase.subjects]
        return things or telling

    @property
    def direction(self) -> Direction | None:
        """The direction of a change that it says: rise, fall; None where it says none, or both."""
        said = {
            direction
            for direction, words in directions().items()
            if any(words & {phrase.text, *phrase.words} for phrase in self.phrases)
        }
        return said.pop() if len(said) == 1 else None

    @property
    def only_names_areas(self) -> bool:
        """True where nothing is looked for but a place, a period, or an amount of nothing."""
        return all(phrase.names_a_place or phrase.only_asks for phrase in self.content)

    def completed_by(self, other: "Question") -> "Question":
        """Return the question with the things, the measure, the places and the periods of another, where it names none."""
        lent = [phrase for phrase in other.phrases if not phrase.filler and self._lacks(phrase)]
        return Question(
            (*self.phrases, *lent),
            self.periods or other.periods,
            self.compared or other.compared,
            self.names | other.names,
            self.values,
        )

    def _lacks(self, phrase: Phrase) -> bool:
        """Return whether no phrase of the question names what one of another question names."""
        if phrase.names_a_place:
            return not any(own.names_a_place for own in self.phrases)
        names_a_thing = any(own.may_name_a_thing for own in self.phrases)
        if phrase.may_name_a_thing:
            return not names_a_thing
        if all(own.filler or own.names_a_place for own in self.phrases):
            return True
        names_a_measure = any(own.names_a_measure for own in self.phrases)
        return (
            not names_a_thing and not names_a_measure and bool(phrase.measures) and not phrase.cues
        )
