//! What waits to be written to one socket. It is bounded and never awaited: where a reader is too slow for it, the
//! socket is closed, and nobody else notices.

use actix_web::web::Bytes;
use bytestring::ByteString;
use simple_chats_protocol::CloseCode;
use simple_chats_protocol::limits::{MAX_QUEUED_BYTES, MAX_QUEUED_FRAMES};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{mpsc, watch};

/// What is written to a socket. Texts share their bytes with all who get the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A frame of the live protocol.
    Text(ByteString),
    /// A ping (RFC 6455, section 5.5.2).
    Ping,
    /// The answer to a ping.
    Pong(Bytes),
}

/// The end at which frames are put in.
#[derive(Debug)]
pub struct SendQueue {
    frames: mpsc::Sender<Frame>,
    bytes: Arc<AtomicUsize>,
    close: watch::Sender<Option<CloseCode>>,
}

/// The end at which they are taken out, by the socket's task.
#[derive(Debug)]
pub struct SendQueueReceiver {
    frames: mpsc::Receiver<Frame>,
    bytes: Arc<AtomicUsize>,
    close: watch::Receiver<Option<CloseCode>>,
}

/// What the socket's task is to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum SendQueueItem {
    /// Write this.
    Frame(Frame),
    /// Close, without what may still wait.
    Close(CloseCode),
}

/// A new send queue.
#[must_use]
pub fn send_queue() -> (SendQueue, SendQueueReceiver) {
    let (frames, taken) = mpsc::channel(MAX_QUEUED_FRAMES);
    let (close, closed) = watch::channel(None);
    let bytes = Arc::new(AtomicUsize::new(0));
    (
        SendQueue { frames, bytes: Arc::clone(&bytes), close },
        SendQueueReceiver { frames: taken, bytes, close: closed },
    )
}

impl SendQueue {
    /// Puts a frame in. Where it doesn't fit, the socket is told to close; returns whether it goes on.
    pub fn put(&self, frame: Frame) -> bool {
        let size = size_of(&frame);
        let waiting = self.bytes.fetch_add(size, Ordering::Relaxed) + size;
        if waiting <= MAX_QUEUED_BYTES && self.frames.try_send(frame).is_ok() {
            return true;
        }
        self.close(CloseCode::TooSlow);
        false
    }

    /// Tells the socket to close; the first reason stays.
    pub fn close(&self, code: CloseCode) {
        self.close.send_if_modified(|reason| {
            let first = reason.is_none();
            if first {
                *reason = Some(code);
            }
            first
        });
    }
}

impl SendQueueReceiver {
    /// The next thing to do; a reason to close comes before all that waits, but that of a server that stops, which comes
    /// after it. Closes by itself where the other end is gone.
    pub async fn next(&mut self) -> SendQueueItem {
        tokio::select! {
            biased;
            code = closed(&mut self.close) => match self.frames.try_recv() {
                Ok(frame) if code == CloseCode::GoingAway => self.taken(frame),
                _ => SendQueueItem::Close(code),
            },
            frame = self.frames.recv() => match frame {
                Some(frame) => self.taken(frame),
                None => SendQueueItem::Close(CloseCode::GoingAway),
            },
        }
    }

    fn taken(&mut self, frame: Frame) -> SendQueueItem {
        self.bytes.fetch_sub(size_of(&frame), Ordering::Relaxed);
        SendQueueItem::Frame(frame)
    }

    /// Returns once the socket is told to close: to give up a write that doesn't get through.
    pub async fn closed(&mut self) -> CloseCode {
        closed(&mut self.close).await
    }
}

async fn closed(close: &mut watch::Receiver<Option<CloseCode>>) -> CloseCode {
    match close.wait_for(Option::is_some).await {
        Ok(reason) => (*reason).unwrap_or(CloseCode::InternalError),
        Err(_) => CloseCode::GoingAway,
    }
}

fn size_of(frame: &Frame) -> usize {
    match frame {
        Frame::Text(text) => text.len(),
        Frame::Ping => 0,
        Frame::Pong(bytes) => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_come_out_in_order() {
        let (send_queue, mut waiting) = send_queue();
        assert!(send_queue.put(Frame::Text("one".into())) && send_queue.put(Frame::Ping));
        assert_eq!(waiting.next().await, SendQueueItem::Frame(Frame::Text("one".into())));
        assert_eq!(waiting.next().await, SendQueueItem::Frame(Frame::Ping));
    }

    #[tokio::test]
    async fn too_many_frames_close_the_socket_at_once() {
        let (send_queue, mut waiting) = send_queue();
        assert_eq!(
            (0..=MAX_QUEUED_FRAMES).filter(|_| send_queue.put(Frame::Ping)).count(),
            MAX_QUEUED_FRAMES
        );
        assert_eq!(waiting.next().await, SendQueueItem::Close(CloseCode::TooSlow));
    }

    #[tokio::test]
    async fn too_many_bytes_close_the_socket_at_once() {
        let (send_queue, mut waiting) = send_queue();
        let frame = || Frame::Text("x".repeat(1 << 20).into());
        assert_eq!((0..5).filter(|_| send_queue.put(frame())).count(), 4);
        assert_eq!(waiting.next().await, SendQueueItem::Close(CloseCode::TooSlow));
    }

    #[tokio::test]
    async fn what_was_taken_out_makes_room() {
        let (send_queue, mut waiting) = send_queue();
        for _ in 0..50 {
            assert!(send_queue.put(Frame::Text("x".repeat(1 << 20).into())));
            waiting.next().await;
        }
    }

    #[tokio::test]
    async fn a_server_that_stops_says_first_what_waits() {
        let (send_queue, mut waiting) = send_queue();
        assert!(send_queue.put(Frame::Text("ack".into())));
        send_queue.close(CloseCode::GoingAway);
        drop(send_queue);
        assert_eq!(waiting.next().await, SendQueueItem::Frame(Frame::Text("ack".into())));
        assert_eq!(waiting.next().await, SendQueueItem::Close(CloseCode::GoingAway));
    }

    #[tokio::test]
    async fn the_first_reason_to_close_stays() {
        let (send_queue, mut waiting) = send_queue();
        send_queue.close(CloseCode::Unauthenticated);
        send_queue.close(CloseCode::GoingAway);
        assert_eq!(waiting.closed().await, CloseCode::Unauthenticated);
    }
}
