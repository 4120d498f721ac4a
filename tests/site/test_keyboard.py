"""Every kind of question can be answered by keyboard alone, and each answer is met with its reason."""

import pytest
from playwright.sync_api import expect

from tests.site.builders import Site
from tests.site.keys import Question, press, question, tab_to
from tests.site.reading import elements

KINDS = ["single", "multiple", "order", "number", "predict"]


def find_question(site: Site, kind: str) -> tuple[str, str] | None:
    """Return the address of a page with a question of this kind, and the question's id."""
    for page in site.pages():
        for quiz in elements(site.html(page), "course-quiz"):
            if quiz["data-kind"] == kind:
                return site.url + page, quiz["data-question"]
    return None


@pytest.fixture
def asked(visit, request):
    """Open the first question of a kind, of the main course if it has one, in a fresh browser."""

    def ask(kind: str) -> Question:
        found = None
        for course in ("site", "bread"):
            found = found or find_question(request.getfixturevalue(course), kind)
        assert found, f"no question of the kind {kind} in any course"
        # Tab goes on from the question that the address names, as it does for a reader.
        return question(visit(f"{found[0]}#{found[1]}"), found[1])

    return ask


def words_of(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_answer_is_met_with_its_reason_and_a_right_one_with_all(kind: str, asked):
    """Wrong: the focus is on the reason for this very answer. Right: every choice's reason stands open."""
    asking = asked(kind)
    wrong = asking.wrong()
    asking.answer(wrong)
    assert asking.reason_for(wrong) in words_of(asking.feedback.inner_text())
    expect(asking.element.locator(".quiz-key")).to_be_hidden()
    asking.try_again()
    asking.answer(asking.right())
    expect(asking.feedback).to_contain_text("Right.")
    shown = words_of(asking.element.locator(".quiz-key").inner_text())
    assert [] == [reason for reason in asking.key["reasons"].values() if reason not in shown]


@pytest.mark.parametrize("kind", KINDS)
def test_a_solved_question_stays_solved_after_a_reload(kind: str, asked):
    """The page remembers the answer and can ask again."""
    asking = asked(kind)
    asking.answer(asking.right())
    asking.page.reload()
    again = asking.element.locator(".quiz-again")
    expect(again).to_be_visible()
    tab_to(asking.page, again)
    asking.page.keyboard.press("Enter")
    expect(asking.element.locator(".quiz-check")).to_be_visible()
    asking.answer(asking.wrong())
    asking.page.reload()
    expect(again).to_be_visible()


def test_arrows_choose_and_do_not_submit(asked):
    """Walking through the answers is not answering."""
    asking = asked("single")
    asking.fill(asking.wrong())
    for _ in asking.key["ids"]:
        asking.page.keyboard.press("ArrowDown")
        assert asking.page.evaluate("document.activeElement.checked")
        expect(asking.feedback).to_be_hidden()
    kept = asking.page.evaluate("Object.values(localStorage).join()")
    assert asking.element.get_attribute("data-question") not in kept


@pytest.mark.parametrize("kind", ["single", "multiple", "number"])
def test_nothing_chosen_is_no_attempt(kind: str, asked):
    """An empty answer is asked for in words, and counts nowhere."""
    asking = asked(kind)
    check = asking.element.locator(".quiz-check")
    tab_to(asking.page, check)
    asking.page.keyboard.press("Enter")
    expect(asking.feedback).to_contain_text("first")
    assert asking.element.evaluate("element => element.contains(document.activeElement)")
    assert "attempts" not in asking.page.evaluate("Object.values(localStorage).join()")


def test_enter_among_the_answers_hands_in(asked):
    """A form is a form: Enter submits the chosen answer."""
    asking = asked("single")
    asking.fill(asking.right())
    asking.page.keyboard.press("Enter")
    expect(asking.feedback).to_be_focused()
    expect(asking.feedback).to_contain_text("Right.")


def test_hints_open_by_keyboard(visit, site: Site):
    """A hint is a disclosure that Enter opens."""
    name = next(page for page in site.pages() if 'class="quiz-hint"' in site.html(page))
    page = visit(site.url + name)
    hint = page.locator(".quiz-hint").first
    press(page, hint.locator("summary"))
    expect(hint).to_have_attribute("open", "")
