import re

import polib

from odoo.tests import tagged
from odoo.tools import file_path

from .common import SurveyCommon

# The languages whose replies are read, as far as Odoo has them.
LANGUAGES = {"ar": "ar_001", "es": "es_ES", "fr": "fr_FR", "gu": "gu_IN", "ru": "ru_RU", "tl": "tl_PH"}
FILLED_IN = re.compile(r"%\(\w+\)s|%s|\{\w+\}")


@tagged("post_install", "-at_install")
class TestLanguages(SurveyCommon):
    """What patients read is in their language: all of it, or they get half of it in English."""

    def _translated(self, language):
        file = polib.pofile(file_path(f"sms_survey/i18n/{language}.po"))
        return {entry.msgid: entry.msgstr for entry in file}

    def test_every_sentence_of_the_page_is_translated(self):
        page = self.env.ref("sms_survey.answer_page")
        terms = page._fields["arch_db"].get_trans_terms(page.with_context(lang="en_US").arch_db)
        self.assertGreater(len(terms), 20, "Odoo finds nothing to translate in a page that begins with its DOCTYPE")
        self.assertNotIn("?", terms, "a sentence is translated as a whole")
        for language in LANGUAGES:
            self.assertFalse(set(terms) - self._translated(language).keys(), language)

    def test_what_is_filled_in_stays(self):
        for language in LANGUAGES:
            for source, translation in self._translated(language).items():
                self.assertEqual(
                    sorted(FILLED_IN.findall(source)), sorted(FILLED_IN.findall(translation)), (language, source)
                )
                self.assertTrue(translation.strip(), (language, source))

    def test_every_text_and_the_page_come_in_the_patients_language(self):
        self.campaign.write({"anonymous": True, "cooldown_days": 0})
        english = self._conversation("en_US")
        for language in LANGUAGES.values():
            self.env["res.lang"]._activate_lang(language)
            self.env["ir.module.module"].search([("name", "=", "sms_survey")])._update_translations([language])
            spoken = self._conversation(language)
            self.assertEqual(len(spoken), len(english))
            for kind, text in spoken.items():
                self.assertNotEqual(text, english[kind], (language, kind))

    def _conversation(self, language):
        """What a patient reads who writes nonsense, gives a low mark, and wants to hear no more."""
        self.patient.lang = language
        request = self._ask()
        request = request.with_context(lang=language)
        texts = {"heading": request._page_heading()}
        values = {
            "can_reply": True,
            "comment": "",
            "direction": "ltr",
            "html_lang": language,
            "may_change": False,
            "missing": True,
            "survey_request": request,
        }
        for status in ("open", "expired", "withdrawn", "stopped", "missing", "test"):
            page = request.env["ir.qweb"]._render("sms_survey.answer_page", {**values, "status": status})
            texts[status] = re.sub(r"(?s)<style>.*</style>|<[^>]+>|\s+", " ", page)
        for words in ("what?", "1", "HELP", "STOP", "START"):
            last = self.env["sms.survey.message"].search([], limit=1)
            self._reply(words)
            new = self.env["sms.survey.message"].search([("id", ">", last.id)])
            self.assertEqual(len(new), 1, words)
            texts[words] = new.body
        request.order_id = False
        self.env["sms.survey.request"].search([]).state = "expired"
        return texts
