"""The baked page of the shipped record against static files: one interleaved run, whole servers, driven by wrk.

All send the same gzip bytes with the same headers, each from two processes. Medians of the rounds, and their spread.
"""

import json
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.servers import CLIENTS, SITE, Leg, Running, free_port, prepare, program, serving, started, told

ADDRESS = "/missions/nato-mission-iraq/"
ROUNDS = 15
BAREST = "the barest WSGI application"
PACKED = "Accept-Encoding: gzip"
# By name: who is asked for which address with which headers.
Contest = dict[str, tuple[Running, str, tuple[str, ...]]]
# What the server writes itself.
HOP = ("server", "date")
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 2;
events {{ }}
http {{
    access_log off; charset utf-8; gzip_static on; keepalive_requests 1000000000;
    types {{ text/html html; }}
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{ listen 127.0.0.1:{port}; root {folder}/site; {headers} }}
}}
"""


def main():
    program("wrk", "wrk")
    with TemporaryDirectory() as folder, ExitStack() as stack:
        var = Path(folder)
        # nginx gives up its rights and has to read here.
        var.chmod(0o755)
        prepare(var)
        site = stack.enter_context(serving(SITE, var))
        headers = keep(site, var)
        rivals = {name: stack.enter_context(serving(f"benchmarks.contenders:{name}", var, SERVED=folder))
                  for name in ("whitenoise", "barest")}  # fmt: skip
        nginx = stack.enter_context(serving_files(var, headers))
        known = f"If-None-Match: {headers['etag']}"
        contest = {
            "the site, baked": (site, ADDRESS, (PACKED,)),
            "the site, baked: 304": (site, ADDRESS, (PACKED, known)),
            "WhiteNoise": (rivals["whitenoise"], "/", (PACKED,)),
            BAREST: (rivals["barest"], "/", (PACKED,)),
            "nginx on files": (nginx, "/", (PACKED,)),
        }
        print_table(measured(contest))


def keep(site: Running, var: Path) -> dict[str, str]:
    """Write what the site answers where the others find it; return its headers."""
    (var / "site").mkdir()
    _status, headers, body = site.get(ADDRESS, **{"Accept-Encoding": "gzip"})
    (var / "site" / "index.html.gz").write_bytes(body)
    (var / "site" / "index.html").write_bytes(site.get(ADDRESS)[2])
    (var / "page.json").write_text(json.dumps([one for one in headers.items() if one[0] not in HOP]))
    return headers


def serving_files(var: Path, headers: dict[str, str]):
    port = free_port()
    added = "".join(f'add_header {name} "{headers[name]}";' for name in ("content-security-policy", "referrer-policy"))
    (var / "nginx.conf").write_text(NGINX.format(folder=var, port=port, headers=added))
    return started([program("nginx", "nginx-light"), "-c", str(var / "nginx.conf")], port, {})


def measured(
    contest: Contest, *, rounds: int = ROUNDS, clients: int = CLIENTS, seconds: float = 1
) -> dict[str, list[Leg]]:
    """Drive all of them in turn, round after round; the first round only warms them up."""
    legs: dict[str, list[Leg]] = {name: [] for name in contest}
    for number in range(rounds + 1):
        for name, (server, address, headers) in contest.items():
            leg = server.drive(address, headers=headers, clients=clients, seconds=seconds)
            if number:
                legs[name].append(leg)
    return legs


def print_table(legs: dict[str, list[Leg]]) -> None:
    shares_of = f"{'of WhiteNoise':>20}{'of the barest':>20}"
    print(f"{'':30}{'requests/s':>26}{shares_of}{'p99 ms':>17}{'CPU us a request':>18}{'failed':>8}")
    for name, rounds in legs.items():
        shares = [
            told((leg.rate / other.rate for leg, other in zip(rounds, legs[rival], strict=True)), ".2f")
            for rival in ("WhiteNoise", BAREST)
        ]
        print(
            f"{name:30}{told(leg.rate for leg in rounds):>26}{shares[0]:>20}{shares[1]:>20}"
            f"{told((leg.p99 for leg in rounds), '.1f'):>17}{told(leg.cpu for leg in rounds):>18}"
            f"{sum(leg.errors for leg in rounds):>8}"
        )
