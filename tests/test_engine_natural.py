from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.natural import door_key, split_door

PROPERTY = settings(deadline=None, database=None, derandomize=True)


class TestNaturalDoors(BaseCase):
    def test_one_door_is_understood_however_it_is_written(self):
        for text in (
            "3-2-1204",
            " 3 - 2 - 1204 ",
            "3—2–1204",
            "３－２－１２０４",
            "3/2/1204",
            "3栋2单元1204",
            "3栋2单元1204室",
            "3幢2單元1204號",
            "3号楼2-1204",
            "3號樓2單元1204",
            "3#-2-1204",
            "3#2#1204",
            "3#楼2单元1204",
            "3栋 2单元 12层1204",
            "3楼2门1204",
            "三栋二单元一二〇四室",
        ):
            with self.subTest(text):
                self.assertEqual(split_door(text), ("3", "2", "1204"))
                self.assertEqual(door_key(text), door_key("3-2-1204"))

    def test_what_a_door_does_not_say_is_none(self):
        for text, parts in {
            "3-1204": ("3", None, "1204"),
            "12号301室": ("12", None, "301"),
            "A座1204": ("A", None, "1204"),
            "a座-1204": ("A", None, "1204"),
            "1204": (None, None, "1204"),
            "1204号": (None, None, "1204"),
            "2单元1204": (None, "2", "1204"),
            "3栋": ("3", None, None),
            "3#": ("3", None, None),
            "二十一栋": ("21", None, None),
            "": (None, None, None),
            None: (None, None, None),
        }.items():
            with self.subTest(text):
                self.assertEqual(split_door(text), parts)

    def test_a_phase_or_a_compound_belongs_to_the_building(self):
        self.assertEqual(split_door("1-3-2-1204"), ("1-3", "2", "1204"))
        self.assertEqual(split_door("二期3栋2单元1204"), ("2期3", "2", "1204"))
        self.assertEqual(split_door("5号院3号楼2单元1204"), ("5号院3", "2", "1204"))

    def test_building_2_comes_before_building_10(self):
        doors = ["10-1-101", "3-2-1204", "3-10-101", "3-2-304", "A座-101", "2栋1单元101"]
        self.assertEqual(
            sorted(doors, key=door_key),
            ["2栋1单元101", "3-2-304", "3-2-1204", "3-10-101", "10-1-101", "A座-101"],
        )

    @PROPERTY
    @given(st.lists(st.tuples(*[st.integers(0, 99_999)] * 3), min_size=2))
    def test_doors_sort_as_their_numbers_do(self, doors):
        texts = ["-".join(map(str, door)) for door in doors]
        self.assertEqual(
            sorted(texts, key=door_key), ["-".join(map(str, door)) for door in sorted(doors)]
        )

    @PROPERTY
    @given(st.text())
    def test_no_text_is_refused(self, text):
        self.assertIsInstance(door_key(text), str)
