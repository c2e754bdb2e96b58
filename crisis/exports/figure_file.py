"""A chart as one HTML file that opens offline: plotly's script is inside."""

from html import escape

import plotly.graph_objects as go
import plotly.io


def html(figure: go.Figure, title: str, alt: str) -> bytes:
    """A page with the chart, its title and its description.

    Parameters
    ----------
    figure
        Framed: title, footer and size are part of it.
    title, alt
        Text from data is escaped.
    """
    chart = plotly.io.to_html(figure, include_plotlyjs=True, full_html=False, config={"displaylogo": False})
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n"
        f'<body style="margin:0"><div role="img" aria-label="{escape(alt, quote=True)}">{chart}</div></body></html>\n'
    )
    return page.encode()
