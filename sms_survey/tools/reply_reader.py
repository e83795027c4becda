"""What a patient's reply means. Pure functions, no database.

The rule above all others: **never a wrong mark**. A mark is read only where the whole reply is
explained. It has one number, which is the mark, and around it:

- *before*: nothing, words that announce a mark ("my mark is"), the scale ("from 1 to 5"), or a
  verdict, each word of which is known ("Very good doctor. 5");
- *behind*: nothing, thanks, or a verdict that fits the mark, each word of which is known. Behind
  such a verdict and a full stop people may say what they like, as long as none of it takes the
  mark back; so they may in what they complain of, behind a low mark that is set off.

A word that is not known, anywhere else, is a reason to ask: it may be a unit, a place, a day, a
condition. So are a second number, a question mark, and a verdict that does not fit the mark.
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

# Roles of words that judge the service, and of words that say nothing about it.
JUDGING = ("praise", "good", "mild", "blame", "bad")
IDLE = ("thanks", "courtesy", "particles", "name", "closing")
MAX_LENGTH = 2000
STOP_WORDS_BESIDE = 2
STARS_OF_A_RATING = 5
SHORTEST_WORD_WITH_SLIPS = 7  # "thinks" is no "thanks", "police" not "polite"

# kind   "number", "word", "sign" (emoji, emoticon) or "point" (punctuation, a new line)
# value  of digits; None where they are no plain number
# start, end  place in the original text
# glued  nothing stands between this token and the one before
Token = namedtuple("Token", "kind text value start end glued")

_KEYCAP = "\u20e3"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\ufe0f\ufe0e\u0640" + _KEYCAP
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_SAME_LETTER = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ةہۃھۀ", "ه"),
        # Not "ے": in Urdu it makes another word.
        **dict.fromkeys("ىيئ", "ی"),
        "ك": "ک",
        "ؤ": "و",
        "ء": None,
        "ё": "е",
        **dict.fromkeys("’‘`´ʼ", "'"),
        **dict.fromkeys("“”«»„", '"'),
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("،、", ","),
        **dict.fromkeys("۔।。", "."),
        "؛": ";",
        "[": "(",
        "]": ")",
        **dict.fromkeys("؟¿", "?"),
        "٪": "%",
        "٫": ".",
        "٬": ",",
    }
)
# Marks above and below letters that people leave out: Latin and Cyrillic accents, Arabic vowels.
_LEFT_OUT = (("\u0300", "\u036f"), ("\u064b", "\u065f"), ("\u0670", "\u0670"))
_SEPARATORS = frozenset(".,!¡:;-()\"'…\n*•|")
_OPENING = frozenset("(\"'*:,!¡.…\n)-|=")
_FULL_STOPS = frozenset(".!…\n")
_PAIRED = frozenset("\"'*")
_AROUND_COMMENT = " \t\r\n,;:-–—=()*\"'،؛.!…"
_EMOTICONS = (
    (re.compile(r"[:=]'?-?[)\]]+|[:=]-?D\b|<3|\^_?\^"), "👍"),
    (re.compile(r"[:=]'?-?[(\[]+|:-?@|</3|[:=]-?/(?!/)"), "👎"),
    # ":3" and "8)" are faces, too, and no marks.
    (re.compile(r";-?[)D]|:-?[pPoO]\b|[xX]D\b|(?<!\w)[:;=]-?[038](?!\w)|(?<!\w)8-?\)"), "🙃"),
)
_DRAWN_OUT = re.compile(r"(.)\1\1+")
_QUOTED_LINE = re.compile(r"^\s*>.*\w+\W+\w+\W+\w+.*$", re.MULTILINE)


def fold(text):
    """``text`` with everything left out in which spellings of the same word differ."""
    return "".join(_fold_character(character) for character in text)


def _fold_character(character):
    if character in _ZERO_WIDTH or unicodedata.category(character) == "Cf":
        return ""
    if _SKIN_TONES[0] <= character <= _SKIN_TONES[1]:
        return ""
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", character).casefold())
    bare = "".join(part for part in folded if not any(low <= part <= high for low, high in _LEFT_OUT))
    # Letters of Indic scripts stay composed: only what was left out above is gone.
    return unicodedata.normalize("NFC", bare.translate(_SAME_LETTER))


def _without_doubles(word):
    return "".join(letter for index, letter in enumerate(word) if word[index - 1 : index] != letter)


class _Words:
    """The lexicon, folded as replies are."""

    # Where a word is in several sets it has the first of these roles: the one that asks soonest.
    ROLES = (
        "danger", "blame", "bad", "praise", "good", "mild", "deeds", "negation", "but", "thanks", "and", "very",
        "today", "counted", "nouns", "particles", "closing", "because", "function", "courtesy",
    )  # fmt: skip

    def __init__(self):
        for name, words in vars(reply_lexicon).items():
            if isinstance(words, frozenset):
                setattr(self, name, frozenset(map(fold, words)))
        for name in ("PRAISE", "GOOD", "BLAME", "BAD"):
            words = " ".join(getattr(reply_lexicon, name).values())
            setattr(self, name, frozenset(map(fold, words.split())))
        self.STEMS = tuple(self.BLAME_STEMS)
        self.LEADS_WITH_COMMA |= {f"{greeting} {greeted}" for greeting in self.GREETINGS for greeted in self.GREETED}
        self.AND_IN_FRONT = fold(reply_lexicon.AND_IN_FRONT)
        self.ARTICLE_IN_FRONT = fold(reply_lexicon.ARTICLE_IN_FRONT)
        self.HOMOPHONES = {
            mark: frozenset(map(fold, words)) for mark, words in reply_lexicon.HOMOPHONES.items()
        }
        self.NUMBERS = {fold(word): value for word, value in reply_lexicon.NUMBER_WORDS.items()}
        self.NUMBERS_OF_WHOLE = {fold(word): value for word, value in reply_lexicon.NUMBERS_OF_WHOLE.items()}
        self.NUMBERS_OF_STARS = {fold(word): value for word, value in reply_lexicon.NUMBERS_OF_STARS.items()}
        # By what is left where no letter stands twice: "fiiive", "limaa"; "teen" is too near to "ten".
        bare = [_without_doubles(word) for word in self.NUMBERS]
        self.LONG_NUMBERS = {
            _without_doubles(word): word
            for word in self.NUMBERS
            if len(word) > 3 and bare.count(_without_doubles(word)) == 1
        }
        self.role_of_word = {}
        for role in reversed(self.ROLES):
            self.role_of_word.update(dict.fromkeys(getattr(self, role.upper()), role))
        self.role_of_phrase = {
            tuple(fold(phrase).split()): role
            for role, phrases in [*reply_lexicon.PHRASES.items(), ("danger", reply_lexicon.DANGER_PHRASES)]
            for phrase in phrases
        }
        self.words_with_slips = {}
        for word, role in self.role_of_word.items():
            if role in (*JUDGING, "thanks") and len(word) >= SHORTEST_WORD_WITH_SLIPS:
                for slip in _shortened(word):
                    self.words_with_slips.setdefault(slip, []).append(word)
        self.LAST_WORDS_OF_OUT_OF = frozenset(phrase.split()[-1] for phrase in self.OUT_OF) - {"/"}
        self.longest_phrase = max(map(len, self.role_of_phrase))


    def knows(self, word):
        return word in self.role_of_word or word in self.NUMBERS or word in self.STOP

    def role_of_misspelt(self, word):
        """The role of the words that are one slip away from this one, where they agree; else ``unknown``."""
        if len(word) < SHORTEST_WORD_WITH_SLIPS - 1:
            return "unknown"
        near = {
            known
            for slip in _shortened(word)
            for known in self.words_with_slips.get(slip, ())
            # Another ending is another number or case, and may be counted: "5 хороших".
            if known[0] == word[0] and known[-2:] == word[-2:] and _is_one_slip(known, word)
        }
        roles = {self.role_of_word[known] for known in near}
        return roles.pop() if len(roles) == 1 else "unknown"


def _shortened(word):
    """The word, and the word without any one of its letters."""
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}


def _is_one_slip(known, word):
    """Whether one letter is missing, too many or another, or two beside each other are exchanged."""
    if len(known) != len(word):
        return min(known, word, key=len) in _shortened(max(known, word, key=len))
    wrong = [index for index in range(len(word)) if known[index] != word[index]]
    exchanged = len(wrong) == 2 and known[wrong[0]] + known[wrong[1]] == word[wrong[1]] + word[wrong[0]]
    return len(wrong) == 1 or (exchanged and wrong[0] + 1 == wrong[1])


LEXICON = _Words()


def read_reply(text, scale_min, scale_max, names=()):
    """What ``text`` means as the answer to a question for a mark.

    :param str text: as received
    :param int scale_min: worst mark
    :param int scale_max: best mark
    :param names: words that the question named, such as the employee's first name
    :rtype: Reading
    """
    whole = text or ""
    text = _without_quotation(whole[:MAX_LENGTH])
    tokens = _tokenize(text)
    if not tokens:
        return UNCLEAR
    keyword = _read_keyword(tokens)
    if keyword:
        return Reading(keyword)
    reading = UNCLEAR
    if len(whole) <= MAX_LENGTH and not _is_reaction(tokens):  # what was cut off could take the mark back
        reading = _MarkReader(text, tokens, scale_min, scale_max, names).find_mark() or UNCLEAR
    if reading is UNCLEAR and _is_automatic(tokens):
        return Reading("auto")
    return reading


def _without_quotation(text):
    """``text`` without the lines of our own question that a phone quotes under the answer."""
    return _QUOTED_LINE.sub("", text).strip() or text


# ------------------------------------------------------------
# Tokens
# ------------------------------------------------------------


def _tokenize(text):
    """The tokens of ``text``, without the white space between them."""
    tokens = []
    glued = False
    emoticons = {match.start(): (match.end(), sign) for match, sign in _find_emoticons(text)}
    skip_to = 0
    for kind, folded, start, end in _runs(text):
        if start in emoticons and start >= skip_to:
            skip_to, sign = emoticons[start]
            tokens.append(Token("sign", sign, None, start, skip_to, glued))
            glued = True
        if start < skip_to:
            continue
        if kind == "space":
            glued = False
            if "\n" in folded and tokens:
                tokens.append(Token("point", "\n", None, start, end, False))
            continue
        value = None
        if kind == "number" and len(folded) <= 3 and (folded == "0" or folded[0] != "0"):
            value = int(folded)
        tokens.append(Token(kind, folded, value, start, end, glued))
        glued = True
    while tokens and tokens[-1].text == "\n":
        tokens.pop()
    return _smile_in_brackets(_without_zero_decimals(_with_letters_once(_with_digits_for_letters(tokens))))


def _with_digits_for_letters(tokens):
    """The tokens, with known words in which digits stand for letters as one: "5amsa", "wa7ed"."""
    joined = []
    index = 0
    while index < len(tokens):
        end = index + 1
        while end < len(tokens) and tokens[end].glued and tokens[end].kind in ("word", "number"):
            end += 1
        run = tokens[index:end]
        text = "".join(token.text for token in run)
        if (
            len({token.kind for token in run}) == 2
            and run[0].kind in ("word", "number")
            and (text in LEXICON.NUMBERS or text in LEXICON.role_of_word)
        ):
            run = [Token("word", text, None, run[0].start, run[-1].end, run[0].glued)]
        joined += run
        index = end
    return joined


def _with_letters_once(tokens):
    """The tokens, with words that are drawn out as they are meant: "sooo goood", "fiiive", "limaa"."""
    tokens = [token._replace(text=_not_drawn_out(token.text)) for token in tokens]
    words = [token for token in tokens if token.kind in ("word", "number")]
    if len(words) != 1 or LEXICON.knows(words[0].text):
        return tokens
    meant = LEXICON.LONG_NUMBERS.get(_without_doubles(words[0].text))
    if not meant or len(meant) >= len(words[0].text):
        return tokens  # shorter is another word: "char" is a joke in Manila
    return [token._replace(text=meant) if token is words[0] else token for token in tokens]


def _not_drawn_out(word):
    """The word that is known, if some letter of this one stands three times and more: "sooo"."""
    if not word.isalpha() or not _DRAWN_OUT.search(word):
        return word
    return next(filter(LEXICON.knows, (_DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word))), word)


def _find_emoticons(text):
    for pattern, sign in _EMOTICONS:
        for match in pattern.finditer(text):
            yield match, sign


def _without_zero_decimals(tokens):
    """The tokens, "5.0" as one number; "5.0.1" and "1.5.0" stay what they are."""
    joined = []
    index = 0
    while index < len(tokens):
        token, behind = tokens[index], tokens[index + 1 : index + 3]
        if (
            token.kind == "number"
            and [part.text for part in behind] == [".", "0"]
            and all(part.glued for part in behind)
            and not (token.glued and tokens[index - 1].kind == "point")
            and not any(part.glued and part.text not in "/)!" for part in tokens[index + 3 : index + 4])
        ):
            joined.append(token._replace(end=behind[-1].end))
            index += 3
        else:
            joined.append(token)
            index += 1
    return joined


def _smile_in_brackets(tokens):
    """The tokens, the brackets at the end read as Russians mean them: "5)))"."""
    texts = [token.text for token in tokens if token.kind == "point"]
    for bracket, other, sign in ((")", "(", "👍"), ("(", ")", "👎")):
        if bracket in texts and other not in texts:
            return [
                token._replace(kind="sign", text=sign) if token.text == bracket else token for token in tokens
            ]
    return tokens


def _runs(text):
    """Runs of characters of the same kind: (kind, folded text, start, end)."""
    run = None
    for index, original in enumerate(text):
        for character in _fold_character(original) or _strike(text, index):
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


def _strike(text, index):
    """A mark that crosses a digit out is no accent, which may be left out."""
    combining = unicodedata.category(text[index]) in ("Mn", "Me") and text[index] not in _ZERO_WIDTH
    return "/" if combining and index and unicodedata.decimal(text[index - 1], None) is not None else ""


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
    last = _last_sentence(tokens)
    if len(bare) > 1 and any(token.text == "?" for token in tokens):
        return None  # "Stop the tablets?"
    if _is_stop(bare) or _is_only_stop([word for word in bare if not word.isdigit()]) or _is_only_stop(last):
        return "stop"
    if " ".join(bare) in LEXICON.START:
        return "start"
    if len(bare) == 1 and bare[0] in LEXICON.HELP:
        return "help"
    return None


def _last_sentence(tokens):
    """The words behind the last full stop, without polite ones; none where there is only one sentence."""
    stops = [index for index, token in enumerate(tokens[:-1]) if token.text in _FULL_STOPS | {","}]
    words = [token.text for token in tokens[stops[-1] :] if token.kind == "word"] if stops else []
    return [word for word in words if word not in LEXICON.POLITE]


def _is_only_stop(words):
    return len(words) == 1 and _is_stop_word(words[0])


def _is_stop_word(word):
    """Whether this is a keyword, also a drawn-out one: "stoooop"."""
    return word in LEXICON.STOP or _without_doubles(word) in LEXICON.STOP


def _is_stop(words):
    """Whether these words ask for no more texts.

    That is a keyword with a few words beside that name nothing else to be stopped, a phrase that
    means it, or one of these behind "I want to" or behind what is to be stopped ("message bandh karo").
    """
    wish = next((n for n in range(4, 0, -1) if " ".join(words[:n]) in LEXICON.STOP_WISHES), 0)
    words = words[wish:]
    if not words:
        return False
    keyword, hyphen, object_ = words[0].partition("-")
    if hyphen and keyword in LEXICON.STOP:
        words = [keyword, object_, *words[1:]]  # "désinscrivez-moi"
    if _is_stop_phrase(words):
        return True
    first, beside = words[0], words[1:]
    if _is_stop_word(first) and _are_texts(beside):
        return True
    if any(word in LEXICON.STOP_NOT_ABOUT for word in beside) or (beside and beside[0] in LEXICON.STOP_NOT_BEFORE):
        return False
    only_objects = all(word in LEXICON.STOP_OBJECTS for word in beside)
    return (_is_stop_word(first) and (only_objects or (not wish and len(beside) <= STOP_WORDS_BESIDE))) or (
        first in LEXICON.STOP_WEAK and only_objects and not wish
    )


def _denies_texts(words):
    """Whether nothing is said but that we shall not write: "do not text me again", "message mat karo"."""
    if words[0] == "no" and words[1:] and set(words[1:]) <= LEXICON.STOP_DENIED_VAGUE:
        return False
    return (
        all(word in LEXICON.STOP_DENIALS | LEXICON.STOP_DENIED | LEXICON.STOP_DENIED_WITH for word in words)
        and any(word in LEXICON.STOP_DENIALS for word in words)
        and any(word in LEXICON.STOP_DENIED for word in words)
    )


def _are_texts(words):
    """Whether what is to be stopped are our texts, whatever else is said about them."""
    return bool(words) and (
        words[0] in LEXICON.STOP_TEXTING
        or (words[0] in LEXICON.STOP_OBJECTS and any(word in LEXICON.STOP_TEXTS for word in words[:5]))
    )


def _is_stop_phrase(words):
    """Whether nothing is said but a phrase, and what is to be stopped in front of it or behind."""
    if words[0] in ("huwag", "wag") and any(word in LEXICON.STOP_FILIPINO_TEXTING for word in words):
        return all(word in LEXICON.STOP_FILIPINO | LEXICON.STOP_FILIPINO_TEXTING for word in words)
    if _denies_texts(words):
        return True
    start, end = 0, len(words)
    while start < end and words[start] in LEXICON.STOP_OBJECTS:
        start += 1
    while end > start and words[end - 1] in LEXICON.STOP_OBJECTS:
        end -= 1
    if len(words[start:]) == 1 and words[start] in LEXICON.STOP_WEAK and set(words[:start]) & LEXICON.STOP_TEXTS:
        return True
    parts = [words[first:last] for first in range(start + 1) for last in range(end, len(words) + 1)]
    return any(" ".join(part).replace("-", " ") in LEXICON.STOP_PHRASES for part in parts) or _is_only_stop(
        words[start:]
    )


def _is_reaction(tokens):
    """Whether a telephone says that somebody touched a message: 'Loved "5"'."""
    quotation = next((index for index, token in enumerate(tokens) if token.text == '"'), len(tokens))
    front = " ".join(token.text for token in tokens[:quotation])
    return quotation < len(tokens) and front in LEXICON.REACTIONS


def _is_automatic(tokens):
    """Whether a machine wrote this: it must not be answered."""
    words = f" {' '.join(token.text for token in tokens if token.kind == 'word')} "
    return any(f" {phrase} " in words for phrase in LEXICON.AUTOMATIC)


# ------------------------------------------------------------
# What words say
# ------------------------------------------------------------


class _Opinion:
    """What clauses say about the service. ``known``: every word of them is; ``refused``: a reason to ask."""

    def __init__(self):
        self.known = True
        self.refused = False
        self.praise = self.strong_praise = False
        self.blame = self.strong_blame = False
        self.mild = self.thanks = self.denied = self.but = self.reason = self.words = False

    def add(self, other):
        """Let these clauses say what ``other`` says too."""
        for name, value in vars(other).items():
            setattr(self, name, self.known and value if name == "known" else getattr(self, name) or value)

    def is_verdict(self):
        return self.praise or self.blame or self.mild

    def stands(self, share):
        """Whether this is a verdict at the same end of the scale as a mark at this share of it."""
        return not self.mild and (self.praise if share > 0.65 else self.blame if share < 0.5 else False)

    def fits(self, share):
        """Whether the words fit a mark at this share of the scale: 0 the worst, 1 the best."""
        if self.refused:
            return False
        if not self.is_verdict():
            return not self.words or (self.thanks and share >= 0.5 and not (self.denied or self.but))
        if share < 0.5:
            return self.blame and not self.praise and not self.mild
        if share <= 0.65:
            return not self.strong_praise and not self.strong_blame and not self.denied
        if self.denied or self.strong_blame:
            return False
        if share < 0.9:
            return self.praise or (self.mild and not self.blame) or ((self.but or self.reason) and self.blame)
        return self.praise and not (self.blame or self.but or self.mild)


def _opinion_of(words):
    """What one clause says. A "no" in it reaches as far as the next "and".

    :param words: list of (role, folded word)
    """
    opinion = _Opinion()
    part = []
    for role, word in [*words, ("and", "")]:
        if role != "and":
            part.append((role, word))
        elif part:
            opinion.add(_opinion_of_part(part))
            part = []
    return opinion


def _opinion_of_part(words):
    opinion = _Opinion()
    roles = [role for role, _word in words]
    opinion.known = "unknown" not in roles
    opinion.refused = "danger" in roles
    opinion.words = any(role not in ("particles", "name", "closing") for role in roles)
    opinion.but = "but" in roles
    opinion.reason = "because" in roles
    opinion.thanks = "thanks" in roles and not any(
        role == "function" for role in roles[: roles.index("thanks")]
    )  # "5 it is, thanks" is about a time
    praise = [index for index, role in enumerate(roles) if role in ("praise", "good", "deeds")]
    blame = [index for index, role in enumerate(roles) if role in ("blame", "bad")]
    mild = "mild" in roles
    if "negation" not in roles:
        opinion.praise, opinion.blame, opinion.mild = bool(praise), bool(blame), mild
        opinion.strong_praise, opinion.strong_blame = "praise" in roles, "blame" in roles
        if praise and not any(roles[index] != "deeds" for index in praise):
            opinion.strong_praise = False
    elif praise or mild or (opinion.thanks and not blame):
        opinion.blame = True
        opinion.thanks = False
        opinion.refused |= bool(blame)  # "not good and slow", "not slow and good": who knows
    elif blame:
        opinion.refused |= not all(_is_denied(words, index) for index in blame)
        opinion.mild = "blame" in roles  # "not bad" is faint praise, "no wait" is praise
        opinion.praise = not opinion.mild
    else:
        opinion.denied = True
        opinion.refused |= roles[-1] == "negation"  # "1 awful, not", "5, said nobody"
    return opinion


def _takes_back(words):
    """Whether something is said that a mark may not survive: an excuse, a condition, another number, "… not"."""
    return any(word in LEXICON.TAKEN_BACK or word in LEXICON.NUMBERS for _role, word in words) or (
        words[-1][0] == "negation" and not any(role in JUDGING for role, _word in words)
    )


def _is_denied(words, index):
    """Whether "no", or a very with a no before it, stands directly at this word."""
    if index + 1 < len(words) and words[index + 1][1] in LEXICON.NEGATION_BEHIND:
        return True
    before = index - 1
    while before >= 0 and words[before][0] == "very":
        before -= 1
    return before >= 0 and words[before][0] == "negation"


# ------------------------------------------------------------
# Marks
# ------------------------------------------------------------


class _MarkReader:
    """Proves that one number of a reply is its mark, or gives up."""

    def __init__(self, text, tokens, scale_min, scale_max, names):
        self.text = text
        self.tokens = tokens
        self.of_whole = False  # "5 માંથી 4": the whole was named in front of the mark
        self.scale_min = scale_min
        self.scale_max = scale_max
        self.names = {word for name in names for word in fold(name).split() if len(word) > 1}
        self._leave_out_scale()
        self._leave_out_whole()

    def find_mark(self):
        """The reading as a mark; None where it is not certain.

        :rtype: Reading or None
        """
        if any(unicodedata.category(character) in ("No", "Nl") for character in self.text):
            return None  # fractions, powers, Roman numerals
        if stars := self._count_stars():
            return Reading("mark", stars)
        if any(token.kind == "point" and token.text == "?" for token in self.tokens):
            return None
        candidates = [index for index in range(len(self.tokens)) if self._is_candidate(index)]
        first, end = candidates[0] if candidates else None, self._end_of_expression(candidates)
        if end is None:
            return None
        mark = self._number(first)
        if mark is None or not self.scale_min <= mark <= self.scale_max:
            return None
        if not (self._is_bare_before(first) and self._is_bare_after(first, end)):
            return None
        if sum(token.text in LEXICON.STAR_SIGNS for token in self.tokens) not in (0, 1, mark):
            return None
        if self._speaks_of_stars() and 0 < mark <= STARS_OF_A_RATING < self.scale_max:
            return None  # five stars of ten, or all five of those that everybody gives
        if not self._is_explained(mark, first, end):
            return None
        return Reading("mark", mark, self._comment_beside(mark, first, end))

    def _comment_beside(self, mark, first, end):
        """What the patient wrote beside the mark, without the words that only announce it."""
        before, after = self.text[: self.tokens[first].start], self.text[self.tokens[end - 1].end :]
        clauses = self._clauses(0, first), self._clauses(end, len(self.tokens))
        if self._is_lead(clauses[0]) or self._is_lead_alone(clauses[0], mark) or self._is_given(*clauses):
            before = ""
        return " ".join(part for part in map(self._clean, (before, after)) if part)

    # Where the scale is named

    def _leave_out_scale(self):
        """Leave out what only repeats the scale of the question: "from 1 to 5" I give 4."""
        for index in range(len(self.tokens) - 2):
            low, to, high = self.tokens[index : index + 3]
            if not (low.value in (0, 1) and to.text in LEXICON.SCALE_TO and high.value == self.scale_max):
                continue
            start, end = self._start_of_scale(index), index + 3
            if self._word(end) in LEXICON.SCALE_IN:
                end += 1
            elif start == index and (index or to.kind != "word"):
                continue  # "4, 1-5" is no scale
            if start and self.tokens[start - 1].kind == "number":
                continue  # "4 de 1 a 5"
            if self._text(end) in (",", ":", "-"):
                end += 1
            self.tokens = self.tokens[:start] + self.tokens[end:]
            return

    def _start_of_scale(self, index):
        """Where the words begin that announce the scale in front of its lower end."""
        for length in range(min(5, index), 0, -1):
            if " ".join(token.text for token in self.tokens[index - length : index]) in LEXICON.SCALE_FROM:
                return index - length
        return index

    def _leave_out_whole(self):
        """Leave out the best mark where it is named in front, as the whole: "5 માંથી 4"."""
        for index in range(len(self.tokens) - 2):
            for length in (1, 2):
                words = " ".join(token.text for token in self.tokens[index + 1 : index + 1 + length])
                if (
                    words in LEXICON.WHOLE_FIRST
                    and self._number(index) == self.scale_max
                    and index + 1 + length < len(self.tokens)
                    and self._number(index + 1 + length) is not None
                ):
                    self.tokens = self.tokens[:index] + self.tokens[index + 1 + length :]
                    self.of_whole = True
                    return

    # Which number is the mark

    def _speaks_of_stars(self):
        return any(
            token.text in LEXICON.STARS or token.text in LEXICON.STAR_SIGNS or token.text == "*"
            for token in self.tokens
        )

    def _count_stars(self):
        """All stars of the scale, or as many of them as are filled in; None for anything else."""
        texts = [token.text for token in self.tokens]
        filled = sum(text in LEXICON.STAR_SIGNS for text in texts)
        empty = sum(text in LEXICON.EMPTY_STAR_SIGNS for text in texts)
        if filled + empty == len(texts) == self.scale_max and texts == sorted(
            texts, key=lambda text: text in LEXICON.EMPTY_STAR_SIGNS
        ):
            return filled if filled >= self.scale_min else None
        return None

    def _number(self, index):
        """The value of a number in digits or as a word; None where it has none."""
        token = self.tokens[index]
        if token.kind == "number":
            return token.value
        if token.kind != "word":
            return None
        if self._word(index + 1) in LEXICON.STARS and token.text in LEXICON.NUMBERS_OF_STARS:
            return LEXICON.NUMBERS_OF_STARS[token.text]
        return LEXICON.NUMBERS_OF_WHOLE.get(token.text, LEXICON.NUMBERS.get(token.text))

    def _is_candidate(self, index):
        """Whether this is a number that is no length of time further on in the text."""
        token = self.tokens[index]
        if token.kind == "word":
            if token.text in self.names:
                return False  # somebody is called Lima, or Isa
            if token.text in LEXICON.NUMBERS_OF_STARS and self._word(index + 1) in LEXICON.STARS:
                return True
            if token.text in LEXICON.NUMBERS_OF_WHOLE:
                return self._word(index - 1) in LEXICON.OUT_OF
            if token.text not in LEXICON.NUMBERS or token.text in LEXICON.ARTICLES:
                return False
            if token.text in LEXICON.NUMBERS_ONLY_ALONE:
                return self._is_alone(index)
        elif token.kind != "number":
            return False
        none_of = token.kind == "word" and self._number(index) == 0 and self._word(index + 1) in LEXICON.NONE_OF
        return not (index and (none_of or self._word(index + 1) in LEXICON.DURATIONS))

    def _is_alone(self, index):
        token = self.tokens[index]
        if "è" in self.text[token.start : token.end].casefold():
            return False  # "très" is no Spanish three
        return all(
            other is token or (other.kind == "point" and other.text in ".!\"'()") for other in self.tokens
        )

    def _end_of_expression(self, candidates):
        """Where the mark ends: behind "5", "5/5", "5 out of 5", "5 (five)", "5 stars", "5*"; None: rivals."""
        end = self._end_of_numbers(candidates)
        if end is None:
            return None
        if self._text(end) == "-" and self.tokens[end].glued and self._word(end + 1) in LEXICON.STARS:
            end += 1
        if self._word(end) in LEXICON.POINTS:
            behind = range(end + 1, len(self.tokens))
            idle = all(self._text(index) in ",.!" or self._role_of_word(index) in IDLE for index in behind)
            return end + 1 if idle else None
        if self._is_asterisk(end):
            return end + (2 if self._word(end + 1) in LEXICON.STAR_THINGS else 1)
        if self._word(end) in LEXICON.STARS:
            end += 2 if self._word(end + 1) in LEXICON.STAR_THINGS else 1
        return end

    def _end_of_numbers(self, candidates):
        """Where the last of these numbers ends, if together they say one mark; else None."""
        if not candidates or len(candidates) > 2:
            return candidates[-1] + 1 if candidates and self._is_repeated(candidates) else None
        first, last = candidates[0], candidates[-1]
        if first == last:
            return first + 1
        between = self.tokens[first + 1 : last]
        same = self._number(last) == self._number(first) and (
            {self.tokens[first].kind, self.tokens[last].kind} == {"number", "word"}
        )
        if between and " ".join(token.text for token in between) in LEXICON.OUT_OF:
            if self._number(last) != self.scale_max:
                return None
        elif not (same and all(token.kind == "point" and token.text in "()=-\"'" for token in between)):
            return None
        return last + (2 if same and self._text(last + 1) == ")" else 1)

    def _is_repeated(self, candidates):
        """Whether nothing but the same digit is said, and with thanks at most: "5 5 5", "5, 5, 5"."""
        first, last = candidates[0], candidates[-1]
        digits = [self.tokens[index] for index in candidates]
        beside = [self.tokens[index] for index in range(first, last + 1) if index not in candidates]
        behind = range(last + 1, len(self.tokens))
        return (
            {token.kind for token in digits} == {"number"}
            and len({token.value for token in digits}) == 1
            and all(token.text == "," for token in beside)
            and all(self._text(index) in _FULL_STOPS or self._role_of_word(index) in IDLE for index in behind)
        )

    def _is_asterisk(self, index):
        """Whether this is the only "*" and stands for "stars"."""
        return self._text(index) == "*" and [token.text for token in self.tokens].count("*") == 1

    # What touches it

    def _is_bare_before(self, index):
        """Whether nothing is attached to the front of the number: -5, #5, Nr.5, a5, ~5."""
        if not index:
            return True
        before, number = self.tokens[index - 1], self.tokens[index]
        if before.kind == "sign" or not number.glued:
            return before.kind != "point" or (before.text in _OPENING and (before.text != "-" or index > 1))
        if before.text == "=":
            return index > 1
        return before.kind == "point" and before.text in _OPENING - {"-", ".", ",", "…"}

    def _is_bare_after(self, first, end):
        """Whether nothing is attached to the end of the number: 5th, 5%, 5+, 5.5, 2-hour, "5,"."""
        if end >= len(self.tokens):
            return True
        after = self.tokens[end]
        if after.kind == "word":
            return not after.glued or self._is_verdict_glued(first, end)
        if after.kind != "point":
            return True
        follows = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
        if after.text in _PAIRED:
            return after.text in (token.text for token in self.tokens[:first])
        if after.text == "-":
            return bool(follows) and follows.kind != "point" and (
                not (after.glued and follows.glued) or self._is_verdict_alone(end + 1, self._number(first))
            )
        if after.text in ",:;|":
            return bool(follows) and follows.kind != "point" and not follows.glued
        return after.text in _FULL_STOPS or after.text in "()¡"

    def _is_verdict_glued(self, first, end):
        """Whether the space is missing in front of a verdict: "5excellent"; "2good" may be "too good"."""
        number, word = self.tokens[first], self.tokens[end].text
        return (
            end == first + 1
            and number.kind == "number"
            and number.value not in LEXICON.HOMOPHONES
            and len(word) >= 4
            and self._is_verdict_alone(end, number.value)
        )

    def _is_verdict_alone(self, index, mark):
        """Whether this word judges and nothing that can be counted follows: "5-excellent", no "2-hour"."""
        clauses = self._clauses(index, len(self.tokens))
        if not clauses:
            return False
        first_role, first_word = clauses[0].words[0]
        return (
            first_role in ("praise", "good", "blame", "thanks")
            and first_word not in LEXICON.HOMOPHONES.get(mark, ())
            and first_word not in LEXICON.PLURALS | LEXICON.ACTIONS
            and not any(
                role == "counted" or (role == "nouns" and word not in LEXICON.MASS_NOUNS)
                for role, word in _first_sentence(clauses)
            )
        )

    # What stands around it

    def _is_explained(self, mark, first, end):
        """Whether everything around the number is known and fits the mark."""
        before, after = self._clauses(0, first), self._clauses(end, len(self.tokens))
        if before is None or after is None:
            return False
        if after and self._is_given_to(after[0]):
            after = after[1:]
            end = self._place_behind_name(end)
        share = (mark - self.scale_min) / (self.scale_max - self.scale_min)
        opinion = _Opinion()
        if self._is_given(before, after):
            before = []
        if self._is_lead_alone(before, mark):
            if any(role not in IDLE for clause in after for role, _word in clause.words):
                return False
        elif not self._is_lead(before):
            for clause in before:
                if not self._is_lead([clause]):
                    opinion.add(_opinion_of(clause.words))
            if not opinion.known or not self._is_verdict_before(before, first, mark):
                return False
            if not (opinion.is_verdict() or opinion.thanks):
                return False
            if any(role not in IDLE for clause in after for role, _word in clause.words):
                return False
        elif after and not self._may_follow(after, end, mark, share):
            return False
        set_off = end < len(self.tokens) and self.tokens[end].kind == "point"
        return self._fit_behind(after, opinion, share, set_off)

    @staticmethod
    def _fit_behind(clauses, opinion, share, set_off):
        """Whether these clauses, added to what was said in front, are known and fit the mark.

        Behind a verdict that stands for itself people may go on in words that we do not know;
        what they complain of, behind a low mark that is set off, nobody need know: "1 - terrible parking".
        """
        stands = guessed = False
        for place, clause in enumerate(clauses):
            if place == 0 and _joined(clause) in LEXICON.TAILS:
                continue
            said = _opinion_of(clause.words)
            complains = share < 0.5 and said.blame and (place or set_off)
            if not said.known and not stands:
                if not complains:
                    return False
                guessed = True
            if share < 0.5 and (stands or (complains and not said.known)):
                # Days, places and prices make nobody doubt that "1. Awful." is a mark.
                said.refused = _takes_back(clause.words)
            elif not said.known:
                said.refused |= any(word.startswith(LEXICON.STEMS) for _role, word in clause.words)
            said.known = True
            opinion.add(said)
            stands |= bool(clause.closed) and opinion.fits(share) and opinion.stands(share)
        return opinion.fits(share) and not (guessed and opinion.thanks)  # "1 - bad tooth out, thanks"

    def _is_verdict_before(self, clauses, first, mark):
        """Whether a verdict in front may belong to the number: it is set off, or says how it was."""
        words = clauses[-1].words
        if words[0][1] in LEXICON.CONSENT and len(clauses) == len(words) == 1:
            return False  # "Good, 5" may be about a time
        role, word = words[-1]
        sets_off = self.tokens[first - 1]
        if sets_off.text in (":", "="):
            return role in ("praise", "good") and sets_off.text == ":"  # "wait: 2", "excellent = 5"
        if sets_off.kind in ("point", "sign"):
            return True
        if word in LEXICON.COMPARING:
            return False  # "worse 1"
        if self._is_digit(first, 2, 4):  # "bad too", "thanks for"
            return False
        if all(role in ("thanks", "courtesy") or word == "po" for role, word in words):
            return True
        return (role in ("praise", "good", "blame") and word not in LEXICON.ACTIONS) or (
            word in LEXICON.MASS_NOUNS and len(words) > 1
        )

    def _may_follow(self, clauses, end, mark, share):
        """Whether what stands behind the mark with nothing between cannot be what it counts."""
        words = clauses[0].words
        if _joined(clauses[0]) in LEXICON.TAILS or self.tokens[end].kind != "word":
            return True
        first_role, first_word = words[0]
        if first_role in ("but", "because") and len(words) > 1:
            return mark != 2  # "too but"
        plain = self.tokens[end - 1].kind == "number" and end - 1 == self._first_number()
        if plain and first_word in LEXICON.HOMOPHONES.get(mark, ()):
            return False
        if first_role in IDLE:  # but "cinco mil gracias"
            return first_word not in LEXICON.MULTIPLIERS or self.tokens[end - 1].kind == "number"
        if mark == 0 or self.tokens[end - 1].text in (*LEXICON.STARS, "*"):
            return False  # "zero waiting", "0 rude": none of it
        if share < 1 and self._is_part_of_a_number(end):
            return False  # "2 of 5 rude"
        if first_word in LEXICON.BEGINNERS or [role for role, _word in words[:2]] == ["nouns", "name"]:
            definite = first_word.startswith(LEXICON.ARTICLE_IN_FRONT)
            return first_role not in ("nouns", "counted") or mark != 1 or definite
        if first_word in LEXICON.NEVER_COUNTED and share >= 0.9:
            return len(words) > 1 and words[1][0] in (*JUDGING, "very")
        if first_word in LEXICON.MASS_NOUNS:
            return len(words) > 1 and words[1][0] in (*JUDGING, "very", "function")
        if first_word in LEXICON.ACTIONS or first_role == "deeds":
            return False
        place = 0
        while place < len(words) and words[place][0] in ("very", "negation"):
            place += 1
        if place == len(words):
            return False
        role = words[place][0]
        if role not in JUDGING:
            return role == "thanks"
        if any(role == "counted" for role, _word in _first_sentence(clauses)):
            return False
        if self.tokens[end - 1].kind == "word" and (share < 1 or any(role == "nouns" for role, _word in words)):
            return False  # "two rude", "five good doctors"
        return self._counts_nothing(words, mark, share)

    def _counts_nothing(self, words, mark, share):
        """Whether adjectives behind the mark belong to no noun that it may count."""
        for index, (role, word) in enumerate(words):
            before = words[index - 1][0] if index else ""
            if index == 0 and word in LEXICON.LATENESS:
                return False
            of_mass = index + 1 < len(words) and words[index + 1][1] in LEXICON.MASS_NOUNS
            if word in LEXICON.PLURALS and share < 0.9 and not of_mass:
                return False
            if word in LEXICON.BAD_THINGS and before not in ("very", "negation"):
                return False
            if role != "nouns" or word in LEXICON.MASS_NOUNS:
                continue
            if before in JUDGING:
                return share >= 0.9
            return mark != 1 or words[index - 1][0] == "function"
        return True

    def _is_part_of_a_number(self, end):
        """Whether the mark is said as a part of five people, five visits, five times: "2 of 5"."""
        return self.of_whole or (end >= 3 and self._word(end - 2) in LEXICON.LAST_WORDS_OF_OUT_OF)

    def _is_digit(self, index, *values):
        return self.tokens[index].kind == "number" and self.tokens[index].value in values

    def _first_number(self):
        return next(index for index, token in enumerate(self.tokens) if token.kind == "number")

    def _is_given_to(self, clause):
        """Whether this says that the mark is for the one whom the question named: "for Nora", "para la Dra. Ruiz"."""
        words = [word for role, word in clause.words if word not in LEXICON.TITLES and word not in ("la", "el", "le")]
        return len(words) == 2 and words[0] in LEXICON.GIVEN_TO and words[1] in self.names

    def _place_behind_name(self, index):
        """Where the first name behind this place ends."""
        while self.tokens[index].text not in self.names:
            index += 1
        return index + 1

    # Clauses

    def _clauses(self, start, end):
        """The clauses between two places, with the role of each word; None where a sign fits in none."""
        clauses, words = [], []
        index = start
        while index < end:
            token = self.tokens[index]
            if token.kind == "point":
                if token.text not in _SEPARATORS and not (token.text == "=" and index + 1 == end):
                    return None
                abbreviated = token.text == "." and words and words[-1][1] in LEXICON.TITLES
                if words and not abbreviated:
                    clauses.append(_Clause(words, token.text))
                    words = []
                index += 1
                continue
            length, role = self._role(index, end)
            if role == "but" and words:
                clauses.append(_Clause(words, ""))
                words = []
            words.append((role, " ".join(t.text for t in self.tokens[index : index + length])))
            index += length
        if words:
            clauses.append(_Clause(words, ""))
        return clauses

    def _role(self, index, end):
        """How many tokens from here on are one word or phrase, and its role."""
        token = self.tokens[index]
        if token.kind == "sign":
            return 1, self._role_of_sign(token.text)
        if token.kind == "number" or (
            token.text in LEXICON.NUMBERS and self._word(index + 1) in LEXICON.DURATIONS
        ):
            return (2, "function") if self._word(index + 1) in LEXICON.DURATIONS else (1, "danger")
        for length in range(min(LEXICON.longest_phrase, end - index), 1, -1):
            tokens = self.tokens[index : index + length]
            phrase = tuple(token.text for token in tokens)
            if all(token.kind == "word" for token in tokens) and phrase in LEXICON.role_of_phrase:
                return length, LEXICON.role_of_phrase[phrase]
        return 1, self._role_of_word(index)

    def _role_of_word(self, index):
        word = self.tokens[index].text
        role = LEXICON.role_of_word.get(word, "unknown")
        before = self._text(index - 1) if index else ""
        if role == "today":
            named = LEXICON.role_of_word.get(before) in (*JUDGING, "nouns", "counted")
            return "function" if named else "unknown"
        if role in ("bad", "blame") and before in LEXICON.NEGATION and word.startswith(LEXICON.ARTICLE_IN_FRONT):
            return "danger"  # "without the waiting" does not say that there was none
        if role != "unknown":
            return role
        if word in LEXICON.NUMBERS:
            return "danger"
        if word in self.names:
            return "name"
        if word in LEXICON.DURATIONS and (
            before in LEXICON.DURATION_ARTICLES or LEXICON.role_of_word.get(before) == "bad"
        ):
            return "function"
        raw = self.text[self.tokens[index].start : self.tokens[index].end]
        if raw[:1].isupper() and self._is_behind_closing(index):
            return "name"
        if word[0] == LEXICON.AND_IN_FRONT and LEXICON.role_of_word.get(word[1:]) in ("thanks", "praise", "good"):
            return LEXICON.role_of_word[word[1:]]
        if word[:6] in LEXICON.SUPERLATIVE_PREFIXES:
            role = LEXICON.role_of_word.get(word[6:])
            return role if role in JUDGING else "unknown"
        if before == "." and index > 1:
            before = self._word(index - 2)
        if before in LEXICON.TITLES and raw[:1].isupper() and raw[1:].islower():
            return "name"
        elided, _apostrophe, rest = word.partition("'")
        if elided in LEXICON.ELIDED and rest:
            if elided == "l" and before in LEXICON.NEGATION:
                return "danger"  # "sans l'attente", as above
            return LEXICON.role_of_word.get(rest, "unknown")
        return LEXICON.role_of_misspelt(word)

    def _is_behind_closing(self, index):
        """Whether somebody signs here: "Kind regards, John Smith"."""
        words = []
        while index and self.tokens[index - 1].text in (",", "\n", ".") or self._word(index - 1):
            index -= 1
            if self.tokens[index].kind == "word":
                words.insert(0, self.tokens[index].text)
            for length in range(1, min(len(words), 4) + 1):
                behind = words[length:]
                if (
                    len(behind) <= 1
                    and not any(word in LEXICON.role_of_word or word in LEXICON.NUMBERS for word in behind)
                    and (
                        LEXICON.role_of_phrase.get(tuple(words[:length])) == "closing"
                        or (length == 1 and LEXICON.role_of_word.get(words[0]) == "closing")
                    )
                ):
                    return True
            if len(words) >= 5:
                break
        return False

    @staticmethod
    def _role_of_sign(text):
        if text in reply_lexicon.POSITIVE_SIGNS:
            return "good"
        return "blame" if text in reply_lexicon.NEGATIVE_SIGNS else "danger"

    def _is_lead(self, clauses):
        """Whether these clauses only announce the mark: "Hello, my mark is"."""
        return clauses is not None and all(
            _consists_of_leads(_words_without_names(clause), clause.closed)
            or (clause.closed and index and _is_greeted(clauses[index - 1], clause))
            for index, clause in enumerate(clauses)
        )

    def _is_lead_alone(self, clauses, mark):
        """Whether these clauses announce a mark that stands for itself: "She deserves 5"."""
        if not clauses or not self._is_lead(clauses[:-1]):
            return False
        *_leads, last = clauses
        words = _words_without_names(last)
        alone = LEXICON.LEADS_ALONE | (LEXICON.NUMBER_LEADS if mark != 1 else frozenset())
        return any(
            " ".join(words[start:]) in alone and _consists_of_leads(words[:start], last.closed)
            for start in range(len(words))
        )

    def _is_given(self, before, after):
        """Whether the mark stands between the one who gives it and "give"."""
        return (
            len(before or ()) == 1
            and bool(after)
            and _joined(before[0]) in LEXICON.GIVERS
            and _joined(after[0]) in LEXICON.TAILS
        )

    # Helpers

    def _text(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _word(self, index):
        return (
            self._text(index) if 0 <= index < len(self.tokens) and self.tokens[index].kind == "word" else ""
        )

    @staticmethod
    def _clean(text):
        while text and not fold(text[0]):  # what belongs to the number: the cap of a key
            text = text[1:]
        comment = text.strip().lstrip(_AROUND_COMMENT).rstrip(" \t\r\n,;:-–—=(*،؛")
        return comment if any(_kind_of(character) != "point" for character in comment) else ""


# words   list of (role, folded word or phrase)
# closed  the punctuation behind it
_Clause = namedtuple("_Clause", "words closed")


def _joined(clause):
    return " ".join(word for _role, word in clause.words if word != "po")


def _is_greeted(before, clause):
    """Whether this clause names who was greeted in the one before: "Hello, doctor."."""
    return _joined(before) in LEXICON.GREETINGS and _joined(clause) in LEXICON.GREETED


def _first_sentence(clauses):
    """The words of all clauses up to the first that more than a comma closes."""
    words = []
    for clause in clauses:
        words += clause.words
        if clause.closed not in ("", ",", "'", '"'):
            break
    return words


def _words_without_names(clause):
    return [part for role, word in clause.words for part in word.split() if role != "name" and word != "po"]


def _consists_of_leads(words, closed):
    """Whether ``words`` are phrases that announce a mark, one behind the other."""
    if not words:
        return True
    return any(
        (phrase in LEXICON.LEADS or (closed and phrase in LEXICON.LEADS_WITH_COMMA))
        and _consists_of_leads(words[length:], closed)
        for length in range(len(words), 0, -1)
        for phrase in [" ".join(words[:length])]
    )
