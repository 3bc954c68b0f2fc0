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
