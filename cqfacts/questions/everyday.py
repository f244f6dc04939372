"""Everyday words of English: what they are is a manner of speaking, neither a slip of a word of the base nor what is looked for.

Words of the economy are none of them, common as they are.
"""

_WORDS = """
able abroad absolute abundant accept accepted accident accord accordance account accounted achieve achieved acquire
act acting action active actor add added adding admit admitted adopt advantage adverse advice advise affair affect
afford afraid afternoon again agree agreed ahead aimed alike alive allow allowed allowing alone along aloud already
although always amaze amazing amid amongst ample amusing ancient anew anger angle angry announce announced annoy
answer answered anybody anyhow anyone anything anyway anywhere apart apparent apparently appeal appear appeared
appearing applied apply approach aren't argue argued arise arose arrange arrive arrived aside asked asking aspect
assert assess assist assume assumed assuming assure attain attained attempt attempted attend attention attitude
attract attracted avoid await awake award aware away awful back backdrop backed background badly balance ballpark
bare barely base based basic basis bear bearing beat became because become becoming before began begin beginning
begun behalf behave behind being belief believe believed belong below beneath beside besides beyond bigger bit bits
blame boast boasted bold borne both bother bound break breaking breath brief briefly bright bring bringing broad
broaden broadly broke broken brought build bunch burden bustle busy called calling calm came can't capable capture
care careful carefully carried carry carrying case cases cast catch caught cause caused ceased central certain
certainly chance change changed changing chap character charge chase chasing check chief choice choose choosing
chose chosen claim claimed claiming clear clearly clever climb close closed closely closer coax coaxed collect
combine combined come comes comfort coming comment commit committed common commonly compare compared comparing
complete completed completely concern concerned conclude conduct confirm connection consider considerable considered
considering consist constant contain content context continue continued contrast control correct correctly couldn't
couple course court courted cover covered crazy create crowd crucial curious current currently custom daily dare
dared deal dealing decent decide decided deep deeply define defined definite definitely delay deliver depend depth
describe described deserve desire despatch despite detail detailed details determine devote didn didn't differ
difference different differently difficult dinner direct directly disclose discover discuss dispatch display divide
doesn't doing don't done doubt dozen dozens drag draw drawn dream drew drive driven driving drop dropped dubbed due
during duty each eager earlier earliest early earnest ease easier easily easy eating edge effect effective effort
efforts eight eighty either else elsewhere embark emerge emphasis enable encourage end ended ending endless engage
enjoy enormous enough ensure enter entered entirely equal equally especially essential essentially establish
established even evening event eventually ever every everybody everyday everyone everything everywhere evidence
evident exact exactly example exceed exceeded excellent except exist existed existing expand expect expected
expecting explain explained express expressed extend extended extent extra extremely face faced facing fact factor
fail failed fair fairly faith fallen familiar famous fancy far fare fascinating fast faster favor favour fear
feature featured feel feeling fell felt fetch fewer fifty fight figure file fill filled final finally find finding
fine finish finished fire firmly fit fits five fixed flat flew flow focus focused follow followed following fond
force forced foremost forget form formal formed former formerly fortune forty forward found four frame free freely
frequent frequently fresh friend friendly front full fully fundamental funny further gain gained gather gathered
gave general generally generate generated gentle gentleman genuine getting give given gives giving glad glance
glimpse goes going gone gotten grand grant granted gratefully great greater greatest grip ground guess guide hadn't
hand handed handful handle handled hang happen happened happening happy hard harder hardly harm hasn't haste hasten
haven't head headed heading headline heads hear heard hearing heart heavily heavy height held hello help helped
helping hence herself hide high higher highly hilly himself hint hold holding honest honestly hope hoped hoping hot
hotly hour hours however huge hundred hundreds hurry idea ideal identify ignore ignored imagine immediate
immediately impact imply importance important importantly impression impressive improve improved inch include
included including indeed indicate individual informed initial initially inside insist instance instead intend
intended intent interest interested interesting introduce introduced involve involved isn't itself join joined joint
joke judge judged judging jump jumped junk just justify keen keep keeping kept key kick kind kinds knew know knowing
known label labelled lack lacked laid largely larger last lasted lasting late lately later latest latter laugh
laughing launched lead leap leapt learn learned learning leave leaving left lend length lessen letter letting level
lie lies life lift lifted light like liked likely likewise limit limited line lines link linked list listed little
live lived lively living load local locate located long longer look looked looking looks loosely lose losing lost
lots loud love lovely luck lucky main mainly maintain major majority manage managed mankind manner many mark marked
master match matched matter matters maybe mean meaning means meant meanwhile meet meeting member mention mentioned
merely mess middle might mighty mild mind mine minor minute miss missed missing mistake mix mixed modest moment
moments moreover morning mostly move moved moving much multiple must muster mutual myself mystery naive name named
names narrow nature near nearby nearly necessarily necessary need needed needs neither never nevertheless newly next
nice night nine nobody noise none nonetheless normal normally note noted nothing notice noticed notion nowhere
numerous oblige observe obtain obtained obvious obviously occasion occasionally occur occurred odd offer offered
offering offers official officially often once ongoing only onto onward onwards open opened opening operate opinion
opposite option ordinary original originally other others otherwise ought ourselves outcome outside overall overseas
oversee owed owing own owned owner pace pain pair part partly partner parts pass passed passing past path patient
pause peak penny perfect perfectly perform perhaps period permit person personal persuade phase phrase pick picked
picking piece pieces place placed plain plainly play played player playing please pleased plenty point pointed
points poor poorly popular position positive possess possible possibly pour poured power powerful practical
practically practice praise precise precisely prefer preferred presence present presented presently press pressed
presumably pretend pretty prevent previous previously pride primarily primary principal principle prior probably
problem problems proceed process proclaim promise promised promote promoted prompt proof proper properly propose
proposed prospect protect proud proudly prove proved provide provided provides providing publicly pull pulled pure
purely purpose pursue push pushed pushing put putting puzzle question questions quickly quiet quietly quit quite
quote quoted race raise raised raising range ranged rapid rapidly rare rarely rather reach reached reaching react
read readily reading ready real realise reality realize really reason reasonable reasonably reasons reassure recall
receive received recent recently reckon reckoned recognise recognize record recorded recover reduce refer referred
reflect refuse regard regarded regarding regards regular regularly relate related relation relative relatively
release released relevant rely remain remained remaining remains remark remarkable remember remind remote remove
removed repeat replace reply report reported reportedly reporting represent request require required rescue respect
respectively respond response rest result resulting results retain retire return returned reveal revealed rid ride
right ring rise role roll rolled rolling rough roughly round route routine rule rules run running rush sadly safe
safely said sake same sane satisfy save saved saving saying says scale scandal scarce scarcely scene scheme schemes
scope score scored search secret secure secured seek seeking seem seemed seems seen seize seldom select selected
send sending senior sense sensible sent separate separately series serious seriously serve served serves set sets
setting settle settled seven several shall shape sharp sharply sheer shift shine shoot short shortly shot should
shouldn't show showed showing shown shows shut side sided sides sight sign signed significant significantly silly
similar similarly simple simpler simply since single sister sit site sitting situation size skill slightly slim slow
slowly small smaller smallest smart smooth smoothly sole solely solid solve some somebody somehow someone something
sometimes somewhat somewhere soon sooner sorry sort sorts sought sound sounds source space span spare speak speaking
special specific specifically split spoke spot spread spring square stack stake stand standing stands star stare
start started starting starts state stated statement stay stayed steadily steady steep steeply step steps stick
still stood stop stopped story straight strain strange stress stretch strict strike striking string strive strong
stronger strongly struck structure struggle stuck stuff stunning style subject succeed success such sudden suddenly
suffer suggest suggested suit suitable summer sums super superb support supported suppose supposed supposedly sure
surely surprise surprised surprising survive sustain sweep swept swift swing switch table tackle take taken takes
taking takings tale talk talked talking talks tall task taste team tell telling tells tend tended term terms test
thank thanks that thereabouts thereby therefore thick thin thing things think thinking thirty thorough though
thought thoughts thousand thousands threat three threw through throughout throw thrown thus tidy tied tight till
time times tiny title titles today together told tonight took tool topic total totally totted touch touched toward
towards town trace tradition traditional transfer transform translate treat treated treatment tremendous trend
tribute trick tried tries trouble true truly trust truth trying turn turned turning turns twelve twenty type typical
typically ultimate ultimately unable unaware uncertain under undergo understand understood undertake undoubtedly
unfortunately unite united unless unlike unlikely until unusual upcoming update upon upper upright upward upwards
urge urgent used useful uses using usual usually utmost utter vague varied variety various vary vast vastly verge
very view viewed views visible vision visit vital vivid voice wait waited waiting wake walk walked walking want
wanted wanting wants warm warn wasn't watch wave ways weak wear week weeks weigh weight welcome well went weren't
west whatever whatsoever whenever whereabouts whereas wherever whether which whichever while whilst whoever whole
wholly whom whose wide widely wider widest wild willing wish wished within without witness woke won won't wonder
wondered wonderful wondering word worded words wore work worked working world worry worse worth worthy would wouldn
wouldn't wound wrap write writing written wrong wrote yard year yearly years yell yesterday young yours yourself
zero
""".split()  # noqa: SIM905 - so many words in quotes are harder to read
EVERYDAY = frozenset(_WORDS)
