//! Pictures one after another, as one that moves by itself. Each line is drawn once for each look it has, and is shown
//! while it has it; whoever shows no movement sees the first picture.

use crate::palette::{NIGHT, hex};
use crate::svg::{self, EDGE, HEIGHT, WIDTH};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use std::fmt::Write;

/// One picture, the key that led to it, and what was meant by it.
pub struct Frame {
    pub buffer: Buffer,
    pub cursor: Option<Position>,
    pub key: &'static str,
    pub says: &'static str,
    /// Milliseconds that it stands.
    pub stands: u32,
}

/// Units of the strip under the pictures, where keys are shown.
const STRIP: u16 = 34;

/// A look of something, and the frames that have it.
type Look = (String, Vec<usize>);

pub fn of(frames: &[Frame], title: &str) -> String {
    let Some(first) = frames.first() else { return String::new() };
    let (width, height) = svg::size(&first.buffer);
    let whole = (width, height + STRIP);
    let mut out = svg::head(whole, title);
    out.push_str(&svg::sheet(whole, NIGHT));
    let mut lines: Vec<Vec<Look>> = vec![Vec::new(); usize::from(first.buffer.area.height) + 1];
    for (at, frame) in frames.iter().enumerate() {
        let drawn = svg::lines(&frame.buffer, frame.cursor, NIGHT);
        let drawn = drawn.into_iter().chain([pressed(frame, whole)]);
        for (looks, line) in lines.iter_mut().zip(drawn) {
            match looks.iter_mut().find(|(look, _)| *look == line) {
                Some((_, shown)) => shown.push(at),
                None => looks.push((line, vec![at])),
            }
        }
    }
    let begins = begins(frames);
    for (look, shown) in lines.iter().flatten().filter(|(look, _)| !look.is_empty()) {
        if shown.len() == frames.len() {
            out.push_str(look);
        } else {
            let hidden = if shown.first() == Some(&0) { "" } else { " visibility=\"hidden\"" };
            // Writing to a String cannot fail.
            let _ = writeln!(out, "<g{hidden}>{}\n{look}</g>", turns(shown, &begins));
        }
    }
    out.push_str("</svg>\n");
    out
}

/// When each frame begins, and at the end when all is over.
fn begins(frames: &[Frame]) -> Vec<u32> {
    let ends = frames.iter().scan(0, |sum, frame| {
        *sum += frame.stands;
        Some(*sum)
    });
    std::iter::once(0).chain(ends).collect()
}

/// When something is shown and when not.
fn turns(shown: &[usize], begins: &[u32]) -> String {
    let whole = begins.last().copied().unwrap_or(1).max(1);
    let (mut values, mut times): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for (at, begin) in begins.iter().enumerate().take(begins.len().saturating_sub(1)) {
        let value = if shown.contains(&at) { "visible" } else { "hidden" };
        if values.last() != Some(&value) {
            values.push(value);
            times.push(format!("{:.4}", f64::from(*begin) / f64::from(whole)));
        }
    }
    format!(
        "<animate attributeName=\"visibility\" calcMode=\"discrete\" values=\"{}\" keyTimes=\"{}\" dur=\"{}s\" \
         repeatCount=\"indefinite\"/>",
        values.join(";"),
        times.join(";").replace("0.0000", "0"),
        f64::from(whole) / 1000.0
    )
}

/// The key in its corner, and beside it what it is for.
fn pressed(frame: &Frame, (width, height): (u16, u16)) -> String {
    let cells = |text: &str| u16::try_from(text.chars().count()).unwrap_or(0) * WIDTH;
    let (y, tall) = (height - STRIP + 2, HEIGHT + 6);
    let (wide, right) = (cells(frame.key) + 16, width - EDGE - WIDTH);
    let mut out = String::new();
    let text = |x: u16, anchor: &str, class: &str, text: &str| {
        format!(
            "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" fill=\"{}\"{class}>{}</text>\n",
            y + 16,
            hex(NIGHT.ink),
            svg::escape(text)
        )
    };
    if !frame.key.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "<rect x=\"{}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\" rx=\"4\" fill=\"#2a303a\" stroke=\"#6b7380\"/>",
            right - wide
        );
        out.push_str(&text(right - wide / 2, "middle", " class=\"b\"", frame.key));
    }
    out.push_str(&text(right - wide - 12, "end", "", frame.says));
    out
}
