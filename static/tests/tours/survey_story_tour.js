/* A survey from its sample to the verified promise, each tour by one of the people concerned, at a
   moment that the server and the browser have in common. Buttons are named by what they do; Chinese
   are only names and the words that people type or must be able to read. */
import { button, press, state, tab, tick, write } from "./steps";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const tours = registry.category("web_tour.tours");
const TOPIC = "绿化养护";
const COMMENT = ".o_data_row:contains(绿化太少)";

const inChinese = () => ({
    content: "All is in Chinese",
    trigger: ".o_form_view",
    run() {
        if (user.lang !== "zh-CN") {
            throw new Error(`The language is ${user.lang}`);
        }
    },
});

const save = () => [
    press("Save", ".o_form_button_save"),
    { content: "It is saved", trigger: ".o_form_saved" },
];

tours.add("steward_survey_story_issue", {
    steps: () => [
        inChinese(),
        press("Draw the sample", button("action_draw")),
        { trigger: state("sampled") },
        press("Hand out", button("action_issue")),
        { trigger: state("issued") },
    ],
});

tours.add("steward_survey_story_collect", {
    steps: () => [
        inChinese(),
        press("The collection ends", button("action_collect")),
        press("All is back that will come back", ".modal footer .btn-primary"),
        { trigger: state("collected") },
        press("Comments", ".oe_stat_button[name=action_open_comments]"),
        press("What is it about", `${COMMENT} td[name=topic_id]`),
        write("topic_id", TOPIC, ".o_selected_row"),
        press("Take it", `.o-autocomplete--dropdown-item:contains(${TOPIC})`),
        press("Into the register", ".o_selected_row button[name=action_register]"),
        {
            content: "It is read",
            trigger: `.o_view_controller:not(:has(${COMMENT} button[name=action_note]))`,
        },
    ],
});

tours.add("steward_survey_story_close", {
    steps: () => [
        inChinese(),
        press("Statistics", tab("statistics")),
        {
            content: "Ten dimensions, the weakest is marked",
            trigger: "[name=main_result_ids] .o_data_row.text-danger",
        },
        write("weak_cause", "绿化外包单位人手不足"),
        write("next_step", "四月底前补种并增加养护频次"),
        write("strengths", "客服态度好"),
        write("deficits", "绿化养护"),
        ...save(),
        press("Close", button("action_close")),
        { trigger: state("closed") },
    ],
});

tours.add("steward_survey_story_letter", {
    steps: () => [
        inChinese(),
        press("Open letter", button("action_open_letter")),
        press("Promises", tab("lines")),
        {
            content: "What many wrote is proposed",
            trigger: `[name=line_ids] .o_data_row:contains(${TOPIC})`,
        },
        press("Say what is done", "[name=line_ids] .o_data_row td[name=measure]"),
        write("measure", "四月底前补种草皮", ".o_selected_row"),
        ...save(),
        press("Submit", button("action_submit")),
        { trigger: state("submitted") },
    ],
});

tours.add("steward_survey_story_approve", {
    steps: () => [
        inChinese(),
        press("Agree", button("action_approve")),
        { trigger: state("approved") },
    ],
});

tours.add("steward_survey_story_post", {
    steps: () => [
        inChinese(),
        write("place", "各单元大堂公告栏"),
        ...save(),
        press("It hangs", button("action_post")),
        { trigger: state("posted") },
    ],
});

tours.add("steward_survey_story_to_quality", {
    steps: () => [
        inChinese(),
        press("Submitted to quality", button("action_to_quality")),
        { trigger: ".o_field_widget[name=to_quality_at]" },
    ],
});

// Residents, without a login
tours.add("steward_survey_story_page_open", {
    steps: () => [
        {
            content: "The promise is not kept yet",
            trigger: `article li:contains(${TOPIC}) .badge:not(.text-bg-success)`,
        },
    ],
});

tours.add("steward_survey_story_done", {
    steps: () => [
        inChinese(),
        write("done_note", "已补种草皮二百平方米"),
        ...save(),
        press("Done", button("action_done")),
        { trigger: state("done") },
    ],
});

tours.add("steward_survey_story_verify", {
    steps: () => [
        inChinese(),
        press("Verify", button("action_verify")),
        { ...tick("kept", "kept"), trigger: ".modal [name=kept] input[data-value=kept]" },
        {
            ...tick("residents", "satisfied"),
            trigger: ".modal [name=residents] input[data-value=satisfied]",
        },
        write("note", "电话回访，业主满意", ".modal"),
        press("Confirm", ".modal footer button[name=action_confirm]"),
        { trigger: `body:not(:has(.modal)) ${state("verified")}` },
    ],
});

tours.add("steward_survey_story_page_verified", {
    steps: () => [
        {
            content: "The promise is verified",
            trigger: `article li:contains(${TOPIC}) .badge.text-bg-success`,
        },
    ],
});
