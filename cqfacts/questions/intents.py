"""The kinds of question: each is put in its own words, and each has its own answer.

All words are data of the program, in English and Chinese. What is left of a question without them says what it is about.
"""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple


class Intent(StrEnum):
    """What a question wants."""

    FIGURE = "figure"
    """A figure, or a state of a thing."""
    CAUSE = "cause"
    """Why something is so: causes are seldom printed."""
    CLAIM = "claim"
    """Whether something is true."""
    COMPARISON = "comparison"
    """Figures side by side: laptops or tablets."""
    SUPERLATIVE = "superlative"
    """The highest or lowest of several: which grew fastest."""
    LISTING = "listing"
    """What the base has: all ranks, everything for 2014."""
    SOURCE = "source"
    """Who says it: every answer tells its source."""
    OPINION = "opinion"
    """What people think of something, which no figure tells."""
    TIME = "time"
    """When something will be, which no figure tells."""


class Request(NamedTuple):
    """A question, by its intent, and its words without those that say only that."""

    intent: Intent
    words: str


_CAUSE = (
    r"\b(?:so |and |but )?why\b(?: is it that| exactly)?",
    r"\bhow come\b(?: that)?",
    r"\bhow is it that\b",
    r"\bwhat(?:'s| is| was| were| are)? (?:the )?(?:main |real )?(?:reasons?|causes?|explanations?|drivers?)\b(?: (?:for|of|behind|that|why))*",
    r"\bwhat (?:caused|causes|explains?|explained|drove|drives|triggered|led to)\b",
    r"\bwhat(?:'s| is| was| lies| lay)? behind\b",
    r"\b(?:the )?reasons? (?:for|behind|why)\b",
    r"\bbecause of what\b",
    r"为什么|为何|因何|缘何|怎么会|什么原因|是何原因|的?原因(?:是什么|何在|是啥)?|为啥",
)
_CLAIM = (
    r"\b(?:is|was) it (?:really |actually |also )?(?:true|right|correct|a fact|the case|so)\b(?: to say)?(?: that)?",
    r"\b(?:is|was) it (?:really |actually )?(?=\S)",
    r",? (?:is that|is it|isn't it|wasn't it|right|correct|true)(?: right| true| correct)?\s*\?*$",
    r"\btrue or false\b:?",
    r"是真的吗|真的吗|对吗|对不对|是不是真的|属实吗|是否属实|有没有搞错",
)
_CLAIM_STARTS = re.compile(
    r"\s*(?:(?:is|are|was|were|do|does|did|has|have|had|will)\b|(?:really|true|so)\b)|.*(?:吗|是不是|是否)",
    re.IGNORECASE,
)


_FALL_AS_A_VERB = re.compile(
    r"(\b(?:did|does|do|to|will|would|could|may|might|not)\b[^.?!]{0,80}?(?<!the )(?<!this )(?<!in )(?<!of )(?<!by ))\bfall\b",
    re.IGNORECASE,
)
"""In "did output fall in 2021" the word is no season."""


_SOURCE = (
    r"\bwho(?: is|'s|se) (?:quoted|named|cited|given) as (?:the |a )?source (?:for|of)\b(?: the)?",
    r"\b(?:who|what|where) (?:is|was|are) the sources? (?:of|for)\b(?: the)?",
    r"\b(?:who|which document|which source) (?:says?|said|published|publishes|reported|reports|gave|gives|printed|prints|released)\b(?: that)?",
    r"\bwhere (?:does|do|did) (.{3,60}?) come from\b",
    r"谁(?:公布|发布|说)了?|出处|来源(?:是什么)?",
)
_A_FIGURE = re.compile(r"\b(?:number|figure|statistic|claim|value)s?\b", re.IGNORECASE)
"""What a source is asked for: the source of the figure."""
_WHEN_TO_COME = (
    r"^\s*when (?:will|is|are) .*\b(?:open|start|be|begin|finish|come|happen)\w*\b|何时(?:会|将|才)"
)
_OPINION = (
    r"\b(?:what|how) (?:do|does|did|would) [^?]{2,40}?(?:think|feel|believe|reckon)\b|\bopinions?\b|\bis it (?:a )?good\b"
    r"|怎么看|看法|评价如何"
)


_OR_NOT = re.compile(r"\bor (?:not|what)\b\s*[?.!]*\s*$|(?:没有|了没|没)[？?]?\s*$", re.IGNORECASE)
"""The end of a question that leaves both answers open: did they come or not."""
_NOT = re.compile(r"\b(?:not|never|n't)\b|(?<=\w)n't\b|\bcan(?:no|')t\b|不了|不", re.IGNORECASE)
"""Words of a question for the cause of what is not: the fact says so in its own way."""
_BECAUSE = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have)\b.*\b(?:because of|due to|owing to|thanks to|caused by|driven by)\b",
    re.IGNORECASE,
)
"""A claim about a cause."""


@cache
def _pattern(intent: Intent) -> re.Pattern[str]:
    ways = {
        Intent.CAUSE: _CAUSE,
        Intent.CLAIM: _CLAIM,
        Intent.OPINION: (_OPINION,),
        Intent.SOURCE: _SOURCE,
        Intent.TIME: (_WHEN_TO_COME,),
    }[intent]
    return re.compile("|".join(ways), re.IGNORECASE)


def _what_is_asked(match: re.Match[str]) -> str:
    """Return what the words for a source are asked of: where does X come from."""
    return next((f" {group} " for group in match.groups() if group), " ")


def read_request(text: str) -> Request:
    """Return the intent of a question, and what is left of its words: a cause, a claim, a source, else a figure.

    >>> read_request("Why did laptop exports rise?")
    Request(intent=<Intent.CAUSE: 'cause'>, words='  did laptop exports rise?')
    >>> read_request("Is it true that it made 61 million laptops?").intent
    <Intent.CLAIM: 'claim'>
    """
    text = _OR_NOT.sub(" ", text)
    text = _FALL_AS_A_VERB.sub(r"\1decline", text)
    for intent in (Intent.OPINION, Intent.TIME):
        if _pattern(intent).search(text):
            return Request(intent, text)
    source = _pattern(Intent.SOURCE)
    if source.search(text):
        rest = source.sub(_what_is_asked, text, count=1)
        return Request(Intent.SOURCE, _A_FIGURE.sub(" ", rest))
    return _read_cause(text) or _read_claim(text) or Request(Intent.FIGURE, text)


def _read_cause(text: str) -> Request | None:
    cause = _pattern(Intent.CAUSE)
    if cause.search(text):
        rest = cause.sub(" ", text, count=1)
        return Request(Intent.CAUSE, _NOT.sub(" ", rest))
    return Request(Intent.CAUSE, text) if _BECAUSE.search(text) else None


def _read_claim(text: str) -> Request | None:
    claim = _pattern(Intent.CLAIM)
    if claim.search(text):
        return Request(Intent.CLAIM, claim.sub(" ", text))
    return Request(Intent.CLAIM, text) if _CLAIM_STARTS.match(text) else None
