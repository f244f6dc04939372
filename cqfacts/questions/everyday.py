"""Everyday words of English: what they are is a manner of speaking, neither a slip of a word of the base nor what is looked for.

Words of the economy are none of them, common as they are.
"""

_WORDS = """
able abroad absolute absorb abundant abundantly accelerated accelerating accept accepted accomplish accord
accordance account accounted accumulate accurate achieve achieved acknowledged acquire acquired act acting action
active actor adapt add added adding address admit admitted adopt adopted advantage adverse advice advise affair
affect afford afraid afternoon again aggregate agree agreed ahead aid aiding aim aimed aims alike alive alleged
allegedly allow allowed allowing alone along alongside aloud already alter altered although altogether always amaze
amazed amazing amid amongst ample amusing ancient anew anger angle angry announce announced announcement annoy
annual answer answered anticipate anticipated anybody anyhow anyone anyplace anything anyway anyways anywhere apart
apparent apparently appeal appealing appear appeared appearing applied apply appoint approach approve approved
approximate approximately aren't arent arguably argue argued arise arose arrange arranged arrival arrive arrived
arriving article articles asap aside asked asking aspect assembled assert assess assigned assist assisted assume
assumed assuming assure astonishing attach attached attain attained attempt attempted attend attention attitude
attract attracted attracting attractive attributable attribute attributed authentic average averaged averages avoid
await awake award aware away awful back backdrop backed background backing badly balance balanced ballpark bang
bare barely base based basic basis bear bearing beat beaten became because become becomes becoming before began
begin beginning begun behalf behave behind being belief believe believed belong belongs below beneath beside
besides bet beyond bigger biggish bit bits blame blow blown boast boasted boasting bold booming boosted boosting
borne boss bosses bossy both bother bottom bounce bounced bound brand branded bravely break breakdown breaking
breath brief briefing briefly bright bring bringing brisk briskly brits broad broaden broadly broke broken brought
brush btw buck bucked bucking build builds built bulk bump bunch burden burst busier bustle busy buy buying
calculate calculated calculation called calling calm came can't candidly cant capable capture care careful
carefully careless carried carry carrying case cases cast catch cater catered caters caught cause caused ceased
ceiling centered central centred certain certainly champion chance change changed changing chap character charge
charged chase chasing cheaper check cheers chief choice choose choosing chose chosen chunk cited citing claim
claimed claiming clarify classed classified clear clearly clever climb climbing clocked close closed closely closer
cluttered coax coaxed coaxing collect collected collectively colorful colourful combine combined combo come comes
comfort coming comment commit committed committing common commonly comparable comparatively compare compared
comparing comparison compete competing complement complete completed completely comprise comprised comprises
compute computed concentrate concentrated concern concerned concerning conclude concrete condition conditions
conduct confident confidently confirm confirmed confuse confused connection consider considerable considerably
considered considering consist consistently constant constitute constituted contain contemporary content contested
context continually continue continued continuing continuous contrast contributed contributes contributing control
converted convince convinced cope correct correctly corresponding couldn't count counted counting counts couple
course courted cover covered covering crank cranked cranking crazy create created creates creating critical crowd
crowded crown crowned crucial curious current currently custom cute daily damn dare dared dates deal dealing dealt
dear dearer decent decide decided declare declared decline declining dedicate dedicated deemed deep deeper deeply
define defined definite definitely degree delay delighted deliver delivered delivering demonstrate denote depend
depth describe described deserve designate designated designed desire desk despatch despite destined detail
detailed details determine determined develop developed devised devote didn didn't didnt differ difference
different differently difficult dig direct directed directly disappointing disclose discover discuss dispatch
display displayed distinct distinguish distributed diverse divide divided doesn't doesnt doing dominant dominate
dominated dominates don't done donot dont dosh doubt download downright dozen dozens dr draft drag dramatic
dramatically draw drawn dream drew drive driven driving drop dropped dropping dubbed due dump dumped dunno durable
during duty dwell each eager earlier earliest early earmarked earned earnest earning earns ease easier easily easy
eating edge editor effect effective effort efforts eight eighty either elevated eligible else elsewhere embark
embarked embrace emerge emerged emerging emphasis emphasise emphasize employing enable enabled encompass
encountered encourage encouraged encouraging end endeavour ended ending endless endorsed engage enhance enhanced
enhancing enjoy enlist enormous enough ensure entail enter entered entirely entitled equal equally equals
equivalent escape escaped especially essence essential essentially establish established esteemed estimate
estimated estimates evaluate evaluated even evening event eventual eventually ever every everybody everyday
everyone everything everywhere evidence evident evolve evolved exact exactly example exceed exceeded exceeding
excellent except exceptional excess exclusively exist existed existing expand expect expected expecting explain
explained exploit explore exploring exposed express expressed extend extended extending extensively extent extra
extraordinary extremely eye eyeing eyes fab face faced facing fact factor fade faded fail failed faint fair fairly
faith fallen falling familiar famous fancy fantastic far fare fared fascinating fast faster favor favored favour
favourable favoured fear feature featured featuring feel feeling fell felt fetch fetched fewer fewest fiercely
fifty fight figure figured figuring file fill filled filling final finalised finalized finally find finding fine
fingers finish finished fire firmly fit fits five fixed fixing flag flagged flat flew flock flocked flocking
flourish flourishing flow flying focus focused focusing folks follow followed following fond foot footing force
forced forecasting foremost forget form formal formed former formerly formidable forthcoming fortune forty forward
foster fostered fostering found founded founding four frame free freely frequent frequently fresh friend
friendliest friendly front fulfil fulfilled full fully functioning fundamental funny furnished further furthermore
fyi gain gained gaining gather gathered gauge gauged gave general generally generate generated gentle gentleman
genuine getting gigantic gimme give given gives giving glad glance glimpse glorious goal goals goes going gone
gonna gotta gotten grab grabbed gradual gradually grand grant granted grasp gratefully great greater greatest
greatly grip gross ground grouped guaranteed guarded guess guessed guide guys habit hadn't hail hailed halfway
hammered hand handed handful handle handled handling handy hang happen happened happening happy hard harder hardly
harm hasn't haste hasten haven't head headed heading headline heads hear heard hearing heart heavier heavily heavy
hefty height held hello help helped helpful helping hence heralded herself hey hi hide high higher highlight
highlighted highly hilly himself hint hit hitherto hits hitting hold holding holds homegrown honest honestly hooked
hope hoped hoping host hosted hosting hosts hot hotly hour hours housed how'd how's however hows huge hugely humble
humour hundred hundreds hurry hype i'd i'll i'm idea ideal identify ignore ignored ignoring im imagine immediate
immediately impact imply importance important importantly impressed impression impressive improve improved
improving inaugural inch incl include included including incredible incredibly incur indeed indicate indicated
indicates indicating individual info inform informed initial initially initiate initiated inner innovative inquire
inside insist inspire inspired install installed instance instant instead integral integrate integrated intend
intended intense intensive intent intention interested interesting interim internal internationally interpret
intriguing introduce introduced invested invite invited inviting involve involved irrespective isn't isnt issue
issued issues it'd its itself ive join joined joining joint joke jot judge judged judging jump jumped jumping junk
just justify keen keenly keep keeping keeps kept key kick kicked kind kinda kindly kinds knew know knowing known
label labelled lack lacked lacking lads laid landed landing landlocked lands lane largely larger last lasted
lasting late lately later latest latter laugh laughing launched launching lay lead leading leaning leap leapfrog
leapt learn learned learning leave leaving left leftover legit lemme lend length lent lessen lesser let's lets
letter letting level lie lies life lift lifted light lighter like liked likelihood likely likewise limit limited
line lined lines lining link linked list listed little live lived lively living load loaded local locally locate
located lodge lofty lone long longer longest longstanding look looked looking looks looming loosely lose losing
lost lot lots loud love loved lovely lowered lowest luck lucky lucrative ludicrous lured magnitude main mainland
mainly maintain major majority majorly makes manage managed manages manifest mankind manner many mark marked
massive massively master match matched mate matter mattered mattering matters maximum maybe mean meaning meaningful
means meant meantime meanwhile measly measure measured measures meet meeting meets member memo memory mention
mentioned mentioning mere merely merge merged mess middle might mighty mild mind mine minor minute miracle
misleading miss missed missing mistake mix mixed moderate modern modest moment moments monumental moreover morning
mostly motivated mount mounted mounting move moved moving mr mrs ms much multiple must muster mutual myself mystery
nab nabbed naive name named namely names narrow nationally nationwide nature near nearby nearly neat neatly
necessarily necessary need needed needs neighbouring neither nephew never nevertheless newly next nice nicer niche
nickname nicknamed night nine nobody noise none nonetheless nonstop normal normally notable notably note noted
notes noteworthy nothing notice noticeable noticed notion nowadays nowhere numbering numerous oblige observe obtain
obtained obtaining obvious obviously occasion occasionally occupied occupies occupy occur occurred odd odds offer
offered offering offers official officially offset often ok okay older omit omitted once ongoing only onto onward
onwards open opened opening operate opinion opposed opposite option orderly ordinary organise organised organize
organized original originally originate other others otherwise ought ourselves oust outcome outcomes outdid outdo
outgrow outline outlined outpace outpaced outside outstanding outstrip outstripped outweigh overall overcome
overseas oversee overtake overtaken overtook overwhelming owed owing own owned owner pace packed pain pair par part
partially participate participating particular particularly partly partner parts pass passed passing past path
patient pause peak peaked peculiar pegged penned penny perfect perfectly perform performed performing perhaps
period periodically permit permitted person personal persuade pertaining phase phenomenal phrase pick picked
picking piece pieces pinpoint pioneer pioneering pitched place placed placing plain plainly planned plans plausible
play played player playing please pleased pledge pledged plenty plotted pls plus plz point pointed points poised
poor poorer poorly popular portrayed posed position positioned positive possess possible possibly posted potential
potentially pour poured power powerful practical practically practice praise praised preceding precise precisely
predominantly prefer preferred premier prepare prepared presence present presented presently presents preserve
press pressed presumably pretend pretty prevail prevailed prevent previous previously pride primarily primary prime
principal principle prior probably problem problems proceed process proclaim promise promised promote promoted
prompt pronounced proof proper properly proportionally proportionate propose proposed pros prospect prosper
prospered prospering protect proud proudly prove proved proven provide provided provides providing publicly publish
published pull pulled pure purely purported purpose pursue pursued push pushed pushing put puts putting puzzle
quantified quantify question questions quickly quid quiet quietly quit quite quote quoted quoting race racked
radical raise raised raising range ranged ranked ranks rapid rapidity rapidly rare rarely rated rather ratio reach
reached reaching react read reader readers readily reading ready real realise reality realize really reason
reasonable reasonably reasons reassure recall receive received recent recently reckon reckoned recognise recognised
recognize recognized recommend record recorded recording recover reduce refer referred refers reflect reflects
refrain refuse regain regard regarded regarding regards regionally registered registration regular regularly
reinforce reinforced rejoice relate related relating relation relative relatively release released relevant relied
relief relies rely remain remained remaining remains remark remarkable remember remembered remind remote remove
removed renamed renowned reopened repeat repeated replace reply report reported reportedly reporter reporting
represent represented represents reputation reputed request requested require required rescue reserved reside
residence resolved respect respective respectively respond response rest restored restrict restricted result
resulting results retain retained retaining retire return returned reveal revealed revive revived revolve richer
rid ride rides ridiculous riding right ring rise rival rivals roaring rocketed role roll rolled rolling rough
roughly round roundabout route routine row rule rules rumored rumoured run runner running rush sadly safe safely
said sake same sane sat satisfy save saved saving saying says scale scales scandal scarce scarcely scene scheme
schemes scope score scored scoring scrap scrapped search secret secure secured seek seeking seem seemed seems seen
seize seldom select selected send sending senior sensational sense sensible sent separate separated separately
series serious seriously serve served serves set sets setting settle settled seven several shall shape shared
shares sharp sharply shed shedding sheer shelled shift shine shoot short shortly shot should shoulder shoulders
shouldn't show showcase showcased showed showing shown shows shrunk shut side sided sides sight sign signed
significant significantly silly similar similarly simple simpler simply since single sir sister sit site sitting
situation sizable size sizeable skill skyrocket skyrocketed slash slashed slated slice slightly slim slow slowed
slowest slowing slowly small smaller smallest smart smashing smooth smoothly snag snagged snap snapped soared
socalled sole solely solid solve solved some somebody somebodys somehow someone something sometimes somewhat
somewhere soon sooner sorry sort sorta sorts sought sound sounds source space span spare speak speaking speaks
special specialise specialised specialize specialized specific specifically specified specify speculated spelled
spends spent split spoke spot spotted spouting spread spring springing sprung square squeezed stack stage staged
stagger staggering stake stand standing standout stands star stare start started starting startling starts state
stated statement stationed stay stayed stays steadily steady steep steeply stellar stem stemmed stems step steps
stick still stimulate stimulated stood stop stopped story straight straightforward strain strange strengthen
strengthened strengthening stress stretch stretched strict strides strike striking string strive strived strives
strong stronger strongly struck structure struggle struggling stuck stuff stunning style subject submitted
subsequent substantial substantially substitute succeed succeeded success such sudden suddenly suffer sufficient
suggest suggested suit suitable summarise summarize summary summer sums super superb supplied supplies supplying
support supported supporting supports suppose supposed supposedly sure surely surpass surpassed surpasses surprise
surprised surprising survive sustain sweep swell swelled swelling swept swift swing switch switched ta table tackle
tackled tackling tad tagged take taken takes taking takings tale talk talked talking talks tall taller tally target
targeted targeting targets task taste team tell telling tells tempo tend tended tentative term terms test testify
thank thanks that that'd thats thereabouts thereby therefore theres they're thick thin thing things think thinking
thirty thorough though thought thoughts thousand thousands threat three threw thrive thrived thriving through
throughout throw throwing thrown thus thx tidy tied tight tightly till time times tiny tipped title titles today
together toggle told tonight took tool topic topped topping tops total totaled totaling totalled totalling totally
totted touch touched touted touting toward towards towering town trace traced track tracked tracking tradition
traditional trail trailed trailing transfer transform transformed transforming translate treat treated treatment
tremendous tremendously trend tribute trick tried tries tripled triumph trouble true truly trust truth trying turn
turnaround turned turning turns twelve twenty type typed typical typically typing ultimate ultimately unable
unanimous unaware uncertain unchanged uncover under undergo undergoing undergone underpin understand understood
undertake undertaken undertaking undoubtedly unfold unfolded unfortunately unique unite united unless unlike
unlikely until unusual unveil unveiled upcoming update upgrade upgraded uphold upon upper upright uptick upward
upwards urge urgent used useful user uses using usual usually utilise utilised utilize utilized utmost utter vague
valued vanish varied varies variety various vary vast vastly verge verify versus very via viable vibrant view
viewed views vigorous virtual virtually visible vision visit visited vital vivid voice wait waited waiting wake
walk walked walking wanna want wanted wanting wants warm warn wasn't wasnt wat watch wave ways we're weak
wealthiest wealthy wear week weeks weigh weight welcome well went weren weren't werent west what'd what're whatd
whatever whats whatsoever when's whenever where'd where's whereabouts whereas wheres wherever whether which
whichever while whilst who'd who're who's whoever whole wholly whom whos whose why's wide widely widen widened
wider widespread widest wild willing win winning wins wish wished within without withstand witness witnessed woke
won won't wonder wondered wonderful wondering wont word worded words wore work worked working world worldly worlds
worldwide worry worrying worse worth worthwhile worthy wot would wouldn wouldn't wound wrap write writing written
wrong wrote yard year yearly years yell yesterday yielded yielding yikes you're young younger yours yourself youve
yup zero zoom zoomed
""".split()  # noqa: SIM905 - so many words in quotes are harder to read
_WORDS_ZH = """
参加 参与 启动 开展 进行 推进 推动 加快 加强 实施 建成 建设成 打造 变成 成为 作为 发布 公布 宣布 提出 表示 评估 评价 测评 入选 列入 纳入 跻身 以前 之前 之后 以后 后来 期间 当时 当前 目前为止
介绍 具体 主要 重要 重点 著名 最新 最近 截至 截止 大概 大致 差不多 左右 到底 究竟 真的 真是 确实 果真 是真的吗 对吗 对不对 请告诉 告诉 帮我 帮忙 查一下 查查 看看 列出 列一下 所有的 全部的 一下
方面 情况 水平 程度 表现 规模有 相比 相比之下 比较 对比 更高 更低 更大 更多 更少 最高 最低 最多 最少 最快 最慢 联合 共同 一起 合作的 相关 有关 关于 属于 位于 地处 拥有 具有 具备 存在 出现
产自 来自于 出自 得到 获得 取得 实现 完成 保持 继续 依然 仍然 一直 已经有 曾经 正在 将要 即将 计划中 打算 希望 想要 需要 应该 可能 能够 可以 为何 缘故 原因 理由 为什么 怎么会 怎么回事
头三天 那里 这里 本地 当地 全市 全国性 国内 国外 外面 里面 其中 之中 其他 另外 此外 包括 包含 涉及 覆盖到 连接 通往 前往 走 卖出 买 花 用 拿 带 送 叫 叫做 称为 被称为 号称
""".split()  # noqa: SIM905
EVERYDAY = frozenset(_WORDS) | frozenset(_WORDS_ZH)
