//! Asking: what is to choose from, and what is done then, in one breath and with the types of whoever asks.
//!
//! Each of `cx.pick`, `cx.form`, `cx.find` and, in [`searching`](super::searching), `cx.search` begins a question, and its
//! `then` puts it in front. The question ends with the first answer or refusal; of a form only an answer that could be
//! taken ends it.

use std::rc::Rc;

use super::Dialog;
use super::about::AboutNote;
use super::finder::{Finder, FinderItem, InLines};
use super::form::{Answered, Form, FormField, Problem};
use super::keeping::Keeping;
use super::picker::{Picker, PickerItem};
use super::slide::{Slide, Way};
use crate::app::{Answer, Cx, Question};
use crate::i18n::{Sentence, SentenceKey};

impl<'a, 'w> Cx<'a, 'w> {
    /// Asks for one of several choices.
    pub fn pick<T: Clone + 'static>(&mut self, title: Sentence) -> AskPicker<'_, 'a, 'w, T> {
        AskPicker {
            cx: self,
            picker: Picker::new(title, Vec::new()),
            values: Vec::new(),
            on_cancel: None,
            on_move: None,
            on_way: None,
            waits: false,
        }
    }

    /// Asks for texts, which are kept like that until the form is taken or closed.
    pub fn form(&mut self, title: Sentence, keeping: impl Into<Keeping>) -> AskForm<'_, 'a, 'w> {
        AskForm { cx: self, form: Form::new(title, keeping.into()), on_cancel: None }
    }

    /// Asks for one of many, or for several of them.
    pub fn find<T: 'static>(&mut self, title: Sentence) -> AskFinder<'_, 'a, 'w, T> {
        AskFinder { cx: self, finder: Finder::list(title, Vec::new()), values: Vec::new() }
    }
}

type Then<T> = Box<dyn FnOnce(&mut Cx, Vec<T>)>;
type OnChoice<T> = Rc<dyn Fn(&mut Cx, T)>;
type OnCancel = Rc<dyn Fn(&mut Cx)>;
type OnMove<T> = Rc<dyn Fn(&mut Cx, &T)>;
type OnWay = Rc<dyn Fn(&mut Cx, Way)>;

/// What becomes of a choice. It can be asked again: letters that answered it may turn out not to have been meant.
#[derive(Clone)]
struct OfChoice<T> {
    values: Vec<T>,
    then: OnChoice<T>,
    on_cancel: Option<OnCancel>,
    on_move: Option<OnMove<T>>,
    on_way: Option<OnWay>,
}

impl<T: Clone + 'static> Answer for OfChoice<T> {
    fn then(self: Box<Self>, cx: &mut Cx, dialog: Dialog) {
        if let Some(value) = dialog.taken().first().and_then(|at| self.values.get(*at)) {
            (self.then)(cx, value.clone());
        }
    }

    fn cancelled(self: Box<Self>, cx: &mut Cx) {
        if let Some(on_cancel) = self.on_cancel {
            on_cancel(cx);
        }
    }

    fn went(self: Box<Self>, cx: &mut Cx, way: Way) {
        if let Some(on_way) = self.on_way {
            on_way(cx, way);
        }
    }

    fn moved(&self, cx: &mut Cx, dialog: &Dialog) {
        if let Some(on_move) = &self.on_move
            && let Some(value) = dialog.taken().first().and_then(|at| self.values.get(*at))
        {
            on_move(cx, value);
        }
    }

    fn again(&self) -> Option<Box<dyn Answer>> {
        Some(Box::new(self.clone()))
    }
}

/// What becomes of a list of values.
struct OfValues<T> {
    values: Vec<T>,
    then: Then<T>,
}

impl<T> Answer for OfValues<T> {
    fn then(self: Box<Self>, cx: &mut Cx, dialog: Dialog) {
        let places = dialog.taken();
        // Several are taken in the order of the list.
        let taken = self.values.into_iter().enumerate().filter(|(at, _)| places.contains(at));
        let taken: Vec<T> = taken.map(|(_, value)| value).collect();
        if !taken.is_empty() {
            (self.then)(cx, taken);
        }
    }
}

/// The only value that was taken, for what takes no more.
fn only<T>(then: impl FnOnce(&mut Cx, T) + 'static) -> Then<T> {
    Box::new(move |cx, taken| {
        if let Some(value) = taken.into_iter().next() {
            then(cx, value);
        }
    })
}

/// A choice that is being asked for.
#[must_use]
pub struct AskPicker<'c, 'a, 'w, T> {
    cx: &'c mut Cx<'a, 'w>,
    picker: Picker,
    values: Vec<T>,
    on_cancel: Option<OnCancel>,
    on_move: Option<OnMove<T>>,
    on_way: Option<OnWay>,
    waits: bool,
}

