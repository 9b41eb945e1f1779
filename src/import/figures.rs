//! A portal's own figures of one webinar, by their titles: in the performance report, and above the attendee report.

use super::cells;
use super::zoom_webinar::titles;
use crate::model::Figure;

const NAMES: [(Figure, &[&str]); 12] = [
    (Figure::Registered, &["registered", "registrants", "totalregistered", "totalregistrants", "inscrito"]),
    (Figure::Cancelled, &["cancelled", "canceled", "totalcancelled", "cancelado"]),
    (Figure::Approved, &["approved", "totalapproved", "aprovado"]),
    (Figure::Denied, &["denied", "totaldenied", "negado"]),
    (Figure::UniqueViewers, &["uniqueviewers", "uniqueattendees", "visualizadoresespecíficos"]),
    (Figure::TotalUsers, &["totalusers", "totaldeusuários"]),
    (
        Figure::Peak,
        &[
            "maxconcurrentviews",
            "maxconcurrentviewers",
            "peakconcurrentviews",
            "peakconcurrentviewers",
            "peakconcurrentattendees",
            "peakconcurrent",
            "máximodevisualizaçõessimultâneas",
        ],
    ),
    (
        Figure::AverageSeconds,
        &[
            "averagetimeinsession",
            "averagetimeinsessionminutes",
            "averagesessiontime",
            "averageduration",
            "averagedurationminutes",
            "averageviewingtime",
        ],
    ),
    (Figure::Questions, &["questions", "questionsasked", "totalquestions", "qaquestions"]),
    (Figure::Polls, &["polls", "poll", "totalpolls", "pollslaunched"]),
    (Figure::AnswerRate, &["answerrate", "pollanswerrate", "pollresponserate", "pollparticipationrate"]),
    (Figure::ChatMessages, &["chatmessages", "totalchatmessages", "chats", "messages"]),
];

/// The figure that a title names.
pub fn of(title: &str) -> Option<Figure> {
    let key = titles::key(title);
    NAMES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(figure, _)| *figure)
}

/// A figure's cell: a count; a share in tenths of a percent; a time in seconds, said in minutes or as a clock.
pub fn value(figure: Figure, cell: &[u8]) -> Option<i64> {
    match figure {
        Figure::AnswerRate => share(cell),
        Figure::AverageSeconds => seconds(cell),
        _ => cells::number(cell),
    }
}

fn share(cell: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(cells::bare(cell)).ok()?;
    let (whole, tenths) = decimal(text.trim_end_matches('%').trim())?;
    Some(whole * 10 + tenths).filter(|share| *share <= 1000)
}

fn seconds(cell: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(cells::bare(cell)).ok()?;
    super::zoom_api::clock_text(text).or_else(|| {
        let number = text.split(' ').next()?;
        let (whole, tenths) = decimal(number)?;
        Some(whole * 60 + tenths * 6)
    })
}

/// A number and its first place behind the point.
fn decimal(text: &str) -> Option<(i64, i64)> {
    let (whole, behind) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let tenths = behind.get(..1).filter(|_| behind.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((cells::number(whole.as_bytes())?, tenths.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_values_are_read() {
        assert_eq!(
            [of("# Registered"), of("Max Concurrent Views"), of("Topic")],
            [Some(Figure::Registered), Some(Figure::Peak), None]
        );
        let read = |figure, cell: &str| value(figure, cell.as_bytes());
        assert_eq!(read(Figure::AnswerRate, "45.5%"), Some(455));
        assert_eq!(read(Figure::AnswerRate, "100 %"), Some(1000));
        assert_eq!(read(Figure::AnswerRate, "101"), None);
        assert_eq!(read(Figure::AverageSeconds, "32"), Some(1920));
        assert_eq!(read(Figure::AverageSeconds, "32.5 minutes"), Some(1950));
        assert_eq!(read(Figure::AverageSeconds, "0:32:10"), Some(1930));
        assert_eq!([read(Figure::Polls, "--"), read(Figure::Polls, " 3 ")], [None, Some(3)]);
        for (_, names) in NAMES {
            for name in names {
                assert_eq!(titles::key(name), *name);
            }
        }
    }
}
