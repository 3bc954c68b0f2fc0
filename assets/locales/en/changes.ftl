# Changes made, and why something was not done. Texts with -one are about a single person.

change-add-customer = Customer added: { $name }
change-edit-customer = Details changed: { $name }
change-archive = { INT($n) } customers archived
change-archive-one = Archived: { $name }
change-unarchive = { INT($n) } customers back from the archive
change-unarchive-one = Back from the archive: { $name }
change-next = Next contact with { INT($n) } customers: { $day }
change-next-one = Next contact with { $name }: { $day }
change-next-clear = { INT($n) } customers with no next contact
change-next-clear-one = No next contact: { $name }
change-seasonal = Seasonal: { $name }
change-not-seasonal = No longer seasonal: { $name }
change-do-not-call = Never contact: { $name }
change-may-call = May be contacted again: { $name }
change-tag = Label “{ $label }” put on { INT($n) } customers
change-tag-one = Label “{ $label }” put on { $name }
change-untag = Label “{ $label }” taken off { INT($n) } customers
change-untag-one = Label “{ $label }” taken off { $name }
change-retag = Label “{ $label }” put on and “{ $removed }” taken off { INT($n) } customers
change-retag-one = Label “{ $label }” put on and “{ $removed }” taken off { $name }
change-add-label = New label: “{ $label }”
change-edit-label = Label changed: “{ $label }”
change-delete-label = Label deleted: “{ $label }” ({ $n ->
        [0] nobody had it
        [one] one customer had it
       *[other] { INT($n) } customers had it
    })
change-add-purchase = Purchase { $number } by { $name }: { MONEY($amount, $currency) }
change-add-purchase-anonymous = Purchase { $number } without a customer: { MONEY($amount, $currency) }
change-edit-purchase = Purchase { $number } by { $name } changed
change-edit-purchase-anonymous = Purchase { $number } without a customer changed
change-void-purchase = Purchase { $number } by { $name } voided
change-void-purchase-anonymous = Purchase { $number } without a customer voided
change-unvoid-purchase = Purchase { $number } by { $name } counts again
change-unvoid-purchase-anonymous = Purchase { $number } without a customer counts again
change-log-contact = Contact with { $name } logged
change-call = { $name } · { $outcome ->
    [no_answer] No answer
    [busy] Busy
    [message] Message left
    [wrong_number] Wrong number
    [sale] Sale
    [postpone] Call later
    [refused] Refused
    [fault] Fault
    [never] Never again
   *[interested] Interested
  }{ $when ->
    [day] { "" } → { $day }
    [time] { "" } → { $day } { $at }
   *[none] { "" }
  }
change-wrong-phone = Phone { $phone } of { $name }: wrong
change-right-phone = Phone { $phone } of { $name }: right after all
change-robinson = Robinson list consulted: { $n ->
        [0] nobody of the portfolio is on it
        [one] one customer is on it
       *[other] { INT($n) } customers are on it
    }
change-action-new = Corrective action: { $what }
change-action-edit = Corrective action changed: { $what }
change-action-done = Corrective action done: { $what }
change-action-open = Corrective action open again: { $what }
error-action-empty = Say what is done.
error-unknown-action = There is no action no. { $id }.
change-open-case = Complaint of { $name } written down
change-resolve-case = Complaint of { $name } settled
change-reopen-case = Complaint of { $name } open again
change-edit-contact = Contact with { $name } changed
change-delete-contact = Contact with { $name } deleted
change-add-note = Note about { $name }
change-edit-note = Note about { $name } changed
change-delete-note = Note about { $name } deleted
change-add-statement = { $kind ->
    [benefit] Benefit { $name } seeks
    [file] File of { $name }
   *[fact] Fact about { $name }
}
change-edit-statement = { $kind ->
    [benefit] Benefit { $name } seeks: changed
    [file] File of { $name }: changed
   *[fact] Fact about { $name }: changed
}
change-delete-statement = Fact about { $name } deleted
change-add-field = New field: "{ $field }"
change-edit-field = Field changed: "{ $field }"
change-delete-field = Field deleted: "{ $field }" ({ $n ->
        [0] nobody had it
        [one] one customer had it
       *[other] { INT($n) } customers had it
    })
