# Lifecycle: funnel, flow, health and limits.
lifecycle-reading = Working it out…
lifecycle-empty = There are no purchases yet, so there is no lifecycle to show. “i” in the list of customers (2) imports a file, “p” notes a purchase.
lifecycle-tab-summary = Overview
lifecycle-tab-flow = Flow
lifecycle-tab-rules = Rules
lifecycle-so-far = { $days ->
    [one] {" "}(1 day)
   *[other] {" "}({ INT($days) } days)
  }
lifecycle-no-later = This is the latest period.
lifecycle-foot = { INT($active) } active + { INT($lost) } lost = { INT($all) } in the portfolio · as of { $day }
lifecycle-funnel = Funnel
lifecycle-funnel-right = customers · { $currency } 12 m
lifecycle-health = { $warnings ->
    [0] Health of the flow: sound
    [one] Health of the flow: 1 warning
   *[other] Health of the flow: { INT($warnings) } warnings
  }
lifecycle-health-unknown = Health of the flow: no data yet
lifecycle-flow-balances = Flow (balances: opening + in − out = closing)
lifecycle-flow-broken = Flow: DOES NOT BALANCE
lifecycle-round-trips = { $n ->
    [one] besides, 1 customer was lost and came back within the period
   *[other] besides, { INT($n) } customers were lost and came back within the period
  }
lifecycle-stage = Stage
lifecycle-flow-opening = Opening
lifecycle-flow-new = + New
lifecycle-flow-recovered = + Back
lifecycle-flow-in = + In
lifecycle-flow-out = − Out
lifecycle-flow-lost = − Lost
lifecycle-flow-closing = = Closing
lifecycle-flow-opening-brief = Open
lifecycle-flow-new-brief = +New
lifecycle-flow-recovered-brief = +Back
lifecycle-flow-in-brief = +In
lifecycle-flow-out-brief = −Out
lifecycle-flow-lost-brief = −Lost
lifecycle-flow-closing-brief = =Close
lifecycle-flow-opening-words = at the opening
lifecycle-flow-new-words = new customers
lifecycle-flow-recovered-words = recovered
lifecycle-flow-in-words = in from another stage
lifecycle-flow-out-words = out to another stage
lifecycle-flow-lost-words = lost
lifecycle-flow-closing-words = at the closing
lifecycle-money = Flow in money (each customer weighs their sales of 12 months)
lifecycle-money-opening = Opening
lifecycle-money-in = + In
lifecycle-money-out = − Out
lifecycle-money-change = ± Change
lifecycle-money-closing = = Closing
lifecycle-money-revenue = Sales
lifecycle-money-opening-words = at the opening
lifecycle-money-in-words = in
lifecycle-money-out-words = out
lifecycle-money-change-words = at the closing
lifecycle-money-closing-words = at the closing
lifecycle-money-revenue-words = at the closing
lifecycle-money-unassigned = Sales of customers with credit notes only
lifecycle-money-anonymous = Sales without a customer
lifecycle-money-total = Sales of the period
lifecycle-rhythm = Rhythm of the active (silence against their mean gap)
lifecycle-rhythm-listed = Active: { $rhythm }
lifecycle-explain-rhythm = Each active customer is measured against themselves: days without buying over their mean gap. Up to 1 they are on time; over 1 due; over 1.5 late; over 2 at risk; lost at { $k } times.
lifecycle-list = { $what } · { $period }
lifecycle-rule-entrants = { $part } come in, { $whole } leave
lifecycle-rule-entrants-nothing = Nobody comes in or leaves
lifecycle-rule-entrants-listed = Coming in
lifecycle-rule-leavers = { $part } stop buying
lifecycle-rule-leavers-listed = Leaving
lifecycle-rule-leavers-nothing = Nobody stops buying
lifecycle-rule-compensation = { $part } a year come in, { $whole } leave
lifecycle-rule-compensation-nothing = No money leaves that would have to be made up for
lifecycle-rule-compensation-listed = Leaving
lifecycle-rule-new-to-adolescent = New who become adolescent { $share } (≥ { $threshold })
lifecycle-rule-new-to-adolescent-nothing = New who become adolescent: none yet
lifecycle-rule-new-to-adolescent-listed = Not become adolescent
lifecycle-rule-adolescent-to-mature = Adolescents who mature { $share } (≥ { $threshold })
lifecycle-rule-adolescent-to-mature-nothing = Adolescents who mature: none yet
lifecycle-rule-adolescent-to-mature-listed = Not matured
lifecycle-rule-ageing = Mature who age { $share } (≤ { $threshold })
lifecycle-rule-ageing-nothing = Mature who age: none yet
lifecycle-rule-ageing-listed = Ageing
lifecycle-mend-entrants = { $heads ->
    [one] 1 more coming in is missing, or keeping 1 of those who leave ({ $money }).
   *[other] { INT($heads) } more coming in are missing, or keeping { INT($heads) } of those who leave ({ $money }).
  }
