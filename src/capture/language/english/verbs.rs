//! English verbs: the irregular ones, and common ones that report nothing, which show where a clause has its verb.

/// Base, third person, past, past participle, present participle.
pub(super) const IRREGULAR: &str = "\
say says said said saying
tell tells told told telling
write writes wrote written writing
think thinks thought thought thinking
read reads read read reading
swear swears swore sworn swearing
speak speaks spoke spoken speaking
find finds found found finding
show shows showed shown showing
know knows knew known knowing
see sees saw seen seeing
hear hears heard heard hearing
feel feels felt felt feeling
hold holds held held holding
foresee foresees foresaw foreseen foreseeing
foretell foretells foretold foretold foretelling
forecast forecasts forecast forecast forecasting
understand understands understood understood understanding
mean means meant meant meaning
shoot shoots shot shot shooting
hit hits hit hit hitting
go goes went gone going
begin begins began begun beginning
sing sings sang sung singing
choose chooses chose chosen choosing
seek seeks sought sought seeking
forget forgets forgot forgotten forgetting
cast casts cast cast casting
take takes took taken taking
tear tears tore torn tearing
lay lays laid laid laying
spell spells spelled spelled spelling
set sets set set setting
rebut rebuts rebutted rebutted rebutting
regret regrets regretted regretted regretting
admit admits admitted admitted admitting
plan plans planned planned planning
quip quips quipped quipped quipping
refer refers referred referred referring
prefer prefers preferred preferred preferring
infer infers inferred inferred inferring
opt opts opted opted opting
slam slams slammed slammed slamming
pan pans panned panned panning
rap raps rapped rapped rapping
rip rips ripped ripped ripping
snap snaps snapped snapped snapping
brag brags bragged bragged bragging
dub dubs dubbed dubbed dubbing
sum sums summed summed summing
blog blogs blogged blogged blogging
commit commits committed committed committing
signal signals signaled signaled signaling
counsel counsels counseled counseled counseling
label labels labeled labeled labeling
recount recounts recounted recounted recounting
chide chides chided chided chiding
extol extols extolled extolled extolling
rebuff rebuffs rebuffed rebuffed rebuffing
retell retells retold retold retelling
offer offers offered offered offering
be is was been being
have has had had having
do does did done doing
make makes made made making
get gets got gotten getting
give gives gave given giving
come comes came come coming
leave leaves left left leaving
lose loses lost lost losing
win wins won won winning
run runs ran run running
keep keeps kept kept keeping
put puts put put putting
bring brings brought brought bringing
buy buys bought bought buying
sell sells sold sold selling
send sends sent sent sending
spend spends spent spent spending
stand stands stood stood standing
sit sits sat sat sitting
become becomes became become becoming
grow grows grew grown growing
fall falls fell fallen falling
rise rises rose risen rising
break breaks broke broken breaking
drive drives drove driven driving
draw draws drew drawn drawing
fly flies flew flown flying
throw throws threw thrown throwing
eat eats ate eaten eating
fight fights fought fought fighting
lead leads led led leading
meet meets met met meeting
pay pays paid paid paying
teach teaches taught taught teaching
catch catches caught caught catching
build builds built built building
cut cuts cut cut cutting
hurt hurts hurt hurt hurting
let lets let let letting
quit quits quit quit quitting
spread spreads spread spread spreading
wear wears wore worn wearing
wake wakes woke woken waking
win wins won won winning
steal steals stole stolen stealing
strike strikes struck struck striking
shake shakes shook shaken shaking
sleep sleeps slept slept sleeping
lend lends lent lent lending
bear bears bore borne bearing
beat beats beat beaten beating
bind binds bound bound binding
bite bites bit bitten biting
deal deals dealt dealt dealing
dig digs dug dug digging
feed feeds fed fed feeding
flee flees fled fled fleeing
forgive forgives forgave forgiven forgiving
freeze freezes froze frozen freezing
hang hangs hung hung hanging
hide hides hid hidden hiding
lie lies lay lain lying
light lights lit lit lighting
ride rides rode ridden riding
shut shuts shut shut shutting
sink sinks sank sunk sinking
slide slides slid slid sliding
stick sticks stuck stuck sticking
sweep sweeps swept swept sweeping
swim swims swam swum swimming
swing swings swung swung swinging
withdraw withdraws withdrew withdrawn withdrawing
stop stops stopped stopped stopping
ban bans banned banned banning
occur occurs occurred occurred occurring
permit permits permitted permitted permitting
";

