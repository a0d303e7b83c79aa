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
    /// Null for posts that see no case.
    pub month: Option<MonthView>,
    /// Set when deadlines reach beyond the known calendar or soon will.
    pub calendar_notice: Option<CalendarNotice>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Counter)]
pub struct CounterView {
    pub code: String,
    pub label: Text,
    /// What is counted, in a sentence.
    pub meaning: Text,
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

/// The current month in the reader's area: the same figures as the monthly report's.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WorkbenchMonth)]
pub struct MonthView {
    /// YYYY-MM
    pub month: String,
    /// Cases received in the month, whatever became of them.
    pub received: i64,
    /// Cases approved or refused in the month. What was not accepted or withdrawn is not among them.
    pub closed: i64,
    /// Approved to be paid once, every month, and every year; fen each time.
    pub approved_fen: i64,
    pub approved_monthly_fen: i64,
    pub approved_yearly_fen: i64,
    /// The same with their names, meanings and rows, in the order to show.
    pub figures: Vec<MonthFigure>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WorkbenchFigure)]
pub struct MonthFigure {
    /// As in the monthly report.
    #[schema(example = "closed")]
    pub code: String,
    pub label: Text,
    pub meaning: Text,
    /// Cases, or fen where the code ends in `_fen`.
    pub value: i64,
    /// Page of the back office with the rows; null where the reader's post has none.
    pub link: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarNotice {
    pub known_until: NaiveDate,
    pub message: Text,
}
