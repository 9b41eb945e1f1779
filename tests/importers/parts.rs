//! Reports on what belongs to an occurrence or an event: polls, surveys, questions, performance, registrations. Each
//! variant, what is rejected, what is refused.

use crate::recorder::{Recorder, import, options, refusal, sample};
use headcount::import::{Bytes, Options, Summary, kinds};

#[test]
fn every_sample_gives_its_records() {
    for name in [
        "polls.csv",
        "poll_93310442209_2026_05_19.csv",
        "survey.csv",
        "questions.csv",
        "performance.csv",
        "registration.csv",
    ] {
        insta::assert_snapshot!(name.split('.').next().unwrap(), sample(name, &options()));
    }
}

fn read(name: &str, text: impl AsRef<[u8]>) -> (Recorder, Summary) {
    import(name, text.as_ref(), &options()).unwrap()
}

fn has(recorder: &Recorder, part: &str) {
    assert!(recorder.text.contains(part), "{part} is not in\n{}", recorder.text);
}

fn rejects(recorder: &Recorder) -> Vec<(u64, &str, &str, &str)> {
    let all = recorder.rejects.iter();
    all.map(|told| (told.line, told.column.as_str(), told.value.as_str(), told.reason.as_str())).collect()
}

const TOP: &str = "Poll Report\nReport Generated:,2026-05-13 07:35:00\n\
    Topic,Meeting ID,Actual Start Time,Actual Duration (minutes),\nTides,933 1044 2208,2026-05-12 09:00:00,62,\nPoll Details\n";
const HEADER: &str = "#,User Name,User Email,Submitted Date/Time,\n";
const ANN: &str = "1,Ann,ann@lumen.example,\"May 12, 2026 09:20:11\",Tea?,Yes,Milk?,No,\n";

#[test]
fn polls_without_anything_above_take_number_and_start_from_elsewhere() {
    let bare = format!("{HEADER}{ANN}");
    let (recorder, summary) = read("poll_93310442208_2026_05_12.csv", &bare);
    has(&recorder, "meeting 93310442208 Facts 2026-05-12T09:20:11Z..? inferred=true");
    assert_eq!(summary.notes.len(), 2, "{summary:?}");
    let start = "2026-05-12T09:00:00".parse().ok();
    let said = Options { meeting: Some("812 3456 7890".into()), start, ..options() };
    let (recorder, _) = import("x.csv", bare.as_bytes(), &said).unwrap();
    has(&recorder, "meeting 81234567890 Facts 2026-05-12T09:00:00Z..?\n");
    assert!(refusal("x.csv", bare.as_bytes(), &options()).contains("--meeting"));
    // Nothing says when: neither a time above nor one of the rows.
    let timeless = bare.replace("\"May 12, 2026 09:20:11\"", "");
    assert!(refusal("poll_93310442208.csv", timeless.as_bytes(), &options()).contains("--start"));
    // The same bytes under another number are another file.
    let importer = kinds::find(bare.as_bytes()).unwrap();
    let outside =
        |name, options: &Options| importer.outside(&Bytes { name, bytes: bare.as_bytes() }, options);
    assert_ne!(outside("poll_93310442208.csv", &options()), outside("poll_93310442209.csv", &options()));
    assert_ne!(outside("poll_93310442208.csv", &said), outside("poll_93310442208.csv", &options()));
    let whole = format!("{TOP}{bare}");
    assert_eq!(importer.outside(&Bytes { name: "x.csv", bytes: whole.as_bytes() }, &options()), None);
}

