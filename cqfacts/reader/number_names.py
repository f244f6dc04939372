"""Names and sayings whose words of numbers are no figures: third party, Formula One, 第三产业, 一带一路."""

from collections.abc import Sequence
from functools import cache

from cqfacts.reader.lexicon import Lexicon
from cqfacts.reader.tokens import Gap, Token, TokenKind

_ENGLISH = (
    "third party, third parties, third-party, third-parties, first come, first-come, first served, first-served, second to none, "
    "one another, at first, first of all, first and foremost, in the first place, formula one, formula two, "
    "7-eleven, seven-eleven, first aid, first lady, first name, first names, first hand, first-hand, second hand, second-hand, "
    "third world, second thought, second thoughts, second nature, one by one, one-by-one, one-on-one, one-to-one, one-off, one-stop, "
    "one-way, two-way, one-sided, one and all, one or another, for one thing, no one, first-rate, second-rate, third-rate, "
    "one belt one road, one belt, one belt, one road, one country two systems, one country, two systems, fifty-fifty, 24/7, 9/11, "
    "zero-sum, two-faced, one-time, one-child policy"
)
_CHINESE = (
    "第一产业 第二产业 第三产业 三次产业 一二三产业 二三产业 一、二、三产业 二、三产业 二、三次产业 一产 二产 三产 第三方 第三者 第三世界 第一时间 第一手 "
    "第一线 第一夫人 第一书记 第一动力 第一生产力 第一要务 第一责任人 第一反应 第二课堂 第二故乡 二线城市 三线城市 三线建设 一氧化 二氧化 三氧化 一战 "
    "二战 九三学社 十四五 十三五 十二五 十一五 十五五 一带一路 三中全会 四中全会 五中全会 六中全会 七夕 八一 五一 十一黄金周 百分位 万达 万科 千禧 百强 "
    "千家万户 千方百计 一五一十 三三两两 四面八方 五颜六色 七上八下 十全十美 万无一失 一举两得 三心二意 千万不 万众 万事 百年老 三令五申 五花八门 四通八达 "
    "一心一意 一模一样 一年一度 独一无二 数一数二"
)
_PROBABLY = ("八", "成")
"""八成 is eighty percent, and before a verb probably."""
_VERBS_AFTER_PROBABLY = frozenset("是会要能得不没")
_BEFORE_SHARE = frozenset("有的中占近约超达逾过到为和与及、足")
"""What stands before 八成 where it is a share: 其中八成是出口."""
_PRONOUNS = frozenset("我你他她它这那们")


@cache
def names_of_numbers() -> Lexicon[bool]:
    """Return the names and sayings that are no figures."""
    names = [*_ENGLISH.split(", "), *_CHINESE.split()]
    return Lexicon([(name, True) for name in names])


def end_of_name(tokens: Sequence[Token], place: int) -> int | None:
    """Return the place after the name or saying at a place; None where there is none."""
    name = names_of_numbers().match(tokens, place)
    if name and not _is_cut(tokens, name.end):
        return name.end
    if _may_mean_probably(tokens, place) and _is_said_of_person(tokens, place):
        return place + len(_PROBABLY)
    return None


def doubtful_share(tokens: Sequence[Token], end: int) -> str:
    """Return the verb that follows 八成 before `end`, where that may be "probably"; empty elsewhere."""
    is_doubtful = end >= len(_PROBABLY) and _may_mean_probably(tokens, end - len(_PROBABLY))
    return tokens[end].word if is_doubtful else ""


def _is_cut(tokens: Sequence[Token], end: int) -> bool:
    """Return True where letters or digits touch the end of an English name."""
    if end >= len(tokens) or tokens[end - 1].kind is TokenKind.HAN:
        return False
    return tokens[end].is_glued and tokens[end].kind in (TokenKind.WORD, TokenKind.NUMBER)


def _may_mean_probably(tokens: Sequence[Token], place: int) -> bool:
    verb = place + len(_PROBABLY)
    if tokens[place].word != _PROBABLY[0] or verb >= len(tokens):
        return False
    if tokens[verb - 1].word != _PROBABLY[1]:
        return False
    before = tokens[place - 1].word if place else ""
    return tokens[verb].word in _VERBS_AFTER_PROBABLY and before not in _BEFORE_SHARE


def _is_said_of_person(tokens: Sequence[Token], place: int) -> bool:
    """Return True at the beginning of a clause, and after a pronoun."""
    if place == 0 or tokens[place].gap is Gap.LINE:
        return True
    before = tokens[place - 1]
    return before.kind is TokenKind.SIGN or before.word in _PRONOUNS
