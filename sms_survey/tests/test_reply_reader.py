import re

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.reply_reader import LEXICON, fold, read_reply
from .replies import ASKED, MARKS

# What patients really write, and what each must mean on a scale from 1 to 5: a mark (with what is
# kept as its comment), or None where we have to ask back.
REPLIES = {
    "en": [
        ("5", 5, ""),
        ("5!", 5, ""),
        (" 5 ", 5, ""),
        ("5.", 5, ""),
        ("(4)", 4, ""),
        ("*4*", 4, ""),
        ('"4"', 4, ""),
        ("5/5", 5, ""),
        ("5 / 5", 5, ""),
        ("4 out of 5", 4, ""),
        ("4 of 5", 4, ""),
        ("five", 5, ""),
        ("FIVE!!", 5, ""),
        ("five stars", 5, ""),
        ("5 stars", 5, ""),
        ("5star", 5, ""),
        ("5 (five)", 5, ""),
        ("5️⃣", 5, ""),
        ("５", 5, ""),
        ("5 thanks", 5, "thanks"),
        ("5, thank you!", 5, "thank you!"),
        ("5 - great doctor", 5, "great doctor"),
        ("5 great service", 5, "great service"),
        ("5 excellent", 5, "excellent"),
        ("5 👍", 5, "👍"),
        ("excellent 5", 5, "excellent"),
        ("Very good, 5", 5, "Very good"),
        ("Great service! 5", 5, "Great service!"),
        ("Great service! 5/5", 5, "Great service!"),
        ("4 good but slow", 4, "good but slow"),
        ("4 everything was fine", None, ""),
        ("3 it was ok", 3, "it was ok"),
        ("3 waited 45 minutes", 3, "waited 45 minutes"),
        ("3 we waited since 14:30", None, ""),
        ("2 waited an hour", 2, "waited an hour"),
        ("2 waited 1 hour", 2, "waited 1 hour"),
        ("2. Nobody told me anything", 2, "Nobody told me anything"),
        ("2\nnurses were rude", 2, "nurses were rude"),
        ("2 bad service", None, ""),
        ("1 very rude", 1, "very rude"),
        ("1 not good", 1, "not good"),
        ("I waited forever. 2", 2, "I waited forever."),
        ("sorry, 4", 4, ""),
        ("Sorry I meant 4", 4, ""),
        ("oops 3", 3, ""),
        ("my mark is 4", 4, ""),
        ("Rating: 4", 4, ""),
        ("I would give 4", 4, ""),
        ("I give a 5", 5, ""),
        ("10", None, ""),
        ("0", None, ""),
        ("6", None, ""),
        ("55", None, ""),
        ("05", None, ""),
        ("-5", None, ""),
        ("+5", None, ""),
        ("#5", None, ""),
        ("5%", None, ""),
        ("$5", None, ""),
        ("5?", None, ""),
        ("5 ?", None, ""),
        ("5+", None, ""),
        ("4-", None, ""),
        ("4.5", None, ""),
        ("4,5", None, ""),
        ("4½", None, ""),
        ("4 1/2", None, ""),
        ("²", None, ""),
        ("4/10", None, ""),
        ("5 out of 10", None, ""),
        ("4-5", None, ""),
        ("4 - 5", None, ""),
        ("4 or 5", None, ""),
        ("4 to 5", None, ""),
        ("between 3 and 4", None, ""),
        ("3 and a half", None, ""),
        ("2 5", None, ""),
        ("1, 2, 3", None, ""),
        ("2 hours late", None, ""),
        ("2 hrs late", None, ""),
        ("2h", None, ""),
        ("2-hour wait", None, ""),
        ("5 minutes", None, ""),
        ("5 min late but ok", None, ""),
        ("1 hour wait", None, ""),
        ("5 pm", None, ""),
        ("5pm works", None, ""),
        ("5:30", None, ""),
        ("at 5", None, ""),
        ("see you at 5", None, ""),
        ("room 5", None, ""),
        ("Dr 5", None, ""),
        ("no. 5", None, ""),
        ("5th visit", None, ""),
        ("1st time here", None, ""),
        ("3rd time I waited", None, ""),
        ("5x better", None, ""),
        ("3 kids were crying", None, ""),
        ("2 nurses were rude", None, ""),
        ("2 bad nurses", None, ""),
        ("2 very rude nurses", None, ""),
        ("2 good doctors", None, ""),
        ("5 people in front of me", None, ""),
        ("2 of us waited", None, ""),
        ("2 points I want to raise", None, ""),
        ("1 thing was missing", None, ""),
        ("1 excellent!", None, ""),
        ("1 the best!", None, ""),
        ("1 👍", None, ""),
        ("2 very good", None, ""),
        ("1 = best", None, ""),
        ("5 terrible", None, ""),
        ("5 the worst", None, ""),
        ("5 😡", None, ""),
        ("5 not good", None, ""),
        ("5 waited an hour", None, ""),
        ("3 terrible!", None, ""),
        ("3 excellent!", None, ""),
        ("not 5", None, ""),
        ("not a 5", None, ""),
        ("no 4", None, ""),
        ("never 5", None, ""),
        ("almost 5", None, ""),
        ("less than 3", None, ""),
        ("5 if the doctor had listened", None, ""),
        ("I would give 5 but the wait was long", None, ""),
        ("would have been 5", None, ""),
        ("should be 5", None, ""),
        ("5 for the doctor, 1 for the desk", None, ""),
        ("doctor 5 desk 2", None, ""),
        ("4 not 2", None, ""),
        ("is 5 the best?", None, ""),
        ("1 or 5, which is best?", None, ""),
        ("what do you mean by 5", None, ""),
        ("call me on 5551234", None, ""),
        ("My number is 4155552671", None, ""),
        ("order 5 please", None, ""),
        ("4 the price it was bad", None, ""),
        ("sorry 4 the delay", None, ""),
        ("sorry 4 waiting", None, ""),
        ("thanks 4 everything", None, ""),
        ("4 me it was great", None, ""),
        ("2 slow", None, ""),
        ("you 2", None, ""),
        ("me 2", None, ""),
        ("good 2 see you", None, ""),
        ("waited 2", None, ""),
        ("pain 2", None, ""),
        ("visit 2", None, ""),
        ("nurse 2", None, ""),
        ("doctor 5", None, ""),
        ("top 5", None, ""),
        ("give me 5", None, ""),
        ("high 5", None, ""),
        ("i'm 5", None, ""),
        ("id 5", None, ""),
        ("the 5", None, ""),
        ("like 5", None, ""),
        ("2 were rude", None, ""),
        ("1 was rude", None, ""),
        ("2 have called me", None, ""),
        ("number 1!", None, ""),
        ("you are number 1", None, ""),
        ("gr8", None, ""),
        ("b4 5", None, ""),
        ("2nite", None, ""),
        ("w8ed 2 hours", None, ""),
        ("5 :(", None, ""),
        ("1 :)", None, ""),
        ("5 :)", 5, ""),
        ("5, jk", None, ""),
        ("5... NOT!", None, ""),
        ("5, never again", None, ""),
        ("5 no one answered the phone", None, ""),
        ("2 no, one", None, ""),
        ("2, people were rude", None, ""),
        ("1, never again", 1, "never again"),
        ("on a scale of 1-5, 4", 4, ""),
        ("five or so", None, ""),
        ("one", 1, ""),
        ("one of the best", None, ""),
        ("at five", None, ""),
        ("2 please", None, ""),
        ("5'", None, ""),
        ('5"', None, ""),
        ("'5'", 5, ""),
        ("5°", None, ""),
        (">5", None, ""),
        ("5 ok?", None, ""),
        ("1, wow", None, ""),
        ("1 everything fine", None, ""),
        ("1 thank you so much", None, ""),
        ("1 rude, thanks", 1, "rude, thanks"),
        ("I love this clinic. 1", None, ""),
        ("5. Doctor yelled at me", None, ""),
        ("5, they lost my papers", None, ""),
        ("1. Doctor yelled at me", 1, "Doctor yelled at me"),
        ("Good", None, ""),
        ("ok", None, ""),
        ("thanks", None, ""),
        ("👍", None, ""),
        ("⭐⭐⭐⭐", None, ""),
        ("", None, ""),
        ("   ", None, ""),
        ("???", None, ""),
        ("http://5.example.com/5", None, ""),
    ],
    "es": [
        ("cinco", 5, ""),
        ("5 excelente", 5, "excelente"),
        ("5 gracias", 5, "gracias"),
        ("4 de 5", 4, ""),
        ("mi nota es 4", 4, ""),
        ("le doy un 4", 4, ""),
        ("2 esperé una hora", 2, "esperé una hora"),
        ("1, muy mal servicio", 1, "muy mal servicio"),
        ("perdón, 4", 4, ""),
        ("cuatro estrellas", 4, ""),
        ("2 horas de espera", None, ""),
        ("5 minutos", None, ""),
        ("a las 5", None, ""),
        ("5 pero muy mal todo", None, ""),
        ("1 excelente", None, ""),
        ("5 pésimo", None, ""),
        ("2 enfermeras groseras", None, ""),
        ("entre 3 y 4", None, ""),
        ("4 o 5", None, ""),
        ("cuatro y medio", None, ""),
        ("no 5", None, ""),
        ("5 veces esperé", None, ""),
        ("si fuera por el doctor 5", None, ""),
        ("un cinco", 5, ""),
        ("el 5", None, ""),
        ("a 5", None, ""),
        ("2 fueron groseras", None, ""),
        ("5 no, tres", None, ""),
    ],
    "fr": [
        ("cinq", 5, ""),
        ("5 merci", 5, "merci"),
        ("4 sur 5", 4, ""),
        ("4/5 très bien", 4, "très bien"),
        ("Désolé, 4", 4, ""),
        ("ma note: 4", 4, ""),
        ("2 attendu une heure", 2, "attendu une heure"),
        ("1 - accueil très mauvais", 1, "accueil très mauvais"),
        ("2 heures d'attente", None, ""),
        ("2h d'attente", None, ""),
        ("5 minutes de retard", None, ""),
        ("à 5 heures", None, ""),
        ("1 parfait", None, ""),
        ("5 nul", None, ""),
        ("pas 5", None, ""),
        ("3 ou 4", None, ""),
        ("3,5", None, ""),
        ("3 et demi", None, ""),
        ("2 infirmières impolies", None, ""),
        ("5 si le médecin avait écouté", None, ""),
        ("le 5", None, ""),
        ("à 5", None, ""),
        ("5 très bien", 5, "très bien"),
    ],
    "ru": [
        ("пять", 5, ""),
        ("5 баллов", 5, ""),
        ("5 отлично", 5, "отлично"),
        ("4 из 5", 4, ""),
        ("пятёрка", 5, ""),
        ("5, спасибо!", 5, "спасибо!"),
        ("2 ждал час", 2, "ждал час"),
        ("1 очень грубо", 1, "очень грубо"),
        ("извините, 4", 4, ""),
        ("моя оценка 4", 4, ""),
        ("2 часа ждал", None, ""),
        ("5 минут", None, ""),
        ("в 5", None, ""),
        ("не 5", None, ""),
        ("1 отлично", None, ""),
        ("5 ужасно", None, ""),
        ("4 или 5", None, ""),
        ("4 с половиной", None, ""),
        ("2 медсестры хамили", None, ""),
        ("5 раз звонил", None, ""),
        ("отлично", None, ""),
        ("если бы не очередь, 5", None, ""),
        ("5(((", None, ""),
        ("1)))", None, ""),
        ("2 были грубы", None, ""),
    ],
    "ar": [
        ("٥", 5, ""),
        ("خمسة", 5, ""),
        ("٥/٥", 5, ""),
        ("٤ من ٥", 4, ""),
        ("5 ممتاز", 5, "ممتاز"),
        ("٥ شكرا", 5, "شكرا"),
        ("عفوا، ٤", 4, ""),
        ("تقييمي ٤", 4, ""),
        ("٢ انتظرت ساعة", 2, "انتظرت ساعة"),
        ("١ سيء جدا", 1, "سيء جدا"),
        ("٢ ساعات", None, ""),
        ("٥ دقائق", None, ""),
        ("١٠", None, ""),
        ("٤٫٥", None, ""),
        ("١ ممتاز", None, ""),
        ("٥ سيء", None, ""),
        ("ليس ٥", None, ""),
        ("٤ او ٥", None, ""),
        ("الساعة ٥", None, ""),
        ("ممتاز", None, ""),
        ("٢ ممرضات", None, ""),
    ],
    "gu": [
        ("૫", 5, ""),
        ("પાંચ", 5, ""),
        ("૫ સરસ", 5, "સરસ"),
        ("5 ખૂબ સરસ", 5, "ખૂબ સરસ"),
        ("૪/૫", 4, ""),
        ("૫ આભાર", 5, "આભાર"),
        ("માફ કરશો, ૪", 4, ""),
        ("૨, રાહ જોવી પડી", 2, "રાહ જોવી પડી"),
        ("૨ રાહ જોવી પડી", 2, "રાહ જોવી પડી"),
        ("૧ ખરાબ", 1, "ખરાબ"),
        ("૨ કલાક", None, ""),
        ("૫ મિનિટ", None, ""),
        ("૧૦", None, ""),
        ("૧ ઉત્તમ", None, ""),
        ("૫ ખરાબ", None, ""),
        ("૫ સારું નથી", None, ""),
        ("૪ કે ૫", None, ""),
        ("એક કલાક", None, ""),
        ("૫ વાગે", None, ""),
    ],
    "ur": [
        ("۵", 5, ""),
        ("پانچ", 5, ""),
        ("5 بہت اچھا", 5, "بہت اچھا"),
        ("۵ شکریہ", 5, "شکریہ"),
        ("۴ میں سے ۵", None, ""),
        ("۵ میں سے ۴", 4, ""),
        ("معاف کیجیے، ۴", 4, ""),
        ("۲ بہت انتظار", 2, "بہت انتظار"),
        ("۲، بہت انتظار کیا", 2, "بہت انتظار کیا"),
        ("۱ برا", 1, "برا"),
        ("۲ گھنٹے", None, ""),
        ("۵ منٹ", None, ""),
        ("۱۰", None, ""),
        ("۱ زبردست", None, ""),
        ("۵ خراب", None, ""),
        ("5 اچھا نہیں", None, ""),
        ("۴ یا ۵", None, ""),
        ("۵ بجے", None, ""),
        ("ایک گھنٹہ انتظار", None, ""),
        ("۲ نرسیں", None, ""),
        ("۲ برے ڈاکٹر", None, ""),
    ],
    "fil": [
        ("lima", 5, ""),
        ("5 salamat po", 5, "salamat po"),
        ("5 po", 5, "po"),
        ("singko", 5, ""),
        ("5 magaling", 5, "magaling"),
        ("pasensya, 4", 4, ""),
        ("ang marka ko ay 4", 4, ""),
        ("2 naghintay ako", 2, "naghintay ako"),
        ("1, bastos", 1, "bastos"),
        ("2 oras", None, ""),
        ("5 minuto", None, ""),
        ("1 magaling", None, ""),
        ("5 bastos", None, ""),
        ("hindi 5", None, ""),
        ("4 o 5", None, ""),
        ("alas 5", None, ""),
        ("2 tao", None, ""),
        ("2 bastos na nars", None, ""),
        ("5 kung mabilis", None, ""),
    ],
}
STOPS = [
    "STOP", "stop.", "Stop!!", "S T O P", "stop please", "please stop", "STOP texting me", "stop 5", "unsubscribe",
    "cancel", "cancel messages", "quit", "end", "opt out", "no more texts", "baja", "ALTO", "no más mensajes",
    "arrêt", "ARRETER", "désabonner", "стоп", "Отписаться", "توقف", "إلغاء", "إلغاء الاشتراك", "બંધ", "બંધ કરો",
    "بند کریں", "روکیں", "itigil", "tama na", "Hinto po", "5 STOP", "5. Stop", "great nurse. STOP", "5, stop please",
    "stop sending me these messages", "Stop!!!", "STOP\n", "\u200fتوقف\u200f", "ＳＴＯＰ", "please, stop", "Стоп.",
    "стоп пожалуйста", "opt-out", "désabonnement", "me désabonner", "je veux me désabonner", "I want to unsubscribe",
    "Quiero darme de baja", "хочу отписаться", "otpisatsya", "не присылайте больше", "удалите меня", "لا ترسلوا لي",
    "bandh karo", "message bandh karo", "msg band karo", "band karein", "મેસેજ ન મોકલો", "wag na mag text",
    "huwag na mag text", "sms stop", "stop sending me messages", "stop the messages", "STOP this now",
    "STOP SENDING ME THIS CRAP", "Take me off this list now", "Please take me off your list", "I said STOP", "STOOOOP",
    "stahp", "stoppppp", "Dejen de molestar", "Arrêtez de m'envoyer des sms", "Foutez-moi la paix", "Хватит мне писать",
    "لا ترسلون لي رسائل", "وقفوا الرسائل", "મને મેસેજ ન કરો", "مجھے میسج مت کرو", "Huwag niyo na akong i-text",
    "Tigilan niyo na ako", "stop texting me at night", "перестаньте писать мне", "can you stop",
    "do not text me again", "don't text me", "dont contact me again", "Opt me out", "desuscribir", "وقف",
    "dejen de mandar mensajes", "ayoko na ng text", "désinscrivez-moi", "મેસેજ ન કરશો", "મેસેજ બંધ", "message na karo",
    "не надо смс", "mujhe message mat karo", "I do not want to receive these messages", "stop?",
]  # fmt: skip
NOT_STOPS = [
    "the pain did not stop", "don't stop", "I waited at the bus stop for an hour", "cancel my appointment",
    "the end was good", "5 stop by any time", "stop treating patients like numbers, it is a shame", "tama",
    "stop by tomorrow", "please stop the pain", "arrêt maladie", "stop douleur", "itigil ang gamot?", "Stop the pills?",
    "stop bleeding", "стоп боль", "I want to stop smoking", "arrêt de travail", "message", "me",
    "стопа болит", "presión baja", "estoy de baja", "en arrêt jusqu'au 5", "quiero cancelar mi cita", "отмена записи",
    "درد بند", "દવાખાનું બંધ હતું", "dard band", "tama na po ba dosage",
    "stop lying to patients", "arrêtez de crier", "перестаньте хамить", "хватит хамить", "Stop making me wait", "text",
    "stop sending me to other doctors", "can you stop the bleeding", "huwag po", "wag", "stop being rude", "ya",
    "stop aux retards",
    "I do not receive messages", "I didn't get a text", "no message received", "no, text the doctor", "never stop",
    "do not stop sending", "I don't want to stop", "દવા બંધ કરો?", "can I stop taking the tablets",

    "I could not stop smiling. 5", "5 stop signs", "non-stop waiting", "unstoppable", "nonstoppp",
    "no contact", "no text", "4 nonstop",
]  # fmt: skip
AUTOMATIC = [
    "I'm driving right now, I will call you later.",
    "Automatic reply: out of office until 5 May",
    "Auto-reply: this number is not monitored",
    "Respuesta automática: vuelvo el lunes",
    "Réponse automatique: je suis absent",
    "Автоответ: я за рулем",
    "رد تلقائي",
]


