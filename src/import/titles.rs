//! Every column that portals name, declared once: its key, the titles and API names it goes by in English, and its
//! titles in other languages. How a header finds them is in `header`.

use Lang::{De, Es, Fr, It, Ja, Ko, Pt, Ru};

/// A language of the portals beside English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    De,
    Es,
    Fr,
    It,
    Ja,
    Ko,
    Pt,
    Ru,
}

impl Lang {
    pub const ALL: [Lang; 8] = [De, Es, Fr, It, Ja, Ko, Pt, Ru];

    pub fn tag(self) -> &'static str {
        match self {
            De => "de",
            Es => "es",
            Fr => "fr",
            It => "it",
            Ja => "ja",
            Ko => "ko",
            Pt => "pt-BR",
            Ru => "ru",
        }
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub key: &'static str,
    /// As the portal writes it in English.
    pub title: &'static str,
    /// English titles and API names, compared loosely (`header::key`).
    pub names: &'static [&'static str],
    /// Titles met in files of other languages.
    pub local: &'static [(Lang, &'static str)],
    /// Titles that no file has shown yet, as the portal is likely to write them.
    pub likely: &'static [(Lang, &'static str)],
}

pub const fn column(key: &'static str, title: &'static str, names: &'static [&'static str]) -> Column {
    Column { key, title, names, local: &[], likely: &[] }
}

impl Column {
    const fn local(self, local: &'static [(Lang, &'static str)]) -> Self {
        Self { local, ..self }
    }

    const fn likely(self, likely: &'static [(Lang, &'static str)]) -> Self {
        Self { likely, ..self }
    }
}

/// Declares the columns as constants, and the list of them all.
macro_rules! columns {
    ($($name:ident = $made:expr;)+) => {
        $(pub const $name: Column = $made;)+
        /// Every column.
        pub const ALL: &[&Column] = &[$(&$name),+];
    };
}

