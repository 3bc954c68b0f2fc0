# Value: what the customers bring, how it is spread, and what is to come.
value-reading = Working it out…
value-empty = There are no purchases yet, so there is no value to share out. “i” imports a file from the list of customers (2), “p” notes a purchase.
value-empty-period = Nobody bought in this period. “-” looks further back.
value-nobody = There is nobody here.
value-tab-summary = Summary
value-tab-pareto = Pareto
value-tab-rfm = RFM
value-tab-clv = CLV
value-period-12m = last 12 months
value-period-24m = last 24 months
value-period-all = all of the past
value-period-12m-short = 12 m
value-period-24m-short = 24 m
value-period-all-short = all
value-horizon = { $months } months ahead
value-horizon-short = { $months } months
value-foot-period = period
value-foot-settings = settings
value-base = Base: { $n ->
    [one] 1 customer with purchases
   *[other] { INT($n) } customers with purchases
  } · { $first } – { $last } · { $money }
value-base-brief = { INT($n) } · { $first } – { $last } · { $money }
value-list = { $what } · { $period }
value-list-active = { $what } · today
value-customers = { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  }


value-class-high-yield = High yield
value-class-high-potential = High potential
value-class-steady = Steady
value-class-below-zero = Below zero

value-abc-a = Class A
value-abc-b = Class B
value-abc-c = Class C
value-abc-none = No net revenue
value-abc-a-brief = A
value-abc-b-brief = B
value-abc-c-brief = C
value-abc-none-brief = None
value-abc-all = All
value-abc = Classes

value-figure-base = Bought in the period
value-figure-top = Top { $percent } by revenue
value-figure-rest = Others after the top { $percent }
value-figure-to80 = The fewest that bring 80%
value-figure-cell = { $scores } “{ $segment }”
value-figure-scores = { $scores }
value-figure-active = All the active
value-figure-almost = Almost Pareto
value-figure-leaving = Leaving

value-pareto = Pareto
value-pareto-right = 20% = { $n } → { $share }
value-pareto-best = { $n } Pareto { $money }
value-pareto-rest = { $n } rest { $money }
value-curve = Pareto curve
value-curve-right = % customers → % revenue
value-curve-point = { $percent } · { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  } → { $share } · { $money }
value-spread = How revenue is spread
value-spread-top20 = The top 20% ({ $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  }) brings { $share }.
value-spread-to80 = { $share } of them ({ $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  }) brings 80%.
value-spread-risk = Risk: the top 1% brings { $one }; the top 5%, { $five }.
value-spread-gini = Gini { $gini } (0 all alike, 1 all with one).
value-spread-threshold = It takes { $money } to be A.
value-spread-nothing = Net revenue of the period does not exceed zero: there is nothing to spread.

value-grid = RFM: recency × frequency
value-grid-right = recency × frequency · customers
value-grid-right-brief = recency × frequency
value-grid-shades = customers (darker = more)
value-grid-f1 = F1 rare
value-grid-f5 = F5 often
value-grid-r5 = R5 recent
value-grid-r1 = R1 long ago
value-cell-money = { $money } ({ $share })
value-cell-mean = mean ticket { $money }
value-cell-keys = Enter lists them · t tags them
value-segments = Segments
value-people-right = { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  } · { $money }
value-bands-r = R (days of silence):
value-bands-f = F (purchase days):
value-bands-m = M (revenue):
value-bands-fixed = { $which } by fixed cut-offs: fewer than 25 customers or than 3 different values.
value-kind = Kind of purchase
value-kind-unknown = not known
value-kind-others = others { $share }
value-kind-categories = Categories
value-kind-price = Price
value-kind-price-words = { $full } at full price, { $off } in promotion
value-kind-margin = Margin
value-kind-margin-words = { $margin } (cost known for { $known })
value-kind-channel = Channel

value-column-customer = Customer
value-column-money = Revenue
value-column-gap = Missing
value-column-class = Class
value-column-abc = Class
value-column-heads = Customers
value-column-heads-brief = Custs
value-column-mean = Mean CLV
value-column-total = Total CLV
value-column-range = Between
value-column-segment = Segment
value-column-scores = Scores
value-column-last = Last
value-column-days = Days
value-column-clv = CLV { $months } m
value-column-alive = Alive
value-column-expected = Expect
value-column-revenue = 12 m
value-column-cost = Serving
value-column-net = Net
value-column-stage = Stage
value-column-none = None
value-column-at-risk = At stake

