/// The prices that come with this release, a line each: service, item, region, unit, dollars, source. A
/// price without a source is not in it, and nothing is made up: `hesap deploy price --refresh` puts a
/// user's own download in its place.
enum PriceData {
    /// The sources by their letters in the table: who, when, how good.
    static let sources: [String: (text: String, fetched: String, status: PriceStatus)] = [
        "list": (
            "AWS price list, offer version 20260821071526, as a public table of us-east-1 carries it",
            "2026-08-29", .listed
        ),
        "list-eu": (
            "AWS price list of eu-west-1 read 2026-08-24, as a public cost page carries it with its offers",
            "2026-08-24", .listed
        ),
        "list-ecs": (
            "AWS price list AmazonECS of eu-central-1, in force since 2026-07-07, as a public table carries it",
            "2026-07-07", .listed
        ),
        "sky": ("SkyPilot's catalogue of EC2 prices", "2026-11-20", .listed),
        "cost-eu": (
            "Infracost's output for a public module in eu-central-1 (terraform-aws-baserow, costs.md)",
            "2026-11-21", .recorded
        ),
        "cost": ("Infracost's recorded outputs, 2023-09 to 2026-05", "2026-05-31", .recorded),
        "cost-plan": ("a public example of a plan priced by Infracost, us-east-1", "2026-11-21", .recorded),
        "bill": (
            "a public bill of 2026-06 in eu-central-1, divided by 720 hours or GB", "2026-07-01", .billed
        ),
        "ratio": (
            "AWS price list, offer version 20260821071526: the region's cache.r6g.large beside us-east-1's",
            "2026-08-29", .listed
        ),
        "sydney": ("a public table of EC2 prices in Sydney, without a date", "2026-11-21", .listed),
        "rules": ("a public reference of unit prices in us-east-1, without a date", "2026-11-21", .reported),
        "many": ("several public references, without a date", "2026-11-21", .reported),
        "public-a": ("a public table of prices (db.r6g.2xlarge 0.768)", "2026-11-21", .reported),
        "public-b": ("a public table of prices (db.r6g.large 0.216)", "2026-11-21", .reported),
        "public-c": ("a public table of prices (db.r6g.2xlarge 0.874)", "2026-11-21", .reported),
        "public-d": ("four public tables between 0.768 and 0.912", "2026-11-20", .reported),
        "msk-a": ("a public table of MSK brokers (m7g.2xlarge 0.816)", "2026-11-21", .reported),
        "msk-b": ("a public table of MSK brokers (m7g.2xlarge 0.784)", "2026-11-21", .reported),
        "msk-c": (
            "a public overview of MSK's prices (throughput 0.08 a MB/s and month), without a date",
            "2026-11-22", .reported
        ),
        "guide-cw": ("a price guide of CloudWatch, 2026-06-13", "2026-06-13", .reported),
        "guide-gd": ("a price guide of GuardDuty, 2026-06-13", "2026-06-13", .reported),
        "guide-cfg": ("two price guides of AWS Config", "2026-11-21", .reported),
        "guide-rds": ("a price guide of RDS, 2026-06", "2026-06-30", .reported),
        "guide-hub": ("a cost page of AWS's Chinese security team on Security Hub", "2026-11-21", .reported),
        "old": ("Infracost's recorded outputs, 2024-07", "2024-07-31", .recorded),
        "shield": ("public pages on Shield Advanced; one-year term", "2026-11-21", .reported),
    ]