#[rustfmt::skip] // a table
columns! {
    // A participant.
    NAME = column("name", "Name (original name)", &["nameoriginalname"])
        .local(&[(De, "Name (ursprünglicher Name)"), (Es, "Nombre (nombre original)"), (Fr, "Nom (nom original)"),
            (It, "Nome (nome originale)"), (Ja, "名前 (元の名前)"), (Ko, "이름(원래 이름)"), (Pt, "Nome (nome original)"),
            (Ru, "Имя (настоящее имя)")])
        .likely(&[(De, "Name (Originalname)")]);
    USER_NAME = column("user_name", "User Name", &["username"])
        .local(&[(Ko, "사용자 이름")])
        .likely(&[(Es, "Nombre de usuario"), (Fr, "Nom d’utilisateur"), (It, "Nome utente"), (De, "Benutzername"),
            (Pt, "Nome de usuário"), (Ja, "ユーザー名"), (Ru, "Имя пользователя")]);
    EMAIL = column("email", "Email", &["email", "useremail", "emailaddress"])
        .local(&[(De, "E-Mail"), (Es, "E-mail del usuario"), (Es, "Correo electrónico"),
            (Fr, "Adresse e-mail de l’utilisateur"), (It, "E-mail"), (It, "Email dell'utente"), (Ja, "ユーザーメール"),
            (Ko, "사용자 이메일"), (Pt, "E-mail")])
        .likely(&[(De, "E-Mail-Adresse"), (Fr, "E-mail"), (Fr, "Adresse e-mail"), (Ja, "メール"), (Ja, "メールアドレス"),
            (Ko, "이메일"), (Pt, "E-mail do usuário"), (Ru, "Электронная почта"), (Ru, "Адрес электронной почты")]);
    JOIN = column("join_time", "Join time", &["jointime"])
        .local(&[(De, "Beitrittszeit"), (Es, "Hora para unirse"), (Es, "Hora de entrada"), (Fr, "Heure d’arrivée"),
            (Fr, "Heure de connexion"), (It, "Ora di ingresso"), (It, "Ora di Entrata"), (Ja, "参加時刻"),
            (Ko, "참가 시간"), (Pt, "Ingressar na hora"), (Pt, "Horário de entrada"), (Pt, "Hora do Ingresso"),
            (Ru, "Время входа")])
        .likely(&[(Ja, "参加時間"), (Pt, "Hora de entrada")]);
    LEAVE = column("leave_time", "Leave time", &["leavetime"])
        .local(&[(De, "Austrittszeit"), (Es, "Hora para salir"), (Es, "Hora de salida"), (Fr, "Heure de départ"),
            (Fr, "Heure de déconnexion"), (It, "Ora di uscita"), (Ja, "退出時刻"), (Ko, "나간 시간"),
            (Pt, "Hora de saída"), (Pt, "Horário de saída"), (Ru, "Время выхода")])
        .likely(&[(Ja, "退出時間")]);
    MINUTES = column("duration", "Duration (minutes)", &["durationminutes"])
        .local(&[(De, "Dauer (Minuten)"), (Es, "Duración (minutos)"), (Fr, "Durée (minutes)"), (It, "Durata (minuti)"),
            (Ja, "所要時間（分）"), (Ko, "기간(분)"), (Pt, "Duração (minutos)")])
        .likely(&[(Ru, "Длительность (минуты)"), (Ru, "Продолжительность (минуты)"), (Ru, "Длительность (мин.)")]);
    TOTAL_MINUTES = column("total_duration", "Total duration (minutes)",
            // The second was met with its slip.
            &["totaldurationminutes", "totaldurectionminutes"])
        .local(&[(Es, "Duración total (minutos)")])
        .likely(&[(De, "Gesamtdauer (Minuten)"), (Fr, "Durée totale (minutes)"), (It, "Durata totale (minuti)"),
            (Ja, "合計所要時間（分）"), (Ja, "合計時間（分）"), (Ko, "총 기간(분)"), (Pt, "Duração total (minutos)"),
            (Ru, "Общая длительность (минуты)"), (Ru, "Общая продолжительность (минуты)")]);
    GUEST = column("guest", "Guest", &["guest", "isguest"])
        .local(&[(Es, "Invitado"), (Fr, "Invité"), (It, "Guest"), (Pt, "Convidado")])
        .likely(&[(De, "Gast"), (It, "Ospite"), (Ja, "ゲスト"), (Ko, "게스트"), (Ru, "Гость")]);
    DISCLAIMER = column("recording_disclaimer", "Recording disclaimer response",
            &["recordingdisclaimerresponse", "recordingconsent"])
        .local(&[(Es, "Respuesta al descargo de responsabilidad relativa a la grabación"),
            (It, "Risposta di esclusione di responsabilità per la registrazione")]);
    WAITING = column("in_waiting_room", "In waiting room", &["inwaitingroom"])
        .local(&[(Es, "En sala de espera"), (Fr, "Salle d’attente"), (Fr, "Dans la salle d’attente"),
            (It, "In sala d’attesa"), (Pt, "Na sala de espera")])
        .likely(&[(De, "Im Warteraum"), (Ja, "待機室"), (Ko, "대기실"), (Ru, "В зале ожидания")]);
    // A meeting.
    TOPIC = column("topic", "Topic", &["topic"])
        .local(&[(Es, "Tema"), (It, "Argomento"), (Pt, "Tópico")])
        .likely(&[(De, "Thema"), (Fr, "Sujet"), (Ja, "トピック"), (Ko, "주제"), (Ru, "Тема")]);
    NUMBER = column("meeting_id", "Meeting ID", &["meetingid", "id"])
        .local(&[(It, "ID"), (Pt, "ID")])
        .likely(&[(De, "Meeting-ID"), (Es, "ID de reunión"), (Es, "ID de la reunión"), (Fr, "ID de réunion"),
            (Fr, "ID de la réunion"), (It, "ID riunione"), (Ja, "ミーティングID"), (Ko, "회의 ID"),
            (Pt, "ID da reunião"), (Ru, "Идентификатор конференции"), (Ru, "Идентификатор")]);
    KIND = column("type", "Type", &["type"])
        .local(&[(It, "Digita")])
        .likely(&[(De, "Typ"), (Es, "Tipo"), (Fr, "Type"), (It, "Tipo"), (Pt, "Tipo"), (Ja, "タイプ"), (Ko, "유형"),
            (Ru, "Тип")]);
    HOST_NAME = column("host_name", "Host name", &["hostname", "host", "hostdisplayname"])
        .local(&[(It, "Nome organizzatore"), (It, "Organizzatore"), (Pt, "Anfitrião")])
        .likely(&[(De, "Gastgeber"), (Es, "Anfitrión"), (Es, "Organizador"), (Fr, "Animateur"), (Fr, "Hôte"),
            (Ja, "ホスト"), (Ko, "호스트"), (Ru, "Организатор")]);
    HOST_EMAIL = column("host_email", "Host email", &["hostemail"])
        .local(&[(Es, "Correo electrónico del organizador"), (It, "E-mail organizzatore")]);
    START = column("start_time", "Start time", &["starttime"])
        .local(&[(It, "Ora di inizio")])
        .likely(&[(De, "Startzeit"), (Es, "Hora de inicio"), (Fr, "Heure de début"), (Ja, "開始時刻"), (Ja, "開始時間"),
            (Ko, "시작 시간"), (Pt, "Hora de início"), (Ru, "Время начала")]);
    END = column("end_time", "End time", &["endtime"])
        .local(&[(It, "Ora di fine")])
        .likely(&[(De, "Endzeit"), (Es, "Hora de finalización"), (Fr, "Heure de fin"), (Ja, "終了時刻"), (Ja, "終了時間"),
            (Ko, "종료 시간"), (Pt, "Hora de término"), (Ru, "Время завершения"), (Ru, "Время окончания")]);
    JOINS = column("participants", "Participants", &["participants"])
        .local(&[(It, "Partecipanti")])
        .likely(&[(De, "Teilnehmer"), (Es, "Participantes"), (Ja, "参加者"), (Ko, "참가자"), (Pt, "Participantes"),
            (Ru, "Участники")]);
    PARTICIPANT_MINUTES = column("total_participant_minutes", "Total participant minutes", &["totalparticipantminutes"])
        .local(&[(It, "Minuti totali dei partecipanti")]);
    DEPARTMENT = column("department", "Department", &["department", "dept"])
        .local(&[(It, "Reparto")])
        .likely(&[(De, "Abteilung"), (Es, "Departamento"), (Fr, "Service"), (Ja, "部門"), (Ko, "부서"),
            (Pt, "Departamento"), (Ru, "Отдел")]);
    GROUP = column("group", "Group", &["group", "usergroup"])
        .local(&[(It, "Gruppo")])
        .likely(&[(De, "Gruppe"), (Es, "Grupo"), (Fr, "Groupe"), (Ja, "グループ"), (Ko, "그룹"), (Pt, "Grupo"),
            (Ru, "Группа")]);
    SOURCE = column("source", "Source", &["source"])
        .local(&[(It, "Origine")]);
    CREATED = column("creation_time", "Creation time", &["creationtime", "createtime", "creationdate", "createdat",
            "usercreatedat", "created"])
        .local(&[(It, "Ora di creazione")]);
    UNIQUE_VIEWERS = column("unique_viewers", "Unique viewers", &["uniqueviewers"])
        .local(&[(It, "Visualizzatori unici"), (Pt, "Visualizadores específicos")]);
    MOST_VIEWERS = column("max_concurrent_views", "Max concurrent views", &["maxconcurrentviews"])
        .local(&[(It, "Max visualizzazioni simultanee"), (Pt, "Máximo de visualizações simultâneas")]);
    // A webinar's report.
    WEBINAR_ID = column("webinar_id", "Webinar ID", &["webinarid"]).local(&[(Pt, "ID do Webinar")]);
    ACTUAL_START = column("actual_start_time", "Actual Start Time", &["actualstarttime"])
        .local(&[(Ko, "실제 시작 시간"), (Pt, "Hora de Início Real")]);
    ACTUAL_MINUTES = column("actual_duration", "Actual Duration (minutes)", &["actualdurationminutes"])
        .local(&[(Ko, "실제 기간(분)"), (Pt, "Duração Real (minutos)")]);
    REGISTERED = column("registered", "# Registered", &["registered", "registrants"]).local(&[(Pt, "# Inscrito")]);
    CANCELLED = column("cancelled", "# Cancelled", &["cancelled"]).local(&[(Pt, "# Cancelado")]);
    TOTAL_USERS = column("total_users", "Total Users", &["totalusers"]).local(&[(Pt, "Total de usuários")]);
    ATTENDED = column("attended", "Attended", &["attended"]).local(&[(Pt, "Participou")]);
    ATTENDEE = column("user_name_original", "User Name (Original Name)", &["usernameoriginalname"])
        .local(&[(Ko, "사용자 이름(원래 이름)"), (Pt, "Nome de usuário (nome original)")]);
    FIRST_NAME = column("first_name", "First Name", &["firstname"]).local(&[(Pt, "Nome")]);
    LAST_NAME = column("last_name", "Last Name", &["lastname"]).local(&[(Pt, "Sobrenome")]);
    REGISTRATION = column("registration_time", "Registration Time", &["registrationtime"])
        .local(&[(Pt, "Horário de inscrição")]);
    APPROVAL = column("approval_status", "Approval Status", &["approvalstatus"])
        .local(&[(Pt, "Status da Aprovação")]);
    IN_SESSION = column("time_in_session", "Time in Session (minutes)", &["timeinsessionminutes"])
        .local(&[(Ko, "세션 기간(분)"), (Pt, "Tempo em Sessão (minutos)")]);
    COUNTRY = column("country", "Country/Region Name", &["countryregionname"])
        .local(&[(Pt, "Nome do país/da região")]);
    SUBMITTED = column("submitted", "Submitted Date/Time", &["submitteddatetime"]).local(&[(Ko, "제출 날짜 및 시간")]);
    // A user.
    USER_ID = column("user_id", "User ID", &["userid"]);
    DISPLAY_NAME = column("display_name", "Display Name", &["displayname", "name", "fullname"]);
    USER_TYPE = column("user_type", "User Type", &["usertype", "licensetype", "licencetype", "license", "licence"]);
    USER_STATUS = column("user_status", "User Status", &["userstatus", "status"]);
    ROLE = column("role", "Role", &["role", "roleid", "userrole"]);
    GROUP_IDS = column("group_ids", "Group IDs", &["groupids"]);
    LAST_LOGIN = column("last_login", "Last Login(UTC)", &["lastloginutc", "lastlogin", "lastlogintime",
            "lastsignin", "lastsigninutc"]);
    LAST_ACTIVE = column("last_active", "Last Active", &["lastactive", "lasthosted", "lastmeeting",
            "lastmeetingtime", "lastactivetime"]);
    CLIENT = column("last_client_version", "Last Client Version", &["lastclientversion", "clientversion"]);
    LOGIN_TYPE = column("login_type", "Login Type", &["logintype"]);
    PMI = column("pmi", "PMI", &["pmi"]);
    ZONE = column("timezone", "Time Zone", &["timezone"]);
    // Figures and plans.
    DATE = column("date", "Date", &["date", "day"]);
    NEW_USERS = column("new_users", "New Users", &["newusers"]);
    MEETINGS = column("meetings", "Meetings", &["meetings"]);
    MEETING_MINUTES = column("meeting_minutes", "Meeting Minutes", &["meetingminutes", "meetingsminutes"]);
    HOST_ID = column("host_id", "Host ID", &["hostid"]);
    PLANNED_MINUTES = column("planned_duration", "Planned Duration (minutes)", &["planneddurationminutes",
            "scheduleddurationminutes", "duration", "durationminutes"]);
    RECURRING = column("recurring", "Recurring", &["recurring", "isrecurring", "recurringmeeting"]);
    // Lines above a header.
    GENERATED = column("generated", "Report Generated:", &["reportgenerated", "reportgeneratedtime", "generated",
            "generatedtime", "exported", "exporttime"])
        .local(&[(Ko, "생성된 보고서:"), (Pt, "Relatório Gerado:")]);
    RANGE = column("range", "Date Range", &["daterange", "range", "period", "reportperiod", "from", "to", "startdate",
            "enddate", "month"]);
    FILE_SIZE = column("file_size", "File Size (MB)", &["filesize", "filesizemb"]);
    UUID = column("uuid", "UUID", &["uuid", "meetinguuid"]);
}

#[cfg(test)]
mod tests {
    use super::super::header::{Header, key};
    use super::*;

    #[test]
    fn each_title_finds_its_column() {
        for column in ALL {
            let local = column.local.iter().chain(column.likely).map(|(_, title)| *title);
            for title in local.chain([column.title, column.key]) {
                let header = Header::new(vec![title.to_owned()]);
                // A key names the column for this page alone.
                assert!(header.has(column.names) || title == column.key, "{title}");
            }
            assert!(column.names.iter().all(|name| key(name) == *name), "{}", column.key);
        }
    }

    #[test]
    fn keys_are_given_once() {
        let mut keys: Vec<&str> = ALL.iter().map(|column| column.key).collect();
        keys.sort_unstable();
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn signs_of_one_look_are_one() {
        for title in
            ["Heure d'arrivée", "Heure d’arrivée", "HEURE D\u{2018}ARRIVE\u{301}E", "Heure\u{A0}d’arrivée "]
        {
            assert!(Header::new(vec![title.to_owned()]).has(JOIN.names), "{title}");
        }
        for title in ["所要時間（分）", "所要時間(分)", "所要時間 ( 分 )"] {
            assert!(Header::new(vec![title.to_owned()]).has(MINUTES.names), "{title}");
        }
    }
}
