# The program around the views: bar, notices, help, menu, drafts.
small-size = The window measures { $columns }×{ $rows }.
small-needed = 60×16 are needed (80×24 is better).
small-how = Enlarge it or make the letters smaller:
small-keys = Ctrl + -   (Mac: Cmd + -)
small-safe = Nothing was lost.        q q quit

banner-sample = SAMPLE DATA · nothing here is real · “: leave” goes back to yours
banner-sample-brief = SAMPLE DATA · “: leave” leaves it
banner-as-of-brief = as of { $day }
banner-read-only = READ ONLY · { $why }
banner-stale = the data end on { $day }, { $ago } ago: i imports more
banner-as-of = Portfolio as of { $day }

quit-hint = Press q again to quit.
interrupt-hint = Press Ctrl+C again to quit.
toast-undo-hint = u undo
toast-undone = Undone: { $what }
toast-redone = Redone: { $what }
toast-nothing-to-undo = There is nothing more to undo.
toast-nothing-to-redo = There is nothing to redo.
toast-no-change = Nothing had to be changed.
toast-backed-up = Backup made and checked: { $file }
toast-recovered = { $n ->
    [one] a lost customer is back
   *[other] { INT($n) } lost customers are back
  }
toast-restored = Backup restored: { $file }
toast-language = Now in English.
toast-theme = Theme: { $theme }
toast-ascii-on = ASCII borders.
toast-ascii-off = Borders with lines.
toast-mouse-on = Mouse on.
toast-mouse-off = Mouse off: the terminal selects text.
toast-copied = Copied: { $text }
toast-not-here = “{ $action }” cannot be done here.
toast-read-only = The portfolio is read only: nothing was changed.
theme-auto = automatic
theme-dark = dark
theme-light = light
theme-high-contrast = high contrast
theme-mono = no colour

portfolio-opening = Opening the portfolio…
status-backup = Backup: { $when }
status-no-backup = There is no backup yet
status-file = data in { $file } (on this machine only)
status-file-brief = data in { $file }
status-until = data until { $day }
status-until-late = data until { $day } ({ $ago } ago)
status-draft = Draft kept · it comes back if the program is closed

help-title-card = Keys
help-title = Keys in “{ $view }”
help-title-all = All commands
help-search = search: { $text }_
help-counts = this screen { $here } · all { $all }
help-mouse = MOUSE  click chooses · double opens · wheel moves · heading click sorts
help-mouse-copy = Shift + drag (Mac: fn/Option) copies text · “: mouse” turns it off
help-languages = The same keys in Spanish and English. Change language: “: language”
help-none = Nothing is called that. Esc clears the search.
help-footer = type to search  ↑↓ choose  Enter run  Tab: all / here  Esc close
palette-title = Commands
palette-customers = CUSTOMERS
palette-actions = COMMANDS
palette-labels = LABELS
palette-segments = SEGMENTS
palette-none = Nothing is called that.
palette-prefixes = Prefixes:   > commands   @ customers   # labels
palette-hint = The key at the right does the same without this menu.
palette-footer = ↑↓ choose  Enter run  Esc close
palette-label = Customers with the label “{ $label }”
goto-title = g  go to…
goto-first = first
goto-last = last
goto-customer = customer…
goto-label = label…
goto-segment = segment…
goto-today = today
goto-next-marked = next marked
goto-mark-filtered = mark filtered
goto-profile = segments, fields and scales
goto-said = find in notes and facts
goto-rules = stage rules
goto-calls = how calls go
goto-offers = offers and orders
goto-quality = data quality
goto-backups = backups
goto-keys = keys (help)
goto-previous-tab = previous tab
messages-title = Messages of this session
messages-none = There is no message yet.
about-title = cartera
about-version = Version { $version }
about-line = A small business's customer portfolio: who to call today and why.
about-licence = MIT licence. No internet: the data never leave this machine.
about-file = File: { $file }
draft-title = Something was not saved
draft-line = Last time a form was left half done.
draft-count = { $count ->
    [one] It is 1 draft.
   *[other] There are { $count } drafts; this is the newest.
}
draft-open = Go on with it
draft-drop = Discard it
draft-later = Later
leave-sample-title = Leave the sample data
leave-sample-line = Goes back to your own portfolio. The sample is a file apart: nothing of it mixes with yours.
leave-sample-yes = Back to mine
panic-message = cartera stopped through a fault of its own. The terminal is as it was and the saved data are safe in { $file }.
panic-message-no-file = cartera stopped through a fault of its own. The terminal is as it was.
error-title = It did not work
error-read-only-wanted = Opened for reading only (--read-only).
error-threads = The program cannot work: { $what }
error-sample = The sample data cannot be prepared: { $what }
help-move = move
help-sideways = tab or cell
    .short = tabs
help-page = page
help-ends = first / last
    .short = ends
help-panel = another panel or field
    .short = panel, field
help-tab = previous / next tab
    .short = another tab
help-period = previous / next period
    .short = another period
help-views = change view
    .short = views
goto-products = articles
goto-replenish = refill
goto-bought-once = bought once
toast-copied-rows =
    { $n ->
        [one] One row copied, with its headings.
       *[other] { INT($n) } rows copied, with their headings.
    }
