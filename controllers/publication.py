from odoo.http import Controller, request, route

LANGUAGE = "zh_CN"


class PublicationController(Controller):
    @route(
        "/steward/<string:slug>",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
        readonly=True,
    )
    def page(self, slug, **_params):
        """What hangs in a community, for everybody who knows the address: no login, nobody's
        data."""
        self._speak()
        community = request.env["steward.community"]._of_page(slug)
        if not community:
            response = request.render("property_steward.public_page_missing")
            response.status_code = 404
        else:
            response = request.render(
                "property_steward.public_page",
                {"community": community, "publications": community._posted()},
            )
        # the address is for those who live there
        response.headers["X-Robots-Tag"] = "noindex"
        # what is taken down, or switched off, is not shown from anybody's memory
        response.headers["Cache-Control"] = "no-store"
        return response

    def _speak(self):
        """In Chinese, unless the visitor has chosen another language of this server."""
        installed = dict(request.env["res.lang"].get_installed())
        wanted = request.cookies.get("frontend_lang", LANGUAGE)
        if wanted in installed:
            request.update_context(lang=wanted)
        elif LANGUAGE in installed:
            request.update_context(lang=LANGUAGE)
