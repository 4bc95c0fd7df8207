//! What Clearsea Controls makes.

/// Product lines; every product belongs to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Control,
    Motion,
    Edge,
}

impl Line {
    pub const ALL: [Line; 3] = [Line::Control, Line::Motion, Line::Edge];

    pub fn name(self) -> &'static str {
        match self {
            Line::Control => "控制 Control",
            Line::Motion => "运动 Motion",
            Line::Edge => "边缘计算 Edge",
        }
    }
}

/// A product with its list price in whole yuan and how many of it one order usually has.
#[derive(Debug)]
pub struct Product {
    pub code: &'static str,
    pub name: &'static str,
    pub line: Line,
    pub list: i64,
    pub usual: i64,
}

const fn product(code: &'static str, name: &'static str, line: Line, list: i64, usual: i64) -> Product {
    Product { code, name, line, list, usual }
}

pub const PRODUCTS: &[Product] = &[
    product("CX-100", "CX-100 紧凑型控制器 Compact PLC", Line::Control, 2_680, 40),
    product("CX-300", "CX-300 模块化控制器 Modular PLC", Line::Control, 9_450, 18),
    product("CX-700", "CX-700 冗余控制器 Redundant PLC", Line::Control, 46_800, 5),
    product("IO-32", "IO-32 远程输入输出 Remote I/O", Line::Control, 1_580, 60),
    product("VP-10", "VP-10 触摸屏 Panel, 10 inch", Line::Control, 3_980, 25),
    product("SD-15", "SD-15 伺服驱动器 Servo drive, 1.5 kW", Line::Motion, 4_260, 36),
    product("SD-75", "SD-75 伺服驱动器 Servo drive, 7.5 kW", Line::Motion, 13_900, 14),
    product("SM-60", "SM-60 伺服电机 Servo motor", Line::Motion, 2_350, 40),
    product("LX-20", "LX-20 直线模组 Linear axis", Line::Motion, 18_600, 10),
    product("EB-2", "EB-2 边缘网关 Edge gateway", Line::Edge, 5_900, 20),
    product("EB-8", "EB-8 边缘服务器 Edge server", Line::Edge, 38_500, 5),
    product("VS-4", "VS-4 视觉检测套件 Vision inspection kit", Line::Edge, 72_000, 3),
    product("CL-S", "ClearLine 产线监控 Line monitoring, per year", Line::Edge, 24_000, 6),
];

/// What the international list asks, as a share of the Chinese one.
pub const INTERNATIONAL: f64 = 1.18;

/// Points of win rate that a line adds: the young edge line is learned only in the second year.
pub fn win_points(line: Line, months_ago: u32) -> i64 {
    match line {
        Line::Control => 5,
        Line::Motion => 0,
        Line::Edge if months_ago > 12 => -12,
        Line::Edge => -2,
    }
}
