//! Figures of invented sentences.

use proptest::prelude::*;

use super::*;

/// Returns every figure as `printed | comparator and amount | hedge | unit | period`, `-` for none.
fn read(sentence: &str, language: &str) -> Vec<String> {
    let text = Text::new(sentence.to_owned()).unwrap();
    read_figures(&text, &[text.span()], language)
        .iter()
        .map(|drafted| {
            let parts = drafted.figure.parts();
            format!(
                "{} | {}{} | {} | {} | {}",
                text.slice(drafted.span).unwrap(),
                parts.comparator,
                drafted.figure.amount(),
                parts.hedge.as_deref().unwrap_or("-"),
                parts.unit.as_deref().unwrap_or("-"),
                parts
                    .period
                    .map_or_else(|| "-".to_owned(), |period| period.to_string()),
            )
        })
        .collect()
}

fn check(language: &str, cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (sentence, wanted) in cases {
        let found = read(sentence, language);
        if found != *wanted {
            wrong.push(format!(
                "{sentence}\n  wanted {wanted:#?}\n  found {found:#?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[rustfmt::skip]
fn english_figures_have_number_hedge_unit_and_period() {
    check("en", &[
        // Counts and hedges.
        ("The flood reached 412 mountain villages.", &["412 mountain villages | =412 | - | mountain villages | -"]),
        ("It fed nearly 90 million rural residents.", &["nearly 90 million rural residents | <90000000 | nearly | rural residents | -"]),
        ("More than 40,000 people fled.", &["More than 40,000 people | >40000 | More than | people | -"]),
        ("At least three children drowned.", &["At least three children | >=3 | At least | children | -"]),
        ("Up to 300 guests came.", &["Up to 300 guests | <=300 | Up to | guests | -"]),
        ("As many as 40 sailors are ill.", &["As many as 40 sailors | <=40 | As many as | sailors | -"]),
        ("No more than 15 boats may leave.", &["No more than 15 boats | <=15 | No more than | boats | -"]),
        ("It has no fewer than 15 boats.", &["no fewer than 15 boats | >=15 | no fewer than | boats | -"]),
        ("Some 250 striking miners sat there.", &["Some 250 striking miners | ~250 | Some | striking miners | -"]),
        ("An estimated 7,000 homes burned.", &["An estimated 7,000 homes | ~7000 | An estimated | homes | -"]),
        ("Fewer than 20 wolves are left.", &["Fewer than 20 wolves | <20 | Fewer than | wolves | -"]),
        ("Just under 2000 homes burned.", &["Just under 2000 homes | <2000 | Just under | homes | -"]),
        ("100-plus cows grazed.", &["100-plus cows | >=100 | plus | cows | -"]),
        ("Two hundred or so guests came.", &["Two hundred or so guests | ~200 | or so | guests | -"]),
        ("It is open to those aged 65 and older.", &["aged 65 | =65 | - | years old | -"]),
        ("At least 12 dead were counted.", &["At least 12 dead | >=12 | At least | dead | -"]),
        ("The blast injured 30.", &["30 | =30 | - | - | -"]),
        ("Another 40 others hid.", &["40 others | =40 | - | others | -"]),
        ("They met 15 human rights groups.", &["15 human rights groups | =15 | - | human rights groups | -"]),
        ("Three of his 15 cousins stayed.", &["Three | =3 | - | cousins | -", "15 cousins | =15 | - | cousins | -"]),
        ("It sent 20 more trucks.", &["20 more trucks | =20 | - | trucks | -"]),
        ("The crowd was 15,000 strong.", &["15,000 | =15000 | - | - | -"]),
        ("They lost 10 of the first 11 games.", &["10 | =10 | - | games | -"]),
        ("Voters under 35 support Orms.", &["under 35 | <35 | under | - | -"]),
        ("It fed 2000 people at a 1986 film about women.", &["2000 people | =2000 | - | people | -"]),
        ("The toll rose to 53.", &["53 | =53 | - | - | -"]),
        ("It was 30C, then -5C.", &["30C | =30 | - | °C | -", "-5C | =-5 | - | °C | -"]),
        ("A 7.1-magnitude quake hit.", &["7.1-magnitude | =7.1 | - | magnitude | -"]),
        ("He owes Rs 5 crore.", &["Rs 5 crore | =50000000 | - | Rs | -"]),
        ("Output grew from 2 million to 3 million barrels.", &["2 million | =2000000 | - | barrels | -", "3 million barrels | =3000000 | - | barrels | -"]),
        ("About one in three of the 1.4 million residents left.", &["About one in three | ~33.3333333333333 | About | % | -", "1.4 million residents | =1400000 | - | residents | -"]),
        // Numbers in words.
        ("One hundred and five sheep died.", &["One hundred and five sheep | =105 | - | sheep | -"]),
        ("Twenty-five goats and two dogs ran.", &["Twenty-five goats | =25 | - | goats | -", "two dogs | =2 | - | dogs | -"]),
        ("He paid half a million crowns for a dozen chairs.", &["half a million crowns | =500000 | - | crowns | -", "a dozen chairs | =12 | - | chairs | -"]),
        ("Two and a half million tonnes were shipped.", &["Two and a half million tonnes | =2500000 | - | tonnes | -"]),
        ("Half a mile of road is gone.", &["Half a mile | =0.5 | - | mile | -"]),
        ("Seven thousand two hundred books burned.", &["Seven thousand two hundred books | =7200 | - | books | -"]),
        ("A hundred and fifty thousand bees died.", &["A hundred and fifty thousand bees | =150000 | - | bees | -"]),
        ("A quarter of a million letters came.", &["A quarter of a million letters | =250000 | - | letters | -"]),
        ("Hundreds of people sang.", &["Hundreds of people | >=100 | Hundreds of | people | -"]),
        ("Tens of thousands of young farmers marched.", &["Tens of thousands of young farmers | >=10000 | Tens of thousands of | young farmers | -"]),
        ("Several hundred farmers wept.", &["Several hundred farmers | >=100 | Several | farmers | -"]),
        ("A couple of hundred farmers wept.", &["A couple of hundred farmers | >=100 | A couple of | farmers | -"]),
        ("Dozens of shops closed.", &["Dozens of shops | >=12 | Dozens of | shops | -"]),
        // Shares.
        ("Two thirds of the voters agree.", &["Two thirds | =66.6666666666667 | - | % | -"]),
        ("One in five children reads.", &["One in five | =20 | - | % | -"]),
        ("Nine out of 10 bakers agree.", &["Nine out of 10 | =90 | - | % | -"]),
        ("More than half of the roads are wet.", &["More than half | >50 | More than | % | -"]),
        ("A third of the ice melted.", &["A third | =33.3333333333333 | - | % | -"]),
        // Ranges.
        ("Between 3 and 5 per cent of the fleet sank.", &["Between 3 and 5 per cent | =3..5 | - | % | -"]),
        ("A 3-5% rise is likely.", &["3-5% | =3..5 | - | % | -"]),
        ("The road is 10 to 20 km long.", &["10 to 20 km | =10..20 | - | km | -"]),
        ("From 10 to 20 km of road is gone.", &["From 10 to 20 km | =10..20 | - | km | -"]),
        ("It costs 5 to 10 million crowns.", &["5 to 10 million crowns | =5000000..10000000 | - | crowns | -"]),
        ("It takes two or three weeks.", &["two or three weeks | =2..3 | - | weeks | -"]),
        ("About 50 to 60 monks prayed.", &["About 50 to 60 monks | ~50..60 | About | monks | -"]),
        ("Prices rose from 5 to 10 percent.", &["5 | =5 | - | % | -", "10 percent | =10 | - | % | -"]),
        ("Between 3% and 5% left.", &["Between 3% and 5% | =3..5 | - | % | -"]),
        ("Women aged 18 to 24 smoke less.", &["aged 18 to 24 | =18..24 | - | years old | -"]),
        // Money.
        ("It cost $1.2 billion.", &["$1.2 billion | =1200000000 | - | $ | -"]),
        ("It cost 1.5m euros or EUR 3bn.", &["1.5m euros | =1500000 | - | euros | -", "EUR 3bn | =3000000000 | - | EUR | -"]),
        ("They ask US$5-10 million.", &["US$5-10 million | =5000000..10000000 | - | US$ | -"]),
        ("He lent her 12 million yuan.", &["12 million yuan | =12000000 | - | yuan | -"]),
        ("He lent her 5 million Hong Kong dollars.", &["5 million Hong Kong dollars | =5000000 | - | Hong Kong dollars | -"]),
        ("Oil fell to $80 a barrel.", &["$80 a barrel | =80 | - | $ per barrel | -"]),
        ("She earns $5 an hour plus tips.", &["$5 an hour | =5 | - | $ per hour | -"]),
        ("Hundreds of millions of dollars vanished.", &["Hundreds of millions of dollars | >=100000000 | Hundreds of millions of | dollars | -"]),
        ("It asks between $2m and $3m.", &["between $2m and $3m | =2000000..3000000 | - | $ | -"]),
        // Measures and ages.
        ("It pumps 100,000 barrels a day.", &["100,000 barrels a day | =100000 | - | barrels per day | -"]),
        ("It was around 30 degrees Celsius.", &["around 30 degrees Celsius | ~30 | around | degrees Celsius | -"]),
        ("It was minus 12°C outside.", &["minus 12°C | =-12 | - | °C | -"]),
        ("The 2,000-square-mile park is dry.", &["2,000-square-mile | =2000 | - | square mile | -"]),
        ("A 12-member panel took a five-mile ride.", &["12-member | =12 | - | member | -", "five-mile | =5 | - | mile | -"]),
        ("The 45-year-old has three sons.", &["45-year-old | =45 | - | years old | -", "three sons | =3 | - | sons | -"]),
        ("Anna Bellweather, 45, said so.", &["45 | =45 | - | years old | -"]),
        ("She got five years in prison.", &["five years | =5 | - | years | -"]),
        ("He has fished for over 20 years.", &["over 20 years | >20 | over | years | -"]),
        ("It will pay $3m over five years.", &["$3m | =3000000 | - | $ | -", "five years | =5 | - | years | -"]),
        ("The wall is 5m high.", &["5m | =5 | - | m | -"]),
        ("It fell by 2.5 percentage points.", &["2.5 percentage points | =2.5 | - | percentage points | -"]),
        ("It is ten times larger.", &["ten times | =10 | - | times | -"]),
        ("Her net rating is minus 40.", &["minus 40 | =-40 | - | - | -"]),
        ("The error is plus or minus 3.4 points.", &["3.4 points | =3.4 | - | points | -"]),
        ("It has been seven-and-a-half years.", &["seven-and-a-half years | =7.5 | - | years | -"]),
        ("She leads by 50 to 48 percent.", &["50 | =50 | - | % | -", "48 percent | =48 | - | % | -"]),
        ("Talia Orm's 3-point lead shrank.", &["3-point | =3 | - | point | -"]),
        ("The nine-page plan is out.", &["nine-page | =9 | - | page | -"]),
        ("It noted that two Israelis and 80 jihadis fled.", &["two Israelis | =2 | - | Israelis | -", "80 jihadis | =80 | - | jihadis | -"]),
        ("Two days after the storm they got 5 ½ tonnes.", &["5 ½ tonnes | =5.5 | - | tonnes | -"]),
        // Periods.
        ("In 2019, more than 400 wells ran dry.", &["more than 400 wells | >400 | more than | wells | 2019"]),
        ("Since 2012, the river has lost 30 per cent of its water.", &["30 per cent | =30 | - | % | 2012.."]),
        ("By 2030, 500 wells will be dug.", &["500 wells | =500 | - | wells | ..2030"]),
        ("It fell from 300 boats in 2012 to 250 boats in May 2016.", &["300 boats | =300 | - | boats | 2012", "250 boats | =250 | - | boats | 2016-05"]),
        ("It sold 60 boats from 2012 to 2016.", &["60 boats | =60 | - | boats | 2012..2016"]),
        ("It sold 60 boats in the second quarter of 2016.", &["60 boats | =60 | - | boats | 2016-04..2016-06"]),
        ("It sold 60 boats on 3 May 2016.", &["60 boats | =60 | - | boats | 2016-05-03"]),
        ("It sold 60 boats in the 1990s.", &["60 boats | =60 | - | boats | 1990..1999"]),
        ("Sixty boats sank. In 2016, none did.", &["Sixty boats | =60 | - | boats | -"]),
    ]);
}

#[test]
fn english_numbers_that_only_name_or_date_are_no_figures() {
    for sentence in [
        "No one came, and one of the men left.",
        "One must not forget the third man.",
        "COVID-19 spread while a Boeing 737 waited.",
        "Article 5 and section 2 follow Route 66.",
        "The NF-A9x14 fans and an A24 drama came.",
        "On May 5, 2016 at 3 p.m. they met.",
        "They met at 10:30 on 5 May and again at 6pm.",
        "The Group of 20 and the G7 met in 2012.",
        "The Group of Seven met again.",
        "Call 555-1234 or 555-123-4567.",
        "The Rovers won 3-2.",
        "It was built in the 1990s, then again in 2012.",
        "See https://example.net/a/2000-boats and page 12.",
        "Five years ago he left; two weeks later she did.",
        "Over the past five years it shrank.",
        "The two leaders shook hands.",
        "Phase two starts on Monday.",
        "They voted 5-4 and then 9/11 was named.",
        "The bill passed 60 to 40.",
        "Version 2.0.1 came out.",
        "1. Bread\n2. Butter",
        "He came 20th, she was in her 30s.",
        "In the second half they slept.",
        "The other half sat in the thousands of.",
        "Nineteen eighty-four was a bad year.",
        "Flight 370 and No. 10 are names.",
    ] {
        assert_eq!(read(sentence, "en"), Vec::<String>::new(), "{sentence}");
    }
}

#[test]
#[rustfmt::skip]
fn chinese_figures_have_number_hedge_unit_and_period() {
    check("zh-CN", &[
        ("全县412个贫困村和近2亿农村贫困人口受益。", &["412个贫困村 | =412 | - | 贫困村 | -", "近2亿农村贫困人口 | <200000000 | 近 | 农村贫困人口 | -"]),
        ("2023年，全市新增岗位超过1200个，增长5.2%。", &["超过1200个 | >1200 | 超过 | 个 | 2023", "5.2% | =5.2 | - | % | 2023"]),
        ("自2012年以来修建了30公里公路。", &["30公里 | =30 | - | 公里 | 2012.."]),
        ("到2030年将减少20%以上。", &["20%以上 | >=20 | 以上 | % | ..2030"]),
        ("2015-2019年增长了3.5个百分点。", &["3.5个百分点 | =3.5 | - | 个百分点 | 2015..2019"]),
        ("三名工人死亡，十多人受伤。", &["三名工人 | =3 | - | 工人 | -", "十多人 | >10 | 多 | 人 | -"]),
        ("约3至5万人参加，数百名学生到场。", &["约3至5万人 | ~30000..50000 | 约 | 人 | -", "数百名学生 | >=100 | 数 | 学生 | -"]),
        ("百分之六十的村民同意，三分之二反对，七成满意。", &["百分之六十 | =60 | - | % | -", "三分之二 | =66.6666666666667 | - | % | -", "七成 | =70 | - | % | -"]),
        ("300多万人，1.2万亿元，3亿5000万人。", &["300多万人 | >3000000 | 多 | 人 | -", "1.2万亿元 | =1200000000000 | - | 元 | -", "3亿5000万人 | =350000000 | - | 人 | -"]),
        ("两万五千公里，三四十个孩子，百余名专家。", &["两万五千公里 | =25000 | - | 公里 | -", "三四十个孩子 | =30..40 | - | 孩子 | -", "百余名专家 | >100 | 余 | 专家 | -"]),
        ("至少45岁，10年左右，一百人。", &["至少45岁 | >=45 | 至少 | 岁 | -", "10年左右 | ~10 | 左右 | 年 | -", "一百人 | =100 | - | 人 | -"]),
        ("第三次会议有二十国集团参加，5月3日下午3点，在四川，一个人，一些。", &[]),
        ("五次会议通过了8项合作文件，共5000日元。", &["8项合作文件 | =8 | - | 合作文件 | -", "5000日元 | =5000 | - | 日元 | -"]),
        ("三百二十家公司，一亿二千万元。", &["三百二十家公司 | =320 | - | 公司 | -", "一亿二千万元 | =120000000 | - | 元 | -"]),
    ]);
}

#[test]
fn figures_stay_inside_their_spans_and_overlapping_spans_are_read_once() {
    let text = Text::new("é, nine boats and nine cars. Ten trains.".to_owned()).unwrap();
    let spans = [
        Span::new(0, 14),
        Span::new(3, 13),
        Span::new(29, 39),
        Span::new(90, 99),
    ];
    let found: Vec<&str> = read_figures(&text, &spans, "en")
        .iter()
        .map(|figure| text.slice(figure.span).unwrap())
        .collect();
    assert_eq!(found, ["nine boats", "Ten trains"]);
}

#[test]
fn unknown_languages_have_no_figures() {
    assert!(read("1.500 Schiffe", "de").is_empty());
}

#[test]
fn long_hostile_texts_are_read_in_one_pass() {
    for piece in [
        "one ",
        "1-",
        "a ",
        "five to ",
        "$",
        "9,",
        "about ",
        "hundred of ",
        "in 2012 to ",
        "1 in ",
        "三",
        "百万",
        "2012年",
        "3至",
        "(1) ",
        "half ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        drop(read(&text, "en"));
        drop(read(&text, "zh"));
    }
}

proptest! {
    #[test]
    fn any_text_gives_figures_in_order_inside_it(
        content in prop_oneof![
            any::<String>(),
            r"[0-9a-z ,.%$£'’“\-–:;/()°½\n]{0,60}",
            "((nearly|one|two|five|twenty|hundred|thousand|million|and|a|half|of|in|to|or|between|from|third|percent|per|cent|\\$|€|12|2016|3\\.5|people|years|old|-| |,|\\.|May|more|than|several|dozens){1} ?){0,24}",
            "[一二三十百千万亿0-9年月日至到多余%约近成分之人个名元，。 .-]{0,40}",
        ],
    ) {
        prop_assume!(!content.contains('\0'));
        let text = Text::new(content).unwrap();
        for language in ["en", "zh"] {
            let figures = read_figures(&text, &[text.span()], language);
            let mut last = 0;
            for drafted in &figures {
                prop_assert!(drafted.span.start >= last);
                prop_assert!(drafted.span.start < drafted.span.end);
                prop_assert!(text.slice(drafted.span).is_some());
                last = drafted.span.end;
            }
            prop_assert_eq!(&figures, &read_figures(&text, &[text.span()], language));
        }
    }
}
