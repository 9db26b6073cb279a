//! The frames that wait to be written to one socket. The queue is bounded and the hub never waits for it: if a client
//! reads too slowly, its socket is closed, and nobody else notices.

use actix_web::web::Bytes;
use bytestring::ByteString;
use simple_chats_protocol::CloseCode;
use simple_chats_protocol::limits::{MAX_QUEUED_BYTES, MAX_QUEUED_FRAMES};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

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
pub(crate) struct SendQueue(Arc<Mutex<Queue>>);

/// The receiving end, held by the socket's task.
#[derive(Debug)]
pub(crate) struct SendQueueReceiver(Arc<Mutex<Queue>>);

/// What both ends share. It is small while nothing waits, as there are thousands of them.
#[derive(Debug, Default)]
struct Queue {
    frames: VecDeque<Frame>,
    /// The bytes in the frames.
    bytes: usize,
    close: Option<CloseCode>,
    /// The socket's task, while it waits.
    waiting: Option<Waker>,
}

/// What the socket's task does next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SendQueueItem {
    Frame(Frame),
    /// Close the socket, without the frames that still wait.
    Close(CloseCode),
}

pub(crate) fn send_queue() -> (SendQueue, SendQueueReceiver) {
    let queue = Arc::default();
    (SendQueue(Arc::clone(&queue)), SendQueueReceiver(queue))
}

impl SendQueue {
    /// Adds a frame. If it doesn't fit, the socket is closed. Returns whether the socket stays open.
    pub(crate) fn put(&self, frame: Frame) -> bool {
        let mut queue = lock(&self.0);
        let bytes = queue.bytes + size_of(&frame);
        let fits = bytes <= MAX_QUEUED_BYTES && queue.frames.len() < MAX_QUEUED_FRAMES;
        if fits {
            queue.bytes = bytes;
            queue.frames.push_back(frame);
        } else {
            queue.close.get_or_insert(CloseCode::TooSlow);
        }
        wake(queue);
        fits
    }

    /// How many frames wait, and how many bytes are in them.
    pub(super) fn waiting(&self) -> (usize, usize) {
        let queue = lock(&self.0);
        (queue.frames.len(), queue.bytes)
    }

    /// Closes the socket. If that happens twice, the first code counts.
    pub(crate) fn close(&self, code: CloseCode) {
        let mut queue = lock(&self.0);
        queue.close.get_or_insert(code);
        wake(queue);
    }
}

impl Drop for SendQueue {
    fn drop(&mut self) {
        self.close(CloseCode::GoingAway);
    }
}

impl SendQueueReceiver {
    /// The next thing to do. A close comes before all waiting frames, except when the server stops: then it comes after
    /// them. If the sending end is gone, the socket closes as well.
    pub(crate) async fn next(&mut self) -> SendQueueItem {
        self.wait_for(Queue::next).await
    }

    /// The next frame, if [`SendQueueReceiver::next`] would return one at once.
    pub(crate) fn try_next(&mut self) -> Option<Frame> {
        match lock(&self.0).next() {
            Some(SendQueueItem::Frame(frame)) => Some(frame),
            Some(SendQueueItem::Close(_)) | None => None,
        }
    }

    /// Returns as soon as the socket is to close, so that a write that doesn't get through can be abandoned.
    pub(crate) async fn closed(&mut self) -> CloseCode {
        self.wait_for(|queue| queue.close).await
    }

    async fn wait_for<T>(&mut self, take: impl Fn(&mut Queue) -> Option<T>) -> T {
        poll_fn(|cx| {
            let mut queue = lock(&self.0);
            if let Some(item) = take(&mut queue) {
                return Poll::Ready(item);
            }
            if !queue.waiting.as_ref().is_some_and(|waiting| waiting.will_wake(cx.waker())) {
                queue.waiting = Some(cx.waker().clone());
            }
            Poll::Pending
        })
        .await
    }
}

impl Queue {
    fn next(&mut self) -> Option<SendQueueItem> {
        match self.close {
            None | Some(CloseCode::GoingAway) => {}
            Some(code) => return Some(SendQueueItem::Close(code)),
        }
        let Some(frame) = self.frames.pop_front() else { return self.close.map(SendQueueItem::Close) };
        self.bytes -= size_of(&frame);
        if self.frames.is_empty() {
            self.frames = VecDeque::new();
        }
        Some(SendQueueItem::Frame(frame))
    }
}

fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Wakes the socket's task after the queue is unlocked.
fn wake(mut queue: MutexGuard<'_, Queue>) {
    let waiting = queue.waiting.take();
    drop(queue);
    if let Some(task) = waiting {
        task.wake();
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
