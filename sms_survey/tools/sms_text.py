"""What a text costs, and what may stand in it. Pure functions, no database."""

import re
import unicodedata
from collections import namedtuple

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")
PLACEHOLDERS = ("clinic", "employee", "link")

LINE_BREAKS = "\n\r\t"

Segments = namedtuple("Segments", "encoding characters segments")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def count_segments(text):
    """How a text is sent: its encoding, its length in that encoding, and its segments.

    In GSM-7 the characters of the extension table count two, in UCS-2 those outside the
    Basic Multilingual Plane. Neither is ever split between two segments.

    :rtype: Segments
    """
    if all(character in GSM_BASIC or character in GSM_EXTENSION for character in text):
        widths = [2 if character in GSM_EXTENSION else 1 for character in text]
        return Segments("GSM-7", sum(widths), _pack(widths, single=160, part=153))
    widths = [2 if ord(character) > 0xFFFF else 1 for character in text]
    return Segments("UCS-2", sum(widths), _pack(widths, single=70, part=67))


def wide_characters(text):
    """The characters of ``text`` that make it a text of 70 characters instead of 160, each once.

    :rtype: str
    """
    return "".join(dict.fromkeys(character for character in text if character not in GSM_BASIC | GSM_EXTENSION))


def _pack(widths, single, part):
    if sum(widths) <= single:
        return 1 if widths else 0
    segments, room = 1, part
    for width in widths:
        if width > room:
            segments, room = segments + 1, part
        room -= width
    return segments


def unknown_placeholders(text):
    """Placeholders, or lone braces, that no text of ours may have.

    :rtype: list[str]
    """
    unknown = [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    rest = _PLACEHOLDER.sub("", text)
    return unknown + [brace for brace in "{}" if brace in rest]


def fill_placeholders(text, values):
    """``text`` with the placeholders of the closed list replaced by ``values``.

    Values are inserted as they are: a brace inside one is never read as a placeholder.
    """
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), text)


def control_characters(text):
    """Characters of ``text`` that no phone shows and no database keeps: NUL, bells, halves of a pair.

    :rtype: set[str]
    """
    return {
        character
        for character in text
        if character not in LINE_BREAKS and unicodedata.category(character) in ("Cc", "Cs")
    }


def without_control_characters(text):
    """``text`` as it can be kept and shown, whatever a stranger has sent."""
    unwanted = control_characters(text)
    return "".join(character for character in text if character not in unwanted) if unwanted else text
