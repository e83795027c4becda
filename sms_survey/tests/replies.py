"""Replies as patients write them, and what each must mean. Data only; texts are set off by bars.

The languages are English, Spanish, French, Russian, Arabic, Gujarati, Urdu, Filipino, and what is of
no language; "to ten" is asked on a scale from 0 to 10, everything else from 1 to 5.
"""

# {language: {mark: texts}}
MARKS = {
    "en": {
        1: """
        1 - rude receptionist | 1, the receptionist was very rude | 1 worst experience ever |
        1 horrible | 1 terrible service | 1 😡 | very bad, 1 | terrible 1 | one |
        1. Very rude staff. | 1 - very unprofessional | 1 rude and unhelpful |
        1, waited 3 hours and the doctor was rude | 1 I waited 2 hours |
        1, horrible. I will never come back |
        1. Awful. My tooth still hurts and nobody called me back | 1 unacceptable!!! |
        1. Disgusting. The receptionist laughed at me | Bad service. 1 | 1 star service | 1 star |
        1 - waste of time | 1 never again | 1 never coming back | 1, rude and slow, never again |
        waited for 3 hours! 1 | worst service 1 | bad bad bad 1 | rude rude rude. 1 |
        1 terrible. Thank you | It was a 4 hour wait. 1 | 👎 1 | 1 👎 | 1 - nobody listened to me |
        1 they were rude | 1. The worst clinic I have ever been to. | I am not happy. 1 |
        1 star - rude | 1 star. Rude. Slow. |
        1️⃣ | one! | 1 star treatment | one star service | only 1 | just 1 | you deserve 1 |
        1 as usual | definitely a 1 | a big 1 | 1.0 | 1* | 1 1 1 | one star! | one star. rude |
        one star, rude | 1-terrible | 1-rude | 1-bad | 1 lang | 1 ang sungit | ang sungit 1 | one star |
        one star. | One Star! | 1 of 5 | 1 bad |
        only 1 star | only one star | 1 only. rude | definitely 1 | i say 1 | 1 worst | 1 stars |
        1 😡😡😡 | 1 nobody listened
        | You get a 1 from me
        | 1 absolutely shocking
        | 1. Disgusting behaviour from the receptionist | 1. Waited 2 hours and then sent home | 1
        avoid
        | 1 - terrible parking | 1. Rude woman at reception laughed at me
        | 1, I'm very upset
        | 1 terible | 1 horible | 1 disgustng | 1 unprofesional | 1 unaceptable
        | sadly 1 | unfortunately 1
        """,
        2: """
        2. Waited over an hour and nobody apologised | 2 too slow | 2, rude staff and long wait |
        oops, 2 | two | 2, nobody explained anything | 2. The doctor was late and rude. |
        Very slow and rude. 2 | 2, poor service | Waited 40 minutes. 2 | 2/5 too slow | 2/5 slow |
        2 - long wait, rude receptionist | not satisfied, 2 | not happy. 2 | It took too long. 2 |
        two stars, rude |
        2️⃣ | sorry 2 | only two | number 2 | 2.0 | 2 2 2 | dos estrellas | dalawang bituin | 2/5 rude
        | 2 ang sungit |
        two stars | 2 of 5 | 2, had to wait 2 hours | 2 very slow |
        not very good, 2 | only 2/5 | just 2 | 2 only, rude | 2 😞
        | 2 - poor communication | 2, poor communication and dirty toilets | late as usual, 2 | 2.
        Not impressed
        | 2 - dirty toilets
        | just a 2 | unfortunately a 2
        """,
        3: """
        3. | 3!!! | 3, average | 3 - so so | 3 ok | 3, it was fine | Correction: 3 |
        3, waited too long | 3 the wait was long | Sorry, I meant 3 | 3 waited |
        3 nothing special | 3/5 ok | answer: 3 | 3 so-so |
        3 - doctor was good but I waited an hour | not great, 3 |
        3 of 5 | only 3, thanks | only 3 thanks | 3.0 not great | tres estrellas |
        only 3 | just 3 | 3 waiting time too long | 3 not bad not great |
        only 3 out of 5 | Rate 3 | three stars
        | 3 meh | On a scale of 1-5 I'd say 3
        | 3 mid
        | 3, could have been better
        | 3 not great not terrible | 3 could do better
        | just a 3 | only a 3
        """,
        4: """
        I'd rate it a 4 | 4/5 | four | Four out of five |
        4, the nurse was kind but waiting was long | 4 good | 4, good service, clean place |
        4 pretty good | 4. Nice doctor, clean clinic. | 4 - nice but slow | 4, no complaints |
        Good morning. My mark is 4. Thank you | 4, overall good experience |
        4. Friendly but a bit slow | 4 - friendly staff, long wait | 4 very kind |
        4/5 good service | thanks! 4 | Hello. 4. Thank you. | I would say 4 | I'd say 4 |
        a solid 4 | Score 4 | very kind. 4 | very good service, 4 | 4/ 5 | 4 /5 | I give a 4/5 |
        ty, 4 | my mark is: 4, thank you | mark 4 | the score is 4 | rating - 4 | rating 4 stars |
        rating=4 | ★★★★☆ | 👍 4 | 4, doctor nice, waiting long | I would rate it 4 | not bad, 4 |
        4 out of 5 stars. Slow but kind | 4 stars. Slow but kind | 4 stars - kind |
        4 ⭐⭐⭐⭐ | ４／５ | 4.0 | sorry 4 | overall 4 | overall, 4 | Overall: 4 | 4.0 out of 5.0 | 4 4 4 |
        4-good | 4 of 5, good | 4 of 5. Good doctor | 4 out of 5, slow but kind | 4/5 good | 4 outta 5
        | Overall 4 | 4 overall |
        Rate: 4 | rate 4 | 4 fine |
        number 4 | just 4 | 4★ | ★4 | 4 😊
        | from 1 to 5 I give 4 | 4 but the wait was long | id say 4
        | I'd rate my experience a 4 | I would rate the service 4 | 4 medyo matagal pero ok | 4, my
        mother waited long but the doctor was kind
        | my rating would be 4
        | strong 4 | a strong 4
        """,
        5: """
        5 stars from me | Definitely a 5 | 5 the nurse was lovely |
        5. The doctor explained everything | 5, doctor was great and the staff friendly |
        5 great nurse | 5 excellent service thank you | 5 thank you so much | 5 thanks doctor |
        thanks, 5 | Thank you! 5 | 5, all good | 5 all good | 5 very happy with the doctor |
        5 wonderful | Five, thanks | five! | 5️⃣ great | 👍5 | 5 👍🏽 | 5😊 | 5 ❤️ | I'm giving a 5 |
        5 Dr. Smith was excellent | great, 5 | Excellent!! 5 | The service was excellent. 5 |
        Very friendly staff, 5 | sorry I meant 5 | mark: 5 | 5 no complaints |
        5, on time and polite | Hello, 5 | "5" | 5. Thanks! |
        5 - the dentist was gentle and explained everything | 5, loved it |
        5 - I recommend this clinic | 5. Excellent. Dr Lee really listened to my worries |
        5, excellent! Thank you Dr Lee | 5! Great clinic | 5 😀 great visit | 5 perfect as always |
        5 always great | 5 everything was perfect | 5 everyone was so nice | 5 it was great |
        5 very satisfied | 5 really good | 5 so kind | 5 she was wonderful |
        Five stars, wonderful team | 5 out of 5, great team | 5/5 excellent | 5/5! Great staff |
        Excellent care, 5 | Very professional. 5/5 | The doctor was excellent, 5 |
        Thank you so much! 5 | oops I meant 5! | My rating: 5 | 5, thx | 5 ty! | 5 thank u |
        5 thanks everyone | Great service today! 5 | 5 star service | «5» | happy 5 |
        very happy 5 | very good service 5 | 5 (five) stars | 5/5 stars | five/five | 5 / five |
        thank you 5 | my score 5 thanks | 5 very very good | 5 most kind | 5 just perfect | ★★★★★ |
        ⭐ 5 | 5 ⭐ | 5⭐ | 5 ⭐⭐⭐⭐⭐ | 5 💯 | 💯 5 | 5 awesome experience |
        5. Everyone was helpful and kind! | 5 - very gentle dentist | 5, so happy with my visit |
        5 happy | my mark: five | five - excellent | Great experience. 5 stars! |
        5 stars, excellent service | very satisfied, 5 | 5 well done | 5 good job | 5of5 | (5/5) |
        5/5. | 5/5! | five of five | five out of 5 | 5 out of five stars | five star | 5star |
        5-star | 5-stars! |
        ⭐5 | 5⃣ | ５／５ | answer 5 | I would give 5 stars | 5. | 5.. | 5... | 5 | five. | 5 very helpful
        | 5 star treatment | only 5.0 | only 5* | she deserves 5 | she deserves 5 stars |
        she deserves 5 thanks | 5 as ever | number: 5 | my rate 5 | i say 5 | i vote 5 | a big 5 |
        5.0 great | 5.0! | 5.0/5 | 5.0 out of 5 | 5*! | 5* thanks | *5* | 5, 5, 5 | 5 5 5 5 |
        5 5 5 thanks | 5-great | 5-thanks | 5-star service | 5-gracias | 5-excelente | se merece 5 |
        many thanks 5 | thank you doc 5 | 5.0 | number 5 | 5* | 5, highly recommend | 5!! Thanks a lot
        | 5 many thanks | Rate 5 | 5 would recommend | 5 will recommend | 5* service | 5 * | A big 5 |
        only 5 | just 5 | 5 only |
        She deserves 5 | she deserves a 5 | he deserves 5 stars | 5 as usual | 5 as always |
        I would give 5 | I'd give 5 | 5 highly recommend | 5 definitely recommend |
        5 keep up the good work | 5 nurse Maria was great | 5 definitely | definitely 5 | 5 for sure |
        5 thank u so much dr | 5 thanks a lot | 5 thank you doc | five out of five | 5 stars!!!!! |
        I say 5 | I vote 5 | My answer: 5 | My score = 5 | score:5 | rating:5 | mark:5 | 5 (excellent)
        | 5-excellent | 5-Excellent service | 5 – Excellent | 5👍thanks | 5 súper bien |
        mi calificación: 5 |
        very good 5 | its a 5 | 5 from me | 5 ... thanks | 5 !!! great | 5 — great | 5: great |
        5, great!!! | 5 (great) | “5” | 5 5 5 5 5 5 5 5 | only 5 stars | overall 5 stars service |
        5, as always | 5 as usual, thanks | definitely 5 stars | deserves 5 | deserves 5/5 |
        she deserves 5! | she deserves a 5! | A big 5! | a big 5 thanks | i vote 5! | rate 5 stars |
        rate is 5 | my rate is 5 | 5★ | 5 ★ | ★5 | 5 ⭐️⭐️⭐️⭐️⭐️ thanks | 5 🎉 | 5 👌 | five thanks |
        5 without waiting | 5 without wait | 5 without delays | 5 no waiting
        | fiv | fivee | full rating 5 | 5 star all the way | 5excellent | 5 all the way | Full 5
        | It was a 5! | 5, Dr Patel was very kind to my daughter | [5] | 5 best wishes | 5, best
        wishes | 5 best regards | 5 cheers | I rate the service 5 | [5/5] | 5 Kind regards, John | 5
        from us | 5 [great] | overall it was a 5 | 5 thx, sent from my iPhone | 5 Regards | 5 Best
        regards | 5. Cheers | 5 cheers! | I rate my visit 5 | I rate my visit 5 out of 5 | My visit
        was a 5 | It was a 5 | Good morning, I would like to give 5. Thank you and God bless | Dear
        Sir or Madam, 5 | 5. Kind regards, John | Dear doctor, five. Many thanks for your kindness |
        5, my daughter loved the nurse | 5 from all of us | We give 5 | we would give 5 | we rate 5
        | 5 no cap | 5 🔥🔥🔥 | 5/5 slay
        | 5! Couldn't be happier | Can't fault it, 5 | 5 couldn't be happier | 5, couldn't ask for
        more
        | 5 painless | 5, the whole team is great | 5 - Great experience from start to finish | 5.
        The whole team was amazing | 5 great as usual | 5, painless and quick | 5 quick and easy |
        5. I would recommend this clinic to anyone | 5 spot on | 5 happy customer
        | 5. She was so patient with me | 5 - Dr Ahmed was kind and patient | 5 for everything | 5
        excellant | 5 excelent | 5 thnx | 5 thanx | 5 tysm
        | 5 excelllent | 5 excellant service | 5 very profesional and freindly | 5 recomend | 5
        amazng | 5 отлчно | 5 отличнно | 5 спосибо | 5 excelnte | 5 salammat | 5 شكرااا | 5 ممتاااز
        | 5 goooood | 5 sooo good | 5 thaaaanks | 5 greeeeat
        | only a 5 | just a 5 | 5 - highly professional | 5 brill | 5 no issues | 5 zero
        complaints | 5 nothing but praise | 5 no problems whatsoever | 5 without doubt | 5 without
        hesitation | without a doubt 5 | absolutely 5 | easily a 5
        """,
    },
    "es": {
        1: """
        1 pésimo servicio | 1 muy grosera la recepcionista | 1 fatal | 1, nunca más |
        1 muy mal trato | 1. Muy grosero el médico. No me dejó hablar | 1 no recomiendo |
        Mala atención 1 | todo mal 1 | 1 la peor experiencia | 1, me gritaron | 1 me gritaron |
        1 malo |
        un 1 | uno | 1 de 5 |
        1 estrella
        | 1 no vuelvo
        | 1 muy grosera la señorita
        """,
        2: """
        2, esperé dos horas | 2 mala atención | Dos | 2 mucho tiempo de espera | mala atención, 2 |
        no me gustó, 2 | no estoy contenta. 2 | 2 malo |
        dos
        | 2, tuve que esperar dos horas
        """,
        3: """
        3 regular | 3 más o menos | tres | 3 la espera fue muy larga | 3 puede mejorar | 3 normal |
        solo 3
        | 3 pero bien
        | 3 podría mejorar | 3 normalito
        | lamentablemente 3
        """,
        4: """
        4 bien | 4, buen servicio pero lento | un 4 | Muy bien. 4 | perdón, quise decir 4 |
        4 buena atención | 4 bien, un poco lento | 4 muy bien | 4 muy bien todo
        | cuatr | kuatro | doy 4 | yo diría un 4 | 4 sobre 5 | Del 1 al 5, le doy 4 | del 1 al 5 un
        4 | me equivoqué, 4
        | Buenas, pongo un cuatro
        | 4 podría mejorar
        """,
        5: """
        5 muy bien | 5, muy amable la enfermera | 5 todo excelente, gracias | Le doy un 5 |
        cinco estrellas | 5 de 5 | Excelente, 5 | 5 gracias doctora | 5 la doctora fue muy amable |
        5. El doctor es excelente | gracias, 5 | Gracias 5 | Hola, 5 | 5 👏 | Un 5, gracias |
        5, la doctora es muy buena | 5. Muy buena atención, gracias | 5 muy contenta con el trato |
        5 excelente atención | Muy amables. 5 | Todo perfecto, 5 | Buenos días, mi nota es 5 |
        5 todo bien | 5 todo perfecto | 5 muchas gracias | ¡5! | 5 ¡excelente! | cinco, gracias |
        5 el mejor | 5 súper | buenas tardes 5 | 5 amabilidad | 5 mucha amabilidad |
        Dios los bendiga 5 | 5 excelente doctora | 5 muy buena la doctora | Buena atención 5 |
        todo muy bien 5 | mi nota: 5 gracias | le doy 5 de 5 | 5 excelente experiencia |
        5, el doctor muy amable y atento | muy contento, 5 | gracias a todos, 5 | 5 buena |
        5 bueno | Cinco estrellas, excelente |
        5! | 5!! | solo 5 |
        un 5 | es un 5 | 5 excelente servicio | 5 todo muy bien gracias | 5 excelente doctor |
        5 muy buen trato | 5 muy buen doctor | 5 muy profesional | 5 como siempre | 5 puntos |
        5 estrellas | le pongo 5 | pongo 5 | calificación 5 | se merece un 5 | merece un 5 |
        un 5 como siempre | 5 de 5 excelente | 5 gracias por todo | 5 mil gracias |
        cinco gracias | 5 sin espera
        | 5 sobre 5 | sinco | 5excelente
        | 5 saludos | Muy buenos días, les doy un cinco, muchas gracias | Un cinco, Dios les bendiga
        | Le damos un 5 | damos 5
        | 5, de verdad
        | 5 doctora excelente | 5 estoy muy contenta | 5 rápido y sin dolor | 5 de lujo | 5
        felicidades | 5 todo ok
        | 5 exelente | 5 exelente atencion | 5 graciaas | 5 grasias | mi voto es 5 | puntaje 5
        | sin duda un 5 | absolutamente 5 | 5 cero quejas
        """,
    },
    "fr": {
        1: """
        1 accueil désagréable | 1, secrétaire très impolie | 1 inacceptable |
        1 très mauvais accueil | 1, plus jamais | 1. Très impolie. Elle m'a raccroché au nez |
        très mauvais 1 | nul 1 | nul, 1 | 1 la pire expérience | 1 mauvais |
        1 étoile | 1 sur 5
        | 1 aucun respect
        | 1, on m'a crié dessus
        | 1 inadmissible
        """,
        2: """
        2 trop d'attente | 2, trop long | deux | 2, accueil froid | 2 le médecin était en retard |
        2 points | 2, le médecin était en retard | pas contente. 2 | 2 mauvais
        | 2 ça va pas
        """,
        3: """
        3 moyen | 3 correct | pardon, 3 | 3, un peu long | 3 peut mieux faire |
        seulement 3
        | 3 bof
        | 3 ça va
        | 3 correct sans plus | 3 sans plus
        | malheureusement 3
        """,
        4: """
        4 bien mais un peu d'attente | je mets 4 | 4 bon accueil |
        4, très bien mais attente longue | 4 rien à redire | Désolée je voulais dire 4 |
        4 le médecin est bien | un quatre | quatre sur cinq | 4 sur 5 merci | 4 très bien
        | je dirais 4 | katre | quatr | je donne la note de 4 | de 1 à 5, je donne 4 | sur une
        échelle de 1 à 5 je dirais 4 | 4 mais trop d'attente | 4 car un peu de retard
        | Bonjour, je mets la note 4
        | 4 bien dans l'ensemble
        | un bon 4
        """,
        5: """
        5 très gentille | 5 parfait merci | 5, médecin très agréable | Très bien, 5 |
        5/5 merci beaucoup | cinq sur cinq | Bonjour, 5 | Merci, 5 | Je vous mets un 5 |
        5 excellent médecin | 5 tout était parfait | 5 très bon accueil | 5 très bon médecin |
        5, merci beaucoup docteur | Excellent, 5 | Très satisfaite. 5 | Tout était parfait, 5 |
        cinq étoiles | 5 rien à dire | 5 super | note : 5 | 5, je recommande | 5 sans attente |
        5 aucune attente | 5 très contente | Très bon médecin. 5 | très bon 5 |
        5 les infirmières sont gentilles | note: 5 | 5 points | 5 excellente équipe |
        5, docteur gentil et à l'écoute | très contente, 5 | merci à tous, 5 | 5 bon |
        cinq étoiles, excellent |
        5 comme toujours | 5 comme d'habitude | mérite 5 | elle mérite 5 | elle mérite un 5 | 5 génial
        | 5 très professionnel | 5 merci pour tout | 5 bravo | je vous donne 5 | je mets un 5 |
        5 étoiles | 5 sur 5 | 5 au top | seulement 5 | 5 seulement |
        ma note est 5 |
        cinq merci | 5 pas d'attente | 5 aucun retard
        | je dirais 5 | sinq | cinc | Bjr 5 merci | 5 bien sûr | 5 sans hésiter | 5 sans hésitation
        | 5 bonne journée | 5, bonne journée | 5 bonne soirée | 5 bien à vous | 5 cordialement |
        Bonjour docteur, je vous donne 5. Cordialement | Madame, Monsieur, ma note est 5 | on met 5
        | nous donnons 5 | 5, ma fille était ravie
        | 5 nickel | nickel 5
        | 5. Personnel au top | 5 docteur très à l'écoute | 5 équipe au top | 5 je recommande
        vivement | 5 personnel adorable | 5 tout s'est bien passé
        | 5 mrc | 5 merci bcp | je note 5 | je vous mets 5 étoiles
        | sans hésitation 5 | 5 zéro défaut
        """,
    },
    "ru": {
        1: """
        1 ужасно | 1, хамство | один | 1 кошмар | 1 отвратительно | 1, больше никогда |
        1. Хамство. Врач даже не посмотрел на меня | 1 не рекомендую | плохо 1 | очень плохо. 1 |
        ужасно 1 | ждал 3 часа, 1 | 1( | 1 плохо |
        одна звезда | 1 из 5
        | 1 никому не советую
        | 1 грубый персонал | 1 никогда больше | 1 отвратительное отношение
        """,
        2: """
        2 медсестра грубая | 2 долго ждал | 2 очень долго | 2, врач грубил | двойка | плохо, 2 |
        ждал три часа. 2 | 2( | 2, врач опоздал | не понравилось, 2 | не доволен. 2 | 2 плохо |
        две звезды
        | dva
        | 2 врач торопился
        | 2 хамят
        """,
        3: """
        3 нормально | 3 средне | 3 так себе | 3, долго ждал | тройка | тройку | 3 неплохо | 3) |
        только 3
        | 3 удовл | tri
        | троечка
        | к сожалению 3
        """,
        4: """
        4 хорошо | 4, хороший врач, но долго ждали | простите, 4 | 4 всё хорошо |
        4 хорошо, но очередь | Моя оценка: 4 | ой, 4 | 4 неплохо | спасибо, 4 | твёрдая 4 | 4) |
        4 очень хорошо
        | 4, но долго ждали | 4 хор | 4 но долго ждал | ставлю 4 потому что долго | оцениваю на 4 |
        от 1 до 5 ставлю 4 | вернее 4 | точнее 4 | chetyre | chetire
        | в целом 4
        | 4 из-за очереди
        | крепкая 4
        """,
        5: """
        5 спасибо | 5 всё отлично | 5, очень внимательный врач | Отлично! 5 | Очень хорошо. 5 |
        5 баллов | пять баллов | ставлю 5 | Здравствуйте, 5 | 5) | 5)) | 5 молодцы |
        Твёрдая пятёрка | 5 из 5 | спасибо, 5 | 5, врач супер | 5 всё понравилось |
        5 очень понравилось | 5 врач отличный | 5 спасибо большое | Очень хороший врач. 5 |
        Всё отлично, 5 | Добрый день, 5 | оценка 5 | 5 ставлю | 5 супер | пять | Пятёрка! |
        5 звёзд | 5 хорошо | 5, рекомендую | 5 без очереди | благодарю, 5 | Большое спасибо! 5 |
        врач хороший 5 | Врач хороший, 5 | твёрдая 5 | оценка: 5, спасибо | 5)) спасибо |
        5 (отлично) | 5(отлично) | 5 отличная клиника | 5, врач вежливый и внимательный |
        очень доволен, 5 | всем спасибо, 5 | 5 хорошая | пять звёзд, отлично |
        5 как всегда | 5 звезд | заслуживает 5 | она заслуживает 5 | 5 спасибо всем |
        5 большое спасибо | 5 все супер | 5 всё супер спасибо | 5 все хорошо |
        5 очень вежливый персонал | 5 очень довольна | 5 очень хороший врач | 5 врач просто супер |
        ставлю пять | ставлю пятерку | оценка - 5 | моя оценка - 5 | 5 молодец | 5 умница | 5-отлично
        | я 5 ставлю | только 5 |
        пять спасибо | 5 без проблем
        | пятак | 5 отл | 5 без замечаний | 5 нет претензий | 5 без нареканий | pyat | piat
        | Здравствуйте! Ставлю пятёрку. Дай Бог здоровья | privet 5 | ставим 5 | мы ставим пять | 5,
        ребёнок доволен | 5 кайф
        | пятерочка | 5 баллов, спасибо | однозначно 5
        | 5, спасибо доктору | 5, врачу спасибо | 5 без боли | 5 спасибо доктору | 5 все прошло
        хорошо | 5 огонь
        | 5 спс | 5 спасибки | 5 всё ок | пять из пяти
        | 5 никаких проблем | без сомнения 5 | 5 ноль претензий
        """,
    },
    "ar": {
        1: """
        ١ سيء | 1 سيئ جدا | واحد | ١ خدمة سيئة | ١ تعامل سيئ جدا | ١ أسوأ خدمة | ١ نجمة |
        الدكتور سيء، ١ | 1، صرخوا علي |
        ١ من ٥
        | wa7ed
        | 1 khara | 1 zift | 1 zeft
        | ١ سيء للغاية | ١ الدكتور وقح | ١ وحش
        | ١ مهزلة
        """,
        2: """
        اثنين | ٢ الانتظار طويل | ٢ زحمة | 2 مو زين | 2، الطبيب متأخر | غير راضي. 2 | 2 سيئة
        | اتنين | etnen
        | ٢ الانتظار كثير
        """,
        3: """
        ٣ عادي | ٣ مقبول | ٣ لا بأس | ٣ متوسط | عفوا أقصد ٣ | ٣ نجوم | 3 مقبول |
        فقط 3 | 3 فقط
        | تلاتة | تلاته | talata | tlata
        | ٣ مو بطال
        | للأسف ٣
        """,
        4: """
        4 جيد | ٤ جيد جدا | أقصد 4 | آسف، 4 | ٤ جيد لكن الانتظار طويل | ٤ كويس | أربعة |
        ٤ ممتاز بس زحمة | درجتي ٤ شكرا | 4 جيد جدا |
        ٤/٥
        | تقييم: 4 | من ١ إلى ٥ أعطي ٤ | من 1 ل 5 اعطي 4 | ٤ بس تأخير | arb3a | arba3a
        | 4 tamam
        """,
        5: """
        ٥ ممتاز جدا | 5 شكرا لكم | ممتاز ٥ | ممتاز، 5 | خمسة من خمسة | ٥ نجوم | خمس نجوم |
        السلام عليكم، 5 | 5 الطبيب ممتاز | 5 الدكتور رائع | شكرا 5 | 5 جزاكم الله خيرا |
        الخدمة ممتازة ٥ | ٥ خدمة ممتازة | 5 الخدمة جيدة جدا | 5 الطبيبة ممتازة جدا | شكرا جزيلا 5 |
        شكراً لكم، ٥ | ممتازة جدا، 5 | مساء الخير، ٥ | تقييمي هو 5 | ٥ ما شاء الله |
        5 يعطيكم العافية | خمسة | 5 بدون انتظار | 5 زين | 5 حلو | حلو 5 | ما شاء الله 5 |
        خمسة نجوم | الدكتور ممتاز ٥ | الدكتور ممتاز، ٥ | أعطيكم ٥ | أعطيكم ٥ من ٥ | راضي جدا، 5 |
        5 جيدة |
        5 كالعادة | 5 كالعاده | تستحق 5 | يستحق 5 | 5 الله يعطيكم العافية | 5 مشكورين | 5 ممتاز شكرا |
        5 خدمة رائعة | ٥/٥ ممتاز | ٥ شكرا جزيلا | ٥ جيد جدا | تقييمي: ٥ | التقييم ٥ | ٥ من ٥ | رقم ٥ |
        5-ممتاز | رقم 5 | فقط 5 | 5 فقط |
        خمسة شكرا
        | خمسة على خمسة | 5ممتاز | ٥ شكرا على المساعدة | khamsa | 5amsa | 5amseh | khamse | 5 momtaz
        | والله ٥ | ٥ درجات | خمس درجات
        | السلام عليكم ورحمة الله وبركاته ٥ | 5 shukran jazilan | wallah 5 | 5 kwayes awi | 5 7elw
        awy | 5 helw | 5 jamil | نعطيكم ٥ | 5 wallah
        | ٥ كل شي تمام | 5 كل شيء ممتاز | 5، الطبيب لطيف ومحترم | خمسه وشكرا | ٥ بلا شك | ٥ كل شي
        حلو | ٥ روعة
        | 5 دكتور رائع | ٥ الله يجزاكم خير | ٥ ما قصرتوا | ٥ تعامل راقي | ٥ حلوين | 5 يعطيكم الف
        عافية
        | ٥ الف شكر | ٥ كل الشكر
        | بدون شك ٥ | ٥ ما في اي مشكلة
        """,
    },
    "gu": {
        1: """
        ૧ બહુ ખરાબ | એક | ૧ બેકાર | ૧, બહુ તોછડી નર્સ | ૧, ડોક્ટર ખરાબ | એકદમ ખરાબ, ૧ |
        ૧ ખૂબ જ ખરાબ
        | ૫ માંથી ૧
        | ૧ ખરાબ વર્તન | 1 bau kharab
        """,
        2: """
        બે | ૨ બહુ મોડું | ૨, લાંબી લાઇન | ૨ સારું નથી | ૨ ખૂબ રાહ જોવી પડી | ૨, ડોક્ટર મોડું |
        ખુશ નથી. ૨ | ૨ ખરાબ
        """,
        3: """
        ૩ ઠીક | ૩ ઠીકઠાક | માફ કરશો ૩ | ૩ સામાન્ય | ત્રણ | ૩ ઠીક છે | ઠીક છે, ૩ |
        ફક્ત ૩
        | tran | thran | 3 thik che
        | 3 thik thak
        | ૩ બરાબર
        """,
        4: """
        ૪ સારું | ૪, સારું પણ મોડું | મારો જવાબ ૪ | ચાર | ૪ સારું છે | રેટિંગ ૪ આભાર |
        ૪ ખૂબ સારું |
        ૪/૫
        | ગુણ ૫ માંથી ૪ | ૫ માંથી ૪ | 5 માંથી 4 | હું ૪ આપીશ | ભૂલ થઈ ૪ | ૧ થી ૫ માં ૪ | ૧ થી ૫
        માંથી ૪ | chaar | 4 saru che | 5 mathi 4 | 5 manthi 4
        | ૪ સારું કામ
        """,
        5: """
        ૫ ખૂબ સરસ સેવા | ૫ સારું | પાંચ સ્ટાર | ૫ સ્ટાર | 5 saras | નમસ્તે, ૫ | ખૂબ સરસ, ૫ |
        સરસ ૫ | ૫ ધન્યવાદ | આભાર, ૫ | ૫, ડોક્ટર ખૂબ સારા છે | ૫ ખૂબ સારું | ૫ બહુ સરસ |
        ૫, સેવા ખૂબ સારી | ઉત્તમ, ૫ | ખૂબ સરસ સેવા, ૫ | મારા તરફથી ૫ | ૫ ખૂબ ખૂબ આભાર |
        ૫ ખૂબ સરસ છે | ૫ સારું છે આભાર | મારું રેટિંગ ૫ | ગુણ ૫ | એકદમ સરસ ૫ | એકદમ સરસ, ૫ |
        ૫ સરસ દવાખાનું | ૫, ડોક્ટર નમ્ર અને માયાળુ | ખૂબ ખુશ, ૫ | ૫ સારી | પાંચ સ્ટાર, ઉત્તમ |
        ૫ હંમેશની જેમ | ૫ ખુબ જ સરસ | ૫ ખૂબ જ સારું | ૫ ખુબ સારી સેવા | ૫ ખૂબ સારા ડોક્ટર | ૫ આપું છું
        | હું ૫ આપું છું | ૫ ખૂબ જ સરસ | નંબર ૫ | ફક્ત ૫ |
        5 khub saras | 5 ekdum saras |
        પાંચ આભાર
        | ૫ માંથી ૫ | ૫ મદદ માટે આભાર | panch | paanch | pach | panch aapu chu | hu 5 aapu chu | 5
        badhu saras | badhu barabar 5 | ૫ ગુણ | ૫ માર્ક | જય શ્રી કૃષ્ણ ૫ | Jay shree krishna 5
        | નમસ્તે ડોક્ટર સાહેબ, ૫ ગુણ | khub j saras 5 | 5 khub j saras | 5 ghanu saras | અમે ૫ આપીએ
        છીએ | ૫, મારી દીકરી ખુશ છે
        | ૫ બધું સરસ | ૫ બધું બરાબર
        | ૫ આભાર સાહેબ | ૫ મજા આવી | ૫ સુપર | ૫ બેસ્ટ | 5 bau saras | 5 thank you saheb
        | ૫ ઘણો આભાર | 5 saras seva
        | ૫ કોઈ ફરિયાદ નથી
        """,
    },
    "ur": {
        1: """
        ۱ بہت برا | ۱ خراب | ایک | ۱ بدترین | ۱، نرس بہت بدتمیز | ۱، ڈاکٹر برا | بہت خراب، ۱ |
        بہت خراب ۱
        | ek | ۵ میں سے ۱ | aik | 1 bohat bura
        | 1 ghatiya
        | ۱ بدتمیز عملہ | ۱ بہت بری سروس | 1 bakwas
        | ۱ بکواس
        """,
        2: """
        دو | ۲ بہت دیر | ۲، لمبی قطار | ۲ اچھا نہیں | ۲ بالکل اچھا نہیں | 2، ڈاکٹر دیر سے |
        خوش نہیں۔ 2 | 2 خراب
        | 2 acha nahi tha
        """,
        3: """
        ۳ ٹھیک | ۳ مناسب | تین | ۳ ٹھیک ہے |
        صرف ۳
        | teen | 3 theek hai
        | 3 theek thaak
        """,
        4: """
        ۴ اچھا | معذرت، ۴ | ۴، اچھا لیکن دیر | میرا جواب ۴ | چار | ۴ اچھا ہے | میری ریٹنگ ۴ شکریہ |
        4 بہت اچھا |
        ۴/۵
        | ۵ میں سے ۴ | 5 میں سے 4 | ۴ لیکن دیر ہوئی | غلطی سے، ۴ | ۱ سے ۵ میں ۴ | 4 acha tha | 5
        mein se 4 | 5 me se 4 | 5 main se 4
        """,
        5: """
        5 بہترین | ۵ بہت اچھا شکریہ | 5 شکریہ | پانچ ستارے | السلام علیکم، ۵ | بہت اچھا، ۵ |
        بہت اچھا ۵ | شکریہ، 5 | میری ریٹنگ ۵ | 5، ڈاکٹر بہت اچھے ہیں | 5 bohat acha | 5 shukriya |
        ۵ بہت زبردست | ۵، سروس بہت اچھی | بہترین، ۵ | بہت اچھی سروس، ۵ | میری طرف سے ۵ |
        ۵ بہت بہت شکریہ | پانچ | ۵ بہت اچھا ہے | ریٹنگ ۵ | سلام، ۵ | 5 بہترین کلینک |
        5، ڈاکٹر مہربان اور مددگار | بہت خوش، 5 | 5 اچھی | پانچ ستارے، بہترین |
        ۵ ہمیشہ کی طرح | ۵ بہت عمدہ | ۵ بہت شکریہ | ۵ اچھی سروس | ۵ بہت اچھے ڈاکٹر | ۵ دیتا ہوں |
        میں ۵ دیتا ہوں | میں 5 دیتی ہوں | 5 ماشاءاللہ | نمبر ۵ | صرف ۵ |
        5 jazakallah | 5 mashallah | 5 zabardast | 5 bahut badhiya | 5 bahut accha |
        5 bohat acha doctor |
        پانچ شکریہ
        | ۵ میں سے ۵ | ۵ مدد کا شکریہ | panj | main 5 deta hun | panch deti hoon | salam 5 | Assalam
        o alaikum 5 | 5/5 zabardast yaar | 5 hai meri taraf se | meri taraf se 5 | poore 5 | pure 5
        | ہم ۵ دیتے ہیں
        | ۵ شکریہ ڈاکٹر صاحب | 5 shukria | 5 bahut acha laga
        | ۵ بہت مہربانی
        | ۵ کوئی شکایت نہیں
        """,
    },
    "fil": {
        1: """
        1 bastos ang nurse | 1 masungit | isa | 1 napakabastos | 1, hindi na babalik |
        1 walanghiya | pangit ng serbisyo, 1 | 1 pangit ang serbisyo |
        1 ang sungit ng nurse | 1 sa 5
        | 1 napakapangit ng serbisyo | 1 ang pangit ng service
        | 1 hindi na ako babalik | 1 di na babalik
        | 1 walang kwenta
        """,
        2: """
        2 matagal | dalawa | 2 napakatagal | 2 hindi maganda | naghintay kami ng 3 oras, 2 |
        2, huli ang doktor | hindi masaya. 2 | 2 pangit
        | duha
        """,
        3: """
        3 katamtaman | 3 pwede na | tatlo po | 3 hindi masama | 3 mabait |
        3 lang | 3 lang po
        """,
        4: """
        4 maganda | 4, maganda pero mabagal | pasensya na po, 4 | 4 maayos |
        4, maayos pero matagal | ang sagot ko ay 4 | apat | Sorry po, 4 | 4 hindi masama | 4 sa 5 |
        4 magaling
        | 4 pero mahaba pila | 4 kasi matagal | Rating ko po ay 4 | grade ko 4 | sa 1 hanggang 5, 4
        | 1 to 5, 4 po | ay mali, 4 | mali, 4 po | ay 4 pala | 4 pala | kuwatro | upat
        """,
        5: """
        5 po salamat | 5 salamat | 5 magaling ang doktor | 5, mabait ang nurse | lima po |
        Hello po, 5 | Salamat po, 5 | 5 napakagaling | 5 stars po | 5 sobrang mabait |
        5 mabait ang doktor | Mahusay, 5 | Napakabait ng nars, 5 | Maraming salamat po, 5 |
        5 maraming salamat po | rating ko 5 | 5 walang reklamo | 5 the best po | 5 hindi matagal |
        5 God bless po | God bless, 5 | 5 maganda ang serbisyo | maganda ang serbisyo 5 |
        maganda ang serbisyo, 5 | 5 bituin | 5 bituin po | 5, mabait at maasikaso ang doktor |
        masaya, 5 | 5 mabait | 5 bituin, napakahusay |
        you deserve 5 | 5 ang galing | 5 po thank you | 5 po maraming salamat | 5 po ang rating ko |
        5 ang rate ko | 5 ang bait | 5 ang bait ng nurse | 5 ang ganda ng serbisyo | 5 gaya ng dati |
        5 mababait sila | 5 mababait lahat | 5 very good po | 5 very accommodating |
        5 thank you po doc | deserve 5 | deserve nya 5 | 5 out of 5 po | 5/5 po | lima |
        lima po salamat | 5 sobrang bait | ang galing 5 | 5 sobrang galing | 5, ang bait ng doktor |
        limang bituin | 5 lang | 5 lang po |
        lima salamat
        | limaa | salamat po 5 | 5 ang bait ni doc | bigyan ko ng 5 | binibigyan ko ng 5 | bigay ko
        5 | 5 salamat sa tulong | 5 super bait | 5 sobrang nice nila | Good pm po 5 | Gud am 5 | 5
        syempre | 5 gyud | lima gid
        | Magandang umaga po, 5 po ang marka ko | Good morning po doc, lima po. Salamat po | 5 po,
        masaya ang anak ko | 5 po galing sa amin
        | 5 magaling si doc | 5 solid
        | 5 super galing | 5 maalaga ang nurse
        | 5 slmt po | 5 salamuch
        """,
    },
    "mix": {
        5: """
        ５ | ５ ｇｒｅａｔ | 𝟓 | ५ | ৫ | ๕ | 5 5 5 | 5,5,5 | 5 ❤️❤️❤️ | 5 😘 | 5 👍👍👍 | 5/5* | ५/५
        """,
    },
    "to ten": {
        0: """
        0 | zero | 0, terrible | 0. Very rude | 0, disgusting | 0/10 | 0 stars |
        0.0 | 0 only | only 0 | they deserve 0 | cero | zéro | ноль | صفر | શૂન્ય
        """,
        1: """
        1 | 1/10 terrible |
        1.0 | 1 1 1 | only 1 | 1 of 10
        """,
        2: """
        2, rude |
        2 out of 10
        """,
        3: """
        3 waited too long | 3, rude
        """,
        4: """
        4/10 | 4, slow
        """,
        5: """
        5 so so | 5, average |
        5/10
        """,
        6: """
        6 ok | six | seis | 6, average |
        چھ | anim
        | sais | چھے
        """,
        7: """
        7 good but slow | 7 ok | 7, good service | 7/10 good | 7 out of 10, thanks | seven |
        siete | 7 stars |
        7/10 | 7.0 | 7* | only 7 | just 7 | 7 overall | سبعة | سات | pito
        | 7 but a bit rushed | siyete | saat
        """,
        8: """
        8 out of 10 | 8 good | восемь | ٨ | ૮ | walo | solid 8 | 8 very good |
        8, very good doctor |
        ocho | آٹھ
        | 8 but slow | تمانية | on a scale from 0 to 10, 8 | 8 sobre 10 | otso | ૧૦ માંથી ૮ | aath |
        10 mathi 8 | ۱۰ میں سے ۸ | 10 mein se 8
        """,
        9: """
        9 great | ٩ | 9 thanks | 9 excellent | neuf | 9 of 10 | 9 из 10 | 9 من 10 | 9 de 10 |
        9 sur 10 | 9, very kind |
        9 9 9 | nueve | девять | ٩/١٠ | ૯/૧૦ | નવ | siyam | 9️⃣ | ９
        | ٩ درجات | nuebe | del 0 al 10 un 9 | sobresaliente 9 | nuwebe | nwebe | 9 points po |
        entre 0 et 10 je dirais 9 | nav | ૯ ગુણ | nau
        """,
        10: """
        10 | 10! | 10/10 | ten | 10 thanks | 10 excellent service | 10, thank you | ١٠ | ૧૦ |
        ۱۰ بہت اچھا | десять | 10 баллов | diez | dix | sampu | عشرة | 10 из 10 |
        10 - fantastic nurse | 10. Excellent | perfect 10 | 10 stars | ⭐⭐⭐⭐⭐⭐⭐⭐⭐⭐ |
        10 amazing experience | 10 of 10 | 10 out of 10 great |
        10.0 | 10 10 10 | 10 only | she deserves 10 | 10 as usual | десятка | عشرة من عشرة | ١٠/١٠ |
        ١٠ من ١٠ | ૧૦/૧૦ | દસ | دس | 10 po | I would give 10 | 10 👍 | 1️⃣0️⃣ | １０ | １０／１０
        | عشرة على عشرة | dyes | diyes | das | dus
        """,
    },
}

