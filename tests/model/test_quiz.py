"""A question is read into what it means."""

import pytest

from coursekit.model.quiz import Choice, Quiz, parse

GIVEN = {"objective": "see", "taught": "part"}
CHOICES = ["- [ ] #a Text a", "  runs on.", "", "    Because.", "", "    ```py", "    - [x] 1", "    ```", ""]
CHOICES += ["* [x] #b `b`", "", "    Right."]


def test_prompt_hints_choices_and_reasons():
    """All parts, without the marks that set them off."""
    lines = [
        "",
        "Which?",
        "",
        "```",
        "- no choice",
        "```",
        "",
        "> First",
        "> hint",
        "",
        "> Second",
        "",
        *CHOICES,
    ]
    quiz, faults = parse("q", {**GIVEN, "rev": 2}, lines)
    choices = (
        Choice("a", "Text a runs on.", "Because.\n\n```py\n- [x] 1\n```"),
        Choice("b", "`b`", "Right.", right=True),
    )
    prompt = "Which?\n\n```\n- no choice\n```"
    expected = Quiz("q", "single", prompt, choices, ("First\nhint", "Second"), "see", "part", rev=2)
    assert (expected, []) == (quiz, faults)
    assert "`b`" == quiz.answer.text


def test_a_number_has_its_value():
    """Signs and decimals, with tolerance and unit."""
    lines = ["How much?", "- [x] #right -0.25", "", "    So.", "", "- [ ] #wrong +12", "", "    No."]
    quiz, faults = parse("q", {**GIVEN, "kind": "number", "tolerance": 0.01, "unit": "%"}, lines)
    assert ([], [-0.25, 12.0], 0.01, "%") == (
        faults,
        [c.number for c in quiz.choices],
        quiz.tolerance,
        quiz.unit,
    )


def test_an_order_keeps_the_order_of_the_list():
    """Whatever numbers the author gave."""
    lines = ["Order!", "", *(line for id in "cab" for line in (f"1. #{id} {id}", "", "    So.", ""))]
    quiz, faults = parse("q", {**GIVEN, "kind": "order"}, lines)
    assert ([], ["c", "a", "b"]) == (faults, [choice.id for choice in quiz.choices])


@pytest.mark.parametrize("kind", [["single"], {"a": 1}, None, 3, True])
def test_a_kind_of_another_type_is_a_fault(kind):
    """YAML can hold anything."""
    quiz, (fault,) = parse("q", {**GIVEN, "kind": kind}, ["Which?", *CHOICES])
    assert (None, "kind") == (quiz, fault.option)


def test_a_question_that_is_not_whole_cannot_be_built():
    """Not even by hand."""
    with pytest.raises(ValueError, match="not whole"):
        Quiz("q", "single", "Which?", (Choice("a", "A", "No."),))
