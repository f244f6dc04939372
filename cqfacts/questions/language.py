"""The words by which people ask for a kind of answer, apart from what the base holds. All of it is data.

English stands as people write it, stemmed when it is compared; Chinese as it is. A phrase may have several words.
"""

import re
from functools import cache

from cqfacts.model.stems import parted_phrase, phrase_of, stem
from cqfacts.reader.records import Direction

FILLERS = """
a an the this that these those there here it its they their them he she his her i me my we us our you your one ones
is are was were be been being am do does did done doing has have had having can could will would shall should may might must
of in on at by for from to into onto with within about above below over under between among across through during
and or but if then than as so too very just only also both either each every all any some such own same other another
what which who whom whose when where why how many much far long often
please tell show give list find me know want need looking look search question answer fact figure figures data statistic statistics info
information number numbers amount total totals overall altogether whole entire actual exactly currently current now nowadays today latest recent
recently still already yet ever even really actually roughly approximately around circa nearly almost
year years month months period time times date annual annually yearly per every full fiscal calendar
city municipality municipal area region place local locally
thing things kind sort type etc vs versus compared compare comparison against according say said says called named
s t d ll re ve m out up down off get gets got go goes went come comes came set put let seem be become made-up
value values count counts level levels size measured measure unit units indicator
there's what's anyone anybody someone everyone everybody something anything nothing whether together major main big large
supposed great high small low good well better best bad more most less least than turn run running involve involved bring brought
way work works working happen happened generate reach reached become became since until till side-by-side respectively
old-new have take part use used using long
""".split()  # noqa: SIM905
_FILLERS_ZH = """
比较 对比 可比 可以比较 多少 几个 几家 几条 几座 几台 几项 几款 几人 几天 几次 几部 几件 几 哪些 哪个 哪家 哪里 哪 什么 怎么样 怎样 怎么 如何 是否 有没有 是不是 请问 请 查询 想知道
一共 总共 共计 共 合计 总计 分别 各有 各 全年 年度 当年 全部 所有 总 的 了 吗 呢 吧 啊 是 有 在 和 与 及 或 以及 跟 同 对 为 被 把 给 从 到 向 于 由 让 也 都 就 还 又 而 但 并 等 个 家 辆 台
人 条 座 项 款 次 部 件 只 名 所 间 艘 吨 万 亿 年 月 日 号 份 约 大约 左右 超过 达到 达 现在 目前 如今 已经 已 曾 过 着 里 中 内 上 下 地 得 数据 情况 统计 这 那 其 该 市 能 会 可以 来 去 做 谁 何时 时候 时间 哪年 多大 多高 多长 多久 多 来自
""".split()  # noqa: SIM905
FILLERS_ZH = frozenset(_FILLERS_ZH)

