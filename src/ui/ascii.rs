//! A finished frame without signs that some terminals lack: one pass over its cells, so that nothing else knows.

use crate::model::ascii::sign;
use ratatui::buffer::Buffer;

/// Puts ASCII in the place of headcount's own signs.
pub fn plain(buf: &mut Buffer) {
    let area = buf.area;
    let at = |buf: &Buffer, x: Option<u16>, y: u16| -> char {
        let cell = x.filter(|x| *x < area.right()).and_then(|x| buf.cell((x, y)));
        cell.and_then(|cell| cell.symbol().chars().next()).unwrap_or(' ')
    };
    for y in area.top()..area.bottom() {
        // From the right, since signs look to their left.
        for x in (area.left()..area.right()).rev() {
            let mut letters = buf.cell((x, y)).map_or("", |cell| cell.symbol()).chars();
            let (Some(c), None) = (letters.next(), letters.next()) else { continue };
            if c.is_ascii() {
                continue;
            }
            let before = [at(buf, x.checked_sub(1), y), at(buf, x.checked_sub(2), y)];
            let after = [at(buf, x.checked_add(1), y), at(buf, x.checked_add(2), y)];
            if let (Some(sign), Some(cell)) = (sign(c, before, after), buf.cell_mut((x, y))) {
                cell.set_char(sign);
            }
        }
    }
}
