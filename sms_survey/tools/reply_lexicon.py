"""Words that patients use in replies, in the languages of the clinics. Data only.

:mod:`.reply_reader` folds these words as it folds the reply: accents, Arabic vowel signs and
spellings of the same letter make no difference. A word that is missing makes us ask back; a
word in the wrong set makes us guess. When in doubt, leave it out.

The languages are, in this order: English, Spanish, French, Russian, Arabic, Gujarati, Urdu,
Filipino; then Gujarati, Urdu, Arabic and Russian as people type them in Latin letters.
"""


def _words(text):
    return frozenset(text.split())


def _phrases(text):
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


# ------------------------------------------------------------
# Keywords
# ------------------------------------------------------------

# Alone, or first with a few words beside.
STOP = _words(
    """
    stop stopall stahp unsubscribe unsub optout
    parar detener desuscribir desuscribirme desuscribanme
    arret arreter desabonner desabonnement desabonnez desinscrire desinscription desinscrivez stopper
    стоп отписка отписаться отпишите otpisatsya
    توقف اوقف ايقاف قف توقفوا اوقفوا وقفوا
    રોકો સ્ટોપ અટકાવો
    روکیں روکو سٹاپ اسٹاپ
    itigil tigil ihinto hinto tigilan
    """
)
# Also ordinary words ("cancel my appointment"): alone, or with nothing but STOP_OBJECTS beside.
STOP_WEAK = _words(
    """
    cancel end quit revoke remove alto baja cancelar basta dejen fin annuler arretez прекратите перестаньте отмена
    хватит وقف الغاء બંધ بند
    """
)
STOP_OBJECTS = _words(
    """
    me us this these that it the from all your list of off right already now sending send receiving getting contacting
    bothering my phone number sms
    text texts texting
    message messages messaging msg msgs thank you thanks
    mensajes mensaje los estos todo ya les ces ca messages de des du moi m'envoyer m'ecrire envoyer escribirme
    enviarme mandarme molestar molestarme me ya mas сообщения смс все меня мне писать слать присылать больше это
    الرسايل رسايل الاشتراك لي رسائل الرسائل على મેસેજ મને مجھے کریں کرو میسج کرو કરો karo kare karein kijiye na
    niyo nyo ninyo na ako akong ko
    """
)
# Behind a keyword these say what is to be stopped, whatever else is said: "stop texting me at night".
STOP_TEXTING = _words("texting messaging spamming spam harassing bothering contacting pestering sms")
STOP_TEXTS = _words(
    """
    text texts sms message messages msg msgs crap spam junk shit stuff mensajes mensaje сообщения смс رسائل الرسائل
    رسايل الرسايل મેસેજ میسج
    """
)
# Nothing but these, of each of the first two at least one: "do not text me again", "message mat karo".
STOP_DENIALS = _words(
    """
    no not don't dont never stop
    no dejen
    plus pas ne
    не
    لا
    ન ના નહીં નહિ
    نہ مت نہیں
    mat na nahi
    ayoko ayaw
    """
)
STOP_DENIED = _words(
    """
    text texts texting message messages messaging sms msg msgs contact
    mensajes mensaje escriban escribir envien enviar manden mandar
    ecrivez m'ecrivez envoyez m'envoyez textos
    пишите писать присылайте присылать шлите слать смс сообщения сообщений
    ترسل ترسلوا ترسلون تراسلوني رسائل الرسائل رسايل
    મેસેજ
    میسج
    """
)
# With nothing but "no" these may as well complain that nobody wrote.
STOP_DENIED_VAGUE = _words("text contact message msg mensaje")
STOP_DENIED_WITH = _words(
    """
    do i we want to send any more again ever anymore
    quiero recibir me mas de que
    veux recevoir de des
    надо нужно хочу получать больше мне
    لي اريد
    કરો કરશો મોકલો મોકલશો મને હવે
    کریں کرو بھیجیں بھیجو مجھے
    karo kare karna karjo bhejo bhejna mujhe mane
    ng na
    """
)
# "Huwag niyo na akong i-text": nothing but these, one of the last ones among them.
STOP_FILIPINO = _words("huwag wag na niyo nyo kayo kayong ako akong ko mag i dito po please")
STOP_FILIPINO_TEXTING = _words("text itext i-text magtext mag-text message i-message mensahe")
# What patients want stopped that is no text: "stop the pain", "arrêt maladie".
STOP_NOT_ABOUT = _words(
    """
    pain pains bleeding hurting treatment treating medicine medication pills tablets smoking drinking eating waiting
    yelling shouting crying lying being making charging ignoring surgery therapy appointment visit bus sign signs watch
    light here at in over
    dolor sangrado tratamiento medicina pastillas fumar autobus cita
    douleur douleurs maladie travail traitement medicament medicaments fumer bus metro rdv rendez-vous
    retard retards attente
    боль боли болит лечение лекарство таблетки курить кровь автобус прием
    الالم الم الدواء العلاج النزيف التدخين الموعد
    દુખાવો દવા સારવાર દર્દ درد دوا علاج dard dava
    sakit pananakit gamot dugo paninigarilyo gamutan
    """
)
# Said in front of a keyword, they wish for it: "I want to unsubscribe".
STOP_WISHES = _phrases(
    """
    i said
    i told you to
    i want to
    i want you to
    i would like to
    i'd like to
    can you
    could you
    quiero
    deseo
    je veux
    je voudrais
    je souhaite
    хочу
    я хочу
    اريد
    gusto ko ng
    gusto kong
    """
)
# Where the keyword is more than one word, or an ordinary word that only means this alone.
# "Stop by tomorrow" is no keyword.
STOP_NOT_BEFORE = _words("by")
STOP_PHRASES = _phrases(
    """
    opt out
    i do not want to receive
    i don't want to receive
    i dont want to receive
    opt me out
    remove me
    remove my number
    delete my number
    lose my number
    take me off
    no more
    no more messages
    no more texts
    do not text me
    dont text me
    do not text
    dont text
    do not message me
    dont message me
    do not contact me
    dont contact me
    do not send me messages
    dont send me messages
    no more sms
    leave me alone
    no quiero mensajes
    no quiero mas mensajes
    no quiero recibir mensajes
    no quiero recibir mas mensajes
    no me envien mensajes
    no me envien mas mensajes
    no me manden mensajes
    no me manden mas mensajes
    dejen de escribirme
    ne m'ecrivez plus
    ne m'envoyez plus de messages
    ne m'envoyez plus de sms
    ne m'envoyez plus rien
    plus de texto
    не присылайте
    не присылайте больше
    больше не присылайте
    не надо писать
    удалите меня
    удалите мой номер
    уберите меня
    لا ترسلوا لي
    لا ترسل لي
    لا ترسلوا رسائل
    لا اريد رسائل
    اوقفوا الرسائل
    મેસેજ ન મોકલો
    મેસેજ ના મોકલો
    મેસેજ ન કરો
    میسج نہ کریں
    میسج مت کرو
    میسج نہ بھیجیں
    band karo
    band kare
    band karein
    band kardo
    band kar do
    band kijiye
    bandh karo
    bandh karjo
    bandh kari do
    message mat karo
    message mat bhejo
    msg mat karo
    wag na mag text
    wag na magtext
    wag mag text
    wag na kayo mag text
    huwag na mag text
    huwag na magtext
    huwag mag text
    no mas
    no mas mensajes
    no me escriban
    no me manden
    no me envien
    no molesten
    no me molesten
    dejenme en paz
    dejame en paz
    borren mi numero
    foutez moi la paix
    laissez moi tranquille
    supprimez mon numero
    ne m'envoyez plus
    ne m'envoyez rien
    не присылайте мне
    оставьте меня в покое
    لا ترسلون
    لا ترسلون لي
    لا تراسلوني
    احذفوا رقمي
    મેસેજ ન મોકલશો
    میسج نہ کرو
    میسج نہ بھیجو
    darme de baja
    dar de baja
    plus de messages
    plus de sms
    ne plus recevoir
    не пишите
    не пишите мне
    больше не пишите
    لا ترسل
    لا ترسلوا
    الغاء الاشتراك
    બંધ કરો
    મેસેજ બંધ કરો
    بند کرو
    بند کریں
    میسج بند کریں
    tama na
    huwag na
    """
)
START = _phrases(
    """
    start
    unstop
    resume
    subscribe
    старт
    подписаться
    ابدا
    اشتراك
    شروع
    شروع کریں
    شروع کرو
    શરૂ
    શરૂ કરો
    ચાલુ કરો
    alta
    iniciar
    reanudar
    reprendre
    simula
    simulan
    """
)
HELP = _words("help info ayuda aide помощь инфо مساعده مدد મદદ tulong saklolo")
POLITE = _words(
    """
    please pls plz kindly por favor sil s'il vous plait svp merci пожалуйста من فضلک رجاء لطفا کریم
    મહેરબાની કૃપા કરીને براہ مہربانی paki pakiusap po
    """
)
# What telephones send of a touch on a message, with the message in quotation marks behind it.
REACTIONS = _phrases(
    """
    liked
    loved
    disliked
    laughed at
    emphasized
    emphasised
    questioned
    reacted to
    removed a like from
    removed a heart from
    le gusto
    le encanto
    a aime
    a adore
    понравилось
    """
)
AUTOMATIC = _phrases(
    """
    auto reply
    autoreply
    auto-reply
    auto response
    automatic reply
    automatic response
    automated response
    automated message
    automatic message
    out of office
    out of the office
    i am driving
    im driving
    i'm driving
    driving right now
    driving mode
    do not disturb
    cant talk right now
    can't talk right now
    can i call you later
    call you later
    not monitored
    unmonitored
    does not accept replies
    cannot receive
    away from my phone
    in a meeting
    respuesta automatica
    estoy conduciendo
    fuera de la oficina
    reponse automatique
    je conduis
    absent du bureau
    автоответ
    автоматический ответ
    я за рулем
    не могу говорить
    перезвоню
    رد الي
    رد تلقائي
    الرد التلقائي
    انا اقود
    خودکار جواب
    آپو آپ
    ઓટોમેટિક જવાબ
    awtomatikong sagot
    nagmamaneho ako
    """
)

