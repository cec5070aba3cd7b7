"""Asks a running server about its city.

    city.py version BASE                     the version served
    city.py show BASE LAYER ID EXPRESSION    an expression over the feature f and its properties p
    city.py await BASE LAYER ID EXPRESSION   waits up to 60 s until the expression is true and a newer version than RISKMAP_AFTER is served
    city.py count BASE LAYER                 how many features a layer has
    city.py write BASE LAYER ID NAME         sets the name by PATCH
"""
import json
import os
import sys
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 60


def ask(url, method="GET", body=None, headers=None):
    request = urllib.request.Request(url, method=method, data=body, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer), answer.headers
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            raise SystemExit(f"{method} {url}: {error.code} {error.read().decode()}")
        return error.code, {}, error.headers


def version(base):
    return int(ask(f"{base}/collections?f=json")[2]["RiskMap-Version"].split("-")[0].split(".")[-1])


def holds(base, layer, identity, expression):
    status, f, _ = ask(f"{base}/collections/{layer}/items/{identity}?f=json")
    p = f.get("properties", {})
    return eval(expression, {"f": f, "p": p, "status": status, "abs": abs, "len": len})


def came(base, layer, identity, expression):
    try:
        return holds(base, layer, identity, expression)
    except (KeyError, TypeError):
        return False  # the feature is not there yet, or has no such value


def wait(base, layer, identity, expression):
    after, end = int(os.environ.get("RISKMAP_AFTER", "-1")), time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if came(base, layer, identity, expression) and version(base) > after:
            return
        time.sleep(0.1)
    raise SystemExit(f"{layer}/{identity} did not come to {expression}; it is {ask(f'{base}/collections/{layer}/items/{identity}?f=json')[:2]}, version {version(base)} after {after}")


def main(what, base, *words):
    if what == "version":
        print(version(base))
    elif what == "show":
        print(holds(base, *words))
    elif what == "await":
        wait(base, *words)
    elif what == "count":
        print(ask(f"{base}/collections/{words[0]}/items?limit=1&f=json")[1]["numberMatched"])
    elif what == "write":
        body = json.dumps({"properties": {"name": words[2]}}).encode()
        status = ask(f"{base}/collections/{words[0]}/items/{words[1]}", "PATCH", body, {"Content-Type": "application/merge-patch+json", "If-Match": "*"})[0]
        if status != 200:
            raise SystemExit(f"PATCH was answered with {status}")
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
