"""Names of places of the world, so that a question about one that the base does not know is not answered with its own area."""

from functools import cache

from cqfacts.model.stems import phrase_of

PROVINCES = """
Anhui Fujian Gansu Guangdong Guangxi Guizhou Hainan Hebei Heilongjiang Henan Hubei Hunan Jiangsu Jiangxi Jilin Liaoning Ningxia
Qinghai Shaanxi Shandong Shanxi Sichuan Tibet Xinjiang Yunnan Zhejiang Hong_Kong Macau Macao Taiwan Inner_Mongolia
安徽 福建 甘肃 广东 广西 贵州 海南 河北 黑龙江 河南 湖北 湖南 江苏 江西 吉林 辽宁 宁夏 青海 陕西 山东 山西 四川 西藏 新疆 云南 浙江 香港 澳门 台湾 内蒙古
"""
CITIES = """
Beijing Shanghai Tianjin Chengdu Wuhan Xi'an Xian Hangzhou Nanjing Suzhou Shenzhen Guangzhou Dongguan Foshan Qingdao Dalian Ningbo Xiamen
Changsha Zhengzhou Kunming Guiyang Nanning Hefei Jinan Shenyang Harbin Changchun Shijiazhuang Taiyuan Lanzhou Urumqi Lhasa
Fuzhou Nanchang Wuxi Wenzhou Zhuhai Haikou Sanya Hohhot Yinchuan Xining Mianyang Deyang Yibin Luzhou Leshan Suining Nanchong Dazhou
Zigong Neijiang Ziyang Guang'an Zunyi Yichang Luoyang Tangshan Yantai Changzhou Nantong Zhongshan Huizhou Kunshan
北京 上海 天津 成都 武汉 西安 杭州 南京 苏州 深圳 广州 东莞 佛山 青岛 大连 宁波 厦门 长沙 郑州 昆明 贵阳 南宁 合肥 济南 沈阳 哈尔滨
长春 石家庄 太原 兰州 乌鲁木齐 拉萨 福州 南昌 无锡 温州 珠海 海口 三亚 呼和浩特 银川 西宁 绵阳 德阳 宜宾 泸州 乐山 遂宁 南充 达州 自贡 内江 资阳 广安 遵义 宜昌 洛阳
"""
COUNTRIES = """
Afghanistan Albania Algeria Argentina Australia Austria Bangladesh Belarus Belgium Bolivia Brazil Britain Bulgaria Cambodia Canada Chile
Colombia Croatia Cuba Czechia Czech_Republic Denmark Ecuador Egypt England Estonia Ethiopia Finland France Germany Ghana Greece Hungary Iceland
India Indonesia Iran Iraq Ireland Israel Italy Japan Jordan Kazakhstan Kenya Korea South_Korea North_Korea Kuwait Laos Latvia Lebanon
Lithuania Malaysia Mexico Mongolia Morocco Myanmar Nepal Netherlands Holland New_Zealand Nigeria Norway Pakistan Panama Peru Philippines Poland
Portugal Qatar Romania Russia Saudi_Arabia Scotland Serbia Singapore Slovakia Slovenia South_Africa Spain Sri_Lanka Sweden Switzerland Syria
Thailand Tunisia Turkey Türkiye Ukraine UAE United_Arab_Emirates United_Kingdom UK United_States USA America Uruguay Uzbekistan Venezuela Vietnam
Wales Zambia Zimbabwe
阿根廷 澳大利亚 奥地利 孟加拉 比利时 巴西 英国 柬埔寨 加拿大 智利 捷克 丹麦 埃及 芬兰 法国 德国 希腊 匈牙利 印度 印度尼西亚 印尼 伊朗 爱尔兰 以色列 意大利 日本 哈萨克斯坦 韩国 朝鲜
老挝 马来西亚 墨西哥 蒙古 缅甸 荷兰 新西兰 尼日利亚 挪威 巴基斯坦 秘鲁 菲律宾 波兰 葡萄牙 罗马尼亚 俄罗斯 沙特 塞尔维亚 新加坡 南非 西班牙 瑞典 瑞士 泰国 土耳其 乌克兰 阿联酋 美国 越南
"""
REGIONS = """
Asia Africa Europe North_America South_America Latin_America Oceania Middle_East ASEAN Southeast_Asia East_Asia Central_Asia EU European_Union
Eastern_China Central_China Northern_China Southern_China Northeast_China Yangtze_River_Delta Pearl_River_Delta Greater_Bay_Area
Texas California Michigan Ohio Florida Georgia Tennessee Kentucky Illinois Indiana New_York Detroit Bavaria Catalonia Ontario Quebec Tokyo Osaka
Seoul London Paris Berlin Moscow Delhi Mumbai Bangkok Hanoi Jakarta Dubai Detroit Stuttgart Bangalore Silicon_Valley Penang Taipei
Lujiazui Pudong Xiongan Hengqin Nansha Zhongguancun Tianfu_New_Area Chuanyu
亚洲 非洲 欧洲 北美 南美 拉美 中东 东盟 东南亚 中亚 欧盟 东部地区 中部地区 东北 长三角 珠三角 大湾区 京津冀 川渝 东京 首尔 伦敦 巴黎 陆家嘴 浦东 雄安 横琴 德州 加州
"""
PEOPLES = """
Japanese=Japan Korean=South_Korea German=Germany French=France British=Britain American=United_States Russian=Russia Indian=India
Vietnamese=Vietnam Thai=Thailand Malaysian=Malaysia Indonesian=Indonesia Singaporean=Singapore Taiwanese=Taiwan Italian=Italy
Spanish=Spain Dutch=Netherlands Polish=Poland Brazilian=Brazil Mexican=Mexico Canadian=Canada Australian=Australia Swiss=Switzerland
Swedish=Sweden Romanian=Romania Filipino=Philippines Philippine=Philippines Ukrainian=Ukraine European=Europe Asian=Asia African=Africa
"""
"""The words for what is of a place."""


@cache
def places() -> dict[tuple[str, ...], str]:
    """Return the places of the world that people may name, by phrase."""
    names = " ".join((PROVINCES, CITIES, COUNTRIES, REGIONS)).split()
    found = {name: name for name in names} | dict(pair.split("=") for pair in PEOPLES.split())
    return {
        phrase_of(name.replace("_", " ").casefold()): place.replace("_", " ")
        for name, place in found.items()
    }
