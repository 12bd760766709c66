/* A resident at a link, without a login. */
import { cookie } from "@web/core/browser/cookie";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const begin = [
    { trigger: ".o_survey_start button[type=submit], button[value=start]", run: "click" },
    {
        content: "The first answer of each row",
        trigger: "table.o_survey_question_matrix",
        run() {
            for (const row of this.anchor.querySelectorAll("tbody tr")) {
                row.querySelector(".o_survey_matrix_btn").click();
            }
        },
    },
];

const finish = [
    { trigger: "textarea.o_survey_question_text_box", run: "edit 绿化太少" },
    { trigger: "button[type=submit][value=finish]", run: "click" },
    { trigger: ".modal-footer .btn-primary", run: "click" },
    { content: "Thanked", trigger: ".o_survey_finished" },
];

tours.add("steward_survey_online", { steps: () => [...begin, ...finish] });

tours.add("steward_survey_online_anonymous", {
    steps: () => [
        ...begin,
        {
            content: "Nothing of it stays in the browser",
            trigger: "form[data-steward-anonymous]",
            run() {
                const { surveyToken } = this.anchor.dataset;
                if (cookie.get(`survey_${surveyToken}`)) {
                    throw new Error("There is a cookie of the survey");
                }
            },
        },
        ...finish,
    ],
});
