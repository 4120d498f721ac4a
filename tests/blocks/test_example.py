"""An example shows code of a tested file, its command and its recorded output."""

import pytest

from tests.blocks.tools import element, html

CODE = """
<pre class="highlight example-code" tabindex="0"><code
><span class="line" data-n="4"><span class="k">def</span> <span class="nf">hello</span><span class="p">(</span
>name<span class="p">):</span></span>
<span class="line" data-n="5">    <span class="k">return</span> <span class="sa">f</span
><span class="s2">"&lt;b&gt; </span><span class="si">{</span>name<span class="si">}</span
><span class="s2">"</span></span>
</code></pre>
"""
COMMAND = '<p class="example-command"><code>python examples/hello.py</code></p>'
OUTPUT = """
<pre class="example-output" tabindex="0" aria-label="Recorded output"><code>&lt;b&gt; you
</code></pre>
"""
FILE = '<span class="example-file">examples/hello.py</span>'
REGION = '<span class="example-region">hello</span>'


def figure(name: str, bar: str, rest: str) -> str:
    """Write the HTML of an example."""
    bar = f'<figcaption class="example-bar">{bar}</figcaption>'
    return html(f'<figure class="example" id="{name}">{bar}{rest}</figure>')


SHOWN = [
    ("hello.py:hello", "", figure("example-hello-hello", FILE + REGION, CODE)),
    ("hello.py:hello", "output: true", figure("example-hello-hello", FILE + REGION, CODE + COMMAND + OUTPUT)),
    ("hello.py:hello", "command: true", figure("example-hello-hello", FILE + REGION, CODE + COMMAND)),
    ("hello.py", "code: false\n    output: hello", figure("example-hello", FILE, COMMAND + OUTPUT)),
    ("hello.py", "code: false\n    output: hello\n    command: false", figure("example-hello", FILE, OUTPUT)),
]


@pytest.mark.parametrize(("argument", "options", "expected"), SHOWN)
def test_an_example_shows_what_its_options_ask_for(convert, argument: str, options: str, expected: str):
    """Code by its region with the line numbers of the file, command, output: each if wanted."""
    header = f"    {options}\n" if options else ""
    found = convert(f"/// example | {argument}\n{header}///")
    assert expected == html(element(found, ".//figure"))


def test_an_example_may_stand_in_an_answer(convert):
    """Blocks nest where the model lets them."""
    found = convert(
        "//// faq | why\n    question: Why?\n\nSo:\n\n/// example | hello.py:hello\n///\n\nThat is all.\n////"
    )
    kinds = [child.tag for child in element(found, "details")]
    assert ["summary", "p", "figure", "p"] == kinds
