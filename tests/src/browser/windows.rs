//! Several windows and tabs of one browser. One of them is spoken to at a time.

use super::Browser;
use thirtyfour::WindowHandle;

/// A window or a tab.
#[derive(Debug, Clone)]
pub struct Tab(WindowHandle);

impl Browser {
    /// The one that is spoken to.
    pub async fn current_tab(&self) -> Tab {
        Tab(self.window().window().await.expect("a window is open"))
    }

    /// Opens another window beside the first, and speaks to it. Both are in sight.
    pub async fn open_window(&self) -> Tab {
        let opened = self.window().new_window().await.expect("a window can be opened");
        self.speak_to(&Tab(opened)).await
    }

    /// Opens a tab in front of the one that is spoken to, which is out of sight from now on, and speaks to it.
    pub async fn open_tab(&self) -> Tab {
        let opened = self.window().new_tab().await.expect("a tab can be opened");
        self.speak_to(&Tab(opened)).await
    }

    /// Speaks to another one, wherever it is.
    pub async fn speak_to(&self, tab: &Tab) -> Tab {
        self.window().switch_to_window(tab.0.clone()).await.expect("the window is open");
        tab.clone()
    }

    /// Closes the one that is spoken to, and speaks to another.
    pub async fn close_tab(&self, next: &Tab) {
        self.window().close_window().await.expect("the window is open");
        self.speak_to(next).await;
    }
}
