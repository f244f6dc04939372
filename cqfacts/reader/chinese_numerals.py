"""Numbers in Chinese characters, and in digits with Chinese scale characters: 三百一十二, 1万2千, 3.5万, 五分之一."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.exact import Exact, divide, times
from cqfacts.reader.lexicon import Lexicon
from cqfacts.reader.number_names import end_of_name
from cqfacts.reader.numerals import MAX_SIZE, Form, Numeral, read_slashed
from cqfacts.reader.tokens import HAN, LINE_BREAK, NUMBER, Token, word_at

DIGITS = {
    "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "弍": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "幺": 1,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
CHINESE_STARTERS = frozenset({*DIGITS, *UNITS, "半", "几", "数", "万", "亿"})
_CONTINUERS = frozenset({*UNITS, *SCALES, "点", "多", "余", "分", "又", "几", "来"})
CONTINUERS = _CONTINUERS | frozenset({*DIGITS, "个", "打"})
"""Characters that may continue digits."""
_MANY = {
    "多": Qualifier.MORE_THAN,
    "余": Qualifier.MORE_THAN,
    "几": Qualifier.MORE_THAN,
    "来": Qualifier.ABOUT,
}
_BEFORE_BARE = set("近超破过逾上")
"""What stands before a bare 百, 千, 万 and 亿 that is a number: 近百家, 超千亿."""
_OF_BARE = {"上": Qualifier.AT_LEAST, "过": Qualifier.MORE_THAN}
"""What they say of it, where they are no words of a limit elsewhere."""
_CLASSIFIERS = set("个人家天种项条台辆名位户件次倍成岁米吨")
_AFTER_ABOUT = set("个岁家人天年万亿名辆台公种座项位户元块吨")
"""What follows the 来 of 十来个, "some ten"."""
AFTER_COUNTER = frozenset("亿万多")
"""What follows the 个 of 1.3个亿 and 5个多亿."""
_AFTER_SIZE_CLASS = set("级规富万")
"""What follows 个亿 where it is no scale but the size of each: 三个亿级产业."""
_UNITS_OF_SIZE_CLASS = set("元吨斤美")
"""Units after 个亿 that make it either: 三个亿元项目."""
_WORDS_OF_FORMAL = set("伍陆肆拾")
"""Formal numerals that are parts of ordinary words, where they stand alone: 队伍, 大陆."""
_AFTER_DOZEN = set("造破开击算压出电工响通")
_HUNDRED = 100
_NO_SCALE = 10**13
"""Greater than any scale."""


@cache
def _halved_units() -> Lexicon[bool]:
    """Return units before which 半 is a half, and no part of another word: 半公里, but not 半公开."""
    units = "公里 公斤 公顷 公吨 公升 千米 千克 英里 英尺 亩 小时 平方米 平方公里 立方米 千瓦时"
    return Lexicon([(unit, True) for unit in units.split()])


@cache
def _part_words() -> Lexicon[bool]:
    """Return the words between the denominator and the numerator of a fraction."""
    return Lexicon([("分之", True)])


def starts_chinese(tokens: Sequence[Token], index: int) -> bool:
    """Return True where a numeral with Chinese characters may begin with a token."""
    token = tokens[index]
    if token.kind is HAN:
        return token.word in CHINESE_STARTERS
    if token.kind is not NUMBER or index + 1 >= len(tokens):
        return False
    after = tokens[index + 1].word
    return after in _CONTINUERS or (after == "个" and word_at(tokens, index + 2) in AFTER_COUNTER)


def read_chinese(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read the numeral with Chinese characters that begins with the token at an index.

    >>> from cqfacts.reader.tokens import tokenise
    >>> [str(read_chinese(tokenise(text), 0).value) for text in ("三百一十二", "1万2千", "五分之一")]
    ['312', '12000', '1/5']
    """
    scaled = _read_scaled(tokens, index)
    if scaled:
        return scaled
    cardinal = _read_cardinal(tokens, index)
    if cardinal is None or cardinal.value is None:
        return cardinal
    fraction = _fraction(tokens, cardinal) or _mixed(tokens, cardinal)
    if fraction:
        return fraction
    if cardinal.end == index + 1 and _is_part_of_word(tokens, index):
        return None
    return _dozens(tokens, cardinal)


