# What the command line answers. Keys of kinds (cli-stage-…) follow the keys of the JSON.

cli-stage-prospect = prospect
cli-stage-new = new
cli-stage-adolescent = adolescent
cli-stage-mature = mature
cli-stage-veteran = veteran
cli-stage-lost = lost
cli-rhythm-on-time = on time
cli-rhythm-due = due
cli-rhythm-late = late
cli-rhythm-at-risk = at risk
cli-rhythm-lost = lost
cli-winback-unverified = to verify
cli-winback-verified = verified
cli-winback-explained = explained
cli-winback-definitive = given up
cli-reason-price = price
cli-reason-quality = quality
cli-reason-delay = delays
cli-reason-service = treatment
cli-reason-stock = out of stock
cli-reason-error = mistakes of ours
cli-reason-competitor-price = a competitor is cheaper
cli-reason-competitor-offer = a competitor offers more
cli-reason-competitor-nearer = a competitor is nearer
cli-reason-closed-down = closed down
cli-reason-moved = moved away
cli-reason-no-need = no longer needs it
cli-reason-unknown = not known
cli-channel-phone = phone
cli-channel-email = e-mail
cli-channel-post = letter
cli-channel-visit = visit
cli-channel-web = web
cli-channel-sms = text message
cli-channel-fax = fax
cli-channel-social = social network
cli-channel-survey = survey
cli-outcome-no-answer = no answer
cli-outcome-busy = busy
cli-outcome-message = message left
cli-outcome-wrong-number = wrong number
cli-outcome-interested = interested
cli-outcome-sale = sale
cli-outcome-postpone = later
cli-outcome-refused = refused
cli-outcome-fault = complaint
cli-outcome-never = never again
cli-status-credit = credit note
cli-status-void = void
cli-status-reversed = taken back

cli-column-id = Id
cli-column-code = Code
cli-column-name = Name
cli-column-stage = Stage
cli-column-rhythm = Rhythm
cli-column-tags = Labels
cli-column-last-purchase = Last purchase
cli-column-orders = Purchases
cli-column-revenue-12m = Revenue 12 m
cli-column-revenue-total = Revenue in all
cli-column-next-contact = Next contact
cli-column-last-contact = Last contact
cli-column-phone = Phone
cli-column-owner = Owner
cli-column-zone = Zone
cli-column-at-stake = At stake
cli-column-winback = Win-back
cli-column-reason = Reason
cli-column-kind = Kind
cli-column-query = Filter
cli-column-rfm = RFM
cli-column-pareto = Pareto
cli-column-clv-horizon = Value to come
cli-column-date = Date
cli-column-number = Number
cli-column-amount = Amount
cli-column-state = State
cli-column-products = Products
cli-column-customers = Customers
cli-column-size = Size
cli-column-why = Why
cli-column-opening = Opening
cli-column-in = In
cli-column-out = Out
cli-column-closing = Closing
cli-column-revenue = Revenue
cli-column-value-closing = Worth a year

cli-list-count =
    { $count ->
        [0] None of { INT($total) }
       *[other] { INT($shown) } of { INT($count) } found, { INT($total) } in all
    }
