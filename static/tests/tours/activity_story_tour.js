/* An activity from its planning form to its file, each tour by one of the people concerned, at a
   moment that the server and the browser have in common. Buttons are named by what they do; Chinese
   are only names and the words that people type or must be able to read. */
import { button, choose, press, state, tab, tick, write } from "./steps";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const tours = registry.category("web_tour.tours");
const THEME = "植树节";
const CHECKS = "[name=ready_check_ids] .o_data_row";

/** Open the activity, or what belongs to it, in a list or on a card in Chinese. */
const open = () => ({
    content: "All is in Chinese",
    trigger: `.o_kanban_record:contains(${THEME}), .o_data_row:contains(${THEME}) .o_data_cell`,
    run({ click }) {
        if (user.lang !== "zh-CN") {
            throw new Error(`The language is ${user.lang}`);
        }
        return click();
    },
});

/** A row of the list `field`, as it is edited. */
const row = (field) => `.o_field_widget[name=${field}] .o_selected_row`;

const add = (field) => [
    press(`Add to ${field}`, `.o_field_widget[name=${field}] .o_field_x2many_list_row_add a`),
    { trigger: row(field) },
];

/** A tap on a box in a list ticks it and opens the row. */
const tickIn = (cell) => [
    press("Tick it", cell),
    { content: "It is ticked", trigger: `${cell} input:checked` },
];

const save = () => [
    press("Save", ".o_form_button_save"),
    { content: "It is saved", trigger: ".o_form_saved" },
];

tours.add("steward_activity_story_submit", {
    steps: () => [
        open(),
        write("place", "中心广场"),
        press("Planning form", tab("planning")),
        write("objective", "一百户参加，满意率九成"),
        write("schedule", "3月8日前树苗到位"),
        write("emergency_plan", "雨天改期"),
        write("evaluation_way", "宾客意见调查"),
        press("Budget", tab("budget")),
        ...add("budget_line_ids"),
        write("name", "树苗", row("budget_line_ids")),
        write("quantity", "60", row("budget_line_ids")),
        write("price_unit", "50", row("budget_line_ids")),
        ...save(),
        press("Tasks", tab("tasks")),
        { content: "Tasks are divided", trigger: "[name=task_ids] .o_data_row:nth-child(5)" },
        press("Submit", button("action_submit")),
        { trigger: state("submitted") },
    ],
});

// the planning form or the evaluation
tours.add("steward_activity_story_review", {
    steps: () => [
        open(),
        press("Reviewed", button("action_review")),
        { trigger: state("reviewed") },
    ],
});

tours.add("steward_activity_story_approve", {
    steps: () => [
        open(),
        press("Approve", button("action_approve")),
        { trigger: state("approved") },
    ],
});

tours.add("steward_activity_story_invite", {
    steps: () => [
        open(),
        press("Invite", button("action_invite")),
        ...choose("partner_ids", "张三", ".modal"),
        {
            content: "One household will be invited",
            trigger: ".modal .o_field_widget[name=count]:contains(1)",
        },
        press("Invite", ".modal footer button[name=action_invite]"),
        { content: "It is invited", trigger: ".o_data_row:contains(张三)" },
    ],
});

// On the household's phone
tours.add("steward_activity_story_answer", {
    steps: () => [
        { content: "Theme and time", trigger: `h1:contains(${THEME})` },
        { trigger: "input[name=adults]", run: "edit 2" },
        { trigger: "input[name=minors]", run: "edit 1" },
        {
            ...press("They come", "button[name=coming][value=yes]"),
            expectUnloadPage: true,
        },
        { content: "It is noted", trigger: "[name=answer] .alert-success:contains(3)" },
    ],
});

tours.add("steward_activity_story_start", {
    steps: () => [
        open(),
        press("Readiness", tab("readiness")),
        ...[0, 1, 2, 3].flatMap((index) => tickIn(`${CHECKS}:eq(${index}) td[name=is_done]`)),
        ...tickIn(`${CHECKS}:eq(4) td[name=not_applicable]`),
        write("reason", "小区内植树，无需报批", row("ready_check_ids")),
        ...save(),
        press("Start", button("action_start")),
        { trigger: state("ongoing") },
    ],
});

tours.add("steward_activity_story_attend", {
    steps: () => [
        open(),
        press("Attendance", button("action_open_attendance")),
        press(
            "All of the household came",
            ".o_kanban_record:contains(张三) button[name=action_all_came]",
        ),
        { trigger: ".o_kanban_record:contains(张三) button[name=action_none_came]" },
    ],
});

tours.add("steward_activity_story_end", {
    steps: () => [
        open(),
        press("It is over", button("action_end")),
        { trigger: state("held") },
        press("Opinions", tab("opinions")),
        ...add("opinion_ids"),
        ...choose("partner_id", "张三", row("opinion_ids")),
        write("words", "希望多办亲子活动", row("opinion_ids")),
        ...save(),
        press("A case", "[name=opinion_ids] .o_data_row button[name=action_make_cases]"),
        { trigger: "[name=opinion_ids] .o_data_row button[name=action_open_case]" },
    ],
});

tours.add("steward_activity_story_record", {
    steps: () => [
        open(),
        write("course", "九点开始，业主与管家一起种下六十棵树"),
        ...save(),
        press("Done", button("action_done")),
        { trigger: state("done") },
    ],
});

tours.add("steward_activity_story_evaluate", {
    steps: () => [
        open(),
        tick("result", "reached"),
        write("assessment", "到场与满意率均达到目标"),
        write("improvements", "增加亲子环节"),
        ...save(),
        press("Submit", button("action_submit")),
        { trigger: state("submitted") },
    ],
});

tours.add("steward_activity_story_close", {
    steps: () => [
        open(),
        press("Close the file", button("action_close")),
        { trigger: state("closed") },
    ],
});
