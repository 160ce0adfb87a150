import Base

/// Content networks: a distribution for each screen or host of screens, its bucket readable by it alone.
extension Draft {
    private static let cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    private static let cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    private static let allOfTheViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3"

    /// Adds every distribution.
    mutating func drawContentNetworks() {
        guard !profile.screens.isEmpty else { return }
        let at = profile.home
        add(
            at("OriginAccess"), "AWS::CloudFront::OriginAccessControl", .app, at, from: "web",
            [
                "OriginAccessControlConfig": [
                    "Name": .text("\(profile.names.prefix)-buckets"), "OriginAccessControlOriginType": "s3",
                    "SigningBehavior": "always", "SigningProtocol": "sigv4",
                ]
            ])
        drawHeaders(at)
        for web in profile.screens {
            drawFallback(web, at)
            drawDistribution(web, at)
            drawReading(web, at)
            drawShield(web.name.graphName, distributionARN(web, at), at)
        }
    }

    func distributionARN(_ web: WebPlan, _ at: Place) -> Value {
        .join([.text("arn:aws:cloudfront::\(account):distribution/"), .reference(at(web.distributionID))])
    }

    private mutating func drawHeaders(_ at: Place) {
        add(
            at("ScreenHeaders"), "AWS::CloudFront::ResponseHeadersPolicy", .app, at, from: "web",
            [
                "ResponseHeadersPolicyConfig": [
                    "Name": .text("\(profile.names.prefix)-screens"),
                    "SecurityHeadersConfig": [
                        "StrictTransportSecurity": [
                            "AccessControlMaxAgeSec": 31_536_000, "IncludeSubdomains": true, "Override": true,
                        ], "ContentTypeOptions": ["Override": true],
                        "FrameOptions": ["FrameOption": "DENY", "Override": true],
                        "ReferrerPolicy": [
                            "ReferrerPolicy": "strict-origin-when-cross-origin", "Override": true,
                        ],
                    ],
                ]
            ])
    }

    // MARK: Paths of screens

    /// A path without a file's ending is the screen's own and gets its first page; the apex of a zone leads
    /// to the screen's host, unless that is every name below it.
    private mutating func drawFallback(_ web: WebPlan, _ at: Place) {
        let folders = web.apps.map(\.path)
        let list = folders.map { JSON.string($0.hasSuffix("/") ? $0 : $0 + "/").written }.joined(
            separator: ", ")
        let home = folders.first ?? "/"
        let apex = web.host.hasPrefix("*") ? nil : profile.apex(of: web)
        let moved = apex.map {
            """
                if (request.headers.host && request.headers.host.value === "\($0)") {
                    return {
                        statusCode: 301,
                        statusDescription: "Moved Permanently",
                        headers: { location: { value: "https://\(web.host)" + request.uri } }
                    };
                }

            """
        }
        let code = """
            // A path without a file's ending belongs to a screen: it gets that screen's first page.
            var folders = [\(list)];
            function handler(event) {
                var request = event.request;
            \(moved ?? "")    var uri = request.uri;
                var last = uri.substring(uri.lastIndexOf("/") + 1);
                if (last.indexOf(".") >= 0) { return request; }
                for (var i = 0; i < folders.length; i++) {
                    if ((uri + "/").indexOf(folders[i]) === 0) {
                        request.uri = folders[i] + "index.html";
                        return request;
                    }
                }
                request.uri = folders.length ? "\(home.hasSuffix("/") ? home : home + "/")index.html" : "/index.html";
                return request;
            }

            """
        add(
            at(web.name.graphName + "Fallback"), "AWS::CloudFront::Function", .app, at,
            from: "web.\(web.name).fallback",
            [
                "Name": .text("\(profile.names.prefix)-\(web.name)-fallback"), "AutoPublish": true,
                "FunctionCode": .text(code),
                "FunctionConfig": [
                    "Comment": .text("First pages of \(web.host)"), "Runtime": "cloudfront-js-2.0",
                ],
            ])
    }

    // MARK: Distributions

