"""The words that say in which direction a figure changed: rose, fell, 增长, 下降."""

from functools import cache

from cqfacts.reader.lexicon import Lexicon
from cqfacts.reader.records import Direction

_WORDS = {
    Direction.RISE: (
        "rise, rises, rose, risen, rising, grow, grows, grew, grown, growing, growth, increase, increases, increased, increasing, up, "
        "gain, gains, gained, gaining, climb, climbs, climbed, climbing, jump, jumps, jumped, jumping, surge, surges, surged, surging, soar, "
        "soars, soared, soaring, expand, expands, expanded, expanding, expansion, advance, advances, advanced, advancing, higher, rebound, "
        "rebounded, rebounding, raise, raised, raising, boost, boosted, hike, hiked, uptick, leap, leapt, leaped, swell, swelled, "
        "strengthened, edged up, accelerated, quickened, widened, picked up, "
        "增长, 增, 增加, 上升, 提高, 上涨, 涨, 增幅, 升, 扩大, 提升, 攀升, 增速, 回升, 猛增, 激增, 涨幅, 升幅, 增多, 走高, 反弹, 净增, 同增, 提速, 扩张, 拉动, 拉升, 推高, 加快"
    ),
    Direction.FALL: (
        "fall, falls, fell, fallen, falling, drop, drops, dropped, dropping, decline, declines, declined, declining, decrease, decreases, "
        "decreased, decreasing, down, shrink, shrinks, shrank, shrunk, shrinking, shrinkage, slip, slips, slipped, slipping, slide, slides, "
        "slid, sliding, plunge, plunges, plunged, plunging, tumble, tumbles, tumbled, tumbling, contracted, contraction, contracting, loss, "
        "losses, lose, lost, losing, lower, lowered, cut, cuts, cutting, reduce, reduces, reduced, reducing, reduction, dip, dips, dipped, "
        "sink, sank, sunk, slump, slumped, slumping, retreat, retreated, eased, weakened, negative growth, downtick, slashed, slash, shed, "
        "plummet, plummeted, slowdown, fewer, slowed, slowing, narrowed, narrowing, moderated, decelerated, cooled, "
        "下降, 减少, 减, 降, 下跌, 跌, 回落, 下滑, 降低, 缩减, 降幅, 跌幅, 负增长, 萎缩, 亏损, 缩小, 收缩, 锐减, 骤降, 走低, 缩水, 下调, 减幅, 负增速, "
        "递减, 下挫, 放缓, 减慢, 放慢, 收窄, 拉低, 拖累, 压低, 拉降"
    ),
}  # fmt: skip
_NOUNS = {
    Direction.RISE: (
        "rise, increase, growth, gain, jump, surge, climb, higher, more, expansion, advance, up, rebound, hike, leap, uptick, "
        "increases, rises, gains, faster, more quickly, stronger, 的增长, 的增幅, 的涨幅, 的增速, 增长, 增幅"
    ),
    Direction.FALL: (
        "fall, drop, decline, decrease, loss, lower, less, fewer, reduction, contraction, shrinkage, slump, cut, plunge, slide, dip, down, "
        "declines, drops, decreases, falls, losses, negative growth, slower, more slowly, weaker, 的下降, 的降幅, 的跌幅, 的负增长, 的减少, 降幅"
    ),
}  # fmt: skip
_SUBJECTS = {
    Direction.RISE: (
        "growth, rise, increase, increases, gain, gains, expansion, advance, upturn, 增速, 增幅, 涨幅, 升幅, 增长率, 增长速度, 增长幅度, 上涨幅度"
    ),
    Direction.FALL: (
        "decline, declines, fall, drop, decrease, decreases, reduction, contraction, shrinkage, slump, slide, downturn, loss, losses, "
        "negative growth, 降幅, 跌幅, 减幅, 降速, 下降幅度, 下跌幅度, 减少幅度, 下降速度, 负增长"
    ),
}  # fmt: skip
"""Nouns of a change that may be the subject of a verb before a level: growth slowed to 4.2%."""
PACE_WORDS = frozenset(
    {
        "slowed", "slows", "slow", "slowing", "narrowed", "narrows", "narrowing", "eased", "eases", "easing", "accelerated", "accelerates",
        "accelerating", "quickened", "quickens", "quickening", "widened", "widens", "widening", "picked", "picks", "picking", "moderated",
        "moderates", "moderating", "cooled", "deepened", "steepened", "decelerated", "stood", "stands", "came", "remained", "stayed",
        "settled", "was", "is",
    }
)  # fmt: skip
"""Verbs of a change or of a state that say little of anything but a change: growth slowed, the decline was."""
PACES_OF_GROWTH = ("放缓", "加快", "回落", "减缓", "提速", "减速", "趋缓", "加速")
"""What follows the noun 增长 where it is the subject: 增长放缓至4.2%."""
LEVEL_WORDS = frozenset({"to", "at", "from", "至", "到", "达", "为"})
"""Words right before a figure that make it a level after the change, and not the change."""
ADJECTIVES = frozenset(
    {
        "year",
        "on",
        "-",
        "annual",
        "monthly",
        "quarterly",
        "yearly",
        "over",
        "same",
        "y",
        "/",
        "average",
        "real",
        "nominal",
        "sharp",
        "price",
    }
)
"""Words that may stand between a figure and the noun of its change: a 5% year-on-year rise."""


@cache
def words_of_change() -> Lexicon[Direction]:
    """Return the words of a change before a figure."""
    return Lexicon(_rows(_WORDS))


@cache
def subjects_of_change() -> Lexicon[Direction]:
    """Return the nouns of a change that may be the subject of a verb."""
    pairs = [(f"增长{pace}", Direction.RISE) for pace in PACES_OF_GROWTH]
    return Lexicon([*_rows(_SUBJECTS), *pairs])


@cache
def nouns_of_change() -> Lexicon[Direction]:
    """Return the words of a change after a figure: a 5% rise."""
    return Lexicon(_rows(_NOUNS))


def _rows(table: dict[Direction, str]) -> list[tuple[str, Direction]]:
    return [(phrase, kind) for kind, phrases in table.items() for phrase in phrases.split(", ")]
