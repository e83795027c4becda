from contextlib import contextmanager

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools.sms_text import count_segments
from .common import PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestCampaign(SurveyCommon):
    """A campaign works out of the box, and whoever writes its texts sees what patients will get."""

    def test_the_seeded_campaign_works_out_of_the_box(self):
        self.campaign.active = False
        seeded = self.env.ref("sms_survey.campaign_visit")
        seeded.active = True
        self.assertEqual(
            (seeded.trigger, seeded.scale_max, seeded.alert_threshold, seeded.gateway_id.provider),
            ("served", 5, 2, "sandbox"),
        )
        for name in ("question", "thanks", "follow_up"):
            self.assertEqual(count_segments(seeded[name]).segments, 1, f"{name} costs more than one text")
        self.assertIn("STOP", seeded.question)
        self.gateway = seeded.gateway_id
        seeded.write({"delay_minutes": 0, "quiet_start": 0, "quiet_end": 0})
        request = self._ask()
        self._reply("1")
        self._reply("waited 45 minutes, nobody cared")
        self.assertEqual((request.score, request.comment), (1, "waited 45 minutes, nobody cared"))
        self.assertEqual([kind for kind, _body in self._texts()], ["invite", "follow_up", "thanks"])

    def test_phones_get_cards(self):
        """On a phone a list is cut after its third column: what is worked on there has cards too."""
        pages = [f"sms_survey_{name}" for name in ("campaigns", "gateways", "inbox", "messages", "ranking", "requests")]
        for name in (*pages, "opted_out", "staff_suitability", "staff_suitability_checks"):
            action = self.env["ir.actions.actions"]._for_xml_id(f"sms_survey.action_{name}")
            self.assertIn("kanban", action["view_mode"].split(","), name)
            records = self.env[action["res_model"]].with_user(self.appraiser)
            view_id = next((view_id for view_id, kind in action["views"] if kind == "kanban"), False)
            cards = records.get_views([(view_id, "kanban")])["views"]["kanban"]
            self.assertTrue(self.env["ir.ui.view"].browse(cards["id"]).xml_id.startswith("sms_survey."), name)

    def test_a_new_campaign_needs_a_name_only(self):
        with Form(self.env["sms.survey.campaign"].with_user(self.appraiser)) as form:
            form.name = "New"
        campaign = form.record
        self.assertEqual((campaign.scale_max, campaign.alert_threshold, campaign.min_answers), (5, 2, 10))
        self.assertEqual(campaign.question, campaign.default_get(["question"])["question"])

    # ------------------------------------------------------------
    # Texts
    # ------------------------------------------------------------

    def test_length_is_told_as_it_is_sent(self):
        """Extension characters count twice, one character beyond GSM-7 makes the whole text dearer."""
        length = self.env["sms.survey.campaign"].with_user(self.appraiser).get_text_length
        self.company.name = "Clinic"
        shorter = "a text message holds 70 characters instead of 160."
        for text, expected in (
            ("", "0 characters, 0 text messages."),
            ("{clinic}", "6 characters, 1 text message."),
            ("{employee}", "9 characters, 1 text message."),
            ("€[]", "6 characters, 1 text message."),
            ("a" * 160, "160 characters, 1 text message."),
            ("a" * 161, "161 characters, 2 text messages."),
            ("a" * 159 + "€", "161 characters, 2 text messages."),
            ("ж" * 70, f"70 characters, 1 text message. With “ж” in it, {shorter}"),
            ("ждите" * 14 + "😀", f"72 characters, 2 text messages. With “жди” in it, {shorter}"),
        ):
            self.assertEqual(length(text, self.company.id), expected, text[:5])
        body = self._ask() and self._texts()[0][1]
        self.assertEqual(count_segments(body).characters, len(body))

    def test_the_phone_shows_question_low_mark_and_thanks_in_each_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.campaign.with_context(lang="fr_FR").question = "{clinic} : une note pour {employee} ?"
        with Form(self.campaign.with_user(self.appraiser)) as form:
            self.assertIn("how was Alexandra? 1 to 5", form.preview)
            self.assertIn("What could we do better?", form.preview)
            form.question = "{clinic}: <b>how</b> was {employee}? {link}"
            self.assertIn("&lt;b&gt;how&lt;/b&gt; was Alexandra?", form.preview, "a text is no markup")
            self.assertIn("/sv/xxxxxxxx", form.preview)
            form.preview_lang = "fr_FR"
            self.assertIn("une note pour Alexandra", form.preview)
            form.anonymous = True
            self.assertIn("Pouvons-nous vous appeler", form.preview)
            self.assertNotIn("What could we do better?", form.preview)

    def test_placeholders_come_from_a_closed_list_in_every_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        campaign = self.campaign.with_user(self.appraiser)
        for text in ("{service}", "{employee.name}", "{0}", "{", "}", "{ clinic}", "{clinic!r}", "{}", "{{clinic}}"):
            with self._refused("nothing can be filled in"):
                campaign.question = f"How was it? {text}"
            with self._refused("nothing can be filled in"):
                # What the translation dialog of the web client calls.
                campaign.update_field_translations("thanks", {"fr_FR": f"Merci {text}"})
        with self._refused("write a text"):
            campaign.update_field_translations("thanks", {"fr_FR": "  "})
        campaign.write({"reply_mode": "both", "question": "{clinic}: {link}"})
        with self._refused("no link"):
            campaign.update_field_translations("question", {"fr_FR": "{clinic} : une note ?"})

    @contextmanager
    def _refused(self, sentence):
        with self.assertRaisesRegex(ValidationError, sentence), self.env.cr.savepoint():
            yield
        self.env.invalidate_all()

    def test_each_patient_is_asked_in_his_language_and_a_test_comes_in_ones_own(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.campaign.with_context(lang="fr_FR").question = "{clinic} : une note pour {employee} ?"
        self.patient.lang = "fr_FR"
        self._ask()
        self._ask(self.vip_patient)
        self.assertIn("une note pour Nora", self._texts()[0][1])
        self.assertIn("how was Nora", self._texts(self.vip_patient._sms_survey_phone())[0][1])

    def test_test_text_goes_to_ones_own_number_only(self):
        campaign = self.campaign.with_user(self.appraiser)
        with self.assertRaisesRegex(UserError, "your own profile"):
            campaign.action_send_test()
        self.appraiser.partner_id.phone = "+32 470 12 34 99"
        campaign.action_send_test()
        self._run()
        self.assertEqual(self._texts("+32470123499"), [("invite", f"{self.company.name}: how was appraiser? 1 to 5")])
        # An answer to it is no mark of anybody.
        event = self._reply("1", phone="+32470123499")
        self.assertEqual((event.state, event.request_id.id), ("unmatched", False))

    def test_a_test_text_does_not_reach_who_opted_out(self):
        self.env["phone.blacklist"]._add([PHONE])
        self.appraiser.partner_id.phone = PHONE
        self.campaign.with_user(self.appraiser).action_send_test()
        self._run()
        self.assertFalse(self._texts())

    def test_a_scale_that_the_question_does_not_tell_is_pointed_out(self):
        with Form(self.campaign.with_user(self.appraiser)) as form:
            form.question = "{clinic}: a mark from 0 to 10?"
            form.scale_max = 10
        values = {"scale_max": 10, "question": "{clinic}: a mark from 1 to 5?"}
        answer = self.campaign.with_user(self.appraiser).onchange(values, ["scale_max"], {name: {} for name in values})
        self.assertIn("10", answer["warning"]["message"])

    # ------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------

    def test_another_scale_is_not_asked_for_in_another_language(self):
        """A 5 of patients who were asked for 1 to 5 would count as a 5 of 10."""
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self.campaign.with_context(lang="fr_FR")
        french.question = "{clinic} : votre note de 1 à 5 ?"
        to_ten = {"scale_max": 10, "question": "{clinic}: how was {employee}? 0 to 10"}
        with self.assertRaisesRegex(ValidationError, r"The question \(French.*\) does not name 10 as the best mark"):
            self.campaign.write(to_ten)
        self.campaign.update_field_translations("question", {"fr_FR": "{clinic} : votre note de 0 à 10 ?"})
        self.campaign.write(to_ten)
        self.assertEqual(self.campaign.scale_max, 10)

    def test_a_gateway_without_reports_is_pointed_out(self):
        self.assertTrue(self.campaign.with_user(self.appraiser).gives_reports)
        self.gateway.gives_reports = False
        self.assertFalse(self.campaign.with_user(self.appraiser).gives_reports)

    def test_figures_on_the_form(self):
        campaign = self.campaign.with_user(self.appraiser)
        self.assertEqual((campaign.request_count, campaign.answered_count, campaign.average_score), (0, 0, 0))
        self._ask()
        self._reply("4")
        self._ask(self.vip_patient)
        self.env.invalidate_all()
        self.assertEqual(
            (campaign.request_count, campaign.answered_count, campaign.response_rate, campaign.average_score),
            (2, 1, 50.0, 4.0),
        )
        action = campaign.action_view_requests()
        self.assertEqual(len(self.env["sms.survey.request"].with_user(self.appraiser).search(action["domain"])), 2)

    def test_visits_that_a_filter_chooses_are_counted(self):
        count = self.env["sms.survey.campaign"].with_user(self.appraiser).get_visit_count
        patients = self.patient | self.vip_patient
        domain = f"[('partner_id', 'in', {patients.ids})]"
        self.assertEqual(count(domain), (True, "0 visits of the last 30 days"))
        for patient in patients:
            self._serve(patient)
        self.assertEqual(count(domain), (True, "2 visits of the last 30 days"))
        self.assertFalse(count(domain, self.company.id, True)[0], "an anonymous campaign chooses no patients")
        for refused in ("[('partner_id.patient_incident_ids', '!=', False)]", "[(", "[('order_line.id', '>', 0)]"):
            self.assertFalse(count(refused)[0], refused)
        for user in (self.reader, self.manager, self.receptionist):
            with self.assertRaises(AccessError):
                count.__self__.with_user(user).get_visit_count(domain)

    # ------------------------------------------------------------
    # Bad input
    # ------------------------------------------------------------

    def test_bad_input_gets_a_sentence_and_changes_nothing(self):
        campaign = self.campaign.with_user(self.appraiser)
        before = campaign.read(["question", "thanks", "scale_max", "alert_threshold", "quiet_start", "domain"])
        for values, sentence in (
            ({"question": ""}, "Please write a text for “Question”"),
            ({"question": " \n\t "}, "Please write a text for “Question”"),
            ({"thanks": False}, "Please write a text for “Thanks”"),
            ({"question": "How was it?\x07"}, "contains characters that no phone shows"),
            ({"thanks": "Thank you\x1b"}, "contains characters that no phone shows"),
            ({"question": "Dear {patient}"}, "contains {patient}, which nothing can be filled in for"),
            ({"reply_mode": "both"}, "the question has no link"),
            ({"scale_max": 7}, "Enter 5 or 10"),
            ({"scale_max": 0}, "Enter 5 or 10"),
            ({"alert_threshold": 0}, "from 1 to 4"),
            ({"alert_threshold": 5}, "from 1 to 4"),
            ({"scale_max": 10, "alert_threshold": 10}, "from 0 to 9"),
            ({"scale_max": 10, "alert_threshold": -1}, "from 0 to 9"),
            ({"quiet_start": 9, "quiet_end": 9}, "quiet all day"),
            ({"quiet_start": 0, "quiet_end": 24}, "quiet all day"),
            ({"quiet_start": 24, "quiet_end": 0}, "quiet all day"),
            ({"quiet_start": 9.5, "quiet_end": 9.5}, "quiet all day"),
            ({"quiet_start": 10, "quiet_end": 9.99}, "quiet all day"),
            ({"quiet_start": -1}, "hours of the day"),
            ({"quiet_end": 24.5}, "hours of the day"),
            ({"domain": "not a domain"}, "cannot be read"),
            ({"domain": "[('no_such_field', '=', 1)]"}, "cannot be read"),
            ({"domain": "__import__('os').system('true')"}, "cannot be read"),
            ({"domain": "[('partner_id.message_ids', '!=', False)]"}, "cannot choose visits by"),
        ):
            with self.subTest(values=values):
                with self._refused(sentence):
                    campaign.write(values)
                self.assertEqual(campaign.read(list(before[0].keys() - {"id"}))[0], before[0])

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_what_cannot_be(self):
        for values in (
            {"delay_minutes": -1},
            {"cooldown_days": -1},
            {"delay_minutes": 2**31 - 1},
            {"cooldown_days": 2**31 - 1},
            {"expiry_hours": 0},
            {"expiry_hours": 2**31 - 1},
            {"min_answers": 1},
            {"min_answers": 4},
            {"min_answers": -5},
        ):
            with self.subTest(values=values), self.assertRaises(CheckViolation), self.env.cr.savepoint():
                self.campaign.write(values)
                self.campaign.flush_recordset()
            self.env.invalidate_all()

    def test_the_longest_times_keep_nobody_from_serving(self):
        self.campaign.write({"delay_minutes": 43_200, "cooldown_days": 3650, "expiry_hours": 8760})
        request = self._ask()
        self._pass_time(request, days=30)
        self._run()
        self.assertTrue(request.sent_at)

    def test_what_was_asked_for_is_not_deleted(self):
        asked = self._ask()
        campaign = self.campaign.with_user(self.appraiser)
        for record in (campaign, self.gateway):
            with self.assertRaisesRegex(UserError, "Archive it"), self.env.cr.savepoint():
                record.unlink()
        self.assertTrue(asked.exists())
        unused = campaign.create({"name": "T-Unused"})
        unused.unlink()
        self.env["sms.survey.gateway"].create({"name": "T-Unused"}).unlink()

    def test_who_may_change_a_campaign(self):
        self.campaign.with_user(self.appraiser).delay_minutes = 5
        stranger = new_test_user(self.env, "stranger", "base.group_user")
        for user in (self.reader, self.manager, self.receptionist, self.rated_user, stranger):
            with self.assertRaises(AccessError):
                self.campaign.with_user(user).write({"delay_minutes": 5})
        for user in (self.manager, stranger):
            with self.assertRaises(AccessError):
                self.campaign.with_user(user).action_send_test()
