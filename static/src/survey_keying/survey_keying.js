import { Component, onMounted, onPatched, useRef, useState } from "@odoo/owl";
import { Layout } from "@web/search/layout";
import { RPCError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { router } from "@web/core/browser/router";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";

/**
 * Paper sheets, keyed in with the keyboard only: number or scanned code, Enter; then 1 to 9 choose
 * an answer and go on, Tab and Enter go on, Delete clears, Ctrl+Enter or the last Enter saves.
 */
export class SurveyKeying extends Component {
    static template = "property_steward.SurveyKeying";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.display = { controlPanel: {} };
        this.waveId = this.props.action.context?.wave_id || false;
        this.state = useState({
            code: "",
            sheet: null,
            fields: [],
            answers: {},
            errors: {},
            message: null,
            busy: false,
            count: 0,
        });
        // where the keyboard goes once the page shows it
        this.focusNext = "code";
        onPatched(() => this.moveFocus());
        onMounted(() => {
            this.moveFocus();
            const scanned = this.props.action.params?.sheet || router.current.sheet;
            if (scanned) {
                this.open(`?sheet=${scanned}`);
            } else if (this.waveId) {
                this.openAnonymous();
            }
        });
    }

    moveFocus() {
        if (this.focusNext === null) {
            return;
        }
        const target = this.root.el?.querySelector(`[data-stop="${this.focusNext}"]`);
        if (target) {
            this.focusNext = null;
            target.focus();
            target.scrollIntoView({ block: "nearest" });
        }
    }

    go(stop) {
        this.focusNext = stop;
        this.moveFocus();
    }

    /** What the server refuses stands on the page: nobody takes a hand off the keyboard for it. */
    async ask(method, args) {
        this.state.busy = true;
        try {
            return await this.orm.call("steward.survey.sheet", method, args);
        } catch (error) {
            if (error instanceof RPCError && error.exceptionName?.startsWith("odoo.exceptions.")) {
                this.state.message = { tone: "danger", text: error.data.message };
                return null;
            }
            throw error;
        } finally {
            this.state.busy = false;
        }
    }

    async open(code) {
        this.show(await this.ask("keying_open", [code, this.waveId]));
    }

    /** Anonymous sheets have no number: the next one is always open. */
    async openAnonymous() {
        const [wave] = await this.orm.read("steward.survey.wave", [this.waveId], ["is_anonymous"]);
        if (wave.is_anonymous) {
            await this.open("");
        }
    }

    show(sheet) {
        if (!sheet) {
            this.go("code");
            return;
        }
        Object.assign(this.state, {
            sheet,
            fields: sheet.questions.flatMap((question) => this.fieldsOf(question)),
            answers: {},
            errors: {},
            message: this.state.message?.tone === "success" ? this.state.message : null,
        });
        this.focusNext = "0";
    }

    /** Each row of a matrix is answered for itself. */
    fieldsOf(question) {
        if (question.rows.length) {
            return question.rows.map((row, index) => ({
                key: `${question.id}-${row.id}`,
                question,
                row,
                heading: index === 0,
                label: row.label,
            }));
        }
        return [{ key: `${question.id}`, question, heading: true, label: "" }];
    }

    onCodeKeydown(ev) {
        if (ev.key === "Enter" && this.state.code.trim()) {
            ev.preventDefault();
            this.open(this.state.code.trim());
        }
    }

    isChosen(field, option) {
        const answer = this.state.answers[field.key];
        return Array.isArray(answer) ? answer.includes(option.id) : answer === option.id;
    }

    choose(field, option) {
        if (!field.question.multiple) {
            this.state.answers[field.key] = option.id;
            return;
        }
        const chosen = this.state.answers[field.key] || [];
        this.state.answers[field.key] = chosen.includes(option.id)
            ? chosen.filter((id) => id !== option.id)
            : [...chosen, option.id];
    }

    onChoiceKeydown(ev, field, index) {
        const option = /^[1-9]$/.test(ev.key) && field.question.options[Number(ev.key) - 1];
        if (option) {
            ev.preventDefault();
            this.choose(field, option);
            if (!field.question.multiple) {
                this.step(index, 1);
            }
        } else if (["Delete", "Backspace", "0"].includes(ev.key)) {
            ev.preventDefault();
            delete this.state.answers[field.key];
        } else {
            this.onKeydown(ev, index);
        }
    }

    onKeydown(ev, index) {
        if (ev.key === "Enter" && !ev.ctrlKey && !ev.shiftKey) {
            ev.preventDefault();
            this.step(index, 1);
        } else if (ev.key === "ArrowDown" && ev.target.tagName !== "TEXTAREA") {
            ev.preventDefault();
            this.step(index, 1);
        } else if (ev.key === "ArrowUp" && ev.target.tagName !== "TEXTAREA") {
            ev.preventDefault();
            this.step(index, -1);
        }
    }

    onSheetKeydown(ev) {
        if (ev.key === "Enter" && ev.ctrlKey) {
            ev.preventDefault();
            this.save();
        } else if (ev.key === "Escape") {
            ev.preventDefault();
            this.leave();
        }
    }

    step(index, by) {
        const next = index + by;
        this.go(next < this.state.fields.length ? String(Math.max(next, 0)) : "save");
    }

    leave() {
        this.waveId = this.props.action.context?.wave_id || false;
        Object.assign(this.state, { sheet: null, code: "", message: null });
        this.focusNext = "code";
    }

    payload() {
        const payload = {};
        for (const field of this.state.fields) {
            const answer = this.state.answers[field.key];
            if (field.row) {
                payload[field.question.id] ||= {};
                payload[field.question.id][field.row.id] = answer || false;
            } else {
                payload[field.question.id] = answer || false;
            }
        }
        return payload;
    }

    async save() {
        const sheet = this.state.sheet;
        if (this.state.busy || !sheet) {
            return;
        }
        this.state.message = null;
        const saved = await this.ask("keying_save", [
            sheet.sheet_id,
            sheet.wave_id,
            this.payload(),
        ]);
        if (!saved) {
            return;
        }
        if (Object.keys(saved.errors).length) {
            this.state.errors = saved.errors;
            this.state.message = {
                tone: "danger",
                text: _t("Not saved: see what is marked below."),
            };
            const wrong = this.state.fields.findIndex((field) => saved.errors[field.question.id]);
            this.go(String(wrong));
            return;
        }
        this.state.count += 1;
        this.state.message = { tone: "success", text: _t("Saved: %s", saved.number || "✓") };
        if (sheet.sheet_id) {
            Object.assign(this.state, { sheet: null, code: "" });
            this.focusNext = "code";
        } else {
            await this.open("");
        }
    }
}

registry.category("actions").add("property_steward.survey_keying", SurveyKeying);