#[test]
fn polls_come_in_pairs_long_wide_and_a_table_a_question() {
    let long = "Poll Report\nReport generated time,05/13/2026 07:35:00 AM\n\nTopic,Webinar ID,Actual Start Time,# Poll\n\
        Tides,933 1044 2208,05/12/2026 09:00:00 AM,1\n\n#,User Name,User Email,Submitted Time (Etc/UTC),Question,Answer\n\
        1,Ann,ann@lumen.example,05/12/2026 09:20:11 AM,Tea?,Yes\n2,Ann,ann@lumen.example,05/12/2026 09:20:11 AM,Milk?,No\n";
    let wide = format!(
        "{TOP}#,User Name,Email Address,Submitted Date and Time,Tea?,Milk?\n1,Ann,ann@lumen.example,\"May 12, 2026 09:20:11\",Yes,No\n"
    );
    let tables = format!(
        "{TOP}#,User Name,User Email,Submitted Date/Time,Tea?\n1,Ann,ann@lumen.example,\"May 12, 2026 09:20:11\",Yes\n\
         #,User Name,User Email,Submitted Date/Time,Milk?\n1,Ann,ann@lumen.example,\"May 12, 2026 09:20:11\",No\n"
    );
    let answers = |text: &str| -> Vec<String> {
        let (recorder, _) = read("x.csv", text);
        let lines = recorder
            .text
            .lines()
            .filter_map(|line| line.split_once(": Answer("))
            .map(|(_, told)| told.to_owned());
        lines.collect()
    };
    let pairs = answers(&format!("{TOP}{HEADER}{ANN}"));
    assert_eq!(pairs.len(), 2);
    assert_eq!(answers(long), pairs);
    assert_eq!(answers(&wide), pairs);
    let apart = answers(&tables);
    assert_eq!(apart[0], pairs[0]);
    assert!(apart[1].contains("poll: \"2\", launch: 1, question: \"Milk?\""), "{apart:?}");
    // Without a column of times.
    let timeless = format!("{TOP}#,User Name,User Email,Tea?\n1,Ann,,Yes\n");
    assert!(answers(&timeless)[0].contains("submitted: None"));
    for (what, text) in [
        ("BOM", format!("\u{FEFF}{TOP}{HEADER}{ANN}")),
        ("CRLF", format!("{TOP}{HEADER}{ANN}").replace('\n', "\r\n")),
        ("padded", format!("{TOP}{}{ANN}", HEADER.replace(",\n", ",,,,,,,\n"))),
        ("blank lines", format!("{TOP}\n{HEADER}\n,,,\n{ANN}\n")),
        ("NUL", format!("{TOP}{HEADER}{}", ANN.replace("Ann,", "A\0nn,"))),
        ("other titles", format!("{TOP}{HEADER}{ANN}").replace("Report Generated:", "Report generated time")),
    ] {
        assert_eq!(answers(&text), pairs, "{what}");
    }
    for sign in [";", "\t"] {
        assert_eq!(
            answers(&format!("{TOP}{HEADER}{ANN}").replace("May 12, 2026", "2026-05-12").replace(',', sign)),
            pairs
        );
    }
}

/// The title of the times need not be known where the others are in another language.
#[test]
fn polls_in_other_languages() {
    let top = "Relatório de enquete\nRelatório Gerado:,2026-05-13 07:35:00\nTópico,ID do Webinar,Hora de Início Real,Duração Real (minutos)\n\
        Marés,933 1044 2208,\"mai. 12, 2026 9:00 da manhã\",62\n";
    for header in [
        "#,Nome de usuário,E-mail,Data/hora de envio,",
        "#,Nombre de usuario,Correo electrónico,Fecha y hora,",
    ] {
        let (recorder, _) = read("x.csv", format!("{top}{header}\n{ANN}"));
        has(&recorder, "webinar 93310442208 Facts 2026-05-12T09:00:00Z..? topic=Marés minutes=62");
        has(&recorder, "question: \"Milk?\", answer: Some(\"No\"), submitted: Some(1778577611)");
    }
}

#[test]
fn polls_go_by_the_titles_above_their_tables() {
    let table = |title: &str, ordinal: u32| {
        format!("{title}\n{HEADER}{ordinal},Ann,ann@lumen.example,\"May 12, 2026 09:20:11\",Tea?,Yes\n")
    };
    let (recorder, _) = read("x.csv", format!("{TOP}{}{}", table("Warm-up", 1), table("Quiz", 1)));
    has(&recorder, "poll: \"Warm-up\", launch: 1");
    has(&recorder, "poll: \"Quiz\", launch: 1");
}

