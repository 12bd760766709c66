"""Tours at a frozen time: server and browser agree on the moment, and on the zone of Shanghai."""

import time
from types import SimpleNamespace
from unittest.mock import patch

import freezegun.api

from odoo.tests import HttpCase, common, freeze_time

# the browser's clock starts at the frozen moment and goes on from there, as timers need it
BROWSER_CLOCK = """
(() => {
    const Clock = Date;
    const shift = %d - Clock.now();
    window.Date = class Date extends Clock {
        constructor(...args) {
            super(...(args.length ? args : [Clock.now() + shift]));
        }
        static now() {
            return Clock.now() + shift;
        }
    };
})();
"""


# the driver of the browser waits by the real clock: where a page does not load, it would wait for
# ever by a frozen one
REAL_TIME = SimpleNamespace(time=freezegun.api.real_time, sleep=time.sleep)


class FrozenTours(HttpCase):
    """Runs tours one after another, each at a moment of its own."""

    browser_zone = "Asia/Shanghai"

    def authenticate(self, *args, browser=None, **kwargs):
        """Set the browser's clock and zone before its first page."""
        if browser:
            clock = BROWSER_CLOCK % (time.time() * 1000)
            for method, params in (
                ("Page.addScriptToEvaluateOnNewDocument", {"source": clock}),
                ("Emulation.setTimezoneOverride", {"timezoneId": self.browser_zone}),
            ):
                browser._websocket_request(method, params=params)
        return super().authenticate(*args, browser=browser, **kwargs)

    def start_tour_at(self, moment, *args, **kwargs):
        """`start_tour` with the server's time frozen at `moment` (UTC)."""
        with freeze_time(moment), patch.object(common, "time", REAL_TIME):
            self.start_tour(*args, **kwargs)
