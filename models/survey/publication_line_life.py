from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

PROMISE = "property_steward.mail_activity_type_publication_promise"
VERIFY = "property_steward.mail_activity_type_publication_verify"
LATE = "property_steward.mail_activity_type_publication_late"


class PublicationLine(models.Model):
    """From the promise to satisfied residents: done by the person responsible, verified by quality
    by phone or visit, open again until residents are satisfied (R316-R317)."""

    _inherit = "steward.publication.line"

    def _promised(self):
        """Who is responsible learns of what was promised for a day; the rest goes on without a
        day to be late on (R323)."""
        Publication = self.env["steward.publication"]
        # sudo: only logins are read, to address the activities
        dated = self.sudo().filtered(
            lambda line: line.completion == "period" and line.state == "open"
        )
        for day, lines in dated.grouped("date_to").items():
            Publication._give(
                [
                    (line, line.responsible_id.user_id, PROMISE)
                    for line in lines
                    if line.responsible_id.user_id
                ],
                day,
            )

    def _superseded(self):
        # sudo: follows from posting what replaces it
        lines = self.sudo()
        lines.filtered(lambda line: line.state != "verified").write({"state": "superseded"})
        lines.activity_unlink([PROMISE, VERIFY, LATE])

    def action_done(self):
        """It is done, and how; quality is asked to verify it (R316).

        :raise AccessError: for anybody but the person responsible
        """
        self.check_access("read")
        for line in self:
            if not line._may_do():
                raise AccessError(
                    line.env._(
                        "“%(opinion)s” is reported as done by the person responsible.",
                        opinion=line.opinion,
                    )
                )
            if not line.posted_on or line.state != "open":
                raise UserError(
                    line.env._("“%(opinion)s” is no open promise.", opinion=line.opinion)
                )
            if not (line.done_note or "").strip():
                raise UserError(
                    line.env._("Say what was done about “%(opinion)s”.", opinion=line.opinion)
                )
        # sudo: noted here only; the person was checked
        lines = self.sudo()
        lines.write({"state": "done", "done_at": fields.Datetime.now(), "done_by_id": self.env.uid})
        lines.activity_unlink([PROMISE, LATE])
        self._ask_quality()

    def _ask_quality(self):
        role = self.env.ref("property_steward.role_quality")
        Publication = self.env["steward.publication"]
        for community, lines in self.grouped("community_id").items():
            users = community._role_users(role)
            Publication._give([(line, user, VERIFY) for line in lines for user in users])

    # quality

    def _check_verifier(self):
        """:raise AccessError: for whoever does not hold the role of quality there or one above,
        and for those who drafted, posted, answer for or did it (R316)"""
        role = self.env.ref("property_steward.role_quality")
        user = self.env.user
        held = {}
        # sudo: only compares people
        for line in self.sudo():
            publication = line.publication_id
            involved = (
                line.responsible_id.user_id
                | line.done_by_id
                | publication.posted_by_id
                | publication.submitted_by_id
                | publication.steward_id.user_id
            )
            community = line.community_id
            if community not in held:
                held[community] = bool(role._held_by(user, community))
            if user in involved or not held[community]:
                raise AccessError(
                    self.env._(
                        "“%(opinion)s” is verified by quality, and never by whoever published or "
                        "did it.",
                        opinion=line.opinion,
                    )
                )

    def _verify(self, way, kept, residents, note):
        """Note what quality found; what was not kept, or leaves residents dissatisfied, is open
        again (R317).

        :raise UserError: for what is not done yet, and for satisfied residents where one of those
            who were called is not
        """
        self.check_access("read")
        self._check_verifier()
        for line in self:
            if not line._is_verifiable():
                raise UserError(line.env._("“%(opinion)s” is not done yet.", opinion=line.opinion))
            if residents == "satisfied" and kept == "kept":
                line._check_residents()
        # sudo: verifications are written here only; role and person were checked
        lines = self.sudo()
        self.env["steward.publication.check"].sudo().create(
            [
                {
                    "line_id": line.id,
                    "checked_at": fields.Datetime.now(),
                    "checked_by_id": self.env.uid,
                    "way": way,
                    "kept": kept,
                    "residents": residents,
                    "note": note,
                }
                for line in lines
            ]
        )
        if kept == "kept" and residents == "satisfied":
            for community, kept_here in lines.grouped("community_id").items():
                kept_here.write({"state": "verified", "verified_on": community._today()})
        else:
            for count, reopened in lines.grouped("reopen_count").items():
                reopened.write(
                    {
                        "state": "open",
                        "done_at": False,
                        "done_by_id": False,
                        "verified_on": False,
                        "reminded": False,
                        "reopen_count": count + 1,
                    }
                )
            self._tell_reopened()
        lines.activity_unlink([VERIFY])

    def _is_verifiable(self):
        """What is done, and what goes on all the time (R319)."""
        self.ensure_one()
        if not self.posted_on:
            return False
        return self.state == "done" or (
            self.completion == "continuous" and self.state in ("open", "verified")
        )

    def _check_residents(self):
        """R317: the residents who were called decide; of each, the last call counts."""
        self.ensure_one()
        # sudo: only how many are not satisfied is told
        called = self.sudo().callback_ids.filtered(lambda callback: callback.state == "done")
        latest = {
            callback.partner_id: callback for callback in called.sorted(lambda c: (c.done_at, c.id))
        }
        unhappy = [callback for callback in latest.values() if not callback._is_good()]
        if unhappy:
            raise UserError(
                self.env._(
                    "“%(opinion)s”: %(count)s of the residents called are not satisfied.",
                    opinion=self.opinion,
                    count=len(unhappy),
                )
            )

    def _tell_reopened(self):
        # sudo: only logins are read, to address the activities
        self.env["steward.publication"]._give(
            [
                (line, line.responsible_id.user_id, PROMISE)
                for line in self.sudo()
                if line.responsible_id.user_id
            ]
        )

    def action_verify(self):
        """Ask what quality found."""
        self._check_verifier()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Verify"),
            "res_model": "steward.publication.verify",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_ids": [Command.set(self.ids)]},
        }

    def action_call_residents(self):
        """R316: quality calls the residents whose cases led to the promise; each household once
        as long as its call is open.

        :raise UserError: where no household is behind it
        """
        self.check_access("read")
        self._check_verifier()
        # sudo: whom to call follows from the cases, of which quality sees those of its role
        vals_list = [vals for line in self.sudo() for vals in line._callback_values()]
        # sudo: callbacks follow from the promise, as those of the rules do
        callbacks = self.env["steward.callback"].sudo().create(vals_list)
        callbacks._propose_times()
        callbacks._start_clock()
        # sudo: only whether there is one
        if not self.sudo().callback_ids:
            raise UserError(self.env._("No household is behind this promise: visit the place."))
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.callback_action")
        action["domain"] = [("publication_line_id", "in", self.ids)]
        action["context"] = {}
        return action

    def _callback_values(self):
        """Values of the calls that are missing; the last case of a household stands for it."""
        self.ensure_one()
        waiting = self.callback_ids.filtered(lambda callback: callback.state == "open").partner_id
        cases = {
            case.partner_id: case
            for case in self.case_ids.sorted("id")
            if case.partner_id and case.partner_id not in waiting
        }
        days = self.publication_id._rule().verify_days
        due_at = self.community_id._day_end(self.community_id._today() + timedelta(days=days))
        return [
            {
                "case_id": case.id,
                "publication_line_id": self.id,
                "trigger": "manual",
                "assignee_id": self.env.user.employee_id.id,
                "due_at": due_at,
            }
            for case in cases.values()
        ]

    @api.model
    def _remind_late(self):
        """R323: a promise whose period is over is told to the community's supervisors, once."""
        late = self.search([("is_late", "=", True), ("reminded", "=", False)])._claim_reminder()
        role = self.env.ref("property_steward.role_supervisor")
        Publication = self.env["steward.publication"]
        for community, lines in late.grouped("community_id").items():
            users = community._users_upwards(role)
            Publication._give([(line, user, LATE) for line in lines for user in users])
