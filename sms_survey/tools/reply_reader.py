"""What a patient's reply means. Pure functions, no database.

The rule above all others: **never a wrong mark**. A mark is read only where the number cannot
mean anything else: it stands first (or behind words like "my mark is"), or last behind a whole
sentence; no unit follows it; no second number rivals it; and the words do not contradict it.
Whatever is left over is asked back.
"""

import re
import unicodedata
from collections import namedtuple

from . import reply_lexicon

# kind     "mark", "unclear", "stop", "start", "help" or "auto"
# mark     on the scale, for a "mark"; else None
# comment  what was written beside the mark, as the patient wrote it
Reading = namedtuple("Reading", "kind mark comment", defaults=(None, ""))
UNCLEAR = Reading("unclear")

MAX_LENGTH = 2000
STOP_WORDS_BESIDE = 2

# kind   "number", "word", "sign" (emoji) or "point" (punctuation)
# value  of digits; None where they are no plain number
# start, end  place in the original text
# glued  nothing stands between this token and the one before
# breaks a new line stands between this token and the one before
Token = namedtuple("Token", "kind text value start end glued breaks")

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\ufe0f\ufe0e\u20e3\u0640"
_SAME_LETTER = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ةہۃھۀ", "ه"),
        **dict.fromkeys("ىيئےۓ", "ی"),
        "ك": "ک",
        "ؤ": "و",
        "ء": None,
        "ё": "е",
        **dict.fromkeys("’‘`´ʼ", "'"),
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("،、", ","),
        **dict.fromkeys("۔।。", "."),
        "؛": ";",
        "؟": "?",
        "٪": "%",
        "٫": ".",
        "٬": ",",
    }
)
# Marks above and below letters that people leave out: Latin and Cyrillic accents, Arabic vowels.
_LEFT_OUT = (("\u0300", "\u036f"), ("\u064b", "\u065f"), ("\u0670", "\u0670"))
_OPENING = frozenset("([{\"'*«“„:=,!.")
_CLOSING = frozenset(".,!:;)]}\"'*»”=…~-\u2022|")
_QUOTES = frozenset("\"'")
_UNIT_SIGNS = frozenset("°№™®©")
_SEPARATORS = " \t\r\n,;:-–—=()*\"'،؛"
_SMILE = re.compile(r"[:;=]-?[)D\]]|<3|\^_?\^")
_FROWN = re.compile(r"[:;=]'?-?[(\[/|]|:-?@|</3")
_FULL_STOPS = frozenset(".!…")


def fold(text):
    """``text`` with everything left out in which spellings of the same word differ."""
    return "".join(_fold_character(character) for character in text)


def _fold_character(character):
    if character in _ZERO_WIDTH or unicodedata.category(character) == "Cf":
        return ""
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", character).casefold())
    bare = "".join(part for part in folded if not any(low <= part <= high for low, high in _LEFT_OUT))
    # Letters of Indic scripts stay composed: only what was left out above is gone.
    return unicodedata.normalize("NFC", bare.translate(_SAME_LETTER))


class _Words:
    """The lexicon, folded as replies are."""

    def __init__(self):
        for name, words in vars(reply_lexicon).items():
            if isinstance(words, frozenset):
                setattr(self, name, frozenset(fold(word) for word in words))
        self.HOMOPHONES = {
            mark: frozenset(map(fold, words)) for mark, words in reply_lexicon.HOMOPHONES.items()
        }
        self.NUMBERS = {fold(word): value for word, value in reply_lexicon.NUMBER_WORDS.items()}


LEXICON = _Words()


def read_reply(text, scale_min, scale_max):
    """What ``text`` means as the answer to a question for a mark.

    :param str text: as received
    :param int scale_min: worst mark
    :param int scale_max: best mark
    :rtype: Reading
    """
    text = (text or "")[:MAX_LENGTH]
    tokens = _tokenize(text)
    if not tokens:
        return UNCLEAR
    keyword = _read_keyword(tokens)
    if keyword:
        return Reading(keyword)
    reading = _MarkReader(text, tokens, scale_min, scale_max).find_mark()
    if reading is UNCLEAR and _is_automatic(tokens):
        return Reading("auto")
    return reading


# ------------------------------------------------------------
# Tokens
# ------------------------------------------------------------


def _tokenize(text):
    """The tokens of ``text``, without the white space between them."""
    tokens = []
    glued, breaks = False, False
    for kind, folded, start, end in _runs(text):
        if kind == "space":
            glued, breaks = False, breaks or "\n" in folded
            continue
        value = None
        if kind == "number" and len(folded) <= 3 and (folded == "0" or folded[0] != "0"):
            value = int(folded)
        tokens.append(Token(kind, folded, value, start, end, glued, breaks))
        glued, breaks = True, False
    return tokens


