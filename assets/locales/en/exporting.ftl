# The way out: exports.
export-done =
    { $records ->
        [one] Written: { $file } (one record)
       *[other] Written: { $file } ({ INT($records) } records)
    }
export-stopped = The export was stopped; no file was written.
export-error-pair = There is no { $format } of { $what }: it can be { $can }.
export-error-format = Say in which form: export { $what } --format csv, xlsx or json.
export-error-template = Letters need a text with placeholders: --template FILE
export-error-template-file = The template { $file } cannot be read: { $what }
export-error-placeholder = { $file }, line { $line }: nothing is known by the name {"{"}{ $name }{"}"}. What can stand there: { $known }
export-error-brace = { $file }, line { $line }: a brace without its other half. A brace of the text is written twice.
export-left-out-do-not-call =
    { $count ->
        [one] One customer left out: never to be contacted.
       *[other] { INT($count) } customers left out: never to be contacted.
    }
export-left-out-objection =
    { $count ->
        [one] One customer left out: objects to post.
       *[other] { INT($count) } customers left out: they object to post.
    }
export-left-out-no-basis =
    { $count ->
        [one] One customer left out: has not bought and has not agreed to post.
       *[other] { INT($count) } customers left out: they have not bought and have not agreed to post.
    }
export-left-out-robinson =
    { $count ->
        [one] One customer left out: on a list of exclusion.
       *[other] { INT($count) } customers left out: on a list of exclusion.
    }
export-left-out-complaint =
    { $count ->
        [one] One customer left out: a complaint of theirs is open.
       *[other] { INT($count) } customers left out: a complaint of theirs is open.
    }
export-left-out-unreachable =
    { $count ->
        [one] One customer left out: no address.
       *[other] { INT($count) } customers left out: no address.
    }
export-report-title =
    { $name ->
        [lifecycle] Lifecycle
        [flow] In and out
        [winback] Win-back
        [calls] Calls
        [offers] Offers
        [campaigns] Campaigns
        [team] Team
        [quality] Data quality
        [segments] Segments
        [cohorts] Cohorts
        [rfm] RFM
        [pareto] Pareto
        [rules] Products bought together
        [value] Value
        [backtest] Backtest
        [growth] Growth
       *[other] { $name }
    }, { $day }
export-error-report = A report is written as .csv, .xlsx, .json or .md: { $file } ends in none of them.
bundle-done =
    { $new ->
        [one] One new customer
       *[other] { INT($new) } new customers
    }, { INT($updated) } changed, { INT($unchanged) } unchanged; { INT($purchases) } purchases and { INT($offers) } offers new or changed.
bundle-actions =
    { $count ->
        [one] One corrective action new or changed.
       *[other] { INT($count) } corrective actions new or changed.
    }
bundle-shared =
    { $count ->
        [one] One product, segment, campaign or score new or changed.
       *[other] { INT($count) } products, segments, campaigns or scores new or changed.
    }
bundle-erased = Erased elsewhere, and here for good: { $who }.
bundle-erased-along = { $who } (one with them)
bundle-apart = That portfolio was begun apart from this one: whom the same file named is the same; whoever was typed on both stands twice.
bundle-settings = Figures may differ: there { $names } are set otherwise. Settings do not travel; yours stay.
bundle-setting-lifecycle = the limits of the ages
bundle-setting-health = the rules of a healthy flow
bundle-setting-value = the reckoning of value
bundle-setting-effort = the cost of serving
bundle-setting-calls = hours and pressure of calls
bundle-setting-usage = the cuts of frequency of use
bundle-setting-holidays = local holidays
bundle-setting-generations = generations
bundle-conflict = { $customer }: { $field } was written by both: here “{ $mine }”, there “{ $theirs }”
bundle-conflicts =
    { $count ->
        [0] Nothing waits to be chosen.
        [one] One field was written by both. The newest stands; choose another: cartera bundle settle
       *[other] { INT($count) } fields were written by both. The newest stand; choose others: cartera bundle settle
    }
