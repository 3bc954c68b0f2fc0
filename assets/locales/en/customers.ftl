# Customers: the list, the filter, the preview and the labels.

customers-title = Customers { $count }
customers-title-waiting = Customers …
customers-count = { $shown } of { $all }
customers-count-all = { $n ->
    [one] 1 customer
   *[other] { $all } customers
}
customers-sorted = order: { $by } { $arrow }
customers-sorted-given = order: that of the list
customers-position = { $at } of { $all } · { $share }
customers-column-name = Name
customers-column-stage = Stage
customers-column-labels = Labels
customers-column-last = Last
customers-column-revenue = 12 m { $currency }
customers-column-next = Next
customers-column-phone = Phone
customers-sort-title = Order by
customers-sort-name = name
customers-sort-stage = stage
customers-sort-last = last purchase
customers-sort-revenue = revenue of 12 months
customers-sort-total = revenue of all time
customers-sort-orders = number of orders
customers-sort-contact = last contact
customers-sort-next = next contact
customers-sort-stake = money at stake
customers-sort-due = next purchase expected
customers-sort-age = age
customers-sort-rfm = RFM
customers-sort-pareto = Pareto class
customers-sort-p-alive = probability to go on
customers-sort-clv = value to come
customers-sort-silence = days without buying
customers-sort-given = its own order
customers-archived = archived
customers-do-not-call = do not contact

customers-marked = { $n ->
    [one] ● 1 marked: { $keys } act on it
   *[other] ● { $count } marked: { $keys } act on all { $count }
}
customers-marked-hidden = { $n ->
    [one] ● 1 marked: { $keys } act on it · the filter hides it
   *[other] ● { $count } marked: { $keys } act on all { $count } · { $hidden } not in sight
}
customers-range = ● Stretch from “{ $name }”: move the cursor and press V again. Esc drops it.
customers-scope-leave = Esc back to all

customers-waiting = Reading the portfolio…
customers-nobody = There is no customer in this portfolio yet.
customers-nobody-new = add the first one
customers-nobody-import = import a file
customers-scope-empty = No customer in “{ $heading }”.
customers-scope-back = back to all customers
customers-none = { $n ->
    [one] No customer meets the condition.
    [2] No customer meets both conditions.
   *[other] No customer meets all { $n } conditions.
}
customers-none-alone = { $n ->
    [one] 1 customer
   *[other] { $count } customers
}
customers-none-most = ← takes most away
customers-none-drop = { $n ->
    [one] drop “{ $text }”  (1 remains)
   *[other] drop “{ $text }”  ({ $count } remain)
}
customers-none-clear = drop the whole filter

customers-copy-title = Copy from { $name }
customers-copy-phone = phone
customers-copy-mobile = mobile
customers-copy-email = e-mail
customers-copy-name = name
customers-copy-code = code
customers-copy-none = None is noted of this customer: nothing was copied.
customers-copy-nothing = none
customers-copied = Copied: { $text }

customers-archive-title = { $n ->
    [one] Archive 1 customer
   *[other] Archive { $count } customers
}
customers-unarchive-title = { $n ->
    [one] Bring 1 customer back from the archive
   *[other] Bring { $count } customers back from the archive
}
customers-archive-what = They leave the lists; their purchases still count. state:archived finds them.
customers-unarchive-what = They are in all lists again.
customers-archive-do = Archive { $count }
customers-unarchive-do = Bring back { $count }
customers-only-visible = { $n ->
    [one] Only the one in sight
   *[other] Only the { $count } in sight
}
customers-visible = { $count } in sight under the present filter
customers-hidden = { $n ->
    [one] { $count } marked that the filter hides
   *[other] { $count } marked that the filter hides
}
customers-undo-hint = u takes it back (after closing, too).
customers-never-title = Never contact { $name } again
customers-never-title-many = { $n ->
    [one] Never contact 1 customer again
   *[other] Never contact { $count } customers again
}
customers-never-what = Leaves the contact lists; nobody calls again.
customers-never-what-many = They leave the contact lists; nobody calls them again.
customers-never-do = Never contact again
customers-agenda-many = { $n ->
    [one] 1 marked customer
   *[other] { $count } marked customers
}