value-almost = Almost Pareto: one step away
value-almost-none = Nobody is below class A in this period.
value-almost-threshold = Threshold (rank { $rank }): { $money }
value-clv = Lifetime value (CLV, { $months } months)
value-clv-simple = Lifetime value, { $months } months (simple model)
value-clv-all = All the active: { INT($n) }
value-leaving-money = 12 m: { $money }
value-leaving-unknown = Without a forecast customer by customer nobody can be said to be leaving. Cycle (3) shows who is late by their own rhythm.
value-facts = How it was forecast
value-facts-buyers = { $n ->
    [one] 1 buyer
   *[other] { INT($n) } buyers
  }, { $repeat ->
    [one] 1 bought again
   *[other] { INT($repeat) } bought again
  }.
value-facts-totals = About { $alive } are still customers; { $expected } purchase days are expected in 26 weeks.
value-model-mbgnbd = Model MBG/NBD, spend Gamma-Gamma.
value-model-bgnbd = Model BG/NBD, spend Gamma-Gamma.
value-model-pnbd = Model Pareto/NBD, spend Gamma-Gamma.
value-model-nbd = Model NBD: nobody leaves.
value-caveat-no-buyers = Nobody has bought yet.
value-caveat-no-repeat = Nobody has bought on two different days.
value-caveat-few = { $n ->
    [one] Only 1 customer bought again
   *[other] Only { INT($n) } customers bought again
  }; it takes { $least } to forecast one by one.
value-caveat-short = The history spans { INT($days) } days, less than twice the usual gap ({ INT($gap) } days).
value-caveat-no-drop-out = Those who left cannot be told from those who buy slowly.
value-caveat-spend = Spend does not fit its model: everybody's own mean stands.
value-simple = Simple model: margin of 12 months, of which { $kept } stays each year.
value-simple-year = Simple model: a year like the last.

value-explain-formula = Formula
value-explain-inputs = Inputs
value-explain-period = Period
value-explain-left-out = Left out
value-explain-rows = Customers
value-explain-model = Model
value-explain-base = Every customer with at least one purchase in the period, with their revenue net of credit notes.
value-explain-top = Customers are ordered by revenue; where equal, the older one first. The percentage is rounded up; the rest are the others.
value-explain-to80 = The fewest customers who together bring 80% of the revenue.
value-explain-abc = Ordered by revenue: A while the sum before the customer is under 80%, so that whoever crosses the line is A; B under 95%; C the rest; no class for who brings nothing or less.
value-explain-cells = Each score is 1 + ⌊5·L/N⌋, with L the customers strictly worse and N all of them; equals score equally. R looks at days of silence, F at purchase days, M at net revenue. With fewer than 25 customers or 3 different values fixed cut-offs stand in.
value-explain-segment = A segment is made of cells of RFM: { $cells }. Each of the 125 cells is in one segment and no more.
value-explain-class-high-yield = Net lifetime value in the best { $percent }% of the active, and above zero: protect them.
value-explain-class-high-potential = Two signs of three: buys { $rising }% more than the year before; buys like class A (amount of a purchase or categories); spends less than { $wallet }% of their money with us, where that is known. Invest in them.
value-explain-class-steady = Neither among the best, nor with signs of growth, nor below zero.
value-explain-class-below-zero = What they will bring, less what serving them costs (contacts, faults and returns), is below zero. It asks for a decision.
value-explain-active = New, adolescent, mature and veteran customers as of today.
value-explain-almost = The nearest below the last of class A, who brings { $threshold }. Missing is what parts them from it.
value-explain-leaving = Active customers who by the model have one chance in four or more to go 26 weeks without buying: P₀ = 1 − P(alive)·(1 − ((α+T)/(α+T+26))^(r+x)). Ordered by that chance times their revenue of 12 months.
value-explain-inputs-text = Valid purchases and credit notes of each customer up to the as-of day.
value-explain-inputs-to-come = Purchases up to the as-of day; margin of the lines with a cost, else { $margin }%; an hour of work { $hour }; discount { $discount } a month; { $months } months.
value-explain-period-text = From { $first } to { $last }.
value-explain-period-to-come = As of { $last }, { $months } months ahead; the cost of serving is that of the last 12 months.
value-explain-left-out-text = Void purchases, sales without a customer and everything after the as-of day. Archived customers count: archiving changes no figure.
value-explain-rows-text = { $n ->
    [one] 1 customer, shown by Enter
   *[other] { INT($n) } customers, shown by Enter
  }
