"""Numbers in Chinese characters, and in digits with Chinese scale characters: 三百一十二, 1万2千, 3.5万, 五分之一."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.lexicon import Lexicon
from cqfacts.reader.numerals import Form, Numeral, read_slashed
from cqfacts.reader.tokens import Gap, Token, TokenKind

DIGITS = {
    "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "弍": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "幺": 1,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
CHINESE_STARTERS = frozenset({*DIGITS, *UNITS, "半", "几", "数", "万", "亿"})
_CONTINUERS = {*UNITS, *SCALES, "点", "多", "余", "分", "又", "几", "来"}
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
_AFTER_COUNTER = frozenset("亿万多")
"""What follows the 个 of 1.3个亿 and 5个多亿."""
_AFTER_SIZE_CLASS = set("级规富万")
"""What follows 个亿 where it is no scale but the size of each: 三个亿级产业."""
_UNITS_OF_SIZE_CLASS = set("元吨斤美")
"""Units after 个亿 that make it either: 三个亿元项目."""
_WORDS_OF_FORMAL = set("伍陆肆拾")
"""Formal numerals that are parts of ordinary words, where they stand alone: 队伍, 大陆."""
_NOT_ALONE = {
    "一": set(
        "切看些样直定般起旦致共边旁心同向律概并再时生贯经举带面味听想见说走到方系体连流行度齐番道窝团"
        "场面瞬贫线代路"
    ),
    "十": set("足分字"),
    "两": set("江岸会路者"),
    "三": set("峡亚星菱农"),
    "四": set("川周处季方"),
    "五": set("金粮"),
    "六": set("安盘"),
    "七": set("彩夕"),
    "八": set("达卦"),
    "九": set("龙寨江"),
    "二": set("手维胎"),
    "零": set("售部件食距"),
    "千": set("里"),
    "百": set("货度姓色"),
}
"""Characters after a numeral of one character that make it a part of a word: 一切, 四川, 十足."""
_NOT_AFTER = {"一": set("统唯之进专单逐划任如万同某"), "三": set("再"), "十": set()}
"""Characters before one that do."""
_AFTER_DOZEN = set("造破开击算压出电工响通")
_MAX_SIZE = Fraction(10**40)
_HUNDRED = 100


@cache
def _part_words() -> Lexicon[bool]:
    """Return the words between the denominator and the numerator of a fraction."""
    return Lexicon([("分之", True)])


def starts_chinese(tokens: Sequence[Token], place: int) -> bool:
    """Return True where a numeral with Chinese characters may begin with a token."""
    token = tokens[place]
    if token.kind is TokenKind.HAN:
        return token.word in CHINESE_STARTERS
    if token.kind is not TokenKind.NUMBER or place + 1 >= len(tokens):
        return False
    after = tokens[place + 1].word
    return after in _CONTINUERS or (after == "个" and _word(tokens, place + 2) in _AFTER_COUNTER)


def read_chinese(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read the numeral with Chinese characters that begins with the token at a place.

    >>> from cqfacts.reader.tokens import tokenise
    >>> [str(read_chinese(tokenise(text), 0).value) for text in ("三百一十二", "1万2千", "五分之一")]
    ['312', '12000', '1/5']
    """
    cardinal = _read_cardinal(tokens, place)
    if cardinal is None or cardinal.value is None:
        return cardinal
    fraction = _fraction(tokens, cardinal) or _mixed(tokens, cardinal)
    if fraction:
        return fraction
    if cardinal.end == place + 1 and _is_part_of_word(tokens, place):
        return None
    return _dozens(tokens, cardinal)


def _word(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].word if 0 <= place < len(tokens) else ""


