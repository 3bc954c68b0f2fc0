# A customer's page, and the forms.
page-customers = Customers
page-overview = Overview
page-purchases = Purchases
page-contacts = Contacts
page-notes = Notes
page-history = History
page-place = { $turn ->
    [1] { $at } of { $all } (↑↓ prev/next)
   *[other] { $at } of { $all }
}
page-wait = …
page-gone = This customer is no longer there. Esc goes back to the list.

page-identity = Identity
page-value = Value
page-rhythm = Buying rhythm
page-products = Products bought most
page-activity = Recent activity
page-winback = Win-back
page-open-hint = Tab: choose · Enter: open
page-explain-hint = { $key } where from?

page-stage = Stage

page-no-labels = no labels
page-archived = Archived: left out of the lists
page-do-not-call = Do not contact, since { $day }
page-seasonal-since = Seasonal since { $day }
page-since = Customer since { $day }
page-since-never = No starting date
page-age = { $years ->
    [0] { $months } mo
   *[other] { $years } y { $months } mo
}
page-active = active
page-inactive = inactive
page-not-yet = has not bought yet
page-mobile = mobile
page-i-contact = Contact
page-i-phone = Phone
page-i-email = E-mail
page-i-place = Address
page-i-next = Next contact
page-i-consent = Consent
page-i-owner = Owner
page-i-person = Profile
page-i-code = Code
page-no-next = no next contact
page-consent-unknown = not asked

page-v-revenue = Spent 12 mo
page-v-orders = Orders 12 mo
page-v-total = Spent in all
page-v-first = First
page-v-last = Last
page-mean = mean { $amount }
page-orders-all = { $n ->
    [one] { INT($n) } order
   *[other] { INT($n) } orders
}
page-none-before = nothing before
page-never-bought = No purchases yet.
page-every = every { $days } d
page-last-ago = { $ago ->
    [today] last one today
   *[other] last one { $ago } ago
}
page-ago = { $ago ->
    [today] today
   *[other] { $ago } ago
}
page-due-on = due on { $day }
page-due-since = was due on { $day }
page-lost-since = since { $day }
page-lost-on = Would be lost on { $day }
page-lost-gap = after { $days } d without buying
page-no-rhythm = No rhythm without purchases.
page-months = Spent by month
page-months-short = 12 mo
page-months-most = top { $amount }
page-product-orders = { $n ->
    [one] { INT($n) } order
   *[other] { INT($n) } orders
}
page-no-products = No product lines yet.
page-no-activity = Nothing yet: c logs a contact, p a purchase.
page-mark-contact = T
page-document = Doc. { $number }

page-unverified = Not checked yet: v checks it
page-verified = checked { $day }
page-verified-by = by { $author }
page-no-reason = No reason yet: r writes it down
page-definitive = Given up on { $day }
page-back-on = Expected back on { $day }
page-attempts = { $n ->
    [0] No attempts yet
    [one] 1 attempt
   *[other] { INT($n) } attempts
}
page-won-back = Won back on { $day } with { $amount }, after a contact of ours
page-came-back = Came back unasked on { $day } with { $amount }

page-void = voided
page-credit = credit
page-reversed = returned
page-imported = It comes from a file: it cannot be edited here, but it can be voided.
page-voided-first = It is voided: make it valid again before editing it.
page-purchases-year = Purchases of the last 12 months: { $n }
page-purchases-sums = total { $total } · 12 mo { $year }
page-purchases-year-sum = 12 mo { $year } · Esc: all
page-no-purchases = No purchases yet. Press p to add the first one.
page-no-purchases-year = No purchases in the last 12 months. Esc shows them all; p adds one.
page-no-contacts = No contacts logged yet. Press c to log the first one.
page-no-notes = No notes yet. Press N to write the first one.
page-no-history = Nothing has been changed about this customer since they came in. Press e to edit.
page-next-is = next: { $next }
page-c-date = Date
page-c-number = Document
page-c-lines = Lines
page-c-items = Items
page-c-amount = Amount
page-c-seller = Rep
page-c-when = When
page-c-how = How
page-c-outcome = Outcome
page-c-note = Note
page-c-author = Who
page-c-next = Next
page-c-text = Text
page-c-what = Change
page-c-state = State
page-c-product = Product
page-c-quantity = Quantity
page-c-price = Price
page-c-discount = Disc.
page-undone = undone
page-change = Change
page-note-of = Note by { $author }
page-contact-with = Contact with { $name }
page-document-total = Total { $amount }
page-lines = { $n ->
    [one] 1 line
   *[other] { INT($n) } lines
}
page-discounts = discounts { $amount }
page-no-lines = Only the total is known, no lines.
page-adjustment = Document adjustment
page-reversed-on = on { $day }, by a credit note
page-d-channel = Channel
page-d-seller = Rep
page-d-reverses = Credit for
page-d-reversed = Returned
page-d-source = Comes from
page-d-note = Note

