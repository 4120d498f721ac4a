"""Register every block of the course, and every extension of Markdown that its pages use."""

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from coursekit.blocks.breaks import Breaks
from coursekit.blocks.conversion import Begin, Conversion
from coursekit.blocks.example import Example
from coursekit.blocks.exercise import Exercise
from coursekit.blocks.faq import Faq
from coursekit.blocks.glossary import Glossary
from coursekit.blocks.guard import Guard
from coursekit.blocks.lesson import LessonFrame
from coursekit.blocks.matrix import Matrix
from coursekit.blocks.quiz import Quiz
from coursekit.blocks.terms import Terms
from coursekit.blocks.ticker import Ticker
from coursekit.blocks.walkthrough import Walkthrough

BLOCKS = (Quiz, Walkthrough, Matrix, Glossary, Faq, Example, Ticker, Exercise)

MARKDOWN = {
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "pymdownx.details": {},
    # Line numbers as links have no name for a screen reader.
    "pymdownx.highlight": {"anchor_linenums": False, "pygments_lang_class": True},
    # Takes over the fences; after highlight, whose settings it looks for.
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
}

ELEMENTS = (
    "course-quiz", "course-walkthrough", "course-matrix", "course-lesson", "course-ticker", "course-exercise",
)  # fmt: skip


class CourseExtension(BlocksExtension):
    """Turn the blocks of a course into HTML."""

    def __init__(self, **options: object) -> None:
        self.config = {
            "docs_dir": ["docs", "The folder of the pages; MkDocs and Zensical know it better"],
            "page": ["", "The page under docs_dir, where no builder tells it"],
            "on_error": ["auto", "log a warning, raise an error, or auto: log in MkDocs, raise elsewhere"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add everything to a Markdown instance."""
        md.registerExtensions(list(MARKDOWN), MARKDOWN)
        md.block_level_elements.extend(ELEMENTS)
        super().extendMarkdown(md)

    def extendMarkdownBlocks(self, md: Markdown, manager: BlocksProcessor) -> None:
        """Add the blocks, and what works on whole pages, in the order of their numbers."""
        self.conversion = Conversion(md, self.getConfig("docs_dir"), self.getConfig("page"))
        for block in BLOCKS:
            manager.register(block, {"conversion": self.conversion})
        # After the white space is made plain (30), before fences are taken out (25).
        md.preprocessors.register(Begin(md, self.conversion), "coursekit-begin", 28)
        # Before inline Markdown is read (20): objectives and titles may hold some.
        md.treeprocessors.register(LessonFrame(md, self.conversion), "coursekit-lesson", 21)
        # After inline Markdown, before the headings get their anchors (5) and links their addresses (0).
        md.treeprocessors.register(Terms(md, self.conversion), "coursekit-terms", 7.5)
        md.treeprocessors.register(Breaks(md), "coursekit-breaks", 7)
        # Last but for the addresses of links.
        guard = Guard(md, self.conversion, self.getConfig("on_error"))
        md.treeprocessors.register(guard, "coursekit-guard", 0.5)


def makeExtension(**options: object) -> CourseExtension:
    """Make the extension: the name that Markdown looks for."""
    return CourseExtension(**options)
