"""What `hesap deploy render` makes of each profile, made once a run."""

import functools
import os
import pathlib
import subprocess
import tempfile

from conftest import BINARY, ROOT

DEPLOY = [os.environ["HESAP_DEPLOY"]] if "HESAP_DEPLOY" in os.environ else [str(BINARY), "deploy"]
PROFILES = [
    ("pixpos", "prod"), ("mega-pos", "mvp"), ("globalpay", "prod"), ("biletpro", "prod"),
    ("payment-system", "staging"), ("payment-system", "production"),
]
CLUSTERS = ["pixpos", "mega-pos", "globalpay"]


@functools.cache
def keeper():
    return tempfile.TemporaryDirectory(prefix="hesap-rendered-")


def render(profile, folder, environment):
    words = [*DEPLOY, "render", str(profile), "--environment", environment, "--out", str(folder)]
    subprocess.run(words, check=True, capture_output=True, cwd=ROOT, text=True)
    return pathlib.Path(folder)


@functools.cache
def rendered(system, environment=None):
    environment = environment or dict(PROFILES)[system]
    folder = pathlib.Path(keeper().name) / f"{system}-{environment}"
    return render(ROOT / f"deploy/profiles/{system}.yaml", folder, environment)