page-copy = Copy
page-copied = Copied: { $value }
page-void-title = Void purchase
page-void-ask = Void document { $number }, of { $amount }?
page-void-ask-more = It stops counting in every figure. It can be undone.
page-void-yes = Void
page-unvoid-title = Voided purchase
page-unvoid-ask = Make document { $number }, of { $amount }, valid again?
page-unvoid-ask-more = It counts in every figure again. It can be undone.
page-unvoid-yes = Make valid
page-dnc-title = Do not contact
page-dnc-ask = Never contact { $name } again?
page-dnc-more = Leaves Today and every queue, by every channel. It can be undone.
page-dnc-yes = Do not contact
page-may-call-title = Contact again
page-may-call-ask = May { $name } be contacted again?
page-may-call-more = Only if the customer has asked for it.
page-may-call-yes = Yes, allow it
page-seasonal-title = Seasonal customer
page-seasonal-ask = Mark { $name } as a seasonal customer from today?
page-seasonal-more = Counts as lost only after { $days } days without buying.
page-seasonal-proposed = Their purchases suggest it: nearly all in { $months }.
page-seasonal-unproposed = Their purchases alone do not suggest it.
page-seasonal-yes = Mark
page-not-seasonal-title = Seasonal customer
page-not-seasonal-ask = Take the seasonal mark off { $name }?
page-not-seasonal-more = Their limit follows their own rhythm again, not { $days } days.
page-not-seasonal-yes = Take off

page-direction-outbound = we did
page-direction-inbound = the customer

page-w-value = Value
page-w-formula = Formula
page-w-period = Period
page-w-from-to = { $from } to { $to }
page-w-before = Year before
page-w-change = Change
page-w-excluded = Left out
page-w-rows = Rows
page-w-mean = Mean
page-w-inputs = Inputs
page-w-states = States
page-w-lost = Loss
page-w-lost-day = Date
page-w-checked = Checked
page-w-recovered = Return
page-w-sum = Sum
page-w-documents = { $n ->
    [one] 1 purchase
   *[other] { INT($n) } purchases
}
page-w-revenue-formula = Sum of the net amount of the documents; credit notes are taken off on their day.
page-w-void-excluded = Voided documents.
page-w-orders-formula = Purchase documents of the period.
page-w-mean-formula = Spent in the period, divided by its purchases.
page-w-orders-excluded = Voided ones, credit notes, and purchases returned in full.
page-w-gap-value = { $days } days between purchases
page-w-gap-formula = (days from first to last purchase + { $prior }) ÷ number of purchase days. The { $prior } are one imagined gap, so that few purchases do not mislead.
page-w-gap-inputs = { $n ->
    [one] 1 purchase day
   *[other] { INT($n) } purchase days
}
page-w-states-formula = Due once a gap has passed since the last one; late after one and a half; at risk after two.
page-w-lost-formula = After { $days } days without buying: { $times } gaps, not under { $least } nor over { $most } days.
page-w-lost-seasonal = Seasonal: after { $days } days without buying.
page-w-months-formula = Net amount of each calendar month; the last one up to today.
page-w-recovered-formula = A valid purchase after being lost; ours if it comes within 90 days of a contact.
page-w-product-formula = Documents the product stands in, and the net amount of its lines since the beginning.
page-w-activity-formula = The last five purchases and the last five contacts, by date.

page-field-code = Code
page-field-fax = Fax
page-field-archived = Archived
page-field-robinson = On a Robinson list since
page-field-do-not-call = Do not contact since
page-field-seasonal = Seasonal since
page-field-next-day = Next contact
page-field-next-minute = Time of contact
page-field-origin = Source
page-field-consent-phone = Consent to phone
page-field-consent-email = Consent to e-mail
page-field-consent-sms = Consent to SMS
page-field-consent-post = Consent to letters
page-field-finding = Finding
page-field-verified-on = Verified on
page-field-verified-by = Verified by
page-field-finding-note = When verified
page-field-reason = Reason
page-field-detail = Detail
page-field-back-on = Back on
page-field-definitive-on = Given up on
page-value-flag-0 = no
page-value-flag-1 = yes
page-value-consent-0 = not asked
page-value-consent-1 = yes
page-value-consent-2 = no
page-field-amount = Amount
page-field-status = State
page-field-channel = Channel
page-field-direction = Direction
page-field-outcome = Outcome
page-field-at = Moment
page-field-author = Who

