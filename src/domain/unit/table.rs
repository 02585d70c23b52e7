//! The units that are known by several spellings or by what they are in another, and the words that scale them.

/// A unit: its spellings, its name, its base, and how many of the base it is, as digits and a power of ten.
pub(super) type Known = (
    &'static [&'static str],
    &'static str,
    &'static str,
    (u64, i32),
);

/// Units whose symbols are others in another case: `m` is a metre, `M` no unit.
#[rustfmt::skip]
pub(super) const SYMBOLS: &[Known] = &[
    (&["m"], "m", "m", (1, 0)),
    (&["g"], "g", "kg", (1, -3)),
    (&["t"], "t", "kg", (1, 3)),
    (&["l", "L"], "l", "l", (1, 0)),
    (&["s"], "s", "s", (1, 0)),
    (&["h"], "h", "s", (36, 2)),
    (&["W"], "W", "W", (1, 0)),
    (&["MW"], "MW", "W", (1, 6)),
    (&["MWh"], "MWh", "Wh", (1, 6)),
];

/// Units by their spellings in lower case and the singular, `meter` for `metre` and `sq` for `square`. Lengths and masses of the
/// British system are exact by the international yard and pound agreement of 1959, the nautical mile by the conference of Monaco of
/// 1929, the litre as a cubic decimetre since 1964. Left out are units that are different ones by country or trade (ton, gallon, mu) or
/// of no fixed length (month, year), and the pound, which may be money. Degrees of temperature convert by no factor, so they are only
/// spelled alike. Money whose country is not said is kept apart: a `$` may be of a dozen countries, a crown of five.
#[rustfmt::skip]
pub(super) const KNOWN: &[Known] = &[
    (&["meter", "米", "公尺"], "m", "m", (1, 0)),
    (&["mm", "millimeter", "毫米"], "mm", "m", (1, -3)),
    (&["cm", "centimeter", "厘米", "公分"], "cm", "m", (1, -2)),
    (&["km", "kms", "kilometer", "公里", "千米"], "km", "m", (1, 3)),
    (&["inch"], "inch", "m", (254, -4)),
    (&["ft", "foot", "feet"], "ft", "m", (3048, -4)),
    (&["yd", "yard"], "yd", "m", (9144, -4)),
    (&["mile", "英里"], "mile", "m", (1_609_344, -3)),
    (&["nautical mile", "海里"], "nautical mile", "m", (1852, 0)),
    (&["m2", "sqm", "sq m", "sq meter", "平方米"], "m²", "m²", (1, 0)),
    (&["km2", "sqkm", "sq km", "sq kilometer", "平方公里", "平方千米"], "km²", "m²", (1, 6)),
    (&["ha", "hectare", "公顷", "公頃"], "ha", "m²", (1, 4)),
    // 43,560 square feet.
    (&["acre", "英亩"], "acre", "m²", (40_468_564_224, -7)),
    (&["ft2", "sq ft", "sq foot", "sq feet"], "ft²", "m²", (9_290_304, -8)),
    (&["sq mile"], "sq mile", "m²", (2_589_988_110_336, -6)),
    (&["liter", "升"], "l", "l", (1, 0)),
    (&["ml", "milliliter", "毫升"], "ml", "l", (1, -3)),
    (&["m3", "cubic m", "cubic meter", "立方米"], "m³", "l", (1, 3)),
    (&["gram", "gramme", "克"], "g", "kg", (1, -3)),
    (&["mg", "milligram", "毫克"], "mg", "kg", (1, -6)),
    (&["kg", "kgs", "kilo", "kilogram", "kilogramme", "公斤", "千克"], "kg", "kg", (1, 0)),
    (&["tonne", "metric ton", "metric tonne", "吨", "公吨", "噸", "公噸"], "t", "kg", (1, 3)),
    (&["lb", "lbs"], "lb", "kg", (45_359_237, -8)),
    (&["oz", "ounce"], "oz", "kg", (28_349_523_125, -12)),
    (&["sec", "second", "秒"], "s", "s", (1, 0)),
    (&["min", "minute", "分钟", "分鐘"], "min", "s", (6, 1)),
    (&["hr", "hrs", "hour", "小时", "小時"], "h", "s", (36, 2)),
    (&["day", "天"], "day", "s", (864, 2)),
    (&["week"], "week", "s", (6048, 2)),
    (&["km/h", "kmh", "kph", "kilometer per hour", "kilometer an hour"], "km/h", "km/h", (1, 0)),
    (&["m/s", "meter per second", "meter a second"], "m/s", "km/h", (36, -1)),
    (&["mph", "mile per hour", "mile an hour"], "mph", "km/h", (1_609_344, -6)),
    (&["knot"], "knot", "km/h", (1852, -3)),
    (&["watt"], "W", "W", (1, 0)),
    (&["kw", "kilowatt", "千瓦"], "kW", "W", (1, 3)),
    (&["megawatt", "兆瓦"], "MW", "W", (1, 6)),
    (&["gw", "gigawatt"], "GW", "W", (1, 9)),
    (&["wh", "watt hour", "watt-hour"], "Wh", "Wh", (1, 0)),
    (&["kwh", "kilowatt hour", "kilowatt-hour", "千瓦时", "千瓦時"], "kWh", "Wh", (1, 3)),
    (&["megawatt hour", "megawatt-hour"], "MWh", "Wh", (1, 6)),
    (&["gwh", "gigawatt hour", "gigawatt-hour"], "GWh", "Wh", (1, 9)),
    (&["twh", "terawatt hour", "terawatt-hour"], "TWh", "Wh", (1, 12)),
    (&["%", "percent", "per cent", "per-cent", "pct"], "%", "%", (1, 0)),
    (&["percentage point", "pp", "百分点", "个百分点", "百分點", "個百分點"], "percentage point", "percentage point", (1, 0)),
    (&["°c", "celsius", "degree celsius", "degree c", "摄氏度"], "°C", "°C", (1, 0)),
    (&["°f", "fahrenheit", "degree fahrenheit", "degree f"], "°F", "°F", (1, 0)),
    (&["$", "dollar"], "$", "$", (1, 0)),
    (&["us$", "usd", "us dollar", "american dollar", "美元"], "USD", "USD", (1, 0)),
    (&["a$", "au$", "aud", "australian dollar"], "AUD", "AUD", (1, 0)),
    (&["c$", "ca$", "cad", "canadian dollar"], "CAD", "CAD", (1, 0)),
    (&["hk$", "hkd", "hong kong dollar", "港元", "港币"], "HKD", "HKD", (1, 0)),
    (&["nt$", "twd", "new taiwan dollar", "新台币", "新臺幣", "新台幣"], "TWD", "TWD", (1, 0)),
    (&["€", "eur", "euro", "欧元", "歐元"], "EUR", "EUR", (1, 0)),
    (&["gbp", "sterling", "pound sterling", "british pound", "英镑", "英鎊"], "GBP", "GBP", (1, 0)),
    (&["cny", "rmb", "yuan", "renminbi", "chinese yuan", "人民币", "人民币元", "人民幣"], "CNY", "CNY", (1, 0)),
    (&["jpy", "yen", "japanese yen", "日元", "日圆", "日圓"], "JPY", "JPY", (1, 0)),
    (&["sek", "swedish crown", "swedish krona", "swedish kronor"], "SEK", "SEK", (1, 0)),
    (&["nok", "norwegian crown", "norwegian krone", "norwegian kroner"], "NOK", "NOK", (1, 0)),
    (&["dkk", "danish crown", "danish krone", "danish kroner"], "DKK", "DKK", (1, 0)),
    (&["czk", "czech crown", "czech koruna"], "CZK", "CZK", (1, 0)),
    (&["chf", "swiss franc"], "CHF", "CHF", (1, 0)),
    (&["inr", "indian rupee"], "INR", "INR", (1, 0)),
];

