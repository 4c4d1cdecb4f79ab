use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::finder::{FinderItem, Found, InLines};
use super::{Answered, Dialog, Form, FormField, Keeping, Options, PickerItem, Problem};
use crate::app::editor::{Editor, Lines};
use crate::app::{Capabilities, Cx, Effect, Env, Model, Size, TerminalEffect};
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::method::Method;

const ONE: SentenceKey = key!("dialog.answer.by");
const TWO: SentenceKey = key!("dialog.answer.date");

/// Does something with a program that has no workspace, and gives back what was noted.
fn with_cx(work: impl FnOnce(&mut Cx)) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
    let size = Size { width: 80, height: 24 };
    let mut model = Model::new(size, Capabilities::default(), Catalogue::english(), Arc::new(Method::default()), today);
    let mut random = || 1;
    let mut env = Env { now: Duration::ZERO, today, wall: today.into(), random: &mut random };
    let mut cx = Cx { model: &mut model, env: &mut env, effects: Vec::new(), ends_draft: false, why_refused: None };
    work(&mut cx);
    let noted = |effect| match effect {
        Effect::Terminal(TerminalEffect::RememberSetting { value, .. }) => Some(value),
        _ => None,
    };
    cx.effects.into_iter().filter_map(noted).collect()
}

fn title() -> Sentence {
    sentence!("dialog.kind.title")
}

fn focus_on(cx: &mut Cx, at: usize) {
    match cx.model.dialog_mut() {
        Some(Dialog::Picker(picker)) => picker.cursor = at,
        Some(Dialog::Finder(finder)) => finder.cursor = at,
        _ => panic!("nothing to choose from"),
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Colour {
    Red,
    Green,
    Blue,
}

fn colours() -> [PickerItem<Colour>; 3] {
    [
        PickerItem { key: Some('r'), ..PickerItem::new("Red", Colour::Red) },
        PickerItem { key: Some('r'), ..PickerItem::new("Reed", Colour::Green) },
        PickerItem::numbered(3, "Blue", Colour::Blue),
    ]
}

/// Notes that something was done.
fn note(cx: &mut Cx, what: &str) {
    cx.effect(TerminalEffect::RememberSetting { name: "done", value: what.to_owned() });
}

#[test]
fn an_answer_is_the_value_in_focus_and_comes_once() {
    let noted = with_cx(|cx| {
        cx.pick(title()).choices(colours()).at(|colour| *colour == Colour::Green).then(|cx, colour| {
            assert_eq!(colour, Colour::Green);
            note(cx, "taken");
        });
        cx.answer();
        assert!(cx.model.dialogs.is_empty());
        cx.answer();
        cx.cancel();
    });
    assert_eq!(noted, ["taken"]);
}

#[test]
fn a_refusal_does_what_whoever_asks_says_and_nothing_else() {
    let noted = with_cx(|cx| {
        let ask = cx.pick(title()).choices(colours()).on_cancel(|cx| note(cx, "refused"));
        ask.then(|cx, _| note(cx, "taken"));
        cx.cancel();
        cx.pick(title()).choices(colours()).then(|cx, _| note(cx, "taken"));
        cx.cancel();
    });
    assert_eq!(noted, ["refused"]);
}

#[test]
fn what_is_in_focus_is_shown_before_it_is_chosen() {
    with_cx(|cx| {
        let ask = cx.pick(title()).choices(colours());
        let ask = ask.on_move(|cx, colour| cx.model.theme = format!("{colour:?}"));
        ask.then(|_, _| ());
        cx.preview();
        assert_eq!(cx.model.theme, "Red");
        focus_on(cx, 2);
        cx.preview();
        assert_eq!((cx.model.theme.as_str(), cx.model.dialogs.len()), ("Blue", 1));
    });
}

#[test]
fn a_question_can_ask_another_and_the_one_below_waits() {
    let noted = with_cx(|cx| {
        cx.pick(title()).choices(colours()).then(|cx, _| note(cx, "taken"));
        cx.pick(title()).choices(colours()).then(|cx, _| {
            cx.pick(title()).choices(colours()).then(|cx, _| note(cx, "taken first"));
        });
        cx.answer();
        assert_eq!(cx.model.dialogs.len(), 2);
        cx.answer();
        cx.answer();
    });
    assert_eq!(noted, ["taken first", "taken"]);
}

#[test]
fn no_two_choices_have_one_key() {
    with_cx(|cx| {
        cx.pick(title()).choices(colours()).then(|_, _| ());
        let Some(Dialog::Picker(picker)) = cx.model.dialog() else { panic!("no choice") };
        let keys: Vec<Option<char>> = picker.items.iter().map(|item| item.key).collect();
        assert_eq!(keys, [Some('r'), Some('e'), Some('3')]);
    });
}

fn ask_name(cx: &mut Cx) {
    let fields = [FormField::line(ONE, "first"), FormField::line(TWO, "")];
    cx.form(title(), Keeping::Passing).fields(fields).then(named);
}

fn named(cx: &mut Cx, form: &mut Form) -> Answered {
    if form.value(TWO).is_empty() {
        return Err(Problem::at(TWO, sentence!("dialog.title.needed")));
    }
    note(cx, "taken");
    Ok(())
}

fn form<'c>(cx: &'c mut Cx) -> &'c mut Form {
    match cx.model.dialog_mut() {
        Some(Dialog::Form(form)) => form,
        _ => panic!("no form"),
    }
}

