from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...engine.register import building_key

GENERAL_MANAGER = "property_steward.property_steward_group_general_manager"


class RegisterImport(models.Model):
    """The communities, buildings and stewards of a register."""

    _inherit = "steward.register.import"

    # stewards

    def _fill_stewards(self):
        named = self.env["steward.register.import.row"]._read_group(
            [("import_id", "=", self.id), ("steward_name", "!=", False), ("usable", "=", True)],
            ["steward_name"],
            ["__count"],
        )
        present = {line.name: line for line in self.steward_ids}
        employees = self._employees_by_name([name for name, __ in named])
        for name, count in named:
            if name in present:
                present[name].unit_count = count
        self.env["steward.register.import.steward"].create(
            [
                {
                    "import_id": self.id,
                    "name": name,
                    "unit_count": count,
                    "employee_id": employees[name].id if name in employees else False,
                }
                for name, count in named
                if name not in present
            ]
        )

    def _employees_by_name(self, names):
        """Employees of the company by name; of two with one name, none."""
        # sudo: names of colleagues are no secret, and only the names are used
        found = (
            self.env["hr.employee"]
            .sudo()
            .search([("name", "in", names), ("company_id", "=", self.company_id.id)])
            .grouped("name")
        )
        return {
            name: employees.sudo(False) for name, employees in found.items() if len(employees) == 1
        }

    def _stewards(self):
        """The employees that the register's stewards are; before the preview, by their names."""
        if self.steward_ids:
            return {line.name: line.employee_id for line in self.steward_ids if line.employee_id}
        names = self._steward_names()
        return self._employees_by_name(names) if names else {}

    def _steward_names(self):
        """Every employee may turn out to be named."""
        if "steward" not in self._field_keys():
            return []
        # sudo: as in _employees_by_name
        employees = self.env["hr.employee"].sudo()
        return employees.search([("company_id", "=", self.company_id.id)]).mapped("name")

    def action_create_employees(self):
        """Employees for the stewards that are unknown, with the rights of the personnel officer;
        logins and roles are given where staff is kept."""
        for line in self.steward_ids.filtered(lambda line: not line.employee_id):
            line.employee_id = self.env["hr.employee"].create(
                {"name": line.name, "company_id": line.company_id.id}
            )

    # places

    def _prepare_places(self):
        """Create the communities and buildings that are missing, each with its steward: who has
        most of its units in the register."""
        groups = self.env["steward.register.import.row"]._read_group(
            [("import_id", "=", self.id), ("usable", "=", True)],
            ["community_name", "building_name", "steward_name"],
            ["__count"],
            order="__count desc, steward_name",
        )
        communities = self._prepare_communities({name for name, __, __, __ in groups})
        known = {
            (building.community_id, building_key(building.name)): building
            for building in self.env["steward.building"]
            .with_context(active_test=False)
            .search([("community_id", "in", [place.id for place in communities.values()])])
        }
        stewards = self._stewards()
        settled, missing = set(), []
        for community_name, name, steward_name, __ in groups:
            community = communities[community_name]
            key = (community, building_key(name))
            steward = stewards.get(steward_name)
            if key not in known and key not in {(place, key_) for place, key_, __ in missing}:
                missing.append((*key, self._building_values(community, name, steward)))
            elif key in known and key not in settled and steward:
                self._hand_over(known[key], steward)
            settled.add(key)
        self.env["steward.building"].create([vals for __, __, vals in missing])

    @api.model
    def _hand_over(self, building, steward):
        if building.steward_id != steward:
            building.steward_id = steward

    @api.model
    def _building_values(self, community, name, steward):
        return {
            "community_id": community.id,
            "name": name,
            "steward_id": steward.id if steward else False,
        }

    def _prepare_communities(self, names):
        if self.community_id:
            return dict.fromkeys(names, self.community_id)
        communities = self._communities(names)
        missing = [name for name in names if name and name not in communities]
        created = self.env["steward.community"].create(
            [
                {"name": name, "kind": self.community_kind, "company_id": self.company_id.id}
                for name in missing
            ]
        )
        return communities | dict(zip(missing, created, strict=True))

    def _communities(self, names):
        found = self.env["steward.community"].search(
            [("name", "in", list(names)), ("company_id", "=", self.company_id.id)]
        )
        return {community.name: community for community in found}

    def _check_communities(self):
        """:raise UserError: for a community in which the person holds no role"""
        groups = self.env["steward.register.import.row"]._read_group(
            [("import_id", "=", self.id), ("usable", "=", True)], ["community_name"]
        )
        names = {name for (name,) in groups}
        communities = self._communities(names)
        if self.community_id:
            communities = dict.fromkeys(names, self.community_id)
        for name in names:
            community = communities.get(name)
            if not community and not self._may_create_communities():
                raise UserError(
                    self.env._(
                        "There is no community %(name)s yet, and you may not create it. Choose the "
                        "community of this register, or ask the general manager to create it.",
                        name=name,
                    )
                )
            if community and not self._may_change(community):
                raise AccessError(
                    self.env._(
                        "You hold no role in %(name)s: its register is imported by its supervisor "
                        "or centre manager.",
                        name=name,
                    )
                )

    @api.model
    def _may_create_communities(self):
        return self.env.su or self.env.user.has_group(GENERAL_MANAGER)

    @api.model
    def _may_change(self, community):
        if self._may_create_communities():
            return True
        # sudo: who holds which role is not secret, and the answer is only used to decide
        Assignment = self.env["steward.role.assignment"].sudo()
        user = self.env.user
        return bool(
            Assignment.search_count(
                Domain("community_id", "=", community.id)
                & Domain("role_id.scope", "=", "community")
                & (Domain("user_id", "=", user.id) | Domain("deputy_user_id", "=", user.id))
                & Assignment._active_domain(community._today()),
                limit=1,
            )
        )
