/// The database, its copies that answer reads, and its names inside.
extension Draft {
    /// Adds a region's part of the database.
    mutating func drawDatabase(_ at: Place) {
        guard let database = profile.data.database else { return }
        let copies = profile.replicas(in: at.region)
        guard at.isPrimary || !copies.isEmpty else { return }
        drawDatabaseGround(database, at)
        if at.isPrimary { drawPrimary(database, at) }
        for (index, replica) in copies.enumerated() { drawReplica(replica, index + 1, database, at) }
        drawDatabaseNames(database, at, hasReplica: !copies.isEmpty)
    }

    private mutating func drawDatabaseGround(_ database: DatabasePlan, _ at: Place) {
        let name = profile.name(.databaseSubnets)
        add(
            at("DatabaseSubnets"), "AWS::RDS::DBSubnetGroup", .data, at, from: "data.database",
            [
                "DBSubnetGroupName": .text(name),
                "DBSubnetGroupDescription": .text("Subnets of the database of \(profile.names.prefix)"),
                "SubnetIds": .list(dataSubnets(at)),
            ])
        drawInnerGroup("DatabaseGroup", .databaseGroup, [5432], "Database", at, from: "data.database")
        let major = database.version.split(separator: ".").first.map(String.init) ?? database.version
        var parameters = [
            Value.Field("rds.force_ssl", "1"), Value.Field("log_min_duration_statement", "1000"),
        ]
        for setting in database.parameters {
            parameters.removeAll { $0.name == setting.name }
            parameters.append(Value.Field(setting.name, .text(setting.value)))
        }
        add(
            at("DatabaseParameters"), "AWS::RDS::DBParameterGroup", .data, at,
            from: "data.database.parameters",
            [
                "DBParameterGroupName": .text(profile.name(.databaseParameters)),
                "Family": .text("postgres\(major)"),
                "Description": .text("Parameters of \(profile.names.prefix)"),
                "Parameters": .object(parameters),
            ])
        add(
            at("DatabaseWatchRole"), "AWS::IAM::Role", .data, at, from: "data.database",
            [
                "RoleName": .text(at.global("\(profile.names.prefix)-db-watch")),
                "AssumeRolePolicyDocument": .trust("monitoring.rds.amazonaws.com", account: account),
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"],
            ])
    }

    /// What the primary and its copies have in common.
    private func common(_ database: DatabasePlan, _ size: String, _ at: Place) -> Value {
        [
            "DBInstanceClass": .text(size), "Engine": "postgres",
            "DBParameterGroupName": .reference(at("DatabaseParameters")), "PubliclyAccessible": false,
            "AutoMinorVersionUpgrade": true, "EnableIAMDatabaseAuthentication": true,
            "DeletionProtection": true,
            "CopyTagsToSnapshot": true, "CACertificateIdentifier": "rds-ca-rsa2048-g1",
            "EnableCloudwatchLogsExports": .texts(database.logs), "EnablePerformanceInsights": true,
            "PerformanceInsightsRetentionPeriod": 7, "PerformanceInsightsKMSKeyId": key("data", at),
            "MonitoringInterval": 60, "MonitoringRoleArn": .attribute(at("DatabaseWatchRole"), "Arn"),
            "PreferredMaintenanceWindow": .text(database.upkeepWindow),
            "VPCSecurityGroups": [.attribute(at("DatabaseGroup"), "GroupId")],
        ]
    }

