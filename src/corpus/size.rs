//! Sizes of files as people type them: `500K`, `20M`, `1G`.

/// Reads a size in bytes: a number, and after it nothing, `K`, `M`, `G` or `T`, powers of 1024; `KB` and `KiB`
/// mean the same. The error is one line.
pub fn parse(text: &str) -> Result<u64, String> {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(figures);
    let power = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 1,
        "M" | "MB" | "MIB" => 2,
        "G" | "GB" | "GIB" => 3,
        "T" | "TB" | "TIB" => 4,
        _ => return Err(format!("`{text}` is no size: write 500K, 20M or 1G")),
    };
    if number.is_empty() {
        return Err(format!("`{text}` is no size: write 500K, 20M or 1G"));
    }
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << (10 * power)));
    bytes.ok_or_else(|| format!("`{text}` is more than any file holds"))
}

/// A size as it would be typed: in the largest unit that holds it without a rest.
pub fn shown(bytes: u64) -> String {
    let units = ["", "K", "M", "G", "T"];
    let power = (bytes.trailing_zeros() / 10).min(4);
    if bytes == 0 { "0".to_owned() } else { format!("{}{}", bytes >> (10 * power), units[power as usize]) }
}
