/* A complaint from the phone to writing off, each tour by one of the people concerned, at a moment
   that the server and the browser have in common. Buttons are named by what they do; Chinese are
   only names, what people type, and the words and times that they must be able to read. */
import { formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

import { button, choose, press, select, spell, state, tab, tick, write } from "./steps";

const { DateTime } = luxon;
const tours = registry.category("web_tour.tours");

const WORDS = "报修水管三天没人来";

/** One's own list in Chinese; open the complaint in it. */
function open(value) {
    return [
        {
            content: "All is in Chinese",
            trigger: `.o_data_row:contains(${WORDS})`,
            run() {
                if (user.lang !== "zh-CN") {
                    throw new Error(`The language is ${user.lang}`);
                }
            },
        },
        press("Open the complaint", `.o_data_row:contains(${WORDS}) td[name=name]`),
        { content: `It is ${value}`, trigger: state(value) },
    ];
}

/** What is due next, and when, as it is read in Shanghai. */
const due = (time) => ({
    content: `Next is due: ${time}`,
    trigger: `.o_field_widget[name=next_due_at]:contains(${time})`,
});

/** A clock of the complaint: by which rule, and due when. */
const clock = (rule, time) => ({
    content: `${rule}: ${time}`,
    trigger: `.o_field_widget[name=deadline_ids] .o_data_row:contains(${rule}):contains(${time})`,
});

/** From the own list to the form on which conversation and result are noted. */
function callBack(result, persists) {
    return [
        press("Go to the door", ".o_kanban_record:contains(张三) button[name=action_start_visit]"),
        tick("consent"),
        tick("callback_result", result),
        tick("callback_problem_persists", persists),
    ];
}

tours.add("steward_story_phone", {
    steps: () => [
        { content: "Begin with the phone", trigger: "[name=caller_phone] input:focus" },
        spell("caller_phone", "138 0000 1111"),
        {
            content: "The household is found and taken",
            trigger:
                ".o_steward_household_pick button.btn-primary:contains(张三):contains(3-2-1204)",
        },
        tick("business", "complaint"),
        { content: "Apologise first", trigger: ".o_steward_reception .alert:contains(致歉)" },
        tick("apologised"),
        write("text", `${WORDS}，师傅态度也不好`),
        {
            content: "Promise it for two days later",
            trigger: "div[name=promised_at].o_field_datetime input",
            async run(helpers) {
                const promised = DateTime.now().plus({ days: 2 }).startOf("hour");
                await helpers.edit(formatDateTime(promised), this.anchor);
            },
        },
        press("A complaint", "[name=case_ids] .o_field_x2many_list_row_add a"),
        { trigger: "[name=case_ids] .o_selected_row" },
        press("Save", ".o_form_button_save"),
        {
            content: "Registered under its number",
            trigger: "[name=case_ids] td[name=sheet_number]:contains(TS-2026-0001)",
        },
        press("Open it", "[name=case_ids] .o_data_row button[name=get_formview_action]"),
        { trigger: state("open") },
        ...choose("department_id", "工程维修部（测试）"),
        press("Pass it on", button("action_pass")),
        { trigger: state("in_progress") },
        due("3月3日 23:59"),
        press("See the clocks", tab("clocks")),
        clock("R078", "3月3日 23:59"),
        clock("R030", "3月5日 10:00"),
        clock("R084", "3月10日 10:00"),
    ],
});

tours.add("steward_story_investigate", {
    steps: () => [
        ...open("in_progress"),
        press("The complaint's page", tab("complaint")),
        ...select("complaint_cause", 1),
        write("complaint_investigation", "师傅请假，无人接单"),
        ...choose("complaint_responsible_id", "孙工"),
        write("complaint_measure", "请假须有人顶岗"),
        press("Investigated", button("action_investigate")),
        { trigger: ".o_field_widget[name=complaint_investigated_at]:not(:empty)" },
    ],
});

tours.add("steward_story_tell_solution", {
    steps: () => [
        ...open("in_progress"),
        write("answer", "明天上午上门维修"),
        press("Solution told", button("action_tell_solution")),
        { trigger: ".o_field_widget[name=answered_at]:not(:empty)" },
    ],
});

tours.add("steward_story_handle", {
    steps: () => [
        ...open("in_progress"),
        press("Handled", button("action_handle")),
        { trigger: state("handled") },
    ],
});

tours.add("steward_story_reply", {
    steps: () => [
        ...open("handled"),
        press("Result told", button("action_reply")),
        { trigger: state("replied") },
        press("Write it off", button("action_close")),
        press(
            "Refused: the household is called back first",
            ".modal:contains(回访员小吴):contains(回访) .modal-footer button",
        ),
    ],
});

tours.add("steward_story_dissatisfied", {
    steps: () => [
        ...callBack("dissatisfied", "yes"),
        write("callback_problem", "水管还在漏"),
        press("Record it", "button[name=action_done]:enabled:visible"),
        { content: "It is recorded", trigger: ".o_field_widget[name=outcome]" },
    ],
});

tours.add("steward_story_hand_over", {
    steps: () => [
        ...open("in_progress"),
        due("3月7日 10:00"),
        press("Hand it over", ".o_statusbar_buttons button.o_steward_hand_over"),
        ...choose("employee_id", "郑工", ".modal"),
        write("text", "换一位师傅上门", ".modal"),
        press("Confirm", ".modal button[name=action_confirm]"),
        { trigger: "body:not(:has(.modal))" },
        press("Who works on it", tab("people")),
        { trigger: ".o_field_widget[name=handoff_ids] .o_data_row:contains(换一位师傅上门)" },
    ],
});

tours.add("steward_story_solve", {
    steps: () => [
        ...open("in_progress"),
        write("answer", "已更换水管并致歉"),
        press("Handled", button("action_handle")),
        { trigger: state("handled") },
    ],
});

tours.add("steward_story_reply_again", {
    steps: () => [
        ...open("handled"),
        press("Result told", button("action_reply")),
        { trigger: state("replied") },
    ],
});

tours.add("steward_story_satisfied", {
    steps: () => [
        ...callBack("satisfied", "no"),
        write("needs", "师傅态度好，水管不漏了"),
        press("Record it", "button[name=action_done]:enabled:visible"),
        { content: "It is recorded", trigger: ".o_field_widget[name=outcome]" },
    ],
});

tours.add("steward_story_verdict", {
    steps: () => [
        ...open("called_back"),
        press("Judge it", ".o_statusbar_buttons button.o_steward_verdict"),
        ...select("verdict", 0, ".modal"),
        {
            content: "The choice is in Chinese",
            trigger: ".modal .o_field_widget[name=verdict] input:value(验证)",
        },
        press("Confirm", ".modal button[name=action_confirm]"),
        { trigger: "body:not(:has(.modal))" },
        press("See the closing", tab("closing")),
        { trigger: ".o_field_widget[name=verdict_by_id]:contains(质检员)" },
    ],
});

tours.add("steward_story_close", {
    steps: () => [
        ...open("called_back"),
        press("The complaint's page", tab("complaint")),
        ...select("complaint_validity", 1),
        press("Write it off", button("action_close")),
        { trigger: state("closed") },
    ],
});
