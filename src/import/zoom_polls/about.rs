//! What docs/formats.md says of polls and surveys.

use crate::import::kinds::About;

pub const POLLS: About = About {
    title: "Polls of one meeting or webinar",
    source: "Who answered what in the polls of a meeting or webinar. Portal: Reports > Usage reports > Meeting or Webinar, \
             Poll report.",
    headers: &[
        "#,User Name,User Email,Submitted Date/Time, and rows of <question>,<answer>,<question>,<answer>…",
        "Poll Report / Report Generated: / Topic,Meeting ID,Actual Start Time,Actual Duration (minutes) / Poll Details / the same",
        "#,User Name,User Email,Submitted Date/Time,<question>, a table a question",
        "Poll Report / Report generated time / Topic,Webinar ID,Actual Start Time,# Poll / #,User Name,User Email,Submitted \
         Time (America/Los_Angeles),Question,Answer",
        "#,User Name,Email Address,Submitted Date and Time,<question>,<question>…",
    ],
    oddities: &[
        "Rows may differ in width, headers may be padded, questions may have line breaks: they become blanks.",
        "Several answers stay joined by semicolons, as the portal joins them: an option may have one in its text.",
        "Polls go by the title above their table, else by their questions, numbered in the order of the file. A new launch \
         begins where # does, or where the same people answer again.",
        "Anonymous answers are nobody's.",
        "The meeting's number comes from the report, else the file's name (poll_81234567890.csv), else --meeting; its start \
         from the report, else --start, else the earliest answer, which is put to the meeting in whose time it lies.",
        "A zone in a header's title is that of the file's times. A start that fits the answers as UTC alone is read so, and \
         noted.",
        "Two downloads of one report that differ in when they were made are one. Of several reports on one meeting the latest \
         that is not smaller is shown; answers of the API go before them.",
    ],
    sample: "polls.csv",
};

pub const SURVEY: About = About {
    title: "Survey of one meeting or webinar",
    source: "What people answered after a meeting or webinar. Portal: Reports > Usage reports > Meeting or Webinar, Survey \
             report.",
    headers: &[
        "Survey Report / Report Generated: / Topic,Webinar ID,Actual Start Time,Actual Duration (minutes) / #,User Name,User \
         Email,Submitted Date/Time,<question>,<question>…",
    ],
    oddities: &[
        "No exact header of this export is known: it is read like polls, under its own title or a name with the word survey.",
        "Answers may come days later: the start of the meeting comes from the report or --start, never from them.",
    ],
    sample: "survey.csv",
};