bundle-error-not = { $file } is no bundle of cartera.
bundle-error-newer = { $file } was made by a newer version of cartera (bundles { $version }). Update this one first.
bundle-error-damaged = { $file } is damaged ({ $what }). Nothing was brought in; ask for it again.
bundle-error-large = { $file } unpacks to more than { $megabytes } MB, which no bundle does. Nothing was brought in.
bundle-error-currency = { $file } is in { $theirs }, this portfolio in { $mine }: they cannot be merged.
export-title = Export
export-format = Format
export-file = File
export-file-required = Say to which file.
export-format-csv = CSV (text table)
export-format-xlsx = XLSX (spreadsheet)
export-format-vcf = vCard (address books)
export-format-json = JSON (programs)
export-format-md = Markdown (documents)
export-of-list =
    { $n ->
        [one] “{ $title }”: one customer.
       *[other] “{ $title }”: { $count } customers.
    }
export-of-report = “{ $title }”: its tables, as they are today.
export-of-all = The whole portfolio. CSV makes an archive of its tables.
export-name-all = portfolio
export-progress = { $done } of { $total }…
export-exists = { $file } is there already. Save once more to replace it.
export-report-lifecycle = ages
export-report-flow = flow
export-report-cohorts = cohorts
export-of-statement = The purchases of “{ $title }”, line by line.
conflict-title = What two laptops wrote
conflict-none = Nothing waits to be chosen.
conflict-column-who = Customer
conflict-column-field = Field
conflict-column-mine = Here
conflict-column-theirs = There
conflict-mine-of = Here, { $at }:
conflict-theirs-of = There, { $at }, { $author ->
    [none] in the bundle
   *[other] in the bundle of { $author }
}:
conflict-keep-mine = Keep what stood here
conflict-take-theirs = Take what came
conflict-later = Later
export-file-where = in your own folder
conflict-field-point = Way to reach
conflict-field-fax = Fax
conflict-field-origin = Origin
conflict-field-code = Code
conflict-field-note = Note
conflict-field-contact = Contact
conflict-field-statement = Fact
conflict-field-case = Complaint
conflict-field-plan = Plan
conflict-field-decision = Decision
conflict-field-purchase = Purchase
conflict-field-offer = Offer
conflict-valid-until = until { $day }
conflict-field-label = Label
conflict-field-custom = Own field
conflict-field-winback = Win-back
conflict-field-next = Next contact
conflict-field-archived = Archived
conflict-field-seasonal = Seasonal
export-exists-here = there already: save once more
export-file-not = not written
export-never-out = Who is never to be contacted is left out.
conflict-none-how = A bundle comes in with “bring in a colleague's bundle” (:).
export-of-table =
    { $n ->
        [one] “{ $title }”: one row, as on screen.
       *[other] “{ $title }”: { $count } rows, as on screen.
    }
export-name-segments = segments
export-name-labels = labels
export-name-products = products
export-name-due = due again
export-column-minutes = Minutes
export-column-due = Follow-ups due
export-column-days = Days between purchases
export-column-launched = Launched
export-column-discontinued = Discontinued
export-format-bundle = Bundle (another cartera)
export-of-bundle = All that another cartera can merge into its own.
export-name-bundle = bundle
bundling-choose = A colleague's bundle
bundling-reading = Looking at the bundle
bundling-running = Merging the bundle
bundling-cancel = Esc stops it; nothing is left half done.
bundling-preview = What will change
bundling-done = What changed
bundling-choose-word = choose
bundling-close-word = close
bundling-do = bring it in
bundling-from = From
bundling-holds = Holds
bundling-holds-all = their whole portfolio
bundling-holds-since = what was touched since { $day }
bundling-customers = { INT($new) } new · { INT($updated) } change · { INT($unchanged) } the same
bundling-label-actions = Actions
bundling-label-shared = Shared
bundling-label-apart = Apart
bundling-label-settings = Settings
bundling-label-erased = Erased
bundling-label-objections = Objections
bundling-objections =
    { $n ->
        [one] one no longer wants to be contacted: that always stands
       *[other] { INT($n) } no longer want to be contacted: that always stands
    }
bundling-label-conflicts = By both
bundling-conflicts =
    { $n ->
        [one] one field both wrote: the newest stands, and can be chosen
       *[other] { INT($n) } fields both wrote: the newest stands, and can be chosen
    }
