mod published;
mod support;
