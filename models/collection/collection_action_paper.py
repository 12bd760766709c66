from odoo import models
from odoo.exceptions import UserError

REPORT = "property_steward.report_collection_letter_action"


class CollectionAction(models.Model):
    """What stands on the papers: the open items that are overdue, and how many days are left."""

    _inherit = "steward.collection.action"

    def action_print_paper(self):
        """The letter of this step: reminder, formal notice or draft of the lawyer's letter."""
        if not self.filtered("is_paper"):
            self._refuse_paper()
        return self.env.ref(REPORT).report_action(self, config=False)

    def _refuse_paper(self):
        raise UserError(
            self.env._("This step is a conversation: there is no letter to print for it.")
        )

    def _open_items(self):
        """{action: the household's open items that are overdue}, in one search."""
        partners = self.partner_id
        lines = (
            self.env["steward.arrears.line"]
            .with_context(steward_arrears_payers=partners.ids)
            .search(
                [
                    ("partner_id", "in", partners.ids),
                    ("is_credit", "=", False),
                    ("days_late", ">", 0),
                ]
            )
        )
        by_household = lines.grouped(lambda line: (line.partner_id, line.community_id))
        return {
            action: by_household.get((action.partner_id, action.community_id), lines.browse())
            for action in self
        }

    def _letter_figures(self, lines):
        """What the letter says of `lines`: the sum, and the day of the oldest."""
        self.ensure_one()
        return {
            "overdue": self.currency_id.format(sum(lines.mapped("residual"))),
            "oldest_due": min(lines.mapped("date_due"), default=False),
        }

    def _days_to_pay(self):
        """Days until the step after this one; of the last one, as many as went before it."""
        self.ensure_one()
        following = self.collection_id._step_after(self.step_id)
        return (following or self.step_id).days
