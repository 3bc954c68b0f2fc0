//! Customers who are one, on several laptops: whoever joins them how and in whatever order it is heard, all come to the same;
//! what was written since stands; a no is said for both; and a bundle that says nothing new leaves no trace.

#![expect(clippy::unwrap_used, reason = "helpers of tests; a failure is the test's own")]

#[path = "common/shell.rs"]
mod shell;

use serde_json::Value;
use shell::Shell;

/// Moments in their order.
const DAYS: [&str; 6] = [
    "2026-11-20T09:00",
    "2026-11-21T09:00",
    "2026-11-22T09:00",
    "2026-11-23T09:00",
    "2026-11-24T09:00",
    "2026-11-25T09:00",
];

/// Laptops that begin with the same four: `A` has no phone, `B` and `C` have.
fn laptops(others: &[&str]) -> Shell {
    let shell = Shell::with(&["a.db"]);
    for customer in [
        ["code=A", "name=Ana Ruiz", "email=ana@ruiz.es"],
        ["code=B", "name=Anita Ruiz", "phone=600112233"],
        ["code=C", "name=A. Ruiz Gil", "phone=611223344"],
        ["code=D", "name=Damián Sol", "phone=622334455"],
    ] {
        shell.ok_at(DAYS[0], "a.db", &[&["add", "customer"][..], &customer].concat());
    }
    shell.ok_at(DAYS[0], "a.db", &["log", "B", "--outcome", "interested", "--note", "wants a price"]);
    shell.ok_at(
        DAYS[0],
        "a.db",
        &["add", "purchase", "customer=C", "number=F1", "date=2026-10-01", "amount=10"],
    );
    for other in others {
        shell.ok("a.db", &["backup", &shell.text(other)]);
    }
    shell
}

/// Each hears what the other made of it, until nothing is new; all hold the same afterwards.
fn exchange(shell: &Shell, now: &str, all: &[&str]) -> String {
    for _ in 0..2 {
        give_all(shell, now, all);
    }
    exchange_once(shell, now, all)
}

/// Each makes a bundle and hears those of the others.
fn give_all(shell: &Shell, now: &str, all: &[&str]) {
    for from in all {
        shell.ok_at(now, from, &["bundle", "export", &shell.text(&format!("{from}.bundle"))]);
    }
    for to in all {
        for from in all.iter().filter(|from| *from != to) {
            shell.ok_at(now, to, &["bundle", "import", &shell.text(&format!("{from}.bundle"))]);
        }
    }
}

/// The same of laptops that agree after one round.
fn exchange_once(shell: &Shell, now: &str, all: &[&str]) -> String {
    give_all(shell, now, all);
    let whole = shell.whole(all[0]);
    for db in all {
        assert_eq!(shell.whole(db), whole, "{db}");
        assert_eq!(shell.json(db, &["verify", "--json"])["ok"], true);
    }
    whole
}

/// Codes of everybody who is there.
fn codes(whole: &str) -> Vec<String> {
    let all: Value = serde_json::from_str(whole).unwrap();
    all["customers"].as_array().unwrap().iter().map(|c| c["code"].as_str().unwrap().to_owned()).collect()
}

fn card(shell: &Shell, code: &str) -> Value {
    shell.json("a.db", &["show", code, "--json"])
}

#[test]
fn two_who_join_the_same_two_the_other_way_round_end_with_the_one_who_was_kept_last() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B"]);
    shell.ok_at(DAYS[2], "b.db", &["merge", "B", "A"]);
    let whole = exchange(&shell, DAYS[3], &["a.db", "b.db"]);
    assert_eq!(codes(&whole), ["B", "C", "D"]);
    let kept = card(&shell, "A");
    assert_eq!(
        (&kept["code"], &kept["phone"], &kept["email"]),
        (&"B".into(), &"600112233".into(), &"ana@ruiz.es".into())
    );
    // Taken apart on either they are two on both, each with what they said.
    shell.ok_at(DAYS[4], "a.db", &["unmerge", "A"]);
    let whole = exchange(&shell, DAYS[4], &["a.db", "b.db"]);
    assert_eq!(codes(&whole), ["A", "B", "C", "D"]);
    assert_eq!((&card(&shell, "A")["phone"], &card(&shell, "B")["email"]), (&"".into(), &"".into()));
}

