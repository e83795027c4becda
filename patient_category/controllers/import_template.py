import csv
import io

from odoo.exceptions import AccessError
from odoo.http import Controller, content_disposition, request, route

from ..groups import PATIENTS

COLUMNS = (
    "name",
    "phone",
    "email",
    "patient_birthdate",
    "guardian_id",
    "patient_category_id",
    "patient_category_reason",
)


class PatientImportTemplate(Controller):
    @route("/patient_category/import_template/patients.csv", type="http", auth="user", readonly=True)
    def patients(self):
        """A file that can be filled in and imported: the columns as this user reads them, one line a category.

        Made here and not kept as a file, because every clinic names its categories itself.
        """
        env = request.env
        if not env.user.has_group(PATIENTS):
            raise AccessError(env._("You may not register patients, so you may not import them. Ask a manager."))
        labels = env["res.partner"].fields_get(COLUMNS, ["string"])
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(labels[name]["string"] for name in COLUMNS)
        for number, category in enumerate(env["patient.category"]._offered(), start=1):
            writer.writerow(
                [env._("Example Patient %(number)s", number=number), "", "", "1980-12-31", "", category.name, ""]
            )
        return request.make_response(
            text.getvalue().encode("utf-8-sig"),  # the mark by which spreadsheets know the encoding
            headers=[
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", content_disposition(env._("patients.csv"))),
            ],
        )
