//! Small lists of English words that matching reads as data: words that say nothing, words that say nearly the same in the news, and
//! words that turn a sentence round. All in small letters without accents; stems are compared, so one form of a word is enough.

/// Words that every sentence has. They weigh little, so that two sentences do not look alike for them.
pub(super) const EMPTY: &[&str] = &[
    "a", "about", "after", "again", "against", "ago", "all", "already", "also", "although", "am", "among", "an", "and", "another", "any",
    "are", "as", "at", "be", "because", "been", "being", "but", "by", "can", "did", "do", "does", "during", "each", "for", "from", "had",
    "has", "have", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "let", "like", "me", "my",
    "now", "of", "off", "on", "onto", "or", "other", "our", "out", "over", "own", "per", "rt", "s", "says", "say", "said", "she", "since", "so",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "until",
    "up", "upon", "us", "very", "via", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will",
    "with", "within", "would", "you", "your", "amp", "according", "told", "shall", "de", "la", "le", "el",
];

/// Words that turn a sentence round, as the reading of a sentence leaves them; single characters of Chinese.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "neither", "nor", "nothing", "nobody", "without", "cannot", "hardly", "kein", "keine", "keinen", "nicht", "nie",
    "ne", "pas", "jamais", "aucun", "nunca", "jamas", "ningun", "нет", "не", "ни", "никогда",
];
/// Characters of Chinese that do.
pub(super) const NEGATION_CHARACTERS: &[char] = &['不', '没', '沒', '无', '無', '未', '非', '莫'];

/// Words that say that something is only possible, due, to come, meant, denied or over, with what they stand for; stems are compared.
pub(super) const MODALS: &[(&str, &str)] = &[
    ("may", "may"), ("might", "may"), ("could", "may"), ("possibly", "may"), ("perhaps", "may"), ("maybe", "may"), ("probably", "may"),
    ("should", "must"), ("must", "must"), ("ought", "must"),
    ("will", "will"), ("shall", "will"), ("would", "will"),
    ("want", "meant"), ("hope", "meant"), ("plan", "meant"), ("promise", "meant"), ("vow", "meant"), ("pledge", "meant"), ("try", "meant"), ("attempt", "meant"),
    ("deny", "denied"), ("refuse", "denied"), ("fail", "denied"), ("false", "denied"), ("untrue", "denied"), ("fake", "denied"), ("hoax", "denied"), ("myth", "denied"),
    ("former", "former"), ("alleged", "alleged"), ("allegedly", "alleged"), ("suspected", "alleged"),
];

/// Words of quantity that are no number, with what they stand for.
pub(super) const QUANTIFIERS: &[(&str, &str)] = &[
    ("all", "all"), ("every", "all"), ("everyone", "all"), ("everybody", "all"), ("always", "all"), ("entire", "all"), ("whole", "all"),
    ("most", "most"), ("mostly", "most"), ("majority", "most"), ("some", "some"), ("several", "some"), ("sometimes", "some"),
    ("few", "few"), ("little", "few"), ("minority", "few"), ("rarely", "few"), ("half", "half"), ("only", "only"), ("nearly", "nearly"), ("almost", "nearly"),
];

