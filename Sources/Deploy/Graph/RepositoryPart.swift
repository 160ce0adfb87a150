/// Where images are kept: every one is scanned, none can be given another content, old ones go.
extension Draft {
    /// Adds a region's repositories, and the copying of images to the other regions.
    mutating func drawRepositories(_ at: Place) {
        var seen: Set<String> = []
        for service in profile.services where seen.insert(service.image).inserted {
            drawRepository(service.image, at)
        }
        let others = profile.places.filter { !$0.isPrimary }
        guard at.isPrimary, !others.isEmpty else { return }
        add(
            at("ImageCopies"), "AWS::ECR::ReplicationConfiguration", .data, at, from: "regions",
            [
                "ReplicationConfiguration": [
                    "Rules": [
                        [
                            "Destinations": .list(
                                others.map { ["Region": .text($0.region), "RegistryId": .text(account)] }),
                            "RepositoryFilters": [
                                [
                                    "Filter": .text(
                                        profile.services.first?.image.prefixBeforeSlash ?? profile.system),
                                    "FilterType": "PREFIX_MATCH",
                                ]
                            ],
                        ]
                    ]
                ]
            ])
    }

    private mutating func drawRepository(_ name: String, _ at: Place) {
        let rule: Value = [
            "rulePriority": 1, "description": .text("Keep the last \(profile.images.keep) images"),
            "selection": [
                "tagStatus": "any", "countType": "imageCountMoreThan",
                "countNumber": .integer(profile.images.keep),
            ], "action": ["type": "expire"],
        ]
        add(
            at(name.graphName + "Repository"), "AWS::ECR::Repository", .data, at, from: "images",
            keep: .retain,
            [
                "RepositoryName": .text(name),
                "ImageTagMutability": profile.images.mutable ? "MUTABLE" : "IMMUTABLE",
                "ImageScanningConfiguration": ["ScanOnPush": .truth(profile.images.scan)],
                "EncryptionConfiguration": ["EncryptionType": "KMS", "KmsKey": key("data", at)],
                "LifecyclePolicy": ["LifecyclePolicyText": .jsonText(["rules": [rule]])],
            ])
    }
}

extension String {
    /// What stands before the first slash: `pixpos` of `pixpos/api`.
    var prefixBeforeSlash: String { split(separator: "/").first.map(String.init) ?? self }
}
