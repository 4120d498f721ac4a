"""A whole small course for each test that asks for it."""

from collections.abc import Callable

import pytest

from tests.blocks import tools


@pytest.fixture
def convert(tmp_path) -> Callable[..., str]:
    """Convert a page of the small course, with another body if one is given."""

    def convert_body(body: str = "", at: str = "faq.md", **options: str) -> str:
        pages = {at: tools.page("Page", body)} if body else {}
        return tools.convert(tools.make_course(tmp_path, pages), at, **options)

    return convert_body


@pytest.fixture
def ask(tmp_path) -> Callable[..., str]:
    """Convert a lesson of the small course that asks one question, and return the question's HTML."""

    def ask_question(quiz: str, at: str = "first/one.md") -> str:
        docs = tools.make_course(tmp_path, {at: tools.lesson("One", quiz=quiz)})
        return tools.html(tools.element(tools.convert(docs, at), ".//course-quiz"))

    return ask_question
