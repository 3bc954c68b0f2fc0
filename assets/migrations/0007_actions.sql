-- Corrective actions: what is done about a reason for which customers leave. Their effect follows from the losses before
-- and after the day on which they were done.

CREATE TABLE corrective_action (
  id      INTEGER PRIMARY KEY,
  reason  TEXT NOT NULL,                       -- domain::lifecycle::recovery::LossReason
  what    TEXT NOT NULL CHECK (what <> ''),
  owner   TEXT NOT NULL DEFAULT '',
  made_on INTEGER NOT NULL,
  author  TEXT NOT NULL DEFAULT '',
  due     INTEGER,
  done_on INTEGER
) STRICT;
CREATE INDEX corrective_action_reason ON corrective_action(reason, made_on);