value-explain-rows-money = { $n ->
    [one] 1 customer
   *[other] { INT($n) } customers
  } · { $money }; Enter shows them

value-settings = Settings of value
value-setting-period = Period in lists and pages
value-setting-horizon = Months of lifetime value
value-setting-horizon-hint = ahead
value-setting-discount = Discount a month, %
value-setting-discount-hint = 1 is 1%
value-setting-margin = Margin, %
value-setting-margin-hint = where no cost is known
value-setting-hour = Cost of an hour
value-setting-hour-hint = of whoever serves
value-setting-phone = Minutes a call
value-setting-phone-hint = by telephone
value-setting-email = Minutes an e-mail
value-setting-email-hint = or a letter
value-setting-visit = Minutes a visit
value-setting-visit-hint = travel included
value-setting-other = Minutes another contact
value-setting-other-hint = message, shop…
value-setting-fault = Minutes more for a fault
value-setting-fault-hint = or complaint
value-setting-best = High yield, %
value-setting-best-hint = best of the active
value-setting-negative = cannot be negative
value-preview = { $n ->
    [0] Nobody changes class
    [one] 1 customer changes class
   *[other] { INT($n) } customers change class
  }
value-range = { $low } to { $high }
value-of = { INT($n) } of { INT($all) }
value-facts-fit = Fit: { $parameters }
value-column-heads-tiny = No.
value-column-mean-tiny = Mean
value-column-total-tiny = Total

form-incentive = Incentive
form-review = Review the decision
form-f-wanted = Revenue of 12 months wanted
form-f-review = Reviewed on
form-f-offer = What is offered
form-f-became = What became of it
form-hint-wanted = now { $money }
form-hint-review = +90d, 15 Mar
form-bad-target = must be more than zero
form-bad-ahead = must be today or later
value-figure-undecided = Below zero, undecided
value-figure-review-due = Decisions to review
value-row-undecided = · undecided
value-explain-undecided = Customers below zero about whom nothing is decided: neither an incentive nor passive contact.
value-explain-review-due = Customers with an incentive or passive contact whose day of review has come.
value-decided = { $incentive } with incentive · { $passive } passive · { $undecided } undecided
value-decided-due = { $n ->
    [one] 1 decision to review
   *[other] { INT($n) } decisions to review
  }
value-decide-keys = o incentive · d stop investing (never deleted)
value-column-decision = Decision
value-decision-none = undecided
value-decision-incentive = incentive { $money } → { $day }
value-decision-due = review: { $money } ({ $day })
value-decision-passive = passive since { $day }
value-decision-closed = reviewed { $day }
value-decision-result = wanted { $target }, now { $money }
value-decision-result-passive = passive since { $day }, now { $money }
value-stop-title = Stop investing in { $name }
value-stop-text = Passive contact: they are served when they call, but not sought out by their rhythm. Nothing is deleted, and it can be undone. It is noted with day and author.
value-stop-yes = Stop investing
value-not-below = Only for who is below zero: Tab leads to the list.
backtest-title = Does the forecast hit?
backtest-wait = Testing…
backtest-short = The history is too short to test it: at least six weeks since the first purchase are needed.
backtest-words = With what was known on { $from }, { $expected } purchase days were expected until { $to }; { $actual } came.
backtest-words-none = With what was known on { $from } nothing could be forecast; until { $to } there were { $actual } purchase days.
backtest-model = Model { $model }
backtest-repeats = Had repeated
backtest-customers = Customers
backtest-actual = Came
backtest-expected = Expected
backtest-auc = As to who would not come back, the chance of no purchase is right in { $chance } of 100 pairs; the days of silence in { $recency }.
backtest-auc-none = Of those who had repeated, all bought or none did: there is nobody to rank.
backtest-foot = means of purchase days per customer