# ------------------------------------------------------------
# Numbers
# ------------------------------------------------------------

NUMBER_WORDS = {
    word: value
    for value, line in enumerate(
        (
            "zero cero ноль нуль صفر શૂન્ય sero sefr shunya",
            "one uno un единица один واحد એક ایک isa aik wahed wahid wa7ed wa7id odin ek",
            "two dos deux два двойка двойку اثنان اثنين બે دو dalawa etnen etneen ithnan اتنين duha dva",
            "three tres trois три тройка тройку ثلاثه ثلاث ત્રણ تین tatlo "
            "teen talata tlata thalatha tlete تلاته تلات tran thran tri троечка",
            "four cuatro quatre четыре четверка четверку اربعه اربع ચાર چار apat kwatro "
            "kuwatro quatr katre kuatro cuatr chaar arba3a arb3a arbaa upat chetyre chetire 4etyre",
            "five cinco cinq пять пятерка пятерку خمسه خمس પાંચ પાચ پانچ lima singko "
            "fiv cinc sinq sinco paanch panch pach panj khamsa khamse 5amsa 5amse 5amseh пятак пятерочка pyat piat",
            "six seis шесть шестерка سته છ چھ anim sais چھے",
            "seven siete sept семь семерка سبعه સાત سات pito siyete sab3a sem saat",
            "eight ocho huit восемь восьмерка ثمانيه આઠ اٹھ walo otso تمانيه aath tmanya",
            "nine nueve neuf девять девятка تسعه નવ siyam nuebe nuwebe nwebe tes3a nau nav",
            "ten diez dix десять десятка عشره દસ دس sampu dyes diyes das dus asharah 3ashra desyat",
        )
    )
    for word in line.split()
}
# The whole, in the case that it has behind "из": "пять из пяти".
NUMBERS_OF_WHOLE = {"пяти": 5, "десяти": 10}
# Of these there was none: "5, zero complaints".
NONE_OF = _words("complaints issues problems quejas problemas defaut probleme претензий проблем жалоб")
# Articles, and what is left of "un 5" when a thumb slips: they announce a number, they are none.
ARTICLES = _words("un")
# Directly in front of a number they compare with it.
COMPARING = _words("worse peor pire хуже")
# Beside other words these are articles, pronouns, adjectives or verbs as often as numbers.
NUMBERS_ONLY_ALONE = _words(
    """
    one un uno один واحد એક ایک دو છ સાત نو isa dos tres dix sept six neuf anim ek aik teen tran thran tri dva sem das
    dus nau nav saat пятерочка троечка fiv pach cinc sais otso upat duha
    """
)
# ... but not in front of stars. "Una estrella", "ایک ستارہ" are missing: they may say that she is a star.
NUMBERS_OF_STARS = {"one": 1, "одна": 1, "две": 2, "dos": 2, "dalawang": 2, "tres": 3, "tatlong": 3, "limang": 5}
# Behind a number in letters they make it greater: "cinco mil gracias".
MULTIPLIERS = _words("mil mille")
# "4 out of 5", "4 de 5": the second number must be the best mark. Languages that name the whole
# first ("5 میں سے 4") have no word here.
OUT_OF = _phrases(
    """
    /
    of
    out of
    outta
    de
    sobre
    sur
    из
    من
    على
    sa
    """
)
# ... and the words behind the whole where it is named first.
WHOLE_FIRST = _phrases(
    """
    માંથી
    માથી
    میں سے
    mathi
    manthi
    mein se
    me se
    main se
    """
)
# Of the scale itself: "from 1 to 5 I give 4". The words in front, between and behind its ends.
SCALE_FROM = _phrases(
    """
    from
    of
    between
    scale of
    scale from
    a scale of
    a scale from
    on a scale of
    on a scale from
    on the scale of
    on the scale from
    del
    de
    entre
    en una escala de
    en una escala del
    en escala de
    en escala del
    echelle de
    sur une echelle de
    sur l'echelle de
    от
    по шкале от
    من
    بین
    على مقياس من
    sa
    mula
    mula sa
    sa scale na
    sa scale ng
    sa iskala na
    """
)
SCALE_TO = _words("to - a al à and y et до и الى ل و થી thi سے se hanggang til")
SCALE_IN = _words("માં ma મા માંથી میں mein me تک")
STARS = _words(
    """
    star stars estrella estrellas etoile etoiles звезда звезды звезд نجمه نجوم نجمات ستاره ستارے سٹار સ્ટાર bituin
    """
)
# With nothing behind them: "2 points: slow and rude" are two remarks.
# The mark is given to somebody: "5 for Nora", if she is the one who was asked about.
GIVEN_TO = _words("for to para pour для kay")
POINTS = _words("points pts puntos балл балла баллов نقاط درجات ગુણ માર્ક marks")
# "5 stars service": what stars may be said of.
STAR_THINGS = _words("service care treatment experience")

# ------------------------------------------------------------
# What may stand before and behind the mark and say nothing about it
# ------------------------------------------------------------