/// Verbs that report nothing.
pub(super) const PLAIN: &str = "\
accept access achieve act adapt address adopt advance affect afford aim allow amount appear apply appoint approach approve arise arrest arrive assist attempt attend attract avoid award \
ban be bear beat become begin belong bind bite block borrow break bring build burn buy \
cancel capture carry catch cause celebrate change check claim clean clear climb collapse collect combine come complete comply conduct connect consist contain contribute control convert convince cook cool cooperate cope cost count cover crash create cross cut \
damage dance date deal decline decrease deepen defeat define delay deliver depend deploy derive deserve design destroy develop die differ dig direct disappear discharge distribute divide do dominate double draw dress drink drive drop \
earn eat edge elect emerge employ enable encounter end endanger engage enjoy enter escape establish evolve examine exceed exchange exclude exist expand experience explore export expose extend \
face facilitate fade fail fall feature feed fight file fill finance fit fix flee float flow fly fold follow force form found free freeze fuel fund \
gain gather generate get give go govern grab graduate grant grow guide \
handle hang happen harm have head help hide hire hit hold host hunt hurt \
ignore impact implement import impose improve include increase influence inherit initiate injure inspire install intend introduce invest investigate involve issue \
join judge jump keep kick kill knock lack land last launch lay lead lean learn leave lend let lie lift light limit link live locate look lose lower \
make manage march mark marry match matter measure meet merge miss mix monitor mount move multiply \
need negotiate nominate obtain occupy occur open operate organize organise originate overcome overlook owe own \
participate pass pay perform permit pick place play point pose possess postpone pour prepare present preserve prevail prevent print proceed process produce prohibit prompt protect prove provide publish pull punish purchase pursue push put \
qualify quit race raise rank reach react rebuild receive recover recruit reduce reflect regulate relax release rely remain remove renew rent repair replace represent require rescue reside resign resist resolve rest restore restrict result resume retain retire return reverse review ride ring rise risk roll ruin run rush \
save score search secure seem seize select sell send separate serve set settle shake shape share shift shoot shrink shut sign sink sit sleep slide slow smile soar solve sound span spark spend split spread stage stand start stay steal stem step stick stop strengthen strike struggle study submit succeed suffer supply surge surprise surrender surround survive suspend sustain sweep swim swing switch \
take target taste teach tear tend test tie throw tie top total touch track trade train transfer transform travel treat trigger triple trust try turn undergo undermine unite update upgrade use \
vary visit vote wait wake walk warm wash waste watch weaken wear weigh win wind withdraw work wound yield happen \
center centre base blow bounce brief burst buck clash dip dwindle echo email face float grip hail haul hinge hover hurtle inch insult intersect invite jolt lack lapse loom lurk merit mirror mount nod notice overhaul owe peak pile pledge plummet plow poll prosper range rebound rebuild relate repeal resemble revolve roar sacrifice sail sanction scatter seat sell shelter shelve shine shuffle signal skyrocket slash slip soften sort spawn spill spin split sprawl squeeze stem stir store stretch strip stumble subside suit swell tackle tangle tap tempt tighten tour trace trail transmit trim tumble twist undercut underestimate underlie unify unite unlock urge venture veto warrant widen wish wither worsen wrap wreck
boost breach bridge broadcast campaign champion coordinate crack curb debut deepen devastate displace dispatch disrupt ease eliminate emphasize encourage enforce enhance ensure erode erupt exacerbate facilitate flood foster halt heal hinder hospitalize ignite incorporate intervene lag overturn oversee plunge probe prosecute reopen restructure scrap skip spur stabilize stall streamline swamp tackle thwart topple tumble unveil uphold usher violate vanish mislead matter cost deserve";