    private mutating func drawDistribution(_ web: WebPlan, _ at: Place) {
        let aliases = [web.host] + (profile.apex(of: web).map { [$0] } ?? [])
        let isMenu = profile.domains.contains { $0.wildcard == web.name }
        let service = profile.services.first { $0.behindCDN }
        let needsServer = isMenu || service != nil
        let certificate = profile.domain(of: web.host).map {
            Value.reference(profile.edgePlace($0.certificateID))
        }
        let guarded = profile.edge.attach.contains(.cdn) && !profile.edge.firewall.isEmpty
        var behaviours: [Value] = []
        if let service { behaviours = service.paths.map { serverBehaviour($0) } }
        if isMenu { behaviours.append(bucketBehaviour(web, at).with("PathPattern", "/assets/*")) }
        let config: Value = [
            "Aliases": .texts(aliases.unique), "Comment": .text("\(profile.names.prefix) \(web.name)"),
            "Enabled": true, "HttpVersion": "http2and3", "IPV6Enabled": true, "PriceClass": "PriceClass_100",
            "DefaultRootObject": isMenu ? "" : "index.html",
            "Origins": .list([bucketOrigin(web, at)] + (needsServer ? [serverOrigin] : [])),
            "DefaultCacheBehavior": isMenu ? serverBehaviour(nil) : bucketBehaviour(web, at),
            "Logging": [
                "Bucket": .text("\(logBucketName(at)).s3.\(at.region).amazonaws.com"),
                "IncludeCookies": false,
                "Prefix": .text("cdn/\(web.name)/"),
            ],
        ]
        let ending: Value = ["SslSupportMethod": "sni-only", "MinimumProtocolVersion": "TLSv1.2_2021"]
        add(
            at(web.distributionID), "AWS::CloudFront::Distribution", .app, at, from: "web.\(web.name)",
            needs: [at("LogBucket"), at(web.bucketID)],
            [
                "DistributionConfig": config.with(
                    "CacheBehaviors", behaviours.isEmpty ? nil : .list(behaviours)
                )
                .with("ViewerCertificate", ending.with("AcmCertificateArn", certificate))
                .with("WebACLId", guarded ? .attribute(profile.edgePlace("EdgeFirewall"), "Arn") : nil)
            ])
    }

    private func bucketOrigin(_ web: WebPlan, _ at: Place) -> Value {
        [
            "Id": "bucket", "DomainName": .text("\(web.bucket).s3.\(at.region).amazonaws.com"),
            "OriginAccessControlId": .attribute(at("OriginAccess"), "Id"),
            "S3OriginConfig": ["OriginAccessIdentity": ""],
        ]
    }

    private var serverOrigin: Value {
        [
            "Id": "server", "DomainName": .text(profile.originHost ?? ""),
            "CustomOriginConfig": [
                "OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"], "HTTPSPort": 443,
                "OriginReadTimeout": 60, "OriginKeepaliveTimeout": 60,
            ],
        ]
    }

    private func bucketBehaviour(_ web: WebPlan, _ at: Place) -> Value {
        [
            "TargetOriginId": "bucket", "ViewerProtocolPolicy": "redirect-to-https", "Compress": true,
            "AllowedMethods": ["GET", "HEAD"], "CachedMethods": ["GET", "HEAD"],
            "CachePolicyId": .text(Self.cachingOptimized),
            "ResponseHeadersPolicyId": .reference(at("ScreenHeaders")),
            "FunctionAssociations": [
                [
                    "EventType": "viewer-request",
                    "FunctionARN": .attribute(
                        at(web.name.graphName + "Fallback"), "FunctionMetadata.FunctionARN"),
                ]
            ],
        ]
    }

    private func serverBehaviour(_ path: String?) -> Value {
        let base: Value = [
            "TargetOriginId": "server",
            "ViewerProtocolPolicy": path == nil ? "redirect-to-https" : "https-only",
            "Compress": true,
            "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
            "CachedMethods": ["GET", "HEAD"], "CachePolicyId": .text(Self.cachingDisabled),
            "OriginRequestPolicyId": .text(Self.allOfTheViewer),
        ]
        return base.with("PathPattern", path.map { .text($0) })
    }

    private mutating func drawReading(_ web: WebPlan, _ at: Place) {
        let id = at(web.bucketID + "Policy")
        let shared = profile.web.filter { $0.bucket == web.bucket }
        guard !has(id), shared.first == web else { return }
        let reads: Value = [
            "Sid": "ContentNetwork", "Effect": "Allow", "Principal": ["Service": "cloudfront.amazonaws.com"],
            "Action": "s3:GetObject", "Resource": .text("arn:aws:s3:::\(web.bucket)/*"),
            "Condition": [
                "StringEquals": ["aws:SourceArn": .list(shared.map { distributionARN($0, at) })]
            ],
        ]
        add(
            id, "AWS::S3::BucketPolicy", .app, at, from: "web.\(web.name)", needs: [at(web.bucketID)],
            [
                "Bucket": .text(web.bucket),
                "PolicyDocument": .policy([
                    Self.onlyTLS(.text("arn:aws:s3:::\(web.bucket)"), .text("arn:aws:s3:::\(web.bucket)/*")),
                    reads,
                ]),
            ])
    }
}

extension WebPlan {
    /// The distribution's name in the graph.
    var distributionID: String { name.graphName + "Distribution" }
}

extension Profile {
    /// Screens that a content network of ours serves from buckets. Behind somebody else's, the server itself
    /// answers for them.
    var screens: [WebPlan] { edge.provider == .cloudfront ? web : [] }

    /// The apex that a screen answers for: a created zone's, for the wildcard's screen or the zone's first
    /// one.
    func apex(of web: WebPlan) -> String? {
        guard let domain = domain(of: web.host), domain.create, web.host != domain.name else { return nil }
        let own = self.web.filter { self.domain(of: $0.host)?.name == domain.name }
        let chosen = own.first { $0.name == domain.wildcard } ?? own.first
        return chosen == web ? domain.name : nil
    }
}
