# Import on screen: choose the file, see what is proposed, confirm.
importing-title = Import
importing-step-file = File
importing-step-columns = Columns
importing-step-result = Summary
importing-choose = Which file?
importing-endings = { $endings }
importing-chooser-keys = Enter opens · ← one folder up · Tab completes
importing-path = File or path:
importing-reading = Reading…
importing-folder = folder
importing-folder-empty = Nothing here has that name.
importing-folder-none = This folder has no files. ← goes one folder up; you can also type the path.
importing-do = import
importing-change = change
importing-go-on-word = see customers
importing-bytes = { $n } B
importing-columns = Columns
importing-assigned = { INT($n) } of { INT($all) } assigned
importing-column-file = In the file
importing-column-example = Example
importing-column-to = Goes to
importing-left-out = (left out)
importing-preset = Format
importing-decimal = Decimals
importing-decimal-comma = comma  1.240,50
importing-decimal-point = point  1,240.50
importing-dates = Dates
importing-dates-dmy = day/month/year
importing-dates-mdy = month/day/year
importing-dates-ymd = year-month-day
importing-label-bad = Bad
importing-sheet = Sheet
importing-source = Codes of
importing-source-same = tell who is who
importing-source-generic = own files
importing-sheet-others = { $n ->
    [one] there is another with a table
   *[other] there are { $n } others with tables
}
importing-bad = Bad values
importing-bad-skip = leave them out
importing-bad-refuse = import nothing
importing-bad-count = { $n ->
    [0] none
    [one] 1 value
   *[other] { INT($n) } values
  }
importing-what = What the file holds
importing-tab = tab
importing-evidence = { $encoding } · parted by “{ $delimiter }” · decimals with “{ $decimal }” · dates { $dates }
importing-unmapped = No column says whom a row is about: a code, a name, an e-mail, a phone or a tax id is needed at least.
importing-unmapped-field = To import purchases the column of “{ $field }” is missing.
importing-map-here = Choose with Enter, in the line of each column, where it goes.
importing-map-first = First say what the columns are.
importing-answer-here = Choose it with Enter in the line “{ $line }”.
importing-counts = { $rows ->
    [one] 1 row
   *[other] { INT($rows) } rows
  }: { $customers ->
    [one] 1 customer
   *[other] { INT($customers) } customers
  } and { $purchases ->
    [one] 1 document
   *[other] { INT($purchases) } documents
  }
importing-total = Without a customer: { $anonymous ->
    [0] no line
    [one] 1 line
   *[other] { INT($anonymous) } lines
  } · total of the file { $total }
importing-rejected = { $n ->
    [one] 1 bad value
   *[other] { INT($n) } bad values
  }: correct the file or choose “leave them out”.
importing-rejected-skip = { $n ->
    [one] 1 bad value is left out; the rest of its row comes in if it can.
   *[other] { INT($n) } bad values are left out; the rest of their rows comes in if it can.
  }
importing-wait = The file is still being read.
importing-answer-first = The question about the file comes first.
importing-bad-first = Choose “leave them out” in the line “Bad values”, or correct the file.
importing-no-rows = The file has no rows to import.
importing-another-file = Esc goes back to choosing a file.
importing-foot = Nothing is written before you confirm with Ctrl+S · u takes all of it back · a backup comes first
importing-foot-done = u takes the whole import back.
importing-foot-nothing = Nothing changed: there is nothing to take back.
importing-running = Importing
importing-progress = { $rows ->
    [one] 1 row
   *[other] { INT($rows) } rows
  } · { $done } of { $all }
importing-cancel = Esc stops it: nothing of it stays.
importing-done = Imported
importing-label-rows = Rows read
importing-label-customers = Customers
importing-label-purchases = Purchases
importing-label-anonymous = No customer
importing-label-total = Total
importing-label-left-out = Difference
importing-label-other-sheets = Sheets not read
importing-label-alike = Look alike
importing-alike = { $n ->
    [one] 1 new one looks like somebody who was there: see “: duplicates”
   *[other] { INT($n) } new ones look like others who were there: see “: duplicates”
  }
importing-label-renamed = Other name
importing-renamed = { $n ->
    [one] 1 code that was there has another name now. Another program? u takes it back; see “Codes of” when importing
   *[other] { INT($n) } codes that were there have another name now. Another program? u takes it back; see “Codes of” when importing
  }
importing-label-two-names = Two names
importing-two-names = { $n ->
    [one] 1 code stands beside two names in the file: the first counts
   *[other] { INT($n) } codes stand beside two names in the file: the first counts
  }
