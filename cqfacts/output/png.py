"""A picture in SVG as PNG, for slides and documents that take no SVG: drawn by resvg, with the fonts of the system.

A font that lacks a letter would leave it out without a word, and a figure with it: such a picture is refused.
"""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from cqfacts.errors import WrongUsage

_ZOOM = 2
"""For 1,600 pixels across, which fill a slide."""
_NO_CHARACTER = "\U0010fffd"
"""No font has it: a character that is drawn as it is, is missing."""
_SHOWN_MISSING = 10
_Draw = Callable[[str], bytes]


def png_bytes(svg: str) -> bytes:
    """Return a picture as PNG. Raises WrongUsage where resvg is not installed, or no font has one of its letters."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise WrongUsage(
            "--format png needs a library that draws: pip install 'cqfacts[png]'; --format svg needs none"
        ) from None

    def draw(content: str) -> bytes:
        return svg_to_bytes(svg_string=content, zoom=_ZOOM)

    _check_letters(svg, draw)
    return draw(svg)


def _check_letters(svg: str, draw: _Draw) -> None:
    """Raise WrongUsage where no font has a letter of a picture."""
    picture = ET.fromstring(svg)  # noqa: S314 - our own
    names = {name: f"{{http://www.w3.org/2000/svg}}{name}" for name in ("style", "text")}
    style = picture.findtext(names["style"], "")
    texts = ["".join(text.itertext()) for text in picture.iter(names["text"])]
    letters = sorted({letter for text in texts for letter in text if not letter.isspace()})
    blank = _draw_letter(_NO_CHARACTER, style, draw)
    missing = [letter for letter in letters if _draw_letter(letter, style, draw) == blank]
    if missing:
        shown = " ".join(missing[:_SHOWN_MISSING])
        raise WrongUsage(
            f"no font of this system has: {shown}. Install one, such as Noto Sans CJK, or take --format svg"
        )


def _draw_letter(letter: str, style: str, draw: _Draw) -> bytes:
    """Return a picture of one letter in the fonts of a style."""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "width": "40", "height": "24"})
    ET.SubElement(root, "style").text = style
    ET.SubElement(root, "text", {"x": "5", "y": "18"}).text = letter
    return draw(ET.tostring(root, encoding="unicode"))
