"""A question in Markdown becomes a form that is whole without scripts."""

import re
from xml.etree import ElementTree

import pytest

from tests.blocks.questions import MULTIPLE, NUMBER, ORDER, PREDICT, RICH, SINGLE
from tests.blocks.tools import html


def shape(found: str, path: str) -> list[str]:
    """Return the HTML of each element at a path."""
    return [html(element) for element in tailless(ElementTree.fromstring(found).findall(path))]


def tailless(elements: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """Drop the text behind each element."""
    for element in elements:
        element.tail = None
    return elements


def test_a_single_question_is_a_form_with_radios_a_hint_and_a_key(ask):
    """Every part of the contract stands in the HTML, each id begins with the question's."""
    expected = """
    <course-quiz id="size" class="quiz" data-question="size" data-rev="2" data-kind="single"
        data-node="first/one" data-search-exclude="">
      <form>
        <div class="quiz-prompt" id="size-prompt"><p>Why <strong>this</strong>?</p></div>
        <div class="quiz-choices" role="radiogroup" aria-labelledby="size-prompt">
          <div class="quiz-choice"><input type="radio" name="size" value="big" id="size-big" />
            <label for="size-big">It is <code>big</code>.</label></div>
          <div class="quiz-choice"><input type="radio" name="size" value="small" id="size-small" />
            <label for="size-small">It is small.</label></div>
        </div>
        <details class="quiz-hint"><summary>Hint 1</summary>
          <p>Think of <a href="../index.md">home</a>.</p></details>
        <details class="quiz-key"><summary>Key and reasons</summary>
          <ul>
            <li data-choice="big"><p class="quiz-verdict"><strong>Not this</strong>
              <span>It is <code>big</code>.</span></p>
              <div class="quiz-reason"><p>No, it is small.</p></div></li>
            <li data-choice="small" data-right=""><p class="quiz-verdict"><strong>Right</strong>
              <span>It is small.</span></p>
              <div class="quiz-reason"><p>Yes.</p></div></li>
          </ul>
          <p class="quiz-taught"><a href="#part">Where this is taught</a></p>
        </details>
      </form>
    </course-quiz>"""
    assert html(expected) == ask(SINGLE)


def test_a_question_with_several_answers_has_checkboxes(ask):
    """The group is no radiogroup, and each answer is marked in the key."""
    found = ask(MULTIPLE)
    kinds = re.findall(r'type="(\w+)"', found)
    right = re.findall(r'data-choice="(\w+)" data-right', found)
    assert (["checkbox"] * 3, ["one", "two"], True) == (kinds, right, 'role="group"' in found)


def choices(found: str, tag: str) -> list[str]:
    """List the ids of the choices in a list."""
    return [item.get("data-choice") for item in ElementTree.fromstring(found).findall(f".//{tag}/li")]


@pytest.mark.parametrize("second", [f"cut-{letter}" for letter in "abcdefgh"])
def test_a_question_of_order_is_shuffled_and_never_right_already(ask, second: str):
    """The choices come in another order than the key, and in the same one at every build."""
    quiz = ORDER.replace("{second}", second)
    shown, key = (choices(ask(quiz), tag) for tag in ("ol[@class='quiz-order']", "details/ol"))
    assert ["measure", second, "glue"] == key
    assert sorted(key) == sorted(shown) and key != shown
    assert shown == choices(ask(quiz), "ol[@class='quiz-order']")


def test_a_question_for_a_number_has_a_field_with_its_unit(ask):
    """Answer, tolerance and the values of typical mistakes are there for the element to compare."""
    found = ask(NUMBER)
    field = """
    <div class="quiz-choices" role="group" aria-labelledby="share-prompt"><div class="quiz-choice">
      <label for="share-value">Your answer</label>
      <input type="text" inputmode="decimal" autocomplete="off" id="share-value" name="share" />
      <span class="quiz-unit">%</span></div></div>"""
    root = ElementTree.fromstring(found)
    assert [html(field)] == shape(found, ".//div[@class='quiz-choices']")
    assert ("0.25", "0.01") == (root.get("data-answer"), root.get("data-tolerance"))
    assert ["0.25", "0.75"] == [item.get("data-value") for item in root.findall(".//li")]


def test_a_question_to_predict_shows_the_code_whose_output_is_asked(ask):
    """The code is the region itself; choices are code, their signs shown as written."""
    found = ask(PREDICT)
    (code,) = ElementTree.fromstring(found).findall(".//pre")
    assert 'def hello(name):\n    return f"<b> {name}"\n' == "".join(code.itertext())
    assert ['<label for="guess-bold"><code>&lt;b&gt; you</code></label>'] == shape(found, ".//label[1]")[:1]


def test_prompt_and_reason_hold_any_markdown(ask):
    """Fences keep what looks like choices and block ends; lists nest, notes are notes."""
    found = ask(RICH)
    root = ElementTree.fromstring(found)
    prompt, (first, second) = (
        root.find(".//div[@class='quiz-prompt']"),
        root.findall(".//div[@class='quiz-reason']"),
    )
    code = "# a comment, not a heading\n\n- [ ] #not A choice.\n///\n"
    assert code == "".join(prompt.find(".//code").itertext())
    assert "key: value\n" == "".join(first.find(".//code").itertext())
    assert "two" == first.find("ul/li/ul/li").text.strip()
    assert "Still the reason." == second.find("div[@class='admonition note']/p[2]").text


def test_html_in_a_choice_can_not_break_out_of_the_question(ask):
    """What an author writes as HTML stays within the label, as everywhere in Markdown; code is shown."""
    quiz = SINGLE.replace("It is `big`.", '`</label></form><script>` & <em>x</em> ü 漢字 "quoted"')
    label = shape(ask(quiz), ".//label")[0]
    expected = """<label for="size-big"><code>&lt;/label&gt;&lt;/form&gt;&lt;script&gt;</code>
        &amp; <em>x</em> ü 漢字 "quoted"</label>"""
    assert html(expected) == label


def test_terms_are_not_linked_in_a_question(ask):
    """A tooltip must not give the answer away."""
    assert "course-term" not in ask(SINGLE.replace("It is small.", "It is a text."))
