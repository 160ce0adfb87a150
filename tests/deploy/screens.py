"""Builds of the screens as `make web` leaves them, and what must lie in a bucket after one was uploaded."""

import json
import pathlib

APPS = ("pos", "boss", "kitchen")
YEAR, EACH_TIME = "public, max-age=31536000, immutable", "no-cache"
SCRIPT = ("text/javascript", "application/javascript")


def build(folder, mark):
    """A build whose files bear a mark: its scripts' names, and the text of its pages."""
    folder = pathlib.Path(folder)
    for app in APPS:
        assets, pages = folder / "assets" / app, folder / app
        assets.mkdir(parents=True)
        pages.mkdir(parents=True)
        for name in (f"main-{mark}.js", f"main-{mark}.js.br", f"main-{mark}.js.gz", f"main-{mark}.js.map", f"style-{mark}.css", f"text-{mark}.woff2"):
            (assets / name).write_text(f"{app} {mark}")
        (pages / "index.html").write_text(f"<!doctype html><script src=/assets/{app}/main-{mark}.js></script>")
        (pages / "index.html.br").write_text("packed")
        (pages / "sw.js").write_text(f"// {mark}")
        (pages / "manifest.webmanifest").write_text(json.dumps({"name": app}))
    return str(folder)


class Bucket:
    """A bucket with screens, through the account's own interface."""

    def __init__(self, account, name, scratch):
        self.account, self.name, self.scratch = account, name, pathlib.Path(scratch)

    def head(self, key):
        found = self.account.aws("s3api", "head-object", "--bucket", self.name, "--key", key)
        return found["CacheControl"], found["ContentType"]

    def text(self, key):
        place = self.scratch / "object"
        self.account.aws("s3api", "get-object", "--bucket", self.name, "--key", key, str(place))
        return place.read_text()

    def keys(self):
        return {one["Key"] for one in self.account.aws("s3api", "list-objects-v2", "--bucket", self.name)["Contents"]}

    def serves(self, app, path, mark, facts):
        """What has a digest is kept for a year, what has none is asked for each time; each has its type."""
        for name, kinds in (("main-{}.js", SCRIPT), ("style-{}.css", ("text/css",)), ("text-{}.woff2", ("font/woff2",))):
            kept, kind = self.head(f"assets/{app}/{name.format(mark)}")
            assert kept == YEAR and kind in kinds, (name, kept, kind)
        for name, kinds in (
            ("index.html", ("text/html; charset=utf-8",)), ("config.json", ("application/json",)), ("sw.js", SCRIPT),
            ("manifest.webmanifest", ("application/manifest+json",)),
        ):
            kept, kind = self.head(path + name)
            assert kept == EACH_TIME and kind in kinds, (name, kept, kind)
        assert f"main-{mark}.js" in self.text(path + "index.html") and self.text(path + "sw.js") == f"// {mark}"
        assert json.loads(self.text(path + "config.json")) == facts
        assert not [key for key in self.keys() if key.endswith((".br", ".gz", ".map"))]


def in_order(journal, web):
    """The steps of the last upload: assets, then what is asked for each time, the first page after its own files, the
    edge last."""
    began = max(i for i, line in enumerate(journal) if line["kind"] == "begin")
    steps = [line["step"] for line in journal[began:] if line["kind"] == "intent" and line["step"].endswith(f"-{web}")]
    assert steps[0] == f"assets-{web}" and steps[-2:] == [f"forgotten-{web}", f"served-{web}"], steps
    firsts = [i for i, step in enumerate(steps) if step.startswith("page-")]
    assert firsts, steps
    for index in firsts:
        app = steps[index].removeprefix("page-")
        assert steps[index - 2:index] == [f"pages-{app}", f"facts-{app}"], steps


BUILDAH = """#!/bin/sh
# A builder without a registry: what it pushes is told to the emulator's, which scans it.
set -eu
case $1 in
--version) echo "buildah version 1.28.2 (image-spec 1.0.2-dev, runtime-spec 1.0.2-dev)"; exit 0 ;;
login) cat > /dev/null; exit 0 ;;
push) ;;
*) exit 64 ;;
esac
place=${{3#docker://*/}}
name=${{place%:*}} tag=${{place##*:}}
ecr() {{ {aws} ecr "$@" --region eu-central-1 --endpoint-url {url} > /dev/null; }}
ecr create-repository --repository-name "$name" 2> /dev/null || true
ecr describe-images --repository-name "$name" --image-ids "imageTag=$tag" 2> /dev/null && exit 0
ecr put-image --repository-name "$name" --image-tag "$tag" --image-manifest \\
    '{{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","layers":[],"config":{{
    "mediaType":"application/vnd.docker.container.image.v1+json","size":1,"digest":"'"${{2#*@}}"'"}}}}'
ecr start-image-scan --repository-name "$name" --image-id "imageTag=$tag"
"""


def builder(folder, cloud):
    """`buildah` in a folder that goes to the front of PATH."""
    path = pathlib.Path(folder) / "buildah"
    path.write_text(BUILDAH.format(aws=cloud.folder / "bin/aws", url=cloud.moto_url))
    path.chmod(0o755)
    return str(folder)
