# Value to come: what the models say, and what they cannot say (report value, report backtest).

cli-model-mbgnbd = MBG/NBD
cli-model-bgnbd = BG/NBD
cli-model-pnbd = Pareto/NBD
cli-model-nbd = NBD
cli-value-heading = Value to come as of { $day } · model { $model }
cli-value-fit = { $parameters } · log-likelihood { $likelihood }
cli-value-totals = { INT($customers) } buyers, of whom about { $alive } are still active; { $expected } purchase days are expected in the next { $weeks } weeks.
cli-value-no-buyers = Nobody has bought yet: there is nothing to forecast.
cli-value-no-repeat-buyers = Nobody has bought on two different days: nothing can be forecast yet. Until then the interval rule holds.
cli-value-few-repeat-buyers =
    { $count ->
        [one] Only one customer has bought again
       *[other] Only { INT($count) } customers have bought again
    }, and { $least } are needed to forecast customer by customer. Until then the interval rule holds: each customer's rhythm by their mean gap between purchases.
cli-value-short-history = Purchases span { INT($days) } days, less than twice the usual gap ({ INT($gap) } days): nothing can be forecast customer by customer yet. Until then the interval rule holds: each customer's rhythm by their mean gap between purchases.
cli-value-no-drop-out = These data cannot tell who has stopped buying from who buys slowly: the forecast is made with the NBD model, in which nobody leaves. Who is lost is for the interval rule to say.
cli-value-spend-unknown = Spend does not fit the model: what each customer spends on a purchase day on average is taken, and the mean of the others for whoever has not bought again.
cli-value-more = { INT($shown) } of { INT($count) } customers are shown, those of most value; --json has all.
cli-value-next-by = { $day } ({ $chance })
cli-value-next-none = none expected
cli-column-repeat-days = Repeats
cli-column-p-alive = Active
cli-column-expected = Expected
cli-column-p-no-purchase = No purchase
cli-column-expected-spend = Spend a day
cli-column-clv = Value 12 months
cli-column-clv-range = Between
cli-column-next-by = Next by
cli-column-actual = Actual
cli-backtest-totals = From { $from } to { $to }: { INT($actual) } purchase days, { $expected } were expected. Means per customer by how often they had bought again:
cli-backtest-auc = How well those who buy nothing more are ranked, among repeat buyers (AUC): { $chance } by the chance of no purchase, { $recency } by the days of silence.
cli-error-later-day = { $day } is later than { $as_of }, the day this is asked for: what came is not known yet. Use --as-of to look from later on.
cli-error-holdout = The check must end after { $from }; { $to } does not.
cli-error-backtest-days = Say up to which day the model knows, and up to which it is checked: --calibration-end DAY --holdout-end DAY