change-scale = Score "{ $scale }": version { $version }
change-scale-retired = Score "{ $scale }": out of use
change-winback-verify = Loss verified: { $name }
change-winback-unverify = Loss not verified after all: { $name }
change-winback-reason = Reason of the loss noted: { $name }
change-winback-definitive = Given up for good: { $name }
change-winback-reopen = Back in the win-back queue: { $name }
change-lift-plan = Lift plan for { $name }
change-lift-edit = Lift plan of { $name } changed
change-lift-close = Lift plan of { $name } closed
change-lift-reopen = Lift plan of { $name } opened again
change-decide-incentive = Raise the value of { $name }
change-decide-passive = Stop investing in { $name }: passive contact
change-decision-review = Decision about { $name } reviewed
change-decision-reopen = Decision about { $name } opened again
change-rules = Lifecycle limits changed
change-health-rules = Health targets of the flow changed
change-profile-rules = Ages, use and holidays changed
change-setting = Setting changed: { $key }
change-settings = Settings changed
change-import = Imported { $file }: { $customers ->
        [one] 1 customer
       *[other] { INT($customers) } customers
    }, { $purchases ->
        [one] 1 purchase
       *[other] { INT($purchases) } purchases
    }
change-batch = { INT($n) } changes at once

error-name-required = The name is missing.
error-code-taken = Code { $code } belongs to { $name } already. Choose another or leave it empty.
error-unknown-customer = There is no customer no. { $id }. Perhaps adding them was undone.
error-unknown-label = There is no label no. { $id }.
error-unknown-purchase = There is no purchase no. { $id }.
error-unknown-contact = There is no contact no. { $id }.
error-unknown-case = There is no complaint no. { $id }.
error-phone-empty = The phone number is missing.
error-unknown-note = This customer has no note no. { $id }.
error-label-name-required = The label's name is missing.
error-label-name-taken = There is a label “{ $name }” already.
error-label-code-taken = Letter { $code } belongs to “{ $name }” already. Choose another or leave it empty.
error-label-code-long = A label's letter is one or two characters.
error-label-colour = A label's colour is from 1 to 12.
error-next-minute = { $minute } is no minute of the day.
error-contact-future = { $day } is yet to come: log the contact once it was held, or plan it as the next contact.
error-note-empty = The note is empty.
error-statement-empty = The fact is missing.
error-statement-future = { $day } has not come yet: a fact is known since today or before.
error-unknown-statement = There is no fact no. { $id }.
error-field-name = The field's name is missing.
error-field-key = "{ $name }" has no letters or figures: choose another name.
error-field-choices = The values of the list "{ $name }" are missing.
error-field-taken = There is a field "{ $name }" already.
error-unknown-field = There is no own field "{ $field }".
error-field-value = "{ $value }" does not fit the field "{ $field }".
error-scale-name = The score's name is missing.
error-scale-empty = "{ $scale }" does not say yet what scores.
error-unknown-scale = There is no score "{ $scale }".
error-purchase-future = { $day } is more than a year away. Check the date.
error-number-taken = There is a purchase with number { $number } already. Choose another or leave it empty.
error-amount-too-large = The amount is too large.
error-line-product = A line has no product.
error-already-void = Purchase { $number } is void already.
error-not-void = Purchase { $number } is not void.
error-voided-by-source = Purchase { $number } was voided where it came from; mend it there and import again.
error-definitive-needs-reason = Note the reason before giving { $name } up for good.
error-plan-target = The target has to be an amount greater than zero.
error-plan-deadline = The deadline has to be { $day } or later.
error-decision-review = The day of the review is missing.
error-unknown-plan = There is no plan no. { $id }.
error-unknown-decision = There is no decision no. { $id }.
error-setting-value = The value of setting { $key } will not do.
error-currency-fixed = The currency cannot change once there are purchases.

