from odoo import api, fields, models
from odoo.fields import Domain


class CollectionPlan(models.Model):
    """Bringing arrears plans in line with the ledger and the collection cases, as a set: only what
    must change is changed (R271)."""

    _inherit = "steward.collection.plan"

    @api.model
    def _households_domain(self, community):
        return (
            Domain("community_id", "=", community.id)
            & Domain("company_id", "=", community.company_id.id)
            & Domain("overdue", ">", 0)
            & Domain("steward_id", "!=", False)
        )

    def _generate(self):
        """Households that fell into arrears are added; who owes nothing any more leaves a draft
        and is settled in an approved plan, who went to another steward leaves both; amounts, steps
        and times follow the facts. What a person chose stays. An approved plan that grew is to be
        approved again.

        The number of statements of a plan does not depend on the number of its households.
        """
        for record in self:
            # sudo: the right to change the plan was checked; cases, steps and the steward's other
            # work count wherever they are
            plan = record.sudo()
            wanted = plan._wanted_lines()
            gone = plan._update_lines(wanted)
            new = plan._add_lines(wanted)
            plan._close_lines(gone)
            plan._propose()
            plan.generated_at = fields.Datetime.now()
            if new and plan.state == "approved":
                plan._reopen(new)

    def _wanted_lines(self):
        """{household: values that follow from the facts} of everybody in arrears in the area."""
        Arrears = self.env["steward.arrears"]
        # a payment of this very transaction counts
        Arrears.invalidate_model()
        rows = Arrears.search(
            self._households_domain(self.community_id)
            & Domain("steward_id", "=", self.steward_id.id)
        )
        owed = {
            row.partner_id: row.currency_id.round(row.overdue - row.credit)
            for row in rows
            if row.currency_id.compare_amounts(row.overdue, row.credit) > 0
        }
        cases = self.env["steward.collection"].search(
            [
                ("community_id", "=", self.community_id.id),
                ("partner_id", "in", [partner.id for partner in owed]),
                ("state", "=", "open"),
            ]
        )
        actions = self.env["steward.collection.action"].search(
            [("collection_id", "in", cases.ids), ("state", "=", "open")]
        )
        by_partner = {case.partner_id: case for case in cases}
        by_case = {action.collection_id: action for action in actions}
        first_step = self.community_id.policy_id.collection_step_ids[:1]
        wanted = {}
        for row in rows:
            partner = row.partner_id
            if partner not in owed:
                continue
            case = by_partner.get(partner, cases.browse())
            action = by_case.get(case, actions.browse())
            wanted[partner] = {
                "unit_id": row.unit_id.id,
                "overdue": owed[partner],
                "oldest_due": row.oldest_due,
                "collection_id": case.id,
                "action_id": action.id,
                # who is not chased yet begins with the first step
                "kind": action.kind if case else first_step.kind,
                "is_settled": False,
            }
        return wanted

    def _update_lines(self, wanted):
        """Write what changed of the lines there are.

        :return: the lines of who owes nothing any more, or is another steward's now
        """
        gone = self.line_ids.browse()
        for line in self.line_ids:
            values = wanted.get(line.partner_id)
            if values is None:
                gone |= line
                continue
            if line.target_amount == line.overdue and self.state == "draft":
                # nobody chose another target: it stays all that is overdue
                values = dict(values, target_amount=values["overdue"])
            if self.state == "approved":
                # what was approved stays: what it owes now stands beside it
                values = {name: values[name] for name in values if name != "overdue"}
            current = line._convert_to_write({name: line[name] for name in values})
            changed = {name: value for name, value in values.items() if current[name] != value}
            if changed:
                line.write(changed)
        return gone

    def _close_lines(self, gone):
        """Who owes nothing any more is settled where the plan was approved, so that it shows what
        came in; a household that went to another steward stands in the plan of that one."""
        gone.invalidate_recordset(["overdue_now"])
        settled = gone.filtered(lambda line: self.state == "approved" and not line.overdue_now)
        (gone - settled).unlink()
        if new := settled.filtered(lambda line: not line.is_settled):
            new.write({"is_settled": True, "scheduled_at": False, "shared_line_id": False})

    def _add_lines(self, wanted):
        known = self.line_ids.partner_id
        return self.env["steward.collection.plan.line"].create(
            [
                {
                    "plan_id": self.id,
                    "partner_id": partner.id,
                    "target_amount": values["overdue"],
                    **values,
                }
                for partner, values in wanted.items()
                if partner not in known
            ]
        )

    def _reopen(self, lines):
        """Households that came after the approval are approved as well."""
        self.write(
            {
                "state": "draft",
                "submitted_by_id": False,
                "submitted_at": False,
                "approved_by_id": False,
                "approved_at": False,
            }
        )
        self.message_post(
            body=self.env._(
                "Households that fell into arrears were added; the plan is to be approved again: "
                "%(households)s",
                households="、".join(lines.mapped("display_name")),
            )
        )
