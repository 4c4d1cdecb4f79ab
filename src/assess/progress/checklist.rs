//! What of a checklist is answered, and how ready a product is by its stages.

use chrono::NaiveDate;

use crate::document::{Checklist, Verdict};
use crate::method::{ChecklistTemplate, ItemTemplate};

/// One item of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemProgress {
    /// Its id.
    pub item: String,
    /// Id of its stage.
    pub stage: String,
    /// A person's judgement, or what the covered items come to; nothing while it is unanswered.
    pub verdict: Option<Verdict>,
    /// Whether the verdict is computed from other items.
    pub computed: bool,
    /// Whether a waiver lets the item pass on the day that was asked about.
    pub waived: bool,
    /// Whether it has a waiver that no longer holds.
    pub waiver_expired: bool,
}

impl ItemProgress {
    /// Whether the item is true or does not concern the product.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Pass | Verdict::NotApplicable))
    }
}

/// How many items there are, and how they were judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub total: usize,
    /// With a verdict.
    pub answered: usize,
    pub pass: usize,
    pub partial: usize,
    pub gap: usize,
    pub not_applicable: usize,
    /// Neither pass nor not applicable, but let through by a waiver that holds.
    pub waived: usize,
}

impl Tally {
    fn add(&mut self, item: &ItemProgress) {
        self.total += 1;
        self.answered += usize::from(item.verdict.is_some());
        match item.verdict {
            Some(Verdict::Pass) => self.pass += 1,
            Some(Verdict::Partial) => self.partial += 1,
            Some(Verdict::Gap) => self.gap += 1,
            Some(Verdict::NotApplicable) => self.not_applicable += 1,
            None => {}
        }
        self.waived += usize::from(item.waived && !item.is_ready());
    }

    /// The items nobody judged.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.total - self.answered
    }

    /// The share of items that are true or do not concern the product, in percent and rounded down. What a waiver lets
    /// through is not in it. Nothing where there are no items.
    #[must_use]
    pub fn readiness(&self) -> Option<usize> {
        super::percent(self.pass + self.not_applicable, self.total)
    }
}

/// How far a checklist is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistProgress {
    /// The items of the profile, in the order of the template.
    pub items: Vec<ItemProgress>,
    /// Stage id and its items counted, in the order of the template. A stage without items has a total of 0.
    pub stages: Vec<(String, Tally)>,
    /// All items counted.
    pub all: Tally,
    /// Answers to items that the template does not have, or not in this profile.
    pub elsewhere: usize,
}

impl ChecklistProgress {
    /// How far `list` is on the day `today`, seen against its template and in its own profile.
    #[must_use]
    pub fn of(list: &Checklist, template: &ChecklistTemplate, today: NaiveDate) -> Self {
        Self::in_profile(list, template, list.head.profile.as_deref(), today)
    }

    /// How far `list` would be in another profile; every item counts where `profile` is nothing.
    #[must_use]
    pub fn in_profile(list: &Checklist, template: &ChecklistTemplate, profile: Option<&str>, today: NaiveDate) -> Self {
        let items: Vec<ItemProgress> = template
            .items
            .iter()
            .filter(|item| item.applies_to(profile))
            .map(|item| progress_of(list, template, item, profile, today))
            .collect();
        let mut stages: Vec<(String, Tally)> =
            template.stages.iter().map(|stage| (stage.id.clone(), Tally::default())).collect();
        let mut all = Tally::default();
        for item in &items {
            all.add(item);
            if let Some((_, tally)) = stages.iter_mut().find(|(stage, _)| *stage == item.stage) {
                tally.add(item);
            }
        }
        let elsewhere = list.answers.keys().filter(|id| !items.iter().any(|item| item.item == **id)).count();
        Self { items, stages, all, elsewhere }
    }

    /// The item with that id, where the profile has it.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&ItemProgress> {
        self.items.iter().find(|item| item.item == id)
    }

    /// The verdict of an item: a person's, or what the covered items come to.
    #[must_use]
    pub fn verdict(&self, id: &str) -> Option<Verdict> {
        self.item(id).and_then(|item| item.verdict)
    }

    /// The first item without a verdict that a person can give one.
    #[must_use]
    pub fn first_unanswered(&self) -> Option<&ItemProgress> {
        self.items.iter().find(|item| item.verdict.is_none() && !item.computed)
    }
}

fn progress_of(
    list: &Checklist,
    template: &ChecklistTemplate,
    item: &ItemTemplate,
    profile: Option<&str>,
    today: NaiveDate,
) -> ItemProgress {
    let waiver = list.answers.get(&item.id).and_then(|answer| answer.waiver.as_ref());
    let verdict = if item.is_aggregate() {
        let covered = template
            .items
            .iter()
            .filter(|other| !other.is_aggregate() && other.applies_to(profile) && item.covers.contains(&other.stage));
        sum_up(list, covered, today)
    } else {
        list.verdict(&item.id)
    };
    ItemProgress {
        item: item.id.clone(),
        stage: item.stage.clone(),
        verdict,
        computed: item.is_aggregate(),
        waived: waiver.is_some_and(|waiver| !waiver.is_expired(today)),
        waiver_expired: waiver.is_some_and(|waiver| waiver.is_expired(today)),
    }
}