error-open-missing = There is no file { $file }.
error-open-not-a-file = { $file } is not a file.
error-open-empty = { $file } is empty: not a portfolio. It was not touched.
error-open-not-a-portfolio = { $file } is not a portfolio. It was not touched.
error-open-damaged = { $file } is damaged ({ $what }). It was not touched; restore a backup.
error-open-newer = { $file } was made by a newer version of the program ({ $theirs }; this one reads up to { $ours }). Update the program.
error-open-locked = { $file } is in use by another process ({ $pid }). Close it, or open the file for reading only.
error-open-busy = { $file } is in use by another process. Close it, or open the file for reading only.
error-open-network = { $file } is on a network disk ({ $kind }), where data can be damaged. Copy it to a disk of this machine.
error-open-exists = { $file } exists already. It was not touched.
error-open-unwritable = { $file } cannot be used: { $what }
error-open-unsafe = SQLite does not keep the data safe ({ $what }). Nothing was opened.
error-read = The file could not be read: { $detail }
error-stopped = The question was stopped.
error-writer-gone = Nothing can be saved any more: the program closed the file. Leave it and open it again.
error-read-only = Open for reading only.
error-read-only-held = Open for reading only: another process ({ $pid }) is writing.
error-poisoned = The disk failed while saving. Nothing more is written until the file is opened again.
error-bad-copy = The copy did not pass its check ({ $what }) and was not kept.
error-journal = The history of changes cannot be read: { $what }
error-io = { $file }: { $what }
error-damaged = The file is damaged ({ $what }). Restore a backup.
error-busy = Another process is using the file. Try again.
error-disk-full = The disk is full. The change was not saved; make room and repeat it.
error-write-failed = It could not be saved: { $what }

verify-integrity = Damaged file: { $what }
verify-reference = A row points to one that does not exist: { $what }
verify-facts = The figures of customer no. { $id } do not follow from their purchases.
verify-amount = The amount of purchase { $number } is not the sum of its lines.
verify-status = The status of purchase { $number } contradicts itself.
verify-name-key = The alphabetical place of customer no. { $id } is of another version.
verify-next = The next contact of customer no. { $id } has no day.
verify-definitive = Customer no. { $id } was given up for good without a reason.
verify-words = The index of words differs from what was said (entry { $id }).
verify-check = A verified value of customer no. { $id } is of a field that is not verified.
verify-value = An own field of customer no. { $id } has a value it cannot hold.
verify-journal = The history of changes cannot be read: { $what }
change-add-segment = Segment saved: “{ $name }”
change-edit-segment = Segment changed: “{ $name }”
change-rename-segment = Segment with another name: “{ $name }”
change-delete-segment = Segment deleted: “{ $name }”
error-segment-name-required = The segment has no name.
error-segment-name-quote = The name of a segment has no quotes.
error-segment-name-taken = There is a segment “{ $name }” already.
error-segment-gone = That segment is no longer there.
error-segment-query = That filter cannot be read.
error-segment-unreadable = The filter of the segment “{ $name }” cannot be read.
error-segment-empty = A living segment needs a filter.
error-segment-unknown = There is no segment “{ $name }”.
error-segment-cycle = The segment “{ $name }” would hold itself.
error-segment-used = The segment “{ $name }” uses it: change that one first.
change-discontinue = No longer sold: { $name }
change-sell-again = Sold again: { $name }
change-launch = Launched: { $name }
change-not-launched = No longer a launch: { $name }
error-unknown-product = There is no product no. { $id }.
change-bundle = { $author ->
    [none] Brought a bundle
   *[other] Brought in from { $author }
}: { $n ->
        [one] one customer
       *[other] { INT($n) } customers
    }
