use super::*;
use proptest::prelude::*;
use ratatui::buffer::CellWidth;
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;

/// A terminal that has taken every frame so far.
struct Far {
    screen: Screen<Vec<u8>>,
    parser: vt100::Parser,
    size: (u16, u16),
}

impl Far {
    fn new(size: (u16, u16), term: &str) -> Self {
        let cells = |n| NonZeroU16::new(n).unwrap();
        let mut parser = vt100::Parser::new(cells(size.1), cells(size.0), 0);
        parser.process(b"\x1b[?25lleft behind by others");
        let full = Kind::named("xterm", false, false).unwrap();
        let kind = Kind { shifts: term != "dumb", ..full };
        Self { screen: Screen::new(Vec::new(), kind), parser, size }
    }

    /// Shows a frame; gives the bytes it took.
    fn show(&mut self, wanted: &Buffer, cursor: Option<Position>) -> String {
        self.screen
            .frame(self.size, |buffer| {
                buffer.clone_from(wanted);
                cursor
            })
            .unwrap();
        let bytes = std::mem::take(&mut self.screen.out);
        self.parser.process(&bytes);
        for (y, (told, meant)) in told(self.parser.screen()).into_iter().zip(meant(wanted)).enumerate() {
            for (x, (told, meant)) in told.into_iter().zip(meant).enumerate() {
                assert_eq!(
                    told,
                    meant,
                    "column {x} of line {y}, after {:?}",
                    String::from_utf8_lossy(&bytes)
                );
            }
        }
        assert_eq!(self.parser.screen().hide_cursor(), cursor.is_none());
        if let Some(at) = cursor {
            assert_eq!(self.parser.screen().cursor_position(), (at.y, at.x));
        }
        String::from_utf8(bytes).unwrap()
    }
}

/// What a column shows: text, colours, marks. A blank has no colour but its background.
type Seen = (String, vt100::Color, vt100::Color, [bool; 5]);

fn seen(text: &str, fg: vt100::Color, bg: vt100::Color, marks: [bool; 5]) -> Seen {
    let [bold, dim, italic, underline, inverse] = marks;
    if text.trim().is_empty() {
        let fg = if underline || inverse { fg } else { vt100::Color::Default };
        return (" ".to_owned(), fg, bg, [false, false, false, underline, inverse]);
    }
    (text.to_owned(), fg, bg, [bold, dim, italic, underline, inverse])
}

/// What the terminal shows; nothing stands for the second half of a wide character.
fn told(screen: &vt100::Screen) -> Vec<Vec<Option<Seen>>> {
    let (height, width) = screen.size();
    (0..height.get())
        .map(|y| {
            (0..width.get())
                .map(|x| {
                    let cell = screen.cell(y, x).unwrap();
                    let marks = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
                    (!cell.is_wide_continuation())
                        .then(|| seen(cell.contents(), cell.fgcolor(), cell.bgcolor(), marks))
                })
                .collect()
        })
        .collect()
}

/// What a buffer says the terminal should show.
fn meant(buffer: &Buffer) -> Vec<Vec<Option<Seen>>> {
    let width = buffer.area.width;
    let colour = |colour| match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::LightCyan => vt100::Color::Idx(14),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        _ => vt100::Color::Default,
    };
    (0..buffer.area.height)
        .map(|y| {
            let mut line: Vec<Option<Seen>> = Vec::new();
            while line.len() < usize::from(width) {
                let x = u16::try_from(line.len()).unwrap();
                let cell = &buffer[(x, y)];
                let cells = cell.symbol().cell_width();
                let text = if cells == 0 || cells > width - x { " " } else { cell.symbol() };
                let has = |modifier| cell.modifier.contains(modifier);
                let marks = [
                    has(Modifier::BOLD),
                    has(Modifier::DIM),
                    has(Modifier::ITALIC),
                    has(Modifier::UNDERLINED),
                    has(Modifier::REVERSED),
                ];
                line.push(Some(seen(text, colour(cell.fg), colour(cell.bg), marks)));
                if text != " " {
                    line.extend((1..cells).map(|_| None));
                }
            }
            line
        })
        .collect()
}

