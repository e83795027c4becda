import base64
import binascii
import csv
import io

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..models import card_numbers

COLUMNS = ("number", "patient", "phone", "email", "balance")
REQUIRED_COLUMNS = ("number", "patient")
MOST_FAULTS_SHOWN = 30
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_BALANCE = 10**9


class PatientBonusImport(models.TransientModel):
    """Cards that the clinic had before: all of a file, or nothing and a list of what is wrong with it."""

    _name = "patient.bonus.import"
    _description = "Import Existing Bonus Cards"

    program_id = fields.Many2one(
        "loyalty.program",
        required=True,
        domain="[('is_patient_bonus', '=', True)]",
        default=lambda self: self.env["res.partner"]._bonus_program_of_company(),
    )
    file = fields.Binary(string="CSV File", attachment=False)
    file_name = fields.Char()

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_import(self):
        """Import all cards of the file, and show them.

        :raise UserError: one line for each fault; then nothing is imported
        """
        self.ensure_one()
        self.env["loyalty.card"]._bonus_check_role("patient_category.group_manager")
        rows = self._read_rows()
        faults, values = self._check_rows(rows)
        if faults:
            sentences = [self.env._("Nothing was imported. Please correct the file:"), *faults[:MOST_FAULTS_SHOWN]]
            if len(faults) > MOST_FAULTS_SHOWN:
                sentences.append(self.env._("… and %s more.", len(faults) - MOST_FAULTS_SHOWN))
            raise UserError("\n".join(sentences))
        # sudo: cards are created by our own methods only, and the role is checked above.
        cards = self.env["loyalty.card"].sudo().with_context(loyalty_no_mail=True).create(values)
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_cards")
        return {**action, "name": self.env._("Imported cards"), "domain": [("id", "in", cards.ids)]}

    def action_template(self):
        """Download an empty file with the right columns."""
        return {
            "type": "ir.actions.act_url",
            "url": "/patient_bonus/static/template/bonus_cards.csv",
            "target": "download",
        }

    # ------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------

    def _read_rows(self):
        """The rows of the file as (line number, {column: text}).

        :raise UserError: the file as a whole cannot be read
        """
        text = self._read_text()
        sample = text.splitlines()[0] if text.strip() else ""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in sample else ",")
        try:
            header = [name.strip().lower() for name in next(reader, [])]
            rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
        except csv.Error as error:
            raise UserError(self.env._("This is not a CSV file: %s.", error)) from error
        self._check_header(header)
        return [(line, dict(zip(header, (cell.strip() for cell in row), strict=False)), row) for line, row in rows]

    def _read_text(self):
        try:
            content = base64.b64decode(self.file or b"", validate=False)
        except binascii.Error as error:
            raise UserError(self.env._("The file could not be read. Please choose it again.")) from error
        if not content or len(content) > LARGEST_FILE:
            raise UserError(self.env._("Please choose a CSV file of at most 20 MB."))
        for encoding in ("utf-8-sig", "cp1252"):  # what spreadsheets write
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
        raise UserError(self.env._("This is not a CSV file. Save the sheet as “CSV UTF-8” and choose it again."))

    def _check_header(self, header):
        stray = [name for name in header if name not in COLUMNS]
        missing = [name for name in REQUIRED_COLUMNS if name not in header]
        if stray or missing or len(set(header)) != len(header):
            raise UserError(
                self.env._(
                    "The first line must name the columns %(columns)s, each once; %(required)s are needed. "
                    "Download the template to see how.",
                    columns=", ".join(COLUMNS),
                    required=", ".join(REQUIRED_COLUMNS),
                )
            )

    # ------------------------------------------------------------
    # Checking
    # ------------------------------------------------------------

    def _check_rows(self, rows):
        """Check all rows before anything is written.

        :return: (list of sentences, list of values for ``loyalty.card``)
        """
        finder = self._patient_finder(rows)
        numbers = [card_numbers.normalise(row["number"]) for _line, row, _cells in rows if row.get("number")]
        taken = self.env["loyalty.card"]._bonus_taken_numbers(numbers)
        faults, values_list, seen = [], [], {}
        for line, row, cells in rows:
            values, fault = self._check_row(row, cells, finder, taken)
            for key in (values.get("code"), values.get("partner_id")):
                if key and not fault and key in seen:
                    fault = self.env._("the number or the patient is in line %s already", seen[key])
                seen.setdefault(key, line)
            if fault:
                faults.append(self.env._("Line %(line)s: %(fault)s.", line=line, fault=fault))
            values_list.append(values)
        if not rows:
            faults.append(self.env._("There is no line with a card."))
        holders = self.env["loyalty.card"]._bonus_holders(
            self.env["res.partner"].browse({values["partner_id"] for values in values_list if values}), self.program_id
        )
        for (line, _row, _cells), values in zip(rows, values_list, strict=True):
            if values and values["partner_id"] in holders.ids:
                faults.append(self.env._("Line %s: the patient has a card of this program already.", line))
        return faults, values_list

    def _check_row(self, row, cells, finder, taken):
        """:return: (values or {}, what is wrong or None)"""
        number = card_numbers.normalise(row.get("number", ""))
        if len(cells) > len(row):
            return {}, self.env._("more cells than columns")
        if not card_numbers.is_well_formed(number):
            return {}, self.env._("“%s” is no card number (4 to 32 digits or letters)", row.get("number", ""))
        if number in taken:
            return {}, self.env._("the number %s is in use, or was once", number)
        balance = self._balance(row.get("balance", ""))
        if balance is None:
            return {}, self.env._("“%s” is no balance; write it as 12.50", row["balance"])
        patients = finder(row)
        if len(patients) != 1:
            found = self.env._("several patients fit") if patients else self.env._("no patient fits")
            return {}, self.env._(
                "%(found)s “%(patient)s”; give phone or e-mail as on the patient", found=found, patient=row["patient"]
            )
        if patients & self.env.user._own_patient_records():
            return {}, self.env._("your own card is imported by a colleague")
        return {"program_id": self.program_id.id, "code": number, "partner_id": patients.id, "points": balance}, None

    @staticmethod
    def _balance(text):
        """The balance that is written there, or None when it is none."""
        try:
            balance = float(text.replace(" ", "").replace(",", ".") or 0)
        except ValueError:
            return None
        return round(balance, 2) if 0 <= balance <= LARGEST_BALANCE else None

    def _patient_finder(self, rows):
        """A function that finds the patients of a row by phone, else e-mail, else name; read in one go."""
        Partner = self.env["res.partner"]
        phones = {
            row["phone"]: self.env.user._phone_format(number=row["phone"]) or row["phone"]
            for _line, row, _cells in rows
            if row.get("phone")
        }
        emails = {email_normalize(row["email"]) for _line, row, _cells in rows if row.get("email")} - {False}
        names = {row.get("patient") for _line, row, _cells in rows}
        patients = Partner.search(
            [
                ("patient_category_id", "!=", False),
                "|",
                ("name", "in", list(names - {None, ""})),
                "|",
                ("phone_sanitized", "in", list(phones.values())),
                ("email_normalized", "in", list(emails)),
            ]
        )
        by_phone, by_email = patients.grouped("phone_sanitized"), patients.grouped("email_normalized")
        by_name = patients.grouped("name")

        def find(row):
            found = by_name.get(row.get("patient"), Partner)
            for narrower in (
                row.get("phone") and by_phone.get(phones[row["phone"]], Partner),
                row.get("email") and by_email.get(email_normalize(row["email"]), Partner),
            ):
                if narrower is not None and narrower != "":
                    found = found & narrower
            return found

        return find
