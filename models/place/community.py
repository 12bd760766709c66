from datetime import datetime, time, timedelta

from odoo import api, fields, models, tools
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _tz_get

from ...engine import clock, quiet


class Community(models.Model):
    """Community (小区/项目): a residential estate, shopping centre or office building under
    one service centre. Its time zone is the one of every date, clock and quiet hour in it."""

    _name = "steward.community"
    _description = "Community"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    code = fields.Char()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("residential", "Residential"),
            ("shopping", "Shopping Centre"),
            ("office", "Office Building"),
        ],
        required=True,
        default="residential",
    )
    tz = fields.Selection(
        _tz_get, string="Time Zone", required=True, default=lambda self: self._default_tz()
    )
    policy_id = fields.Many2one(
        "steward.policy",
        required=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        compute="_compute_policy_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Days",
        check_company=True,
        compute="_compute_resource_calendar_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Working hours and public holidays of the service centre.",
    )
    delivery_date = fields.Date(help="Day on which the developer delivered the community.")

    # address
    street = fields.Char()
    city = fields.Char()
    state_id = fields.Many2one("res.country.state", string="Province")
    zip = fields.Char(string="Postcode")
    country_id = fields.Many2one("res.country", default=lambda self: self.env.company.country_id)
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))

    # letterhead
    service_centre_name = fields.Char(help="Name that stands on printed forms and notices.")
    hotline = fields.Char(help="Telephone for residents, on every form and notice (R074).")
    logo = fields.Image(max_width=512, max_height=512)
    payment_qr = fields.Image(string="Payment QR Picture", max_width=512, max_height=512)

    # people
    assignment_ids = fields.One2many("steward.role.assignment", "community_id")
    committee_established = fields.Boolean(
        string="Owners' Committee Established", tracking=True, help="Condition of R007."
    )
    committee_director_id = fields.Many2one("res.partner", index="btree_not_null")
    community_office_id = fields.Many2one("res.partner", index="btree_not_null")
    housing_bureau_id = fields.Many2one("res.partner", index="btree_not_null")

    # places
    building_ids = fields.One2many("steward.building", "community_id")
    building_count = fields.Integer(compute="_compute_counts")
    unit_count = fields.Integer(compute="_compute_counts")
    household_count = fields.Integer(compute="_compute_counts")

    _name_company_uniq = models.Constraint(
        "UNIQUE(name, company_id)", "A company has only one community of this name."
    )

    def _default_tz(self):
        return self.env.company.resource_calendar_id.tz or "Asia/Shanghai"

    @api.depends("kind", "company_id")
    def _compute_policy_id(self):
        for community in self:
            if not community.policy_id or community.policy_id.kind != community.kind:
                community.policy_id = self.env["steward.policy"].search(
                    [
                        ("kind", "=", community.kind),
                        ("company_id", "in", [False, community.company_id.id]),
                    ],
                    order="company_id, sequence",
                    limit=1,
                )

    @api.depends("company_id")
    def _compute_resource_calendar_id(self):
        for community in self:
            company = community.resource_calendar_id.company_id
            if not community.resource_calendar_id or company not in (
                company.browse(),
                community.company_id,
            ):
                community.resource_calendar_id = community.company_id.resource_calendar_id

    def _compute_counts(self):
        buildings = dict(
            self.env["steward.building"]._read_group(
                [("community_id", "in", self.ids)], ["community_id"], ["__count"]
            )
        )
        units = dict(
            self.env["steward.unit"]._read_group(
                [("community_id", "in", self.ids)], ["community_id"], ["__count"]
            )
        )
        households = dict(
            self.env["res.partner"]._read_group(
                [("household_community_id", "in", self.ids)],
                ["household_community_id"],
                ["__count"],
            )
        )
        for community in self:
            community.building_count = buildings.get(community, 0)
            community.unit_count = units.get(community, 0)
            community.household_count = households.get(community, 0)

    @api.model_create_multi
    def create(self, vals_list):
        communities = super().create(vals_list)
        self.env.registry.clear_cache()
        return communities

    def write(self, vals):
        result = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()
        return result

    def action_open_households(self):
        return self._open("property_steward.household_action", "household_community_id")

    def action_open_units(self):
        return self._open("property_steward.unit_action", "community_id")

    def action_open_buildings(self):
        return self._open("property_steward.building_action", "community_id")

    def _open(self, xmlid, field):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [(field, "in", self.ids)]
        if len(self) == 1:
            action["context"] = {f"default_{field}": self.id, "steward_show_door": True}
        return action

    @api.model
    def _only_one(self):
        """The only community there is, if there is only one."""
        communities = self.search([], limit=2)
        return communities if len(communities) == 1 else communities.browse()

    def _today(self):
        """Today's date in the community's time zone."""
        return self._to_local(fields.Datetime.now()).date()

    @api.model
    @tools.ormcache()
    def _time_zones(self):
        """Names of the time zones in which there are communities: nearly always one."""
        # sudo: the same for everybody, as the cache is
        groups = self.sudo().with_context(active_test=False)._read_group([], ["tz"])
        return tuple(tz for (tz,) in groups)

    @api.model
    def _domain_by_time_zone(self, condition):
        """Domain over records with a `community_id`, for a search that depends on the local day.

        :param condition: function of a community that gives the domain for its time zone
        """
        zones = self._time_zones()
        if len(zones) == 1:
            return condition(self.new({"tz": zones[0]}))
        return Domain.OR(
            Domain("community_id.tz", "=", tz) & condition(self.new({"tz": tz})) for tz in zones
        )

    def _to_local(self, moment):
        """`moment` (naive UTC) as naive local time of the community."""
        self.ensure_one()
        return quiet.to_local(self.tz, moment)

    def _to_utc(self, moment):
        """`moment` (naive local time of the community) as naive UTC."""
        self.ensure_one()
        return quiet.to_utc(self.tz, moment)

    def _day_start(self, day):
        """First moment of the community's `day`, UTC."""
        return self._to_utc(datetime.combine(day, time.min))

    def _day_end(self, day):
        """Last second of the community's `day`, UTC."""
        self.ensure_one()
        return clock.end_of_day(day, self.tz)

    def _tomorrow_start(self):
        """First moment after the community's today, UTC."""
        return self._day_start(self._today() + timedelta(days=1))

    def _role_holder(self, role, date=None):
        """The employee who fills `role` on `date` (default: today), or an empty recordset."""
        self.ensure_one()
        # sudo: who fills which role is not secret
        Assignment = self.env["steward.role.assignment"].sudo()
        return Assignment.search(
            Domain("community_id", "=", self.id)
            & Domain("role_id", "=", role.id)
            & Assignment._active_domain(date or self._today()),
            limit=1,
        ).employee_id.with_env(self.env)
