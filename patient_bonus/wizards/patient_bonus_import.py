import base64
import binascii
import csv
import io
import re
from itertools import zip_longest

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..models import card_numbers

COLUMNS = ("number", "patient", "phone", "email", "balance")
REQUIRED_COLUMNS = ("number", "patient")
MOST_FAULTS_SHOWN = 30
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_BALANCE = 10**9
# As written by hand or by a spreadsheet. "1,234" could be a thousand or one and a bit: nobody guesses with money.
_BALANCE = re.compile(r"\d+(?:[.,]\d{1,2})?")


def _digits(text):
    return "".join(re.findall(r"\d", text or ""))


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
        self.program_id._check_issues_bonus_cards()
        rows = self._read_rows()
        faults, values = self._check_rows(rows)
        if faults:
            sentences = [self.env._("Nothing was imported. Please correct the file:"), *faults[:MOST_FAULTS_SHOWN]]
            if len(faults) > MOST_FAULTS_SHOWN:
                sentences.append(self.env._("… and %s more.", len(faults) - MOST_FAULTS_SHOWN))
            raise UserError("\n".join(sentences))
        cards = self.env["loyalty.card"]._bonus_create(values)
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
            header = [name.lower() for name in self._cells(next(reader, []))]
            lines = [(reader.line_num, self._cells(row)) for row in reader]
        except csv.Error as error:
            raise UserError(self.env._("This is not a CSV file: %s.", error)) from error
        self._check_header(header)
        return [
            (line, dict(zip_longest(header, cells[: len(header)], fillvalue="")), cells)
            for line, cells in lines
            if cells
        ]

    @staticmethod
    def _cells(row):
        """The texts of a row, without the empty cells that spreadsheets leave at its end."""
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        return cells

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
                    "The first line of the file is “%(header)s”. It must name the columns %(columns)s, each once, "
                    "and no others; %(required)s are needed. Download the template to see how.",
                    header=", ".join(header)[:200],
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
        holders = self._holders_among(rows, finder)
        own = self.env.user._own_patient_records()
        faults, values_list, seen = [], [], {}
        for line, row, cells in rows:
            values, fault = self._check_row(row, cells, finder, taken)
            if not fault and values["partner_id"] in own._ids:
                fault = self.env._("your own card is imported by a colleague")
            elif not fault and values["partner_id"] in holders:
                fault = self.env._("the patient has a card of this program already")
            for key in (values.get("code"), values.get("partner_id")):
                if key and not fault and key in seen:
                    fault = self.env._("the number or the patient is in line %s already", seen[key])
                seen.setdefault(key, line)
            if fault:
                faults.append(self.env._("Line %(line)s: %(fault)s.", line=line, fault=fault))
            values_list.append(values)
        if not rows:
            faults.append(self.env._("There is no line with a card."))
        return faults, values_list

    def _holders_among(self, rows, finder):
        """Ids of the patients of these rows who hold a card of the program already."""
        patients = self.env["res.partner"].union(*(finder(row) for _line, row, _cells in rows))
        return set(self.env["loyalty.card"]._bonus_holders(patients, self.program_id).ids)

    def _check_row(self, row, cells, finder, taken):
        """:return: (values or {}, what is wrong or None)"""
        number = card_numbers.normalise(row.get("number", ""))
        if len(cells) > len(row):
            return {}, self.env._("more cells than columns")
        if not card_numbers.is_well_formed(number):
            return {}, self.env._("“%s” is no card number (4 to 32 digits or letters)", row.get("number", ""))
        if number in taken:
            return {}, self.env._("the number %s is in use, as a card or as a program's code, or was once", number)
        balance = self._balance(row.get("balance", ""))
        if balance is None:
            return {}, self.env._("“%s” is no balance; write it as 12.50", row["balance"])
        patients = finder(row)
        if len(patients) != 1:
            found = self.env._("several patients fit") if patients else self.env._("no patient fits")
            return {}, self.env._(
                "%(found)s “%(patient)s”; give phone or e-mail as on the patient", found=found, patient=row["patient"]
            )
        return {"program_id": self.program_id.id, "code": number, "partner_id": patients.id, "points": balance}, None

    @staticmethod
    def _balance(text):
        """The balance that is written there, or None when it is none."""
        digits = "".join(text.split()) or "0"
        if not _BALANCE.fullmatch(digits):
            return None
        balance = float(digits.replace(",", "."))
        return balance if balance <= LARGEST_BALANCE else None

    def _patient_finder(self, rows):
        """A function that finds the patients of a row by name, and by phone and e-mail where they are given."""
        patients = self.env["res.partner"].search(
            [
                ("patient_category_id", "!=", False),
                ("name", "in", list({row["patient"] for _line, row, _cells in rows} - {""})),
            ]
        )
        by_name = patients.grouped("name")

        def find(row):
            found = by_name.get(row["patient"], patients.browse())
            if row.get("phone"):
                found = found.filtered(lambda patient: self._is_phone_of(patient, row["phone"]))
            if row.get("email"):
                email = email_normalize(row["email"])
                found = found.filtered(lambda patient: email and patient.email_normalized == email)
            return found

        return find

    def _is_phone_of(self, patient, number):
        """Whether this is the patient's number, also where it is none that could be dialled from abroad."""
        sanitized = patient.phone_sanitized and self.env.user._phone_format(number=number)
        if sanitized:
            return sanitized == patient.phone_sanitized
        return bool(_digits(number)) and _digits(patient.phone) == _digits(number)
