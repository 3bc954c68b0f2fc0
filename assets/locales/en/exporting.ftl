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
export-report-title = Report { $name }, { $day }
export-error-report = A report is written as .csv, .xlsx or .md: { $file } ends in none of them.
