import { button, press, state } from "./steps";
import { registry } from "@web/core/registry";

const PAGE = ".o_steward_activity_overview";
const BACK = ".o_breadcrumb a[href], .o_breadcrumb .o_back_button";

// December: the supervisor draws up next year's plan from this year's, and submits it
registry.category("web_tour.tours").add("steward_activity_plan_draw_up", {
    steps: () => [
        press("Open next year's plan", ".o_data_row:contains(2027) .o_data_cell"),
        press("Propose from last year", button("action_propose")),
        {
            content: "Last year's activities are there, and the second half-year lacks one",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(植树节)",
        },
        { trigger: ".alert-warning .o_field_widget[name=welfare_lacking]" },
        press("Submit", button("action_submit")),
        { trigger: state("submitted") },
    ],
});

// The general manager of the project approves it
registry.category("web_tour.tours").add("steward_activity_plan_approve", {
    steps: () => [
        press("Open the plan that waits", ".o_data_row:contains(2027) .o_data_cell"),
        press("Approve", button("action_approve")),
        { trigger: state("approved") },
    ],
});

// A steward prepares what comes next, and looks at the month
registry.category("web_tour.tours").add("steward_activity_plan_prepare", {
    steps: () => [
        press("Prepare it", ".o_data_row:contains(植树节) button[name=action_prepare]"),
        {
            content: "The form knows what the plan says",
            trigger: ".o_form_view .o_field_widget[name=name] input:value(植树节)",
        },
    ],
});

registry.category("web_tour.tours").add("steward_activity_overview", {
    steps: () => [
        { content: "Nothing in December", trigger: `${PAGE} .alert-info` },
        {
            content: "Look at the year",
            trigger: `${PAGE} select[name=month]`,
            run: "select 0",
        },
        press("Go on to the next year", `${PAGE} button[name=next]`),
        { trigger: `${PAGE} .o_steward_timeline_row:contains(植树节) .o_steward_timeline_bar` },
        {
            content: "What nobody has prepared is hollow",
            trigger: `${PAGE} .o_steward_timeline_row:contains(义诊) .o_steward_timeline_open`,
        },
        {
            content: "Look at March",
            trigger: `${PAGE} select[name=month]`,
            run: "select 3",
        },
        {
            content: "With the days on which it is prepared",
            trigger: `${PAGE} .o_steward_timeline_row:contains(植树节) .o_steward_timeline_form`,
        },
        press(
            "Open it",
            `${PAGE} .o_steward_timeline_row:contains(植树节) .o_steward_timeline_bar`,
        ),
        { trigger: ".o_form_view .o_field_widget[name=kind_id]" },
        press("Back", BACK),
        {
            content: "The month is still chosen",
            trigger: `${PAGE} .o_steward_timeline_head:contains(2027-03)`,
        },
    ],
});