GROWTH = """
growth grow increase rise jump climb surge soar yoy go-up went-up go-...-up went-...-up up-by up-how-much
decline drop decrease shrink slump go-down went-down
year-on-year growth-rate rate-of-growth rate
率 增长 增幅 增速 增长率 涨幅 涨 同比 上升 增加 提高 提升 翻 下降 减少 下滑 降幅 跌 增
""".split()  # noqa: SIM905
SHARE = """
share proportion rate percentage-of fraction part-of-the portion slice contribution contribute account-for
率 占 占比 比重 份额 比例 几成 贡献 贡献率
""".split()  # noqa: SIM905
RANK = """
rank ranking stand-in position which-place which-rank what-place number-one league-table
came-fourth come-fourth comes-fourth placed-fourth came-fifth come-fifth comes-fifth placed-fifth came-sixth come-sixth comes-sixth placed-sixth came-seventh come-seventh comes-seventh placed-seventh came-eighth come-eighth comes-eighth placed-eighth came-ninth come-ninth comes-ninth placed-ninth came-tenth come-tenth comes-tenth placed-tenth
come-first came-first comes-first come-top came-top come-second came-second come-third came-third top-the-list topped-the-list
top-of-the-list head-the-list headed-the-list first-place take-first-place took-first-place in-the-lead
was-placed is-placed placed-first placed-among where-is-placed
anywhere-...-more anyone-...-more anybody-...-more nobody-...-more no-one-...-more any-other-...-more no-other-...-more
one-other-...-more other-place-...-more other-places-...-more other-city-...-more other-cities-...-more
which-number-was which-number-is what-number-was where-...-place who-...-most
than-any than-anyone than-anywhere than-its-rivals than-all-others
where-did-...-come-among where-did-...-land where-did-...-come-in where-did-...-end-up where-did-...-finish where-did-...-rate
did-...-place did-...-stand does-...-stand where-...-stand does-...-rate did-...-rate how-highly rate-nationally
排名 排第几 第几 位居 名列 位次 排老几 排行 位列 排在 名次 第几名
""".split()  # noqa: SIM905
SOFT = {
    "growth": "up higher faster slower quicker more boost expand expansion gain boom accelerate decline down lower fewer change 更快 扩大 变化 "
    "double triple quadruple halve twofold threefold fourfold fivefold tenfold twentyfold thirtyfold multiply",
    "share": "ratio third half quarter most majority 率 一半 三分之一",
    "rank": "biggest largest leading leader lead top first second third best foremost fastest quickest highest greatest 最大 最高 最多 最快 最慢 最低 最少 最小 第一 第二 第三 首位 前列 领先 前五",
}
"""Words that fit a growth, share or rank, but do not ask for one."""
PACE = "how-fast how-quickly how-quick how-rapidly how-strongly how-steeply by-how-much by-what-percentage what-pace what-speed what-rate 多快 快多少".split()  # noqa: SIM905
MOVING = """
growing grown grew rising climbing soaring surging jumping increasing expanding expand expansion develop developing advancing advance
speed speeding gain gaining up upward higher falling sinking declining dropping shrinking lower down faster slower quicker
""".split()  # noqa: SIM905
"""Words of a change, which ask for a growth where its pace is asked for: how fast is it expanding."""
PERCENT = "percent percentage per-cent pct % 百分之 百分比 百分点".split()  # noqa: SIM905
CNY = "yuan rmb cny renminbi 元 亿元 万元 人民币".split()  # noqa: SIM905
USD = "american-money american-currency dollar dollars us-dollar us-dollars usd 美元 亿美元 万美元".split()  # noqa: SIM905
MONEY = """
by-value in-value value-terms money-terms takings proceeds money yuan rmb cny renminbi dollar dollars us-dollar us-dollars usd worth revenue fund funding turnover price-tag earn earnings
亿元 万元 元 美元 亿美元 万美元 金额 多少钱 钱 人民币
""".split()  # noqa: SIM905
COUNTING = ["how-many", "number", "number-of", "count", "count-of", "headcount", "数量", "多少万"]
COUNTING += [
    f"{many}{thing}"
    for many in ("多少", "几")
    for thing in "个家辆台人条座项款列种名所间部件艘次只户张对"
]
IN_NUMBER = "by-volume in-volume volume-terms by-number in-number by-quantity in-quantity unit-terms 按数量 数量上".split()  # noqa: SIM905
"""Words that ask for a number of things, and for none of their value."""
POINTS = "percentage-points percentage-point how-many-points pp ppt 百分点 个百分点".split()  # noqa: SIM905
NAMING = frozenset(("which", "kind", "sort", "哪些", "哪几"))
"""Words that ask for what is of a kind, rather than how many there are."""
YES_OR_NO = frozenset("is are was were do does did has have had can could will would".split())  # noqa: SIM905
"""Words with which a question begins that is answered with yes or no."""
NO_FIGURE = YES_OR_NO | {"why", "where"}
"""Words with which a question begins that a figure seldom answers."""

_RISE = """
rise rises rose rising risen increase increased increases increasing climb climbed jump jumped surge surged soar soared leap leapt grow grew growing grown
higher up expand expanded 增长 上升 增加 提高 上涨 涨
""".split()  # noqa: SIM905
_FALL = """
fall falls fell falling fallen drop drops dropped dropping decline declined declines declining decrease decreased decreasing shrink shrank shrunk shrinking slump
slumped plunge plunged sink sank down lower plummet plummeted contract contracted tumble tumbled crash crashed collapse collapsed slip slipped dip dipped
下降 减少 下滑 下跌 跌 缩减 萎缩
""".split()  # noqa: SIM905

