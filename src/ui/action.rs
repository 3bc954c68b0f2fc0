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
    /// View 5.
    GoValue,
    /// View 7.
    GoManage,
    /// To the quality of data.
    GoQuality,
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
    /// Save the filter as a segment.
    SaveSegment,
    /// Copy phone, e-mail or name.
    Copy,
    /// Show or hide the preview.
    Preview,
    /// Import a file.
    Import,
    /// Export what is shown.
    Export,
    /// Export everything.
    ExportAll,
    /// A bundle for a colleague.
    BundleOut,
    /// Bring in a colleague's bundle.
    BundleIn,
    /// What two laptops wrote.
    Conflicts,
    /// Customers that may be one written down twice.
    Duplicates,
    /// Make the two marked customers one.
    Merge,
    /// They share something and are two.
    Different,
    /// The other one stays.
    Swap,
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
    /// Write down a fact, a benefit sought or a file, with its source.
    AddFact,
    /// Write down a further way to reach a customer.
    AddPoint,
    /// Plan the next contact.
    Agenda,
    /// Never contact again.
    DoNotCall,
    /// Mark as seasonal, or not.
    Seasonal,
    /// Offer a product: on the next call.
    Offer,
    /// A new offer to a customer.
    NewOffer,
    /// Customers handed to another seller.
    Handover,
    /// A new campaign with the marked, or with all a list shows.
    NewCampaign,
    /// A product is no longer sold, or is again.
    Discontinue,
    /// A product is new, or no longer.
    Launched,
    // Calls
    /// Calls down the list from here.
    CallList,
    /// Nobody answered.
    CallNoAnswer,
    /// The line is busy.
    CallBusy,
    /// A message was left.
    CallMessage,
    /// The number is wrong.
    CallWrong,
    /// Interested.
    CallInterested,
    /// Bought.
    CallSale,
    /// To be called later.
    CallPostpone,
    /// Refused.
    CallRefused,
    /// Complained.
    CallFault,
    /// Who came onto the list since goes to its end.
    TakeArrivals,
    /// A complaint is settled.
    ResolveCase,
    /// Hours, goal and limits of calls.
    CallSettings,
    /// Somebody calls us.
    Inbound,
    /// How calls went.
    CallStats,
    // Win-back
    /// Verify a loss.
    Verify,
    /// Note that a value was compared with a second source.
    ConfirmValue,
    /// Reason of a loss.
    Reason,
    /// Give up for good.
    Definitive,
    /// Sleeps until a day.
    Dormant,
    // Running the business
    /// To another state.
    MoveTo,
    /// How somebody answered.
    Respond,
    // Value
    /// An incentive for a customer below zero.
    Incentive,
    /// Invest no more in a customer below zero.
    StopInvesting,
    /// What became of a decision about value.
    ReviewDecision,
    /// Hold the forecast of a past day against what came.
    Backtest,
    // Lists of the portfolio
    /// All products.
    Products,
    /// What everybody should be buying again.
    Replenish,
    /// Who bought once and did not come back.
    BoughtOnce,
    // Portfolio
    /// Manage labels.
    ManageLabels,
    /// Saved segments.
    ManageSegments,
    /// Segments, fields of one's own, scorecards.
    ManageProfile,
    /// Find words in notes, contacts and facts.
    FindSaid,
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
    /// The list of products.
    Products,
    /// Lifecycle dashboards.
    Lifecycle,
    /// Calling down a list.
    Calls,
    /// Win-back.
    Winback,
    /// Dashboards of value.
    Value,
    /// Offers, campaigns, sellers.
    Manage,
    /// Pairs of customers that may be one.
    Pairs,
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

