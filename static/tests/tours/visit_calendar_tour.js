import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("steward_visit_calendar", {
    steps: () => [
        { content: "Choose the scale", trigger: ".scale_button_selection", run: "click" },
        { content: "See a month", trigger: ".o_scale_button_month", run: "click" },
        { trigger: ".fc-dayGridMonth-view" },
        { content: "See the next month", trigger: ".o_calendar_button_next", run: "click" },
        {
            content: "Drag the call to a Monday",
            trigger: ".fc-event:contains(李四)",
            run: "drag_and_drop .fc-daygrid-body tr:nth-child(4) .fc-day-mon .fc-daygrid-day-events",
        },
        { content: "A reason is asked for", trigger: ".modal .alert-warning" },
        {
            content: "Give it",
            trigger: ".modal [name=reason] input",
            run: "edit 住户要求周一联系",
        },
        { content: "Move", trigger: ".modal [name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "The call is on the Monday",
            trigger: ".fc-daygrid-body tr:nth-child(4) .fc-day-mon .fc-event:contains(李四)",
        },
    ],
});
