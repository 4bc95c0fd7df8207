//! Yes and no in the words people use.

/// `None` if the text is neither.
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" | "on" | "x" | "✓" | "✔" | "√" | "是" | "真" | "有" | "对" | "sim" => {
            Some(true)
        }
        "false" | "f" | "no" | "n" | "0" | "off" | "✗" | "×" | "否" | "假" | "无" | "没有" | "不是" => {
            Some(false)
        }
        _ => None,
    }
}
