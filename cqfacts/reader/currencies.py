"""Currencies: their codes, signs and names in English and Chinese, and the coins that are parts of them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

DOLLAR = "dollar"
"""The unit of money where only "dollar" is said, or $ alone: one of the dollars."""
DOLLARS = frozenset(
    {"USD", "CAD", "AUD", "HKD", "SGD", "TWD", "NZD", "JMD", "NAD", "BND", "FJD", "TTD"}
)
"""The currencies that "dollar" may be."""


class Currency(NamedTuple):
    """A currency, or a name that several share."""

    unit: str
    """The ISO 4217 code, or the name where no code is sure."""
    names: str
    """Names in English, with commas between; the plural follows by rule."""
    signs: str = ""
    """Signs that stand before or after the figure, with spaces between."""
    chinese: str = ""
    """Names in Chinese, with spaces between."""


CURRENCIES = (
    Currency("USD", "us dollar, u.s. dollar, u.s dollar, united states dollar, american dollar", "us$ u.s.$ u.s$ usd$", "美元 美圆 美金 美刀"),
    Currency(DOLLAR, "dollar, buck", "$ ﹩", "刀"),
    Currency("CNY", "chinese yuan, yuan, renminbi, yuan renminbi, chinese renminbi, kuai, rmb yuan", "cn¥ rmb¥ ¥ rmb", "元人民币 人民币 人民币元 元 圆 块 块钱 元钱"),
    Currency("EUR", "euro", "€", "欧元"),
    Currency("GBP", "british pound, pound sterling, pounds sterling, quid, uk pound", "£ gb£ uk£", "英镑"),
    Currency("JPY", "japanese yen, yen, japan yen", "jp¥ jpy¥ 円", "日元 日圆 日币 円"),
    Currency("HKD", "hong kong dollar, hongkong dollar, hk dollar", "hk$", "港元 港币 港圆"),
    Currency("CAD", "canadian dollar", "c$ ca$ can$ cad$ cdn$", "加元 加拿大元 加币"),
    Currency("AUD", "australian dollar, aussie dollar", "a$ au$ aud$", "澳元 澳大利亚元 澳币"),
    Currency("NZD", "new zealand dollar", "nz$ nzd$", "新西兰元 纽元 纽币"),
    Currency("SGD", "singapore dollar, singaporean dollar", "s$ sg$ sgd$", "新加坡元 新元 坡币"),
    Currency("TWD", "new taiwan dollar, taiwan dollar, taiwanese dollar, nt dollar", "nt$ tw$", "新台币 台币 新台币元"),
    Currency("MOP", "macanese pataca, macau pataca, pataca", "mop$", "澳门元 澳门币 葡币"),
    Currency("CHF", "swiss franc", "sfr", "瑞士法郎 瑞郎"),
    Currency("franc", "franc", "", "法郎"),
    Currency("FRF", "french franc", "", "法国法郎"),
    Currency("BEF", "belgian franc", "", "比利时法郎"),
    Currency("DEM", "deutsche mark, deutschmark, german mark, deutschemark", "", "德国马克 马克"),
    Currency("SEK", "swedish krona, swedish kronor", "", "瑞典克朗"),
    Currency("NOK", "norwegian krone, norwegian kroner", "", "挪威克朗"),
    Currency("DKK", "danish krone, danish kroner", "", "丹麦克朗"),
    Currency("ISK", "icelandic krona", "", "冰岛克朗"),
    Currency("CZK", "czech koruna, czech crown", "kč", "捷克克朗"),
    Currency("PLN", "polish zloty, zloty, zlotys", "zł", "波兰兹罗提 兹罗提"),
    Currency("HUF", "hungarian forint, forint", "ft.", "匈牙利福林"),
    Currency("RON", "romanian leu", "", "罗马尼亚列伊"),
    Currency("BGN", "bulgarian lev", "", "保加利亚列弗"),
    Currency("RUB", "russian ruble, russian rouble, ruble, rouble", "₽", "卢布 俄罗斯卢布"),
    Currency("UAH", "ukrainian hryvnia, hryvnia", "₴", "格里夫纳"),
    Currency("TRY", "turkish lira", "₺ tl", "土耳其里拉 里拉"),
    Currency("lira", "lira, lire", "", ""),
    Currency("ITL", "italian lira, italian lire", "", "意大利里拉"),
    Currency("GEL", "georgian lari, lari", "₾", "拉里"),
    Currency("KZT", "kazakhstani tenge, kazakh tenge, tenge", "₸", "坚戈"),
    Currency("ILS", "israeli shekel, israeli new shekel, shekel, new shekel", "₪ nis", "以色列新谢克尔 谢克尔"),
    Currency("INR", "indian rupee", "₹", "印度卢比"),
    Currency("PKR", "pakistani rupee", "", "巴基斯坦卢比"),
    Currency("LKR", "sri lankan rupee", "", "斯里兰卡卢比"),
    Currency("NPR", "nepalese rupee, nepali rupee", "", "尼泊尔卢比"),
    Currency("rupee", "rupee", "rs rs. ₨", "卢比"),
    Currency("BDT", "bangladeshi taka, taka", "৳", "塔卡"),
    Currency("THB", "thai baht, baht", "฿", "泰铢 铢"),
    Currency("VND", "vietnamese dong, dong", "₫", "越南盾"),
    Currency("IDR", "indonesian rupiah, rupiah", "rp rp.", "印尼盾 印度尼西亚盾 印尼卢比"),
    Currency("MYR", "malaysian ringgit, ringgit", "rm", "马来西亚林吉特 林吉特 令吉 马币"),
    Currency("PHP", "philippine peso", "₱", "菲律宾比索"),
    Currency("KRW", "south korean won, korean won, won", "₩", "韩元 韩圆 韩币"),
    Currency("KPW", "north korean won", "", "朝鲜元"),
    Currency("MXN", "mexican peso", "mex$ mx$ mxn$", "墨西哥比索"),
    Currency("ARS", "argentine peso, argentinian peso", "ar$", "阿根廷比索"),
    Currency("CLP", "chilean peso", "clp$", "智利比索"),
    Currency("COP", "colombian peso", "col$ cop$", "哥伦比亚比索"),
    Currency("peso", "peso", "", "比索"),
    Currency("BRL", "brazilian real, brazilian reais", "r$ brl$", "巴西雷亚尔 雷亚尔"),
    Currency("PEN", "peruvian sol, peruvian nuevo sol", "", "秘鲁索尔"),
    Currency("ZAR", "south african rand, rand", "", "南非兰特 兰特"),
    Currency("NGN", "nigerian naira, naira", "₦", "奈拉 尼日利亚奈拉"),
    Currency("KES", "kenyan shilling", "ksh", "肯尼亚先令"),
    Currency("EGP", "egyptian pound", "e£", "埃及镑"),
    Currency("GHS", "ghanaian cedi, cedi", "₵", "塞地"),
    Currency("AED", "uae dirham, united arab emirates dirham, emirati dirham", "dh dhs", "阿联酋迪拉姆 迪拉姆"),
    Currency("SAR", "saudi riyal, saudi arabian riyal", "﷼", "沙特里亚尔 沙特阿拉伯里亚尔"),
    Currency("QAR", "qatari riyal, qatari rial", "", "卡塔尔里亚尔"),
    Currency("IRR", "iranian rial", "", "伊朗里亚尔"),
    Currency("KWD", "kuwaiti dinar", "", "科威特第纳尔"),
    Currency("IQD", "iraqi dinar", "", "伊拉克第纳尔"),
    Currency("JOD", "jordanian dinar", "", "约旦第纳尔"),
    Currency("MNT", "mongolian tugrik, mongolian tögrög, tugrik", "₮", "图格里克"),
    Currency("KHR", "cambodian riel, riel", "៛", "瑞尔"),
    Currency("LAK", "lao kip, laotian kip, kip", "₭", "基普"),
    Currency("MMK", "burmese kyat, myanmar kyat, kyat", "", "缅元 缅币"),
    Currency("JMD", "jamaican dollar", "j$", "牙买加元"),
    Currency("NAD", "namibian dollar", "n$", "纳米比亚元"),
    Currency("BND", "brunei dollar", "b$", "文莱元"),
    Currency("FJD", "fijian dollar, fiji dollar", "fj$", "斐济元"),
    Currency("TTD", "trinidad dollar, trinidad and tobago dollar", "tt$", "特立尼达和多巴哥元"),
    Currency("IEP", "irish pound", "ir£", "爱尔兰镑"),
    Currency("BTC", "bitcoin", "₿", "比特币"),
    Currency("ETH", "ethereum, ether", "", "以太币"),
    Currency("satoshi", "satoshi", "", "聪"),
)  # fmt: skip
"""The currencies; of two with one name, the first is meant."""
MORE_CODES = ("CNH", "RMB", "BTC", "ETH", "XBT")
"""Codes that are no unit of a row of `CURRENCIES`."""
CODE_ALIASES = {"RMB": "CNY", "CNH": "CNY", "XBT": "BTC"}
CAPITAL_CODES = frozenset(
    {"TRY", "PEN", "COP", "PHP", "RON", "LAK", "SAR", "MOP", "ARS", "NAD", "BEF", "ETH"}
)
"""Codes that are words or names in small letters."""


class Coin(NamedTuple):
    """A part of a currency."""

    unit: str
    names: str
    chinese: str
    of: frozenset[str]
    """The currencies that it is a part of; empty for any."""
    size: Fraction


_CENT = Fraction(1, 100)
_ANY: frozenset[str] = frozenset()
COINS = (
    Coin("cent", "cent, ¢, us cent", "美分 欧分 港仙 仙 美仙", _ANY, _CENT),
    Coin("pence", "pence, british pence", "便士", frozenset({"GBP", "IEP"}), _CENT),
    Coin("penny", "penny, pennies", "", frozenset({"GBP", "USD", DOLLAR, "CAD"}), _CENT),
    Coin("fen", "fen", "分 分钱", frozenset({"CNY"}), _CENT),
    Coin("jiao", "jiao, mao", "角 毛 毛钱", frozenset({"CNY"}), Fraction(1, 10)),
    Coin("sen", "sen", "日本钱 日钱", frozenset({"JPY", "MYR"}), _CENT),
    Coin("paisa", "paisa, paise", "派萨", frozenset({"INR", "rupee", "PKR"}), _CENT),
    Coin("kopek", "kopek, kopeck", "戈比", frozenset({"RUB"}), _CENT),
    Coin("centavo", "centavo", "", frozenset({"MXN", "BRL", "peso", "PHP"}), _CENT),
)  # fmt: skip


def suffixes() -> Iterator[tuple[str, str]]:
    """Yield each name of a currency that may follow a figure, with its unit."""
    for currency in CURRENCIES:
        for name in currency.names.split(", "):
            yield from ((name, currency.unit), (f"{name}s", currency.unit))
        for name in f"{currency.signs} {currency.chinese}".split():
            yield name, currency.unit
    yield from _codes()


def prefixes() -> Iterator[tuple[str, str]]:
    """Yield each sign, code and name that may stand before a figure, with the unit."""
    for currency in CURRENCIES:
        for sign in currency.signs.split():
            yield sign, currency.unit
    yield from _codes()
    yield from (
        ("dollar", DOLLAR),
        ("us dollar", "USD"),
        ("euro", "EUR"),
        ("人民币", "CNY"),
        ("rupees", "rupee"),
    )
    yield from (
        ("美元", "USD"),
        ("港币", "HKD"),
        ("yen", "JPY"),
        ("yuan", "CNY"),
        ("renminbi", "CNY"),
    )


def _codes() -> Iterator[tuple[str, str]]:
    for currency in CURRENCIES:
        if len(currency.unit) == 3 and currency.unit.isupper():
            yield currency.unit.lower(), currency.unit
    for code in MORE_CODES:
        yield code.lower(), CODE_ALIASES.get(code, code)


def million_codes() -> Iterator[tuple[str, str, int]]:
    """Yield codes with a letter of scale before them, with the unit and the size: 30 MUSD, 5 bnEUR."""
    for code, unit in list(_codes()):
        yield f"m{code}", unit, 10**6
        yield f"mn{code}", unit, 10**6
        yield f"bn{code}", unit, 10**9
        yield f"k{code}", unit, 10**3