def _is_part_of_word(tokens: Sequence[Token], place: int) -> bool:
    """Return True for a numeral of one character that belongs to a word of another sense: 一切, 四川."""
    word = tokens[place].word
    if word in _WORDS_OF_FORMAL:
        return not _stands_alone(tokens, place)
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after and after.is_glued and after.word in _NOT_ALONE.get(word, ()):
        is_range = after.word == "到" and _word(tokens, place + 2) in DIGITS
        return not is_range
    if _is_weekday(tokens, place):
        return True
    if _word(tokens, place - 1) == "之" and _word(tokens, place - 2) == "分":
        return False
    return tokens[place].is_glued and _word(tokens, place - 1) in _NOT_AFTER.get(word, ())


def _is_weekday(tokens: Sequence[Token], place: int) -> bool:
    """Return True for the 三 of 星期三 and 周三."""
    before = _word(tokens, place - 2)
    if _word(tokens, place - 1) == "周":
        return before not in DIGITS and not before.isdecimal()
    return _word(tokens, place - 1) in ("期", "拜") and before in ("星", "礼")


def _stands_alone(tokens: Sequence[Token], place: int) -> bool:
    """Return True for 伍 between digits and units of money: 伍元."""
    return _word(tokens, place + 1) in ("元", "角", "分", "成", "折")


def _dozens(tokens: Sequence[Token], cardinal: Numeral) -> Numeral:
    if _word(tokens, cardinal.end) != "打" or cardinal.value is None:
        return cardinal
    if _word(tokens, cardinal.end + 1) in _AFTER_DOZEN:
        return cardinal
    end = cardinal.end + 1
    has_half = _word(tokens, end) == "半"
    value = cardinal.value * 12 + (6 if has_half else 0)
    return cardinal._replace(value=value, end=end + has_half, form=Form.CARDINAL)


def _fraction(tokens: Sequence[Token], below: Numeral) -> Numeral | None:
    """Read 五分之一; below is what stands before 分之."""
    words = _part_words().match(tokens, below.end)
    if words is None or not below.value:
        return None
    is_negative = _word(tokens, words.end) == "负"
    above = (
        _read_cardinal(tokens, words.end + is_negative)
        if words.end + is_negative < len(tokens)
        else None
    )
    if above is None or above.value is None:
        return None
    value = above.value / below.value
    return Numeral(
        -value if is_negative else value,
        below.first,
        above.end,
        step=Fraction(0),
        form=Form.FRACTION,
    )


def _mixed(tokens: Sequence[Token], whole: Numeral) -> Numeral | None:
    """Read 三百五又三分之一."""
    if _word(tokens, whole.end) != "又" or whole.value is None or whole.end + 1 >= len(tokens):
        return None
    below = _read_cardinal(tokens, whole.end + 1)
    part = read_slashed(tokens, whole.end + 1) or (below and _fraction(tokens, below))
    if part is None or part.value is None:
        return None
    return Numeral(whole.value + part.value, whole.first, part.end, step=Fraction(0))


def _read_cardinal(tokens: Sequence[Token], place: int) -> Numeral | None:
    half = _half(tokens, place)
    if half:
        return half
    if _word(tokens, place) in ("几", "数"):
        return _vague(tokens, place)
    return _Cardinal(tokens, place).read()


