"""Everyday words for things that people ask figures of: where the base has none of one, it has nothing on it.

They are no slips of other words, as "flights" is none of "fights". Words that only say how something is asked are in
`everyday`.
"""

_THINGS = """
euro euros eur pound sterling gbp yen jpy rupee rupees hkd sgd ruble rubles krw
accident accidents accommodation accountant accountants acid acres actors advertisement advertising aeroplane
aeroplanes aircraft airline airlines airport airports alcohol allowance allowances ambulance ambulances amusement
animal animals apartment apartments apple apples appliance appliances apps architect architects arrest arrests
artist artists asphalt asthma asylum athlete athletes atm atms auction auctions author authors aviation babies baby
bachelor bag bags bakeries bakery ballet banana bananas bandwidth bankers banknote bankruptcies bar barley barrel
barrels bars basketball bath baths batteries battery beach beaches bean beans bed bedroom bedrooms beds bee beef
beekeeping beer benefit benefits beverage beverages bicycle bicycles bike bikes bill bills biotech bird birds birth
birthrate births biscuit biscuits blockchain blood boat boats boiler boilers bond bonds bonus bonuses book bookings
books bookshop bookshops borrower borrowers bottle bottles bourse bread breakfast breweries brewery bribery brick
bricks bridge bridges broadband broker brokers budget bullet bungalow burglary burial bus buses butter butterfly
bypass cab cable cables cabs cafe cafes cake cakes calorie calories camera cameras campus canal canals cancer
candle candles candy canteen cappuccino carbon carnival carpenters carpet carpets carrot cartoon cash casino
casinos castle casualties cat caterers catering cathedral cats cattle ceasefire celebrity cement cemetery census
ceramics cereal chain chair chairs charity checkpoint cheese chef chefs cherry chicken chickens childcare children
chocolate chopsticks church churches cigar cigarette cigarettes cinema cinemas circus citizen citizens citrus
classroom classrooms clay clergy climate clinic clinics clock clocks cloth club clubs coach coal coast coat coats
cocoa coconut coffee coin coins college colleges commodity commuter commuters commuting complaint complaints
computer concert concerts condominium condominiums conference congestion consulate consulates consultants container
containers contraband conveyor convict convicts cookies cooking copper copyright cosmetics cottage cottages cotton
councillor councillors courier couriers court courts cow cows craft crafts crane cranes credit crematorium cricket
crime crimes criminal criminals crisps cruise cruises cucumber currency curriculum customer customers cyclist
cyclists dairy dam dams dance dancer dancers death deaths debt debts deficit degree degrees delegation dementia
demographics density dentist dentists deposit deposits depression desert detergent diabetes dialysis diamond
diamonds diesel diet dinner dinners diplomat diplomats disabled discount discounts disease dishwasher dishwashers
disinfectant disposal dividend dividends divorce divorces dockers doctor doctoral doctors dog dogs doll dolls
donation donations donkey donors door doors dormitory drama dress dresses drink drinks driver drone drones drought
drugstore drugstores duck ducks dust earthquake earthquakes ebook ebooks ecommerce egg eggs elderly election
elections electrician electricity elephant elevator elevators embassies embassy emission employees employer
employers encyclopedia entrepreneurs escalator estate eviction exam examination exams excavator excavators excise
exhaust expat expats expenditure expenditures expense expenses expressways eyewear fabric faculty fares farmer
farmers farmhouse fashion fee fees ferries ferry fertiliser fertilisers fertility fertilizer fever fiber fibre film
filmmakers films fines fingerprint fintech fire fires firework fireworks fish fisherman fishermen fishery fishing
fitness flats fleet flight flights flood flooding floods flour flower flowers flu fog food foodstuff footage
football footwear forest forests fossil fountain fox freelancer freelancers freezer freezers fridge fridges frog
fruit fruits fuel funeral fur furniture fuse futures galleries gallery gallon gallons gambling game games gaming
gang garage garbage garden gardens garlic garment gas gasoline gem gender generator generators gift gifts gigawatt
gigawatts ginger girl girls glacier glasses gloves goat goats gold golf goose gown graduate graduates grain
grandparents grape grapes graphite graveyard greenhouse greenhouses groceries grocery guesthouse guesthouses guitar
gun guns gym gymnasium gyms hair hairdresser hall ham hamburger handbag handbags handicraft handicrafts handset
handsets harvest hat hats headcount headphone headphones healthcare heatwave hectare helicopter helicopters hen
herd heritage highway highways hiring hiv hog hogs holidaymaker home homeless homes homestay homestays honey horse
horses hospital hospitals hostel hostels hotel hotels hotpot household households housewife housing humidity hunger
hunting hydroelectric hydropower ice immigrant immigrants immigration income incomes infant infants inflation
influencer influencers inhabitant inhabitants injury inn insect insects insomnia interest internet interns
interpreter interview invoice iron island isp itinerary jacket jail jam jeans jewel jeweller jewellery jewelry job
jobless jockey journal journalist journalists judge judges juice jury karaoke kebab kettle kidney kilogram
kilogramme kilograms kilowatt kindergarten kindergartens king kitchen kitchens kite knife labourer labourers lake
lakes lamb lamp lampposts lamps landlord landlords landslide landslides language languages laser laundry lawns
lawsuit lawsuits lawyer lawyers layoffs leather lecture lecturer lemon lemons lending leprosy lettings librarian
librarians libraries library licence licences license lightning limestone linen lion lip lipstick liquor literacy
lithium litre litres livestock livestreaming loan loans lobster locomotive locomotives lodging lodgings lorry
lottery lounge lumber lunch lung luxury magazine magazines magistrate maid mail manganese mango maple marathon
marble marriage marriages mask masks maternity mayor mayors meal meals meat medal medals megawatt megawatts
memorial mercury metro microchip microwave midwife midwives migrant migrants migration mileage milk mill millet
millionaire millionaires minister ministers minority missile mobster monastery monk monkey monks monorail monorails
mortality mortgage mortgages mosque mosques mosquito motel mother mothers motorway motorways mouse mug museum
museums mushroom mushrooms music musician musicians mutton nail nanny nationality navy neighbour newborn newspaper
newspapers nickel nightclub nightclubs nightlife nightshift nitrogen noodle noodles nuclear nurse nurseries nursery
nurses nut nuts oat oats obesity offence offences offices oil olive onion onions opium orchard orchards orchestra
ore organ orphan orphans oven overdraft overtime oxygen oyster pacemaker paint painter painting paintings palace
pan panda pandas paperback paramedic parcel parcels parent parents parking parliament parrot passenger passengers
passport passports pasta patent patents patients pay paycheck paychecks payroll pea peach peaches peanut pear pearl
pears pedestrian pedestrians penalty penguin penicillin pensioner pensioners pepper peppers perfume perfumes
pesticide pesticides pet petrol petroleum pets pharmacies pharmacist pharmacy phd phds philosopher photo photograph
photovoltaic photovoltaics physician physicians piano pickle pickpocket pig pigeon pigs pill pills pineapple
pipeline pipelines pistachio pizza plane planes planet plantation plastic plastics plate platinum playground
playgrounds plumber plumbers podcast poem poet poison police policeman policemen politician politicians poll
pollution polythene pool pools pope porcelain postage postbox postcode poster potato potatoes pottery poultry
powder precipitation pregnancies pregnancy president presidents priest priests prince princess prison prisoner
prisoners prisons prize prizes probate probation professor professors promotion propane property psychiatrist
psychologist pub pubs pudding pulse pump pumpkin pupil pupils puppet quarries quarry queue quilt rabbit rabbits
radiation radio railcard rain rainfall rat rats recruitment recycling redundancies redundancy refinery refrigerator
refrigerators refugee refugees religion remittance remittances rent rental rentals rents reptile republic reservoir
residence residences resident restaurant restaurants retiree retirees retirement rhino ribbon rice rickshaw rifle
ringtone road roads roadworks robberies robot robots rocket rockets roof room rooms rope rose rubber rubbish rug
rugby rum runway runways sailor salad salaries salary salmon salon salons salt sandal sandals sandwich satellite
satellites satisfaction sauce sausage savings scarf scholar scholarship scholarships school schools scooter
scooters sculptor sculpture sculptures seafood seal seaport seat seats seed seeds semester seminar sensor sensors
servant servants server servers sewage sewer sewing shale shampoo shampoos shareholder shareholders shareprice
shark sheep shelter shipwreck shipyards shirt shirts shoe shoes shopkeepers shoplifting shrimp siblings silver
singer singers ski skiing skirt skyscraper skyscrapers slaughter sleeper slum slums smog smoking snack snacks snake
snow soap soccer sock socks soda sofa software soil solar soldier soldiers solicitors song songs soup soy soya
soybean soybeans spa spacecraft spectator spectators speedway spice spices spider sponsor spoon sport sports squid
squirrel stadium stadiums staff stair stamp stamps starch startup startups statue statues steak steelworkers
stockbroker stomach storey storeys storm storms stove strawberries strawberry streetcar streetlight streetlights
strikes stroke strokes student students subscriber subscribers subscription subscriptions subsidies subsidy suburb
suburbs subway subways sugar suitcase suits sulphur sunflower sunshine supercomputer supercomputers supermarket
supermarkets surgeon surgeons surgeries surgery sushi sweater sweatshop sweets swim swimmer swimming sword
synagogue syringe syrup tailback tailor tariff tariffs tattoo tax taxes taxi taxis taxpayer taxpayers tea teacher
teachers teapot teenager teenagers telescope television televisions temperature temperatures temple temples tenant
tenants tennis tent terrorism textbook textbooks theatre theatres theft thefts therapist thermal thermometer thief
tide tiger tigers tile tiles timber tin tip toast tobacco toilet toilets toll tolls tomato tomatoes tomb ton
tonnage tonne tonnes tons tooth toothbrush toothpaste tornado townhouse toy toys tractor tractors traffic trainee
trainees tram tramline trams translator transplant transplants trash trawler tree trees trolley trolleybus trouser
trousers truancy truck trucks tuberculosis tuition tulip tuna tunnel tunnels turbine turbines turkey turnip tutor
tutoring tv tvs typhoon tyre tyres umbrella umbrellas underwear unemployed unemployment unicorn unicorns uniform
uniforms union unions universities university uranium utilities utility vaccinated vaccination vaccinations vaccine
vaccines van vans vase vat vegan vegetable vegetables vegetarian vegetarians vending vet veteran veterans vets
vinegar vineyard vineyards violence violin virus visa visas vitamin vitamins vodka volcano volunteer volunteers
vote voter voters votes wage wages waiter waiters wallet wallets walls walnut war wardrobe warehouse warehouses
warship waste watches water waterfall watermelon weapon weapons weather wedding weddings weed weight welfare whale
wheat wheel wheelchair wheels whiskey whisky widow widows wife wifi wildlife wind windows winter wolf women wood
woodland wool workforce wrestler yarn yoghurt yogurt youth zebra zinc zoo zoos
""".split()  # noqa: SIM905 - so many words in quotes are harder to read
_THINGS_ZH = """
房价 房租 租金 房贷 住房 公寓 别墅 酒店 旅馆 民宿 餐馆 餐厅 饭店 火锅店 咖啡 茶叶 啤酒 白酒 香烟 烟草 牛奶 鸡蛋 牛肉 羊肉 鸡肉 海鲜 大米 小麦 玉米地 大豆 棉花 蔬菜 水果 苹果园 葡萄 西瓜 土豆 食盐 食糖
工资 薪资 薪水 月薪 年薪 收入 最低工资 奖金 退休金 就业率 失业率 劳动力 员工 职工 农民工 外卖员 快递员 医生 护士 教师 律师 警察 司机 学生 大学生 中小学生 研究生 博士 留学生 儿童 老人 老年人 婴儿 人口 常住人口 户籍人口 出生率 死亡率 结婚率 离婚率 移民
医院 病床 床位 诊所 药店 疫苗 学校 小学 中学 大学 高校 幼儿园 图书馆 博物馆 电影院 剧院 体育馆 健身房 游泳池 公园数 动物园 寺庙 教堂 监狱 法院 银行网点 股票 股价 基金 债券 存款 贷款 利率 汇率 通胀 物价 消费价格 税收 财政收入 财政支出 预算 国债
地铁 轨道交通 轻轨 公交 公交车 出租车 网约车 高铁 动车 机场 航班 航空 旅客 客流 客流量 乘客 货运量 吞吐量 集装箱 高速公路 公路 里程 桥梁 隧道 停车位 停车场 快递 包裹 邮政
电力 用电量 发电量 天然气 页岩气 石油 煤炭 汽油 柴油 水电 风电 光伏 核电 太阳能 污水 垃圾 废水 空气质量 雾霾 降雨 降水 气温 温度 森林覆盖率 碳排放 排放量
手机用户 网民 宽带 电视 冰箱 空调 洗衣机 机器人 无人机 家具 服装店 鞋 玩具 化妆品 药品价格 游客 景区 门票 电影 票房 音乐 足球 篮球 马拉松 犯罪 犯罪率 事故 火灾 地震 洪水 选举 市长 面积 海拔 专利 论文 版权 诉讼 保险费 彩票
""".split()  # noqa: SIM905
THINGS = frozenset(_THINGS)
THINGS_ZH = frozenset(_THINGS_ZH)
