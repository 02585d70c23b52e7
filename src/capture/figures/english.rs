//! English words of figures.

use std::sync::LazyLock;

use crate::domain::figure::Comparator;

use super::lexicon::{Flags, Lexicon, Part, Tables};

/// Returns English; compiled at the first call.
pub(super) fn english() -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
        Lexicon::new(&Tables {
            parts: PARTS,
            flags: FLAGS,
            before: BEFORE,
            behind: BEHIND,
            spans_of_time: &["over", "under", "above"],
        })
    });
    &ENGLISH
}

#[rustfmt::skip]
const PARTS: &[(&str, Part)] = &[
    ("zero", Part::Unit(0)), ("one", Part::Unit(1)), ("two", Part::Unit(2)), ("three", Part::Unit(3)),
    ("four", Part::Unit(4)), ("five", Part::Unit(5)), ("six", Part::Unit(6)), ("seven", Part::Unit(7)),
    ("eight", Part::Unit(8)), ("nine", Part::Unit(9)), ("ten", Part::Teen(10)), ("eleven", Part::Teen(11)),
    ("twelve", Part::Teen(12)), ("thirteen", Part::Teen(13)), ("fourteen", Part::Teen(14)), ("fifteen", Part::Teen(15)),
    ("sixteen", Part::Teen(16)), ("seventeen", Part::Teen(17)), ("eighteen", Part::Teen(18)), ("nineteen", Part::Teen(19)),
    ("twenty", Part::Ten(20)), ("thirty", Part::Ten(30)), ("forty fourty", Part::Ten(40)), ("fifty", Part::Ten(50)),
    ("sixty", Part::Ten(60)), ("seventy", Part::Ten(70)), ("eighty", Part::Ten(80)), ("ninety", Part::Ten(90)),
    ("hundred", Part::Hundred), ("thousand", Part::Scale(3)), ("lakh", Part::Scale(5)), ("million", Part::Scale(6)),
    ("crore", Part::Scale(7)), ("billion", Part::Scale(9)), ("trillion", Part::Scale(12)), ("quadrillion", Part::Scale(15)),
    ("mn mln mio", Part::ScaleMark(6)), ("bn bln", Part::ScaleMark(9)), ("trn tn", Part::ScaleMark(12)),
    ("k", Part::ScaleLetter(3)), ("m", Part::ScaleLetter(6)), ("b", Part::ScaleLetter(9)), ("t", Part::ScaleLetter(12)),
    ("dozen", Part::Group(12)), ("dozens", Part::Many(12)), ("scores", Part::Many(20)), ("tens", Part::Many(10)),
    ("hundreds", Part::Many(100)), ("thousands", Part::Many(1000)), ("millions", Part::Many(1_000_000)),
    ("billions", Part::Many(1_000_000_000)), ("trillions", Part::Many(1_000_000_000_000)),
    ("third", Part::Fraction(3)), ("quarter", Part::Fraction(4)), ("fourth", Part::Fraction(4)), ("fifth", Part::Fraction(5)),
    ("sixth", Part::Fraction(6)), ("seventh", Part::Fraction(7)), ("eighth", Part::Fraction(8)), ("ninth", Part::Fraction(9)),
    ("tenth", Part::Fraction(10)), ("hundredth", Part::Fraction(100)),
    ("thirds", Part::Fractions(3)), ("quarters fourths", Part::Fractions(4)), ("fifths", Part::Fractions(5)),
    ("sixths", Part::Fractions(6)), ("sevenths", Part::Fractions(7)), ("eighths", Part::Fractions(8)),
    ("ninths", Part::Fractions(9)), ("tenths", Part::Fractions(10)),
    ("january jan", Part::Month(1)), ("february feb", Part::Month(2)), ("march mar", Part::Month(3)),
    ("april apr", Part::Month(4)), ("may", Part::Month(5)), ("june jun", Part::Month(6)), ("july jul", Part::Month(7)),
    ("august aug", Part::Month(8)), ("september sept sep", Part::Month(9)), ("october oct", Part::Month(10)),
    ("november nov", Part::Month(11)), ("december dec", Part::Month(12)),
    ("first", Part::Ordinal(1)), ("second", Part::Ordinal(2)), ("final", Part::Ordinal(4)),
];

