//! Titles in other languages, and titles in languages that are not known.

use crate::recorder::{file, import, options, refusal, told};
use headcount::import::{DateOrder, Options};

#[test]
fn every_language_gives_its_records() {
    for name in [
        "participants_85512340001-ja.csv",
        "participants_85512340002-es.csv",
        "participants_85512340003-pt.csv",
        "participants_85512340004-it.csv",
        "participants_85512340005-fr.csv",
        "participants_85512340006-de.csv",
        "participants_85512340007-ru.csv",
        "participants_85512340008-ko.csv",
        "participants_85512340009-nl.csv",
        "active-hosts-it.csv",
    ] {
        insta::assert_snapshot!(
            name.trim_end_matches(".csv"),
            file("tests/importers/languages", name, &options())
        );
    }
}

const ES: &str =
    "Nombre (nombre original),E-mail del usuario,Hora para unirse,Hora para salir,Duración (minutos)\n";

/// RULES, *Time zones*: localized files are settled by what they hold, else refused.
#[test]
fn a_localized_file_that_can_be_read_both_ways_is_refused_until_said() {
    let text = format!("{ES}Ana,,03/04/2022 08:00:00,03/04/2022 08:30:00,30\n");
    let name = "participants_81234567890.csv";
    let message = refusal(name, text.as_bytes(), &options());
    assert!(
        message.contains("not in English") && message.contains("--dates mdy or --dates dmy"),
        "{message}"
    );
    for (dates, start) in [(DateOrder::DayFirst, "2022-04-03T08"), (DateOrder::MonthFirst, "2022-03-04T08")] {
        let said = Options { dates: Some(dates), ..options() };
        let (recorder, _) = import(name, text.as_bytes(), &said).unwrap();
        assert!(recorder.text.contains(start), "{}", recorder.text);
    }
    let (recorder, _) =
        import("participants_81234567890_2022_04_03.csv", text.as_bytes(), &options()).unwrap();
    assert!(recorder.text.contains("2022-04-03T08"), "{}", recorder.text);
}

const UNKNOWN: &str = "Imię i nazwisko,Adres,Dołączono,Opuszczono,Czas (min)\n";

fn unknown(rows: &[&str]) -> String {
    rows.iter().fold(UNKNOWN.to_owned(), |text, row| text + row + "\n")
}

#[test]
fn the_shape_of_the_cells_tells_columns_of_unknown_titles() {
    let rows = [
        "Ola,ola@lumen.example,25/03/2024 10:00:00,25/03/2024 10:40:20,41",
        "Jan,,25/03/2024 10:00:00,25/03/2024 10:01:00,1",
    ];
    let (recorder, summary) =
        import("participants_81234567890.csv", unknown(&rows).as_bytes(), &options()).unwrap();
    assert!(recorder.text.contains("email=ola@lumen.example 2024-03-25T10:00:00Z"), "{}", recorder.text);
    assert!(told(&summary).contains("“Dołączono” as Join time"), "{}", told(&summary));

    // Some titles are known, others not.
    let text =
        unknown(&rows).replace(UNKNOWN, "Nome (nome original),E-mail,Entrou às,Saiu às,Duração (minutos)\n");
    let (recorder, summary) = import("participants_81234567890.csv", text.as_bytes(), &options()).unwrap();
    assert!(recorder.text.contains("email=ola@lumen.example 2024-03-25T10:00:00Z"), "{}", recorder.text);
    assert!(told(&summary).contains("“Entrou às” as Join time"), "{}", told(&summary));

    // With a meeting above, told by its cells, too.
    let block = "Temat,Identyfikator,Początek,Koniec\nFizyka,812 3456 7890,25/03/2024 09:58:00,25/03/2024 10:45:00\n\n";
    let text = format!("{block}{}", unknown(&rows));
    let (recorder, _) = import("people.csv", text.as_bytes(), &options()).unwrap();
    assert!(
        recorder
            .text
            .contains("meeting 81234567890 Stays 2024-03-25T09:58:00Z..2024-03-25T10:45:00Z topic=Fizyka"),
        "{}",
        recorder.text
    );
}

#[test]
fn a_shape_that_fits_not_or_twice_is_refused() {
    let good = "Ola,,25/03/2024 10:00:00,25/03/2024 10:40:20,41";
    for bad in [
        "Jan,,25/03/2024 10:00:00,25/03/2024 10:01:00,2",
        "Jan,,25/03/2024 10:00:00,25/03/2024 10:01:00,",
        "Jan,,25/03/2024 10:00:00,,1",
        "25/03/2024 10:00:00,,25/03/2024 10:00:00,25/03/2024 10:01:00,1",
        "17,,25/03/2024 10:00:00,25/03/2024 10:01:00,1",
        "Tak,,25/03/2024 10:02:00,25/03/2024 10:01:00,1",
    ] {
        let message = refusal("participants_81234567890.csv", unknown(&[good, bad]).as_bytes(), &options());
        assert!(message.contains("no kind that is read"), "{bad}: {message}");
    }
    // English titles are known: what is missing is said.
    let text =
        "Name (Original Name),User Email,When,Leave Time,Duration (Minutes)\n".to_owned() + good + "\n";
    assert!(refusal("x.csv", text.as_bytes(), &options()).contains("the column Join Time"));
}

#[test]
fn marks_in_other_languages_are_understood() {
    for (word, guest) in [
        ("Sí", true),
        ("Sì", true),
        ("Sim", true),
        ("Oui", true),
        ("はい", true),
        ("Да", true),
        ("예", true),
        ("NON", false),
        ("いいえ", false),
    ] {
        let text = format!(
            "Name (Original Name),Join Time,Leave Time,Guest\nAnn,05/18/2022 08:00:00,05/18/2022 08:30:00,{word}\n"
        );
        let (recorder, _) = import("participants_81234567890.csv", text.as_bytes(), &options()).unwrap();
        assert!(recorder.text.contains(&format!("guest={guest}")), "{word}: {}", recorder.text);
    }
}
