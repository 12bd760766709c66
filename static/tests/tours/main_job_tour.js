/* The main job, from the office's register to the coverage of the visits, by its personas.
   Nothing here depends on the language of the user. */
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const tours = registry.category("web_tour.tours");
const SAMPLE = "/property_steward/static/sample/household-register.xlsx";
const MINUTE = 60000; // the longest that a step may wait

function state(value, timeout = 20000) {
    return {
        content: `It is ${value}`,
        trigger: `.o_statusbar_status button.o_arrow_button_current[data-value=${value}]`,
        timeout,
    };
}

/** A thousand rows take their time: wait for up to five minutes on a slow machine, in steps of as
 * long as a step may last. */
function patience(selector) {
    return Array.from({ length: 6 }, () => ({
        content: "Work is done with it",
        trigger: "body",
        timeout: MINUTE,
        async run() {
            for (let second = 0; second < 50 && !document.querySelector(selector); second++) {
                await new Promise((resolve) => setTimeout(resolve, 1000));
            }
        },
    }));
}

function choose(field, name) {
    return [
        {
            trigger: `.o_field_widget[name=${field}] input`,
            run: `edit ${name}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item a:contains(${name})`,
            run: "click",
        },
    ];
}

tours.add("steward_import_and_generate", {
    steps: () => [
        {
            content: "All is in Chinese",
            trigger: ".o_list_button_add",
            run() {
                if (user.lang !== "zh-CN") {
                    throw new Error(`The language is ${user.lang}`);
                }
            },
        },
        { content: "Begin an import", trigger: ".o_list_button_add", run: "click" },
        {
            content: "Take the office's register",
            trigger: ".o_field_widget[name=file]:has(input[type=file])",
            async run() {
                const answer = await window.fetch(SAMPLE);
                const files = new window.DataTransfer();
                files.items.add(
                    new window.File([await answer.blob()], "业主台账.xlsx", {
                        type: answer.headers.get("Content-Type"),
                    }),
                );
                const input = this.anchor.querySelector("input[type=file]");
                input.files = files.files;
                input.dispatchEvent(new window.Event("change"));
            },
        },
        { trigger: ".o_field_widget[name=file] input[type=text]:value(业主台账.xlsx)" },
        ...choose("community_id", "春江花园"),
        {
            content: "Recognise the columns",
            trigger: "button[name=action_recognise]",
            run: "click",
        },
        state("mapped", MINUTE),
        { content: "Look at it first", trigger: "button[name=action_preview]", run: "click" },
        ...patience("button.o_arrow_button_current[data-value=previewed]"),
        state("previewed"),
        {
            content: "See what it would do",
            trigger: ".o_notebook .nav-link[name=summary]",
            run: "click",
        },
        { trigger: ".o_register_summary td:contains(1248)" },
        {
            content: "Write it",
            trigger: "button[name=action_import].btn-primary:enabled",
            run: "click",
        },
        ...patience("button.o_arrow_button_current[data-value=done]"),
        state("done"),
        {
            content: "Draw up the year's visits",
            trigger: "[data-menu-xmlid='property_steward.menu_plans']",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu [data-menu-xmlid='property_steward.plan_generate_menu']",
            run: "click",
        },
        ...choose("community_id", "春江花园"),
        { trigger: ".modal button[name=action_generate]:enabled", run: "click" },
        {
            content: "See the plans",
            trigger: ".modal button[name=action_open_plans]:visible",
            run: "click",
            timeout: MINUTE,
        },
        {
            content: "Every steward has one",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(华桂珍)",
        },
    ],
});

tours.add("steward_submit_plan", {
    steps: () => [
        { content: "Open the own plan", trigger: ".o_data_row .o_data_cell", run: "click" },
        { trigger: "button[name=action_submit]", run: "click" },
        state("submitted"),
        {
            content: "Nobody approves the own",
            trigger: "body:not(:has(button[name=action_approve]))",
        },
    ],
});

tours.add("steward_approve_plan", {
    steps: () => [
        { content: "Approve it", trigger: "button[name=action_approve]", run: "click" },
        state("approved"),
        {
            content: "With its months",
            trigger: ".o_field_widget[name=month_ids] .o_data_row .text-bg-success",
        },
    ],
});

tours.add("steward_propose_month", {
    steps: () => [
        { content: "Propose times", trigger: "button[name=action_propose]", run: "click" },
        { content: "It says how many have one", trigger: ".o_notification", timeout: MINUTE },
    ],
});

tours.add("steward_my_day", {
    steps: () => [
        {
            content: "Go to the first household",
            trigger: ".o_kanban_record button[name=action_start_visit]",
            run: "click",
        },
        { trigger: ".o_field_widget[name=consent] input", run: "check" },
        {
            content: "Write down what they said",
            trigger: ".o_field_widget[name=needs] textarea",
            run: "edit 希望电梯保养勤一些",
        },
        {
            content: "Add an opinion",
            trigger: ".o_field_widget[name=case_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=category] input",
            run: "click",
        },
        { trigger: ".o_select_menu_item:eq(1)", run: "click" },
        {
            trigger: ".o_selected_row .o_field_widget[name=words] textarea",
            run: "edit 电梯有异响",
        },
        {
            content: "Record it",
            trigger: ".o_statusbar_buttons button[name=action_done]",
            run: "click",
        },
        state("done"),
    ],
});

tours.add("steward_coverage", {
    steps: () => [
        {
            content: "See who was visited",
            trigger: ".o_steward_coverage tbody tr:contains(华桂珍)",
        },
        {
            content: "Open what is done",
            trigger: ".o_steward_coverage button[name=done]",
            run: "click",
        },
        { content: "It is the visit", trigger: ".o_list_view .o_data_row" },
        { trigger: ".o_breadcrumb a[href], .o_breadcrumb .o_back_button", run: "click" },
        {
            content: "Open what a steward owes in a month",
            trigger: ".o_steward_coverage tbody tr:contains(华桂珍) td:last-child button",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row" },
        { trigger: ".o_breadcrumb a[href], .o_breadcrumb .o_back_button", run: "click" },
        {
            content: "Analyse it",
            trigger: ".o_steward_coverage button:has(.fa-bar-chart)",
            run: "click",
        },
        { trigger: ".o_pivot_view" },
    ],
});
