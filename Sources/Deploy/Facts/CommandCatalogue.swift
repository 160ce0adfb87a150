/// The commands of the AWS command line that guides use most, by service, as its own service models name them
/// (awscli 1.46, botocore 1.43.11). A service that is not listed is not judged.
enum CommandCatalogue {
    /// Verbs by service.
    static let verbs: [String: Set<String>] = text.mapValues { Set($0.split(separator: "\n").flatMap(split)) }

    private static func split(_ line: Substring) -> [String] { line.split(separator: " ").map(String.init) }

    /// Verbs that only version 2 of the command line has.
    static let versionTwoOnly: Set<String> = [
        "logs tail", "configure sso", "sso login", "ecr-public get-login-password",
    ]

    private static let text: [String: String] = [
        "acm": """
        add-tags-to-certificate delete-certificate describe-certificate export-certificate
        get-account-configuration get-certificate import-certificate list-certificates
        list-tags-for-certificate put-account-configuration remove-tags-from-certificate
        renew-certificate request-certificate resend-validation-email revoke-certificate
        search-certificates update-certificate-options wait
        """,
        "application-autoscaling": """
        delete-scaling-policy delete-scheduled-action deregister-scalable-target
        describe-scalable-targets describe-scaling-activities describe-scaling-policies
        describe-scheduled-actions get-predictive-scaling-forecast list-tags-for-resource
        put-scaling-policy put-scheduled-action register-scalable-target tag-resource untag-resource
        """,
        "cloudfront": """
        associate-alias associate-distribution-tenant-web-acl associate-distribution-web-acl
        copy-distribution create-anycast-ip-list create-cache-policy
        create-cloud-front-origin-access-identity create-connection-function create-connection-group
        create-continuous-deployment-policy create-distribution create-distribution-tenant
        create-distribution-with-tags create-field-level-encryption-config
        create-field-level-encryption-profile create-function create-invalidation
        create-invalidation-for-distribution-tenant create-key-group create-key-value-store
        create-monitoring-subscription create-origin-access-control create-origin-request-policy
        create-public-key create-realtime-log-config create-response-headers-policy
        create-streaming-distribution create-streaming-distribution-with-tags create-trust-store
        create-vpc-origin delete-anycast-ip-list delete-cache-policy
        delete-cloud-front-origin-access-identity delete-connection-function delete-connection-group
        delete-continuous-deployment-policy delete-distribution delete-distribution-tenant
        delete-field-level-encryption-config delete-field-level-encryption-profile delete-function
        delete-key-group delete-key-value-store delete-monitoring-subscription
        delete-origin-access-control delete-origin-request-policy delete-public-key
        delete-realtime-log-config delete-resource-policy delete-response-headers-policy
        delete-streaming-distribution delete-trust-store delete-vpc-origin
        describe-connection-function describe-function describe-key-value-store
        disassociate-distribution-tenant-web-acl disassociate-distribution-web-acl get-anycast-ip-list
        get-cache-policy get-cache-policy-config get-cloud-front-origin-access-identity
        get-cloud-front-origin-access-identity-config get-connection-function get-connection-group
        get-connection-group-by-routing-endpoint get-continuous-deployment-policy
        get-continuous-deployment-policy-config get-distribution get-distribution-config
        get-distribution-tenant get-distribution-tenant-by-domain get-field-level-encryption
        get-field-level-encryption-config get-field-level-encryption-profile
        get-field-level-encryption-profile-config get-function get-invalidation
        get-invalidation-for-distribution-tenant get-key-group get-key-group-config
        get-managed-certificate-details get-monitoring-subscription get-origin-access-control
        get-origin-access-control-config get-origin-request-policy get-origin-request-policy-config
        get-public-key get-public-key-config get-realtime-log-config get-resource-policy
        get-response-headers-policy get-response-headers-policy-config get-streaming-distribution
        get-streaming-distribution-config get-trust-store get-vpc-origin list-anycast-ip-lists
        list-cache-policies list-cloud-front-origin-access-identities list-conflicting-aliases
        list-connection-functions list-connection-groups list-continuous-deployment-policies
        list-distribution-tenants list-distribution-tenants-by-customization list-distributions
        list-distributions-by-anycast-ip-list-id list-distributions-by-cache-policy-id
        list-distributions-by-connection-function list-distributions-by-connection-mode
        list-distributions-by-key-group list-distributions-by-origin-request-policy-id
        list-distributions-by-owned-resource list-distributions-by-realtime-log-config
        list-distributions-by-response-headers-policy-id list-distributions-by-trust-store
        list-distributions-by-vpc-origin-id list-distributions-by-web-acl-id list-domain-conflicts
        list-field-level-encryption-configs list-field-level-encryption-profiles list-functions
        list-invalidations list-invalidations-for-distribution-tenant list-key-groups
        list-key-value-stores list-origin-access-controls list-origin-request-policies
        list-public-keys list-realtime-log-configs list-response-headers-policies
        list-streaming-distributions list-tags-for-resource list-trust-stores list-vpc-origins
        publish-connection-function publish-function put-resource-policy tag-resource
        test-connection-function test-function untag-resource update-anycast-ip-list
        update-cache-policy update-cloud-front-origin-access-identity update-connection-function
        update-connection-group update-continuous-deployment-policy update-distribution
        update-distribution-tenant update-distribution-with-staging-config update-domain-association
        update-field-level-encryption-config update-field-level-encryption-profile update-function
        update-key-group update-key-value-store update-origin-access-control
        update-origin-request-policy update-public-key update-realtime-log-config
        update-response-headers-policy update-streaming-distribution update-trust-store
        update-vpc-origin verify-dns-configuration wait sign
        """,
        "compute-optimizer": """
        delete-recommendation-preferences describe-recommendation-export-jobs
        export-auto-scaling-group-recommendations export-ebs-volume-recommendations
        export-ec2-instance-recommendations export-ecs-service-recommendations
        export-idle-recommendations export-lambda-function-recommendations
        export-license-recommendations export-rds-database-recommendations
        get-auto-scaling-group-recommendations get-ebs-volume-recommendations
        get-ec2-instance-recommendations get-ec2-recommendation-projected-metrics
        get-ecs-service-recommendation-projected-metrics get-ecs-service-recommendations
        get-effective-recommendation-preferences get-enrollment-status
        get-enrollment-statuses-for-organization get-idle-recommendations
        get-lambda-function-recommendations get-license-recommendations
        get-rds-database-recommendation-projected-metrics get-rds-database-recommendations
        get-recommendation-preferences get-recommendation-summaries put-recommendation-preferences
        update-enrollment-status
        """,
        "dlm": """
        create-lifecycle-policy delete-lifecycle-policy get-lifecycle-policies get-lifecycle-policy
        list-tags-for-resource tag-resource untag-resource update-lifecycle-policy create-default-role
        """,
        "ecr": """
        batch-check-layer-availability batch-delete-image batch-get-image
        batch-get-repository-scanning-configuration complete-layer-upload
        create-pull-through-cache-rule create-repository create-repository-creation-template
        delete-lifecycle-policy delete-pull-through-cache-rule delete-registry-policy
        delete-repository delete-repository-creation-template delete-repository-policy
        delete-signing-configuration deregister-pull-time-update-exclusion
        describe-image-replication-status describe-image-scan-findings describe-image-signing-status
        describe-images describe-pull-through-cache-rules describe-registry describe-repositories
        describe-repository-creation-templates get-account-setting get-authorization-token
        get-download-url-for-layer get-lifecycle-policy get-lifecycle-policy-preview
        get-registry-policy get-registry-scanning-configuration get-repository-policy
        get-signing-configuration initiate-layer-upload list-image-referrers list-images
        list-pull-time-update-exclusions list-tags-for-resource put-account-setting put-image
        put-image-scanning-configuration put-image-tag-mutability put-lifecycle-policy
        put-registry-policy put-registry-scanning-configuration put-replication-configuration
        put-signing-configuration register-pull-time-update-exclusion set-repository-policy
        start-image-scan start-lifecycle-policy-preview tag-resource untag-resource
        update-image-storage-class update-pull-through-cache-rule update-repository-creation-template
        upload-layer-part validate-pull-through-cache-rule get-login get-login-password wait
        """,
        "ecs": """
        continue-service-deployment create-capacity-provider create-cluster create-daemon
        create-express-gateway-service create-service create-task-set delete-account-setting
        delete-attributes delete-capacity-provider delete-cluster delete-daemon
        delete-daemon-task-definition delete-express-gateway-service delete-service
        delete-task-definitions delete-task-set deregister-container-instance
        deregister-task-definition describe-capacity-providers describe-clusters
        describe-container-instances describe-daemon describe-daemon-deployments
        describe-daemon-revisions describe-daemon-task-definition describe-express-gateway-service
        describe-service-deployments describe-service-revisions describe-services
        describe-task-definition describe-task-sets describe-tasks discover-poll-endpoint
        execute-command get-task-protection list-account-settings list-attributes list-clusters
        list-container-instances list-daemon-deployments list-daemon-task-definitions list-daemons
        list-service-deployments list-services list-services-by-namespace list-tags-for-resource
        list-task-definition-families list-task-definitions list-tasks put-account-setting
        put-account-setting-default put-attributes put-cluster-capacity-providers
        register-container-instance register-daemon-task-definition register-task-definition run-task
        start-task stop-service-deployment stop-task submit-attachment-state-changes
        submit-container-state-change submit-task-state-change tag-resource untag-resource
        update-capacity-provider update-cluster update-cluster-settings update-container-agent
        update-container-instances-state update-daemon update-express-gateway-service update-service
        update-service-primary-task-set update-task-protection update-task-set deploy wait
        """,
        "eks": """
        associate-access-policy associate-encryption-config associate-identity-provider-config
        create-access-entry create-addon create-capability create-cluster
        create-eks-anywhere-subscription create-fargate-profile create-nodegroup
        create-pod-identity-association delete-access-entry delete-addon delete-capability
        delete-cluster delete-eks-anywhere-subscription delete-fargate-profile delete-nodegroup
        delete-pod-identity-association deregister-cluster describe-access-entry describe-addon
        describe-addon-configuration describe-addon-versions describe-capability describe-cluster
        describe-cluster-versions describe-eks-anywhere-subscription describe-fargate-profile
        describe-identity-provider-config describe-insight describe-insights-refresh
        describe-nodegroup describe-pod-identity-association describe-update
        disassociate-access-policy disassociate-identity-provider-config list-access-entries
        list-access-policies list-addons list-associated-access-policies list-capabilities
        list-clusters list-eks-anywhere-subscriptions list-fargate-profiles
        list-identity-provider-configs list-insights list-nodegroups list-pod-identity-associations
        list-tags-for-resource list-updates register-cluster start-insights-refresh tag-resource
        untag-resource update-access-entry update-addon update-capability update-cluster-config
        update-cluster-version update-eks-anywhere-subscription update-nodegroup-config
        update-nodegroup-version update-pod-identity-association update-kubeconfig get-token wait
        """,
        "elasticache": """
        add-tags-to-resource authorize-cache-security-group-ingress batch-apply-update-action
        batch-stop-update-action complete-migration copy-serverless-cache-snapshot copy-snapshot
        create-cache-cluster create-cache-parameter-group create-cache-security-group
        create-cache-subnet-group create-global-replication-group create-replication-group
        create-serverless-cache create-serverless-cache-snapshot create-snapshot create-user
        create-user-group decrease-node-groups-in-global-replication-group decrease-replica-count
        delete-cache-cluster delete-cache-parameter-group delete-cache-security-group
        delete-cache-subnet-group delete-global-replication-group delete-replication-group
        delete-serverless-cache delete-serverless-cache-snapshot delete-snapshot delete-user
        delete-user-group describe-cache-clusters describe-cache-engine-versions
        describe-cache-parameter-groups describe-cache-parameters describe-cache-security-groups
        describe-cache-subnet-groups describe-engine-default-parameters describe-events
        describe-global-replication-groups describe-replication-groups describe-reserved-cache-nodes
        describe-reserved-cache-nodes-offerings describe-serverless-cache-snapshots
        describe-serverless-caches describe-service-updates describe-snapshots describe-update-actions
        describe-user-groups describe-users disassociate-global-replication-group
        export-serverless-cache-snapshot failover-global-replication-group
        increase-node-groups-in-global-replication-group increase-replica-count
        list-allowed-node-type-modifications list-tags-for-resource modify-cache-cluster
        modify-cache-parameter-group modify-cache-subnet-group modify-global-replication-group
        modify-replication-group modify-replication-group-shard-configuration modify-serverless-cache
        modify-user modify-user-group purchase-reserved-cache-nodes-offering
        rebalance-slots-in-global-replication-group reboot-cache-cluster remove-tags-from-resource
        reset-cache-parameter-group revoke-cache-security-group-ingress start-migration test-failover
        test-migration wait
        """,
        "kafka": """
        batch-associate-scram-secret batch-disassociate-scram-secret create-cluster create-cluster-v2
        create-configuration create-replicator create-topic create-vpc-connection delete-cluster
        delete-cluster-policy delete-configuration delete-replicator delete-topic
        delete-vpc-connection describe-cluster describe-cluster-operation
        describe-cluster-operation-v2 describe-cluster-v2 describe-configuration
        describe-configuration-revision describe-replicator describe-topic describe-topic-partitions
        describe-vpc-connection get-bootstrap-brokers get-cluster-policy get-compatible-kafka-versions
        list-client-vpc-connections list-cluster-operations list-cluster-operations-v2 list-clusters
        list-clusters-v2 list-configuration-revisions list-configurations list-kafka-versions
        list-nodes list-replicators list-scram-secrets list-tags-for-resource list-topics
        list-vpc-connections put-cluster-policy reboot-broker reject-client-vpc-connection
        tag-resource untag-resource update-broker-count update-broker-storage update-broker-type
        update-cluster-configuration update-cluster-kafka-version update-configuration
        update-connectivity update-monitoring update-rebalancing update-replication-info
        update-security update-storage update-topic
        """,
        "kms": """
        cancel-key-deletion connect-custom-key-store create-alias create-custom-key-store create-grant
        create-key decrypt delete-alias delete-custom-key-store delete-imported-key-material
        derive-shared-secret describe-custom-key-stores describe-key disable-key disable-key-rotation
        disconnect-custom-key-store enable-key enable-key-rotation encrypt generate-data-key
        generate-data-key-pair generate-data-key-pair-without-plaintext
        generate-data-key-without-plaintext generate-mac generate-random get-key-last-usage
        get-key-policy get-key-rotation-status get-parameters-for-import get-public-key
        import-key-material list-aliases list-grants list-key-policies list-key-rotations list-keys
        list-resource-tags list-retirable-grants put-key-policy re-encrypt replicate-key retire-grant
        revoke-grant rotate-key-on-demand schedule-key-deletion sign tag-resource untag-resource
        update-alias update-custom-key-store update-key-description update-primary-region verify
        verify-mac
        """,
        "logs": """
        associate-kms-key associate-source-to-s3-table-integration cancel-export-task
        cancel-import-task create-delivery create-export-task create-import-task
        create-log-anomaly-detector create-log-group create-log-stream create-lookup-table
        create-scheduled-query delete-account-policy delete-data-protection-policy delete-delivery
        delete-delivery-destination delete-delivery-destination-policy delete-delivery-source
        delete-destination delete-index-policy delete-integration delete-log-anomaly-detector
        delete-log-group delete-log-stream delete-lookup-table delete-metric-filter
        delete-query-definition delete-resource-policy delete-retention-policy delete-scheduled-query
        delete-subscription-filter delete-transformer describe-account-policies
        describe-configuration-templates describe-deliveries describe-delivery-destinations
        describe-delivery-sources describe-destinations describe-export-tasks describe-field-indexes
        describe-import-task-batches describe-import-tasks describe-index-policies describe-log-groups
        describe-log-streams describe-lookup-tables describe-metric-filters describe-queries
        describe-query-definitions describe-resource-policies describe-subscription-filters
        disassociate-kms-key disassociate-source-from-s3-table-integration filter-log-events
        get-data-protection-policy get-delivery get-delivery-destination
        get-delivery-destination-policy get-delivery-source get-integration get-log-anomaly-detector
        get-log-events get-log-fields get-log-group-fields get-log-object get-log-record
        get-lookup-table get-query-results get-scheduled-query get-scheduled-query-history
        get-transformer list-aggregate-log-group-summaries list-anomalies list-integrations
        list-log-anomaly-detectors list-log-groups list-log-groups-for-query list-scheduled-queries
        list-sources-for-s3-table-integration list-tags-for-resource list-tags-log-group
        put-account-policy put-bearer-token-authentication put-data-protection-policy
        put-delivery-destination put-delivery-destination-policy put-delivery-source put-destination
        put-destination-policy put-index-policy put-integration put-log-events
        put-log-group-deletion-protection put-metric-filter put-query-definition put-resource-policy
        put-retention-policy put-subscription-filter put-transformer start-live-tail start-query
        stop-query tag-log-group tag-resource test-metric-filter test-transformer untag-log-group
        untag-resource update-anomaly update-delivery-configuration update-log-anomaly-detector
        update-lookup-table update-scheduled-query start-live-tail
        """,
        "resourcegroupstaggingapi": """
        describe-report-creation get-compliance-summary get-resources get-tag-keys get-tag-values
        list-required-tags start-report-creation tag-resources untag-resources
        """,
        "route53": """
        activate-key-signing-key associate-vpc-with-hosted-zone change-cidr-collection
        change-resource-record-sets change-tags-for-resource create-cidr-collection
        create-health-check create-hosted-zone create-key-signing-key create-query-logging-config
        create-reusable-delegation-set create-traffic-policy create-traffic-policy-instance
        create-traffic-policy-version create-vpc-association-authorization deactivate-key-signing-key
        delete-cidr-collection delete-health-check delete-hosted-zone delete-key-signing-key
        delete-query-logging-config delete-reusable-delegation-set delete-traffic-policy
        delete-traffic-policy-instance delete-vpc-association-authorization disable-hosted-zone-dnssec
        disassociate-vpc-from-hosted-zone enable-hosted-zone-dnssec get-account-limit get-change
        get-checker-ip-ranges get-dnssec get-geo-location get-health-check get-health-check-count
        get-health-check-last-failure-reason get-health-check-status get-hosted-zone
        get-hosted-zone-count get-hosted-zone-limit get-query-logging-config
        get-reusable-delegation-set get-reusable-delegation-set-limit get-traffic-policy
        get-traffic-policy-instance get-traffic-policy-instance-count list-cidr-blocks
        list-cidr-collections list-cidr-locations list-geo-locations list-health-checks
        list-hosted-zones list-hosted-zones-by-name list-hosted-zones-by-vpc
        list-query-logging-configs list-resource-record-sets list-reusable-delegation-sets
        list-tags-for-resource list-tags-for-resources list-traffic-policies
        list-traffic-policy-instances list-traffic-policy-instances-by-hosted-zone
        list-traffic-policy-instances-by-policy list-traffic-policy-versions
        list-vpc-association-authorizations test-dns-answer update-health-check
        update-hosted-zone-comment update-hosted-zone-features update-traffic-policy-comment
        update-traffic-policy-instance wait
        """,
        "savingsplans": """
        create-savings-plan delete-queued-savings-plan describe-savings-plan-rates
        describe-savings-plans describe-savings-plans-offering-rates describe-savings-plans-offerings
        list-tags-for-resource return-savings-plan tag-resource untag-resource
        """,
        "secretsmanager": """
        batch-get-secret-value cancel-rotate-secret create-secret delete-resource-policy delete-secret
        describe-secret get-random-password get-resource-policy get-secret-value
        list-secret-version-ids list-secrets put-resource-policy put-secret-value
        remove-regions-from-replication replicate-secret-to-regions restore-secret rotate-secret
        stop-replication-to-replica tag-resource untag-resource update-secret
        update-secret-version-stage validate-resource-policy
        """,
        "shield": """
        associate-drt-log-bucket associate-drt-role associate-health-check
        associate-proactive-engagement-details create-protection create-protection-group
        create-subscription delete-protection delete-protection-group delete-subscription
        describe-attack describe-attack-statistics describe-drt-access
        describe-emergency-contact-settings describe-protection describe-protection-group
        describe-subscription disable-application-layer-automatic-response
        disable-proactive-engagement disassociate-drt-log-bucket disassociate-drt-role
        disassociate-health-check enable-application-layer-automatic-response
        enable-proactive-engagement get-subscription-state list-attacks list-protection-groups
        list-protections list-resources-in-protection-group list-tags-for-resource tag-resource
        untag-resource update-application-layer-automatic-response update-emergency-contact-settings
        update-protection-group update-subscription
        """,
        "sqs": """
        add-permission cancel-message-move-task change-message-visibility
        change-message-visibility-batch create-queue delete-message delete-message-batch delete-queue
        get-queue-attributes get-queue-url list-dead-letter-source-queues list-message-move-tasks
        list-queue-tags list-queues purge-queue receive-message remove-permission send-message
        send-message-batch set-queue-attributes start-message-move-task tag-queue untag-queue
        """,
        "wafv2": """
        associate-web-acl check-capacity create-api-key create-ip-set create-regex-pattern-set
        create-rule-group create-web-acl delete-api-key delete-firewall-manager-rule-groups
        delete-ip-set delete-logging-configuration delete-permission-policy delete-regex-pattern-set
        delete-rule-group delete-web-acl describe-all-managed-products
        describe-managed-products-by-vendor describe-managed-rule-group disassociate-web-acl
        generate-mobile-sdk-release-url get-decrypted-api-key get-ip-set get-logging-configuration
        get-managed-rule-set get-mobile-sdk-release get-permission-policy
        get-rate-based-statement-managed-keys get-regex-pattern-set get-rule-group
        get-sampled-requests get-top-path-statistics-by-traffic get-web-acl get-web-acl-for-resource
        list-api-keys list-available-managed-rule-group-versions list-available-managed-rule-groups
        list-ip-sets list-logging-configurations list-managed-rule-sets list-mobile-sdk-releases
        list-regex-pattern-sets list-resources-for-web-acl list-rule-groups list-tags-for-resource
        list-web-acls put-logging-configuration put-managed-rule-set-versions put-permission-policy
        tag-resource untag-resource update-ip-set update-managed-rule-set-version-expiry-date
        update-regex-pattern-set update-rule-group update-web-acl
        """,
    ]
}
