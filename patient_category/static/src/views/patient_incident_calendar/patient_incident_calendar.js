import { registry } from "@web/core/registry";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { CalendarRenderer } from "@web/views/calendar/calendar_renderer";
import { calendarView } from "@web/views/calendar/calendar_view";

/** A resolved incident is struck through. */
class PatientIncidentCalendarModel extends CalendarModel {
    normalizeRecord(rawRecord) {
        return { ...super.normalizeRecord(rawRecord), isStriked: rawRecord.state === "resolved" };
    }
}

/** A resolved incident stays on the day it was due: nothing is left to be moved. */
class PatientIncidentCalendarCommonRenderer extends CalendarCommonRenderer {
    convertRecordToEvent(record) {
        const event = super.convertRecordToEvent(record);
        if (record.rawRecord.state === "resolved") {
            event.editable = false;
        }
        return event;
    }
}

class PatientIncidentCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: PatientIncidentCalendarCommonRenderer,
        week: PatientIncidentCalendarCommonRenderer,
        month: PatientIncidentCalendarCommonRenderer,
    };
}

export const patientIncidentCalendarView = {
    ...calendarView,
    Model: PatientIncidentCalendarModel,
    Renderer: PatientIncidentCalendarRenderer,
};

registry.category("views").add("patient_incident_calendar", patientIncidentCalendarView);