impl<T: Clone + 'static> AskPicker<'_, '_, '_, T> {
    /// What there is to choose from. Two never have one key.
    pub fn choices(mut self, choices: impl IntoIterator<Item = PickerItem<T>>) -> Self {
        let (items, values) = choices.into_iter().map(PickerItem::split).unzip();
        self.values = values;
        let Picker { title, lines, about, .. } = self.picker;
        self.picker = Picker { about, lines, ..Picker::new(title, items) };
        self
    }

    /// The note it is about.
    pub fn about(mut self, about: Option<AboutNote>) -> Self {
        self.picker.about = about;
        self
    }

    /// Something to read before the choices.
    pub fn lines(mut self, lines: Vec<String>) -> Self {
        self.picker.lines = lines;
        self
    }

    /// The first choice with a value of which that is true is in focus; without one, the first of all.
    pub fn at(mut self, is_it: impl Fn(&T) -> bool) -> Self {
        self.picker.cursor = self.values.iter().position(is_it).unwrap_or(0);
        self
    }

    /// The choice in focus is what holds now.
    pub fn marks_current(mut self) -> Self {
        self.picker.marks_current = true;
        self
    }

    /// Something stands that a choice changes: the letter of a choice only goes to it, so that no stray one changes that.
    pub fn only_moves(mut self, only_moves: bool) -> Self {
        self.picker.only_moves = only_moves;
        self
    }

    /// A choice can throw something away for good.
    pub fn guarded(mut self) -> Self {
        self.picker.is_guarded = true;
        self
    }

    /// Nobody has asked for it: it waits until nobody is typing.
    pub fn waits(mut self) -> Self {
        self.waits = true;
        self
    }

    /// What is done where nothing is chosen.
    pub fn on_cancel(mut self, on_cancel: impl FnOnce(&mut Cx) + Clone + 'static) -> Self {
        self.on_cancel = Some(Rc::new(move |cx| on_cancel.clone()(cx)));
        self
    }

    /// What is shown while a choice is in focus. It is done again and again, and asks nothing.
    pub fn on_move(mut self, on_move: impl Fn(&mut Cx, &T) + 'static) -> Self {
        self.on_move = Some(Rc::new(on_move));
        self
    }

    /// It fills the screen, and this stands beside.
    pub fn slide(mut self, slide: Slide) -> Self {
        self.picker.slide = Some(slide);
        self
    }

    /// What is done where somebody goes another way than that of the choices. The question is over then.
    pub fn on_way(mut self, on_way: impl FnOnce(&mut Cx, Way) + Clone + 'static) -> Self {
        self.on_way = Some(Rc::new(move |cx, way| on_way.clone()(cx, way)));
        self
    }

    /// What is done with the choice.
    pub fn then(self, then: impl FnOnce(&mut Cx, T) + Clone + 'static) {
        let Self { cx, picker, values, on_cancel, on_move, on_way, waits } = self;
        let then: OnChoice<T> = Rc::new(move |cx, value| then.clone()(cx, value));
        let answer = OfChoice { values, then, on_cancel, on_move, on_way };
        let question = Question::new(picker, answer);
        if waits { cx.model.waiting.push(question) } else { cx.model.dialogs.push(question) }
    }
}

/// Texts that are being asked for.
#[must_use]
pub struct AskForm<'c, 'a, 'w> {
    cx: &'c mut Cx<'a, 'w>,
    form: Form,
    on_cancel: Option<OnCancel>,
}

impl AskForm<'_, '_, '_> {
    /// The note it is about.
    pub fn about(mut self, about: Option<AboutNote>) -> Self {
        self.form.about = about;
        self
    }

    /// Something to read before the fields, a line each.
    pub fn lines(mut self, lines: Vec<String>) -> Self {
        self.form.lines = lines;
        self
    }

    /// The fields; the first is in focus.
    pub fn fields(mut self, fields: impl IntoIterator<Item = FormField>) -> Self {
        self.form.fields = fields.into_iter().collect();
        self
    }

    /// The field with that place is in focus.
    pub fn focus(mut self, focus: usize) -> Self {
        self.form.focus = focus;
        self
    }

    /// Names stand beside their fields.
    pub fn beside(mut self) -> Self {
        self.form.is_beside = true;
        self
    }

    /// The command with that id takes the form as well, which then says that it [led on](Form::led_on).
    pub fn leads_on(mut self, command: &'static str) -> Self {
        self.form.leads_on = Some(command);
        self
    }

    /// It fills the screen.
    pub fn whole(mut self) -> Self {
        (self.form.is_whole, self.form.is_beside) = (true, true);
        self
    }

    /// Another question led here.
    pub fn brief(mut self) -> Self {
        self.form.is_brief = true;
        self
    }

    /// What is done where the texts are not given.
    pub fn on_cancel(mut self, on_cancel: impl FnOnce(&mut Cx) + Clone + 'static) -> Self {
        self.on_cancel = Some(Rc::new(move |cx| on_cancel.clone()(cx)));
        self
    }

    /// What is done with the texts. Where something is wrong with them, the form is open again at that field, as it was
    /// filled in; what is asked meanwhile lies over it.
    pub fn then(self, then: impl FnMut(&mut Cx, &mut Form) -> Answered + 'static) {
        self.cx.model.dialogs.push(Question::new(self.form, OfForm { then, on_cancel: self.on_cancel }));
    }

    /// Takes the texts as they are, and asks for them only where something is wrong.
    pub fn submit(self, then: impl FnMut(&mut Cx, &mut Form) -> Answered + 'static) {
        submit(self.cx, self.form, OfForm { then, on_cancel: self.on_cancel });
    }
}

