"""Find the communities, buildings and units that rows of a register name."""

from odoo.tools import SQL

from ...engine.register import building_key, place_key


class RegisterPlaces:
    """The places of a set of rows that exist already, in four statements for all of them."""

    def __init__(self, job, items):
        self.job = job
        self.env = job.env
        self.communities = self._load_communities(items)
        self.buildings = self._load_buildings()
        self.units = self._load_units(items)

    def _load_communities(self, items):
        names = {item.values.get("community") for item in items if item.usable}
        if self.job.community_id:
            return dict.fromkeys(names, self.job.community_id)
        found = self.env["steward.community"].search(
            [("name", "in", list(names)), ("company_id", "=", self.job.company_id.id)]
        )
        return {community.name: community for community in found}

    def _load_buildings(self):
        ids = list({community.id for community in self.communities.values()})
        found = (
            self.env["steward.building"]
            .with_context(active_test=False)
            .search_fetch([("community_id", "in", ids)], ["name", "community_id", "steward_id"])
        )
        return {
            (building.community_id.id, building_key(building.name)): building for building in found
        }

    def _load_units(self, items):
        buildings = {building.id for item in items if (building := self.building(item))}
        numbers = {place_key(item.values["room"]) for item in items if item.usable}
        Unit = self.env["steward.unit"]
        Unit.flush_model(["building_id", "number"])
        # "0101" and "101" are one room: the expression is that of place_key()
        rows = self.env.execute_query(
            SQL(
                r"""
                SELECT id
                  FROM steward_unit
                 WHERE building_id = ANY(%s)
                   AND regexp_replace(
                           lower(replace(number, ' ', '')), '(^|[^0-9])0+(?=[0-9])', '\1', 'g'
                       ) = ANY(%s)
                """,
                list(buildings),
                list(numbers),
            )
        )
        units = Unit.browse(row[0] for row in rows)
        return {
            (unit.building_id.id, place_key(unit.entrance), place_key(unit.number)): unit
            for unit in units
        }

    def community(self, item):
        return self.communities.get(item.values.get("community"))

    def building(self, item):
        community = item.usable and self.community(item)
        if not community:
            return None
        return self.buildings.get((community.id, place_key(item.values["building"])))

    def unit(self, item):
        building = self.building(item)
        if not building:
            return None
        values = item.values
        key = (building.id, place_key(values["entrance"]), place_key(values["room"]))
        return self.units.get(key)
