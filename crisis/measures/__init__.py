"""Tables to numbers: pure functions, one file a measure, formula and direction in the docstring."""