importing-label-copies = Came twice
importing-copies = { $n ->
    [one] 1 document came twice, with the same number, customer and amount: it counts once
   *[other] { INT($n) } documents came again, with the same number, customer and amount: they count once
  }
importing-label-recovered = Won back
importing-customers = { INT($new) } new · { INT($updated) } updated · { INT($unchanged) } unchanged
importing-purchases = { INT($new) } new · { INT($updated) } updated · { INT($unchanged) } unchanged · { INT($cancelled) } cancelled/credited
importing-anonymous = { $n ->
    [0] no line
    [one] 1 line of { $total }
   *[other] { INT($n) } lines of { $total }
  }
importing-totals-equal = file = imported = { $imported }, to the cent ✓
importing-totals = file { $file } · imported { $imported }
importing-left-out-rejected = { $amount } bad
importing-left-out-refused = { $amount } not imported
importing-recovered = { $n ->
    [one] 1 lost customer bought again
   *[other] { INT($n) } lost customers bought again
  }
importing-go-on = Enter: see the customers
importing-card-full-name = Full name
importing-card-given-name = Given name
importing-card-family-name = Family name
importing-card-organization = Organization
importing-card-email = E-mail
importing-card-phone = Phone
importing-card-mobile = Mobile
importing-card-fax = Fax
importing-card-street = Street
importing-card-city = City
importing-card-region = Region
importing-card-postal-code = Postal code
importing-card-country = Country
importing-card-birthday = Birthday
importing-card-note = Note
importing-card-categories = Categories
importing-card-uid = Identifier (UID)
importing-card-portfolio-code = Code in the portfolio
importing-card-title = Title
importing-field-customer-code = Code
importing-field-customer-name = Name
importing-field-customer-first-name = First name
importing-field-customer-last-name = Last name
importing-field-customer-company = Company
importing-field-customer-contact = Contact person
importing-field-customer-email = E-mail
importing-field-customer-phone = Phone
importing-field-customer-mobile = Mobile
importing-field-customer-fax = Fax
importing-field-customer-address = Address
importing-field-customer-city = City
importing-field-customer-region = Region
importing-field-customer-postal-code = Postal code
importing-field-customer-country = Country
importing-field-customer-birth-year = Birthday or year
importing-field-customer-income = Income
importing-field-customer-zone = Zone
importing-field-customer-occasion = Occasion
importing-field-customer-benefit = Benefit sought
importing-field-customer-activity = Activity
importing-field-customer-source = Source
importing-field-customer-tags = Labels
importing-field-customer-notes = Notes
importing-field-customer-owner = Owner
importing-field-customer-since = Customer since
importing-field-customer-do-not-call = Never to be contacted since
importing-field-customer-tax-id = Tax id
importing-field-customer-left = Left on
importing-field-customer-active = Still a customer
importing-field-customer-consent-email = Consent: e-mail
importing-field-customer-consent-phone = Consent: phone
importing-field-customer-consent-sms = Consent: SMS
importing-field-customer-consent-post = Consent: post
importing-field-customer-consent = Consent: without a word of how
importing-field-customer-objects-email = Objects to: email
importing-field-customer-objects-phone = Objects to: calls
importing-field-customer-objects-sms = Objects to: SMS
importing-field-customer-objects-post = Objects to: letters
importing-field-customer-subscription = Subscription
importing-field-purchase-number = Purchase: number
importing-field-purchase-series = Purchase: series
importing-field-purchase-date = Purchase: date
importing-field-purchase-amount = Purchase: amount
importing-field-purchase-tax = Purchase: tax
importing-field-purchase-discount-amount = Purchase: discount
importing-field-purchase-shipping = Purchase: shipping
importing-field-purchase-refunded = Purchase: refunded
importing-field-purchase-adjusted-amount = Purchase: amount after refunds
importing-field-purchase-withheld = Purchase: withheld tax
importing-field-purchase-status = Purchase: status
importing-field-purchase-cancelled-at = Purchase: cancelled on
importing-field-purchase-channel = Purchase: channel
importing-field-purchase-sales-rep = Purchase: sales rep
importing-field-purchase-currency = Purchase: currency
importing-field-purchase-reverses = Purchase: reverses
importing-field-purchase-note = Purchase: note
importing-field-offer-made-on = Offer: made on
importing-field-offer-lost-on = Offer: lost on
importing-field-offer-why = Offer: why it was lost
importing-field-line-code = Line: code
importing-field-line-product = Line: product
importing-field-line-category = Line: category
importing-field-line-quantity = Line: quantity
importing-field-line-unit-price = Line: unit price
importing-field-line-amount = Line: amount
importing-field-line-cost = Line: cost
importing-field-line-discount = Line: discount (0–1)
importing-field-line-discount-percent = Line: discount %
importing-field-line-discount-amount = Line: discount as money
importing-field-line-articles = Lines: all in one cell
importing-foot-short = Nothing is written before you confirm with Ctrl+S · u takes all of it back
importing-stop = stop
importing-preset-online-retail = Online Retail
importing-preset-cdnow = CDNOW (purchases)
importing-preset-chinook = Chinook (invoices)
importing-preset-northwind = Northwind (orders)
importing-preset-portfolio-cards = Portfolio: contacts
importing-preset-portfolio-customers = Portfolio: customers
importing-preset-portfolio-purchases = Portfolio: purchases
importing-preset-shopify-orders = Shopify: orders
importing-preset-shopify-drafts = Shopify: draft orders
importing-preset-shopify-customers = Shopify: customers
importing-preset-woocommerce-orders = WooCommerce: orders
importing-preset-odoo-invoices = Odoo: invoices
importing-preset-hubspot-companies = HubSpot: companies
importing-preset-ledger = Bookkeeping: journal (ContaPlus, Contasol, Sage, A3)
importing-preset-ledger-accounts = Bookkeeping: plan of accounts
importing-preset-square = Square: sales
importing-preset-square-customers = Square: customers
importing-preset-loyverse = Loyverse: receipts
importing-preset-factura-es = Spanish invoices
importing-preset-google-contacts = Google contacts
importing-preset-google-contacts-old = Google (old)
importing-preset-outlook = Outlook contacts
importing-preset-hubspot-contacts = HubSpot: contacts
importing-preset-pipedrive = Pipedrive
importing-preset-hubspot-deals = HubSpot: deals
importing-preset-pipedrive-deals = Pipedrive: deals
importing-preset-stripe-payments = Stripe: payments
importing-preset-stripe-customers = Stripe: customers
importing-preset-paypal = PayPal: activity
importing-preset-sumup = SumUp: transactions
importing-preset-amazon-orders = Amazon: orders
importing-preset-amazon-payments = Amazon: payments
importing-preset-ebay-orders = eBay: orders
importing-preset-etsy-orders = Etsy: orders
importing-preset-etsy-items = Etsy: order items
importing-preset-wix-orders = Wix: orders
importing-preset-squarespace-orders = Squarespace: orders
importing-preset-toast-items = Toast: order lines
importing-preset-toast-orders = Toast: orders
importing-preset-magento-orders = Magento: orders
importing-preset-prestashop-orders = PrestaShop: orders
importing-preset-bigcommerce-orders = BigCommerce: orders
importing-preset-bigcommerce-customers = BigCommerce: customers
importing-preset-vend-sales = Vend / Lightspeed X: sales
importing-preset-vend-customers = Vend / Lightspeed X: customers
importing-preset-prestashop-customers = PrestaShop: customers
importing-preset-zoho-invoices = Zoho: invoices
importing-preset-zoho-contacts = Zoho CRM: contacts
importing-preset-xero-invoices = Xero: invoices
importing-preset-quickbooks = QuickBooks: transactions
importing-preset-freshbooks = FreshBooks: invoices
importing-preset-thunderbird = Thunderbird contacts
importing-preset-pipedrive-organizations = Pipedrive: organizations
importing-preset-sii-ventas = Register of sales (SII, Chile)
importing-preset-aeat-expedidas = Register of invoices issued (AEAT)
importing-preset-brevo = Brevo: contacts
importing-preset-vcard = Address cards (vCard)
importing-preset-generic = By column names
importing-evidence-aligned = { $encoding } · aligned columns · decimals with “{ $decimal }” · dates { $dates }
importing-evidence-sheet = Excel, sheet “{ $sheet }” · numbers and dates as they are
importing-evidence-workbook = Excel · numbers and dates as they are
importing-evidence-cards = Address cards (vCard)
importing-counts-offers = { $offers ->
    [one] 1 offer that is no sale yet
   *[other] { INT($offers) } offers that are no sales yet
  }
importing-label-offers = Offers
importing-offers = { INT($new) } new · { INT($updated) } updated · { INT($unchanged) } unchanged
importing-save-bad = save errors
importing-save-bad-hint = Ctrl+X keeps those rows with the reason in a file, to be corrected and imported.
importing-undecided = undecided: Enter
