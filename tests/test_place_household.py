from .common import StewardCommon


class TestHousehold(StewardCommon):
    def test_R004_who_lives_there_is_moved_in(self):
        self.assertEqual(self.zhang.household_state, "moved_in")
        self.assertEqual(self.zhang.household_door, "3-2-1204")
        self.assertEqual(self.zhang.household_steward_id, self.steward)