/// Words that say the contrary of each other: two lists a row. A pair that differs in these is never nearly certain.
pub(super) const OPPOSITES: &[(&[&str], &[&str])] = &[
    (&["rise", "raise", "increase", "grow", "climb", "surge", "soar", "jump", "gain", "growth", "up", "boost"], &["fall", "decrease", "decline", "drop", "plunge", "sink", "shrink", "lose", "loss", "down", "cut", "slump", "reduce", "reduction"]),
    (&["more", "above", "over", "exceed"], &["less", "fewer", "below", "under"]),
    (&["high", "higher", "highest", "big", "large", "great"], &["low", "lower", "lowest", "small", "tiny", "slight"]),
    (&["approve", "accept", "adopt", "pass", "endorse", "ratify", "allow", "permit", "welcome", "grant", "let"], &["reject", "refuse", "block", "veto", "deny", "decline", "forbid", "ban", "prohibit", "dismiss", "oppose", "deny", "scrap"]),
    (&["support", "back", "favour", "favor", "praise", "applaud", "defend", "promote"], &["oppose", "attack", "condemn", "criticize", "criticise", "blame", "denounce", "fight", "resist", "object", "slam"]),
    (&["agree", "agreement", "consent"], &["disagree", "dispute", "disagreement"]),
    (&["confirm", "admit", "acknowledge", "affirm"], &["deny", "refute", "reject", "contest"]),
    (&["win", "victory", "succeed", "success"], &["lose", "defeat", "fail", "failure"]),
    (&["open", "reopen"], &["close", "shut", "closed"]),
    (&["start", "begin", "launch", "resume"], &["stop", "end", "halt", "finish", "cease", "suspend", "cancel"]),
    (&["enter", "arrive", "join", "come"], &["leave", "exit", "depart", "quit", "withdraw", "go"]),
    (&["buy", "import", "purchase"], &["sell", "export", "sale"]),
    (&["lend", "give", "send"], &["borrow", "take", "receive"]),
    (&["before", "earlier", "early"], &["after", "later", "late"]),
    (&["first", "oldest"], &["last", "youngest", "newest"]),
    (&["best", "better", "good", "improve"], &["worst", "worse", "bad", "worsen"]),
    (&["strong", "stronger", "strengthen"], &["weak", "weaker", "weaken"]),
    (&["fast", "faster", "quick", "rapid"], &["slow", "slower"]),
    (&["safe", "safety", "secure"], &["dangerous", "danger", "unsafe", "risk"]),
    (&["true", "right", "correct", "accurate"], &["false", "wrong", "incorrect", "untrue", "fake"]),
    (&["innocent", "acquit", "clear", "acquittal"], &["guilty", "convict"]),
    (&["hire", "appoint", "employ"], &["fire", "dismiss", "sack"]),
    (&["arrest", "detain", "jail", "imprison", "prison"], &["release", "free"]),
    (&["alive", "survive", "live"], &["dead", "die", "kill"]),
    (&["rich", "wealth"], &["poor", "poverty"]),
    (&["north", "northern"], &["south", "southern"]),
    (&["east", "eastern"], &["west", "western"]),
    (&["male", "man", "boy"], &["female", "woman", "girl"]),
    (&["public"], &["private", "secret"]),
    (&["peace", "ceasefire"], &["war"]),
    (&["majority"], &["minority"]),
    (&["maximum"], &["minimum"]),
    (&["include"], &["exclude"]),
    (&["old"], &["new", "young"]),
    (&["expensive", "costly"], &["cheap"]),
    (&["legal", "lawful"], &["illegal", "unlawful", "illicit"]),
    (&["build", "construct"], &["demolish", "destroy"]),
    (&["protect", "preserve"], &["threaten", "harm", "damage", "endanger"]),
    (&["keep", "maintain", "extend"], &["abandon", "abolish", "drop", "repeal", "remove"]),
    (&["cause"], &["prevent"]),
    (&["hot", "warm"], &["cold", "cool"]),
    (&["enough", "sufficient"], &["insufficient"]),
    (&["permanent"], &["temporary"]),
    (&["voluntary"], &["forced", "compulsory", "mandatory"]),
    (&["friend", "ally"], &["enemy", "foe"]),
    (&["tighten", "raise", "lift"], &["ease", "loosen", "lower"]),
];

