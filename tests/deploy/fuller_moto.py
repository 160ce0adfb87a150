"""moto with what AWS does and moto leaves out when stores are brought back: a Redis group that is deleted goes, its
last snapshot stays, and snapshots have a time; a database's copies follow it, and it knows them, under new names too.
"""

import datetime

from moto.elasticache import models as elasticache
from moto.elasticache import responses as elasticache_responses
from moto.rds import models as rds
from moto.server import main

OWN = elasticache.ElastiCacheBackend


def deleted(self):
    """With `FinalSnapshotIdentifier`, as asked for."""
    name, last = self._get_param("ReplicationGroupId"), self._get_param("FinalSnapshotIdentifier")
    backend = self.elasticache_backend
    group = backend.describe_replication_groups(name)[0]
    if last:
        backend.create_snapshot(last, name, None, None, None)
    group.status = "deleting"
    del backend.replication_groups[name]
    return elasticache_responses.ActionResult({"ReplicationGroup": group})


def timed(self, *words, **named):
    snapshot = OWN.untimed(self, *words, **named)
    snapshot.node_snapshots = [{"SnapshotCreateTime": datetime.datetime.now(datetime.timezone.utc)}]
    return snapshot


def made_from(self, *words, **named):
    """AWS makes no group from a snapshot that is not there."""
    if named.get("snapshot_name") and named["snapshot_name"] not in self.snapshots:
        raise elasticache.SnapshotNotFound(named["snapshot_name"])
    group = OWN.plainly_made(self, *words, **named)
    group.made_from = named.get("snapshot_name")
    return group


def modified(self, db_instance_identifier, db_kwargs):
    new = db_kwargs.get("new_db_instance_identifier")
    if new and new in self.databases:
        raise rds.DBInstanceAlreadyExists()
    before = self.describe_db_instances(db_instance_identifier)[0].db_instance_arn
    database = rds.RDSBackend.plainly_modified(self, db_instance_identifier, db_kwargs)
    if new:
        renamed(self, before, db_instance_identifier, database, new)
    return database


def renamed(backend, before, old, database, new):
    for region in rds.rds_backends[backend.account_id].values():
        for other in region.databases.values():
            if other.source_db_instance_identifier in (old, before):
                other.source_db_instance_identifier = new if region is backend else database.db_instance_arn
            other.replicas = [{old: new, before: database.db_instance_arn}.get(each, each) for each in other.replicas]


def copied(self, db_kwargs):
    replica = rds.RDSBackend.plainly_copied(self, db_kwargs)
    replica.enabled_cloudwatch_logs_exports = list(replica.enabled_cloudwatch_logs_exports)
    return replica


def forgotten(self, replica):
    """A copy in another region is known by the whole of its name."""
    self.replicas = [each for each in self.replicas if each not in (replica.db_instance_identifier, replica.db_instance_arn)]


rds.DBInstance.remove_replica = forgotten
elasticache_responses.ElastiCacheResponse.delete_replication_group = deleted
OWN.untimed, OWN.create_snapshot = OWN.create_snapshot, timed
OWN.plainly_made, OWN.create_replication_group = OWN.create_replication_group, made_from
rds.RDSBackend.plainly_modified, rds.RDSBackend.modify_db_instance = rds.RDSBackend.modify_db_instance, modified
rds.RDSBackend.plainly_copied, rds.RDSBackend.create_db_instance_read_replica = (
    rds.RDSBackend.create_db_instance_read_replica, copied)

if __name__ == "__main__":
    main()
