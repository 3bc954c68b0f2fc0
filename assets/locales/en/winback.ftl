# Win-back: the queue of the lost, why they left, who came back.
winback-reading = Reading the portfolio…
winback-tab-queue = Queue
winback-tab-reasons = Causes
winback-tab-returned = Returned
winback-filter = Filter
winback-filter-unclear = the filter is not clear
winback-of = { INT($n) } of { INT($all) }
winback-only = only { $state } · Esc shows all
winback-marked = { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  }
winback-marks = { $n ->
    [one] 1 marked
   *[other] { INT($n) } marked
  }{ $hidden ->
    [0] {""}
   *[other] {" "}({ INT($hidden) } outside the filter)
  } · v, a and t act on all of them
winback-situation = Where they stand
winback-situation-right = customers · { $currency }/yr
winback-states-unverified = To verify
winback-states-verified = Verified
winback-states-explained = Explained
winback-states-definitive = Given up
winback-states-dormant = Sleeping
winback-code-unverified = ?
winback-code-verified = V
winback-code-explained = E
winback-code-definitive = D
winback-code-dormant = Z
winback-legend = ? to verify  V verified  E explained  D given up  Z sleeping
winback-legend-short = ? to verify V verified E explained D given up Z sleeping
winback-figure-open = In the queue
winback-figure-total = Lost in all
winback-figure-recovered = Back within 90 d
winback-rate = { INT($won) } of { INT($contacted) } contacted: { $share }
winback-rate-short = { $share }
winback-why = Why they left
winback-answered = { INT($n) } with a reason
winback-answered-of = { INT($n) } of { INT($all) } lost with a reason
winback-no-reasons = No reason has been noted yet. “r” notes that of the customer under the cursor.
winback-queue = Queue
winback-queue-all = All lost customers
winback-order = by money at stake ↓
winback-at-stake = at stake { $money }/yr
winback-empty = Nobody is lost: everybody buys in their own rhythm. The limits of “lost” are under “e” in Lifecycle (3).
winback-empty-state = Nobody stands here. Esc goes back to the queue.
winback-none-found = Nobody in the queue matches the filter. Esc clears it.
winback-column-customer = Customer
winback-column-silence = Silent
winback-column-stake = { $currency }/yr
winback-column-reason = Reason
winback-column-attempts = Try
winback-column-next = Next
winback-column-state = State
winback-column-side = Whose
winback-column-heads = Heads
winback-column-back = Came back
winback-column-amount = Bought { $currency }
winback-column-how = How
winback-short-price = Price
winback-short-quality = Quality
winback-short-delay = Delays
winback-short-service = Service
winback-short-stock = No stock
winback-short-error = Our mistake
winback-short-competitor-price = Cheaper
winback-short-competitor-offer = Better offer
winback-short-competitor-nearer = Nearer
winback-short-closed-down = Closed
winback-short-moved = Moved
winback-short-no-need = No need
winback-short-unknown = Not known
winback-foot-rule = “Lost”: silent for { $k }× their rhythm, { INT($lo) } to { INT($hi) } days (Lifecycle › Rules)
winback-foot-rule-short = “Lost”: { $k }× their rhythm, { INT($lo) }–{ INT($hi) } d
winback-foot-states = { $unverified } to verify · { $verified } verified · { $explained } explained · { $definitive } given up · { $dormant } sleeping = { $all }
winback-detail = Customer
winback-worth = { $years ->
    [0] { $money }/yr
   *[other] { $money }/yr · customer { INT($years) } yr
  }
winback-last = Last bought { $day } ({ $days })
winback-rhythm = Every { INT($gap) } d; silent { INT($silence) } d: { $times }×
winback-not-verified = Not verified (v)
winback-verified = { $known ->
    [0] { $finding }, seen { $day }
   *[other] { $finding }, seen { $day } by { $who }
  }
winback-quote = “{ $text }”
winback-label-worth = Worth
winback-label-reason = Reason
winback-label-attempts = Tries
winback-label-next = Next
winback-label-phone = Phone
winback-no-reason = not noted (r)
winback-back-about = May be back around { $day }
winback-definitive-on = given up on { $day }
winback-attempts = { $n ->
    [0] No attempts since the loss
    [one] 1 attempt since the loss
   *[other] { INT($n) } attempts since the loss
  }
