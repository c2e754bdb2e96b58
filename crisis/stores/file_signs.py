"""What a file is by how it begins, whatever its name says."""

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SQLITE = b"SQLite format 3\x00"
PARQUET = b"PAR1"

_SIGNS = (
    (b"\x89PNG", "is a PNG image"),
    (b"\xff\xd8\xff", "is a JPEG image"),
    (b"GIF8", "is a GIF image"),
    (b"%PDF", "is a PDF document"),
    (ZIP, "is a ZIP archive"),
    (OLE, "is an older Office file"),
    (SQLITE, "is an SQLite database"),
    (PARQUET, "is a Parquet file"),
    (b"\x1f\x8b", "is a gzip archive"),
    (b"<", "is XML or HTML"),
)


def looks(head: bytes) -> str:
    """How a file that begins with these bytes looks, as the end of a sentence."""
    if not head.strip(b"\0"):
        return "holds nothing"
    for sign, words in _SIGNS:
        if head.startswith(sign):
            return words
    try:
        head[:-4].decode("utf-8")  # the last character may be cut
    except UnicodeDecodeError:
        return "is of an unknown format"
    return "is of an unknown format" if b"\0" in head else "is a text file"
