from odoo import api, fields, models
from odoo.exceptions import UserError

# letters in one print-out: what one person folds, and wkhtmltopdf renders, in one go
LETTERS_AT_ONCE = 200


class ActivityInvitation(models.Model):
    """How invitations go out (R291, C004): letters and notices printed, e-mails in the background,
    messages copied, at the door with a visit (R020)."""

    _inherit = "steward.activity.invitation"
    _mail_cron = "property_steward.ir_cron_send_activity_invitations"

    def _public_url(self):
        self.ensure_one()
        return f"{self.get_base_url()}/steward/invitation/{self.access_token}"

    @api.depends("access_token", "activity_id", "partner_id")
    @api.depends_context("uid")
    def _compute_message_text(self):
        """What is pasted into WeChat or an SMS, in the household's language."""
        for invitation in self:
            told = invitation.with_context(lang=invitation.lang)
            activity = told.activity_id
            invitation.message_text = told.env._(
                "Dear %(household)s, you are invited to “%(activity)s”: %(time)s, %(place)s. "
                "Please tell us whether you come: %(link)s (%(centre)s)",
                household=told.partner_id.name,
                activity=activity.name,
                time=activity.time_line,
                place=activity.place_line,
                link=invitation.link or "",
                centre=activity.community_id.service_centre_name or activity.community_id.name,
            )

    def _wanted(self):
        """Those that may still go out: the activity takes invitations, the household wants them."""
        # sudo: whether the household wants invitations, whoever sends them
        return self.filtered(
            lambda one: one.state != "sent" and not one.sudo().partner_id.no_activity_invitations
        )

    def action_sent(self):
        """They reached their households: put in the box, shown on the board, sent by message."""
        self.check_access("write")
        self.activity_id._check_may_invite()
        # sudo: as `_refuse_by_hand` says, only buttons write invitations
        self._wanted().sudo()._mark_sent(self.env.user)

    def _mark_sent(self, user):
        self.write(
            {
                "state": "sent",
                "failure": False,
                "is_queued": False,
                "sent_at": fields.Datetime.now(),
                "sent_by_id": user.id,
            }
        )

    def action_not_sent(self):
        """Ticked by mistake; what went out by e-mail has gone out."""
        self.check_access("write")
        for invitation in self:
            if invitation.channel == "email" and invitation.state == "sent":
                raise UserError(
                    invitation.env._(
                        "%(invitation)s was sent by e-mail.", invitation=invitation.display_name
                    )
                )
        # sudo: as above
        self.sudo().write({"state": "to_send", "sent_at": False, "sent_by_id": False})

    # on paper

    def action_print_letters(self):
        """The next letters that were not printed, by their doors."""
        self.check_access("write")
        self.activity_id._check_may_invite()
        letters = self._wanted().filtered(
            lambda one: one.channel in ("letter", "door") and not one.printed_at
        )
        letters = letters.sorted(lambda one: (one.door_key or "", one.id))[:LETTERS_AT_ONCE]
        if not letters:
            raise UserError(
                self.env._("All letters are printed. To print some again, choose them in the list.")
            )
        # sudo: as above
        letters.sudo().write({"printed_at": fields.Datetime.now()})
        return self.env.ref("property_steward.report_activity_letter_action").report_action(
            letters, config=False
        )

    # by e-mail

    def action_send_mail(self):
        """Have these e-mailed in the background, in the name of whoever asks; those that could not
        be sent are tried again.

        :raise UserError: when there is nothing to send
        """
        self.check_access("write")
        self.activity_id._check_may_invite()
        wanted = self._wanted().filtered(lambda one: one.channel == "email" and not one.is_queued)
        if not wanted:
            raise UserError(self.env._("There is no invitation to be sent by e-mail."))
        reachable = wanted.filtered("partner_id.email")
        lacking = wanted - reachable
        # sudo: as above
        lacking.sudo().write(
            {
                "state": "failed",
                "failure": self.env._("The household has no e-mail address."),
                "is_queued": False,
            }
        )
        return reachable._ask_for_mails(lacking)

    @api.model
    def _queued_domain(self):
        return [("is_queued", "=", True)]

    def _queued_vals(self):
        return {
            "state": "to_send",
            "failure": False,
            "is_queued": True,
            "sent_by_id": self.env.uid,
        }

    @api.model
    def _cron_send_mails(self, batch_size=50):
        self._make_queued_mails(batch_size)

    def _mails(self):
        """The link is the household's: nobody else is told it."""
        self.activity_id.with_user(self.sent_by_id)._check_may_invite()
        # sudo: the letter holds the link, which nobody reads but the household
        template = self.env.ref("property_steward.mail_template_activity_invitation").sudo()
        return template.send_mail_batch(
            self.ids, email_values={"author_id": self.sent_by_id.partner_id.id}
        )

    def _mail_sent(self, failure):
        queued = self.filtered("is_queued")
        if failure:
            queued.write({"state": "failed", "failure": failure, "is_queued": False})
            return
        for user, invitations in queued.grouped("sent_by_id").items():
            invitations._mark_sent(user)

    def _tell_guests(self, template):
        """Tell those who come, or wait for a seat, what has changed; as far as they have an
        address."""
        # sudo: addresses of households, and the link that is theirs
        whole = self.sudo().filtered(
            lambda one: one.answer in ("yes", "waiting") and one.partner_id.email
        )
        if whole:
            # sudo: as above
            self.env.ref(template).sudo().send_mail_batch(whole.ids)

    def _tell_moved_up(self):
        """Households that got a seat after all are told; those without an address are named where
        the responsible steward sees it."""
        # sudo: addresses of households, and a note on the activity that nobody writes by hand
        whole = self.sudo()
        reachable = whole.filtered("partner_id.email")
        if reachable:
            template = self.env.ref("property_steward.mail_template_activity_moved_up")
            # sudo: as above
            template.sudo().send_mail_batch(reachable.ids)
        for activity, invitations in (whole - reachable).grouped("activity_id").items():
            activity.message_post(
                body=activity.env._(
                    "Moved up from the waiting list; please tell them: %(households)s",
                    households="、".join(one._household_line() for one in invitations),
                ),
                partner_ids=activity.steward_id.user_id.partner_id.ids,
            )
