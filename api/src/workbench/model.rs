use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::policy::Text;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Workbench)]
pub struct WorkbenchView {
    /// Today in Beijing, by the server's clock.
    pub today: NaiveDate,
    pub counters: Vec<CounterView>,
    pub month: MonthView,
    /// Set when deadlines reach beyond the known calendar or soon will.
    pub calendar_notice: Option<CalendarNotice>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Counter)]
pub struct CounterView {
    pub code: String,
    pub label: Text,
    pub count: i64,
    /// The same of each service item, where cases of several are counted.
    pub items: Vec<ItemCount>,
    /// Page of the back office that lists what was counted.
    pub link: String,
}

/// How many of a counter are of one service item.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CounterItem)]
pub struct ItemCount {
    pub item_code: String,
    pub title: Text,
    pub count: i64,
    /// Page of the back office that lists them.
    pub link: String,
}

/// The current month in the reader's area.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = WorkbenchMonth)]
pub struct MonthView {
    pub received: i64,
    pub closed: i64,
    /// Approved to be paid once, every month, and every year; fen each time.
    pub approved_fen: i64,
    pub approved_monthly_fen: i64,
    pub approved_yearly_fen: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarNotice {
    pub known_until: NaiveDate,
    pub message: Text,
}
