//! Invented names. Lists alone: who they belong to is in `people`.

/// A user of the account as the table below gives it.
#[derive(Clone, Copy, Debug)]
pub struct UserName {
    pub name: &'static str,
    /// The part of the address before `@lumen.example`.
    pub mailbox: &'static str,
}

const fn user(name: &'static str, mailbox: &'static str) -> UserName {
    UserName { name, mailbox }
}

/// Department, group and its users.
pub const DEPARTMENTS: &[(&str, &str, &[UserName])] = &[
    (
        "Science",
        "Teachers",
        &[
            user("Nora Quist", "nora.quist"),
            user("Pavel Orlov", "pavel.orlov"),
            user("王小明", "wang"),
            user("Zoë Ngũgĩ", "zoe.ngugi"),
            user("Ingrid Åkesson", "ingrid.akesson"),
            user("Tomás Ibáñez", "tomas.ibanez"),
            user("Priya Raman", "priya.raman"),
            user("Kwame Boateng", "kwame.boateng"),
            user("Sigrun Falk", "sigrun.falk"),
        ],
    ),
    (
        "Languages",
        "Teachers",
        &[
            user("محمد العلي", "m.alali"),
            user("田中花子", "hanako.tanaka"),
            user("Aoife Ní Bhriain", "aoife.nibhriain"),
            user("Ирина Соколова", "irina.sokolova"),
            user("Amélie Dufour", "amelie.dufour"),
            user("Κατερίνα Παππά", "katerina.pappa"),
            user("Leyla Yıldız", "leyla.yildiz"),
            user("João Figueira", "joao.figueira"),
            user("Britt Malmsten", "britt.malmsten"),
        ],
    ),
    (
        "Mathematics",
        "Teachers",
        &[
            user("Łukasz Żak", "lukasz.zak"),
            user("Ananya Iyer", "ananya.iyer"),
            user("Matti Korhonen", "matti.korhonen"),
            user("Nguyễn Thị Lan", "lan.nguyen"),
            user("Björn Stråle", "bjorn.strale"),
            user("Dávid Szűcs", "david.szucs"),
            user("김서연", "seoyeon.kim"),
        ],
    ),
    (
        "Arts",
        "Teachers",
        &[
            user("Freja Lindqvist", "freja.lindqvist"),
            user("Oluwaseun Adeyemi", "seun.adeyemi"),
            user("Chiara Bellini", "chiara.bellini"),
            user("Søren Kjær", "soren.kjaer"),
            user("דנה לוי", "dana.levi"),
            user("Mateja Kovačič", "mateja.kovacic"),
            user("Tevita Faleolo", "tevita.faleolo"),
        ],
    ),
    (
        "Administration",
        "Staff",
        &[
            user("Elin Sandell", "elin.sandell"),
            user("Gustav Ekdahl", "gustav.ekdahl"),
            user("Birgitta Nyman", "birgitta.nyman"),
            user("Daniela Reyes", "daniela.reyes"),
            user("Henrik Wester", "henrik.wester"),
            user("Agnieszka Wrona", "agnieszka.wrona"),
            user("Fatoumata Diallo", "fatoumata.diallo"),
            user("Karin Öberg", "karin.oberg"),
        ],
    ),
    (
        "IT",
        "Staff",
        &[
            user("Olena Kravets", "olena.kravets"),
            user("Viktor Hallgren", "viktor.hallgren"),
            user("Sinazo Mthembu", "sinazo.mthembu"),
            user("Rasmus Toft", "rasmus.toft"),
            user("Emre Aksoy", "emre.aksoy"),
        ],
    ),
    (
        "Library",
        "",
        &[
            user("Margareta Lund", "margareta.lund"),
            user("Þórunn Jónsdóttir", "thorunn.jonsdottir"),
            user("Samuel Osei", "samuel.osei"),
            user("Hedda Blom", "hedda.blom"),
        ],
    ),
    (
        "Student Services",
        "Staff",
        &[
            user("Maja Forsgren", "maja.forsgren"),
            user("Yusuf Karim", "yusuf.karim"),
            user("Petra Novotná", "petra.novotna"),
            user("Anders Bäck", "anders.back"),
            user("Linnéa Holt", "linnea.holt"),
            user("Radu Ionescu", "radu.ionescu"),
        ],
    ),
    // Some users were never given a department.
    (
        "",
        "",
        &[
            user("Ilse van der Meer", "ilse.vandermeer"),
            user("Alva Ström", "alva.strom"),
            user("Front desk", "frontdesk"),
            user("Meeting room Aurora", "room.aurora"),
        ],
    ),
];

/// How a pupil of 10D comes to class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    #[default]
    Plain,
    Late,
    /// A bad connection: rejoins again and again.
    Dropping,
    /// A laptop and a phone at once.
    TwoDevices,
    /// Renames herself once in the room.
    Renamed(&'static str),
    /// Often leaves before the end.
    LeavesEarly,
}