bundling-enter = Enter or Ctrl+S brings it in, as one change that u takes back. Esc chooses another file.
bundling-nothing = There is nothing new in this bundle: all of it is here already.
bundling-undo = It is in. u takes all of it back.
bundling-choose-now = It is in; u takes all of it back. Enter: choose what both wrote.
bundling-stopped = Stopped; nothing came in.
export-of-tables =
    { $tables ->
        [one] “{ $title }”: one table, { $count } rows, as on screen.
       *[other] “{ $title }”: { INT($tables) } tables, { $count } rows, as on screen.
    }
export-column-setting = Setting
export-column-value = Value
export-column-which = Who
export-column-figure = Figure
export-column-words = In words
export-column-share = Share
export-column-share-of-revenue = Share of revenue
export-column-mean-low = Mean: from
export-column-mean-high = Mean: to
export-column-measure = Measure
export-column-score = Score
export-column-from = From
export-column-to = To
export-column-categories = Categories
export-column-change = Change
export-column-closed = Closed on
export-column-plans-reached = Plans reached
export-column-plans-ended = Plans ended
export-column-promoted = Become A
export-column-not-a = Were not A
export-column-hours = Hours
export-column-every-days = Every (days)
export-column-fair-minutes = Fair minutes
export-column-state = State
export-column-bytes = Bytes
export-column-stands = Stands
export-column-weight = Weight
export-cell-both = both
export-table-scores = What each score means
export-row-incentive = Below zero, with an incentive
export-row-passive = Below zero, passive contact
export-row-buyers = Buyers
export-row-repeat = Bought again
export-row-alive = Still customers
export-row-expected = Purchase days expected in 26 weeks
export-row-at-stake = Revenue of 12 months of who is leaving
export-row-top20 = Share of the top 20%
export-row-to80 = Customers who bring 80%
export-row-top1 = Share of the top 1%
export-row-top5 = Share of the top 5%
export-row-gini = Gini
export-row-threshold = It takes this to be A
export-row-wallet-customers = Customers who told what they spend
export-row-wallet-ours = What they buy from us
export-row-wallet-spend = What they say they spend
export-trend-rising = rises
export-trend-falling = falls
export-trend-level = level
export-trend-new = new
export-table-customers = Customers
export-table-purchases = Purchases
export-table-contacts = Contacts
export-table-labels = Addresses
export-status-credit = credit note
export-status-void = void
export-head-id = Code
export-head-name = Name
export-head-company = Company
export-head-contact = Contact
export-head-tax-id = Tax id
export-head-email = E-mail
export-head-phone = Phone
export-head-mobile = Mobile
export-head-fax = Fax
export-head-address = Address
export-head-postal-code = Postal code
export-head-city = City
export-head-region = Region
export-head-country = Country
export-head-zone = Zone
export-head-birth-year = Born
export-head-income = Income
export-head-occasion = Occasion
export-head-benefit = Benefit
export-head-activity = Activity
export-head-source = Source
export-head-tags = Labels
export-head-consent-email = Consent: e-mail
export-head-consent-sms = Consent: SMS
export-head-consent-phone = Consent: phone
export-head-consent-post = Consent: post
export-head-owner = Owner
export-head-created = Customer since
export-head-do-not-call = Never contact since
export-head-next-contact = Next contact
export-head-stage = Stage
export-head-last-purchase = Last purchase
export-head-orders = Purchases
export-head-revenue-12m = Spent 12 m
export-head-revenue-total = Spent in all
export-head-why-today = Why today
export-head-customer-id = Customer
export-head-customer = Name
export-head-date = Date
export-head-sku = Product code
export-head-product = Product
export-head-category = Category
export-head-quantity = Quantity
export-head-unit-price = Price
export-head-discount = Discount %
export-head-amount = Amount
export-head-cost = Cost
export-head-total = Total
export-head-status = Status
export-head-channel = Channel
export-head-seller = Seller
export-head-reverses = Reverses
export-head-note = Note
export-head-at = When
export-head-direction = Direction
export-head-outcome = Outcome
export-head-reason = Reason
export-head-author = Who
export-head-next-day = Next contact
export-name-rejects = { $file } errors
export-of-rejects = { $n ->
    [one] One value with an error: its row, with the reason in the last column.
   *[other] { $n } values with errors: their rows, with the reason in the last column.
} Correct them in that file and import it with “i”.
