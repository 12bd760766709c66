import json
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import common, freeze_time, tagged
from odoo.tools import mute_logger

from .callback_common import CallbackCommon


@tagged("post_install", "-at_install")
class TestRain(CallbackCommon):
    """R019: a leak is asked about after the first rainy day that follows."""

    def _waiting(self, **vals):
        return self._handled_repair("leak", **vals).filtered(
            lambda callback: callback.state == "waiting"
        )

    def test_R019_it_is_not_late_however_long_it_does_not_rain(self):
        callback = self._waiting()
        with freeze_time("2026-09-01 02:00:00"):
            self.assertFalse(callback.is_late)
            self.assertNotIn(callback, callback.search([("is_late", "=", True)]))
            self.assertFalse(callback.deadline_ids)

    def test_R019_the_first_rain_makes_it_due_with_one_tap(self):
        callback = self._waiting()
        with freeze_time("2026-03-05 02:00:00"):
            self.community.with_user(self.user_steward).action_rained_today()
        self.assertEqual(callback.state, "open")
        self.assertEqual(callback.due_at, self._local("2026-03-06T23:59:59"))
        self.assertEqual(callback.rain_day_id.date, date(2026, 3, 5))
        self.assertEqual(callback.deadline_ids.due_at, callback.due_at)
        self._call_back(callback)
        self.assertEqual(callback.state, "done")

    def test_R019_rain_before_or_on_the_day_of_the_repair_does_not_count(self):
        callback = self._waiting()
        RainDay = self.env["steward.rain.day"]
        RainDay.create({"community_id": self.community.id, "date": "2026-03-03"})
        RainDay.create({"community_id": self.community.id, "date": "2026-02-20"})
        self.assertEqual(callback.state, "waiting")

    def test_R019_rain_elsewhere_does_not_count(self):
        callback = self._waiting()
        with freeze_time("2026-03-05 02:00:00"):
            self.mall.action_rained_today()
        self.assertEqual(callback.state, "waiting")

    def test_R019_rain_that_is_known_already_makes_it_due_at_once(self):
        with freeze_time("2026-03-05 02:00:00"):
            self.community.action_rained_today()
        with freeze_time("2026-03-06 02:00:00"):
            callback = self._handled_repair("leak", done_at="2026-03-02 02:00:00").filtered(
                "rain_day_id"
            )
            self.assertEqual(callback.state, "open")
            # from the day on which it is known
            self.assertEqual(callback.due_at, self._local("2026-03-07T23:59:59"))

    def test_R019_what_waits_for_rain_is_not_begun(self):
        callback = self._waiting().with_user(self.user_steward)
        with self.assertRaisesRegex(UserError, "rain"):
            callback.action_start_call()

    def test_R019_the_matter_is_not_written_off_before_the_rain(self):
        callback = self._waiting()
        self.assertTrue(any("first rain" in text for text in callback.case_id._close_problems()))

    def test_a_rainy_day_is_noted_once(self):
        with freeze_time("2026-03-05 02:00:00"):
            self.community.action_rained_today()
            self.community.action_rained_today()
            day = self.env["steward.rain.day"].search(
                [("community_id", "=", self.community.id), ("date", "=", "2026-03-05")]
            )
            self.assertEqual(len(day), 1)
            with (
                self.assertRaises(psycopg2.IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                day.create({"community_id": self.community.id, "date": "2026-03-05"})

    def test_a_rainy_day_noted_by_mistake_lets_them_wait_again(self):
        callback = self._waiting()
        with freeze_time("2026-03-05 02:00:00"):
            self.community.action_rained_today()
            callback.rain_day_id.with_user(self.user_supervisor).unlink()
        self.assertEqual((callback.state, callback.due_at), ("waiting", False))
        self.assertEqual(callback.deadline_ids.state, "cancelled")

    def test_rain_is_not_noted_in_advance_nor_by_anybody(self):
        RainDay = self.env["steward.rain.day"]
        with self.assertRaisesRegex(UserError, "not before"):
            RainDay.create({"community_id": self.community.id, "date": "2026-03-04"})
        with self.assertRaises(AccessError):
            RainDay.with_user(self.user_nobody).create({"community_id": self.community.id})

    def test_the_release_takes_a_bounded_number_of_statements(self):
        def cost(count, day):
            for _ in range(count):
                self._waiting()
            self.env.flush_all()
            self.env.invalidate_all()
            with freeze_time(f"{day} 02:00:00"):
                before = self.cr.sql_log_count
                self.community.action_rained_today()
                self.env.flush_all()
                return self.cr.sql_log_count - before

        cost(1, "2026-03-04")
        few = cost(2, "2026-03-05")
        self.assertLessEqual(cost(12, "2026-03-06"), few + 5)


class _Weather(BaseHTTPRequestHandler):
    """A weather service that answers as the test wants."""

    def do_GET(self):
        server = self.server
        server.asked.append(urlsplit(self.path))
        if server.mood == "slow":
            time.sleep(1.5)
        if server.mood == "down":
            self.send_error(503)
            return
        body = server.body
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            server.gone = True

    def log_message(self, *_args):
        pass


@tagged("post_install", "-at_install")
class TestWeatherService(CallbackCommon):
    """Rain by coordinates, against a server of our own that is well, slow, down and mad."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), _Weather)
        cls.server.daemon_threads = True
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.community.write({"latitude": 30.2741, "longitude": 120.1551})
        parameters = cls.env["ir.config_parameter"].sudo()
        host = f"http://127.0.0.1:{cls.server.server_address[1]}"
        parameters.set_param("property_steward.weather_enabled", True)
        parameters.set_param("property_steward.weather_host", host)
        parameters.set_param("property_steward.weather_archive_host", host)
        parameters.set_param("property_steward.weather_timeout", 1)
        cls.callback = cls._handled_repair("leak").filtered(
            lambda callback: callback.state == "waiting"
        )

    def setUp(self):
        super().setUp()
        self.server.asked, self.server.mood = [], "well"
        self.server.body = self._answer({"2026-03-04": 0.2, "2026-03-05": 7.5})
        self.startPatcher(freeze_time("2026-03-06 02:00:00"))

    @classmethod
    def _request_handler(cls, s, r, /, **kw):
        """Odoo's tests lengthen time-outs; ours is what is tested, against this machine only."""
        if urlsplit(r.url).hostname == "127.0.0.1":
            return common._super_send(s, r, **kw)
        return super()._request_handler(s, r, **kw)

    def _answer(self, days):
        return json.dumps(
            {"daily": {"time": list(days), "precipitation_sum": list(days.values())}}
        ).encode()

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_fetch_rain").method_direct_trigger()
        self.env.invalidate_all()

    def test_R019_rain_from_the_service_releases_the_callback(self):
        self._run()
        day = self.callback.rain_day_id
        self.assertEqual((day.date, day.mm, day.source), (date(2026, 3, 5), 7.5, "service"))
        self.assertEqual(self.callback.state, "open")
        (asked,) = self.server.asked
        self.assertEqual(asked.path, "/v1/forecast")
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        self.assertEqual(query["latitude"], "30.2741")
        self.assertEqual(query["timezone"], "Asia/Shanghai")
        self.assertEqual((query["start_date"], query["end_date"]), ("2026-03-04", "2026-03-05"))

    def test_less_than_the_policys_threshold_is_no_rain(self):
        self.community.policy_id.rain_threshold_mm = 10
        self._run()
        self.assertEqual(self.callback.state, "waiting")

    def test_what_lies_long_back_is_asked_of_the_archive(self):
        with freeze_time("2026-08-01 02:00:00"):
            self._run()
        self.assertEqual(self.server.asked[0].path, "/v1/archive")
        self.assertEqual(self.callback.state, "open")

    def test_running_twice_notes_nothing_twice(self):
        self._run()
        self._run()
        self.assertEqual(len(self.server.asked), 1, "nothing waits for rain any more")

    def test_it_is_off_by_default(self):
        self.env["ir.config_parameter"].sudo().search(
            [("key", "=", "property_steward.weather_enabled")]
        ).unlink()
        self._run()
        self.assertFalse(self.server.asked)

    @mute_logger("odoo.addons.property_steward.models.callback.rain_service")
    def test_a_service_that_is_slow_down_or_mad_blocks_nobody(self):
        wrong = {
            "slow": self.server.body,
            "down": b"",
            "html": b"<html>Welcome to the hotel</html>",
            "list": b"[]",
            "lengths": b'{"daily": {"time": ["2026-03-05"], "precipitation_sum": []}}',
            "text": b'{"daily": {"time": ["yesterday"], "precipitation_sum": ["much"]}}',
            "null": b'{"daily": null}',
        }
        for mood, body in wrong.items():
            with self.subTest(mood):
                self.server.mood, self.server.body = mood, body
                begun = time.monotonic()
                self._run()
                self.assertLess(time.monotonic() - begun, 10)
                self.assertEqual(self.callback.state, "waiting")
                self.assertTrue(self.community.weather_error)
        self.server.mood, self.server.body = "well", self._answer({"2026-03-05": 3})
        self._run()
        self.assertFalse(self.community.weather_error)
        self.assertEqual(self.callback.state, "open")

    @mute_logger("odoo.addons.property_steward.models.callback.rain_service")
    def test_days_that_were_not_asked_for_and_gaps_are_left_out(self):
        self.server.body = self._answer(
            {"2026-03-04": None, "2026-03-05": 0, "2026-03-06": 30, "2026-01-01": 30}
        )
        self._run()
        self.assertEqual(self.callback.state, "waiting")

    @mute_logger("odoo.addons.property_steward.models.callback.rain_service")
    def test_a_service_that_is_down_is_not_asked_for_every_community(self):
        communities = self.community
        for number in range(5):
            community = self.community.copy({"name": f"小区{number}", "latitude": 30 + number})
            communities |= community
            self.env["steward.callback"].create(
                {
                    "partner_id": self.zhang.id,
                    "community_id": community.id,
                    "trigger": "repair_leak_rain",
                    "state": "waiting",
                    "started_at": "2026-03-03 02:00:00",
                    "rule_id": self._rule("repair_leak_rain").id,
                }
            )
        self.server.mood = "down"
        self._run()
        self.assertEqual(len(self.server.asked), 3)
