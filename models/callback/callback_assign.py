from odoo import models
from odoo.exceptions import AccessError, ValidationError

# who steps in where the person wanted is missing or may not call
STAND_INS = ("supervisor", "chief_steward", "centre_manager", "project_manager", "general_manager")


class Callback(models.Model):
    """Who calls back (F10): as the rule says, and never the person complained about."""

    _inherit = "steward.callback"

    def _holders_for(self, wanted):
        """Who fills the roles that the rules in `wanted` name, and those who step in."""
        cases = self.env["steward.case"].union(*(case for case, _rain in wanted))
        rules = self.env["steward.callback.rule"].union(*(rules for rules, _due in wanted.values()))
        # sudo: codes of roles are no secret
        codes = {*STAND_INS, *rules.sudo().role_ids.mapped("code")}
        if "quality" in rules.sudo().mapped("assignee"):
            codes.add("quality")
        return cases.community_id._role_holders(codes)

    def _assignee(self, case, wanted, roles, differs, holders):
        """The first who may call: the person wanted, the household's steward, the callback
        person of the community, a supervisor and the roles above.

        :param wanted: an `assignee` of the rules
        :param differs: not the person who handled it (R114)
        """
        barred = case._callback_barred(differs)
        candidates = self._wanted(case, wanted, roles, holders)
        candidates += [case.steward_id or case.unit_id.steward_id]
        candidates += [case.community_id.callback_person_id]
        candidates += [
            employee
            for code in STAND_INS
            for employee in holders.get((case.community_id, code), [])
        ]
        for employee in candidates:
            # sudo: whether a person has a login is only asked, to record the callback
            if employee and employee not in barred and employee.sudo().user_id:
                return employee
        return self.env["hr.employee"]

    def _wanted(self, case, wanted, roles, holders):
        if wanted in ("leader", "roles"):
            # the lowest of the roles does the record, a household's own steward before others
            return [
                employee
                for role in roles.sorted("sequence", reverse=True)
                for employee in (
                    [case.steward_id] if role.code == "steward" and case.steward_id else []
                )
                + list(holders.get((case.community_id, role.code), []))
            ]
        if wanted == "quality":
            return list(holders.get((case.community_id, "quality"), []))
        if wanted == "dedicated":
            return [case.community_id.callback_person_id]
        if wanted == "order_taker":
            # sudo: which employee a login belongs to is only used to name the person
            return [case.first_receiver_id, case.create_uid.sudo().employee_id]
        if wanted == "first_receiver":
            return [case.first_receiver_id]
        return [case.steward_id]

    def _check_assignee(self):
        """R101, R114, R280, F10.

        :raise AccessError: when somebody below the supervisor gives a callback that the rules
            demand to another person
        :raise ValidationError: for a person who may not call
        """
        if not self.env.su and not self._may_decide():
            own = self._own_employees()
            if any(
                callback.trigger != "manual" or callback.assignee_id not in own for callback in self
            ):
                raise AccessError(
                    self.env._("Who calls back is decided by the supervisor (R114, R280).")
                )
        for callback in self:
            # sudo: only compares people
            case = callback.sudo().case_id
            if callback.assignee_id in case._callback_barred(callback.differs_from_handler):
                raise ValidationError(
                    callback.env._(
                        "%(person)s was complained about, or handled it, and does not call the "
                        "household back: choose another person.",
                        person=callback.assignee_id.sudo().name,
                    )
                )
