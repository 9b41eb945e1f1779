fn main() {
    let p = std::env::args().nth(1).unwrap();
    headcount::cli::opening::fill_demo(std::path::Path::new(&p), 1_795_425_600).unwrap();
}
