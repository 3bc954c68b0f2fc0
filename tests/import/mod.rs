mod cards;
mod hostile;
mod judged;
mod presets;
mod published;
mod support;
mod texts;
mod workbook;
