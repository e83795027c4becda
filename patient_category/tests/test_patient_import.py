import csv
import io

from odoo.tests import HttpCase, new_test_user, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestPatientImport(PatientCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receptionist.password = "desk-password"

    def _import(self, user, rows, **context):
        """Import these lines as the screen does: columns by name, lists of texts."""
        header, *lines = rows
        Partner = self.env["res.partner"].with_user(user).with_context(import_file=True, **context)
        return Partner.load(list(header), [list(line) for line in lines])

    def _template(self, login="desk", password="desk-password"):
        self.authenticate(login, password)
        return self.url_open("/patient_category/import_template/patients.csv")

    def test_patients_are_imported_by_the_names_of_categories(self):
        result = self._import(
            self.receptionist,
            [
                ("name", "phone", "patient_category_id", "patient_category_reason"),
                ("Ida Import", "+1 650-253-0001", "T-Problem", "Did not pay"),
                ("Otto Import", "", "T-Ordinary", ""),
            ],
        )
        self.assertFalse(result["messages"])
        patients = self.env["res.partner"].browse(result["ids"])
        self.assertEqual(patients.mapped("patient_category_id"), self.problem | self.ordinary)
        self.assertEqual(patients[0].patient_category_history_ids.reason, "Did not pay")
        self.assertEqual(patients[0].patient_category_history_ids.user_id, self.receptionist)

    def test_without_a_category_the_default_stands_ready_among_patients_only(self):
        rows = [("name",), ("Nora Noname",)]
        patient = self._import(self.receptionist, rows, register_patient=True)["ids"]
        self.assertEqual(self.env["res.partner"].browse(patient).patient_category_id, self.ordinary)
        contact = self._import(self.receptionist, rows)["ids"]
        self.assertFalse(self.env["res.partner"].browse(contact).patient_category_id)

    def test_default_of_ones_own_company_stands_ready_too(self):
        own = self.env["patient.category"].create({"name": "Own", "is_default": True, "company_id": self.company.id})
        [patient_id] = self._import(self.receptionist, [("name",), ("Nora Noname",)], register_patient=True)["ids"]
        patient = self.env["res.partner"].browse(patient_id)
        self.assertEqual((patient.patient_category_id, patient.company_id), (own, self.company))

    def test_guarded_category_is_refused_with_a_sentence_and_nothing_is_imported(self):
        result = self._import(
            self.receptionist,
            [("name", "patient_category_id"), ("Ina First", "T-Ordinary"), ("Vera Vip", "T-VIP")],
        )
        self.assertFalse(result["ids"])
        self.assertIn("Only managers put patients into this category", str(result["messages"]))
        self.assertIn("Vera Vip", str(result["messages"]))
        self.assertFalse(self.env["res.partner"].search([("name", "in", ("Ina First", "Vera Vip"))]))

    def test_unknown_category_is_refused(self):
        result = self._import(self.receptionist, [("name", "patient_category_id"), ("X", "T-Ordinry")])
        self.assertFalse(result["ids"])
        self.assertIn("T-Ordinry", str(result["messages"]))

    def test_template_is_offered_where_patients_are_imported(self):
        Partner = self.env["res.partner"].with_user(self.receptionist)
        [template] = Partner.with_context(register_patient=True).get_import_templates()
        self.assertEqual(template["template"], "/patient_category/import_template/patients.csv")
        self.assertNotIn(template, Partner.get_import_templates())

    def test_template_has_the_clinics_own_categories_and_imports_as_it_is(self):
        response = self._template()
        self.assertEqual(response.headers["Content-Type"], "text/csv; charset=utf-8")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        wizard = self.env["base_import.import"].with_user(self.receptionist).create(
            {"res_model": "res.partner", "file": response.content, "file_type": "text/csv", "file_name": "p.csv"}
        )
        options = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8", "headers": True}
        preview = wizard.parse_preview(dict(options))
        self.assertNotIn("error", preview)
        columns = [path[0] if path else False for _index, path in sorted(preview["matches"].items())]
        self.assertEqual(
            columns,
            [
                "name", "phone", "email", "patient_birthdate", "guardian_id",
                "patient_category_id", "patient_category_reason",
            ],
        )  # fmt: skip
        result = wizard.execute_import(columns, preview["headers"], {**options, **preview["options"]})
        self.assertFalse(result["messages"], result["messages"])
        patients = self.env["res.partner"].browse(result["ids"])
        self.assertIn(self.problem, patients.patient_category_id)
        self.assertNotIn(self.vip, patients.patient_category_id, "the desk may not put patients into it")

    def test_template_speaks_the_users_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.ordinary.with_context(lang="fr_FR").name = "Ordinaires"
        self.receptionist.lang = "fr_FR"
        rows = list(csv.reader(io.StringIO(self._template().content.decode("utf-8-sig"))))
        self.assertIn("Ordinaires", [row[5] for row in rows])

    def test_template_is_for_those_who_register_patients(self):
        new_test_user(self.env, "clerk", "base.group_user", password="clerk-password")
        response = self._template("clerk", "clerk-password")
        self.assertEqual(response.status_code, 403)
        self.assertNotIn("T-Ordinary", response.text)
