/* A household moves in: the steward notes it, calls together with the health steward, and leaves gift
   and medicine box. Nothing here depends on the language of the user. */
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const state = (value) => `.o_statusbar_status button.o_arrow_button_current[data-value=${value}]`;

registry.category("web_tour.tours").add("steward_care_move_in", {
    steps: () => [
        {
            content: "All is in Chinese",
            trigger: ".o_form_view",
            run() {
                if (user.lang !== "zh-CN") {
                    throw new Error(`The language is ${user.lang}`);
                }
            },
        },
        {
            content: "They have moved in",
            trigger: ".o_statusbar_buttons button:enabled:eq(0)",
            run: "click",
        },
        { trigger: ".modal button[name=action_apply]:enabled", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "See what happens in the household",
            trigger: "button[name=action_steward_life_events]:contains(1)",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row .o_data_cell[name=kind_id]", run: "click" },
        { trigger: state("open") },
        {
            content: "The household is called in three months",
            trigger: ".o_field_widget[name=callback_ids] .o_data_row:nth-child(2)",
        },
        {
            content: "Call on them together",
            trigger:
                ".o_field_widget[name=callback_ids] .o_data_row:has(.o_tag) button[name=action_start_visit]",
            run: "click",
        },
        {
            content: "The health steward comes along",
            trigger: ".o_field_widget[name=participant_ids] .o_data_row:contains(沈佳)",
        },
        {
            content: "Gift and medicine box are brought",
            trigger: ".o_field_widget[name=gift_ids] .o_data_row:nth-child(2)",
        },
        { trigger: ".o_field_widget[name=consent] input", run: "check" },
        {
            content: "Write down what they said",
            trigger: ".o_field_widget[name=needs] textarea",
            run: "edit 一家人很高兴",
        },
        {
            content: "Record it",
            trigger: ".o_statusbar_buttons button[name=action_done]",
            run: "click",
        },
        { trigger: state("done") },
    ],
});
