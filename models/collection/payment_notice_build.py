from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class PaymentNoticeBatch(models.Model):
    """Making the notices of an issue from the open items of the ledger, as a set."""

    _inherit = "steward.payment.notice.batch"

    def _build(self):
        """Make the notices of these drafts anew: one per household that owes something by the
        horizon, with the rights of whoever asks (R151).

        Arrears are what was due before today in the community's time zone.
        """
        # sudo: notices are written by their issue only; the right to the issue was checked
        self.sudo().notice_ids.unlink()
        vals_list = []
        for batch in self:
            vals_list += batch._notice_values()
        # sudo: as above
        self.env["steward.payment.notice"].sudo().create(vals_list)
        self.invalidate_recordset(["notice_ids"])

    def _households_domain(self):
        self.ensure_one()
        domain = Domain("community_id", "=", self.community_id.id)
        domain &= Domain("company_id", "=", self.company_id.id)
        if self.steward_id:
            domain &= Domain("steward_id", "=", self.steward_id.id)
        if self.building_ids:
            domain &= Domain("building_id", "in", self.building_ids.ids)
        if self.partner_ids:
            domain &= Domain("partner_id", "in", self.partner_ids.ids)
        if self.excluded_partner_ids:
            domain &= Domain("partner_id", "not in", self.excluded_partner_ids.ids)
        return domain & Domain("balance", ">", 0)

    def _notice_values(self):
        # a payment of this very transaction counts
        self.env["steward.arrears"].invalidate_model()
        self.env["steward.arrears.line"].invalidate_model()
        households = self.env["steward.arrears"].search(self._households_domain())
        items = self.env["steward.arrears.line"].search(
            Domain("community_id", "=", self.community_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id", "in", households.partner_id.ids)
            & (Domain("is_credit", "=", True) | Domain("date_due", "<=", self._horizon()))
        )
        parts = self._fee_parts(items)
        by_partner = items.grouped("partner_id")
        today = self.community_id._today()
        company_currency = self.company_id.currency_id
        vals_list = []
        for household in households:
            lines = [
                line
                for item in by_partner.get(household.partner_id, items.browse())
                for line in self._line_values(item, parts.get(item.id, ()), today)
            ]
            sums = defaultdict(float)
            for line in lines:
                sums[line["kind"]] += line["amount"]
            total = company_currency.round(sum(sums.values()))
            if total <= 0:
                continue
            unit = household.unit_id
            vals_list.append(
                {
                    "batch_id": self.id,
                    "partner_id": household.partner_id.id,
                    "unit_id": unit.id,
                    "door": unit.door,
                    "door_key": unit.door_key,
                    "amount_current": company_currency.round(sums["current"]),
                    "amount_arrears": company_currency.round(sums["arrears"]),
                    "amount_credit": company_currency.round(-sums["credit"]),
                    "amount_total": total,
                    "oldest_due": min(
                        line["date_due"] for line in lines if line["kind"] != "credit"
                    ),
                    "line_ids": [(0, 0, line) for line in lines],
                }
            )
        return vals_list

    def _line_values(self, item, parts, today):
        """Lines of the notice for an open item: one per kind of fee of its invoice, which share
        what is open as they share the invoice's total; the last one takes what rounding left."""
        kind = "arrears" if item.date_due < today else "current"
        common = {
            "move_line_id": item.id,
            "document": item.number,
            "unit_id": item.unit_id.id,
            "date_due": item.date_due,
            "kind": "credit" if item.is_credit else kind,
            "currency_id": item.document_currency_id.id,
        }
        if len(parts) < 2 or item.is_credit:
            fee_kind, label, _share = parts[0] if parts else (None, item.label, 1.0)
            return [
                {
                    **common,
                    "fee_kind_id": fee_kind,
                    "label": label,
                    "residual": item.residual_currency,
                    "amount": item.residual,
                }
            ]
        lines = []
        left = {"residual": item.residual_currency, "amount": item.residual}
        currencies = {"residual": item.document_currency_id, "amount": item.currency_id}
        for number, (fee_kind, label, share) in enumerate(parts, start=1):
            line = {**common, "fee_kind_id": fee_kind, "label": label}
            for name, currency in currencies.items():
                whole = item.residual_currency if name == "residual" else item.residual
                line[name] = left[name] if number == len(parts) else currency.round(whole * share)
                left[name] = currency.round(left[name] - line[name])
            lines.append(line)
        return lines

    def _fee_parts(self, items):
        """{open item: [(kind of fee, what it is for, share of the total)]} of the items that come
        from an invoice, in one statement (R252). An invoice with a deduction among its kinds is
        not divided: it stands under the kind of its greatest part."""
        if not items:
            return {}
        for model, names in (
            ("account.move.line", ["display_type", "move_id", "name", "price_total", "product_id"]),
            ("product.template", ["steward_fee_kind_id"]),
            ("steward.fee.kind", ["sequence"]),
        ):
            self.env[model].flush_model(names)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT item.id, template.steward_fee_kind_id,
                       string_agg(DISTINCT split_part(line.name, chr(10), 1), '、'),
                       sum(line.price_total)
                  FROM account_move_line item
                  JOIN account_move move
                    ON move.id = item.move_id
                   AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                  JOIN account_move_line line
                    ON line.move_id = move.id AND line.display_type = 'product'
                  LEFT JOIN product_product product ON product.id = line.product_id
                  LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                  LEFT JOIN steward_fee_kind kind ON kind.id = template.steward_fee_kind_id
                 WHERE item.id = ANY(%s)
                 GROUP BY item.id, template.steward_fee_kind_id, kind.sequence
                 ORDER BY item.id, kind.sequence, template.steward_fee_kind_id
                """,
                items.ids,
            )
        )
        parts = defaultdict(list)
        for item_id, fee_kind, label, amount in rows:
            parts[item_id].append((fee_kind, label, float(amount)))
        return {item_id: self._shares(of_item) for item_id, of_item in parts.items()}

    def _shares(self, parts):
        total = sum(amount for _kind, _label, amount in parts)
        if total <= 0 or any(amount < 0 for _kind, _label, amount in parts):
            fee_kind, _label, _amount = max(parts, key=lambda part: part[2])
            label = "、".join(label for _kind, label, _amount in parts if label)
            return [(fee_kind, label, 1.0)]
        return [(fee_kind, label, amount / total) for fee_kind, label, amount in parts if amount]
