//! The requests of one socket that have no response yet. Changes are in work all at once, and enter the write path in their
//! order. Requests that read are in work one after another, so that a client that asks for much and reads nothing makes the
//! server hold no more than one answer.

use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use simple_chats_protocol::{ClientFrame, Envelope, ServerFrame};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Context, Poll};

/// The work on a request, which ends with its response, if that doesn't come through the hub.
pub(super) type Work = LocalBoxFuture<'static, Option<Envelope<ServerFrame>>>;

/// Whether the answer to a request may be large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Change,
    Read,
}

impl Kind {
    pub(super) fn of(frame: &ClientFrame) -> Self {
        match frame {
            ClientFrame::History { .. } | ClientFrame::Resume { .. } | ClientFrame::Sync { .. } => Self::Read,
            _ => Self::Change,
        }
    }
}

#[derive(Default)]
pub(super) struct Requests {
    changes: FuturesUnordered<Work>,
    /// The first one is in work.
    reads: VecDeque<Work>,
}

impl Requests {
    pub(super) fn len(&self) -> usize {
        self.changes.len() + self.reads.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Begins a request. Returns its outcome if it has one already.
    pub(super) async fn begin(
        &mut self,
        kind: Kind,
        mut work: Work,
    ) -> Option<Option<Envelope<ServerFrame>>> {
        if kind == Kind::Read {
            self.reads.push_back(work);
            return None;
        }
        // Polled once here, so that its write is queued before the next request is read.
        match futures_util::poll!(&mut work) {
            Poll::Ready(response) => Some(response),
            Poll::Pending => {
                self.changes.push(work);
                None
            }
        }
    }

    /// The outcome of the next request that is done; `None` if there are no requests. Cancel safe.
    pub(super) async fn next(&mut self) -> Option<Option<Envelope<ServerFrame>>> {
        poll_fn(|cx| {
            if let Poll::Ready(response) = self.poll_read(cx) {
                return Poll::Ready(Some(response));
            }
            match self.changes.poll_next_unpin(cx) {
                Poll::Ready(None) if !self.reads.is_empty() => Poll::Pending,
                polled => polled,
            }
        })
        .await
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Option<Envelope<ServerFrame>>> {
        let Some(first) = self.reads.front_mut() else { return Poll::Pending };
        let polled = first.as_mut().poll(cx);
        if polled.is_ready() {
            self.reads.pop_front();
            // Sockets that have nothing to do hold no memory for it.
            if self.reads.is_empty() {
                self.reads = VecDeque::new();
            }
        }
        polled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_protocol::ServerFrame::Pong;
    use std::cell::Cell;
    use std::rc::Rc;
    use tokio::sync::oneshot;

    fn work(begun: &Rc<Cell<usize>>, answer: oneshot::Receiver<()>, name: &str) -> Work {
        let (begun, reference) = (Rc::clone(begun), Some(name.to_owned()));
        Box::pin(async move {
            begun.set(begun.get() + 1);
            drop(answer.await);
            Some(Envelope { frame: Pong, reference })
        })
    }

    async fn next(requests: &mut Requests) -> Option<String> {
        requests.next().await.flatten().and_then(|envelope| envelope.reference)
    }

    #[tokio::test]
    async fn reads_are_done_one_after_another_and_changes_meanwhile() {
        let (begun, mut requests) = (Rc::new(Cell::new(0)), Requests::default());
        let mut senders = Vec::new();
        for name in ["first", "second"] {
            let (sender, receiver) = oneshot::channel();
            senders.push(sender);
            assert!(requests.begin(Kind::Read, work(&begun, receiver, name)).await.is_none());
        }
        assert!(futures_util::poll!(Box::pin(requests.next())).is_pending());
        assert_eq!(begun.get(), 1, "the second read waits for the first");
        let (change, receiver) = oneshot::channel();
        assert!(requests.begin(Kind::Change, work(&begun, receiver, "change")).await.is_none());
        assert_eq!((begun.get(), requests.len()), (2, 3));
        drop(change);
        assert_eq!(next(&mut requests).await.as_deref(), Some("change"));
        senders.clear();
        assert_eq!(next(&mut requests).await.as_deref(), Some("first"));
        assert_eq!(next(&mut requests).await.as_deref(), Some("second"));
        assert!(requests.is_empty() && requests.next().await.is_none());
    }
}
