# Saved segments.

segment-save-title = Save segment
segment-edit-title = Edit segment
segment-name = Name
segment-kind = Kind
segment-kind-living = living: whoever meets it each day
segment-kind-frozen = frozen: those who are in it now
segment-kind-living-short = living
segment-kind-frozen-short = frozen
segment-query = Filter
segment-history = Before
segment-now = { $n ->
    [one] Now: { $count } customer
   *[other] Now: { $count } customers
}
segment-filter = Filter: { $query }
segment-only-frozen-scope = The list starts from a figure: it can only be frozen.
segment-only-frozen-empty = Without a filter it can only be frozen.
segment-frozen-stays = It is frozen: its name changes, not who is in it.
segment-no-filter = no filter
segment-heading = Segment { $name }
segment-manager-title = Segments { $count }
segment-manager-keys = Enter lists · e edits · Del deletes
segment-manager-empty = There are no segments yet. Filter the customers with / and save the filter with S; then write @name to use it.
segment-column-name = Name
segment-column-kind = Kind
segment-column-count = Customers
segment-column-change = Change
segment-column-created = Saved
segment-delete-title = Delete the segment “{ $name }”?
segment-delete-what = The customers stay as they are; only the saved filter goes. u takes it back.
segment-delete-do = Delete
segment-delete-short = delete
