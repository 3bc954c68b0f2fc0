# Calling down a list, one by one.
calls-title-today = Today’s calls
calls-title-list = Calls: { $what }
calls-progress = { INT($done) } of { INT($all) } done
calls-sold = { $n ->
    [one] 1 sale { $amount }
   *[other] { INT($n) } sales { $amount }
  }
calls-interested = { $n ->
    [one] 1 interested
   *[other] { INT($n) } interested
  }
calls-arrivals = { $n ->
    [one] + 1 new
   *[other] + { INT($n) } new
  }
calls-goal = goal { INT($n) }/{ INT($goal) }
calls-queue = Queue { INT($n) }
calls-column-customer = Customer
calls-column-why = Why
calls-empty = There is nobody on this list.
calls-tag-promised = prom.
calls-tag-overdue = overdue
calls-tag-due-by-rhythm = due
calls-tag-at-risk = risk
calls-tag-bought-once = once
calls-tag-winback = winback
calls-tag-offer-expiring = offer
calls-tag-prospect = prosp.
calls-why-prospect = prospect; like the best { $lift }: { $what }
calls-call = CALL
calls-why = WHY NOW
calls-last = LAST
calls-promise = PROMISED
calls-value = VALUE
calls-mind = MIND
calls-why-list = is on this list
calls-best-hour = best { $from }–{ $to } h
calls-quote = “{ $text }”
calls-year = { $amount }/12 m
calls-clv = CLV { $amount }
calls-orders = { $n ->
    [one] 1 order
   *[other] { INT($n) } orders
  }
calls-never = never call again
calls-no-phone = no phone that works
calls-wrong-phone = { $phones }: wrong
calls-shared = same phone as { $names }
calls-case = complaint open since { $day }: { $text }
calls-bought-since = has bought since the list was made
calls-unanswered = { $n ->
    [one] did not answer last time
   *[other] { INT($n) } calls in a row unanswered
  }
calls-clock = { $time } there · { $may }
calls-may = may be called
calls-may-not = not to be called
calls-may-not-now = not to be called now
calls-closed-early = too early to call
calls-closed-late = too late to call
calls-closed-weekend = weekend: private persons are not called
calls-closed-holiday = holiday: private persons are not called
calls-moved-early = no calls before that
calls-moved-late = no calls that late
calls-moved-weekend = no calls at weekends
calls-moved-holiday = no calls on holidays
calls-bar-objection = objects to being contacted
calls-bar-no-basis = no consent to contact them
calls-bar-do-not-call = never call again
calls-bar-robinson = on a Robinson list
calls-bar-pressure = contacted enough lately
calls-bar-hours = not to be called today
calls-bar-complaint = has a complaint open
calls-bar-unreachable = no way to reach them
calls-barred = No call is written down: { $why }.
calls-offer = Offer
calls-offer-key = o on the next call
calls-offer-none = Nothing to offer with enough certainty.
calls-offer-because = { $n } of { $all } · with { $product }
calls-offer-margin = margin { $share }
calls-how = How did it go?
calls-how-hint = n b m x save at once · u undoes
calls-write-hint = Enter goes on and saves at the end · Ctrl+S now · Esc clears
calls-reason-hint = a digit saves it · Esc clears
calls-sure-hint = Enter confirms · Esc leaves it
calls-key-no-answer = No answer
calls-key-busy = Busy
calls-key-message = Message
calls-key-wrong-number = Wrong number
calls-key-interested = Interested
calls-key-sale = Sale
calls-key-postpone = Postpone
calls-key-refused = Refused
calls-key-fault = Fault
calls-key-never = Never again
calls-f-why = Why now
calls-f-note = Note
calls-f-amount = Amount
calls-f-next = Next
calls-f-reason = Reason
calls-kept = What was written is kept: an outcome key opens it.
calls-why-missing = Say why the call is made outside the hours of calls.
calls-reason-missing = The reason is missing: one digit.
calls-amount-none = The amount has to be above zero.
calls-override-note = [Outside hours: { $why }]
calls-sure = Nobody will call or write to { $name } again, from any list. Enter confirms, Esc leaves it.
calls-templates = pr=Asks for a price of|ll=Call later|nd=Not the one who decides; ask for|cat=Send the catalogue|vis=Wants a visit
calls-key-page = page
calls-key-queue = queue
calls-w-order = Order
calls-w-order-text = That of the list when it was begun; nothing moves while calls are made. Who comes later waits in the counter, and “+” puts them at the end.
calls-w-done = Done
calls-w-done-text = { INT($done) } of { INT($all) }: customers with a contact since the list was begun.
calls-w-outcomes = Outcomes
calls-w-passed = Passed over
calls-w-hours = Hours
calls-w-hours-text = Private persons from { $from } to { $until }, by the clock of { $zone }; not at weekends, not on holidays.
calls-w-hours-business = A business: no legal hours.
calls-w-pressure = Contacts
calls-w-pressure-text = { INT($n) } of { INT($most) } at most within { INT($days) } days, over all lists and campaigns.
refusal-price = Price
refusal-no-need = Does not need it
refusal-competitor = Buys elsewhere
refusal-service = Not content with us
refusal-not-now = Not now
refusal-other = Other
case-resolve-title = Complaint of { $name }
case-resolve-label = How it was settled
case-resolve-empty = Say how it was settled.
case-none = There is no complaint open.
form-calls = Settings of calls
form-calls-order = before “from”
form-calls-zone = like Europe/Madrid
form-f-calls-from = Calls from
form-f-calls-until = Until
form-f-calls-zone = Time zone here
form-f-calls-goal = Contacts a day (goal)
form-f-calls-pressure = At most, contacts
form-f-calls-pressure-days = Within these days
form-f-calls-cooldown = After a refusal, days of peace
form-f-calls-attempts = Calls in a row unanswered
form-f-calls-rest = After them, days of peace
inbound-title = Who is calling?
inbound-who = Phone or name
inbound-how = Found while you type; Enter writes the contact down.
inbound-none = Nobody with that. Enter makes a new customer.
stats-title = Calls
stats-span = last 13 weeks
stats-by-day = By day
stats-by-week = By week
stats-by-seller = By person
stats-week = week of { $day }
stats-nobody = no name
stats-none = Nobody has been called yet.
stats-pace = /hour
stats-total = Total: { $dials } calls · { $contacts } answered ({ $share }) · { $orders } orders · { $money } · kept { $kept }
stats-w-calls = Calls
stats-w-calls-text = Contacts by phone that we began; answered, those in which somebody was spoken to.
stats-w-orders = Orders
stats-w-orders-text = Purchases of the day on which the customer was called with a sale, and their money.
stats-w-pace = An hour
stats-w-pace-text = Calls by the hours from the first to the last of each person and day.
stats-w-kept = Kept
stats-w-kept-text = Follow-ups that were due in the span, and those with a contact that day or the next at the latest.
