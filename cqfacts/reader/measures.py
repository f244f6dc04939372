"""Units of measurement that are known without a vocabulary: English and Chinese names and symbols."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Measure(NamedTuple):
    """A unit of measurement."""

    name: str
    """In English, in the singular; the plural follows by rule."""
    names: str = ""
    """More names and symbols, with commas between."""
    chinese: str = ""
    """With spaces between."""


MEASURES = (
    # Length
    Measure("metre", "m, meter", "米 公尺"),
    Measure("inch", "inches, in, ″, ”", "英寸 吋 寸"),
    Measure("foot", "feet, ft, ft., ′", "英尺 呎"),
    Measure("yard", "yd, yds", "码"),
    Measure("mile", "mi", "英里 哩"),
    Measure("nautical mile", "nmi", "海里"),
    Measure("light year", "light-year, light-years, ly", "光年"),
    Measure("li", "", "里 华里"),
    Measure("zhang", "", "丈"),
    Measure("chi", "", "尺"),
    Measure("fathom", "", "英寻"),
    Measure("TEU", "teus", "标准箱 标箱 箱"),
    # Area
    Measure("square metre", "square meter, sq m, sq. m, sqm, m2, m²", "平方米 平米"),
    Measure("square kilometre", "square kilometer, sq km, sq. km, sqkm, km2, km²", "平方公里 平方千米"),
    Measure("square centimetre", "square centimeter, sq cm, cm2, cm²", "平方厘米"),
    Measure("square mile", "sq mi, sq mile, sq. mi, sq. mile, mi2, mi²", "平方英里"),
    Measure("square foot", "square feet, sq ft, sq. ft, sq. ft., sqft, ft2, ft²", "平方英尺 平方呎"),
    Measure("square inch", "square inches, sq in, in2", "平方英寸"),
    Measure("square yard", "sq yd", "平方码"),
    Measure("hectare", "ha", "公顷 顷"),
    Measure("acre", "", "英亩"),
    Measure("mu", "mus", "亩"),
    # Volume
    Measure("litre", "l, liter, ltr", "升 公升"),
    Measure("cubic metre", "cubic meter, cu m, cbm, m3, m³", "立方米 立方 方"),
    Measure("cubic centimetre", "cubic centimeter, cc, cm3, cm³", "立方厘米"),
    Measure("cubic kilometre", "cubic kilometer, km3, km³", "立方公里"),
    Measure("cubic foot", "cubic feet, cu ft, ft3, ft³", "立方英尺"),
    Measure("cubic inch", "cubic inches", "立方英寸"),
    Measure("cubic yard", "", "立方码"),
    Measure("cubic mile", "", "立方英里"),
    Measure("gallon", "gal", "加仑"),
    Measure("barrel", "bbl, bbls", "桶"),
    Measure("barrel per day", "bpd, b/d, bbl/d", ""),
    Measure("bushel", "", "蒲式耳"),
    Measure("pint", "", "品脱"),
    Measure("quart", "", "夸脱"),
    Measure("cup", ""),
    Measure("tablespoon", "tbsp, tbsps", "汤匙"),
    Measure("teaspoon", "tsp, tsps", "茶匙"),
    Measure("fluid ounce", "fl oz, fl. oz, fluid oz", "液量盎司"),
    # Weight
    Measure("tonne", "t, mt", "吨 公吨"),
    Measure("metric ton", "metric tonne", ""),
    Measure("ton", "", ""),
    Measure("tonne kilometre", "tonne-km, tonne kilometer, ton-kilometre, ton-kilometer, ton-km, tkm", "吨公里 吨千米"),
    Measure("tonne mile", "ton-mile", "吨海里"),
    Measure("passenger kilometre", "passenger-km, passenger kilometer, pkm", "人公里 人千米 客公里"),
    Measure("vehicle kilometre", "vehicle-km, vehicle kilometer, vkm", "车公里 辆公里"),
    Measure("person day", "man-day", "人天"),
    Measure("person hour", "man-hour", "工时"),
    Measure("long ton", "", "长吨"),
    Measure("short ton", "", "短吨"),
    Measure("gram", "g, gramme", "克"),
    Measure("pound", "lb, lbs", "磅"),
    Measure("ounce", "oz", "盎司"),
    Measure("stone", "", "英石"),
    Measure("carat", "ct", "克拉"),
    Measure("quintal", "", "公担"),
    Measure("grain", "", "格令"),
    Measure("dram", "drachm, drachma", "打兰"),
    Measure("pennyweight", "dwt", "英钱"),
    Measure("jin", "", "斤 市斤"),
    Measure("liang", "", "两"),
    Measure("dan", "", "担"),
    # Energy, power, electricity
    Measure("watt", "w", "瓦 瓦特"),
    Measure("watt hour", "watt-hour, watt-hours, wh", "瓦时"),
    Measure("kilowatt hour", "kilowatt-hour, kilowatt-hours, kwh, kw h, kw·h, unit of electricity", "千瓦时 度电 千瓦小时"),
    Measure("megawatt hour", "megawatt-hour, megawatt-hours, mwh", "兆瓦时"),
    Measure("gigawatt hour", "gigawatt-hour, gigawatt-hours, gwh", "吉瓦时"),
    Measure("terawatt hour", "terawatt-hour, terawatt-hours, twh", "太瓦时"),
    Measure("horsepower", "hp, bhp", "马力"),
    Measure("joule", "j", "焦耳 焦"),
    Measure("calorie", "cal", "卡路里 卡"),
    Measure("British thermal unit", "btu, btus", "英热单位"),
    Measure("million British thermal units", "mmbtu", "百万英热单位 百万英热"),
    Measure("volt", "v", "伏特 伏"),
    Measure("ampere", "amp, amps", "安培 安"),
    Measure("ohm", "Ω", "欧姆"),
    Measure("farad", "", "法拉"),
    Measure("coulomb", "", "库仑"),
    Measure("tonne of standard coal", "tonnes of standard coal, tce", "吨标准煤 吨标煤"),
    # Data
    Measure("bit", "", "比特"),
    Measure("byte", "", "字节"),
    Measure("bit per second", "bps, bits per second", "比特每秒"),
    Measure("kilobit per second", "kbps", ""),
    Measure("megabit per second", "mbps", ""),
    Measure("gigabit per second", "gbps", ""),
    # Angle, temperature, sound, frequency
    Measure("degree", "deg, °", "度"),
    Measure("radian", "rad, rads", "弧度"),
    Measure("turn", "", ""),
    Measure("degree Celsius", "degrees celsius, degree centigrade, degrees centigrade, °c, degrees c, deg c, celsius, ℃", "摄氏度 ℃ 度摄氏"),
    Measure("degree Fahrenheit", "degrees fahrenheit, °f, degrees f, deg f, fahrenheit, ℉", "华氏度 ℉"),
    Measure("kelvin", "", "开尔文"),
    Measure("hertz", "hz", "赫兹 赫"),
    Measure("decibel", "db", "分贝"),
    # Pressure and force
    Measure("pascal", "pa", "帕斯卡 帕"),
    Measure("bar", "", "巴"),
    Measure("newton", "", "牛顿"),
    Measure("psi", "", ""),
    # Speed
    Measure("kilometre per hour", "kph, kmph, kmh, km/h, km/hr", "公里每小时 千米每小时 公里/小时 千米/小时"),
    Measure("mile per hour", "mph, miles an hour, mile an hour, mi/h", "英里每小时 英里/小时"),
    Measure("metre per second", "m/s, meter per second", "米每秒 米/秒"),
    Measure("knot", "kn, kts", "节"),
    Measure("revolution per minute", "revolutions per minute, rpm", "转每分"),
    # Time
    Measure("second", "sec, secs", "秒 秒钟"),
    Measure("minute", "min, mins", "分钟"),
    Measure("hour", "hr, hrs, h", "小时 个小时"),
    Measure("day", "", "天 日"),
    Measure("week", "wk, wks", "周 星期 个星期"),
    Measure("month", "", "个月 月"),
    Measure("quarter", "", "季度 个季度"),
    Measure("year", "yr, yrs", "年"),
    Measure("year of age", "years of age, years old, year old, year-olds, years-old", "岁 周岁 虚岁"),
    Measure("decade", "", "个年代"),
    Measure("century", "centuries", "世纪 个世纪"),
    # Things counted
    Measure("person", "persons, people", "人 人次 名 位"),
    Measure("household", "", "户"),
    Measure("vehicle", "", "辆"),
    Measure("unit", "", "台 台套 部"),
    Measure("enterprise", "", "家"),
    Measure("piece", "pcs", "件 片 块 只"),
    Measure("set", "", "套"),
    Measure("train", "", "列"),
    Measure("aircraft", "", "架"),
    Measure("ship", "", "艘"),
    Measure("share", "", "股"),
    Measure("ream", "", ""),
)  # fmt: skip
"""The units; of two with one name, the first is meant."""
TIMES = frozenset(
    [
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
        "millisecond",
        "microsecond",
        "nanosecond",
    ]
)
"""The units of time."""
COUNTS = frozenset(
    {
        "person",
        "household",
        "vehicle",
        "unit",
        "enterprise",
        "piece",
        "set",
        "train",
        "aircraft",
        "ship",
        "share",
        "TEU",
    }
)
"""The units of things that are counted one by one."""
LOWER_SYMBOLS = frozenset({"p", "pc", "m", "in", "g", "t", "h", "s", "dm", "cm", "mm", "v", "w", "j", "a", "pa", "ct", "kt", "min", "ha", "gt", "pcs"}) - {
    "w", "v", "j",
}  # fmt: skip
"""Symbols that are no units in capitals: M is a million, DM a message."""
CAPITAL_SYMBOLS = frozenset({"w", "v", "j"})
"""Symbols that are capitals."""


EXACT_SYMBOLS = {
    "Mt": "megatonne", "Gt": "gigatonne", "Mtpa": "megatonne per year", "Mg": "megagram", "Nm": "newton metre", "ML": "megalitre",
    "Ml": "megalitre", "GL": "gigalitre", "mW": "milliwatt", "mWh": "milliwatt hour", "mPa": "millipascal", "mJ": "millijoule",
    "MV": "megavolt", "mHz": "millihertz", "kN": "kilonewton", "MN": "meganewton",
}  # fmt: skip
"""Symbols that are others in letters of another case: mt is a metric ton, mg a milligram, nm a nanometre."""


class _Prefixed(NamedTuple):
    """A unit that takes prefixes: its name, symbols and Chinese names."""

    name: str
    spellings: str
    symbols: str
    chinese: str
    prefixes: str


_PREFIXED = (
    _Prefixed("metre", "meter", "m", "米", "kilo centi milli micro nano pico deci deca hecto"),
    _Prefixed("gram", "gramme", "g", "克", "kilo milli micro centi"),
    _Prefixed("litre", "liter", "l", "升", "milli centi deci hecto kilo micro mega"),
    _Prefixed("watt", "", "w", "瓦 瓦特", "kilo mega giga tera milli"),
    _Prefixed("hertz", "", "hz", "赫兹 赫", "kilo mega giga tera"),
    _Prefixed("byte", "", "b", "字节", "kilo mega giga tera peta"),
    _Prefixed("bit", "", "bit", "比特 位", "kilo mega giga tera peta"),
    _Prefixed("volt", "", "v", "伏 伏特", "kilo milli mega"),
    _Prefixed("joule", "", "j", "焦 焦耳", "kilo mega giga"),
    _Prefixed("calorie", "", "cal", "卡 卡路里", "kilo"),
    _Prefixed("pascal", "", "pa", "帕 帕斯卡", "kilo mega hecto"),
    _Prefixed("ampere", "amp", "", "安 安培", "milli"),
    _Prefixed("second", "", "s", "秒", "milli micro nano"),
    _Prefixed("tonne", "ton", "t", "吨", "kilo mega giga"),
)
_PREFIXES = {
    "kilo": ("k", "千"), "mega": ("m", "兆"), "giga": ("g", "吉 千兆 十亿"), "tera": ("t", "太"), "peta": ("p", "拍"), "centi": ("c", "厘"),
    "milli": ("m", "毫"), "micro": ("μ", "微"), "nano": ("n", "纳 毫微"), "pico": ("p", "皮"), "deci": ("d", "分"), "deca": ("da", "十"),
    "hecto": ("h", "百"),
}  # fmt: skip
_ODD_NAMES = {
    "kilogram": "kilo, kgs, kilogramme", "microgram": "mcg, ug", "micrometre": "um, micron", "kilometre": "kms, km", "centimetre": "cms",
}  # fmt: skip
_ODD_CHINESE = {
    "kilogram": "公斤", "kilometre": "公里 千米", "centimetre": "公分", "decimetre": "公寸", "kilobyte": "千字节", "gigawatt": "百万千瓦",
}  # fmt: skip
_NO_SYMBOL = frozenset({"picometre", "decametre"})
"""2 pm is a time."""


@cache
def names_of_singulars() -> frozenset[str]:
    """Return the names of units in the singular."""
    return frozenset(measure.name for measure in MEASURES) | {"kilometer", "kilometre", "meter"}


def names_of_measures() -> Iterator[tuple[str, str]]:
    """Yield each name and symbol of a unit, with the name of the unit."""
    for measure in MEASURES:
        yield from _names_of(measure)
    for row in _PREFIXED:
        for prefix in row.prefixes.split():
            yield from _names_of(_prefixed(row, prefix))


def _names_of(measure: Measure) -> Iterator[tuple[str, str]]:
    spellings = measure.names.split(", ") if measure.names else []
    for name in (measure.name, *spellings):
        yield name.lower(), measure.name
        if len(name) > 2:
            yield f"{name.lower()}s", measure.name
    head, per, tail = measure.name.partition(" per ")
    if per:
        yield f"{head}s per {tail}", measure.name
    for name in (measure.name, *spellings):
        if " " in name:
            hyphenated = name.lower().replace(" ", "-")
            yield hyphenated, measure.name
            yield f"{hyphenated}s", measure.name
    for name in measure.chinese.split():
        yield name, measure.name


def _prefixed(row: _Prefixed, prefix: str) -> Measure:
    """Return the unit with a prefix: kilometre, km, 千米."""
    name = f"{prefix}{row.name}"
    letter, characters = _PREFIXES[prefix]
    names = [f"{prefix}{spelling}" for spelling in row.spellings.split()]
    if name not in _NO_SYMBOL:
        names += [f"{letter}{symbol}" for symbol in row.symbols.split()]
    if name in _ODD_NAMES:
        names.append(_ODD_NAMES[name])
    chinese = [
        f"{character}{unit}" for character in characters.split() for unit in row.chinese.split()
    ]
    return Measure(name, ", ".join(names), " ".join([*chinese, _ODD_CHINESE.get(name, "")]))