LEADS = _phrases(
    """
    my mark
    my mark is
    my mark is a
    my score
    my score is
    my score is a
    my rating
    my rating is
    my rating is a
    my rating would be
    my rating would be a
    my score would be
    my answer
    my answer is
    my vote is
    my rate
    my rate is
    rate
    rate is
    overall
    the mark is
    the score is
    the rating is
    mark
    score
    score is
    rating
    rating is
    answer
    answer is
    i give
    i give a
    i give you
    i give you a
    i give it
    i give it a
    i give her
    i give her a
    i give him
    i give him a
    i give them
    i give them a
    i would give
    i would give a
    i would give it a
    i would give her a
    i would give him a
    i would give her
    i would give him
    i'd give
    i'd give a
    i'd give it a
    i'd give her a
    i'd give him a
    id give
    id give a
    i'll give
    i'll give a
    i'll give it a
    i will give
    i will give a
    i'll say
    i'd say
    i'd say a
    id say
    id say a
    full
    i would like to give
    i would like to give a
    i want to give
    i want to give a
    we give
    we give a
    we give you
    we would give
    we would give a
    we rate
    it was a
    my visit was a
    you get a
    a perfect
    a full
    absolutely
    absolutely a
    without a doubt
    without a doubt a
    without doubt
    without hesitation
    easily a
    strong
    a strong
    sadly
    sadly a
    unfortunately
    unfortunately a
    sin duda
    sin duda un
    absolutamente
    absolutamente un
    lamentablemente
    lamentablemente un
    por desgracia
    sans hesitation
    sans aucun doute
    malheureusement
    malheureusement un
    un bon
    без сомнений
    без сомнения
    к сожалению
    крепкая
    بدون شك
    بلا شك
    للاسف
    i would say
    i would say a
    i'd rate it
    i'd rate it a
    i'd rate her
    i'd rate her a
    i'd rate him
    i'd rate him a
    i would rate it
    i would rate it a
    i'm giving a
    i'm giving you a
    giving a
    i rate
    i rate it
    i rate it a
    i rate you
    i rate her
    i rate him
    i rate them
    it's a
    its a
    it is a
    solid
    a solid
    a big
    definitely
    definitely a
    i say
    i vote
    sorry
    so sorry
    oops
    i mean
    i meant
    i meant to say
    i meant to write
    i meant a
    meant
    correction
    hello
    dear
    dear clinic
    good morning
    good afternoon
    good evening
    mi voto
    mi voto es
    mi voto es un
    puntaje
    mi puntaje
    mi puntaje es
    mi nota
    mi nota es
    mi nota es un
    nota
    mi calificacion
    mi calificacion es
    mi calificacion es un
    calificacion
    mi puntuacion
    mi puntuacion es
    puntuacion
    le doy
    le doy un
    les doy
    les doy un
    te doy un
    doy
    doy un
    damos
    damos un
    le damos
    le damos un
    les damos
    les damos un
    les doy un
    muy buenos dias
    muy buenas tardes
    yo le doy
    yo le doy un
    diria
    diria un
    diria que un
    yo diria
    yo diria un
    me equivoque es
    me equivoque es un
    pongo
    pongo un
    le pongo
    le pongo un
    un
    es un
    perdon
    perdona
    perdone
    disculpa
    disculpe
    lo siento
    quise decir
    queria decir
    hola
    buenos dias
    buenas tardes
    buenas noches
    ma note
    ma note est
    ma note est un
    nous donnons
    nous donnons un
    on donne
    on met
    on met un
    nous mettons
    je mets la note
    je donne la note
    je dirais
    je dirais un
    je donne
    je donne un
    je donne la note de
    je mets la note de
    bjr
    slt
    je lui donne
    je lui donne un
    je vous donne
    je vous donne un
    je mets
    je mets un
    je lui mets
    je lui mets un
    je vous mets un
    je vous mets
    je note
    ma note c'est
    c'est un
    pardon
    desole
    desolee
    excusez-moi
    excusez moi
    oups
    je voulais dire
    je veux dire
    bonjour
    bonsoir
    моя оценка
    моя оценка это
    оценка
    ставим
    мы ставим
    даем
    privet
    в целом
    однозначно
    оцениваю
    оцениваю на
    вернее
    точнее
    ставлю
    я ставлю
    поставлю
    даю
    я даю
    твердая
    твердое
    извините
    простите
    ой
    ошибся
    ошиблась
    имел в виду
    имела в виду
    я имел в виду
    я имела в виду
    хотел сказать
    хотела сказать
    исправление
    здравствуйте
    добрый день
    добрый вечер
    привет
    نعطيكم
    نعطيه
    نعطيها
    السلام عليكم ورحمه الله وبركاته
    السلام عليكم ورحمه الله
    wallah
    salam 3alaykom
    salam 3alaikom
    salamu alaykum
    تقييم
    والله
    تقييمي
    تقييمي هو
    التقييم
    التقييم هو
    درجتي
    درجتي هي
    اعطي
    اعطيكم
    اعطيه
    اعطيها
    اعطيك
    عفوا
    اسف
    اسفه
    اقصد
    قصدي
    مرحبا
    السلام عليكم
    صباح الخير
    مساء الخير
    تصحيح
    મારા તરફથી
    ભૂલ થઈ
    જય શ્રી કૃષ્ણ
    જય સ્વામિનારાયણ
    jay shree krishna
    jai shree krishna
    jay swaminarayan
    namaste
    namaskar
    kem cho
    mara taraf thi
    mara tarafthi
    ગુણ
    મારો ગુણ
    મારા ગુણ
    રેટિંગ
    મારું રેટિંગ
    મારો જવાબ
    જવાબ
    માફ કરશો
    માફ કરજો
    સોરી
    નમસ્તે
    મારો મતલબ
    معاف کیجیے
    معاف کریں
    معذرت
    سوری
    میری ریٹنگ
    ریٹنگ
    میرا مطلب
    میرا مطلب تھا
    میرا جواب
    میری طرف سے
    غلطی سے
    سلام
    salam
    salaam
    assalam o alaikum
    assalamu alaikum
    assalamualaikum
    asalam o alaikum
    salam alaikum
    salamo alaykom
    meri taraf se
    meri rating
    mera jawab
    poore
    pure
    rating ko ay
    grade ko
    grade ko ay
    ang grade ko
    bigay ko
    bigay ko ay
    bigyan ko ng
    bibigyan ko ng
    binibigyan ko ng
    ay
    gud am
    gud pm
    good am
    good pm
    good day
    magandang umaga
    magandang hapon
    magandang gabi
    magandang araw
    kumusta
    ang marka ko ay
    ang marka ko
    marka ko
    marka
    ang rating ko ay
    ang rating ko
    rating ko
    ang rate ko
    rate ko
    ang grado ko ay
    grado ko
    ang sagot ko ay
    ang sagot ko
    sagot ko
    pasensya
    pasensya na
    pasensya na po
    paumanhin
    paumanhin po
    sori
    sorry po
    hello po
    magandang araw po
    ibig kong sabihin
    """
)
GREETINGS = _phrases(
    """
    hello
    hi
    hey
    dear
    good morning
    good afternoon
    good evening
    good day
    hola
    buenos dias
    buenas tardes
    buenas noches
    buenas
    bonjour
    bonsoir
    здравствуйте
    добрый день
    добрый вечер
    доброе утро
    привет
    privet
    مرحبا
    السلام عليكم
    صباح الخير
    مساء الخير
    السلام علیکم
    નમસ્તે
    namaste
    salam
    assalam o alaikum
    magandang umaga
    magandang hapon
    magandang gabi
    magandang araw
    """
)
# Who is greeted: "Good morning doctor, 5". Without a greeting it could be the doctor's mark.
GREETED = _phrases(
    """
    doctor
    doc
    dr
    sir
    madam
    maam
    ma'am
    sir or madam
    sir/madam
    clinic
    team
    doctora
    dra
    docteur
    monsieur
    madame
    доктор
    دكتور
    دكتوره
    يا دكتور
    ڈاکٹر صاحب
    ڈاکٹر صاحبہ
    ડોક્ટર સાહેબ
    ડોક્ટર
    doctor sahab
    doctor saab
    bhai
    """
)
# Whatever was visited may be named as what is rated.
_RATED = "my visit|the visit|this visit|my experience|the experience|my appointment|the service|your service|my care"
LEADS |= {
    f"{verb} {rated}{article}"
    for verb in ("i rate", "i'd rate", "id rate", "i would rate", "i'll rate", "we rate", "rate")
    for rated in _RATED.split("|")
    for article in ("", " a", " as", " with a")
}
# These announce a mark only where nothing but thanks follows: "only 3 nurses", "she deserves 5 medals".
LEADS_ALONE = _phrases(
    """
    only
    only a
    just
    just a
    deserve
    deserves
    deserves a
    she deserves
    she deserves a
    he deserves
    he deserves a
    they deserve
    they deserve a
    you deserve
    you deserve a
    solo
    merece
    merece un
    se merece
    se merece un
    seulement
    merite
    merite un
    elle merite
    elle merite un
    il merite
    il merite un
    только
    заслуживает
    она заслуживает
    он заслуживает
    заслуживают
    они заслуживают
    فقط
    يستحق
    تستحق
    تستاهل
    يستاهل
    ફક્ત
    માત્ર
    صرف
    sirf
    deserve nya
    deserve niya
    deserve nya ang
    deserve niya ang
    """
)
# Who gives the mark, where the verb stands behind it: "میں ۵ دیتا ہوں".
GIVERS = _phrases(
    """
    હું
    میں
    я
    અમે
    ہم
    hu
    hun
    ame
    hum
    main
    mein
    """
)
# What the question asked for: "number 5". But "number 1" is the best of all.
NUMBER_LEADS = _words("number رقم નંબર نمبر")
TAILS = _phrases(
    """
    all the way
    without a doubt
    without doubt
    without any doubt
    without hesitation
    без сомнения
    بدون شك
    for everything
    por todo
    pour tout
    за все
    from all of us
    from us
    from my family
    de nuestra parte
    de notre part
    от нас
    galing sa amin
    mula sa amin
    આપીએ છીએ
    દઉં છું
    دیتے ہیں
    dete hain
    aapiye chiye
    wallah
    والله
    de verdad
    بلا شك
    sin duda
    sin dudarlo
    sans hesiter
    sans hesitation
    bien sur
    evidemment
    однозначно
    без сомнений
    pala
    gid
    gyud
    jud
    syempre
    siyempre
    deta hun
    deta hu
    deta hoon
    deti hun
    deti hu
    deti hoon
    aapu chu
    aapu chhu
    apu chu
    aapish
    આપીશ
    meri taraf se
    hai meri taraf se
    mara taraf thi
    from me
    from my side
    only
    overall
    as usual
    as always
    as ever
    definitely
    for sure
    como siempre
    solamente
    comme toujours
    comme d'habitude
    seulement
    как всегда
    как обычно
    كالعاده
    كالمعتاد
    فقط
    હંમેશની જેમ
    ہمیشہ کی طرح
    lang
    lang po
    gaya ng dati
    tulad ng dati
    po ang rating ko
    ang rating ko
    ang rate ko
    is my mark
    is my score
    is my rating
    is my answer
    por mi parte
    de mi parte
    es mi nota
    pour ma part
    de ma part
    est ma note
    от меня
    моя оценка
    ставлю
    من عندي
    مني
    تقييمي
    મારા તરફથી
    આપું છું
    میری طرف سے
    دیتا ہوں
    دیتی ہوں
    mula sa akin
    galing sa akin
    ang marka ko
    ang sagot ko
    """
)
# These must be closed by punctuation: "hi 5" and "note 5" are something else.
LEADS_WITH_COMMA = _phrases(
    """
    hi
    hey
    hi there
    hello there
    note
    mali
    ay mali
    erreur
    me equivoque
    buenas
    madame
    monsieur
    sir
    madam
    dear sir or madam
    dear sir/madam
    salut
    hi po
    """
)

