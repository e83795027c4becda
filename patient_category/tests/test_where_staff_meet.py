from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestWhereStaffMeetThePatient(PatientCommon):
    """Badge, filters, groups and the panel of categories, in the lists of patients and of visits, for the desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visits = cls.env["sale.order"].union(
            *(cls._order(patient) for patient in (cls.patient, cls.vip_patient, cls.problem_patient))
        )

    def _view(self, model, kind, xmlid):
        view = self.env.ref(f"patient_category.{xmlid}")
        return etree.fromstring(self.env[model].with_user(self.receptionist).get_view(view.id, kind)["arch"])

    def _filters(self, model, xmlid):
        """{name of filter: (domain, what it groups by)}"""
        return {
            node.get("name"): (
                literal_eval(node.get("domain") or "[]"),
                literal_eval(node.get("context") or "{}").get("group_by"),
            )
            for node in self._view(model, "search", xmlid).iter("filter")
        }

    def _found(self, filters, name, ours):
        domain, _group = filters[name]
        return ours.with_user(self.receptionist).search([*domain, ("id", "in", ours.ids)])

    def _grouped(self, filters, name, ours):
        _domain, group = filters[name]
        rows = ours.with_user(self.receptionist).formatted_read_group([("id", "in", ours.ids)], [group], ["__count"])
        return {row[group] and row[group][1]: row["__count"] for row in rows}

    def test_the_badge_is_on_every_list_of_patients_and_visits(self):
        for model, kind, xmlid in (
            ("res.partner", "list", "patient_view_list"),
            ("res.partner", "kanban", "patient_view_kanban"),
            ("sale.order", "list", "visit_view_list"),
            ("sale.order", "kanban", "visit_view_kanban"),
        ):
            badge = self._view(model, kind, xmlid).xpath("//field[@name='patient_category_id'][@widget='badge']")
            self.assertTrue(badge, xmlid)

    def test_filters_of_patients(self):
        ours = self.patient | self.vip_patient | self.problem_patient
        filters = self._filters("res.partner", "patient_view_search")
        self.assertEqual(self._found(filters, "courtesy", ours), self.vip_patient)
        self.assertEqual(self._found(filters, "caution", ours), self.problem_patient)
        self.assertEqual(self._found(filters, "prepayment", ours), self.problem_patient)
        self.patient.patient_category_review_date = "2020-01-01"
        self.vip_patient.patient_category_review_date = "2999-01-01"
        self.assertEqual(self._found(filters, "review", ours), self.patient)
        self.vip_patient.active = False
        self.assertEqual(self._found(filters, "archived", ours), self.vip_patient)

    def test_patients_by_category(self):
        ours = self.patient | self.vip_patient | self.problem_patient
        filters = self._filters("res.partner", "patient_view_search")
        expected = {"T-Ordinary": 1, "T-VIP": 1, "T-Problem": 1}
        self.assertEqual(self._grouped(filters, "group_category", ours), expected)
        panel = ours.with_user(self.receptionist).search_panel_select_range(
            "patient_category_id", enable_counters=True, search_domain=[("id", "in", ours.ids)]
        )
        counted = {row["display_name"]: row["__count"] for row in panel["values"] if row["display_name"] in expected}
        self.assertEqual(counted, expected)
        panels = self._view("res.partner", "search", "patient_view_search").xpath("//searchpanel/field/@name")
        self.assertEqual(panels, ["patient_category_id"])

    def test_filters_of_visits(self):
        ours, (ordinary, vip, problem) = self.visits, self.visits
        filters = self._filters("sale.order", "visit_view_search")
        self.assertEqual(self._found(filters, "courtesy", ours), vip)
        self.assertEqual(self._found(filters, "caution", ours), problem)
        self.assertEqual(self._found(filters, "prepayment_missing", ours), problem)
        self.assertEqual(self._found(filters, "quotations", ours), ours)
        (ordinary | vip).action_confirm()
        self.assertEqual(self._found(filters, "not_served", ours), ordinary | vip)
        vip.action_served()
        self.assertEqual(self._found(filters, "served", ours), vip)
        self.assertEqual(self._found(filters, "not_served", ours), ordinary)
        self.assertFalse(self._found(filters, "served_late", ours))
        ordinary.action_served_earlier("2026-01-10 09:30:00")
        self.assertEqual(self._found(filters, "served_late", ours), ordinary)

    def test_visits_by_category_and_attendant(self):
        filters = self._filters("sale.order", "visit_view_search")
        self.assertEqual(
            self._grouped(filters, "group_category", self.visits), {"T-Ordinary": 1, "T-VIP": 1, "T-Problem": 1}
        )
        self.assertEqual(self._grouped(filters, "group_attending", self.visits), {"Nora Nurse": 3})
