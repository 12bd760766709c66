import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.charts import (
    Cause,
    Column,
    fishbone_svg,
    fit,
    pareto_svg,
    text_width,
)
from odoo.addons.property_steward.engine.pareto import pareto

PROPERTY = settings(deadline=None, database=None, derandomize=True, max_examples=60)
WORDS = st.text(max_size=80)
ASPECTS = ("人", "机", "料", "法", "环")
CAUSES = st.recursive(
    st.builds(Cause, WORDS),
    lambda smaller: st.builds(Cause, WORDS, st.lists(smaller, max_size=3).map(tuple)),
    max_leaves=8,
)


def columns_of(counts):
    return [
        Column(str(bar.key), bar.count, bar.cumulative, bar.is_vital, bar.key)
        for bar in pareto(counts)
    ]


class TestEngineCharts(BaseCase):
    """R228-R229: the pictures on paper."""

    def _drawn(self, svg):
        """Root and texts, each as (text, left, right, base line, size)."""
        root = etree.fromstring(svg.encode())
        texts = []
        for element in root.iter("{*}text"):
            text, size = element.text or "", float(element.get("font-size"))
            wide, x = text_width(text, size), float(element.get("x"))
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[element.get("text-anchor")]
            texts.append((text, left, left + wide, float(element.get("y")), size))
        return root, texts

    def _check_inside(self, svg):
        root, texts = self._drawn(svg)
        _x, _y, width, height = map(float, root.get("viewBox").split())
        for text, left, right, base, size in texts:
            self.assertGreaterEqual(left, -0.1, text)
            self.assertLessEqual(right, width + 0.1, text)
            self.assertGreaterEqual(base - size, -0.1, text)
            self.assertLessEqual(base, height, text)
        return texts

    def _check_apart(self, texts):
        """No text lies over another one."""
        for number, (text, left, right, base, size) in enumerate(texts):
            for other, its_left, its_right, its_base, its_size in texts[number + 1 :]:
                apart = (
                    right <= its_left + 0.2
                    or its_right <= left + 0.2
                    or base <= its_base - its_size + 1.2
                    or its_base <= base - size + 1.2
                    or not text.strip()
                    or not other.strip()
                )
                self.assertTrue(apart, f"{text} lies over {other}")

    def test_R228_the_vital_few_stand_out_and_the_line_is_drawn(self):
        svg = pareto_svg(columns_of({"电梯": 50, "保洁": 30, "停车": 12, "噪音": 8}), line=80)
        self.assertEqual(len(re.findall(r'<rect[^>]*fill="#c0392b"', svg)), 2)
        self.assertEqual(len(re.findall(r'<rect[^>]*fill="#9aa7b5"', svg)), 2)
        self.assertIn("stroke-dasharray", svg)
        self.assertIn('data-key="电梯"', svg)
        self._check_apart([text for text in self._check_inside(svg) if text[0] in "电梯保洁停车"])

    def test_R228_nothing_counted_gives_no_picture(self):
        self.assertEqual(pareto_svg([]), "")

    @PROPERTY
    @given(st.integers(1, 10**6))
    def test_R228_the_axis_counts_in_whole_people_up_to_all_of_them(self, total):
        svg = pareto_svg([Column("停车", total, 100.0, True)])
        marks = [
            int(text) for text, left, *_rest in self._drawn(svg)[1] if text.isdigit() and left < 50
        ]
        self.assertEqual(marks, sorted(set(marks)))
        self.assertEqual((marks[0], marks[-1]), (0, total))
        self.assertLessEqual(len(marks), 8)

    @PROPERTY
    @given(st.dictionaries(WORDS, st.integers(0, 3000), max_size=18))
    def test_R228_whatever_is_counted_stays_inside_of_the_picture(self, counts):
        svg = pareto_svg(columns_of(counts))
        if svg:
            self._check_inside(svg)

    def test_R229_causes_stand_behind_each_other_from_large_to_small(self):
        causes = (Cause("培训不足", (Cause("新员工多", (Cause("待遇低", key=3),), 2),), 1),)
        svg = fishbone_svg(
            "维修及时率", [(ASPECTS[0], causes)] + [(one, ()) for one in ASPECTS[1:]]
        )
        texts = self._check_inside(svg)
        lefts = [
            next(left for text, left, *_rest in texts if text == label)
            for label in ("培训不足", "新员工多", "待遇低")
        ]
        self.assertEqual(lefts, sorted(set(lefts)))
        self.assertEqual([key in svg for key in ('data-key="1"', 'data-key="3"')], [True, True])
        self.assertEqual({text for text, *_rest in texts} & set(ASPECTS), set(ASPECTS))
        self._check_apart(texts)

    @PROPERTY
    @given(WORDS, st.lists(st.lists(CAUSES, max_size=4), min_size=5, max_size=5))
    def test_R229_no_cause_leaves_the_picture_or_hides_another(self, problem, causes):
        self._check_apart(
            self._check_inside(fishbone_svg(problem, list(zip(ASPECTS, causes, strict=True))))
        )

    @PROPERTY
    @given(WORDS, st.integers(30, 200), st.integers(1, 4))
    def test_a_line_is_never_wider_than_its_room(self, text, width, lines):
        rows = fit(text, width, 10, lines)
        self.assertLessEqual(len(rows), lines)
        for row in rows:
            self.assertLessEqual(text_width(row, 10), width)

    def test_a_text_that_fits_is_kept_whole(self):
        self.assertEqual(fit("Parking", 200, 10), ["Parking"])
        self.assertEqual("".join(fit("小区车场管理混乱", 45, 10, 3)), "小区车场管理混乱")
        self.assertEqual(fit("Repair of public facilities", 90, 10, 3)[0], "Repair of")

    def test_words_of_residents_are_no_markup(self):
        svg = fishbone_svg("<b>&", [("人", (Cause("<script>x</script>"),))])
        self.assertNotIn("<script>", svg)
        self._drawn(svg)