/// The pupils of class 10D: who, signed in with an address or not, and how.
pub const CLASS_10D: &[(&str, bool, Manner)] = &[
    ("Nelly Park", false, Manner::Renamed("Nelly (she/her) (Nelly Park)")),
    ("Wilma Ek", true, Manner::Plain),
    ("Noah Bergqvist", false, Manner::Late),
    ("Saga Nilsson", true, Manner::Plain),
    ("Hugo Ahl", false, Manner::Plain),
    ("Tuva Ros", true, Manner::LeavesEarly),
    ("Mei Lin Chou", true, Manner::Plain),
    ("Амина Юсупова", false, Manner::Plain),
    ("Elias Friis", false, Manner::Dropping),
    ("Isak Wallin", false, Manner::Plain),
    ("Moa Grahn", true, Manner::Plain),
    ("Oskar Pihl", false, Manner::Late),
    ("Signe Hedman", false, Manner::Renamed("Sigge (Signe Hedman)")),
    ("Yara Haddad", true, Manner::Plain),
    ("Abdi Warsame", false, Manner::Plain),
    ("Emilia Castro", true, Manner::Plain),
    ("Filip Krantz", false, Manner::Dropping),
    ("Ebba Sjö", false, Manner::Plain),
    ("Leo Marchetti", true, Manner::Plain),
    ("Maryam Rahimi", false, Manner::Plain),
    ("Theo Nkemelu", true, Manner::TwoDevices),
    ("Vera Dahl", false, Manner::Renamed("Vera (she/her) (Vera Dahl)")),
    ("Zeynep Acar", true, Manner::Plain),
    ("李娜", false, Manner::Plain),
    ("Kalle Ö", false, Manner::Plain),
];

/// First and last names that go together.
pub const FAMILIES: &[(&[&str], &[&str])] = &[
    (
        &["Astrid", "Olle", "Märta", "Sixten", "Ronja", "Viggo", "Åsa", "Per-Olof", "Greta", "Nils"],
        &[
            "Bergdal",
            "Sjöholm",
            "Åström",
            "Ljung",
            "Nordvall",
            "Frisk",
            "Häggdal",
            "Tornqvist",
            "Ekvall",
            "Rydh",
        ],
    ),
    (
        &["Zofia", "Marek", "Milica", "Bogdan", "Katarzyna", "Tihomir", "Vesna", "Dušan"],
        &["Zielonka", "Sroka", "Petković", "Wilczek", "Vuković", "Jaskółka", "Babić", "Marić"],
    ),
    (
        &["Inés", "Mateus", "Lucía", "Rafael", "Beatriz", "Íñigo", "Paloma", "Tiago"],
        &["Quintana", "Sardinha", "Muñiz", "Vasconcelo", "Peñalver", "Roldão", "Cabrales", "Lobato"],
    ),
    (
        &["Maeve", "Callum", "Bethan", "Rhys", "Isla", "Desmond", "Orla", "Hamish"],
        &["O'Hanlon", "Pryderi", "Fairweather", "MacAskill", "Tolliver", "Wray", "Ashdown", "Kettle"],
    ),
    (
        &["Amara", "Chidi", "Wanjiru", "Tendai", "Makena", "Sefu", "Nomsa", "Kofi"],
        &["Okonjo", "Mwangala", "Dlamini", "Asantewa", "Chikwanda", "Barasa", "Nkosana", "Ekwueme"],
    ),
    (
        &["Rohan", "Meera", "Kavya", "Arjun", "Ishita", "Farhan", "Nasrin", "Devika"],
        &["Chatterji", "Nambiar", "Qureshi", "Deshmane", "Pillay", "Bhandarkar", "Siddiqa", "Lokhande"],
    ),
    (
        &["Анна", "Дмитрий", "Оксана", "Тимур", "Марія", "Глеб"],
        &["Левченко", "Рябина", "Бондар", "Мороз", "Ткач", "Шевчик"],
    ),
    (&["陳", "林", "黃"], &["美玲", "志強", "雅婷"]),
    (&["佐藤", "鈴木", "高橋"], &["結衣", "大輔", "陽菜"]),
    (&["박", "이", "최"], &["지우", "하늘", "도윤"]),
    (
        &["Selin", "Omid", "Rania", "Bilal", "Shirin", "Cem", "Laleh", "Tarek"],
        &["Aydınlı", "Farrokh", "Mansoura", "Khalidi", "Tehranchi", "Özbek", "Nassar", "Jafarian"],
    ),
];

/// What shows up without a person's name, or with an unusual one.
pub const CURIOUS: &[&str] = &[
    "4670***0605",
    "4673***1188",
    "1646***2210",
    "4479***5521",
    "iPhone",
    "Galaxy A52",
    "iPad (2)",
    "HUAWEI P30",
    "DESKTOP-7Q2K1L",
    "🦊 Rävsson",
    "Mira 👩‍💻",
    "سارة حداد",
    "Sandberg, Eva-Lena",
    "Nils \"Nisse\" Ro",
    "mamma till Hugo",
    "J",
];

/// Addresses of those who sign in with an account of their own.
pub const DOMAINS: &[&str] = &[
    "nordhaven.example",
    "fjordtech.example",
    "kvarnby.example",
    "solgarden.example",
    "mail.example",
    "post.example",
    "uni-aldor.example",
    "observatory.example",
];