struct OfForm<F> {
    then: F,
    on_cancel: Option<OnCancel>,
}

impl<F: FnMut(&mut Cx, &mut Form) -> Answered + 'static> Answer for OfForm<F> {
    fn then(self: Box<Self>, cx: &mut Cx, dialog: Dialog) {
        if let Dialog::Form(form) = dialog {
            submit(cx, form, *self);
        }
    }

    fn cancelled(self: Box<Self>, cx: &mut Cx) {
        if let Some(on_cancel) = self.on_cancel {
            on_cancel(cx);
        }
    }
}

fn submit<F: FnMut(&mut Cx, &mut Form) -> Answered + 'static>(cx: &mut Cx, mut form: Form, mut answer: OfForm<F>) {
    let below = cx.model.dialogs.len();
    let whole = form.missing().map_or(Ok(()), Err);
    cx.why_refused = None;
    let taken = whole.and_then(|()| (answer.then)(cx, &mut form));
    // What could not be written is not taken either: no text is lost with it.
    let refused = cx.why_refused.take();
    let taken = taken.and_then(|()| match (refused, form.fields.first()) {
        (Some(why), Some(first)) => Err(Problem::at(first.label, why)),
        _ => Ok(()),
    });
    if taken.is_ok() {
        cx.model.form_drafts.sent.extend(form.keeping.sent());
    }
    if let Err(problem) = taken {
        form.set_problem(problem);
        // What was asked about it lies over it.
        let below = below.min(cx.model.dialogs.len());
        form.fill_over(cx.model.dialogs.iter_mut().skip(below).map(|question| &mut question.dialog));
        cx.model.dialogs.insert(below, Question::new(form, answer));
    }
}

/// One of many that is being asked for.
#[must_use]
pub struct AskFinder<'c, 'a, 'w, T> {
    cx: &'c mut Cx<'a, 'w>,
    finder: Finder,
    values: Vec<T>,
}

impl<T: 'static> AskFinder<'_, '_, '_, T> {
    /// What there is to choose from.
    pub fn items(mut self, items: impl IntoIterator<Item = FinderItem<T>>) -> Self {
        let (items, values) = items.into_iter().map(FinderItem::split).unzip();
        self.values = values;
        self.finder = Finder::list(self.finder.title, items);
        self
    }

    /// Key of a hint in the catalogue.
    pub fn hint(mut self, hint: SentenceKey) -> Self {
        self.finder.hint = Some(hint);
        self
    }

    /// The first item with a value of which that is true is in focus; without one, the first of all.
    pub fn at(mut self, is_it: impl Fn(&T) -> bool) -> Self {
        self.finder.cursor = self.values.iter().position(is_it).unwrap_or(0);
        self
    }

    /// How it is asked where there is no screen.
    pub fn in_lines(mut self, in_lines: InLines) -> Self {
        self.finder.in_lines = in_lines;
        self
    }

    /// An answer leads to another place, to stay there.
    pub fn arrives(mut self) -> Self {
        self.finder.is_arrival = true;
        self
    }

    /// What is done with the one that was chosen.
    pub fn then(self, then: impl FnOnce(&mut Cx, T) + 'static) {
        self.ask(only(then));
    }

    /// What is done with those that were chosen, in the order of the list: several lines can be marked.
    pub fn then_with_all(mut self, then: impl FnOnce(&mut Cx, Vec<T>) + 'static) {
        self.finder.marked = Some(Vec::new());
        self.ask(Box::new(then));
    }

    fn ask(self, then: Then<T>) {
        let Self { cx, finder, values } = self;
        let answer = OfValues { values, then };
        cx.model.dialogs.push(Question::new(finder, answer));
    }
}