#[test]
fn the_zone_of_a_poll_is_that_of_its_header() {
    let text = format!("{TOP}{HEADER}{ANN}").replace("Submitted Date/Time", "Submitted Time (Asia/Tokyo)");
    let (recorder, _) = read("x.csv", &text);
    has(&recorder, "Facts 2026-05-12T00:00:00Z..?");
    has(&recorder, "submitted: Some(1778545211)");
    let (_, summary) = read("x.csv", text.replace("Asia/Tokyo", "Moon/Mare"));
    assert!(
        summary.notes[0].contains("“Moon/Mare” of the header is not known: times are read in UTC"),
        "{summary:?}"
    );
}

/// The rows are in a person's zone, the meeting above them is in UTC.
#[test]
fn a_start_that_fits_as_utc_alone_is_read_so() {
    let text = format!("{TOP}{HEADER}{ANN}").replace("09:20:11", "12:20:11");
    let said = Options { zone: chrono_tz::Europe::Istanbul, ..options() };
    let (recorder, summary) = import("x.csv", text.as_bytes(), &said).unwrap();
    has(&recorder, "Facts 2026-05-12T09:00:00Z..?");
    has(&recorder, "submitted: Some(1778577611)");
    assert!(summary.notes[0].contains("read as UTC"), "{summary:?}");
    // Where neither fits, the start stands as it is written.
    let (recorder, summary) = read("x.csv", &text);
    has(&recorder, "Facts 2026-05-12T09:00:00Z..?");
    assert!(summary.notes[0].contains("--file-tz"), "{summary:?}");
}

#[test]
fn rows_of_polls_that_cannot_be_read_are_rejected() {
    let rows = "2,Bo,,soon,Tea?,Yes\n3,Cy,,\"May 12, 2026 09:20:11\",,,\n4,Di,,\"May 12, 2026 09:20:11\",,Yes\nTotal\n";
    let (recorder, summary) = read("x.csv", format!("{TOP}{HEADER}{rows}{ANN}"));
    assert_eq!((summary.rows, summary.rejected), (5, 4));
    assert_eq!(
        rejects(&recorder),
        [
            (7, "Submitted Date/Time", "soon", "this is no date and time"),
            (8, "", "", "the row has no question"),
            (9, "", "", "the row has an answer without its question"),
            (10, "", "", "the row has no question"),
        ]
    );
    // The meeting is told with the first good row, by its own line.
    has(&recorder, "4: meeting 93310442208");
}

/// What one person said at one moment counts once; who says the same twice without a name may be two.
#[test]
fn repeated_rows_of_polls_count_once() {
    let nobody = "2,Anonymous Attendee,,\"May 12, 2026 09:20:11\",Tea?,Yes\n";
    let again = ANN.replacen('1', "3", 1);
    let (recorder, summary) = read("x.csv", format!("{TOP}{HEADER}{ANN}{nobody}{again}{nobody}"));
    assert_eq!((summary.rows, summary.repeated), (4, 1));
    assert_eq!(recorder.text.matches("name: None").count(), 2);
    assert!(!recorder.text.contains("launch: 2, question: \"Milk?\""), "{}", recorder.text);
    // The same answer under another question is another one.
    let table =
        |question: &str| format!("{}{question}\n1,Ann,,\"May 12, 2026 09:20:11\",Yes\n", HEADER.trim_end());
    let (_, summary) = read("x.csv", format!("{TOP}{}{}", table("Tea?"), table("Milk?")));
    assert_eq!((summary.rows, summary.repeated), (2, 0));
}

