//! The policies of Clearsea Controls: what they say, for whom, since when, and how they are kept to.

/// Whom a policy is for.
#[derive(Clone, Copy, Debug)]
pub enum Whom {
    Everybody,
    Unit(&'static str),
    /// A position of the library, by its key.
    Position(&'static str),
}

/// An edition of a policy.
#[derive(Debug)]
pub struct Edition {
    /// Days since it came in force; negative: until it does; `None`: a draft.
    pub since: Option<i64>,
    pub news: &'static str,
    pub editorial: bool,
    pub sections: &'static [(&'static str, &'static str)],
}

/// Which of a kind of rows.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    All,
    /// The row that holds a value in a field.
    Row(&'static str, &'static str),
    /// A field or a verb.
    Part(&'static str),
}

/// What sees to a policy: the kind of rows, which of them, the section, how.
pub type Rule = (&'static str, Which, &'static str, &'static str);

#[derive(Debug)]
pub struct Paper {
    pub code: &'static str,
    pub title: &'static str,
    pub kind: &'static str,
    pub owner: &'static str,
    pub unit: &'static str,
    pub summary: &'static str,
    pub audience: &'static [Whom],
    pub editions: &'static [Edition],
    /// Days to read, months from one review to the next, and from one check-up to the next.
    pub read_within: i64,
    pub review_every: i64,
    pub check_every: Option<i64>,
    /// Days until the next review.
    pub review_in: i64,
    pub rules: &'static [Rule],
    /// Out of a hundred, how many of those who were asked for the latest edition have confirmed it.
    pub confirmed: i64,
}

use Which::{All, Part, Row};

const SALES: &[Whom] = &[
    Whom::Unit("east"),
    Whom::Unit("south"),
    Whom::Unit("north"),
    Whom::Unit("west"),
    Whom::Unit("world"),
    Whom::Unit("key"),
];

const DISCOUNT_PURPOSE: (&str, &str) = (
    "目的与适用范围",
    "本办法规范产品报价中的折扣，保护价格体系与毛利。\n适用于所有对外报价，包括新签、续约与增购。样机、展会赠品另行规定。",
);
const DISCOUNT_BOOKS: (&str, &str) =
    ("记录与留痕", "每一次折扣须在商机中写明原因：竞争、批量、战略客户或尾货。\n口头承诺无效。审批记录保存五年。");

const ARCHIVE: &[(&str, &str)] = &[
    ("适用对象", "凡与公司有过报价、合同或服务往来的企业，均须建立客户档案。"),
    (
        "必填内容",
        "客户档案至少包含下列内容：\n- 工商全称、行业、规模与所在地\n- 客户分级与归属人\n- 至少两位联系人，其中一位为决策人\n- 上一年度采购额与主要竞品",
    ),
    ("更新要求", "归属人每季度核对一次档案。\n联系人离职、客户搬迁或更名的，须在得知后五个工作日内更新。"),
    ("合并与查重", "新建客户前先查重。发现重复的，由销售运营合并，保留往来更久的一条。"),
    ("保密", "客户档案属于公司秘密，不得导出到个人设备。导出须说明用途并留痕。"),
];

pub const PAPERS: &[Paper] = &[
    Paper {
        code: "XS-01",
        title: "折扣与报价审批办法 Discounts and approvals",
        kind: "policy",
        owner: "director",
        unit: "operations",
        summary: "谁可以给多少折扣，超出时找谁批，以及哪些情况一律不打折。",
        audience: SALES,
        editions: &[
            Edition {
                since: Some(540),
                news: "",
                editorial: false,
                sections: &[
                    DISCOUNT_PURPOSE,
                    (
                        "折扣权限",
                        "按成交价低于目录价的比例计算：\n- 5% 以内，销售代表自行决定\n- 10% 以内，主管批准\n- 15% 以内，大区经理批准\n- 15% 以上，销售总监批准",
                    ),
                    DISCOUNT_BOOKS,
                    ("违规处理", "越权报价由当事人与其主管共同说明，造成损失的按公司奖惩规定处理。"),
                ],
            },
            Edition {
                since: Some(58),
                news: "主管的权限由 10% 收紧为 8%；毛利低于 20% 的报价须财务复核；新增不得折扣的情形。",
                editorial: false,
                sections: &[
                    DISCOUNT_PURPOSE,
                    (
                        "折扣权限",
                        "按成交价低于目录价的比例计算：\n- 5% 以内，销售代表自行决定\n- 8% 以内，主管批准\n- 15% 以内，大区经理批准\n- 15% 以上，销售总监批准\n毛利低于 20% 的报价，无论折扣多少，须经财务复核。",
                    ),
                    (
                        "不得折扣的情形",
                        "下列情形一律按目录价：\n- 交货期短于两周的加急订单\n- 逾期应收超过 90 天的客户\n- 单笔低于 1 万元的备件",
                    ),
                    DISCOUNT_BOOKS,
                    ("违规处理", "越权报价由当事人与其主管共同说明，造成损失的按公司奖惩规定处理。"),
                ],
            },
        ],
        read_within: 14,
        review_every: 12,
        check_every: Some(6),
        review_in: 300,
        rules: &[
            ("approval_flows", Row("name", "Large deals are signed off"), "折扣权限", "enforces"),
            ("rights", Row("kind", "discount"), "折扣权限", "enforces"),
            ("opportunity_lines", Part("discount"), "折扣权限", "serves"),
            ("opportunities", All, "记录与留痕", "follows"),
        ],
        confirmed: 90,
    },
    Paper {
        code: "XS-02",
        title: "客户档案标准 Customer archive standard",
        kind: "standard",
        owner: "operations",
        unit: "operations",
        summary: "客户档案必须写什么、多久核对一次、怎样查重与保密。",
        audience: &[
            Whom::Unit("east"),
            Whom::Unit("south"),
            Whom::Unit("north"),
            Whom::Unit("west"),
            Whom::Unit("world"),
            Whom::Unit("key"),
            Whom::Unit("success"),
        ],
        editions: &[
            Edition { since: Some(420), news: "", editorial: false, sections: ARCHIVE },
            Edition { since: Some(150), news: "仅统一用语，要求不变。", editorial: true, sections: ARCHIVE },
        ],
        read_within: 14,
        review_every: 24,
        check_every: None,
        review_in: 240,
        rules: &[("accounts", All, "必填内容", "follows"), ("contacts", All, "必填内容", "follows")],
        confirmed: 97,
    },
    Paper {
        code: "XS-03",
        title: "线索处理规范 Lead handling",
        kind: "operating_rule",
        owner: "operations",
        unit: "operations",
        summary: "线索多久必须联系、怎样判断是否合格、何时退回公共池。",
        audience: SALES,
        editions: &[Edition {
            since: Some(270),
            news: "",
            editorial: false,
            sections: &[
                (
                    "首次联系",
                    "分配到人的线索须在一个工作日内首次联系，官网留资的须在两小时内。\n联系三次未果的，写明时间与方式。",
                ),
                (
                    "合格判断",
                    "同时满足下列条件的线索才转为商机：\n- 有明确的应用场景\n- 联系到能影响采购的人\n- 预算在一年之内",
                ),
                (
                    "退回",
                    "十五天没有任何进展的线索退回公共池，由销售运营重新分配。\n同一人不得连续两次领取同一条线索。",
                ),
                ("来源与归属", "展会与转介绍的线索归带回者优先跟进；市场活动的线索按区域分配。"),
            ],
        }],
        read_within: 10,
        review_every: 12,
        check_every: Some(3),
        review_in: 95,
        rules: &[("leads", All, "首次联系", "follows"), ("leads", Part("qualify"), "合格判断", "enforces")],
        confirmed: 98,
    },
    Paper {
        code: "XS-04",
        title: "客户拜访与汇报规范 Visit reporting",
        kind: "operating_rule",
        owner: "east",
        unit: "company",
        summary: "拜访前写目的，拜访后当天写结果和下一步；主管每周点评。",
        audience: &[Whom::Position("sales_representative"), Whom::Position("key_account_manager")],
        editions: &[Edition {
            since: Some(24),
            news: "",
            editorial: false,
            sections: &[
                ("拜访之前", "每次拜访须提前写明目的、对象与希望得到的承诺。没有目的的拜访不报销。"),
                (
                    "拜访之后",
                    "当天记录：\n- 见了谁，谈了什么\n- 对方的承诺与顾虑\n- 下一步，以及日期\n在客户现场用手机记录即可，可以用语音。",
                ),
                ("频次", "大客户每月至少一次，活跃客户每季度至少一次，其他客户每半年至少一次。"),
                ("点评", "主管每周点评团队的拜访记录，至少抽查三条。"),
            ],
        }],
        read_within: 14,
        review_every: 12,
        check_every: None,
        review_in: 341,
        rules: &[("activities", All, "拜访之后", "follows")],
        confirmed: 72,
    },
    Paper {
        code: "CW-02",
        title: "差旅与招待费用管理办法 Travel and hospitality expenses",
        kind: "policy",
        owner: "finance",
        unit: "finance",
        summary: "出差与招待的标准、事前申请与报销期限。",
        audience: &[Whom::Everybody],
        editions: &[
            Edition {
                since: Some(480),
                news: "",
                editorial: false,
                sections: &[
                    (
                        "差旅标准",
                        "住宿：一线城市每晚不超过 500 元，其他城市不超过 350 元。\n高铁二等座、经济舱；四小时以内优先高铁。",
                    ),
                    ("招待", "人均不超过 150 元，须事前说明对象与事由。政府机关与国有企业客户遵守其廉洁规定。"),
                    ("报销", "费用发生后三十天内报销，凭合规发票。逾期须说明原因。"),
                    ("禁止", "不得赠送现金、购物卡，不得安排旅游与娱乐。"),
                ],
            },
            Edition {
                since: Some(-9),
                news: "住宿标准上调；招待超过 2000 元须事前审批；报销期限缩短为二十天。",
                editorial: false,
                sections: &[
                    (
                        "差旅标准",
                        "住宿：一线城市每晚不超过 600 元，其他城市不超过 400 元。\n高铁二等座、经济舱；四小时以内优先高铁。",
                    ),
                    (
                        "招待",
                        "人均不超过 150 元，须事前说明对象与事由。单次合计超过 2000 元的，须事前审批。政府机关与国有企业客户遵守其廉洁规定。",
                    ),
                    ("报销", "费用发生后二十天内报销，凭合规发票。逾期须说明原因。"),
                    ("禁止", "不得赠送现金、购物卡，不得安排旅游与娱乐。"),
                ],
            },
        ],
        read_within: 10,
        review_every: 12,
        check_every: Some(12),
        review_in: 120,
        rules: &[("rights", Row("kind", "expense"), "招待", "enforces")],
        confirmed: 45,
    },
    Paper {
        code: "XS-05",
        title: "大客户归属与保护办法 Key-account protection",
        kind: "policy",
        owner: "director",
        unit: "key",
        summary: "谁是大客户、归谁负责、其他团队遇到时怎么办。",
        audience: &[
            Whom::Unit("key"),
            Whom::Position("regional_manager"),
            Whom::Position("sales_representative"),
            Whom::Position("customer_success_manager"),
        ],
        editions: &[
            Edition {
                since: Some(330),
                news: "",
                editorial: false,
                sections: &[
                    (
                        "认定",
                        "年采购额超过 300 万元，或被列入战略名单的集团，认定为大客户。由大客户部提出，销售总监批准。",
                    ),
                    ("归属", "大客户及其子公司统一归大客户经理负责。区域团队负责现场服务，业绩按约定拆分。"),
                    ("保护", "区域团队接到大客户的询价，须在当天转给大客户经理，不得自行报价。"),
                    ("争议", "归属有争议的，由销售运营在五个工作日内提出意见，销售总监裁定。"),
                ],
            },
            Edition {
                since: None,
                news: "拟将认定标准提高到 500 万元，并明确业绩拆分比例。",
                editorial: false,
                sections: &[
                    (
                        "认定",
                        "年采购额超过 500 万元，或被列入战略名单的集团，认定为大客户。由大客户部提出，销售总监批准。",
                    ),
                    ("归属", "大客户及其子公司统一归大客户经理负责。区域团队负责现场服务，业绩按七比三拆分。"),
                    ("保护", "区域团队接到大客户的询价，须在当天转给大客户经理，不得自行报价。"),
                    ("争议", "归属有争议的，由销售运营在五个工作日内提出意见，销售总监裁定。"),
                ],
            },
        ],
        read_within: 14,
        review_every: 12,
        check_every: None,
        review_in: -12,
        rules: &[
            ("approval_flows", Row("name", "Key accounts are named together"), "认定", "enforces"),
            ("rights", Row("kind", "named_accounts"), "归属", "enforces"),
        ],
        confirmed: 94,
    },
];

/// What the check-up of lead handling found.
#[derive(Debug)]
pub struct Finding {
    pub title: &'static str,
    pub details: &'static str,
    pub severity: &'static str,
    /// Who mends it.
    pub responsible: &'static str,
    /// Days until it is to be mended.
    pub due_in: i64,
    pub remedy: Option<&'static str>,
}

pub const FINDINGS: &[Finding] = &[
    Finding {
        title: "官网线索两小时内未联系 Web leads not contacted within two hours",
        details: "抽查 40 条，11 条首次联系超过两小时，主要在午休与周五下午。",
        severity: "major",
        responsible: "east",
        due_in: 12,
        remedy: None,
    },
    Finding {
        title: "未写明三次联系的时间 Tries not written down",
        details: "深圳团队 6 条退回的线索没有联系记录。",
        severity: "minor",
        responsible: "south",
        due_in: -4,
        remedy: None,
    },
    Finding {
        title: "重复领取同一条线索 The same lead taken twice",
        details: "发现 2 例，均为系统提示不明显所致。",
        severity: "remark",
        responsible: "operations",
        due_in: -20,
        remedy: Some("已在分配规则中排除原归属人。"),
    },
];
