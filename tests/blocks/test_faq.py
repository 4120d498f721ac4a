"""A frequent question folds its answer."""

from tests.blocks.tools import element, html


def test_a_question_opens_its_answer(convert):
    """The answer is Markdown, fences and links included."""
    found = convert("""
        /// faq | what-is-it
            question: What is `it`?

        An [answer](index.md) in **Markdown**:

        - one

            deeper
        ///
    """)
    expected = """
    <details class="faq" id="what-is-it"><summary>What is <code>it</code>?</summary>
      <p>An <a href="index.md">answer</a> in <strong>Markdown</strong>:</p>
      <ul><li><p>one</p><p>deeper</p></li></ul>
    </details>"""
    assert html(expected) == html(element(found, "details"))
