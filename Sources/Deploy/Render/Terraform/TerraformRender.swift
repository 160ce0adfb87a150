/// The graph as Terraform's JSON: the same resources in the words of the AWS provider 5.100, one state an
/// environment.
public enum TerraformRender {
    /// The provider's version that the words are written for.
    public static let provider = "5.100.0"

    /// The files of a graph; none for a profile without a cloud.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        guard graph.profile.shape != .host else { return [] }
        var draft = TerraformDraft(graph)
        for resource in graph.resources { draft.draw(resource) }
        draft.drawLookups()
        let folder = "terraform/"
        return [
            RenderedFile(path: folder + "versions.tf.json", text: JSONText.document(versions(graph.profile))),
            RenderedFile(
                path: folder + "providers.tf.json", text: JSONText.document(providers(graph.profile))),
            RenderedFile(path: folder + "main.tf.json", text: JSONText.document(draft.document)),
            RenderedFile(path: folder + "README.md", text: TerraformPage.text(graph, draft)),
        ]
    }

    /// The types that have a translation; a test holds the graph to them.
    public static var types: [String] { TerraformTypes.rows.keys.sorted() }

    private static func versions(_ profile: Profile) -> Value {
        [
            "terraform": [
                "required_version": ">= 1.11",
                "required_providers": [
                    "aws": ["source": "hashicorp/aws", "version": .text("~> \(provider)")]
                ],
                "backend": [
                    "s3": [
                        "bucket": .text("\(profile.system)-terraform-\(profile.environment.account)"),
                        "key": "state.json", "workspace_key_prefix": .text(profile.system),
                        "region": .text(profile.regions.primary), "encrypt": true, "use_lockfile": true,
                        "kms_key_id": .text("alias/\(profile.system)-terraform"),
                    ]
                ],
            ]
        ]
    }

    /// A provider for each region, us-east-1 besides for what belongs to content networks; all refuse
    /// another account.
    private static func providers(_ profile: Profile) -> Value {
        var regions = profile.regions.all
        if !regions.contains("us-east-1") { regions.append("us-east-1") }
        let account: Value = [.text(profile.environment.account)]
        let tags: Value = [
            "tags": [
                "hesap:system": .text(profile.system), "hesap:environment": .text(profile.environment.name),
            ]
        ]
        var all: [Value] = [
            ["region": .text(profile.regions.primary), "allowed_account_ids": account, "default_tags": tags]
        ]
        for region in regions {
            all.append([
                "alias": .text(region), "region": .text(region), "allowed_account_ids": account,
                "default_tags": tags,
            ])
        }
        return [
            "provider": ["aws": .list(all)],
            "variable": [
                "cluster_has_objects": [
                    "type": "bool", "default": false,
                    "description":
                        "Whether the cluster's objects stand, so that their load balancer can be looked up.",
                ]
            ],
            "check": [
                "workspace": [
                    "assert": [
                        "condition": .text("${terraform.workspace == \"\(profile.environment.name)\"}"),
                        "error_message": .text("Choose the workspace \(profile.environment.name) first."),
                    ]
                ]
            ],
        ]
    }
}

/// How to use the folder, and what differs from the templates.
enum TerraformPage {
    static func text(_ graph: Graph, _ draft: TerraformDraft) -> String {
        let profile = graph.profile
        let name = profile.environment.name
        let images = profile.services.map { "aws_ecr_repository.\($0.image)" }
        let differs = draft.left.map { "- \($0.id.name) (`\($0.type)`): \($0.reason)" }
        return """
            # \(profile.system), \(name): Terraform

            The same resources as the CloudFormation templates, for the AWS provider \(TerraformRender.provider). Use one
            of the two, never both.

                terraform init
                terraform workspace select -or-create \(name)
                terraform apply

            The state lies in S3, encrypted and locked (`versions.tf.json`); its bucket and its key are made beforehand.
            A workspace is an environment; a check refuses another one, and the provider another account.

            1. The first apply makes zones and repositories: `terraform apply -target` them, delegate the zones, publish
               the images (`hesap deploy publish`), then apply all. \(images.isEmpty ? "" : "")
            2. On a cluster, apply its objects then, and apply again with `-var cluster_has_objects=true`: only now
               does the load balancer exist that records and alarms look up.

            Passwords are drawn by AWS and handed on as write-only values; they are in no state. The token of a cache is
            the exception: the provider has no write-only argument for it, so it is in the state, which is encrypted.

            ## What differs from the templates

            \(differs.isEmpty ? "Nothing." : differs.joined(separator: "\n"))

            """
    }
}
