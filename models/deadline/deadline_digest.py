from odoo import api, fields, models

WARNING = "property_steward.mail_activity_type_deadline_warning"


class DeadlineDigest(models.Model):
    """What falls due soon (到期提醒), for one person on one day: the list behind a warning."""

    _name = "steward.deadline.digest"
    _description = "Deadlines of a Day"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "day desc, user_id"
    _mail_post_access = "read"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    day = fields.Date(required=True, readonly=True, help="By the clock of the person.")
    alert_ids = fields.One2many("steward.deadline.alert", "digest_id", readonly=True)
    deadline_ids = fields.Many2many(
        "steward.deadline", string="Deadlines", compute="_compute_deadline_ids"
    )

    _user_day_uniq = models.Constraint(
        "UNIQUE(user_id, day)", "A person gets one list of deadlines a day."
    )

    @api.depends("alert_ids.deadline_id")
    def _compute_deadline_ids(self):
        for digest in self:
            digest.deadline_ids = digest.alert_ids.deadline_id

    @api.depends("day")
    def _compute_display_name(self):
        for digest in self:
            digest.display_name = digest.env._(
                "Deadlines of %(day)s", day=fields.Date.to_string(digest.day)
            )

    def action_open_deadlines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.deadline_action")
        action["domain"] = [("id", "in", self.deadline_ids.ids)]
        action["context"] = {}
        return action

    @api.model
    def _of(self, days):
        """{user: digest of the day}, made where there is none yet.

        :param days: {user: date}
        """
        known = {
            (digest.user_id, digest.day): digest
            for digest in self.search(
                [
                    ("user_id", "in", [user.id for user in days]),
                    ("day", "in", list(set(days.values()))),
                ]
            )
        }
        missing = [(user, day) for user, day in days.items() if (user, day) not in known]
        made = self.with_context(tracking_disable=True).create(
            [{"user_id": user.id, "day": day} for user, day in missing]
        )
        known.update(zip(missing, made, strict=True))
        return {user: known[user, day] for user, day in days.items()}

    def _announce(self):
        """One activity for each list, brought up to date as it grows; one that was ticked off
        comes back, because there is something new on it."""
        if not self:
            return
        counts = dict(
            self.env["steward.deadline.alert"]._read_group(
                [("digest_id", "in", self.ids)], ["digest_id"], ["deadline_id:count_distinct"]
            )
        )
        Activity = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True, steward_alerting=True, active_test=False
        )
        known = {
            activity.res_id: activity
            for activity in Activity.search(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)]
            )
        }
        model_id = self.env["ir.model"]._get_id(self._name)
        warning = self.env.ref(WARNING)
        new = []
        for digest in self:
            summary = digest.with_context(lang=digest.user_id.lang).env._(
                "Deadlines coming up: %(count)s", count=counts.get(digest, 0)
            )
            if digest.id in known:
                known[digest.id].write({"summary": summary, "active": True})
            else:
                new.append(
                    {
                        "res_model_id": model_id,
                        "res_id": digest.id,
                        "res_name": digest.display_name,
                        "activity_type_id": warning.id,
                        "user_id": digest.user_id.id,
                        "summary": summary,
                        "date_deadline": digest.day,
                        "automated": True,
                    }
                )
        Activity.create(new)

    def _retire(self):
        """Take the activity away from lists that have nothing open any more."""
        if not self:
            return
        waiting = self.env["steward.deadline.alert"]._read_group(
            [("digest_id", "in", self.ids), ("deadline_id.state", "in", ["running", "paused"])],
            ["digest_id"],
        )
        settled = self - self.browse().union(*(digest for (digest,) in waiting))
        self.env["mail.activity"].search(
            [("res_model", "=", self._name), ("res_id", "in", settled.ids)]
        ).unlink()
