//! Blocks and lines drawn as shapes, as terminals do: they meet from cell to cell whatever the font.

/// A part of a cell in eighths of its sides: left, top, right, bottom; and how opaque, in percent.
pub type Part = ([u8; 4], u8);

/// The rectangles of a block character; `None` for all others.
pub fn block(c: char) -> Option<Part> {
    let eighths = |from: char| u8::try_from(u32::from(c) - u32::from(from) + 1).unwrap_or(8);
    Some(match c {
        // ▁ … █ grow from the bottom, ▉ … ▏ shrink towards the left.
        '▁'..='█' => ([0, 8 - eighths('▁'), 8, 8], 100),
        '▉'..='▏' => ([0, 0, 8 - eighths('▉'), 8], 100),
        '▐' => ([4, 0, 8, 8], 100),
        '▀' => ([0, 0, 8, 4], 100),
        '░' => ([0, 1, 8, 8], 25),
        '▒' => ([0, 0, 8, 8], 50),
        '▓' => ([0, 0, 8, 8], 75),
        _ => return None,
    })
}

/// Which ways a line runs from the middle of the cell: left, up, right, down; `None` for all others.
pub fn line(c: char) -> Option<[bool; 4]> {
    let ways = match c {
        '─' => "lr",
        '│' => "ud",
        '┌' | '╭' => "rd",
        '┐' | '╮' => "ld",
        '└' | '╰' => "ur",
        '┘' | '╯' => "lu",
        '├' => "urd",
        '┤' => "lud",
        '┬' => "lrd",
        '┴' => "lur",
        '┼' => "lurd",
        _ => return None,
    };
    Some(['l', 'u', 'r', 'd'].map(|way| ways.contains(way)))
}
