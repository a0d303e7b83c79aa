//! 赣县区 (360704) as it is, and the six of its towns that the demonstration lives in.

pub const COUNTY: &str = "360704";
pub const COUNTY_DIVISION: &str = "360704000000";

pub struct Town {
    pub code: &'static str,
    /// 居委会
    pub communities: &'static [&'static str],
    /// 村委会
    pub villages: &'static [&'static str],
}

/// The village of the agent of the first town.
pub const AGENT_VILLAGE: &str = "360704100201";

pub const TOWNS: [Town; 6] = [
    // 梅林镇
    Town {
        code: "360704100000",
        communities: &["360704100001", "360704100004", "360704100012"],
        // The agent's twice, so that there is something for him.
        villages: &[AGENT_VILLAGE, AGENT_VILLAGE, "360704100202", "360704100204"],
    },
    // 江口镇
    Town {
        code: "360704103000",
        communities: &["360704103001"],
        villages: &["360704103200", "360704103202", "360704103206", "360704103212"],
    },
    // 吉埠镇
    Town {
        code: "360704107000",
        communities: &["360704107001"],
        villages: &["360704107200", "360704107207", "360704107209", "360704107213"],
    },
    // 茅店镇
    Town {
        code: "360704106000",
        communities: &["360704106001"],
        villages: &["360704106200", "360704106201", "360704106203", "360704106211"],
    },
    // 王母渡镇
    Town {
        code: "360704101000",
        communities: &["360704101001"],
        villages: &["360704101200", "360704101205", "360704101211", "360704101216"],
    },
    // 五云镇
    Town {
        code: "360704108000",
        communities: &["360704108001"],
        villages: &["360704108200", "360704108203", "360704108209", "360704108211"],
    },
];
