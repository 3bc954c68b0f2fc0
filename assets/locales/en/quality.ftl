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
duplicates-do-separate = separate
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

# Quality: measures and what is to be mended.

quality-validity = Valid
quality-sufficiency = Sufficient
quality-contrast = Contrasted
quality-score = Score
quality-purpose-calling = for calling
quality-purpose-invoicing = for invoicing
quality-purpose-mailing = for writing
quality-purpose-profile = for the profile
quality-lag-median = Recording lag, median
quality-lag-p90 = Recording lag, 9 of 10
quality-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
quality-duplicates = Possible duplicates
quality-wrong = Invalid data
quality-missing = Missing data
quality-data-until = Data until
quality-c-measure = Measure
quality-c-share = Share
quality-c-n = Of
quality-c-field = Field
quality-c-value = Value
quality-c-problem = Problem
quality-c-money = At stake
quality-expected = { $what }: { $expected }?
quality-field-tax-id = Tax id
quality-field-phone = Phone
quality-field-mobile = Mobile
quality-field-email = E-mail
quality-field-address = Address
quality-field-postal-code = Post code
quality-field-city = Town
quality-field-birth-year = Birth year
quality-problem-tax-id-form = no tax id
quality-problem-tax-id-control = wrong control
quality-problem-phone-form = no phone number
quality-problem-phone-prefix = no country prefix
quality-problem-wrong-number = not their number
quality-problem-email-form = no e-mail address
quality-problem-postal-code-form = no post code
quality-problem-postal-code-province = of another province
quality-problem-birth-year = impossible year
quality-problem-missing = missing

# Tab
quality-figures = Data quality
quality-customers = { $n ->
    [one] one customer
   *[other] { INT($n) } customers
}
quality-counting = Counting…
quality-until = data until { $day }
quality-short-median = Lag, median
quality-short-p90 = Lag, 9 of 10
quality-short-import = Imported
quality-short-duplicates = Duplicates
quality-queue-fix = To mend
quality-queue-wrong = Invalid
quality-queue-confirm = To verify
quality-count-fix = { INT($wrong) } invalid, { INT($missing) } missing
quality-count-confirm = { INT($n) } unverified
quality-never-confirmed = never verified
quality-confirmed-on = verified { $day }
quality-none-to-fix = There is nothing to mend.
quality-none-wrong = There is no invalid data. m shows what nobody has verified.
quality-none-to-confirm = All there is has been verified.
quality-nobody = There are no customers yet: i imports a file; n, in Customers, writes the first.
quality-gone = That customer is no longer there.
quality-list-invalid = with invalid data
quality-list-incomplete = with data to complete
quality-list-unverified = with unverified data
quality-key-fix = to mend
    .long = queue: to mend
quality-key-wrong = invalid only
    .long = queue: invalid only
quality-key-confirm = to verify
    .long = queue: to verify
quality-key-save = save
quality-edit-title = { $field } of { $name }
quality-edit-label = Value
quality-edit-right = ✓ can be right
quality-edit-wrong = { $why }: if it really is so, Esc and v
quality-confirm-title = Verified: { $field } { $value }
quality-confirm-label = With what
quality-confirm-how = for example: their card, asked them, their website
quality-explain-validity = Values that can be right / values that can be judged: Spanish tax ids with their control character, phone as E.164, e-mail, postal code and its province, year of birth. Foreign ones are not judged.
quality-explain-by-field = By field
quality-explain-sufficiency = Data there are / data that are needed. Calling: name, usable phone, basis. Invoicing: name, tax id, address, post code, town. Writing: e-mail or whole address. Profile: birth and income (or activity), occasion, benefit.
quality-explain-contrast = Values compared with another source in the last { $months } months / values there are. A value that changes no longer counts.
quality-explain-score = Valid { $valid }, sufficient { $sufficient }, contrasted { $contrasted }; what cannot be measured weighs nothing.
quality-explain-lag = Days from what happened to its being written down, of { INT($n) } purchases and contacts of the last 12 months.
quality-explain-queue = All that is invalid and, of what is missing, the { $n } with the most money at stake: revenue of the 12 months up to the last purchase. Without archived ones.
quality-profile = Verified
quality-capped = those with most money, of { $all } in all
quality-nothing-to-confirm = The value is missing: there is nothing to verify. e writes it.
