use crate::{Result, steps::Steps};

pub(crate) fn test(_steps: &mut Steps) -> Result<()> {
    Ok(())
}
