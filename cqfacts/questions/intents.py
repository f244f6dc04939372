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
    OPINION = "opinion"
    """What people think of something, which no figure tells."""


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


_OPINION = (
    r"\b(?:what|how) (?:do|does|did|would) [^?]{2,40}?(?:think|feel|believe|reckon)\b|\bopinions?\b|\bis it (?:a )?good\b"
    r"|怎么看|看法|评价如何"
)


@cache
def _pattern(intent: Intent) -> re.Pattern[str]:
    ways = {Intent.CAUSE: _CAUSE, Intent.CLAIM: _CLAIM, Intent.OPINION: (_OPINION,)}[intent]
    return re.compile("|".join(ways), re.IGNORECASE)


def read_request(text: str) -> Request:
    """Return the intent of a question, and what is left of its words: a cause, a claim, an opinion, else a figure.

    >>> read_request("Why did laptop exports rise?")
    Request(intent=<Intent.CAUSE: 'cause'>, words='  did laptop exports rise?')
    >>> read_request("Is it true that it made 61 million laptops?").intent
    <Intent.CLAIM: 'claim'>
    """
    text = _FALL_AS_A_VERB.sub(r"\1decline", text)
    if _pattern(Intent.OPINION).search(text):
        return Request(Intent.OPINION, text)
    cause = _pattern(Intent.CAUSE)
    if cause.search(text):
        return Request(Intent.CAUSE, cause.sub(" ", text, count=1))
    claim = _pattern(Intent.CLAIM)
    if claim.search(text):
        return Request(Intent.CLAIM, claim.sub(" ", text))
    if _CLAIM_STARTS.match(text):
        return Request(Intent.CLAIM, text)
    return Request(Intent.FIGURE, text)
