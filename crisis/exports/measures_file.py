"""The notes on measures as Markdown: ``docs/measures.md``."""

from crisis.measures.notes import NOTES


def markdown() -> str:
    """Every note, in the order they are declared."""
    parts = ["# Measures", "", "How the numbers are worked out, what they mean, and where they are from.", ""]
    for note in NOTES.values():
        parts += [f"## {note.title}", ""]
        for head, text in note.lines():
            parts += [f"**{head}.** {text}", ""]
    return "\n".join(parts)


if __name__ == "__main__":
    print(markdown(), end="")