    static let rows: [PriceRow] = table.split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|").map { $0.trimmed }
        guard cells.count == 6, let unit = PriceUnit(rawValue: cells[3]), let source = sources[cells[5]],
            let amount = Cost.micros(cells[4])
        else { return nil }
        return PriceRow(
            service: cells[0], item: cells[1], region: cells[2], unit: unit,
            amount: unit == .ratio ? amount / 1_000 : amount, source: source.text, fetched: source.fetched,
            status: source.status)
    }

    static let table = """
        AmazonEC2|t3.micro|us-east-1|hour|0.0104|list
        AmazonEC2|t3.small|us-east-1|hour|0.0208|list
        AmazonEC2|t3.medium|us-east-1|hour|0.0416|list
        AmazonEC2|t3.large|us-east-1|hour|0.0832|list
        AmazonEC2|t3.xlarge|us-east-1|hour|0.1664|list
        AmazonEC2|t3.2xlarge|us-east-1|hour|0.3328|list
        AmazonEC2|m5.large|us-east-1|hour|0.096|list
        AmazonEC2|m5.xlarge|us-east-1|hour|0.192|list
        AmazonEC2|m5.2xlarge|us-east-1|hour|0.384|list
        AmazonEC2|m6i.xlarge|us-east-1|hour|0.192|public-a
        AmazonEC2|m6g.large|us-east-1|hour|0.077|list
        AmazonEC2|m6g.xlarge|us-east-1|hour|0.154|list
        AmazonEC2|c5.large|us-east-1|hour|0.085|list
        AmazonEC2|c5.xlarge|us-east-1|hour|0.17|list
        AmazonEC2|r5.large|us-east-1|hour|0.126|list
        AmazonEC2|r5.xlarge|us-east-1|hour|0.252|list
        AmazonEC2|t3.medium|eu-central-1|hour|0.048|cost-eu
        AmazonEC2|t3.large|eu-central-1|hour|0.096|sky
        AmazonEC2|t3.xlarge|eu-central-1|hour|0.192|cost-eu
        AmazonEC2|t3.micro|ap-southeast-2|hour|0.0132|sydney
        AmazonEC2|t3.medium|ap-southeast-2|hour|0.0528|sydney
        AmazonEC2|t3.large|ap-southeast-2|hour|0.1056|sydney
        AmazonEC2|t3.xlarge|ap-southeast-2|hour|0.2112|sydney
        AmazonEC2|ebs-gp3|us-east-1|gb-month|0.08|cost
        AmazonEC2|ebs-snapshot|us-east-1|gb-month|0.05|many
        AmazonEC2|ipv4|*|hour|0.005|bill
        AmazonEC2|nat|us-east-1|hour|0.045|list
        AmazonEC2|nat|eu-west-1|hour|0.048|list-eu
        AmazonEC2|nat|eu-central-1|hour|0.052|cost-eu
        AmazonEC2|nat|us-east-1|gb|0.045|list
        AmazonEC2|nat|eu-west-1|gb|0.048|list-eu
        AmazonEC2|nat|eu-central-1|gb|0.052|cost-eu
        AmazonEC2|transfer-out|us-east-1|gb|0.09|rules
                AmazonEC2|transfer-region|us-east-1|gb|0.02|many
        AmazonVPC|endpoint|us-east-1|hour|0.01|rules
        AmazonVPC|endpoint|eu-west-1|hour|0.011|list-eu
        AmazonVPC|endpoint|*|gb|0.01|list-eu
        AWSELB|alb|us-east-1|hour|0.0225|old
        AWSELB|alb|eu-west-1|hour|0.0252|list-eu
        AWSELB|alb|eu-central-1|hour|0.027|bill
        AWSELB|lcu|us-east-1|hour|0.008|old
        AWSELB|lcu|eu-west-1|hour|0.008|list-eu
        AmazonEKS|eks|*|hour|0.10|cost
        AmazonEKS|eks-extended|*|hour|0.60|cost
        AmazonECS|fargate-vcpu|us-east-1|hour|0.04048|cost
        AmazonECS|fargate-gb|us-east-1|hour|0.004445|cost
        AmazonECS|fargate-vcpu|eu-west-1|hour|0.04048|list-eu
        AmazonECS|fargate-gb|eu-west-1|hour|0.004445|list-eu
        AmazonECS|fargate-vcpu|eu-central-1|hour|0.04656|list-ecs
        AmazonECS|fargate-gb|eu-central-1|hour|0.00511|list-ecs
        AmazonECS|fargate-arm-vcpu|eu-west-1|hour|0.03238|list-eu
        AmazonECS|fargate-arm-gb|eu-west-1|hour|0.00356|list-eu
        AmazonECR|ecr|eu-west-1|gb-month|0.10|list-eu
        AmazonECR|ecr|us-east-1|gb-month|0.10|many
        AmazonRDS|db.t3.micro|us-east-1|hour|0.018|cost
        AmazonRDS|db.t3.medium|us-east-1|hour|0.072|list
        AmazonRDS|db.t3.large|us-east-1|hour|0.145|list
        AmazonRDS|db.t3.xlarge|us-east-1|hour|0.29|list
        AmazonRDS|db.t3.2xlarge|us-east-1|hour|0.579|list
        AmazonRDS|db.t4g.small|eu-west-1|hour|0.035|list-eu
        AmazonRDS|db.t4g.medium|eu-west-1|hour|0.069|list-eu
        AmazonRDS|db.t4g.micro|eu-central-1|hour|0.019|bill
        AmazonRDS|db.m5.large|us-east-1|hour|0.178|list
        AmazonRDS|db.m5.xlarge|us-east-1|hour|0.356|list
        AmazonRDS|db.m5.2xlarge|us-east-1|hour|0.712|list
        AmazonRDS|db.r5.large|us-east-1|hour|0.25|list
        AmazonRDS|db.r5.xlarge|us-east-1|hour|0.50|list
        AmazonRDS|db.r5.2xlarge|us-east-1|hour|1.00|list
        AmazonRDS|db.r6g.large|us-east-1|hour|0.192|public-a
        AmazonRDS|db.r6g.large|us-east-1|hour|0.216|public-b
        AmazonRDS|db.r6g.large|us-east-1|hour|0.218|public-c
        AmazonRDS|db.r6g.large|us-east-1|hour|0.22475|cost-plan
        AmazonRDS|db.r6g.xlarge|us-east-1|hour|0.384|public-a
        AmazonRDS|db.r6g.xlarge|us-east-1|hour|0.432|public-b
        AmazonRDS|db.r6g.xlarge|us-east-1|hour|0.437|public-c
        AmazonRDS|db.r6g.xlarge|us-east-1|hour|0.4495|cost-plan
        AmazonRDS|db.r6g.2xlarge|us-east-1|hour|0.768|public-a
        AmazonRDS|db.r6g.2xlarge|us-east-1|hour|0.864|public-b
        AmazonRDS|db.r6g.2xlarge|us-east-1|hour|0.874|public-c
        AmazonRDS|db.r6g.2xlarge|us-east-1|hour|0.899|cost-plan
        AmazonRDS|db.r6g.2xlarge|us-east-1|hour|0.912|public-d
        AmazonRDS|db-gp3|us-east-1|gb-month|0.115|cost
        AmazonRDS|db-gp3|eu-west-1|gb-month|0.127|list-eu
        AmazonRDS|db-gp3|eu-central-1|gb-month|0.137|bill
        AmazonRDS|db-iops|us-east-1|month|0.02|guide-rds
        AmazonRDS|db-backup|us-east-1|gb-month|0.095|cost
        AmazonElastiCache|cache.t3.micro|us-east-1|hour|0.017|list
        AmazonElastiCache|cache.t3.small|us-east-1|hour|0.034|list
        AmazonElastiCache|cache.t3.medium|us-east-1|hour|0.068|list
        AmazonElastiCache|cache.t4g.micro|eu-west-1|hour|0.017|list-eu
        AmazonElastiCache|cache.t4g.small|us-east-1|hour|0.032|cost
        AmazonElastiCache|cache.t4g.small|eu-west-1|hour|0.034|list-eu
        AmazonElastiCache|cache.t4g.medium|us-east-1|hour|0.065|cost
        AmazonElastiCache|cache.r6g.large|us-east-1|hour|0.206|list
        AmazonElastiCache|cache.r6g.xlarge|us-east-1|hour|0.411|list
        AmazonElastiCache|cache.r6g.2xlarge|us-east-1|hour|0.821|list
        AmazonElastiCache|cache.r6g.large|eu-central-1|ratio|1.199|ratio
        AmazonElastiCache|cache.r6g.large|eu-west-1|ratio|1.112|ratio
        AmazonElastiCache|cache.r6g.large|ap-southeast-2|ratio|1.199|ratio
        AmazonElastiCache|cache.r6g.large|us-west-2|ratio|1.000|ratio
        AmazonElastiCache|cache.r6g.large|us-east-2|ratio|1.000|ratio
        AmazonElastiCache|cache.r6g.large|eu-west-2|ratio|1.165|ratio
        AmazonElastiCache|cache.r6g.large|eu-west-3|ratio|1.165|ratio
        AmazonElastiCache|cache.r6g.large|eu-north-1|ratio|1.053|ratio
        AmazonElastiCache|cache.r6g.large|eu-south-1|ratio|1.165|ratio
        AmazonElastiCache|cache.r6g.large|ap-southeast-1|ratio|1.199|ratio
        AmazonElastiCache|cache.r6g.large|me-south-1|ratio|1.000|ratio
        AmazonMSK|kafka.m5.large|us-east-1|hour|0.21|cost
        AmazonMSK|kafka.m5.xlarge|us-east-1|hour|0.42|cost
        AmazonMSK|kafka.m5.2xlarge|us-east-1|hour|0.84|cost
        AmazonMSK|kafka.m5.4xlarge|us-east-1|hour|1.68|cost
        AmazonMSK|kafka.m7g.large|us-east-1|hour|0.204|msk-a
        AmazonMSK|kafka.m7g.large|us-east-1|hour|0.196|msk-b
        AmazonMSK|kafka.m7g.xlarge|us-east-1|hour|0.408|msk-a
        AmazonMSK|kafka.m7g.xlarge|us-east-1|hour|0.392|msk-b
        AmazonMSK|kafka.m7g.2xlarge|us-east-1|hour|0.816|msk-a
        AmazonMSK|kafka.m7g.2xlarge|us-east-1|hour|0.784|msk-b
        AmazonMSK|kafka-storage|us-east-1|gb-month|0.10|cost
        AmazonMSK|kafka-throughput|us-east-1|month|0.08|msk-c
        awswaf|waf-acl|*|month|5.00|list-eu
        awswaf|waf-rule|*|month|1.00|list-eu
        awswaf|waf-requests|*|million|0.60|list-eu
        AWSShield|shield|*|month|3000.00|shield
        AWSSecretsManager|secret|*|month|0.40|list-eu
        awskms|key|*|month|1.00|list-eu
        AmazonRoute53|zone|*|month|0.50|cost-eu
        AmazonRoute53|queries|*|million|0.40|cost-eu
        AmazonRoute53|health-check|*|month|0.50|old
        AmazonRoute53|health-check|*|month|0.75|old
        AmazonCloudFront|cdn|*|gb|0.085|list
        AmazonCloudFront|cdn-requests|*|million|1.00|list
        AmazonS3|s3|us-east-1|gb-month|0.023|list
        AmazonS3|s3|eu-west-1|gb-month|0.023|list-eu
        AmazonS3|s3|eu-central-1|gb-month|0.0245|cost-eu
        AmazonS3|s3-put|us-east-1|million|5.00|list
        AmazonS3|s3-put|eu-central-1|million|5.40|cost-eu
        AmazonS3|s3-get|us-east-1|million|0.40|list
        AmazonS3|s3-get|eu-central-1|million|0.43|cost-eu
        AmazonCloudWatch|logs|us-east-1|gb|0.50|guide-cw
        AmazonCloudWatch|logs|eu-west-1|gb|0.57|list-eu
        AmazonCloudWatch|logs|eu-central-1|gb|0.63|cost-eu
        AmazonCloudWatch|logs|eu-west-1|gb-month|0.03|list-eu
        AmazonCloudWatch|logs|eu-central-1|gb-month|0.0324|cost-eu
        AmazonCloudWatch|alarm|*|month|0.10|list-eu
        AmazonCloudWatch|dashboard|*|month|3.00|guide-cw
        AWSQueueService|sqs|us-east-1|million|0.40|many
        AmazonSNS|sns|us-east-1|million|0.50|many
        AmazonDynamoDB|table-write|us-east-1|million|0.625|list
        AmazonDynamoDB|table-read|us-east-1|million|0.125|list
        AmazonDynamoDB|table|us-east-1|gb-month|0.25|list
        AWSConfig|config-items|*|million|3000.00|guide-cfg
        AWSSecurityHub|security-checks|us-east-1|million|1000.00|guide-hub
        AmazonGuardDuty|guardduty-events|us-east-1|million|4.00|guide-gd
        AmazonGuardDuty|guardduty-logs|us-east-1|gb|1.00|guide-gd

        """
}
