//! What docs/formats.md says of each kind of answer.

use super::Api;
use crate::import::kinds::About;

pub fn of(api: Api) -> &'static About {
    match api {
        Api::Participants => &PARTICIPANTS,
        Api::Meetings => &MEETINGS,
        Api::Daily => &DAILY,
        Api::Hosts => &HOSTS,
        Api::Users => &USERS,
        Api::Planned => &PLANNED,
        Api::Polls => &POLLS,
        Api::Registrants => &REGISTRANTS,
    }
}

const PARTICIPANTS: About = About {
    title: "API: participants",
    source: "Answers of GET /report/meetings/{meetingId}/participants, of report/webinars, past_meetings, \
             past_webinars, metrics/meetings and metrics/webinars likewise.",
    headers: &[
        "participants: join_time, leave_time, name or user_name, user_email or email, id, participant_user_id, user_id, duration, status, internal_user",
    ],
    oddities: &[
        "Answers may stand alone, behind each other (also a line each), in an array, or each in an envelope \
         {\"request\": \"GET /v2/report/…\", \"response\": {…}} whose path settles the kind and the meeting, and whose \
         time says when it was given. This holds for every kind of answer.",
        "The meeting comes from the envelope, else the answer, else the file's name \
         (report_meetings_81234567890_participants.json, a UUID also percent-encoded), else --meeting.",
        "A rejected row's line is its place among the rows of the file, from 1.",
        "duration is seconds or minutes, whichever fits join and leave; the times win.",
        "Rows of breakout rooms stay; a row that repeats connection and join of its meeting counts once.",
        "Rows fewer than total_records are taken and noted: pages are missing. Such a list does not cover its days.",
        "Rows that somebody saved without their answer (an array of participants, meetings, users or days, or a row a \
         line) are read, too. Answers that are errors ({\"code\":…,\"message\":…}) are left out and noted.",
    ],
    sample: "api-participants.json",
};

const MEETINGS: About = About {
    title: "API: meetings",
    source: "Answers of GET /report/history_meetings, /report/users/{userId}/meetings, /report/meetings/{meetingId}, \
             /report/webinars/{webinarId}, /past_meetings/{meetingId} and its instances, /metrics/meetings, \
             /metrics/webinars.",
    headers: &[
        "meetings, webinars, history_meetings: id or meeting_id, uuid or meeting_uuid, start_time, end_time, duration, topic, type, dept",
    ],
    oddities: &[
        "duration is minutes, in metrics mm:ss or hh:mm:ss.",
        "An end before its start, or over a week after it, is left out and noted; the row goes in.",
    ],
    sample: "api-meetings.json",
};

const DAILY: About = About {
    title: "API: daily usage",
    source: "Answers of GET /report/daily: the portal's own figures a day.",
    headers: &["dates: date, new_users, meetings, participants, meeting_minutes"],
    oddities: &["Figures of one group (group_id) are refused: they are not the account's."],
    sample: "api-daily.json",
};

const HOSTS: About = About {
    title: "API: active and inactive hosts",
    source: "Answers of GET /report/users: the portal's own figures a host.",
    headers: &["users: id, email, user_name, dept, type, meetings, participants, meeting_minutes"],
    oddities: &["Hosts are inactive where the envelope says type=inactive, or every count is nought."],
    sample: "api-hosts.json",
};

const USERS: About = About {
    title: "API: users and groups",
    source: "Answers of GET /users and GET /groups.",
    headers: &[
        "users: id, email, display_name, dept, group_ids, type, role_id, status, timezone, user_created_at, last_login_time",
    ],
    oddities: &["Roles are named where the answer has a code that every account knows (0, 1, 2)."],
    sample: "api-users.json",
};

const PLANNED: About = About {
    title: "API: meetings to come",
    source: "Answers of GET /users/{userId}/meetings, /users/{userId}/webinars, /users/{userId}/upcoming_meetings and \
             /report/upcoming_events.",
    headers: &[
        "meetings, webinars, upcoming_events: id, uuid, topic, type, start_time, duration, host_id, host_name, created_at",
    ],
    oddities: &["Recurring meetings without a fixed time (type 3, 6) have no start."],
    sample: "api-planned.json",
};

const POLLS: About = About {
    title: "API: polls, questions and surveys",
    source: "Answers of GET /report/meetings/{meetingId}/polls, qa and survey, of report/webinars, past_meetings and \
             past_webinars likewise.",
    headers: &[
        "questions: name, email, question_details: question, answer, date_time, polling_id (polls); question, answer, \
         create_time, question_status, answer_details (qa)",
        "survey_answers: name, email, answer_details: question, answer, date_time",
    ],
    oddities: &[
        "The meeting comes from the answer (uuid, id), else the envelope's path, the file's name, --meeting; its start from \
         the answer, else --start, else the earliest answer to a poll.",
        "Polls have no names: they are numbered in the order of their first answers. Who answers a question twice did so in \
         two launches.",
        "Several answers stay joined by semicolons, as the API joins them: an option may have one in its text.",
        "Anonymous answers are nobody's.",
        "An answer that reads “live answered” was given aloud. Deleted questions count as dismissed.",
        "Of several files on one part of one occurrence the API's is shown, then the latest that is not smaller; the others \
         are kept. An occurrence of which nothing but its polls is known has no count of people.",
    ],
    sample: "api-polls.json",
};

const REGISTRANTS: About = About {
    title: "API: registrants, forms and panelists",
    source: "Answers of GET /meetings/{meetingId}/registrants and registrants/questions, of webinars likewise, of GET \
             /past_webinars/{webinarId}/absentees, /webinars/{webinarId}/panelists and tracking_sources.",
    headers: &[
        "registrants: id, email, first_name, last_name, status, create_time, join_url, org, job_title, country, \
         custom_questions: title, value",
        "questions: field_name, required; custom_questions: title, required",
        "panelists: name, email",
        "tracking_sources: id, source_name, visitor_count, registration_count",
    ],
    oddities: &[
        "These answers do not name the event: its number comes from the envelope's path, the file's name \
         (webinars_81234567890_registrants.json) or --meeting.",
        "A registrant is known by number, e-mail (else name) and the minute of registration: exports and answers of one \
         event meet, and the answer is shown.",
        "Fields called utm_source, utm_medium, utm_campaign, utm_term and utm_content have columns of their own.",
        "The form's questions give the order of the columns of registration reports.",
    ],
    sample: "api-registrants.json",
};
