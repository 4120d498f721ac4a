"""What a course is made of: frozen dataclasses and their rules, without Markdown and without HTML."""
