mod generate;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    generate::generate(
        std::path::Path::new(&a[1]),
        generate::Size {
            articles: a[2].parse().unwrap(),
            claims_of_an_article: 20,
        },
    )
    .unwrap();
    println!("{:?}", t.elapsed());
}
