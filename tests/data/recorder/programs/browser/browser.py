"""python browser.py FOLDER HOST CASE: open the shop in a headless Chromium and press the button. `list` names the cases."""

import functools
import json
import os
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

PORT = 8086
QUIET = "--no-sandbox --headless --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


class Pages(SimpleHTTPRequestHandler):
    """Static files, in silence."""

    def log_message(self, format, *args):
        pass


def serve(folder):
    server = ThreadingHTTPServer(("127.0.0.1", PORT), functools.partial(Pages, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()


def main():
    folder, host, name = sys.argv[1:]
    serve(folder)
    shop = {
        "dsn": os.environ["SHOP_DSN"],
        "release": os.environ["SHOP_RELEASE"],
        "environment": os.environ["SHOP_ENVIRONMENT"],
        "seed": int(os.environ["SHOP_SEED"]),
        "name": name,
    }
    page_name = (
        "minified.html" if name.startswith("minified") and (Path(folder) / "minified.html").exists() else ""
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET.split(), f"--host-resolver-rules=MAP {host} 127.0.0.1"]
        )
        page = browser.new_page()
        page.add_init_script(f"window.SHOP = {json.dumps(shop)}")
        page.goto(f"http://{host}:{PORT}/{page_name}")
        if name == "list":
            print("\n".join(page.evaluate("window.caseNames()")))
        else:
            page.click("#case")
            page.wait_for_timeout(150)
            page.evaluate("window.flush()")
        browser.close()


if __name__ == "__main__":
    main()