/// Scale words, by their power of ten. A billion is a thousand million, as in English; a milliard is one everywhere.
#[rustfmt::skip]
pub(super) const SCALES: [(&[&str], i32); 6] = [
    (&["hundred", "hundreds"], 2),
    (&["thousand", "thousands"], 3),
    (&["million", "millions", "mln", "mn"], 6),
    (&["billion", "billions", "bn", "bln", "milliard", "milliards"], 9),
    (&["trillion", "trillions", "trn", "tn"], 12),
    (&["m"], 6),
];
/// How many of [`SCALES`] are scales wherever they stand; the rest only right behind a sign of money, as in `$m`.
pub(super) const ANYWHERE: usize = 5;

/// Scale characters written onto the unit. 兆 is left out: it is 10^6 in some places and 10^12 in others.
pub(super) const MYRIADS: [(char, i32); 4] = [('万', 4), ('萬', 4), ('亿', 8), ('億', 8)];
/// Characters that scale the former, as in 百万. Alone they may be a part of the unit's name: 千瓦, 百分.
pub(super) const BEFORE_MYRIADS: [(char, i32); 3] = [('十', 1), ('百', 2), ('千', 3)];

/// Signs of money, onto which a scale may be written.
pub(super) const MONEY: [char; 4] = ['$', '€', '£', '¥'];