GENERIC = frozenset(
    """
business businesses company companies firm firms enterprise enterprises industry industries sector sectors economy trade trades maker makers manufacturer
manufacturers producer producers plant plants factory factories works workshop region regions country countries country's nation province provinces city cities
city's district districts town towns area areas market markets project projects product products goods item items home world people person residents officials
government authorities municipality local national foreign domestic overseas chinese western eastern new old modern young big small large key main major important
field fields branch branches part parts type kind kinds group groups body bodies site sites spot spots place places base bases centre center hub level levels
企业 公司 行业 产业 城市 地区 国家 中国 项目 产品 基地 中心 全国
""".split()  # noqa: SIM905
)
"""Nouns and adjectives that many facts have, and that tell none from others."""
ACTORS = frozenset(
    """
makers producers builders manufacturers buyers sellers suppliers shoppers customers consumers diners travellers tourists visitors guests residents citizens
locals dwellers inhabitants folk folks people persons population workers employees staff hands investors investor owners operators officials authorities
maker producer builder manufacturer buyer shopper customer consumer visitor resident worker owner firms companies businesses crowds
""".split()  # noqa: SIM905
)
"""Nouns for those who do what is asked about: who spends is a shopper, whatever a fact calls them."""
_PERSONS = "people persons person folk folks residents citizens inhabitants workers visitors shoppers 人 人数".split()  # noqa: SIM905
"""Nouns for persons, by which people are counted."""
_LEADS = "beat beats beating outpace outpaced ahead lead gap outstrip outstripped exceed exceeded outrun above over than".split()  # noqa: SIM905


WHO = "who whom names-of name-of the-names which-company which-companies which-firm which-firms which-city which-cities which-country which-countries 谁 哪家 哪些公司 哪些企业 哪些城市 哪些国家".split()  # noqa: SIM905
"""Words that ask for a name, which no figure is."""
NEGATIONS = "without not no never none neither nor except excluding exclude isn't wasn't aren't stop closed 没有 没 不 不是 除了 未 无".split()  # noqa: SIM905
"""Words that turn a question round: the facts say what is, seldom what is not."""
AMOUNT = "how-much how-big how-large how-high how-fast how-quickly how-old how-long how-wide how-deep 多少 多大 多高 多快".split()  # noqa: SIM905
SIZE = "how-old how-long how-wide how-deep how-tall 多长 多宽 多深".split()  # noqa: SIM905
"""Those of them that ask for a length or a time, which no number of things is."""

_SHORT_FORMS = """
a_year=p.a,p/a year_on_year=y/y,y_o_y under_construction=u/c without=w/o average=avg centre=ctr centres=ctrs industrial=ind
industries=inds gross_industrial_output_value=giov production=prod,prodn output=o/p,outp value=val value_added=va volume=vol
quantity=qty exports=exp,exps development=dev,devt environment=env,envt manufacturing=mfg manufacturer=mfr manufacturers=mfrs
government=govt,gov't international=intl,int'l national=natl,nat'l business=biz department=dept management=mgmt headquarters=hq
financial_institution=fi financial_institutions=fis state_owned_enterprises=soes small_and_medium_enterprises=smes
joint_venture=jv joint_ventures=jvs agriculture=agric,agro chemicals=chem,chems electronics=elec,electr
telecommunications=telecom,telecoms equipment=equip,eqpt instruments=instr aluminium=alu construction=constr buildings=bldgs
infrastructure=infra population=pop unemployment=unemp urbanisation=urb university=univ tablets=tabs high_tech=hitech
high_speed_rail=hsr free_trade_zone=ftz five_year_plan=5yp fortune_500=f500,g500 yangtze_river_delta=yrd
greater_bay_area=gba square_metres=sqm,m2 hectares=ha billion=bn million=mn us_dollars=us$ station=stn stations=stns year=yr
years=yrs quarter=qtr month=mth months=mths,mos number_of=no._of,nr_of,#_of,# national_rank=natl_#,nat'l_#,national_#
china=cn western_china=w._china,w_china notebook=nb notebooks=nbs foreign=fgn,frgn companies=cos financial=fin report=rpt,rept
change=chg services=svcs,svc transport=transp railway=rwy,rly cultural=cult with=w/ cross_border=x_border,xborder
shipbuilding=shipbldg building=bldg workshops=w'shops market=mkt capacity=capy employees=emps
district=dist province=prov university=uni smartphones=smartfones headquarters=hqs
"""
"""The words that are meant, and the short forms that people type for it, with or without a full stop."""

