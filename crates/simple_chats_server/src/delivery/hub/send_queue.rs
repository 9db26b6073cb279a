//! The frames that wait to be written to one socket. The queue is bounded and the hub never waits for it: if a client
//! reads too slowly, its socket is closed, and nobody else notices.

use actix_web::web::Bytes;
use bytestring::ByteString;
use simple_chats_protocol::CloseCode;
use simple_chats_protocol::limits::{MAX_QUEUED_BYTES, MAX_QUEUED_FRAMES};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{mpsc, watch};

/// A frame to write to a socket. All sockets that get the same text share its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A frame of the live protocol.
    Text(ByteString),
    /// A ping (RFC 6455, section 5.5.2).
    Ping,
    /// The answer to a ping.
    Pong(Bytes),
}

/// The sending end, held by the hub.
#[derive(Debug)]
pub(crate) struct SendQueue {
    frames: mpsc::Sender<Frame>,
    bytes: Arc<AtomicUsize>,
    close: watch::Sender<Option<CloseCode>>,
}

/// The receiving end, held by the socket's task.
#[derive(Debug)]
pub(crate) struct SendQueueReceiver {
    frames: mpsc::Receiver<Frame>,
    bytes: Arc<AtomicUsize>,
    close: watch::Receiver<Option<CloseCode>>,
}

/// What the socket's task does next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SendQueueItem {
    Frame(Frame),
    /// Close the socket, without the frames that still wait.
    Close(CloseCode),
}

pub(crate) fn send_queue() -> (SendQueue, SendQueueReceiver) {
    let (sender, frames) = mpsc::channel(MAX_QUEUED_FRAMES);
    let (close, closed) = watch::channel(None);
    let bytes = Arc::new(AtomicUsize::new(0));
    let receiver = SendQueueReceiver { frames, bytes: Arc::clone(&bytes), close: closed };
    (SendQueue { frames: sender, bytes, close }, receiver)
}

impl SendQueue {
    /// Adds a frame. If it doesn't fit, the socket is closed. Returns whether the socket stays open.
    pub(crate) fn put(&self, frame: Frame) -> bool {
        let size = size_of(&frame);
        let waiting = self.bytes.fetch_add(size, Ordering::Relaxed) + size;
        if waiting <= MAX_QUEUED_BYTES && self.frames.try_send(frame).is_ok() {
            return true;
        }
        self.close(CloseCode::TooSlow);
        false
    }

    /// Closes the socket. If that happens twice, the first code counts.
    pub(crate) fn close(&self, code: CloseCode) {
        self.close.send_if_modified(|reason| {
            let is_first = reason.is_none();
            if is_first {
                *reason = Some(code);
            }
            is_first
        });
    }
}

impl SendQueueReceiver {
    /// The next thing to do. A close comes before all waiting frames, except when the server stops: then it comes after
    /// them. If the sending end is gone, the socket closes as well.
    pub(crate) async fn next(&mut self) -> SendQueueItem {
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

    /// Returns as soon as the socket is to close, so that a write that doesn't get through can be abandoned.
    pub(crate) async fn closed(&mut self) -> CloseCode {
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
        let (queue, mut receiver) = send_queue();
        assert!(queue.put(Frame::Text("one".into())) && queue.put(Frame::Ping));
        assert_eq!(receiver.next().await, SendQueueItem::Frame(Frame::Text("one".into())));
        assert_eq!(receiver.next().await, SendQueueItem::Frame(Frame::Ping));
    }

    #[tokio::test]
    async fn too_many_frames_or_bytes_close_the_socket_at_once() {
        for (frame, fitting) in
            [(Frame::Ping, MAX_QUEUED_FRAMES), (Frame::Text("x".repeat(1 << 20).into()), 4)]
        {
            let (queue, mut receiver) = send_queue();
            assert_eq!((0..=fitting).filter(|_| queue.put(frame.clone())).count(), fitting);
            assert_eq!(receiver.next().await, SendQueueItem::Close(CloseCode::TooSlow));
        }
    }

    #[tokio::test]
    async fn a_frame_that_was_taken_makes_room() {
        let (queue, mut receiver) = send_queue();
        for _ in 0..50 {
            assert!(queue.put(Frame::Text("x".repeat(1 << 20).into())));
            receiver.next().await;
        }
    }

    #[tokio::test]
    async fn a_stopping_server_sends_waiting_frames_first() {
        let (queue, mut receiver) = send_queue();
        assert!(queue.put(Frame::Text("ack".into())));
        queue.close(CloseCode::GoingAway);
        drop(queue);
        assert_eq!(receiver.next().await, SendQueueItem::Frame(Frame::Text("ack".into())));
        assert_eq!(receiver.next().await, SendQueueItem::Close(CloseCode::GoingAway));
    }

    #[tokio::test]
    async fn the_first_close_code_counts() {
        let (queue, mut receiver) = send_queue();
        queue.close(CloseCode::Unauthenticated);
        queue.close(CloseCode::GoingAway);
        assert_eq!(receiver.closed().await, CloseCode::Unauthenticated);
    }
}
