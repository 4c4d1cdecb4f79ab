//! Agendas of the method, and of canvases for which there is none.

use super::*;

fn method() -> &'static Method {
    Method::built_in()
}

fn planned(id: &str, minutes: Option<u32>) -> Plan {
    plan(method().agenda(id).expect("built in"), method(), minutes).expect("it fits")
}

fn stops_of(plan: &Plan) -> usize {
    stops(&plan.blocks, |block| (block.canvas.as_deref(), block.section.as_deref())).len()
}

#[test]
fn every_template_comes_to_its_minutes_and_says_what_it_leaves_out() {
    for agenda in method().agendas() {
        let plan = planned(&agenda.id, None);
        assert_eq!(plan.minutes(), Minutes::whole(agenda.minutes), "{}", agenda.id);
        assert!(plan.blocks.iter().all(|block| block.minutes.is_of_a_block()));
        let purpose = agenda.purpose.english().to_lowercase();
        for remark in &plan.remarks {
            match remark {
                Remark::LeftOut { canvas, sections } => {
                    let canvas = method().canvas(canvas).expect("known");
                    for section in sections.iter().filter_map(|id| canvas.section(id)) {
                        let title = section.title.english().to_lowercase();
                        assert!(purpose.contains(&title), "{} says nothing of {title}", agenda.id);
                    }
                }
                Remark::NoBreak | Remark::Talked { .. } | Remark::Hardly { .. } => panic!("{}: {remark:?}", agenda.id),
            }
        }
        let canvases: Vec<&str> = agenda.canvases.iter().map(String::as_str).collect();
        if !canvases.is_empty() {
            assert_eq!(agenda_for(method(), &canvases).map(|found| found.id.as_str()), Some(agenda.id.as_str()));
        }
    }
    let stops = |id| stops_of(&planned(id, None));
    assert_eq!((stops("value-proposition-90"), stops("business-impact-60"), stops("api-audit-45")), (8, 8, 4));
    assert_eq!(stops("blank"), 2);
}

#[test]
fn a_section_becomes_the_steps_of_its_recipe() {
    let plan = planned("value-proposition-90", None);
    let tasks: Vec<_> = plan.blocks.iter().filter(|block| block.section.as_deref() == Some("tasks")).collect();
    let kinds: Vec<_> = tasks.iter().map(|block| (block.kind.word(), block.minutes.to_string())).collect();
    let expected = [("talk", "2"), ("write", "3"), ("round", "4"), ("write", "2"), ("talk", "3"), ("vote", "8")];
    assert_eq!(kinds, expected.map(|(kind, minutes)| (kind, minutes.to_owned())));
    assert!(tasks[1].hint.as_ref().is_some_and(|hint| hint.english().starts_with("Write the tasks")));
    // Where a section has another time than its recipe, each step has its part of it.
    let plan = planned("business-impact-60", None);
    let first: Minutes = plan
        .blocks
        .iter()
        .filter(|block| block.section.as_deref() == Some("expected-benefits"))
        .map(|block| block.minutes)
        .sum();
    assert_eq!(first, Minutes::whole(7));
}

#[test]
fn a_vote_names_its_section_where_it_is_one() {
    let section = |change: &dyn Fn(&mut AgendaBlock)| {
        let mut agenda = method().agenda("business-impact-60").expect("built in").as_ref().clone();
        let vote = agenda.blocks.iter_mut().find(|block| block.kind == Some(BlockKind::Vote)).expect("a vote");
        change(vote);
        let plan = plan(&agenda, method(), None).expect("it fits");
        let mut votes = plan.blocks.into_iter().filter(|block| block.kind == BlockKind::Vote);
        votes.next_back().expect("a vote").section
    };
    assert_eq!(section(&|_| {}), None, "four are highlighted");
    let named = |sections: &[&str]| sections.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(section(&|vote| vote.sections = named(&["expected-benefits"])).as_deref(), Some("expected-benefits"));
    assert_eq!(section(&|vote| vote.section = Some("expected-benefits".into())).as_deref(), Some("expected-benefits"));
    let blocks = agenda_of(method(), &["api-value-proposition"]);
    let plan = plan(&blocks, method(), None).expect("it fits");
    let vote = plan.blocks.iter().rfind(|block| block.kind == BlockKind::Vote).expect("a vote");
    let canvas = method().canvas("api-value-proposition").expect("built in");
    let highlighted = canvas.sections.iter().find(|section| section.highlight).map(|section| section.id.as_str());
    assert!(highlighted.is_some());
    assert_eq!(vote.section.as_deref(), highlighted, "the only one");
}

#[test]
fn other_minutes_stretch_the_sections_and_say_where_they_are_too_few() {
    for minutes in [55, 60, 75, 90, 120, 240] {
        let plan = planned("value-proposition-90", Some(minutes));
        assert_eq!(plan.minutes(), Minutes::whole(minutes), "{minutes}");
        let opening = plan.blocks.first().expect("an opening");
        assert_eq!((opening.kind, opening.minutes), (BlockKind::Opening, Minutes::whole(7)));
        assert_eq!(plan.remarks.contains(&Remark::NoBreak), minutes > 90);
    }
    let short = planned("value-proposition-90", Some(60));
    let talked = short.blocks.iter().filter(|block| block.section.is_some() && block.kind == BlockKind::Talk).count();
    assert!(talked >= 3 && short.remarks.iter().any(|remark| matches!(remark, Remark::Hardly { .. })), "{short:?}");
    let agenda = method().agenda("value-proposition-90").expect("built in");
    assert_eq!(plan(agenda, method(), Some(40)), Err(DoesNotFit::Least(Minutes::whole(53))));
    assert_eq!(planned("api-audit-45", Some(30)).minutes(), Minutes::whole(30));
    let blank = method().agenda("blank").expect("built in");
    assert_eq!(
        plan(blank, method(), Some(26)),
        Err(DoesNotFit::Fixed(Minutes::whole(13))),
        "nobody welcomes for longer"
    );
    assert_eq!(planned("blank", Some(13)), planned("blank", None));
    let audit = method().agenda("api-audit-45").expect("built in");
    assert_eq!(plan(audit, method(), Some(600)), Err(DoesNotFit::Longest));
}

#[test]
fn a_canvas_without_an_agenda_has_an_opening_its_sections_a_vote_decisions_and_a_close() {
    let agenda = agenda_of(method(), &["domain", "api-audit"]);
    let plan = plan(&agenda, method(), None).expect("it fits");
    let fixed: Vec<_> = plan
        .blocks
        .iter()
        .filter(|block| block.section.is_none() || block.minutes == Minutes::whole(8) && block.kind == BlockKind::Vote)
        .map(|block| (block.kind.word(), block.minutes.to_string()))
        .collect();
    let expected = [("opening", "5"), ("answer", "32"), ("vote", "8"), ("decide", "18"), ("close", "8")];
    assert_eq!(fixed, expected.map(|(kind, minutes)| (kind, minutes.to_owned())));
    assert_eq!(plan.minutes(), Minutes::whole(agenda.minutes));
    assert!(plan.remarks.contains(&Remark::NoBreak));
    assert!(agenda_for(method(), &["domain"]).is_none());
    let only = super::plan(&agenda_of(method(), &["api-audit"]), method(), None).expect("it fits");
    assert!(only.blocks.iter().all(|block| block.kind != BlockKind::Vote));
}
