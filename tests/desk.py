"""A member of staff in front of Odoo's web client: what he types, chooses, clicks and reads."""
import io
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

# A busy machine answers late; a test that waits longer fails as surely, and for the right reason.
PATIENCE = 30_000  # ms
expect.set_options(timeout=PATIENCE)

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
DESK = {"width": 1366, "height": 820}
PHONE = {"width": 390, "height": 844}

# A call, an action, the code of a screen: what the client shows next depends on the answer.
AWAITED = re.compile("/call_|/web/action/|/web/bundle/")

# Presses of the pointer, and keys that press a button, but nothing that a script does.
NOTE_CLICKS = """
for (const kind of ["pointerdown", "click"]) {
    addEventListener(kind, (event) => {
        if (event.isTrusted && (kind === "pointerdown" || !event.detail)) {
            window.noteClick(event.target.innerText || event.target.className);
        }
    }, true);
}
"""


def printed(pdf):
    """The words on the one page of a printed document, with one blank between them, and its size in points."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text().split()), (round(page.mediabox.width), round(page.mediabox.height))


@contextmanager
def desk(browser, url, login, size=None):
    """The desk of the user with this login (the password is the same); no screen may have had an error."""
    context = browser.new_context(viewport=size or DESK, locale="en-US", accept_downloads=True)
    ours = ("http://127.0.0.1", "data:", "blob:")
    context.route(lambda address: not address.startswith(ours), lambda route: route.abort())
    page = context.new_page()
    staff = Desk(page, url)
    try:
        staff.log_in(login)
        yield staff
        assert not staff.errors, staff.errors
    except BaseException:
        keep_failure(page)
        raise
    finally:
        context.close()


def keep_failure(page):
    """A picture of what was on the screen when a step failed, beside pytest's temporary files."""
    with tempfile.NamedTemporaryFile(prefix="clinic-failed-", suffix=".png", delete=False) as picture:
        page.screenshot(path=picture.name)
    print(f"The screen at the failure: {picture.name}")


