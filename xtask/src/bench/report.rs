//! BENCHMARKS.md.

use std::{fmt::Write, fs, process::Command};

use crate::{Result, command::output};

/// A part of the page: what was measured, how, and a table.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) text: String,
    pub(crate) header: &'static [&'static str],
    pub(crate) rows: Vec<Vec<String>>,
}

pub(crate) fn page(sections: &[Section]) -> Result<String> {
    let mut page = format!(
        "# Benchmarks\n\nMade by `cargo xtask bench` on {}.\nWhat is compared was measured in the same run, in turns; times are medians.\n",
        machine()?
    );
    for section in sections {
        write!(page, "\n## {}\n\n{}\n\n", section.title, section.text)?;
        let rule = vec!["---".to_owned(); section.header.len()];
        let header = section.header.iter().map(ToString::to_string).collect();
        for row in [&header, &rule].into_iter().chain(&section.rows) {
            writeln!(page, "| {} |", row.join(" | "))?;
        }
    }
    Ok(page)
}

/// What it was measured on.
fn machine() -> Result<String> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(':').nth(1));
    let processors = std::thread::available_parallelism()?;
    let rustc = output(Command::new("rustc").arg("--version"))?;
    let date = output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let model = model.map_or(std::env::consts::ARCH, str::trim);
    Ok(format!("{}: {model}, {processors} processors, {}", date.trim(), rustc.trim()))
}

/// `1234567` as `1,234,567`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}
