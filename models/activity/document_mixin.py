from odoo import api, models


class DocumentMixin(models.AbstractModel):
    """Documents in fields of a record: whoever reads the record reads them. What is uploaded on a
    screen that was not saved yet belongs to no record, and only its uploader would read it."""

    _name = "steward.document.mixin"
    _description = "Record with Documents"

    # names of the fields of many attachments
    _document_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if any(vals.keys() & set(self._document_fields) for vals in vals_list):
            records._keep_documents()
        return records

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & set(self._document_fields):
            self._keep_documents()
        return result

    def _keep_documents(self):
        """Make the documents that the current user uploaded these records' own."""
        for record in self:
            # sudo: only the uploader's own documents that belong to no record yet
            loose = (
                record.sudo()
                .env["ir.attachment"]
                .union(*(record.sudo()[name] for name in self._document_fields))
                .filtered(lambda paper: not paper.res_id and paper.create_uid == self.env.user)
            )
            if loose:
                loose.write({"res_model": record._name, "res_id": record.id})