#[rustfmt::skip]
const FLAGS: &[(Flags, &str)] = &[
    (Flags::ARTICLE, "a an"),
    (Flags::AND, "and &"),
    (Flags::OF, "of"),
    (Flags::HALF, "half"),
    (Flags::PER, "per"),
    (Flags::BETWEEN, "between"),
    (Flags::FROM, "from"),
    (Flags::TO, "to"),
    (Flags::OR, "or"),
    (Flags::OUT, "out"),
    (Flags::IN, "in"),
    (Flags::DEFINITE, "the these those my your his her its our their both whose all"),
    (Flags::VAGUE, "several few many couple"),
    (Flags::CHANGE, "rose risen rise rises rising increase increased increases increasing grew grown grow grows growing fell fallen fall falls falling \
        drop dropped drops dropping decline declined declines declining went gone go goes going cut cuts cutting climbed climb jumped jump surged surge \
        decreased decrease reduced reduce raised raise shrank shrunk expanded expand slid plunged plummeted tumbled doubled tripled moved up down \
        lowered lower slashed soared swelled dipped edged"),
    (Flags::LABEL, "article articles section sections chapter chapters page pages verse verses paragraph number numbers no nos line phase level grade \
        category type version room channel highway route interstate flight step stage tier class day week game war formula platform gate figure \
        table volume issue episode season part round group division district ward precinct zone model psalm act title rule law bill amendment \
        proposition prop measure resolution order protocol clause appendix annex exhibit unit area terminal pier runway square fortune apollo \
        boeing airbus windows item question plan bravo hurricane company battalion brigade regiment rank seed no. lane street avenue apt suite \
        apartment floor box studio track chromosome pillar count goal point vol pp p fig ch sec art s ss"),
    // Lengths, areas, masses, volumes.
    (Flags::MEASURE, "m t km kms kilometre kilometres kilometer kilometers metre metres meter meters cm mm centimetre centimetres centimeter centimeters \
        millimetre millimetres millimeter millimeters mile miles yard yards foot feet ft inch inches hectare hectares acre acres kg kgs kilo kilos kilogram \
        kilograms kilogramme kilogrammes gram grams gramme grammes mg milligram milligrams g tonne tonnes ton tons pound pounds lb lbs ounce ounces oz stone litre litres liter \
        liters gallon gallons ml barrel barrels bushel bushels pint pints mph kph kmh km/h knots watt watts kw kilowatt kilowatts mw megawatt megawatts gw \
        gigawatt gigawatts kwh mwh gwh twh kilowatt-hours megawatt-hours gigawatt-hours volts hertz hz ghz mhz gb tb mb gigabytes terabytes megabytes \
        ppm ppb calories kcal decibels microns nanometres nanometers"),
    (Flags::MEASURE.with(Flags::TIME), "second seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries \
        night nights fortnight weekend weekends mins hrs secs yrs generation generations semester semesters"),
    (Flags::MEASURE.with(Flags::MONEY), "dollar dollars euro euros yuan renminbi rmb yen pound pounds sterling cent cents rupee rupees rouble roubles ruble rubles franc francs \
        peso pesos real reais krona kronor krone kroner crown crowns lira liras rand won naira baht ringgit dirham dirhams riyal riyals dinar dinars shekel \
        shekels hryvnia zloty forint shilling shillings taka rupiah dong pence bitcoin bitcoins usd eur gbp cny jpy bucks quid"),
    (Flags::MONEY_MARK, "us u.s a au c ca hk nt nz s r usd eur gbp cny rmb jpy chf aud cad hkd sgd nzd inr rs sek nok dkk czk pln huf rub try brl mxn zar krw twd \
        thb idr myr php vnd aed sar ils egp ngn kes pkr bdt lkr mop cn"),
    (Flags::MEASURE_PREFIX, "square sq cubic nautical metric short long"),
    (Flags::PERSON.with(Flags::PLURAL), "people persons others men women children residents migrants refugees voters workers civilians soldiers troops students deaths \
        families households protesters demonstrators passengers"),
    (Flags::PLURAL, "mice teeth geese oxen sheep fish deer aircraft police cattle salmon spacecraft hovercraft offspring media data criteria phenomena \
        alumni bacteria species series headquarters grandchildren fishermen policemen policewomen firemen businessmen businesswomen congressmen servicemen \
        clergymen gunmen lawmen countrymen schoolchildren stepchildren women's-rights lives wives halves knives leaves loaves thieves wolves shelves calves"),
    (Flags::COLLECTIVE, "staff personnel crew faculty infantry cavalry artillery pc horsepower clergy youth livestock poultry gdp"),
    (Flags::STATE, "dead injured wounded missing homeless killed hurt arrested infected displaced detained sick ill hospitalized hospitalised hostage \
        unaccounted unemployed jobless dying sickened"),
    (Flags::CLOCK, "am pm a.m p.m o'clock gmt utc est edt pst pdt cet cest bst noon hrs et pt"),
    (Flags::FRAMED, "past last next first previous coming following final recent opening closing top second third latter former preceding remaining early"),
    (Flags::REMOVED, "ago later earlier before after prior hence since beforehand afterwards afterward"),
    (Flags::EXTRA, "more other additional further separate different such extra new"),
    (Flags::AGED, "aged age"),
    (Flags::OLD, "old olds"),
    (Flags::PERCENT, "percent pct"),
    (Flags::CENT, "cent"),
    (Flags::POINT_PREFIX, "percentage basis"),
    (Flags::POINT, "point points pts"),
    (Flags::HYPHEN_UNIT, "member person page point seat storey story bedroom room mile metre meter kilometre kilometer acre hectare tonne ton pound foot inch \
        minute hour day week month year decade point hour car vehicle nation country letter word volume bed gun unit strong magnitude percent"),
    (Flags::STOP, "times percent per out up down back away off over around plus minus according apart ahead long high tall deep wide old compared versus vs \
        each apiece together altogether overall total today yesterday tomorrow tonight ago later earlier died die dies dead killed said say says rose fell \
        came come went go took take made got became left while than as like not"),
    (Flags::ORDINAL_ENDING, "st nd rd th s"),
    (Flags::MINUS, "minus"),
    (Flags::DURING, "in during throughout for of on within fiscal"),
    (Flags::SINCE, "since"),
    (Flags::UNTIL, "by until till through"),
    (Flags::BEFORE, "before"),
    (Flags::AFTER, "after"),
    (Flags::ROUGHLY, "early late mid the year calendar"),
    (Flags::QUARTER, "quarter"),
    (Flags::DEGREE, "degree degrees"),
    (Flags::DEGREE_KIND, "celsius fahrenheit centigrade"),
    (Flags::SINGLE, "person death case child fatality casualty injury victim survivor vote seat arrest civilian soldier"),
    (Flags::PLURAL_MODIFIER, "rights arms sports sales women men communications news police children people savings species series media data aircraft \
        customs goods veterans human-rights"),
    (Flags::TIMES, "times fold"),
    (Flags::MEASURE, "points pts"),
    (Flags::DIMENSION, "high long tall wide deep thick away square across above below"),
    (Flags::NO_COUNT, "no any every each some another this that which only not the"),
    (Flags::RATE, "barrel day hour week month year night minute second person head capita tonne ton litre liter gallon kilometre kilometer mile share \
        household kilogram kilo kg pound ounce square student child worker vote game night dose patient piece unit annum acre hectare megawatt \
        kilowatt-hour transaction capsule bushel"),
    (Flags::RESULT, "vote votes decision ruling margin score win victory loss defeat draw record lead tie majority split verdict"),
    (Flags::NO_PLURAL, "is was has does says this his its us yes thus perhaps always besides unless across towards afterwards sometimes less plus versus \
        minus gas bus news politics economics physics mathematics athletics analysis basis crisis campus census consensus focus bonus process access \
        success business congress press class loss boss mass cross address progress stress witness illness wants seems needs thinks believes \
        texas kansas arkansas paris dallas reuters james jones williams thomas chris louis davis adams lewis harris roberts"),
    (Flags::NAMED_GROUP, "group gang"),
];

