from .list_common import MANY, ListMixin
from .survey_common import SurveyCommon


class TestSurveyResultLists(ListMixin, SurveyCommon):
    """What quality and the office read of surveys is read, and done, as a set (F34, R310)."""

    def _comments(self, number):
        wave = self._create_wave()
        return (
            self.env["steward.survey.comment"]
            .create(
                [
                    {
                        "wave_id": wave.id,
                        "community_id": self.community.id,
                        "company_id": self.community.company_id.id,
                        "partner_id": self.zhang.id,
                        "words": f"电梯慢，第{index}次说",
                        "topic_id": self.topic.id,
                    }
                    for index in range(number)
                ]
            )
            .with_user(self.user_supervisor)
        )

    def test_F34_results_are_read_as_a_set(self):
        results = self.env["steward.survey.result"]
        for number in range(8):
            wave = self._create_wave(name=f"第{number}批")
            self._everybody(
                self._create_sheets(wave, 2),
                dict.fromkeys((*self.asked, "attitude"), "满意" if number % 2 else "不满意"),
            )
            wave._count_results()
            results |= wave.result_ids
        self.assertGreaterEqual(len(results), MANY)
        self.assert_rows_are_read_as_a_set("survey_result_view_list", results, self.user_quality)

    def test_R310_comments_are_read_as_a_set(self):
        self.assert_rows_are_read_as_a_set(
            "survey_comment_view_list", self._comments(MANY), self.user_supervisor
        )

    def test_R310_many_comments_are_noted_as_a_set(self):
        self.assert_done_as_a_set(self._comments, lambda comments: comments.action_note())

    def test_R310_many_comments_are_registered_as_a_set(self):
        self.assert_done_as_a_set(self._comments, lambda comments: comments.action_register())