#[test]
fn what_two_joined_to_one_each_is_one_of_three_and_comes_apart_one_by_one() {
    let shell = laptops(&["b.db", "c.db"]);
    let all = ["a.db", "b.db", "c.db"];
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B"]);
    shell.ok_at(DAYS[1], "b.db", &["merge", "C", "B"]);
    shell.ok_at(DAYS[2], "c.db", &["log", "B", "--outcome", "no_answer", "--note", "called B by herself"]);
    let whole = exchange(&shell, DAYS[2], &all);
    assert_eq!(codes(&whole).len(), 2, "{whole}");
    let kept = card(&shell, "B");
    assert_eq!(kept["contacts"].as_array().map(Vec::len), Some(2), "{kept}");
    assert_eq!(
        (kept["revenue_total"].as_str(), kept["email"].as_str()),
        (Some("10.00"), Some("ana@ruiz.es"))
    );
    // Of the two joins the later one goes first: its words say who that is.
    let joined = shell.json("a.db", &["duplicates", "--joined", "--json"]);
    let last = joined["joined"].as_array().unwrap().iter().find(|row| row["code"] != "B").unwrap();
    shell.ok_at(DAYS[3], "c.db", &["unmerge", last["code"].as_str().unwrap()]);
    let whole = exchange(&shell, DAYS[3], &all);
    assert_eq!(codes(&whole).len(), 3, "{whole}");
    let rest = shell.json("a.db", &["duplicates", "--joined", "--json"]);
    let code = rest["joined"][0]["code"].as_str().unwrap().to_owned();
    shell.ok_at(DAYS[4], "b.db", &["unmerge", &code]);
    let whole = exchange(&shell, DAYS[4], &all);
    assert_eq!(codes(&whole), ["A", "B", "C", "D"]);
    assert_eq!(card(&shell, "B")["contacts"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        (card(&shell, "A")["phone"].as_str(), card(&shell, "C")["revenue_total"].as_str()),
        (Some(""), Some("10.00"))
    );
}

#[test]
fn what_was_chosen_travels_and_what_was_written_since_stands() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B", "--take", "name"]);
    exchange(&shell, DAYS[1], &["a.db", "b.db"]);
    let kept = shell.json("b.db", &["show", "A", "--json"]);
    assert_eq!((&kept["name"], &kept["phone"]), (&"Anita Ruiz".into(), &"600112233".into()));
    // Said to the one who stays, on the other laptop: no number of B's stands in it again, nor her name.
    shell.ok_at(DAYS[2], "b.db", &["log", "A", "--outcome", "never"]);
    shell.ok_at(DAYS[3], "b.db", &["tag", "A", "+vip"]);
    shell.ok_at(DAYS[3], "a.db", &["add", "customer", "code=E", "name=Eva"]);
    exchange(&shell, DAYS[3], &["a.db", "b.db"]);
    shell.ok_at(DAYS[4], "a.db", &["tag", "A", "-vip"]);
    let whole = exchange(&shell, DAYS[5], &["a.db", "b.db"]);
    assert_eq!(codes(&whole), ["A", "C", "D", "E"]);
    let kept = card(&shell, "A");
    assert_eq!((&kept["name"], &kept["tags"]), (&"Anita Ruiz".into(), &serde_json::json!([])), "{kept}");
    assert!(!kept["do_not_call"].is_null(), "{kept}");
}

#[test]
fn a_no_said_to_both_while_another_laptop_took_them_apart_is_said_for_both() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B"]);
    exchange(&shell, DAYS[1], &["a.db", "b.db"]);
    shell.ok_at(DAYS[2], "a.db", &["unmerge", "B"]);
    shell.ok_at(DAYS[3], "b.db", &["log", "A", "--outcome", "never"]);
    exchange(&shell, DAYS[4], &["a.db", "b.db"]);
    for code in ["A", "B"] {
        let one = card(&shell, code);
        assert!(!one["do_not_call"].is_null(), "{one}");
    }
}

#[test]
fn a_no_said_to_both_reaches_whoever_took_them_apart_before_hearing_of_it() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B"]);
    for db in ["b.db", "c.db"] {
        // A copy just made can be given on as it is.
        let _ = std::fs::remove_file(shell.path(db));
        shell.ok("a.db", &["backup", &shell.text(db)]);
    }
    shell.ok_at(DAYS[2], "a.db", &["log", "A", "--outcome", "never"]);
    shell.ok_at(DAYS[3], "b.db", &["unmerge", "B"]);
    shell.ok_at(DAYS[3], "b.db", &["log", "B", "--outcome", "interested", "--next", "+9d"]);
    let whole = exchange_once(&shell, DAYS[4], &["a.db", "b.db", "c.db"]);
    assert_eq!(codes(&whole).len(), 4);
    for code in ["A", "B"] {
        let one = card(&shell, code);
        assert!(!one["do_not_call"].is_null() && one["next"].is_null(), "{one}");
    }
}

