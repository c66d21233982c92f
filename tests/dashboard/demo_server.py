"""Serves the dashboard on the fakes, to look at it: python -m tests.dashboard.demo_server [port].

Log in as pimpinan, atasan, pegawai or pengelola with the password ``rahasia``; the wall display is
/masuk?token=dinding-rahasia. The revision moves every few seconds.
"""

import random
import sys
import threading
import time
from datetime import datetime, timedelta

from werkzeug.serving import make_server

from dashboard.app import create_app
from tests.dashboard.fakes import ZONE, Office


def live(office: Office) -> None:
    """News every few seconds."""
    while True:
        time.sleep(7)
        office.bump(value=random.uniform(0.8, 0.95))
        office.looked_at = datetime.now(ZONE)


def main() -> None:
    """Serve until stopped."""
    office = Office(looked_at=datetime.now(ZONE))
    app = create_app(office.services(), secret="demo", session=timedelta(hours=12))
    if "still" not in sys.argv:
        threading.Thread(target=live, args=(office,), daemon=True).start()
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8055
    make_server("127.0.0.1", port, app.server, threaded=True).serve_forever()


if __name__ == "__main__":
    main()
