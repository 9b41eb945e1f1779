//! A buffer as SVG: backgrounds, then shapes, then text, every character at its own place, so that columns stand
//! straight in any font.

use crate::glyph;
use crate::palette::{Ground, Rgb, faint, hex, rgb};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::Modifier;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Units of a cell, of the edge around all, from a cell's top to its text's base line, and of the letters.
pub const WIDTH: u16 = 8;
pub const HEIGHT: u16 = 17;
pub const EDGE: u16 = 10;
const BASE: u16 = 13;
const LETTERS: &str = "13.3px";
const FONTS: &str =
    "'DejaVu Sans Mono','Noto Sans Mono CJK SC','Noto Sans Mono CJK JP',Menlo,Consolas,monospace";

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    ink: Rgb,
    paper: Rgb,
    bold: bool,
    italic: bool,
    underlined: bool,
}

impl Look {
    fn of(cell: &Cell, ground: Ground) -> Self {
        let has = |modifier| cell.modifier.contains(modifier);
        let (mut ink, mut paper) = (rgb(cell.fg, ground.ink), rgb(cell.bg, ground.paper));
        if has(Modifier::DIM) {
            ink = faint(ink, paper);
        }
        if has(Modifier::REVERSED) {
            (ink, paper) = (paper, ink);
        }
        Self {
            ink,
            paper,
            bold: has(Modifier::BOLD),
            italic: has(Modifier::ITALIC),
            underlined: has(Modifier::UNDERLINED),
        }
    }
}

/// Cells side by side that look the same.
struct Span<'b> {
    look: Look,
    x: u16,
    y: u16,
    /// Each character with the cells it takes.
    cells: Vec<(&'b str, u16)>,
}

impl Span<'_> {
    fn width(&self) -> u16 {
        self.cells.iter().map(|(_, width)| width).sum()
    }
}

/// The picture of a buffer, the text cursor as a bar.
pub fn of(buffer: &Buffer, cursor: Option<Position>, ground: Ground, title: &str) -> String {
    let mut out = head(size(buffer), title);
    out.push_str(&sheet(size(buffer), ground));
    for line in lines(buffer, cursor, ground) {
        out.push_str(&line);
    }
    out.push_str("</svg>\n");
    out
}

/// Units that a buffer takes, with the edge around it.
pub fn size(buffer: &Buffer) -> (u16, u16) {
    (buffer.area.width * WIDTH + 2 * EDGE, buffer.area.height * HEIGHT + 2 * EDGE)
}

/// How a picture begins.
pub fn head((width, height): (u16, u16), title: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n\
         <style>text{{font-family:{FONTS};font-size:{LETTERS};white-space:pre}}.b{{font-weight:bold}}\
         .i{{font-style:italic}}</style>\n",
        escape(title)
    )
}

/// The ground under all.
pub fn sheet((width, height): (u16, u16), ground: Ground) -> String {
    format!("<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\"/>\n", hex(ground.paper))
}

/// Each line of a buffer: grounds, then what stands on them.
pub fn lines(buffer: &Buffer, cursor: Option<Position>, ground: Ground) -> Vec<String> {
    let mut out = vec![String::new(); usize::from(buffer.area.height)];
    let spans = spans(buffer, ground);
    let mut each = |draw: &dyn Fn(&mut String, &Span<'_>)| {
        for span in &spans {
            if let Some(line) = out.get_mut(usize::from(span.y)) {
                draw(line, span);
            }
        }
    };
    each(&|line, span| {
        if span.look.paper != ground.paper {
            paper(line, span);
        }
    });
    each(&|line, span| ink(line, span));
    if let Some((at, line)) = cursor.and_then(|at| Some((at, out.get_mut(usize::from(at.y))?))) {
        rect(line, (left(at.x), top(at.y) + 1, 2, HEIGHT - 2), ground.ink, 100);
    }
    out
}

fn left(x: u16) -> u16 {
    EDGE + x * WIDTH
}

fn top(y: u16) -> u16 {
    EDGE + y * HEIGHT
}

fn spans(buffer: &Buffer, ground: Ground) -> Vec<Span<'_>> {
    let mut out: Vec<Span<'_>> = Vec::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        let mut open = false;
        while let Some(cell) = buffer.cell((x, y)) {
            let look = Look::of(cell, ground);
            let width = u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
            match out.last_mut().filter(|last| open && last.look == look) {
                Some(last) => last.cells.push((cell.symbol(), width)),
                None => out.push(Span { look, x, y, cells: vec![(cell.symbol(), width)] }),
            }
            open = true;
            x += width;
        }
    }
    out
}

