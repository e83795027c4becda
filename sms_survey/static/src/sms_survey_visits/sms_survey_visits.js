import { DomainField, domainField } from "@web/views/fields/domain/domain_field";
import { registry } from "@web/core/registry";

/**
 * The filter of visits of a campaign, with how many of the last days it would have chosen.
 *
 * Appraisal managers may have no access to orders, so the server counts; it also says what a
 * campaign cannot ask about.
 */
export class SmsSurveyVisitsField extends DomainField {
    static template = "sms_survey.SmsSurveyVisitsField";

    async checkProps(props = this.props) {
        const { company_id: company, anonymous } = props.record.data;
        const [isValid, sentence] = await this.orm.silent.call("sms.survey.campaign", "get_visit_count", [
            this.getDomain(props),
            company?.id || false,
            anonymous,
        ]);
        this.state.sentence = sentence;
        this.updateState({ isValid, recordCount: 0, hasLimitedCount: false });
    }
}

export const smsSurveyVisitsField = { ...domainField, component: SmsSurveyVisitsField };

registry.category("fields").add("sms_survey_visits", smsSurveyVisitsField);
