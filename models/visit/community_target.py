from calendar import monthrange

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class Community(models.Model):
    """Drawing up the monthly targets of everybody who works in a community (R258)."""

    _inherit = "steward.community"

    targets_until = fields.Date(
        string="Targets until",
        readonly=True,
        copy=False,
        help="Last month whose targets were drawn up by itself.",
    )

    @api.model
    def _cron_draw_up_targets(self):
        """This month's targets, and from the day that the policy names on the next month's.

        Every month is drawn up once: what a supervisor deletes afterwards stays deleted.
        """
        months = {}
        for community in self.search([]):
            today = community._today()
            month = today.replace(day=1)
            last_day = monthrange(today.year, today.month)[1]
            if today.day >= min(community.policy_id.target_day, last_day):
                month += relativedelta(months=1)
            months[community] = month
        claimed = self.env["steward.visit.plan"]._claim_communities("targets_until", months)
        for community in claimed:
            community._draw_up_targets(months[community])

    def _draw_up_targets(self, month):
        """Add the targets of `month` that are missing; those that are there stay as they are.

        :return: the new ones
        """
        self.ensure_one()
        # sudo: the numbers are the policy's; the caller checked who may have them drawn up
        Target = self.env["steward.target"].sudo()
        known = {
            (target.kind, target.steward_id)
            for target in Target.search([("community_id", "=", self.id), ("month", "=", month)])
        }
        made = Target.create(
            [
                {
                    "community_id": self.id,
                    "steward_id": employee.id,
                    "month": month,
                    "kind": kind,
                    "target": target,
                }
                for kind, _label in Target._fields["kind"].selection
                # sudo: what is owed and planned counts wherever it is
                for employee, target in getattr(Target, f"_default_{kind}")(
                    self.sudo(), month
                ).items()
                if employee.active and (kind, employee) not in known
            ]
        )
        return made.with_env(self.env)
