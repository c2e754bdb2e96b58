"""Rows of marks with words at their left and right: the frame of charts that list changes, groups or promises."""

from collections.abc import Sequence
from typing import Any

from crisis.charts import theme
from crisis.charts.theme import STANCE_EDGE, STANCE_FILL, STANCE_TEXT, Ink, Trace, escaped, short, signed
from crisis.model.vocabulary import STANCES

ROW = 44
"""Height of a row in pixels: two lines of text."""

STEP = 96
"""Distance of two levels of stance in pixels."""

DOT = 26
"""Size of a mark that holds a number."""

LONGEST = 44
"""Characters of a line beside a row; longer ones are cut."""

CHARACTER = 8.2
"""Pixels a character of a line takes."""

Words = tuple[str, str]
"""Two lines beside a row; the second is quiet, and may be empty."""


def height_of(place: int) -> float:
    """Where a row lies on the y axis, from the top, in pixels."""
    return -float(ROW * place)


def layout(left: Sequence[Words], right: Sequence[Words], across: dict[str, Any], ink: Ink) -> dict[str, Any]:
    """The layout of rows with their words.

    Parameters
    ----------
    left, right
        Words of each row, from the top; of equal length, at least one.
    across
        Settings of the x axis; among them ``width`` of the plot and ``above``, the room for its words, both in pixels,
        and ``heads``, annotations above it.
    ink
        Colours of text and lines.
    """
    across = dict(across)
    width, above, heads = int(across.pop("width")), int(across.pop("above")), across.pop("heads")
    margin = {"l": _room(left), "r": _room(right), "t": above, "b": 16}
    base = theme.layout(
        ink, height=ROW * len(left) + above + 16, width=width + margin["l"] + margin["r"], margin=margin
    )
    settings = {
        "xaxis": {"side": "top", "fixedrange": True} | across,
        "yaxis": {"range": [height_of(len(left)) + ROW / 2, ROW / 2], "visible": False, "fixedrange": True},
        "annotations": [*heads, *_words(left, 0, "right", ink), *_words(right, 1, "left", ink)],
    }
    return theme.combined(base, settings)


def stance_axis(ink: Ink) -> dict[str, Any]:
    """The x axis from strongly opposes to strongly supports."""
    heads = [
        {
            "x": float(STEP * stance),
            "y": 1,
            "xref": "x",
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 4,
            "showarrow": False,
            "text": f"{signed(stance)}<br>{STANCES.label(str(stance))}".replace("strongly ", "strongly<br>"),
            "font": {"size": theme.TEXT, "color": ink.quiet},
        }
        for stance in STANCE_FILL
    ]
    levels = [float(STEP * stance) for stance in STANCE_FILL]
    edge = 2.4 * STEP
    axis = {"range": [-edge, edge], "tickvals": levels, "showticklabels": False, "showgrid": True}
    return {"width": 2 * edge, "above": 76, "heads": heads, "zeroline": True, "zerolinecolor": ink.line, **axis}


def dots(
    stances: Sequence[int],
    places: Sequence[float],
    opens: Sequence[list[str]],
    hover: Sequence[str],
    texts: Sequence[str],
) -> list[Trace]:
    """Marks on the stance axis in the colour of their stance, a text in each; a click opens what each stands for.

    Parameters
    ----------
    stances
        -2 to +2.
    places
        Where each lies on the y axis.
    opens
        ``customdata`` of each: a token of evidence.
    hover
        What each says when pointed at, text from data escaped.
    texts
        What is printed in each.
    """
    x = [float(STEP * stance) for stance in stances]
    marks = theme.scatter(
        x=x,
        y=[*places],
        mode="markers",
        marker={
            "size": DOT,
            "color": [STANCE_FILL[stance] for stance in stances],
            "line": {"width": 1, "color": STANCE_EDGE},
            "opacity": 1,
        },
        customdata=[*opens],
        hovertext=[*hover],
        hoverinfo="text",
        name="stances",
    )
    return [marks, numbers(x, places, stances, texts)]


def numbers(x: Sequence[Any], y: Sequence[float], stances: Sequence[int], texts: Sequence[str]) -> Trace:
    """Texts on marks in the colour of a stance, in a trace that nothing can select."""
    return theme.scatter(
        x=[*x],
        y=[*y],
        mode="text",
        text=[*texts],
        textfont={"size": theme.TEXT, "color": [STANCE_TEXT[stance] for stance in stances]},
        hoverinfo="skip",
        name="numbers",
    )


def _room(words: Sequence[Words]) -> int:
    """Pixels beside the plot that hold the longest line."""
    return int(34 + CHARACTER * max(len(short(line, LONGEST)) for lines in words for line in lines))


def _words(words: Sequence[Words], x: int, anchor: str, ink: Ink) -> list[dict[str, Any]]:
    found = []
    for place, (first, second) in enumerate(words):
        quiet = f"<br><span style='color:{ink.quiet}'>{escaped(short(second, LONGEST))}</span>" if second else ""
        found.append(
            {
                "x": x,
                "y": height_of(place),
                "xref": "paper",
                "yref": "y",
                "xanchor": anchor,
                "align": anchor,
                "xshift": 14 if x else -14,
                "showarrow": False,
                "text": escaped(short(first, LONGEST)) + quiet,
                "font": {"size": theme.TEXT, "color": ink.text},
            }
        )
    return found
