from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterController(Controller):
    @route("/property_steward/register/<int:export_id>", type="http", auth="user")
    def download(self, export_id):
        """An XLSX register that its user has just asked for; logged (R118)."""
        name, content = request.env["steward.register.export"].browse(export_id)._file()
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
