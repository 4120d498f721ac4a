"""Code in a line of text breaks where a reader expects it."""

import pytest

from tests.blocks.tools import element, html


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("`noxfile.py -s check`", 'noxfile.py <span class="whole">-s</span> check'),
        ("`run -- --figures`", 'run <span class="whole">--</span> <span class="whole">--figures</span>'),
        ("`ops/alertmanager/alertmanager.yml`", "ops/<wbr/>alertmanager/<wbr/>alertmanager.yml"),
        ("`fraud/service.py`", "fraud/service.py"),
        ("`python examples/loop/costs.py loop/costs`", "python examples/loop/costs.py loop/costs"),
        ("`http://127.0.0.1:8000/monitoring`", "http://127.0.0.1:8000/<wbr/>monitoring"),
        ("`a - b`", "a - b"),
    ],
)
def test_options_stay_whole_and_long_paths_break_behind_a_slash(written: str, expected: str, convert):
    """What is short stays as it is."""
    found = element(convert(written), "p/code")
    assert html(f"<code>{expected}</code>") == html(found)


def test_listings_and_headings_are_left_alone(convert):
    """A listing keeps its lines, a heading its address."""
    found = convert("# `noxfile.py -s check` {#check}\n\n```bash\npython noxfile.py -s check\n```")
    assert "whole" not in found


def test_signs_of_html_are_not_taken_apart(convert):
    """Nor written twice."""
    assert "<code>docs/&lt;phase&gt;/&lt;name&gt;.md &amp;&amp; more</code>" in convert(
        "`docs/<phase>/<name>.md && more`"
    )