lifecycle-mend-leavers = {""}
lifecycle-mend-compensation = { $heads ->
    [0] { $money } a year are missing.
    [one] { $money } a year are missing: keeping the largest of those who leave would do.
   *[other] { $money } a year are missing: keeping the { INT($heads) } largest of those who leave would do.
  }
lifecycle-mend-new-to-adolescent = { $heads ->
    [one] With 1 more new customer who goes on buying ({ $money }) it holds.
   *[other] With { INT($heads) } more new customers who go on buying ({ $money }) it holds.
  }
lifecycle-mend-adolescent-to-mature = { $heads ->
    [one] With 1 more adolescent who matures ({ $money }) it holds.
   *[other] With { INT($heads) } more adolescents who mature ({ $money }) it holds.
  }
lifecycle-mend-ageing = { $heads ->
    [one] With 1 mature customer fewer who ages ({ $money }) it holds.
   *[other] With { INT($heads) } mature customers fewer who age ({ $money }) it holds.
  }
lifecycle-mend-entrants-brief = { $heads ->
    [one] 1 entrant short
   *[other] { INT($heads) } entrants short
  }
lifecycle-mend-leavers-brief = {""}
lifecycle-mend-compensation-brief = { $money } short
lifecycle-mend-new-to-adolescent-brief = { $heads ->
    [one] 1 short
   *[other] { INT($heads) } short
  }
lifecycle-mend-adolescent-to-mature-brief = { $heads ->
    [one] 1 short
   *[other] { INT($heads) } short
  }
lifecycle-mend-ageing-brief = { $heads ->
    [one] 1 too many
   *[other] { INT($heads) } too many
  }
lifecycle-explain-fails = Fails
lifecycle-active-code = ACT
lifecycle-foot-brief = as of { $day }
lifecycle-flow-opening-tiny = Open
lifecycle-flow-new-tiny = +New
lifecycle-flow-recovered-tiny = +Back
lifecycle-flow-in-tiny = +In
lifecycle-flow-out-tiny = −Out
lifecycle-flow-lost-tiny = −Lost
lifecycle-flow-closing-tiny = =End
lifecycle-limits = Limits of the stages
lifecycle-limits-right = Enter: change them and see how many they move
lifecycle-limits-edit = Limits of the stages
lifecycle-years = { $n ->
    [one] 1 year
   *[other] { INT($n) } years
  }
