from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Column

_lt = LazyTranslate(__name__)


class ServiceCatalogue(models.AbstractModel):
    """有偿服务、便民服务项目 (C119, R319): what is published, with its promise and its price; the
    management office draws it up, quality checks it (R320)."""

    _name = "report.property_steward.report_service_catalogue"
    _description = "Paid and Convenience Services"
    _inherit = "steward.form.ledger"
    _form_model = "product.template"
    _title = _lt("Paid and Convenience Services")
    _needs = "is_steward_service"
    _table_columns = (
        Column("steward_service_kind", 14),
        Column("name", 24, _lt("Service")),
        Column("steward_promise", 36),
        Column("list_price", 12, _lt("Price")),
        Column("uom_id.name", 9, _lt("Unit of Measure")),
    )
    _counted = ("steward_service_kind",)

    def _ledger_records(self, docs):
        kinds = [key for key, _label in docs._fields["steward_service_kind"].selection]
        return (
            super()
            ._ledger_records(docs)
            .sorted(
                lambda service: (
                    kinds.index(service.steward_service_kind)
                    if service.steward_service_kind
                    else len(kinds),
                    service.name,
                )
            )
        )

    def _text_of(self, record, name):
        """A price with its currency; what costs nothing says so."""
        if name != "list_price":
            return super()._text_of(record, name)
        price = record.list_price
        return record.currency_id.format(price) if price else self.env._("Free of Charge")

    def _community_of(self, record):
        """The letterhead is that of whoever publishes it, where it is one community."""
        communities = self.env["steward.community"]._own_communities()
        return communities if len(communities) == 1 else communities.browse()
