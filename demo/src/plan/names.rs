//! Names of the many customers that nobody thought up one by one: a first word and a trade. None of them exists.

use crate::customers::Industry::{
    self, Automotive, Battery, Chemicals, Electronics, Food, Logistics, Machinery, Packaging, Pharma,
};

const FIRST: [(&str, &str); 36] = [
    ("宏砺", "Hongli"),
    ("瑞砺", "Ruili"),
    ("联曜", "Lianyao"),
    ("博樾", "Boyue"),
    ("天樾", "Tianyue"),
    ("新沅", "Xinyuan"),
    ("嘉榉", "Jiaju"),
    ("金榉", "Jinju"),
    ("华榆", "Huayu"),
    ("同屿", "Tongyu"),
    ("卓澜", "Zhuolan"),
    ("启衡", "Qiheng"),
    ("凌屿", "Lingyu"),
    ("长汀", "Changting"),
    ("正泽", "Zhengze"),
    ("永岚", "Yonglan"),
    ("鼎屿", "Dingyu"),
    ("恒榕", "Hengrong"),
    ("东麓", "Donglu"),
    ("西岭", "Xiling"),
    ("南屏", "Nanping"),
    ("北麓", "Beilu"),
    ("海榆", "Haiyu"),
    ("江汀", "Jiangting"),
    ("山岚", "Shanlan"),
    ("云岫", "Yunxiu"),
    ("星垣", "Xingyuan"),
    ("月渚", "Yuezhu"),
    ("日昇", "Risheng"),
    ("春晖", "Chunhui"),
    ("秋实", "Qiushi"),
    ("锦榕", "Jinrong"),
    ("安榕", "Anrong"),
    ("和悦", "Heyue"),
    ("立澜", "Lilan"),
    ("苇岸", "Wei'an"),
];

const TRADES: [(&str, &str, Industry); 14] = [
    ("精密", "Precision", Machinery),
    ("自动化", "Automation", Machinery),
    ("电子", "Electronics", Electronics),
    ("半导体", "Semiconductor", Electronics),
    ("新能源", "New Energy", Battery),
    ("储能", "Storage", Battery),
    ("汽配", "Auto Parts", Automotive),
    ("食品", "Foods", Food),
    ("饮料", "Beverages", Food),
    ("包装", "Packaging", Packaging),
    ("印务", "Printing", Packaging),
    ("制药", "Pharma", Pharma),
    ("物流", "Logistics", Logistics),
    ("化工", "Chemicals", Chemicals),
];

type Abroad = ([&'static str; 8], [(&'static str, Industry); 4]);

const MUNICH: Abroad = (
    ["Kranzler", "Seidlhof", "Vogtland", "Brunnthal", "Lechauer", "Amselgrund", "Hohenfels", "Rosettini"],
    [("Antriebstechnik", Machinery), ("Lebensmittel", Food), ("Arzneimittel", Pharma), ("Fahrzeugteile", Automotive)],
);
const SINGAPORE: Abroad = (
    ["Orchid Bay", "Bayan", "Lotus Hill", "Kelana", "Andaman", "Mahsuri", "Rajawali", "Palmyra"],
    [("Electronics", Electronics), ("Beverages", Food), ("Logistics", Logistics), ("Chemicals", Chemicals)],
);

/// The nth customer of a team's region. Each number has a name of its own, as long as there are names:
/// 504 at home, 32 in each place abroad.
pub fn customer(team: &str, nth: usize) -> (String, Industry) {
    let abroad = |(first, trades): Abroad| {
        let at = nth * 5 % (first.len() * trades.len());
        let (trade, industry) = trades[at / first.len()];
        (format!("{} {trade}", first[at % first.len()]), industry)
    };
    match team {
        "munich" => abroad(MUNICH),
        "singapore" => abroad(SINGAPORE),
        _ => {
            // A stride that shares no factor with the number of pairs visits all of them, neighbours far apart.
            let at = nth * 131 % (FIRST.len() * TRADES.len());
            let ((first, spelled), (trade, english, industry)) = (FIRST[at % FIRST.len()], TRADES[at / FIRST.len()]);
            (format!("{first}{trade} {spelled} {english}"), industry)
        }
    }
}