#[test]
fn hostile_polls_cost_a_row() {
    let long = format!("2,Bo,,,\"{}\",Yes\n", "x".repeat(10 << 20));
    let wide = format!("3,Bo,,{}\n", ",x".repeat(10_000));
    let nasty = "4,\u{1b}[2JBo\u{202E},,,T\u{7}ea?,\u{1b}]0;x\u{7}Yes\n";
    let (recorder, summary) = read("x.csv", format!("{TOP}{HEADER}{long}{wide}{nasty}{ANN}"));
    assert_eq!((summary.rows, summary.rejected), (4, 2));
    assert!(!recorder.text.contains('\u{1b}') && !recorder.text.contains("\\u{1b}"), "{}", recorder.text);
    has(&recorder, "question: \"Tea?\", answer: Some(\"]0;xYes\")");
    // A mark that is never closed.
    let (_, summary) = read("x.csv", format!("{TOP}{HEADER}{ANN}2,Bo,,,\"Tea?,Yes\n3,Cy,,,Tea?,Yes\n"));
    assert_eq!(summary.rejected, 1);
}

#[test]
fn reports_that_are_cut_or_empty_say_so() {
    let (recorder, summary) = read("x.csv", format!("{TOP}{HEADER}"));
    assert_eq!((summary.rows, recorder.facts, recorder.text.as_str()), (0, 0, "1: Observed(1778657700)\n"));
    assert!(summary.notes.contains(&"the file has a header and no rows".to_owned()), "{summary:?}");
    for (text, says) in [
        (TOP, "looks like a poll report without its table"),
        ("Poll Report\nReport Gen", "looks like a poll report without its table"),
        ("Registration Report\nReport Generated:,x\n", "looks like a registration report without its table"),
        ("Survey Report\n", "looks like a survey report without its table"),
        ("Q&A Report\n", "looks like a Q&A report without its table"),
        ("#,User,Mail\n1,Ann,x\n", "of no kind that is read"),
    ] {
        let message = refusal("x.csv", text.as_bytes(), &options());
        assert!(message.contains(says), "{text}: {message}");
    }
    let two = format!("{TOP}{HEADER}{ANN}").repeat(2);
    assert!(refusal("x.csv", two.as_bytes(), &options()).contains("one by one"));
    let no_number = TOP.replace("933 1044 2208", "9.33E+10");
    let message = refusal("x.csv", format!("{no_number}{HEADER}{ANN}").as_bytes(), &options());
    assert!(
        message.contains("a spreadsheet rounded the meeting number") && message.contains("--meeting"),
        "{message}"
    );
    let soon = TOP.replace("2026-05-12 09:00:00", "soon");
    let message = refusal("x.csv", format!("{soon}{HEADER}{ANN}").as_bytes(), &options());
    assert!(message.contains("time “soon”: this is no date and time"), "{message}");
    let slashes =
        format!("{TOP}{HEADER}{ANN}").replace("\"May 12, 2026 09:20:11\"", "4/5/2026 9:20").replace(',', ";");
    let message = refusal("x.csv", slashes.as_bytes(), &options());
    assert!(message.contains("--dates mdy or --dates dmy"), "{message}");
}

/// Answers of days later say nothing of when the meeting was.
#[test]
fn a_survey_needs_a_start() {
    let survey =
        "Survey Report\nTopic,Webinar ID\nTides,933 1044 2208\nUser Name,User Email,How was it?\nAnn,,Good\n";
    assert!(refusal("x.csv", survey.as_bytes(), &options()).contains("--start"));
    let said = Options { start: "2026-05-12T09:00:00".parse().ok(), ..options() };
    let (recorder, _) = import("x.csv", survey.as_bytes(), &said).unwrap();
    has(&recorder, "Part(Survey, Stays)");
    has(&recorder, "question: \"How was it?\", answer: Some(\"Good\")");
    // A table without a title is one by its file's name.
    let bare = format!("{HEADER}{ANN}");
    let kind = |name| kinds::find_named(bare.as_bytes(), name).unwrap().kind();
    assert_eq!([kind("survey_93310442208.csv"), kind("x.csv")], ["zoom-survey", "zoom-polls"]);
    let (recorder, _) = import("survey_93310442208.csv", bare.as_bytes(), &said).unwrap();
    has(&recorder, "Part(Survey, Stays)");
}

const QA: &str =
    "Question Report\nTopic,Meeting ID,Actual Start Time\nTides,933 1044 2208,05/12/2026 09:00:00 AM\n";

