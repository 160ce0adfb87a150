"""The screens of a system in their buckets: what has a digest in its name first, pages last, and back."""

import json
import re
import subprocess

import pytest

from operated import HAS_EMULATORS, NO_EMULATORS, NUMBER, REGION

pytestmark = pytest.mark.skipif(not HAS_EMULATORS, reason=NO_EMULATORS)


def test_screens_are_uploaded_hashed_first_pages_last_and_go_back(system):
    """BiletPro's screens are still to come: PIXPOS' own serve here."""
    web = system.cloud.folder / "dist"
    for app in ("pos", "boss", "kitchen"):
        (web / app).mkdir(parents=True)
        (web / app / "index.html").write_text(f"<!doctype html><script src=/assets/{app}/main-AAAA.js></script>")
        (web / "assets" / app).mkdir(parents=True)
        (web / "assets" / app / "main-AAAA.js").write_text("one")
        (web / "assets" / app / "main-AAAA.js.br").write_text("packed")
    (web / "pos/sw.js").write_text("worker one")
    pixpos = lambda *words, **more: system.account.hesap(*words[:1], "pixpos", "--environment", "prod", "--state", str(system.state), *words[1:], **more)
    place = ["--create-bucket-configuration", f"LocationConstraint={REGION}"]
    system.aws("s3api", "create-bucket", "--bucket", f"pixpos-prod-{NUMBER}-hesap-state", *place)
    buckets = {}
    for name in ("pos", "boss", "kitchen"):
        buckets[name] = f"pixpos-{name}-{NUMBER}"
        system.aws("s3api", "create-bucket", "--bucket", buckets[name], *place)
        config = {"CallerReference": name, "Comment": name, "Enabled": True,
                  "Origins": {"Quantity": 1, "Items": [{"Id": "bucket", "DomainName": f"{buckets[name]}.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
                  "DefaultCacheBehavior": {"TargetOriginId": "bucket", "ViewerProtocolPolicy": "redirect-to-https", "MinTTL": 0, "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}}}
        made = system.aws("cloudfront", "create-distribution", "--distribution-config", json.dumps(config))["Distribution"]["Id"]
        system.aws("ssm", "put-parameter", "--name", f"/pixpos/prod/app/{name.capitalize()}Distribution/ref", "--type", "String", "--value", made)
        buckets[name + "-network"] = made
    missing = pixpos("screens", "--web", str(web / "nowhere"), check=2).stderr
    assert "build the screens first" in missing
    done = pixpos("screens", "--web", str(web)).stdout
    assert "pos.pixpos.cloud" in done, done
    head = lambda key, bucket="pos": system.aws("s3api", "head-object", "--bucket", buckets[bucket], "--key", key)
    assert "immutable" in head("assets/pos/main-AAAA.js")["CacheControl"]
    assert head("index.html")["CacheControl"] == head("config.json")["CacheControl"] == head("sw.js")["CacheControl"] == "no-cache"
    assert head("index.html")["ContentType"].startswith("text/html")
    keys = {one["Key"] for one in system.aws("s3api", "list-objects-v2", "--bucket", buckets["pos"])["Contents"]}
    assert not any(key.endswith(".br") for key in keys), keys
    assert "nothing to do" in pixpos("screens", "--web", str(web)).stdout.lower()
    facts = subprocess.run([str(system.cloud.folder / "bin/aws"), "s3", "cp", f"s3://{buckets['pos']}/config.json", "-", "--endpoint-url", system.cloud.url, "--region", REGION],
                           env=system.account.environment, capture_output=True, text=True).stdout
    assert json.loads(facts) == {"api": "https://api.pixpos.cloud", "socket": "wss://ws.pixpos.cloud"}
    order = [line for line in done.splitlines() if line.startswith("[") and "pos.pixpos.cloud" in line]
    titles = [re.sub(r"^\[\d+/\d+\] ", "", line).split(" (")[0] for line in order]
    assert titles.index("Upload what has a digest in its name") < titles.index("Upload the first page"), titles
    # A second build: the open till's files stay, the first page is new; back brings the old one.
    for app in ("pos", "boss", "kitchen"):
        (web / app / "index.html").write_text(f"<!doctype html><script src=/assets/{app}/main-BBBB.js></script>")
        (web / "assets" / app / "main-AAAA.js").unlink()
        (web / "assets" / app / "main-BBBB.js").write_text("two")
    pixpos("screens", "--web", str(web))
    page = lambda: subprocess.run([str(system.cloud.folder / "bin/aws"), "s3", "cp", f"s3://{buckets['pos']}/index.html", "-", "--endpoint-url", system.cloud.url, "--region", REGION],
                                  env=system.account.environment, capture_output=True, text=True).stdout
    assert "BBBB" in page() and head("assets/pos/main-AAAA.js") and head("assets/pos/main-BBBB.js")
    pixpos("screens", "--back")
    assert "AAAA" in page()
    invalidations = system.aws("cloudfront", "list-invalidations", "--distribution-id", buckets["pos-network"])["InvalidationList"]["Items"]
    assert len(invalidations) == 3
    one = system.aws("cloudfront", "get-invalidation", "--distribution-id", buckets["pos-network"], "--id", invalidations[0]["Id"])["Invalidation"]
    assert set(one["InvalidationBatch"]["Paths"]["Items"]) == {"/", "/index.html", "/sw.js", "/manifest.webmanifest", "/config.json"}
