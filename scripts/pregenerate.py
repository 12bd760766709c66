# For `odoo shell`: build the asset bundles that browsers load, once and for good. Left to the
# tests, each of them would build them anew (5-10 s) and roll them back with its cursor.
from pathlib import Path

from odoo.modules import get_module_path

bundles = {
    "js": [
        "web.assets_web",
        "web.assets_frontend_minimal",
        "web.assets_frontend_lazy",
        "web.assets_tests",
        "web.__assets_tests_call__",
    ],
    "css": [
        "web.assets_web",
        "web.assets_web_print",
        "web.assets_frontend",
        "web.report_assets_common",
    ],
}
if any(Path(get_module_path("property_steward"), "static/tests").glob("*.test.js")):
    bundles["js"] += ["web.assets_unit_tests_setup", "web.assets_unit_tests"]
    bundles["css"] += ["web.assets_unit_tests_setup"]
for bundle in bundles["js"]:
    env["ir.qweb"]._get_asset_bundle(bundle, css=False, js=True).js()
for bundle in bundles["css"]:
    env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=False).css()
env.cr.commit()
