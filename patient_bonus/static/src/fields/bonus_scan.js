import { onWillUnmount, useExternalListener } from "@odoo/owl";
import { BarcodeHandlerField } from "@barcodes/barcode_handler_field";
import { registry } from "@web/core/registry";

const NUMBER = ".o_field_widget[name=number] input";
const AMOUNT = ".o_field_widget[name=amount] input";
// A reader types that fast and that much; nobody at a desk does.
const LONGEST_GAP = 100; // ms between two keys
const SHORTEST_SCAN = 8; // keys
const END_OF_SCAN = 150; // ms, for readers that send neither Enter nor Tab

/**
 * Cards that are scanned in the dialog “Check a card”, one after the other. Odoo's barcode service
 * leaves keys alone that go into a field: the second card would stand behind the first one's
 * number, or in the amount. Here a scan replaces the number, wherever the focus is.
 */
export class BonusScanField extends BarcodeHandlerField {
    setup() {
        super.setup();
        this.scan = null;
        useExternalListener(document, "keydown", this.onKeydown, { capture: true });
        onWillUnmount(() => clearTimeout(this.timeout));
    }

    onKeydown(ev) {
        const input = ev.target.closest?.(`${NUMBER}, ${AMOUNT}`);
        if (!input) {
            return;
        }
        if (["Enter", "Tab"].includes(ev.key)) {
            if (this.isSameScan(ev) && this.takeScan()) {
                ev.preventDefault();
                ev.stopPropagation();
            }
            this.scan = null;
        } else if (ev.key?.length === 1 && !ev.ctrlKey && !ev.altKey && !ev.metaKey) {
            this.addKey(input, ev);
        }
    }

    /** By the time of the key, not of its handling: a busy browser handles the keys of a scan late. */
    isSameScan(ev) {
        return this.scan && ev.timeStamp - this.scan.time <= LONGEST_GAP;
    }

    addKey(input, ev) {
        if (!this.isSameScan(ev)) {
            const isNumber = input.matches(NUMBER);
            const isCommitted = input.value === (this.props.record.data.number || "");
            // Behind what somebody is just typing, the keys are the rest of it.
            this.scan = { input, isNumber, replaces: !isNumber || isCommitted, before: input.value, text: "" };
        }
        this.scan.text += ev.key;
        this.scan.time = ev.timeStamp;
        clearTimeout(this.timeout);
        this.timeout = setTimeout(() => this.takeScan(), END_OF_SCAN);
    }

    /** Put what was scanned into the number, and be ready for the next card. Returns whether there was a scan. */
    takeScan() {
        clearTimeout(this.timeout);
        const { scan } = this;
        if (!scan?.replaces || scan.text.length < SHORTEST_SCAN || !scan.input.isConnected) {
            return false;
        }
        if (!scan.isNumber) {
            this.fill(scan.input, scan.before);
        }
        const number = scan.input.closest(".o_form_view").querySelector(NUMBER);
        this.fill(number, scan.text);
        number.dispatchEvent(new Event("change", { bubbles: true }));
        number.focus();
        number.select();
        return true;
    }

    fill(input, text) {
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
}

registry.category("fields").add("bonus_scan", { component: BonusScanField });