#[test]
fn a_no_said_by_one_who_did_not_know_that_two_were_one_is_theirs_alone() {
    let shell = laptops(&["c.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "C", "A"]);
    shell.ok_at(DAYS[2], "c.db", &["log", "A", "--outcome", "never"]);
    exchange_once(&shell, DAYS[2], &["a.db", "c.db"]);
    assert!(!card(&shell, "C")["do_not_call"].is_null(), "an objection of either stands");
    shell.ok_at(DAYS[3], "a.db", &["unmerge", "A"]);
    exchange_once(&shell, DAYS[4], &["a.db", "c.db"]);
    let whole = exchange_once(&shell, DAYS[5], &["a.db", "c.db"]);
    assert_eq!(codes(&whole).len(), 4);
    assert!(!card(&shell, "A")["do_not_call"].is_null() && card(&shell, "C")["do_not_call"].is_null());
}

#[test]
fn whoever_is_erased_is_erased_with_whom_another_laptop_joined_them_to() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[0], "a.db", &["add", "customer", "name=Nadia Cobalto", "phone=655443322"]);
    shell.ok("a.db", &["backup", &shell.text("c.db")]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "Nadia Cobalto"]);
    shell.ok_at(DAYS[1], "c.db", &["person", "erase", "Nadia Cobalto", "--yes"]);
    let whole = exchange(&shell, DAYS[2], &["a.db", "c.db"]);
    for words in ["Cobalto", "655443322", "ana@ruiz.es"] {
        assert!(!whole.contains(words), "{words}: {whole}");
    }
}

#[test]
fn after_one_exchange_both_have_erased_the_same_and_whoever_was_said_to_be_another_stays() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "C", "D"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B"]);
    shell.ok_at(DAYS[1], "b.db", &["person", "erase", "B", "--yes"]);
    for db in ["a.db", "b.db"] {
        shell.ok_at(DAYS[2], db, &["bundle", "export", &shell.text(&format!("{db}.bundle"))]);
    }
    let hear = |to: &str, from: &str| {
        let file = shell.text(&format!("{from}.bundle"));
        let said = shell.ok_at(DAYS[3], to, &["bundle", "import", &file, "--json"]);
        let said: Value = serde_json::from_str(&said).unwrap();
        let all = said["erased"].as_array().unwrap().iter();
        let mut all: Vec<_> =
            all.map(|one| (one["code"].as_str().unwrap().to_owned(), one["along"] == true)).collect();
        all.sort();
        all
    };
    let pair = |code: &str, along: bool| (code.to_owned(), along);
    assert_eq!(hear("a.db", "b.db"), [pair("A", true), pair("B", false)]);
    assert_eq!(hear("b.db", "a.db"), [pair("A", true)]);
    assert_eq!(shell.whole("a.db"), shell.whole("b.db"));
    assert!(!shell.whole("a.db").contains("Ruiz,") && !shell.whole("a.db").contains("600112233"));
    // Taken apart first, only the one who was meant goes, on both.
    shell.ok_at(DAYS[4], "b.db", &["unmerge", "D"]);
    shell.ok_at(DAYS[4], "b.db", &["person", "erase", "D", "--yes"]);
    let whole = exchange_once(&shell, DAYS[5], &["a.db", "b.db"]);
    assert!(whole.contains("A. Ruiz Gil") && !whole.contains("Damián"), "{whole}");
}

#[test]
fn two_who_were_one_when_they_were_erased_are_two_rows_as_where_they_never_were() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B"]);
    shell.ok_at(DAYS[2], "a.db", &["person", "erase", "A", "--yes"]);
    exchange_once(&shell, DAYS[3], &["a.db", "b.db"]);
}

#[test]
fn a_bundle_that_says_nothing_of_who_is_one_leaves_no_trace_with_them() {
    let shell = laptops(&["b.db"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "B"]);
    shell.ok_at(DAYS[1], "a.db", &["merge", "A", "C"]);
    exchange(&shell, DAYS[1], &["a.db", "b.db"]);
    let count = |db: &str, sql: &str| {
        let file = rusqlite::Connection::open(shell.path(db)).unwrap();
        file.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap()
    };
    let of_those = "SELECT count(*) FROM change_customer WHERE customer_id IN (1, 2, 3)";
    let changes = |db: &str| (count(db, "SELECT count(*) FROM change"), count(db, of_those));
    let before = changes("a.db");
    let size = |db: &str| count(db, "SELECT count(*) FROM change_row");
    let rows = size("a.db");
    shell.ok_at(DAYS[2], "b.db", &["add", "customer", "code=E", "name=Eva"]);
    exchange(&shell, DAYS[3], &["a.db", "b.db"]);
    let after = changes("a.db");
    assert_eq!(after.0, before.0 + 1, "one bundle brought something");
    assert_eq!(after.1, before.1, "nothing of it is A's");
    assert!(size("a.db") <= rows + 3, "the journal tells of Eva alone: {} after {rows}", size("a.db"));
}
