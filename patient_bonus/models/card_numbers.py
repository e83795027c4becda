"""Numbers of bonus cards: made, normalised and checked. No records here."""

import re
import secrets
import unicodedata

from odoo.tools.barcode import get_barcode_check_digit

PREFIX = "043"  # Odoo's own prefix for loyalty cards; 044 is for its gift cards
SHORTEST, LONGEST = 4, 32

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212._/]+")
# What a reader of magnetic stripes sends around the number: %B…^… on track 1, ;…=…? on track 2.
_MAGNETIC_STRIPE = re.compile(r"^(?:%B?|;)?([^;%?=^+]*)(?:[\^=?].*)?$", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"[0-9A-Z]+", re.ASCII)


def new_number():
    """A number that nobody can guess from another one: prefix, nine random digits, check digit."""
    digits = f"{PREFIX}{secrets.randbelow(10**9):09}"
    return f"{digits}{get_barcode_check_digit(digits + '0')}"


def normalise(number):
    """The number as it is stored: without separators and sentinels, in capitals.

    :param number: what was typed or scanned; anything but text counts as nothing
    :return: the number, or an empty string
    """
    if not isinstance(number, str):
        return ""
    text = unicodedata.normalize("NFKC", number[:200]).strip()
    stripe = _MAGNETIC_STRIPE.match(text)
    text = _SEPARATORS.sub("", stripe[1] if stripe else text).upper()
    # A reader in UPC mode drops the leading zero of our numbers.
    if len(text) == 12 and text.startswith(PREFIX[1:]) and has_right_check_digit(f"0{text}"):
        text = f"0{text}"
    return text


def is_well_formed(number):
    """Whether a normalised number can be the number of any card, ours or an older one."""
    return SHORTEST <= len(number) <= LONGEST and bool(_NUMBER.fullmatch(number))


def has_right_check_digit(number):
    # Odoo's check_barcode_encoding() calls no number with a leading zero an EAN-13.
    return number.isdecimal() and int(number[-1]) == get_barcode_check_digit(number)


def looks_like_ours(number):
    return len(number) == 13 and number.isdecimal() and number.startswith(PREFIX)
