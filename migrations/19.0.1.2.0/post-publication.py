"""Each community that is there already gets the address of its public page; new ones get theirs
when they are made. Nothing is on a page until something is posted."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    communities = env["steward.community"].with_context(active_test=False)
    for community in communities.search([("public_slug", "=", False)]):
        community.public_slug = community._new_slug()
