//! Who buys: groups with their sites, and companies that stand alone. All of them are invented.

/// What a customer makes; decides which product lines it buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Industry {
    Battery,
    Electronics,
    Automotive,
    Food,
    Packaging,
    Pharma,
    Logistics,
    Machinery,
    Chemicals,
}

impl Industry {
    pub fn name(self) -> &'static str {
        match self {
            Industry::Battery => "新能源 Battery and energy",
            Industry::Electronics => "电子 Electronics",
            Industry::Automotive => "汽车 Automotive",
            Industry::Food => "食品饮料 Food and beverage",
            Industry::Packaging => "包装 Packaging",
            Industry::Pharma => "医药 Pharmaceuticals",
            Industry::Logistics => "物流 Logistics",
            Industry::Machinery => "装备制造 Machine building",
            Industry::Chemicals => "化工 Chemicals",
        }
    }

    /// How much of what it buys is control, motion and edge, in per cent.
    pub fn taste(self) -> [f64; 3] {
        match self {
            Industry::Battery => [35.0, 35.0, 30.0],
            Industry::Electronics => [25.0, 45.0, 30.0],
            Industry::Automotive => [35.0, 45.0, 20.0],
            Industry::Food => [55.0, 25.0, 20.0],
            Industry::Packaging => [30.0, 60.0, 10.0],
            Industry::Pharma => [60.0, 10.0, 30.0],
            Industry::Logistics => [20.0, 55.0, 25.0],
            Industry::Machinery => [35.0, 60.0, 5.0],
            Industry::Chemicals => [75.0, 5.0, 20.0],
        }
    }
}

/// A group, looked after by a key-account manager, and its sites: name, and the team whose region it stands in.
pub type Group = (&'static str, Industry, &'static [(&'static str, &'static str)]);

use Industry::{Automotive, Battery, Chemicals, Electronics, Food, Logistics, Machinery, Packaging, Pharma};

pub const GROUPS: &[Group] = &[
    (
        "宁川电池 Ningchuan Battery",
        Battery,
        &[
            ("常州工厂 Changzhou plant", "suzhou"),
            ("宜宾工厂 Yibin plant", "chengdu"),
            ("青海材料 Qinghai Materials", "xian"),
        ],
    ),
    (
        "远帆动力 Yuanfan Power",
        Battery,
        &[("惠州工厂 Huizhou plant", "shenzhen"), ("南通工厂 Nantong plant", "suzhou")],
    ),
    (
        "启明显示 Qiming Display",
        Electronics,
        &[("合肥产线 Hefei line", "shanghai"), ("成都产线 Chengdu line", "chengdu"), ("武汉产线 Wuhan line", "xian")],
    ),
    (
        "华芯微联 Huaxin Microlink",
        Electronics,
        &[("无锡封测 Wuxi packaging", "suzhou"), ("深圳模组 Shenzhen modules", "shenzhen")],
    ),
    (
        "晨锋汽车 Chenfeng Motors",
        Automotive,
        &[
            ("临港工厂 Lingang plant", "shanghai"),
            ("西安工厂 Xi'an plant", "xian"),
            ("广州工厂 Guangzhou plant", "guangzhou"),
        ],
    ),
    (
        "泰岳传动 Taiyue Driveline",
        Automotive,
        &[("青岛工厂 Qingdao plant", "qingdao"), ("重庆工厂 Chongqing plant", "chengdu")],
    ),
    ("禾丰乳业 Hefeng Dairy", Food, &[("呼和浩特牧场 Hohhot dairy", "beijing"), ("潍坊工厂 Weifang plant", "qingdao")]),
    (
        "清泉饮料 Qingquan Beverages",
        Food,
        &[
            ("杭州水厂 Hangzhou waterworks", "hangzhou"),
            ("佛山工厂 Foshan plant", "guangzhou"),
            ("都江堰工厂 Dujiangyan plant", "chengdu"),
        ],
    ),
    (
        "康衡制药 Kangheng Pharma",
        Pharma,
        &[("石家庄原料 Shijiazhuang ingredients", "beijing"), ("泰州制剂 Taizhou formulations", "suzhou")],
    ),
    (
        "百川物流 Baichuan Logistics",
        Logistics,
        &[
            ("嘉兴分拨 Jiaxing hub", "hangzhou"),
            ("东莞分拨 Dongguan hub", "shenzhen"),
            ("西安港仓 Xi'an inland port", "xian"),
        ],
    ),
    (
        "瀚海石化 Hanhai Petrochemicals",
        Chemicals,
        &[("天津基地 Tianjin base", "beijing"), ("宁波基地 Ningbo base", "hangzhou")],
    ),
    (
        "Brennwald Gruppe",
        Machinery,
        &[("Brennwald Verpackung", "munich"), ("布伦瓦尔德太仓 Brennwald Taicang", "suzhou")],
    ),
    ("Norrland Foods", Food, &[("Norrland Malmö", "munich"), ("Norrland Johor", "singapore")]),
    ("Straits Semiconductor", Electronics, &[("Straits Penang", "singapore"), ("Straits Da Nang", "singapore")]),
];

