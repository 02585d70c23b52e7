mod generate;
fn main() {
    let dir = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    for i in 0..n {
        generate::generate(i).write(&dir).unwrap();
    }
}
