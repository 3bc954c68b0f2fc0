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
quality-expected = { $what } ({ $expected }?)
quality-field-tax-id = Tax id
quality-field-phone = Phone
quality-field-mobile = Mobile
quality-field-email = E-mail
quality-field-address = Address
quality-field-postal-code = Post code
quality-field-city = Town
quality-field-birth-year = Birth year
quality-problem-tax-id-form = no tax id
quality-problem-tax-id-control = control character
quality-problem-phone-form = no phone number
quality-problem-phone-prefix = no country prefix
quality-problem-wrong-number = not their number
quality-problem-email-form = no e-mail address
quality-problem-postal-code-form = no postal code
quality-problem-postal-code-province = of another province
quality-problem-birth-year = impossible year
quality-problem-missing = missing
