from odoo import api, models
from odoo.exceptions import UserError, ValidationError

PUBLISHED = ("posted", "taken_down", "archived")
# what stands on the paper; changed in a draft only
TEXT = frozenset(
    ("name", "body", "month", "date", "salutation", "phone", "signatories", "kind")
    + ("community_id", "wave_id", "plan_id", "replaces_id", "steward_id")
)


class Publication(models.Model):
    """What was submitted stays as it is (R249, R312): it is put back into draft and agreed to
    again, or, once it hangs, amended by a new one that replaces it."""

    _inherit = "steward.publication"

    @api.constrains("community_id", "kind", "wave_id", "plan_id", "replaces_id")
    def _check_speaks_of_own(self):
        """What follows from posting it, clocks that are met and papers that are taken down, stays
        in its community, and a letter that was agreed to is replaced by another letter only
        (R312)."""
        # sudo: what the user does not see counts too
        for publication in self.sudo():
            older = publication.replaces_id
            others = publication.wave_id.community_id | publication.plan_id.community_id
            if (others | older.community_id) - publication.community_id:
                raise ValidationError(
                    publication.env._(
                        "“%(publication)s” speaks of surveys, plans and publications of "
                        "%(community)s only.",
                        publication=publication.display_name,
                        community=publication.community_id.name,
                    )
                )
            if older and (older.kind != publication.kind or older.state not in PUBLISHED):
                raise ValidationError(
                    publication.env._(
                        "“%(publication)s” replaces another one of its kind that was posted.",
                        publication=publication.display_name,
                    )
                )

    def write(self, vals):
        """:raise UserError: where a text would change that was submitted (R249, R312)"""
        if not self.env.su and TEXT & vals.keys():
            self._check_draft()
        if not self.env.su and {"kind", "community_id"} & vals.keys():
            self._check_no_code()
        if not self.env.su and {"place", "paper"} & vals.keys():
            self._check_not_posted()
        return super().write(vals)

    def _check_draft(self):
        for publication in self:
            if publication.state != "draft":
                raise UserError(
                    publication.env._(
                        "%(publication)s was submitted and stays as it is: put it back into "
                        "draft or, once it is posted, draft another one that replaces it.",
                        publication=publication.display_name,
                    )
                )

    def _check_no_code(self):
        for publication in self:
            if publication.number:
                raise UserError(
                    publication.env._(
                        "%(publication)s has its code already: draft another one of that kind, or "
                        "for that community.",
                        publication=publication.display_name,
                    )
                )

    def _check_not_posted(self):
        for publication in self:
            if publication.state in PUBLISHED:
                raise UserError(
                    publication.env._(
                        "%(publication)s hangs: where it was posted stays on record.",
                        publication=publication.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for publication in self:
            if publication.state != "draft":
                raise UserError(
                    publication.env._(
                        "%(publication)s was submitted and is kept.",
                        publication=publication.display_name,
                    )
                )