change-settle = What both wrote about { $name }: chosen
change-offer-new = Offer { $number } of { MONEY($amount, $currency) } to { $name }
change-offer-edit = Offer { $number } to { $name } changed: { MONEY($amount, $currency) }
change-offer-send = Offer { $number } sent to { $name }
change-offer-accept = { $name } accepted { $number }: an order of { MONEY($amount, $currency) }
change-offer-lose = Offer { $number } to { $name } lost
change-offer-invoice = Order of { $name } invoiced: { MONEY($amount, $currency) }
change-offer-reopen = Offer { $number } to { $name } undecided again
change-campaign-begin = Campaign “{ $campaign }” begun
change-campaign-edit = Campaign “{ $campaign }” changed
change-campaign-send = Campaign “{ $campaign }” went out to { $n }
change-campaign-respond = { $name } answered “{ $campaign }”
change-campaign-unrespond = No answer of { $name } to “{ $campaign }”
change-campaign-close = Campaign “{ $campaign }” ended
change-campaign-reopen = Campaign “{ $campaign }” goes on
change-campaign-delete = Campaign “{ $campaign }” deleted
change-handover = { $n } customers handed over to { $owner }
change-handover-one = { $name } handed over to { $owner }
change-winback-dormant = { $name } sleeps until looked at again
error-offer-number-taken = There is an offer { $number } already. Take another number, or none.
error-offer-decided = Offer { $number } is decided. Open it again first.
error-offer-not-won = Offer { $number } is no order. Only what was accepted is invoiced.
error-offer-invoiced = Offer { $number } is invoiced. Void the invoice instead.
error-offer-negative = An offer cannot be below zero.
error-unknown-offer = There is no offer { $id } any more.
error-campaign-nobody = Nobody would be contacted. Choose others, or another channel.
error-campaign-channel = Campaigns go by phone, e-mail or letter.
error-campaign-name = A campaign needs a name.
error-campaign-taken = There is a campaign “{ $campaign }” already.
error-campaign-member = { $name } is not contacted by this campaign.
error-unknown-campaign = There is no campaign { $id } any more.
error-review-past = { $day } is no day to come.
error-script-place = The script names { $place }, which nothing is known of.
error-write-file = { $file } cannot be written: { $what }
error-bundle-content = The bundle holds a { $what } that cannot be. Nothing was brought in.
error-unknown-conflict = There is no field to choose with the number { $id }.
change-merge = { $other } and { $name } are one customer now: { $name }
change-unmerge = { $other } is a customer apart from { $name } again
change-different = { $name } and { $other } are two different customers
change-not-different = { $name } and { $other }: will be asked about again
error-merge-same = They are the same customer. Choose two different ones.
error-merge-field = “{ $field }” is not a field to choose when two customers are made one.
error-unknown-merge = Customer no. { $id } is not joined to any other.
error-merge-chain = { $name } was joined to { $between }, who is joined to another by now. Separate { $between } first.
verify-merged = Customer no. { $id } is joined to another and is a customer all the same, or nobody said that they are one.
error-open-older = { $file } was made by an earlier version of the program ({ $theirs }; this is { $ours }) and cannot be written to bring it up to date. Close the other program that uses it, or allow writing.
change-verify-field = { $field ->
    [tax_id] Tax id of { $name } verified
    [phone] Phone of { $name } verified
    [mobile] Mobile of { $name } verified
    [email] E-mail of { $name } verified
    [address] Address of { $name } verified
    [postal_code] Postal code of { $name } verified
    [city] Town of { $name } verified
   *[birth_year] Year of birth of { $name } verified
}
error-verify-empty = There is nothing to verify: { $field ->
    [tax_id] the tax id
    [phone] the phone
    [mobile] the mobile
    [email] the e-mail
    [address] the address
    [postal_code] the postal code
    [city] the town
   *[birth_year] the year of birth
} of { $name } is empty. Write it first.
change-erase = What was known of { $name } is erased. Their sales stay in the figures, without a name.
error-erased-already = The data of customer no. { $id } were erased already.
error-undo-erased = It cannot be undone: the data of somebody that this change brought were erased, and would come back.
verify-erased = The data of customer no. { $id } were erased, and there are data all the same.
error-erased = The data of customer no. { $id } were erased: nothing can be noted of them any more.
change-add-point = { $name }: { $value } noted
change-edit-point = { $name }: { $value } changed
change-delete-point = { $name }: { $value } taken away
error-point-value = “{ $value }” cannot be { $kind ->
    [email] an e-mail address
   *[other] a phone number
}. Look at it again.
error-point-twice = { $value } is among the contacts of { $name } already.
error-unknown-point = There is no way to reach somebody no. { $id }.