/// Companies that stand alone, by the team that looks after them.
pub const ALONE: &[(&str, &[(&str, Industry)])] = &[
    (
        "shanghai",
        &[
            ("申合精密 Shenhe Precision", Machinery),
            ("浦江包装 Pujiang Packaging", Packaging),
            ("云杉生物 Spruce Bio", Pharma),
            ("临港机器人 Lingang Robotics", Machinery),
            ("德锐医疗 Derui Medical", Pharma),
            ("海盛冷链 Haisheng Cold Chain", Logistics),
            ("汇鲜食品 Huixian Foods", Food),
            ("光合储能 Guanghe Storage", Battery),
            ("力合汽车电子 Lihe Auto Electronics", Automotive),
            ("明德印刷 Mingde Printing", Packaging),
        ],
    ),
    (
        "suzhou",
        &[
            ("姑苏电子 Gusu Electronics", Electronics),
            ("昆山精模 Kunshan Moulds", Machinery),
            ("恒泽光伏 Hengze Solar", Battery),
            ("太湖线缆 Taihu Cable", Electronics),
            ("镇江化纤 Zhenjiang Fibres", Chemicals),
            ("江阴紧固件 Jiangyin Fasteners", Machinery),
            ("盐城风电 Yancheng Wind", Battery),
            ("南京仪表 Nanjing Instruments", Electronics),
            ("连云港制剂 Lianyungang Drugs", Pharma),
        ],
    ),
    (
        "hangzhou",
        &[
            ("钱塘包装机械 Qiantang Packaging Machines", Packaging),
            ("义乌智造 Yiwu Smart Making", Machinery),
            ("宁波注塑 Ningbo Moulding", Machinery),
            ("温州阀门 Wenzhou Valves", Machinery),
            ("绍兴黄酒 Shaoxing Wines", Food),
            ("台州电机 Taizhou Motors", Automotive),
            ("嘉善光学 Jiashan Optics", Electronics),
            ("湖州仓储 Huzhou Storage", Logistics),
            ("金华药业 Jinhua Drugs", Pharma),
        ],
    ),
    (
        "shenzhen",
        &[
            ("鹏程激光 Pengcheng Laser", Machinery),
            ("南山传感 Nanshan Sensors", Electronics),
            ("大鹏储能 Dapeng Storage", Battery),
            ("宝安电子 Bao'an Electronics", Electronics),
            ("东莞治具 Dongguan Fixtures", Machinery),
            ("惠阳线路板 Huiyang Boards", Electronics),
            ("坪山新能 Pingshan Energy", Battery),
            ("速达快运 Suda Express", Logistics),
            ("前海医疗器械 Qianhai Devices", Pharma),
        ],
    ),
    (
        "guangzhou",
        &[
            ("佛山陶机 Foshan Ceramic Machines", Machinery),
            ("顺德家电 Shunde Appliances", Electronics),
            ("广府食品 Guangfu Foods", Food),
            ("中山灯饰 Zhongshan Lighting", Electronics),
            ("江门纸业 Jiangmen Paper", Packaging),
            ("珠江啤酒设备 Pearl Brewing Systems", Food),
            ("肇庆铝业 Zhaoqing Aluminium", Chemicals),
            ("南沙汽配 Nansha Auto Parts", Automotive),
            ("湛江水产 Zhanjiang Seafood", Food),
        ],
    ),
    (
        "beijing",
        &[
            ("京华制药 Jinghua Drugs", Pharma),
            ("天津电梯 Tianjin Lifts", Machinery),
            ("燕山化工 Yanshan Chemicals", Chemicals),
            ("唐山钢结构 Tangshan Steel", Machinery),
            ("亦庄机器人 Yizhuang Robotics", Machinery),
            ("保定电气 Baoding Electric", Battery),
            ("张家口风能 Zhangjiakou Wind", Battery),
            ("顺义物流 Shunyi Logistics", Logistics),
            ("承德果汁 Chengde Juice", Food),
        ],
    ),
    (
        "qingdao",
        &[
            ("胶州冷链 Jiaozhou Cold Chain", Logistics),
            ("潍坊动力 Weifang Engines", Automotive),
            ("烟台葡萄酒 Yantai Wines", Food),
            ("淄博化工 Zibo Chemicals", Chemicals),
            ("济南机床 Jinan Machine Tools", Machinery),
            ("威海渔具 Weihai Tackle", Machinery),
            ("临沂包装 Linyi Packaging", Packaging),
            ("德州太阳能 Dezhou Solar", Battery),
        ],
    ),
    (
        "chengdu",
        &[
            ("蓉城电子 Rongcheng Electronics", Electronics),
            ("绵阳仪器 Mianyang Instruments", Electronics),
            ("泸州酒业 Luzhou Spirits", Food),
            ("重庆摩托 Chongqing Motorcycles", Automotive),
            ("昆明制药 Kunming Drugs", Pharma),
            ("贵阳数据中心 Guiyang Data Centre", Electronics),
            ("德阳重机 Deyang Heavy Machines", Machinery),
            ("自贡冷库 Zigong Cold Stores", Logistics),
        ],
    ),
    (
        "xian",
        &[
            ("秦川齿轮 Qinchuan Gears", Machinery),
            ("宝鸡钛业 Baoji Titanium", Chemicals),
            ("兰州石机 Lanzhou Oil Machines", Machinery),
            ("银川光伏 Yinchuan Solar", Battery),
            ("咸阳乳品 Xianyang Dairy", Food),
            ("洛阳轴承 Luoyang Bearings", Machinery),
            ("太原物流装备 Taiyuan Conveyors", Logistics),
        ],
    ),
    (
        "munich",
        &[
            ("Alpenfrisch Molkerei", Food),
            ("Hartl Maschinenbau", Machinery),
            ("Donau Logistik", Logistics),
            ("Isar Medizintechnik", Pharma),
            ("Bodensee Verpackung", Packaging),
            ("Elbtal Batterien", Battery),
            ("Tatra Automotive", Automotive),
            ("Lombarda Macchine", Machinery),
        ],
    ),
    (
        "singapore",
        &[
            ("Merlion Packaging", Packaging),
            ("Jurong Process", Chemicals),
            ("Mekong Beverages", Food),
            ("Saigon Assembly", Electronics),
            ("Chao Phraya Autoparts", Automotive),
            ("Batam Components", Electronics),
            ("Selangor Gloves", Pharma),
            ("Java Palm Refining", Chemicals),
        ],
    ),
];

