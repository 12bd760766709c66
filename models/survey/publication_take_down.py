from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

TAKE_DOWN = "property_steward.mail_activity_type_publication_take_down"


class Publication(models.Model):
    """Taken down in time, and archived (R249)."""

    _inherit = "steward.publication"

    date_take_down = fields.Date(
        string="Take Down on", copy=False, help="Whoever drafted and posted it is reminded."
    )
    is_take_down_due = fields.Boolean(
        string="Due to Be Taken Down",
        compute="_compute_is_take_down_due",
        search="_search_is_take_down_due",
    )
    taken_down_on = fields.Date(readonly=True, copy=False, tracking=True)
    taken_down_by_id = fields.Many2one(
        "res.users", string="Taken down by", readonly=True, copy=False
    )
    archived_on = fields.Date(readonly=True, copy=False, tracking=True)
    archive_place = fields.Char(string="Kept in", copy=False, help="File or folder (R249).")

    @api.depends("state", "date_take_down", "community_id.tz")
    def _compute_is_take_down_due(self):
        for publication in self:
            publication.is_take_down_due = (
                publication.state == "posted"
                and bool(publication.date_take_down)
                and publication.date_take_down <= publication.community_id._today()
            )

    def _search_is_take_down_due(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return self._take_down_domain()

    def write(self, vals):
        if "date_take_down" in vals and not self.env.su:
            # sudo: another day is another reminder
            self.sudo().write({"reminded": False})
        return super().write(vals)

    def action_take_down(self):
        """It does not hang any more, nor is it on the page."""
        self.check_access("write")
        for publication in self:
            if publication.state != "posted":
                raise UserError(
                    publication.env._(
                        "%(publication)s does not hang.", publication=publication.display_name
                    )
                )
        self._take_down()

    def _take_down(self):
        for community, publications in self.grouped("community_id").items():
            # sudo: noted here only; write access was checked
            publications.sudo().write(
                {
                    "state": "taken_down",
                    "taken_down_on": community._today(),
                    "taken_down_by_id": self.env.uid,
                }
            )
        self._done_with([TAKE_DOWN])

    def _replaced(self):
        """What hangs is taken down, and its promises go on in the one that replaces it."""
        self.filtered(lambda publication: publication.state == "posted")._take_down()
        self.line_ids._superseded()

    def action_file(self):
        """The paper that was taken down goes into the archive (R249)."""
        self.check_access("write")
        for publication in self:
            if publication.state != "taken_down":
                raise UserError(
                    publication.env._(
                        "%(publication)s is taken down before it is archived.",
                        publication=publication.display_name,
                    )
                )
        for community, publications in self.grouped("community_id").items():
            # sudo: noted here only; write access was checked
            publications.sudo().write({"state": "archived", "archived_on": community._today()})

    # reminder

    @api.model
    def _take_down_domain(self):
        return Domain("state", "=", "posted") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date_take_down", "<=", community._today())
        )

    @api.model
    def _cron_remind(self):
        """What is due to be taken down, told once to who posted and who drafted it; promises that
        are late, told once to the supervisors."""
        due = self.search(self._take_down_domain() & Domain("reminded", "=", False))
        self._give(
            [
                (publication, user, TAKE_DOWN)
                for publication in due._claim_reminder()
                for user in publication.posted_by_id | publication.steward_id.user_id
            ]
        )
        self.env["steward.publication.line"]._remind_late()