class Desk:
    def __init__(self, page, url):
        self.page, self.url, self.errors = page, url, []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note_missing_module)
        self._asked = set()  # calls the client waits for
        page.on("request", lambda request: AWAITED.search(request.url) and self._asked.add(request))
        page.on("requestfinished", self._is_answered)
        page.on("requestfailed", self._is_answered)

    # -- Going somewhere

    def _note_missing_module(self, message):
        """Odoo's client says so on the console only, and goes on without the module."""
        if message.type == "error" and "modules" in message.text:
            self.errors.append(message.text)

    def log_in(self, login):
        self.page.goto(f"{self.url}/web/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", login)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".o_web_client .o_navbar")

    def open(self, path):
        """Open a screen of the web client by its path behind /odoo/."""
        self.page.goto(f"{self.url}/odoo/{path}")
        self.page.wait_for_selector(".o_action_manager .o_view_controller, .o_dialog .o_view_controller")
        self.settle()

    def menu(self, *names):
        """Click through the application's menus, as far as this user has them."""
        for name in names:
            self.page.locator(".o_main_navbar, .o-dropdown--menu").get_by_text(name, exact=True).last.click()
        self.settle()

    def _is_answered(self, request):
        self._asked.discard(request)

    def settle(self):
        """Wait until the client has had no call under way for a fifth of a second."""
        quiet = 0
        while quiet < 4:
            self.page.wait_for_timeout(50)
            quiet = 0 if self._asked else quiet + 1
        expect(self.page.locator(".o_blockUI")).to_have_count(0)

    def note_clicks(self):
        """A list that grows by what is clicked from now on. Typing is none, a key that presses a button is one."""
        clicks = []

        def note(text):  # Playwright leaves a mark on it, as no method of a list would bear
            clicks.append(text)

        self.page.expose_function("noteClick", note)
        self.page.add_init_script(NOTE_CLICKS)
        self.page.evaluate(NOTE_CLICKS)
        return clicks

    # -- Forms

    @property
    def form(self):
        """The form in front: of the dialog, where one is open or opens while it is waited for."""
        return self.page.locator(
            ".o_action_manager .o_form_view, .modal:not(.o_inactive_modal) .o_form_view"
        ).last  # dialogs come after what they cover

    def field(self, name):
        return self.form.locator(f".o_field_widget[name={name}]").first

    def type(self, name, value):
        """Type into a field and leave it."""
        editor = self.field(name).locator("input, textarea").first
        editor.fill(str(value))
        editor.press("Tab")
        self.settle()

    def choose(self, name, value):
        """Choose a record by the beginning of its name."""
        editor = self.field(name).locator("input").first
        editor.click()
        editor.fill(value)
        self.page.locator(".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option)", has_text=value).first.click()
        self.settle()

    def add_product(self, name):
        """Add a line to the order in front, with a product chosen by the beginning of its name."""
        self.form.get_by_role("button", name="Add a product").click()
        editor = self.form.locator(".o_selected_row input, .o_selected_row textarea").first
        editor.fill(name)
        # Once the line is drawn, Odoo asks for the variant, on a busy machine later than `settle()` waits. Until
        # that is there the line lacks its product, and saving is refused.
        with self.page.expect_response(lambda response: response.url.endswith("/get_single_product_variant")):
            self.page.locator(
                ".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option)", has_text=name
            ).first.click()
        self.settle()

    def write_quotation(self, patient, product, attended_by=None):
        """Write and save a quotation for a patient who is known; returns its id."""
        self.open("visits/new")
        self.choose("partner_id", patient)
        if attended_by:
            self.choose("attending_employee_id", attended_by)
        self.add_product(product)
        self.save()
        return self.record_id()

    def click(self, name):
        """Press a visible button by what it calls or by what is written on it."""
        buttons = self.page.locator(f"button[name='{name}']:visible")
        (buttons.first if buttons.count() else self.page.get_by_role("button", name=name, exact=True).first).click()
        self.settle()

    def save(self):
        self.page.locator(".o_form_button_save").click()
        expect(self.page.locator(".o_form_status_indicator_buttons.invisible")).to_have_count(1)
        self.settle()

    def tab(self, name):
        self.form.get_by_role("tab", name=name).click()

    def sees(self, *texts):
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def does_not_see(self, *texts):
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def value(self, name):
        """What a field shows."""
        editor = self.field(name).locator("input:visible, textarea:visible")
        return editor.first.input_value() if editor.count() else self.field(name).inner_text()

    def sees_state(self, name):
        """The state that the form's status bar marks as the current one."""
        expect(self.form.locator(".o_arrow_button_current").first).to_have_text(name)

    def close_dialog(self):
        self.page.locator(".modal .btn-close").last.click()
        self.is_back_on_the_form()

    def is_back_on_the_form(self):
        """Wait until no dialog is open: one that downloads closes after the download has begun."""
        expect(self.page.locator(".modal")).to_have_count(0)
        self.settle()

    def record_id(self):
        return int(re.search(r"/(\d+)(?:\?|$)", self.page.url)[1])

    # -- Everything else

    def call(self, model, method, *arguments, **keywords):
        """Call a method over RPC as this user: the answer, or the sentence with which it was refused."""
        payload = {"params": {"model": model, "method": method, "args": arguments, "kwargs": keywords}}
        answer = self.page.request.post(f"{self.url}/web/dataset/call_kw/{model}/{method}", data=payload).json()
        return answer["error"]["data"]["message"] if "error" in answer else answer["result"]

    def download(self, action):
        """What `action` downloads, as bytes."""
        with self.page.expect_download() as download:
            action()
        return Path(download.value.path()).read_bytes()

    def picture(self, name):
        """Keep what is on the screen under docs/, when PICTURES=1 asks for it."""
        self.settle()
        if os.environ.get("PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png")
