# Importing files: why a file cannot be read, what it leaves open, what is rejected, what was repaired.
# Every error also has { $file }, the name of the file.

import-error-io = { $file } cannot be read: { $cause }. Check the path and the permissions.
import-error-missing = There is no “{ $file }”. Check the name and the folder.
import-error-empty = { $file } is empty. There is nothing to import.
import-error-not-a-table = { $file } is no table of text but { $what ->
        [xlsb] a binary Excel workbook: save it as .xlsx and import that
        [ods] an OpenDocument sheet: save it as .xlsx or CSV and import that
        [zip] a ZIP archive: unpack it and import what it holds
        [pdf] a PDF: export the data as CSV
        [html] a web page: the download may have failed; download it again
        [json] a JSON file: export the data as CSV
        [program] a program
        [ole] an old or protected Office document: save it as CSV without a password
        [sqlite] a database: open it with --db if it is a cartera file
       *[other] a binary file
    }.
import-error-broken-gzip = { $file } is compressed, and cut or damaged after line { $row }. Download it again; nothing was imported.
import-error-broken-workbook = { $file } is a damaged workbook. Open it in the spreadsheet program, save it anew (.xlsx) and import that. Nothing was imported.
import-error-open-card = { $file }: the card that begins in line { $row } has no end; the file is cut. Export the contacts again; nothing was imported.
import-error-bomb = { $file } unpacks to more than { $megabytes } MB, more than a table can be. Nothing was imported.
import-error-open-quote = { $file }, line { $row }, column { $column }: a quote is opened and never closed. Close or delete it and import again.
import-error-row-too-long = { $file }, line { $row }, column { $column }: the row is longer than { $megabytes } MB. A quote or a line end may be missing.
import-error-too-many-columns = { $file }, line { $row }: the row has { $columns } columns or more. Is it a table of customers or sales?
import-error-no-rows = { $file } has a header and no rows.
import-error-unknown-columns = No column of { $file } is known ({ $headers }). Say what each is with --map COLUMN=FIELD.
import-error-no-header = { $file } has no header: its first row is data ({ $first }). Say what each column is by its number: --map 1=customer.name,2=customer.phone…
import-error-unknown-preset = There is no preset “{ $name }”. The nearest is “{ $nearest }”; import --list-presets shows them all.
import-error-preset-mismatch = { $file } is not of the preset { $preset }: the columns { $missing } are missing. Choose another preset or use --map.
import-error-unknown-column = { $file } has no column “{ $column }”. The nearest is “{ $nearest }”.
import-error-unknown-field = There is no field “{ $field }”. The nearest is “{ $nearest }”; import --list-presets shows them all.
import-error-map-syntax = “{ $part }” is not COLUMN=FIELD.
import-error-field-needed = Importing purchases needs a column for { $field }, and it is not clear which one it is. Say so with --preset generic --map COLUMN={ $field }.
import-error-field-candidates = Importing purchases needs a column for { $field }, and it is not clear which one it is. It could be: { $candidates }. Say so with --map COLUMN={ $field }.
import-error-name-candidates = No column of { $file } says what each customer is called. It could be: { $candidates }. Say so with --map COLUMN=customer.name; if it is not of customers, send it to another field, for instance --map COLUMN=purchase.note.
import-error-name-needed = No column of { $file } says what each customer is called. Say which one with --preset generic --map COLUMN=customer.name.
import-error-other-currency = { $file }, line { $row }, column { $column }: the currency is { $found } and the portfolio's is { $expected }. A file in another currency is not imported.
import-error-unknown-sheet = { $file } has no sheet “{ $sheet }”. It has: { $sheets }.
import-error-statement = { $file } looks like the statement of an account: it has a column { $column } and none says who buys. Nothing was imported. Sales are in the list of invoices or receipts.
import-error-ledger = { $file } looks like a book of what comes in and goes out: the column { $column } is what goes out, and another one what comes in. Nothing was imported. Sales are in the list of invoices or receipts.
import-error-quotes = { $file } looks like a list of quotes ({ $column }), which are no sales yet. Nothing was imported. If they are sales, name that column “Invoice”.
import-error-months = { $file } has a column for each month ({ $column } and those after it): it says what a month came to and not on which day anything was sold. Nothing was imported. Sales are in the list of invoices or receipts, a row and a date for each; if you want the customers alone, take the columns of months out.
import-error-second-table = In line { $row } of { $file } another table begins, with other columns ({ $headers }). Nothing was imported. Save each table in a file or a sheet of its own and import them one by one.
import-error-goods = { $file } looks like a list of products: it has a column { $column } and none says how to reach anybody. Nothing was imported. If these are customers, name the columns with --map COLUMN=FIELD.
import-error-payments = { $file } looks like a list of payments: the column { $column } says so. Nothing was imported: what was paid is not what was sold. Sales are in the list of invoices or receipts.
import-error-account = { $file } looks like the statement of an account: the column { $column } says what was left after each movement, and money comes and goes. Nothing was imported. Sales are in the list of invoices or receipts.
import-error-journal = { $file } looks like a journal: it has a column { $column } with accounts of the books, and debits and credits. Nothing was imported. Export the list of invoices or the sales by customer instead.
import-error-suppliers = { $file } looks like purchases from suppliers: the column { $column } says who sells and none says who buys. Nothing was imported. If these are sales, name the customer's column “Customer”.
import-error-scattered = { $file }, line { $row }: the rows of too many documents are mixed. Sort the file by document number and import it again.

