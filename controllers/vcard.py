from odoo import http
from odoo.http import content_disposition, request


class VCardController(http.Controller):
    @http.route("/property_steward/households.vcf", type="http", auth="user", methods=["GET"])
    def households(self, community_id=None, **_kwargs):
        """One file with the households of the own area for the steward's phone (R274, R118)."""
        partners = request.env["res.partner"]._own_households(
            community_id=int(community_id) if (community_id or "").isdigit() else None
        )
        content = partners._vcards()
        name = request.env._("households of %(person)s.vcf", person=request.env.user.name)
        request.env["steward.export.log"]._log("vcard", "res.partner", len(partners), name)
        return request.make_response(
            content,
            [
                ("Content-Type", "text/vcard; charset=utf-8"),
                ("Content-Disposition", content_disposition(name)),
                ("Content-Length", len(content)),
            ],
        )
