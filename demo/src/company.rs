//! Who works where at Clearsea Controls.

/// What a unit is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Company,
    Region,
    Team,
    Department,
}

/// A unit of the organization; `above` is the key of the unit it belongs to.
#[derive(Debug)]
pub struct Unit {
    pub key: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    pub above: Option<&'static str>,
}

/// The currency of everything the company sells and plans.
pub const CURRENCY: &str = "CNY";
pub const COMPANY: &str = "澄海智控 Clearsea Controls";
pub const TIME_ZONE: &str = "Asia/Shanghai";

const fn unit(key: &'static str, name: &'static str, kind: Kind, above: &'static str) -> Unit {
    Unit { key, name, kind, above: Some(above) }
}

/// Parents stand before their children.
pub const UNITS: &[Unit] = &[
    Unit { key: "company", name: COMPANY, kind: Kind::Company, above: None },
    unit("east", "华东 East China", Kind::Region, "company"),
    unit("south", "华南 South China", Kind::Region, "company"),
    unit("north", "华北 North China", Kind::Region, "company"),
    unit("west", "西部 West China", Kind::Region, "company"),
    unit("world", "国际 International", Kind::Region, "company"),
    // Groups are looked after as a region of their own, wherever they sit; so their numbers have a region too.
    unit("key", "大客户部 Key accounts", Kind::Region, "company"),
    unit("operations", "销售运营 Sales operations", Kind::Department, "company"),
    unit("success", "客户成功 Customer success", Kind::Department, "company"),
    unit("finance", "财务 Finance", Kind::Department, "company"),
    unit("people", "人力资源 Human resources", Kind::Department, "company"),
    unit("shanghai", "上海 Shanghai", Kind::Team, "east"),
    unit("suzhou", "苏州 Suzhou", Kind::Team, "east"),
    unit("hangzhou", "杭州 Hangzhou", Kind::Team, "east"),
    unit("shenzhen", "深圳 Shenzhen", Kind::Team, "south"),
    unit("guangzhou", "广州 Guangzhou", Kind::Team, "south"),
    unit("beijing", "北京 Beijing", Kind::Team, "north"),
    unit("qingdao", "青岛 Qingdao", Kind::Team, "north"),
    unit("chengdu", "成都 Chengdu", Kind::Team, "west"),
    unit("xian", "西安 Xi'an", Kind::Team, "west"),
    unit("munich", "慕尼黑 Munich", Kind::Team, "world"),
    unit("singapore", "新加坡 Singapore", Kind::Team, "world"),
];

/// The role a person signs in with; these names are roles that the product ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Administrator,
    Director,
    Manager,
    Rep,
    SalesOperations,
    Analyst,
    KeyAccountManager,
    CustomerSuccess,
    Finance,
    HumanResources,
}

/// Somebody who works, or worked, here. Months are counted back from today.
#[derive(Debug)]
pub struct Person {
    /// What they sign in with.
    pub login: &'static str,
    pub name: &'static str,
    pub title: &'static str,
    pub unit: &'static str,
    pub role: Role,
    /// Whether they lead their unit.
    pub leads: bool,
    /// Months since they came; 0 means from the beginning.
    pub came: u32,
    /// Months since they left.
    pub left: Option<u32>,
    /// Where they were before, and how many months ago they changed.
    pub moved: Option<(&'static str, u32)>,
    /// How much better (or worse) they sell than their team, in points of win rate.
    pub knack: i64,
}

const fn person(
    login: &'static str,
    name: &'static str,
    title: &'static str,
    unit: &'static str,
    role: Role,
) -> Person {
    Person { login, name, title, unit, role, leads: false, came: 0, left: None, moved: None, knack: 0 }
}

impl Person {
    const fn lead(mut self) -> Self {
        self.leads = true;
        self
    }
    const fn came(mut self, months: u32) -> Self {
        self.came = months;
        self
    }
    const fn left(mut self, months: u32) -> Self {
        self.left = Some(months);
        self
    }
    const fn moved(mut self, from: &'static str, months: u32) -> Self {
        self.moved = Some((from, months));
        self
    }
    const fn knack(mut self, points: i64) -> Self {
        self.knack = points;
        self
    }