import-question-decimal = Column { $column }: does the mark in { $examples } (line { $row }) set off decimals or thousands?
import-question-date-order = Column { $column }: in { $examples } (line { $row }), does the day or the month come first?

import-reject-missing = Line { $row }, { $column }: the value is missing.
import-reject-nameless = Line { $row }: no name, e-mail or phone says who it is.
import-reject-undated = Line { $row }: nothing says on which day it was sold.
import-reject-impossible-date = Line { $row }, { $column }: “{ $value }” is in no calendar.
import-reject-month-alone = Line { $row }, { $column }: “{ $value }” is a month and names no day.
import-reject-not-a-date = Line { $row }, { $column }: “{ $value }” is not a date.
import-reject-not-a-number = Line { $row }, { $column }: “{ $value }” is not a number.
import-reject-amount-too-large = Line { $row }, { $column }: “{ $value }” is too large for an amount.
import-reject-phone-scientific = Line { $row }, { $column }: “{ $value }” was a phone and a spreadsheet has taken digits from it. Get it from the original.
import-reject-phone-short = Line { $row }, { $column }: “{ $value }” has too few digits for a phone.
import-reject-not-an-email = Line { $row }, { $column }: “{ $value }” is not an e-mail address.
import-reject-not-a-tax-id = Line { $row }, { $column }: “{ $value }” is not a tax id.
import-reject-not-a-postal-code = Line { $row }, { $column }: “{ $value }” is not a postal code.
import-reject-not-yes-no = Line { $row }, { $column }: “{ $value }” is neither yes nor no.
import-reject-not-a-year = Line { $row }, { $column }: “{ $value }” gives no year of birth.
import-reject-too-long = Line { $row }, { $column }: the value is longer than a megabyte.
import-reject-code-twice = Line { $row }, { $column }: the code “{ $value }” is another customer's already, in line { $first }.
import-reject-extra-cells = Line { $row }: the row has { $cells } cells and the header { $columns }. A value may need quotes.
import-reject-discount-range = Line { $row }, { $column }: “{ $value }” is no discount between 0 and 100 %.

import-note-replaced = { $count ->
        [one] One byte that is no text became “�”.
       *[other] { $count } bytes that are no text became “�”.
    }
import-note-postal-codes = { $count ->
        [one] One postal code got its leading zero back.
       *[other] { $count } postal codes got their leading zero back.
    }
import-note-unused-columns = Columns that were not used: { $columns }{ $more ->
    [0] {""}
    [one] {" "}and another
   *[other] {" "}and { $more } others
}. With --map COLUMN=FIELD they come in.
import-note-other-sheets = There are more sheets with tables, which were not read: { $sheets }. Import them with --sheet NAME.
import-note-payments = { $count ->
        [one] One row is no further sale (payment, opening, the same sale paid in another way) and was not imported.
       *[other] { $count } rows are no further sales (payments, opening, the same sale paid in another way) and were not imported.
    }
import-note-drafts-skipped = { $count ->
        [one] One draft without a number was not imported.
       *[other] { $count } drafts without a number were not imported.
    }
import-note-total-rows = { $count ->
        [one] One row of totals or remarks was skipped.
       *[other] { $count } rows of totals or remarks were skipped.
    }
import-note-repeated-headers = { $count ->
        [one] One repeated header was skipped.
       *[other] { $count } repeated headers were skipped.
    }
import-note-same-customers = { $count ->
        [one] One row repeated a customer word for word.
       *[other] { $count } rows repeated a customer word for word.
    }
import-note-deleted = { $count ->
        [one] One address marked as deleted was skipped.
       *[other] { $count } addresses marked as deleted were skipped.
    }
import-note-further-addresses = { $count ->
        [one] Somebody has one more address in the file; the first is kept.
       *[other] There are { $count } more addresses of people who have one in the file; the first is kept.
    }
import-note-conflicts = { $count ->
        [one] One row says something else than the first of its customer or document; the first counts.
       *[other] { $count } rows say something else than the first of their customer or document; the first counts.
    }
import-note-by-name = { $count ->
        [one] One customer without a code was known by name.
       *[other] { $count } customers without a code were known by name.
    }
import-note-alike = { $count ->
        [one] One new customer looks like somebody who was there before (tax id, e-mail or phone). See: cartera duplicates
       *[other] { $count } new customers look like others who were there before (tax id, e-mail or phone). See: cartera duplicates
    }
import-note-renamed = { $count ->
        [one] One code that was there has another name now, and nothing else in common. If the file is of another program, take it back with cartera undo and import it with --source NAME.
       *[other] { $count } codes that were there have another name now, and nothing else in common. If the file is of another program, take it back with cartera undo and import it with --source NAME.
    }
import-note-two-names = { $count ->
        [one] One code stands beside two different names in the file; the first counts. If they are two people, mend the code in the file.
       *[other] { $count } codes stand beside two different names in the file; the first of each counts. If they are two people, mend the code in the file.
    }
import-note-copies = { $count ->
        [one] One document came twice with the same number, customer and amount: it counts once, on the first day. If it was sold twice, write the second with a number of its own.
       *[other] { $count } documents came again with the same number, customer and amount: they count once, on the first day. What was sold twice needs a number of its own.
    }
import-note-short-rows = { $count ->
        [one] One row has fewer cells than the header; the missing ones are empty.
       *[other] { $count } rows have fewer cells than the header; the missing ones are empty.
    }

import-stopped = Import of { $file } stopped; nothing came in.
import-rejects-beside = No error: of the same document as a row with one.
import-rejects-reason = Reason