lifecycle-limit-adolescent = Adolescent from
lifecycle-limit-adolescent-hint = years
lifecycle-limit-adolescent-words = after the first purchase; new before
lifecycle-limit-mature = Mature from
lifecycle-limit-mature-hint = years
lifecycle-limit-mature-words = after the first purchase
lifecycle-limit-veteran = Veteran from
lifecycle-limit-veteran-hint = years
lifecycle-limit-veteran-words = or earlier, buying half as often as before
lifecycle-limit-k = Lost after
lifecycle-limit-k-hint = × their mean gap
lifecycle-limit-k-words = times their own mean gap without buying
lifecycle-limit-mu = Imagined gap
lifecycle-limit-mu-hint = days
lifecycle-limit-mu-words = the gap of those who have bought once
lifecycle-limit-lo = Never lost before
lifecycle-limit-lo-hint = days
lifecycle-limit-lo-words = without buying
lifecycle-limit-hi = Always lost after
lifecycle-limit-hi-hint = days
lifecycle-limit-hi-words = without buying
lifecycle-limit-seasonal = Seasonal, after
lifecycle-limit-seasonal-hint = days
lifecycle-limit-seasonal-words = without buying, when marked as seasonal
lifecycle-limit-range = from { $least } to { $most }
lifecycle-limit-order = more than the one before
lifecycle-preview = { $n ->
    [0] With these limits nobody changes stage.
    [one] With these limits 1 customer changes stage:
   *[other] With these limits { INT($n) } customers change stage:
  }
lifecycle-proposed-gap = The usual gap of this portfolio is { INT($days) } days: Enter here puts it in.
lifecycle-explain-formula = Formula
lifecycle-explain-inputs = Inputs
lifecycle-explain-inputs-text = Only the days and amounts of each customer's valid purchases and credit notes, up to the end of the period. Nothing is typed by hand.
lifecycle-explain-period = Period
lifecycle-explain-days = { $first } – { $last }
lifecycle-explain-left-out = Left out
lifecycle-explain-left-out-text = Voided documents, and purchases taken back in full from the date of their credit note on. Sales without a customer count in the total of the period, not in the stages.
lifecycle-explain-rows = Customers
lifecycle-explain-rows-text = { INT($n) }; Enter lists them.
lifecycle-explain-stage-new = First purchase less than { $adolescent } year ago and not lost.
lifecycle-explain-stage-adolescent = First purchase { $adolescent } year ago or more and less than { $mature }, and not lost.
lifecycle-explain-stage-mature = First purchase { $mature } years ago or more, neither veteran nor lost.
lifecycle-explain-stage-veteran = First purchase { $veteran } years ago or more, or purchase days of the last year ≤ half of the year before (with 2 or more); not lost.
lifecycle-explain-stage-lost = Days since the last purchase > G, with G = { $k } × mean gap, between { $lo } and { $hi } days. Mean gap = (last − first + { $mu }) / purchase days.
lifecycle-explain-stage-active = New + adolescent + mature + veteran.
lifecycle-explain-flow = Each customer has a stage at the end of the day before the period and another at its end. Opening + new + back + in − out − lost = closing.
lifecycle-explain-money = Each customer weighs their sales of the 12 months up to that day. Opening + in − out + change = closing; who changes stage carries the weight of the opening, and change is by how much the weight of those there at the end differs. Sales: those of the period, under the stage at its end.
lifecycle-explain-rule-entrants = Coming in: not active at the opening and active at the closing (new and recovered). Held against those who leave.
lifecycle-explain-rule-leavers = Active at the opening and lost at the closing.
lifecycle-explain-rule-compensation = Annualised sales of those who come in / sales of the 12 months before of those who leave; goal ≥ 1. Whoever came less than a year ago is carried on to a full year (from 30 days at least).
lifecycle-explain-rule-new-to-adolescent = Of those who complete their first year in the period, how many still buy.
lifecycle-explain-rule-adolescent-to-mature = Of the adolescents of a year ago, how many are mature at the end.
lifecycle-explain-rule-ageing = Of the mature of a year ago, how many are veteran at the end.

