"""Link the first use of each term in a section to the glossary, with its definition at hand."""

import copy

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from coursekit.blocks.conversion import Conversion
from coursekit.blocks.html import Element, add
from coursekit.model.glossary import Finder, Term

VERBATIM = {"code", "pre", "kbd", "samp", "script", "style"}
NAMES = {"a", "label", "summary", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
SKIPPED = VERBATIM | NAMES | {"course-quiz", "course-matrix", "course-lesson", "course-ticker"}
TITLES = {"admonition-title", "walkthrough-who"}
"""Classes of paragraphs that are headings in all but their tag."""
MARK = "term:"


class Terms(Treeprocessor):
    """Link the terms of a page; the glossary itself links only those marked by hand."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self.conversion = conversion

    def run(self, root: Element) -> None:
        """Walk through the page, section by section."""
        course = self.conversion.course
        self.terms = course.terms
        self.definitions: dict[str, Element] = {}
        self.seen: set[str] = set()
        by_itself = self.conversion.page.path != course.settings.glossary
        self.finder = Finder(self.terms.values() if by_itself else ())
        self.visit(root, free=True)

    def visit(self, element: Element, free: bool) -> None:
        """Link the terms in an element's text, in its children, and in what follows each of them.

        Where terms are not looked for (`free` is false), those marked by hand are linked all the same.
        """
        free = free and element.tag not in SKIPPED and element.get("class") not in TITLES
        children = list(element)
        if free:
            self.link_text(element, None, element.text)
        for child in children:
            if child.tag == "h2":
                self.seen = set()
            if child.get("href", "").startswith(MARK):
                child = self.link_by_hand(element, child)
            else:
                self.visit(child, free)
            if free:
                self.link_text(element, child, child.tail)

    def link_text(self, parent: Element, before: Element | None, text: str | None) -> None:
        """Link terms in the text of parent, or in the text behind its child `before`."""
        # Raw HTML stands in the text as a mark; it may be a link, and a link in a link is no HTML.
        if not text or isinstance(text, AtomicString) or HTML_PLACEHOLDER_RE.search(text):
            return
        pieces, end = [], 0
        for start, stop, term in self.finder.find(text):
            if term.slug not in self.seen:
                pieces += [text[end:start], self.linked(term, text[start:stop])]
                end = stop
        if pieces:
            put(parent, before, [*pieces, text[end:]])

    def link_by_hand(self, parent: Element, link: Element) -> Element:
        """Turn `[text](term:slug)` into a linked term; an unknown slug is a problem that the model tells."""
        term = self.terms.get(link.get("href").removeprefix(MARK))
        if term is None:
            link.attrib.pop("href")
            link.tag = "span"
            return link
        linked = self.linked(term, link.text or "")
        linked[0].extend(link)
        linked.tail = link.tail
        parent[list(parent).index(link)] = linked
        return linked

    def linked(self, term: Term, text: str) -> Element:
        """Return the words of a term, linked, with its definition."""
        self.seen.add(term.slug)
        element = Element("course-term")
        glossary = self.conversion.link(self.conversion.course.settings.glossary, term.slug)
        add(element, "a", text, class_="term", href=glossary)
        element.append(self.definition(term))
        return element

    def definition(self, term: Term) -> Element:
        """Return the definition of a term, hidden, without links."""
        if term.slug not in self.definitions:
            box = Element("div")
            span = add(box, "span", term.definition, class_="term-definition", hidden=True)
            span.set("data-search-exclude", "")
            self.md.treeprocessors["inline"].run(box)
            for link in span.iter("a"):
                link.tag = "span"
                link.attrib.clear()
            self.definitions[term.slug] = span
        return copy.deepcopy(self.definitions[term.slug])


def put(parent: Element, before: Element | None, pieces: list) -> None:
    """Replace the text of parent, or behind its child `before`, by text and elements in turns."""
    place = 0 if before is None else list(parent).index(before) + 1
    texts, elements = pieces[::2], pieces[1::2]
    if before is None:
        parent.text = texts[0]
    else:
        before.tail = texts[0]
    for index, (element, tail) in enumerate(zip(elements, texts[1:], strict=True)):
        element.tail = tail
        parent.insert(place + index, element)