customers-preview-waiting = …
customers-preview-since = Since
customers-preview-since-value = { $month } ({ $tenure })
customers-preview-tenure-months = { $n } m
customers-preview-tenure-years = { $years } y
customers-preview-tenure-both = { $years } y { $n } m
customers-preview-tenure-days = less than 1 m
customers-preview-never = no purchase yet
customers-preview-zone = Zone
customers-preview-phone = Phone
customers-preview-owner = Owner
customers-preview-revenue = 12 months
customers-preview-clv = To come
customers-preview-orders = Orders
customers-preview-orders-value = { $n } · mean { $mean }
customers-preview-orders-none = none in 12 months
customers-preview-last = Last
customers-preview-last-value = { $day } · { $days } d
customers-preview-last-today = today
customers-preview-rhythm = Buys every
customers-preview-rhythm-value = { $days } d · { $words }
customers-preview-months = By month
customers-preview-next = Next contact
customers-preview-next-none = none planned · a plans it
customers-preview-contact = Last contact
customers-preview-contact-none = none logged · c logs one

customers-explain-title = Where do these columns come from?
customers-explain-list = List
customers-explain-list-text = { $shown } of { $all } customers: { $what }
customers-explain-list-all = everybody not archived
customers-explain-stage = Stage
customers-explain-stage-text = Follows from each customer's purchases as of today and the limits in Lifecycle; nobody types it.
customers-explain-last = Last
customers-explain-last-text = Days since the last valid purchase; voided and fully refunded ones do not count.
customers-explain-revenue = 12 m
customers-explain-revenue-text = Purchases less credit notes, without tax, from { $from } to { $to }. The list adds up to { $total }.

label-picker-title = { $n ->
    [one] Labels of the customer
   *[other] Labels of { $count } customers
}
label-picker-search = find or create:
label-picker-have = { $have } of { $all }
label-picker-create = create “{ $name }”
label-picker-none = There are no labels yet: type a name to create the first.
label-picker-put = put on or off
label-picker-more = put on or off, stay
label-picker-done = close
label-picker-hint = Space puts on or takes off · Enter too, and closes
label-picker-hint-many = Enter puts on or takes off (asks before)
label-add-title = { $n ->
    [one] Put the label “{ $label }” on 1 customer
   *[other] Put the label “{ $label }” on { $count } customers
}
label-remove-title = { $n ->
    [one] Take the label “{ $label }” off 1 customer
   *[other] Take the label “{ $label }” off { $count } customers
}
label-visible = { $count } in sight under the present filter
label-hidden = { $n ->
    [one] { $count } marked that the filter hides
   *[other] { $count } marked that the filter hides
}
label-see-hidden = v shows them
label-hidden-heading = Marked that the filter hides
label-have = { $n ->
    [one] { $count } has it already: no change
   *[other] { $count } have it already: no change
}
label-have-not = { $n ->
    [one] { $count } does not have it: no change
   *[other] { $count } do not have it: no change
}
label-change = { $n ->
    [one] { $count } will change
   *[other] { $count } will change
}
label-do-add = Label { $count }
label-do-remove = Take off { $count }
label-only-visible = { $n ->
    [one] Only the one in sight
   *[other] Only the { $count } in sight
}
label-undo-hint = u takes it back (after closing, too).

label-manager-title = Labels { $count }
label-manager-keys = n new · e edit · Del delete · Shift+↑↓ move · Enter shows customers
label-manager-keys-short = n new · e edit · Del delete
label-manager-empty = There are no labels yet. n makes the first.
label-column-chip = In lists
label-column-name = Name
label-column-code = Code
label-column-colour = Colour
label-column-customers = Customers
label-heading = Label “{ $label }”
label-delete-title = Delete the label “{ $label }”
label-delete-what = { $n ->
    [0] No customer has it.
    [one] 1 customer has it and loses it.
   *[other] { $count } customers have it and lose it.
}
label-delete-do = Delete
label-editor-new = New label
label-editor-edit = Edit the label “{ $label }”
label-editor-name = Name
label-editor-colour = Colour
label-editor-code = Code
label-editor-sample = Looks like
label-editor-code-hint = one or two letters of its own
label-editor-colour-hint = ← → change
label-editor-keys = Tab field · Enter save
label-error-no-name = A name is needed.
label-error-name-taken = There is a label of that name already.
label-error-code-taken = That code belongs to “{ $label }”.
label-error-code-long = Two letters at most.
label-colour-0 = no colour
label-colour-1 = red
label-colour-2 = orange
label-colour-3 = yellow
label-colour-4 = lime
label-colour-5 = green
label-colour-6 = teal
label-colour-7 = sky
label-colour-8 = blue
label-colour-9 = violet
label-colour-10 = fuchsia
label-colour-11 = brown
label-colour-12 = grey
customers-marked-short = { $n ->
    [one] ● 1 marked
   *[other] ● { $count } marked
}
