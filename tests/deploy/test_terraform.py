"""The profiles as Terraform: the real provider judges every word of them, and plans one against an emulator. Where the
program or the provider is not on the machine, the test says "not run"."""

import functools
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import ROOT, free_port
from rendered import PROFILES, rendered

MIRRORS = [pathlib.Path(os.environ.get("HESAP_TERRAFORM_PLUGINS", "/opt/tf-plugins")), ROOT / ".cache/terraform-plugins"]
TOOLS = pathlib.Path(os.environ.get("HESAP_EMULATORS", ROOT / ".cache/emulators"))


def mirror():
    return next((one for one in MIRRORS if (one / "registry.terraform.io/hashicorp/aws").is_dir()), None)


def present():
    if shutil.which("terraform") is None or mirror() is None:
        pytest.skip("not run: Terraform or its provider of AWS is not on this machine")


@functools.cache
def settings():
    """Terraform looks for providers in the folder alone, never in a registry."""
    file = ROOT / "artifacts/terraform.rc"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror()}"\n  }}\n}}\n')
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TF_"))},
        "TF_CLI_CONFIG_FILE": str(file), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1",
        "AWS_ACCESS_KEY_ID": "emulator", "AWS_SECRET_ACCESS_KEY": "emulator", "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    }


def terraform(folder, *words, environment=None, check=True):
    answer = subprocess.run(
        ["terraform", *words], cwd=folder, env={**settings(), **(environment or {})}, capture_output=True, text=True,
        timeout=300,
    )
    if check:
        assert answer.returncode == 0, f"{words}: {answer.stdout[-4000:]}{answer.stderr[-4000:]}"
    return answer.stdout


def copied(system, environment, folder):
    """The rendered folder, without its state in S3 and without the account that only the real one has."""
    shutil.copytree(rendered(system, environment) / "terraform", folder)
    versions = json.loads((folder / "versions.tf.json").read_text())
    state = versions["terraform"].pop("backend")["s3"]
    assert state["encrypt"] and state["use_lockfile"] and state["workspace_key_prefix"] == system
    (folder / "versions.tf.json").write_text(json.dumps(versions))
    providers = json.loads((folder / "providers.tf.json").read_text())
    for provider in providers["provider"]["aws"]:
        assert len(provider.pop("allowed_account_ids")) == 1
        provider.update(
            skip_credentials_validation=True, skip_requesting_account_id=True, skip_metadata_api_check=True,
            skip_region_validation=True, s3_use_path_style=True,
        )
    (folder / "providers.tf.json").write_text(json.dumps(providers))
    return folder


@pytest.fixture(scope="module")
def initialised(tmp_path_factory):
    """The provider is linked once and shared by all folders."""
    present()
    top = tmp_path_factory.mktemp("terraform")
    first = None
    folders = {}
    for system, environment in PROFILES:
        folder = copied(system, environment, top / f"{system}-{environment}")
        if first is None:
            terraform(folder, "init", "-input=false")
            first = folder
        else:
            shutil.copytree(first / ".terraform", folder / ".terraform", symlinks=True)
            shutil.copy(first / ".terraform.lock.hcl", folder)
        folders[system, environment] = folder
    return folders


def validated(folder):
    return json.loads(terraform(folder, "validate", "-json", check=False))


def test_the_provider_takes_every_profile(initialised):
    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(initialised, pool.map(validated, initialised.values())))
    for name, answer in answers.items():
        assert answer["valid"], (name, [d["summary"] + ": " + d["detail"] for d in answer["diagnostics"]][:5])
        resources = json.loads((initialised[name] / "main.tf.json").read_text())["resource"]
        print(*name, sum(len(all) for all in resources.values()), "resources of", len(resources), "types")


def test_the_provider_would_refuse_a_wrong_word(initialised, tmp_path):
    folder = shutil.copytree(initialised["pixpos", "prod"], tmp_path / "wrong", symlinks=True)
    main = json.loads((folder / "main.tf.json").read_text())
    next(iter(main["resource"]["aws_db_instance"].values()))["storage_size"] = 1
    (folder / "main.tf.json").write_text(json.dumps(main))
    answer = validated(folder)
    assert not answer["valid"]
    assert "storage_size" in json.dumps(answer["diagnostics"])


def test_no_secret_and_no_placeholder_stands_in_it(initialised):
    for folder in initialised.values():
        text = (folder / "main.tf.json").read_text()
        assert "{{resolve" not in text and "REPLACE" not in text
        # Passwords come as write-only values of what AWS draws.
        for database in json.loads(text)["resource"].get("aws_db_instance", {}).values():
            assert "password" not in database
            assert "password_wo" in database or "replicate_source_db" in database


@pytest.fixture(scope="module")
def moto():
    present()
    server = TOOLS / "bin/moto_server"
    if not server.exists():
        pytest.skip("not run: the emulator is not installed")
    port = free_port()
    log = open(ROOT / "artifacts/moto-terraform.log", "wb")
    process = subprocess.Popen(
        [str(server), "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log, env=settings()
    )
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def prepared(url, folder):
    """What stands before the first apply: the delegated zone and the parameters that publishing writes."""
    looked = json.loads((folder / "main.tf.json").read_text())["data"]
    calls = []
    for zone in {z["name"] for z in looked.get("aws_route53_zone", {}).values()}:
        calls.append(("route53", "create_hosted_zone", "us-east-1", dict(Name=zone, CallerReference=zone)))
    for parameter in looked.get("aws_ssm_parameter", {}).values():
        kind = parameter["name"].rpartition("-")[2]
        value = {"weight": "100", "rests": "false"}.get(kind, "repository@sha256:" + "0" * 64)
        region = parameter["provider"].removeprefix("aws.")
        calls.append(("ssm", "put_parameter", region, dict(Name=parameter["name"], Value=value, Type="String")))
    program = (
        "import boto3, json, sys\n"
        "for service, verb, region, words in json.load(sys.stdin):\n"
        "    getattr(boto3.client(service, region_name=region, endpoint_url=sys.argv[1]), verb)(**words)\n"
    )
    subprocess.run(
        [str(TOOLS / "bin/python"), "-c", program, url], input=json.dumps(calls), text=True, check=True, env=settings()
    )


def test_one_profile_is_planned(initialised, moto):
    folder = initialised["payment-system", "staging"]
    prepared(moto, folder)
    environment = {"AWS_ENDPOINT_URL": moto, "TF_WORKSPACE": "staging"}
    terraform(folder, "plan", "-input=false", "-lock=false", "-out=planned", environment=environment)
    plan = json.loads(terraform(folder, "show", "-json", "planned", environment=environment))
    verbs = [tuple(change["change"]["actions"]) for change in plan["resource_changes"] if change["mode"] == "managed"]
    resources = json.loads((folder / "main.tf.json").read_text())["resource"]
    assert set(verbs) == {("create",)}
    assert len(verbs) >= sum(len(all) for all in resources.values())
    assert all(check["status"] != "fail" for check in plan.get("checks", []))
    print(len(verbs), "resources planned")
