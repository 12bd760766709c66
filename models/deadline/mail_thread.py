from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """An alert makes nobody a follower: whoever gets an activity sees the record anyway, and
        two alerts on one record would run into each other."""
        if self.env.context.get("steward_alerting"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)
