//! What is asked through forms: a person found in everything held, a host whom nobody knows, marks.

use crate::terminal::{DOWN, ENTER, ESC};
use crate::{hosts, school};

#[test]
fn a_person_is_found_from_part_of_the_name_and_esc_leads_back() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys(DOWN);
    console.cursor_on("Host 01");
    console.keys("\x06");
    console.shows("part of a name");
    console.keys("小明");
    console.keys(ENTER);
    console.shows("text: 小明");
    console.cursor_on("王小明");
    console.keys(ENTER);
    console.shows("Find › 王小明");
    console.cursor_on("Physics 10D");
    console.keys(ENTER);
    console.shows("present 50 min of 60 = 83.3 %");
    for place in ["Find › 王小明", "text: 小明"] {
        console.keys(ESC);
        console.shows(place);
        console.lacks("present 50 min");
    }
    console.keys(ESC);
    console.shows("41 users");
    console.cursor_on("Host 01");
}

#[test]
fn a_host_nobody_knows_is_said_and_set_right_in_the_form() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("3");
    console.shows("[3 Meetings]");
    console.keys("f");
    console.shows("Asked of Meetings");
    console.keys("nora.quits@lumen.example");
    console.keys(ENTER);
    console.shows("did you mean nora.quist@lumen.example?");
    console.shows("f changes what is asked");
    console.keys("f");
    console.shows("nora.quits@lumen.example");
    // Ctrl-u clears the field.
    console.keys("\x15");
    console.keys("nora.quist@lumen.example");
    console.keys(ENTER);
    console.shows("host: nora.quist@lumen.example");
    console.shows("2 occurrences");
    // The report before, and back.
    console.keys("-");
    console.shows("41 users");
    console.keys(" ");
    console.shows("1 marked");
    console.keys("-");
    console.shows("host: nora.quist@lumen.example");
}
