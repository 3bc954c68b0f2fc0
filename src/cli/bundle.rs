//! `bundle`: laptop to laptop. The work itself is [`bundling`]'s.

use std::ops::ControlFlow;

use serde_json::json;

use super::args::{Bundle, BundleWhat, Side};
use super::change::{Desk, say};
use super::context::Context;
use super::export::failed;
use super::out::{Bar, Failure, Out, Outcome, message};
use crate::app::bundling;
use crate::domain::change::Change;
use crate::store::bundle::Conflict;
use crate::store::db::{Db, Mode};
use crate::ui::Look;
use crate::views::bundling::erased;
use crate::views::conflicts::in_words;

/// `bundle`
pub fn bundle(cx: &Context, args: &Bundle) -> Outcome {
    match &args.what {
        BundleWhat::Export { file, since } => {
            let db = Db::open(&cx.db_path()?, Mode::Read)?;
            let stamp = cx.stamp(&user(&db)?);
            let mut bar = Bar::new();
            let records = bundling::export(&db, file, *since, &stamp, &mut |now| {
                bar.set(now.done, now.total, "");
                ControlFlow::Continue(())
            });
            bar.clear();
            let records = records.map_err(failed)?;
            let file = file.display().to_string();
            message(&cx.tf("export-done", &[("file", file.into()), ("records", records.into())]));
            Ok(())
        }
        BundleWhat::Import { file, json } => {
            let mut db = cx.open_to_write()?;
            let stamp = cx.stamp(&user(&db)?);
            let mut bar = Bar::new();
            let merged = bundling::import(&mut db, file, &stamp, &mut |now| {
                bar.set(now.done, now.total, "");
                ControlFlow::Continue(())
            });
            bar.clear();
            let (_, merged, _) = merged.map_err(failed)?;
            if *json {
                return Out::new().then(|out| out.json(&merged));
            }
            let look = cx.look(&db.currency()?);
            Out::new().then(|out| {
                out.text(&cx.tf(
                    "bundle-done",
                    &[
                        ("new", merged.new.into()),
                        ("updated", merged.updated.into()),
                        ("unchanged", merged.unchanged.into()),
                        ("purchases", merged.purchases.into()),
                        ("offers", merged.offers.into()),
                    ],
                ))?;
                for conflict in &merged.conflicts {
                    out.text(&line(&look, conflict))?;
                }
                if !merged.erased.is_empty() {
                    out.text(&look.tf("bundle-erased", &[("who", erased(&merged.erased, &look).into())]))?;
                }
                if merged.actions > 0 {
                    out.text(&cx.tf("bundle-actions", &[("count", merged.actions.into())]))?;
                }
                if merged.shared > 0 {
                    out.text(&cx.tf("bundle-shared", &[("count", merged.shared.into())]))?;
                }
                if merged.apart {
                    out.text(&cx.t("bundle-apart"))?;
                }
                if !merged.settings.is_empty() {
                    let names: Vec<String> =
                        merged.settings.iter().map(|key| cx.t(&format!("bundle-setting-{key}"))).collect();
                    out.text(&cx.tf("bundle-settings", &[("names", names.join(", ").into())]))?;
                }
                if !merged.conflicts.is_empty() {
                    out.text(&cx.tf("bundle-conflicts", &[("count", merged.conflicts.len().into())]))?;
                }
                Ok(())
            })
        }
        BundleWhat::Conflicts { json: as_json } => {
            let db = Db::open(&cx.db_path()?, Mode::Read)?;
            let (conflicts, look) = (db.conflicts()?, cx.look(&db.currency()?));
            Out::new().then(|out| {
                if *as_json {
                    let all: Vec<_> = conflicts
                        .iter()
                        .map(|c| {
                            json!({
                                "id": c.id,
                                "customer": c.customer,
                                "field": c.field,
                                "mine": c.mine,
                                "theirs": c.theirs,
                                "mine_at": c.mine_at,
                                "theirs_at": c.theirs_at,
                                "author": c.author,
                            })
                        })
                        .collect();
                    return out.json(&json!({ "conflicts": all }));
                }
                for conflict in &conflicts {
                    out.text(&format!("{:>4}  {}", conflict.id, line(&look, conflict)))?;
                }
                out.text(&cx.tf("bundle-conflicts", &[("count", conflicts.len().into())]))
            })
        }
        BundleWhat::Settle { id, side } => {
            let mut desk = Desk::open(cx)?;
            let done = desk.apply(&Change::Settle { id: *id, theirs: *side == Side::Theirs })?;
            say(cx, &done);
            Ok(())
        }
    }
}

fn line(look: &Look, conflict: &Conflict) -> String {
    let [field, mine, theirs] = in_words(conflict, look);
    let customer = (&conflict.customer).into();
    let args =
        [("customer", customer), ("field", field.into()), ("mine", mine.into()), ("theirs", theirs.into())];
    look.tf("bundle-conflict", &args)
}

fn user(db: &Db) -> Result<String, Failure> {
    Ok(db.setting("user")?.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default())
}