# Put around a reply that is a mark, each of these makes it one that may mean something else.
DENIED = ["not {}", "no {}", "pas {}", "не {}", "ليس {}", "hindi {}"]
SPOILED = [
    "if {}", "almost {}", "maybe {}", "should be {}", "room {}", "last time {}", "my friend says {}",
    "0 {}", "1. {}", "${}", "#{}", "{}%", "{}?", "{} ؟", "{} or 4", "{} 0", "{} / 2", "{} → 2", "{} sorry two",
    "{} actually one", "{}\n1", "{}. No wait, 2", "{}, not", "{} (not)", "{} jk", "{} lol", "{}, said nobody",
    "{} if only",
]  # fmt: skip
ODD = [
    ("5\nthank you", 5), ("Hello\n5\nThanks", 5), ("5\n\nSent from my iPhone", 5), ("5\nRegards\nJohn", 5),
    ("1\nRude", 1),
    ("5\n2", None), ("Thanks\n5 o'clock", None), ("Loved “5”", None), ("Liked “Reply 1-5”", None), ("“5”", 5),
    ("  4  ", 4), ("5\r\n", 5), ("5\t", 5), ("5\x00", 5), ("\u200f٥\u200f", 5), ("5\u200b", 5), ("\ufeff5", 5),
    ("\u202a5\u202c", 5), ("5|4", None), ("5\n4", None), ("5.\n1.", None), ("", None), (" \n ", None),
    ("4\n> Clinic: please rate us from 1 to 5", 4), ("> 4", None), ("On Monday Clinic wrote: rate 1-5\n4", None),
    ("Clinic: how was Nora? Reply with a mark from 1 to 5 (5 = excellent).\n4", None),
    ("a" * 1600, None), ("5 " + "a" * 1600, None), ("great " * 300, None), ("5 " + "great " * 300, 5),
    ("5 " + "great " * 400, None),  # what was cut off could take it back
]  # fmt: skip


