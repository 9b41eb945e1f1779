//! Sizes that change faster than one can look, down to none at all.

use crate::common::Sandbox;
use crate::terminal::{BEGINS, Terminal};
use crate::{hosts, school};

/// Numbers that look random, the same each time.
struct Dice(u32);

impl Dice {
    fn below(&mut self, n: u16) -> u16 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from((self.0 >> 16) % u32::from(n)).unwrap()
    }
}

const SIZES: usize = 500;

#[test]
fn it_ends_as_if_it_had_always_had_its_last_size() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    let before = console.count();
    let mut dice = Dice(11);
    let mut keys = 0;
    for at in 0..SIZES {
        let (width, height) = match at % 10 {
            0 => (1, 1),
            3 => (0, 0),
            5 => (0, dice.below(60)),
            7 => (dice.below(200), 0),
            _ => (dice.below(220), dice.below(70)),
        };
        console.resize(width, height);
        if dice.below(3) == 0 {
            console.keys(["j", "k", "l", "h", "G", "g", "s", "??"][usize::from(dice.below(8))]);
            keys += 2;
        }
    }
    console.keys("1");
    console.resize(100, 30);
    at_rest(&mut console);
    let frames = String::from_utf8_lossy(&console.bytes(before)).matches(BEGINS).count();
    assert!(frames <= SIZES + keys + 50, "{frames} frames for {SIZES} sizes and {keys} keys");

    assert_eq!(console.screen(), fresh(&sandbox).screen());
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
}

/// On a screen that keys before have not touched.
fn at_rest(console: &mut Terminal) {
    console.until("the overview, whole", |screen| {
        let rows: Vec<String> = screen.rows(0, 100).collect();
        (rows.first()?.contains("[1 Overview]") && rows.last()?.contains("? keys")).then_some(())
    });
    console.shows("Minutes by day");
    console.settle(std::time::Duration::from_millis(500));
}

fn fresh(sandbox: &Sandbox) -> Terminal {
    let mut console = crate::start(sandbox, &[], (100, 30));
    console.shows("Minutes by day");
    console.keys("21");
    at_rest(&mut console);
    console
}

#[test]
fn a_line_that_does_not_know_its_terminals_size_gets_the_usual_one() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.resize(0, 0);
    let before = console.count();
    console.keys("1");
    console.sends("Minutes by day", before);
}
