//! Kind `zoom-phone-users`: who has an extension. Source: GET /phone/users; of exports no exact header is known.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, DEPARTMENT, DISPLAY_NAME, EMAIL, START, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::{COST_CENTER, EXTENSION, EXTENSION_ID, NUMBER, NUMBERS, SITE, STATUS, several};
use crate::model::Cell;
use crate::model::row::{PHONE_USER, RowRecord};
use crate::model::text::fold;

pub static USERS: List = List {
    table: Table {
        kind: "zoom-phone-users",
        about: &About {
            title: "Users of the phone system",
            source: "Who has an extension, with site, numbers and calling plans. Portal: Admin > Phone System Management > \
                     Users & Rooms, Export; API: GET /phone/users.",
            headers: &[
                "Name,Email,Extension Number,Phone Numbers,Site,Department,Cost Center,Calling Plans,Status",
                "id,email,name,extension_number,extension_id,site,department,cost_center,status",
            ],
            oddities: &[
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
                "Email, Extension Number and one of Phone Numbers, Site and Calling Plans are needed.",
                "Calling plans are licences too: who has the Power Pack among them sees their own calls.",
            ],
            sample: "phone-users.csv",
        },
        look: Look {
            kind: "zoom-phone-users",
            title: "users of the phone system",
            needed: &[&[&[&EMAIL], &[&EXTENSION], &[&NUMBERS, &SITE, &PLANS]]],
            without: &[&START],
            named: "phone-users",
            called: &["phoneusers", "phone"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[],
        row: |reader, row| csv::facts(reader, row, take),
        covers: None,
        needs_days: None,
    },
    answers: &[
        Answer { path: &["phone", "users"], array: "users", needs: "extension_id" },
        Answer { path: &["phone", "users"], array: "users", needs: "calling_plans" },
        Answer { path: &["phone", "users"], array: "users", needs: "phone_user_id" },
    ],
    take,
};

static PLANS: Column =
    column("calling_plans", "Calling Plans", &["callingplans", "callingplan", "package", "packages"]);
static PLAN: Column = column("plan", "Plan", &["name"]);
static USER_ID: Column = column("phone_user", "User ID", &["id", "userid"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let (id, email) = (cells.text(&[&USER_ID]), cells.email(&[&EMAIL]));
    let extension = cells.text(&[&EXTENSION]);
    let folded = email.as_deref().map(fold);
    // Exports have no ids: an e-mail is one user's in both.
    let key = folded
        .clone()
        .or_else(|| id.as_deref().map(|id| format!("#{id}")))
        .or_else(|| extension.as_deref().map(|ext| format!("ext:{ext}")))
        .ok_or_else(|| unreadable(&EMAIL, b"", "the row names no user"))?;
    let values: Vec<Cell> = vec![
        cell(id.as_deref()),
        cell(email.as_deref()),
        cell(folded.as_deref()),
        cell(cells.decoded(&[&DISPLAY_NAME]).as_deref()),
        cell(extension.as_deref()),
        cell(cells.text(&[&EXTENSION_ID]).as_deref()),
        cell(cells.text(&[&SITE]).as_deref()),
        cell(cells.text(&[&STATUS]).map(|word| word.to_lowercase()).as_deref()),
        cell(cells.text(&[&DEPARTMENT]).as_deref()),
        cell(cells.text(&[&COST_CENTER]).as_deref()),
        cell(several(cells, "calling_plans", &PLAN, &PLANS)?.as_deref()),
        cell(several(cells, "phone_numbers", &NUMBER, &NUMBERS)?.as_deref()),
    ];
    Ok(vec![RowRecord { table: &PHONE_USER, key, worth: cells.worth(), values }])
}