fn style() -> impl Strategy<Value = Style> {
    let colour = || {
        prop_oneof![
            4 => Just(Color::Reset),
            1 => Just(Color::Red),
            1 => Just(Color::LightCyan),
            1 => any::<u8>().prop_map(Color::Indexed),
            1 => any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
        ]
    };
    let modifier = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::BOLD | Modifier::UNDERLINED),
        1 => Just(Modifier::ITALIC | Modifier::REVERSED),
    ];
    (colour(), colour(), modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

/// Texts that a table may hold: wide, composed, blank, plain.
fn text() -> impl Strategy<Value = String> {
    let glyph = prop_oneof![
        4 => Just(" "),
        4 => "[a-d0-9]".prop_map(|_| "a"),
        2 => prop_oneof![Just("b"), Just("c"), Just("▌"), Just("─"), Just("é")],
        2 => prop_oneof![Just("王"), Just("小"), Just("한")],
        1 => prop_oneof![Just("e\u{301}"), Just("n\u{303}\u{323}"), Just("明\u{302}")],
    ];
    prop::collection::vec(glyph, 1..12).prop_map(|glyphs| glyphs.concat())
}

const SIZE: (u16, u16) = (17, 9);

#[derive(Clone, Debug)]
enum Change {
    Text {
        at: (u16, u16),
        text: String,
        style: Style,
    },
    /// A wide character that the edge cuts.
    Edge {
        y: u16,
    },
    Style {
        at: (u16, u16),
        width: u16,
        style: Style,
    },
    Clear {
        y: u16,
    },
    /// Lines of a part move by some.
    Move {
        from: u16,
        height: u16,
        by: u16,
        up: bool,
    },
    All,
}

fn change() -> impl Strategy<Value = Change> {
    let at = || (0..SIZE.0, 0..SIZE.1);
    prop_oneof![
        8 => (at(), text(), style()).prop_map(|(at, text, style)| Change::Text { at, text, style }),
        1 => (0..SIZE.1).prop_map(|y| Change::Edge { y }),
        2 => (at(), 1..SIZE.0, style()).prop_map(|(at, width, style)| Change::Style { at, width, style }),
        1 => (0..SIZE.1).prop_map(|y| Change::Clear { y }),
        3 => (0..SIZE.1, 3..=SIZE.1, 1_u16..4, any::<bool>())
            .prop_map(|(from, height, by, up)| Change::Move { from, height, by, up }),
        1 => Just(Change::All),
    ]
}

fn make(buffer: &mut Buffer, change: &Change) {
    let line = |y| Rect::new(0, y, SIZE.0, 1);
    match change {
        Change::Text { at: (x, y), text, style } => {
            buffer.set_stringn(*x, *y, text, usize::from(SIZE.0 - x), *style);
        }
        Change::Edge { y } => {
            buffer[(SIZE.0 - 1, *y)].set_symbol("王");
        }
        Change::Style { at: (x, y), width, style } => {
            buffer.set_style(Rect::new(*x, *y, *width, 1).intersection(buffer.area), *style);
        }
        Change::Clear { y } => {
            for cell in line(*y).positions() {
                buffer[cell].reset();
            }
        }
        Change::Move { from, height, by, up } => {
            let width = usize::from(SIZE.0);
            let end = (from + height).min(SIZE.1);
            let part = &mut buffer.content[usize::from(*from) * width..usize::from(end) * width];
            let by = (usize::from(*by) * width).min(part.len());
            if *up { part.rotate_left(by) } else { part.rotate_right(by) }
        }
        Change::All => {
            for y in 0..SIZE.1 {
                buffer.set_string(0, y, format!("{} 王{}", name(y.into()), y * 7), Style::new());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_terminal_shows_every_frame_exactly(
        frames in prop::collection::vec(
            (prop::collection::vec(change(), 1..7), prop::option::of((0..SIZE.0, 0..SIZE.1))),
            1..6,
        ),
        term in prop_oneof![Just("xterm-256color"), Just("dumb")],
        full in any::<bool>(),
    ) {
        let mut far = Far::new(SIZE, term);
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        if full {
            make(&mut buffer, &Change::All);
            far.show(&buffer, None);
        }
        for (changes, cursor) in frames {
            for change in &changes {
                make(&mut buffer, change);
            }
            // The terminal of the test knows one weight at a time.
            for cell in buffer.content.iter_mut().filter(|cell| cell.modifier.contains(Modifier::BOLD)) {
                cell.modifier.remove(Modifier::DIM);
            }
            let cursor = cursor.map(Position::from);
            far.show(&buffer, cursor);
            prop_assert_eq!(far.show(&buffer, cursor), "", "an unchanged frame");
        }
    }
}

/// Names that have little in common.
fn name(n: usize) -> String {
    (0..8).map(|at| char::from(b'a' + u8::try_from((n * 31 + at * (n % 17 + 3)) % 26).unwrap())).collect()
}

fn rows(from: usize, cursor: usize) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 12));
    buffer.set_string(0, 0, "Title", Style::new().add_modifier(Modifier::BOLD));
    for y in 1..11 {
        let at = from + usize::from(y) - 1;
        let style = if at == cursor { Style::new().reversed() } else { Style::new() };
        buffer.set_string(0, y, format!("{} {at:>4} 王{}", name(at), name(at * 7 + 1)), style);
    }
    buffer.set_string(0, 11, format!("row {cursor} of 1 000"), Style::new());
    buffer
}

#[test]
fn a_scrolled_line_is_one_line() {
    let mut far = Far::new((40, 12), "xterm");
    far.show(&rows(100, 105), None);
    let down = far.show(&rows(101, 106), None);
    assert!(down.contains("\x1b[2;11r\x1b[2H\x1b[M\x1b[r"), "{down:?}");
    assert!(down.len() < 170, "{} bytes: {down:?}", down.len());
    let up = far.show(&rows(100, 105), None);
    assert!(up.contains("\x1b[2;11r\x1b[2H\x1b[L\x1b[r"), "{up:?}");
    let mut plain = Far::new((40, 12), "dumb");
    plain.show(&rows(100, 105), None);
    let written = plain.show(&rows(101, 106), None);
    assert!(!written.contains("\x1b[2;11r"), "{written:?}");
    assert!(written.len() > 2 * down.len(), "{} bytes against {}", written.len(), down.len());
}

#[test]
fn a_forgotten_screen_is_sent_whole() {
    let mut far = Far::new((40, 12), "xterm");
    let first = far.show(&rows(0, 0), None);
    far.parser.process(b"\x1b[H\x1b[2Jwhat others wrote");
    far.screen.forget();
    assert_eq!(far.show(&rows(0, 0), None), first);
}

#[test]
fn another_size_is_sent_whole() {
    let mut far = Far::new((40, 12), "xterm");
    far.show(&rows(0, 0), None);
    let smaller = Buffer::empty(Rect::new(0, 0, 30, 5));
    let cells = |n| NonZeroU16::new(n).unwrap();
    far.size = (30, 5);
    far.parser.screen_mut().set_size(cells(5), cells(30));
    assert!(far.show(&smaller, None).contains("\x1b[2J"));
}