def _runs(text):
    """Runs of characters of the same kind: (kind, folded text, start, end)."""
    run = None
    for index, original in enumerate(text):
        for character in _fold_character(original):
            kind = _kind_of(character)
            joins = run and kind == run[0] and kind in ("word", "number", "space")
            if run and run[0] == "word" and character in "'-" and text[index + 1 : index + 2].isalpha():
                joins = True
            if joins:
                run = (run[0], run[1] + character, run[2], index + 1)
                continue
            if run:
                yield run
            run = (kind, character, index, index + 1)
    if run:
        yield run


def _kind_of(character):
    category = unicodedata.category(character)
    if character.isspace() or category == "Cc":
        return "space"
    if character in "0123456789":
        return "number"
    if category[0] in "LM":
        return "word"
    if category in ("So", "Sk", "Cn", "Co"):
        return "sign"
    return "point"


# ------------------------------------------------------------
# Keywords
# ------------------------------------------------------------


def _read_keyword(tokens):
    """``stop``, ``start`` or ``help`` where the text is one of these, else None."""
    words = [token.text.strip("'-") for token in tokens if token.kind in ("word", "number")]
    bare = [word for word in words if word not in LEXICON.POLITE]
    if not bare:
        return None
    if all(len(word) == 1 for word in bare) and len(bare) > 2:
        bare = ["".join(bare)]  # S T O P
    first, beside = bare[0], bare[1:]
    if (
        (first in LEXICON.STOP and len(beside) <= STOP_WORDS_BESIDE)
        or (first in LEXICON.STOP_WEAK and all(word in LEXICON.STOP_OBJECTS for word in beside))
        or " ".join(bare) in LEXICON.STOP_PHRASES
    ):
        return "stop"
    if not beside and first in LEXICON.START:
        return "start"
    if not beside and first in LEXICON.HELP:
        return "help"
    return None


def _is_automatic(tokens):
    """Whether a machine wrote this: it must not be answered."""
    words = f" {' '.join(token.text for token in tokens if token.kind == 'word')} "
    return any(f" {phrase} " in words for phrase in LEXICON.AUTOMATIC)


# ------------------------------------------------------------
# Marks
# ------------------------------------------------------------


