import { SurveyForm } from "@survey/interactions/survey_form";
import { cookie } from "@web/core/browser/cookie";
import { patch } from "@web/core/utils/patch";

/** Anonymous questionnaires leave nothing behind in the browser. */
patch(SurveyForm.prototype, {
    setup() {
        super.setup();
        if (this.formEl.dataset.stewardAnonymous) {
            cookie.delete(`survey_${this.options.surveyToken}`);
        }
    },
});