    private mutating func drawPrimary(_ database: DatabasePlan, _ at: Place) {
        let secret = profile.name(.databaseSecret)
        var waivers: [LinterWaiver] = []
        if !database.multiZone {
            waivers += LinterWaiver.because(
                profile.waivers.first { $0.rule == "no-multi-az" }?.reason
                    ?? "One zone is enough for this environment.",
                "CKV_AWS_157")
        }
        let copy: Value? =
            database.standby == .crossRegionBackups ? profile.regions.standby.map { .text($0) } : nil
        let standby = profile.places.first { $0.region == profile.regions.standby }
        let body: Value = common(database, database.size, at)
            .with("DBInstanceIdentifier", .text(profile.name(.database)))
            .with("EngineVersion", .text(Versions.postgresMinor(database.version)))
            .with("DBName", .text(database.name))
            .with("DBSubnetGroupName", .reference(at("DatabaseSubnets")))
            .with("MasterUsername", .text(database.user))
            .with("MasterUserPassword", .text("{{resolve:secretsmanager:\(secret):SecretString:password}}"))
            .with("AllocatedStorage", .text(String(database.storage)))
            .with("MaxAllocatedStorage", .integer(database.storageMax))
            .with("StorageType", "gp3").with("Iops", database.iops.map { .integer($0) })
            .with("StorageEncrypted", true).with("KmsKeyId", key("data", at))
            .with("MultiAZ", .truth(database.multiZone))
            .with("BackupRetentionPeriod", .integer(database.backupDays))
            .with("PreferredBackupWindow", .text(database.backupWindow))
            .with("DeleteAutomatedBackups", false)
            .with("AutomaticBackupReplicationRegion", copy)
            .with("AutomaticBackupReplicationKmsKeyId", copy == nil ? nil : standby.map { key("data", $0) })
        add(
            at("Database"), "AWS::RDS::DBInstance", .data, at, from: "data.database",
            needs: [at("DatabaseSecret")], keep: .snapshot, waive: waivers, body)
        add(
            at("DatabaseSecretAttachment"), "AWS::SecretsManager::SecretTargetAttachment", .data, at,
            from: "data.database",
            [
                "SecretId": .reference(at("DatabaseSecret")), "TargetId": .reference(at("Database")),
                "TargetType": "AWS::RDS::DBInstance",
            ])
    }

    private mutating func drawReplica(
        _ replica: ReplicaPlan, _ index: Int, _ database: DatabasePlan, _ at: Place
    ) {
        var body: Value = common(database, replica.size, at)
            .with("DBInstanceIdentifier", .text(profile.replicaName(index, in: at.region)))
            .with("StorageType", "gp3").with("Iops", database.iops.map { .integer($0) })
        if at.isPrimary {
            body = body.with("SourceDBInstanceIdentifier", .reference(profile.home("Database")))
        } else {
            body = body.with(
                "SourceDBInstanceIdentifier", .attribute(profile.home("Database"), "DBInstanceArn")
            )
            .with("SourceRegion", .text(profile.regions.primary))
            .with("DBSubnetGroupName", .reference(at("DatabaseSubnets"))).with("KmsKeyId", key("data", at))
            .with("BackupRetentionPeriod", .integer(database.backupDays))
            .with("PreferredBackupWindow", .text(database.backupWindow))
        }
        add(
            at("DatabaseReplica\(index)"), "AWS::RDS::DBInstance", .data, at, from: "data.database.replicas",
            keep: .snapshot,
            waive: LinterWaiver.because("A copy: the zones of its source are what matters.", "CKV_AWS_157")
                + LinterWaiver.because("A copy is encrypted because its source is.", "CKV_AWS_16")
                + (at.isPrimary
                    ? []
                    : LinterWaiver.because(
                        "A copy in another region names its key; whether it is encrypted follows from its source.",
                        "E3720")),
            body)
    }

    private mutating func drawDatabaseNames(_ database: DatabasePlan, _ at: Place, hasReplica: Bool) {
        let main: ResourceID = at.isPrimary ? at("Database") : at("DatabaseReplica1")
        let reading: ResourceID = hasReplica ? at("DatabaseReplica1") : at("Database")
        for (id, name, target) in [
            ("DatabaseName", profile.databaseHost, main),
            ("DatabaseReadName", profile.databaseReadHost, reading),
        ] {
            add(
                at(id), "AWS::Route53::RecordSet", .data, at, from: "data.database",
                [
                    "HostedZoneId": .reference(at("PrivateZone")), "Name": .text(name), "Type": "CNAME",
                    "TTL": "5", "ResourceRecords": [.attribute(target, "Endpoint.Address")],
                ])
        }
    }
}

extension Profile {
    /// The database's copies in a region; a region for later has one even when nothing names any.
    func replicas(in region: String) -> [ReplicaPlan] {
        guard let database = data.database else { return [] }
        let named = database.replicas.filter { $0.region == region }
        if named.isEmpty, regions.later.contains(region) {
            return [ReplicaPlan(region: region, size: database.size)]
        }
        return named
    }

    /// The name of a copy of the database: by its number in the primary region, by the continent in others.
    public func replicaName(_ number: Int, in region: String) -> String {
        if region == regions.primary { return name(.replica, String(number)) }
        let short = region.split(separator: "-").first.map(String.init) ?? region
        return name(.replica, number == 1 ? short : "\(short)-\(number)")
    }
}
