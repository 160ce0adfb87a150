"""BOSS from sign-in to the audit trail."""
import script


def run(stage):
    script.run(stage, "boss")
