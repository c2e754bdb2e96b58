"""Charts as SVG pictures, drawn by a browser on this machine: an optional extra."""

import asyncio
from collections.abc import Mapping

import plotly.graph_objects as go


class ImagesError(RuntimeError):
    """Pictures cannot be drawn here; the message says what is missing."""


def svgs(figures: Mapping[str, go.Figure]) -> dict[str, bytes]:
    """Draw figures of a fixed size, one browser for all.

    Parameters
    ----------
    figures
        Framed figures by name.

    Raises
    ------
    ImagesError
        If the extra ``images`` is not installed, or no Chrome or Chromium is found.
    """
    try:
        import kaleido  # noqa: F401, PLC0415  (an extra: the desk stands without it)
    except ImportError as error:
        raise ImagesError("pictures need the extra ‘images’: pip install 'crisis-desk[images]'.") from error
    from choreographer.errors import BrowserFailedError, ChromeNotFoundError  # noqa: PLC0415

    try:
        return asyncio.run(_drawn(figures))
    except (ChromeNotFoundError, BrowserFailedError) as error:
        raise ImagesError("pictures need Chrome or Chromium on this machine; install one.") from error


async def _drawn(figures: Mapping[str, go.Figure]) -> dict[str, bytes]:
    import kaleido  # noqa: PLC0415

    async with kaleido.Kaleido(n=1) as browser:
        found = {}
        for name, figure in figures.items():
            size = {"width": figure.layout.width, "height": figure.layout.height}
            drawn = await browser.calc_fig(figure.to_dict(), opts={"format": "svg", **size})
            found[name] = drawn if isinstance(drawn, bytes) else str(drawn).encode()
        return found