#[rustfmt::skip]
const BEFORE: &[(Comparator, &[&str])] = &[
    (Comparator::Less, &[
        "nearly", "almost", "close to", "just under", "just below", "just short of", "not quite", "less than", "fewer than", "lower than", "smaller than",
        "under", "below", "short of", "shy of", "just shy of", "slightly less than", "slightly fewer than", "slightly under", "a little less than",
        "a little under", "a bit less than", "a bit under", "well under", "well below", "far less than", "far fewer than", "much less than", "nearing",
        "approaching", "near", "just less than", "just fewer than", "very nearly", "pretty close to", "somewhat less than", "considerably less than",
    ]),
    (Comparator::LessOrEqual, &[
        "up to", "as many as", "as much as", "at most", "at the most", "no more than", "not more than", "a maximum of", "maximum of", "no greater than",
        "as high as", "not over", "not exceeding", "no higher than", "capped at", "a total of up to", "upto", "as long as", "no longer than",
    ]),
    (Comparator::Greater, &[
        "more than", "over", "above", "just over", "just above", "slightly more than", "slightly over", "a little more than", "a little over", "a bit more than",
        "a bit over", "well over", "well above", "far more than", "far over", "much more than", "many more than", "upwards of", "upward of", "in excess of",
        "greater than", "higher than", "larger than", "bigger than", "north of", "exceeding", "exceeded", "exceeds", "exceed", "surpassing", "surpassed", "topping",
        "topped", "beyond", "better than", "longer than", "older than", "considerably more than", "significantly more than", "somewhat more than", "comfortably over",
    ]),
    (Comparator::GreaterOrEqual, &[
        "at least", "at the least", "at the very least", "no fewer than", "no less than", "not less than", "not fewer than", "a minimum of", "minimum of", "as few as",
        "as little as", "as low as", "no lower than", "no smaller than",
    ]),
    (Comparator::About, &[
        "about", "around", "some", "roughly", "approximately", "approx", "an estimated", "estimated", "estimated at", "circa", "ca", "in the region of",
        "in the neighborhood of", "in the neighbourhood of", "in the vicinity of", "on the order of", "of the order of", "perhaps", "maybe", "or so", "something like",
        "somewhere around", "more or less", "an estimated total of", "at around", "at about", "at roughly", "at approximately", "a rough", "probably", "possibly",
        "broadly", "~", "give or take",
    ]),
];

#[rustfmt::skip]
const BEHIND: &[(Comparator, &[&str])] = &[
    (Comparator::GreaterOrEqual, &["or more", "or higher", "or above", "or over", "or older", "or greater", "or better", "or longer", "or larger", "and over", "and above",
        "and up", "and older", "and counting", "at least", "at a minimum", "at the very least", "at the least", "plus", "and more", "minimum"]),
    (Comparator::LessOrEqual, &["or less", "or fewer", "or lower", "or below", "or under", "or younger", "or smaller", "at most", "at the most", "at a maximum", "and under",
        "and below", "and younger", "tops", "maximum", "max"]),
    (Comparator::About, &["or so", "or thereabouts", "give or take", "approximately", "more or less"]),
];