    /// Whether they own accounts and deals.
    pub fn sells(&self) -> bool {
        matches!(self.role, Role::Rep | Role::KeyAccountManager)
    }
}

const fn rep(login: &'static str, name: &'static str, unit: &'static str) -> Person {
    person(login, name, "销售代表 Sales representative", unit, Role::Rep)
}

const fn team_lead(login: &'static str, name: &'static str, unit: &'static str) -> Person {
    person(login, name, "销售主管 Team lead", unit, Role::Rep).lead()
}

const fn region_head(login: &'static str, name: &'static str, unit: &'static str) -> Person {
    person(login, name, "大区经理 Regional manager", unit, Role::Manager).lead()
}

pub const PEOPLE: &[Person] = &[
    person("director", "沈知远 Shen Zhiyuan", "销售总监 Sales director", "company", Role::Director).lead(),
    region_head("east", "顾文君 Gu Wenjun", "east"),
    region_head("south", "梁启峰 Liang Qifeng", "south"),
    region_head("north", "赵明远 Zhao Mingyuan", "north"),
    region_head("west", "唐雨桐 Tang Yutong", "west"),
    region_head("world", "Katharina Vogel", "world"),
    team_lead("shanghai", "陆嘉怡 Lu Jiayi", "shanghai").knack(4),
    rep("rep", "陈思齐 Chen Siqi", "shanghai").knack(6),
    rep("wu.jun", "吴俊 Wu Jun", "shanghai"),
    rep("he.lin", "何琳 He Lin", "shanghai").came(7).knack(-6),
    team_lead("suzhou", "徐海峰 Xu Haifeng", "suzhou"),
    rep("shi.rui", "施睿 Shi Rui", "suzhou").knack(3),
    rep("qian.duo", "钱多 Qian Duo", "suzhou").knack(-2),
    team_lead("hangzhou", "裘晓岚 Qiu Xiaolan", "hangzhou"),
    rep("fang.yi", "方毅 Fang Yi", "hangzhou").moved("shanghai", 8).knack(5),
    rep("mao.ning", "毛宁 Mao Ning", "hangzhou").left(5),
    team_lead("shenzhen", "黄志豪 Huang Zhihao", "shenzhen").knack(3),
    rep("lin.yue", "林悦 Lin Yue", "shenzhen").knack(2),
    rep("deng.kai", "邓凯 Deng Kai", "shenzhen"),
    team_lead("guangzhou", "何佩珊 He Peishan", "guangzhou"),
    rep("li.wei", "李伟 Li Wei", "guangzhou").knack(-3),
    rep("su.qing", "苏晴 Su Qing", "guangzhou").came(11),
    team_lead("beijing", "孟浩然 Meng Haoran", "beijing"),
    rep("song.ke", "宋可 Song Ke", "beijing").knack(4),
    rep("bai.lu", "白露 Bai Lu", "beijing"),
    team_lead("qingdao", "于洋 Yu Yang", "qingdao"),
    rep("liu.shan", "刘珊 Liu Shan", "qingdao").knack(-4),
    rep("kong.de", "孔德 Kong De", "qingdao").left(9),
    team_lead("chengdu", "蒋一鸣 Jiang Yiming", "chengdu"),
    rep("luo.xi", "罗希 Luo Xi", "chengdu"),
    team_lead("xian", "秦岚 Qin Lan", "xian"),
    rep("ma.teng", "马腾 Ma Teng", "xian").came(4).knack(-5),
    team_lead("munich", "Jonas Richter", "munich").knack(2),
    rep("clara", "Clara Lindqvist", "munich"),
    team_lead("singapore", "Aisyah Rahman", "singapore"),
    rep("nguyen", "Nguyễn Minh Anh", "singapore").came(14).knack(2),
    person("key", "江映雪 Jiang Yingxue", "大客户总监 Head of key accounts", "key", Role::KeyAccountManager)
        .lead()
        .knack(4),
    person("tao.ran", "陶然 Tao Ran", "大客户经理 Key-account manager", "key", Role::KeyAccountManager),
    person("peter.hall", "Peter Hallström", "大客户经理 Key-account manager", "key", Role::KeyAccountManager),
    person("operations", "周敏 Zhou Min", "销售运营 Sales operations", "operations", Role::SalesOperations).lead(),
    person("analyst", "俞乐 Yu Le", "数据分析 Sales analyst", "operations", Role::Analyst),
    person("success", "叶子 Ye Zi", "客户成功 Customer success", "success", Role::CustomerSuccess).lead(),
    person("finance", "郑衡 Zheng Heng", "财务 Finance partner", "finance", Role::Finance).lead(),
    person("people", "韩雪梅 Han Xuemei", "人力资源 HR partner", "people", Role::HumanResources).lead(),
    person("admin", "高原 Gao Yuan", "系统管理员 Administrator", "operations", Role::Administrator),
];

/// Who takes over from somebody who left.
pub fn successor(login: &str) -> &'static str {
    match login {
        "mao.ning" => "fang.yi",
        "kong.de" => "liu.shan",
        other => unreachable!("{other} did not leave"),
    }
}

/// How often each team wins what it closes, in per cent, before product and person have their say.
pub fn win_rate(unit: &str) -> i64 {
    match unit {
        "key" => 57,
        "shanghai" => 50,
        "shenzhen" => 47,
        "munich" => 44,
        "suzhou" | "beijing" => 42,
        "hangzhou" => 40,
        "singapore" => 38,
        "guangzhou" => 36,
        "chengdu" => 34,
        "qingdao" => 30,
        _ => 22,
    }
}
