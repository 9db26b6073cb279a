//! Several windows and tabs of one browser, one of which is the current one: commands go to it.

use super::Browser;
use thirtyfour::WindowHandle;

#[derive(Debug, Clone)]
pub struct Tab(WindowHandle);

impl Browser {
    pub async fn current_tab(&self) -> Tab {
        Tab(self.window().window().await.expect("a window is open"))
    }

    /// Opens another window, and switches to it. Both are visible.
    pub async fn open_window(&self) -> Tab {
        let opened = Tab(self.window().new_window().await.expect("a window can be opened"));
        self.switch_to(&opened).await;
        opened
    }

    pub async fn switch_to(&self, tab: &Tab) {
        self.window().switch_to_window(tab.0.clone()).await.expect("the window is open");
    }

    /// Closes the current tab, and switches to another.
    pub async fn close_tab(&self, next: &Tab) {
        self.window().close_window().await.expect("the window is open");
        self.switch_to(next).await;
    }
}