OTHER_MEASURES = {
    "imports": "import imports imported importing 进口 进口额 进口量",
    "employment": "employee employees employ employed workforce worker workers staff headcount people-work people-working people-employed 员工 从业人员 职工 用工 工人 就业人数",
    "wages": "wage wages salary salaries pay income earnings-per 工资 薪资 收入 薪酬",
    "price": "price prices cost costs pricing expensive cheap 价格 售价 房价 均价 成本 单价",
    "revenue": "revenue revenues turnover 营收 营业收入 收入",
    "capacity": "capacity capacities 产能",
    "tax": "tax taxes taxation 税 税收 纳税",
    "debt": "debt debts loan loans 负债 债务 贷款",
    "ownership": "ownership registered-vehicles per-household 保有量 拥有量",
    "consumption": "consume consumes consumed consumption-of 消费量 消耗 用量",
    "profit": "profit profits profitable net-income 利润 盈利 净利润",
    "investment": "investment investments invested invest capex 投资 投资额",
    "losses": "loss losses 亏损",
    "density": "density 密度",
    "patents": "patent patents 专利",
    "stock": "inventory inventories stockpile 库存",
    "emissions": "emission emissions 排放",
    "productivity": "productivity 生产率",
    "sales": "sales sale sell sells sold selling 销量 销售 销售量 卖",
    "exports": "export exports exported exporting exporter exporters shipped shipments 出口",
    "output": "output production produced produce manufactured 产量 生产",
    "growth": "growth 增速 增幅 增长",
    "share": "share 占比 比重 份额",
    "rank": "rank ranking 排名",
    "per-head": "per-capita per-head per-person 人均",
    "length": "kilometres kilometers km miles mileage 里程 公里 长度",
    "per-month": "per-month a-month monthly per-week a-week weekly per-hour hourly 每月 每周 月均",
    "yield": "yield yields harvest tonnes tons 单产 吨",
    "visitors": "visitors tourists passengers ridership arrivals 游客 客流 旅客",
    "freight": "tonnage teu containers freight-volume throughput 货运量 吞吐量 集装箱",
    "land-area": "acreage",
}
"""Measures that people ask for: one that is named and that a fact does not have is a reason not to answer with it."""


@cache
def directions() -> dict[Direction, frozenset[str]]:
    """Return the words that say the direction of a change, as typed and stemmed."""
    return {
        Direction.RISE: frozenset((*_RISE, *map(stem, _RISE))),
        Direction.FALL: frozenset((*_FALL, *map(stem, _FALL))),
    }


@cache
def leads() -> frozenset[str]:
    """Return the words that set one growth against another, stemmed."""
    return frozenset(map(stem, _LEADS))


@cache
def persons() -> frozenset[str]:
    """Return the nouns for persons, stemmed."""
    return frozenset(map(stem, _PERSONS))


@cache
def fillers() -> frozenset[str]:
    """Return the words that say nothing about which fact is asked for, stemmed."""
    return frozenset(stem(word) for word in FILLERS) | frozenset(FILLERS)


_VERBAL = re.compile(r"..ing$|....ed$")
"""The ends of forms of verbs; speed is none."""


def is_everyday(word: str) -> bool:
    """Return whether a folded word that the base does not have is an everyday one."""
    from cqfacts.questions.everyday import EVERYDAY

    return word in EVERYDAY


def looks_verbal(word: str) -> bool:
    """Return whether a word that the base does not have looks like a form of a verb, which is seldom a thing."""
    return bool(_VERBAL.search(word)) and not is_thing(word)


def is_thing(word: str) -> bool:
    """Return whether a folded word is an everyday one for a thing: hospital, wages."""
    from cqfacts.questions.things import THINGS, THINGS_ZH

    return word in THINGS if word.isascii() else any(thing in word for thing in THINGS_ZH)