/// Words that say nearly the same in the news, a list a row; countries stand with the words for what is theirs.
pub(super) const NEARLY_THE_SAME: &[&[&str]] = &[
    &["kill", "die", "death", "dead", "fatal", "fatality", "slay", "casualty", "murder"], &["hurt", "injure", "wound", "injury"],
    &["blast", "explosion", "bomb", "bombing", "explode"], &["police", "cop", "officer"],
    &["protest", "rally", "demonstration", "demonstrator", "protester", "demonstrate", "march"], &["earthquake", "quake", "tremor"],
    &["jail", "prison", "imprison", "sentence"], &["talk", "negotiation", "negotiate", "dialogue"],
    &["deal", "agreement", "accord", "pact", "treaty"], &["criticize", "criticise", "slam", "condemn", "blast", "denounce", "blame", "attack"],
    &["plane", "jet", "aircraft", "airplane", "airliner", "flight"], &["ship", "boat", "vessel", "ferry"], &["car", "vehicle", "automobile"],
    &["probe", "investigation", "investigate", "inquiry", "enquiry", "examine"], &["election", "vote", "poll", "ballot"],
    &["army", "military", "troop", "soldier", "force"], &["gunman", "shooter", "attacker"], &["arrest", "detain", "seize", "capture", "custody"],
    &["urge", "call", "appeal"], &["vow", "pledge", "promise"], &["hit", "strike"], &["crash", "collide", "collision"],
    &["rise", "increase", "grow", "climb", "surge", "soar", "jump", "gain", "growth"],
    &["fall", "decrease", "decline", "drop", "plunge", "sink", "slump", "slip", "tumble", "shrink"],
    &["begin", "start", "launch", "open"], &["end", "finish", "stop", "halt", "cease"], &["company", "firm", "corporation", "business"],
    &["child", "kid"], &["doctor", "physician"], &["hospital", "clinic"], &["school", "college"], &["teacher", "instructor"],
    &["money", "fund", "cash", "funding"], &["buy", "purchase", "acquire"], &["sell", "sale"], &["job", "work", "employment"], &["jobless", "unemployment", "unemployed"],
    &["worker", "employee", "staff"], &["wage", "salary", "pay"], &["law", "legislation", "act", "bill"], &["court", "judge", "tribunal"],
    &["rule", "regulation"], &["leader", "chief", "head", "boss"], &["minister", "secretary"], &["parliament", "lawmaker", "legislator", "mp"],
    &["government", "cabinet", "administration"], &["rebel", "insurgent", "militant", "fighter"], &["terrorist", "terror", "terrorism", "extremist"],
    &["hostage", "captive"], &["refugee", "migrant", "immigrant", "asylum"], &["nuclear", "atomic"], &["missile", "rocket"], &["weapon", "arm", "gun"],
    &["storm", "hurricane", "typhoon", "cyclone"], &["flood", "flooding"], &["fire", "blaze"], &["cost", "price"], &["tax", "levy", "duty"],
    &["famous", "known"], &["big", "large", "huge", "major", "great"], &["small", "little", "tiny"], &["quick", "fast", "rapid"], &["new", "fresh"],
    &["film", "movie"], &["tv", "television"], &["picture", "photo", "image", "photograph"], &["clash", "fight", "battle", "fighting"],
    &["reach", "achieve", "attain"], &["show", "reveal", "demonstrate", "indicate"], &["say", "state", "tell", "announce", "declare"], &["think", "believe"],
    &["approve", "adopt", "pass", "endorse", "ratify"], &["reject", "refuse", "decline", "dismiss"], &["support", "back", "favour", "favor"], &["help", "aid", "assist", "assistance", "relief"],
    &["plan", "scheme", "programme", "program", "project"], &["ban", "forbid", "prohibit", "bar", "outlaw"], &["allow", "permit", "let"], &["free", "release"],
    &["resign", "quit", "resignation"], &["sack", "dismiss", "fire"], &["meet", "meeting", "summit", "conference"], &["visit", "trip", "tour"],
    &["report", "study", "survey"], &["warn", "warning", "caution"], &["threat", "threaten"], &["accuse", "allege", "charge"], &["deny", "reject"],
    &["build", "construct", "construction"], &["destroy", "demolish", "wreck"], &["poor", "poverty"], &["rich", "wealthy"], &["save", "rescue"],
    &["house", "home"], &["town", "city"], &["country", "nation", "state"], &["people", "resident", "citizen", "inhabitant"], &["woman", "female"], &["man", "male"],
    &["boy", "teenager", "teen"], &["baby", "infant", "newborn"], &["wife", "husband", "spouse"], &["border", "frontier"], &["ally", "partner"], &["enemy", "foe"],
    &["harbour", "harbor", "port"], &["rail", "railway", "train"], &["road", "highway", "motorway"], &["vaccine", "jab", "vaccination", "shot"], &["virus", "covid", "coronavirus", "pandemic"],
    &["claim", "allege"], &["mistake", "error"], &["cheat", "fraud"], &["secret", "covert"], &["illegal", "unlawful"], &["legal", "lawful"], &["half", "50"],
    &["percent", "pc"], &["us", "usa", "america", "american"], &["uk", "britain", "british", "british"], &["eu", "europe", "european"],
    &["china", "chinese"], &["russia", "russian"], &["france", "french"], &["germany", "german"], &["spain", "spanish"], &["greece", "greek"],
    &["netherlands", "dutch"], &["turkey", "turkish"], &["thailand", "thai"], &["poland", "polish"], &["denmark", "danish"], &["sweden", "swedish"],
    &["finland", "finnish"], &["norway", "norwegian"], &["ireland", "irish"], &["scotland", "scottish"], &["wales", "welsh"], &["england", "english"],
    &["switzerland", "swiss"], &["philippines", "filipino", "philippine"], &["iraq", "iraqi"], &["afghanistan", "afghan"], &["pakistan", "pakistani"],
    &["israel", "israeli"], &["palestine", "palestinian"], &["lebanon", "lebanese"], &["japan", "japanese"], &["portugal", "portuguese"], &["ukraine", "ukrainian"],
    &["vietnam", "vietnamese"], &["burma", "myanmar", "burmese"], &["congo", "congolese"], &["peru", "peruvian"], &["canada", "canadian"], &["mexico", "mexican"],
    &["brazil", "brazilian"], &["argentina", "argentine"], &["norway", "norwegian"], &["hungary", "hungarian"], &["czech", "czechia"], &["cyprus", "cypriot"],
    &["kyrgyzstan", "kyrgyz"], &["kazakhstan", "kazakh"], &["uzbekistan", "uzbek"], &["tajikistan", "tajik"],
];

