//! Commands that write: `add`, `log`, `tag`, `undo`, `redo`, and `batch`, which does many of them. Each is one
//! transaction; what is said, and what `--ack` acknowledges, is said after it is safe on the disk.

use std::io::{self, BufRead, IsTerminal};

use clap::Parser;

use super::args::{Add, AddWhat, Batch, BatchCommand, BatchLine, Log, MINUS, Steps, Tag, prepare};
use super::book::Book;
use super::context::Context;
use super::fields::{self, NewContact};
use super::out::{Failure, Out, Outcome, USAGE, message};
use super::words;
use crate::domain::base::names::fold;
use crate::domain::change::{Change, Stamp};
use crate::domain::people::{ContactDraft, CustomerId, Direction, Label, LabelId};
use crate::store::ask::Applied;
use crate::store::backup;
use crate::store::db::Db;
use crate::ui::texts::TextArg;

/// An open portfolio that is read and written.
pub struct Desk<'a> {
    cx: &'a Context,
    db: Db,
    book: Book,
    stamp: Stamp,
}

impl<'a> Desk<'a> {
    /// Opens the portfolio for writing.
    pub fn open(cx: &'a Context) -> Outcome<Self> {
        let db = cx.open_to_write()?;
        if backup::needs_daily(db.path(), cx.now)
            && let Err(error) = db.backup(None, cx.now)
        {
            // Work goes on: the change itself is as safe as ever, and the next command tries again.
            let words = error.words();
            let what = cx.texts.words(&words.key, &words.args);
            message(&cx.tf("cli-backup-daily-failed", &[("what", what.into())]));
        }
        let book = Book::open_at(cx, db.path())?;
        let stamp = cx.stamp(&book.info().user);
        Ok(Self { cx, db, book, stamp })
    }

    /// What is read before writing.
    pub fn book(&mut self) -> &mut Book {
        &mut self.book
    }

    /// Makes a change.
    pub fn apply(&mut self, change: &Change) -> Outcome<Applied> {
        Ok(self.db.apply(change, &self.stamp)?)
    }

    /// The portfolio's file.
    pub fn path(&self) -> &std::path::Path {
        self.db.path()
    }

    /// Erases what is known of a customer, for good.
    pub fn erase(&mut self, customer: CustomerId) -> Outcome<Applied> {
        Ok(self.db.erase(customer, &self.stamp)?)
    }

    /// `add`
    fn add(&mut self, args: &Add) -> Outcome<Applied> {
        match args.what {
            AddWhat::Customer => {
                let new = fields::customer(self.cx, &args.fields, &self.book.info().currency)?;
                let (made, labels) = self.labels(&new.tags);
                let (draft, next, note) = (new.draft, new.next, new.note);
                self.apply_with(made, Change::AddCustomer { draft, labels, next, note })
            }
            AddWhat::Purchase => {
                let (customer, mut draft) =
                    fields::purchase(self.cx, &args.fields, &self.book.info().currency)?;
                if !customer.is_empty() {
                    draft.customer = Some(self.book.one(&customer)?);
                }
                self.apply(&Change::AddPurchase(draft))
            }
            AddWhat::Fact => {
                let (customer, mut draft) = fields::statement(self.cx, &args.fields)?;
                draft.customer = self.book.one(&customer)?;
                self.apply(&Change::State { id: None, draft })
            }
            AddWhat::Offer => {
                let new = fields::offer(self.cx, &args.fields, &self.book.info().currency)?;
                let change = super::manage::new_offer(&mut self.book, new)?;
                self.apply(&change)
            }
            AddWhat::Campaign => {
                let new = fields::campaign(&args.fields, &self.book.info().currency)?;
                let change = super::manage::new_campaign(&mut self.book, new, &self.stamp)?;
                self.apply(&change)
            }
            AddWhat::Field => self.apply(&Change::SaveField(fields::field(&args.fields)?)),
            AddWhat::Contact => {
                let new = fields::contact(self.cx, &args.fields)?;
                self.contact(new)
            }
        }
    }

    /// `log`
    fn log(&mut self, args: &Log) -> Outcome<Applied> {
        let next = match &args.next {
            Some(text) => fields::next_step(self.cx, text, "")?,
            None => None,
        };
        self.contact(NewContact {
            customer: args.customer.clone(),
            at: self.cx.now,
            channel: fields::channel(&args.channel)?,
            direction: if args.inbound { Direction::Inbound } else { Direction::Outbound },
            outcome: fields::outcome(&args.outcome)?,
            note: args.note.clone(),
            reason: None,
            next,
        })
    }

