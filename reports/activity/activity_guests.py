from base64 import b64encode

from odoo import models

from ...engine import qr

WIDTHS = [18, 36, 14, 12, 20]
# when and where, above the table of the sign-in sheet, in millimetres
HEADING_HEIGHT = 16
# rows for guests who were not announced
EMPTY_ROWS = 10


class ActivityLetter(models.AbstractModel):
    """Letter of invitation (邀请函, C004): one page per household, with its own code."""

    _name = "report.property_steward.report_activity_letter"
    _description = "Letter of Invitation"
    _inherit = "steward.form"
    _form_model = "steward.activity.invitation"

    def _form_values(self, docs):
        return {"doc_count": len(docs), "codes": {one.id: self._code(one.link) for one in docs}}

    def _code(self, link):
        """QR code of `link` as a data URI; nothing for whoever may not hand it out."""
        if not link:
            return None
        return f"data:image/svg+xml;base64,{b64encode(qr.svg(link).encode()).decode()}"


class ActivityPoster(models.AbstractModel):
    """Notice for the board (活动通知, C004): one page."""

    _name = "report.property_steward.report_activity_poster"
    _description = "Poster of an Activity"
    _inherit = "steward.form"
    _form_model = "steward.community.activity"


class ActivitySignIn(models.AbstractModel):
    """Sign-in sheet of the day (签到表): who is announced, with room for others."""

    _name = "report.property_steward.report_activity_sign_in"
    _description = "Sign-In Sheet"
    _inherit = "steward.form"
    _form_model = "steward.community.activity"

    def _form_values(self, docs):
        return {
            "doc_count": len(docs),
            "pages": {
                activity.id: self._pages(
                    self._sign_in_rows(activity), WIDTHS, first=HEADING_HEIGHT, last=0
                )
                for activity in docs
            },
        }

    def _sign_in_rows(self, activity):
        guests = activity.registration_ids.filtered(lambda one: one.state in ("open", "done"))
        guests = guests.sorted(
            lambda one: (
                one.steward_invitation_id.door_key or one.steward_door or "~",
                one.steward_partner_id.id,
                one.id,
            )
        )
        rows = [
            {
                "cells": [
                    guest.steward_door or "",
                    guest.name or "",
                    self.env._("Minor") if guest.is_minor else self.env._("Adult"),
                    "☑" if guest.state == "done" else "☐",
                    "",
                ]
            }
            for guest in guests
        ]
        return rows + [{"cells": ["", "", "", "☐", ""]} for _number in range(EMPTY_ROWS)]