class _MarkReader:
    """Proves that one number of a reply is its mark, or gives up."""

    def __init__(self, text, tokens, scale_min, scale_max):
        self.text = text
        self.tokens = tokens
        self.scale_min = scale_min
        self.scale_max = scale_max

    def find_mark(self):
        if any(unicodedata.category(character) in ("No", "Nl") for character in self.text):
            return UNCLEAR  # fractions, powers, Roman numerals
        candidates = self._candidates()
        if not candidates:
            return UNCLEAR
        first, last = candidates[0], self._end_of_expression(candidates)
        if last is None:
            return UNCLEAR
        mark = self._number(first)
        if mark is None or not self.scale_min <= mark <= self.scale_max:
            return UNCLEAR
        if not (self._is_bare_before(first) and self._is_bare_after(last - 1)):
            return UNCLEAR
        comment = (
            self._comment_after(first, last) if self._leads(first) else self._comment_before(first, last)
        )
        if comment is None or self._is_taken_back(first, last) or self._is_contradicted(mark, first, last):
            return UNCLEAR
        return Reading("mark", mark, comment)

    # Which numbers could be the mark

    def _number(self, index):
        """The value of a number in digits or as a word; None where it has none."""
        token = self.tokens[index]
        if token.kind == "number":
            return token.value
        return LEXICON.NUMBERS.get(token.text) if token.kind == "word" else None

    def _is_number(self, index):
        token = self.tokens[index]
        if token.kind == "number":
            return True
        if token.kind != "word" or token.text not in LEXICON.NUMBERS:
            return False
        if token.text not in LEXICON.NUMBERS_ONLY_ALONE:
            return True
        # An article has its noun behind it ("un médecin"); one at the end is a number.
        follows = self.tokens[index + 1].kind if index + 1 < len(self.tokens) else None
        return follows not in ("word", "number") and not (index and self._word(index - 1) in LEXICON.NEGATION)

    def _candidates(self):
        """Places of the numbers that no unit or size explains away."""
        return [
            index
            for index in range(len(self.tokens))
            if self._is_number(index) and not (index and self._is_explained(index))
        ]

    def _is_explained(self, index):
        """Whether this number, further on in the text, surely is something else than a mark."""
        if self._word(index + 1) in LEXICON.UNITS:
            return True
        token = self.tokens[index]
        if token.kind != "number" or self._touches(index, "/"):
            return False
        if self._is_clock_part(index):
            return True
        return token.value is not None and token.value > 10 and token.value != self.scale_max

    def _is_clock_part(self, index):
        """14:30, behind a word: a time of the day."""
        for hour in (index, index - 2):
            parts = self.tokens[max(hour, 0) : max(hour, 0) + 3]
            if (
                hour > 0
                and len(parts) == 3
                and [part.kind for part in parts] == ["number", "point", "number"]
                and parts[1].text == ":"
                and parts[1].glued
                and len(parts[2].text) == 2
            ):
                return True
        return False

    def _end_of_expression(self, candidates):
        """Where the mark ends: behind "5", "5/5", "5 out of 5", "5 (five)", "5 stars"; None: rivals."""
        first = candidates[0]
        end = first + 1
        if len(candidates) > 2:
            return None
        if len(candidates) == 2:
            second = candidates[1]
            between = self.tokens[first + 1 : second]
            joined = " ".join(token.text for token in between)
            same = self._number(second) == self._number(first) and (
                {self.tokens[first].kind, self.tokens[second].kind} == {"number", "word"}
            )
            if joined in LEXICON.OUT_OF and between:
                if self._number(second) != self.scale_max:
                    return None
            elif not (same and all(token.kind == "point" for token in between)):
                return None
            end = second + 1
        return self._skip_stars(end)

    def _skip_stars(self, end):
        """Behind "stars" or "points", if nothing but the end or punctuation follows them."""
        index = end
        if self._text(index) == "-" and self._word(index + 1) in LEXICON.STARS and self.tokens[index].glued:
            index += 1
        if self._word(index) in LEXICON.STARS:
            follows = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
            if follows is None or follows.kind != "word" or follows.breaks:
                return index + 1
        return end

    # What touches it

    def _is_bare_before(self, index):
        """Whether nothing is attached to the front of the number: -5, #5, Nr.5, a5."""
        if not index:
            return True
        before = self.tokens[index - 1]
        if before.kind == "point":
            if before.text == "-":
                return not self.tokens[index].glued and index > 1
            return before.text in _OPENING and not (self.tokens[index].glued and before.text in ".,")
        return before.kind == "sign" or not self.tokens[index].glued

    def _is_bare_after(self, index):
        """Whether nothing is attached to the end of the number: 5th, 5%, 5+, 5?, 5.5, 2-hour."""
        if index + 1 >= len(self.tokens):
            return True
        after = self.tokens[index + 1]
        if after.kind == "point":
            if after.text not in _CLOSING or (after.text in _QUOTES and not self._is_quoted(index)):
                return False
            follows = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
            if follows and follows.kind == "number" and follows.glued:
                return False
            if after.text == "-":
                return bool(follows) and follows.kind == "word" and not (after.glued and follows.glued)
            return not any(
                token.text == "?" for token in self.tokens[index + 1 : index + 4] if token.kind == "point"
            )
        if after.kind == "word":
            return not after.glued or self._ends_with_stars(index)
        return after.kind == "sign" and after.text not in _UNIT_SIGNS

    def _is_quoted(self, index):
        """Whether a quotation mark stands before it too; alone it means feet, inches or minutes."""
        return any(token.text in _QUOTES for token in self.tokens[:index])

    def _ends_with_stars(self, index):
        return self._word(index) in LEXICON.STARS

    def _touches(self, index, sign):
        return sign in (self._text(index - 1) if index else "", self._text(index + 1))

    # What stands around it

    def _leads(self, first):
        """Whether nothing stands before the number but words like "my mark is"."""
        words = self._words_of(0, first)
        if not all(word in LEXICON.LEAD_IN or word in LEXICON.POLITE for word in words):
            return False
        if words and (words[-1] in LEXICON.ARTICLES or words == ["a"]):
            return False
        return not (words and any(token.text == "?" for token in self.tokens))

    def _comment_after(self, first, end):
        """The comment behind a mark that leads; None where it need not be a comment."""
        if end >= len(self.tokens):
            return ""
        follows = self.tokens[end]
        word_at = next((i for i in range(end, len(self.tokens)) if self.tokens[i].kind == "word"), None)
        if word_at is not None:
            word = self.tokens[word_at].text
            if word in LEXICON.UNITS or word in LEXICON.DOUBT:
                return None
            directly = word_at == end and not follows.breaks
            if directly and (self._words_of(0, first) or not self._begins_comment(end, first)):
                return None
        return self._clean(self.text[self.tokens[end - 1].end :])

    def _begins_comment(self, index, first):
        """Whether the word that follows the number directly cannot be something it counts."""
        adjectives = LEXICON.ADJECTIVES | LEXICON.POSITIVE | LEXICON.STRONG_NEGATIVE
        if self._word(index) not in LEXICON.COMMENT_BEGINS | adjectives:
            return False
        if self._word(index) in LEXICON.HOMOPHONES.get(self._number(first), ()):
            return False
        if self._word(index) not in adjectives:
            return True
        while self._word(index) in adjectives and not self.tokens[index].breaks:
            index += 1
        follows = self._word(index)
        if not follows or self.tokens[index].breaks or follows in LEXICON.CONJUNCTIONS:
            return True
        return follows in LEXICON.SINGULARS and self._number(first) != 1

    def _comment_before(self, first, end):
        """The comment in front of a mark that ends the text; None where it need not be a mark."""
        if any(
            token.kind == "number" or (token.kind == "word" and token.text not in LEXICON.POLITE)
            for token in self.tokens[end:]
        ):
            return None
        words = self._words_of(0, first)
        feelings = LEXICON.POSITIVE | LEXICON.STRONG_NEGATIVE
        harmless = feelings | LEXICON.LEAD_IN | LEXICON.INTENSIFIERS
        before = self.tokens[first - 1]
        if before.kind == "point":
            harmless = harmless | LEXICON.SINGULARS
        sentence_ends = before.text in _FULL_STOPS and len(words) > 1 and len(words[-1]) > 3
        says_how_it_was = any(word in feelings for word in words) and all(word in harmless for word in words)
        if not (self.tokens[first].breaks or sentence_ends or says_how_it_was):
            return None
        return self._clean(self.text[: self.tokens[first].start])

    def _is_taken_back(self, first, end):
        """Whether the mark is one that might have been: "5 if …", "I would give 5 but …", "5, not!"."""
        rest = self._words_of(end, len(self.tokens))
        if any(word in LEXICON.CONDITIONAL for word in rest):
            return True
        if rest and all(word in LEXICON.NEGATION for word in rest):
            return True
        if len(rest) <= 2 and any(token.text == "?" for token in self.tokens[end:]):
            return True
        return "would" in self._words_of(0, first) and bool(rest)

    # What the words say

    def _is_contradicted(self, mark, first, end):
        """Whether the words say another thing than the mark: "1 excellent!"."""
        positive, negative, strong = self._sentiment([*range(first), *range(end, len(self.tokens))])
        share = (mark - self.scale_min) / (self.scale_max - self.scale_min)
        if share < 0.5:
            words = self._words_of(0, len(self.tokens))
            return positive or (not negative and any(word in LEXICON.THANKS for word in words))
        if share > 0.65:
            return (negative and (strong or not positive)) or self._denies(end)
        return strong

    def _denies(self, end):
        """Whether something is denied that is neither praise nor blame: "5, never again"."""
        feelings = LEXICON.POSITIVE | LEXICON.NEGATIVE
        return any(
            self._word(index) in LEXICON.NEGATION
            and not any(self._word(near) in feelings for near in range(index - 2, index + 3))
            for index in range(end, len(self.tokens))
        )

    def _sentiment(self, places):
        """Whether praise, blame, and strong words occur; "not" beside a word turns it round."""
        smiles, frowns = self._emoticons()
        positive, negative, strong = smiles, frowns, smiles or frowns
        for index in places:
            token = self.tokens[index]
            praise = token.text in LEXICON.POSITIVE or token.text in reply_lexicon.POSITIVE_SIGNS
            blame = token.text in LEXICON.NEGATIVE or token.text in reply_lexicon.NEGATIVE_SIGNS
            if not praise and not blame:
                continue
            very = token.kind == "sign" or token.text in LEXICON.STRONG_POSITIVE | LEXICON.STRONG_NEGATIVE
            if self._is_negated(index):
                praise, blame = blame, praise
            positive, negative = positive or praise, negative or blame
            strong = strong or very
        return positive, negative, strong

    def _emoticons(self):
        """Whether the text smiles or frowns in punctuation; a bracket too many does so in Russian."""
        smiles = bool(_SMILE.search(self.text)) or self.text.count(")") > self.text.count("(")
        frowns = bool(_FROWN.search(self.text)) or self.text.count("(") > self.text.count(")")
        return smiles, frowns

    def _is_negated(self, index):
        near = [*range(max(index - 2, 0), index), index + 1, index + 2]
        return any(self._word(place) in LEXICON.NEGATION for place in near)

    # Helpers

    def _words_of(self, start, end):
        return [token.text for token in self.tokens[start:end] if token.kind == "word"]

    def _text(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _word(self, index):
        return (
            self._text(index) if 0 <= index < len(self.tokens) and self.tokens[index].kind == "word" else ""
        )

    @staticmethod
    def _clean(text):
        comment = text.lstrip(_SEPARATORS + ".!…").rstrip(_SEPARATORS)
        return comment if any(_kind_of(character) != "point" for character in comment) else ""
