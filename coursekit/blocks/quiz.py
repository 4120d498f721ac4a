"""Draw a question: a form that an element grades, and the key with a reason for each choice."""

from hashlib import sha256

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.code import code_of, numbered
from coursekit.blocks.html import Element, add, add_plain, attributes_of
from coursekit.model import quiz as model
from coursekit.model.quiz import Choice
from coursekit.model.reference import split


class Quiz(CourseBlock):
    """A question.

    /// quiz | question-id
        kind: single

    The prompt.

    > A hint.

    - [ ] #distractor A choice.

        The reason.

    - [x] #answer Another.

        The reason.
    ///
    """

    SYNTAX = model.SYNTAX
    TAG = "course-quiz"
    CLASS = "quiz"
    parse = model.parse

    def fill(self, element: Element, made: model.Quiz) -> None:
        """Draw the question."""
        self.quiz = made
        element.attrib.update(self.attributes())
        self.add_form(add(element, "form"))

    def attributes(self) -> dict[str, str]:
        """Tell the element what it needs for grading and for keeping progress."""
        number = self.quiz.kind == "number"
        return attributes_of(
            {
                "id": self.quiz.id,
                "data_question": self.quiz.id,
                "data_rev": self.quiz.rev,
                "data_kind": self.quiz.kind,
                "data_node": self.conversion.page.path.removesuffix(".md"),
                "data_search_exclude": True,
                "data_answer": self.quiz.answer.text if number else None,
                "data_tolerance": self.quiz.tolerance if number else None,
            }
        )

    def add_form(self, form: Element) -> None:
        """Append prompt, choices, hints and key."""
        prompt = add(form, "div", class_="quiz-prompt", id=f"{self.quiz.id}-prompt")
        self.conversion.add_markdown(prompt, self.quiz.prompt)
        if self.quiz.kind == "predict":
            self.add_example(form)
        role = "radiogroup" if self.quiz.kind in ("single", "predict") else "group"
        choices = add(form, "div", class_="quiz-choices", role=role, aria_labelledby=prompt.get("id"))
        CHOICES[self.quiz.kind](self.quiz, choices)
        for number, hint in enumerate(self.quiz.hints, 1):
            details = add(form, "details", class_="quiz-hint")
            add(details, "summary", f"Hint {number}")
            self.conversion.add_markdown(details, hint)
        self.add_key(add(form, "details", class_="quiz-key"))

    def add_example(self, form: Element) -> None:
        """Append the code whose output is to be predicted."""
        file = split(self.quiz.example)
        region = self.conversion.course.region(file)
        if region:
            classes = "highlight example-code quiz-code"
            code = code_of(file.path, numbered(region), class_=classes, tabindex=0)
            self.conversion.add_verbatim(form, code)

    def add_key(self, key: Element) -> None:
        """Append every choice with its verdict and its reason, in the right order if there is one."""
        add(key, "summary", "Key and reasons")
        entries = add(key, "ol" if self.quiz.kind == "order" else "ul")
        for choice in self.quiz.choices:
            self.add_reason(entries, choice)
        if self.quiz.taught:
            taught = add(key, "p", class_="quiz-taught")
            add(taught, "a", "Where this is taught", href=f"#{self.quiz.taught}")

    def add_reason(self, entries: Element, choice: Choice) -> None:
        """Append one choice of the key."""
        ordered = self.quiz.kind == "order"
        value = choice.text if self.quiz.kind == "number" else None
        right = choice.right and not ordered
        entry = add(entries, "li", data_choice=choice.id, data_right=right, data_value=value)
        verdict = add(entry, "p", class_="quiz-verdict")
        if not ordered:
            add(verdict, "strong", "Right" if choice.right else "Not this").tail = " "
        add(verdict, "span", choice.text)
        self.conversion.add_markdown(add(entry, "div", class_="quiz-reason"), choice.reason)


def add_pickers(quiz: model.Quiz, parent: Element, kind: str) -> None:
    """Append a control of the kind radio or checkbox for each choice."""
    for choice in quiz.choices:
        name = f"{quiz.id}-{choice.id}"
        row = add(parent, "div", class_="quiz-choice")
        add(row, "input", type=kind, name=quiz.id, value=choice.id, id=name)
        add(row, "label", choice.text, for_=name)


def add_radios(quiz: model.Quiz, parent: Element) -> None:
    """Let the reader choose one."""
    add_pickers(quiz, parent, "radio")


def add_checkboxes(quiz: model.Quiz, parent: Element) -> None:
    """Let the reader choose some."""
    add_pickers(quiz, parent, "checkbox")


def add_number(quiz: model.Quiz, parent: Element) -> None:
    """Let the reader write a number; its unit stands behind it."""
    name = f"{quiz.id}-value"
    row = add(parent, "div", class_="quiz-choice")
    add(row, "label", "Your answer", for_=name)
    add(row, "input", type="text", inputmode="decimal", autocomplete="off", id=name, name=quiz.id)
    if quiz.unit:
        add_plain(row, "span", quiz.unit, class_="quiz-unit")


def add_order(quiz: model.Quiz, parent: Element) -> None:
    """Let the reader put the choices in order."""
    rows = add(parent, "ol", class_="quiz-order")
    for choice in shuffled(quiz):
        add(rows, "li", choice.text, data_choice=choice.id)


def shuffled(quiz: model.Quiz) -> list[Choice]:
    """Return the choices in an order that is always the same, and never the right one."""
    mixed = sorted(quiz.choices, key=lambda choice: sha256(f"{quiz.id} {choice.id}".encode()).digest())
    return mixed if tuple(mixed) != quiz.choices else mixed[1:] + mixed[:1]


CHOICES = {
    "single": add_radios,
    "multiple": add_checkboxes,
    "order": add_order,
    "number": add_number,
    "predict": add_radios,
}
