//! Reads the case files; what is wrong with one is said with its name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Case, Error, Scope, Setting};

/// Which cases to run.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Where the files are. Default: `tests/cases` of this project.
    pub folder: PathBuf,
    /// Those of one scope only.
    pub scope: Option<Scope>,
    /// Those whose name holds this text only.
    pub only: Option<String>,
    /// All but the one of this name.
    pub except: Option<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases"), scope: None, only: None, except: None }
    }
}

/// The cases that `filter` lets through, by name.
///
/// # Errors
///
/// A file that is no case, by its name and what is wrong with it; a filter that lets no case through.
pub fn cases(filter: &Filter) -> Result<Vec<Case>, Error> {
    let mut cases = Vec::new();
    for file in files(&filter.folder)? {
        let case = read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let named = filter.only.as_ref().is_none_or(|only| case.name.contains(only));
        let excepted = filter.except.as_ref() == Some(&case.name);
        if named && !excepted && filter.scope.is_none_or(|scope| case.scope == scope) {
            cases.push(case);
        }
    }
    if cases.is_empty() {
        return Err(format!("no case in {} fits the filter", filter.folder.display()).into());
    }
    Ok(cases)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<Case, Error> {
    let mut case: Case = serde_json::from_str(&fs::read_to_string(file)?)?;
    case.name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    check(&case)?;
    Ok(case)
}

fn check(case: &Case) -> Result<(), Error> {
    if case.steps.is_empty() {
        return Err("it has no steps".into());
    }
    if !Setting::all().iter().any(|setting| setting.fits(&case.when)) {
        return Err("no setting of the switches fits `when`, so it would never run".into());
    }
    for (index, step) in case.steps.iter().enumerate() {
        let number = index + 1;
        if step.call.takes_partner_id() != step.partner_id.is_some() {
            let verb =
                if step.partner_id.is_some() { "has a `partner_id` and takes none" } else { "lacks `partner_id`" };
            return Err(format!("step {number} {verb}").into());
        }
        if step.replace.is_some() && step.call != crate::Operation::Link {
            return Err(format!("step {number} has `replace`, which only `link` takes").into());
        }
    }
    Ok(())
}