    fn contact(&mut self, new: NewContact) -> Outcome<Applied> {
        let customer = self.book.one(&new.customer)?;
        let author = self.stamp.author.clone();
        self.apply(&Change::LogContact(ContactDraft {
            customer,
            at: new.at,
            channel: new.channel,
            direction: new.direction,
            outcome: new.outcome,
            note: new.note,
            author,
            reason: new.reason,
            next: new.next,
        }))
    }

    /// `tag`; asks first where it is more than one customer and `ask` is set.
    fn tag(&mut self, args: &Tag, ask: bool) -> Outcome<Applied> {
        let (mut add, mut remove) = (Vec::new(), Vec::new());
        for label in &args.labels {
            if let Some(name) = label.strip_prefix('+').filter(|n| !n.is_empty()) {
                add.push(name.to_owned());
            } else if let Some(name) = label.strip_prefix([MINUS, '-']).filter(|n| !n.is_empty()) {
                let known = self.book.label(name).map(|l| l.id);
                remove.push(known.ok_or_else(|| Failure::refused("cli-error-no-label", &[("label", name)]))?);
            } else {
                return Err(Failure::new(USAGE, "cli-error-label-sign", &[("label", label)]));
            }
        }
        let customers = self.book.matching(&args.whom)?;
        if customers.is_empty() {
            return Err(Failure::refused("cli-error-no-customer", &[("text", &args.whom)]));
        }
        if ask && customers.len() > 1 && !args.yes {
            self.confirm(customers.len())?;
        }
        let (new, add) = self.labels(&add);
        self.apply_with(new, Change::Tag { customers, add, remove })
    }

    /// Asks before something is done to more than one customer.
    pub(super) fn confirm(&self, count: usize) -> Outcome {
        if !io::stdin().is_terminal() {
            return Err(Failure::refused("cli-error-tag-unasked", &[("count", &count.to_string())]));
        }
        message(&self.cx.tf("cli-tag-confirm", &[("count", count.into())]));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        if self.cx.texts.is("yes", &answer) || matches!(answer.trim(), "y" | "Y" | "s" | "S") {
            return Ok(());
        }
        Err(Failure::refused("cli-error-tag-declined", &[]))
    }

    /// A change that puts on labels of which some are new.
    fn apply_with(&mut self, new: Vec<Label>, then: Change) -> Outcome<Applied> {
        if new.is_empty() {
            return self.apply(&then);
        }
        let done = self.apply(&Change::WithLabels { new, then: Box::new(then) })?;
        self.book.renew_labels()?;
        Ok(done)
    }

    /// Labels by their names: those to be made, and ids of those that are there.
    fn labels(&self, names: &[String]) -> (Vec<Label>, Vec<LabelId>) {
        let (mut new, mut ids) = (Vec::<Label>::new(), Vec::with_capacity(names.len()));
        for name in names {
            if let Some(label) = self.book.label(name) {
                ids.push(label.id);
            } else if !new.iter().any(|label| fold(&label.name) == fold(name)) {
                let rank = (self.book.labels().len() + new.len()) as u32;
                let colour = self.free_colour(&new);
                new.push(Label { id: 0, name: name.clone(), code: String::new(), colour, rank });
            }
        }
        (new, ids)
    }

    /// The next colour in the order of contrast that no label has; none once all are taken.
    fn free_colour(&self, new: &[Label]) -> Option<u8> {
        let taken: Vec<Option<u8>> = self.book.labels().iter().chain(new).map(|l| l.colour).collect();
        crate::domain::people::label::COLOUR_ORDER.into_iter().find(|c| !taken.contains(&Some(*c)))
    }

    fn undo(&mut self) -> Outcome<Option<Applied>> {
        let done = self.db.undo(&self.stamp)?;
        self.book.renew_labels()?;
        Ok(done)
    }

    fn redo(&mut self) -> Outcome<Option<Applied>> {
        let done = self.db.redo(&self.stamp)?;
        self.book.renew_labels()?;
        Ok(done)
    }

    /// What `--ack` names: the customers' codes, or the number of a purchase that has no customer.
    fn keys(&self, done: &Applied) -> Outcome<Vec<String>> {
        if done.customers.is_empty() && done.what.key.starts_with("change-add-purchase") {
            let numbers = done.created.iter().map(|id| Ok(self.book.whole().purchase_number(*id)?));
            return numbers.collect();
        }
        done.customers.iter().map(|id: &CustomerId| Ok(self.book.whole().code(*id)?)).collect()
    }
}

/// `add`
pub fn add(cx: &Context, args: &Add) -> Outcome {
    let done = Desk::open(cx)?.add(args)?;
    say(cx, &done);
    Ok(())
}

/// `log`
pub fn log(cx: &Context, args: &Log) -> Outcome {
    let done = Desk::open(cx)?.log(args)?;
    say(cx, &done);
    Ok(())
}