_CUES = {
    "growth": GROWTH,
    "share": SHARE,
    "rank": RANK,
    "percent": PERCENT,
    "money": MONEY,
    "counting": COUNTING,
    "amount": AMOUNT,
    "size": SIZE,
    "negation": NEGATIONS,
    "who": WHO,
    "pace": PACE,
    "moving": MOVING,
    "points": POINTS,
    "number": IN_NUMBER,
    "CNY": CNY,
    "USD": USD,
}


@cache
def cues() -> dict[tuple[str, ...], frozenset[str]]:
    """Return the kinds of answer that a phrase asks for: growth, share, rank, percent, money, counting."""
    return _by_phrase(
        {cue: [name.replace("-", " ") for name in names] for cue, names in _CUES.items()}
    )


@cache
def soft_cues() -> dict[tuple[str, ...], frozenset[str]]:
    """Return the kinds of answer that a word may ask for: growth, share, rank."""
    return _by_phrase({cue: names.split() for cue, names in SOFT.items()})


def _by_phrase(names_of: dict[str, list[str]]) -> dict[tuple[str, ...], frozenset[str]]:
    """Return the cues of each phrase, given the names of each cue."""
    cues_of: dict[tuple[str, ...], frozenset[str]] = {}
    for cue, names in names_of.items():
        for phrase in filter(None, map(phrase_of, names)):
            cues_of[phrase] = cues_of.get(phrase, frozenset()) | {cue}
    return cues_of


@cache
def parted_cues() -> tuple[str, ...]:
    """Return the phrases of cues that other words may part: a bar before each half."""
    names = (*GROWTH, *SHARE, *RANK, *PACE, *AMOUNT)
    return tuple(filter(None, (parted_phrase(name.replace("-", " ")) for name in names)))


@cache
def other_measures() -> dict[tuple[str, ...], str]:
    """Return the measure that each phrase names."""
    measures: dict[tuple[str, ...], str] = {}
    for measure, names in OTHER_MEASURES.items():
        measures |= {phrase_of(name.replace("-", " ")): measure for name in names.split()}
    return measures


@cache
def _short_forms() -> dict[str, str]:
    """Return the meaning of each short form, folded."""
    meanings: dict[str, str] = {}
    for entry in _SHORT_FORMS.split():
        full, _, forms = entry.replace("_", " ").partition("=")
        meanings |= dict.fromkeys(forms.split(","), full)
    return meanings


@cache
def _any_short_form() -> re.Pattern[str]:
    """Return a pattern of any of the short forms, the longest first."""
    short = "|".join(map(re.escape, sorted(_short_forms(), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<short>{short})(?!\w)(?:\.(?!\w))?")


def in_full(text: str) -> str:
    """Return a folded text with the short forms of its words in full.

    >>> in_full("floor space u/c, avg p.a. of ind. prod.")
    'floor space under construction, average a year of industrial production'
    """
    return _any_short_form().sub(lambda match: _short_forms()[match["short"]], text)


# Traditional characters that stand in what people ask about, and the simplified ones.
_TRADITIONAL = str.maketrans(
    "慶電腦產業車輛機筆記製造國際貿易經濟銷額長億萬區園設備環類學術術際運輸鐵財稅務營員工資總計達關團網絡據頭優農業養殖漁畫藝術館館館陸線貨歐參險醫藥療處鋼鋁礦顯屬導體晶圓雙圈劃後點項題開發創辦無廠讓滿臺灣東廣寧陝蘇級衝層專",
    "庆电脑产业车辆机笔记制造国际贸易经济销额长亿万区园设备环类学术术际运输铁财税务营员工资总计达关团网络据头优农业养殖渔画艺术馆馆馆陆线货欧参险医药疗处钢铝矿显属导体晶圆双圈划后点项题开发创办无厂让满台湾东广宁陕苏级冲层专",
)


def simplified(text: str) -> str:
    """Return the text with simplified characters; 筆記型電腦 is said 笔记本电脑 on the mainland."""
    return text if text.isascii() else text.translate(_TRADITIONAL).replace("笔记型", "笔记本")