# ------------------------------------------------------------
# What the words say about the service
# ------------------------------------------------------------

PRAISE = {
    "en": """
    excellent perfect perfectly amazing awesome wonderful wonderfully fantastic superb outstanding brilliant best love
    loved loves great exceptional incredible delighted flawless happy wow adore lovely grateful thankful bravo
    brill slay kindness professionalism impeccable superior phenomenal terrific marvelous marvellous fabulous
    exemplary
    """,
    "es": """
    felicidades felicitaciones excelente excelentes perfecto perfecta perfectamente maravilloso maravillosa
    maravillosos fantastico fantastica
    genial sobresaliente increible mejor encanto encanta encantada encantado magnifico magnifica estupendo estupenda
    impecable
    buenisimo buenisima agradecido agradecida feliz adoro
    """,
    "fr": """
    adorable adorables parfait parfaite parfaitement formidable formidables super geniale merveilleux merveilleuse
    magnifique meilleur
    meilleure excellente excellents excellentes impeccable exceptionnel exceptionnelle ravi ravie adore j'adore
    heureux heureuse extraordinaire nickel
    """,
    "ru": """
    кайф огонь отл отлично отличный отличная отличное отличные прекрасно прекрасный прекрасная прекрасное прекрасные
    замечательно
    замечательный замечательная замечательные супер великолепно великолепный лучший лучшая лучшие идеально
    идеальный восхитительно превосходно шикарно люблю обожаю благодарен благодарна молодец молодцы умница
    восторге счастлива счастлив
    """,
    "ar": """
    ممتاز ممتازه ممتازين روعه رائع رائعه رائعين الافضل افضل مذهل مذهله احببت سعيد سعيده مثالي مثاليه خيالي متميز متميزه
    ماشاءالله جزاكم جزاك يجزاكم خير خيرا بارك تسلم تسلموا يعطيكم يعطيك العافيه
    """,
    "gu": "બેસ્ટ સુપર ઉત્તમ શ્રેષ્ઠ અદ્ભુત ઉત્કૃષ્ટ ખુશખુશાલ આભારી સર્વોત્તમ લાજવાબ અફલાતૂન",
    "ur": "بہترین زبردست شاندار لاجواب عمدہ اعلی مثالی شکرگزار کمال پسند",
    "fil": "napakagaling napakahusay mahusay pinakamahusay pinakamagaling napakaganda napakabait napakaayos perpekto",
    "latin": """
    raw3a ra2e3 momtaz momtaza mumtaaz raye3 zabardast behtreen bahetreen shaandar lajawaab
    mashallah jazakallah behtareen behtarin zabardast shandar lajawab uttam mumtaz otlichno prekrasno zamechatelno
    """,
}
GOOD = {
    "en": """
    patient painless easy easily impressed good nice nicely friendly helpful satisfied pleased professional
    professionally
    clean recommend recommended polite
    caring gentle attentive pleasant respectful warm smooth smoothly efficient efficiently comfortable competent
    knowledgeable punctual welcoming thorough courteous kind quick quickly fast prompt promptly well liked
    enjoyed sweet skilled supportive reassuring reassured cheerful careful helped
    accommodating considerate compassionate approachable informative
    """,
    "es": """
    bueno buena buenos buenas buen bien amable amables amabilidad rapido rapida rapidos satisfecho satisfecha contento
    contenta recomiendo recomendable limpio limpia agradable agradables puntual puntuales eficiente eficientes comodo
    comoda atento atenta atentos atentas profesional profesionales gusto simpatico simpatica carinoso carinosa
    educado educada respetuoso respetuosa bonito linda lindo
    """,
    "fr": """
    bon bonne bons bonnes bien gentil gentille gentils gentilles aimable aimables satisfait satisfaite content contente
    recommande rapide rapides propre agreable agreables ponctuel ponctuelle efficace efficaces competente competents
    competentes professionnel professionnelle professionnels sympa sympathique sympathiques chaleureux chaleureuse
    accueillant accueillante attentif attentive souriant souriante doux douce poli polie serieux rassurant
    rassurante
    """,
    "ru": """
    хор хорошо хороший хорошая хорошее хорошие понравилось понравился понравилась понравилось доволен довольна довольны
    вежливо вежливый вежливая вежливые быстро рекомендую приятно приятный приятная приятные внимательный внимательная
    внимательные внимательно добрый добрая доброжелательно доброжелательный доброжелательная вовремя чисто удобно
    профессионально профессионал профессионалы компетентный компетентная качественно чудесно
    """,
    "ar": """
    راقي راقيه حلوين جيد جيده جيدين حسن حسنه لطيف لطيفه لطيفين سريع سريعه راضي راضيه محترم محترمه محترمين كويس كويسه
    مريح مريحه مهذب
    مهذبه نظيف نظيفه طيب طيبه اعجبني اعجبتني حلو حلوه متعاون متعاونه جميل جميله زين زينه تمام
    """,
    "gu": "સારું સારુ સારી સારા સારો સરસ મજાનું ખુશ ગમ્યું ગમી ગમ્યો મસ્ત બરાબર સંતોષ સંતોષકારક સંતુષ્ટ નમ્ર માયાળુ ઝડપી ચોખ્ખું",
    "ur": "اچھا اچھی اچھے خوش مطمئن مہربان خوب تیز صاف نرم مددگار تسلی بخش خوشگوار",
    "fil": """
    maganda magaling magagaling mabait mababait mabilis masaya nasiyahan maayos ayos magalang malinis maasikaso
    matulungin maalaga satisfied nagustuhan mapagkalinga magiliw bait husay solid
    """,
    "latin": """
    badhiya badiya acha accha barabar acche achche tamam helw helwa 7elw 7elwa jamil jameel kwayyes kwayes kowayes
    quayes helwa saru sari acchi achhi mast majja  achha achi acchi
    bahut-acha khoob saras saru horosho khorosho kwayes zain jayed
    """,
}
# Fits a middling mark and no other.
MILD = _words(
    """
    ok okay fine average alright so-so soso decent acceptable adequate normal normalito regular aceptable correcto
    correcta moyen
    moyenne correct correcte acceptable passable неплохо нормально норм удовл meh bof mid нормальный нормальная средне
    удовлетворительно
    عادي عاديه مقبول مقبوله متوسط متوسطه وسط ઠીક ઠીકઠાક સામાન્ય સાધારણ ٹھیک مناسب عام درمیانہ katamtaman pwede normalno
    theek thik thak thaak
    """
)
# What a good nurse does; denied, it is blame.
DEEDS = _words(
    """
    listened listens listen explained explains explain smiled smile smiles cared cares answered apologized apologised
    apologize help helps respected told informed
    escucho escucharon explico explicaron ayudo ayudaron sonrio atendio atendieron
    ecoute explique aide souri
    выслушал выслушала выслушали объяснил объяснила объяснили помог помогла помогли помощь
    استمع استمعت شرح شرحت المساعده ساعد ساعدت ساعدني ساعدتني ساعدوني
    સમજાવ્યું સાંભળ્યું મદદ
    سمجھایا سنا مدد
    nakinig ipinaliwanag tumulong tinulungan tulong
    """
)
BLAME = {
    "en": """
    terrible terribly awful horrible worst disgusting unacceptable hate hated rude rudely rudeness bad badly shame
    shameful disgrace disgraceful pathetic useless incompetent incompetence nightmare appalling dreadful poor poorly
    disappointed disappointing unprofessional angry avoid upset yelled yelling shouted shouting screamed screaming
    insulted
    lied
    cheated scam stole sucks sucked crap crappy shit wtf arrogant impatient careless unhelpful misdiagnosed neglected
    humiliated humiliating sexist racist dangerous disrespectful disrespected atrocious lousy disaster mess garbage
    rubbish joke shocking shocked
    """,
    "es": """
    pesimo pesima pesimos malo mala malos malas mal peor asco asqueroso asquerosa grosero grosera groseros groseras
    groseria inaceptable verguenza decepcionado decepcionada decepcionante fatal grito gritaron insulto insultaron
    mintio mintieron estafa incompetente incompetentes inutil inutiles maltrato desastre horrible horribles maleducado
    maleducada maleducados antipatico antipatica deplorable
    """,
    "fr": """
    mauvais mauvaise affreux affreuse nul nulle nuls pire inacceptable honte honteux impoli impolie impolis decu decue
    decevant decevante degoutant crie insulte menti arnaque arrogante maltraite scandaleux catastrophe catastrophique
    desagreable desagreables lamentable inadmissible mediocre malpoli malpolie
    """,
    "ru": """
    отвратительное отвратительная плохо плохой плохая плохое плохие ужасно ужасный ужасная ужасное ужас хуже худший
    отвратительно отвратительный
    грубо хамят грубят грубый грубая грубые грубость грубила грубил нагрубила нагрубил нахамила нахамил нахамили
    хамство хамка хамы
    хам безобразие кошмар кошмарно позор разочарован разочарована орал орала кричал кричала кричали наорал наорала
    обманул обманула обманули хамил хамила хамили навредили мошенники безразличие некомпетентный некомпетентная
    """,
    "ar": """
    وحش وحشه سيء سيئ سيئه فظيع فظيعه اسوا مخجل وقح وقحه وقحين مقرف صرخ صرخت صرخوا كذب كذبوا نصاب اهمال اهانه اهانوني
    متكبر
    متكبره زفت مهزله فاشل فاشله رديء رديئه مقزز
    """,
    "gu": "ખરાબ ભયંકર નકામું નકામુ નકામી અસભ્ય ઉદ્ધત ઉદ્ધતાઈ છેતરપિંડી બેદરકાર બેકાર તોછડી તોછડું તોછડો અપમાન",
    "ur": "بکواس برا بری برے بدترین خراب بدتمیز بدتمیزی گھٹیا مایوس بیکار چیخا چلایا جھوٹ دھوکہ لاپرواہی توہین بدسلوکی",
    "fil": """
    napakapangit masama pangit bastos nakakainis palpak walang-hiya walanghiya sinigawan nagsinungaling pabaya mayabang
    masungit
    masusungit nakakadismaya dismayado dismayada kupal pangit napakasama napakabastos napakasungit
    """,
    "latin": """
    kharab bekar uzhasno ploho plokho bura buri bure badtameez bakwas bakwaas ghatiya zift zeft khara
    otvratitelno wa7ish
    """,
}
BAD = {
    "en": """
    slow slowly late waited wait waits waiting delay delayed delays unfriendly dirty long expensive unhappy dissatisfied
    ignored confused confusing issue issues problem problems complaint complaints rushed crowded noisy smelly overpriced
    uncomfortable unclear impersonal queue queues forever unpunctual disorganized disorganised chaotic cold indifferent
    """,
    "es": """
    lento lenta lentos espere esperando esperamos espera esperar retraso demora demoraron tardaron tardo sucio sucia
    caro cara problema problemas queja quejas cola colas caos ruido incomodo largo larga ignoraron desorganizado
    desorganizada tardado
    """,
    "fr": """
    lent lente lents retard attendu attente attendre cher chere probleme problemes plainte bruyant bruyante bonde
    inconfortable longue longtemps ignore froid froide desorganise
    """,
    "ru": """
    торопился торопилась торопились долго долгое ждал ждала ждали ждать ожидание медленно медленный поздно опоздал
    опоздала опоздание грязно грязный
    дорого очередь очереди проблема проблемы толпа шумно неудобно равнодушно холодно
    """,
    "ar": """
    انتظرت انتظرنا الانتظار انتظار بطيء بطيئه تاخر تاخروا تاخير متاخر طويل طويله غالي زحمه ازدحام طابور وسخ مشكله مشاكل
    """,
    "gu": "રાહ ધીમું ધીમી મોડું ગંદું મોંઘું ભીડ લાઇન લાંબી",
    "ur": "انتظار دیر سست گندا مہنگا بھیڑ قطار لمبا لمبی مسئلہ",
    "fil": "naghintay matagal mabagal marumi huli siksikan maingay pila mahaba napakatagal napakabagal paghihintay",
    "latin": "intezar intezaar der modu dolgo zhdal zhdala",
}
# Words that begin so are blame as well in the free words behind a verdict,
# or take the mark back: "wrong button".
BLAME_STEMS = _words(
    """
    mist typo slip button press
    yell shout scream rud insult los lost forg wrong hurt lie lying lied steal stole cheat mock laugh unprof
    disappoint ignor wait late delay slow terribl horribl awful worst worse bad poor hate complain problem sue lawyer
    refus reject blood bled bleed infect damag broke break miss overcharg pain cancel racis sexis never
    espera tard lent mal peor horrib grit insult mint perd error equivoc demand quej dolor sangr abogad
    attend retard nul mauvais pire horrib cri insult ment perd erreur plain mal avocat
    жда долг медл плох хуж ужас груб хам ора крич обман потер ошиб жалоб бол суд никогда
    انتظر تاخر سيء سيئ صرخ كذب خطا الم شكوى
    રાહ ખરાબ ભૂલ ફરિયાદ
    انتظار خراب غلط شکایت درد
    hintay tagal bagal bastos sigaw mali reklamo sakit
    """
)
# What somebody did: beside a number it may count who did it ("2 yelled at me").
ACTIONS = _words(
    """
    love loved loves adore recommend recommended liked enjoyed helped yelled shouted screamed insulted lied cheated
    stole sucks sucked misdiagnosed neglected humiliated disrespected hate hated ignored delayed best patient
    encanto encanta adoro recomiendo grito gritaron insulto insultaron mintio mintieron maltrato demoraron tardaron
    tardo ignoraron mejor gusto
    adore j'adore recommande crie insulte menti maltraite ignore meilleur meilleure
    люблю обожаю рекомендую орал орала кричал кричала кричали наорал наорала обманул обманула обманули хамил хамила
    хамили нахамил нахамила нахамили нагрубил нагрубила грубил грубила навредили опоздал опоздала понравилось
    понравился понравилась лучший лучшая лучшие
    صرخ صرخت صرخوا كذب كذبوا اهانوني احببت اعجبني اعجبتني افضل الافضل
    چیخا چلایا
    sinigawan nagsinungaling nasiyahan nagustuhan
    """
)
NEGATION = _words(
    """
    not no never nobody nothing none wasnt wasn't isnt isn't didnt didn't dont don't doesnt doesn't without hardly cant
    can't cannot couldnt couldn't nor neither werent weren't arent aren't wont won't barely
    nunca nadie nada sin tampoco ni jamas ningun ninguna
    pas jamais rien aucun aucune sans non ne n'est nest n'etait plus personne n'a n'ont
    не нет ни без никогда никто ничего нельзя
    ليس ليست لم لا لن غير بدون ما مش مو ماكان
    નથી ન નહીં નહિ ના વગર નહોતું નહોતી
    نہیں نہ بغیر مت
    nahi nahin nathi mish mesh msh
    hindi wala walang di hinding hnd
    """
)
# Behind what they deny.
NEGATION_BEHIND = _words("nahi nahin nathi નથી નહીં નહિ નહોતું નહોતી نہیں")
# These can be said of as many as the number says: "3 buenas", "2 muy groseras".
PLURALS = _words(
    """
    buenos buenas malos malas excelentes maravillosos amables rapidos puntuales agradables atentos atentas profesionales
    lentos groseros groseras pesimos maleducados horribles inutiles incompetentes eficientes
    bons bonnes gentils gentilles formidables excellents excellentes aimables rapides agreables competents competentes
    professionnels sympathiques efficaces lentes impolis nuls desagreables lents
    отличные замечательные прекрасные лучшие хорошие приятные вежливые внимательные плохие грубые хамы молодцы
    профессионалы мошенники
    جيدين ممتازين رائعين لطيفين محترمين وقحين
    સારા اچھے برے
    magagaling mababait masusungit
    """
)
# Things that can be counted: "1 problem", "3 long waits".
BAD_THINGS = _words(
    """
    issue issues wait waits waiting delay delays problem problems complaint complaints queue queues
    retraso demora espera problema problemas queja quejas cola colas
    retard attente probleme problemes plainte
    очередь очереди проблема проблемы опоздание ожидание
    انتظار تاخير مشكله مشاكل طابور
    مسئلہ قطار
    pila
    """
)
# Of being late: "3 late" may be said of hours, "3 very late" is not.
LATENESS = _words("late tarde retard поздно опоздание متاخر تاخير મોડું મોડા دیر لیٹ huli der modu")
# They begin the reason for a mark.
BECAUSE = _words("из-за because coz cuz bcoz bcz porque car لان عشان علشان کیونکہ kyunki kasi dahil")
BUT = _words(
    """
    but however although though except yet still
    pero sino aunque excepto salvo embargo
    mais cependant sauf quoique
    но однако хотя кроме а
    لکن بس الا غير
    પણ પરંતુ
    لیکن مگر
    kaso ngunit subalit maliban lekin magar pan
    """
)
AND = _words("and & y e et и و અને તથા اور at pati tsaka saka")
VERY = _words(
    """
    highly whatsoever very really so too quite extremely absolutely totally super truly always all just simply pretty
    most
    muy realmente mucho mucha todo toda todos siempre super totalmente bastante demasiado
    tres vivement vraiment trop tout toute tous toujours tellement assez
    очень слишком всегда всё все просто действительно совсем крайне
    جدا للغايه كثير كبير كثيرا دائما كل كلش
    જ ખૂબ ખુબ બહુ ઘણું ઘણો ઘણી બધું બધુ ખરેખર એકદમ
    بہت واقعی بالکل ہمیشہ انتہائی سب
    napaka sobra sobrang talaga talagang lahat lagi laging sadyang medyo
    bahut bohat bohot bahu khub ekdum badhu badhuj sab j bau ghanu ghani awi awy gedan ktir kteer ochen
    """
)

