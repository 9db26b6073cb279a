//! What a server does when people choose a password and log in, with a second factor: hash, verify, and issue a token.
//!
//! `cargo run -p simple_chats_auth --example log_in -- [PASSWORD]`

use chrono::Utc;
use simple_chats_auth::{
    ApiTokens, AuthenticatorSecrets, Keyring, Lane, PasswordHasher, PasswordRules, generate_secret,
};
use simple_chats_domain::UserId;
use std::error::Error;
use std::io::{self, Write};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let typed = std::env::args().nth(1).unwrap_or_else(|| "correct horse battery".to_owned());
    let (mut out, ann, now) = (io::stdout(), UserId::stored(1), Utc::now());

    // Signing up: the hash is stored, never the password.
    let rules = PasswordRules { min_length: 8, refuse_common: true };
    let password = rules.check(&typed, &["ann", "ann@example.com"])?;
    let hasher = PasswordHasher::new(12, 1);
    // Many requests from one network wait for each other, and not for those of others.
    let lane = Lane::of(&"192.0.2.0/24");
    let hash = hasher.hash(lane, &password).await?;
    writeln!(out, "stored: {hash}")?;

    // A second factor: what an app and the server share is stored encrypted.
    let keyring = Keyring::new(&generate_secret(), None);
    let secret = AuthenticatorSecrets::new(&keyring).propose(ann, 1, "a session");
    writeln!(out, "the app takes over: {}", secret.uri("Simple Chats", "ann"))?;

    // Logging in: both are checked, and a token is issued that lives for an hour.
    let right = hasher.verify(lane, &typed, Some(&hash)).await?;
    let code: u32 = secret.code_at(now).parse()?;
    if !right.matches || secret.find_step(code, now).is_none() {
        return Err("the password or the code is wrong".into());
    }
    let tokens = ApiTokens::new(&keyring, 3600);
    let issued = tokens.issue(ann, 1, now);
    let claims = tokens.verify(&issued.token, now)?;
    writeln!(out, "the token of user {} expires in {} seconds", claims.user_id.get(), issued.expires_in)?;
    Ok(())
}
