//! Which usernames look alike.

/// What a username looks like: the skeleton of UTS #39, section 4, of which four mappings concern the characters of usernames
/// (0 and O; 1, l, and I; m and rn). Case makes no difference where it changes the size of a letter rather than its shape. Two
/// usernames with the same skeleton could be taken for each other.
#[must_use]
pub fn username_skeleton(username: &str) -> String {
    let mut skeleton = String::with_capacity(username.len());
    for character in username.chars() {
        match character {
            '0' => skeleton.push('o'),
            '1' | 'I' => skeleton.push('l'),
            'm' => skeleton.push_str("rn"),
            // Unlike the small one, it looks like nothing else.
            'L' => skeleton.push('L'),
            other => skeleton.push(other.to_ascii_lowercase()),
        }
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_that_look_alike_have_one_skeleton() {
        for (one, other) in [
            ("Ian", "lan"),
            ("ian", "iAN"),
            ("user1", "userl"),
            ("user1", "userI"),
            ("bob0", "bobo"),
            ("b0b", "BOB"),
            ("modern", "modem"),
        ] {
            assert_eq!(username_skeleton(one), username_skeleton(other), "{one} {other}");
        }
        for (one, other) in
            [("Ian", "Lan"), ("ann", "anna"), ("user1", "user2"), ("a.b", "a_b"), ("user1", "useri")]
        {
            assert_ne!(username_skeleton(one), username_skeleton(other), "{one} {other}");
        }
    }
}
