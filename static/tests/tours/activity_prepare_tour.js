import { button, press, state, tab, write } from "./steps";
import { registry } from "@web/core/registry";

const CHECKS = ".o_field_widget[name=ready_check_ids]";

// The steward looks at tasks and budget, notes what is ready, and submits
registry.category("web_tour.tours").add("steward_activity_prepare", {
    steps: () => [
        press("Open the tasks", tab("tasks")),
        {
            content: "Ten tasks are proposed",
            trigger: ".o_field_widget[name=task_ids] .o_data_row:nth-child(10)",
        },
        press("Open the budget", tab("budget")),
        {
            content: "It has two lines",
            trigger: ".o_field_widget[name=budget_line_ids] .o_data_row:nth-child(2)",
        },
        press("Open the readiness checks", tab("readiness")),
        press(
            "Edit the second check",
            `${CHECKS} .o_data_row:nth-child(2) .o_data_cell[name=name]`,
        ),
        press(
            "Tick it",
            `${CHECKS} .o_selected_row .o_field_widget[name=is_done] input[type=checkbox]`,
        ),
        press("Edit the third one", `${CHECKS} .o_data_row:nth-child(3) .o_data_cell[name=name]`),
        press(
            "It does not apply",
            `${CHECKS} .o_selected_row .o_field_widget[name=not_applicable] input[type=checkbox]`,
        ),
        write("reason", "没有合作方", `${CHECKS} .o_selected_row`),
        press("Submit", button("action_submit")),
        { trigger: state("submitted") },
    ],
});

registry.category("web_tour.tours").add("steward_activity_review", {
    steps: () => [press("Reviewed", button("action_review")), { trigger: state("reviewed") }],
});

registry.category("web_tour.tours").add("steward_activity_approve", {
    steps: () => [press("Approve", button("action_approve")), { trigger: state("approved") }],
});

// A typhoon is announced
registry.category("web_tour.tours").add("steward_activity_take_back", {
    steps: () => [
        press("Back into planning", button("action_take_back")),
        write("reason", "台风", ".modal"),
        press("Confirm", ".modal button[name=action_confirm]"),
        { trigger: state("draft") },
    ],
});

// A member of a department without any role ticks the own task
registry.category("web_tour.tours").add("steward_activity_my_task", {
    steps: () => [
        press("Open the task", ".o_data_row .o_data_cell[name=name]"),
        press("Done", button("action_done")),
        { trigger: ".o_statusbar_buttons button[name=action_reopen]" },
    ],
});
