"""Words that patients use in replies, in the languages of the clinics. Data only.

:mod:`.reply_reader` folds these words as it folds the reply: accents, Arabic vowel signs and
spellings of the same letter make no difference. A word that is missing makes us ask back; a
word in the wrong set makes us guess. When in doubt, leave it out.
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
    stop stopp stopall unsubscribe unsub optout
    parar detener
    arret arreter arretez desabonner desinscrire desinscription stopper
    стоп отписка отписаться отпишите прекратите
    توقف اوقف ايقاف قف توقفوا اوقفوا
    રોકો સ્ટોપ અટકાવો
    روکیں روکو سٹاپ اسٹاپ
    itigil tigil ihinto hinto tigilan
    """
)
# Also ordinary words ("cancel my appointment"): alone, or with nothing but STOP_OBJECTS beside.
STOP_WEAK = _words(
    """
    cancel end quit revoke remove alto baja cancelar basta fin annuler отмена хватит الغاء બંધ بند
    """
)
STOP_OBJECTS = _words(
    """
    me this these it all now sms text texts texting message messages messaging
    mensajes los estos todo ya les ces messages сообщения смс все
    الرسايل رسايل الاشتراك મેસેજ کریں کرو میسج کرો કરો
    """
)
# Where the keyword is more than one word, or an ordinary word that only means this alone.
STOP_PHRASES = _phrases(
    """
    opt out
    remove me
    take me off
    no more
    no more messages
    no more texts
    do not text me
    dont text me
    do not text
    dont text
    leave me alone
    no mas
    no mas mensajes
    no me escriban
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
START = _words("start unstop resume старт ابدا شروع શરૂ iniciar reanudar reprendre simulan")
HELP = _words("help info ayuda aide помощь инфо مساعده مدد મદદ tulong saklolo")
POLITE = _words(
    """
    please pls plz kindly por favor sil s'il vous plait svp merci пожалуйста من فضلک رجاء لطفا کریم
    મહેરબાની કૃપા કરીને براہ مہربانی paki pakiusap po
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
            "zero cero zéro ноль нуль صفر શૂન્ય sero",
            "one uno un единица один واحد એક ایک isa",
            "two dos deux два двойка اثنان اثنين بے બે دو dalawa",
            "three tres trois три тройка ثلاثه ثلاث ત્રણ تین tatlo",
            "four cuatro quatre четыре четверка اربعه اربع ચાર چار apat kwatro",
            "five cinco cinq пять пятерка خمسه خمس પાંચ પાચ پانچ lima singko",
            "six seis шесть سته છ چھ anim",
            "seven siete sept семь سبعه સાત سات pito",
            "eight ocho huit восемь ثمانيه આઠ اٹھ walo",
            "nine nueve neuf девять تسعه નવ نو siyam",
            "ten diez dix десять عشره દસ دس sampu",
        )
    )
    for word in line.split()
}
NUMBER_WORDS.update({"zero": 0, "six": 6})
del NUMBER_WORDS["بے"]
# Beside other words these are articles, pronouns, adverbs or verbs as often as numbers.
NUMBERS_ONLY_ALONE = _words("un એક ایک دو نو isa છ سات tres neuf one uno один واحد")

# "4 out of 5", "4 de 5": the second number must be the best mark. Languages that name the whole
# first ("5 میں سے 4") have no word here.
OUT_OF = _phrases(
    """
    /
    of
    out of
    de
    sur
    из
    من

    """
)
STARS = _words(
    """
    star stars estrella estrellas etoile etoiles звезда звезды звезд نجمه نجوم نجمات ستاره ستارے سٹار
    સ્ટાર bituin point points pts punto puntos балл балла баллов نقطه نقاط
    """
)

# ------------------------------------------------------------
# Words around the mark
# ------------------------------------------------------------