/// Numbers in words; what multiplies the number before it stands in [`MULTIPLIERS`].
pub(super) const NUMBER_WORDS: &[(&str, f64)] = &[
    ("zero", 0.0), ("one", 1.0), ("two", 2.0), ("three", 3.0), ("four", 4.0), ("five", 5.0), ("six", 6.0), ("seven", 7.0), ("eight", 8.0), ("nine", 9.0),
    ("ten", 10.0), ("eleven", 11.0), ("twelve", 12.0), ("dozen", 12.0), ("thirteen", 13.0), ("fourteen", 14.0), ("fifteen", 15.0), ("sixteen", 16.0),
    ("seventeen", 17.0), ("eighteen", 18.0), ("nineteen", 19.0), ("twenty", 20.0), ("thirty", 30.0), ("forty", 40.0), ("fifty", 50.0), ("sixty", 60.0),
    ("seventy", 70.0), ("eighty", 80.0), ("ninety", 90.0),
];

/// What multiplies the number before it.
pub(super) const MULTIPLIERS: &[(&str, f64)] = &[
    ("hundred", 1e2), ("thousand", 1e3), ("k", 1e3), ("million", 1e6), ("mln", 1e6), ("m", 1e6), ("mn", 1e6), ("billion", 1e9), ("bn", 1e9), ("b", 1e9),
    ("trillion", 1e12), ("tn", 1e12), ("万", 1e4), ("萬", 1e4), ("亿", 1e8), ("億", 1e8), ("百", 1e2), ("千", 1e3),
];
