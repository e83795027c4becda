import { onMounted, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { useService } from "@web/core/utils/hooks";
import { TextField, textField } from "@web/views/fields/text/text_field";

/**
 * A text for patients, with its length on the way below it while it is being typed.
 *
 * The server counts: what stands here can never differ from what is sent.
 */
export class SmsSurveyTextField extends TextField {
    static template = "sms_survey.SmsSurveyTextField";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.length = useState({ sentence: "" });
        this.showLengthSoon = useDebounced((text) => this.showLength(text, this.props), 200);
        onWillStart(() => this.showLength(this.valueOf(this.props), this.props));
        onWillUpdateProps((props) => {
            const typing =
                props.record === this.props.record && document.activeElement === this.textareaRef.el;
            this.showLength(typing ? this.textareaRef.el.value : this.valueOf(props), props);
        });
        onMounted(() =>
            this.textareaRef.el?.addEventListener("input", (ev) => this.showLengthSoon(ev.target.value))
        );
    }

    valueOf(props) {
        return props.record.data[props.name] || "";
    }

    async showLength(text, props) {
        const company = props.record.data.company_id?.id || false;
        const asked = `${company} ${text}`;
        if (asked === this.asked) {
            return;
        }
        this.asked = asked;
        const sentence = await this.orm
            .silent.call("sms.survey.campaign", "get_text_length", [text, company]);
        if (asked === this.asked) {
            this.length.sentence = sentence;
        }
    }
}

export const smsSurveyTextField = { ...textField, component: SmsSurveyTextField };

registry.category("fields").add("sms_survey_text", smsSurveyTextField);
