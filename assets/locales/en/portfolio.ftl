# The portfolio itself: names, backups, another portfolio, history, about.
portfolio-reading = Reading…
portfolio-business-title = Business and user
portfolio-business = Business
portfolio-user = User
portfolio-user-hint = signs contacts and changes
portfolio-backups = Backups
portfolio-no-backups = There is no backup yet. One is made every working day and before each import; “: backup” makes one now.
portfolio-column-when = When
portfolio-column-who = Who
portfolio-column-what = What
portfolio-column-customers = Customers
portfolio-column-size = Size
portfolio-column-file = File
portfolio-restore-foot = Enter restores the chosen one · the present portfolio is kept beside it
portfolio-restore-ask = Restore this backup?
portfolio-restore-text = The portfolio goes back to how it was on { $when }, with { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  }. u does not take this back. The present portfolio is not lost: it stays beside it as before-restore-….db.
portfolio-restore-yes = Restore
portfolio-open = Open another portfolio
portfolio-history = History of changes
portfolio-history-empty = Nothing has been changed yet.
portfolio-undone = undone
portfolio-undone-label = Undone
portfolio-about-line = The customer portfolio of a small business: who to call today and why.
portfolio-label-version = Version
portfolio-label-file = File
portfolio-label-until = Data until
portfolio-label-store = Database
portfolio-backups-text = { $n ->
    [0] none
    [one] 1 · the last one { $last }
   *[other] { INT($n) } · the last one { $last }
  }
portfolio-private = Everything stays on this machine. No internet.
portfolio-licence = MIT licence.
portfolio-do-restore = restore