# ------------------------------------------------------------
# Words that say nothing of their own
# ------------------------------------------------------------

THANKS = _words(
    """
    tysm thnx thanx tq mrc slmt salamuch grasias спс спасибки مہربانی thanks thank thx ty tnx thankyou gracias merci
    спасибо благодарю شكرا مشكور مشكورين شکریہ આભાર ધન્યવાદ salamat
    shukran shukriya shukria aabhar dhanyavad spasibo maraming-salamat
    """
)
COURTESY = _words(
    """
    you u so much very all everyone everybody dear doc
    muchas mil muchisimas todos
    beaucoup bcp bien mille
    большое огромное вам тебе всем
    جزيلا لكم لك كثيرا الله
    ખૂબ તમારો આપનો
    بہت اپ کا
    maraming marami ninyo inyo kayo
    yaar bhai saheb sahab સાહેબ صاحب jazilan ktir bestie
    """
)
CLOSING = _words("regards sincerely cheers saludos cordialement")
PARTICLES = _words("po opo ho")
# French leaves a vowel out before another: "d'attente".
# In front of an adjective, of six letters each: "napakapangit".
SUPERLATIVE_PREFIXES = _words("napaka pinaka")
ELIDED = _words("d l qu s m t")
# The Arabic article is one word with its noun: "بدون الانتظار".
ARTICLE_IN_FRONT = "ال"
# So is "and": "ممتاز وشكرا".
AND_IN_FRONT = "و"
# Alone before a number these may agree to something: "good, 5".
CONSENT = _words(
    "well good fine ok okay bien bueno bon хорошо تمام جيد طيب حسنا زين સારું ઠીક اچھا ٹھیک ayos maayos acha accha theek"
)
# May be the first word right behind the mark; none could be a thing that is counted.
ENGLISH_BEGINNERS = _words(
    "i we my our the this she he they it it's its everything everyone everybody nobody never not no"
)
BEGINNERS = ENGLISH_BEGINNERS | _words(
    """
    estoy estamos quede quedamos me mi el la los las nos me todo todos nadie nunca
    je j'ai jai on nous ma mon le la les c'etait cetait tout personne jamais
    я мы мне нам меня мой моя врач доктор медсестра администратор все никто никогда
    انا نحن كان كانت الطبيب الدكتور الخدمه الدكتوره الطبيبه
    હું અમે મને અમને
    ہم مجھے ہمیں میں
    ako kami si
    """
)
NOUNS = _words(
    """
    service team doctor dr nurse dentist receptionist reception assistant therapist surgeon specialist physician
    hygienist clinic hospital experience visit treatment care attention procedure checkup examination consultation
    person lady desk front son daughter mother father mom mum dad wife husband child baby family
    servicio atencion trato doctor doctora medico medica enfermera enfermero personal experiencia clinica
    hijo hija madre padre mama esposo esposa bebe familia personal senorita recepcionista recepcion consulta
    tratamiento dentista equipo
    dra visita
    soin medecin docteur infirmiere infirmier accueil equipe secretaire dentiste clinique traitement visite
    secretariat personnel fils fille mere pere mari femme famille
    врач доктор сервис обслуживание персонал лечение прием клиника медсестра отношение администратор стоматолог
    регистратура доктору врачу медсестре персоналу сын дочь мама ребенок муж жена
    الخدمه خدمه الطبيب الدكتور الدكتوره الطبيبه الممرضه الممرض العياده المعامله معامله طبيب دكتور دكتوره التعامل تعامل
    الاستقبال تجربه طبيبه ممرض ممرضه عياده ابني ابنتي بنتي
    દીકરી દીકરો વર્તન કામ seva સેવા ડોક્ટર નર્સ સારવાર દવાખાનું સ્ટાફ અનુભવ
    ڈاکٹر نرس سروس علاج کلینک عملہ تجربہ رویہ خدمت
    serbisyo anak nanay doktor doktora nars dentista klinika gamutan
    """
)
# Behind an adjective these say that the number counts them: "2 kind nurses", "2 bastos na nars".
COUNTED = _words(
    """
    staff doctors nurses dentists receptionists people services
    doctores enfermeras enfermeros medicos
    soins medecins infirmieres infirmiers
    врачи медсестры сотрудники
    الاطباء الممرضات الممرضين الموظفين الموظفات الطاقم
    ડોક્ટરો
    نرسیں
    na mga
    """
)
# Singular, as these languages never count: "5 doctora excelente", "5 équipe au top", "5 دكتور رائع".
NEVER_COUNTED = _words(
    """
    doctora medico medica enfermera enfermero personal equipo
    medecin docteur infirmiere infirmier equipe personnel secretaire
    طبيب طبيبه دكتور دكتوره عياده ممرض ممرضه
    """
)
# In these nothing can be counted: "5 great service".
MASS_NOUNS = _words(
    """
    service care treatment attention
    servicio atencion trato
    accueil
    сервис обслуживание отношение
    خدمه معامله تعامل
    વર્તન કામ عملہ رویہ персонал
    સેવા seva سروس serbisyo
    """
)
# Staff are called by their names behind these: "doctor Petrova".
TITLES = _words("doctor dr nurse dra doctora docteur dr enfermera infirmiere врач доктор ms mrs mr miss madame")
FUNCTION = _words(
    """
    i we me us my our your the a an this that it its it's is was were are am be been had have has did do does at
    in on of for to with from as by she he they her his him them their who which there here and during about
    anyone anybody customer whole entire
    everything everyone everybody feel felt made treated took done ever overall anything something
    yo me nos mi nuestro nuestra el la los las un una lo le les es fue fueron era eran estaba estaban esta estoy son he
    hemos ha han hay de del en con por para al a su sus que se todo todos ella ellos
    je j'ai jai on nous mon ma mes notre le la les l un une des du de au aux est sont etait etaient c'etait cetait c'est
    cest j'etais a ai avons ont ete en dans avec par pour a il elle ils elles son sa ses ce cette qui que tout tous
    прошло прошел прошла прошли
    я мы мне нам меня нас мой моя мое наш был была было были это в во на с со у к от для о он она они его ее их
    انا نحن كان كانت في من مع على عن الى هذا هذه هو هي هم لي لنا كل تم
    હું અમે મને અમને મારો મારી મારું અમારો આ તે છે હતું હતી હતા હતો માં થી ને નો ની નું ના કરી પડી લાગ્યું તેઓ રહ્યો રહી
    جوવી જોવી જોઈ
    میں ہم مجھے ہمیں میرا میری ہمارا یہ وہ ہے ہیں تھا تھی تھے کا کی کے کو سے نے پر کیا گیا لگا رہا رہی ہوا ہوئی پڑا کرنا
    hai hain tha thi laga lagi che chhe hatu hati hui thayu
    ang ng nang sa si ay ako kami namin nila nyo niya nya ko kay ni ito iyon siya sila yung nag para kasi dahil naman
    din rin po
    """
)
# Only behind a noun or a word of praise or blame: "great service today".
TODAY = _words("today hoy aujourd'hui сегодня اليوم આજે آج ngayon")
# A pause of a whole phrase that has a meaning of its own.
PHRASES = {
    "thanks": _phrases(
        """
        many thanks
        thanks a lot
        الف شكر
        كل الشكر
        મદદ માટે આભાર
        مدد کا شکریہ
        """
    ),
    # How texts end; they say nothing.
    "closing": _phrases(
        """
        kind regards
        best regards
        warm regards
        best wishes
        kindest regards
        yours sincerely
        yours truly
        sent from my iphone
        sent from my phone
        sent from my mobile
        sent from my android
        sent from my samsung
        saludos
        un saludo
        saludos cordiales
        un abrazo
        cordialement
        bien cordialement
        bien a vous
        bonne journee
        bonne soiree
        с уважением
        تحياتي
        مع تحياتي
        مع التحيه
        """
    ),
    "praise": _phrases(
        """
        dios les bendiga
        dios le bendiga
        dios la bendiga
        dios lo bendiga
        que dios los bendiga
        дай бог здоровья
        дай бог вам здоровья
        no cap
        spot on
        nothing but praise
        zero complaints
        zero issues
        zero problems
        cero quejas
        cero problemas
        zero defaut
        zero probleme
        ноль претензий
        ноль проблем
        никаких проблем
        никаких претензий
        ما في اي مشكله
        ما في مشاكل
        لا توجد مشاكل
        કોઈ ફરિયાદ નથી
        કોઈ તકલીફ નથી
        کوئی شکایت نہیں
        کوئی مسئلہ نہیں
        de lujo
        todo ok
        sin dolor
        tout s'est bien passe
        s'est bien passe
        без боли
        все ок
        все окей
        ما قصرتوا
        ما قصرتم
        الله يجزاكم خير
        يعطيكم الف عافيه
        يعطيك الف عافيه
        મજા આવી
        super galing
        super bait
        super ganda
        couldn't be happier
        could not be happier
        couldnt be happier
        couldn't ask for more
        could not ask for more
        can't fault it
        can't fault them
        can't fault her
        can't fault him
        well done
        highly recommend
        highly recommended
        definitely recommend
        would recommend
        will recommend
        au top
        good job
        great job
        no complaints
        nothing to complain about
        top notch
        first class
        keep it up
        keep up the good work
        god bless
        god bless you
        so happy
        muy bien
        todo bien
        sin quejas
        de maravilla
        dios los bendiga
        rien a dire
        rien a redire
        tres bien
        bon travail
        так держать
        без замечаний
        без нареканий
        без претензий
        нет претензий
        нет нареканий
        нет замечаний
        претензий нет
        всё супер
        выше всяких похвал
        بارك الله فيكم
        جزاكم الله خيرا
        جزاك الله خير
        يعطيكم العافيه
        ما شاء الله
        walang reklamo
        """
    ),
    "good": _phrases(
        """
        on time
        no issues
        no issue
        no problem
        no problems
        no wait
        no waiting
        no queue
        short wait
        took good care
        took great care
        in good hands
        a tiempo
        sin problemas
        sin espera
        a l'heure
        sans attente
        sans probleme
        без очереди
        без проблем
        ang galing
        ang gagaling
        ang bait
        ang babait
        ang ganda
        ang husay
        sobrang galing
        sobrang bait
        sobrang ganda
        sobrang husay
        """
    ),
    # Not "5 am"; "ni" is "neither" in Spanish.
    "function": _phrases(
        """
        i am
        at all
        as usual
        as always
        as ever
        from start to finish
        start to finish
        dans l'ensemble
        в целом
        en general
        si doc
        si dok
        si dra
        si doktor
        si doktora
        ni doc
        ni dr
        ni dra
        ni doktor
        ni doktora
        ni nurse
        """
    ),
    "very": _phrases(
        """
        كل شي
        كل شيء
        كلشي
        a bit
        a little
        un poco
        un peu
        """
    ),
    "mild": _phrases(
        """
        so so
        not bad
        not bad at all
        not too bad
        pas mal
        pas trop mal
        no esta mal
        nada mal
        more or less
        could be better
        could have been better
        could've been better
        ca va
        pas top
        sans plus
        could do better
        not great not terrible
        not good not bad
        neither good nor bad
        ni bueno ni malo
        podria mejorar
        مو بطال
        room for improvement
        nothing special
        mas o menos
        asi asi
        podria ser mejor
        puede mejorar
        ni bien ni mal
        comme ci comme ca
        peut mieux faire
        так себе
        не очень
        могло быть лучше
        لا باس
        لا بأس به
        نص نص
        pwede na
        sakto lang
        """
    ),
    "because": _phrases(
        """
        because of
        parce que
        parce qu'il
        a cause de
        a causa de
        потому что
        из-за
        بسبب
        dahil sa
        """
    ),
    "blame": _phrases(
        """
        worst experience
        worst visit
        pire experience
        no respect
        sin respeto
        aucun respect
        без уважения
        не советую
        никому не советую
        никогда больше
        hindi na ako babalik
        di na babalik
        di na ako babalik
        no vuelvo
        no vuelvo mas
        no volvere
        walang kwenta
        bahut ganda
        bohat ganda
        bohot ganda
        ganda service
        never again
        waste of time
        thanks for nothing
        never coming back
        do not recommend
        don't recommend
        dont recommend
        would not recommend
        nunca mas
        no recomiendo
        no lo recomiendo
        perdida de tiempo
        plus jamais
        a fuir
        больше никогда
        не рекомендую
        لن اعود
        لا انصح
        હવે ક્યારેય નહીં
        دوبارہ کبھی نہیں
        hindi na babalik
        hinding hindi na
        ang sungit
        ang pangit
        ang sama ng
        sobrang sungit
        """
    ),
    "bad": _phrases(
        """
        long wait
        long waiting time
        waiting time
        waited long
        waited over an hour
        waited too long
        tiempo de espera
        temps d'attente
        trop long
        """
    ),
}