form-customer-new = New customer
form-customer-edit = Edit customer
form-purchase-new = Add purchase
form-purchase-edit = Edit purchase
form-contact-new = Log contact
form-contact-edit = Edit contact
form-note-new = New note
form-note-edit = Edit note
form-agenda = Next contact
form-agenda-many = { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
}
form-f-name = Name
form-f-contact = Contact
form-f-company = Company
form-f-tax-id = Tax id
form-f-phone = Phone
form-f-mobile = Mobile
form-f-email = E-mail
form-f-address = Address
form-f-city = Town
form-f-postal-code = Postal code
form-f-region = Region
form-f-country = Country
form-f-zone = Zone
form-f-birth-year = Born
form-f-income = Income
form-f-occasion = Occasion
form-f-benefit = Looks for
form-f-owner = Owner
form-f-source = Source
form-f-labels = Labels
form-f-since = Customer since
form-f-next = Next contact
form-f-next-note = What about
form-f-consents = May contact by
form-f-day = Date
form-f-time = Time
form-f-total = Total
form-f-number = Number
form-f-way = Channel
form-f-seller = Rep
form-f-remark = Note
form-f-text = Text
form-f-said = Note
form-f-channel = Channel
form-f-direction = Who began it
form-f-outcome = Outcome
form-f-product = Product { $n }
form-f-quantity = { "  " }Quantity { $n }
form-f-price = { "  " }Price { $n }
form-f-discount = { "  " }Discount { $n } %
form-consent-phone = phone
form-consent-email = e-mail
form-consent-sms = sms
form-consent-post = post
form-optional = optional
form-hint-list = Space: list
form-hint-choose = ←→ choose
form-hint-labels = name or letter, comma
form-hint-no-labels = no labels yet
form-hint-next = +3d, mon 10, - none
form-hint-next-note = what to talk about
form-hint-since = today, 15 mar, 3/4
form-hint-total = or fill in the lines
form-hint-number = empty: automatic
form-hint-lines = if you know the detail
form-required = this is needed
form-look-over = Something is missing or not understood: it is marked with “!”.
form-similar = May be the same:
form-similar-how = { $more ->
    [0] Tab here and Enter: open that one · otherwise a new one is made
    [one] Tab here and Enter: open that one (1 more) · otherwise a new one is made
   *[other] Tab here and Enter: open that one ({ $more } more) · otherwise a new one is made
}
form-restored = What was left unsaved is back. “Cancel” throws it away.
form-kept = Kept as a draft: open this form again and it is as you left it.
form-bad-number = not a number
form-bad-decimals = too many decimals
form-bad-large = number too large
form-bad-price = cannot be negative
form-bad-discount = between 0 and 100
form-bad-phone = not a phone number
form-phone-short = { $n ->
    [one] 1 digit missing
   *[other] { $n } digits missing
}
form-bad-email = not an e-mail address
form-bad-date = date not understood
form-no-such-day = { $month } has { $last } days
form-no-such-month = there is no month { $month }
form-bad-time = no such time: “{ $text }”
form-past = { $day } is past
form-too-far = too far away
form-not-yet = not here yet
form-bad-year = not a likely year
form-age = { $n ->
    [one] 1 year old
   *[other] { $n } years old
}
form-next-none = → no next contact
form-echo-never = → “do not contact”
form-total-sum = → lines: { $sum }
form-total-differs = the lines add to { $sum }
form-total-credit = → credit of { $sum }
page-v-rfm = RFM
page-v-pareto = Pareto
page-v-place = no. { $rank } of { $all }
page-v-clv = Future value
page-v-range = { $low }–{ $high }
page-clv-lost = no forecast: lost
page-clv-none = no figure: few repeat buyers
page-clv-none-brief = no figure yet
page-class-high-yield = high yield
page-class-high-potential = high potential
page-class-steady = steady
page-class-below-zero = below zero
page-next-title = Next purchase
page-next-expected = next one by { $day } ({ $chance })
page-next-unexpected = no other purchase expected
page-offers = What to offer
page-offer-right = group: { $group }
page-offer-everybody = everybody
page-offer-product = Product
page-offer-with = { $product } (with { $because })
page-offer-of = buy
page-offer-count = { $n } of { $all }
page-offer-lift = lift
page-offer-group = group
page-offer-margin = margin
page-offer-do-not-call = They are not to be called, so nothing can be offered.
page-once = Bought once and not back
page-once-no-reason = no reason noted (“r”)
page-w-rfm-formula = Recency, frequency and money from 1 to 5 among all who buy in the period of the settings: 1 + ⌊5 · worse / customers⌋; equals share a score. Fixed cut-offs with fewer than 25 customers.
page-w-rfm-days = Purchase days
page-w-rfm-money = Revenue
page-w-pareto-formula = By revenue of the period, from high to low: A while those before are under 80 %, B up to 95 %, C the rest.
page-w-clv-formula = Purchases expected each month × expected spend × margin, discounted at 1 % a month, up to the horizon of the settings (36 months).
page-w-range = Range
page-w-range-text = from { $low } to { $high }, four times out of five
page-w-alive = Still a customer
page-w-expected = Purchase days in a year
page-w-spend = Spend a purchase day
page-w-cost = Serving them costs (12 m)
page-w-next-formula = If they still are a customer, the day by which a purchase is as likely as not (median of the model), and the chance that they buy by then.
page-w-none-26 = No purchase in 26 weeks
page-w-offer = Why
page-w-offer-rule = { $n } of { $all } who buy { $because } buy { $product }; lift { $lift }.
page-w-offer-formula = Baskets of the customers over twelve months. Confidence = n(AB)/n(A). Lift = n(AB)·N/(n(A)·n(B)); above 1 is more than by chance. With 5 customers in common or more, and significant at 5 % (Fisher).
page-w-confidence = Confidence
page-w-offer-group = { $n } of { $all } of the group buy it
page-w-offer-excluded = What they ever bought, and what is discontinued.
