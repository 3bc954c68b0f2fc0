# Data quality: customers written down twice.

cli-duplicates-summary = { $count ->
        [0] No two customers share a tax id, a phone, an e-mail, or name and postal code.
        [one] One pair of customers may be the same.
       *[other] { INT($count) } pairs of customers may be the same.
    }
cli-column-shared = They share
cli-column-likelihood = Alike
cli-duplicate-tax-id = tax id
cli-duplicate-email = e-mail
cli-duplicate-phone = phone
cli-duplicate-name-postal-code = name and postal code
cli-joined-summary = { $count ->
        [0] No customer is joined to another.
        [one] One customer is joined to another.
       *[other] { INT($count) } customers are joined to another.
    }
cli-column-joined = Is now
cli-error-not-joined = Nobody with the code “{ $text }” is joined to another. See “cartera duplicates --joined”.
duplicates-title = Customers written down twice
duplicates-tab-pairs = Pairs
duplicates-tab-joined = Joined
duplicates-looking = Looking for pairs…
duplicates-failed = The portfolio could not be read.
duplicates-none = No two customers share a tax id, phone, e-mail, or name and postal code.
duplicates-none-how = To join two others, mark them in the list of customers (space) and press M.
duplicates-none-joined = Nobody is joined to another.
duplicates-column-first = One
duplicates-column-second = The other
duplicates-column-orders = Orders
duplicates-column-on = Joined on
duplicates-column-by = By
duplicates-by-tax-id = tax id
duplicates-by-email = e-mail
duplicates-by-phone = phone
duplicates-by-name-postal-code = name and postcode
duplicates-do-compare = compare
duplicates-separate = Separate
duplicates-leave = Leave joined
duplicates-separate-what = { $name } is a customer apart from { $into } again.
duplicates-separate-since = What was written since they were joined stays with { $into }.
merge-title = Are they the same customer?
merge-stays = stays
merge-goes = joins
merge-column-field = Field
merge-field-fax = Fax
merge-field-birth = Born
merge-field-seasonal = Seasonal
merge-consent-phone = By phone
merge-consent-email = By e-mail
merge-consent-sms = By SMS
merge-consent-post = By letter
merge-contacts-allowed = Contacts
merge-yes = yes
merge-no = no
merge-purchases = Orders
merge-contacts = Contacts
merge-notes = Notes
merge-note-choice = ● stays · blanks are filled · a “no” of either one stands
merge-note-kept = Orders, contacts and notes come together; what gives way becomes a fact.
merge-do-join = join
merge-do-choose = choose side
