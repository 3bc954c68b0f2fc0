//! Dates as people write them: `+3d`, `lun`, `15 mar`, `3/4`, `mañ 9`, `finmes`, in both languages.