impl Action {
    /// All of them, in the order help and palette show them.
    pub const ALL: &'static [Self] = &[
        Self::Up,
        Self::Down,
        Self::Left,
        Self::Right,
        Self::PageUp,
        Self::PageDown,
        Self::First,
        Self::Last,
        Self::NextPanel,
        Self::PreviousPanel,
        Self::PreviousTab,
        Self::NextTab,
        Self::PreviousPeriod,
        Self::NextPeriod,
        Self::ChangeSpan,
        Self::Open,
        Self::Back,
        Self::GoToday,
        Self::GoCustomers,
        Self::GoLifecycle,
        Self::GoWinback,
        Self::GoValue,
        Self::GoManage,
        Self::GoQuality,
        Self::GoTo,
        Self::New,
        Self::Edit,
        Self::LogContact,
        Self::Tag,
        Self::Archive,
        Self::AddPurchase,
        Self::VoidPurchase,
        Self::AddNote,
        Self::AddFact,
        Self::AddPoint,
        Self::Agenda,
        Self::DoNotCall,
        Self::Seasonal,
        Self::Offer,
        Self::NewOffer,
        Self::Handover,
        Self::NewCampaign,
        Self::Discontinue,
        Self::Launched,
        Self::CallList,
        Self::CallNoAnswer,
        Self::CallBusy,
        Self::CallMessage,
        Self::CallWrong,
        Self::CallInterested,
        Self::CallSale,
        Self::CallPostpone,
        Self::CallRefused,
        Self::CallFault,
        Self::TakeArrivals,
        Self::ResolveCase,
        Self::CallSettings,
        Self::Inbound,
        Self::CallStats,
        Self::Verify,
        Self::ConfirmValue,
        Self::Reason,
        Self::Definitive,
        Self::Dormant,
        Self::MoveTo,
        Self::Respond,
        Self::Incentive,
        Self::StopInvesting,
        Self::ReviewDecision,
        Self::Backtest,
        Self::Filter,
        Self::Palette,
        Self::Sort,
        Self::SaveSegment,
        Self::Copy,
        Self::Explain,
        Self::Preview,
        Self::Products,
        Self::Replenish,
        Self::BoughtOnce,
        Self::FindSaid,
        Self::Mark,
        Self::MarkUp,
        Self::MarkDown,
        Self::MarkRange,
        Self::MarkAll,
        Self::NextMarked,
        Self::Undo,
        Self::Redo,
        Self::Help,
        Self::Quit,
        Self::Redraw,
        Self::Import,
        Self::Export,
        Self::ExportAll,
        Self::BundleOut,
        Self::BundleIn,
        Self::Conflicts,
        Self::Duplicates,
        Self::Merge,
        Self::Different,
        Self::Swap,
        Self::Save,
        Self::Choose,
        Self::ManageLabels,
        Self::ManageSegments,
        Self::ManageProfile,
        Self::Rules,
        Self::BackupNow,
        Self::Restore,
        Self::OpenSample,
        Self::LeaveSample,
        Self::OpenPortfolio,
        Self::BusinessSettings,
        Self::History,
        Self::Messages,
        Self::Language,
        Self::Theme,
        Self::Ascii,
        Self::Mouse,
        Self::About,
    ];

    /// Name in the configuration: `go_today`.
    pub fn key(self) -> String {
        let mut key = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !key.is_empty() {
                key.push('_');
            }
            key.push(c.to_ascii_lowercase());
        }
        key
    }

    /// Key of its name in the texts: `action-go-today`; `.short` is for the footer, `.synonyms` for the palette.
    pub fn text_key(self) -> String {
        format!("action-{}", self.key().replace('_', "-"))
    }

    /// From the name in the configuration.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.key() == key)
    }

    /// Heading in help.
    pub const fn group(self) -> Group {
        match self {
            Self::Up
            | Self::Down
            | Self::Left
            | Self::Right
            | Self::PageUp
            | Self::PageDown
            | Self::First
            | Self::Last
            | Self::NextPanel
            | Self::PreviousPanel
            | Self::PreviousTab
            | Self::NextTab
            | Self::PreviousPeriod
            | Self::NextPeriod
            | Self::ChangeSpan
            | Self::Open
            | Self::Back
            | Self::GoToday
            | Self::GoCustomers
            | Self::GoLifecycle
            | Self::GoWinback
            | Self::GoValue
            | Self::GoManage
            | Self::GoTo => Group::Move,
            Self::Filter
            | Self::GoQuality
            | Self::Palette
            | Self::Sort
            | Self::SaveSegment
            | Self::Copy
            | Self::Explain
            | Self::Preview
            | Self::Products
            | Self::Replenish
            | Self::BoughtOnce
            | Self::Duplicates
            | Self::FindSaid => Group::Find,
            Self::Mark
            | Self::MarkUp
            | Self::MarkDown
            | Self::MarkRange
            | Self::MarkAll
            | Self::NextMarked => Group::Marks,
            Self::Undo
            | Self::Redo
            | Self::Help
            | Self::Quit
            | Self::Redraw
            | Self::Import
            | Self::Export
            | Self::ExportAll
            | Self::BundleOut
            | Self::BundleIn
            | Self::Conflicts
            | Self::Save
            | Self::Choose => Group::Always,
            Self::ManageLabels
            | Self::ManageSegments
            | Self::ManageProfile
            | Self::Rules
            | Self::BackupNow
            | Self::Restore
            | Self::OpenSample
            | Self::LeaveSample
            | Self::OpenPortfolio
            | Self::BusinessSettings
            | Self::History
            | Self::Messages
            | Self::Language
            | Self::Theme
            | Self::Ascii
            | Self::Mouse
            | Self::About => Group::Program,
            _ => Group::Work,
        }
    }
}

impl KeyScope {
    /// All, innermost first.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Form,
        Self::Pairs,
        Self::Dialog,
        Self::Calls,
        Self::Winback,
        Self::Products,
        Self::Value,
        Self::Manage,
        Self::Lifecycle,
        Self::Page,
        Self::List,
        Self::Record,
        Self::Global,
    ];

    /// Name in the configuration.
    pub fn key(self) -> String {
        format!("{self:?}").to_ascii_lowercase()
    }
}

impl Group {
    /// All, in the order of help.
    pub const ALL: [Self; 6] = [Self::Move, Self::Find, Self::Work, Self::Marks, Self::Always, Self::Program];

    /// Key of its heading in the texts.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Move => "group-move",
            Self::Find => "group-find",
            Self::Work => "group-work",
            Self::Marks => "group-marks",
            Self::Always => "group-always",
            Self::Program => "group-program",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_action_is_its_serde_name() {
        for action in Action::ALL {
            assert_eq!(serde_json::to_string(action).unwrap(), format!("\"{}\"", action.key()));
            assert_eq!(Action::parse(&action.key()), Some(*action));
        }
    }
}
