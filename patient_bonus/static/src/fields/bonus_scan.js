import { useExternalListener } from "@odoo/owl";
import { BarcodeHandlerField } from "@barcodes/barcode_handler_field";
import { registry } from "@web/core/registry";

const INPUTS = ".o_field_widget[name=number] input, .o_field_widget[name=amount] input";
const NUMBER = ".o_field_widget[name=number] input";
// A reader types that fast and that much; nobody at a desk does.
const LONGEST_GAP = 50; // ms
const SHORTEST_SCAN = 6; // keys
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
    }

    onKeydown(ev) {
        const input = ev.target.closest?.(INPUTS);
        if (!input) {
            return;
        }
        if (["Enter", "Tab"].includes(ev.key)) {
            if (this.takeScan()) {
                ev.preventDefault();
                ev.stopPropagation();
            }
        } else if (ev.key?.length === 1 && !ev.ctrlKey && !ev.altKey && !ev.metaKey) {
            this.addKey(input, ev);
        }
    }

    addKey(input, ev) {
        if (this.scan?.input !== input || ev.timeStamp - this.scan.time > LONGEST_GAP) {
            this.scan = { input, before: input.value, text: "" };
        }
        this.scan.text += ev.key;
        this.scan.time = ev.timeStamp;
        clearTimeout(this.timeout);
        this.timeout = setTimeout(() => this.takeScan(), END_OF_SCAN);
    }

    /** Put what was scanned into the number. Returns whether there was a scan. */
    takeScan() {
        clearTimeout(this.timeout);
        const scan = this.scan;
        this.scan = null;
        if (!scan || scan.text.length < SHORTEST_SCAN || !scan.input.isConnected) {
            return false;
        }
        this.fill(scan.input, scan.before);
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
