import re

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

# what an answer brings along, and nothing that is longer
LONGEST_NUMBER = 4
# as `secrets.token_urlsafe` makes them
TOKEN = re.compile(r"[A-Za-z0-9_-]{40,100}")


class InvitationController(Controller):
    """Page of a household's invitation (R291): whoever holds the link answers for the household,
    without a login. Opening it changes nothing; answers are buttons."""

    @route(
        "/steward/invitation/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
        readonly=True,
    )
    def invitation(self, token, **_kwargs):
        return self._page(self._invitation(token))

    @route(
        "/steward/invitation/<string:token>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        sitemap=False,
    )
    def answer(self, token, coming=None, adults="", minors="", **_kwargs):
        invitation = self._invitation(token)
        if not invitation:
            return self._page(invitation)
        try:
            with request.env.cr.savepoint():
                invitation._answer(coming == "yes", self._number(adults), self._number(minors))
        except UserError as error:
            return self._page(invitation, problem=str(error))
        return request.redirect(f"/steward/invitation/{token}")

    @route(
        "/steward/invitation/<string:token>/stop",
        type="http",
        auth="public",
        methods=["POST"],
        sitemap=False,
    )
    def stop(self, token, confirmed=None, **_kwargs):
        """No more invitations: asked for once more before it is noted."""
        invitation = self._invitation(token)
        if not invitation or not confirmed:
            return self._page(invitation, stopping=bool(invitation))
        invitation._stop_invitations()
        return self._page(invitation)

    def _invitation(self, token):
        """The invitation of this link in its household's language, or nothing."""
        # sudo: the link is the right to this invitation, found by its unique index
        Invitation = request.env["steward.activity.invitation"].sudo()
        invitation = Invitation
        if TOKEN.fullmatch(token):
            invitation = Invitation.search([("access_token", "=", token)])
        request.update_context(lang=invitation.lang or self._default_language())
        return invitation.with_context(lang=request.env.lang)

    def _default_language(self):
        installed = dict(request.env["res.lang"].get_installed())
        return "zh_CN" if "zh_CN" in installed else request.env.lang

    def _number(self, text):
        return (
            int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0
        )

    def _page(self, invitation, problem=None, stopping=False):
        if not invitation:
            response = request.render("property_steward.invitation_page_unknown", {})
            response.status_code = 404
            return response
        activity = invitation.activity_id
        left = activity._seats_left()
        own = len(invitation._heads())
        return self._private(
            request.render(
                "property_steward.invitation_page",
                {
                    "invitation": invitation,
                    "activity": activity,
                    "community": invitation.community_id,
                    "closed": invitation._closed_message(),
                    "problem": problem,
                    "stopping": stopping,
                    "stopped": invitation.partner_id.no_activity_invitations,
                    "limit": invitation.community_id.policy_id.activity_guests_max,
                    "seats_left": left,
                    "is_full": left is not None and left <= 0 and not own,
                    "attendance_url": self._attendance_url(invitation),
                },
            )
        )

    def _private(self, response):
        """The link is not told to others, and the page stays on no shared computer."""
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _attendance_url(self, invitation):
        """Where staff who scan the letter tick who came; nothing for everybody else."""
        if not request.env.user._is_internal():
            return None
        own = request.env["steward.activity.invitation"].browse(invitation.id)
        if not own.has_access("write"):
            return None
        return f"/odoo/activity-invitations/{invitation.id}"
