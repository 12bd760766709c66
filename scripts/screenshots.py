"""Screens through Chromium's DevTools, printed forms as pictures (see scripts/screenshots)."""

import argparse
import base64
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
import websocket

LIST = Path(__file__).with_name("screenshots.json")
MODULE = "property_steward"
READY = ".o_action_manager .o_view_controller, .o_action_manager .o_action, #wrap, .oe_login_form"
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
PHONE = 600


class Odoo:
    """A user's session (the password is the login)."""

    def __init__(self, base, db, login):
        self.base = base
        self.http = requests.Session()
        params = {"db": db, "login": login, "password": login}
        self.rpc("/web/session/authenticate", params)

    def rpc(self, route, params):
        answer = self.http.post(self.base + route, json={"params": params}, timeout=300).json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    def call(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.rpc("/web/dataset/call_kw", params)

    def id_of(self, xmlid):
        module, name = xmlid.split(".")
        domain = [("module", "=", module), ("name", "=", name)]
        found = self.call("ir.model.data", "search_read", domain, fields=["res_id"])
        if not found:
            raise RuntimeError(f"there is no {xmlid}")
        return found[0]["res_id"]


class Browser:
    def __init__(self):
        self.problems = []
        self.ids = itertools.count(1)

    def __enter__(self):
        program = next(filter(None, map(shutil.which, BROWSERS)))
        self.profile = tempfile.mkdtemp(suffix="_screenshots")
        self.process = subprocess.Popen(
            [
                *(program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                *("--disable-dev-shm-usage", "--hide-scrollbars", "--lang=zh-CN"),
                *("--remote-debugging-port=0", "--remote-allow-origins=*"),
                *(f"--user-data-dir={self.profile}", "about:blank"),
            ],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        port_file = Path(self.profile, "DevToolsActivePort")
        for _ in range(300):
            if port_file.exists() and "\n" in port_file.read_text():
                break
            time.sleep(0.1)
        port = port_file.read_text().split()[0]
        pages = requests.get(f"http://127.0.0.1:{port}/json", timeout=10).json()
        page = next(target for target in pages if target["type"] == "page")
        self.socket = websocket.create_connection(
            page["webSocketDebuggerUrl"], timeout=120, suppress_origin=True
        )
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **params):
        number = next(self.ids)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") != number:
                self.listen(message.get("method"), message.get("params"))
            elif "error" in message:
                raise RuntimeError(f"{method}: {message['error']}")
            else:
                return message["result"]

    def listen(self, event, params):
        if event == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.problems.append(details.get("exception", {}).get("description", details["text"]))
        elif event == "Runtime.consoleAPICalled" and params["type"] == "error":
            words = [str(arg.get("value", arg.get("description"))) for arg in params["args"]]
            self.problems.append(" ".join(words))
        elif event == "Network.responseReceived" and params["response"]["status"] >= 400:
            self.problems.append("{status} {url}".format(**params["response"]))

    def js(self, expression):
        result = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        return result["result"].get("value")

    def wait(self, css, seconds=60):
        """False when the element does not come, or something is loading all the time."""
        ready = (
            f"document.readyState == 'complete' && !!document.querySelector({json.dumps(css)})"
            " && !document.querySelector('.o_loading_indicator, .o_blockUI')"
        )
        end = time.time() + seconds
        while time.time() < end:
            if self.js(ready):
                return True
            time.sleep(0.2)
        return False

    def shoot(self, url, session, shot, target):
        width, height = map(int, shot.get("size", "1366x900").split("x"))
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < PHONE,
        )
        # where the demo's personas sit
        self.call("Emulation.setTimezoneOverride", timezoneId="Asia/Shanghai")
        self.call("Network.clearBrowserCookies")
        for cookie in session.http.cookies:
            self.call("Network.setCookie", name=cookie.name, value=cookie.value, url=session.base)
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=session.base + url)
        css = shot.get("wait", READY)
        for click in [None, *shot.get("click", [])]:
            if click and self.wait(click):
                self.js(f"document.querySelector({json.dumps(click)}).click()")
            elif click:
                self.problems.append(f"{click} did not appear")
        if not self.wait(css):
            self.problems.append(f"{css} did not appear")
        if self.js("!!document.querySelector('.o_error_dialog')"):
            self.problems.append("the page shows an error")
        path = self.js("location.pathname")
        if "path" in shot and not path.startswith(shot["path"].partition("?")[0]):
            self.problems.append(f"there is no such page: {shot['path']} became {path}")
        self.js("document.fonts.ready.then(() => 1)")
        time.sleep(0.8)  # fades and the charts' animation
        picture = self.call("Page.captureScreenshot", format="png")["data"]
        target.write_bytes(base64.b64decode(picture))


