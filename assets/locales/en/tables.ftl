# The tables of value: RFM segments, Pareto classes, cohorts and products bought together.

segment-champions = Champions
segment-loyal = Loyal
segment-active = Active
segment-promising = Promising
segment-new = New
segment-needs-attention = Needs attention
segment-almost-lost = Almost lost
segment-at-risk = At risk
segment-previously-loyal = Previously loyal
segment-dormant = Dormant
segment-lost-cause = Lost cause

cli-column-cohort = First purchase
cli-column-segment = Segment
cli-column-rule = Rule
cli-column-class = Class
cli-column-rule-a = Who buys
cli-column-rule-b = Also buys
cli-column-rule-both = Together
cli-column-rule-confidence = Confidence
cli-column-rule-lift = Lift

cli-table-no-purchases = No customer bought anything in this period.
cli-table-no-baskets = There are no purchases with products to look at.
cli-table-period = From { $since } to { $until }
cli-table-period-all = Everything up to { $until }
cli-table-cohorts-note = Customers by the month of their first purchase, and how many bought in each month since; what has not come yet is blank.
cli-table-cohorts-cut = { INT($shown) } of { INT($count) } months are shown; --json has them all.
cli-table-recency = recency
cli-table-frequency = frequency
cli-table-money = money
cli-table-fixed = By fixed limits instead of fifths ({ $measures }): there are few customers ({ INT($customers) }) or few different values.
cli-table-grid = Customers
cli-table-sum = Sum
cli-table-pareto-top =
    { $count ->
        [one] The top 20 % of the customers (one) bring { $share } of the revenue.
       *[other] The top 20 % of the customers ({ INT($count) }) bring { $share } of the revenue.
    }
cli-table-pareto-80 =
    { $count ->
        [one] 80 % of the revenue comes from one customer ({ $share }).
       *[other] 80 % of the revenue comes from { INT($count) } customers ({ $share }).
    }
cli-table-pareto-risk = The top 1 % bring { $one }, the top 5 % { $five } · Gini { $gini }
cli-table-class-none = No revenue
cli-table-rule-of = { INT($both) } of { INT($all) }
cli-table-rules-count =
    { $rules ->
        [0] No rule: no pair is in { INT($least) } or more of { INT($baskets) } baskets with the confidence asked for.
        [one] One rule; pairs in { INT($least) } or more of { INT($baskets) } baskets.
       *[other] { INT($rules) } rules; pairs in { INT($least) } or more of { INT($baskets) } baskets.
    }
