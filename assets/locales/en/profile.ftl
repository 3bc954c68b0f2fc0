# What is known of each customer: profile, segments, own fields, scores, search in notes.
page-profile = Profile
page-v-score = Score

profile-hint = D: write down a fact with its source · Enter: detail · Del: delete it
profile-c-what = What
profile-c-known = What is known
profile-unknown = not known
profile-place = Zone
profile-holiday = Next holiday
profile-age = Age
profile-income = Income
profile-business = Business
profile-occasions = Occasions
profile-season = Season
profile-benefits = Seeks
profile-usage = Use
profile-loyalty = Loyalty
profile-language = language: { $language }
profile-since = since { $day }
profile-turnover = turnover { $amount } a year
profile-employees = { $n ->
    [one] 1 employee
   *[other] { INT($n) } employees
}
profile-occasion = { $name } ({ $n ->
    [one] 1 purchase
   *[other] { INT($n) } purchases
})
profile-next-peak = next, { $month }
profile-benefit = { $name } ({ $n ->
    [0] no evidence
    [one] 1 piece of evidence
   *[other] { INT($n) } pieces of evidence
})
profile-generation = generation { $name }
profile-birthday = birthday { $day }
profile-usage-words = { $usage } · { $n ->
    [one] 1 purchase
   *[other] { INT($n) } purchases
} in 12 months (medium from { $medium }, intensive from { $intensive })
profile-cuts = medium from { $medium }, intensive from { $intensive }
profile-by-cuts = fixed cuts
profile-by-terciles = thirds of those who bought
profile-loyalty-words = { $class } { $points } / 10
profile-loyalty-untold = cannot be told yet: purchases or the declared spend are missing
profile-breadth = breadth
profile-regularity = regularity
profile-share = share
profile-breadth-long = Breadth
profile-regularity-long = Regularity
profile-share-long = Share
profile-part-unknown = not known: does not count
profile-categories = { $bought } of { $sold } categories in 12 months
profile-days = { $n ->
    [one] 1 purchase day
   *[other] { INT($n) } purchase days
} in 12 months
profile-wallet = { $revenue } of { $wallet } they say they spend a year ({ $day })
profile-no-wallet = they never said what they spend in all: the other two parts are used
profile-version = scale v{ $n }
profile-score = { $points } / 10
profile-no-score = no score: nothing it asks for is known
profile-scale-title = { $name } · version { $n }, since { $day }
profile-part = { $value } → { $points } points × weight { $weight }
profile-part-out = { $value } → does not count
profile-score-sum = { $sum } / { $weights } = { $points }
profile-why-place = The province follows from the first two figures of the postal code; without one, from the province as written. The time zone is that of the province (35 and 38: Canary Islands) or of the country, unless another one is written in the record.
profile-why-holiday = National holidays of Spain, Good Friday included, and those of their province or zone written down in "Segments, fields and scales".
profile-why-age = Whole years on the day looked at. The generation is the last one that begins by the year of birth. Without a date or year of birth there is no age.
profile-why-income = The income band written in the record, declared or estimated.
profile-why-season = Sales less credits of each month of the year, over all years, divided by the whole.
profile-why-usage = Purchases of the last 12 months against the two cuts. Without purchases there is no use.
profile-why-loyalty = Root of the product of the parts that are known, from 0 to 10: exclusive from 6.67, shared from 3.33, switching below; none where nothing was bought in 12 months. Breadth: categories bought of those sold. Regularity: 1 less the deviation of the gaps over their mean. Share: what is spent here of what they say they spend.
profile-why-score = Sum of points times weight divided by the sum of weights, from 0 to 10.
explain-formula = Formula
explain-inputs = Inputs
explain-now = Now

income-unknown = not said
income-declared = declared
income-estimated = estimated
usage-none = no use
usage-occasional = occasional
usage-medium = medium
usage-intensive = intensive
usage-terciles = thirds
loyalty-none = none
loyalty-switching = switching
loyalty-shared = shared
loyalty-exclusive = exclusive
statement-fact = Fact
statement-benefit = Benefit
statement-file = File
field-text = text
field-number = number
field-money = money
field-date = date
field-yes-no = yes or no
field-choice = list
missing-skip = does not count
missing-zero = no points
holiday-new-year = New Year
holiday-epiphany = Epiphany
holiday-good-friday = Good Friday
holiday-labour = Labour Day
holiday-assumption = Assumption
holiday-hispanic = National Day
holiday-all-saints = All Saints
holiday-constitution = Constitution Day
holiday-immaculate = Immaculate Conception
holiday-christmas = Christmas

special-health = health
special-religion = religion or belief
special-politics = political opinion
special-union = union membership
special-sex-life = sex life or orientation
special-ethnicity = racial or ethnic origin
special-biometrics = genetic or biometric data
special-care = This looks like data about { $what }: the law (GDPR, art. 9) lets you keep it only with the customer's explicit consent. Without it, better not write it down.

score-f-loyalty = loyalty
score-f-revenue-12m = spend
score-f-orders-12m = purchases
score-f-days-since-last = days without buying
score-f-usage = use
score-f-stage = stage
score-f-age = age
score-f-generation = generation
score-f-income = income
score-f-occasion = occasion
score-f-benefit = benefit
score-f-province = province
score-f-zone = zone
score-f-turnover = turnover
score-f-employees = employees
score-f-activity = activity
score-f-wallet = declared spend
scale-example = Relationship
scale-how = One line a field: field; weight; value = points, … — values are <=3, >=7, a word, or * for the rest; points from 0 to 10, with a decimal point.
scale-fields = Fields: { $fields }.
scale-bad-shape = line { $line }: write field; weight; value = points
scale-bad-field = line { $line }: there is no field called that
scale-bad-weight = line { $line }: the weight goes from 1 to 100
scale-bad-piece = line { $line }: write value = points, from 0 to 10
rules-bad-generation = ! Generations, line { $line }: write year and name, like "1981 Millennial"
rules-bad-holiday = ! Holidays, line { $line }: write day-month, province or zone and name, like "29-06 Burgos: San Pedro"
rules-how = Generations: "1981 Millennial" on each line. Holidays: "29-06 Burgos: San Pedro"; without a place, for everybody.

