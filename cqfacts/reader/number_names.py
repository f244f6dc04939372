"""Names and sayings whose words of numbers are no figures: third party, Formula One, 第三产业, 四川, 统一."""

from collections.abc import Sequence
from functools import cache

from cqfacts.reader.lexicon import Lexicon
from cqfacts.reader.tokens import HAN, LINE_BREAK, NUMBER, SIGN, WORD, Token

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
    # Parts of the economy and of rules
    "第一产业 第二产业 第三产业 三次产业 一二三产业 二三产业 一、二、三产业 二、三产业 二、三次产业 一产 二产 三产 第三方 第三者 第三世界 第一时间 第一手 "
    "第一线 第一夫人 第一书记 第一动力 第一生产力 第一要务 第一责任人 第一反应 第二课堂 第二故乡 二线城市 三线城市 三线建设 十五五 十四五 十三五 十二五 十一五 "
    "一带一路 三中全会 四中全会 五中全会 六中全会 三农 两会 两岸 百强 百分位 九三学社 一战 二战 八一 五一 十一黄金周 七夕 "
    # Places, firms and things
    "四川 三峡 三亚 三明 两江 六安 六盘水 九龙 九寨 九江 百色 三星 三菱 百度 万达 万科 五粮液 五金 百货 零售 零部件 零件 零食 零距离 二手 二维 二胎 一氧化 "
    "二氧化 三氧化 千里 千禧 百姓 七彩 八达 八卦 "
    # Words of 一
    "一切 一些 一样 一直 一定 一般 一起 一旦 一致 一共 一边 一旁 一心 一同 一向 一律 一概 一并 一再 一时 一生 一贯 一经 一举 一带 一面 一味 一见 一方 一系列 "
    "一体 一连 一流 一行 一度 一齐 一番 一道 一瞬 一线 一代 一路 一贫 一看 一听 一想 一说 一走 一窝 一团 一场 统一 唯一 之一 专一 单一 逐一 划一 任一 如一 万一 同一 某一 "
    "进一步 "
    # Words of others
    "十足 十分 十字 两者 两路口 四周 四处 四季 四方 再三 万众 万事 千万不 百年老 千家万户 千方百计 一五一十 三三两两 四面八方 五颜六色 七上八下 十全十美 "
    "万无一失 一举两得 三心二意 三令五申 五花八门 四通八达 一心一意 一模一样 一年一度 独一无二 数一数二"
)
"""Words, with spaces between; a text is cut into the longest that fits."""
_FIGURES = "十分之 十分钟 四季度 一度电"
"""Words that begin as one of the others, and are figures or parts of them."""
_PROBABLY = ("八", "成")
"""八成 is eighty percent, and before a verb probably."""
_VERBS_AFTER_PROBABLY = frozenset("是会要能得不没")
_BEFORE_SHARE = frozenset("有的中占近约超达逾过到为和与及、足")
"""What stands before 八成 where it is a share: 其中八成是出口."""
_PRONOUNS = frozenset("我你他她它这那们")


@cache
def names_of_numbers() -> Lexicon[bool]:
    """Return the names and sayings, each with whether it is no figure."""
    names = [*_ENGLISH.split(", "), *_CHINESE.split()]
    return Lexicon(
        [*((name, True) for name in names), *((name, False) for name in _FIGURES.split())]
    )


@cache
def first_words_of_names() -> frozenset[str]:
    """Return the words with which names and sayings begin."""
    return names_of_numbers().first_words | {_PROBABLY[0]}


def end_of_name(tokens: Sequence[Token], index: int) -> int | None:
    """Return the index after the name or saying at an index; None where there is none."""
    name = names_of_numbers().match(tokens, index)
    if name and name.meaning and not _is_cut(tokens, name.end):
        return name.end
    if _may_mean_probably(tokens, index) and _is_said_of_person(tokens, index):
        return index + len(_PROBABLY)
    return None


def doubtful_share(tokens: Sequence[Token], end: int) -> str:
    """Return the verb that follows 八成 before `end`, where that may be "probably"; empty elsewhere."""
    is_doubtful = end >= len(_PROBABLY) and _may_mean_probably(tokens, end - len(_PROBABLY))
    return tokens[end].word if is_doubtful else ""


def _is_cut(tokens: Sequence[Token], end: int) -> bool:
    """Return True where letters or digits touch the end of an English name."""
    if end >= len(tokens) or tokens[end - 1].kind is HAN:
        return False
    return tokens[end].is_glued and tokens[end].kind in (WORD, NUMBER)


def _may_mean_probably(tokens: Sequence[Token], index: int) -> bool:
    verb = index + len(_PROBABLY)
    if tokens[index].word != _PROBABLY[0] or verb >= len(tokens):
        return False
    if tokens[verb - 1].word != _PROBABLY[1]:
        return False
    before = tokens[index - 1].word if index else ""
    return tokens[verb].word in _VERBS_AFTER_PROBABLY and before not in _BEFORE_SHARE


def _is_said_of_person(tokens: Sequence[Token], index: int) -> bool:
    """Return True at the beginning of a clause, and after a pronoun."""
    if index == 0 or tokens[index].gap is LINE_BREAK:
        return True
    before = tokens[index - 1]
    return before.kind is SIGN or before.word in _PRONOUNS
