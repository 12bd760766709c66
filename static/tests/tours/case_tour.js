/* A complaint on the desk: found, investigated, told what will be done, handled, told the result, and
   handed over by the dialog. Nothing here depends on the language of the user. */
import { registry } from "@web/core/registry";

const button = (name) => `.o_statusbar_buttons button[name=${name}]:enabled`;
const state = (value) => `.o_statusbar_status button.o_arrow_button_current[data-value=${value}]`;
const tab = (name) => `.o_notebook .nav-link[name=${name}]`;

function fill(field, value) {
    return {
        content: `Write ${field}`,
        trigger: `.o_field_widget[name=${field}] textarea`,
        run: `edit ${value}`,
    };
}

registry.category("web_tour.tours").add("steward_case_complaint", {
    steps: () => [
        {
            content: "The late complaint stands in the list",
            trigger: ".o_data_row:contains(电梯异响) td[name=name]",
            run: "click",
        },
        { trigger: state("open") },
        { content: "Open the complaint's page", trigger: tab("complaint"), run: "click" },
        fill("complaint_investigation", "钢丝绳松动"),
        { content: "Investigated", trigger: button("action_investigate"), run: "click" },
        { trigger: state("investigated") },
        { content: "Back to the answer", trigger: tab("words"), run: "click" },
        fill("answer", "周五停梯检修"),
        { content: "Tell the solution", trigger: button("action_tell_solution"), run: "click" },
        {
            content: "Its clock is met",
            trigger: ".o_field_widget[name=answered_at]:not(:empty)",
        },
        { content: "Look at the clocks", trigger: tab("clocks"), run: "click" },
        { trigger: ".o_field_widget[name=deadline_ids] .o_data_row:nth-child(3)" },
        {
            content: "Hand it over",
            trigger: ".o_statusbar_buttons button.o_steward_hand_over",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=employee_id] input",
            run: "edit 赵敏",
        },
        {
            trigger: ".modal .o-autocomplete--dropdown-item:contains(赵敏)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit 由赵敏跟进",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { content: "Who works on it", trigger: tab("people"), run: "click" },
        { trigger: ".o_field_widget[name=handoff_ids] .o_data_row:contains(由赵敏跟进)" },
        { content: "Handled", trigger: button("action_handle"), run: "click" },
        { trigger: state("handled") },
        { content: "Result told", trigger: button("action_reply"), run: "click" },
        { trigger: state("replied") },
    ],
});
