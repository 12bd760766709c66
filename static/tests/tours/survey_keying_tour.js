/* Paper sheets, keyed in with the keyboard only. Nothing here depends on the language. */
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const tours = registry.category("web_tour.tours");
const CODE = "#o_steward_keying_code:enabled:focus";

/** The stop of the keyboard at `index` has it, and gets `keys` one after another. */
function keys(index, ...pressed) {
    return pressed.map((key, place) => ({
        content: `${key} at ${index + place}`,
        trigger: `.o_steward_keying_row[data-stop='${index + place}']:focus`,
        run: `press ${key}`,
    }));
}

const open = (number) => [
    { trigger: CODE, run: `edit ${number}` },
    { trigger: "#o_steward_keying_code", run: "press Enter" },
];

tours.add("steward_survey_keying", {
    steps: () => [
        {
            content: "In Chinese, and the keyboard is where the number goes",
            trigger: CODE,
            run() {
                if (user.lang !== "zh-CN") {
                    throw new Error(`The language is ${user.lang}`);
                }
            },
        },
        ...open("2026-999"),
        { content: "No such sheet", trigger: ".alert-danger:contains(2026-999)" },
        ...open("2026-002"),
        { content: "Answered already", trigger: ".alert-danger:contains(2026-002)" },
        ...open("2026-001"),
        { trigger: ".o_steward_keying_sheet:contains(3-2-1204)" },
        ...keys(0, "3", "1", "6", "5"),
        {
            content: "Back to the fourth row",
            trigger: ".o_steward_keying_row[data-stop='4']:focus",
            run: "press ArrowUp",
        },
        {
            content: "Which was a mistake",
            trigger: ".o_steward_keying_row[data-stop='3']:focus",
            run: "press Delete",
        },
        {
            trigger: ".o_steward_keying_row[data-stop='3']:not(:has(.btn-primary)):focus",
            run: "press Enter",
        },
        ...keys(4, "2", "2", "2", "2", "2", "2"),
        { trigger: "textarea[data-stop='10']:focus", run: "edit 绿化太少" },
        { trigger: "textarea[data-stop='10']", run: "press Enter" },
        ...keys(11, "1"),
        {
            content: "The last Enter saves",
            trigger: "button[data-stop=save]:focus",
            run: "click",
        },
        { content: "Saved", trigger: ".alert-success:contains(2026-001)" },
        { content: "Ready for the next sheet", trigger: CODE },
    ],
});

tours.add("steward_survey_keying_scanned", {
    steps: () => [
        { trigger: ".o_steward_keying_sheet:contains(2026-001)" },
        ...keys(0, "1"),
        {
            trigger: ".o_steward_keying_row[data-stop='1']:focus",
            run: "press Control+Enter",
        },
        { content: "Saved", trigger: ".alert-success:contains(2026-001)" },
    ],
});

const anonymous = (count) => [
    ...keys(0, "1"),
    {
        trigger: ".o_steward_keying_row[data-stop='1']:focus",
        run: "press Control+Enter",
    },
    { trigger: `.o_steward_keying_count:contains(${count})` },
];

tours.add("steward_survey_keying_anonymous", {
    steps: () => [
        { trigger: "button[name=action_key_in]", run: "click" },
        ...anonymous(1),
        ...anonymous(2),
    ],
});
