//! What can be asked of the state: values and words that views, commands and linear mode need. Nothing here changes it.

pub mod changes;
pub mod labels;
pub mod outcome;
pub mod overview;
pub mod recipe;
pub mod station_labels;
pub mod steps;
pub mod surroundings;
