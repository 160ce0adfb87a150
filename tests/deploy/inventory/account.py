"""The services of an account as boto3 asks them."""

import base64
import binascii
import functools

import boto3
import botocore.config
import botocore.exceptions
import botocore.parsers


class Account:
    """The services of one account in one region."""

    def __init__(self, asked, region):
        self.region, self.asked = region, asked

    def other(self):
        """The emulator that keeps what the first does not, although it has the service."""
        return Account(self.asked | {"url": self.asked["moto"]}, self.region)

    @functools.cache
    def client(self, service):
        url = self.asked["places"].get(service, self.asked["url"])
        return session(self.asked["account"]).client(
            service, region_name=self.region, endpoint_url=url,
            config=botocore.config.Config(retries={"max_attempts": 2}, s3={"addressing_style": "path"}),
        )

    def every(self, service, verb, path, **words):
        """All pages of a list."""
        client = self.client(service)
        pages = client.get_paginator(verb).paginate(**words) if client.can_paginate(verb) else [getattr(client, verb)(**words)]
        found = []
        for page in pages:
            for key in path.split("."):
                page = (page or {}).get(key) or []
            found += page
        return found

    def ask(self, service, verb, **words):
        return getattr(self.client(service), verb)(**words)

    def ask_or_not(self, service, verb, **words):
        """Nothing, where the service says that there is none."""
        try:
            return self.ask(service, verb, **words)
        except botocore.exceptions.ClientError:
            return {}


@functools.cache
def session(account):
    made = boto3.session.Session(aws_access_key_id=account, aws_secret_access_key="test")
    # moto's word for the account; the other emulator goes by the access key.
    made.events.register("before-send", lambda request, **_: request.headers.__setitem__("x-moto-account-id", account))
    return made


def blob(self, shape, value):
    """One emulator answers a firewall's search words as they are, as its stacks gave them, not as base64."""
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        return value


botocore.parsers.BaseJSONParser._handle_blob = blob
READERS = {}