# Funnel
lifecycle-tab-cohorts = Cohorts
lifecycle-ways = Ways and conversion
lifecycle-ways-stay = { $n } stay
lifecycle-conversion-new-to-adolescent = New → adolescent
lifecycle-conversion-adolescent-to-mature = Adolescent → mature
lifecycle-conversion-of = { $n } of { $all }
lifecycle-conversion-none = nobody is old enough yet
lifecycle-made-new-to-adolescent = New ones that become adolescent
lifecycle-made-adolescent-to-mature = Adolescents that mature
lifecycle-matrix = From which stage to which
lifecycle-matrix-right = row: at the opening · column: at the closing · diagonal: those who stay
lifecycle-matrix-nobody = No purchase
lifecycle-matrix-any = All
lifecycle-matrix-opening = Opening
lifecycle-matrix-closing = = Closing
lifecycle-explain-matrix = Each customer stands in the row of their stage at the end of the day before the period and in the column of their stage at the end of the period. The diagonal are those who stay where they were; “no purchase” are those who had not bought yet, or gave everything back.
# Cohorts
lifecycle-cohorts = Cohorts: % still buying
lifecycle-cohorts-month = month of first purchase × months since
lifecycle-cohorts-quarter = quarter of first purchase × quarters since
lifecycle-cohorts-year = year of first purchase × years since
lifecycle-cohorts-month-brief = by month
lifecycle-cohorts-quarter-brief = by quarter
lifecycle-cohorts-year-brief = by year
lifecycle-cohorts-legend = █ ≥ 80 · ▓ ≥ 60 · ▒ ≥ 40 · ░ ≥ 20 · blank: not known yet
lifecycle-cohorts-none = Nobody has bought by this date, so there are no cohorts.
lifecycle-cohort-began = First
lifecycle-cohort-size = Size
lifecycle-cohort-quarter = { $year } Q{ $n }
lifecycle-cohort-step-month = M+{ $k }
lifecycle-cohort-step-quarter = Q+{ $k }
lifecycle-cohort-step-year = Y+{ $k }
lifecycle-cohort-cell = First bought in { $cohort } and buy in { $step }
lifecycle-cohort-whole = First bought in { $cohort }
lifecycle-explain-cohort = The row are the customers whose first valid purchase lies in that period; the column, those of them who bought so many periods later too. Per cent of the row. The last period, where it is not over, counts up to the as-of day; those that have not begun stay blank.
lifecycle-explain-until = until { $last }
# Quality of those who come in
lifecycle-entrants = What those who come in are like
lifecycle-entrants-heads = First purchases
lifecycle-entrants-value = Buy in 90 days, on average
lifecycle-entrants-unripe = { $days } days since their first purchase are not over yet
lifecycle-entrants-again = Buy on another day
lifecycle-entrants-sources = Where they come from
lifecycle-entrants-unknown = not noted
lifecycle-entrants-others = others { $share }
lifecycle-explain-entrants = Customers whose first valid purchase lies in the period. The 90 days are the mean net revenue from the first purchase on, only of those whose 90 days are over; “another day” are those with more than one purchase day. Both as known today.
# Thresholds of the verdict
lifecycle-targets = Health targets of the flow
lifecycle-targets-right = Enter: change them and see what would happen
lifecycle-targets-edit = Health targets of the flow
lifecycle-target-new-to-adolescent = New → adolescent
lifecycle-target-new-to-adolescent-words = of those completing their first year
lifecycle-target-adolescent-to-mature = Adolescent → mature
lifecycle-target-adolescent-to-mature-words = of the adolescents a year ago
lifecycle-target-ageing = Mature that age
lifecycle-target-ageing-words = of the mature a year ago
lifecycle-target-compensation = Compensation in money
lifecycle-target-compensation-words = what comes in a year, over what leaves
lifecycle-target-least = % at least
lifecycle-target-most = % at most
lifecycle-targets-preview = { $n ->
    [0] With these targets no rule fails.
    [one] With these targets 1 rule fails.
   *[other] With these targets { INT($n) } rules fail.
  }
lifecycle-targets-same = The verdict on this period does not change.
lifecycle-targets-holds = { $rule } ({ $share }) would hold
lifecycle-targets-fails = { $rule } ({ $share }) would fail
