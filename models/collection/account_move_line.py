from odoo import models


class AccountMoveLine(models.Model):
    """Drafts among the receivable lines: few, and asked for with every figure of arrears."""

    _inherit = "account.move.line"

    _steward_draft_idx = models.Index("(account_id) WHERE parent_state = 'draft'")
