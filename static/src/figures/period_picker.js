import { Component } from "@odoo/owl";

/** Community, year and month (or the whole year); tells which of them was chosen. */
export class PeriodPicker extends Component {
    static template = "property_steward.PeriodPicker";
    static props = {
        communities: Array,
        communityId: [Number, Boolean],
        year: Number,
        month: [Number, Boolean],
        onChoose: Function,
    };

    get years() {
        const year = this.props.year;
        return [year - 2, year - 1, year, year + 1];
    }

    get months() {
        return Array.from({ length: 12 }, (_month, index) => index + 1);
    }

    choose(name, ev) {
        return this.props.onChoose(name, Number(ev.target.value) || false);
    }
}