/// Given names and family names of the people one talks to at a customer, Chinese then international.
pub const FAMILY: &[&str] = &[
    "王 Wang",
    "李 Li",
    "张 Zhang",
    "刘 Liu",
    "陈 Chen",
    "杨 Yang",
    "黄 Huang",
    "周 Zhou",
    "吴 Wu",
    "孙 Sun",
    "朱 Zhu",
    "胡 Hu",
    "郭 Guo",
    "林 Lin",
];
pub const GIVEN: &[&str] = &[
    "建国 Jianguo",
    "丽华 Lihua",
    "志强 Zhiqiang",
    "晓东 Xiaodong",
    "敏 Min",
    "海燕 Haiyan",
    "子轩 Zixuan",
    "文博 Wenbo",
    "雪 Xue",
    "鹏 Peng",
    "静 Jing",
    "思远 Siyuan",
    "春梅 Chunmei",
    "永刚 Yonggang",
];
pub const ABROAD: &[&str] = &[
    "Markus Weiss",
    "Elena Conti",
    "Tomasz Zielinski",
    "Annika Berg",
    "Lukas Hofer",
    "Siti Aminah",
    "Tan Wei Ming",
    "Priya Nair",
    "Trần Quốc Bảo",
    "Somchai Prasert",
    "Julia Brandt",
    "Pavel Novák",
];

/// What a contact does, and how much of the decision is theirs.
pub const POSTS: &[&str] = &[
    "设备总监 Head of equipment",
    "采购经理 Purchasing manager",
    "自动化工程师 Automation engineer",
    "厂长 Plant manager",
    "信息化负责人 Head of IT",
    "总经理 General manager",
];