# ------------------------------------------------------------
# Words that make a number something else than a mark
# ------------------------------------------------------------

# Lengths of time: "waited 45 minutes" may be said beside a mark, "5 minutes" is none.
DURATIONS = _words(
    """
    second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months year years
    segundo segundos minuto minutos hora horas dia dias semana semanas mes meses ano anos
    seconde secondes heure heures jour jours semaine semaines mois an ans
    секунд секунды минут минута минуты мин час часа часов день дня дней неделя недели недель месяц месяца месяцев
    دقيقه دقائق دقايق ساعه ساعات ساعتين يوم ايام اسبوع اسابيع شهر اشهر
    મિનિટ કલાક દિવસ અઠવાડિયા મહિના
    منٹ گھنٹہ گھنٹے گھنٹا دن ہفتے ہفتہ مہینے
    oras araw linggo buwan
    """
)
DURATION_ARTICLES = _words("a an un una une half whole")
TAKEN_BACK_PHRASES = _phrases(
    """
    wrong button
    wrong key
    wrong number
    wrong one
    wrong person
    wrong clinic
    wrong chat
    boton equivocado
    numero equivocado
    persona equivocada
    mauvais bouton
    mauvais numero
    mauvaise touche
    mauvaise personne
    не туда
    не та кнопка
    """
)
# These take back what was said, or put a condition to it.
TAKEN_BACK = TAKEN_BACK_PHRASES | _words(
    """
    sorry oops mean meant typo mistake mistaken correction undo stop stopp unsubscribe
    perdon perdona disculpa error equivoque pardon desole desolee erreur извините простите ошибся ошиблась ошибка
    عفوا اسف اسفه خطا غلط معاف معذرت غلطی માફ ભૂલ pasensya mali стоп توقف arret
    if would should could might wish unless otherwise instead
    lol lmao haha hahaha hehe jk kidding joking sarcasm sarcastic yeah nope nah sike psych
    si seria deberia podria jaja jajaja broma
    bromeo bromeando sarcasmo mentira
    serait devrait pourrait blague plaisante plaisantais rigole rigolais sarcasme
    сарказм шутил шутила
    если бы шучу шутка
    لو اذا امزح هههه
    જો મજાક
    اگر مذاق
    kung biro joke sana
    """
)
# Wherever one of these stands, what is said of the mark may be something else: a
# comparison, an appointment, a place, a price, somebody else's mark.
DANGER = TAKEN_BACK | _words(
    """
    if when would should could might may wish hope unless otherwise instead than then more less better least almost
    nearly maybe perhaps probably between around about or versus vs minus plus half deserve deserves expected last
    previous next usually normally before after until till again
    works suits sounds slot news lol lmao haha hahaha hehe jk kidding joking sarcasm sarcastic sure yeah right whatever
    nope nah lie lying
    see meet come coming arrive arriving appointment appointments book booking reschedule confirm confirmed tomorrow
    tonight morning afternoon evening night noon monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december am pm oclock o'clock later soon
    room floor street road avenue st apt suite ext extension phone number tel call text address bus gate door
    dollar dollars usd euro euros eur pay paid price cost costs bill money percent
    people persons kids children times time person
    si cuando seria deberia podria quizas tal vez casi menos mas mejorar ojala que-tal merece antes despues hasta luego
    jaja jajaja broma cita manana tarde noche lunes martes miercoles jueves viernes sabado domingo nos-vemos vemos
    calle avenida piso sala habitacion telefono llamar numero pesos precio costo pago o veces personas media medio
    quand serait devrait pourrait peut-etre presque moins plutot avant apres demain bientot rendez-vous rdv matin soir
    midi lundi mardi mercredi jeudi vendredi samedi dimanche rue etage chambre salle porte telephone numero prix payer
    ou fois personnes demi blague
    если бы когда может наверное почти меньше больше лучше чем или примерно около завтра вечером утром днем
    понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье запись записаться приду придем
    улица дом квартира кабинет этаж телефон номер рублей рубля цена раз раза человек шучу шутка половиной половина
    لو اذا ربما تقريبا اقل اكثر نصف او غدا بكره موعد الموعد الساعه صباحا مساء الاثنين الثلاثاء الاربعاء الخميس الجمعه
    السبت الاحد غرفه شارع رقم هاتف سعر ريال مره مرات اشخاص امزح هههه
    જો કદાચ લગભગ ઓછા વધારે અડધો અથવા કે કાલે વાગે વાગ્યે સવારે સાંજે રૂમ નંબર વાર વખત લોકો રૂપિયા મજાક
    اگر بہتر شاید تقریبا کم زیادہ ادھا یا کل بجے صبح شام پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار کمرہ نمبر بار لوگ روپے مذاق
    kung baka halos mas kulang kalahati o bukas mamaya alas lunes martes biro joke kwarto numero beses tao piso sana
    """
)
DANGER_PHRASES = TAKEN_BACK_PHRASES | _phrases(
    """
    kind of
    sort of
    for me
    for you
    see you
    good for
    para mi
    pour moi
    для меня
    in a row
    """
)
# "4" and "2" are also "for", "to" and "too" in texts: "4 the price", "2 slow".
HOMOPHONES = {
    4: ENGLISH_BEGINNERS | _words("all you u us me ever life now sure real"),
    2: ENGLISH_BEGINNERS
    | _words(" ".join(words["en"] for words in (PRAISE, GOOD, BLAME, BAD)) + " be go see you me u much")
    - _words("waited"),
}
POSITIVE_SIGNS = frozenset("🔥👍😀😁😃😄😊🙂😍🥰❤💕💖⭐🌟✨🎉👏💯😇🤩♥👌🙏🌹🌸💐🌺🌷💙💚💛💜🤍🤗☺😌🫶😘★✅✔🙌🥳💪🔝")
NEGATIVE_SIGNS = frozenset("👎😠😡🤬😞😢😭🙁☹😤😒💩🤮😔😟😣😖😩")
STAR_SIGNS = frozenset("⭐★🌟")
EMPTY_STAR_SIGNS = frozenset("☆✩")