# May stand before the mark and say nothing about it.
LEAD_IN = _words(
    """
    a the my mark score rating rate is i give gave would say its it's it i'd ill i'll
    sorry oops mean meant correction hi hello dear overall solid hey ok okay yes ans answer reply
    mi nota calificacion puntuacion es le doy doy perdon perdona quise decir un una la hola si
    ma note est je donne mets pardon desole desolee voulais dire c'est cest bonjour oui
    моя оценка это ставлю извините простите ошибся ошиблась здравствуйте хотел хотела сказать поставлю да
    تقييمي التقييم درجتي هو اعطي اعطيكم اعطيه عفوا اسف اسفه اقصد مرحبا السلام عليكم نعم
    મારા તરફથી ગુણ રેટિંગ માફ કરશો માફ નમસ્તે
    معاف کیجیے معاف معذرت میری ریٹنگ سلام
    ang marka ko ay marka pasensya sori po opo grado
    """
)
# May follow the mark with nothing between, and then begin a comment: no noun that could be counted.
COMMENT_BEGINS = _words(
    """
    i we my our the this that he she they it its it's is did
    waited waiting because but very really so too quite not no never nobody everyone everything all thanks thank
    thx ty felt feel good great excellent perfect amazing
    awesome wonderful fantastic bad poor terrible awful horrible rude slow late unfriendly disappointed
    disappointing friendly kind nice long cold dirty ok okay well best worst loved love liked unacceptable
    happy unhappy satisfied dissatisfied
    espere esperamos esperando porque pero muy el la los las mi no nunca gracias todo nadie
    excelente bueno buena malo mala pesimo pesima lento lenta tarde tuve nos
    attendu j'ai jai attente parce mais tres trop le la les mon ma c'etait cetait pas jamais merci tout
    personne bien bon bonne mauvais mauvaise excellent parfait nul lent retard on nous il elle ils
    ждал ждала ждали потому но очень слишком мой моя не нет никто никогда спасибо все долго плохо хорошо отлично
    ужасно грубо медленно врач доктор я мы он она они меня нам
    انتظرت انتظرنا لان لكن جدا لم لا ليس شكرا ممتاز جيد سيء سيئ بطيء الطبيب الدكتور الانتظار انا نحن
    રાહ જોઈ જોવી પણ બહુ ખૂબ ખુબ સારું સારુ ખરાબ ધીમું આભાર સરસ હું અમે મને
    انتظار بہت لیکن مگر کیونکہ شکریہ اچھا اچھی برا بری ہم مجھے نہیں عملہ
    naghintay matagal kasi pero napaka sobrang sobra hindi walang wala salamat maganda magaling mabait
    bastos mabagal ako po yung si
    """
)
# The number could count what follows these: "2 bad nurses".
ADJECTIVES = _words(
    """
    good great excellent perfect amazing awesome wonderful fantastic bad poor terrible awful horrible rude slow late
    unfriendly disappointing friendly kind nice long cold dirty best worst happy unhappy satisfied dissatisfied
    disappointed loved unacceptable waiting
    very really so too quite not no never all well
    excelente bueno buena malo mala pesimo pesima lento lenta tarde muy todo no nunca
    bien bon bonne mauvais mauvaise excellent parfait nul lent tres trop tout pas jamais
    очень слишком не нет все долго плохо хорошо отлично ужасно грубо медленно
    جدا لا ليس ممتاز جيد سيء سيئ بطيء
    بہت اچھا اچھی برا بری نہیں
    બહુ ખૂબ ખુબ સારું સારુ ખરાબ સરસ ધીમું
    sobra sobrang napaka mga maganda magaling mabait bastos mabagal matagal hindi walang wala
    """
)
# After an adjective: a noun that two or more could not be said of in this form.
SINGULARS = _words(
    """
    service staff doctor nurse dentist experience treatment care job work visit team clinic place reception wait
    servicio atencion trato doctora medico medica enfermera enfermero personal experiencia clinica
    soin medecin docteur infirmiere accueil equipe
    врач доктор сервис обслуживание персонал лечение прием клиника
    """
)
CONJUNCTIONS = _words("and but because y e pero porque et mais и но а و لکن لیکن اور પણ અને at pero kasi")
UNITS = _words(
    """
    second seconds sec secs minute minutes min mins hour hours hr hrs h day days week weeks month months year years
    am pm oclock o'clock time times people persons person kids children euro euros dollar dollars usd eur
    th st nd rd x percent
    segundo segundos minuto minutos hora horas dia dias semana semanas mes meses ano anos vez veces personas pesos
    seconde secondes heure heures jour jours semaine semaines mois an ans fois personnes
    секунд секунды минут минута минуты мин час часа часов ч день дня дней неделя недели недель месяц месяца раз
    раза человек человека рублей г лет года год
    دقيقه دقائق دقايق ساعه ساعات ساعتين يوم ايام اسبوع اسابيع شهر اشهر مره مرات اشخاص
    મિનિટ કલાક દિવસ અઠવાડિયા મહિના વાર વખત લોકો રૂપિયા
    منٹ گھنٹہ گھنٹے گھنٹا دن ہفتے ہفتہ مہینے بار لوگ روپے
    minuto minutos oras araw linggo buwan beses tao piso
    """
)