def _half(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read 半百, 一半 and 半 before what is counted."""
    word, after = _word(tokens, place), _word(tokens, place + 1)
    if word == "一" and after == "半":
        return Numeral(Fraction(1, 2), place, place + 2, step=Fraction(0), form=Form.FRACTION)
    if word != "半":
        return None
    if after in UNITS:
        return Numeral(Fraction(UNITS[after], 2), place, place + 2)
    if after == "打" and _word(tokens, place + 2) not in _AFTER_DOZEN:
        return Numeral(Fraction(6), place, place + 2)
    if after in ("数", "个", "吨", "斤") or _word(tokens, place - 1) in ("过", "近", "超"):
        return Numeral(Fraction(1, 2), place, place + 1, step=Fraction(0), form=Form.FRACTION)
    return None


def _vague(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read 几十万, 数百 and 数以万计, of which only a lower limit is said."""
    end, size = place + 1, Fraction(1)
    if _word(tokens, end) == "个" and _word(tokens, end + 1) == "亿":
        end, size = end + 2, Fraction(SCALES["亿"])
    if _word(tokens, end) == "以" and _word(tokens, end + 2) == "计":
        size = Fraction(_size_of_character(tokens[end + 1].word))
        end += 2 if size else 0
    while end < len(tokens) and _size_of_character(tokens[end].word):
        size = min(size * _size_of_character(tokens[end].word), _MAX_SIZE)
        end += 1
    if end == place + 1 or not size:
        return None
    end += _word(tokens, end) == "计"
    words = _text(tokens, place, end)
    return Numeral(size, place, end, step=size, qualifier=Qualifier.MORE_THAN, unread=words)


def _text(tokens: Sequence[Token], first: int, end: int) -> str:
    """Return the text of tokens; of many the first twenty."""
    return "".join(token.word for token in tokens[first : min(end, first + 20)])


def _size_of_character(word: str) -> int:
    """Return the size of a ten, a hundred or a scale; 0 for other words."""
    return UNITS.get(word) or SCALES.get(word, 0)


class _Cardinal:
    """A cardinal while it is read, from left to right."""

    def __init__(self, tokens: Sequence[Token], place: int) -> None:
        self.tokens = tokens
        self.first = place
        self.place = place
        self.total = Fraction(0)
        """What is before the last 万 or 亿."""
        self.section = Fraction(0)
        """What is after it."""
        self.pending: Fraction | None = None
        """The digits that no unit follows yet."""
        self.pending_step = Fraction(1)
        self.step = Fraction(1)
        self.unit: int = 0
        """The last unit of the section: 10, 100 or 1000."""
        self.scale = 0
        """The last 万 or 亿."""
        self.shorthand: int = 0
        """The unit right before the pending digits: 四百五."""
        self.qualifier: Qualifier | None = None
        self.high: Fraction | None = None
        self.other: Fraction | None = None
        self.unread = ""

    def read(self) -> Numeral | None:
        """Read as far as the characters are a numeral."""
        while self.place < len(self.tokens) and self._may_continue() and self._take():
            self.place += 1
        if self.place == self.first or self._is_bare_scale():
            return None
        self._take_decimals()
        self._take_many()
        self._take_counted_scale()
        return self._finish()

    def _may_continue(self) -> bool:
        """Return False after a line break, and where spaces part two digits."""
        token = self.tokens[self.place]
        if self.place == self.first:
            return True
        return token.gap is not Gap.LINE and not (
            token.gap and self.pending is not None and token.word in DIGITS
        )

    def _take(self) -> bool:
        """Take the token at the place; return False where it does not continue the numeral."""
        token = self.tokens[self.place]
        word = token.word
        if token.kind is TokenKind.NUMBER:
            return self._take_number(token)
        if word == "零":
            return self._take_zero()
        if word in UNITS:
            return self._take_unit(UNITS[word])
        if word in SCALES:
            return self._take_scale(SCALES[word])
        is_digit = word in DIGITS and (word != "两" or self._is_digit_two())
        return is_digit and self._take_digit(Fraction(DIGITS[word]))

    def _is_digit_two(self) -> bool:
        """Return False for the 两 of 二两, a weight."""
        after = _word(self.tokens, self.place + 1)
        return self.place == self.first or after in UNITS or after in SCALES

    def _take_number(self, token: Token) -> bool:
        number = token.number
        if number is None or self.pending is not None:
            return False
        if self.place > self.first and not self._may_hold(token):
            return False
        if number.value is None or number.unread:
            self.unread = number.unread or token.word[:40]
        self.pending = number.value or Fraction(0)
        self.pending_step = number.step
        self.other = number.other
        return True

    def _may_hold(self, token: Token) -> bool:
        """Return True where digits continue a numeral: 1万2千, 2千零30万, 1万5."""
        number = token.number
        if number is None or number.value is None or not number.is_integer:
            return False
        last = self.unit or self.scale
        after = _word(self.tokens, self.place + 1)
        if after in UNITS or (after in SCALES and SCALES[after] < (self.scale or 10**13)):
            return number.value < last
        if self.shorthand == 0:
            return token.is_glued and number.value < last
        return token.is_glued and number.value < 10 and after not in SCALES

    def _take_zero(self) -> bool:
        if self.pending is not None:
            return self._take_digit(Fraction(0))
        if self.place == self.first:
            self.pending = Fraction(0)
            return True
        after = _word(self.tokens, self.place + 1)
        is_followed = after in DIGITS or after in UNITS or after.isdecimal() or after == "几"
        self.shorthand = 0
        return is_followed

    def _take_digit(self, digit: Fraction) -> bool:
        if self.pending is None:
            self.pending = digit
            self.pending_step = Fraction(1)
            return True
        if self.unit or self.scale or self.tokens[self.place - 1].kind is TokenKind.NUMBER:
            return False
        if self.pending >= 10**20:
            return False
        return self._take_second_digit(digit)

    def _take_second_digit(self, digit: Fraction) -> bool:
        """Read 一九九八; 二三十 is a range."""
        after = _word(self.tokens, self.place + 1)
        is_next = self.pending is not None and digit == self.pending + 1
        is_counted = is_next and after in _CLASSIFIERS
        has_unit = after in UNITS or after in SCALES or is_counted
        if has_unit and self.pending is not None and self.place == self.first + 1:
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
        self.step = self.pending_step * unit if self.pending_step < 1 or self.scale else Fraction(1)
        self.pending = None
        self.unit = 10 if unit in (20, 30) else unit
        self.shorthand = self.unit
        return True

    def _size_of_unit(self, unit: int) -> Fraction | None:
        """Return the digits before a unit; a ten needs none, nor does a unit at the beginning."""
        if self.pending is not None:
            return self.pending if self.pending else None
        if unit < 100 or self.place == self.first:
            return Fraction(1)
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
        self.section = Fraction(0)

    def _multiply_all(self, scale: int) -> bool:
        """Read the 亿 of 三百五十万亿, and a scale that begins: 万亿."""
        is_first = self.place == self.first
        if (self.total == 0 and not is_first) or self.total > _MAX_SIZE:
            return False
        self.total = Fraction(scale) if is_first else self.total * scale
        self.step = Fraction(scale) if is_first else self.step * scale
        self._begin_section(scale)
        return True

    def _begin_section(self, scale: int) -> None:
        self.section = Fraction(0)
        self.pending = None
        self.pending_step = Fraction(1)
        self.unit = 0
        self.scale = scale
        self.shorthand = scale

    def _is_bare_scale(self) -> bool:
        """Return True for 万, 万万, 百 and 千, which say no number by themselves; 千三 and 百万 do."""
        word = self.tokens[self.first].word
        is_unit = UNITS.get(word, 0) >= _HUNDRED
        if word not in SCALES and not is_unit:
            return False
        before = _word(self.tokens, self.first - 1)
        self.qualifier = _OF_BARE.get(before)
        if before == "上":
            self.unread = before + _text(self.tokens, self.first, self.place)
        is_single = self.place == self.first + 1
        if is_single and (before in _BEFORE_BARE or self._has_many_after()):
            return False
        if is_unit:
            return is_single or _word(self.tokens, self.place) in ("不", "别")
        return is_single or self.tokens[self.first + 1].word != "亿" or word != "万"

    def _has_many_after(self) -> bool:
        """Return True for the 百 of 百余家."""
        return _word(self.tokens, self.place) == "余"

    def _take_decimals(self) -> None:
        """Read 点五 and the scales after it."""
        if _word(self.tokens, self.place) != "点" or self.high is not None:
            return
        digits, end = self._decimal_digits()
        if not digits or _word(self.tokens, end) in UNITS:
            return
        value = self.total + self.section + self._pending_value()
        step = Fraction(1, 10 ** len(digits))
        self.total = value + int(digits) * step
        self.step = step
        self.place = end
        self._begin_section(self.scale)
        self._take_scales()

    def _decimal_digits(self) -> tuple[str, int]:
        digits, end = "", self.place + 1
        while len(digits) < 30:
            word = _word(self.tokens, end)
            if word not in DIGITS or word == "两":
                break
            digits += str(DIGITS[word])
            end += 1
        return digits, end

    def _take_scales(self) -> None:
        while (
            _word(self.tokens, self.place) in SCALES and self.tokens[self.place].gap is not Gap.LINE
        ):
            if not self._multiply_all(SCALES[self.tokens[self.place].word]):
                return
            self.place += 1

    def _take_many(self) -> None:
        """Read 多, 余 and 几 within a numeral and the scales after them: 500多亿, 二十几万."""
        word = _word(self.tokens, self.place)
        if word not in _MANY or not self._may_be_many(word):
            return
        self.total += self.section + self._pending_value()
        self.step = self._last_step()
        self.place += 1
        self.qualifier = _MANY[word]
        if word == "几":
            self.unread = _text(self.tokens, self.first, self.place)
        self._begin_section(0)
        self._take_scales()

    def _may_be_many(self, word: str) -> bool:
        last = self.tokens[self.place - 1]
        if word == "来" and _word(self.tokens, self.place + 1) not in _AFTER_ABOUT:
            return False
        if word == "几":
            return last.word in UNITS or last.word == "零"
        if last.kind is TokenKind.NUMBER:
            return last.number is not None and (last.number.value or 0) >= 10
        return last.word in UNITS or last.word in SCALES

    def _take_counted_scale(self) -> None:
        """Read 1.3个亿 and 5个多亿; 三个亿元村 counts villages of a hundred million each."""
        if self.high is not None or _word(self.tokens, self.place) != "个":
            return
        has_many = _word(self.tokens, self.place + 1) == "多"
        first = self.place + 1 + has_many
        end = first + (_word(self.tokens, first) == "万")
        if _word(self.tokens, end) != "亿":
            return
        after = _word(self.tokens, end + 1)
        if after in _AFTER_SIZE_CLASS:
            return
        value = self.total + self.section + self._pending_value()
        is_sure = has_many or self.qualifier is not None or value.denominator > 1
        if after in _UNITS_OF_SIZE_CLASS and not is_sure:
            self.unread = _text(self.tokens, self.place, end + 2)
            return
        self._multiply_by_counted_scale(value, first, end + 1)
        self.qualifier = Qualifier.MORE_THAN if has_many else self.qualifier

    def _multiply_by_counted_scale(self, value: Fraction, first: int, end: int) -> None:
        self.step = self._last_step()
        self.total = value
        self._begin_section(0)
        self.place = first
        self._take_scales()
        self.place = end

    def _pending_value(self) -> Fraction:
        """Return what the last digits add: the 五 of 四百五 is fifty."""
        if self.pending is None:
            return Fraction(0)
        if self.shorthand and self.pending < 10:
            return self.pending * Fraction(self.shorthand, 10)
        return self.pending

    def _last_step(self) -> Fraction:
        if self.pending is None:
            return self.step
        if self.shorthand and self.pending < 10:
            return Fraction(self.shorthand, 10)
        return self.pending_step

    def _finish(self) -> Numeral:
        value = self.total + self.section + self._pending_value()
        high = self.high
        step = self.step if self.qualifier else self._last_step()
        others = self._others(value)
        return Numeral(
            value, self.first, self.place, step=step, scale=Fraction(self.scale or 1), others=others,
            qualifier=self.qualifier, high=high, unread=self.unread,
        )  # fmt: skip

    def _others(self, value: Fraction) -> tuple[Fraction, ...]:
        """Return the other value of digits whose only sign may be a decimal one: 1,919万."""
        first = self.tokens[self.first].number
        if first is None or not first.other or not first.value or self.other is None:
            return ()
        return (value / first.value * first.other,)
