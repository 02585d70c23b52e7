//! English words by class.

use crate::capture::language::Class;

pub(super) const CLASSES: &[(Class, &str)] = &[
    (
        Class::DETERMINER,
        "the a an this that these those some any every each no another both either neither all many most several few much more such certain enough other",
    ),
    (
        Class::PRONOUN,
        "i you he she it we they me him us them himself herself itself themselves myself yourself ourselves someone somebody everyone everybody anyone anybody nobody nothing something anything everything one ones this that these those others there none",
    ),
    (Class::POSSESSIVE, "my your his her its our their whose"),
    (
        Class::PREPOSITION,
        "of in on at by for with from to into onto about against after before during under over between among through across toward towards upon within without behind beyond near since until till despite amid amidst around above below beneath beside besides along alongside like unlike as than per via off out up down outside inside concerning regarding except throughout including following versus minus plus",
    ),
    (Class::COORDINATOR, "and or but nor yet so &"),
    (
        Class::SUBORDINATOR,
        "because although though while whereas if unless when whenever where wherever since until after before as once lest whether that whilst provided",
    ),
    (
        Class::QUESTION,
        "who whom whose which what when where why how whether if whatever whoever whichever",
    ),
    (
        Class::AUXILIARY,
        "am is are was were be been being have has had having do does did 's 're 've 'm isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't ain't",
    ),
    (
        Class::BE,
        "am is are was were be been being isn't aren't wasn't weren't 're 'm get gets got gotten getting",
    ),
    (
        Class::MODAL,
        "will would can could may might must shall should ought 'll 'd won't wouldn't can't cannot couldn't mightn't mustn't shouldn't",
    ),
    (
        Class::NEGATION,
        "not never n't hardly barely scarcely rarely seldom neither nor",
    ),
    (
        Class::ADVERB,
        "also then now just still even ever always often sometimes once again soon later earlier already yet too only very quite rather almost nearly perhaps maybe however therefore instead moreover furthermore meanwhile further here there repeatedly reportedly allegedly apparently clearly simply really actually indeed thus hence twice thrice first firstly lastly finally initially recently currently formerly previously long far well much almost afterward afterwards together apart aloud away back forth anyway otherwise nonetheless nevertheless though bluntly flatly",
    ),
    (
        Class::NUMBER,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen dozens hundreds thousands millions half first second third",
    ),
    (
        Class::TIME.with(Class::NO_NAME),
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun",
    ),
    (
        Class::TIME,
        "today yesterday tomorrow tonight quarter decade century season week month year day night morning afternoon evening weekend hours minutes weeks months years days moments noon midnight spring summer autumn fall winter overnight recently late early last earlier later ago",
    ),
    // Only the single day that may follow a verb of speech without a preposition is TIME; a month may be a given name as well.
    (
        Class::TITLE.with(Class::MALE),
        "mr mister sir lord king prince father brother uncle congressman senor señor monsieur herr duke baron emperor imam pope monsignor sheikh sultan rabbi",
    ),
    (
        Class::TITLE.with(Class::FEMALE),
        "mrs ms miss lady queen princess sister aunt congresswoman madam madame dame señora senora señorita mademoiselle frau duchess baroness empress",
    ),
    (
        Class::TITLE,
        "sens reps govs profs drs senators representatives dr prof professor sen senator rep representative gov governor president chairman chairwoman chair minister premier chancellor ambassador general gen col colonel capt captain lt lieutenant sgt sergeant maj major cmdr commander adm admiral judge justice secretary mayor speaker director commissioner chief sheriff detective officer attorney deputy vice prime first former ex-president delegate councilman councilwoman councilor councillor alderman alderwoman rev reverend bishop archbishop cardinal pastor lawmaker majority minority leader whip inspector superintendent constable coach spokesman spokeswoman spokesperson private corporal pfc cpl marshal brigadier acting foreign interior finance defense defence inspector special envoy hon dean provost emeritus associate assistant undersecretary",
    ),
    (
        Class::ROLE,
        "source insider adviser advisor aide analyst activist actor actress administrator advocate agent ambassador anchor archbishop architect artist assistant associate astronomer athlete attorney author biologist bishop blogger boss broker candidate captain cardinal ceo chair chairman chairperson chairwoman chancellor chef chemist chief cleric clerk co-chair co-founder coach colleague columnist comedian commander commentator commissioner composer congressman congresswoman consultant contractor coordinator correspondent councillor councilman councilwoman counsel critic curator dean defender delegate democrat deputy designer detective developer diplomat director doctor economist editor engineer entrepreneur envoy executive expert farmer father fellow filmmaker firefighter fisherman founder general geologist governor guard head historian host imam inspector instructor investigator investor journalist judge justice king lawmaker lawyer leader lecturer legislator lieutenant lobbyist manager mayor mechanic member merchant meteorologist minister monk mother musician neighbor neighbour negotiator novelist nun nurse officer official opponent organizer organiser owner painter partner pastor patient philosopher photographer physician physicist pilot planner player poet policeman politician pollster premier president priest prince princess principal producer professor programmer prosecutor provost psychiatrist psychologist publisher queen rabbi ranger rector reporter representative republican researcher resident scholar scientist secretary senator sergeant sheriff singer skipper socialist sociologist soldier solicitor son speaker spokesman spokesperson spokeswoman sponsor staffer strategist student superintendent supporter surgeon surveyor survivor teacher technician trader trainer treasurer trustee undersecretary veteran vice-president vice-chairman victim volunteer witness worker writer daughter wife husband brother sister friend cousin uncle aunt grandmother grandfather widow nephew niece driver shopkeeper zoologist botanist archaeologist anthropologist theologian epidemiologist virologist oceanographer ecologist",
    ),
    (
        Class::PEOPLE.with(Class::PLURAL),
        "officials sources experts analysts critics supporters opponents people lawmakers aides advisers advisors authorities witnesses residents voters democrats republicans scientists researchers economists investigators prosecutors lawyers observers members leaders diplomats activists scholars protesters police reporters journalists doctors workers students parents teachers neighbors neighbours friends colleagues relatives families survivors victims insiders executives investors traders strategists organizers organisers campaigners advocates politicians conservatives liberals senators representatives governors donors pundits commentators historians delegates allies rivals participants respondents americans britons europeans farmers fishermen villagers locals soldiers officers rebels militants regulators attorneys employees managers patients women men candidates conservationists environmentalists engineers academics professors physicians nurses veterans commanders editors writers some many others few several most both majority",
    ),
    (
        Class::ORGANIZATION,
        "administration agency alliance army assembly association authority bank board brigade broadcaster bureau cabinet campaign center centre chamber charity church city club coalition college command commission committee company confederation conference congress consortium corporation corp council court department directorate embassy enterprise faculty federation firm force forces forum foundation fund government group guild hospital house inc industries initiative institute institution junta kremlin laboratory league legislature library magazine ministry mission movement museum navy network news newspaper observatory office organization organisation outlet panel parliament party pentagon police post press project publisher regime regulator school secretariat senate service society studio syndicate team think-tank times treasury tribunal tribune trust union university herald gazette watchdog ltd llc plc gmbh co gallery airlines airways motors partners holdings",
    ),
    (
        Class::PLACE,
        "afghanistan africa albania algeria america angola argentina armenia asia australia austria azerbaijan bahrain bangladesh beijing belarus belgium berlin bolivia botswana brazil britain brussels bulgaria burma cairo california cambodia cameroon canada chad chile china chongqing colombia congo croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia europe fiji finland florida france gaza geneva georgia germany ghana greece greenland guatemala guinea guyana haiti havana honduras hungary iceland illinois india indonesia iowa iran iraq ireland islamabad israel istanbul italy jamaica japan jerusalem jordan kazakhstan kenya kiev korea kosovo kuwait kyiv kyrgyzstan laos latvia lebanon liberia libya lithuania london luxembourg macedonia madagascar madrid malawi malaysia mali malta mauritius mexico michigan minnesota moldova mongolia montenegro morocco moscow mozambique myanmar namibia nepal netherlands nevada nicaragua niger nigeria norway ohio oman oregon pakistan palestine panama paraguay paris pennsylvania peru philippines poland portugal qatar romania rome russia rwanda scotland senegal serbia seoul shanghai sierra singapore slovakia slovenia somalia spain sudan sweden switzerland sydney syria taiwan tajikistan tanzania tehran texas thailand tibet tokyo toronto tunisia turkey uganda ukraine uruguay us usa u.s uk u.k uzbekistan vatican venezuela vermont vienna vietnam wales washington wisconsin xinjiang yemen zambia zimbabwe eu un u.n",
    ),
    (
        Class::PLACE_FIRST,
        "united new north south east west saudi hong los las san santa puerto sri costa ivory burkina sierra papua middle central port fort lake mount cape buenos rio kuala addis tel abu phnom",
    ),
    (
        Class::NATIONALITY,
        "afghan african albanian algerian american arab argentine armenian asian australian austrian bangladeshi belgian brazilian british bulgarian cambodian canadian chilean chinese colombian congolese croatian cuban czech danish dutch egyptian english estonian ethiopian european finnish french georgian german ghanaian greek hungarian indian indonesian iranian iraqi irish israeli italian jamaican japanese jordanian kazakh kenyan korean kurdish kuwaiti kyrgyz laotian latvian lebanese libyan lithuanian malaysian mexican mongolian moroccan nepalese nigerian norwegian pakistani palestinian peruvian polish portuguese qatari romanian russian rwandan saudi scottish senegalese serbian singaporean slovak slovenian somali soviet spanish sudanese swedish swiss syrian taiwanese tajik tanzanian thai tibetan tunisian turkish ugandan ukrainian uzbek venezuelan vietnamese welsh pacific islander atlantic caribbean western eastern northern southern yemeni zambian zimbabwean democratic republican conservative liberal labour christian muslim jewish catholic islamic hispanic",
    ),
    (
        Class::DOCUMENT,
        "report statement study poll survey document documents letter bill law resolution article editorial memo email e-mail filing filings ruling indictment affidavit lawsuit paper book release website communique communiqué declaration note tweet post posting transcript treaty constitution charter analysis data figures numbers statistics results findings research census audit review records record evidence index dossier complaint brief opinion order testimony footage video story column account ad advertisement advert banner sign signs placards headline caption message messages press-release newsletter manifesto platform polls reports statements studies surveys letters bills laws emails articles papers polling polls estimates estimate projections forecasts model models documents",
    ),
    (
        Class::FAMILY_FIRST,
        "chen li liu wang zhang huang zhao wu zhou xu sun ma zhu hu guo lin luo gao liang zheng xie song tang deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao shen zhong cui lai tan fang jin hou shi meng xiong qin bai yan xue lei hao kong shao mao wan gu he long duan qian xi kim park nguyen tran pham hoang phan vu dang bui ngo duong kang cho choi jeong chung yoon jang lim han oh seo shin kwon hwang ahn song yoo hong moon ban",
    ),
    (
        Class::PARTICLE,
        "van von der den de la le du da dos del della di bin ibn al el ben bint abu ter ten zu af av st y e",
    ),
    (
        Class::MALE,
        "man boy father son husband brother king spokesman chairman congressman businessman gentleman policeman fisherman grandfather uncle nephew councilman actor prince lord",
    ),
    (
        Class::FEMALE,
        "woman girl mother daughter wife sister queen spokeswoman chairwoman congresswoman businesswoman lady policewoman grandmother aunt niece councilwoman actress princess widow waitress",
    ),
    (
        Class::NO_NAME,
        "the a an this that these those i he she it we they you his her its our their my your and but or so yet if when while after before because although though since as in on at by for with from to of about under over during despite unlike not no yes what who why how where which is are was were do does did has have had will would can could may should let's well now then here there also still even just only some many most all both each every other another more few several one two three four five six seven eight nine ten according asked told meanwhile however instead later earlier last next first second third today yesterday tonight tomorrow like until once among between amid through across against without within than up out off down such editor's please thanks thank photo image getty reuters ap afp updated related click read share advertisement q a nor neither either est edt pst pdt gmt utc am pm tv ceo cfo coo mp mps pdf faq",
    ),
    (
        Class::NOUN,
        "way time people thing things country state world president party campaign election percent percentage money tax trade war part end place case number point government company group problem fact question work home name issue issues policy plan deal vote race debate support action actions support system health care job jobs",
    ),
    (
        Class::ADJECTIVE,
        "new old good bad great big small large little high low long short young local national federal public private political economic social international foreign military senior former current major key top chief deputy vice leading former executive general prime new-york own same different recent early late possible likely unlikely",
    ),
    (Class::GIVEN_MALE, super::given_names::MALE),
    (Class::GIVEN_FEMALE, super::given_names::FEMALE),
    (
        Class::ASKS,
        "ask asks asked asking press pressed question questioned quiz quizzed",
    ),
    (Class::PLURAL, "they we these those them us their our"),
];
