from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..visit.recording import RECORDING

DEPARTMENT = "property_steward.property_steward_group_department"
STEWARD = "property_steward.property_steward_group_steward"
DESK = "property_steward.property_steward_group_reception"
SUPERVISOR = "property_steward.property_steward_group_supervisor"
# what the department that answers an opinion writes on it (R044); the rest is the stewards'
DEPARTMENT_FIELDS = {"answer"}
# evidence of R051 and R053, which nobody writes
NOTED_FIELDS = {
    "complaint_id",
    "repair_id",
    "service_id",
    "registered_at",
    "reported_at",
    "decided_at",
    "answered_at",
    "answered_by_id",
    "handled_at",
    "handled_by_id",
    "replied_at",
    "replied_by_id",
    "manager_told_at",
    "satisfaction_result",
    "reopen_count",
    "reopened_at",
    "verdict",
    "verdict_note",
    "verdict_by_id",
    "verdict_at",
    "praise_verified_at",
    "is_recurring",
    "recurrence_note",
    "closed_at",
    "closed_by_id",
}
# what a step of the case's life changes, once it is registered (R066, R101, R104)
LIFE_FIELDS = {"state", "category", "received_at", "first_receiver_id", "handler_id"}


class Case(models.Model):
    """What protects a case: who writes what, contacts before closing, words as they were said."""

    _inherit = "steward.case"

    @api.constrains("topic_id", "community_id", "origin")
    def _check_tenant_topic(self):
        for case in self:
            if (
                case.community_id.kind == "shopping"
                and not case.topic_id
                and case.origin != "import"
            ):
                raise ValidationError(
                    case.env._(
                        "Choose one of the seven areas as topic of “%(case)s” (R046).",
                        case=case.name,
                    )
                )

    @api.constrains("state", "answered_on_spot", "progress_contact_on", "closing_contact_on")
    def _check_contacts_before_closing(self):
        """R028, R053: nothing is closed before the resident heard of it; tenants of a shopping
        centre are contacted during the handling as well."""
        for case in self.filtered(lambda case: case.state == "closed"):
            if case.answered_on_spot or case.category == "praise":
                continue
            if not case.closing_contact_on:
                raise ValidationError(
                    case.env._(
                        "“%(case)s” is closed after the household was contacted: enter the day.",
                        case=case.name,
                    )
                )
            if case.community_id.kind == "shopping" and not case.progress_contact_on:
                raise ValidationError(
                    case.env._(
                        "“%(case)s” is closed after the tenant was also contacted during the "
                        "handling: enter the day.",
                        case=case.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_noted_by_system(vals)
        claimed = {f"default_{name}" for name in NOTED_FIELDS} & self.env.context.keys()
        if claimed:
            self._check_noted_by_system({name[8:]: True for name in claimed})
        cases = super().create(vals_list)
        if not self.env.su and any(case.state != "open" for case in cases):
            raise UserError(self.env._("A case begins as registered, and goes on step by step."))
        recorded = cases.visit_id.filtered(lambda visit: visit.state == "done")
        if recorded and not self.env.su:
            raise UserError(
                self.env._(
                    "%(visit)s is recorded: enter a further opinion of the household by itself.",
                    visit=recorded[:1].display_name,
                )
            )
        return cases

    def write(self, vals):
        self._check_takes_part()
        # the steps of its life say themselves who may take them
        if not self._is_recording():
            if not self.env.su:
                self._check_not_respondent()
            self._check_noted_by_system(vals)
            self._check_department_writes(vals)
            self._check_words_unchanged(vals)
        if "state" in vals:
            closed = vals["state"] == "closed"
            vals = dict(
                vals,
                closed_at=fields.Datetime.now() if closed else False,
                closed_by_id=self.env.uid if closed else False,
            )
        return super().write(vals)

    def _check_takes_part(self):
        """R066, R100: every employee records and follows a matter; those who have a part in
        handling it write it. (A plain employee still completes the sheet of the own reception.)

        :raise AccessError: for everybody else
        """
        user = self.env.user
        if self.env.su:
            return
        if not any(user.has_group(group) for group in (STEWARD, DEPARTMENT, DESK)):
            raise AccessError(
                self.env._(
                    "A matter is handled by its stewards, its department and the front desk."
                )
            )

    def _is_recording(self):
        return self.env.context.get("steward_visit_recording") is RECORDING

    def _note(self, vals):
        """Write what only the steps of its life write."""
        return self.with_context(steward_visit_recording=RECORDING).write(vals)

    def _note_today(self, name):
        """Note the local day in the field `name`."""
        for community, cases in self.grouped("community_id").items():
            cases._note({name: community._today()})

    def _log_note(self, text):
        """The same note on each of these cases, in one batch; the caller checked who may."""
        self._message_log_batch(dict.fromkeys(self.ids, text))

    def _check_noted_by_system(self, vals):
        if self.env.su or self._is_recording():
            return
        registered = any(case.registered_at for case in self)
        if "state" in vals and self or registered and LIFE_FIELDS & vals.keys():
            raise AccessError(
                self.env._(
                    "State, label, moment of receipt and responsible people of a registered case "
                    "change with its buttons only."
                )
            )
        if NOTED_FIELDS & vals.keys():
            raise AccessError(
                self.env._(
                    "What was done about a case, when and by whom, is noted when it is done."
                )
            )

    def _check_department_writes(self, vals):
        """R044, R099: a department answers the case and says on its sheet what it found and did;
        what was said, and closing it, is not its own."""
        if not self._is_department_work():
            return
        allowed = {
            *DEPARTMENT_FIELDS,
            *self.env["mail.thread"]._fields,
            *self.env["mail.activity.mixin"]._fields,
            *self._department_sheet_fields(),
        }
        if vals.keys() - allowed:
            self._refuse_department()

    def _check_not_department(self):
        """:raise AccessError: for a step of the stewards, tried by the department (R044)"""
        if self._is_department_work():
            self._refuse_department()

    def _refuse_department(self):
        raise AccessError(
            self.env._(
                "The department writes its answer and marks the opinion as handled; the rest "
                "is done by the stewards."
            )
        )

    def _is_department_work(self):
        """Whether the user reaches one of these cases as a member of its department only."""
        return bool(self._reached_by_department())

    def _reached_by_department(self):
        """Those of these cases that the user reaches as a member of their department only;
        leaders of departments are stewards of their own round besides (R043)."""
        user = self.env.user
        if self.env.su or not user.has_group(DEPARTMENT) or user.has_group(SUPERVISOR):
            return self.browse()
        if not user.has_group(STEWARD):
            return self
        people = self._own_employees() | self._deputised_employees()
        return self.filtered(
            lambda case: (
                not (case.steward_id | case.unit_id.steward_id | case.visit_id.steward_id) & people
            )
        )

    def _check_words_unchanged(self, vals):
        """R101: from registering on the words stay; what was noted wrongly is said below them."""
        if not {"words", "visit_id"} & vals.keys():
            return
        for case in self:
            if case.registered_at and any(
                case._fields[name].convert_to_cache(vals[name], case)
                != case._fields[name].convert_to_cache(case[name], case)
                for name in ("words", "visit_id")
                if name in vals
            ):
                raise UserError(
                    case.env._(
                        "What was said in “%(case)s” is on record and stays as it was noted. "
                        "Say in a note below what was noted wrongly, or correct the visit.",
                        case=case.name,
                    )
                )

    def _check_not_respondent(self):
        """R101: the person complained about records the complaint, and no more.

        :raise AccessError: for that person
        """
        for case in self:
            # sudo: only compares logins; whose complaint it is shows on no other case
            if case.sudo().complaint_id.respondent_id.user_id == self.env.user:
                raise AccessError(
                    self.env._(
                        "“%(case)s” is about you: another person handles, calls back and closes "
                        "it (R101).",
                        case=case.name,
                    )
                )

    def _check_state(self, *states):
        """:raise UserError: for cases in another state than these"""
        for case in self:
            if case.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(case)s” is in the state “%(state)s”: this step does not come now.",
                        case=case.name,
                        state=labels[case.state],
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_received(self):
        """R104: every opinion is registered; only a visit still under way may drop one."""
        for case in self:
            if case.visit_id.state != "draft":
                raise UserError(
                    case.env._(
                        "“%(case)s” was received and is not deleted: answer and close it.",
                        case=case.name,
                    )
                )
