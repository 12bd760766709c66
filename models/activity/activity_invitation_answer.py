from odoo import fields, models
from odoo.exceptions import UserError

TAKEN = ("open", "done")


class ActivityInvitation(models.Model):
    """Answers of the households (R291): who comes with how many, and who waits for a seat."""

    _inherit = "steward.activity.invitation"

    def _closed_message(self):
        """Why no answer is taken any more; nothing while answers are taken."""
        self.ensure_one()
        activity = self.activity_id
        if activity.state == "cancelled":
            return self.env._("This activity has been cancelled.")
        if activity.state in ("held", "closed"):
            return self.env._("This activity is over.")
        if activity.state == "ongoing" or activity.date_begin <= fields.Datetime.now():
            return self.env._("This activity has begun: answers are no longer taken.")
        if activity.state != "approved":
            return self.env._("This activity is being planned anew: please look again later.")
        return None

    def _answer(self, coming, adults=0, minors=0, by="resident"):
        """Note the household's answer; seats are given out one household after the other.

        :raise UserError: when answers are no longer taken, for more persons than a household may
            bring, and for more seats than are left to who has some already
        """
        self.ensure_one()
        closed = self._closed_message()
        if closed:
            raise UserError(closed)
        if coming:
            self._check_headcount(adults, minors)
        # sudo: seats and registrations follow from the answer of who holds the link
        whole = self.sudo()
        whole.activity_id._lock_seats()
        vals = {
            "answered_at": fields.Datetime.now(),
            "answered_by": by,
            "answer_user_id": self.env.uid if by == "staff" else False,
            "adult_count": adults if coming else 0,
            "minor_count": minors if coming else 0,
            "waiting_since": False,
            "moved_up_at": False,
        }
        if not coming:
            whole.write({**vals, "answer": "no"})
            whole._seat()
            whole.activity_id._fill_seats()
            return
        seated = len(whole._heads())
        left = whole.activity_id._seats_left()
        if left is None or adults + minors - seated <= left:
            whole.write({**vals, "answer": "yes"})
            whole._seat()
            whole.activity_id._fill_seats()
        elif seated:
            raise UserError(
                self.env._(
                    "Only %(left)s more seats are left. The %(seated)s seats that you have stay "
                    "yours.",
                    left=left,
                    seated=seated,
                )
            )
        else:
            since = whole.waiting_since if whole.answer == "waiting" else fields.Datetime.now()
            whole.write({**vals, "answer": "waiting", "waiting_since": since})

    def _check_headcount(self, adults, minors):
        limit = self.community_id.policy_id.activity_guests_max
        if adults < 0 or minors < 0 or not 1 <= adults + minors <= limit:
            raise UserError(
                self.env._("Please say how many persons come: 1 to %(limit)s.", limit=limit)
            )

    def _heads(self):
        """Registrations of those who come, or came; the household itself first."""
        self.ensure_one()
        return self.registration_ids.filtered(lambda one: one.state in TAKEN).sorted("id")

    def _seat(self):
        """Register as many heads as the answer says, and cancel the others."""
        self.ensure_one()
        following = self.with_context(steward_seating=True)
        heads = following._heads()
        wanted = {False: self.adult_count, True: self.minor_count}
        for is_minor, count in wanted.items():
            known = heads.filtered(lambda one, is_minor=is_minor: one.is_minor == is_minor)
            surplus = known.filtered(lambda one: one.state == "open")[::-1]
            surplus = surplus[: max(0, len(known) - count)]
            if surplus:
                surplus.action_cancel()
            heads -= surplus
        for is_minor, count in wanted.items():
            known = heads.filtered(lambda one, is_minor=is_minor: one.is_minor == is_minor)
            heads |= following._register_heads(count - len(known), is_minor, len(heads))

    def _register_heads(self, count, is_minor, known):
        """:param known: heads that are registered already; the first one carries the address, so
        that mails of the Events app reach a household once
        """
        Registration = self.env["event.registration"]
        if count <= 0:
            return Registration
        partner = self.partner_id
        vals_list = []
        for number in range(known + 1, known + count + 1):
            vals = {
                "event_id": self.activity_id.event_id.id,
                "steward_invitation_id": self.id,
                "steward_partner_id": partner.id,
                "is_minor": is_minor,
                "name": partner.name if number == 1 else f"{partner.name} ({number})",
                "email": False,
                "phone": False,
            }
            if number == 1:
                vals |= {
                    "partner_id": partner.id,
                    "email": partner.email,
                    "phone": partner.phone,
                }
            vals_list.append(vals)
        return Registration.create(vals_list)

    def _follow_registrations(self):
        """The answer says what the registrations say, where somebody changed those."""
        if self.env.context.get("steward_seating"):
            return
        for invitation in self:
            heads = invitation._heads()
            if not heads and invitation.answer != "yes":
                continue
            minors = len(heads.filtered("is_minor"))
            vals = {
                "answer": "yes" if heads else "no",
                "adult_count": len(heads) - minors,
                "minor_count": minors,
            }
            if not invitation.answered_at:
                vals |= {
                    "answered_at": fields.Datetime.now(),
                    "answered_by": "staff",
                    "answer_user_id": self.env.uid,
                }
            if any(invitation[name] != value for name, value in vals.items()):
                invitation.write(vals)

    def _move_up(self):
        """Give households the seats for which they had waited, and tell them."""
        for invitation in self:
            invitation.write(
                {"answer": "yes", "waiting_since": False, "moved_up_at": fields.Datetime.now()}
            )
            invitation._seat()
        self._tell_moved_up()

    def _stop_invitations(self):
        """The household wants no more invitations."""
        self.ensure_one()
        # sudo: the household says so itself
        whole = self.sudo()
        whole.partner_id.no_activity_invitations = True
        if whole.answer == "none" and not whole._closed_message():
            whole._answer(False)