# ------------------------------------------------------------
# What the words say about the service
# ------------------------------------------------------------

STRONG_POSITIVE = _words(
    """
    excellent perfect amazing awesome wonderful fantastic superb outstanding brilliant best love loved great happy
    exceptional incredible delighted flawless
    excelente excelentes perfecto perfecta maravilloso maravillosa fantastico genial increible mejor encanto encantada
    parfait parfaite formidable super genial geniale merveilleux magnifique meilleur meilleure excellente impeccable
    отлично отличный отличная отличное прекрасно прекрасный замечательно замечательный супер великолепно лучший
    лучшая идеально восхитительно превосходно
    ممتاز ممتازه رائع رائعه الافضل افضل مذهل
    ઉત્તમ શ્રેષ્ઠ અદ્ભુત ઉત્કૃષ્ટ
    بہترین زبردست شاندار لاجواب عمده
    napakagaling napakahusay mahusay pinakamahusay
    wow love adore lovely beautiful enjoyed grateful thankful bravo
    amo adoro encanta agradecido agradecida bravissimo
    adore j'adore ravi ravie
    люблю обожаю шикарно благодарен благодарна молодец
    احب احببت سعيد شاكر
    ખુશખુશાલ આભારી
    پسند شکرگزار
    """
)
POSITIVE = STRONG_POSITIVE | _words(
    """
    good nice kind friendly helpful satisfied pleased professional quick fast clean recommend polite
    caring gentle attentive bravo
    bueno buena buen bien amable amables rapido rapida satisfecho satisfecha contento contenta recomiendo limpio
    bon bonne gentil gentille aimable satisfait satisfaite content contente recommande rapide propre
    хорошо хороший хорошая хорошее понравилось понравился доволен довольна вежливо вежливый вежливая быстро
    рекомендую молодцы приятно внимательный внимательная
    جيد جيده حسن لطيف لطيفه سريع سريعه راضي راضيه محترم كويس
    સારું સારુ સારી સારા સરસ મજાનું ખુશ
    اچھا اچھی اچھے خوش مطمئن مہربان عمدہ ٹھیک
    maganda magaling mabait mabilis masaya nasiyahan maayos ayos
    pleasant respectful warm easy smooth efficient comfortable competent knowledgeable punctual better improved
    agradable puntual eficiente comoda comodo
    agreable ponctuel efficace competent competente
    приятный приятная компетентный компетентная вовремя удобно
    مريح مهذب نظيف
    magalang malinis masarap mahinahon
    fine ok okay alright
    """
)
STRONG_NEGATIVE = _words(
    """
    terrible awful horrible worst worse disgusting unacceptable hate hated rude bad shame disgrace pathetic useless
    incompetent nightmare appalling dreadful poor disappointed disappointing unprofessional angry
    pesimo pesima terrible horrible malo mala mal peor asco grosero grosera inaceptable verguenza decepcionado
    decepcionada
    mauvais mauvaise horrible affreux nul nulle pire inacceptable honte impoli impolie decu decue degoutant
    плохо плохой плохая плохое ужасно ужасный ужас хуже худший отвратительно грубо грубый грубая хамство хамка хамы
    безобразие кошмар позор разочарован разочарована
    سيء سيئ سيئه فظيع اسوا مخجل وقح وقحه مقرف
    ખરાબ ભયંકર નકામું નકામુ અસભ્ય ઉદ્ધત
    برا بری برے بدترین خراب بدتمیز بدتمیزی گھٹیا مایوس
    masama pangit bastos grabe nakakainis palpak walang-hiya
    yelled shouted screamed insulted lied cheated scam stole sucks sucked crap shit wtf arrogant impatient careless
    unhelpful incompetence mistake wrong lost forgot hurt harmed misdiagnosed neglected humiliated
    sexist racist dangerous
    grito gritaron insulto mintio estafa arrogante error equivocado perdieron maltrato inutil incompetente asqueroso
    crie insulte menti arnaque arrogant erreur perdu incompetent maltraite
    орал орала кричал кричала наорал наорала обманул обманули хамил хамила хамили ошибка потеряли навредили мошенники
    صرخ صرخوا كذب نصاب غلط خطا اهمال اهانه متكبر
    ભૂલ ઉદ્ધતાઈ બૂમો છેતરપિંડી
    چیخا چلایا جھوٹ دھوکہ غلطی لاپرواہی توہین
    sinigawan nagsinungaling mali pabaya mayabang walanghiya
    """
)
NEGATIVE = STRONG_NEGATIVE | _words(
    """
    slow late waited waiting wait delay delayed unfriendly dirty cold long expensive pain painful unhappy
    dissatisfied ignored confused problem problems complaint complaints
    lento lenta tarde espere esperando esperamos espera retraso sucio caro frio dolor problema queja
    lent lente retard attendu attente sale cher froid douleur probleme plainte
    долго ждал ждала ждали медленно поздно опоздал опоздала опоздание грязно дорого больно очередь проблема
    انتظرت انتظرنا الانتظار بطيء بطيئه تاخر تاخير متاخر طويل طويله غالي
    રાહ ધીમું મોડું ગંદું મોંઘું
    انتظار دیر سست گندا مہنگا
    naghintay matagal mabagal marumi mahal huli
    rushed crowded noisy smelly overpriced uncomfortable unclear confusing impersonal worse waits queue queues
    cola colas caos ruido incomodo
    queue bruyant bonde inconfortable
    толпа шумно неудобно
    زحمه ازدحام طابور
    ભીડ લાઇન
    بھیڑ قطار
    siksikan maingay pila
    """
)
NEGATION = _words(
    """
    not no never nobody nothing none wasnt wasn't isnt isn't didnt didn't dont don't without hardly cant can't
    cannot couldnt couldn't nor neither couldve could've
    nunca nadie nada sin tampoco ni
    pas jamais rien aucun aucune sans ni non ne n'est nest
    не нет ни без никогда никто ничего
    ليس ليست لم لا لن غير بدون ما مش
    નથી ન નહીં નહિ ના વગર
    نہیں نہ بغیر مت
    hindi wala walang di
    """
)
# Whoever thanks without a word of blame has hardly meant the worst marks.
THANKS = _words("thanks thank thx ty gracias merci спасибо شكرا شکریہ આભાર salamat")
# Directly after the mark these take it back or blur it.
DOUBT = _words(
    """
    or maybe perhaps almost nearly about around least most less more than half instead versus vs minus plus to and
    o quizas casi menos mas medio media y
    ou peut-etre presque moins plus demi demie et
    или может почти меньше больше половина половиной примерно с и
    او ربما تقريبا اقل اكثر نصف و
    અથવા કે કદાચ લગભગ ઓછા વધારે અડધો અને
    یا شاید تقریبا کم زیادہ آدھا اور
    o baka halos mas kulang kalahati at
    """
)
# Anywhere: the mark is one that might have been, or somebody else's.
CONDITIONAL = _words(
    """
    if instead wish deserve deserves otherwise should unless except last previous next
    kidding joking joke jk lie lying sarcasm sarcastic nope nah
    broma bromeo шучу шутка blague plaisante مزاح امزح مذاق મજાક biro joke
    si deberia merece ojala deberian
    sauf devrait merite
    если бы кроме
    لو اذا
    જો
    اگر
    kung
    """
)
# "4" and "2" are also "for", "to" and "too" in texts: "4 the price", "2 slow".
HOMOPHONES = {
    4: _words(
        "the my our this that these all everyone everything so such very really quite too now no not a an never us"
    ),
    2: _words(
        """
        the my our this that these all everyone everything so such very really quite now no not a an never us
        good great bad poor awful rude slow late unfriendly kind nice long cold dirty happy unhappy excellent
        """
    ),
}
# A number behind these is a date or a place: "the 5", "el 5".
ARTICLES = _words("the el la le les los las ang i")
# The words of a mark that closes a text: "excellent 5".
INTENSIFIERS = _words("very really so too quite muy tres очень جدا بہت ખૂબ ખુબ બહુ napaka sobrang it is was the")
POSITIVE_SIGNS = frozenset("👍😀😁😃😄😊🙂😍🥰❤💕💖⭐🌟✨🎉👏💯😇🤩♥👌")
NEGATIVE_SIGNS = frozenset("👎😠😡🤬😞😢😭🙁☹😤😒💩🤮😔😟😣😖😩")
