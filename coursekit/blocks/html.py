"""Build HTML as a tree, so that no text of an author can break out of its element."""

from xml.etree import ElementTree

from markdown.util import AtomicString

Element = ElementTree.Element


def add(parent: Element, tag: str, text: str | None = None, **attributes: object) -> Element:
    """Append `<tag>` to parent; its text is inline Markdown, attributes are named as for `attributes_of`."""
    child = ElementTree.SubElement(parent, tag, attributes_of(attributes))
    child.text = text
    return child


def add_plain(parent: Element, tag: str, text: str, **attributes: object) -> Element:
    """Append `<tag>` to parent; its text is shown letter by letter, never read as Markdown."""
    return add(parent, tag, AtomicString(text), **attributes)


def attributes_of(named: dict[str, object]) -> dict[str, str]:
    """Turn `class_`, `data_node`, `hidden=True` into HTML attributes; None and False are left out."""
    written = {name.rstrip("_").replace("_", "-"): value for name, value in named.items()}
    return {
        name: "" if value is True else str(value)
        for name, value in written.items()
        if value is not None and value is not False
    }
