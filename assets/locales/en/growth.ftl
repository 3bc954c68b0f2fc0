# Growth, lift and effort: the panels of Value about what changes and whom the time goes to.
growth-tab = Growth
growth-reading = Working it out…
growth-no-later = This is the latest period.
growth-twelve = 12 months to { $day }
growth-bridge = What the change comes from
growth-versus = { $now } against { $before }
growth-margin-known = Margin: of the lines whose cost is known
growth-margin-set = Margin: that of the settings (no cost is known)
growth-column-driver = Driver
growth-column-before = Before
growth-column-now = Now
growth-column-effect = Effect { $currency }
growth-customers = Active customers
growth-frequency = Purchases each
growth-ticket = Average ticket
growth-margin = Margin
growth-result = = Result
growth-arpc = Revenue per customer
growth-of = { $what } · { $which }
growth-before-words = period before
growth-now-words = present period
growth-effect-words = between the two periods
growth-account = Growth account (balances to the cent)
growth-account-broken = Growth account: DOES NOT BALANCE
growth-years = 12 months to { $day } against the 12 before
growth-column-movement = Movement
growth-column-customers = Customers
growth-column-amount = Amount { $currency }
growth-column-share = % opening
growth-opening = Opening revenue
growth-new = + New customers
growth-recovered = + Recovered
growth-expansion = + Buy more
growth-contraction = − Buy less
growth-lost = − Stop buying
growth-level = = Buy the same
growth-closing = = Closing revenue
growth-shares = Retention and share of wallet
growth-net-retention = Net retention
growth-gross-retention = Gross retention
growth-wallet = Share of wallet
growth-net-words = what last year's customers bring this year
growth-gross-words = the same without what they buy on top
growth-wallet-words = { $ours } of the { $spend } that { $n ->
    [one] 1 customer says they spend
   *[other] { INT($n) } customers say they spend
  }
growth-wallet-unknown = nobody told what they spend a year; it is written on their page
growth-explain-formula = Formula
growth-explain-inputs = Inputs
growth-explain-inputs-text = Valid purchases up to the as-of day; one purchase day of a customer is one purchase. Revenue is net of credit notes.
growth-explain-period = Period
growth-explain-windows = { $first } – { $last }, against { $before } – { $until }
growth-explain-days = { $first } – { $last }
growth-explain-left-out = Left out
growth-explain-left-out-text = Void documents and sales without a customer. Archived customers count.
growth-explain-rows = Rows
growth-explain-rows-text = Enter lists them one by one.
growth-explain-bridge = Result = customers × purchases each × ticket × margin. The difference is shared out by the logarithmic mean (LMDI, Ang 2004): L(V₁,V₀)·ln(x₁/x₀); cents of rounding go to the largest effect. Where a factor is nothing or less they change one after the other in that order; where nobody bought in a period, all of it is customers.
growth-explain-account = Opening + new + recovered + buy more + buy less + stop buying = closing, to the cent. New: first purchase in the last 12 months. Recovered: bought earlier, not in the 12 months before, and again now. Credit notes of who did not buy count under buy more or less.
growth-explain-retention = Net = (opening + buy more + buy less + stop buying) / opening. Gross: without what they buy on top.
growth-explain-wallet = Revenue of 12 months / declared yearly spend on what we sell, only of those who told.
lift-tab = Lift
lift-heading = 12 months to { $day }
lift-almost = Almost A
lift-almost-n = Almost A: { $n ->
    [one] 1 customer below
   *[other] { INT($n) } customers below
  }
