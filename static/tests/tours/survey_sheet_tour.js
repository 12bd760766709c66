import { registry } from "@web/core/registry";
import { button, press, state, tab } from "./steps";

registry.category("web_tour.tours").add("steward_survey_issue", {
    steps: () => [
        press("Draw the sample", button("action_draw")),
        { trigger: state("sampled") },
        press("Hand out", button("action_issue")),
        { content: "Two households are visited", trigger: state("issued") },
        { trigger: ".o-form-buttonbox button:contains(2)" },
        press("How it is spread", tab("sheets")),
        {
            content: "Buildings are shown",
            trigger: ".o_field_widget[name=stratum_ids] tr.o_data_row",
        },
    ],
});

const card = ".o_kanban_record";

registry.category("web_tour.tours").add("steward_survey_sheets", {
    steps: () => [
        press("Hand a sheet out", `${card} button[name=action_hand_out]`),
        press("Take it back filled in", `${card} button[name=action_return]`),
        { content: "It is done", trigger: `${card} button[name=action_hand_out]` },
        press("Nobody opens", `${card} button[name=action_not_reached]`),
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit 全家出国",
        },
        press("Confirm", ".modal footer button[name=action_confirm]"),
        {
            content: "Nothing is left to hand out",
            trigger: `body:not(:has(.modal)) .o_kanban_renderer:not(:has(${card} button[name=action_hand_out]))`,
        },
    ],
});
