# Products, replenishment and launches.
products-title = Products { $n }
products-hint = Space marks those like a new one; “o” says whom to call
products-none = There are no product lines yet. They appear here when sales with their product are imported, or written in a purchase.
products-marked = { $n ->
    [one] 1 marked
   *[other] { INT($n) } marked
  }
products-c-name = Product
products-c-category = Category
products-c-buyers = Custs
products-c-revenue = Sales 12 m
products-c-rhythm = Rhythm
products-c-last = Last
products-c-state = State
products-c-customer = Customer
products-c-product = Product
products-c-why = Why
products-c-window = Expected
products-c-expected = Expected
products-c-next = State
products-c-call = Next call
products-every = each { $days } d
products-gone = gone { $day }
products-new = new { $day }
products-buyers-of = Buy { $product }
products-key-buyers = customers
products-key-call = whom to call
products-key-plan = on the next call
products-launch-title = New product: whom to call?
products-launch-name = It is called
products-launch-category = Among those who buy “{ $category }” ({ $n ->
    [one] 1 product
   *[other] { INT($n) } products
  })
products-launch-one = Among those who buy “{ $product }”
products-launch-marked = Among those who buy { $n ->
    [one] the marked product
   *[other] the { INT($n) } marked ones
  } or what goes with it
products-launch-empty = The name of the new product is missing.
products-calls-title = Whom to call about “{ $product }” · { $n }
products-calls-none = Nobody buys anything like it yet, nor anything that leads to it with enough certainty.
products-due-title = Refill: what is due to be bought · { $n }
products-due-none = Nobody is due to buy anything again: a rhythm takes three purchase days of the same product.
products-has = buys { $n ->
    [one] 1 like it
   *[other] { INT($n) } like it
  }
products-seeks = seeks it
products-because = has { $product }: { $n } of { $all }
products-late = late { $days } d
products-due = due
products-in = in { $days } d
products-ended = ended
products-note-due = Refill { $product }
products-note-launch = Offer { $product }
products-note-offer = Offer { $product } (with { $because })
products-planned-already = It was on their next call already.
products-left-out-archived = { $n ->
    [one] 1 archived
   *[other] { INT($n) } archived
  }
products-left-out-do-not-call = { $n ->
    [one] 1 not to be called
   *[other] { INT($n) } not to be called
  }
products-left-out-no-consent = { $n ->
    [one] 1 who refused calls
   *[other] { INT($n) } who refused calls
  }
products-left-out-nobody = Nobody.
products-left-out = without: { $words }
products-w-rule = Rule
products-w-left-out = Left out
products-w-period = As of
products-w-rows = Rows
products-w-gaps = Gaps
products-w-gaps-text = a quarter buy again within { $p25 } days, half within { $median }, three quarters within { $p75 }
products-w-buyers = Customers with any valid purchase of the product, ever; Enter lists them.
products-w-revenue = Amount of its lines in the last twelve months, with quantity and price above zero.
products-w-rhythm = Median of the days between two purchases in a row of the same customer.
products-w-due = Of each customer and product with three purchase days or more in 24 months: the last purchase plus their gaps p25 to p75 is when the next one is expected. Due within that window, late after it. After three times the p75 it is no longer expected.
products-w-launch = First who buys what is like it (marked, or of its category), with what they spend on it in twelve months; then who has something that leads to it: confidence of the rule times the mean spend of its buyers. Rules with 5 customers or more in common, more than by chance.
products-w-launch-benefit = First who buys the products that serve the benefit (bought most by those who seek it), with what they spend on them in twelve months; who seeks it and buys none, with what those who seek it spend on them on average; who has something that leads to them, confidence of the rule times the mean spend of its buyers, where that is more. Rules with 5 customers or more in common, more than by chance.