def _read_scaled(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read digits with one scale that nothing continues, as most numerals are: 263万, 1.2亿."""
    size = SCALES.get(word_at(tokens, index + 1))
    number, end = tokens[index].number, index + 2
    if size is None or tokens[index + 1].gap is LINE_BREAK:
        return None
    if number is None or number.value is None or number.unread:
        return None
    if end < len(tokens) and _may_continue(tokens[end]):
        return None
    value, step = times(number.value, size), times(number.step, size)
    alternatives = tuple(alternative * size for alternative in number.alternatives)
    return Numeral(value, index, end, step=step, scale=size, alternatives=alternatives)


def _may_continue(token: Token) -> bool:
    """Return True for a token that may continue digits with a scale: 1万2千, 3亿多."""
    return token.kind is NUMBER or token.word in CONTINUERS


def _is_part_of_word(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a numeral of one character that belongs to a word of another sense: 一切, 四川."""
    if tokens[index].word in _WORDS_OF_FORMAL:
        return not _stands_alone(tokens, index)
    return end_of_name(tokens, index) is not None or _is_weekday(tokens, index)


def _is_weekday(tokens: Sequence[Token], index: int) -> bool:
    """Return True for the 三 of 星期三 and 周三."""
    before, week = word_at(tokens, index - 2), word_at(tokens, index - 1)
    if week == "周":
        is_counted = before in DIGITS or before.isdecimal()
        return not is_counted
    return week in ("期", "拜") and before in ("星", "礼")


def _stands_alone(tokens: Sequence[Token], index: int) -> bool:
    """Return True for 伍 between digits and units of money: 伍元."""
    return word_at(tokens, index + 1) in ("元", "角", "分", "成", "折")


def _dozens(tokens: Sequence[Token], cardinal: Numeral) -> Numeral:
    if word_at(tokens, cardinal.end) != "打" or cardinal.value is None:
        return cardinal
    if word_at(tokens, cardinal.end + 1) in _AFTER_DOZEN:
        return cardinal
    end = cardinal.end + 1
    has_half = word_at(tokens, end) == "半"
    value = cardinal.value * 12 + (6 if has_half else 0)
    return cardinal._replace(value=value, end=end + has_half, form=Form.CARDINAL)


def _fraction(tokens: Sequence[Token], below: Numeral) -> Numeral | None:
    """Read 五分之一; below is what stands before 分之."""
    words = _part_words().match(tokens, below.end)
    if words is None or not below.value:
        return None
    is_negative = word_at(tokens, words.end) == "负"
    above = (
        _read_cardinal(tokens, words.end + is_negative)
        if words.end + is_negative < len(tokens)
        else None
    )
    if above is None or above.value is None:
        return None
    value = divide(above.value, below.value)
    return Numeral(
        -value if is_negative else value,
        below.begin,
        above.end,
        step=0,
        form=Form.FRACTION,
    )


def _mixed(tokens: Sequence[Token], cardinal: Numeral) -> Numeral | None:
    """Read 三百五又三分之一."""
    index = cardinal.end + 1
    if word_at(tokens, cardinal.end) != "又" or index >= len(tokens):
        return None
    below = _read_cardinal(tokens, index)
    fraction = read_slashed(tokens, index)
    if fraction is None and below:
        fraction = _fraction(tokens, below)
    if cardinal.value is None or fraction is None or fraction.value is None:
        return None
    value = cardinal.value + fraction.value
    return Numeral(value, cardinal.begin, fraction.end, step=0)


def _read_cardinal(tokens: Sequence[Token], index: int) -> Numeral | None:
    half = _half(tokens, index)
    if half:
        return half
    if word_at(tokens, index) in ("几", "数"):
        return _vague(tokens, index)
    return _Cardinal(tokens, index).read()


def _half(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read 半百, 一半 and 半 before what is counted."""
    word, after = word_at(tokens, index), word_at(tokens, index + 1)
    if word == "一" and after == "半":
        return Numeral(Fraction(1, 2), index, index + 2, step=0, form=Form.FRACTION)
    if word != "半":
        return None
    if after in UNITS:
        return Numeral(Fraction(UNITS[after], 2), index, index + 2)
    if after == "打" and word_at(tokens, index + 2) not in _AFTER_DOZEN:
        return Numeral(6, index, index + 2)
    is_counted = after in ("数", "个", "吨", "斤") or _halved_units().match(tokens, index + 1)
    if is_counted or word_at(tokens, index - 1) in ("过", "近", "超"):
        return Numeral(Fraction(1, 2), index, index + 1, step=0, form=Form.FRACTION)
    return None


def _vague(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read 几十万, 数百 and 数以万计, of which only a lower limit is said."""
    end = index + 1
    size = 1
    if word_at(tokens, end) == "个" and word_at(tokens, end + 1) == "亿":
        end, size = end + 2, SCALES["亿"]
    if word_at(tokens, end) == "以" and word_at(tokens, end + 2) == "计":
        size = _size_of_character(tokens[end + 1].word)
        end += 2 if size else 0
    while end < len(tokens) and _size_of_character(tokens[end].word):
        size = min(size * _size_of_character(tokens[end].word), MAX_SIZE)
        end += 1
    if end == index + 1 or not size:
        return None
    end += word_at(tokens, end) == "计"
    words = _text(tokens, index, end)
    return Numeral(size, index, end, step=size, qualifier=Qualifier.MORE_THAN, unread=words)


def _text(tokens: Sequence[Token], begin: int, end: int) -> str:
    """Return the text of tokens; of many the first twenty."""
    return "".join(token.word for token in tokens[begin : min(end, begin + 20)])


def _size_of_character(word: str) -> int:
    """Return the size of a ten, a hundred or a scale; 0 for other words."""
    return UNITS.get(word) or SCALES.get(word, 0)


def _whole_number(token: Token) -> Exact | None:
    """Return the value of digits without decimals; None for other tokens."""
    number = token.number
    return number.value if number and number.is_integer else None


class _Cardinal:
    """A cardinal while it is read, from left to right."""

    def __init__(self, tokens: Sequence[Token], index: int) -> None:
        self.tokens = tokens
        self.begin = index
        self.index = index
        self.total: Exact = 0
        """What is before the last 万 or 亿."""
        self.section: Exact = 0
        """What is after it."""
        self.pending: Exact | None = None
        """The digits that no unit follows yet."""
        self.pending_step: Exact = 1
        self.step: Exact = 1
        self.unit: int = 0
        """The last unit of the section: 10, 100 or 1000."""
        self.scale = 0
        """The last 万 or 亿."""
        self.shorthand: int = 0
        """The unit right before the pending digits: 四百五."""
        self.qualifier: Qualifier | None = None
        self.high: Exact | None = None
        self.has_alternatives = False
        self.unread = ""

    def read(self) -> Numeral | None:
        """Read as far as the characters are a numeral."""
        while self.index < len(self.tokens) and self._may_continue() and self._take():
            self.index += 1
        if self.index == self.begin or self._is_bare_scale():
            return None
        self._take_decimals()
        self._take_many()
        self._take_counted_scale()
        return self._run_of_units() or self._finish()

    def _may_continue(self) -> bool:
        """Return False after a line break, and where spaces part two digits."""
        token = self.tokens[self.index]
        if self.index == self.begin:
            return True
        return token.gap is not LINE_BREAK and not (
            token.gap and self.pending is not None and token.word in DIGITS
        )

    def _take(self) -> bool:
        """Take the token at the index; return False where it does not continue the numeral."""
        token = self.tokens[self.index]
        word = token.word
        if token.kind is NUMBER:
            return self._take_number(token)
        if word == "零":
            return self._take_zero()
        if word in UNITS:
            return self._take_unit(UNITS[word])
        if word in SCALES:
            return self._take_scale(SCALES[word])
        is_digit = word in DIGITS and (word != "两" or self._is_digit_two())
        return is_digit and self._take_digit(DIGITS[word])

    def _is_digit_two(self) -> bool:
        """Return False for the 两 of 二两, a weight."""
        after = word_at(self.tokens, self.index + 1)
        return self.index == self.begin or after in UNITS or after in SCALES

    def _take_number(self, token: Token) -> bool:
        number = token.number
        if number is None or self.pending is not None:
            return False
        if self.index > self.begin and not self._may_hold(token):
            return False
        if number.value is None or number.unread:
            self.unread = number.unread or token.word[:40]
        self.pending = number.value or 0
        self.pending_step = number.step
        self.has_alternatives = bool(number.alternatives)
        return True

    def _may_hold(self, token: Token) -> bool:
        """Return True where digits continue a numeral: 1万2千, 2千零30万, 1万5."""
        value = _whole_number(token)
        if value is None:
            return False
        after = word_at(self.tokens, self.index + 1)
        if self._is_below_scale(after):
            return value < (self.unit or self.scale)
        is_scaled = self.shorthand > 0 and after in SCALES
        limit = 10 if self.shorthand else (self.unit or self.scale)
        return token.is_glued and value < limit and not is_scaled

    def _is_below_scale(self, word: str) -> bool:
        """Return True for a unit or a scale below the last: the 千 of 1万2千."""
        return word in UNITS or SCALES.get(word, MAX_SIZE) < (self.scale or _NO_SCALE)

    def _take_zero(self) -> bool:
        if self.pending is not None:
            return self._take_digit(0)
        if self.index == self.begin:
            self.pending = 0
            return True
        after = word_at(self.tokens, self.index + 1)
        is_followed = after in DIGITS or after in UNITS or after.isdecimal() or after == "几"
        self.shorthand = 0
        return is_followed

    def _take_digit(self, digit: Exact) -> bool:
        if self.pending is None:
            self.pending = digit
            self.pending_step = 1
            return True
        if self.unit or self.scale or self.tokens[self.index - 1].kind is NUMBER:
            return False
        if self.pending >= 10**20:
            return False
        return self._take_second_digit(digit)

    def _take_second_digit(self, digit: Exact) -> bool:
        """Read 一九九八; 二三十 is a range."""
        after = word_at(self.tokens, self.index + 1)
        is_next = self.pending is not None and digit == self.pending + 1
        is_counted = is_next and after in _CLASSIFIERS
        has_unit = after in UNITS or after in SCALES or is_counted
        if has_unit and self.pending is not None and self.index == self.begin + 1:
            if digit <= self.pending:
                return False
            self.high = digit
            return True
        self.pending = (self.pending or 0) * 10 + digit
        return True

    def _take_unit(self, unit: int) -> bool:
        if self.unit and unit >= self.unit:
            return False
        size = self._size_of_unit(unit)
        if size is None:
            return False
        if self.high is not None:
            self.high *= unit
        self.section += size * unit
        self.step = self.pending_step * unit if self.pending_step < 1 or self.scale else 1
        self.pending = None
        self.unit = 10 if unit in (20, 30) else unit
        self.shorthand = self.unit
        return True

    def _size_of_unit(self, unit: int) -> Exact | None:
        """Return the digits before a unit; a ten needs none, nor does a unit at the beginning."""
        if self.pending is not None:
            return self.pending if self.pending else None
        if unit < 100 or self.index == self.begin:
            return 1
        return None

    def _take_scale(self, scale: int) -> bool:
        number = self.section + (self.pending or 0)
        if self.high is not None:
            self.high *= scale
        if number == 0:
            return self._multiply_all(scale)
        if self.scale and scale >= self.scale:
            self._close_section()
            return self._multiply_all(scale)
        self.total += number * scale
        self.step = (self.pending_step if self.pending is not None else self.step) * scale
        self._begin_section(scale)
        return True

    def _close_section(self) -> None:
        self.total += self.section + self._pending_value()
        self.section = 0

    def _multiply_all(self, scale: int) -> bool:
        """Read the 亿 of 三百五十万亿, and a scale that begins: 万亿."""
        is_first = self.index == self.begin
        if (self.total == 0 and not is_first) or self.total > MAX_SIZE:
            return False
        self.total = scale if is_first else self.total * scale
        self.step = scale if is_first else self.step * scale
        self._begin_section(scale)
        return True

    def _begin_section(self, scale: int) -> None:
        self.section = 0
        self.pending = None
        self.pending_step = 1
        self.unit = 0
        self.scale = scale
        self.shorthand = scale

    def _is_bare_scale(self) -> bool:
        """Return True for 万, 万万, 百 and 千, which say no number by themselves; 千三 and 百万 do."""
        word = self.tokens[self.begin].word
        is_unit = UNITS.get(word, 0) >= _HUNDRED
        if word not in SCALES and not is_unit:
            return False
        before = self._take_limit_of_bare()
        is_single = self.index == self.begin + 1
        if is_single and (before in _BEFORE_BARE or self._has_many_after()):
            return False
        if is_unit:
            return is_single or word_at(self.tokens, self.index) in ("不", "别")
        return is_single or self.tokens[self.begin + 1].word != "亿" or word != "万"

    def _take_limit_of_bare(self) -> str:
        """Read the 上 and 过 before a bare 千; return the word before it."""
        before = word_at(self.tokens, self.begin - 1)
        self.qualifier = _OF_BARE.get(before)
        if before == "上":
            self.unread = before + _text(self.tokens, self.begin, self.index)
        return before

    def _has_many_after(self) -> bool:
        """Return True for the 百 of 百余家."""
        return word_at(self.tokens, self.index) == "余"

    def _take_decimals(self) -> None:
        """Read 点五 and the scales after it."""
        if word_at(self.tokens, self.index) != "点" or self.high is not None:
            return
        digits, end = self._decimal_digits()
        if not digits or word_at(self.tokens, end) in UNITS:
            return
        value = self.total + self.section + self._pending_value()
        step = Fraction(1, 10 ** len(digits))
        self.total = value + int(digits) * step
        self.step = step
        self.index = end
        self._begin_section(self.scale)
        self._take_scales()

    def _decimal_digits(self) -> tuple[str, int]:
        digits, end = "", self.index + 1
        while len(digits) < 30:
            word = word_at(self.tokens, end)
            if word not in DIGITS or word == "两":
                break
            digits += str(DIGITS[word])
            end += 1
        return digits, end

    def _take_scales(self) -> None:
        while (
            word_at(self.tokens, self.index) in SCALES
            and self.tokens[self.index].gap is not LINE_BREAK
        ):
            if not self._multiply_all(SCALES[self.tokens[self.index].word]):
                return
            self.index += 1

    def _take_many(self) -> None:
        """Read 多, 余 and 几 within a numeral and the scales after them: 500多亿, 二十几万."""
        word = word_at(self.tokens, self.index)
        if word not in _MANY or not self._may_be_many(word):
            return
        self.total += self.section + self._pending_value()
        self.step = self._last_step()
        self.index += 1
        self.qualifier = _MANY[word]
        if word == "几":
            self.unread = _text(self.tokens, self.begin, self.index)
        self._begin_section(0)
        self._take_scales()

    def _may_be_many(self, word: str) -> bool:
        before = self.tokens[self.index - 1]
        if word == "来" and word_at(self.tokens, self.index + 1) not in _AFTER_ABOUT:
            return False
        if word == "几":
            return before.word in UNITS or before.word == "零"
        if before.kind is NUMBER:
            return before.number is not None and (before.number.value or 0) >= 10
        return before.word in UNITS or before.word in SCALES

    def _run_of_units(self) -> Numeral | None:
        """Return tens and hundreds that touch and are no numeral as one that is not understood: 十十十."""
        end = self.index
        while (
            end < len(self.tokens) and self.tokens[end].is_glued and self.tokens[end].word in UNITS
        ):
            end += 1
        if end < self.index + 2:
            return None
        return Numeral(None, self.begin, end, unread=_text(self.tokens, self.begin, end))

    def _take_counted_scale(self) -> None:
        """Read 1.3个亿 and 5个多亿; 三个亿元村 counts villages of a hundred million each."""
        if self.high is not None or word_at(self.tokens, self.index) != "个":
            return
        has_many = word_at(self.tokens, self.index + 1) == "多"
        scale_begin = self.index + 1 + has_many
        end = scale_begin + (word_at(self.tokens, scale_begin) == "万")
        if word_at(self.tokens, end) != "亿":
            return
        after = word_at(self.tokens, end + 1)
        if after in _AFTER_SIZE_CLASS:
            return
        value = self.total + self.section + self._pending_value()
        is_sure = has_many or self.qualifier is not None or value.denominator > 1
        if after in _UNITS_OF_SIZE_CLASS and not is_sure:
            self.unread = _text(self.tokens, self.index, end + 2)
            return
        self._multiply_by_counted_scale(value, scale_begin, end + 1)
        self.qualifier = Qualifier.MORE_THAN if has_many else self.qualifier

    def _multiply_by_counted_scale(self, value: Exact, begin: int, end: int) -> None:
        self.step = self._last_step()
        self.total = value
        self._begin_section(0)
        self.index = begin
        self._take_scales()
        self.index = end

    def _pending_value(self) -> Exact:
        """Return what the last digits add: the 五 of 四百五 is fifty."""
        if self.pending is None:
            return 0
        if self.shorthand and self.pending < 10:
            return self.pending * Fraction(self.shorthand, 10)
        return self.pending

    def _last_step(self) -> Exact:
        if self.pending is None:
            return self.step
        if self.shorthand and self.pending < 10:
            return Fraction(self.shorthand, 10)
        return self.pending_step

    def _finish(self) -> Numeral:
        value = self.total + self.section + self._pending_value()
        high = self.high
        step = self.step if self.qualifier else self._last_step()
        alternatives = self._others(value)
        return Numeral(
            value, self.begin, self.index, step=step, scale=self.scale or 1, alternatives=alternatives,
            qualifier=self.qualifier, high=high, unread=self.unread,
        )  # fmt: skip

    def _others(self, value: Exact) -> tuple[Exact, ...]:
        """Return the other value of digits whose only sign may be a decimal one: 1,919万."""
        number = self.tokens[self.begin].number
        if number is None or not number.value or not self.has_alternatives:
            return ()
        scale = divide(value, number.value)
        return tuple(scale * alternative for alternative in number.alternatives)