def url_of(shot, admin):
    """Of path, or of action (an XML id) with record (an XML id) or domain (its first hit)."""
    if "path" in shot:
        return shot["path"]
    action_id = admin.id_of(shot["action"])
    url = f"/odoo/action-{shot['action']}"
    if "record" in shot:
        return f"{url}/{admin.id_of(shot['record'])}"
    if "domain" in shot:
        kind = admin.call("ir.actions.actions", "read", [action_id], ["type"])[0]["type"]
        model = admin.call(kind, "read", [action_id], ["res_model"])[0]["res_model"]
        found = admin.call(model, "search", shot["domain"], limit=1)
        if not found:
            raise RuntimeError(f"the demo has no {model} with {shot['domain']}")
        return f"{url}/{found[0]}"
    return url


def print_forms(admin, sessions, options, wanted, out):
    """Every report of the addon as PDF and PNG; yields the problems."""
    domain = [("module", "=", MODULE), ("model", "=", "ir.actions.report")]
    for data in admin.call("ir.model.data", "search_read", domain, fields=["name", "res_id"]):
        name, option = data["name"], options.get(data["name"], {})
        if not wanted(name):
            continue
        fields = ["model", "report_name", "report_type"]
        report = admin.call("ir.actions.report", "read", [data["res_id"]], fields)[0]
        if report["report_type"] != "qweb-pdf":
            continue
        session = sessions(option.get("login", "manager"))
        try:
            found = session.call(
                report["model"], "search", option.get("domain", []), limit=option.get("limit", 3)
            )
        except RuntimeError as error:
            yield f"{name}: {error}"
            continue
        if not found:
            yield f"{name}: the demo has no {report['model']} to print"
            continue
        ids = ",".join(map(str, found))
        url = f"{session.base}/report/pdf/{report['report_name']}/{ids}"
        answer = session.http.get(url, timeout=300)
        if not answer.content.startswith(b"%PDF"):
            yield f"{name}: no PDF from {url} ({answer.status_code})"
            continue
        (out / f"{name}.pdf").write_bytes(answer.content)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "80", "-l", "6", out / f"{name}.pdf", out / name], check=True
        )
        print("wrote", out / f"{name}.pdf", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("base")
    parser.add_argument("db")
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    todo = json.loads(LIST.read_text(encoding="utf-8"))

    def wanted(name):
        return not args.names or name.startswith(tuple(args.names))

    open_sessions = {}

    def sessions(login):
        if login not in open_sessions:
            open_sessions[login] = Odoo(args.base, args.db, login)
        return open_sessions[login]

    admin = sessions("admin")
    for folder in (args.out, args.out / "forms"):
        folder.mkdir(parents=True, exist_ok=True)
    problems = []
    with Browser() as browser:
        for shot in filter(lambda shot: wanted(shot["name"]), todo["screens"]):
            try:
                session, url = sessions(shot["login"]), url_of(shot, admin)
                browser.shoot(url, session, shot, args.out / f"{shot['name']}.png")
                print("wrote", args.out / f"{shot['name']}.png", flush=True)
            except RuntimeError as error:
                browser.problems.append(str(error))
            problems += [f"{shot['name']}: {text}" for text in dict.fromkeys(browser.problems)]
            browser.problems.clear()
    problems += print_forms(admin, sessions, todo["forms"], wanted, args.out / "forms")
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