fn paper(out: &mut String, span: &Span<'_>) {
    rect(out, (left(span.x), top(span.y), span.width() * WIDTH, HEIGHT), span.look.paper, 100);
}

/// Shapes, letters and the line under them. Blanks end a run of letters, so that none is lost to collapsing.
fn ink(out: &mut String, span: &Span<'_>) {
    let (mut x, y) = (span.x, span.y);
    let mut run: Vec<(u16, &str)> = Vec::new();
    let mut shapes: Vec<(u16, u16, char)> = Vec::new();
    for (symbol, width) in &span.cells {
        let mut chars = symbol.chars();
        let (first, more) = (chars.next().unwrap_or(' '), chars.next().is_some());
        let drawn = !more && (glyph::block(first).is_some() || glyph::line(first).is_some());
        if drawn || more || first == ' ' {
            letters(out, span, &std::mem::take(&mut run));
        }
        if more {
            // A letter with its marks has one place.
            letters(out, span, &[(x, symbol)]);
        } else if drawn {
            match shapes.last_mut().filter(|(at, n, c)| *c == first && at + n == x) {
                Some((_, n, _)) => *n += 1,
                None => shapes.push((x, 1, first)),
            }
        } else if first != ' ' {
            run.push((x, symbol));
        }
        x += width;
    }
    letters(out, span, &run);
    for (x, n, c) in shapes {
        shape(out, span.look.ink, (x, y), n, c);
    }
    if span.look.underlined {
        rect(out, (left(span.x), top(y) + BASE + 2, span.width() * WIDTH, 1), span.look.ink, 100);
    }
}

fn letters(out: &mut String, span: &Span<'_>, run: &[(u16, &str)]) {
    if run.is_empty() {
        return;
    }
    let text: String = run.iter().map(|(_, symbol)| *symbol).collect();
    let class = match (span.look.bold, span.look.italic) {
        (false, false) => "",
        (true, false) => " class=\"b\"",
        (false, true) => " class=\"i\"",
        (true, true) => " class=\"b i\"",
    };
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<text {} y=\"{}\" fill=\"{}\"{class}>{}</text>",
        places(run, &text),
        top(span.y) + BASE,
        hex(span.look.ink),
        escape(&text)
    );
}

/// Where letters stand: Latin ones are spread over their cells, all others have a place each.
fn places(run: &[(u16, &str)], text: &str) -> String {
    let from = run.first().map_or(0, |(x, _)| *x);
    if text.is_ascii() {
        return format!("x=\"{}\" textLength=\"{}\"", left(from), text.len() * usize::from(WIDTH));
    }
    let places: Vec<String> = run.iter().map(|(x, _)| left(*x).to_string()).collect();
    format!("x=\"{}\"", places.join(" "))
}

/// `n` times the same block or line, side by side.
fn shape(out: &mut String, ink: Rgb, (x, y): (u16, u16), n: u16, c: char) {
    let (x, y, width) = (left(x), top(y), n * WIDTH);
    if let Some(([l, t, r, b], opaque)) = glyph::block(c) {
        let down = |eighths: u8| u16::from(eighths) * HEIGHT / 8;
        let whole = r == 8 && l == 0;
        if whole {
            rect(out, (x, y + down(t), width, down(b) - down(t)), ink, opaque);
            return;
        }
        for at in (0..n).map(|n| x + n * WIDTH) {
            let (from, to) = (u16::from(l), u16::from(r));
            rect(out, (at + from, y + down(t), to - from, down(b) - down(t)), ink, opaque);
        }
    } else if let Some([l, u, r, d]) = glyph::line(c) {
        let (middle_x, middle_y) = (WIDTH / 2, HEIGHT / 2);
        if l && r {
            rect(out, (x, y + middle_y, width, 1), ink, 100);
        }
        for at in (0..n).map(|n| x + n * WIDTH) {
            if l && !r {
                rect(out, (at, y + middle_y, middle_x + 1, 1), ink, 100);
            }
            if r && !l {
                rect(out, (at + middle_x, y + middle_y, WIDTH - middle_x, 1), ink, 100);
            }
            if u {
                rect(out, (at + middle_x, y, 1, middle_y + 1), ink, 100);
            }
            if d {
                rect(out, (at + middle_x, y + middle_y, 1, HEIGHT - middle_y), ink, 100);
            }
        }
    }
}

pub fn rect(out: &mut String, (x, y, width, height): (u16, u16, u16, u16), fill: Rgb, opaque: u8) {
    let faded = if opaque < 100 { format!(" fill-opacity=\".{opaque}\"") } else { String::new() };
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"{faded}/>",
        hex(fill)
    );
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