# {language: texts}; to ask back is all that may be done.
ASKED = {
    "en": """
    :3 | thanks :3 | worse 1 | wait: 2 | excellent = 5 | two waiting | 3 waiting | 1 slow waiting | two rude |
    four kind | un | un médecin | peor 1 | espera: 3 | pire 1 | хуже 1 | tatlo mabait | apat mabait | dalawa pangit |
    પાંચ સારા ડોક્ટર | پانچ اچھے ڈاکٹر |
    1 we will be back | 3 el martes | See you tomorrow. 5 |
    The doctor saw my son. 3 | My appointment is at 5 | 5 o'clock | tomorrow at 3 | 3 Tuesday |
    apt 4 | 4 Privet Drive | 5 High Street | 5, High Street | 5, rue Victor Hugo |
    2 tickets please | I have 2 kids | call me after 5 | after 4 please | 4 more days of pain |
    took 3 attempts | 3 attempts to draw blood | 3 injections | 2 teeth out |
    2 fillings done, great job | 5 fillings | it took 5 | my son is 4 | 4 yo | 4yrs old |
    5 but never again | 5 except for the waiting | no 5 | not 5 | not even 1 | not a 1 |
    definitely not 5 | 5 is too much | 5 - just kidding | 5, just kidding, 1 | 5 haha | 5 lol |
    3 or 4 | 3/4 | 3-4 | 3~4 | 3→4 | 3 -> 4 | 3=>4 | between 4 and 5 | 4ish | 4 ish | almost 5 |
    ~4 | <3 | >3 | under 3 | 4 and a half | 4,5 | 4.5 | 4.9 | 5,0 | 4 1/2 | 10 | 10/10 |
    100 | 9 | 0 | 11 | 50 | -1 | +1 | 1000 | 5% | $5 | 5$ | £4 | 5€ | #5 | No.5 | No. 5 | nr 5 |
    ext. 5 | ext 5 | room 5 | bed 3 | ward 2 | level 4 | floor 3 | gate 2 | line 2 |
    desk 3 | window 3 | counter 2 | 5pm | 5 pm | 5:00 | 5h | 5 h | 5th | 5 th | 2nd | 1st |
    3 weeks ago | 2 days later | in 5 minutes | 5 min | 5mins | 5 mg | 5mg twice a day |
    2 pills a day | 3x | x3 | 3 times | 5 times | once | twice | 1 excellent! | 1 great |
    1 = best? | 1, you are the best | 1 thanks | 1 thank you, wonderful care | 2 great | 1 top |
    1 top notch | 1 perfect | 1 no complaints | 1 no problems at all | 1, can't fault them |
    1, couldn't be better | 1 nothing to complain about | 1 not bad | 5 rude | 5 awful |
    5 very slow | 5, the nurse was rude | 5. Waited two hours | 5 disgusting | 5 worst place ever |
    5 not happy | 5 I was not happy | 5 never again | 5 will never come back | 5 not recommended |
    5 you lost my file | 5 great job losing my file | 5 thanks for nothing |
    5, if you like waiting | 5 if I get a refund | 5 when can I come back? | What does 5 mean? |
    5? | is it 5 | 5 is best right | why 5 | which one is best 1 or 5 | how about 5 |
    my husband says 5 | my husband gives 5 and I give 2 | last time 5 | last time it was 5, now 2 |
    used to be 5 | it was 5 before | 5 before, 3 now | would be 5 | could be 5 |
    should have been 5 | I wish I could give 5 | minus 5 | five minus | 5- | 5+ | 5-- |
    press 1 | option 2 | 1 confirm | 1 to confirm | 1, confirm | confirm 1 | 2 cancel | C | Y |
    yes 1 | reply 5 | 5 people waiting | 5 of us | 2 of the nurses were rude | 2 nurses rude |
    3 doctors | 4 doctors looked at me and it was great | 1 doctor was great | 1 nurse was rude |
    1 rude nurse | 1 bad doctor | 5 good nurses | 5 kind people helped me |
    2 great doctors and a lovely nurse | 3 lovely ladies | 3 of 4 | 1 out of 10 | 2 out of 3 |
    5 out of 6 | 5 of 10 | my bp is 5 | sugar 5 | pain is 2 now | pain level 4 | pain 4 out of 5 |
    a 5 minute visit | a 5 year old knows better | 5 star hotel next door | Not 5 stars |
    5 stars? no way | no way 5 | no way a 5 | never a 5 | 5 never | 5 nope | nope, 5 |
    not 3 but 4 | 3 no 4 | 3, sorry 4 | 3. I mean 4 | 5 5 | 55555 | 1 2 3 4 5 | 12345 | 1-5 |
    1 to 5 | 5 4 3 | 4 for the doctor 1 for reception | doctor 5, reception 1 | 5 doc 2 desk |
    2moro | 4ever grateful | u 2 | 2 bad | 2 good to be true | 2 much waiting | 2 long | 4 sure |
    4 real | 4 you | 4 goodness sake | thanks 4 asking | thanks 4 | so good 2 | great 2 |
    love you 2 | me 2 | +32 470 12 34 56 | call 555 1234 | 4 April | April 4 | 4/4/2026 | 04.05. |
    on the 4th | 5 May | May 5 | 5/3 | 5/12 | 1/2 | 2/5 at 10 | at 2/5 | ⑤ | Ⅴ | V | ⁵ | ⅘ |
    5️⃣0️⃣ | 👍 | ⭐ | ⭐⭐⭐ | 👎 | 🙄 5 | 5 🙄 | 5 😂 | 5 👎 | 1 👍 | 5 ;) | 5 :( | I rate you 1 for best |
    No1 | no 1! | number one | the one | one love | one moment | to | for | won | ate | tree |
    5 🤮 | give me 5 | high five | hi 5 | Take 5 | 5 guys | plan 4 | Step 2 | covid 2 | type 2 |
    type 1 diabetes | stage 3 | grade 4 | week 5 | day 3 | visit 2 | 5 is my lucky number |
    5 is good for me | 5 works | 5 would work | 5 perfect see you then | 5 great see you then |
    5 suits me | 5 fine | 5 my knee still hurts | 5 still bleeding | 2 still in pain |
    3 more please | 5 and 2 | 5+5 | 5& | 5@ | 5@clinic | http://x.y/5 | 5.com | v5 | B5 | 5B |
    5 b | 5 a | 5 x | I would have given 5 but for the wait | 5 for effort |
    5 for effort, 1 for result | 5 for the nurse only | wanted to give 5 | can't give 5 |
    cannot give more than 3 | at least 4 | at most 2 | less than 2 | max 3 | maximum 5 |
    minimum 1 | no more than 2 | more like a 2 | 5 more like 2 | 5 instead of 4 | 4 instead of 5 |
    4 not 5 | 4, not 5 |
    4 overall good experience | 3. Doctor good, reception rude |
    2 - dirty waiting room |
    4 I liked the doctor | 5, good morning | 2, bad news | 5, nice to meet you |
    5, happy birthday | 5, good luck with that | 5, great. I mean one | 5, great. One star really |
    5 excellent. Wrong button | 5 perfect. Sorry, I hit the wrong key |
    5. Great. My finger slipped | 1. Terrible. Sorry, meant good | 1, rude. Oops wrong person |
    3 long waits | 1 problem: parking | 1 complaint | 2 complaints |
    3 problems: slow, rude, dirty | 2 points: slow and rude | 2 things: slow and rude | 3 issues |
    1 question | 1 suggestion: be faster | 5 suggestions | 2 remarks. Slow and rude |
    I give it 5 minutes | I give it 5 days to heal | I rate it 5 times better | I'd say 5 people |
    I would say 4 maybe | I'd say 4 or 5 | solid 5 minutes | a 5 would be too much | a 5? no |
    I give a 5 to the doctor and a 1 to the rest | I give 5 dollars | I gave 5 last time |
    twenty five | twenty-five | five hundred | forty five minutes | five-ish | fifty | four five |
    five six seven eight | five or six | five a day | five pm | five minutes late |
    half past five | five to nine | five nurses were kind | at five | take five | in five |
    five more | 5 is okay | 5 ok for me | 5 good for me | 5, good for me | good, 5 | ok, 5 |
    Fine. 5 | sure 5 | Perfect. See you at 5 | 5, see you | great, see you 5 | Good doctor 5 |
    nurse was late 2 | slow 2 | bad 2 | he was good at 5 | best 5 | the best 5 doctors |
    top 5 clinic | love 5 | like 5 | helped 5 | the bus 5 was late | bus 5 | bad room 3 |
    nice room 3 | cold 3 | dirty 2 | 5 sarcastically | 5 (not) | 5 (sarcasm) | 5 /s |
    5 as in five hours | 5 because you asked | 5, because the nurse was the only good thing |
    5 only because of the nurse | 5 solely for Anna | 5... well no | 5 well actually 3 |
    5, actually 3 | 5. Actually no, 2 | 5 hmm | 5 hm maybe | 5 I guess | 5 I think | 5 idk |
    dunno 5 | 5 whatever | whatever 5 | 5 blah blah | 5 now stop texting me | 5 leave me alone |
    5. STOP | 5 stop texting | 5 unsubscribe | 1 yelled at me | 2 yelled at me | 2 shouted |
    3 helped me | 5 loved it | 2 lied to me | 1 left early | 3 left | 2 died | 2 came late |
    1 came late | 2 were late | 3 were late | 2 in the waiting room | 4 in the morning |
    4 at night | 5 on the dot | 5 to 6 | 5 till 6 | 5 past 6 | 5 before noon | 5 after lunch |
    5 tonight | 5 today | today 5 | 5, today is good | 5 today was great | 5 star hotel |
    not a 5 star service | I expected 5 stars | Google 5 stars |
    Your other clinic deserves 5 stars | no stars | 0 stars | 6 stars | 10 stars |
    5 stars minus one | 5 stars if you fix the toilets | 5 starts | 5 very kind nurses |
    3 very good doctors | 5 great nurses | 2 terrible nurses | 2 terrible experiences |
    3 good ones | 5 good and kind nurses | 5 kind, gentle nurses | 2 slow, rude nurses |
    3 rude, slow nurses | 5 happy patients | 5 good years | 5 long years | 5 bad minutes |
    5 excellent reasons | 1 great nurse | 1 good one | 1 nice lady | 1 bad apple |
    1 very bad experience | 1 bad experience but otherwise great | my mark is not 5 |
    my mark is 5 out of 10 | my rating is between 4 and 5 | rating 5? | score: n/a |
    mark 5 as done | answer 5 questions | note 5 | 4 stars hotel | 5 rated | 5 rating |
    A5 | 5A | 5 A | 5'6 | 5ft | 5 ft | 5 kg | 5kg | lost 5 kg | 5k | 5K run | 5 °C | 38.5 | 39 |
    temp 39 | 120/80 | bp 120 over 80 | 5mm | 5 ml | 3D | 2G | 4G | 5G | I'm 5'4 | born in 1955 |
    55 years old | since 2015 | 3 months pregnant | 5 weeks | 5wks | 5 nights | Q5 | 5) no |
    1) good 2) bad | a) 5 b) 4 | 5;4 | 5 4 | 5 and a half stars | five and half | 4 3/4 | 4¾ |
    5^2 | 2² | √5 | 5!=1 | =5 | 5= | (5 | {5} | <5> | _5_ |
    5. The staff were absolutely lovely and the doctor took the time to explain it all |
    5, could not fault it | 4 would be 5 if parking was free |
    4. Would be 5 with parking | 5. No pain at all | 5, no pain |

    5 will come back | 5 would come again | 5 wait was short | 4 longish wait | 2 the wait |
    5 the wait | 1 the best clinic | 2 the doctor was great | 2 great nurse | 1 kind nurse |
    1 kind of rude | 5 kind of ok | 5 sort of | 3 sort of ok | good doctor, bad reception. 3 |
    waited 3 hours and left | waited since 9, 2 | came at 9, left at 11. 2 |
    5 of my friends love it | All 5 of us were happy | we are 5 | We were 4 and happy |
    family of 5 | party of 5 | Happy with everything 5 | so happy 4 you | so good 4 the kids |
    very kind 4 | very good service 4 | great nurse 5 | worst service ever 1 | a 4/5 |
    4/5? | 4/5 or 5/5 | 4/5/2026 | 1/5 May | appointment 4/5 | on 4/5 | for 5/5 | 5/5 but slow |
    1/5 great | 5/5 terrible | 0/5 | 6/5 | 5/1 | Thank you all 5 | thanks to all 5 |
    thanks to nurse 5 | thanks for 5 | thanks, 2 | thanks but 2 | no thanks 5 | no thanks |
    no thank you, 5 | 5 no thanks | thx 4 all | ty 4 | 5 Nora | Nora 5 | Nora was great 5 |
    5 Nora was great | Mark 4 was great | Score was 4-1 | the score is 4 3 | my answer is no 5 |
    5 really really slow | 5 so so | 5 so-so | 5 too slow | 5 too long | 5 pretty bad |
    5 pretty nurses | 5 simply the best | 5 all the best |
    5 love | 5 love Anna | 5 xx | 5 bye |
    5, excellent. But the nurse yelled | 5, excellent. My bill was wrong though |
    5, excellent. Except the waiting | 5 perfect. Not | 5 great. As if | 5 great. You wish |
    5 wonderful. I waited three hours | 5 wonderful! Lost my file again |
    5 perfect! They stole my bag | 1, awful. The doctor was wonderful though |
    1 rude. Love the new building | 2, slow. Great doctor | 1 bad. sorry I mean 5 |
    1 bad. Actually it's five | 1, rude. I'd say two | 1, horrible. If I could give 0 I would |
    1. horrible, zero if possible | 1 terrible, you deserve zero | 4 hour wait |
    4 hours wait. Rude staff. 1 | 3 weeks for an appointment. 2 | 5 yrs ago it was great |
    been coming 5 years, great | 5 years a patient, always great | great for 5 years |
    great 5 years | 3rd visit, great | visit no 3, great | my 2 cents: great | 2 cents | 24/7 |
    9 to 5 | 9-5 | 50/50 | fifty fifty | 1:1 | 2:1 | 360 | 911 | 112 | 007 | 1st class |
    first class | no 2 ways about it | 2 thumbs up | two thumbs up | five thumbs up |
    10 out of 10 | 100% satisfied | 110% | A* | A1 | A 1 service | 1 of a kind | one of a kind |
    second to none | ***** | ☆☆☆☆☆ | ★★★ | ⭐⭐⭐⭐⭐ great | 4 ⭐⭐⭐⭐⭐ | 1 ⭐ | 2 ⭐⭐ |
    5 ❌ | 5 🤷 | 🤔 3 | 3 🤔 | 5 💩 | 5 🤡 | 5 😭 | 5 🥲 | 5 🙃 | 👍 1 | 👎 5 | ✌️ 5 | ✋5 | 🖐 5 | 🖕 1 | 🖕 5 |
    5❓ | 5❗ | 4. Reception was a bit slow | 2 poor |
    5 Thanks Nora! |
    Big 5 | not good, 5 | not happy 5 | I was happy 2 times |
    happy 2 | 2 happy | it took 2 hours | took 2 long | Came in at 2, seen at 4 |
    4 days of pain, 1 pill helped | visit was good, paid 5 | Paid 5, great | great price 5 |
    5 bucks | 5 quid | fiver | 5 grand | 5 past | 5 to | quarter to 5 | 5ish | 5 o clock |
    5 oclock is fine | 5 in the afternoon is perfect | 5 on Friday is great | 5 on Friday |
    friday 5 | the 5th is great | 5 next week | in 5 great | 5 mins late, great doctor |
    5 minutes late, great doctor | 5 min wait. great | 15 | 1 5 | 15 great | 5-10 | 5..10 | 5...4 |
    5.4.3 | 5,4,3 | 1st great | 2nd great | great 1st visit | first 5 | last 5 | next 5 | other 5 |
    another 5 | same 5 | both 5 | each 5 | every 5 | all 5 | any 5 | some 5 | few 5 |
    even 5 | still 5 | again 5 | 5 again | 5 still | 5 just | 5 each | 5 both |
    5 total | total 5 | sum 5 | age 5 | 5 old | 5 new | 5 left | 5 right | left 5 | 5 up | 5 down |
    5 in | 5 out | 5 off | 5 on | 5 over | over 5 | 5 under | 5 by 5 | 5 and counting |
    5 and more | 5 and up | 5 plus | and 5 | so 5 | then 5 | but 5 | well 5 | well, 5 | 5 bad job |
    1 bad job | 1 good job | I love the number 5 | my favourite is 5 | 5 is wonderful |
    5 was the mark last time | 5 it is | 5 it was before | 5 i said | 5 i already answered |
    5 as i said | already gave 5 | gave 5 already | 5 gave already | 5 sent already | i sent 5 |
    i replied 5 | i pressed 5 | pressed 5 by mistake | 5 wrong | 5 no wait 4 | 5 nvm | 5 ignore |
    ignore 5 | delete 5 | cancel 5 | 5 cancel | undo 5 | 5 test | test 5 | testing 5 |
    5 who is this | who is this? 5 | wrong number 5 | 5 wrong number | 5 sorry wrong person |
    5 my dog wrote this | 5 bananas | 5 bad bananas | 5 great bananas | 3 great bananas |
    2 mean doctors | 1 mean nurse | 5 but only because Nora is great | 5 because Nora is great |
    5 for Nora, 1 for you | 5 Nora 1 Tom | Nora 5 Tom 4 | 5/5 for Nora | -5/5 | 5/-5 | 5/5/5 |
    5/5 5/5 | 5:5 | 5outof5 | 5x5 | 5*5 | 5^5 | 5=5 | 5/5? | 5/5, but |
    4 out of 5 stars, slow | no star | half a star | 1/2 star | 2 and a half stars | 5 * * * * * |
    0471 23 45 67 | call 0471234567 | my no is 5 | text me at 5551234 | 5 55 55 | 5 5 2 1 | 5:15 |
    5.15 | 5h30 | 5 h 30 | 17h | at 5 please | by 5 | 5 sharp | 5 p.m. | 5 a.m. | 5 am great |
    before 5 great | around 3ish | half 5 | half four | quarter past 3 | 3 in the afternoon |
    1 in the morning | 3rd | on the 3rd great | 3 jan | jan 3 | 3.1. | 3/1 | 3-1 | 2026 | 3 Dec great
    | 1st of may | the 4th of july | mon 4 | 4 mon | thurs 4 | £5 great | 5 pounds | 5 kr | 5 rs |
    rs 5 | Rs. 5 | rs5 | 5/- | 5 bob | paid 3 times | 5k paid | 4 euros great value | a fiver |
    2 dollars | 5 people great | 3 persons | 4 patients before me | 4 kids great | we are 3 | us 3 |
    3 of us | the 3 of us were happy | 2 of them rude | both 2 | 2 staff rude | 1 staff rude |
    1 staff was great | 3 staff on duty | 2 ladies rude | 2 women were lovely | 1 man shouted |
    1 guy rude | 1 woman rude | 4 doctors great | 5 docs great | 3 visits great | 3 visits |
    2 visits, great | visit 3 great | 5th visit great | 2nd time great | third time lucky |
    first time, great | 2 times late | late 2 times | 3 minutes late | 3 min great | 5 minutes great |
    10 minutes, great 5 | waited 5 min, great | waited 5 | waited only 5 | wait was 5 | wait 5 |
    the wait was 3 | 5 wait | 5 waiting | 2 waiting | 1 waiting | not 5 but 4 | not a five | isn't 5 |
    isnt a 5 | wasn't a 5 | not really 5 | 5 not really | 5 really not | 5 (not really) | 5 - not |
    5, not! | 5 NOT | 5 never ever | never 1 | no 1 | none 5 | nothing 5 | without 5 | 5 without |
    can't say 5 | i cant give 5 | i won't give 5 | I don't give 5 | don't give 5 | i do not rate 5 |
    not worth 5 | not worth a 1 | worth 5 | hardly 5 | barely 3 | scarcely 3 | far from 5 |
    nowhere near 5 | nearly 5 | close to 5 | up to 5 | less than 5 | more than 5 | below 3 | above 3 |
    over 4 | under 4 | max 5 | min 1 | at least 3 | 5 at most | 3 at best | 5 at best | 2 at least |
    3 or more | 4 or higher | 4 or less | 4 if not 5 | if 5 | 5 unless | 5 when you answer |
    5 once you fix it | 5 after you fix it | 5 as soon as you call | 5 provided you call |
    5 assuming its anonymous | 5 in theory | 5 on paper | 5 in your dreams | 5 my ass | 5 my foot |
    5 yeah right | 5 sure | 5 suuure | 5 oh please | 5 lmao | 5 rofl | 5 hahaha | 5 😂😂 | 5 🤣 | 5 😏 |
    5 🤥 | 5 🤮🤮 | 5 🖕 | 5 💔 | 5 ☠ | 5 💀 | 1 😂 | 1 ❤️ | 1 😊 | 1 ⭐⭐⭐⭐⭐ | 5 ⭐⭐ | ⭐⭐5 | 5 😐 | 5️⃣5️⃣ |
    1️⃣0️⃣ | 🔟 | ④ | ⑤⑤ | ❺ | ５分 | ４．５ | ５０ | ５％ | ＋５ | －５ | 5/10 | 2 out of 10 | 5 out of ten |
    five out of ten | 5/100 | 5/6 | 5/4 | 5 of 6 | 3 of 3 | 3/3 | 1/1 | 2/2 | 4/4 | 5 on a scale of 10
    | 5 on a scale of 5 | 5 on a scale of 1 to 5 | on scale 1 to 10 5 | 5? no 1 | 1... 5 | 5... 1 |
    5 -> 1 | 5 no sorry 1 | 4 sorry 2 | 4, sorry, 2 | 4. Sorry 2 | 4 I meant 2 | 4 oops 5 | 4 no 5 |
    4 make it 5 | 4 make that a 5 | 4 edit 5 | 4 (5) | 4 [5] | 4 wait 5 | 4 hmm 5 | 4 / 5 / 3 |
    change my 4 to 5 | change to 5 | was 4 now 5 | it was 4 | previously 4 | room 3 great | 3 room |
    bed 3 great | ward 3 | floor 3 great | suite 5 | door 4 | box 5 | office 3 great | Dr 2 |
    dr. 2 great | doctor 3 great | nurse 3 was great | team 5 | team 5 great | clinic 5 |
    clinic 5 great | branch 2 | unit 5 great | case 3 | ticket 5 | order 5 | invoice 5 | ref 5 |
    option 5 | choice 5 | question 5 | Q 5 | no 5 is great | number 5 great | nr. 5 | Nº 5 | №5 | № 5
    | #1 | # 5 | no.1 | no 1 clinic | numero uno | you're number 1 | we're no 1 | you are the one |
    one and only | one more | one thing | one day | one of 5 | one of five | one in five | 1 in 5 |
    1 of 5 nurses | 1 of 5 was nice | one of 5 was nice | 2 of 5 were rude | 2 of 5 nurses rude |
    4 of 5 were great | 4 of 5 great | 4 of 5 nurses great | 1 of 5 good | 4 of the 5 |
    4 of 5 times late | 4 of 5 times | 4 of 5 visits | 4 out of 5 times | 4 out of 5 doctors agree |
    4 out of 5 nurses | 2 out of 5 were rude | 4/5 nurses great | 4/5 were good | 1/5 was good |
    4 of 5 people | 4 of 5 teeth | 4 of 5 done | I would give 5 if | I would give 5 if he had listened
    | I would give 5 but | I would give 5, but no | I would give 5 however |
    I would give 5 except for parking | I would give 5 had they listened |
    I would give 5 to the doctor | I would give 5 to the nurse | I would give 5 next time |
    I would give 5 for parking | I would give 5. But the wait | I would give 5. Waiting was terrible |
    I would give 5 without the wait | I would give 5 not for the wait |
    I would give 5 were it not for the wait | I would give 5 with better parking |
    I would give 5 stars if | I would give a 5 but | I would have given 5 | I would have given 5 but |
    I'd have given 5 | I would've given 5 | I would not give 5 | I wouldn't give 5 |
    I would never give 5 | I would give less than 5 | I would give more than 5 |
    I would give it a 5 though | I would give 5 and not 4 | I would rate 5 but | I'd give 5 minus |
    I'd say 5 but | I'd say 5 not | id give 5 if asked | I could give 5 | I might give 5 |
    I should give 5 | I will give 5 when fixed | I was going to give 5 | wanted to say 5 |
    would give 5 but no | would have given 5 | could have been 5 | should've been a 5 | it would be 5
    | this would be a 5 | 4.5/5 | 4,5/5 | 4.5 out of 5 | 3.5 | 2.5 | 4½ | four and a half |
    four point five | 4 point 5 | 4 and 1/2 | 5.00 | 5.01 | 05 | .5 | 0.5 | 5, | 5; | 5: | 5/ | IV |
    III | iv | v | II | I | V/V | fve | fife | fine | five 4 | 4 (five) | zero | zero! |
    00 | 0 out of 5 | none | 6 | 7 | 10/5 | ten | 100% | 5000 | 11111 | - 1 | −5 | –5 | —5 | minus 1 |
    5 minus 1 | 5-1 | 5 - 1 | 5 – 1 | 5+1 | 5 + 1 | 5x | x5 | 5X great | 5 × great | 2x4 | 4ever |
    2day | 2morrow | any1 | some1 rude | no1 answered | every1 great | 1derful | l8 | m8 | w8 2 long |
    w8 5 | too long 2 | way 2 long | much 2 long | 2 much | 2 expensive | 2 pricey | 2 cold | 2 late |
    2 slow | 2 far | 4 free | 4 years great | 4 sure great | 4 me great | b4 great |
    thanks 4 everything great | thx 4 the care | thank you 4 being kind | good 4 kids | waiting 4 ages
    | waited 4 ages | waited 4ever | waited 4 | ty 4 ur help | sorry 4 late reply |
    I've been here 3 times | came 3 times | called 5 times | called twice 2 | rang 4 times | 3 calls |
    3 calls no answer | 2 messages no reply | 5 emails | 3 nurses tried 4 times | 4 attempts |
    needle 3 times | 3 stitches | 2 pills | 5 mg great | 1 tablet | 1 a day | 3 a day | 3 x day |
    2x daily | dose 2 | dose 2 was fine | vaccine 2 great | shot 2 | tooth 5 | tooth 5 great | L5 |
    C5 great | T 3 | type 2 great | stage 4 | pain 4 | pain 4 good | pain 2 now thanks | pain is 5 |
    pain is a 3 | my pain is 5 | 5 pain | 5 painful | fever 39 | 5 days fever | bp 5 | 5 sugar |
    5 ok see you | 5 good see you | 5 good bye | 5 perfect thanks see you | 5 works great |
    5 is perfect | 5 is great | 5 is good | 5 is excellent | 5 is fine | 5 fine thanks |
    5 would be great | 5 sounds good | 5 sounds great thanks | 5 it is thanks | 5 then thanks |
    5 thanks see you | thanks see u 5 | ok thanks 5 | yes thanks 5 | yes please 5 | perfect at 5 |
    see u 5 thanks | confirmed 5 | confirm 5 thanks | 1 yes | 1 confirm thanks | 1 please | 1 ok |
    2 no | 2 reschedule | 3 cancel | yes | no | y 5 | n 5 | option 1 thanks | reply 1 | send 5 |
    I press 5 | pick 5 | i choose 1 thanks | 5 great now stop | 5 stop it was great | 5 pain stopped |
    the pain stopped 5 | i could not stop crying 1 | 1 did not stop bleeding | bus stop 5 | 5 help |
    help 5 | 1 need help | 5 no help | no help 1 | 1 very helpful | 1 helpful | 2 helpful | 1 kind |
    1 caring nurse | 1 star nurse | 3 star hotel great | 5 star review on google | 1 star off |
    one star off | one star less | minus one star | one star is too much | one star too many |
    not one star | not even one star | one star hotel | one star? no five | one star no five |
    one star for parking | one star for the nurse | one star nurse | one star deducted |
    lost one star for parking | five stars minus one star | two stars short | a star | a 5 star |
    you are a star | you are a 5 star | a star 5 | my star 5 | gold star 5 | 5 starr | stars 5 |
    star 5 | only 5 left | only 5 great | only 3 good | only 2 rude | only 1 rude nurse |
    only 5 for Nora | only 5 because | only 5, because I'm nice | only 5 but | only 5 not 4 |
    only 5, waited too long | just 5 more | just 5 minutes | just 5 for today | just 3 of us |
    not just 5 | not only 5 | only not 5 | if only 5 | only one | only two nurses |
    only 2 nurses | just one | only 1 thanks | only 0 | only 6 | only 10 | she deserves 5 medals |
    she deserves 5 years in prison | she deserves 5 but | she deserves 5, the rest 1 |
    she deserves 5 the rest don't | she deserves 5, not the others | she deserves 5. Reception doesn't
    | she deserves 5 and reception 1 | she deserves better than 3 | she deserves more than 5 |
    she deserves 5 not 4 | she doesn't deserve 5 | she does not deserve 5 | nobody deserves 5 |
    no one deserves 1 | who deserves 5 | the nurse deserves 5 | the doctor deserves 5 reception 2 |
    only the nurse deserves 5 | only she deserves 5 | you don't deserve 5 | you deserve 5 slaps |
    you deserve 0 | you deserve 5 minus | they deserve 5 if they improve | deserves 5 rude |
    deserves 5 or more | barely deserves 3 | hardly deserves 1 | overall not 4 | overall 4 people |
    overall bad 4 | 4 overall but 2 for reception | 4 overall, reception 2 | 4 overall, not great |
    5 overall, terrible | 1 overall, excellent | 5 as usual, late | 5 as usual late | 5 as usual rude
    | 5 as usual you were late | 5 as always rude | 1 as always great | 5 as usual. Not |
    5 as usual not | 5 late as usual | late as usual 5 | 5 definitely not |
    definitely 5 minutes | 5 for sure not | for sure 5 | number 1 | number 5 nurse |
    number 5 was great | number 5 is rude | room number 5 | my number 5 | phone number 5 |
    number 5551234 | the number 5 | not number 5 | number 5 or 4 | number 10 | rate 4 me please |
    heart rate 4 | pulse rate 4 | rate 5 doctors | rate 1-5 | rate 1 to 5 | rate from 1 to 5 |
    please rate 5 | hourly rate 5 | rate: 5 euros | rate 5/10 | i say 5 minutes | i say 5 not |
    i say no 5 | i vote no 5 | a big no 5 | 5.0.1 | 1.5.0 | v5.0 | 5.0% | 5.0h | 5.0 hours | 5.0km |
    $5.0 | 0.0 | 10.0 | 5. 0 | 5 .0 | 5.05 | 5.0- | -5.0 | 5.0? | 5* hotel | 5* nurse | 5* great |
    5*** | 2* rude | 4* if | 4* not 5* | not 5* | 5*4 | 10* | 5 5 5 great | 5 5 5 1 | 5 5 4 | 5,5 |
    5.5.5 | 5-5-5 | 555 | 1 1 2 | 2 2 2 slow | call 5 5 5 | room 5 5 5 | not 5 5 5 | 5 5 5? | 5 5 5 0
    | 5 5 5 minutes | 0 0 0 | one star rude | one star thanks | one star and rude | eres una estrella
    | another one star | every one star | one star if | 5 one star | one (1) star |
    one star out of five | one of five stars | one out of five stars | one star of 5 | 2-bad | 2-good
    | 5-good doctors | 5-great nurses | 2-rude nurses | 2-rude staff | 3-bad nurses | 5-year |
    5-years great | 5-day | 5-minute wait | 2-way | 3-in-1 | 5-a-day | 5-ish | 5-terrible | 1-great |
    1-best | 5-not good | 5-no | 5-bad | 1-2 | 4-5 good | 1-bad nurse | 1-good nurse | 1-rude nurse |
    1-rude receptionist | 2-rude receptionist | 2-terrible nurse | 1-terrible doctor | 5 mil veces |
    mille mercis 5 | 5 mille mercis | 2 out of 5 rude | 4 sur 5 gentil | 4 de 5 amables |
    4 sa 5 mabait | 5 out of 5 kind nurses | 5 lang ang nurse | 5 lang minuto | hindi lang 5 |
    sirf 5 log | solo 3 doctores | no solo 3 | seulement 3 minutes | pas seulement 3 | no se merece 5
    | nadie merece un 5 | merece un 5 pero | merece un 5 y no | mérite 5 mais | di nya deserve 5 |
    5 como siempre mal | 5 como siempre tarde | 5 como siempre llegaron tarde |
    5 comme d'habitude en retard | 5 gaya ng dati matagal | 5 hindi ang bait | 1 highly recommend |
    5 would not recommend | 5 not highly recommended | 5 would recommend to nobody |
    5 would recommend if | 5 never would recommend | would recommend 5 times | would recommend 2 |
    1 many thanks | 1 thanks a lot | 2 thanks a lot | many thanks 2 | thanks a lot 4 nothing |
    5 thanks a lot for nothing | 5 doc | doc 5 | 5 docs | 1 au top | 5 pas au top | 1 mashallah |
    5 mashallah but rude | ekdum 5 | 1 ekdum saras | 5 excellent. Only the nurse though |
    5 excellent. One star less for parking | 5 excellent. She should be a 4 | 5 great. Didn't mean it
    | 5 great. Meant 1 | 5 great. Never coming back | 5 great. I was bleeding for hours |
    5 great. Doc cut the wrong tooth | 5 great. NOT | 5 great. Kidding | 5 great. Scrap that, awful |
    5 great. That's a lie | 5 great. As in awful | 5 great. Pathetic clinic | 1 awful. Just joking 5 |
    1 awful. Change to five | 1 awful. Make it two | 1 awful. I mean the weather |
    1 awful. But the doctor was wonderful | 1 awful. Doctor was wonderful |
    1 rude. 5 stars for the doctor | 1 terrible. Not | 1 terrible. Wrong person |
    1 terrible. Wrong button | 1 terrible weather, but you were excellent |
    1 terrible. Weather. You were lovely | 1. Bad traffic. Lovely clinic |
    1. Awful weather today. Clinic was perfect |
    5 no good | 5 → great | "5" they said | '5' is what they want | 5:great | 5;great | 5/great |
    RE: rate 1-5 | 5 (sent by mistake) | 5 sent by my kid | 5 from my kid |
    5 from my husband | 5 says my wife | 5 she said | she said 5 | he says 5 | they told me 5 |
    they told me to say 5 | told to give 5 | forced to give 5 | you want 5 | you want a 5 |
    you asked for 5 | you won't get 5 | you get 5 minutes | you got 5 wrong |
    my appointment was at 3 and it was great | great care from all 3 nurses | all 5 stars |
    all five stars | five gold stars | 5 shiny stars | every star, 5 | the best 5 | best of 5 |
    best out of 5 | out of 5 | of 5 | /5 | 4 / | 4 out of | 4 out | 4 of | 4/5 4 | 4/5 and 5/5 |
    5/5 doctor 2/5 desk | 5 doctor | 5 nurse | 5 nurse great | doctor great nurse bad 3 |
    good and bad 3 | very good 2 | very good 4 | not very good 2 | not bad 4 | good 1 | bad 5 | bad, 5
    | rude 5 | meh 3 | terrible, 5 | great, 1 | excellent 1 | awful 5 | 1 for effort |
    5 for kindness | 5 for service, 1 for parking | 5 minus parking | 5 without parking | parking 1 |
    parking 2, doctor 5 | service 5 | service: 5 | doctor: 5 | doctor - 5 | staff 5 | cleanliness 5 |
    food 3 | price 2 | price 5 | wait time 2 | wait time: 2 | waited 45 | 45 minutes wait 2 |
    45 min wait. 2 | 2 hours. 2 | 2 hours! 1 | 3 days later still pain. 1 |
    3 weeks wait, great doctor, 5 | since 2 weeks | I am 5 | I'm 5 years old and happy | I am a 5 |
    im a 5 | it's 5 | its 5 | it is 5 | that's a 5 | thats 5 | this is a 5 | was a 5 | a 5 from me |
    from me 5 | 5 from both of us | we both say 5 | we say 5 | wife says 5, I say 4 |
    me 5 wife 4 | mum 5 | 5 mum | 5 mum was happy | my mum gives 5 | 5 on behalf of my mother |
    mother: 5 | 5 for my son | my son 5 | my son is 5 thanks | kids 3 and 5 | 5 + thanks | 5 = thanks
    | 5 -- great | 5 great? | 5 so-called great | 5 "care" | 5” | 5″ | 5' | 5.5 | 5.5. |
    5.0.0 | 5.0 2.0 | 5.0, 4.0 | 1.0 out of 10 | 5.0/10 | 10.0/10 | 5.0 minutes | 4.0 gpa | 3.0 T |
    5.0 dollars | 5.0 am | 5.0 5.0 | 1 2 1 | 1 1 | 4 4 | 4 4 5 | 5 5 5 on everything | 5 5 5 for all |
    5 5 5 not | 5,5,5,4 | 5, 5 and 5 | 5 + 5 + 5 | 5 times 5 | number 3 please | number 2 and 3 |
    number 5 bus | bus number 5 | take number 5 | i was number 5 | my number is 5 | your number 5 |
    queue number 5 | ticket number 5 | number 5 in queue | I'm number 5 | number 0 | number 6 |
    only got 3 | only gets 3 | only 3 because | only 2/5 rude | only 3/10 |
    only 4 for now | only for 5 | only at 5 | only on 5 | only till 5 | only 5 pm | only 5pm |
    only mondays 5 | only doctor 5 | just a one | just give 5 | just under 5 | just over 4
    | just 5? | just 1 thing | just 1, thanks | just 2 say thanks | just 4 u | only 4 u | only 2 good
    | only 4 me | overall 2 good | overall 5 good doctors | overall a 5 |
    overall, not bad 4 | overall good 4 | overall 3 nurses were ok | as usual 5 | as always 5 |
    as always, 5 | 5 as before | 5 as expected | 5 as promised | 5 as requested | 5 as agreed |
    5 as discussed thanks | 5 as usual? | 5 as usual lol | 5 as usual haha | 5 overall? | 5 only? |
    5 only if | 5 only when | 5 only for nora | 5 only sometimes | 5 only, not 4 | 4 only. Rude |
    4 only, slow | 1 only rude | definitely 5 people | definitely 5 but | definitely, not 5 |
    definitely 1 of the best | definitely 1 to remember | 5 definitely, not | 5 definitely. Not! |
    deserves 5 stars but | deserves 0 | deserves 10 | deserves more than 5 | deserves 5/10 |
    deserves no 5 | deserves less than 1 | this deserves 5 | that deserves 1 | it deserves 5 |
    doctor deserves 5 | he deserves 1 for rudeness | he deserves 1, rude | he deserves 5 and she 1 |
    she deserves 5 not me | she deserves 5 lol | she deserves 5? | they all deserve 5 | none deserve 5
    | they dont deserve 5 | they never deserve 5 | you deserve 5 if you call | a big 5 for Nora |
    a big 0 | a big fat 1 | big 1 | i say 5, husband says 3 | i say 5 now | i say 5 times |
    i vote 5 for Nora | rate 5 if | rate 5? | the rate is 5 | your rate is 5 | birth rate 5 |
    rate me 5 | rated 5 | rates 5 | rating 5 max | max rating 5 | max rating | 5 max |
    5 (max) | top marks 5 | full marks | full marks 5 | 5 full marks | highest mark | highest mark 5 |
    lowest 1 | 1 lowest | 1 (lowest) | 5 worst | 5 (worst) | 5 best | 1 being best |
    1 being the best, 5 | 5 being worst | if 1 is best then 1 | 1 if 1 is best | one being best | 1st!
    | first | 4th | 4 th | IV/V | III stars | v stars | five thousand | a five star | five star doctor
    | five star team | 5 star doctor | 5 star team | 5 star clinic | 5 star+ |
    5+ stars | 5++ | ☆5 | 5☆ | 5 sters | 5 str | 5 ⭐️⭐️⭐️ | 5 👎👎 | 5 👍👎 | 5 🤔 | 5 🤷‍♀️ | 5 😅 | 5 😬 |
    5 😴 | 5 🥱 | 5 🫡 | 1 👌 | 1 🙏 | 1 🔥 | 1 🎉 | 2 👍 | 2 😊 | 3 😡 | 4 😡 |
    5. Excellent. Would be 4 without Nora | 5. Excellent. Four for parking | 5. Excellent! Not really
    | 5. Excellent! Just kidding | 5. Excellent! JK | 5. Excellent! Said no one ever |
    5. Excellent! I hate you | 5. Excellent! Everything went wrong | 5. Excellent! Doctor was late |
    1. Rude. Oops meant five | 1. Rude. I mean 4 | 1. Awful. If you ask my husband |
    1. Awful. Wish I could give zero | 1. Awful. Zero if possible | 1. Awful. Five for the nurse |
    nonstop great 5 | please don't stop 5 | don't stop being great 5 | 5 never stop | 5 stop by soon |
    stop it hurts 1 | 5, stop smoking advice was great | 5 need help | info 5 | start 5 | 5 start |
    Restart 5 | 5 despite the wait | 5 apart from the wait | 5 aside from parking |
    5 other than the wait | 5 not counting the wait | 5 ignoring the wait | 5 minus the wait |
    5 had it not been for the wait | 5 barring the wait | 5 save for the wait | good except 5 |
    first second third | one two three | five four | five or four | five plus | five? | five not |
    not five | no five | five no | five people | five minutes thanks | five nurses thanks |
    five of us thanks | five-year-old | five pm thanks | 5 without the waiting | 5 without your delays
    | 5 no more waiting | 5 not rude | 1 not slow | 1 never late | 2 not slow | 5 no respect |
    5 no care | 5 no manners | 5 no help at all | 5 no professionalism | 5 no kindness | 5 no smile |
    5 no explanation | 5 no apology | 5 no one helped | 5 nobody helped | 5 nobody cares |
    5 nobody listened | 1 nobody was rude | 1 no waiting | 1 no rudeness | 2 no problems |
    5 without care
    | 3 late | char | топ 5 | hello doctor 5 | Hi doctor 2
    | from 1 to 5 people waited | from 1 to 5 it hurts 4 | I was there from 1 to 5, 4 hours |
    open from 1 to 5? | between 1 and 5 I waited, 3 times | 1 to 5 what | from 1 to 5 not 5 |
    scale of 1 to 5 pain 4 | pain from 1 to 5 is 4 | on a scale of 1 to 10, 8 | from 1 to 10 I
    give 5 | 1-10: 5 | 5 from 1 to 10 | from 1 to 5 rude 1 nurse | 4 but 5 for nurse | 4 but not
    for the wait | 4 but only today | 5 but terrible wait | 4 but terrible | 4 but rude | 2 but
    lovely nurse | 1 but great doctor | 4 but next time 2 | 4 because 5 is for god | 5 because I
    was forced | 1 because excellent | 1 because best | 5 because rude | 2 because of 5 people |
    2good | 4good | 5times | 5stars? | 5nurses | 5min | 5best | 1excellent | 5terrible | 5late |
    5waited | 5good doctors | 5great nurses | 5rude | 2great | 5 for Nora | 5 regards but 2 | 5
    cheers mate not | 5 regards, not really | wife 5 | baby 5 | husband 4 | 5 family members | 5
    in my family | 2 sons 1 daughter | my daughter is 4 | 4 my daughter | 4 for my daughter | my
    daughter gives 5 | we were 5 | we are 5 family | we rate 5 doctors | we give 5 minutes | it
    was a 5 minute visit | it was a 2 hour wait | I rate the service 5 minutes | I'd like to
    give 5 dollars | i want to give 5 to nurse and 1 to doctor | you get a 1 in hygiene | a full
    5 hours | full 5 hours of waiting | pure 5 ghante | poore 5 ghante wait | ek doctor | ek hi
    doctor | teen log | panch log the | panch minute | tri chasa | dva raza | pyat minut | pyat
    raz | khamsa da2ayek | arba3a sa3at | 3ala 5 | 7alan | 5 mein se 3 log | 5 mein se 4 doctor
    | 5 me se 4 log acha | 10 में से 5 | 10 mathi 5 | 5 saru nathi | 5 acha nahi | mish 5 | 1
    mast | 1 kayf | ay 5 oras | mali 5 | 5 mali | good am 5 pm | si doc 5 | 5 si doc 2 si nurse
    | 5 anak | anak 5 | na 5 | 5 magar nahi | 5 lekin nahi | diria que 5 minutos | me equivoqué,
    no es 5 | me equivoqué 5 veces | erreur 5 | I do not receive messages | I did not get your
    message | no message received | I didn't get a text | no, text the doctor | please don't
    stop | do not stop sending | I don't want to stop | never stop
    | 1, hate hospitals but loved this one | 2 bad parking spots | 1 terrible toothache | 1 -
    terrible sorry wrong button | 1 - terrible if you ask me | 2, terrible, 3 at best | 5, works
    great | 5, sounds good | 3 suits me | 5 médecin du sport | 5 médecins formidables
    | http://x.co/5 | https://clinic.example/r/5 | see attached 5 | [image] 5 | Liked "Please
    rate 1-5" | Loved “How was your visit? Reply 1-5” | Emphasized “5” | 👍 to "Please rate us 1
    to 5" | MMS 5 | Loved “5” | Re: appointment on 5 | CODE 5 | Your code is 4 | OTP 5 | Your
    parcel 5 is delayed | You have 5 missed calls | You have won 5 | WIN 5 prizes | Missed call
    from 5 | Battery 5% | 5 unread | account 4 | win win 1 | stage 4 cancer | I have 3 kids and
    you made us wait | 4 days no reply | after 4 visits still pain | 2nd opinion please | 5 more
    please | need 5 more | refill 3 | 3 refills | take 3 | take 2 and call me | table for 4 | 5
    seats | he is 5 | she is 3 | its 5 already | will be there by 5 | leaving at 5 | 5 works for
    me | can do 5 | let's say 5 | ok let's do 5 | 5 then | 5 instead | prefer 5 | any time after
    5 | make that a 4 o'clock
    | strong 5 pm | sadly 3 people died | sadly 2 nurses were rude | unfortunately 2 hours |
    unfortunately a 2 hour wait | absolutely 5 minutes | only a 5 minute wait | just a 2 min
    chat | zero complaints 2 | 5 zero problems with 1 | a strong 4 coffee | sans aucun doute 5
    minutes | malheureusement 5 jours | 5 without doubt the worst | 5 but zero empathy | 5 zero
    respect | 5 zero empathy | 1 zero complaints | 1 no issues | 5 issues | 2 issues: rude and
    slow | 1 issue | 1 no problem | 2 no issue | not at all 5 | 5 not at all | 5 fab 4 | fab 4 |
    fab five | the fab 5 | top of the line 5 | high 4 | Loved 5 | Loved "the 5" | Liked “5” |
    Disliked “5 excellent” | reacted 5 | no contact | no text | 5 highly | 5 slow but good | 3
    sooo bad | scale 1-5 | 5 on the richter scale | 5 on a scale of 1 to 5 of pain | _/5 | five
    guys | five star hotel | 5 star rude | hawaii 5 0 | 5 0 | 5-0 | 4 😡😡 | 1 😍 | 2 🎉 | 5 🤢 | 1
    🥰🥰 | 🖐 | ✋ | ☝️ | 1⃣0⃣ | 🥇 | 🅰️ | 5 ⏰ | 5 🕔 | 5 🍺 | 5 💊 | 💊 2 | 📞 5 | 🚪 3 | 5 ₽ | 5 ₹ | 5 ﷼
    | 5° | 5‰
    """,
    "es": """
    5 no tengo quejas | a las 3 | las 3 | 5 de la tarde | 5 de mayo | el 5 de mayo |
    mañana a las 4 | 4 personas | tengo 2 hijos | 2 hijos | calle 5 | piso 3 | sala 2 |
    habitación 5 | 5 pesos | 5 euros | 5 veces | 5 o 4 | no es 5 | ni 1 | ni un 1 | no un 5 |
    nunca 5 | casi 5 | 5 menos | 5 si me llaman | 5 pero nunca más | 5 pero tardaron |
    1 excelente servicio | 1 gracias | 1 el mejor | 5 mal | 5 muy mala atención | 5 nada bien |
    5 no me gustó | entre 4 y 5 | cuatro con cinco | 4 y medio | 3 enfermeras amables |
    1 enfermera grosera | 2 doctores muy buenos | una hora | un momento | un médico excelente |
    uno de los mejores | dos horas | tres veces | 5 a 1 | sí | si 5 | tal vez 5 | no sé, 3 |
    no se 3 | son las 5 | 5 en punto | hasta las 5 | tel 5 | confirmo 1 | 1 confirmo | 1 sí |
    nos vemos a las 5 | gracias nos vemos 5 | llego en 5 | llego 5 tarde | 5 los mejores |
    5 enfermeras muy amables | 2 médicos malos | 5, no, 4 | mejor 4 | era 5, ahora 2 | 5 nunca |
    5 no | cinco minutos | cinco veces | cinco mil | treinta y cinco | uno o dos | uno de los dos |
    un problema | 1 problema | 2 quejas | 3 colas | 1 queja | bien, 5 | 5 está bien |
    5 me va bien | 5 perfecto nos vemos | vale 5 | vale, 5 | 5 vale | 5, hasta luego |
    5 buenas tardes | mi hijo tiene 5 | tiene 5 años | consulta 5 | doctor 5 | consultorio 3 |
    turno 5 | turno a las 5 | 5 qué bien | 5 porque me caes bien | 5 por educación | 5 de broma |
    un 5 para la doctora y un 1 para recepción | le daría un 5 | le daría 5 |
    le pondría un 5 pero | no le doy un 5 | no doy 5 | ni de broma 5 | 5? ni loco |
    1 es lo mejor? | 1 lo mejor | 1 bien | 2 bien | 5 peor imposible | 5 la peor |
    5 que vergüenza | 3 fatal | 3 excelente | 5, nada que objetar | 5 nada de espera |
    5 no recomiendo | 1 la mejor |
    1 poca amabilidad | 5 poca amabilidad | 5 y gracias | 5 o menos | 5 con gusto |
    con gusto 5 | 5 besos | 5 bendiciones | 2 doctora mala |
    1 doctora buena | 5 muy buenas doctoras | bien 5 | Bien. 4 | 5 a la enfermera |
    5 para la enfermera | 5 enfermera | consultorio bonito 5 | 5 horas esperando | esperando 5 |
    espero 5 | esperé 2 | tardaron 3 | nota 5 de 10 | la nota es 5 | le doy 5 vueltas |
    doy 5 pasos | 5 pa usted | un 5 redondo | un 10 | un cinco para ustedes | 5, ojalá mejoren |
    5 si | sí, 5 | claro 5 | por supuesto 5 | 2 el doctor llegó tarde | 5 a todos | 5 todos |
    los 5 | las 5 son perfectas | 5 me gusta | 5 me viene bien | 5 muy tarde | 5 más | más 5 |
    otros 5 | otra vez 5 | 5 otra vez | 5 también | 5 solo | 5 por ciento | 5 kilos |
    5 citas | 2 citas canceladas | cita 5 | 5 amigos | 5 días | en 5 días | hace 5 años |
    5 buenas enfermeras | 5 malas | 2 malas experiencias | 3 buenas | 1 buena |
    4 estrellas. Un poco lento | 5 de 10 |
    llegué a las 5 | 5 y pico | cinco y media | las cinco | 5 para las 3 | mesa 5 | planta 3 |
    planta 5 muy bien | 5 mil | 5 lucas | 5 pavos | 5 soles | 5 minutitos | 5 horitas | 5 años bien |
    5 años muy bien | 5 gentes | 5 señoras amables | 2 señoras | 1 señora muy amable | 1 señor grosero
    | 1 doctora muy amable | 1 enfermera muy mala | 2 muchachas groseras | 1 persona amable |
    un desastre | un uno | un dos | un dos tres | dos veces mal | tres horas mal |
    tres enfermeras buenas | cuatro gatos | cinco doctores | cinco excelentes doctores | cincuenta |
    cinco mil gracias | 4 y 5 | 4 a 5 | 4/5 de las veces | 4 de 5 enfermeras | 1 de cada 5 |
    1 de 5 fue amable | 2 de 5 amables | uno de cinco | 4 de 5 veces | 5 de los doctores |
    2 de ellos groseros | no le doy 5 | no merece 5 | no merece ni un 1 | no merece un 5 |
    nadie merece 5 | le daría 5 si | le daría un 5 si me llaman | daría 5 | diera 5 |
    le hubiera dado 5 | habría sido 5 | iba a poner 5 | casi un 5 | un 5 no | un 5 ni loca | un 5 jaja
    | 5 jajaja | 5 claro que no | 5 sí claro | 5 sí cómo no | 5 por decir algo | 5 porque no hay 0 |
    1 porque no hay 0 | 1 porque no existe el cero | 1 porque no hay menos | ni fu ni fa 3 |
    3 ni fu ni fa | 5 bien mal | 5 requetemal | 5 nada amable | 5 poco amable | 5 poco profesional |
    5 nada profesional | 5 muy poco amables | 1 muy amable | 1 nada mal | 2 nada mal |
    1 muy profesional | 1 súper | 1 perfecto | 2 genial | 3 genial | 4 pésimo | 4 muy malo | 5 regular
    | 5 más o menos | 5 normal | 1 normal | 1 regular | 5 lento | 5 muy lento | 5 esperé mucho |
    5 esperando | quinto | el quinto | primero | primera vez 5 | 1ra vez | 1a vez muy bien | 5ta vez |
    5º | 5ª | 1º | solo 5 minutos | solo 5 personas | sólo 2 doctores | solo uno | solo 1 enfermera |
    merece 5 años de cárcel | merecen 5 minutos | basta 5 | para 5 | 5 para | pare 5 |
    cita a las 5 gracias | 5 gracias nos vemos | a 5 gracias | 5 a las doctoras | 5 doctoras |
    5 excelentes doctoras |
    1 excelente thank you | 5 good malo | 5 no bueno |
    5 muy bad
    ¿5? |
    5 de enero | 5 enero | una persona grosera | una doctora pésima |
    5. Excellent! Doctor forgot me | 5. Excellent! Ignored me for hours | 5. Excelente. Es broma |
    5. Excelente. Mentira | 5. Excelente. Me equivoqué | 5. Excelente. Quise decir uno |
    5. Excelente. Perdieron mis papeles | 5. Excelente. Dos horas esperando | 1. Horrible. Perdón, 5 |
    1. Horrible. Me equivoqué | help me 5 | 5 help me please | 5 si no fuera por la espera |
    5 excepto la espera | 5 menos la espera | 5 quitando la espera | 5 salvo la recepción |
    5 aparte de la espera | 5 a pesar de la espera | treinta | veinte | uno dos tres |
    cinco de la tarde gracias | cinco no | 5 sin la espera | 5 ningún respeto | 5 nada de respeto |
    5 sin cuidado
    | damos 5 vueltas | doy 5 vueltas | le damos un 5 pero merecen 2
    | 5 doctora | 5 doctora pero mala
    | vale, a las 5 | me viene bien el 5 | quedamos a las 5 | 5 y media | te espero a las 5 |
    código 5 | el 5 por ciento | tengo el número 5 | cinco más | 5 o más
    | un bon 5 minutes
    """,
    "fr": """
    5 rue de la Paix | 5, rue de la Paix | à 5h | vers 5 | 14h30 | le 5 mai |
    5 mai | lundi 5 | chambre 5 | étage 3 | 5 € | 5 fois | 2 enfants | pas 5 | pas un 5 |
    5 pas content | 5 jamais plus | 5 nul | 1 super | 1 merci | 1 très bien | 5 mais plus jamais |
    5 mais trop d'attente | 3 ou 4 | entre 3 et 4 | presque 5 | 4 et demi | un médecin très bien |
    neuf | très | Très | sept | deux heures | une heure | 5 si j'étais venu hier | 5 infirmières |
    2 bons médecins | 1 bonne infirmière | pourquoi 5 ? | 5 ? | j'aurais mis 5 | moins de 3 |
    plutôt 4 | 4 plutôt que 5 | on se voit à 5 | à demain 5 | dans 5 | j'ai 5 ans | 5 ans |
    5 minutes d'attente | C'est 5 | n°5 | 2 médecin désagréable |
    5 médecins très gentils | un médecin gentil | 1 médecin gentil | 2 infirmières gentilles |
    5 trop tard | 5, trop tard | d'accord 5 | ok 5 | 5 ça marche | 5 c'est parfait pour moi |
    5 parfait à demain | parfait, à 5 | vingt-cinq | vingt cinq | cinq cents | quatre-vingt |
    quatre vingt | cinq minutes | cinq fois | dans cinq | six | dix | une | 1 problème |
    2 plaintes | sauf 5 | je ne mets pas 5 | je mettrais 5 | 5 non | non 5 | 5 pas vraiment |
    5 bof | bof 3 | mouais 3 | 4 voire 5 | 4 à 5 | 4 ou bien 5 | moyenne 3 | 1 meilleur accueil |
    1 parfait merci | 5 la honte | 5 c'était nul | 5 affreux | 3 affreux | 2 parfait | 4 nul |
    ma fille a 5 ans | place 5 | poste 5 | 5 je ne recommande pas | 1 aucune attente |
    5 ça va | 5 je suis très contente | 5 contente de vous | 1 très contente |
    5 bon courage | bonne journée 5 |
    5 bisous | bon médecin 5 | 5 nul part ailleurs |
    5 mes félicitations | 5 le top | 1 le médecin était gentil | une 4 | le 4 | du 4 au 5 |
    4 du mois | il a 4 ans | il y a 5 jours | depuis 5 ans | rdv 5 | mon rdv du 5 | 5 mon rdv |
    note de 5 | la note 5 | 5 notes | cinq sur dix | 4 sur 10 | 2 points négatifs |
    2 points: lent et cher | 5 à tous | les 5 | 5 me va | 5 convient |
    5 trop | 5 de plus | encore 5 | 5 encore | 5 aussi | 5 pour cent |
    5 rdv | 5 amis | 5 jours | il y a 5 ans | 5 bonnes infirmières | 2 mauvaises expériences |
    3 bons | 1 bon | 5 sur 10 | 5 heures c'est parfait | 5h parfait | 5 h parfait | parfait 5h |
    un doctor pésimo | vers 5h | 5 heures | cinq heures | à cinq heures | 5 heures parfait | 5 h merci
    | 5h merci | 5 jan | le 5 merci | le cinq | lundi 5 merci | 5 bis rue | porte 3 | 5 balles |
    5 gens | 2 dames gentilles | 1 dame très gentille | 1 dame impolie | une dame gentille |
    une infirmière super | une étoile en moins | une étoile de trop | moins une étoile |
    pas une étoile | une étoile filante | trois fois | cinq infirmières | cinquante | 5 cents |
    4-5 je dirais | 1 sur 5 gentil | 4 fois sur 5 | 4 infirmières sur 5 | un sur cinq | 5 même pas |
    même pas 5 | même pas 1 | pas même 1 | même pas un 1 | pas plus de 3 | pas moins de 4 |
    je donnerais 5 si | je ne donne pas 5 | je donne pas 5 |
    elle ne mérite pas 5 | personne ne mérite 5 | vous ne méritez pas 1 | mérite mieux que 3 |
    mérite plus que 3 | 5 mdr | 5 ptdr | 1 parce que 0 n'existe pas | 1 car pas de 0 | 5 guère aimable
    | 1 très gentille | 1 génial | 2 génial | 3 nul | 5 moyen | 1 correct | 5 attente |
    5 trop d'attente | 5 longue attente | 1ère fois | cinquième | premier | seulement 5 minutes |
    seulement 2 médecins | juste 5 | juste 3 | zéro | 5 points noirs | 2 points noirs | 5 très bad |
    5 janvier | bâtiment 5 | 5 personnes | un accueil froid | deux minutes | 4 et 5 | 4 des 5 |
    5 si on veut | plus de 3 | j'aurais donné 5 | j'aurais dit 5 | 5 n'importe quoi | 5 tu parles |
    5 mon oeil | 5 ben voyons | 5 pour rire | 5 c'est ça oui | 5 peu aimable | 5 peu de monde |
    5 bof bof | 5 lent | 5 long | 5e | 5ème | 5ème visite | 1er | 1ere visite parfait | rien que 5 |
    que 5 | que 3 | arrêtez 5 | 0 pointé |
    5. Parfait. Je plaisante | 5. Parfait. Non je rigole | 5. Parfait. Erreur, 1 |
    5. Parfait. Deux heures d'attente | 5. Parfait. Ils ont perdu mon dossier |
    1. Affreux. Pardon, erreur | 1. Affreux. Mauvais bouton | 5 sauf l'attente | 5 hormis l'attente |
    5 malgré l'attente | 5 à part l'attente | 5 sans l'attente | quatre-vingt-dix | soixante | vingt |
    un deux trois | cinq heures merci | 5 pas l'attente | 5 aucun respect
    | on met 5 heures | on donne 5 a l'accueil et 1 au medecin | je dirais 5 minutes
    | 5 docteur | 2 docteur désagréable | 5 infirmiers au top
    | ok pour 5 | d'accord pour 5h | 5h ça marche | il est 5h | 5 et demie | dossier 5 | je suis
    le 5
    """,
    "ru": """
    в 5 | в 5 часов | 5 вечера | 5 мая | до 5 | после 3 | кабинет 5 | кв 5 | дом 5 | ул. Ленина 5 |
    5 рублей | 5 человек | 3 раза | 2 ребенка | двое детей | не 5 | 5 не дам | 5 никогда |
    ни за что 5 | 5 если бы не очередь | 5 но больше не приду | 5 но долго | 5 плохо | 5 ужас |
    1 отлично | 1 спасибо | 1) | 1)) | 4 или 5 | 4-5 | между 4 и 5 | почти 5 | 4 с минусом |
    5 с плюсом | 4 с половиной | 2 врача отличные | 2 медсестры хорошие | 1 врач хам |
    один врач хороший | два часа | через 2 часа | 5 лет | мне 5 | Почему 5? | номер 5 |
    5 минут опоздания | лучше 4 | скорее 4 | было 5 стало 2 | раньше 5 | на 5 | на пятерку |
    на троечку | приду в 5 спасибо | хорошо в 5 | хорошо, 5 | да 5 | завтра 5 | 5 завтра |
    4ка | 5 врачей | 5 хороших врачей |
    2 хорошие медсестры | 2 плохих врача | 1 хороший врач | 1 проблема | 2 жалобы | 3 очереди |
    5 классов | до пяти | к пяти | пятый | пятого мая | двадцать пять | пять минут | пять раз |
    минут пять | часа 3 | лет 5 | раза 3 | 5 ну такое | 5 ну нет | 5 шутка | ага 5 | ну 5 |
    ладно 5 | договорились 5 | буду в 5 | 5 подходит | 5 устроит | отлично в 5 | отлично, до 5 |
    поставил бы 5 | хотел 5 | хотела бы 5 | 5 но | 5 а надо 1 | 1 а не 5 | не ставлю 5 |
    5 не ставлю | ни 5 | вместо 5 | 5 минус | минус 5 | 5 балов | 5 рублей за отлично |
    1 лучше всех | 1 хорошо | 2 хорошо | 2 спасибо | 2 супер | 3 супер | 3 ужас | 5 ужасно хорошо |
    школа 5 | корпус 5 | квартира 5 | палата 5 | 5 рекомендую | 5 не рекомендую |
    5 неплохо | 2 неплохо | 4 в целом хорошо | 4 почти всё хорошо |
    5 лучший врач | 5 лучшие врачи | 5 лучше всех | 5 с удовольствием | 5 удачи | 5 всего доброго |
    5 до свидания | 5 хорошего дня | хорошего дня, 5 | спасибо за всё 5 | спасибо 4 | плохо 2 |
    ужасно долго 2 | ждали 2 | очередь 5 | 5 в очереди | пятый в очереди | талон 5 | окно 3 |
    приём в 3 | приём 3 | 3 приёма | укол 3 | 3 укола | 5 уколов | зуб 5 | 5 зубов | 5-ка | 5ка |
    на 5 с плюсом | на твёрдую 5 | 5 твёрдая | оценка 5 минус | моя оценка 5 за врача |
    5 за врача | 5 врачу, 2 регистратуре | 5( | 2) | 5(( | 3 обычно |
    1 худшая клиника | 1, на меня накричали | 5 всем | все 5 | 5 мне подходит | 5 слишком | ещё 5 |
    5 ещё | опять 5 | 5 опять | тоже 5 | 5 тоже | 5 только | 5 процентов | 5 кило |
    5 приёмов | 5 друзей | 5 дней | 5 лет назад | 5 хороших | 2 плохих | 3 хорошие | 1 хорошая |
    5 из 10 | в пять отлично | 5 часов отлично | к 5 отлично | без 5 минут | полпятого |
    в пять | в 5 спасибо | к 5 | 5 часов | 5 ч | 5ч | 5 мин | 5 янв | 5 января | 5 числа | 5-го | 5го
    | пятого | в пятницу 5 | пн 5 | каб 5 | каб. 5 | к. 5 | д 5 | д.5 кв.5 | этаж 3 | 5 этаж |
    5 кабинет | 5 корпус | 5 р | 5 руб | 5р | 5 тыс | 5 тысяч | 5 чел | 5 пациентов | двое | трое |
    2 девушки | 2 девушки вежливые | 1 девушка хамка | 1 медсестра хорошая | 1 медсестра грубая |
    2 врача хамы | 2 хама | 2 хамки | один врач хам | одна | одна звезда минус | минус одна звезда |
    одна звезда за врача | ни одной звезды | одно хамство | два раза | три часа | пять врачей |
    пятьдесят | пятнадцать | четыре с половиной | 4 с плюсом | пять с минусом | 5 с минусом |
    пять с плюсом | не пять | не 1 | не больше 3 | не меньше 4 | больше 3 | меньше 3 |
    до 5 не дотягивает | на 5 не тянет | 5 не тянет | 5 не заслуживает | не заслуживает 5 |
    не заслужили 5 | никто не заслуживает 5 | 5 не заслужили | 5 с натяжкой | с натяжкой 3 |
    3 с натяжкой | 5 если честно | 5 если | было бы 5 | была бы 5 | поставила бы 5 |
    хотела поставить 5 | хотел бы 5 | 5 ага щас | 5 ага | 5 ха-ха | 5 ха ха | 5 хаха | 5 лол |
    5 конечно нет | 5 ну да конечно | 5 издеваетесь | 1 потому что нет 0 | 1 из 5 врачей |
    1 из 5 был вежлив | 4 из 5 врачей хорошие | один из пяти | 4 из 5 раз | 5 мало хорошего | 5 мало |
    мало 5 | 5 ничего хорошего | 5 вежливо хамят | 5 никакой вежливости | 1 вежливо | 1 прекрасно |
    1 супер | 2 отлично | 3 отлично | 3 ужасно | 4 ужасно | 4 плохо | 5 нормально | 5 средне |
    5 так себе | 5 долго | 5 ждали | 5 очередь | 5 очередей | 5й | 5-й | 5-й раз | 1-й раз |
    1й раз отлично | пятый раз | первый раз, отлично | только 5 минут | только 2 врача | только один |
    только одна медсестра | только 1 врач | хватит 5 | 5 пожалуйста | пожалуйста 5 | 5 нет | нет 5 |
    5 да | 5 ок | кол | 2 балла минус | балл 5 | 5 хорошо but slow | 5 bad хорошо | не good 5 |
    5 не good | 5 good не | 4 из 5 хорошие | я 5 | я 5 не ставлю | я 5 минут | только 3 врача |
    не только 3 | 5 как всегда опоздали |
    5. Отлично. Шучу | 5. Отлично. Ошиблась, двойка | 5. Отлично. Ждала два часа |
    5. Отлично. Потеряли карту | 1. Ужас. Ошиблась | 1. Ужас. Не туда нажала | 5 кроме очереди |
    5 если не считать очередь | 5 несмотря на очередь | 5 за исключением очереди | двадцать |
    тридцать пять | раз два три | пять часов спасибо | 5 без этой очереди | 5 без уважения |
    1 без проблем
    | ставим 5 уколов | даем 5 дней | точнее в 4 | вернее 5 лет | в целом 5 часов | ребенок 5 |
    ребенку 5 | 5 ребенок | 5 детей
    | 5 класс
    | давайте в 5 | можно 5 | код 5 | пол пятого | половина 5
    | к сожалению 5 часов
    """,
    "ar": """
    الساعة 5 | الساعة ٥ مساء | ٥ مساء | غرفة 5 | شارع 5 | 5 ريال | ٥ أشخاص | ٣ مرات |
    ليس 5 | مو 5 | مش 5 | لا 5 | 5 لا | 5 لكن لن أعود | 5 لكن انتظرت | ٥ سيء جدا | 5 غير راضي |
    ١ ممتاز | 1 شكرا | 1 رائع | ٣ أو ٤ | بين ٣ و ٤ | تقريبا ٥ | ٥ لو كان أسرع | طفلان 2 |
    2 ممرضات لطيفات | 1 ممرضة | واحد من افضل | خمس دقائق | ٤٫٥ | ٤.٥ | ١٠ | ٠ | كم 5؟ | ٥؟ |
    موعدي 5 | غدا 5 | يوم 5 | عمري 5 | 5 سنوات | عندي 3 اولاد | تمام 5 | تمام الساعة 5 | اوكي 5 |
    نعم 5 | ٥ بالمئة | ٥٪ | ٢ تأخير | ٥ اطباء | خمسة اطباء | ٣ ممرضات طيبات | طبيب واحد |
    واحد فقط | خمسة وعشرين | خمسة وعشرون | خمس مرات | خمس دقايق | بعد 5 | قبل 5 | الى 5 | حتى 5 |
    5 العصر | 5 مساءا تمام | 5 يناسبني | 5 ممتاز اراكم | ممتاز موعدنا 5 | جيد 5 | طيب 5 | اوك 5 |
    ان شاء الله 5 | 5 ان شاء الله | كان 5 وصار 2 | 5 سابقا | لا اعطي 5 | ما اعطي 5 | 5 ولكن |
    5 بس انتظرت | 5 بس الخدمة سيئة | ١ جيد | ٢ جيد | ٢ شكرا | 3 ممتاز | 3 سيء | 5 اسوأ عيادة |
    عندي 5 اطفال | مشكلة 1 | 1 مشكلة | الدور 5 | الطابق 3 | شباك 2 | ابني 5 | خمس سنوات |
    نقص 5 كيلو | 5 من 10 | ٤ من ٤ | 5 الحمد لله | الحمد لله 5 | 5 والله ممتاز | ٥ من القلب |
    ٥ ممتاز بس زحمة | 2 زحمه وتاخير | 5 أفضل عيادة | 1 أفضل عيادة |
    ٥ الله يوفقكم | 5 موفقين | مع السلامة 5 | 5 مع الشكر | مع الشكر 5 | 5 لا يوجد انتظار |
    1 بدون احترام | 5 بدون احترام | 5 مو حلو | 5 نجوم للطبيب | نجمة واحدة | ٥ دكاترة | دكتور ٥ |
    ولدي عمره ٥ | الموعد ٥ | ٥ الموعد | أعطيكم ٥ دقائق | لا ٤ | ٤ لا ٥ |
    1 اسوأ تجربة | شكرا للجميع 5 | الخمسة | 5 مناسب | 5 ايضا | 5 كيلو | 5 مواعيد |
    5 اصدقاء | 5 ايام | قبل 5 سنوات | 5 ممرضات ممتازات | 3 جيدين | 1 جيدة | خمس نجوم ممتاز |
    5 من ١٠ | الساعة 5 ممتاز | 5 مساء ممتاز | 5 العصر ممتاز |
    ٤/١٠ | ٥ دقايق | ٣٠ | ٤-٥ | ٤ - ٥ | ٤،٥ | ٤,٥ | ٥ ٥ | ٥/٤ | على الساعة 5 | الساعه خمسه | 5 م | 5 ص
    | 5 مساءً | ٥ صباحا | بكرة 5 | يوم 5 الشهر | شهر 5 | غرفة ٣ ممتازة | طابق ٣ | عيادة ٥ |
    عيادة 5 ممتازة | 5 دينار | 5 دراهم | 5 جنيه | 5 ناس | 5 انفار | 5 مرضى | ٢ دكاترة | دكتورين |
    ممرضتين | ٢ ممرضات وقحات | ١ ممرضة لطيفة | ١ طبيب سيء | ممرضة واحدة | ممرضة واحدة سيئة |
    واحد من الممرضين | واحد بس | نجمة واحدة كثير | ولا نجمة | خمسة اطباء ممتازين | خمسين | خمسه وعشرين
    | خمس ساعات | اربع مرات | ثلاث ساعات | ٤ ونص | ٤ ونصف | أربعة ونصف | مش ٥ | ما يستاهل 5 |
    ما تستاهل ٥ | لا يستحق 5 | لا تستحق ٥ | ليست 5 | 5 مش | 5 ليس | 5 ابدا | ابدا 5 | اقل من 5 |
    اكثر من 3 | مو اكثر من 2 | تقريبا ٤ | حوالي ٤ | يمكن ٤ | ممكن ٤ | كنت بعطي 5 | كنت اعطي 5 لو |
    5 هههههه | 5 ههههه | 5 لو | 5 اذا | 5 الا | 5 الا ربع | خمسة الا ربع | 5 ونصف | ٥ وربع |
    ١ من ٥ ممرضات | ١ من ٥ كان لطيف | ٤ من ٥ اطباء | ٤ من ٥ مرات | واحد من خمسة | 5 من الممرضات |
    5 قليل | قليل 5 | 5 غير محترم | 5 غير نظيف | 5 بدون فايدة | 5 قلة احترام | 5 قلة ادب | 1 قلة ادب |
    1 محترم | 1 لطيف | 2 ممتاز | 2 رائع | 3 رائع | 4 سيء | 4 زفت | 5 عادي | 5 مقبول | 5 انتظار |
    5 تاخير | 5 زحمة | المرة الخامسة | الخامس | اول مرة 5 | اول زيارة ممتازة | فقط 5 دقائق |
    فقط ٢ اطباء | بس 5 | 5 بس | 5 من فضلك | لا 5 بل 4 | سبعة | صفر | ست | دو بار | 5 ممتاز but slow |
    رقم 1 | رقم هاتفي 5 | رقم الغرفة 5 | نمبر 1 | ٤ من ٥ جيد | فقط 3 دقائق | فقط 3 ممرضات | لا تستحق 5
    | ما تستحق 5 | 5 كالعادة تأخير |
    5. ممتاز. امزح | 5. ممتاز. خطأ قصدي واحد | 5. ممتاز. انتظرت ساعتين | 5. ممتاز. الطبيب سيء |
    1. سيء جدا. عفوا خطأ | 5 مو زين | 5 مش كويس | 5 مب زين | 5 زفت | 5 تعبان | 5 على الاقل |
    على الاقل 3 | 5 على الاكثر | 5 من الاخر | 5 ع الراس | 5 بس واحد | واحد بس ممتاز | ٥ اذا تحسن |
    ٥ لولا الانتظار | لولا الانتظار 5 | 5 لولا الزحمة | 5 باستثناء الانتظار | 5 ما عدا الانتظار |
    5 عدا الاستقبال | 5 رغم الانتظار | 5 مع انتظار | عشرون | ثلاثون | واحد اثنين ثلاثة |
    خمسة مساء شكرا | 5 بدون الانتظار | 5 بلا احترام
    | 5 mish helw | 1 tamam | 1 helw | wallah 5 hours | wallah la 5 | 5 wallah la | jamil 5 pm |
    5 jamil no
    | 5 دكتور | 5 عيادة
    | تمام الساعة ٥ | ماشي ٥ | رقمي ٥ | كود ٥ | دوري ٥
    | للاسف ٣ ساعات | بدون شك ٥ ساعات
    """,
    "gu": """
    ૫ ડોક્ટર ખૂબ સારા છે | ૫ વાગ્યે | સાંજે ૫ | કાલે ૫ | ૫ રૂપિયા | ૫ લોકો | ૩ વાર | ૨ બાળકો |
    ૨ નર્સ સારી | ૫ નહીં | ૫ નથી | ૫ પણ ફરી નહીં | ૫ પણ ધીમું | ૫ જો જલ્દી હોત | ૫ બહુ ખરાબ |
    ૧ સરસ | ૧ આભાર | ૩ કે ૪ | ૩ થી ૪ | લગભગ ૫ | સાડા ચાર | રૂમ ૫ | ૫ વર્ષ | ૫ દિવસ | ૪.૫ |
    ૧૦ | એક નર્સ સારી | ૫? | ન ૫ | ૫ મિનિટમાં | ૫ સ્ટાર સેવા | ૫ ડોક્ટરો | ૫ નર્સો સારી | ૩ દર્દી |
    પાંચ મિનિટ | પાંચ વાગ્યે | પાંચ જણા | પચીસ | ચાર પાંચ | ૪-૫ | બપોરે ૩ | ઘર નં ૫ | ૫ હા | હા ૫ |
    ૫ ચાલશે | સારું ૫ | સારું, ૫ | ૫ આપવા હતા પણ | ૫ ના | ૫ ન આપું | ૧ શ્રેષ્ઠ | ૨ સારું | ૨ આભાર |
    ૩ શ્રેષ્ઠ | ૩ ભયંકર | ૫ સારું નહોતું | ૫ મદદ ન કરી | મારે ૫ છે | ૫ કિલો | ૫ ટકા | ૫ ભલામણ |
    ૫ જય શ્રી કૃષ્ણ | ૫ ભગવાન ભલું કરે | ઠીક છે ૩ | ૧ જરાય સારું નથી | ૫ રાહ જોવી ન પડી |
    ૨ કલાક રાહ જોવી પડી | ૨ કલાક રાહ જોવી પડી. ૧ | ૧ ડોક્ટર ખરાબ | ૩ ડોક્ટર |
    ૫ જણ | ૫ નંબર | ૫ તારીખ | ૫ મી | ૫મી તારીખ | તા. ૫ | ૫ સોમવાર |
    ચાર વાગે | બે ડોક્ટર | બે કલાક | બધાનો આભાર ૫ | પાંચેય | ૫ ફાવશે | ૫ પણ | ૫ ફક્ત |
    ૫ મિત્રો | ૫ દિવસ પહેલા | ૫ સારી નર્સો | ૩ સારા | ૧ સારી | ૫ વાગે સરસ | સાંજે ૫ સરસ |
    ૪/૧૦ | ૪ ૫ | ૪,૫ | ૩૦ | ٥ વાગે | ૫ વાગ્યા | પાંચ વાગ્યા | ૫:૩૦ | સવારે ૫ સરસ | તારીખ ૫ |
    ૫ જાન્યુઆરી | સોમવારે ૫ | રૂમ ૩ સરસ | માળ ૩ | ૩ માળે | રૂ ૫ | ૫ રૂ | ૫ હજાર | ૫ માણસો | ૫ દર્દીઓ |
    ૨ બહેનો સારી | ૧ બહેન સારી | ૧ નર્સ ખરાબ | એક ડોક્ટર સારા | એક વાર | એક સ્ટાર ઓછો |
    એક પણ સ્ટાર નહીં | બે વાર | બે નર્સ સારી | પાંચ ડોક્ટર સારા | પચાસ | સાડા પાંચ | સવા ચાર | ૪ાા |
    ૪ અડધો | ૫ ના આપું | ૫ નહીં આપું | ૫ લાયક નથી | ૫ ને લાયક નથી | ૫ થી ઓછા | ૫ થી વધારે | લગભગ ૪ |
    ૫ જો | ૫ હાહા | ૫ માંથી ૩ સારા | ૫ મા વાર | ૫મો | પાંચમો | પહેલી વાર ૫ | પહેલી વાર |
    ૫ ઓછા | ૧ સારું | ૧ ખૂબ સરસ | ૨ ઉત્તમ | ૩ ઉત્તમ | ૪ ખરાબ | ૫ ઠીક | ૫ સામાન્ય | ૫ મોડું | ૫ રાહ |
    ૫ લાઇન | ફક્ત ૫ મિનિટ | ફક્ત ૨ નર્સ | બસ ૫ | ૫ બસ | ૫ પ્લીઝ | ૭ | શૂન્ય | રૂમ નંબર ૫ | નંબર ૧ |
    હું ૫ નથી આપતો | ફક્ત ૩ મિનિટ | ૫ જ | ૫ જ મિનિટ | ૧ ખૂબ જ સરસ | ૫ જ ડોક્ટર |
    ૫. ઉત્તમ. મજાક | ૫. ઉત્તમ. ભૂલથી | ૫. ઉત્તમ. પણ મોડું | ૧. ખરાબ. માફ કરશો ભૂલ | 5 કેમ |
    ૫ સિવાય રાહ | ૫ પણ લાઇન | વીસ | એક બે ત્રણ | પાંચ વાગ્યે આભાર
    | ૩ મોડું
    | 5 મા થી | 5 માંથી 4 ડોક્ટર
    | ૫ વાગ્યે આવીશ | ઠીક છે ૫ | કોડ ૫ | મારો નંબર ૫
    """,
    "ur": """
    5 ڈاکٹر بہت اچھے ہیں | ۵ بجے | شام ۵ | کل ۵ | ۵ روپے | ۵ لوگ | ۳ بار | ۲ بچے | ۲ نرسیں اچھی |
    ۵ نہیں | ۵ لیکن دوبارہ نہیں | 5 لیکن دیر | ۵ اگر جلدی ہوتا | 5 بہت خراب | ۱ بہترین | 1 شکریہ |
    ۳ یا ۴ | ۳ سے ۴ | تقریبا ۵ | ساڑھے چار | کمرہ ۵ | ۵ سال | ۵ دن | ۴.۵ | ۱۰ |
    ایک نرس اچھی | دو نرسیں | ۵؟ | نہ ۵ | ڈیڑھ | do | char baje | ۵ ڈاکٹر |
    ۵ نرسیں اچھی | ۳ مریض | پانچ منٹ | پانچ بجے | پانچ لوگ | پچیس | چار پانچ | ۴-۵ | دوپہر ۳ |
    گھر نمبر ۵ | ۵ ہاں | ہاں ۵ | ۵ چلے گا | ٹھیک ۵ | ٹھیک ہے، ۵ | اچھا، ۵ | ۵ دینا چاہتا تھا مگر |
    ۵ نہ | ۵ نہیں دوں گا | ۱ اچھا | ۲ اچھا | ۲ شکریہ | ۳ بہترین | ۳ بدترین | 5 اچھا نہیں تھا |
    5 مدد نہیں کی | میرے ۵ بچے ہیں | ۵ کلو | ۵ فیصد | چھ | ۵ اللہ خوش رکھے | ۵ دعائیں | ٹھیک ہے ۳ |
    ۵ انتظار نہیں کرنا پڑا | ۲ گھنٹے انتظار کیا | ۲ گھنٹے انتظار۔ ۱ | ۱ ڈاکٹر برا | ۳ ڈاکٹر |
    ۵ تاریخ | ۵ نمبر | ۵ جولائی | ۵ پیر | چار بجے | دو گھنٹے | ایک دم بہترین ۵ | ۵ جی | جی ۵ |
    جی، ۵ | ۵ ہی | ۵ سے کم | ۵ نہیں ۴ | سب کا شکریہ 5 | پانچوں | 5 مناسب ہے | 5 بھی |
    5 صرف | 5 دوست | 5 دن پہلے | 5 اچھی نرسیں | 3 اچھے | 1 اچھی | 5 بجے اچھا | شام 5 اچھا |
    ۴۔۵ | ۴ ۵ | ۵ بجے شکریہ | پانچ بجے شکریہ | صبح ۵ | ۵ بج کر ۳۰ | ۵ جنوری | تاریخ ۵ | پیر کو ۵ |
    کمرہ ۳ اچھا | کمرہ نمبر ۳ اچھا | منزل ۳ | ۵ ہزار | ۵ سو | ۵ آدمی | ۵ مریض | ۲ عورتیں | ۲ نرسیں بری
    | ۱ نرس بری | ۱ نرس اچھی | ایک ڈاکٹر اچھا | ایک بار | ایک ستارہ کم | ایک بھی ستارہ نہیں |
    دو گھنٹے دیر | پانچ ڈاکٹر | پچاس | ساڑھے پانچ | سوا چار | پونے پانچ | ۴ سے ۵ | ۵ نہیں ہے |
    ۵ کے لائق نہیں | ۵ کا مستحق نہیں | ۵ کی مستحق نہیں | تقریبا ۴ | شاید ۴ | ۵ اگر | ۵ ہاہاہا |
    ۵ میں سے ۳ اچھے | پانچواں | پہلی بار ۵ | ۵ کم | ۱ بہت اچھا | ۱ عمدہ | ۲ بہترین |
    ۴ خراب | ۴ برا | ۵ ٹھیک | ۵ مناسب | ۵ دیر | ۵ انتظار | ۵ قطار | صرف ۵ منٹ | صرف ۲ ڈاکٹر | بس ۵ |
    ۵ بس | ۵ براہ مہربانی | ۷ | 5 baje | panch baje | 5 log | 5 rupaye | 5 nahi | nahi 5 | 5 nahin |
    5 mat | sirf 5 minute | 5 hi | 5 se kam | 5 agar | ek doctor acha | do nurse | teen baar |
    5 said the nurse | کمرہ نمبر ۵ | میں ۵ | میں ۵ نہیں دیتا | میں ۵ بجے | میں ۵ منٹ |
    میں ۵ دیتا ہوں لیکن | صرف ۳ منٹ |
    ۵۔ بہترین۔ مذاق | ۵۔ بہترین۔ غلطی سے | ۵۔ بہترین۔ لیکن دیر | ۱۔ برا۔ معاف کریں غلطی |
    ۵ سوائے انتظار | ۵ علاوہ انتظار | بیس | ایک دو تین
    | chaar log | 5 میں سے 4 لوگ | 5 theek nahi
    | ۵ بجے آؤں گا | ٹھیک ہے ۵ | کوڈ ۵ | میرا نمبر ۵
    """,
    "fil": """
    2, ang tagal ng hintay | 3 ok lang | alas 5 | 5 ng hapon |
    bukas 5 | 5 piso | 5 tao | 3 beses | 2 anak | 2 mabait na nars | 5 mabait na doktor |
    5 kaso matagal | 5 pero hindi na babalik | hindi 5 | 5 hindi | 5 sana kung mabilis | 5 sana |
    5 pangit | 1 magaling | 1 salamat po | 3 o 4 | halos 5 | mga 5 | 4 at kalahati | kwarto 5 |
    numero 5 | 5 taon | 5 araw | isa pang tanong | dalawang oras | 5 ba | lima kami | 5 kami |
    5 na | mga 5 minuto | 2 sobrang tagal | 5 doktor |
    5 magagaling na doktor | 3 nars na mabait | limang minuto | lima tayo | lima sila | lima na |
    mga lima | alas singko | singko ng hapon | hanggang 5 | bago mag 5 | pagkatapos ng 5 | oo 5 |
    sige 5 | sige, 5 | ok sige 5 | ayos 5 | ayos, 5 | 5 pwede | 5 pwede ba | 5 daw | 5 yata |
    5 siguro | 5 dapat | dapat 5 | 5 sana kaso | di 5 | wala pang 5 | 1 maganda |
    1 mabait ang doktor | 2 maganda | 2 salamat | 3 napakagaling | 3 bastos | 5 hindi maganda |
    5 masama | 5 anak ko | 5 kilo | may 5 ako | pila 5 | 5 pila | apat na anak | 5 da best |
    5 walang hintay | 1 hindi matagal | 5 hindi masama | 5 ingat po | 2 ang tagal |
    2 matagal ang hintay | naghintay ng 2 | 4 sa 10 | 5 sa doktor |
    5 sa doktor 2 sa nars | numero 1 | number 1 po | una | ikalima | 5 beses na | 5th po | opo 5 |
    oo, 5 | hindi po 5 | mga 4 siguro | 4 yata po | 5 napakagandang klinika |
    1 pinakamasamang klinika | salamat sa lahat 5 | lahat 5 | 5 lahat | 5 ayos lang | 5 rin |
    5 na lang | 5 kaibigan | 5 araw na | 5 mababait na nars | 1 mabait | alas 5 maganda |
    5 ng umaga maganda |
    alas singko po | 5 pm po |
    5 ng umaga | 5 ng gabi | 5 ng Enero | Enero 5 | lunes 5 | kwarto 3 maganda | silid 3 | palapag 3 |
    5 pesos po | 5 libo | 5 daan | 5 katao | 5 kataong mabait | 2 nars na masungit | 2 nars masungit |
    1 nars masungit | isang nars | isang nars na mabait | isang beses | isang bituin lang ang kulang |
    kulang ng isang bituin | dalawang beses | dalawang nars | limang nars | limang doktor magaling |
    limampu | labinlima | lima singko | apat at kalahati | hindi lima | hindi 1 | hindi dapat 5 |
    hindi deserve 5 | di deserve ng 5 | hindi sya deserve ng 5 | wala pang 3 | higit sa 3 |
    kulang sa 3 | halos 4 | mga 4 | baka 4 | siguro 4 | 5 kung | 5 joke | 5 joke lang | 5 charot |
    5 char | 5 eme | 5 hehe | 1 sa 5 nars | 4 sa 5 nars | 4 sa 5 beses | isa sa lima | isa sa mga nars
    | ikalimang beses | unang beses 5 | una 5 | 1 mabait na nars | 1 maganda ang serbisyo | 1 mahusay
    | 2 mahusay | 2 napakabait | 4 bastos | 4 pangit | 5 pwede na | 5 katamtaman | 5 mabagal |
    5 matagal | 5 naghintay | 5 masungit | 5 lang na minuto | 5 lang kami | 3 lang kami |
    3 lang ang nars | 3 lang minuto | 2 lang doktor | isa lang | isa lang nars | 5 na po | 5 pa |
    5 pa rin | 5 po ba | 5 din | 5 daw po | 5 tama na | ang 5 | ang galing ng 5 | ang galing nyo 5 |
    5 ang nars | 5 ang doktor | 5 ang nars na mabait | 5 ang anak ko | 5 ang hinintay ko | 5 ang oras
    | 5 ang dumating | 2 ang masungit | 2 ang bastos | 2 ang mabait | 5 ang mabait | 5 ang magaling |
    1 ang bait | 1 ang galing | 2 ang galing | 5 ang tagal | 5 ang sungit | 5 ang bagal | 5 ang pangit
    | 5 hindi ang galing | 5 ang galing manloko | 5 ang galing magsinungaling | anim | wala |
    hindi good 5 | 5 hindi good | not maganda 5 |
    ika-5 | ika 5 | 4 at 1/2 | walang 5 |
    5. Napakagaling. Joke lang | 5. Napakagaling. Mali pala, isa | 5. Napakagaling. Pero matagal |
    1. Bastos. Pasensya mali | 5 maliban sa pila | 5 bukod sa pila | 5 kahit matagal | dalawampu |
    pitong | isa dalawa tatlo | lima ng hapon salamat | 5 kung walang pila | 5 walang respeto |
    5 walang pakialam | 5 walang kwenta | 5 di maganda
    | 4 pala lang oras | bigyan ko ng 5 minuto | grade ko 4 sa school | gud am 5pm po
    | sige 5 po | pwede 5 | 5 na lang po | code 5 | pang 5 ako
    """,
    "mix": """
    STOP 5 | 5 STOP | stop please | don't stop | baja | arrêt | стоп | توقف | HELP | START | 5̶ |
    5̶ 4 | Please rate 1-5 ... > 4 | > 4 | 5 sehr gut | 5 ottimo | 5 très sehr | 五 | 5分 | 5점 | 5点 |
    ५ बहुत अच्छा |
    ५ नहीं | ५ बजे | ५ अच्छा | ৫ ভালো | 5 εξαιρετικά | 5 नहीं good | 5 good नहीं |
    4+ | 4 - | 2+2 | 5/5/2026 | 5 dobrze | 5 ⁄ 10 | 5∕10 | 5 ÷ 1 | 5 > 4 | 5 < 4 | 4 < x < 5 | ≥4 | ≤2
    | ≈4 | ±5 | 5± | √4 | 5!1 | 5!!!1 | 5!!!1! | 5 !1 | 5‽ | 5⁉ | 5⁇ | 5&5 | 5@5 | 5_5 | 5~5 | 5~ |
    ~5~ | Re: 5 | Fwd: 5
    """,
    "to ten": """
    zero waiting | zero waiting, thanks | 0 waiting time | શૂન્ય રાહ | 0 terrible | 0 very rude | 0 never again |
    0 bad | zero bad service | 0 rude | صفر سيء | 5 stars | five stars thanks | 4 stars | 5⭐ | ٥ نجوم | :0 | 8) |
    2 slow service | 11 | 4/5 | 5/5 | 0 excellent | 10 terrible | 10 minutes | 10 am | 9 or 10 |
    0 complaints | 0 problems | 0 wait | 10 people | 100 | 10 times | 9ish | 9.5 | 9,5 | 7-8 |
    8 to 9 | 1 great | 7 am | 8am | at 9 | room 9 | 9 years old | 4 good | -1 | un médecin neuf |
    six hours | 10 not | not 10 | 10 but rude | 10 jk | 12 | 10 10 | 10 out of 5 | 00 | 007 | 10+ |
    10- | 10% | $10 | 10€ | 10:30 | 8:15 | 6 feet | 6ft | size 9 | 9 lives | 7 days | 7 eleven |
    9 but slow | 10, not a single complaint | 7/10 bad | 1/10 excellent | 10/5 |
    3 or so | 8-9 | 8.5/10 | sept sur 10 | 8 people | 8 weeks | nine to five | 9 to 5 | 9/11 |
    10/10/2026 | 10-4 | 10 4 | not a perfect 10 | ⭐⭐⭐⭐⭐ | 10 am great | 10 nurses |
    10 good nurses | 9 o clock | 8 or 9 | 0 problems great | 7 days great | 6 months | 6 of us |
    10 out of 10, rude | 9,9 | 9+ | 10++ |
    7.5 | 9.9 | 5* | 3* | 1 star | one star | two stars | five stars | 1 0 | 1,0 | 0,0 | 0.5 | 1-10 |
    9-10 | 8/9 | 8 9 | 8,9 | 999 | 0 deserves | 10 min | 10 mins great | 8 am | 8 pm | 8 o'clock |
    8ish | at 10 | 10h | 10 dollars | 1 of 10 nurses | 9 of 10 times | 9 out of 10 doctors |
    9 of 10 were kind | 1 in 10 | 10 out of 100 | 6 out of 5 | 4 out of 5 | 5 out of 5 | 10 percent |
    10 % | 0 great | 0 good | 0 problem | 0 issues | 0 waiting | zero problems | zero complaints |
    0 thanks | 0 thank you | nil | nada | nul | none | nothing | 1 best | 2 best | 10 worst | 10 bad |
    10 slow | 10 rude | 9 rude | 9 terrible | 8 terrible | 3 great | 2 great | 4 excellent |
    5 excellent | 6 excellent | 6 terrible | 5 terrible | 1 ok | 0 ok | 10 ok | 10 average | 2 good |
    3 good | seven days | diez minutos | dix minutes | dix fois | seis meses | ocho horas | семь раз |
    десять минут | десятый | 9 из 10 врачей | عشرة دقائق | عشر دقائق | દસ મિનિટ | نو | دس منٹ |
    sampung minuto | not a 10 | 10 if | 10 but | 10 minus 1 | 10-1 | 10 - 1 | almost 10 | nearly 10 |
    I would give 10 if | I would have given 10 | I'd give 10 but | 11/10 | 12/10 | 100/10 | 1000 | 20
    | -10 | X | x/10 | IX | VII | 10x | 10th | 10k | 10th visit great | room 10 | room 7 great |
    bus 10 | dr 10 | 7up | 9 1 1 | 911 | 24/7 | 7 to 8 | between 7 and 8 | 7 and a half | 7½ | 7,5 |
    7 point 5 | 7 sorry 8 | 7, no 8 | 7 -> 8 | 7 (8) | 7 months | 7 visits | 7 times | 7 nurses |
    7 kids | 8 weeks great | 8 ball | :8 | 10 lol | 10 haha | 10 🙄 | 10 😂 | 10 👎 | 0 👍 | 1 👍 | 🔟 | ⑩ |
    ⑨
    """,
}
