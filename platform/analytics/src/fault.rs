//! What can go wrong when the mirror is asked or fed.

use thiserror::Error;

/// A refusal of the mirror. The first four are mistakes of the caller, the last two of the machine.
#[derive(Debug, Error)]
pub enum Fault {
    #[error("the mirror has no table `{0}`")]
    UnknownTable(String),
    #[error("the mirror's table `{table}` has no column `{column}`")]
    UnknownColumn { table: String, column: String },
    #[error("column `{column}` of the mirror's table `{table}` does not hold {wanted}")]
    WrongKind { table: String, column: String, wanted: &'static str },
    /// The numbers are so large that the exact result is not certain; no rounded one is given.
    #[error("column `{0}` holds numbers too large to answer exactly")]
    TooLarge(String),
    #[error("the query could not be run: {0}")]
    Engine(String),
    #[error("the mirror's snapshot could not be written: {0}")]
    Snapshot(#[from] std::io::Error),
}

impl From<datafusion::error::DataFusionError> for Fault {
    fn from(error: datafusion::error::DataFusionError) -> Self {
        Fault::Engine(error.to_string())
    }
}

impl From<datafusion::arrow::error::ArrowError> for Fault {
    fn from(error: datafusion::arrow::error::ArrowError) -> Self {
        Fault::Engine(error.to_string())
    }
}
