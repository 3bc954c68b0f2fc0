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
