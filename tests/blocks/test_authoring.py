"""The page for authors tells what the engine reads: all of it, and nothing that it does not read."""

import dataclasses
import re
from pathlib import Path

import pytest
import yaml

from coursekit.extension import BLOCKS, CourseExtension
from coursekit.model import code, pages, quality, quiz, reading, recording, settings_file
from coursekit.model.problem import listed
from coursekit.model.reference import Reference
from coursekit.model.settings import Asked
from coursekit.model.syntax import FORMS
from tests.blocks.authoring import COURSE, HEAD, SYNTAXES, TEXT, named, rows, section
from tests.model import bread


def test_every_block_has_a_section_and_no_other():
    """The extension registers those that hold a step; the table of the model has that as well."""
    told = [head["anchor"] for head in HEAD.finditer(TEXT) if head["anchor"].startswith("block-")]
    assert sorted(f"block-{name}" for name in SYNTAXES) == sorted(told)
    assert {block.SYNTAX.name for block in BLOCKS} == SYNTAXES.keys() - {"step"}


@pytest.mark.parametrize("name", SYNTAXES)
def test_a_block_is_told_with_each_of_its_options(name):
    """Argument, options and allowed values, in the words of the messages, and which must be given."""
    syntax = SYNTAXES[name]
    wanted = {"argument": [FORMS[syntax.argument][1], True]} if syntax.argument else {}
    for option, rule in syntax.options.items():
        wanted[option] = [rule.expected.removeprefix("expected "), rule.required]
    told = rows(f"block-{name}") if wanted else {}
    assert wanted == {option: [cells[0], cells[1] == "required"] for option, cells in told.items()}
    assert all(len(cells) == 3 and cells[2] for cells in told.values())


@pytest.mark.parametrize("name", SYNTAXES)
def test_a_block_is_told_with_the_places_where_it_may_stand(name):
    """In the order and the words of the messages."""
    homes = [f"inside {home}" if home else "on the page itself" for home in SYNTAXES[name].inside]
    assert section(f"block-{name}").strip().startswith(f"Stands: {listed(homes)}.\n\n")


def test_the_defaults_are_those_of_the_code():
    """What is not given has the value that the table says."""
    fields = {field.name: field.default for field in dataclasses.fields(quiz.Quiz)} | {"kind": "single"}
    told = {name: cells[1] for name, cells in rows("block-quiz").items() if cells[1] != "required"}
    assert told == {name: "none" if fields[name] == "" else str(fields[name]) for name in told}


def test_every_kind_of_question_is_told_and_linked():
    """The link leads to a question of that kind."""
    told = rows("kinds")
    assert list(quiz.KINDS) == list(told)
    kinds = {one.id: one.kind for lesson in COURSE.lessons.values() for one in lesson.questions}
    assert {kind: kind for kind in told} == {
        kind: kinds[re.search(r"#([\w-]+)\)$", cells[-1])[1]] for kind, cells in told.items()
    }


def test_every_rule_of_quality_stands_there_word_for_word():
    """The message holds the lines as they should be: paste them."""
    told = re.findall(r"^- \*\*.*$", section("quality"), re.MULTILINE)
    wanted = [f"- **{name}**: {rule}" for name, rule in quality.RULES.items()]
    assert wanted == told, "\n".join(["write in docs/authoring.md under {#quality}:", *wanted])


def test_every_key_of_a_page_is_told():
    """Those of the engine in the table, those of the theme in a sentence."""
    assert list(pages.OWN) == list(rows("page"))
    sentence = next(line for line in section("page").split("\n") if "only the theme reads" in line)
    assert list(pages.THEME) == re.findall(r"`(\w+)`", sentence)


def keys_known(path: Path) -> set[str]:
    """Every key of course.yml, as its messages list them when an unknown one is found at each level."""
    text = path.read_text("utf-8").replace("{", "{unknown: 1, ") + "unknown: 1\n"
    path.write_text(text.replace("examples/{unknown: 1, path}", "examples/{path}"), "utf-8")
    found, lines = set(), text.split("\n")
    for problem in settings_file.read(path)[1]:
        if problem.what != "unknown setting unknown":
            continue
        above = [line.partition(":")[0] for line in lines[: problem.line] if re.match(r"\w", line)]
        inner = lines[problem.line - 1].startswith(" ") and ".*"
        prefix = "" if above[-1] == "unknown" else f"{above[-1]}{inner or ''}."
        found |= {prefix + key for key in re.findall(r"[\w-]+", problem.expected.replace(" or ", " "))[1:]}
    return found


def test_every_setting_is_told(tmp_path):
    """At every level, and which of the outer ones must be given."""
    told = rows("settings")
    path = bread.copy(tmp_path) / "docs" / "course.yml"
    whole = yaml.safe_load(path.read_text("utf-8"))
    assert keys_known(path) == told.keys()
    for key in whole:
        less = {name: value for name, value in whole.items() if name != key}
        path.write_text(yaml.safe_dump(less), "utf-8")
        assert (told[key][0] == "required") == bool(settings_file.read(path)[1]), key
    defaults = {f"questions.{name}": str(value) for name, value in vars(Asked()).items()}
    assert all(re.search(rf"\b{value}\b.* if not given", told[key][1]) for key, value in defaults.items())


def test_the_options_of_the_extension_are_told():
    """Those that no author needs are named all the same."""
    sentence = next(line for line in section("settings").split("\n") if "own options" in line)
    assert ["mkdocs.yml", "coursekit", *CourseExtension().config] == re.findall(r"`([\w.]+)`", sentence)


def test_every_language_with_a_rule_is_told():
    """Those that are run and those that are refused; the others have none."""
    items = [re.findall(r"`([\w-]+)`", item.split(":")[0]) for item in section("code").split("\n- ")[1:]]
    assert (list(code.RUN), list(code.NEVER_RUN)) == ([*items[0], *items[1]], items[2])


def test_the_pace_of_reading_is_told():
    """As the minutes in the head of a lesson are computed."""
    seconds = f"{60 * reading.MINUTES_A_QUESTION:.0f} seconds a question"
    pace = (
        f"{reading.WORDS_A_MINUTE} words, or {reading.LINES_A_MINUTE} lines of code, a minute, and {seconds}"
    )
    assert pace in section("text")


def test_the_file_of_a_recording_is_told():
    """By the name that it has beside the output."""
    path = Reference("preparation/versioning.py").recording
    assert path in named("code")
    made, problem = recording.read(COURSE.settings.outputs / path)
    assert made and made.versions and problem is None
