"""Numbers to plotly figures, one file a chart; ``theme.py`` owns every colour, size and margin."""