form-statement-new = Write down a fact
form-statement-edit = Edit a fact
form-field-new = New field
form-field-edit = Edit field
form-scale-new = New score
form-scale-edit = { $name }: next version
form-profile-rules = Ages, use and holidays
form-f-kind = Kind
form-f-evidence = Source
form-f-cites = Said in
form-f-choices = Values
form-f-criteria = What scores
form-f-missing = If missing
form-f-usage-cuts = Cuts of use
form-f-generations = Generations
form-f-holidays = Holidays
form-f-language = Language
form-f-timezone = Time zone
form-f-birth-day = Birth
form-f-income-source = How it is known
form-f-income-on = Known since
form-f-wallet = Spends a year
form-f-wallet-on = Said on
form-f-turnover = Turnover
form-f-employees = Employees
form-f-activity = Activity
form-hint-several = several: with commas
form-hint-wallet = here and elsewhere
form-hint-activity = code or what they do
form-hint-timezone = empty: of their zone
form-hint-statement = what is known, or the path
form-hint-evidence = who said it, what was seen
form-hint-field = shown in the record
form-hint-choices = lists only: with commas
form-hint-cuts = "4, 12" or "thirds"
form-cites-older = an earlier note or contact
form-bad-value = not understood
form-bad-cuts = two numbers, the second not less

profiles-birthdays = Birthdays
profiles-groups = Groups
profiles-occasions = Occasions
profiles-benefits = Benefits
profiles-fields = Fields
profiles-scales = Score
profiles-birthdays-hint = next 30 days · Enter: record · e: rules
profiles-groups-hint = Enter: who they are · e: generations, cuts and holidays
profiles-occasions-hint = Enter: who they are · w: sales by month
profiles-benefits-hint = Enter: who they are · o: whom to call about a new product · w: how it is worked out
profiles-fields-hint = n: new · e: edit · Del: delete
profiles-scales-hint = n: new · e: next version · Del: out of use
profiles-birthdays-none = Nobody has a birthday in the next 30 days, or it is not known. The date of birth is written in each customer's record.
profiles-groups-none = No groups yet: they follow from age, province and income in each record, and from purchases.
profiles-occasions-none = No occasions yet. They are written in a customer's record or in a purchase: Christmas, building work, a wedding…
profiles-benefits-none = It is not known yet what anybody seeks. D writes it down on a customer's page, with its evidence.
profiles-fields-none = No fields of your own yet. n makes the first: way of paying, size of the premises, whatever is needed.
profiles-generation = Generation
profiles-c-customers = Customers
profiles-c-day = Day
profiles-c-name = Name
profiles-c-turns = Turns
profiles-c-kind = Group by
profiles-c-occasion = Occasion
profiles-c-purchases = Buys
profiles-c-next = Next
profiles-c-season = Sales by month
profiles-c-benefit = Benefit
profiles-c-evidence = Evidence
profiles-c-serves = Products that serve it
profiles-c-key = In filters
profiles-c-type = Type
profiles-c-version = Version
profiles-c-since = Since
profiles-c-criteria = What scores
profiles-no-product = none stands out
profiles-example = Example: Relationship
profiles-example-how = Enter opens it; nothing is scored until saved
profiles-why-occasion = Sales less credits of the purchases marked with the occasion, by month of the year; where none is marked, those of the customers who have it. The next one is the strongest month to come.
profiles-why-benefit = How many times more those who seek the benefit buy it than all do: (buyers among seekers ÷ seekers) ÷ (buyers ÷ all). From 2 buyers who seek it.
profiles-serving = ×{ $lift }: { $seekers } of { $of } who seek it, { $buyers } of { $all } in all

field-delete-title = Delete a field
field-delete-ask = Delete "{ $name }"? { $n ->
    [0] Nobody has it.
    [one] 1 customer has it.
   *[other] { INT($n) } customers have it.
}
field-delete-more = Its values go with it; u takes all of it back.
field-delete-yes = Delete

said-title = Find in notes, contacts and facts
said-words = Words:
said-how = Type one or several words, or their beginnings; accents and capitals do not count.
said-none = Nobody said that.
said-where = Where
said-note = note
said-contact = contact
said-statement = fact
profiles-delete = delete
form-cuts = medium { $medium }, intensive { $intensive }
profiles-launch = { $n ->
    [one] 1 seeks it
   *[other] { $n } seek it
} · { $products ->
    [one] 1 product serves it
   *[other] { $products } products serve it
}: “{ $benefit }”
point-phone = Phone
point-mobile = Mobile
point-fax = Fax
point-email = E-mail
point-address = Address
point-web = Web
point-portal = Portal
point-social = Social network
point-messaging = Messenger
point-preferred = preferred
point-invalid = invalid since { $day }
point-verified = verified { $day }
point-c-kind = What
point-c-value = Which
point-c-label = Whose
point-c-hours = When
point-c-state = State
form-point-new = Another way to reach them
form-point-edit = Way to reach them
form-f-value = Which
form-f-label = Whose
form-f-hours = When
form-f-preferred = Preferred
form-f-valid = Works
form-f-verified-with = Verified with
form-hint-value = the number or the address
form-hint-label = purchasing, front desk…
form-hint-hours = 9 to 11, Tuesdays…
form-hint-verified-with = empty: not verified
