from odoo import api, fields, models


class MailedMixin(models.AbstractModel):
    """Records with a `partner_id` that show whether their e-mail went out, and why not."""

    _name = "steward.mailed.mixin"
    _description = "E-mailed to a Household"
    _inherit = "steward.mail.queue.mixin"

    has_email = fields.Boolean(string="Has E-mail Address", compute="_compute_has_email")
    mail_state = fields.Selection(
        [("queued", "To Be Sent"), ("sent", "Sent"), ("failed", "Sending Failed")],
        string="E-mail",
        readonly=True,
    )
    mail_failure = fields.Char(string="Why Not Sent", readonly=True)
    mail_user_id = fields.Many2one("res.users", string="E-mail Asked for by", readonly=True)

    _queued_idx = models.Index("(id) WHERE mail_state = 'queued'")

    @api.depends("partner_id.email")
    def _compute_has_email(self):
        for record in self:
            # sudo: whether there is an address, not which
            record.has_email = bool(record.sudo().partner_id.email)

    @api.model
    def _queued_domain(self):
        return [("mail_state", "=", "queued")]

    def _queued_vals(self):
        return {"mail_state": "queued", "mail_failure": False, "mail_user_id": self.env.uid}

    def _mail_sent(self, failure):
        if failure:
            self.write({"mail_state": "failed", "mail_failure": failure})
        else:
            self.write({"mail_state": "sent", "mail_failure": False})
