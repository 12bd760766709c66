from odoo import fields, models

# while these are the same, it is the same promise
PROMISED = ("opinion", "measure", "price", "completion", "date_from", "date_to")
LIFE = ("state", "done_note", "done_photo", "done_at", "done_by_id", "verified_on", "reopen_count")


class PublicationLine(models.Model):
    """A promise that stands word by word in the paper that replaces another one goes on there:
    what was done for it, and verified, is not done and verified again (R316-R317)."""

    _inherit = "steward.publication.line"

    replaces_line_id = fields.Many2one(
        "steward.publication.line",
        string="Instead of",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    @property
    def _guarded_fields(self):
        return super()._guarded_fields | {"replaces_line_id"}

    def _continue(self):
        """Take over what became of the promises that these replace, before those end."""
        # sudo: follows from posting, which was checked
        for line in self.sudo().filtered("replaces_line_id"):
            older = line.replaces_line_id
            if any(line[name] != older[name] for name in PROMISED):
                continue
            line.write(
                {name: older._fields[name].convert_to_write(older[name], older) for name in LIFE}
            )
            if older.state != "verified":
                # whom quality called about it
                older.callback_ids.publication_line_id = line
        self.filtered(lambda line: line.state == "done")._ask_quality()
