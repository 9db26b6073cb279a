//! Mistakes in registrations, with the messages of the API and of the page.

const EMAIL: [&str; 2] = ["E-mail '{}' is not valid", "Enter a valid email address"];
const USERNAME_LENGTH: [&str; 2] =
    ["Username length must be between 3 and 25 chars", "Use 3 to 25 characters"];
const USERNAME: [&str; 2] = [
    "Username may contain only letters, digits, \"_\", \".\" and \"-\"",
    "Use only Latin letters (a–z), digits, “_”, “.”, and “-”",
];
const NAME_LENGTH: [&str; 2] = ["Name length must be between 1 and 25 chars", "Use 1 to 25 characters"];
const NAME: [&str; 2] = ["Name contains characters that are not allowed", "Use only visible characters"];
const NAME_RESERVED: [&str; 2] = ["Name is reserved", "This name can't be used. Choose another one"];
const SHORT: [&str; 2] = ["Password is too short", "Use at least 8 characters"];
const LONG: [&str; 2] = ["Password is too long", "This password is too long"];
pub(crate) struct Mistake {
    pub(crate) field: &'static str,
    pub(crate) value: String,
    pub(crate) api_message: String,
    pub(crate) page_message: &'static str,
}

pub(crate) fn mistakes() -> impl Iterator<Item = Mistake> {
    let (long, long_password) = ("a".repeat(26), "é".repeat(513));
    let mistakes = [
        ("email", "", EMAIL),
        ("email", "docs", EMAIL),
        ("email", "docs@g mail.com", EMAIL),
        ("email", "docs@gmail.com\u{0}", EMAIL),
        ("email", "a@b.com, c@d.com", EMAIL),
        ("email", "\"><b>@x", EMAIL),
        ("username", "ab", USERNAME_LENGTH),
        ("username", &long, USERNAME_LENGTH),
        ("email", "dócs@gmail.com", EMAIL),
        ("email", "docs@xn--a.example", EMAIL),
        ("username", " ab ", USERNAME_LENGTH),
        ("username", "docs user", USERNAME),
        ("username", "dócs", USERNAME),
        ("username", "docs@x", USERNAME),
        ("username", "doc\u{0}s", USERNAME),
        ("username", "...", USERNAME),
        ("name", &long, NAME_LENGTH),
        ("name", "    ", NAME_LENGTH),
        ("name", "do\u{0}cs", NAME),
        ("name", "do\ncs", NAME),
        ("name", "do\u{202e}cs", NAME),
        ("name", "\u{200b}\u{200b}\u{200b}", NAME),
        ("name", "do\u{ad}cs", NAME),
        ("name", "do\u{200d}cs", NAME),
        ("name", "d\u{301}\u{301}\u{301}\u{301}\u{301}ocs", NAME),
        ("name", "Deleted user", NAME_RESERVED),
        ("name", "<b>\"'&</b>\u{202e}", NAME),
        ("password", "", SHORT),
        ("password", "1234567", SHORT),
        ("password", &long_password, LONG),
    ];
    let mistakes = mistakes.map(|(field, value, [api_message, page_message])| Mistake {
        field,
        value: value.to_owned(),
        api_message: api_message.replace("{}", value),
        page_message,
    });
    mistakes.into_iter()
}