cli-drafts-none = There are no drafts.
cli-draft-form-customer-new = New customer not saved
cli-draft-form-customer = Customer's details not saved
cli-draft-form-purchase = Purchase not saved
cli-draft-form-contact = Contact not saved
cli-draft-form-note = Note not saved
cli-draft-form-agenda = Next contact not saved
cli-draft-form-label-new = New label not saved
cli-draft-form-label = Label not saved
cli-draft-other = Form not saved
cli-show-title = { $name }  ({ $code }, #{ $id })  { $stage } { $rhythm }
cli-show-company = Company
cli-show-contact = Contact
cli-show-phone = Phone
cli-show-email = E-mail
cli-show-address = Address
cli-show-labels = Labels
cli-show-owner = Owner
cli-show-next = Next contact
cli-show-worth =
    Value: RFM { $rfm } “{ $segment }” · Pareto { $class }, place { $rank } of { $all }
cli-show-outlook =
    Value to come: { $clv } (between { $low } and { $high }) · still a customer with { $alive }
cli-show-no-purchases = No purchases yet.
cli-show-purchases =
    { $orders ->
        [one] One purchase
       *[other] { INT($orders) } purchases
    }, the last { $last }; { $year } in 12 months, { $total } in all

cli-today-promised = promised for { $due }
cli-today-overdue =
    { $days ->
        [one] a day overdue
       *[other] { $days } days overdue
    }
cli-today-due-by-rhythm = due: silent for { $silence } days, usually buys every { $gap }
cli-today-at-risk = at risk: silent for { $silence } days, usually buys every { $gap }
cli-today-bought-once = bought once, { $silence } days ago
cli-today-winback = lost: the next step of winning them back is due
cli-today-offer-expiring = their offer runs out on { $due }
cli-today-prospect = prospect, has not bought yet
cli-today-prospect-like = prospect, like the best { $lift }: { $what }
cli-today-count = { INT($shown) } of { INT($count) } to contact today

cli-report-as-of = As of { $day }
cli-flow-unassigned = credit notes only
cli-flow-anonymous = no customer
cli-verdict-entrants =
    { $state ->
        [bad] Fewer come in than leave: { $part } against { $whole }.
        [good] At least as many come in as leave: { $part } against { $whole }.
       *[none] Nobody came in and nobody left.
    }
cli-verdict-leavers = { $part } left.
cli-verdict-compensation =
    { $state ->
        [bad] Those who come in ({ $part }) do not make up for those who leave ({ $whole }): { $value } of at least { $threshold }.
        [good] Those who come in ({ $part }) make up for those who leave ({ $whole }): { $value } of at least { $threshold }.
       *[none] Nobody left to be made up for.
    }
cli-verdict-new-to-adolescent =
    { $state ->
        [bad] Too few of the new stay a year: { $part } of { $whole }, { $value } of at least { $threshold }.
        [good] Enough of the new stay a year: { $part } of { $whole }, { $value } of at least { $threshold }.
       *[none] Nobody completed a first year.
    }
cli-verdict-adolescent-to-mature =
    { $state ->
        [bad] Too few adolescents become mature: { $part } of { $whole }, { $value } of at least { $threshold }.
        [good] Enough adolescents become mature: { $part } of { $whole }, { $value } of at least { $threshold }.
       *[none] There were no adolescents a year ago.
    }
cli-verdict-ageing =
    { $state ->
        [bad] Too many of the mature decline: { $part } of { $whole }, { $value } of at most { $threshold }.
        [good] Few of the mature decline: { $part } of { $whole }, { $value } of at most { $threshold }.
       *[none] There were no mature customers a year ago.
    }
cli-verdict-mend =
    { $heads ->
        [one] One customer more would mend it ({ $money }).
       *[other] { INT($heads) } customers would mend it ({ $money }).
    }
cli-winback-summary = { INT($detected) } lost by the rule · { INT($verified) } verified · { INT($definitive) } given up · in 90 days { INT($recovered) } came back and { INT($attempts) } attempts were made

cli-init-done = An empty portfolio is ready: { $file }
cli-verify-ok = { $file }: everything is in order.
cli-verify-bad =
    { $count ->
        [one] One thing is not in order.
       *[other] { INT($count) } things are not in order.
    } Keep the file as it is and restore a backup: cartera backups, cartera restore FILE.
cli-backup-done =
    { $customers ->
        [one] Copied and checked: one customer.
       *[other] Copied and checked: { INT($customers) } customers.
    }
cli-backup-daily-failed = The daily backup could not be made: { $what }
cli-restore-done = The backup is in its place.
cli-restore-kept = The portfolio as it was is kept: { $file }
cli-history-undone = (taken back)
cli-undone = Taken back: { $what }
cli-redone = Made again: { $what }
cli-recovered =
    { $count ->
        [one] A lost customer came back.
       *[other] { INT($count) } lost customers came back.
    }
cli-tag-confirm = This changes { INT($count) } customers. Go on? (yes/no)
cli-batch-done =
    { $count ->
        [one] One command done.
       *[other] { INT($count) } commands done.
    }
cli-config-good = { $file }: no mistakes.
cli-config-mistakes =
    { $count ->
        [one] The configuration has a mistake; the default stands in. See: cartera config check
       *[other] The configuration has { $count } mistakes; the defaults stand in. See: cartera config check
    }

cli-error-output = The answer could not be written: { $what }
cli-error-clock = CARTERA_NOW is “{ $text }”; write it as 2026-11-23T10:30.
cli-error-no-home = There is no home folder to keep the portfolio in. Say where: --db FILE
cli-error-no-terminal = The program needs a terminal. Without one, use a command: cartera --help
cli-error-read-only = Nothing was written, as --read-only asked.
cli-error-file = { $file }: { $what }
cli-error-config = { $file } has mistakes:
cli-error-answer = The portfolio did not answer what was asked.
cli-error-currency = “{ $code }” is no currency. Write three letters: EUR, USD, MXN…
cli-error-no-customer = No customer found for “{ $text }”.
cli-error-several = { INT($count) } customers fit “{ $text }”. Say which by code or #id:
cli-error-no-label = There is no label “{ $label }”.
cli-error-label-sign = Write +{ $label } to put the label on, or -{ $label } to take it off.
cli-error-tag-unasked = This would change { INT($count) } customers. Say --yes if that is meant.
cli-error-tag-declined = Nothing was changed.
cli-error-field = There is no field “{ $field }”.
cli-error-field-missing = “{ $field }” is missing.
cli-error-value = “{ $value }” will not do for { $field }.
cli-error-line-first = “{ $field }” belongs to a line: write product=… before it.
cli-error-no-amount = Write amount=… or lines (product=… quantity=… unit_price=…).
cli-error-amounts = amount is { $amount }, but the lines add up to { $lines }.
cli-error-past = { $day } has gone by.
cli-error-nothing-to-undo = There is nothing to take back.
cli-error-nothing-to-redo = There is nothing to make again.
cli-error-on-line = Line { $line }: { $what } The lines before it are done.
cli-error-line = not understood: { $what }.
cli-error-quotes = a quote is not closed.
cli-query-field = There is no field “{ $name }”{ $suggestion ->
        [none] .
       *[other] ; perhaps { $suggestion }.
    }
cli-query-value = “{ $value }” is not one of its values{ $suggestion ->
        [none] .
       *[other] ; perhaps { $suggestion }.
    }
cli-query-number = “{ $value }” is no number.
cli-query-date = “{ $value }” is no date. Write it as 2026-04-03, 3/4, +3d, mon or eom.
cli-query-day = There is no day { $day } in month { $month }.
cli-query-missing = A value is missing after the comparison.
cli-query-compare = Words cannot be greater or less than others.
cli-query-long = The filter is too long or too deep.

cli-error-maps = There are { $maps } maps; write one for all files, or one for each.
cli-import-rows = { INT($rows) } rows
cli-import-left-out = (left out)
cli-import-unasked = { $file } looks like “{ $preset }”. Say --yes to import it so, --preset NAME or --map for something else.
cli-import-question = { $question } Nothing was imported.
cli-import-proposal = { $file } looks like “{ $preset }” ({ $encoding }, decimals { $decimal }, dates { $dates }).
cli-import-counts = { $rows } rows, { $customers } customers, { $purchases } purchases, { $anonymous } lines without a customer, { $rejected } values rejected. Total { $total }.
cli-import-confirm = Import it? (yes/no)
cli-import-refused = { $file }: { INT($count) } values are not right, so nothing was imported. Mend them, or say --on-error skip to import the rest.
cli-import-dry = Only tried: nothing was imported.
cli-import-report =
    { $file } ({ $preset }): { $rows ->
        [one] 1 row
       *[other] { INT($rows) } rows
    }, { $lines ->
        [one] 1 purchase line
       *[other] { INT($lines) } purchase lines
    }
    Customers: { INT($customers_new) } new, { INT($customers_updated) } changed, { INT($customers_unchanged) } unchanged
    Purchases: { INT($purchases_new) } new, { INT($purchases_updated) } changed, { INT($purchases_unchanged) } unchanged; { INT($cancelled) } voided, refunded, credit notes or free
cli-import-report-offers = Offers: { $new } new, { $updated } changed, { $unchanged } the same; { $amount } in all. They are no sales yet.
cli-import-report-anonymous = Without a customer: { $anonymous ->
        [one] 1 line
       *[other] { INT($anonymous) } lines
    }, { $anonymous_amount }
cli-import-report-rejected = Rejected: { $rejected ->
        [one] 1 value
       *[other] { INT($rejected) } values
    }
cli-import-report-equal = Total of the file { $total } = imported { $imported }, to the cent
cli-import-report-total = Total of the file { $total } = imported { $imported }{ $rejected ->
        [0] { "" }
       *[other] { " " }+ rejected { $rejected_amount }
    }{ $refused ->
        [0] { "" }
       *[other] { " " }+ not imported { $refused_amount }
    }
cli-import-say-decimal = Say so with --decimal , or --decimal .
cli-import-say-date-order = Say so with --date-order dmy or --date-order mdy.
cli-import-presets = Presets:
cli-import-fields = Fields that --map knows:
cli-error-screen = The screen could not be used: { $what }
cli-calls-by-day = Day
cli-calls-by-week = Week
cli-calls-by-seller = Who
cli-calls-dials = Calls
cli-calls-contacts = Answered
cli-calls-rate = %
cli-calls-orders = Orders
cli-calls-revenue = Sales
cli-calls-kept = Kept
cli-calls-total = Total
cli-error-robinson-read = { $file } cannot be read: { $why }.
cli-error-robinson-large = { $file } is over 256 MB: no Robinson list is that large.
cli-error-robinson-empty = There is no phone, e-mail or tax id in { $file }.
cli-error-erase-yes = Erasing the data of { $name } cannot be undone. If that is what you want, repeat the command with --yes.
cli-erase-backups = { $count ->
        [one] An earlier backup still has them; if it is restored, they are erased again.
       *[other] { INT($count) } earlier backups still have them; if one is restored, they are erased again.
    }
