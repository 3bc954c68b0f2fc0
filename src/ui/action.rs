//! Every action there is. The serde name is the key of the user's configuration, the help row, the palette entry and
//! (as `action-…`) the text key, so that help can never drift from the bindings.

use serde::{Deserialize, Serialize};

/// Something a key, a click or the palette can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    // Views
    /// View 1.
    GoToday,
    /// View 2.
    GoCustomers,
    /// View 3.
    GoLifecycle,
    /// View 4.
    GoWinback,
    // Moving
    /// One up.
    Up,
    /// One down.
    Down,
    /// Previous sub-tab, or one cell left.
    Left,
    /// Next sub-tab, or one cell right.
    Right,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// Next panel or field.
    NextPanel,
    /// Previous panel or field.
    PreviousPanel,
    /// Previous sub-tab.
    PreviousTab,
    /// Next sub-tab.
    NextTab,
    /// Period before.
    PreviousPeriod,
    /// Period after.
    NextPeriod,
    /// Another length of period.
    ChangeSpan,
    // Always
    /// Open, or the primary action.
    Open,
    /// One layer back; never leaves the program.
    Back,
    /// Close the layer; at the top, twice leaves the program.
    Quit,
    /// Filter this view.
    Filter,
    /// Menu of every action.
    Palette,
    /// Keys of this view.
    Help,
    /// Menu of places.
    GoTo,
    /// Take back.
    Undo,
    /// Make again.
    Redo,
    /// Where does this figure come from?
    Explain,
    /// Draw everything again.
    Redraw,
    // Lists
    /// Mark or unmark.
    Mark,
    /// Mark and go up.
    MarkUp,
    /// Mark and go down.
    MarkDown,
    /// Mark from here to there.
    MarkRange,
    /// Mark everything the filter shows.
    MarkAll,
    /// Next marked.
    NextMarked,
    /// Order by…
    Sort,
    /// Copy phone, e-mail or name.
    Copy,
    /// Show or hide the preview.
    Preview,
    /// Import a file.
    Import,
    // Records
    /// New customer (or new entry of the panel in focus).
    New,
    /// Edit.
    Edit,
    /// Log a contact.
    LogContact,
    /// Labels.
    Tag,
    /// Archive, or bring back.
    Archive,
    /// Add a purchase.
    AddPurchase,
    /// Void a purchase, or bring it back.
    VoidPurchase,
    /// Write a note.
    AddNote,
    /// Plan the next contact.
    Agenda,
    /// Never contact again.
    DoNotCall,
    /// Mark as seasonal, or not.
    Seasonal,
    // Win-back
    /// Verify a loss.
    Verify,
    /// Reason of a loss.
    Reason,
    /// Give up for good.
    Definitive,
    // Portfolio
    /// Manage labels.
    ManageLabels,
    /// Lifecycle limits.
    Rules,
    /// Backup now.
    BackupNow,
    /// Restore a backup.
    Restore,
    /// Open the sample portfolio.
    OpenSample,
    /// Leave the sample portfolio.
    LeaveSample,
    /// Open another portfolio.
    OpenPortfolio,
    /// Name of the business and of the user.
    BusinessSettings,
    /// History of changes.
    History,
    /// Messages of this session.
    Messages,
    // Appearance
    /// The other language.
    Language,
    /// Next theme.
    Theme,
    /// ASCII borders on or off.
    Ascii,
    /// Mouse on or off.
    Mouse,
    /// About the program.
    About,
    // Forms and dialogs
    /// Save.
    Save,
    /// Choose, tick, open a list of choices.
    Choose,
}

/// Where a binding holds. A view names the scopes that are active, innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyScope {
    /// Everywhere but in text fields.
    Global,
    /// Lists of customers.
    List,
    /// Where a customer is under the cursor.
    Record,
    /// A customer's page.
    Page,
    /// Lifecycle dashboards.
    Lifecycle,
    /// Win-back.
    Winback,
    /// Popups, dialogs and menus.
    Dialog,
    /// Forms.
    Form,
    /// While text is typed: letters are text.
    Text,
}

/// Heading a binding stands under in help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Moving about.
    Move,
    /// Finding.
    Find,
    /// Working on a record.
    Work,
    /// Several at once.
    Marks,
    /// Always there.
    Always,
    /// Looks and portfolio.
    Program,
}
