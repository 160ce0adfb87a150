"""The real AWS command line, kept loaded: `aws` starts in milliseconds instead of most of a second.

`fast_aws.py serve SOCKET` loads awscli once and answers each call in a process of its own, forked from the loaded one,
with the caller's arguments, variables, folder and output. `aws` itself (written by `install`) only hands these over.
"""

import array
import gc
import json
import os
import pathlib
import signal
import socket
import sys
import traceback

# No module but those that are built in: it starts a thousand times.
CLIENT = '''#!{python} -SIE
import array, _socket, posix, sys
s = _socket.socket(_socket.AF_UNIX)
s.connect({socket!r})
parts = [posix.getcwdb(), b"%d" % len(sys.argv[1:]), *(word.encode("utf-8", "surrogateescape") for word in sys.argv[1:])]
asked = b"\\0".join(parts + [name + b"=" + value for name, value in posix.environ.items()])
s.sendmsg([len(asked).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
while asked:
    asked = asked[s.send(asked):]
status = s.recv(4)
posix._exit(int.from_bytes(status, "big") if len(status) == 4 else 255)
'''


def install(folder, server, python=sys.executable):
    """Writes `aws` into a folder that goes to the front of PATH."""
    path = pathlib.Path(folder) / "aws"
    path.write_text(CLIENT.format(python=python, socket=str(server)))
    path.chmod(0o755)


SERVICES = (
    "acm", "autoscaling", "budgets", "cloudformation", "cloudfront", "cloudtrail", "cloudwatch", "dynamodb", "ec2",
    "ecr", "ecs", "eks", "elasticache", "elbv2", "events", "guardduty", "iam", "iot", "kafka", "kms", "lambda", "logs",
    "rds", "resourcegroupstaggingapi", "route53", "s3", "scheduler", "secretsmanager", "sns", "sqs", "ssm", "sts",
    "wafv2",
)


def warm():
    """Loads the command line, and the models of the services that are asked, into one driver."""
    import awscli.clidriver
    import awscli.formatter
    import awscli.table
    import botocore.exceptions

    driver = awscli.clidriver.create_clidriver()
    driver.session.register("before-parameter-build", note)
    driver.session.register("before-send", account)
    table = driver._get_command_table()
    driver._get_argument_table()
    words = {"aws_access_key_id": "none", "aws_secret_access_key": "none", "region_name": "us-east-1"}
    for service in SERVICES:
        # A client reads the rules of its endpoints, the command its verbs; both stay in the session.
        driver.session.create_client(service, **words, endpoint_url="http://127.0.0.1:9")
        for model in (driver.session.get_paginator_model, driver.session.get_waiter_model):
            try:
                model(service)
            except botocore.exceptions.UnknownServiceError:  # a service without lists, or without waits
                pass
        table["s3api" if service == "s3" else service]._create_parser()
    gc.collect()
    gc.freeze()
    return driver


def account(request, **_):
    """One emulator tells accounts apart by the access key, moto by a word of its own."""
    request.headers["x-moto-account-id"] = os.environ.get("AWS_ACCESS_KEY_ID", "")


def note(params, model, context, **_):
    """Writes every call of a service into the caller's list, when it wants one."""
    path = os.environ.get("HESAP_CALLS")
    if path:
        said = {"service": model.service_model.signing_name, "verb": model.name, "words": params,
                "region": context.get("client_region")}
        with open(path, "a") as file:
            file.write(json.dumps(said, default=str) + "\n")


def answer(connection, driver):
    head, ancillary, _, _ = connection.recvmsg(4, socket.CMSG_SPACE(3 * array.array("i").itemsize))
    files = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            files.frombytes(data[: len(data) - len(data) % files.itemsize])
    rest, wanted = b"", int.from_bytes(head, "big")
    while len(rest) < wanted:
        rest += connection.recv(wanted - len(rest))
    folder, count, *parts = rest.decode(errors="surrogateescape").split("\0")
    words, variables = parts[: int(count)], dict(part.split("=", 1) for part in parts[int(count):])
    for target, source in enumerate(files):
        os.dup2(source, target)
        os.close(source)
    own = os.environ["AWS_DATA_PATH"]  # awscli's own folders, noted when it was loaded
    os.environ.clear()
    os.environ.update(variables)
    os.environ["AWS_DATA_PATH"] = own
    os.chdir(folder)
    status = 255
    try:
        if "describe-addon-versions" in words:  # neither emulator knows which versions of add-ons there are
            print("v1.0.0-eksbuild.1")
            status = 0
        else:
            status = driver.main(words) or 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(int(status).to_bytes(4, "big"))
        os._exit(0)


def serve(path):
    driver = warm()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                answer(connection, driver)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        connection.close()


if __name__ == "__main__" and sys.argv[1:2] == ["serve"]:
    serve(sys.argv[2])