/// What the covered items come to: unanswered while one is, a gap where one is, partial where one is, else a pass. A
/// waiver that holds lets its item through. Where nothing is covered there is nothing to say.
fn sum_up<'a>(list: &Checklist, covered: impl Iterator<Item = &'a ItemTemplate>, today: NaiveDate) -> Option<Verdict> {
    let mut any = false;
    let (mut unanswered, mut gap, mut partial) = (false, false, false);
    for item in covered {
        any = true;
        let answer = list.answers.get(&item.id);
        if answer.and_then(|answer| answer.waiver.as_ref()).is_some_and(|waiver| !waiver.is_expired(today)) {
            continue;
        }
        match answer.and_then(|answer| answer.verdict) {
            None => unanswered = true,
            Some(Verdict::Gap) => gap = true,
            Some(Verdict::Partial) => partial = true,
            Some(Verdict::Pass | Verdict::NotApplicable) => {}
        }
    }
    match () {
        () if !any => Some(Verdict::NotApplicable),
        () if unanswered => None,
        () if gap => Some(Verdict::Gap),
        () if partial => Some(Verdict::Partial),
        () => Some(Verdict::Pass),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Answer, Head, Waiver};
    use crate::method::Method;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn answered(profile: &str, verdict: Verdict, except: &[&str]) -> (Checklist, &'static ChecklistTemplate) {
        let template = Method::built_in().checklist("api-audit").expect("built in");
        let mut head = Head::new("api-audit", "Orders");
        head.profile = Some(profile.to_owned());
        let mut list = Checklist::new(head);
        for item in template.items.iter().filter(|item| !item.is_aggregate() && !except.contains(&item.id.as_str())) {
            list.answers.insert(item.id.clone(), Answer { verdict: Some(verdict), ..Answer::default() });
        }
        (list, template)
    }

    #[test]
    fn nothing_answered_is_nothing_ready() {
        let (mut list, template) = answered("full-crud", Verdict::Pass, &[]);
        list.answers.clear();
        let progress = ChecklistProgress::of(&list, template, day("2026-11-23"));
        assert_eq!(progress.all.total, 46);
        assert_eq!((progress.all.answered, progress.all.readiness()), (0, Some(0)));
        assert_eq!(progress.verdict("concept-items-audited"), None);
        let (_, improving) = progress.stages.iter().find(|(stage, _)| stage == "improving").expect("a stage");
        assert_eq!((improving.total, improving.readiness()), (0, None));
    }

    #[test]
    fn an_aggregate_sums_up_the_stages_it_covers() {
        let today = day("2026-11-23");
        let aggregate = "concept-items-audited";
        let (mut list, template) = answered("full-crud", Verdict::Pass, &[]);
        let verdict = |list: &Checklist| ChecklistProgress::of(list, template, today).verdict(aggregate);
        assert_eq!(verdict(&list), Some(Verdict::Pass));

        let mut set = |verdict: Option<Verdict>, until: Option<&str>| {
            let waiver = until.map(|until| Waiver {
                reason: "Gateway upgrade".to_owned(),
                requested_by: None,
                approved_by: None,
                until: day(until),
            });
            list.answers
                .insert("based-on-clear-business-needs".to_owned(), Answer { verdict, waiver, ..Answer::default() });
            ChecklistProgress::of(&list, template, today).verdict(aggregate)
        };
        assert_eq!(set(Some(Verdict::Gap), None), Some(Verdict::Gap));
        assert_eq!(set(Some(Verdict::Partial), None), Some(Verdict::Partial));
        assert_eq!(set(Some(Verdict::NotApplicable), None), Some(Verdict::Pass));
        assert_eq!(set(None, None), None);
        assert_eq!(set(Some(Verdict::Gap), Some("2026-11-23")), Some(Verdict::Pass));
        assert_eq!(set(Some(Verdict::Gap), Some("2026-11-22")), Some(Verdict::Gap));
    }

    #[test]
    fn what_a_waiver_lets_through_is_shown_apart() {
        let (mut list, template) = answered("full-crud", Verdict::Pass, &[]);
        let waiver =
            Waiver { reason: "Later".to_owned(), requested_by: None, approved_by: None, until: day("2026-12-31") };
        let answer = Answer { verdict: Some(Verdict::Gap), waiver: Some(waiver), ..Answer::default() };
        list.answers.insert("versioning-decided".to_owned(), answer);
        let progress = ChecklistProgress::of(&list, template, day("2026-11-23"));
        let tally = progress.all;
        assert_eq!((tally.waived, tally.gap, tally.pass), (1, 1, tally.total - 1));
        assert_eq!(tally.readiness(), Some(97));
        assert_eq!(ChecklistProgress::of(&list, template, day("2027-01-01")).all.waived, 0);
    }

    #[test]
    fn a_person_cannot_give_an_aggregate_its_verdict() {
        let (mut list, template) = answered("read-only", Verdict::Gap, &[]);
        let pass = Answer { verdict: Some(Verdict::Pass), ..Answer::default() };
        list.answers.insert("concept-items-audited".to_owned(), pass);
        let progress = ChecklistProgress::of(&list, template, day("2026-11-23"));
        assert_eq!(progress.verdict("concept-items-audited"), Some(Verdict::Gap));
        assert!(progress.all.total < 46 && progress.elsewhere > 0);
    }
}
