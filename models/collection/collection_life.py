from odoo import api, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "property_steward.property_steward_group_supervisor"
COLLECTOR = "property_steward.property_steward_group_collection"
VISIT_ACTIVITY = "property_steward.mail_activity_type_collection_visit"
BROKEN_ACTIVITY = "property_steward.mail_activity_type_promise_broken"
ACTIVITIES = [VISIT_ACTIVITY, BROKEN_ACTIVITY]


class Collection(models.Model):
    """How a case begins and ends: by rule, by hand or because accounting asked; closed by itself
    when nothing is owed any more."""

    _inherit = "steward.collection"

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases._check_household()
        if not self.env.su:
            cases._plan_next()
        return cases

    def write(self, vals):
        if not self.env.su and self._changed(vals):
            self._check_open_to(vals)
        result = super().write(vals)
        if vals.get("cause_id") or vals.get("cause_note"):
            self._take_up()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_system(self):
        if not self.env.su:
            raise AccessError(
                self.env._("A collection case is not deleted: close it as opened in error.")
            )

    def _check_household(self):
        """:raise UserError: for a contact without a community, of which nobody could say where it
        lives"""
        for case in self:
            if not case.partner_id.is_household and not case.unit_id:
                raise UserError(
                    case.env._(
                        "%(contact)s is no household here: choose one that has a unit.",
                        contact=case.partner_id.name,
                    )
                )

    def _check_open_to(self, vals):
        """:raise UserError: for a case that is closed
        :raise AccessError: for moving a case to another household
        """
        if {"partner_id", "community_id", "unit_id"} & vals.keys():
            raise AccessError(
                self.env._("Whose fees are chased stays as it is: open another case.")
            )
        closed = self.filtered(lambda case: case.state == "closed")
        if closed:
            raise UserError(
                self.env._("%(case)s: this case is closed.", case=closed[0].display_name)
            )

    # beginning

    @api.model
    def _ensure_open(self, partner, community, opened_by):
        """The open case of this household, which begins now where there is none."""
        # sudo: that somebody is overdue is not the caller's doing; the caller checked who asks
        Case = self.sudo()
        case = Case.search(
            [
                ("partner_id", "=", partner.id),
                ("community_id", "=", community.id),
                ("state", "=", "open"),
            ],
            limit=1,
        )
        return case or Case.create(
            {
                "partner_id": partner.id,
                "community_id": community.id,
                "opened_on": community._today(),
                "opened_by": opened_by,
            }
        )

    # matter

    def _take_up(self):
        """R168: a cause that is a complaint or a repair is put right as such; the case shows it."""
        wanted = self.filtered(
            lambda record: (
                record.cause_id.case_category
                and not record.case_id
                and (record.cause_note or "").strip()
            )
        )
        # sudo: whoever looks after the household may enter its matters; collectors may not
        matters = self.env["steward.case"].sudo()
        matters = matters.create([record._matter_values() for record in wanted])
        for record, matter in zip(wanted.sudo(), matters, strict=True):
            record.case_id = matter

    def _matter_values(self):
        self.ensure_one()
        tenant = self.community_id.kind == "shopping"
        return {
            "category": self.cause_id.case_category,
            "origin": "collection",
            "words": self.cause_note,
            "topic_id": tenant and self.cause_id.topic_id.id,
            "partner_id": self.partner_id.id,
            "community_id": self.community_id.id,
            "unit_id": self.unit_id.id,
            "steward_id": self.steward_id.id,
            "first_receiver_id": self.env.user.employee_id.id,
        }

    # end

    def action_close_error(self):
        return self._ask_why("collection_error")

    def action_give_up(self):
        return self._ask_why("collection_give_up")

    def _ask_why(self, method):
        self._check_may_close()
        return self.env["steward.reason.wizard"]._ask(self, method)

    def _check_may_close(self):
        """:raise AccessError: for anybody below the supervisor
        :raise UserError: for a case that is closed
        """
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(
                self.env._("Whether fees are chased no longer is decided by the supervisor.")
            )
        self._check_open_to({})

    def _close_by_hand(self, reason, note):
        self._check_may_close()
        self._close(reason, note)

    def _close(self, reason, note=False):
        """Close these cases: open steps and promises fall away, nobody is reminded any more."""
        # sudo: closing follows from the ledger, or was checked
        cases = self.sudo()
        for today, closed in cases.grouped(lambda case: case.community_id._today()).items():
            closed.write(
                {
                    "state": "closed",
                    "closed_on": today,
                    "closed_reason": reason,
                    "closed_note": note,
                }
            )
        why = {
            "paid": self.env._("Nothing is overdue any more."),
            "given_up": self.env._("Chasing was given up."),
            "error": self.env._("The case was opened in error."),
        }[reason]
        cases.action_ids.filtered(lambda action: action.state == "open").write(
            {"state": "cancelled", "closed_note": why}
        )
        cases.promise_ids.filtered(lambda promise: promise.state == "open").write(
            {"state": "cancelled", "closed_note": why}
        )
        cases.activity_unlink(ACTIVITIES)

    # who is told

    def _reminders_done(self):
        """The household was talked with: nobody has to be reminded of that any more."""
        # sudo: whoever talked may not be the one who was told
        self.sudo().activity_unlink(ACTIVITIES)

    def _tell_stewards(self, activity_type, words):
        """One activity on each of these cases for its steward, in one batch without e-mails; for
        the supervisor where the unit has none with a login.

        :param words: function of an environment and a case that gives the summary
        """
        supervisor = self.env.ref("property_steward.role_supervisor")
        # sudo: a steward's login is no secret
        cases = self.sudo()
        stand_ins = {
            community: community._users_upwards(supervisor)[:1]
            for community in cases.filtered(lambda case: not case.steward_id.user_id).community_id
        }
        known = set(cases.activity_search([activity_type]).mapped("res_id"))
        type_id = self.env.ref(activity_type).id
        vals_list = []
        for case in cases:
            user = case.steward_id.user_id or stand_ins.get(case.community_id)
            if not user or case.id in known:
                continue
            vals_list.append(
                {
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": case.id,
                    "res_name": case.display_name,
                    "activity_type_id": type_id,
                    "user_id": user.id,
                    "summary": words(self.with_context(lang=user.lang).env, case),
                    "date_deadline": case.community_id._today(),
                    "automated": True,
                }
            )
        quiet = {"mail_activity_quick_update": True, "steward_alerting": True}
        # sudo: the activities are other people's
        self.env["mail.activity"].sudo().with_context(**quiet).create(vals_list)