#[test]
fn a_form_opens_again_at_what_is_wrong_and_keeps_its_texts() {
    let noted = with_cx(|cx| {
        ask_name(cx);
        form(cx).fields[0].editor = Editor::new("typed", Lines::One);
        for _ in 0..2 {
            cx.answer();
            let form = form(cx);
            assert_eq!((form.focus, form.value(ONE).as_str()), (1, "typed"));
            assert_eq!(form.problem.as_ref().map(|problem| problem.key), Some(key!("dialog.title.needed")));
        }
        form(cx).fields[1].editor = Editor::new(" there ", Lines::One);
        cx.answer();
        assert!(cx.model.dialogs.is_empty());
    });
    assert_eq!(noted, ["taken"]);
}

#[test]
fn a_form_that_lacks_nothing_need_not_be_shown() {
    let noted = with_cx(|cx| {
        cx.form(title(), Keeping::Passing).fields([FormField::line(TWO, "there")]).submit(named);
        assert!(cx.model.dialogs.is_empty());
        cx.form(title(), Keeping::Passing).fields([FormField::line(TWO, "")]).submit(named);
        assert_eq!(cx.model.dialogs.len(), 1);
    });
    assert_eq!(noted, ["taken"]);
}

#[test]
fn options_are_values_and_an_empty_field_is_none_of_them() {
    let options = Options::new([(Colour::Red, "r", "Red"), (Colour::Blue, "b", "Blue")]);
    let mut form = Form::new(title(), Keeping::Passing);
    form.fields = vec![options.field(ONE, &Colour::Blue), options.field(TWO, &Colour::Green)];
    assert_eq!((options.chosen(&form, ONE), options.chosen(&form, TWO)), (Some(Colour::Blue), None));
    form.fields[0].cycle_option(true);
    assert_eq!(options.chosen(&form, ONE), Some(Colour::Red));
}

fn items() -> [FinderItem<Colour>; 3] {
    [
        FinderItem::new("Red", "warm", Colour::Red),
        FinderItem::new("Green", "", Colour::Green).named("grass"),
        FinderItem::new("Blue", "", Colour::Blue),
    ]
}

#[test]
fn marked_lines_are_taken_in_the_order_of_the_list() {
    let noted = with_cx(|cx| {
        cx.find(title()).items(items()).then_with_all(|cx, colours| {
            assert_eq!(colours, [Colour::Red, Colour::Blue]);
            note(cx, "taken");
        });
        let Some(Dialog::Finder(finder)) = cx.model.dialog_mut() else { panic!("no list") };
        finder.cursor = 2;
        finder.mark();
        finder.cursor = 0;
        finder.mark();
        assert!(finder.is_marked(Found::Item(2)));
        cx.answer();
    });
    assert_eq!(noted, ["taken"]);
}

#[test]
fn a_list_can_be_asked_as_a_choice_and_means_the_same() {
    let noted = with_cx(|cx| {
        let ask = cx.find(title()).items(items()).in_lines(InLines::LabelsAndDetails);
        ask.then(|cx, colour| {
            assert_eq!(colour, Colour::Green);
            note(cx, "taken");
        });
        let Some(dialog) = cx.model.dialog_mut() else { panic!("nothing asked") };
        let Dialog::Finder(finder) = &*dialog else { panic!("no list") };
        let picker = finder.as_picker().expect("a list is a choice");
        assert_eq!((picker.items[0].label.as_str(), picker.items[1].name.as_deref()), ("Red, warm", Some("grass")));
        *dialog = picker.into();
        focus_on(cx, 1);
        cx.answer();
        cx.find(title()).items(items()).in_lines(InLines::Never).then(|_, _| ());
        assert!(matches!(cx.model.dialog(), Some(Dialog::Finder(finder)) if finder.as_picker().is_none()));
    });
    assert_eq!(noted, ["taken"]);
}
