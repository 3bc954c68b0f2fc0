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
quality-key-wrong = invalid only
quality-key-confirm = to verify
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