winback-no-attempts = none since the loss
winback-no-next = nothing planned (a)
winback-no-phone-short = not noted
winback-no-phone = This customer has no phone noted.
winback-consent = consent: call { $phone } · e-mail { $email }
winback-never = Do not contact, since { $day }
winback-sides = Whose doing it was
winback-side-ours = Ours
winback-side-ours-note = can be mended
winback-side-competitor = A competitor’s
winback-side-competitor-note = somebody else has them
winback-side-external = Nobody’s
winback-side-external-note = closed, moved…
winback-side-unknown = Not known
winback-side-unknown-note = asked, still not known
winback-side-code-ours = ours
winback-side-code-competitor = comp
winback-side-code-external = ext
winback-side-code-unknown = —
winback-returned = Came back within the last 90 days
winback-returned-right = { $money } with the first purchase
winback-none-returned = Nobody who was lost has bought again within the last 90 days. They appear here by themselves when the purchase arrives.
winback-how-contact = after a contact
winback-how-alone = by themselves
winback-list-recovered = Came back within the last 90 days
winback-list-reason = Lost for: { $reason }
winback-verify-title = What happened to { $name }?
winback-verify-ask = Look at the page or call; then choose.
winback-verify-truly-lost = Stays in the queue. Next: the reason (r) and a contact (c).
winback-verify-duplicate = No longer “to verify”: buys under the other record.
winback-verify-seasonal = Marked as seasonal and measured by the seasonal limit.
winback-verify-closed = No longer “to verify”. The reason (r) says closed or moved.
winback-verify-other-name = No longer “to verify”: buys under another name or tax id.
winback-verify-note = Note (optional)
winback-reason-title = Why { $name } left
winback-reason-title-definitive = Before giving up: why { $name } left
winback-detail-ours = What went wrong:
winback-detail-competitor = Which competitor:
winback-detail-external = Detail:
winback-detail-unknown = What they said:
winback-detail-optional = optional; Enter goes on
winback-loss-temporary = For a time
winback-loss-temporary-note = may come back
winback-loss-definitive = For good
winback-loss-definitive-note = leaves the queue
winback-back-on = May be back around:
winback-back-on-optional = optional: 15 mar, +60d, mon…  Enter saves
winback-back-on-past = that date has passed
winback-back-on-unclear = not a date: 15 mar, +60d, mon…
winback-definitive-title = Give up { $name } for good?
winback-definitive-text = Reason noted: { $reason }. They leave the queue and today’s list; if they buy, they are back by themselves.
winback-definitive-yes = Give up
winback-reopen-title = Try { $name } again?
winback-reopen-text = Back in the queue with reason and attempts.
winback-reopen-yes = Back in the queue
winback-do-not-call-title = Never contact { $name } again?
winback-do-not-call-text = They stand in no list of contacts until this mark is taken away.
winback-do-not-call-yes = Never contact
winback-may-call-title = May { $name } be contacted again?
winback-may-call-text = They are marked “do not contact”. Without the mark they stand in the lists again.
winback-may-call-yes = Take the mark away
winback-explain-formula = How it counts
winback-explain-formula-unverified = Lost customers nobody has looked at yet.
winback-explain-formula-verified = Lost customers a person has looked at: truly lost.
winback-explain-formula-explained = Customers lost by the rule with an explanation: duplicates, seasonal, closed or under another name.
winback-explain-formula-definitive = Lost customers given up, with their reason.
winback-explain-formula-dormant = Lost customers left alone until a day; then they are in the queue again.
winback-explain-formula-open = All lost customers but those given up.
winback-explain-formula-total = Everybody in the stage “lost”.
winback-explain-formula-recovered = Customers who were lost and bought again. The purchase takes them out of the queue by itself.
winback-explain-formula-reason = Lost customers with this reason noted.
winback-explain-lost = Lost
winback-explain-lost-text = No purchase for more than { $k } times their mean gap, never before { INT($lo) } days and always after { INT($hi) }.
winback-explain-money = Money
winback-explain-money-text = Net sales of the 12 months up to their last purchase.
winback-explain-rate = Won back
winback-explain-rate-text = { INT($won) } after a contact, of { INT($contacted) } contacted ({ INT($attempts) } attempts in 90 d)
winback-explain-period = Period
winback-explain-as-of = as of { $day }
winback-explain-days = from { $first } to { $last }
winback-explain-left-out = Left out
winback-explain-left-out-text = archived customers and voided purchases
winback-explain-result = Rows
winback-explain-result-text = { INT($n) } customers · { $money }
winback-tab-actions = Actions
winback-actions = Corrective actions
winback-actions-right = { INT($n) } open
winback-actions-hint = n new · d done · Enter: who was lost · w: how it is worked out
winback-actions-none = There is no action yet. “n” writes down what is done about a reason, by whom and by when; once it is done, the losses for that reason before and after are compared.
winback-c-action = Action
winback-c-owner = Who
winback-c-due = Due
winback-c-done = Done
winback-c-before = Before
winback-c-after = After
winback-action-formula = Lost for the reason in a year, of the customers active at the beginning: losses × 365 ÷ (active × days). Before: the year until it was done (or until today); after: since then, once 90 days are over. Who came back counts as active.
winback-action-rate-text = { $rate } a year: { $n } of { $active } active in { INT($days) } days
winback-action-soon = Told 90 days after it is done.
winback-key-action = new action
winback-key-done = done
winback-key-lost = lost
form-action = New corrective action
form-action-edit = Corrective action
form-f-loss-reason = Reason it mends
form-f-what = What is done
form-f-due = By when
winback-after = Won back in 2 years: { $won } · bought again { $second } · lost again within 180 d { $again } (n { $due })
winback-cost = { $attempts } attempts in 2 years: { $cost } of work + { $given } given away · { $each } each won back
winback-precision = Of { $all } looked at, { $truly } were really lost: right { $rate } of the time
winback-proposal = They return by themselves: with k = { $k }, { $spared } of { $alarms } would not be called lost · e
winback-key-limits = limits
winback-propose-title = Lost at k = { $then } instead of { $now }?
winback-propose-text = { $alarms } customers came back in 90 days without a call. At { $then } times their rhythm, { $spared } of them would not have been called lost; those really lost are seen somewhat later. u takes it back.
winback-propose-yes = Change