#[test]
fn questions_are_read_by_their_titles() {
    let plain =
        format!("{QA}#,Question,Asker Name,Asker Email,Answer(s)\n1,Deep?,Ann,ann@lumen.example,Very\n");
    let (recorder, _) = read("x.csv", &plain);
    has(&recorder, "meeting 93310442208 Facts 2026-05-12T09:00:00Z");
    has(&recorder, "Part(Qa, Stays)");
    let more = format!(
        "{QA}#,Asker Name,Question,Question Time,Status,Answer,Answered By,Answer Time\n\
         1,Ann,Deep?,05/12/2026 09:10:00 AM,Dismissed,,,\n2,,Cold?,05/12/2026 09:11:00 AM,Open,Soon,Ines,05/12/2026 09:12:00 AM\n\
         3,Bo,,05/12/2026 09:11:00 AM,,,,\n4,Bo,Far?,later,,,,\n"
    );
    let (recorder, summary) = read("x.csv", &more);
    assert_eq!((summary.rows, summary.rejected), (4, 2));
    has(&recorder, "status: Some(\"dismissed\")");
    has(
        &recorder,
        "status: Some(\"open\"), answer: Some(\"Soon\"), answered_by: Some(\"Ines\"), answered: Some(1778577120)",
    );
    assert_eq!(rejects(&recorder)[0], (7, "Question", "", "the row has no question"));
    let bare = "#,Question,Asker Name,Asker Email,Answer(s)\n1,Deep?,Ann,,\n";
    assert!(refusal("qa_93310442208.csv", bare.as_bytes(), &options()).contains("--start"));
    let wrong = format!("{QA}#,Query,Person\n1,Deep?,Ann\n");
    assert!(refusal("x.csv", wrong.as_bytes(), &options()).contains("without its table"));
    let long = format!("{plain}2,\"{}\",Bo,,\n3,Warm?,\u{1b}[2JBo,,\n", "x".repeat(10 << 20));
    let (recorder, summary) = read("x.csv", &long);
    assert_eq!((summary.rows, summary.rejected), (3, 1));
    assert!(!recorder.text.contains("\\u{1b}"));
}

#[test]
fn figures_stand_under_titles_or_behind_them() {
    let top = "Performance Report\nTopic,Webinar ID,Actual Start Time\nTides,933 1044 2208,05/12/2026 09:00:00 AM\n";
    let under = format!("{top}# Registered,Unique Viewers,Polls,Chat Messages\n9,7,--,3\n");
    let (recorder, summary) = read("x.csv", &under);
    assert_eq!((summary.rows, summary.rejected), (1, 0));
    has(&recorder, "5: Figure(UniqueViewers, 7)");
    let (recorder, summary) = read("x.csv", format!("{top}Polls,2\nQuestions,many\nMood,good\n"));
    assert_eq!((summary.rows, summary.rejected), (2, 1));
    assert_eq!(rejects(&recorder), [(5, "many", "many", "this is no figure")]);
    let (recorder, summary) = read("x.csv", top);
    assert_eq!((summary.rows, recorder.text.as_str()), (0, ""));
    assert_eq!(summary.notes, ["the report has no figures that are known"]);
    let message = refusal("x.csv", b"Performance Report\nPolls,2\n", &options());
    assert!(message.contains("--meeting"), "{message}");
    let wide = format!("{top}{}\n", ",x".repeat(10_000));
    assert_eq!(read("x.csv", &wide).1.rows, 0);
}

const REGISTRATION: &str = "First Name,Last Name,Email,Registration Time,Approval Status\n";

