from odoo import models

PROCEDURE_ACTIVITY = "property_steward.mail_activity_type_service_procedure"


class Callback(models.Model):
    _inherit = "steward.callback"

    def _ask_for_procedures(self):
        """R033: after the joint callback on a new service its procedure is to be written."""
        joint = self.filtered(
            lambda callback: (
                callback.trigger == "service_new" and callback.case_id.service_id.product_id
            )
        )
        Procedure = self.env["steward.service.procedure"]
        known = {
            (procedure.community_id, procedure.product_id)
            for procedure in Procedure.search(
                [("product_id", "in", joint.case_id.service_id.product_id.ids)]
            )
        }
        new = {
            (callback.community_id, callback.case_id.service_id.product_id): callback
            for callback in joint
        }
        role = self.env.ref("property_steward.role_centre_manager")
        for (community, product), callback in new.items():
            if (community, product) in known:
                continue
            procedure = Procedure.create(
                {
                    "product_id": product.id,
                    "community_id": community.id,
                    "callback_id": callback.id,
                }
            )
            for user in community._role_users(role)[:1]:
                procedure.with_context(mail_activity_quick_update=True).activity_schedule(
                    PROCEDURE_ACTIVITY, user_id=user.id
                )