lift-threshold = A begins at { $amount } in 12 m
lift-almost-empty = Nobody is below class A. It takes purchases in the last 12 months.
lift-column-customer = Customer
lift-column-year = 12 m { $currency }
lift-column-gap = Gap { $currency }
lift-column-categories = Categ.
lift-column-trend = Trend
lift-column-hint = Hint
lift-hint-big = buys like an A
lift-hint-lacks = lacks { $what }
lift-plans = Plans
lift-plans-n = Plans { INT($n) }
lift-plans-empty = No plans yet. “n” on a customer of “Almost A” makes one.
lift-plans-reached = Plans reached
lift-column-target = Target { $currency }
lift-column-so-far = So far { $currency }
lift-column-deadline = Deadline
lift-column-owner = Owner
lift-column-state = State
lift-planned = to begin
lift-reached = reached
lift-on-track = on track
lift-behind = behind
lift-missed = missed
lift-closed = closed ({ $state })
lift-new-plan = plan
lift-close-plan = close
lift-kept = Sustain and consolidate
lift-sustain = Sustain
lift-consolidate = Consolidate
lift-breadth = Variety
lift-goal = Goal
lift-sustain-listed = Stop buying
lift-consolidate-listed = Go on buying
lift-breadth-listed = Below the goal of variety
lift-goal-listed = Reach the goal of variety
lift-sustain-words = { INT($gone) } of { INT($all) } leave; { $money } ({ $share })
lift-consolidate-words = { INT($n) } stay; categories { $before } → { $now }
lift-breadth-words = { $mean } of { INT($sold) } categories on average
lift-goal-words = { INT($n) } of { INT($all) } with { INT($goal) } or more
lift-no-categories = lines name no categories
lift-quarters = Promotions by quarter
lift-quarter = Q{ $n } { $year }
lift-column-quarter = Qtr
lift-column-reached = Plans
lift-column-promoted = Become A
lift-promoted-listed = Became class A by { $day }
lift-explain-almost = Classes A, B, C by revenue of 12 months (A while the sum before is under 80 %). Gap = revenue of the last A − theirs. Categories bought / those of the median A. Trend: 12 months against the 12 before, a tenth up or down. Hint: a ticket like the median A; the category most bought by the A that they never bought.
lift-explain-plans = So far = net revenue from the day of the plan to its deadline. On track: at least as far as the days gone by ask; reached: came up to the target; missed: the deadline passed without it.
lift-explain-sustain = Customers of the year before who did not buy in the last 12 months / customers of the year before; and what they brought.
lift-explain-consolidate = Of those who bought in both years: revenue now / revenue before − 1, and distinct categories per customer in each year.
lift-explain-breadth = Categories bought / categories sold, of active customers; goal: how many categories each is to buy (a setting).
lift-explain-quarters = Plans: reached / ended in the quarter. Become A: not A before the quarter and A at its end / those who were not A and had bought within 12 months.
effort-tab = Effort
effort-classes = Time and value by class
effort-value-classes = Time and value by kind of customer
effort-axis = m other classes
effort-settings = e settings
effort-change-axis = classes
effort-edit = settings
effort-class = Class { $class }
effort-no-class = No class
effort-not-active = Not active
effort-high-yield = High yield
effort-high-potential = High potential
effort-steady = Steady
effort-below-zero = Below zero
effort-column-class = Class
effort-column-customers = Customers
effort-column-contacts = Contacts
effort-column-hours = Time
effort-column-cost = Cost
effort-column-time = % time
effort-column-value = % revenue
effort-under = Worth much, little time
effort-over = Worth little, much time
effort-listed = Effort · { $class }
effort-cadence = Contacts in time
effort-column-every = How often
effort-column-within = In time
effort-column-overdue = Overdue
effort-column-coverage = Coverage
effort-column-stake = At stake
effort-every = { $class }: every { INT($days) } days
effort-late-a = Class A late to buy
effort-cadence-all = Class { $class }: active and may be contacted
effort-cadence-within = Class { $class }: contacted in time
effort-cadence-overdue = Class { $class }: not contacted in time
effort-minutes-of = { INT($given) } of { INT($fair) } min
effort-nothing-held = No contacts were logged in the last 12 months.
effort-nobody = Nobody.
effort-explain-classes = Time = contacts of 12 months × minutes of their channel (settings), and those of dealing with complaints. % time against % net revenue of 12 months.
effort-explain-cadence = Coverage = active customers contacted within the days of their class / active customers who may be contacted. Whoever was never contacted is overdue.
effort-explain-late = Active customers of class A whose silence is over 1.5 times their mean gap.
effort-explain-balance = Fair time = all the time × their revenue / all revenue. Little: class A with less than half of it. Much: not class A and more than twice.
effort-explain-left-out = Archived customers, those given up and those who want no contact are no part of the coverage.
form-lift = Lift plan
form-lift-edit = Change the plan
form-lift-target = It has to be more than zero.
form-lift-early = Before { $day }, when the plan begins.
form-f-target = Target
form-f-deadline = Deadline
form-f-plan = What to do
form-hint-target = revenue from today to the deadline; in the last 12 months: { $base }
form-hint-deadline = 2026-12-31, +6m, 15 mar
form-hint-plan = offer, visit, category they lack
form-effort = Settings of effort
form-effort-range = Between { INT($least) } and { INT($most) }.
form-f-cadence-a = A: contact every (days)
form-f-cadence-b = B: contact every (days)
form-f-cadence-c = C: contact every (days)
form-f-variety = Goal of variety (categories)
form-f-minutes-phone = Minutes of a call
form-f-minutes-email = Minutes of an e-mail
form-f-minutes-post = Minutes of a letter
form-f-minutes-visit = Minutes of a visit
form-f-minutes-other = Minutes of another contact
