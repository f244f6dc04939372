"""Currencies: their codes, signs and names in English and Chinese, and the coins that are parts of them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from cqfacts.reader.exact import Exact

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
    Currency("USD", "us dollar, u.s. dollar, u.s dollar, united states dollar, american dollar", "us$ u.s.$ u.s$ usd$ $us", "美元 美圆 美金 美刀"),
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
    Currency("SEK", "swedish krona, swedish kronor, swedish crown", "", "瑞典克朗"),
    Currency("NOK", "norwegian krone, norwegian kroner, norwegian crown", "", "挪威克朗"),
    Currency("DKK", "danish krone, danish kroner, danish crown", "", "丹麦克朗"),
    Currency("ISK", "icelandic krona, icelandic kronur, icelandic crown", "", "冰岛克朗"),
    Currency("CZK", "czech koruna, czech crown", "kč", "捷克克朗"),
    Currency("PLN", "polish zloty, zloty, zlotys", "zł", "波兰兹罗提 兹罗提"),
    Currency("HUF", "hungarian forint, forint", "", "匈牙利福林"),
    Currency("RON", "romanian leu, romanian lei", "", "罗马尼亚列伊"),
    Currency("BGN", "bulgarian lev, bulgarian leva", "", "保加利亚列弗"),
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
    Currency("krone", "krone, kroner", "", "克朗"),
    Currency("krona", "krona, kronor", "", ""),
    Currency("crown", "crown", "", ""),
    Currency("koruna", "koruna", "", ""),
    Currency("dinar", "dinar", "", "第纳尔"),
    Currency("riyal", "riyal", "", "里亚尔"),
    Currency("rial", "rial", "", ""),
    Currency("dirham", "dirham", "", ""),
    Currency("MAD", "moroccan dirham", "", "摩洛哥迪拉姆"),
    Currency("shilling", "shilling", "", "先令"),
    Currency("TZS", "tanzanian shilling", "", "坦桑尼亚先令"),
    Currency("UGX", "ugandan shilling", "", "乌干达先令"),
    Currency("SOS", "somali shilling", "", "索马里先令"),
    Currency("ETB", "ethiopian birr, birr", "", "埃塞俄比亚比尔 比尔"),
    Currency("ZMW", "zambian kwacha", "", "赞比亚克瓦查"),
    Currency("BWP", "botswana pula, pula", "", "普拉"),
    Currency("AOA", "angolan kwanza, kwanza", "", "宽扎"),
    Currency("MZN", "mozambican metical, metical", "", "梅蒂卡尔"),
    Currency("XAF", "central african cfa franc", "", "中非法郎"),
    Currency("XOF", "west african cfa franc", "", "西非法郎"),
    Currency("TND", "tunisian dinar", "", "突尼斯第纳尔"),
    Currency("DZD", "algerian dinar", "", "阿尔及利亚第纳尔"),
    Currency("LYD", "libyan dinar", "", "利比亚第纳尔"),
    Currency("BHD", "bahraini dinar", "", "巴林第纳尔"),
    Currency("RSD", "serbian dinar", "", "塞尔维亚第纳尔"),
    Currency("OMR", "omani rial", "", "阿曼里亚尔"),
    Currency("YER", "yemeni rial", "", "也门里亚尔"),
    Currency("LBP", "lebanese pound", "", "黎巴嫩镑"),
    Currency("SYP", "syrian pound", "", "叙利亚镑"),
    Currency("SDG", "sudanese pound", "", "苏丹镑"),
    Currency("FKP", "falkland islands pound, falkland pound", "", "福克兰群岛镑"),
    Currency("GIP", "gibraltar pound", "", "直布罗陀镑"),
    Currency("HRK", "croatian kuna, kuna", "", "库纳"),
    Currency("AMD", "armenian dram", "", "亚美尼亚德拉姆"),
    Currency("AZN", "azerbaijani manat", "", "阿塞拜疆马纳特"),
    Currency("BYN", "belarusian ruble, belarussian ruble", "", "白俄罗斯卢布"),
    Currency("MDL", "moldovan leu", "", "摩尔多瓦列伊"),
    Currency("UZS", "uzbekistani som", "", "乌兹别克斯坦苏姆"),
    Currency("AFN", "afghan afghani, afghani", "", "阿富汗尼"),
    Currency("MVR", "maldivian rufiyaa, rufiyaa", "", "拉菲亚"),
    Currency("MUR", "mauritian rupee", "", "毛里求斯卢比"),
    Currency("SCR", "seychellois rupee", "", "塞舌尔卢比"),
    Currency("UYU", "uruguayan peso", "", "乌拉圭比索"),
    Currency("DOP", "dominican peso", "", "多米尼加比索"),
    Currency("cuban peso", "cuban peso", "", "古巴比索"),
    Currency("BOB", "bolivian boliviano, boliviano", "", "玻利维亚诺"),
    Currency("PYG", "paraguayan guarani, guarani", "", "瓜拉尼"),
    Currency("VEF", "venezuelan bolivar, venezuelan bolívar, bolivar", "", "玻利瓦尔"),
    Currency("CRC", "costa rican colon, costa rican colón", "", "哥斯达黎加科朗"),
    Currency("GTQ", "guatemalan quetzal, quetzal", "", "格查尔"),
    Currency("HNL", "honduran lempira, lempira", "", "伦皮拉"),
    Currency("NIO", "nicaraguan cordoba, nicaraguan córdoba", "", "科多巴"),
    Currency("PAB", "panamanian balboa, balboa", "", "巴波亚"),
    Currency("HTG", "haitian gourde", "", "古德"),
    Currency("BSD", "bahamian dollar", "", "巴哈马元"),
    Currency("BBD", "barbadian dollar, barbados dollar", "", "巴巴多斯元"),
    Currency("BZD", "belize dollar", "", "伯利兹元"),
    Currency("BMD", "bermudian dollar, bermuda dollar", "", "百慕大元"),
    Currency("XCD", "east caribbean dollar", "", "东加勒比元"),
    Currency("GYD", "guyanese dollar, guyana dollar", "", "圭亚那元"),
    Currency("SRD", "surinamese dollar", "", "苏里南元"),
    Currency("LRD", "liberian dollar", "", "利比里亚元"),
    Currency("ZWL", "zimbabwean dollar, zimbabwe dollar", "", "津巴布韦元"),
    Currency("SBD", "solomon islands dollar", "", "所罗门群岛元"),
    Currency("XPF", "cfp franc", "", "太平洋法郎"),
    Currency("LUF", "luxembourg franc", "", "卢森堡法郎"),
    Currency("ESP", "spanish peseta, peseta", "", "比塞塔"),
    Currency("PTE", "portuguese escudo", "", "葡萄牙埃斯库多"),
    Currency("NLG", "dutch guilder, guilder", "", "荷兰盾"),
    Currency("FIM", "finnish mark, finnish markka", "", "芬兰马克"),
    Currency("ATS", "austrian schilling", "", "奥地利先令"),
    Currency("GRD", "greek drachma", "", "希腊德拉克马"),
    Currency("BTC", "bitcoin", "₿", "比特币"),
    Currency("ETH", "ethereum, ether", "", "以太币"),
    Currency("satoshi", "satoshi", "", "聪"),
)  # fmt: skip
"""The currencies; of two with one name, the first is meant."""
MORE_CODES = ("CNH", "RMB", "BTC", "ETH", "XBT")
"""Codes that are no unit of a row of `CURRENCIES`."""
CODE_ALIASES = {"RMB": "CNY", "CNH": "CNY", "XBT": "BTC"}
CAPITAL_CODES = frozenset(
    {
        "AMD",
        "SOS",
        "MAD",
        "ESP",
        "ATS",
        "BOB",
        "CUP",
        "SDG",
        "GIP",
        "CRC",
        "SCR",
        "MUR",
        "DOP",
        "HRK",
        "TRY",
        "PEN",
        "COP",
        "PHP",
        "RON",
        "LAK",
        "SAR",
        "MOP",
        "ARS",
        "NAD",
        "BEF",
        "ETH",
    }
)
"""Codes that are words or names in small letters."""


_UNITS_OF_YUAN = frozenset("元块")
"""Characters with which names begin that stand after a figure alone."""


class Coin(NamedTuple):
    """A part of a currency."""

    unit: str
    names: str
    chinese: str
    of: frozenset[str]
    """The currencies that it is a part of; empty for any."""
    size: Exact


_CENT = Fraction(1, 100)
_ANY: frozenset[str] = frozenset()
COINS = (
    Coin("cent", "cent, ¢, us cent", "美分 欧分 港仙 仙 美仙", _ANY, _CENT),
    Coin("pence", "pence, british pence, p", "便士", frozenset({"GBP", "IEP"}), _CENT),
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
        ("rupees", "rupee"),
    )
    yield from (("yen", "JPY"), ("yuan", "CNY"), ("renminbi", "CNY"))
    yield from chinese_names()


def chinese_names() -> Iterator[tuple[str, str]]:
    """Yield the Chinese names that may stand before a figure: 新台币2.7兆元. One character is no such name."""
    for currency in CURRENCIES:
        for name in currency.chinese.split():
            if len(name) > 1 and name[0] not in _UNITS_OF_YUAN:
                yield name, currency.unit


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
