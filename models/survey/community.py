import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# without letters and digits that are easily mistaken for each other on paper
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 10
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{2,38})[a-z0-9]")


class Community(models.Model):
    """The page on which residents read what is posted in their community, without a login."""

    _inherit = "steward.community"

    public_page = fields.Boolean(
        default=True,
        tracking=True,
        help="What is posted on the boards is also shown on a page that needs no login.",
    )
    public_slug = fields.Char(
        string="Address of the Page",
        copy=False,
        help="Last part of the page's address: small letters, digits and hyphens. It is made up at "
        "random, and may be replaced by a word that residents remember.",
    )
    public_url = fields.Char(string="Public Page Address", compute="_compute_public_url")
    publication_ids = fields.One2many("steward.publication", "community_id")

    _public_slug_uniq = models.UniqueIndex(
        "(public_slug) WHERE public_slug IS NOT NULL",
        "Another community has a page of this address.",
    )

    @api.depends("public_page", "public_slug")
    def _compute_public_url(self):
        base = self[:1].get_base_url()
        for community in self:
            community.public_url = (
                f"{base}/steward/{community.public_slug}"
                if community.public_page and community.public_slug
                else False
            )

    @api.constrains("public_slug")
    def _check_public_slug(self):
        for community in self:
            if community.public_slug and not SLUG.fullmatch(community.public_slug):
                raise ValidationError(
                    community.env._(
                        "The address of %(community)s's page has 4 to 40 small letters, digits and "
                        "hyphens.",
                        community=community.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                dict(vals, public_slug=vals.get("public_slug") or self._new_slug())
                for vals in vals_list
            ]
        )

    @api.model
    def _new_slug(self):
        return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))

    @api.model
    def _of_page(self, slug):
        """The community whose page has this address, or none where it is switched off."""
        # sudo: residents have no login; only what is posted is shown of it
        return self.sudo().search(
            [("public_slug", "=", slug.strip().lower()), ("public_page", "=", True)], limit=1
        )

    def _posted(self):
        """What hangs now and is shown on the page, the newest first; its promises are read with
        it."""
        self.ensure_one()
        # sudo: the page needs no login; it shows the text that hangs on the board
        shown = self.env["steward.publication"].sudo()._kinds().filtered("on_page")
        publications = (
            self.env["steward.publication"]
            .sudo()
            .search(
                [
                    ("community_id", "=", self.id),
                    ("state", "=", "posted"),
                    ("kind", "in", shown.mapped("kind")),
                ],
                order="posted_at desc, id desc",
            )
        )
        return publications