def scale_of(language):
    return (0, 10) if language == "to ten" else (1, 5)


def is_denial(text):
    return any(word.strip(".,،;:!") in LEXICON.NEGATION for word in fold(text).split())


def texts_of(block):
    """The texts of one block of the tables in ``replies``."""
    return " ".join(block.split()).split(" | ")


PARTS = [
    "1",
    "2",
    "5",
    "6",
    "10",
    "five",
    "two",
    "٥",
    "૫",
    "/",
    ".",
    ",",
    "-",
    ":",
    "!",
    "?",
    "%",
    "+",
    "out",
    "of",
    "not",
    "no",
    "or",
    "and",
    "hours",
    "minutes",
    "late",
    "good",
    "terrible",
    "waited",
    "the",
    "nurse",
    "nurses",
    "sorry",
    "stars",
    "👍",
    "😡",
    "if",
    "but",
]


DIGITS = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9\u0ae6-\u0aef]")
READ = [
    (text, mark)
    for language, marks in MARKS.items()
    for mark, block in marks.items()
    for text in texts_of(block)
    if language != "to ten"
]
# Letters that make words of no language, and no digits.
UNKNOWN = st.lists(
    st.text(st.sampled_from("bcdfgjkqvwxzжщъфкلضظثખઘછ"), min_size=4, max_size=9), min_size=1, max_size=3
).map(" ".join)
UNITS = {
    "am", "pm", "euros", "dollars", "pesos", "rupees", "rupee", "rs", "km", "kg", "mg", "ml", "%", "€", "°C",
    "ч", "руб", "лет", "года", "часов", "ريال", "جنيه", "سنوات", "روپے", "سال", "بجے", "રૂપિયા", "વર્ષ", "વાગ્યે",
    "taon", "piso",
    "oras", "beses", "tao", "ghante", "kalak", "baje", "chasa", "sa3at", "años", "ans", "h", "th", "x",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestReplyReader(BaseCase):
    """A wrong mark would be held against somebody's work: asking is allowed, guessing is not."""

    def test_replies(self):
        for language, replies in REPLIES.items():
            for text, mark, comment in replies:
                with self.subTest(language=language, text=text):
                    reading = read_reply(text, 1, 5)
                    self.assertEqual((reading.mark, reading.comment), (mark, comment))
                    self.assertEqual(reading.kind == "mark", mark is not None)

    def _assert_read(self, expected):
        """All of these at once: {(text, worst mark, best mark): mark}."""
        read = {question: read_reply(*question).mark for question in expected}
        self.assertEqual([(q, read[q]) for q in expected if read[q] != expected[q]], [])

    def test_table_of_marks(self):
        """What people write beside a mark must not keep it from being read: asking always would be easy."""
        self._assert_read(
            {
                (text, *scale_of(language)): mark
                for language, marks in MARKS.items()
                for mark, block in marks.items()
                for text in texts_of(block)
            }
        )

    def test_table_of_texts_that_are_no_mark(self):
        self._assert_read(
            {
                (text, *scale_of(language)): None
                for language, block in ASKED.items()
                for text in texts_of(block)
            }
        )

    def test_odd_characters_and_quotations(self):
        self._assert_read({(text, 1, 5): mark for text, mark in ODD})

    def test_a_mark_that_is_denied_doubted_or_has_a_rival_is_none(self):
        self._assert_read(
            {
                (pattern.format(text), 1, 5): None
                for language, marks in MARKS.items()
                for mark, block in marks.items()
                for text in texts_of(block)
                # "Not bad, 3" is a mark, and so are "un 3" and "not happy, 2".
                for pattern in SPOILED + DENIED * (mark != 3 and not is_denial(text))
                if language != "to ten" and text != "un"
            }
        )

    def test_whoever_was_asked_about_may_be_named(self):
        for text in ("5 Nora", "Nora 5", "5, Nora was great", "thanks Nora, 5", "Nora: 5"):
            self.assertEqual(read_reply(text, 1, 5, names=("Nora",)).mark, 5, text)
            self.assertIsNone(read_reply(text, 1, 5).mark, text)
        for text in ("5 for Nora", "5 for Dr Nora", "5 para la Dra. Nora", "5 pour Nora", "5 kay Nora", "5 для Nora"):
            self.assertEqual(read_reply(text, 1, 5, names=("Nora",)).mark, 5, text)
            self.assertIsNone(read_reply(text, 1, 5, names=("Ruiz",)).mark, text)
        for text in ("5 for Nora and 2 for the desk", "5 for Nora, not for the desk", "5 with Nora", "not 5 for Nora"):
            self.assertIsNone(read_reply(text, 1, 5, names=("Nora",)).mark, text)
        self.assertIsNone(read_reply("room 5", 1, 5, names=("Room",)).mark)
        for text in ("Lima", "Lima po", "Lima, salamat", "Lima 3", "Isa"):
            self.assertIsNone(read_reply(text, 1, 5, names=("Lima", "Isa")).mark, text)

    def test_stop(self):
        for text in STOPS:
            with self.subTest(text=text):
                self.assertEqual(read_reply(text, 1, 5).kind, "stop")
        for text in NOT_STOPS:
            with self.subTest(text=text):
                self.assertNotEqual(read_reply(text, 1, 5).kind, "stop")

    def test_start_and_help(self):
        for text in (
            "START", "start please", "unstop", "старт", "alta", "подписаться", "શરૂ કરો", "شروع کریں", "simula",
        ):  # fmt: skip
            self.assertEqual(read_reply(text, 1, 5).kind, "start", text)
        for text in ("HELP", "help?", "ayuda", "مساعدة", "tulong"):
            self.assertEqual(read_reply(text, 1, 5).kind, "help", text)
        for text in ("Please start my treatment earlier", "me dieron el alta", "સારવાર શરૂ કરો", "мне нужна помощь"):
            self.assertEqual(read_reply(text, 1, 5).kind, "unclear", text)

    def test_automatic_answers(self):
        for text in AUTOMATIC:
            self.assertEqual(read_reply(text, 1, 5).kind, "auto", text)

    def test_scale_to_ten(self):
        for text, mark in [
            ("0", 0), ("10", 10), ("10/10", 10), ("ten", 10), ("9 great", 9), ("8 out of 10", 8), ("zero", 0),
            ("5", 5), ("7 good but slow", 7), ("11", None), ("4/5", None), ("0 excellent", None), ("10 terrible", None),
            ("10 minutes", None), ("10 am", None), ("9 or 10", None),
        ]:  # fmt: skip
            self.assertEqual(read_reply(text, 0, 10).mark, mark, text)

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(st.text(max_size=200))
    def test_no_text_raises_or_leaves_the_scale(self, text):
        for low, high in ((1, 5), (0, 10)):
            reading = read_reply(text, low, high)
            self.assertEqual(reading.kind == "mark", reading.mark is not None)
            self.assertTrue(reading.mark is None or low <= reading.mark <= high)

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(
        st.lists(
            st.sampled_from([*PARTS, "\n"]),
            max_size=7,
        ),
        st.sampled_from(["", " "]),
    )
    def test_two_different_numbers_are_never_a_mark(self, parts, glue):
        text = glue.join(parts)
        reading = read_reply(text, 1, 5)
        values = {"1": 1, "2": 2, "5": 5, "6": 6, "10": 10, "five": 5, "two": 2, "٥": 5, "૫": 5}
        if reading.mark is not None and glue:
            self.assertIn(reading.mark, {values.get(part) for part in parts})
            self.assertNotEqual(parts[0], "not")

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(
        st.lists(st.sampled_from(sorted(LEXICON.role_of_word.keys() - LEXICON.OUT_OF)), max_size=8),
        st.sampled_from(range(11)),
        st.sampled_from(range(11)),
        st.integers(0, 8),
        st.sampled_from([" ", ", ", ". "]),
    )
    def test_two_rivals_are_never_a_mark(self, words, one, other, place, glue):
        for low, high in ((1, 5), (0, 10)):
            alone = read_reply(glue.join([str(one), *words]), low, high)
            self.assertIn(alone.mark, (None, one))
            if one != other:
                text = glue.join([str(one), *words[:place], str(other), *words[place:]])
                self.assertIsNone(read_reply(text, low, high).mark, text)

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(st.sampled_from(READ), st.sampled_from(["{0} {1}", "{1} {0}", "{0}. {1}", "{1}. {0}", "{0}{1}"]), UNKNOWN)
    def test_words_that_nobody_knows_never_change_a_mark_into_another(self, sample, pattern, words):
        text, mark = sample
        self.assertIn(read_reply(pattern.format(text, words), 1, 5).mark, (None, mark), (text, words))

    @settings(max_examples=1000, deadline=None, derandomize=True)
    @given(
        st.sampled_from([sample for sample in READ if DIGITS.search(sample[0])]),
        st.integers(0, 200), st.sampled_from(["left out", "twice", "exchanged", "another", "many times"]),
        st.sampled_from("aeiosntrоаеинтاوينમરનિ"),
    )  # fmt: skip
    def test_a_slip_of_the_thumb_never_changes_a_mark_into_another(self, sample, place, slip, letter):
        text, mark = sample
        letters = [index for index, character in enumerate(text) if character.isalpha()]
        if not letters:
            return
        at = letters[place % len(letters)]
        before, here, behind = text[:at], text[at], text[at + 1 :]
        if slip == "exchanged" and not behind[:1].isalpha():
            return
        slipped = {
            "left out": before + behind,
            "twice": before + here * 2 + behind,
            "many times": before + here * 5 + behind,
            "another": before + letter + behind,
            "exchanged": before + behind[:1] + here + behind[1:],
        }[slip]
        self.assertIn(read_reply(slipped, 1, 5).mark, (None, mark), slipped)

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(st.sampled_from(READ), st.sampled_from(READ), st.sampled_from([" ", ". ", "\n", ", "]))
    def test_two_marks_in_one_text_are_one_mark_only_if_they_agree(self, one, other, glue):
        expected = (None, one[1]) if one[1] == other[1] else (None,)
        self.assertIn(read_reply(one[0] + glue + other[0], 1, 5).mark, expected)

    def test_a_number_with_a_unit_is_no_mark(self):
        for unit in sorted(LEXICON.DURATIONS | UNITS):
            for pattern in ("{0} {1}", "{0}{1}", "{0}-{1}", "{0}, {1}", "{0} {1} good", "thanks {0} {1}", "{0} a {1}"):
                for number in ("1", "2", "5", "٥", "૫", "five", "пять"):
                    text = pattern.format(number, unit)
                    self.assertIsNone(read_reply(text, 1, 5).mark, text)

    def test_no_word_praises_in_one_language_and_blames_in_another(self):
        """The patient's language is not known: "ganda" is fine in Manila and dirty in Delhi."""
        self.assertFalse((LEXICON.PRAISE | LEXICON.GOOD) & (LEXICON.BLAME | LEXICON.BAD))
        self.assertFalse((LEXICON.BLAME | LEXICON.BAD) & (LEXICON.FUNCTION | LEXICON.NOUNS | LEXICON.THANKS))
        for text in ("1 ganda", "5 ganda", "۱، ڈاکٹر سے بات"):
            self.assertIsNone(read_reply(text, 1, 5).mark, text)

    def test_a_number_word_alone_means_itself_or_nothing(self):
        for word, value in LEXICON.NUMBERS.items():
            for text in (word, word.upper(), f"{word}!", f"({word})", f"{word} po"):
                self.assertIn(read_reply(text, 0, 10).mark, (None, value), text)

    def test_no_mark_is_a_keyword_and_no_keyword_is_a_mark(self):
        for text, _mark in READ:
            self.assertEqual(read_reply(text, 1, 5).kind, "mark", text)
        for text in LEXICON.STOP | LEXICON.STOP_WEAK | LEXICON.STOP_PHRASES:
            self.assertEqual(read_reply(text, 1, 5).kind, "stop", text)

    def test_endless_texts_are_read_quickly(self):
        for text in ("5" * 100_000, "5 " * 50_000, "waited " * 20_000, "\u0301" * 10_000, "stop " * 10_000):
            self.assertIsNone(read_reply(text, 1, 5).mark)
