# Today: who to contact and why.
today-reading = Reading the portfolio…
today-filter = Filter
today-filter-unclear = the filter is not clear
today-of = { INT($n) } of { INT($all) }
today-good-morning = { $known ->
    [0] Good morning.
   *[other] Good morning, { $name }.
  }
today-good-afternoon = { $known ->
    [0] Good afternoon.
   *[other] Good afternoon, { $name }.
  }
today-good-evening = { $known ->
    [0] Good evening.
   *[other] Good evening, { $name }.
  }
today-heading = { $n ->
    [0] Nobody to contact today.
    [one] 1 customer to contact today, { $length }.
   *[other] { INT($n) } customers to contact today, { $length }.
  }
today-heading-brief = { INT($n) } to contact:
today-minutes = about { INT($n) } min
today-hours = about { INT($n) } h
today-queue = For today { INT($n) }
today-order = by urgency
today-nobody = There are no customers yet. In the list of customers (2), “i” imports a file and “n” writes the first.
today-empty = Nobody to contact today: nothing promised, nobody due to buy, nobody to win back. “a” in the list of customers (2) plans a contact.
today-none-found = Nobody on today's list matches the filter. Esc removes it.
today-marked = { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  }
today-column-customer = Customer
today-column-stage = Stage
today-column-why = Why today
today-column-phone = Phone
today-column-stake = { $currency }/year
today-sources = Where they come from
today-total = Total
today-reason-promised = Promised for today
today-reason-overdue = Follow-ups overdue
today-reason-due-by-rhythm = Due to buy (own rhythm)
today-reason-at-risk = At risk (own rhythm)
today-reason-bought-once = Bought once, never back
today-reason-winback = Win back the lost
today-reason-offer-expiring = Offers that run out
today-reason-prospect = Prospects, by likeness
today-reason-promised-brief = { INT($n) } promised
today-reason-overdue-brief = { INT($n) } overdue
today-reason-due-by-rhythm-brief = { INT($n) } due
today-reason-at-risk-brief = { INT($n) } at risk
today-reason-bought-once-brief = { INT($n) } “once”
today-reason-winback-brief = { INT($n) } win-back
today-reason-offer-expiring-brief = { INT($n) } offers
today-reason-prospect-brief = { INT($n) } prosp.
today-why-promised = promised today
today-why-promised-at = promised { $at }
today-why-overdue = overdue { INT($days) } d
today-why-due-by-rhythm = { $days ->
    [0] due to buy today
   *[other] due to buy (+{ INT($days) } d)
  }
today-why-at-risk = at risk (+{ INT($days) } d)
today-why-bought-once = { $days ->
    [0] bought once
   *[other] bought once (+{ INT($days) } d)
  }
today-why-winback = lost { INT($days) } d ago
today-why-winback-now = win back: due today
today-why-offer-expiring = { $days ->
    [0] offer runs out today
    [1] offer runs out tomorrow
   *[other] offer runs out in { INT($days) } d
  }
today-why-prospect = prospect
today-why-prospect-like = prospect, like { $lift }
today-month = The month so far
today-month-revenue = Sales
today-month-contacts = Contacts
today-month-new = New
today-month-recovered = Came back
today-month-lost = Lost
today-tomorrow = Planned for tomorrow
today-copied = Copied: { $text }
today-no-phone = No phone is noted for this customer.
today-excluded-archived = { INT($n) } archived, left out
today-excluded-do-not-call = { INT($n) } do-not-call, left out
today-excluded-definitive = { INT($n) } given up, left out
today-excluded-passive = { INT($n) } passive contact, out
today-excluded-objection = { INT($n) } object to being contacted
today-excluded-no-basis = { INT($n) } without consent
today-excluded-robinson = { INT($n) } on the Robinson list
today-excluded-complaint = { INT($n) } with a complaint open
today-excluded-pressure = { INT($n) } contacted enough lately
today-excluded-hours = { INT($n) } not to be called today
today-excluded-unreachable = { INT($n) } with no way to reach
today-more-brief = { INT($n) } more
today-excluded-all = { INT($n) } left out (w: why)
today-excluded-nobody = nobody
today-explain-title = Today's list
today-explain-rule = Rule
today-explain-rule-text = Each customer stands here once, under the most urgent reason: a contact promised for today; promised and overdue; due to buy by their own rhythm (more than 1 time their mean gap) or at risk (more than 2); bought once and never came back; lost with a step of winning back due; an offer that runs out; and who has not bought yet and may be sought out.
today-explain-order = Order
today-explain-order-text = By urgency of the reason; within it, by the time promised, overdue ones of class A before the others, and by money at stake (sales of the 12 months up to the last purchase). Prospects by likeness. Ties: oldest contact first.
today-explain-likeness = Likeness
today-explain-likeness-text = Of a prospect: how much more frequent what is known of them (activity, zone, income, generation, occasion, benefit, source) is among customers of class A than among all, multiplied; 1 is like anybody.
today-explain-excluded = Left out
today-explain-period = As of
today-explain-period-text = { $day }. Whoever was contacted within the last 14 days is not listed for their rhythm.
today-explain-rows = Rows
today-explain-rows-text = { INT($n) }
today-why-overdue-best = class A, overdue { INT($days) } d
today-why-late-best = class A, late { INT($days) } d
today-overdue-a = ! A, no contact > { INT($days) } d
today-overdue-a-listed = Class A not contacted in time
today-late-a = ! A late to buy
today-key-call = call