#[test]
fn registrations_stand_below_anything_or_nothing() {
    let ann = "Ann,Berg,Ann@Lumen.example,\"May 02, 2026 18:20:41\",approved\n";
    let name = "93310442208_RegistrationReport.csv";
    let row = |text: &str, name: &str| -> String {
        let (recorder, _) = read(name, text);
        recorder
            .text
            .lines()
            .find(|line| line.contains(": registrant "))
            .unwrap()
            .split_once(": ")
            .unwrap()
            .1
            .to_owned()
    };
    let bare = row(&format!("{REGISTRATION}{ann}"), name);
    assert!(bare.contains("registrant \"93310442208 ann@lumen.example 29629100\" Export"), "{bare}");
    // Two rows that say nothing.
    assert_eq!(row(&format!("Report of\nMay\n{REGISTRATION}{ann}"), name), bare);
    let unknown = format!(
        "Rapport\nGemaakt,x\nOnderwerp,Nummer,Tijd,Minuten\nTides,933 1044 2208,\"Sep 25, 2026 12:30 PM\",45\n{REGISTRATION}{ann}"
    );
    let told = row(&unknown, "x.csv");
    for part in ["number=\"93310442208\"", "topic=\"Tides\"", "scheduled_at=1790339400", "minutes=45"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let own = format!(
        "Registration Report\nTopic,Webinar ID,Scheduled Time\nTides,933 1044 2208,\"Sep 25, 2026 12:30 PM\"\nAttendee Details\n{REGISTRATION}{ann}"
    );
    assert!(row(&own, "x.csv").contains("kind=\"webinar\""));
    assert!(row(&own.replace("Webinar ID", "Meeting ID"), "x.csv").contains("kind=\"meeting\""));
    // Below its title a report needs no column of its own.
    let short =
        "Registration Report\nx,y\nFirst Name,Last Name,Email,Zip/Postal Code,Diet?\nAnn,Berg,,0150,none\n";
    let told = row(short, name);
    assert!(told.contains("[[\\\"Zip/Postal Code\\\",\\\"0150\\\"],[\\\"Diet?\\\",\\\"none\\\"]]"), "{told}");
    assert!(refusal("x.csv", format!("{REGISTRATION}{ann}").as_bytes(), &options()).contains("--meeting"));
    assert!(kinds::find(b"First Name,Last Name,Email,Diet?\n").is_err());
}

#[test]
fn statuses_are_told_in_several_languages_and_cancelled_people_stay() {
    let pt = "Nome,Sobrenome,E-mail,Horário de inscrição,Status da Aprovação\n";
    let text = format!("{pt}Ana,Luz,ana@lumen.example,\"May 02, 2026 18:20:41\",aprovado\n");
    let (recorder, _) = read("registration_93310442208.csv", &text);
    has(&recorder, "status=\"approved\"");
    let cancelled = format!(
        "{REGISTRATION}Bo,Lie,,,\nBo,Lie,,,\n,,,,approved\nCy,Ek,cy@x.example,,on hold\n\nCancelled Attendee Details\n{REGISTRATION}Di,Moe,,,\n"
    );
    let (recorder, summary) = read("registration_93310442208.csv", &cancelled);
    assert_eq!((summary.rows, summary.repeated, summary.rejected), (5, 1, 1));
    has(&recorder, "registrant \"93310442208 di moe \"");
    has(&recorder, "status=\"cancelled\"");
    has(&recorder, "[[\\\"Approval Status\\\",\\\"on hold\\\"]]");
    assert_eq!(rejects(&recorder), [(4, "Email", "", "the row names nobody")]);
}

#[test]
fn hostile_registrations_cost_a_row() {
    let long = format!("\"{}\",x,a@x.example,,\n", "x".repeat(10 << 20));
    let wide = format!("Bo{}\n", ",x".repeat(10_000));
    let nasty = "\u{1b}[2JBo,\0Lie,bo@x.example,,approved,one cell more\n";
    let text = format!("{REGISTRATION}{long}{wide}{nasty}");
    let (recorder, summary) = read("registration_93310442208.csv", &text);
    assert_eq!((summary.rows, summary.rejected), (3, 2));
    has(&recorder, "first_name=\"[2JBo\" last_name=\"Lie\"");
    let (_, summary) = read("registration_93310442208.csv", REGISTRATION);
    assert_eq!(summary.notes[1], "the file has a header and no rows");
}
