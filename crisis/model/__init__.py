"""What a case is made of: record kinds, vocabularies, dates, lens and problems, each declared once."""
