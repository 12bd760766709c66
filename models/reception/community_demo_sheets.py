from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ...demo.sheets import CATALOGUE, REPAIRS, REWORKS, SERVICES


class Community(models.Model):
    """Writes the invented repairs and services of `demo/`; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_sheets(self, community_id, worker_id, after_sales_id):
        community = self.browse(community_id).with_context(tracking_disable=True)
        if community.after_sales_department_id:
            return
        community.after_sales_department_id = after_sales_id
        worker = self.env["hr.employee"].browse(worker_id)
        households = iter(community._demo_households_of_steward(30))
        products = community._load_demo_catalogue()
        for row in REPAIRS:
            community._load_demo_repair(next(households), worker, row)
        for row in REWORKS:
            repair = community._create_demo_sheet(
                "steward.repair",
                next(households),
                row.words,
                min(row.days, 0) - 1,
                category="after_sales",
                settle_by=community._demo_moment(row.days, 17),
            )
            if row.stage == "returned":
                repair.action_return_sheet()
        for row in SERVICES:
            product = products.browse() if row.product is None else products[row.product]
            community._load_demo_service(next(households), worker, product, row)

    def _demo_moment(self, days, hour):
        local = datetime.combine(self._today() + timedelta(days=days), time(hour))
        return self._to_utc(local)

    def _demo_households_of_steward(self, count):
        units = self.env["steward.unit"].search(
            [("community_id", "=", self.id), ("resident_id", "!=", False)],
            order="building_id, id",
            limit=count,
        )
        return units.resident_id

    def _load_demo_catalogue(self):
        return self.env["product.product"].create(
            [
                {
                    "name": offer.name,
                    "type": "service",
                    "is_steward_service": True,
                    "steward_service_kind": offer.kind,
                    "steward_promise": offer.promise,
                    "list_price": offer.price,
                    "purchase_ok": False,
                    "taxes_id": [Command.clear()],
                }
                for offer in CATALOGUE
            ]
        )

    def _create_demo_sheet(self, model, household, words, days, **vals):
        received = min(self._demo_moment(days, 8), fields.Datetime.now() - timedelta(minutes=20))
        return self.env[model].create(
            {
                "partner_id": household.id,
                "community_id": self.id,
                "words": words,
                "channel": "phone",
                "received_at": received,
                "first_receiver_id": household.household_unit_id.steward_id.id,
                **vals,
            }
        )

    def _demo_tell(self, sheet):
        """What will be done was told on the phone, at once."""
        case = sheet.case_id
        told = case.received_at + timedelta(minutes=10)
        case._note({"answered_at": told})
        case._deadline_meet(["answer"], at=told)

    def _load_demo_repair(self, household, worker, row):
        repair = self._create_demo_sheet(
            "steward.repair",
            household,
            row.words,
            min(row.days, 0),
            repair_class=row.kind,
            appointed_at=self._demo_moment(row.days, row.hour),
        )
        if row.stage == "new":
            return
        self._demo_tell(repair)
        repair._dispatch(worker.department_id, worker)
        if row.stage == "started":
            repair.action_start()
        if row.stage in ("dispatched", "started"):
            return
        repair.write(
            {
                "work_done": row.work,
                "material": row.material,
                "charge_amount": row.charge,
                "took_nothing": True,
            }
        )
        if row.stage == "leak_common":
            repair.leak_responsibility = "common"
            repair.fund_application = "已报业委会，走维修资金"
        elif row.stage == "leak_adjoining":
            neighbour = self._demo_households_of_steward(60)[-1:]
            repair.write({"leak_responsibility": "adjoining", "neighbour_id": neighbour.id})
        repair._finish(self._demo_moment(row.days, row.hour + 1))
        if row.stage == "invoiced":
            repair.action_invoice()

    def _load_demo_service(self, household, worker, product, row):
        request = self._create_demo_sheet(
            "steward.service.request",
            household,
            row.words,
            min(row.days, 0) - 1,
            kind="special" if product else "entrusted",
            matter=row.matter,
            product_id=product.id,
            agreed_at=self._demo_moment(row.days, 16),
        )
        if row.stage == "new":
            return
        if product:
            request._dispatch(worker.department_id, worker)
        if row.stage in ("done", "invoiced"):
            request.write({"work_done": "已完成，住户验收", "took_nothing": True})
            request._finish(self._demo_moment(row.days, 15))
        if row.stage == "invoiced":
            request.action_invoice()