/// `tag`
pub fn tag(cx: &Context, args: &Tag) -> Outcome {
    let done = Desk::open(cx)?.tag(args, true)?;
    say(cx, &done);
    Ok(())
}

/// `undo`
pub fn undo(cx: &Context, args: Steps) -> Outcome {
    steps(cx, args, "cli-undone", "cli-error-nothing-to-undo", Desk::undo)
}

/// `redo`
pub fn redo(cx: &Context, args: Steps) -> Outcome {
    steps(cx, args, "cli-redone", "cli-error-nothing-to-redo", Desk::redo)
}

fn steps<'a>(
    cx: &'a Context,
    args: Steps,
    done_key: &str,
    none_key: &str,
    step: impl Fn(&mut Desk<'a>) -> Outcome<Option<Applied>>,
) -> Outcome {
    let mut desk = Desk::open(cx)?;
    for n in 0..args.n {
        match step(&mut desk)? {
            Some(done) => {
                let what = cx.texts.words(&done.what.key, &done.what.args);
                message(&cx.tf(done_key, &[("what", what.into())]));
            }
            None if n == 0 => return Err(Failure::refused(none_key, &[])),
            None => break,
        }
    }
    Ok(())
}

/// Says what was done.
pub fn say(cx: &Context, done: &Applied) {
    message(&cx.texts.words(&done.what.key, &done.what.args));
    if !done.recovered.is_empty() {
        message(&cx.tf("cli-recovered", &[("count", TextArg::from(done.recovered.len()))]));
    }
}

/// `batch`: line after line until one is refused; those before it stand.
pub fn batch(cx: &Context, args: &Batch) -> Outcome {
    let mut desk = Desk::open(cx)?;
    let mut out = Out::new();
    let input: Box<dyn BufRead> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        let file = std::fs::File::open(&args.file).map_err(|e| {
            let file = args.file.display().to_string();
            Failure::refused("cli-error-file", &[("file", &file), ("what", &e.to_string())])
        })?;
        Box::new(io::BufReader::new(file))
    };
    let mut count = 0_u64;
    for (n, line) in input.lines().enumerate() {
        let number = n + 1;
        let at = |failure: Failure| on_line(cx, number, failure);
        let line = line.map_err(|e| at(Failure::refused("cli-error-line", &[("what", &e.to_string())])))?;
        let Some(command) = parse_line(&line).map_err(at)? else { continue };
        let done = match &command {
            BatchCommand::Add(args) => vec![desk.add(args).map_err(at)?],
            BatchCommand::Log(args) => vec![desk.log(args).map_err(at)?],
            BatchCommand::Tag(args) => vec![desk.tag(args, false).map_err(at)?],
            BatchCommand::Undo(steps) => {
                (0..steps.n).map_while(|_| desk.undo().transpose()).collect::<Outcome<_>>().map_err(at)?
            }
            BatchCommand::Redo(steps) => {
                (0..steps.n).map_while(|_| desk.redo().transpose()).collect::<Outcome<_>>().map_err(at)?
            }
        };
        count += 1;
        if args.ack {
            for done in &done {
                for key in desk.keys(done)? {
                    out.text(&format!("ACK {key}"))?;
                }
            }
            out.flush()?;
        }
    }
    message(&cx.tf("cli-batch-done", &[("count", TextArg::from(count))]));
    out.end()
}

fn parse_line(line: &str) -> Outcome<Option<BatchCommand>> {
    let words = words::split(line).map_err(|_| Failure::refused("cli-error-quotes", &[]))?;
    if words.is_empty() {
        return Ok(None);
    }
    let arguments = prepare(words.into_iter().map(Into::into).collect());
    match BatchLine::try_parse_from(arguments) {
        Ok(line) => Ok(Some(line.command)),
        Err(error) => {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Err(Failure::refused("cli-error-line", &[("what", &first)]))
        }
    }
}

/// The same failure with the line of the batch before it.
fn on_line(cx: &Context, number: usize, failure: Failure) -> Failure {
    let (code, words, lines) = match failure {
        Failure::Said(code, words) => (code, words, Vec::new()),
        Failure::Listed(code, words, lines) => (code, words, lines),
        other => return other,
    };
    let what = cx.texts.words(&words.key, &words.args);
    let words = super::out::words("cli-error-on-line", &[("line", &number.to_string()), ("what", &what)]);
    Failure::Listed(code, words, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_batch_is_a_command() {
        let line = parse_line("tag C-1 +vip -'late payer'").unwrap().unwrap();
        let BatchCommand::Tag(tag) = line else { panic!("not a tag") };
        assert_eq!(tag.labels, ["+vip", "\u{2212}late payer"]);
        assert!(parse_line("# remark").unwrap().is_none());
        assert!(parse_line("list").is_err());
        assert!(parse_line("add customer name='open").is_err());
    }
}
