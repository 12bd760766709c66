/* The day of an activity at its entrance: by the letter's code, by Odoo's own desk, and somebody who
   was not announced. Nothing here depends on the language of the user. */
import { button, press, write } from "./steps";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// From the page of the scanned letter
tours.add("steward_activity_guests_scan", {
    steps: () => [
        {
            ...press("Staff go on to the attendance", "a[name=attendance]"),
            expectUnloadPage: true,
        },
        { content: "Two are announced", trigger: ".o_data_row:nth-child(2)" },
        press("All came", button("action_all_came")),
        {
            content: "They are counted",
            trigger: ".o_field_widget[name=attended_count]:contains(2)",
        },
    ],
});

tours.add("steward_activity_guests_desk", {
    steps: () => [
        press("Somebody from elsewhere", button("action_walk_in")),
        write("name", "社区书记", ".modal"),
        press("They came", ".modal footer button[name=action_came]"),
        { trigger: "body:not(:has(.modal))" },
        press("Who came", "button[name=action_open_guests]:eq(1)"),
        { content: "Head by head", trigger: ".o_data_row:contains(社区书记)" },
        press("Back to the activity", ".o_back_button"),
        press("Odoo's own desk", button("action_open_desk")),
        {
            content: "It knows the activity",
            trigger: ".o_event_barcode_main:contains(中秋游园会)",
        },
    ],
});
