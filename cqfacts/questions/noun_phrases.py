"""Find the noun phrases of a question; the last word of the first says what is asked for: "beds" of "hospital beds in 2014"."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from cqfacts.model.stems import is_chinese
from cqfacts.questions.language import is_everyday, looks_verbal
from cqfacts.questions.question import Phrase, Question

_PREPOSITIONS = frozenset(
    """
of in on at by for from into onto with within about above below over under between among across through during
and or but than as vs versus compared until till since
的 在 和 与 及 从 到
""".split()  # noqa: SIM905 - so many words in quotes are harder to read
)
_AUXILIARIES = frozenset("am do does did can could will would shall should may might must".split())  # noqa: SIM905
"""Words after which, beside their subject, a verb stands: did Chongqing export."""
_CLAUSES = _AUXILIARIES.union(
    """
is are was were be been has have had having if then that which who whom whose when where why there to
是 有 为 哪 哪些 哪个 哪家 哪里 是否 有没有 是不是 何时 谁
""".split()  # noqa: SIM905 - so many words in quotes are harder to read
)
"""Words that make a clause of what stands around them."""
_BEING = frozenset("is are was were there 是 有".split())  # noqa: SIM905
_JOINTS = _PREPOSITIONS | _CLAUSES


class _Subject(Enum):
    """The part of a clause after an auxiliary that has been read."""

    NONE = 0
    """There is no auxiliary before it."""
    AWAITED = 1
    PASSED = 2
    """A verb stands next, no noun."""


class NounPhrase(NamedTuple):
    """A noun with what describes it: hospital, beds."""

    phrases: tuple[Phrase, ...]

    @property
    def head(self) -> Phrase:
        """The last phrase, which the others describe."""
        return self.phrases[-1]

    @property
    def noun(self) -> Phrase:
        """The last phrase that is no everyday word and no form of a verb: people of "people live"."""
        nouns = [
            phrase
            for phrase in self.phrases
            if not is_everyday(phrase.text) and not looks_verbal(phrase.text)
        ]
        return nouns[-1] if nouns else self.head

    @property
    def text(self) -> str:
        """The phrases as typed."""
        texts = [phrase.repaired or phrase.text for phrase in self.phrases]
        joint = "" if all(is_chinese(text[:1]) for text in texts) else " "
        return joint.join(texts)


def find_noun_phrases(question: Question) -> list[NounPhrase]:
    """Return the noun phrases of a question, without words that only ask how many or how much.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> from cqfacts.questions.understanding import understand
    >>> question = understand(open_catalogue().index, "What is the number of hospital beds in schools?")
    >>> [phrase.text for phrase in find_noun_phrases(question)]
    ['hospital beds', 'schools']
    """
    return [NounPhrase(tuple(phrases)) for phrases in _split_at_joints(question) if phrases]


def is_bare(question: Question) -> bool:
    """Return whether a question only names what it asks for: "minimum wage 2020", "how many hotels are there"."""
    clausal = [phrase.text for phrase in question.phrases if phrase.text in _CLAUSES]
    if not clausal:
        return True
    is_yes_or_no = question.phrases[0].text in _CLAUSES
    return not is_yes_or_no and _BEING.issuperset(clausal)


def _split_at_joints(question: Question) -> Iterator[list[Phrase]]:
    phrases: list[Phrase] = []
    subject = _Subject.NONE
    for phrase in question.phrases:
        if _is_joint(phrase):
            if subject is not _Subject.PASSED:
                yield phrases
            subject = _next_subject(subject, phrase, has_nouns=bool(phrases))
            phrases = []
        elif not phrase.filler and not only_asks(phrase):
            phrases.append(phrase)
    if subject is not _Subject.PASSED:
        yield phrases


def _next_subject(subject: _Subject, joint: Phrase, *, has_nouns: bool) -> _Subject:
    """Return where the reading of a clause stands after a joint."""
    if joint.text in _AUXILIARIES:
        return _Subject.AWAITED
    if joint.text == "to":
        return _Subject.PASSED
    is_passed = subject is _Subject.AWAITED and (has_nouns or joint.names_a_place)
    if is_passed:
        return _Subject.PASSED
    return _Subject.NONE if joint.text in _PREPOSITIONS else subject


def _is_joint(phrase: Phrase) -> bool:
    is_place = phrase.names_a_place and not phrase.entities
    return is_place or (phrase.filler and phrase.text in _JOINTS)


def only_asks(phrase: Phrase) -> bool:
    """Return whether it asks how many or how much there is of what else is named."""
    is_amount = bool(phrase.measures) and phrase.counts_things and not phrase.subjects
    return phrase.only_asks or is_amount
