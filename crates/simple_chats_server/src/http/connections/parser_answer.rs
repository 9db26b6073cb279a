//! What the HTTP server itself answers to bytes that are no request (400, 408, 431), before any of them has reached the
//! application: such an answer has neither a text nor the headers that browsers obey. It gets both while it is written.

use super::super::security_headers::SECURITY_HEADERS;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::AsyncWrite;

/// The answer that is written instead of the HTTP server's own, after which the connection ends.
#[derive(Debug)]
pub(super) struct ParserAnswer {
    bytes: Vec<u8>,
    written: usize,
}

impl ParserAnswer {
    /// The answer instead of one by the HTTP server; `None` if these bytes are none.
    pub(super) fn instead_of(bytes: &[u8]) -> Option<Self> {
        let head = std::str::from_utf8(bytes).ok()?.strip_suffix("\r\n\r\n")?;
        let mut lines = head.split("\r\n");
        let status = lines.next().filter(|line| line.starts_with("HTTP/1.1 4"))?;
        let text = text_of(status.split(' ').nth(1)?);
        let mut answer = format!("{status}\r\n");
        let mut add = |name: &str, value: &str| {
            answer.extend([name, ": ", value, "\r\n"]);
        };
        add("content-type", "text/plain; charset=utf-8");
        add("content-length", &text.len().to_string());
        add("connection", "close");
        add("cache-control", "no-store");
        for (name, value) in SECURITY_HEADERS {
            add(name, value);
        }
        let is_date = |line: &&str| line.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("date:"));
        if let Some(date) = lines.find(is_date) {
            answer.extend([date, "\r\n"]);
        }
        answer.extend(["\r\n", text]);
        Some(Self { bytes: answer.into_bytes(), written: 0 })
    }

    /// Writes what is left. Once all is written, the HTTP server's answer of `length` bytes counts as written.
    pub(super) fn poll_write_to(
        &mut self,
        mut stream: Pin<&mut impl AsyncWrite>,
        cx: &mut Context<'_>,
        length: usize,
    ) -> Poll<io::Result<usize>> {
        while let Some(rest) = self.bytes.get(self.written..).filter(|rest| !rest.is_empty()) {
            match ready!(stream.as_mut().poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => self.written += written,
            }
        }
        Poll::Ready(Ok(length))
    }
}

/// What was wrong, by the status.
fn text_of(status: &str) -> &'static str {
    match status {
        "408" => "The request took too long to arrive.\n",
        "431" => "The head of the request is too large.\n",
        _ => "This is not a request that the server understands.\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_a_text_gets_one_and_the_headers() {
        let own = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n";
        let answer = String::from_utf8(ParserAnswer::instead_of(own).unwrap().bytes).unwrap();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 431 Request Header Fields Too Large\r\n"), "{head}");
        assert_eq!(text, "The head of the request is too large.\n");
        for line in
            ["content-length: 38", "x-content-type-options: nosniff", "date: Thu, 01 Jan 1970 00:00:00 GMT"]
        {
            assert_eq!(head.lines().filter(|found| *found == line).count(), 1, "{line}: {head}");
        }
        assert_eq!(head.matches("content-length").count(), 1);
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for bytes in [
            &b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"[..],
            b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
            b"HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\nno",
            b"HTTP/1.1 400 Bad Request\r\n",
            b"",
        ] {
            assert!(ParserAnswer::instead_of(bytes).is_none(), "{}", bytes.escape_ascii());
        }
    }

    #[tokio::test]
    async fn it_is_written_as_a_whole_whatever_the_stream_takes_at_once() {
        let own = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
        let mut answer = ParserAnswer::instead_of(own).unwrap();
        let expected = answer.bytes.clone();
        let (mut server, mut client) = tokio::io::duplex(7);
        let write = async move {
            let polled =
                std::future::poll_fn(|cx| answer.poll_write_to(Pin::new(&mut server), cx, own.len()));
            assert_eq!(polled.await.unwrap(), own.len());
        };
        let mut received = Vec::new();
        let read = tokio::io::AsyncReadExt::read_to_end(&mut client, &mut received);
        tokio::join!(write, async { read.await.unwrap() });
        assert_eq!(received, expected);
    }
}
